//! The parts that a list asks for: 2016年工作总结、2017年工作目标任务及措施.
//!
//! ```text
//! list   = piece (joint piece)*      joint: 、 和 及 与 暨 ； ，
//! piece  = report | ahead | other    what their words are: phrase
//! report = the completion; one behind it that speaks of targets: their results
//! ahead  = with a time later than the year reported on, or going on with that of the
//!          piece before it, or a plan of work beside a report
//! ```

use super::page::Page;
use super::phrase::{self, Heads, Reported, Time};
use crate::plan::PartId;
use crate::text::Span;
use crate::text::words::Depth;

/// A part, and the words that ask for it.
pub(super) type Part = (PartId, Span);

/// What a list is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Papers to be sent in.
    Papers,
    /// What one paper holds: its tasks and plans can be those of the year past.
    Contents,
}

/// A piece of a list.
#[derive(Debug)]
struct Piece {
    span: Span,
    /// Whether it is told with the one before: a 、 joins them.
    close: bool,
    kind: Kind,
}

/// What a piece asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Report,
    Ahead(Heads),
    Other,
}

/// Reads the list `what` into `parts`, each part once; `year` is the one reported on,
/// where the list does not say.
pub(super) fn read(
    page: &Page,
    what: Span,
    year: Option<i32>,
    place: Place,
    parts: &mut Vec<Part>,
) {
    let pieces = pieces(page, what, year, place);
    for (at, piece) in pieces.iter().enumerate() {
        let run = run(&pieces, at);
        match piece.kind {
            Kind::Report if !has(parts, PartId::Completion) => {
                parts.push((PartId::Completion, run));
                let words = page.key(run);
                if words.contains("总结") || words.contains("报告") {
                    within(page, run, year, parts);
                }
            }
            Kind::Report if phrase::tells_results(page.key(piece.span)) => {
                add(parts, PartId::TargetResults, piece.span);
            }
            Kind::Ahead(heads) => {
                if heads.targets {
                    add(parts, PartId::NextTargets, run);
                }
                if heads.measures {
                    add(parts, PartId::NextMeasures, run);
                }
            }
            Kind::Report | Kind::Other => {}
        }
    }
}

/// Whether `parts` has that one.
pub(super) fn has(parts: &[Part], id: PartId) -> bool {
    parts.iter().any(|(known, _)| *known == id)
}

fn add(parts: &mut Vec<Part>, id: PartId, words: Span) {
    if !has(parts, id) {
        parts.push((id, words));
    }
}

/// From the first to the last of the pieces round `at` that 、 joins and that look the
/// same way: their words are told together.
fn run(pieces: &[Piece], at: usize) -> Span {
    let ahead = |piece: &Piece| matches!(piece.kind, Kind::Ahead(_));
    let same = |one: usize, next: usize| match (pieces.get(one), pieces.get(next)) {
        (Some(one), Some(next)) => {
            let others = one.kind == Kind::Other && next.kind == Kind::Other;
            (next.close || others) && ahead(one) == ahead(next)
        }
        _ => false,
    };
    let (mut first, mut last) = (at, at);
    while first > 0 && same(first - 1, first) {
        first -= 1;
    }
    while same(last, last + 1) {
        last += 1;
    }
    let span = |at: usize| pieces.get(at).map_or(Span::default(), |piece| piece.span);
    Span::new(span(first).start, span(last).end)
}

/// Reads what the brackets in the words of a report say that it holds: （含…完成情况）,
/// （包括…、下一步打算）, not （含电子版）.
fn within(page: &Page, run: Span, year: Option<i32>, parts: &mut Vec<Part>) {
    let keys = page.key(run);
    let openers = ["含", "包括", "包含", "应包括", "主要包括", "内容包括", "附"];
    let opened = openers.iter().find_map(|opener| {
        let mut behind = keys
            .match_indices(['（', '('])
            .map(|(at, mark)| at + mark.len());
        let at = behind.find(|at| keys[*at..].starts_with(opener))?;
        Some((*opener, at + opener.len()))
    });
    let Some((opener, start)) = opened else {
        return;
    };
    let Some(length) = keys[start..].find(['）', ')']) else {
        return;
    };
    let inner = Span::new(run.start + start, run.start + start + length);
    let known = parts.len();
    read(page, inner, year, Place::Contents, parts);
    // What it holds besides is how the targets were reached.
    let results = ["目标", "指标", "任务", "完成"];
    let words = page.key(inner);
    if parts.len() == known && opener == "含" && results.iter().any(|word| words.contains(word)) {
        parts.push((PartId::TargetResults, inner));
    }
}

