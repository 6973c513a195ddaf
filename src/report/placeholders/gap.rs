//! Where a figure is missing: nothing (合格率  %), or a sign that is no figure
//! (约……人, 标准?项, □□亿元, [金额]万元), stands before what would be counted.

use super::figures::is_counted;
use super::unit::{begins_name, counted};
use crate::text::census::Census;
use crate::text::seek::{CharSet, SignsOf};
use crate::text::{numeral, seek, words};

/// Whether a line of that census may leave a gap other than a blank one; `signs` are
/// those of its `text`.
pub(super) fn may_have_sign(text: &str, census: &Census, signs: SignsOf) -> bool {
    let dots = |(at, c): (usize, char)| c == '.' && text[at..].starts_with("...");
    census.may_hold_one_of(&SIGNS) || census.may_hold('.') && signs.all().any(dots)
}

/// Whether one of `signs`, those of `text`, may be a blank one: few blanks are.
pub(super) fn may_have_blank(text: &str, mut signs: impl Iterator<Item = (usize, char)>) -> bool {
    signs.any(|(at, c)| c == ' ' && text[at + 1..].starts_with(ends_blank))
}

/// Whether `c` may stand behind a blank that is one: another, or what would be counted.
fn ends_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '%'
            | '％'
            | '月'
            | '日'
            | '号'
            | '件'
            | '家'
            | '次'
            | '万'
            | '批'
            | '份'
            | '项'
            | '个'
            | '户'
            | '起'
            | '期'
            | '场'
            | '人'
            | '亿'
    )
}

/// What a gap may be.
static SIGNS: CharSet = CharSet::new(&[
    '…', '?', '？', '□', '○', '[', '〔', '【', '\u{3000}', '#', '＃', '<', '＜', '〈', '«', '—',
]);

/// Puts the gaps of `text`, a table's row or not, into `push`: from the words before
/// them to the end of what is counted.
pub(super) fn find(text: &str, row: bool, push: &mut impl FnMut(usize, usize)) {
    let mut done = 0;
    for (at, c) in seek::signs(text) {
        if at < done {
            continue;
        }
        let rest = &text[at..];
        let Some(length) = length(rest, c) else {
            continue;
        };
        done = at + length;
        let gap = &rest[..length];
        let before = text[..at].trim_end_matches(is_blank);
        let after = &rest[length..];
        let blank = gap.starts_with(is_blank);
        // What the figure would be of says where to look: 合格率  %.
        let words = before
            .chars()
            .rev()
            .take_while(|&c| words::is_han(c))
            .take(6);
        let start = before.len() - words.map(char::len_utf8).sum::<usize>();
        if let Some(unit) = missing(before, gap, after, row) {
            push(start, done + unit);
        } else if let Some(date) = open_date(before, gap, after) {
            push(start, done + date);
        } else if !row && is_left_out(before, gap, after) {
            push(start, done);
        } else if blank
            && after.starts_with('年')
            && let Some(century) = before.strip_suffix("20")
            && !century.ends_with(|c: char| c.is_ascii_digit())
        {
            // 20  年, but not 2020 年
            push(before.len() - "20".len(), done + "年".len());
        } else if blank && asks(before) && (after.starts_with("以上") || after.starts_with("左右"))
        {
            push(start, done + "以上".len());
        } else if blank && before.ends_with('第') && after.starts_with(ORDERED) {
            push(start, done + "次".len());
        } else if before.ends_with('〕') && gap.starts_with(is_blank) && after.starts_with('号') {
            // 津质办〔2016〕  号
            push(at, done + "号".len());
        }
    }
}

/// The length of the gap that `text` begins with, whose first character is `c`.
fn length(text: &str, c: char) -> Option<usize> {
    let run = |of: &[char]| text.len() - text.trim_start_matches(of).len();
    match c {
        ' ' | '\u{3000}' => Some(run(&[' ', '\u{3000}'])),
        '…' => Some(run(&['…'])),
        '—' => Some(run(&['—'])),
        '.' => Some(run(&['.'])).filter(|run| *run >= "...".len()),
        '?' | '？' => Some(run(&['?', '？'])),
        '□' => Some(run(&['□'])),
        '○' => Some(run(&['○'])),
        '#' | '＃' => Some(run(&['#', '＃'])),
        '[' | '〔' | '【' | '<' | '＜' | '〈' | '«' => named(text),
        _ => None,
    }
}

/// The length of the figure's name in square brackets, or of nothing in them: `[金额]`, `【】`.
fn named(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(['[', '〔', '【', '<', '＜', '〈', '«'])?;
    let empty = inside.trim_start_matches(is_blank);
    if let Some(after) = empty.strip_prefix([']', '〕', '】']) {
        return Some(text.len() - after.len());
    }
    let mut inside = text.char_indices().skip(1).take(9);
    let (end, close) = inside.find(|(_, c)| !words::is_han(*c))?;
    let figure = text[..end].ends_with(['数', '量', '额', '率', '例', '比', '值', '据', '字']);
    (figure && "]〕】>＞〉»".contains(close)).then(|| end + close.len_utf8())
}

