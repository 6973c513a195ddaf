//! The running words of a paper, as the rules over figures and marks read
//! them, each with the way back to its place.

use crate::report::{Block, Line, Passage, Report};
use crate::text::census::Census;
use crate::text::numbering::Numbering;
use crate::text::{Span, Text, numeral, text, words};

use super::Context;

/// A run of words: of a paragraph, a heading, a table, an item of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    /// The words.
    pub text: &'a str,
    line: &'a Line,
}

impl Words<'_> {
    /// The place in the source of a range of the words, in bytes.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        self.line.span(start, end)
    }
}

/// The words of every passage that the drafter wrote and whose census `may` have what
/// is looked for, nested lists and quotations too, which are printed like all else:
/// not code, nor the signature and the contact lines, which have rules of their own.
pub(super) fn texts_where<'a>(
    context: &Context<'a>,
    may: impl Fn(&Census) -> bool,
) -> impl Iterator<Item = Words<'a>> {
    let report = context.report;
    // Most papers have nothing of the kind.
    let passages = may(&report.census).then_some(&report.passages);
    let passages = passages.into_iter().flatten().filter(move |passage| {
        let framed = matches!(
            passage.block,
            Block::Signature | Block::Contact | Block::Salutation
        );
        may(&passage.census) && !framed
    });
    let lines = passages.flat_map(Passage::lines);
    lines.map(|line| Words {
        text: &line.text,
        line,
    })
}

/// The figures that end `text`, with the byte where they begin.
pub(super) fn figures_before(text: &str) -> Option<(usize, &str)> {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    (start < text.len()).then(|| (start, &text[start..]))
}

/// The figures that begin `text`.
pub(super) fn figures_after(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit());
    &text[..end.unwrap_or(text.len())]
}

/// Where else a habit shows: nothing, or how many more times and on which line
/// next.
pub(super) fn more(context: &Context, others: &[Span]) -> Option<Text> {
    let next = others.first()?;
    let line = context.source.line_of(next.start);
    let count = others.len();
    Some(text(
        format!("还有 {count} 处，下一处在第 {line} 行"),
        format!("{count} more, the next on line {line}"),
    ))
}

/// The heading below which `span` stands: the number of an item, or its first
/// words.
pub(super) fn section(report: &Report, span: Span) -> Option<Text> {
    let passages = &report.passages;
    let next = passages.partition_point(|passage| passage.span.start <= span.start);
    let (_, heading) = report.above(next.checked_sub(1)?).next()?;
    Some(match heading.number {
        Some((number, Numbering::Item | Numbering::Named)) => text(
            format!("（{}）", numeral::chinese(number)),
            format!("item {number}"),
        ),
        _ => {
            let words = words::shorten(heading.title.trim(), 10);
            text(format!("“{words}”"), format!("“{words}”"))
        }
    })
}
