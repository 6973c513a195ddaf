//! Footnotes: each stands by itself, belongs to the words that refer to it, and
//! has a number of its own.

use std::collections::{BTreeMap, VecDeque};

use comrak::nodes::{AstNode, NodeValue};

use super::{Block, Passage};

/// Takes footnotes out of the lists and quotations they stand in: printed among
/// other footnotes, they would tear these apart.
pub(super) fn lift<'a>(root: &'a AstNode<'a>) {
    let nested: Vec<&AstNode> = root
        .descendants()
        .filter(|node| is_definition(node) && !node.parent().is_some_and(|up| same(up, root)))
        .collect();
    // From behind, so that those of one block keep their order below it.
    for note in nested.into_iter().rev() {
        let block = note
            .ancestors()
            .find(|up| up.parent().is_some_and(|up| same(up, root)));
        if let Some(block) = block {
            note.detach();
            block.insert_after(note);
        }
    }
}

/// Puts every footnote under the passage whose words it explains: the first
/// that refers to it, itself or through another footnote. A contact line,
/// which is not printed, comes last. Each reference is looked at once.
pub(super) fn place<'a>(
    root: &'a AstNode<'a>,
    nodes: &[&'a AstNode<'a>],
    passages: &mut [Passage],
) {
    let (definitions, references) = find(root);
    if definitions.is_empty() {
        return;
    }
    let passage_of: BTreeMap<*const AstNode, usize> = (0..)
        .zip(nodes)
        .map(|(index, node)| (std::ptr::from_ref(*node), index))
        .collect();
    let home = |node: &'a AstNode<'a>| {
        let mut above = node.ancestors();
        above.find_map(|node| passage_of.get(&std::ptr::from_ref(node)).copied())
    };
    let definition_of = by_name(&definitions);
    let mut within: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut open = VecDeque::new();
    let mut private = VecDeque::new();
    for (name, reference) in &references {
        let note = definition_of.get(name.as_str());
        let note = note.and_then(|&at| home(definitions.get(at)?.1));
        let (Some(note), Some(from)) = (note, home(reference)) else {
            continue;
        };
        match passages[from].block {
            Block::Footnote => within.entry(from).or_default().push(note),
            Block::Contact => private.push_back((note, from)),
            _ => open.push_back((note, from)),
        }
    }
    let mut placed = vec![false; passages.len()];
    while let Some((note, from)) = open.pop_front().or_else(|| private.pop_front()) {
        if !std::mem::replace(&mut placed[note], true) {
            passages[note].under = Some(from);
            let further = within.remove(&note).unwrap_or_default();
            open.extend(further.into_iter().map(|note| (note, from)));
        }
    }
}

/// Numbers the footnotes below `root` in the order of first reference, those
/// nobody refers to last, and names them after the report. A reference to a
/// footnote that is not printed goes.
pub(super) fn number<'a>(root: &'a AstNode<'a>, prefix: &str) {
    let (definitions, references) = find(root);
    let definition_of = by_name(&definitions);
    // Of each definition its number, and how many refer to it.
    let mut numbers: BTreeMap<usize, (usize, u32)> = BTreeMap::new();
    for (name, node) in &references {
        let Some(&at) = definition_of.get(name.as_str()) else {
            node.detach();
            continue;
        };
        let next = numbers.len() + 1;
        let (number, count) = numbers.entry(at).or_insert((next, 0));
        *count += 1;
        if let NodeValue::FootnoteReference(note) = &mut node.data_mut().value {
            note.name = format!("{prefix}-{number}");
            note.ix = *number as u32;
            note.ref_num = *count;
        }
    }
    for (at, (_, node)) in definitions.iter().enumerate() {
        let next = numbers.len() + 1;
        let (number, count) = *numbers.entry(at).or_insert((next, 0));
        if let NodeValue::FootnoteDefinition(note) = &mut node.data_mut().value {
            note.name = format!("{prefix}-{number}");
            note.total_references = count;
        }
    }
}

type Named<'a> = Vec<(String, &'a AstNode<'a>)>;

/// The definitions and the references below `root`, each with its name.
fn find<'a>(root: &'a AstNode<'a>) -> (Named<'a>, Named<'a>) {
    let mut definitions = Vec::new();
    let mut references = Vec::new();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::FootnoteDefinition(note) => definitions.push((fold(&note.name), node)),
            NodeValue::FootnoteReference(note) => references.push((fold(&note.name), node)),
            _ => {}
        }
    }
    (definitions, references)
}

/// The index of the definition of each name: the first, where a paper has two.
fn by_name<'n>(definitions: &'n Named) -> BTreeMap<&'n str, usize> {
    let mut found = BTreeMap::new();
    for (at, (name, _)) in definitions.iter().enumerate() {
        found.entry(name.as_str()).or_insert(at);
    }
    found
}

fn is_definition(node: &AstNode) -> bool {
    matches!(node.data().value, NodeValue::FootnoteDefinition(_))
}

fn same<'a>(one: &'a AstNode<'a>, other: &'a AstNode<'a>) -> bool {
    std::ptr::eq(one, other)
}

fn fold(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
