//! Which brackets are assignments: those that say so by a label or a verb, and
//! those that hold nothing but agencies' names.

use std::collections::BTreeSet;

use super::assignment::{Assignment, Assignments, LONGEST, looks_like_one};
use super::duties::{listed, read};
use super::page::Page;
use super::{agency, duty};
use crate::text::Span;

/// Reads the brackets that say who does it, and those of whole names that close
/// a paragraph, into `found`.
pub(super) fn saying(page: &Page, found: &mut Assignments) {
    let mut until = 0;
    for &bracket in &page.brackets {
        if bracket.start < until || bracket.end - bracket.start > LONGEST {
            continue;
        }
        let assignment = match page.unclosed.binary_search(&bracket) {
            Ok(_) => open(page, bracket, |part| whole(page, read(page, part)?)),
            Err(_) => closed(page, bracket),
        };
        match assignment {
            Some(assignment) if is_remark(page, &assignment) => {}
            // （联系人：张某）
            Some(assignment) if assignment.names.is_empty() && assignment.due.is_none() => {}
            Some(assignment) => {
                until = assignment.span.end;
                found.read.push(assignment);
            }
            None if looks_like_one(page.key(inside(page, bracket))) => found.unread.push(bracket),
            None => {}
        }
    }
    // What stands before the mark above is that one's own.
    let mut from = 0;
    let mut read_before = Vec::new();
    for &mark in &page.unopened {
        let sentence = before(page, from, mark);
        from = mark.end;
        let Some(sentence) = sentence.filter(|part| !found.holds(part.start)) else {
            continue;
        };
        let content = Span::new(sentence.start, mark.start);
        match read(page, content).and_then(|found| whole(page, found)) {
            Some(assignment) => read_before.push(Assignment {
                span: sentence,
                ..assignment
            }),
            None if looks_like_one(page.key(content)) => found.unread.push(sentence),
            None => {}
        }
    }
    found.read.extend(read_before);
}

/// Reads the brackets within the items that say nothing but hold agencies' names:
/// names that the paper assigns elsewhere, or of the form that agencies have.
/// What holds some, or stands behind the word for what they are, is left unread.
pub(super) fn listing(page: &Page, starts: &[usize], found: &mut Assignments) {
    let names = found.read.iter().flat_map(|found| &found.names);
    let known: BTreeSet<&str> = names.map(|(name, _)| page.key(*name)).collect();
    let named = |name: &str| known.contains(name) || agency::is_agency(name);
    let (Some(&first), Some(&last)) = (starts.first(), starts.last()) else {
        return;
    };
    let mut naming = found
        .read
        .iter()
        .rev()
        .filter(|found| !found.names.is_empty());
    let end = naming.next().map_or(0, |last| last.span.end);
    let end = end.max(page.paragraph_end(last));
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for &bracket in &page.brackets {
        let within = first <= bracket.start && bracket.start < end;
        let taken = found.holds(bracket.start) || found.unread.binary_search(&bracket).is_ok();
        if !within || taken || bracket.end - bracket.start > LONGEST {
            continue;
        }
        let list = match page.unclosed.binary_search(&bracket) {
            Ok(_) => open(page, bracket, |part| listed(page, part, named)),
            Err(_) => listed(page, inside(page, bracket), named).map(|list| Assignment {
                span: bracket,
                ..list
            }),
        };
        let before = &page.keys[..bracket.start];
        let before = &before[before
            .rfind(MARKS)
            .map_or(0, |at| page.keys.ceil_char_boundary(at + 1))..];
        let kind = agency::ends_as_kind(before);
        match list {
            // 市质量办（市市场监管委） is one body.
            Some(list) if list.names.len() == 1 && agency::ends_as_agency(before) => {}
            Some(list) if !kind => read.push(list),
            Some(_) => unread.push(bracket),
            None => {
                let content = inside(page, bracket);
                let parts = page.cut(content, &['、', '，', '；', ',', ';']);
                let begins = |part: &&Span| {
                    let part = page.key(**part);
                    let near = known.range(..=part).next_back();
                    named(part) || near.is_some_and(|name| part.starts_with(name) && name.len() > 6)
                };
                let count = parts.iter().filter(begins).count();
                let says = duty::VERBS
                    .iter()
                    .any(|(verb, _)| page.key(content).contains(verb));
                if count > 1 || (count == 1 && (says || parts.len() > 1 || closes(page, bracket))) {
                    unread.push(bracket);
                }
            }
        }
    }
    found.read.extend(read);
    found.unread.extend(unread);
    // 单位：市教委 behind a label that nobody knows.
    let lines = page
        .paragraphs()
        .filter(|line| first <= line.start && line.start < end);
    let lines: Vec<Span> = lines.filter(|line| !found.holds(line.start)).collect();
    for line in lines {
        let Some(colon) = page
            .key(line)
            .find(['：', ':'])
            .filter(|&colon| colon <= 24)
        else {
            continue;
        };
        let list = page.trimmed(Span::new(line.start + colon + 1, line.end));
        let list = Span::new(page.keys.ceil_char_boundary(list.start), list.end);
        let stop = page.key(list).trim_end_matches('。').len();
        if listed(page, Span::new(list.start, list.start + stop), named).is_some() {
            found.unread.push(line);
        }
    }
}

