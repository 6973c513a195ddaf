//! What text becomes when its bytes are read in the wrong encoding: such signs and
//! words no writer means.

use std::ops::Range;

use super::super::Context;
use super::characters::number;
use crate::report::Passage;
use crate::text::{Span, seek};

/// Where characters were lost or garbled in the text, in order.
pub(super) fn places(context: &Context) -> Vec<Span> {
    let text = context.source.text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    if context.source.may_be_damaged() {
        let lost = text.char_indices().filter(|&(_, c)| is_damaged(c));
        found.extend(lost.map(|(at, c)| at..at + c.len_utf8()));
    }
    let report = context.report;
    for word in WORDS {
        let held = |passage: &Passage| passage.census.may_spell(word);
        if report.census.may_spell(word) && report.passages.iter().any(held) {
            found.extend(seek::all(text, word).map(|at| at..at + word.len()));
        }
    }
    if seek::holds_sign(text, b'&') {
        let found_in = |name| seek::all(text, name).map(move |at| at..at + name.len());
        found.extend(REFERENCES.iter().copied().flat_map(found_in));
    }
    let latin = seek::any_of(text.as_bytes(), FIRSTS_OF_LATIN).filter_map(|at| {
        let rest = &text[at..];
        let length = match rest.chars().next()? {
            c @ '\u{7F}'..='\u{9F}' => c.len_utf8(),
            _ => read_as_latin(rest)?,
        };
        Some(at..at + length)
    });
    found.extend(latin);
    found.sort_by_key(|at| at.start);
    let mut places: Vec<Span> = Vec::new();
    for at in found {
        match places.last_mut().filter(|place| place.end >= at.start) {
            Some(place) => place.end = place.end.max(at.end),
            None => places.push(Span::new(at.start, at.end)),
        }
    }
    places
}

/// What stands at `places`, each once: a lost character by its number.
pub(super) fn names(context: &Context, places: &[Span]) -> String {
    let mut names: Vec<String> = Vec::new();
    for &place in places {
        let written = context.source.slice(place);
        let lost = written.chars().filter(|&c| is_damaged(c));
        let mut here: Vec<String> = lost.map(number).collect();
        if here.is_empty() {
            here.push(written.to_owned());
        }
        for name in here {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.join(" ")
}

/// Whether `c` stands for one that was lost: the mark of just that, a control
/// character, or one of those for private use (Unicode, section 23.5), which every
/// machine shows in its own way or not at all.
fn is_damaged(c: char) -> bool {
    matches!(c, '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
        || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

/// U+FFFD in UTF-8, twice, read as GB 18030; memory that a compiler filled with 0xCC
/// and 0xCD; ， and 。 in UTF-8 read as GB 18030, each with what follows it, and 质量, 工作
/// and 全; a text saved where there is no Chinese; what Word and Excel put for a field or a
/// formula that leads nowhere.
const WORDS: [&str; 40] = [
    "锟斤拷",
    "烫烫烫",
    "屯屯屯",
    "锛屼",
    "锛屽",
    "锛屾",
    "銆備",
    "銆傚",
    "銆傛",
    "璐ㄩ噺",
    "宸ヤ綔",
    "鍏ㄥ",
    "??????",
    "未找到引用源",
    "未指定书签",
    "Reference source not found",
    "#REF!",
    "#DIV/0!",
    "#VALUE!",
    "#N/A",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "未定义书签",
    "超链接引用无效",
    "没有指定样式的文字",
    "Bookmark not defined",
    "MERGEFORMAT",
    "HYPERLINK \"",
    "INCLUDEPICTURE",
    "EMBED Equation",
    "TOC \\o",
    "x000D",
    "鈥滀",
    "鈥滃",
    "鈥滄",
    "鈥滅",
    "鈥滆",
    "鈥滈",
];

/// References to U+FFFD.
const REFERENCES: [&str; 5] = ["&#65533;", "&#xFFFD;", "&#xfffd;", "&#XFFFD;", "&#0;"];

/// The bytes that U+007F to U+00FF begin with.
const FIRSTS_OF_LATIN: [u8; 3] = [0x7F, 0xC2, 0xC3];

/// The longest row of such letters that is told as one.
const ROW: usize = 200;

/// The length of what `text` begins with where it is Chinese read as Latin-1: of UTF-8
/// U+00E4 to U+00E9, which begin a Chinese character, and a letterless sign; of GBK a row
/// of capitals and signs beyond ASCII, as no language has them. ï¿½ is U+FFFD, â€ a
/// quotation mark.
fn read_as_latin(text: &str) -> Option<usize> {
    let known = ["ï¿½", "ï»¿", "â€œ", "â€\u{9D}", "â€™", "â€"];
    if let Some(known) = known.iter().find(|known| text.starts_with(**known)) {
        return Some(known.len());
    }
    // Most of GBK's bytes are those of capitals and signs.
    let capital = |c: &char| matches!(c, '\u{A1}'..='\u{DE}');
    let row = text.chars().take_while(|c| matches!(c, '\u{A1}'..='þ'));
    let row: Vec<char> = row.take(ROW).collect();
    let letters = row.iter().filter(|c| c.is_alphabetic()).count();
    let capitals = row.iter().filter(|c| capital(c)).count();
    if row.len() >= 6 && letters >= 3 && capitals * 2 > row.len() {
        return Some(row.iter().map(|c| c.len_utf8()).sum());
    }
    let mut chars = text.chars();
    let first = chars.next().filter(|c| matches!(c, 'ä'..='é'))?;
    let signs = |c: &char| {
        matches!(c, '\u{80}'..='\u{BF}') && !"\u{A0}\u{AB}\u{AD}\u{B7}\u{BB}".contains(*c)
    };
    let second = chars.next().filter(signs)?;
    Some(first.len_utf8() + second.len_utf8())
}
