//! What stands in a template's place is text, never markup: escaping for HTML
//! and for Markdown. Both show characters that would reorder or hide text.

use std::borrow::Cow;
use std::io::{Result, Write};

use crate::text::{hidden, seek};

/// Writes `text` as HTML text or a quoted attribute value.
///
/// # Errors
/// When `out` fails.
pub fn html(text: &str, out: &mut dyn Write) -> Result<()> {
    each(text, out, |c, _| match c {
        '&' => Some(Cow::Borrowed("&amp;")),
        '<' => Some(Cow::Borrowed("&lt;")),
        '>' => Some(Cow::Borrowed("&gt;")),
        '"' => Some(Cow::Borrowed("&quot;")),
        '\'' => Some(Cow::Borrowed("&#39;")),
        '\n' | '\t' => None,
        c => hidden::stand_in(c),
    })
}

/// Writes `text` as Markdown text on one line, also within a table's cell.
///
/// # Errors
/// When `out` fails.
pub fn markdown(text: &str, out: &mut dyn Write) -> Result<()> {
    let numbered = list_number(text);
    each(text, out, |c, at| match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' => {
            Some(Cow::Owned(format!("\\{c}")))
        }
        '-' | '+' | '=' if at == 0 => Some(Cow::Owned(format!("\\{c}"))),
        '.' | ')' if numbered == Some(at) => Some(Cow::Owned(format!("\\{c}"))),
        '\n' | '\r' | '\t' => Some(Cow::Borrowed(" ")),
        c => hidden::stand_in(c),
    })
}

/// `page`, a JSON text, with every character that would reorder, hide or command
/// what stands beside it written by its number: the same values, whoever looks.
pub fn json(page: String) -> String {
    if !page.contains(is_tricky) {
        return page;
    }
    let mut safe = String::with_capacity(page.len() + 64);
    for c in page.chars() {
        match is_tricky(c) {
            true => {
                let mut pair = [0; 2];
                for unit in c.encode_utf16(&mut pair) {
                    safe.push_str(&format!("\\u{unit:04x}"));
                }
            }
            false => safe.push(c),
        }
    }
    safe
}

/// Whether `c` may stand in a JSON text but plays tricks on a terminal.
fn is_tricky(c: char) -> bool {
    // Between the marks and the signs lies all of Chinese.
    !matches!(c, ' '..='~' | '\n' | '\u{2E80}'..='\u{FDFF}') && hidden::is_tricky(c)
}

/// Writes `text` with what `instead` gives in the place of a character and of
/// its byte; what lies between is written in one go.
fn each(
    text: &str,
    out: &mut dyn Write,
    instead: impl Fn(char, usize) -> Option<Cow<'static, str>>,
) -> Result<()> {
    let mut written = 0;
    for (at, c) in seek::signs(text) {
        if c.is_ascii_alphanumeric() {
            continue;
        }
        if let Some(other) = instead(c, at) {
            out.write_all(&text.as_bytes()[written..at])?;
            out.write_all(other.as_bytes())?;
            written = at + c.len_utf8();
        }
    }
    out.write_all(&text.as_bytes()[written..])
}

/// Where the mark of a list number stands that begins `text`: 1. or 1)
fn list_number(text: &str) -> Option<usize> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let mut rest = text.get(at..)?.chars();
    let mark = matches!(rest.next(), Some('.' | ')'));
    (at > 0 && mark && rest.next().is_none_or(char::is_whitespace)).then_some(at)
}
