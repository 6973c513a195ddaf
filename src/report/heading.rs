//! Headings and their numbers. Offices number sections 一、, items （一）,
//! points 1. and （1） (GB/T 9704-2012, 7.3.3), in brackets of every width. Few
//! drafters mark a heading for Markdown, so a short numbered line is one too.

pub(super) mod part;

use part::{looks_ahead, sums};

use super::mark::{NAMED, references};
use crate::plan::{Plan, Set};
use crate::text::numbering::{self, Numbering};
use crate::text::words::Depth;
use crate::text::{Span, words};

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

impl Heading {
    /// The items that it calls by their numbers, whatever words follow: 第六项,
    /// （一）第七项：加强监管, 第七、十二项.
    pub fn named(&self) -> Vec<u32> {
        if let Some((number, Numbering::Named)) = self.number {
            return vec![number];
        }
        let title = words::trim_start(&self.title);
        if !title.starts_with('第') {
            return Vec::new();
        }
        let last = title.find('项');
        let named = last.map(|last| &title[..last + "项".len()]);
        let named = named.filter(|named| named.chars().count() <= NAMED);
        let items = named.and_then(references).unwrap_or_default();
        items.into_iter().map(|named| named.item).collect()
    }
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
        let words = text.trim_start_matches(['#', '＃']);
        return (short && hashes <= 6 && !named_by_hash(words)).then_some(Bare {
            rank: hashes as u8,
            length: text.len(),
        });
    }
    let Some((_, numbering, start)) = numbering::number(text) else {
        return looks_ahead(text).then(|| Bare {
            rank: context.clamp(2, 6),
            length: text.len(),
        });
    };
    let title = &text[start..];
    // 第十六项：……, 第十六项任务完成情况：……
    let colon = text.find(['：', ':']).filter(|&at| at < start + NAMED * 3);
    if let Some(at) = colon.filter(|_| numbering == Numbering::Named) {
        let behind = text[at..].trim_start_matches(['：', ':']);
        if behind.contains(['，', '。']) {
            return Some(Bare {
                rank: ranked(numbering, context),
                length: text.len() - behind.len(),
            });
        }
    }
    // 三、2017年目标任务：新增……
    let opens = |head: &str| looks_ahead(head) || numbering == Numbering::Section && sums(head);
    if let Some(at) = title.find(['：', ':']).filter(|&at| opens(&title[..at])) {
        let behind = title[at..].trim_start_matches(['：', ':']);
        return Some(Bare {
            rank: ranked(numbering, context),
            length: text.len() - behind.len(),
        });
    }
    let sentence = title.find('。');
    let words = &title[..sentence.unwrap_or(title.len())];
    let characters = words.trim().chars().count();
    let rest = sentence.map_or("", |at| title[at + "。".len()..].trim());
    let plain = !words.contains(['，', ',', '；', ';', '：', ':', '！', '？', '“']);
    // A sentence that is the whole line and has clauses is an answer.
    let told = sentence.is_some() && rest.is_empty() && words.contains(['，', ',']);
    let fits = match numbering {
        // 第七项
        Numbering::Named if title.trim().is_empty() => text.trim_start().starts_with('第'),
        Numbering::Section | Numbering::Item | Numbering::Named => {
            (1..=40).contains(&characters)
                && !words.contains(['；', ';'])
                && !inner_colon(words)
                && !told
        }
        Numbering::Figure if sentence.is_none() => (1..=25).contains(&characters) && plain,
        Numbering::Figure => (1..=20).contains(&characters) && plain && !rest.is_empty(),
        Numbering::BracketedFigure => sentence.is_none() && (1..=25).contains(&characters) && plain,
    };
    fits.then(|| Bare {
        rank: ranked(numbering, context),
        length: sentence.map_or(text.len(), |at| start + at + "。".len()),
    })
}

