//! What stands in a template's place is text, never markup: escaping for HTML
//! and for Markdown. Both show characters that would reorder or hide text.

use std::borrow::Cow;
use std::io::{Result, Write};

use crate::text::hidden;

/// Writes `text` as HTML text or a quoted attribute value.
///
/// # Errors
/// When `out` fails.
pub fn html(text: &str, out: &mut dyn Write) -> Result<()> {
    let is_first = |byte| is_suspect(byte) | is_of(byte, *b"&<>\"'");
    each(text, out, is_first, |c, _| match c {
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
    let is_first = |byte| is_suspect(byte) | is_of(byte, *b"\\`*_[]<>|#&~-+=.)");
    let numbered = list_number(text);
    each(text, out, is_first, |c, at| match c {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' => {
            Some(Cow::Owned(format!("\\{c}")))
        }
        '-' | '+' | '=' if at == 0 => Some(Cow::Owned(format!("\\{c}"))),
        '.' | ')' if numbered == Some(at) => Some(Cow::Owned(format!("\\{c}"))),
        '\n' | '\r' | '\t' => Some(Cow::Borrowed(" ")),
        c => hidden::stand_in(c),
    })
}

/// `page`, a JSON text, as [`Json`] passes it on.
pub fn json(page: String) -> String {
    if !page.contains(is_tricky) {
        return page;
    }
    let mut safe = Vec::with_capacity(page.len() + 64);
    // Neither can fail: memory takes all, and it is text.
    let _ = Json(&mut safe).write_all(page.as_bytes());
    String::from_utf8(safe).unwrap_or_default()
}

/// Passes a JSON text on with every character that would reorder, hide or command
/// what stands beside it written by its number: the same values, whoever looks. Takes
/// whole characters only.
pub struct Json<W>(pub W);

impl<W: Write> Write for Json<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let text = std::str::from_utf8(bytes).map_err(std::io::Error::other)?;
        each(text, &mut self.0, is_suspect, |c, _| {
            let mut pair = [0; 2];
            let units = c.encode_utf16(&mut pair).iter();
            is_tricky(c).then(|| units.map(|unit| format!("\\u{unit:04x}")).collect())
        })?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.0.flush()
    }
}

/// Whether `c` may stand in a JSON text but plays tricks on a terminal.
fn is_tricky(c: char) -> bool {
    // Between the marks and the signs lies all of Chinese.
    !matches!(c, ' '..='~' | '\n' | '\u{2E80}'..='\u{FDFF}') && hidden::is_tricky(c)
}

/// Whether `byte` is a control, or begins a character that is neither of ASCII nor
/// between U+3000 and U+DFFF: of those none plays tricks.
fn is_suspect(byte: u8) -> bool {
    let is_within = |from: u8, to: u8| byte.wrapping_sub(from) < to - from;
    !(is_within(b' ', 0x7F) | is_within(0x80, 0xC0) | is_within(0xE3, 0xEE))
}

/// Whether `byte` is one of `signs`; asks for all of them, so that many bytes can be
/// asked at once.
fn is_of<const N: usize>(byte: u8, signs: [u8; N]) -> bool {
    signs.iter().fold(false, |any, &sign| any | (byte == sign))
}

/// Writes `text` with what `instead` gives in the place of a character and of
/// its byte; what lies between is written in one go. `is_first` says of a byte
/// whether a character that begins with it may need another in its place.
fn each(
    text: &str,
    out: &mut dyn Write,
    is_first: impl Fn(u8) -> bool,
    instead: impl Fn(char, usize) -> Option<Cow<'static, str>>,
) -> Result<()> {
    let bytes = text.as_bytes();
    // With no way out between, so that many are asked at once.
    if !bytes.iter().fold(false, |any, &byte| any | is_first(byte)) {
        return out.write_all(bytes);
    }
    let (mut written, mut at) = (0, 0);
    while let Some(next) = bytes[at..].iter().position(|&byte| is_first(byte)) {
        at += next;
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        if let Some(other) = instead(c, at) {
            out.write_all(&bytes[written..at])?;
            out.write_all(other.as_bytes())?;
            written = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    out.write_all(&bytes[written..])
}

/// Where the mark of a list number stands that begins `text`: 1. or 1)
fn list_number(text: &str) -> Option<usize> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let mut rest = text.get(at..)?.chars();
    let mark = matches!(rest.next(), Some('.' | ')'));
    (at > 0 && mark && rest.next().is_none_or(char::is_whitespace)).then_some(at)
}
