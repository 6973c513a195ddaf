//! `[注]: 统计口径` is the address of a link to Markdown, which shows it nowhere.
//! Where no link uses it, it is a line of the paper like any other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use comrak::nodes::{AstNode, NodeValue};

/// Stands for the bracket of such a line while the parser looks at it: one byte
/// as well, so that every place stays where it is.
const MARK: &str = "\u{1}";

/// `text` with the bracket masked that begins a definition no link uses. Of two
/// definitions of one label the first is used.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    if !text.contains("]:") || text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let mut uses: BTreeMap<String, isize> = BTreeMap::new();
    for (at, _) in text.match_indices('[') {
        if let Some((label, _)) = label(&text[at..]) {
            *uses.entry(label).or_default() += 1;
        }
    }
    let mut definitions = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((at, label)) = definition(line) {
            *uses.entry(label.clone()).or_default() -= 1;
            definitions.push((start + at, label));
        }
        start += line.len();
    }
    let mut seen = BTreeSet::new();
    definitions.retain(|(_, label)| {
        let used = uses.get(label).is_some_and(|&uses| uses > 0);
        !seen.insert(label.clone()) || !used
    });
    if definitions.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    for (at, _) in definitions {
        masked.push_str(&text[copied..at]);
        masked.push_str(MARK);
        copied = at + MARK.len();
    }
    masked.push_str(&text[copied..]);
    Cow::Owned(masked)
}

/// Puts the masked brackets back.
pub(super) fn unmask<'a>(root: &'a AstNode<'a>) {
    for node in root.descendants() {
        let mut data = node.data_mut();
        let text = match &mut data.value {
            NodeValue::Text(text) => text.to_mut(),
            NodeValue::HtmlInline(html) => html,
            NodeValue::HtmlBlock(html) => &mut html.literal,
            NodeValue::Code(code) => &mut code.literal,
            NodeValue::CodeBlock(code) => &mut code.literal,
            NodeValue::Link(link) | NodeValue::Image(link) => &mut link.title,
            _ => continue,
        };
        if text.contains(MARK) {
            *text = text.replace(MARK, "[");
        }
    }
}

/// Where a line's bracket stands and the label in it, if the line could be a
/// definition, in a list or a quotation as well.
fn definition(line: &str) -> Option<(usize, String)> {
    let rest = line.trim_start_matches(|c| " \t>-*+.)0123456789".contains(c));
    let (label, length) = label(rest)?;
    let defines = rest[length..].starts_with(':') && !label.starts_with('^');
    defines.then(|| (line.len() - rest.len(), label))
}

/// The label in brackets that begins `text`, as labels are compared, and its
/// length.
fn label(text: &str) -> Option<(String, usize)> {
    let inside = text.strip_prefix('[')?;
    let end = inside.find(['[', ']'])?;
    let words: Vec<&str> = inside[..end].split_whitespace().collect();
    let closed = inside[end..].starts_with(']') && !words.is_empty();
    closed.then(|| (words.join(" ").to_lowercase(), end + "[]".len()))
}
