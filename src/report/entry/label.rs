//! Labels before a status: 完成情况：未完成。

use super::{meaningful, skip_blanks};
use crate::report::Line;
use crate::report::status::{Status, is_status_alone, status};
use crate::text::{Span, seek};

/// What may stand before a status on a line of its own.
const LABELS: [&str; 6] = [
    "完成情况",
    "进展情况",
    "落实情况",
    "完成状态",
    "状态",
    "进展",
];

/// The status that `line`, below an item of a list, states of it, behind a label or as its
/// first clause, where it stands and how many characters say why: 完成情况：未完成。
pub(in crate::report) fn below(line: &Line) -> Option<(Status, Span, usize)> {
    let text = line.text.as_str();
    let start = skip_blanks(text, 0);
    let alone = || is_status_alone(&text[start..]).then_some(start);
    let answer = behind_label(text, start).or_else(alone)?;
    let (status, from, to) = status(&text[answer..])?;
    let reason = meaningful(&text[answer + to..]);
    Some((status, line.span(answer + from, answer + to), reason))
}

/// Where the text behind the label begins that stands at `start` of `text`: 完成情况：.
pub(super) fn behind_label(text: &str, start: usize) -> Option<usize> {
    let begins = text[start..].starts_with(['完', '进', '落', '状']);
    let mut labels = LABELS.iter().filter(|_| begins);
    let rest = labels.find_map(|label| text[start..].strip_prefix(label))?;
    let rest = rest.strip_prefix(['：', ':'])?;
    Some(skip_blanks(text, text.len() - rest.len()))
}

/// Where the last sentence of `text` ends that stands before one with a label, behind byte
/// `from`, and where what stands behind that label begins: 标题。完成情况：未完成，因…….
pub(super) fn last(text: &str, from: usize) -> Option<(usize, usize)> {
    let at = from + text.get(from..)?.rfind("。完成情况")?;
    Some((at, behind_label(text, at + "。".len())?))
}

/// Where the sentence of `text` ends that stands before the one that says why, or what is
/// next, behind byte `from`: 标题。未完成。原因：…….
pub(super) fn why(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let labels = ["。原因", "。主要原因", "。未完成原因", "。下一步"];
    let ends = labels.iter().filter_map(|label| {
        let at = seek::each(rest, label).next()?;
        let behind = &rest[at + label.len()..];
        behind.starts_with(['：', ':']).then_some(from + at)
    });
    ends.min()
}
