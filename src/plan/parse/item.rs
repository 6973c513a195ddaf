//! An item's own words: its title and measures, who is responsible, by when.

use std::ops::Range;

use super::assignment::Assignment;
use super::page::Page;
use super::unit::Unit;
use super::{Measured, ReadItem, due};
use crate::text::{Span, seek, words};

/// The longest title with its 。, in characters.
const TITLE: usize = 46;

/// An item's sentences, each with the assignment behind it, and where it ends.
#[derive(Debug)]
pub(super) struct Body<'a> {
    unit: &'a Unit,
    assignments: &'a [Assignment],
    sentences: Vec<Sentence>,
    /// Whether the first sentence can be a title: short, whole, not the only one.
    pub titled: bool,
    /// The end of the last assignment, or of the sentence that it stands in; without
    /// one, of the item's text.
    pub end: usize,
}

/// A sentence, and which of the item's assignments stand in or behind it.
#[derive(Debug)]
struct Sentence {
    span: Span,
    first: usize,
    last: usize,
}

/// The body of `unit`, which has those `assignments`. Without one it ends at
/// `until`. `labels` are those of the units below it, which its measures do not
/// repeat.
pub(super) fn body<'a>(
    page: &Page,
    unit: &'a Unit,
    assignments: &'a [Assignment],
    labels: &[Span],
    until: usize,
) -> Body<'a> {
    let headed = headed(page, unit, assignments);
    let end = assignments.last().map_or(until, |last| {
        if headed {
            return below(page, unit, labels, last.span.end);
        }
        let rest = Span::new(last.span.end, unit.until);
        let goes_on = page
            .key(rest)
            .trim_start()
            .starts_with(['，', '、', '；', ',', ';']);
        match goes_on && last.brackets(page) {
            true => page.sentence_end(rest),
            false => last.span.end,
        }
    });
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut at = unit.body;
    let gaps = assignments.iter().map(|found| found.span);
    for (index, gap) in gaps.chain([Span::new(end, end)]).enumerate() {
        let part = Span::new(at, gap.start.max(at));
        for span in self::sentences(page, part, labels) {
            // A bracket within a sentence does not end it.
            match sentences.last_mut().filter(|last| last.last + 1 == index) {
                Some(last) if goes_on(page, last.span, at, span) => {
                    last.span.end = span.end;
                    last.last = index;
                }
                _ => sentences.push(Sentence {
                    span,
                    first: index,
                    last: index,
                }),
            }
        }
        at = gap.end.max(at);
    }
    let titled = sentences.first().is_some_and(|first| {
        let words = page.slice(first.span);
        let below = labels.iter().any(|label| label.end == first.span.start);
        sentences.len() > 1 && !below && words.chars().count() <= TITLE && !words.contains('；')
    });
    Body {
        unit,
        assignments,
        sentences,
        titled,
        end,
    }
}

/// The paragraphs behind an assignment that have a bracket of agencies of their own
/// and no number, as an item does that lost it.
pub(super) fn unnumbered(page: &Page, assignments: &[Assignment], labels: &[Span]) -> Vec<Span> {
    let pairs = assignments.iter().zip(assignments.iter().skip(1));
    let lines = pairs.filter_map(|(before, next)| {
        let gap = Span::new(before.span.end, next.span.start);
        let lines = page.cut(gap, &['\n']).into_iter();
        let mut lines =
            lines.filter(|line| page.slice(Span::new(gap.start, line.start)).contains('\n'));
        lines.find(|line| {
            let labelled = labels.iter().any(|label| label.start == line.start);
            let words = page.slice(*line);
            let says = words.chars().filter(|c| words::is_han(*c)).count() > 3;
            !labelled && says && words.contains('。')
        })
    });
    lines.collect()
}

