//! An id that stands alone with its title, as a heading or a line of its own: what
//! follows is its answer.

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

/// Whether a heading has one of the `ids`: its drafter knows the plan's in headings.
pub(super) fn titles_have_ids(report: &Report, ids: &[Option<Id>]) -> bool {
    let mut passages = report.passages.iter().zip(ids);
    passages.any(|(passage, id)| id.is_some() && passage.heading().is_some())
}

/// Whether a heading has the id of a measure that the plan lacks, in the section of its
/// item `above`.
pub(super) fn is_unknown_title(index: &Index, passage: &Passage, above: Option<u32>) -> bool {
    let entry = passage.heading().and(passage.entry.as_ref());
    let unknown = |((item, measure), _)| above == Some(item) && !index.has(item, measure);
    entry.and_then(|entry| entry.id).is_some_and(unknown)
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
