//! What a writer left to be filled in. Only what cannot be meant: a masked name
//! (张××, ××公司) or an X-ray (X射线) is none.

mod gap;

use super::{Block, Line, Passage};
use crate::text::census::Census;
use crate::text::seek::CharSet;
use crate::text::{Span, words};

/// Puts what `passage` leaves to be filled in into `found`.
pub(super) fn find(passage: &Passage, found: &mut Vec<Span>) {
    if matches!(passage.block, Block::Footnote) {
        return;
    }
    let census = &passage.census;
    let marked = census.may_hold_one_of(&BLANKS);
    let row = matches!(passage.block, Block::Table | Block::TableHead);
    let spaced = !row && census.may_hold(' ');
    let signed = gap::may_have_sign(census);
    if !(marked || spaced || signed) {
        return;
    }
    for line in passage.lines() {
        if marked {
            find_in(line, census, found);
        }
        if signed || spaced && gap::may_have_blank(&line.text) {
            let mut push = |start, end| found.push(line.span(start, end));
            gap::find(&line.text, row, &mut push);
        }
    }
}

/// Puts what `line`, of a passage of that census, leaves to be filled in into `found`.
fn find_in(line: &Line, census: &Census, found: &mut Vec<Span>) {
    let text = line.text.as_str();
    let mut push = |start, end| found.push(line.span(start, end));
    if census.may_hold_any(&BRACKETS) && census.may_hold_any(&NOTED) {
        brackets(text, &mut push);
    }
    let forms = FORMS.iter().filter(|(rare, _)| census.may_hold(*rare));
    for &(_, blank) in forms.filter(|(_, form)| census.may_spell(form)) {
        for (at, _) in text.match_indices(blank) {
            let rest = &text[at + blank.len()..];
            let end = text.len() - rest.trim_start_matches(['…', '.']).len();
            // A name may hold TODO.
            let letter = |c: char| c.is_ascii_alphanumeric();
            let inside = text[..at].ends_with(letter) || text[end..].starts_with(letter);
            if !(inside && blank.is_ascii()) {
                push(at, end);
            }
        }
    }
    if census.may_hold_any(&OPEN) {
        figures(text, &mut push);
    }
}

/// What every blank has one of, but for gaps in which a figure is missing.
static BLANKS: CharSet = CharSet::new(&[
    '【', '[', '〔', '…', '（', '(', '此', 'T', 'x', 'X', '×', '_', '＊', '*', 'ｘ', 'Ｘ', '＿',
    '因', '步', '待',
]);

/// A form's own words, or those of a note to oneself, each with a character that few
/// texts have.
const FORMS: &[(char, &str)] = &[
    ('…', "原因：…"),
    ('…', "下一步：…"),
    ('因', "原因：..."),
    ('步', "下一步：..."),
    ('步', "下一步：。"),
    ('此', "此处省略"),
    ('T', "TODO"),
    ('T', "TBD"),
    ('待', "数字待补"),
    ('待', "数据待补"),
    ('待', "待核实："),
    ('待', "待补充："),
];

/// What opens a note.
const BRACKETS: [char; 5] = ['【', '[', '〔', '（', '('];

/// What every note has one of.
const NOTED: [char; 8] = ['待', '填', '补', '插', '签', '请', '\u{3000}', ' '];

/// What the notes in brackets begin with that a form has, or that one writes to
/// oneself.
const NOTES: &[&str] = &[
    "此处填写",
    "此处插入",
    "请填写",
    "请补充",
    "待填写",
    "待补充",
    "待核实",
    "待核对",
    "数据待核",
    "数据待补",
];

/// The same of notes that are nothing else: a round bracket may go on 待核发证书.
const WHOLE: &[&str] = &[
    "待填",
    "待补",
    "待核",
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
];

/// What a note asks a colleague for: 请教务处核, 请各科室补充.
const REQUESTS: &[&str] = &[
    "核", "核实", "核对", "补", "补充", "填", "填写", "填报", "提供", "确认",
];

/// The same of notes in square brackets, in which no paper has words of its own.
const SQUARE: &[&str] = &["待填", "待补", "待定", "标签:", "标签：", "填写"];

/// 【待填】, [标签:介绍], （待核实）, （　　）万元
fn brackets(text: &str, push: &mut impl FnMut(usize, usize)) {
    for (at, open) in text.match_indices(BRACKETS) {
        let round = matches!(open, "（" | "(");
        let inside = &text[at + open.len()..];
        let begins = |words: &[&str]| {
            let mut words = words.iter();
            words.find_map(|word| inside.starts_with(word).then_some(word.len()))
        };
        let closes = |length: &usize| inside[*length..].starts_with(CLOSE);
        let note = begins(NOTES)
            .or_else(|| begins(WHOLE).filter(closes))
            .or_else(|| request(inside))
            .or_else(|| begins(SQUARE).filter(|_| !round));
        let blank = inside.len() - inside.trim_start_matches([' ', '\u{3000}']).len();
        if let Some(length) = note {
            let mut near = inside.char_indices().take_while(|(at, _)| *at < 90);
            let close = near.find(|(_, c)| CLOSE.contains(c));
            let end = close.map(|(close, mark)| close + mark.len_utf8());
            // In square brackets much else may stand.
            if let Some(end) = end.or(round.then_some(length)) {
                push(at, at + open.len() + end);
            }
        } else if round && blank > 0 && closes(&blank) {
            let end = at + open.len() + blank;
            let close = text[end..].chars().next().map_or(0, char::len_utf8);
            let before = text[..at].chars().next_back();
            if counted(&text[end + close..], before).is_some() {
                push(at, end + close);
            }
        }
    }
}