/// The item of a body. Where most items of the plan have no title, `titles` is
/// false, and a short first sentence is a measure.
pub(super) fn item(page: &Page, body: &Body, titles: bool) -> ReadItem {
    let (unit, assignments) = (body.unit, body.assignments);
    let first = body.sentences.first().map(|first| first.span);
    let titled = first.filter(|_| titles && body.titled);
    let (title, measures) = match titled {
        Some(first) => (
            page.slice(first),
            body.sentences.get(1..).unwrap_or_default(),
        ),
        None => {
            let whole = first.map_or("", |first| page.slice(first));
            (first_clause(whole), &body.sentences[..])
        }
    };
    let label = Span::new(unit.span.start, titled.map_or(unit.body, |first| first.end));
    let mut item = ReadItem {
        number: unit.number,
        title: title
            .trim()
            .trim_end_matches(['。', '.', '：', ':'])
            .to_owned(),
        span: page.origin(label),
        open_ended: assignments.iter().any(|found| found.open_ended),
        ..ReadItem::default()
    };
    assign(page, &mut item, assignments);
    let groups = groups(page, assignments);
    let named = |group: &&Range<usize>| {
        let own = assignments.get((*group).clone()).unwrap_or_default();
        own.iter().any(|found| !found.names.is_empty())
    };
    let several = groups.iter().filter(named).count() > 1;
    // A limit said at the end holds for the whole item.
    let whole = assignments.iter().rev().find_map(|found| found.due);
    for sentence in measures {
        let group = groups.iter().find(|group| group.contains(&sentence.last));
        let until = group.map_or(assignments.len(), |group| group.end);
        let own = assignments.get(sentence.first..until).unwrap_or_default();
        let mut agencies: Vec<String> = Vec::new();
        for (name, _) in own.iter().filter(|_| several).flat_map(|own| &own.names) {
            let name = printed(page, *name);
            if !agencies.contains(&name) {
                agencies.push(name);
            }
        }
        let parts = parts(sentence, own);
        let limits = parts.iter().filter_map(|part| {
            let limit = due::limit_in(page.key(*part))?;
            Some(limit.at(part.start))
        });
        let behind = own.iter().rev().find_map(|own| own.due);
        let limit = limits.chain(behind).chain(whole).next();
        item.measures.push(Measured {
            text: parts.iter().map(|part| page.slice(*part)).collect(),
            agencies,
            due: limit.and_then(|limit| limit.day),
            open: limit.and_then(|limit| Some((limit.open?, page.origin(limit.span)))),
        });
    }
    item
}

/// Which assignments follow each other with nothing between: 牵头单位：…。责任单位：….
fn groups(page: &Page, assignments: &[Assignment]) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for (index, found) in assignments.iter().enumerate() {
        let gap = page.slice(Span::new(end.min(found.span.start), found.span.start));
        match groups.last_mut() {
            Some(group) if !gap.chars().any(words::is_alphanumeric) => group.end = index + 1,
            _ => groups.push(index..index + 1),
        }
        end = found.span.end;
    }
    groups
}

/// Whether the assignments stand in a heading, whose text follows on the lines below:
/// 1.推行一次办（市政务办牵头）
fn headed(page: &Page, unit: &Unit, assignments: &[Assignment]) -> bool {
    let (Some(first), Some(last)) = (assignments.first(), assignments.last()) else {
        return false;
    };
    let title = page.slice(Span::new(unit.body, first.span.start));
    let all = page.slice(Span::new(unit.body, last.span.end));
    let rest = page.slice(Span::new(last.span.end, unit.until));
    let behind = rest.split('\n').next().unwrap_or_default();
    !all.contains('\n')
        && first.brackets(page)
        && !title.contains(['。', '；'])
        && title.chars().any(words::is_han)
        && !behind.chars().any(words::is_alphanumeric)
}

/// Where the text below the heading of `unit` ends, which ends itself at `from`: with
/// the unit; of the last one with its last point, or with the next paragraph where that
/// asks for no report.
fn below(page: &Page, unit: &Unit, labels: &[Span], from: usize) -> usize {
    if unit.until < page.text.len() {
        return unit.until;
    }
    if let Some(last) = labels.last() {
        return page.paragraph_end(last.start);
    }
    let next = page.paragraph_end(from);
    let end = page.paragraph_end((next + 1).min(page.text.len()));
    let words = page.key(Span::new(next, end)).trim_start();
    match words.contains('报') || words.starts_with('各') {
        true => from,
        false => end,
    }
}

