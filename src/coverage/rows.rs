//! The rows of a table of answers.

use super::Filing;
use super::filing::title;
use super::matching::Index;
use crate::report::{Entry, Passage};
use crate::text::words;

/// Whether a row of answers has no answer: neither words nor a tick nor a reason.
pub(super) fn is_unfilled(passage: &Passage, entry: &Entry) -> bool {
    let answer = passage.line.text.get(entry.answer.0..entry.answer.1);
    let answer = answer.filter(|answer| answer.trim() != "略");
    let said = answer.is_some_and(|answer| answer.chars().any(words::is_alphanumeric));
    let stated = entry.status().is_some();
    !said && !stated && !entry.repeats && entry.tick.is_none() && entry.reason == 0
}

/// Where a row of answers belongs whose task is `item`.
pub(super) fn row_of(index: &Index, passage: &Passage, item: u32) -> Filing {
    let title = passage
        .entry
        .as_ref()
        .map_or("", |entry| title(passage, entry));
    let strong = || index.strong(item, title, &passage.census, words::pairs(title));
    let mut whole = index.measures_of(title).iter();
    let measure = whole.find(|(of, _)| *of == item);
    let measure = measure.map(|(_, measure)| *measure);
    match measure.or_else(|| strong().map(|(measure, _)| measure)) {
        Some(measure) => Filing::Measure(item, measure),
        None => Filing::Item(item),
    }
}

/// The item whose title, or the words of a measure of which, stand in a row of answers,
/// outside the answer.
pub(super) fn named_in(index: &Index, passage: &Passage, entry: &Entry) -> Option<u32> {
    let text = passage.line.text.as_str();
    let measure = index.measures_of(title(passage, entry)).first();
    let measure = measure.map(|(item, _)| *item);
    let before = || index.item_of(text.get(..entry.answer.0)?);
    measure
        .or_else(before)
        .or_else(|| index.item_of(text.get(entry.answer.1..)?))
}
