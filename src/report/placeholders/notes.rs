//! Notes in brackets: 【待填】, （请各科室补充）, and brackets with nothing in them.

use super::unit::counted;
use crate::text::census::Census;
use crate::text::seek::{self, CharSet};
use crate::text::words;

/// Whether `text`, of that census, may have one.
pub(super) fn may_stand(text: &str, census: &Census) -> bool {
    let empty = || seek::holds(text, "（）") || seek::holds(text, "()");
    let noted = || census.may_hold_one_of(&NOTED) || empty();
    census.may_hold_any(&BRACKETS) && noted()
}

/// What opens a note.
const BRACKETS: [char; 6] = ['【', '[', '〔', '［', '（', '('];

/// What every note has one of, but for brackets with nothing in them.
static NOTED: CharSet = CharSet::new(&[
    '需', '待', '填', '补', '插', '签', '请', '名', '\u{3000}', ' ', '改', '删', '留', '略', '板',
    '范', '样', '题', '正', '单', '@', '？', '?', '内', '指', '加', '更', '缺',
]);

/// What the notes in brackets begin with that a form has, or that one writes to
/// oneself.
const NOTES: &[&str] = &[
    "此处填写",
    "此处填数",
    "此处填入",
    "此处填报",
    "此处填次数",
    "此处填人数",
    "此处填金额",
    "此处填日期",
    "此处填时间",
    "此处填单位",
    "此处填名称",
    "此处填具体",
    "此数据待",
    "具体数字稍后",
    "具体数据稍后",
    "数据稍后补",
    "数字稍后补",
    "此处插入",
    "此处待",
    "此处补充",
    "请填写",
    "请在此填",
    "请在此输",
    "在此填",
    "具体数据请",
    "具体数字请",
    "请补充",
    "待填写",
    "待补充",
    "待核实",
    "待核对",
    "数据待核",
    "数据待补",
    "缺数据",
    "缺数字",
    "请替换",
    "示例，请替换",
    "示例请替换",
    "内容待补",
    "具体数待补",
    "数据待统计",
    "下同，待补",
    "补充案例",
    "补数据",
    "填写具体",
    "这里要改",
    "此段需",
    "此段删除",
    "是否保留",
    "照片待插入",
    "此处插图",
    "插入图片",
    "指标待下达后",
    "标题待定",
];

/// The same of notes that are nothing else: a round bracket may go on 待核发证书.
const WHOLE: &[&str] = &[
    "待填",
    "待补",
    "待核",
    "待统计",
    "待核定",
    "需补充",
    "后补",
    "未完待续",
    "填写原因",
    "填写内容",
    "填写情况",
    "填写数据",
    "填写数字",
    "填写日期",
    "填写时间",
    "填写名称",
    "填写单位",
    "填写措施",
    "填写姓名",
    "待定",
    "待确认",
    "待更新",
    "更新数据",
    "填数",
    "待续",
    "待完善",
    "以下略",
    "模板",
    "范文",
    "样例",
    "单位名称",
    "请核实",
    "需核实",
    "数据需核实",
    "此处需补充数据",
    "请核对",
    "请补充",
    "请确认",
    "补充数据",
    "此处加数据",
    "数据待报",
    "数据来源待确认",
    "数据来源待核实",
    "数据来源待补充",
    "数字待报",
    "照片待补",
    "图片待补",
    "插入图表",
    "插入照片",
];

/// Whether a note in round brackets may begin with `c`, or they may be blank.
fn may_note(c: char) -> bool {
    static FIRSTS: CharSet = CharSet::new(&[
        ' ', '\u{3000}', '？', '?', '）', ')', '@', '此', '请', '待', '数', '缺', '示', '内', '具',
        '下', '补', '填', '这', '是', '照', '插', '指', '标', '需', '后', '未', '以', '模', '范',
        '样', '单', '图', '_', '＿', '×', 'x', 'X', '…', '略', '更',
    ]);
    FIRSTS.may_hold(c)
}

/// What a note asks a colleague for: 请教务处核, 请各科室补充.
const REQUESTS: &[&str] = &["核", "补", "填", "提供", "确认"];

/// The same of notes in square brackets, in which no paper has words of its own.
const SQUARE: &[&str] = &[
    "待填",
    "待补",
    "待定",
    "待确认",
    "待更新",
    "标签:",
    "标签：",
    "填写",
    "标题】",
    "正文】",
    "内容】",
    "单位］",
    "标题]",
    "正文]",
    "内容]",
    "具体指标",
    "单位]",
    "单位】",
];

