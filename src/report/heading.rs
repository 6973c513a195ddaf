//! Headings and their numbers. Offices number sections 一、, items （一）,
//! points 1. and （1） (GB/T 9704-2012, 7.3.3), in brackets of every width. Few
//! drafters mark a heading for Markdown, so a short numbered line is one too.

use crate::text::numbering::{self, Numbering};
use crate::text::{Span, numeral};

/// A heading of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its rank: 1 is the title's, 2 the next, and so on.
    pub rank: u8,
    /// Its number, if it has one.
    pub number: Option<(u32, Numbering)>,
    /// Its words without the number and the mark （对应第N项）.
    pub title: String,
    /// Where it stands in the source, as a whole.
    pub span: Span,
    /// Whether it is marked with #; bare text otherwise.
    pub hashed: bool,
}

/// A heading found in a bare line: its rank and the bytes of the line that
/// belong to it, blanks and a closing 。 included. What follows is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bare {
    /// The rank.
    pub rank: u8,
    /// The length in bytes.
    pub length: usize,
}

/// The heading that begins a bare line, if one does: a numbered line that is
/// short, or begins with a short sentence; `context` is the depth of the
/// #-headings around it, below which it ranks.
pub fn bare(text: &str, context: u8) -> Option<Bare> {
    let hashes = text.chars().take_while(|&c| c == '#' || c == '＃').count();
    if hashes > 0 {
        // A heading mark without the blank Markdown wants.
        let short = text.chars().count() <= 60 && !text.contains('\n');
        return (short && hashes <= 6).then_some(Bare {
            rank: hashes as u8,
            length: text.len(),
        });
    }
    let (_, numbering, start) = numbering::number(text)?;
    let title = &text[start..];
    let sentence = title.find('。');
    let words = &title[..sentence.unwrap_or(title.len())];
    let characters = words.trim().chars().count();
    let rest = sentence.map_or("", |at| title[at + "。".len()..].trim());
    let plain = !words.contains(['，', ',', '；', ';', '：', ':', '！', '？', '“']);
    let fits = match numbering {
        Numbering::Section | Numbering::Item | Numbering::Named => {
            (1..=40).contains(&characters) && !words.contains(['；', ';']) && !inner_colon(words)
        }
        Numbering::Figure if sentence.is_none() => (1..=25).contains(&characters) && plain,
        Numbering::Figure => (1..=20).contains(&characters) && plain && !rest.is_empty(),
        Numbering::BracketedFigure => sentence.is_none() && (1..=25).contains(&characters) && plain,
    };
    fits.then(|| Bare {
        rank: rank(numbering).max(context.saturating_add(1)).min(6),
        length: sentence.map_or(text.len(), |at| start + at + "。".len()),
    })
}

/// The rank of a bare heading numbered so; the title has rank 1.
fn rank(numbering: Numbering) -> u8 {
    match numbering {
        Numbering::Section => 2,
        Numbering::Item | Numbering::Named => 3,
        Numbering::Figure => 4,
        Numbering::BracketedFigure => 5,
    }
}

/// Whether a colon stands in `words` other than at their end.
fn inner_colon(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches(['：', ':']);
    words.contains(['：', ':'])
}

/// The item or measure that a mark names, and the mark's range in `text`:
/// （对应第十五项）, （对应计划7.8）, （对应第（三）项）. The last one counts.
pub fn mark(text: &str) -> Option<((u32, Option<u32>), Span)> {
    let at = text.rfind("对应")?;
    let open = text[..at].chars().next_back()?;
    if !matches!(open, '（' | '(' | '【' | '[' | '〔') {
        return None;
    }
    let mut rest = &text[at + "对应".len()..];
    for word in ["行动计划", "计划", "第", "（", "("] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    let length = rest.find(|c| !numeral::is_numeral(c))?;
    let item = numeral::value(&rest[..length])?;
    rest = &rest[length..];
    let mut measure = None;
    if let Some(after) = rest.strip_prefix(['.', '．']) {
        let length = after.find(|c| !numeral::is_numeral(c))?;
        measure = Some(numeral::value(&after[..length])?);
        rest = &after[length..];
    }
    for word in ["）项", ")项", "项", "条"] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let close = rest.chars().next()?;
    if !matches!(close, '）' | ')' | '】' | ']' | '〕') {
        return None;
    }
    let start = at - open.len_utf8();
    let end = text.len() - rest.len() + close.len_utf8();
    Some(((item, measure), Span::new(start, end)))
}
