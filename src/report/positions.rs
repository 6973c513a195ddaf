//! Where the tree's nodes stand in the source.

use comrak::nodes::Sourcepos;

use crate::text::{Source, Span};

/// Where the tree's positions lie in the source: the body begins after the
/// front matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Positions<'a> {
    pub(super) source: &'a Source,
    /// Lines before the body.
    pub(super) skipped: usize,
    /// Lines of what was parsed that the source has not, in order.
    pub(super) added: &'a [usize],
    /// Its lines before which the source has so many bytes more, in order.
    pub(super) dedented: &'a [(usize, usize)],
}

impl Positions<'_> {
    /// The source span of a node. The parser's lines and byte columns are
    /// 1-based, its end inclusive.
    pub(super) fn span(&self, at: Sourcepos) -> Span {
        let first = self.parsed(at.start.line);
        let last = match at.end.line == at.start.line {
            true => first,
            false => self.parsed(at.end.line),
        };
        let byte = |line: Span, column: usize| (line.start + column).min(line.end);
        let start = byte(first, at.start.column.saturating_sub(1));
        Span::new(start, byte(last, at.end.column).max(start))
    }

    /// What the parser read as `line`, without the blanks that were left out.
    fn parsed(&self, line: usize) -> Span {
        let mut span = self.source.line_span(self.written(line));
        span.start += self.left_out(line);
        span
    }

    /// The bytes of the source that the parser's `line` lacks at its start.
    fn left_out(&self, line: usize) -> usize {
        let found = self.dedented.binary_search_by_key(&line, |(line, _)| *line);
        let found = found.ok().and_then(|at| self.dedented.get(at));
        found.map_or(0, |(_, bytes)| *bytes)
    }

    /// The blanks at the start of lines that were not parsed.
    pub(super) fn margins(self) -> impl Iterator<Item = Span> {
        self.dedented.iter().map(move |&(line, bytes)| {
            let start = self.source.line_span(self.written(line)).start;
            Span::new(start, start + bytes)
        })
    }

    /// The line of the source on which a node begins, from 1.
    pub(super) fn line(&self, at: Sourcepos) -> usize {
        self.written(at.start.line)
    }

    /// The line of the source that the parser's `line` is; of an added one, the
    /// line before it.
    fn written(&self, line: usize) -> usize {
        line + self.skipped - self.added.partition_point(|&added| added <= line)
    }
}
