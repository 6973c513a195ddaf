//! `<!-- huibian: allow(空洞) 理由 -->`: what a drafter says about a finding on
//! the line below. Recorded as it is written, whether it holds or not.

use std::borrow::Cow;

use super::fence;
use crate::text::{Source, Span, seek};

/// A comment that waives rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The whole comment.
    pub span: Span,
    /// The rules as they are named, each with its place; none where the comment
    /// cannot be read.
    pub rules: Vec<(String, Span)>,
    /// Why; empty where no reason is written.
    pub reason: String,
    /// Where the text begins that it speaks of: on its own line, where there is
    /// any, else below it and the comments that follow it.
    pub target: usize,
    /// Whether its marks are not those of a comment, <！-- say: it is text to
    /// Markdown, and bound.
    pub mistyped: bool,
}

/// `text` with every waiver closed at the end of its line that nothing closes
/// before the next blank line or comment: it would swallow the paper. Every place
/// stays where it was.
pub(super) fn close(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut ends = Vec::new();
    for (at, _) in text.match_indices(OPEN) {
        let rest = &text[at + OPEN.len()..];
        let own = &rest[..rest.find(OPEN).unwrap_or(rest.len())];
        let is_waiver = word(own.trim_start(), NAME).is_some();
        let line = own.lines().next().unwrap_or_default();
        let inside = own.split(CLOSE).next().unwrap_or_default();
        let ends_in_time =
            own.contains(CLOSE) && !inside.lines().skip(1).any(|line| line.trim().is_empty());
        if is_waiver && !ends_in_time {
            ends.push((at, at + OPEN.len() + line.trim_end().len()));
        }
    }
    if !ends.is_empty() {
        // In code nothing is swallowed.
        let code = fence::lines(&text);
        ends.retain(|(at, _)| !fence::is_code(&code, *at));
    }
    if ends.is_empty() {
        return text;
    }
    let mut closed = String::with_capacity(text.len() + ends.len() * CLOSE.len());
    let mut copied = 0;
    for (_, end) in ends {
        closed.push_str(&text[copied..end]);
        closed.push_str(CLOSE);
        copied = end;
    }
    closed.push_str(&text[copied..]);
    Cow::Owned(closed)
}

/// Records the waivers among the comments in `within`.
pub(super) fn read(source: &Source, within: Span, found: &mut Vec<Waiver>) {
    let text = source.slice(within);
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find(OPEN)) {
        let open = from + open;
        let Some(length) = length(&text[open..]) else {
            // Nothing closes it: it names nothing.
            let line = text[open..].lines().next().unwrap_or_default();
            let span = Span::new(within.start + open, within.start + open + line.len());
            if word(line[OPEN.len()..].trim_start(), NAME).is_some() {
                found.push(Waiver {
                    span,
                    rules: Vec::new(),
                    reason: String::new(),
                    target: span.end,
                    mistyped: false,
                });
            }
            return;
        };
        let span = Span::new(within.start + open, within.start + open + length);
        if let Some((rules, reason)) = parse(source.slice(span), span.start) {
            // Of comments that follow each other the first has looked behind them all.
            let known = found.last().filter(|last| {
                !last.mistyped && (last.span.end..last.target).contains(&span.start)
            });
            let target = known.map_or_else(|| target(source, span), |last| last.target);
            found.push(Waiver {
                span,
                rules,
                reason,
                target,
                mistyped: false,
            });
        }
        from = open + length;
    }
}

