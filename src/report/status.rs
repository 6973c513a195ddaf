//! How far a measure has come, by the words an agency uses.

mod says;
mod words;

use std::sync::LazyLock;

use self::says::{is_of_others, is_part, is_principle, says, without_lead};
use self::words::{ALONE, WORDS};
use crate::text::seek;
use crate::text::words::Lexicon;

/// How far a measure has come, as the agency states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 未完成, 尚未, 未能.
    NotDone,
    /// 推进中, 正在.
    InProgress,
    /// 调整, 取消, 转下年.
    Adjusted,
    /// 基本完成.
    MostlyDone,
    /// 完成, 已完成, 超额, 提前.
    Done,
    /// 不涉及本单位职责.
    NotApplicable,
}

impl Status {
    /// The word in JSON: `not-done`, …
    pub fn name(self) -> &'static str {
        match self {
            Status::NotDone => "not-done",
            Status::InProgress => "in-progress",
            Status::Adjusted => "adjusted",
            Status::MostlyDone => "mostly-done",
            Status::Done => "done",
            Status::NotApplicable => "not-applicable",
        }
    }

    /// The word in the volume: 未完成, …
    pub fn chinese(self) -> &'static str {
        match self {
            Status::NotDone => "未完成",
            Status::InProgress => "推进中",
            Status::Adjusted => "任务调整",
            Status::MostlyDone => "基本完成",
            Status::Done => "完成",
            Status::NotApplicable => "不涉及",
        }
    }

    /// The most cautious of several statements: the least advanced one;
    /// not-applicable only where nothing else was stated.
    pub fn most_cautious(all: impl IntoIterator<Item = Status>) -> Option<Status> {
        all.into_iter().min()
    }
}

/// Whether the first clause of `text` is a status and nothing else.
pub(super) fn is_status_alone(text: &str) -> bool {
    let clause = clause(text).trim();
    word(clause).is_some()
        || told(clause).is_some_and(|(status, start, end)| {
            let after = clause[end..]
                .trim_start_matches("本单位")
                .trim_start_matches("职责");
            without_lead(&clause[..start]).is_empty()
                && (after.is_empty() || after.starts_with(['（', '(']) || after == "了")
                || status == Status::NotApplicable && clause.chars().count() <= 20
        })
}

/// Whether `c` ends a clause.
fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | ';' | ',' | '！' | '：' | ':' | '\n')
}

/// The first clause.
fn clause(text: &str) -> &str {
    let end = seek::signs(text).find(|&(_, c)| ends_clause(c));
    &text[..end.map_or(text.len(), |(at, _)| at)]
}

/// Every word with its status, in the order in which they are tried.
static FLAT: LazyLock<Vec<(Status, &str)>> = LazyLock::new(|| flat(WORDS));

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(FLAT.iter().map(|(_, word)| *word)));

static FLAT_ALONE: LazyLock<Vec<(Status, &str)>> = LazyLock::new(|| flat(ALONE));

static LEXICON_ALONE: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(FLAT_ALONE.iter().map(|(_, word)| *word)));