/// The length of what is counted behind a gap, where it certainly is one.
fn missing(before: &str, gap: &str, after: &str, row: bool) -> Option<usize> {
    let blank = gap.starts_with(is_blank);
    let blanks = after.len() - after.trim_start_matches(is_blank).len();
    let counted_in = &after[blanks..];
    let unit = counted(counted_in, before.chars().next_back())?;
    let (unit_word, behind) = counted_in.split_at(unit);
    // 件件有回音, 个个过关
    if behind.starts_with(unit_word) || begins_name(after) {
        return None;
    }
    let several = gap.chars().nth(1).is_some();
    let asked = asks(before);
    let ended = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let long = unit_word.chars().nth(1).is_some();
    let certain = match gap.chars().next()? {
        // In a table another column may say in what a figure is.
        _ if blank && row => {
            let stop = behind.starts_with(['，', '。', '；', '、']);
            several && (asked || long && stop && words_end(before))
        }
        // Behind a verb: 立案 件，
        ' ' if !several => {
            let verb = !before.ends_with(['近', '共', '占', '约', '率', '于', '过']);
            let percent = matches!(unit_word, "%" | "％");
            // 组织活动 场次，参与 人次。
            let stop = behind.starts_with(['，', '。', '；', '、']);
            let figure = |c: char| numeral::is_numeral(c) || matches!(c, '万' | '亿' | '百' | '千');
            let worded = words_end(before) && !before.ends_with(figure);
            let times = || long && unit_word.ends_with('次') && stop && worded;
            ended && (asked && (verb || percent) || is_class(before) || times())
        }
        _ if blank => {
            // 检查企业   家, but not 企   业   家
            let wide = gap.chars().nth(2).is_some();
            let spaced = before.chars().rev().nth(1).is_none_or(is_blank);
            let apart = || is_apart(before, unit_word, behind) || wide && !spaced;
            asked || ended && (long || apart())
        }
        '[' | '〔' | '【' | '<' | '＜' | '〈' | '«' => true,
        '…' | '.' => {
            let counts = ["家", "件", "批", "份", "户", "起", "场"].contains(&unit_word);
            asked && (ended || long) || counts && ended && words_end(before)
        }
        '?' if !several => words_end(before) && (ended || long),
        '？' if !several => words_end(before) && ended,
        '□' | '○' if !several => ended && (asked || is_counted(before)),
        '—' => several && asked && ended,
        _ => true,
    };
    certain.then_some(blanks + unit)
}

/// What is counted in order: 第  次.
const ORDERED: [char; 5] = ['次', '位', '名', '届', '批'];

/// Whether a figure follows the words of `before`.
pub(super) fn asks(before: &str) -> bool {
    GIVES.iter().any(|word| before.ends_with(word))
}

/// Whether `before` ends with a class of several: 一类.
fn is_class(before: &str) -> bool {
    let class = before.strip_suffix('类');
    class.is_some_and(|class| class.ends_with(numeral::is_numeral))
}

/// Whether `unit`, before a sign, is no part of a word that was set wide: 一类  项、 but
/// not 平  台，
fn is_apart(before: &str, unit: &str, behind: &str) -> bool {
    let last = before.chars().next_back().filter(|&c| words::is_han(c));
    let is_word = |last: char| {
        let mut word = [0; 4];
        WIDE.contains(&[last.encode_utf8(&mut word), unit].concat().as_str())
    };
    behind.starts_with(['，', '。', '；', '、']) && last.is_some_and(|last| !is_word(last))
}

/// Words that end as units do, of which one blank out between their two characters.
#[rustfmt::skip]
const WIDE: &[&str] = &[
    "专家", "国家", "大家", "业家", "商家", "厂家", "买家", "行家", "事项", "款项", "单项", "各项", "逐项", "奖项", "选项",
    "条件", "案件", "事件", "文件", "软件", "证件", "邮件", "零件", "硬件", "部件", "附件", "层次", "档次", "名次", "批次",
    "场次", "班次", "依次", "线条", "逐条", "各条", "用户", "客户", "农户", "商户", "账户", "门户", "平台", "舞台", "后台",
    "月份", "省份", "身份", "股份", "年份", "整个", "各个", "逐个", "长期", "近期", "定期", "工期", "周期", "日期", "前期",
    "后期", "中期", "限期", "逐批", "审批", "报批", "发起", "引起", "一起", "建起", "讲座", "客座", "满座", "姓名", "著名",
    "知名", "签名", "车辆", "田亩",
];

