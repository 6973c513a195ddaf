//! Where a figure is missing: nothing (合格率  %), or a sign that is no figure
//! (约……人, 标准?项, □□亿元, [金额]万元), stands before what would be counted.

use super::unit::{begins_name, counted};
use crate::text::census::Census;
use crate::text::{seek, words};

/// Whether a text of that census may leave a gap other than a blank one.
pub(super) fn may_have_sign(census: &Census) -> bool {
    census.may_hold_any(&SIGNS)
}

/// Whether `text` may leave a blank one: few have two blanks in a row.
pub(super) fn may_have_blank(text: &str) -> bool {
    let mut blanks = seek::each(text, " ");
    blanks.any(|at| text[at + 1..].starts_with([' ', '%', '％', '月', '日', '号']))
}

/// Whether `text` may have a share without its figure.
pub(super) fn may_miss_share(text: &str) -> bool {
    let figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    seek::each(text, "%").any(|at| !figure(at.checked_sub(1).and_then(|at| bytes.get(at))))
}

/// Puts the shares of `text` whose figure is missing altogether into `push`: 同比增长%.
pub(super) fn shares(text: &str, push: &mut impl FnMut(usize, usize)) {
    for at in seek::each(text, "%") {
        let before = &text[..at];
        let given = SHARES.iter().find(|word| before.ends_with(**word));
        let ended = text[at + 1..]
            .chars()
            .next()
            .is_none_or(|c| "，。；、".contains(c));
        if let Some(word) = given.filter(|_| ended) {
            push(at - word.len(), at + 1);
        }
    }
}

/// The words that a share follows.
const SHARES: [&str; 9] = [
    "增长", "下降", "提高", "降低", "上升", "达到", "率达", "率为", "占比",
];

/// What a gap may be.
const SIGNS: [char; 9] = ['…', '?', '？', '□', '○', '[', '〔', '【', '\u{3000}'];

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
        '?' | '？' => Some(run(&['?', '？'])),
        '□' => Some(run(&['□'])),
        '○' => Some(run(&['○'])),
        '[' | '〔' | '【' => named(text),
        _ => None,
    }
}

/// The length of the figure's name in square brackets, or of nothing in them: `[金额]`, `【】`.
fn named(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(['[', '〔', '【'])?;
    let empty = inside.trim_start_matches(is_blank);
    if let Some(after) = empty.strip_prefix([']', '〕', '】']) {
        return Some(text.len() - after.len());
    }
    let mut inside = text.char_indices().skip(1).take(9);
    let (end, close) = inside.find(|(_, c)| !words::is_han(*c))?;
    let figure = text[..end].ends_with(['数', '量', '额', '率', '例', '比', '值', '据', '字']);
    (figure && matches!(close, ']' | '〕' | '】')).then(|| end + close.len_utf8())
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
    let asked = GIVES.iter().any(|word| before.ends_with(word));
    let ended = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let long = unit_word.chars().nth(1).is_some();
    let certain = match gap.chars().next()? {
        // In a table another column may say in what a figure is.
        _ if blank && row => several && asked,
        ' ' if !several => asked && ended && matches!(unit_word, "%" | "％"),
        _ if blank => asked || ended && long,
        '[' | '〔' | '【' => true,
        '…' => asked && (ended || long),
        '?' if !several => words_end(before) && (ended || long),
        '？' if !several => words_end(before) && ended,
        '□' | '○' if !several => asked && ended,
        _ => true,
    };
    certain.then_some(blanks + unit)
}

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
    let behind_month = before
        .strip_suffix('月')
        .is_some_and(|month| month.ends_with(|c: char| c.is_ascii_digit()));
    if blank && behind_month {
        return ends(after);
    }
    let month = after.strip_prefix('月').filter(|_| blank)?;
    let day = month.trim_start_matches(is_blank);
    let blanks = month.len() - day.len();
    (blanks > 0)
        .then(|| ends(day))
        .flatten()
        .map(|end| "月".len() + blanks + end)
}

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
    "率", "率为", "率达", "满意度", "得分", "达到", "占", "占比", "增长", "下降", "上升", "提高", "降低", "增加", "减少", "约", "近", "超过",
    "共", "共计", "合计", "累计", "总计", "缺口", "不少于", "不低于", "不超过", "高于", "低于",
    "抽查", "抽检", "抽样", "送检", "检查", "检验", "检测", "监测", "排查", "巡查", "整改", "查处", "查获", "立案", "结案",
    "破获", "罚没", "货值", "受理", "办结", "处置", "出动", "培训", "参训", "组织", "开展", "举办", "发放", "印发",
    "建成", "新建", "新增", "改造", "投入", "完成", "制定", "修订", "制修订", "发布", "认定", "培育", "创建", "金额", "资金",
];