fn flat(words: &[(Status, &[&'static str])]) -> Vec<(Status, &'static str)> {
    let each = |&(status, words): &(Status, &[&'static str])| {
        let words: Vec<_> = words.iter().map(|word| (status, *word)).collect();
        words
    };
    words.iter().flat_map(each).collect()
}

/// The status that the first clause of `answer` states, and the range of its
/// word in bytes. Intentions (将完成, 力争完成), rates (完成率), parts of a quota
/// (完成计划的65%) and attributes (对尚未达标的企业) state none.
pub(super) fn status(answer: &str) -> Option<(Status, usize, usize)> {
    if answer.is_empty() {
        return None;
    }
    // A word alone states what it says, and most answers are one.
    let (status, start, end) = word(answer).or_else(|| told(clause(answer)))?;
    let rest = &answer[end..];
    let counts_none = || rest.strip_prefix(['：', ':']).is_some_and(is_none);
    // 完成初稿，尚未印发: what is complete is not the task.
    let goes_on = |c: char| !ends_clause(c) && !matches!(c, '（' | '(');
    let is_denied = || {
        let behind = rest[clause(rest).len()..].trim_start_matches(ends_clause);
        rest.starts_with(goes_on) && DENIED.iter().any(|word| behind.starts_with(word))
    };
    let nothing = counts_none() || status == Status::Done && is_denied();
    (!nothing).then_some((status, start, end))
}

/// With what a clause begins that denies the one before.
const DENIED: [&str; 6] = ["尚未", "还未", "仍未", "尚在", "还在", "仍在"];

/// The status whose word `name` is.
pub(super) fn whole(name: &str) -> Option<Status> {
    let (status, _, end) = word(name)?;
    (end == name.len()).then_some(status)
}

/// The status whose word is the whole first clause of `answer`.
fn word(answer: &str) -> Option<(Status, usize, usize)> {
    let begins = LEXICON.beginning(answer);
    let alone = || LEXICON_ALONE.beginning(answer);
    let ends = |&(status, word): &(Status, &str)| {
        let ended = answer[word.len()..].chars().next().is_none_or(ends_clause);
        ended.then_some((status, 0, word.len()))
    };
    let mut begins = begins.filter_map(|index| FLAT.get(index));
    let found = begins.find_map(ends);
    let found = found.or_else(|| {
        let mut begins = alone().filter_map(|index| FLAT_ALONE.get(index));
        begins.find_map(ends)
    });
    found.or_else(|| Some((Status::Adjusted, 0, put_off(answer)?)))
}

/// Whether `count` is of nothing: 未完成：0项, 推迟：无。
fn is_none(count: &str) -> bool {
    let count = count.trim_start();
    let word = ["无", "零", "没有"]
        .iter()
        .find_map(|word| count.strip_prefix(word));
    let none = word.is_some_and(|after| after.chars().next().is_none_or(ends_clause));
    let zero = count.strip_prefix('0');
    none || zero.is_some_and(|after| !after.starts_with(|c: char| c == '.' || c.is_numeric()))
}

/// The length of the first clause of `answer` where it puts all off to another year:
/// 转2017年, 顺延至2017年6月, 延期至明年完成.
fn put_off(answer: &str) -> Option<usize> {
    const PUT: [&str; 13] = [
        "转入",
        "结转",
        "转至",
        "转到",
        "转",
        "移至",
        "移到",
        "顺延至",
        "顺延到",
        "延期至",
        "延至",
        "推迟至",
        "推迟到",
    ];
    if !answer.starts_with(['转', '结', '移', '顺', '延', '推']) {
        return None;
    }
    let rest = PUT.iter().find_map(|word| answer.strip_prefix(word))?;
    let clause = clause(rest);
    let figures = clause.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = ["年", "下年度", "下年", "明年", "下一年度", "下一年"]
        .iter()
        .find_map(|word| figures.strip_prefix(word))?;
    let within = |c: char| c.is_ascii_digit() || "一二三四季度上下半年月初底前".contains(c);
    let done = year.trim_start_matches(within);
    let done = done.strip_prefix("继续").unwrap_or(done);
    let all = matches!(
        done,
        "" | "完成" | "实施" | "开展" | "办理" | "进行" | "推进"
    );
    all.then(|| answer.len() - rest.len() + clause.len())
}

/// The status that a clause of several words states.
fn told(clause: &str) -> Option<(Status, usize, usize)> {
    if let Some(told) = negated(clause).or_else(|| partly(clause)) {
        return Some(told);
    }
    LEXICON.firsts(clause).into_iter().find_map(|(index, at)| {
        let &(status, word) = FLAT.get(index)?;
        let after = at + word.len();
        says(status, word, &clause[..at], &clause[after..]).then_some((status, at, after))
    })
}

/// Whether a status may stand at the very beginning of `text`; certainly none does
/// where this is false.
pub(super) fn may_begin(text: &str) -> bool {
    let begins = |lexicon: &Lexicon| lexicon.beginning(text).next().is_some();
    text.starts_with(['未', '没', '无', '不', '转', '移', '顺', '延', '推'])
        || begins(&LEXICON)
        || begins(&LEXICON_ALONE)
}

/// What may stand between a denial and 完成; 没收…完成 and 面向未来…完成 deny nothing.
const BETWEEN: &[&str] = &[
    "按时",
    "按期",
    "如期",
    "全部",
    "完全",
    "全面",
    "及时",
    "彻底",
    "按要求",
    "按计划",
    "按进度",
    "能够",
    "能",
    "有",
];

/// 完成60%, 完成全年任务的60%: how much is done, and not all.
fn partly(clause: &str) -> Option<(Status, usize, usize)> {
    if !clause.ends_with(['%', '％']) {
        return None;
    }
    let done = ["已完成", "完成"]
        .iter()
        .find_map(|word| clause.strip_prefix(word))?;
    let of = done.trim_end_matches(|c: char| "0123456789.%％".contains(c));
    let whole = of.is_empty() || of.ends_with('的') && !of.contains("去年") && !of.contains("上年");
    (whole && is_part(done)).then_some((Status::InProgress, 0, clause.len()))
}

/// 未按时完成, 没有全部完成: a completion that is denied, whatever stands between.
fn negated(clause: &str) -> Option<(Status, usize, usize)> {
    let at = seek::each(clause, "完成").next()?;
    let end = at + "完成".len();
    let mut before = &clause[..at];
    let denied = [
        "尚未", "还未", "仍未", "还没", "未", "没", "无法", "不能", "难以", "未见",
    ];
    let word = loop {
        if let Some(word) = denied.iter().find(|word| before.ends_with(**word)) {
            break word;
        }
        let word = BETWEEN.iter().find(|word| before.ends_with(**word))?;
        before = &before[..before.len() - word.len()];
    };
    let rest = &clause[end..];
    if is_of_others(&before[..before.len() - word.len()], rest) || is_principle(rest) {
        return None;
    }
    // 未完成率, 未完成事项
    (!rest.contains('的') && !rest.starts_with(['率', '事'])).then_some((
        Status::NotDone,
        before.len() - word.len(),
        end,
    ))
}
