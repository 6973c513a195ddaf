//! What stands in a template's place is text, never markup: escaping for HTML
//! and for Markdown. Both show characters that would reorder or hide text.

use std::io::{Result, Write};

/// Writes `text` as HTML text or a quoted attribute value.
///
/// # Errors
/// When `out` fails.
pub fn html(text: &str, out: &mut dyn Write) -> Result<()> {
    for c in text.chars() {
        match c {
            '&' => out.write_all(b"&amp;")?,
            '<' => out.write_all(b"&lt;")?,
            '>' => out.write_all(b"&gt;")?,
            '"' => out.write_all(b"&quot;")?,
            '\'' => out.write_all(b"&#39;")?,
            '\n' | '\t' => write!(out, "{c}")?,
            c => visible(c, out)?,
        }
    }
    Ok(())
}

/// Writes `text` as Markdown text on one line, also within a table's cell.
///
/// # Errors
/// When `out` fails.
pub fn markdown(text: &str, out: &mut dyn Write) -> Result<()> {
    let numbered = list_number(text);
    for (at, c) in text.char_indices() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' => {
                write!(out, "\\{c}")?;
            }
            '-' | '+' | '=' if at == 0 => write!(out, "\\{c}")?,
            '.' | ')' if numbered == Some(at) => write!(out, "\\{c}")?,
            '\n' | '\r' | '\t' => out.write_all(b" ")?,
            c => visible(c, out)?,
        }
    }
    Ok(())
}

/// Where the mark of a list number stands that begins `text`: 1. or 1)
fn list_number(text: &str) -> Option<usize> {
    let at = text.find(|c: char| !c.is_ascii_digit())?;
    let mut rest = text.get(at..)?.chars();
    let mark = matches!(rest.next(), Some('.' | ')'));
    (at > 0 && mark && rest.next().is_none_or(char::is_whitespace)).then_some(at)
}

/// Writes `c`; a control or reordering character by its number, one that only
/// takes no width not at all.
fn visible(c: char, out: &mut dyn Write) -> Result<()> {
    match c {
        '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{E0000}'..='\u{E0FFF}'
        | '\u{FFFE}'
        | '\u{FFFF}' => {
            write!(out, "[U+{:04X}]", u32::from(c))
        }
        c if c.is_control() => write!(out, "[U+{:04X}]", u32::from(c)),
        c if crate::text::words::is_invisible(c) => Ok(()),
        c => write!(out, "{c}"),
    }
}