/// The heading at the beginning of a line, set so, that is an item of the plan, with the
/// sign that parts it from the text behind it: （十七）标题：正文.
pub fn titled(text: &str, set: Set, context: u8, plan: &Plan) -> Option<Bare> {
    let (_, length) = plan.titled(text, set)?;
    let numbering = numbering::number(text).map_or(Numbering::Item, |(_, numbering, _)| numbering);
    Some(Bare {
        rank: ranked(numbering, context),
        length,
    })
}

/// The rank of a heading that is numbered 十一、 as a section is, by the plan's number of
/// its item.
pub fn of_item(text: &str, item: u32, context: u8) -> Option<u8> {
    let (number, numbering, _) = numbering::number(text)?;
    let own = number == item && numbering == Numbering::Section;
    own.then(|| ranked(Numbering::Item, context))
}

/// Whether a # names something before `words`: #1机组, a topic, #质量月#, or what Excel puts
/// for a formula that leads nowhere, #REF!.
fn named_by_hash(words: &str) -> bool {
    let topic = words
        .trim_end_matches(['#', '＃', ' '])
        .contains(['#', '＃']);
    let number = words.starts_with(|c: char| c.is_ascii_digit());
    let formula = [
        "REF!", "DIV/0!", "VALUE!", "N/A", "NAME?", "NUM!", "NULL!", "SPILL!",
    ];
    let broken = formula.iter().any(|word| words.starts_with(word));
    topic || broken || number && numbering::number(words).is_none()
}

/// How many sections 一、 begin behind the end of a sentence in `text`.
pub fn sections(text: &str) -> usize {
    text.match_indices('。')
        .filter_map(|(at, end)| numbering::number(&text[at + end.len()..]))
        .filter(|(_, numbering, _)| *numbering == Numbering::Section)
        .count()
}

/// Where headings begin in a text that runs on: behind the end of a sentence,
/// numbered 一、二、三、 one after the other, and （一）（二） below each; or one alone
/// that says that it begins next year's part. Nothing where there are not two of
/// the first kind, nor one of the last.
pub fn run_on(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut sections, mut items) = (0, 0);
    let mut ended = false;
    let mut ahead = false;
    for (at, c) in text.char_indices() {
        if ended && let Some((number, numbering, length)) = numbering::number(&text[at..]) {
            let follows =
                number == sections + 1 || number > sections && begins_ahead(&text[at + length..]);
            if numbering == Numbering::Section && follows {
                ahead |= number != sections + 1;
                (sections, items) = (number, 0);
                found.push(at);
            } else if numbering == Numbering::Item && sections > 0 && number == items + 1 {
                items = number;
                found.push(at);
            }
        }
        ended = matches!(c, '。' | '：' | ':' | '；' | '！') || ended && c.is_whitespace();
    }
    if ahead || found.len() > 1 && sections >= 2 {
        found
    } else {
        Vec::new()
    }
}

/// Whether the first words of `text`, up to a blank or a sign, are the heading of
/// next year's part.
fn begins_ahead(text: &str) -> bool {
    let ends = |c: char| c.is_whitespace() || matches!(c, '。' | '：' | ':' | '，' | '（');
    let words = text.split(ends).next().unwrap_or_default();
    words.len() < text.len() && looks_ahead(words)
}

/// The rank of a bare heading numbered so, below the #-headings of depth `context`;
/// the title has rank 1.
pub(super) fn ranked(numbering: Numbering, context: u8) -> u8 {
    let rank = numbering.depth() + 1;
    rank.max(context.saturating_add(1)).min(6)
}

/// Whether a colon stands in `words` other than at their end or in a note:
/// （责任单位：市林业局）.
fn inner_colon(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches(['：', ':']);
    let mut depth = Depth::default();
    let mut colons = words
        .chars()
        .filter(|&c| depth.outside(c) && matches!(c, '：' | ':'));
    words.contains(['：', ':']) && colons.next().is_some()
}