/// The length of the request to a colleague that `inside`, what stands in brackets,
/// consists of.
fn request(inside: &str) -> Option<usize> {
    let asks = inside.strip_prefix('请')?;
    let (end, _) = asks
        .char_indices()
        .take(15)
        .find(|(_, c)| !words::is_han(*c))?;
    let mut requests = REQUESTS.iter();
    let asked = requests.any(|request| {
        let colleague = asks[..end].strip_suffix(request);
        colleague.is_some_and(|name| name.ends_with(['科', '处', '室', '办', '门']))
    });
    (asked && asks[end..].starts_with(CLOSE)).then_some("请".len() + end)
}

/// What closes a note.
const CLOSE: [char; 5] = ['】', ']', '〕', '）', ')'];

/// 20__年, ×月×日, 2016年×月, XX件, ××%
fn figures(text: &str, push: &mut impl FnMut(usize, usize)) {
    let mut done = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let last = before.replace(c);
        if at < done || !(c == '2' || is_open(c)) {
            continue;
        }
        if last.is_some_and(|last| last == c || last.is_ascii_alphanumeric()) {
            continue;
        }
        let rest = &text[at..];
        let length = match c {
            '2' => open_year(rest).map(|year| year + open_day(&rest[year..]).unwrap_or_default()),
            _ => open_day(rest)
                .or_else(|| open_figure(rest, last))
                .or_else(|| open_end(&text[..at], rest)),
        };
        if let Some(length) = length {
            push(at, at + length);
            done = at + length;
        }
    }
}

/// What stands for a figure that is still to come.
const OPEN: [char; 9] = ['x', 'X', '×', '_', '＊', '*', 'ｘ', 'Ｘ', '＿'];

fn is_open(c: char) -> bool {
    OPEN.contains(&c)
}

/// The length of `20__年`, `20xx年`, `201×年` at the start of `text`.
fn open_year(text: &str) -> Option<usize> {
    // No year is longer.
    let end = text.char_indices().take(7).find(|(_, c)| *c == '年')?.0;
    let year = &text[..end];
    let characters = year.chars().count();
    let opened = year.chars().filter(|c| is_open(*c)).count();
    let figures = year.chars().filter(char::is_ascii_digit).count();
    (year.starts_with("20") && (3..=6).contains(&characters) && opened > 0)
        .then_some(())
        .filter(|()| opened + figures == characters)
        .map(|()| end + "年".len())
}

/// The length of `×月×日`, `__月__日` at the start of `text`.
fn open_day(text: &str) -> Option<usize> {
    let month = open_run(text);
    let after = text[month..].strip_prefix('月')?;
    let day = open_run(after);
    let whole = month > 0 && day > 0 && after[day..].starts_with('日');
    whole.then(|| month + "月".len() + day + "日".len())
}

/// The length of the blanks for a figure that `text` begins with, and of what is
/// counted behind them: `XX件`, `___期`, `××%`; of a month `×月` only behind its
/// year.
fn open_figure(text: &str, before: Option<char>) -> Option<usize> {
    let run = open_run(text);
    let rest = &text[run..];
    let several = text[..run].chars().count() >= 2 || text.starts_with(['x', 'X', 'ｘ', 'Ｘ']);
    let dated = before == Some('年') && rest.starts_with('月');
    let year = several && rest.starts_with('年') && !rest.starts_with("年级");
    let unit = match dated || year {
        true => Some('月'.len_utf8()),
        false if several => counted(rest, before).or_else(|| {
            let apart = counted(rest.strip_prefix(' ')?, before);
            apart.map(|unit| " ".len() + unit)
        }),
        false if text.starts_with('×') => lone_figure(rest, before),
        false => None,
    };
    unit.map(|unit| run + unit)
}

/// The length of the blanks for a figure that `text` begins with where a clause ends
/// with them and what stands before can but give a figure: `覆盖率达XX`.
fn open_end(before: &str, text: &str) -> Option<usize> {
    let run = open_run(text);
    let ended = text[run..]
        .chars()
        .next()
        .is_none_or(|c| "，。；、".contains(c));
    let given = ["率达", "率为", "率达到", "额达", "量达", "增长", "下降"];
    let several = text[..run].chars().nth(1).is_some();
    (several && ended && given.iter().any(|word| before.ends_with(word))).then_some(run)
}

