//! The numbers before a plan's units: those of every paper (`text::numbering`), further
//! forms, and those of long lists, which go on beyond 99.

use crate::text::numbering::{self, Numbering};
use crate::text::numeral;

/// A number, how it is written, and its length in bytes with the blanks round it.
type Label = (u32, Numbering, usize);

/// The number that begins `text`: 一、, （一）, 1., （1）, 第三项, up to 999.
pub(super) fn number(text: &str) -> Option<Label> {
    up_to_999(text, numbering::number)
}

/// The number that begins `text` in further forms of a plan: 第三条, 第一章, 二）; the
/// last counts at a paragraph's start alone.
pub(super) fn at_start(text: &str) -> Option<Label> {
    up_to_999(text, further)
}

/// The number that begins `text` and has only the end of its bracket: 二）, 2).
pub(super) fn half(text: &str) -> Option<Label> {
    let (value, length) = numeral::leading(text)?;
    let mark = text[length..].chars().next()?;
    let figures = text.starts_with(|c: char| c.is_ascii_digit());
    let numbering = match figures {
        true => Numbering::BracketedFigure,
        false => Numbering::Item,
    };
    let value = value.filter(|value| *value < 100 && matches!(mark, '）' | ')'))?;
    Some((value, numbering, length + mark.len_utf8()))
}

fn further(text: &str) -> Option<Label> {
    let Some(rest) = text.strip_prefix('第') else {
        return half(text);
    };
    let (value, length) = numeral::leading(rest)?;
    let (numbering, word) = match rest[length..].chars().next()? {
        '条' => (Numbering::Named, "条"),
        '章' | '编' => (Numbering::Section, "章"),
        _ => return None,
    };
    let end = "第".len() + length + word.len();
    let after = text[end..].trim_start();
    let mark = after.starts_with(['、', '：', ':', '.']);
    let after = if mark {
        after.trim_start_matches(['、', '：', ':', '.'])
    } else {
        after
    };
    let value = value.filter(|value| *value < 100)?;
    Some((value, numbering, text.len() - after.len()))
}

/// What `read` finds, which knows figures up to 99. One from 100 on is read with 99 in
/// its place: what must stand round it is the same.
fn up_to_999(text: &str, read: fn(&str) -> Option<Label>) -> Option<Label> {
    read(text).or_else(|| {
        let opens = |c: char| c.is_whitespace() || "第（(〈〔［[【＜".contains(c);
        let figures = text.trim_start_matches(opens);
        let lead = &text[..text.len() - figures.len()];
        let (value, length) = hundreds(figures)?;
        let behind = &figures[length..];
        // A mark, blanks and the year that may follow are near.
        let near = behind.char_indices().nth(16);
        let near = near.map_or(behind, |(end, _)| &behind[..end]);
        let stands_in = match figures.starts_with(is_figure) {
            true => "99",
            false => "九十九",
        };
        let (_, numbering, end) = read(&[lead, stands_in, near].concat())?;
        Some((value, numbering, end - stands_in.len() + length))
    })
}

/// The number from 100 to 999 that begins `text`, and its length: 100, 一百零三.
fn hundreds(text: &str) -> Option<(u32, usize)> {
    if text.starts_with(is_figure) {
        let (value, length) = numeral::leading(text)?;
        let value = value.filter(|value| (100..1000).contains(value))?;
        return Some((value, length));
    }
    numeral::hundreds(text)
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}
