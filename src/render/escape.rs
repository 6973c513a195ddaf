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
    const FIRSTS: Firsts = firsts(b"&<>\"'");
    each(text, out, &FIRSTS, |c, _| match c {
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
    const FIRSTS: Firsts = firsts(b"\\`*_[]<>|#&~-+=.)");
    let numbered = list_number(text);
    each(text, out, &FIRSTS, |c, at| match c {
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
        const FIRSTS: Firsts = {
            let mut firsts = firsts(b"");
            firsts[b'\n' as usize] = false;
            firsts
        };
        if is_plain(bytes, &FIRSTS) {
            self.0.write_all(bytes)?;
            return Ok(bytes.len());
        }
        let text = std::str::from_utf8(bytes).map_err(std::io::Error::other)?;
        each(text, &mut self.0, &FIRSTS, |c, _| {
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

/// Of each byte, whether a character that begins with it may need another in its
/// place.
type Firsts = [bool; 256];

/// Those `signs` of ASCII, all controls, and what begins no character between U+3000
/// and U+DFFF: of those none plays tricks.
const fn firsts(signs: &[u8]) -> Firsts {
    let mut firsts = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        firsts[byte] = matches!(byte, 0..0x20 | 0x7F | 0xC0..0xE3 | 0xEE..256);
        byte += 1;
    }
    let mut at = 0;
    while at < signs.len() {
        firsts[signs[at] as usize] = true;
        at += 1;
    }
    firsts
}

/// Whether none of `firsts` is among `bytes`: so with most texts. Eight are asked with
/// no way out between.
fn is_plain(bytes: &[u8], firsts: &Firsts) -> bool {
    let any = |bytes: &[u8]| {
        let any = bytes.iter().map(|&byte| firsts[usize::from(byte)]);
        any.fold(false, |any, one| any | one)
    };
    let (eights, rest) = bytes.as_chunks::<8>();
    !eights.iter().any(|eight| any(eight)) && !any(rest)
}

/// Writes `text` with what `instead` gives in the place of a character and of
/// its byte; what lies between is written in one go.
fn each(
    text: &str,
    out: &mut dyn Write,
    firsts: &Firsts,
    instead: impl Fn(char, usize) -> Option<Cow<'static, str>>,
) -> Result<()> {
    let bytes = text.as_bytes();
    if is_plain(bytes, firsts) {
        return out.write_all(bytes);
    }
    let (mut written, mut at) = (0, 0);
    while let Some(next) = bytes[at..]
        .iter()
        .position(|&byte| firsts[usize::from(byte)])
    {
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