/// Marks before which what an agency's name can hold ends.
const MARKS: [char; 9] = ['。', '，', '、', '；', '：', '（', '）', '”', '\n'];

/// The assignment of a bracket that is closed: one that says so, or that holds
/// nothing but whole names and closes a paragraph behind a sentence:
/// …。（市教委、市财政局）
fn closed(page: &Page, bracket: Span) -> Option<Assignment> {
    let content = inside(page, bracket);
    let alone = closes(page, bracket);
    let bare = || listed(page, content, agency::is_whole).filter(|_| alone);
    let found = read(page, content).or_else(bare)?;
    Some(Assignment {
        span: bracket,
        ..found
    })
}

/// Whether `bracket` closes a paragraph behind a sentence.
fn closes(page: &Page, bracket: Span) -> bool {
    let behind = page.keys[bracket.end..].trim_start_matches(['。', ' ']);
    let first = page.keys[..bracket.start].trim_end();
    (behind.is_empty() || behind.starts_with(['\n', '\u{3000}']))
        && first.ends_with(['。', '\n', '；'])
}

/// The assignment that `read` sees in a bracket that is never closed: all of its
/// paragraph, or what stands before the next bracket or the first 。 in it.
fn open(
    page: &Page,
    bracket: Span,
    read: impl Fn(Span) -> Option<Assignment>,
) -> Option<Assignment> {
    let content = inside(page, bracket);
    let words = page.key(content);
    let until = |marks: &[char]| words.find(marks).unwrap_or(words.len());
    let ends = [
        words.trim_end_matches(['】', '〕', ']', '］', '。']).len(),
        until(&['（', '(']),
        until(&['。']),
        until(&['】', '〕', ']', '］']),
    ];
    ends.into_iter().find_map(|end| {
        let part = page.trimmed(Span::new(content.start, content.start + end));
        let found = read(part)?;
        Some(Assignment {
            span: Span::new(bracket.start, part.end),
            ..found
        })
    })
}

/// `found` where all its names are like agencies'.
fn whole(page: &Page, found: Assignment) -> Option<Assignment> {
    let mut names = found.names.iter();
    let whole = names.all(|(name, _)| agency::is_likely(page.key(*name)));
    whole.then_some(found)
}

/// The sentence that ends in a closing `mark` whose bracket is never opened; it
/// begins at byte `from` or below.
fn before(page: &Page, from: usize, mark: Span) -> Option<Span> {
    let lead = &page.keys[from..mark.start];
    let start = match lead.rfind(['。', '；', '\n']) {
        Some(end) => page.keys.ceil_char_boundary(from + end + 1),
        // The first of the page is no item's.
        None => Some(from).filter(|&from| from > 0)?,
    };
    (mark.start - start < LONGEST).then_some(page.trimmed(Span::new(start, mark.end)))
}

/// Whether it names nobody but a kind of body, as a remark does: （由审批部门负责）.
fn is_remark(page: &Page, assignment: &Assignment) -> bool {
    let mut names = assignment.names.iter();
    !assignment.names.is_empty() && names.all(|(name, _)| agency::is_kind(page.key(*name)))
}

/// What stands between a bracket's marks; one that is never closed has only the
/// first.
fn inside(page: &Page, bracket: Span) -> Span {
    let words = page.slice(bracket);
    let first = words.chars().next().map_or(0, char::len_utf8);
    let last = words.chars().next_back();
    let last = last.filter(|c| matches!(c, '）' | ')' | '〕' | ']' | '］' | '】'));
    let closed = page.unclosed.binary_search(&bracket).is_err();
    let last = last.filter(|_| closed).map_or(0, char::len_utf8);
    page.trimmed(Span::new(
        bracket.start + first,
        (bracket.end - last).max(bracket.start + first),
    ))
}