/// The length of what a × alone, behind `before`, is the open figure of: `抽检×批次`.
/// Before shorter units it may be a person's name (李×家), and between figures and
/// prices it multiplies (30元×人次).
fn lone_figure(rest: &str, before: Option<char>) -> Option<usize> {
    let multiplies = |c| !words::is_han(c) || "元价准".contains(c);
    if before.is_none_or(|c| multiplies(c) || PERSONS.contains(c)) {
        return None;
    }
    let first = rest.chars().next()?;
    unit(rest).filter(|length| *length > first.len_utf8() || matches!(first, '%' | '％'))
}

/// With what the names of most persons begin.
const PERSONS: &str = "张王李赵刘陈杨周吴徐孙朱郭";

/// The length of the blanks that `text` begins with.
fn open_run(text: &str) -> usize {
    text.find(|c| !is_open(c)).unwrap_or(text.len())
}

/// The length of what `text`, behind blanks that stand behind `before`, begins with
/// and what a number counts.
fn counted(text: &str, before: Option<char>) -> Option<usize> {
    unit(text).or_else(|| doubtful_unit(text, before))
}

/// The length of the measure word or unit that `text` begins with, where it
/// begins no longer word: it is the name of ××家园 or ××项目 that is masked.
fn unit(text: &str) -> Option<usize> {
    if NAMES.iter().any(|name| text.starts_with(name)) {
        return None;
    }
    let units = UNITS.iter().filter(|unit| text.starts_with(**unit));
    units.map(|unit| unit.len()).max()
}

/// What only a number counts.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "%", "％", "件", "个", "项", "次", "批", "期", "家", "起", "条", "份", "座", "户", "吨", "台",
    "名", "亩", "辆", "人次", "余人", "余家", "余件", "余个", "余次", "余万元", "余亿元", "批次", "场次", "万元", "亿元", "万人", "万人次", "万名",
    "万件", "万份", "万户", "万亩", "万吨", "万台", "万平方米", "平方米", "平方公里", "立方米",
    "公里", "公顷", "公斤", "千克", "小时", "课时", "学时", "百分点", "个百分点",
];

/// The words of names that begin as units do.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "项目", "项链", "项下", "家园", "家具", "家庄", "家电", "家乡", "家族", "家禽", "家政", "家装",
    "家居", "家长", "家属", "家中", "家人", "期货", "期刊", "期末", "期间", "条例", "条约", "条款",
    "条件", "次郎", "次生", "次日", "次子", "次女", "个体", "个人", "个别", "个性", "台风", "台资",
    "台湾", "台州", "台账", "件套", "件数", "户外", "户籍", "户口", "户主", "起重", "起草", "起步",
    "起诉", "起因", "座谈", "座椅", "份额", "批发", "批准", "批示", "批评", "名优", "名牌", "名师",
    "名校", "名医", "名人", "名城", "名企", "名录", "名单", "名义", "名誉", "名称", "名胜", "名品",
    "名特", "名店", "名家", "名茶", "名酒", "名镇", "名村", "名列", "名下", "名次", "名为",
];

/// The same of words that a number counts, but with which names end or go on as
/// well (××处, ××人民医院): where a sign stands behind them, or what is counted.
fn doubtful_unit(text: &str, before: Option<char>) -> Option<usize> {
    let (unit, things) = DOUBTFUL.iter().find(|(unit, _)| text.starts_with(unit))?;
    let rest = &text[unit.len()..];
    let ended = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    // 由××处, 市局××处; 张××人
    let places = "由对在与和向到从是的给被把为让跟同及经赴访原驻市区县镇乡道局委厅部司";
    let named = match *unit {
        "场" | "处" | "所" => before.is_none_or(|c| !words::is_han(c) || places.contains(c)),
        "人" => before.is_some_and(|c| PERSONS.contains(c)),
        _ => false,
    };
    let counts = ended || things.iter().any(|thing| rest.starts_with(thing));
    (counts && !named).then_some(unit.len())
}

/// Such words, and what they count.
#[rustfmt::skip]
const DOUBTFUL: &[(&str, &[&str])] = &[
    ("人", &[
        "参加", "参赛", "参训", "取得", "通过", "获", "晋升", "晋级", "持证", "上岗", "就业", "报名", "考取", "以上", "左右",
    ]),
    ("场", &["培训", "讲座", "报告会", "招聘会", "活动", "演练", "竞赛", "比赛"]),
    ("处", &["隐患"]),
    ("所", &["学校", "小学", "中学", "中小学", "高校", "院校", "幼儿园"]),
    ("元", &["以上", "左右"]),
    ("天", &["以上", "左右", "内"]),
    ("例", &[]), ("宗", &[]), ("种", &[]), ("套", &[]), ("支", &[]), ("轮", &[]), ("倍", &[]),
    ("篇", &[]), ("册", &[]),
];
