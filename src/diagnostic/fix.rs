//! A remedy as data: what in the text gives way to what. Applying several is
//! pure; who asks for it and where it is written is not known here.

use std::collections::BTreeMap;

use crate::text::Span;

/// One replacement: the bytes of a span of the source by a text. An empty span
/// is an insertion, an empty text a deletion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What goes, in bytes of the source the finding was made of.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Edit {
    /// `text` in place of `span`.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Edit {
            span,
            text: text.into(),
        }
    }
}

/// A remedy the program can carry out itself: all of its edits or none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// The edits. None at all: writing the text as UTF-8 is the remedy.
    pub edits: Vec<Edit>,
    /// Whether nothing that is understood changes by it.
    pub safe: bool,
}

impl Fix {
    /// A remedy that changes nothing in what is understood.
    pub fn safe(edits: Vec<Edit>) -> Self {
        Fix { edits, safe: true }
    }

    /// A remedy that a person should look at.
    pub fn risky(edits: Vec<Edit>) -> Self {
        Fix { edits, safe: false }
    }
}

/// `text` with `fixes` applied, and how many were. Of two that overlap the
/// first wins; edits that two fixes have in common are made once.
pub fn apply<'a>(text: &str, fixes: impl IntoIterator<Item = &'a Fix>) -> (String, usize) {
    let mut taken: BTreeMap<usize, &Edit> = BTreeMap::new();
    let mut applied = 0;
    for fix in fixes {
        let fits = |edit: &Edit| fits(text, &taken, edit);
        if !fix.edits.iter().all(fits) || is_idle(text, fix) {
            continue;
        }
        taken.extend(fix.edits.iter().map(|edit| (edit.span.start, edit)));
        applied += 1;
    }
    let mut mended = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for edit in taken.values() {
        mended.push_str(text.get(done..edit.span.start).unwrap_or_default());
        mended.push_str(&edit.text);
        done = edit.span.end;
    }
    mended.push_str(text.get(done..).unwrap_or_default());
    (mended, applied)
}

/// Whether `edit` lies on characters of `text`, clear of all that is taken.
fn fits(text: &str, taken: &BTreeMap<usize, &Edit>, edit: &Edit) -> bool {
    let span = edit.span;
    let before = taken.range(..=span.start).next_back();
    let after = taken.range(span.start..).next();
    text.get(span.start..span.end).is_some()
        && before.is_none_or(|(&start, other)| {
            *other == edit || (start < span.start && other.span.end <= span.start)
        })
        && after.is_none_or(|(&start, other)| *other == edit || span.end <= start)
}

/// Whether a fix would leave the text as it is.
fn is_idle(text: &str, fix: &Fix) -> bool {
    let idle = |edit: &Edit| text.get(edit.span.start..edit.span.end) == Some(&edit.text);
    !fix.edits.is_empty() && fix.edits.iter().all(idle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(start: usize, end: usize, text: &str) -> Edit {
        Edit::new(Span::new(start, end), text)
    }

    #[test]
    fn the_first_of_two_that_overlap_wins() {
        let (first, second) = (
            Fix::safe(vec![at(0, 3, "甲"), at(6, 7, "!")]),
            Fix::safe(vec![at(2, 5, "乙")]),
        );
        assert_eq!(
            apply("abcdefg", [&first, &second]),
            ("甲def!".to_owned(), 1)
        );
        assert_eq!(apply("abcdefg", [&second]), ("ab乙fg".to_owned(), 1));
    }

    #[test]
    fn shared_edits_are_made_once_and_neighbours_both() {
        let (fence, key) = (
            Fix::safe(vec![at(0, 1, "+"), at(1, 2, "=")]),
            Fix::safe(vec![at(1, 2, "=")]),
        );
        let tail = Fix::safe(vec![at(2, 2, "尾")]);
        let mended = apply("-:x", [&fence, &key, &tail]);
        assert_eq!(mended, ("+=尾x".to_owned(), 3));
    }

    #[test]
    fn an_edit_within_a_character_or_without_effect_is_not_made() {
        let (split, idle) = (
            Fix::safe(vec![at(1, 3, "x")]),
            Fix::safe(vec![at(0, 3, "文")]),
        );
        assert_eq!(apply("文", [&split, &idle]), ("文".to_owned(), 0));
    }
}