/// The pieces of a list, each with what it asks for.
fn pieces(page: &Page, what: Span, year: Option<i32>, place: Place) -> Vec<Piece> {
    let cut = cut(page, what);
    let words = cut.iter().map(|(span, _)| phrase::plain(page.key(*span)));
    let words: Vec<String> = words.collect();
    let reported = words.iter().find(|words| phrase::is_report(words, None));
    let mut reported = reported.map_or(Reported::default(), |words| phrase::reported(words));
    reported.year = reported.year.or(year);
    // Whether what stands before looks ahead, and whether there is a report in it.
    let (mut ahead, mut report) = (false, false);
    let mut pieces = Vec::new();
    for (at, (&(span, close), own)) in cut.iter().zip(&words).enumerate() {
        let time = phrase::time(own, reported);
        let next = words.get(at + 1).map_or("", String::as_str);
        let heads = match time {
            Some(Time::Next) => phrase::heads(own),
            Some(Time::Other) => None,
            None if ahead => phrase::ending(own),
            None if phrase::goes_on_in(own, next) => None,
            None => phrase::looking_ahead(own, report && place == Place::Papers),
        };
        let kind = match heads {
            _ if phrase::is_report(own, time) => Kind::Report,
            Some(heads) => Kind::Ahead(heads),
            None => Kind::Other,
        };
        // What takes its time from before it is told with that: 2017年工作目标和【措施】.
        let close = close || (ahead && time.is_none() && heads.is_some());
        ahead = match time {
            Some(time) => time == Time::Next && kind != Kind::Report,
            None => ahead && kind != Kind::Report,
        };
        report |= kind == Kind::Report;
        pieces.push(Piece { span, close, kind });
    }
    pieces
}

/// `what` cut at its joints outside brackets and quotation marks; with each piece,
/// whether a 、 joins it to the one before.
fn cut(page: &Page, what: Span) -> Vec<(Span, bool)> {
    let keys = page.key(what);
    let mut depth = Depth::default();
    let mut pieces = Vec::new();
    let (mut start, mut close) = (0, false);
    let mut push = |from: usize, to: usize, close: bool| {
        let piece = page.trimmed(Span::new(what.start + from, what.start + to));
        let words = page.key(piece);
        let end = piece.start + phrase::without_manner(words);
        let piece = Span::new(piece.start + phrase::numbered(words), end);
        if piece.start < piece.end {
            pieces.push((piece, close));
        }
    };
    for (at, c) in keys.char_indices() {
        if !depth.outside(c) || at < start || !joins(keys, at, c) {
            continue;
        }
        let or = keys[start..at].ends_with('以') && c == '及';
        push(start, if or { at - "以".len() } else { at }, close);
        start = at + c.len_utf8();
        close = c == '、';
    }
    push(start, keys.len(), close);
    pieces
}

/// Whether `c` at byte `at` joins two pieces, and is no part of another word: 普及,
/// 和谐, 参与.
fn joins(words: &str, at: usize, c: char) -> bool {
    let before = words[..at].chars().next_back();
    let next = words[at + c.len_utf8()..].chars().next();
    let (no_before, no_next) = match c {
        '、' | '；' | '，' | ';' | ',' | '暨' => ("", ""),
        '和' => ("总共饱缓温调", "谐平"),
        '及' => ("普涉波触顾", "时格"),
        '与' => ("参赋给授", "会否"),
        _ => return false,
    };
    !before.is_some_and(|c| no_before.contains(c)) && !next.is_some_and(|c| no_next.contains(c))
}
