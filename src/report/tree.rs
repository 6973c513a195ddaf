//! The paper's tree.

use comrak::nodes::AstNode;

use super::Report;
use crate::text::Source;

/// One paper, parsed: its facts, and its tree for printing. Lives in the
/// worker that read it.
#[derive(Debug)]
pub struct Paper<'a> {
    /// The text.
    pub source: &'a Source,
    /// The facts.
    pub report: Report,
    /// The nodes of each passage, in document order; as long as the report's
    /// passages.
    pub(super) nodes: Vec<Vec<&'a AstNode<'a>>>,
}
