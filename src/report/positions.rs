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
}

impl Positions<'_> {
    /// The source span of a node. The parser's lines and byte columns are
    /// 1-based, its end inclusive.
    pub(super) fn span(self, at: Sourcepos) -> Span {
        let start = self.byte(at.start.line, at.start.column.saturating_sub(1));
        let end = self.byte(at.end.line, at.end.column);
        Span::new(start, end.max(start))
    }

    /// The line of the source on which a node begins, from 1.
    pub(super) fn line(self, at: Sourcepos) -> usize {
        at.start.line + self.skipped
    }

    fn byte(self, line: usize, column: usize) -> usize {
        let line = self.source.line_span(line + self.skipped);
        (line.start + column).min(line.end.max(line.start))
    }
}
