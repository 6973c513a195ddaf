//! Footnotes, numbered through the paper.

use comrak::nodes::{AstNode, NodeValue};

/// Numbers the footnotes through the paper, in the order of first reference;
/// those nobody refers to come last. Gives for every footnote the node of the
/// first reference to it.
pub(super) fn number<'a>(root: &'a AstNode<'a>) -> Vec<(&'a AstNode<'a>, &'a AstNode<'a>)> {
    let mut definitions: Vec<(String, &AstNode)> = Vec::new();
    let mut references: Vec<(String, &AstNode)> = Vec::new();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::FootnoteDefinition(note) => definitions.push((fold(&note.name), node)),
            NodeValue::FootnoteReference(note) => references.push((fold(&note.name), node)),
            _ => {}
        }
    }
    let mut firsts: Vec<(String, &AstNode)> = Vec::new();
    for (name, node) in &references {
        if !firsts.iter().any(|(first, _)| first == name) {
            firsts.push((name.clone(), *node));
        }
    }
    let mut order: Vec<&str> = firsts.iter().map(|(name, _)| name.as_str()).collect();
    for (name, _) in &definitions {
        if !order.contains(&name.as_str()) {
            order.push(name);
        }
    }
    let place = |name: &str| {
        order
            .iter()
            .position(|known| *known == name)
            .map_or(0, |at| at + 1)
    };
    for (name, node) in &references {
        if let NodeValue::FootnoteReference(note) = &mut node.data_mut().value {
            note.name = place(name).to_string();
            note.ix = place(name) as u32;
        }
    }
    let mut pairs = Vec::new();
    for (name, node) in &definitions {
        if let NodeValue::FootnoteDefinition(note) = &mut node.data_mut().value {
            note.name = place(name).to_string();
        }
        if let Some((_, first)) = firsts.iter().find(|(first, _)| first == name) {
            pairs.push((*node, *first));
        }
    }
    pairs
}

fn fold(name: &str) -> String {
    name.to_lowercase()
}