/// 【待填】, [标签:介绍], [企业名称], （待核实）, （　　）万元, （）家
pub(super) fn find(text: &str, push: &mut impl FnMut(usize, usize)) {
    for (at, open) in text.match_indices(BRACKETS) {
        let round = matches!(open, "（" | "(");
        let inside = &text[at + open.len()..];
        if round && !inside.starts_with(may_note) {
            if let Some(length) = supply(inside) {
                let close = inside[length..].chars().next().map_or(0, char::len_utf8);
                push(at, at + open.len() + length + close);
            }
            continue;
        }
        let begins = |words: &[&str]| {
            let mut words = words.iter();
            words.find_map(|word| inside.starts_with(word).then_some(word.len()))
        };
        let closes = |length: &usize| inside[*length..].starts_with(CLOSE);
        let note = begins(NOTES)
            .or_else(|| begins(WHOLE).filter(closes))
            .or_else(|| request(inside))
            .or_else(|| supply(inside))
            .or_else(|| inside.strip_prefix('@').map(|_| "@".len()))
            .or_else(|| begins(SQUARE).filter(|_| !round))
            .or_else(|| name(inside).filter(|_| !round));
        let signs = |c: char| " \u{3000}？?_＿×xX…略数".contains(c);
        let blank = inside.len() - inside.trim_start_matches(signs).len();
        if let Some(length) = note {
            let mut near = inside.char_indices().take_while(|(at, _)| *at < 90);
            let close = near.find(|(_, c)| CLOSE.contains(c));
            let end = close.map(|(close, mark)| close + mark.len_utf8());
            // In square brackets much else may stand.
            if let Some(end) = end.or(round.then_some(length)) {
                push(at, at + open.len() + end);
            }
        } else if round && closes(&blank) {
            let end = at + open.len() + blank;
            let close = text[end..].chars().next().map_or(0, char::len_utf8);
            let before = text[..at].chars().next_back();
            let follows = blank > 0 || before.is_some_and(words::is_han);
            if follows && counted(&text[end + close..], before).is_some() {
                push(at, end + close);
            }
        }
    }
}

/// The length of what names a name that is to stand there, and consists of nothing else:
/// 企业名称 in [企业名称].
fn name(inside: &str) -> Option<usize> {
    let mut near = inside.char_indices().take(9);
    let (end, close) = near.find(|&(_, c)| !words::is_han(c))?;
    let named = ["名称", "姓名"]
        .iter()
        .any(|word| inside[..end].ends_with(word));
    (named && CLOSE.contains(&close)).then_some(end)
}

/// The length of the request to a colleague that `inside`, what stands in brackets,
/// consists of.
fn request(inside: &str) -> Option<usize> {
    let asks = inside.strip_prefix('请')?;
    let (end, _) = asks
        .char_indices()
        .take(18)
        .find(|(_, c)| !words::is_han(*c))?;
    let mut offices = asks[..end].match_indices(['科', '处', '室', '办', '门']);
    let asked = offices.any(|(at, office)| {
        let wish = &asks[at + office.len()..end];
        let short = wish.chars().count() <= 6;
        short && REQUESTS.iter().any(|request| wish.starts_with(request))
    });
    (asked && asks[end..].starts_with(CLOSE)).then_some("请".len() + end)
}

/// The length of the note that an office is to supply something, of which `inside` consists:
/// 质量处补充, 以下内容由市场处补充.
fn supply(inside: &str) -> Option<usize> {
    let mut near = inside.char_indices().take(14);
    let masked = |c: char| matches!(c, 'X' | 'x' | '×');
    let (end, close) = near.find(|&(_, c)| !words::is_han(c) && !masked(c))?;
    let who = inside[..end].strip_suffix("补充")?;
    let told = who.starts_with(['经', '已', '据', '在', '按', '应', '未']);
    // 待办公室核实后补充
    let later = who.starts_with('待') && who.ends_with('后');
    let asked = later || who.ends_with(['科', '处', '室']) && !told;
    (CLOSE.contains(&close) && asked).then_some(end)
}

/// What closes a note.
const CLOSE: [char; 6] = ['】', ']', '〕', '］', '）', ')'];
