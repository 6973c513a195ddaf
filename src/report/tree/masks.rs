//! Signs that the parser would drop or swallow text for, masked while it looks: each by a
//! control of one byte as well, so that every place stays where it is.

use comrak::nodes::{AstNode, NodeValue};

/// Stands for the bracket that begins a line which only looks like a definition.
pub(super) const BRACKET: char = '\u{1}';

/// Stands for the bar between cells of which the table has no column.
pub(super) const BAR: char = '\u{2}';

/// `text` with `mask` for the signs at the places `at`, in order, each of one byte.
pub(super) fn mask(text: &str, at: &[usize], mask: char) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    for &at in at {
        masked.push_str(&text[copied..at]);
        masked.push(mask);
        copied = at + mask.len_utf8();
    }
    masked.push_str(&text[copied..]);
    masked
}

/// Puts the masked signs back.
pub(super) fn unmask<'a>(root: &'a AstNode<'a>) {
    for node in root.descendants() {
        match &mut node.data_mut().value {
            NodeValue::Text(text) if text.contains([BRACKET, BAR]) => restore(text.to_mut()),
            NodeValue::HtmlInline(html) => restore(html),
            NodeValue::HtmlBlock(html) => restore(&mut html.literal),
            NodeValue::Code(code) => restore(&mut code.literal),
            NodeValue::CodeBlock(code) => restore(&mut code.literal),
            NodeValue::Link(link) | NodeValue::Image(link) => {
                restore(&mut link.title);
                restore(&mut link.url);
            }
            _ => {}
        }
    }
}

fn restore(text: &mut String) {
    if text.contains([BRACKET, BAR]) {
        *text = text.replace(BRACKET, "[").replace(BAR, "|");
    }
}
