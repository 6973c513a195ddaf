//! What converters write behind a heading for other programs: {#part-one .unnumbered}.

use comrak::nodes::{AstNode, NodeValue};

/// Takes the attributes off the headings.
pub(super) fn take_off<'a>(root: &'a AstNode<'a>) {
    let is_heading = |node: &&'a AstNode<'a>| matches!(node.data().value, NodeValue::Heading(_));
    for last in root
        .children()
        .filter(is_heading)
        .filter_map(AstNode::last_child)
    {
        if let NodeValue::Text(text) = &mut last.data_mut().value
            && let Some(end) = behind_words(text)
        {
            *text = text[..end].to_owned().into();
        }
    }
}

/// Where the words of a heading end that has attributes behind them.
fn behind_words(text: &str) -> Option<usize> {
    let inside = text.trim_end().strip_suffix('}')?;
    let open = inside.rfind('{')?;
    let of_program = ["#", ".", "-", "="]
        .iter()
        .any(|sign| inside[open + 1..].starts_with(sign));
    let words = text[..open].trim_end();
    (of_program && !words.is_empty()).then_some(words.len())
}