/// Records what was meant for a waiver behind `from` and is none, because its
/// marks are full-width or a dash: <！-- huibian.
pub(super) fn read_mistyped(source: &Source, from: usize, found: &mut Vec<Waiver>) {
    let text = source.text.get(from..).unwrap_or_default();
    // A letter is found sooner than a word, and most papers have not even that.
    if !seek::holds_sign(text, b'b') {
        return;
    }
    let mut code = None;
    for at in seek::all(text, NAME) {
        let line = source.line_span(source.line_of(from + at));
        let before = source.slice(Span::new(line.start.max(from), from + at));
        let mark = before.trim_end().trim_end_matches(['-', '－', '—', '–']);
        let open = mark.trim_end_matches(['!', '！']);
        let angle = open.chars().next_back().filter(|c| "<＜〈《".contains(*c));
        let begun = before.trim_end().len() > mark.len() && mark.len() > open.len();
        let Some(angle) = angle.filter(|_| begun) else {
            continue;
        };
        let start = open.len() - angle.len_utf8();
        if before[start..].starts_with(OPEN) {
            continue;
        }
        let code = code.get_or_insert_with(|| fence::lines(text));
        if fence::is_code(code, at) {
            continue;
        }
        let written = source.slice(line).trim_end();
        found.push(Waiver {
            span: Span::new(
                from + at - (before.len() - start),
                line.start + written.len(),
            ),
            rules: Vec::new(),
            reason: String::new(),
            target: line.end,
            mistyped: true,
        });
    }
}

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Whom a comment speaks to that waives.
const NAME: &str = "huibian";

/// The length of the comment that begins `text`, if it is closed. `<!-->` is one.
fn length(text: &str) -> Option<usize> {
    Some(text.find(CLOSE)? + CLOSE.len())
}

/// The rules and the reason of a comment that begins at `start`; nothing, where
/// it is a comment like any other. Full-width signs are read as they are meant.
fn parse(comment: &str, start: usize) -> Option<(Vec<(String, Span)>, String)> {
    let inside = comment.strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    let named = word(inside.trim_start(), NAME)?.trim_start();
    let rest = named.trim_start_matches([':', '：']).trim_start();
    let Some(rest) = word(rest, "allow") else {
        // A comment that only begins with the name is a comment.
        return (rest.len() < named.len()).then(Default::default);
    };
    let Some((names, reason)) = rest
        .trim_start()
        .strip_prefix(['(', '（'])
        .and_then(|rest| rest.split_once([')', '）']))
    else {
        return Some(Default::default());
    };
    let mut rules = Vec::new();
    // From the end: everything behind the names is known.
    let close = comment[..comment.len() - CLOSE.len() - reason.len()]
        .char_indices()
        .next_back()
        .map_or(0, |(at, _)| at);
    let mut at = start + close - names.len();
    for piece in names.split_inclusive(is_between) {
        let name = piece.trim_matches(is_between);
        if !name.is_empty() {
            rules.push((name.to_owned(), Span::new(at, at + name.len())));
        }
        at += piece.len();
    }
    let reason = reason.trim_start_matches(|c: char| is_between(c) || ":：-—".contains(c));
    let words: Vec<&str> = reason.split_whitespace().collect();
    // The form's own word is no reason, nor is one that says nothing.
    let none = [
        "理由", "原因", "无", "略", "暂无", "待填", "REASON", "reason", "x", "X",
    ];
    let said = reason.trim_matches(|c: char| !c.is_alphanumeric());
    let says = !said.is_empty() && !none.contains(&said);
    Some((rules, if says { words.join(" ") } else { String::new() }))
}

/// What follows `word` at the start of `text`.
fn word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(word.len())?;
    head.eq_ignore_ascii_case(word).then_some(rest)
}

/// Whether `c` stands between two names.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；')
}

/// Where the text begins that the comment at `span` speaks of.
fn target(source: &Source, span: Span) -> usize {
    let line = source.line_span(source.line_of(span.start));
    let before = source.slice(Span::new(line.start, span.start));
    // A comment that follows comments still stands before the text.
    let before = before.rsplit(CLOSE).next().unwrap_or_default();
    if before.contains(|c: char| !c.is_whitespace() && c != '>') {
        return span.start;
    }
    let mut at = span.end;
    loop {
        let rest = source.text.get(at..).unwrap_or_default();
        let next = rest.trim_start();
        at += rest.len() - next.len();
        match next.starts_with(OPEN).then(|| length(next)).flatten() {
            Some(length) => at += length,
            None => return at,
        }
    }
}