/// The length of the rest of a date whose month or day is left blank: 2016年  月  日,
/// 于 月 日, 5月  日.
fn open_date(before: &str, gap: &str, after: &str) -> Option<usize> {
    let ends = |text: &str| {
        let day = text.strip_prefix('日')?;
        // “  年  月  日” is spoken of.
        let other = ['均', '常', '报', '程', '前', '志', '”', '"'];
        (!day.starts_with(other)).then_some("日".len())
    };
    let blank = gap.starts_with(is_blank);
    let behind_month = before.strip_suffix('月').is_some_and(|month| {
        // 月  日召开
        let alone = month.is_empty() || month.ends_with(['，', '。', '；']);
        month.ends_with(|c: char| c.is_ascii_digit()) || alone && gap.chars().nth(1).is_some()
    });
    let asked = gap.starts_with(['?', '？']);
    if (blank || asked) && behind_month {
        // 12月  日前
        let due = gap.chars().nth(1).is_some() && after.starts_with("日前");
        return ends(after).or(due.then_some("日".len()));
    }
    // 2017年  月底前
    let part = [
        "月底",
        "月初",
        "月末",
        "月份",
        "月起",
        "月上旬",
        "月中旬",
        "月下旬",
    ];
    if blank && before.ends_with('年') && part.iter().any(|part| after.starts_with(part)) {
        return Some("月".len());
    }
    // 截至 月底
    let until = ["截至", "截止", "截至到", "截止到"];
    let ends_with = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    if blank && ends_with(&until) && part.iter().any(|part| after.starts_with(part)) {
        return Some("月".len());
    }
    // 2016年 月启动
    let year = before.strip_suffix('年').unwrap_or_default();
    let month = after.strip_prefix('月').unwrap_or_default();
    if blank
        && year.ends_with(|c: char| c.is_ascii_digit())
        && BEGUN.iter().any(|word| month.starts_with(word))
    {
        return Some("月".len());
    }
    // 于 年 月 日前
    let year = after.strip_prefix('年').filter(|_| blank);
    let month = year.and_then(|rest| rest.trim_start_matches(is_blank).strip_prefix('月'));
    let day = month.and_then(|rest| rest.strip_prefix(is_blank));
    if let Some(rest) = day.and_then(|rest| rest.trim_start_matches(is_blank).strip_prefix('日'))
        && !rest.starts_with(['”', '"'])
    {
        return Some(after.len() - rest.len());
    }
    let month = after.strip_prefix('月').filter(|_| blank)?;
    let day = month.trim_start_matches(is_blank);
    let blanks = month.len() - day.len();
    (blanks > 0)
        .then(|| ends(day))
        .flatten()
        .map(|end| "月".len() + blanks + end)
}

/// What follows a month, be it no word that begins with 月.
#[rustfmt::skip]
const BEGUN: &[&str] = &[
    "，", "。", "；", "、", "至", "前", "起", "启动", "完成", "完工", "开工", "建成", "竣工", "投入", "投用", "印发", "出台", "发布",
    "制定", "召开", "开展", "举办", "组织", "正式", "通过",
];

/// Whether two blanks and more end a clause that says what is to follow: 合格率为    ；
/// 完成情况：  。
fn is_left_out(before: &str, gap: &str, after: &str) -> bool {
    let given = ["率为", "率达", "率达到", "增长", "下降", "提高到", "："];
    let wide = gap.starts_with(is_blank) && gap.chars().nth(1).is_some();
    wide && after.starts_with(['，', '；', '。']) && given.iter().any(|word| before.ends_with(word))
}

/// Whether `text` ends with a Chinese word.
fn words_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(words::is_han)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

/// The words a figure follows.
#[rustfmt::skip]
const GIVES: &[&str] = &[
    "率由", "提高到", "上升到", "降到", "降至", "百分之", "提高了", "增长了", "下降了", "增加了", "减少了", "上升了",
    "率", "率为", "率达", "满意度", "得分", "达到", "占", "占比", "增长", "下降", "上升", "提高", "降低", "增加", "减少", "约", "近", "超过",
    "共", "共计", "合计", "累计", "总计", "缺口", "不少于", "不低于", "不超过", "高于", "低于",
    "抽查", "抽检", "抽样", "送检", "检查", "检验", "检测", "监测", "排查", "巡查", "整改", "查处", "查获", "立案", "结案",
    "破获", "罚没", "货值", "受理", "办结", "处置", "出动", "培训", "参训", "组织", "开展", "举办", "发放", "印发",
    "建成", "新建", "新增", "改造", "投入", "完成", "制定", "修订", "制修订", "发布", "认定", "培育", "创建", "金额", "资金", "投资",
];
