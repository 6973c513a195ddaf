//! `[注]: 统计口径` is the address of a link to Markdown, which shows it nowhere.
//! Where no link uses it, or what it names is no address, it is a line of the paper like
//! any other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::masks;
use crate::report::address;

/// `text` with the bracket masked that begins a definition no link uses, or one of words.
/// Of two definitions of one label the first is used.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    if !text.contains("]:") || text.contains(masks::BRACKET) {
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
        if let Some((at, label, told)) = definition(line) {
            *uses.entry(label.clone()).or_default() -= 1;
            definitions.push((start + at, label, told));
        }
        start += line.len();
    }
    let mut seen = BTreeSet::new();
    definitions.retain(|(_, label, told)| {
        let used = uses.get(label).is_some_and(|&uses| uses > 0);
        is_words(told) || !seen.insert(label.clone()) || !used
    });
    if definitions.is_empty() {
        return Cow::Borrowed(text);
    }
    let at: Vec<usize> = definitions.into_iter().map(|(at, ..)| at).collect();
    Cow::Owned(masks::mask(text, &at, masks::BRACKET))
}

/// Where a line's bracket stands, the label in it and what is told behind it, if the line
/// could be a definition, in a list or a quotation as well.
fn definition(line: &str) -> Option<(usize, String, &str)> {
    let mut told = line;
    loop {
        let rest = told.trim_start_matches(|c| " \t>-*+.)0123456789".contains(c));
        let (name, length) = label(rest)?;
        told = rest[length..].strip_prefix(':')?;
        // A footnote may begin with one.
        if !name.starts_with('^') {
            return Some((line.len() - rest.len(), name, told));
        }
    }
}

/// Whether what a definition names is words, and no address of a page or of a file:
/// [1]: 市统计局.《天津统计年鉴》,2016
fn is_words(told: &str) -> bool {
    let Some(first) = told.split_whitespace().next() else {
        return false;
    };
    let ending = first.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = (1..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_path = first.starts_with(['#', '<', '.']) || first.contains(['/', '\\']);
    !is_file && !is_path && !address::has_scheme(first)
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
