//! The duties that no comma parts: 牵头单位：市教委  责任单位：市科委,
//! 市教委负责、市科委参与.

use super::duty;
use super::page::Page;
use crate::text::Span;

/// A piece of an assignment, cut before the labels and behind the verbs within it.
pub(super) fn cut(page: &Page, piece: Span) -> Vec<Span> {
    let parts = at_labels(page, piece).into_iter();
    parts.flat_map(|part| behind_verbs(page, part)).collect()
}

/// A piece, cut before the labels within it: 牵头单位：市教委  责任单位：市科委.
fn at_labels(page: &Page, piece: Span) -> Vec<Span> {
    let words = page.key(piece);
    let mut parts = Vec::new();
    let mut start = piece.start;
    for colon in words.match_indices(['：', ':']).map(|(at, _)| at) {
        let label = duty::label_before(&words[..colon]);
        let Some(cut) = label.map(|(_, length)| piece.start + colon - length) else {
            continue;
        };
        if cut > start {
            parts.push(Span::new(start, cut));
            start = cut;
        }
    }
    parts.push(Span::new(start, piece.end));
    parts
}

/// What goes on with 牵头 or 负责: 牵头单位, 负责落实.
const GOES_ON: &[&str] = &[
    "单位", "部门", "责任", "负责", "牵头", "落实", "组织", "会同", "实施", "推进", "协调", "抓总",
    "做好", "、", "）", ")",
];

/// Verbs behind which another body's duty follows: 市教委负责市科委参与,
/// 市科委配合市教委落实.
const VERBS: &[&str] = &["负责", "配合", "协助"];

/// A piece, cut behind the verbs within it: 市教委牵头市科委配合,
/// 市教委负责、市科委参与.
fn behind_verbs(page: &Page, piece: Span) -> Vec<Span> {
    let words = page.key(piece);
    if duty::labelled(words).is_some() {
        return vec![piece];
    }
    let another = duty::without_verb(words).is_some();
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in words.char_indices() {
        let (before, after) = (&words[start..at], &words[at..]);
        let listed = c == '、' && duty::without_verb(before).is_some();
        let glued =
            before.ends_with("牵头") || (another && VERBS.iter().any(|v| before.ends_with(v)));
        let ends = listed || (glued && !GOES_ON.iter().any(|word| after.starts_with(word)));
        if ends && !(before == "牵头" || VERBS.contains(&before)) {
            parts.push(page.trimmed(Span::new(piece.start + start, piece.start + at)));
            start = at + if listed { c.len_utf8() } else { 0 };
        }
    }
    parts.push(page.trimmed(Span::new(piece.start + start, piece.end)));
    parts.retain(|part| part.start < part.end);
    parts
}
