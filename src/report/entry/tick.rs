//! Boxes and marks that say whether something is done.

use super::Status;
use crate::text::{seek, words};

/// The tick box that begins `text`: what its mark says, and its length.
#[inline]
pub(super) fn tick(text: &str) -> Option<(Option<Status>, usize)> {
    // Most lines begin with a word or a figure.
    let first = *text.as_bytes().first()?;
    match seek::begins_plain(first) || first.is_ascii_alphanumeric() {
        true => None,
        false => marked(text),
    }
}

/// The same of a text that begins with a sign.
fn marked(text: &str) -> Option<(Option<Status>, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    match first {
        '☑' | '√' | '✓' | '✔' | '✅' | '■' => {
            // An emoji may be followed by the sign that it is one.
            let drawn = chars.next().filter(|&next| next == '\u{FE0F}');
            let length = first.len_utf8() + drawn.map_or(0, char::len_utf8);
            return Some((Some(Status::Done), length));
        }
        '□' | '☐' => return Some((None, first.len_utf8())),
        // -[x]: a list's mark without its blank.
        '-' if text[1..].starts_with('[') => {
            let (status, length) = tick(&text[1..])?;
            return Some((status, 1 + length));
        }
        '[' | '［' | '【' | '（' | '(' => {}
        _ => return None,
    }
    let round = matches!(first, '（' | '(');
    let inside = &text[first.len_utf8()..];
    let begins = words::trim_start(inside);
    let mut rest = begins.chars();
    let mark = rest.next().filter(|c| !is_close(*c));
    let behind = match mark {
        Some(_) => words::trim_start(rest.as_str()),
        None => begins,
    };
    let close = behind.chars().next().filter(|c| is_close(*c))?;
    let length = text.len() - behind.len() + close.len_utf8();
    let status = match mark {
        Some('√' | '✓' | '✔') => Some(Status::Done),
        _ if round || matches!(close, '）' | ')') => return None,
        Some('x' | 'X' | 'ｘ' | 'Ｘ') => Some(Status::Done),
        Some('/') => Some(Status::InProgress),
        Some('-') => Some(Status::NotApplicable),
        Some('×') => None,
        // [ ] is a box, [] is none.
        None if begins.len() < inside.len() => None,
        _ => return None,
    };
    Some((status, length))
}

fn is_close(c: char) -> bool {
    matches!(c, ']' | '］' | '】' | '）' | ')')
}

/// Where the mark begins with which a title is ticked at its end: 加强培训（√）.
pub(super) fn last_tick(title: &str) -> Option<usize> {
    if !title.ends_with(['）', ')', '√', '☑', '✓', '✔', ' ']) {
        return None;
    }
    let marks = ["（√）", "(√)", "（✓）", "（✔）", "√", "☑", "✓", "✔"];
    let title_end = title.trim_end();
    let mark = marks.iter().find(|mark| title_end.ends_with(**mark))?;
    Some(title_end.len() - mark.len())
}
