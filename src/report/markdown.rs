//! A tree as Markdown, written by the Markdown library. Its writer puts down
//! every character by itself, which costs more than all the reading did; so it
//! is given one character in the place of words that hold nothing to escape,
//! and the words are put in where that stands in what it wrote.

use std::borrow::Cow;

use comrak::Options;
use comrak::nodes::{AstNode, NodeValue};

use super::read;
use crate::text::seek;

/// Stands for words; never a character of a text (Unicode 23.7, noncharacters).
const STAND_IN: &str = "\u{FDD0}";

/// Writes what is below `root` as Markdown.
pub(super) fn write<'a>(root: &'a AstNode<'a>, options: &Options, out: &mut String) {
    let taken = take(root);
    let written = print(root, options);
    let filled = fill(&written, taken.iter().map(|(_, words)| words.as_ref()), out);
    for (node, words) in taken {
        node.data_mut().value = NodeValue::Text(words);
    }
    // Where the paper itself has the character, in its own words.
    if !filled {
        out.push_str(&print(root, options));
    }
}

/// Puts the character in the place of words, and gives those in their order.
fn take<'a>(root: &'a AstNode<'a>) -> Vec<(&'a AstNode<'a>, Cow<'static, str>)> {
    let mut taken = Vec::new();
    for node in read::walk(root) {
        let parent = node.parent();
        if !parent.is_some_and(|parent| is_text(&parent.data().value)) {
            continue;
        }
        if let NodeValue::Text(text) = &mut node.data_mut().value
            && is_plain(text)
        {
            taken.push((node, std::mem::replace(text, Cow::Borrowed(STAND_IN))));
        }
    }
    taken
}

fn print<'a>(root: &'a AstNode<'a>, options: &Options) -> String {
    let mut written = String::new();
    // Writing to a string cannot fail.
    let _ = comrak::format_commonmark(root, options, &mut written);
    written
}

/// Writes `written` with `words` where the character stands, if it stands that often.
fn fill<'w>(
    written: &str,
    words: impl ExactSizeIterator<Item = &'w str>,
    out: &mut String,
) -> bool {
    let places: Vec<usize> = seek::all(written, STAND_IN).collect();
    if places.len() != words.len() {
        return false;
    }
    let mut from = 0;
    for (at, words) in places.into_iter().zip(words) {
        out.push_str(&written[from..at]);
        out.push_str(words);
        from = at + STAND_IN.len();
    }
    out.push_str(&written[from..]);
    true
}

/// Whether the words in it are written for themselves: those of a link are
/// also held against its address.
fn is_text(value: &NodeValue) -> bool {
    matches!(
        value,
        NodeValue::Paragraph
            | NodeValue::Heading(_)
            | NodeValue::TableCell
            | NodeValue::Strong
            | NodeValue::Emph
    )
}

/// Whether `text` is written as it is, wherever it stands: neither begins like
/// a list nor begins or ends with a blank, and holds no sign of Markdown.
fn is_plain(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let begins = match rest.as_bytes() {
        [] | [b'-' | b'+' | b'=', ..] => false,
        [b'.' | b')', next, ..] => rest.len() < text.len() && *next != b' ',
        [b'.' | b')'] => false,
        _ => true,
    };
    begins
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        // All are asked, with no way out between, so that many are asked at once.
        && !text.bytes().fold(false, |any, byte| any | is_sign(byte))
}

/// Whether the writer may put anything else in the place of a character with this
/// byte.
fn is_sign(byte: u8) -> bool {
    byte < b' '
        || matches!(
            byte,
            b'*' | b'_'
                | b'['
                | b']'
                | b'#'
                | b'<'
                | b'>'
                | b'\\'
                | b'`'
                | b'~'
                | b'!'
                | b'&'
                | b'|'
        )
}