/// Whether `next`, which begins behind the bracket that ends at `at`, goes on with
/// the sentence `last` before it.
fn goes_on(page: &Page, last: Span, at: usize, next: Span) -> bool {
    let ended = page
        .slice(last)
        .ends_with(['。', '；', '！', '？', ';', '.', '：']);
    let gap = page.slice(Span::new(last.end, next.start));
    let adjacent = page.slice(Span::new(at, next.start)).trim().is_empty();
    !ended && adjacent && !gap.contains('\n') && gap.ends_with(['）', ')', '〕', ']', ' '])
}

/// The parts of a sentence outside the assignments in it.
fn parts(sentence: &Sentence, assignments: &[Assignment]) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut at = sentence.span.start;
    let within = assignments.iter().map(|found| found.span);
    for gap in within.filter(|gap| gap.end < sentence.span.end) {
        parts.push(Span::new(at, gap.start.max(at)));
        at = gap.end;
    }
    parts.push(Span::new(at, sentence.span.end));
    parts
}

/// Enters the names of `assignments` into `item`, each once; what is named twice
/// in one of them is noted.
pub(super) fn assign(page: &Page, item: &mut ReadItem, assignments: &[Assignment]) {
    for found in assignments {
        for (at, &(name, lead)) in found.names.iter().enumerate() {
            let words = printed(page, name);
            // A、B负责，A牵头 says of A what leads, and is no slip.
            let twice = found.names.get(..at).unwrap_or_default().iter();
            if twice
                .into_iter()
                .any(|(other, known)| printed(page, *other) == words && *known == lead)
            {
                item.twice.push((words.clone(), page.origin(name)));
            }
            if lead && !item.leads.contains(&words) {
                item.leads.push(words.clone());
            }
            if !item.agencies.iter().any(|(known, _)| *known == words) {
                item.agencies.push((words, page.origin(name)));
            }
        }
    }
}

/// A name as printed, without blanks of the line breaks within it.
pub(super) fn printed(page: &Page, name: Span) -> String {
    let words = page.slice(name).chars();
    words.filter(|c| !c.is_whitespace()).collect()
}

/// The sentences of `part` without the labels below, without headings such as
/// 具体措施： and marks that stand alone.
fn sentences<'p>(
    page: &'p Page,
    part: Span,
    labels: &'p [Span],
) -> impl Iterator<Item = Span> + 'p {
    let starts = labels
        .iter()
        .filter(move |label| part.start <= label.start && label.start < part.end);
    let mut parts = Vec::new();
    let mut at = part.start;
    for label in starts {
        parts.push(Span::new(at, label.start));
        at = label.end.min(part.end);
    }
    parts.push(Span::new(at, part.end));
    let lines = parts
        .into_iter()
        .flat_map(move |part| page.cut(part, &['\n']));
    lines.flat_map(move |line| {
        let found = words::sentences(page.slice(line));
        let place = move |span: Span| Span::new(line.start + span.start, line.start + span.end);
        let found = found.into_iter().map(place);
        let found = found.flat_map(move |sentence| at_half_stops(page, sentence));
        found.filter(move |span| {
            let words = page.slice(*span);
            let heading = words.ends_with(['：', ':']) && words.chars().count() <= 7;
            words.chars().any(words::is_alphanumeric) && !heading
        })
    })
}

/// A sentence, cut behind each half-width . between characters: 高层建筑.开展检查.
fn at_half_stops(page: &Page, sentence: Span) -> Vec<Span> {
    let words = page.slice(sentence);
    let mut parts = Vec::new();
    let mut start = sentence.start;
    for at in seek::all(words, ".") {
        let end = sentence.start + at + 1;
        let before = words[..at].chars().next_back();
        let after = words[at + 1..].chars().next();
        let between = before.is_some_and(words::is_han) && after.is_some_and(words::is_han);
        if between && page.pair_at(end - 1).is_none() {
            parts.push(Span::new(start, end));
            start = end;
        }
    }
    parts.push(Span::new(start, sentence.end));
    parts
}

fn first_clause(text: &str) -> &str {
    let text = text.trim();
    let clause = text.split(['，', '。', '；', '\n', ',']);
    let clause = clause.into_iter().next().unwrap_or(text);
    // A remark is no part of it, a word in brackets is: 全面落实河（湖）长制.
    let within = clause.rsplit_once('）').map_or("", |(_, after)| after);
    match clause.find('（') {
        Some(at) if at > 0 && !within.starts_with(words::is_han) => &clause[..at],
        _ => clause,
    }
}
