//! What converters write for other programs behind a heading, {#part-one .unnumbered}, and
//! round words that are set in some way, [一、完成情况]{.mark}.

use comrak::nodes::{AstNode, NodeValue};

use crate::report::read;

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

/// Takes off the brackets round words that are set in some way, with the attributes behind
/// them.
pub(super) fn unset<'a>(root: &'a AstNode<'a>) {
    for node in read::walk(root) {
        if let NodeValue::Text(text) = &mut node.data_mut().value
            && let Some(plain) = plain(text)
        {
            *text = plain.into();
        }
    }
}

/// `text` without such brackets; `None` where it has none.
fn plain(text: &str) -> Option<String> {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(SET) {
        let (before, inside) = before.rsplit_once('[')?;
        let (_, behind) = behind.split_once('}')?;
        plain += before;
        plain += inside;
        rest = behind;
    }
    plain += rest;
    (rest.len() < text.len()).then_some(plain)
}

/// What stands behind words that are set in some way.
pub(super) const SET: &str = "]{.";

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
