//! An id that stands alone with its title, as a heading or a line of its own: what
//! follows is its answer.

use super::days::names_day;
use super::filing::{Id, is_open_line, title};
use super::matching::Index;
use super::parts::is_farewell;
use crate::report::{Block, Entry, Passage, Report};

/// Of each passage the measure whose answer it is by the title above it, and of each such
/// title its own. `ids` are those of the passages, all of them the plan's.
pub(super) fn led(index: &Index, report: &Report, ids: &[Option<Id>]) -> Vec<Option<(u32, u32)>> {
    let mut led = vec![None; ids.len()];
    // The measure that goes on, and the heading below which it does.
    let mut open = None;
    for (at, passage) in report.passages.iter().enumerate() {
        let title = ids[at].filter(|&(id, entry)| is_title(index, passage, id, entry));
        if let Some((id, _)) = title.filter(|_| is_answered(report, at)) {
            let heading = matches!(passage.block, Block::Heading(_)).then_some(at);
            open = Some((id, heading.or(passage.under)));
        } else {
            open = open.filter(|&(_, under)| passage.under == under && goes_on(passage));
        }
        led[at] = open.map(|(id, _)| id);
    }
    led
}

/// How far the drafter's headings have the plan's ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TitleIds {
    /// None has, as far as is known.
    None,
    /// Some have: in the section of an item its ids are the plan's.
    Some,
    /// Two and more have, and no number is the drafter's own.
    All,
}

/// How far headings have the plan's ids, of which `ids` are those that are certain.
pub(super) fn title_ids(index: &Index, report: &Report, ids: &[Option<Id>]) -> TitleIds {
    let (mut known, mut own) = (0, 0);
    for (passage, id) in report.passages.iter().zip(ids) {
        if passage.heading().is_none() {
            continue;
        }
        let numbered = passage.entry.as_ref().and_then(|entry| entry.id);
        let named = numbered.is_some_and(|((item, measure), _)| index.has(item, measure));
        known += usize::from(id.is_some());
        own += usize::from(id.is_none() && named);
    }
    match known {
        0 => TitleIds::None,
        2.. if own == 0 => TitleIds::All,
        _ => TitleIds::Some,
    }
}

/// Whether a heading of a paper with such `titles` has the id of a measure that the plan
/// lacks; it stands in the section of item `above`. `has_lines`: whether lines of the paper
/// have ids of an item's measures, of any item where none is given.
pub(super) fn is_unknown_title(
    index: &Index,
    passage: &Passage,
    above: Option<u32>,
    titles: TitleIds,
    has_lines: impl Fn(Option<u32>) -> bool,
) -> bool {
    let Some(entry) = passage.heading().and(passage.entry.as_ref()) else {
        return false;
    };
    entry.id.is_some_and(|((item, measure), _)| {
        let title = title(passage, entry);
        let worded = || {
            // Fewer characters may stand in any measure.
            let long = title.chars().nth(5).is_some();
            let measures = index.measures(item).unwrap_or_default();
            long && (1..=measures as u32).any(|measure| index.resembles(item, measure, title))
        };
        // Beside lines with the plan's ids a heading's is no drafter's own.
        let beyond = || above.is_some() && index.measures(item).is_none() && item > 12;
        let of_plan = match titles {
            TitleIds::None if above == Some(item) => worded() || has_lines(Some(item)),
            TitleIds::None => beyond() && has_lines(None),
            TitleIds::Some => above == Some(item),
            TitleIds::All => above == Some(item) || !names_day(title),
        };
        of_plan && !index.has(item, measure)
    })
}

/// Whether the passage of that `id` is a heading, or a line that is a title and nothing
/// else: with an answer, a status or a sentence that is not the plan's it answers itself.
fn is_title(index: &Index, passage: &Passage, (item, measure): (u32, u32), entry: &Entry) -> bool {
    let alone = || {
        let title = title(passage, entry);
        let sentence = title.trim_end().ends_with('。') && !index.quotes(item, measure, title);
        entry.answer.0 == entry.answer.1 && entry.status().is_none() && !sentence
    };
    let heads = match passage.block {
        Block::Heading(_) => true,
        Block::Paragraph => alone(),
        _ => false,
    };
    heads && index.has(item, measure) && passage.marks.is_empty()
}

/// Whether what follows title `at` may be its answer: below a heading anything, below a
/// line a paragraph.
fn is_answered(report: &Report, at: usize) -> bool {
    let title = &report.passages[at];
    report
        .passages
        .get(at + 1)
        .is_some_and(|next| match title.block {
            Block::Heading(_) => next.under == Some(at) && !is_open_line(next),
            _ => next.under == title.under && next.block == Block::Paragraph && goes_on(next),
        })
}

/// Whether a passage names nothing itself, and so goes on with what stands above it.
fn goes_on(passage: &Passage) -> bool {
    let named = passage
        .entry
        .as_ref()
        .is_some_and(|entry| entry.id.is_some());
    let told = matches!(
        passage.block,
        Block::Paragraph | Block::ListItem | Block::Other
    );
    told && !named && passage.marks.is_empty() && !is_open_line(passage) && !is_farewell(passage)
}
