//! Links of a paper to its own headings.

use std::collections::BTreeMap;

use comrak::Anchorizer;
use comrak::nodes::{AstNode, NodeValue};

use super::tree::{self, Paper};
use super::{address, footnotes};
use crate::text::{seek, words};

impl<'a> Paper<'a> {
    /// Makes the ids of the paper: its footnotes are numbered, a link to one of
    /// its headings leads there, one to anything else in it becomes text.
    pub fn connect(&self, prefix: &str) {
        // Either holds this sign, which most papers have not.
        if !seek::holds_sign(&self.source.text, b']') {
            return;
        }
        footnotes::number(self.root, prefix);
        let links: Vec<&AstNode> = self
            .root
            .descendants()
            .filter(|node| target(node).is_some())
            .collect();
        if links.is_empty() {
            return;
        }
        let headings: Vec<&AstNode> = self
            .root
            .descendants()
            .filter(|node| matches!(node.data().value, NodeValue::Heading(_)))
            .collect();
        let known = names(&headings);
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for link in links {
            let wanted = target(link).unwrap_or_default();
            let found = known
                .get(&wanted.to_lowercase())
                .or_else(|| known.get(words::fold(&wanted).as_ref()));
            let Some(&at) = found else {
                tree::unwrap(link);
                continue;
            };
            let next = numbers.len() + 1;
            let number = numbers.entry(at).or_insert(next);
            if let NodeValue::Link(link) = &mut link.data_mut().value {
                link.url = format!("#{}", id(prefix, *number));
            }
        }
        for (at, number) in numbers {
            let Some(heading) = headings.get(at) else {
                continue;
            };
            let anchor = format!("<a id=\"{}\"></a>", id(prefix, number));
            let at = heading.data().sourcepos;
            heading.prepend(tree::new(self.arena, NodeValue::Raw(anchor), at));
        }
    }
}

/// The id of the heading of that number.
fn id(prefix: &str, number: usize) -> String {
    format!("{prefix}-h{number}")
}

/// What a link into its own paper names.
fn target(node: &AstNode) -> Option<String> {
    match &node.data().value {
        NodeValue::Link(link) => link.url.trim().strip_prefix('#').map(address::decoded),
        _ => None,
    }
}

/// The headings by what a link may call them: the name that Markdown's readers
/// make of a heading, else its words.
fn names<'a>(headings: &[&'a AstNode<'a>]) -> BTreeMap<String, usize> {
    let texts: Vec<String> = headings.iter().map(|node| node.collect_text()).collect();
    let mut names = BTreeMap::new();
    let mut anchors = Anchorizer::new();
    for (at, text) in texts.iter().enumerate() {
        names.insert(anchors.anchorize(text.trim()), at);
    }
    for (at, text) in texts.iter().enumerate() {
        names.entry(words::fold(text).into_owned()).or_insert(at);
    }
    names.remove("");
    names
}
