//! Single ~ between figures: 高于1~2个，建成3~5家. Many readers of Markdown strike
//! out what stands between the first and the next. In a table that is drawn they stay:
//! these do not know it, and a wider sign would move its columns.

use comrak::nodes::{AstNode, NodeValue};

use super::drawn::Drawn;
use super::placed;
use crate::report::positions::Positions;
use crate::report::{Line, read};
use crate::text::Span;

/// What would be struck out, from ~ to ~.
pub(super) fn struck<'a>(
    root: &'a AstNode<'a>,
    positions: Positions,
    drawn: &[(usize, Drawn)],
) -> Vec<Span> {
    let holds_text = |node: &&'a AstNode<'a>| {
        matches!(
            node.data().value,
            NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::TableCell
        )
    };
    root.descendants()
        .filter(holds_text)
        .filter(|node| !placed::holds(drawn, node.data().sourcepos.start.line))
        .flat_map(|node| pairs(&read::line(node.children(), positions), positions))
        .collect()
}

fn pairs(line: &Line, positions: Positions) -> Vec<Span> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let mut found = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for (at, mark) in line.text.match_indices('~') {
        let span = line.span(at, at + mark.len());
        let before = line.text[..at].chars().next_back();
        let after = line.text[at + mark.len()..].chars().next();
        // Where the text is not as it is written, it is escaped or code.
        let single = before != Some('~') && after != Some('~');
        if !single || positions.source.slice(span) != mark || in_address(&line.text[..at]) {
            continue;
        }
        let figure = is_figure(before) || is_figure(after);
        match open {
            // A mark that can close does so: it never opens as well.
            Some((start, opened)) if is_word(before) => {
                if figure || opened {
                    found.push(Span::new(start, span.end));
                }
                open = None;
            }
            _ if is_word(after) => open = Some((span.start, figure)),
            _ => {}
        }
    }
    found
}

/// Whether `text` ends within an address, of which so much is looked at that each mark costs
/// the same.
fn in_address(text: &str) -> bool {
    let text = &text[text.floor_char_boundary(text.len().saturating_sub(ADDRESS))..];
    let start = text.trim_end_matches(|c: char| c.is_ascii_graphic()).len();
    text[start..].contains("://") || text[start..].contains("www.")
}

/// The bytes of the longest address.
const ADDRESS: usize = 2048;
