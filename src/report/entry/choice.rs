//! A status chosen among several, as forms have it: ☑完成 □推进中 □未完成,
//! 完成（√）推进中（ ）未完成（ ）.

use super::Status;
use crate::text::seek::CharSet;
use crate::text::words;

/// What is chosen among several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choice {
    /// The status whose word is marked, and the range of the word in bytes; none where no
    /// word is.
    pub(super) chosen: Option<(Status, (usize, usize))>,
    /// Where the words and their marks end.
    pub(super) end: usize,
}

/// The words of which a form lets one choose.
const WORDS: [(&str, Status); 20] = [
    ("已完成", Status::Done),
    ("全部完成", Status::Done),
    ("已办结", Status::Done),
    ("完成", Status::Done),
    ("是", Status::Done),
    ("基本完成", Status::MostlyDone),
    ("部分完成", Status::InProgress),
    ("推进中", Status::InProgress),
    ("正在推进", Status::InProgress),
    ("进行中", Status::InProgress),
    ("正在进行", Status::InProgress),
    ("未完成", Status::NotDone),
    ("尚未完成", Status::NotDone),
    ("未启动", Status::NotDone),
    ("未开展", Status::NotDone),
    ("否", Status::NotDone),
    ("任务调整", Status::Adjusted),
    ("调整", Status::Adjusted),
    ("取消", Status::Adjusted),
    ("不涉及", Status::NotApplicable),
];

/// The marks that choose.
const YES: [&str; 13] = [
    "☑",
    "☒",
    "√",
    "✓",
    "✔",
    "✅",
    "■",
    "●",
    "（√）",
    "[√]",
    "【√】",
    "(√)",
    "（✓）",
];

/// The boxes left empty.
const NO: [&str; 14] = [
    "□",
    "☐",
    "○",
    "◯",
    "（ ）",
    "( )",
    "（\u{3000}）",
    "（  ）",
    "（）",
    "()",
    "（×）",
    "[ ]",
    "【 】",
    "【】",
];

/// What every choice has one of, to ask first.
pub(super) static MARKS: CharSet =
    CharSet::new(&['√', '■', '□', '●', '○', '◯', '☐', '☑', '☒', '✅', '✓', '✔']);

/// Whether `c` is one of these.
pub(super) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '√' | '■' | '□' | '●' | '○' | '◯' | '☐'..='☒' | '✅' | '✓' | '✔'
    )
}

/// The choice that begins `text`, if two words and more are to be chosen from.
pub(super) fn choice(text: &str) -> Option<Choice> {
    if !text.contains(is_mark) {
        return None;
    }
    let leads = mark(words::trim_start(text)).is_some();
    // The words, each with where it stands and whether it is marked.
    let mut found: Vec<(Status, (usize, usize), Option<bool>)> = Vec::new();
    let mut before = None;
    let mut end = 0;
    loop {
        let rest = text[end..].trim_start_matches(BETWEEN);
        let at = text.len() - rest.len();
        if let Some((yes, length)) = mark(rest) {
            match found.last_mut().filter(|_| !leads) {
                Some((.., marked)) => *marked = Some(yes),
                None => before = Some(yes),
            }
            end = at + length;
        } else if let Some((status, length)) = word(rest) {
            found.push((status, (at, at + length), before.take()));
            end = at + length;
        } else {
            break;
        }
    }
    let marked = found.iter().any(|(.., marked)| marked.is_some());
    let chosen = found.iter().filter(|(.., marked)| *marked == Some(true));
    (marked && found.len() > 1).then(|| Choice {
        chosen: chosen.map(|&(status, at, _)| (status, at)).min(),
        end,
    })
}

/// What may stand between words and marks.
const BETWEEN: [char; 8] = [' ', '\u{3000}', '、', '/', '／', '，', ',', '；'];

/// The mark that begins `text`, whether it chooses, and its length.
fn mark(text: &str) -> Option<(bool, usize)> {
    let of = |marks: &[&str]| {
        marks
            .iter()
            .find(|mark| text.starts_with(**mark))
            .map(|m| m.len())
    };
    of(&YES)
        .map(|length| (true, length))
        .or_else(|| of(&NO).map(|length| (false, length)))
}

/// The word that begins `text`, and its length.
fn word(text: &str) -> Option<(Status, usize)> {
    let ends = |rest: &str| {
        let mut next = WORDS.iter();
        !rest.starts_with(words::is_alphanumeric) || next.any(|(next, _)| rest.starts_with(next))
    };
    let mut words = WORDS.iter();
    let (word, status) = words.find(|(word, _)| text.strip_prefix(word).is_some_and(ends))?;
    Some((*status, word.len()))
}
