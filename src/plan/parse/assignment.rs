//! Who is responsible: the bracket at an item's end.

use crate::text::words::Depth;
use crate::text::{Source, Span};

/// An assignment.
#[derive(Debug, Clone)]
pub(super) struct Assignment {
    /// The bracket with its marks.
    pub span: Span,
    /// The names in it.
    pub names: Vec<(String, Span)>,
    /// Those that lead.
    pub leads: Vec<String>,
    /// Whether the list ends in 等.
    pub open_ended: bool,
}

/// The verbs that end an assignment. A bracket is one by what it says, not by
/// where it stands.
const VERBS: &[&str] = &["负责落实", "负责", "牵头", "落实", "配合", "参与"];
/// What may stand between the names and the verb.
const MANNERS: &[&str] = &[
    "按职责分工",
    "按照职责分工",
    "按职能分工",
    "分别",
    "分工",
    "共同",
];

/// The last assignment in `span` of `file`.
pub(super) fn find(file: &Source, span: Span) -> Option<Assignment> {
    let text = file.slice(span);
    let (start, end) = brackets(text)
        .into_iter()
        .rev()
        .find(|&(start, end)| is_assignment(inside(text, start, end).0))?;
    let (content, offset) = inside(text, start, end);
    let (list, open_ended) = without_tail(content);
    let names = split(list)
        .into_iter()
        .map(|(from, to)| {
            let at = span.start + offset + from;
            (list[from..to].to_owned(), Span::new(at, at + to - from))
        })
        .collect();
    Some(Assignment {
        span: Span::new(span.start + start, span.start + end),
        names,
        leads: Vec::new(),
        open_ended,
    })
}

/// The top-level brackets of `text`, with their marks.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' | '〔' => open.push(at),
            '）' | ')' | '〕' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    found.push((start, at + c.len_utf8()));
                }
            }
            _ => {}
        }
    }
    found
}

/// What stands in a bracket, and where it begins.
fn inside(text: &str, start: usize, end: usize) -> (&str, usize) {
    let mark = |at: &str| at.chars().next().map_or(0, char::len_utf8);
    let from = start + mark(&text[start..]);
    let to = end - text[..end].chars().next_back().map_or(0, char::len_utf8);
    let content = &text[from..to.max(from)];
    let lead = content.len() - content.trim_start().len();
    (content.trim(), from + lead)
}

fn is_assignment(content: &str) -> bool {
    let content = content.trim_end_matches('。');
    VERBS.iter().any(|verb| content.ends_with(verb))
}

/// The names of `content` without 等, manner and verb, and whether there was a
/// 等.
fn without_tail(content: &str) -> (&str, bool) {
    let mut list = content.trim_end_matches('。');
    for words in [VERBS, MANNERS] {
        if let Some(word) = words.iter().find(|word| list.ends_with(**word)) {
            list = list[..list.len() - word.len()].trim_end();
        }
    }
    for class in [
        "等部门",
        "等有关部门",
        "等相关部门",
        "等单位",
        "等有关单位",
        "等",
    ] {
        if let Some(list) = list.strip_suffix(class) {
            return (list, true);
        }
    }
    (list, false)
}

/// The ranges of the names in a list, cut at 、，； outside brackets and
/// quotes.
fn split(list: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut depth = Depth::default();
    let mut start = 0;
    let mut push = |from: usize, to: usize| {
        let name = &list[from..to];
        let lead = name.len() - name.trim_start().len();
        if !name.trim().is_empty() {
            found.push((from + lead, from + lead + name.trim().len()));
        }
    };
    for (at, c) in list.char_indices() {
        if depth.outside(c) && matches!(c, '、' | '，' | '；' | ',' | ';') {
            push(start, at);
            start = at + c.len_utf8();
        }
    }
    push(start, list.len());
    found
}
