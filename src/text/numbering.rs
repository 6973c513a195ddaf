//! The numbers that stand before headings, items and points: 一、, （一）, 1.,
//! （1）, 第三项, in brackets of every width.

use super::{numeral, words};

/// How a heading is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// 一、, 第一部分, 第一章 or 第一节
    Section,
    /// （一）, 〈一〉, (一)
    Item,
    /// 1. or 1、
    Figure,
    /// （1）
    BracketedFigure,
    /// 第三项
    Named,
}

impl Numbering {
    /// How deep a heading numbered so stands: 1 for a section.
    pub fn depth(self) -> u8 {
        match self {
            Self::Section => 1,
            Self::Item | Self::Named => 2,
            Self::Figure => 3,
            Self::BracketedFigure => 4,
        }
    }
}

/// The number that begins `text`, its style, and its length in bytes with the
/// blanks around it. `三、四季度` and `3.2万人` have none.
pub fn number(text: &str) -> Option<(u32, Numbering, usize)> {
    let body = words::trim_start(text);
    let lead = text.len() - body.len();
    let first = body.chars().next()?;
    let (value, numbering, length) = match first {
        '第' => named(body)?,
        '（' | '(' | '〈' | '〔' | '［' | '[' | '【' | '＜' => bracketed(body, first)?,
        '⒈'..='⒛' | '⑴'..='⒇' | '㈠'..='㈩' => sign(first),
        c if numeral::is_numeral(c) => plain(body)?,
        _ => return None,
    };
    let after = words::trim_start(&body[length..]);
    Some((value, numbering, lead + body.len() - after.len()))
}

/// The turn that begins `text`, and its length: 一是, 第一，.
pub fn turn(text: &str) -> Option<(Option<u32>, usize)> {
    let ordinal = text.strip_prefix('第');
    let rest = ordinal.unwrap_or(text);
    let (turn, length) = numeral::leading(rest)?;
    let behind = match ordinal {
        Some(_) => rest[length..].strip_prefix(['，', ',', '、']),
        None => rest[length..].strip_prefix('是'),
    };
    Some((turn, text.len() - behind?.len()))
}

/// A number and what sets it in one character, as older programs have them: ⒈, ⑴, ㈠.
fn sign(c: char) -> (u32, Numbering, usize) {
    let (first, numbering) = match c {
        '㈠'..='㈩' => ('㈠', Numbering::Item),
        '⑴'..='⒇' => ('⑴', Numbering::BracketedFigure),
        _ => ('⒈', Numbering::Figure),
    };
    (c as u32 - first as u32 + 1, numbering, c.len_utf8())
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The digits at the start of `text`: their value, whether they are Chinese,
/// and their length. Figures of more than two digits count something, as a rule.
fn digits(text: &str) -> Option<(u32, bool, usize)> {
    if let Some((value, length)) = numeral::hundreds(text) {
        return Some((value, true, length));
    }
    let (value, length) = numeral::leading(text)?;
    let value = value.filter(|&value| value < 100)?;
    let han = !text[..length].chars().any(is_figure);
    Some((value, han, length))
}

fn named(text: &str) -> Option<(u32, Numbering, usize)> {
    let rest = text.strip_prefix('第')?;
    // 第（十六）项
    let open = rest.chars().next().filter(|c| matches!(c, '（' | '('));
    let inside = &rest[open.map_or(0, char::len_utf8)..];
    let (value, _, length) = digits(inside)?;
    let close = inside[length..].chars().next();
    let close = close.filter(|c| open.is_some() && matches!(c, '）' | ')'));
    if open.is_some() != close.is_some() {
        return None;
    }
    let length = rest.len() - inside.len() + length + close.map_or(0, char::len_utf8);
    let after = &rest[length..];
    let (numbering, word) = if after.starts_with('项') {
        (Numbering::Named, "项")
    } else if after.starts_with("部分") {
        (Numbering::Section, "部分")
    } else if let Some(word) = ["章", "节"]
        .into_iter()
        .find(|word| ends_number(after, word))
    {
        (Numbering::Section, word)
    } else {
        return None;
    };
    let mut end = "第".len() + length + word.len();
    if let Some(mark @ ('：' | ':' | '、' | '，')) = text[end..].chars().next() {
        end += mark.len_utf8();
    }
    Some((value, numbering, end))
}

/// Whether a number ends with `word`, which may go on to another: 第一章 and 第一节, but not
/// 第一章程.
fn ends_number(text: &str, word: &str) -> bool {
    let after = text.strip_prefix(word).map(|after| after.chars().next());
    after.is_some_and(|next| next.is_none_or(|c| c.is_whitespace() || matches!(c, '：' | '、')))
}

fn bracketed(text: &str, open: char) -> Option<(u32, Numbering, usize)> {
    let inside = words::trim_start(&text[open.len_utf8()..]);
    let lead = text.len() - inside.len();
    let (value, han, length) = digits(inside)?;
    let blanks = inside.len() - length - words::trim_start(&inside[length..]).len();
    let length = length + blanks;
    let close = inside[length..].chars().next()?;
    if !matches!(close, '）' | ')' | '〉' | '〕' | '］' | ']' | '】' | '＞') {
        return None;
    }
    let numbering = if han {
        Numbering::Item
    } else {
        Numbering::BracketedFigure
    };
    let mut end = lead + length + close.len_utf8();
    if let Some(mark @ ('、' | '．' | '.')) = text[end..].chars().next() {
        end += mark.len_utf8();
    }
    Some((value, numbering, end))
}

fn plain(text: &str) -> Option<(u32, Numbering, usize)> {
    let (value, han, length) = digits(text)?;
    let rest = &text[length..];
    // 一 、, 3 .标题
    let near = words::trim_start(rest);
    let set =
        || near.starts_with(['.', '．', '、']) && near.chars().nth(1).is_some_and(words::is_han);
    let blanks = match han || near.len() < rest.len() && set() {
        true => rest.len() - near.len(),
        false => 0,
    };
    let mark = rest[blanks..].chars().next()?;
    let end = length + blanks + mark.len_utf8();
    let after = &text[end..];
    // 三、四季度, 一百、二百件 and 3.2万人 go on with a numeral of their kind; 一、2016年,
    // 3.2016年, 三、二〇一七年 and 一、三年来 do not.
    let same_kind = |c| numeral::is_numeral(c) && is_figure(c) != han;
    let goes_on = after.chars().next().is_some_and(same_kind) && !begins_with_year(after);
    if goes_on && (!han || value >= 100 || is_next(value, after)) {
        return None;
    }
    match mark {
        '、' if han => Some((value, Numbering::Section, end)),
        // What input methods and scanners put for it.
        '.' | '．' | '﹑' | '､' | '丶' if han && blanks == 0 => {
            Some((value, Numbering::Section, end))
        }
        '）' | ')' if han && blanks == 0 => Some((value, Numbering::Item, end)),
        '.' | '．' | '、' if !han => Some((value, Numbering::Figure, end)),
        '）' | ')' if !han => Some((value, Numbering::BracketedFigure, end)),
        _ => None,
    }
}

/// Whether `text` begins with the number after `value`, as the second of two does that
/// are counted together: 三、四季度.
fn is_next(value: u32, text: &str) -> bool {
    let next = numeral::leading(text).and_then(|(next, _)| next);
    next.is_none_or(|next| next == value + 1)
}

/// Whether `text` begins with a year: 二〇一七年, 2017年.
fn begins_with_year(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('二' | '2' | '２'))
        && chars.by_ref().take(3).all(|c| numeral::digit(c).is_some())
        && chars.next() == Some('年')
}
