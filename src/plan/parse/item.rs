//! An item's own words: its title and measures, who is responsible, by when.

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
    sentences: Vec<(Span, usize)>,
    /// Whether the first sentence can be a title: short, whole, not the only one.
    pub titled: bool,
    /// The end of the last assignment; without one, of the item's text.
    pub end: usize,
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
    let end = assignments.last().map_or(until, |last| last.span.end);
    let mut sentences: Vec<(Span, usize)> = Vec::new();
    let mut at = unit.body;
    let gaps = assignments.iter().map(|found| found.span);
    for (index, gap) in gaps.chain([Span::new(end, end)]).enumerate() {
        let part = Span::new(at, gap.start.max(at));
        sentences.extend(self::sentences(page, part, labels).map(|sentence| (sentence, index)));
        at = gap.end.max(at);
    }
    let titled = sentences.first().is_some_and(|(first, _)| {
        let words = page.slice(*first);
        let below = labels.iter().any(|label| label.end == first.start);
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

/// The item of a body. Where most items of the plan have no title, `titles` is
/// false, and a short first sentence is a measure.
pub(super) fn item(page: &Page, body: &Body, titles: bool) -> ReadItem {
    let (unit, assignments) = (body.unit, body.assignments);
    let first = body.sentences.first().map(|(first, _)| *first);
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
    let named = assignments.iter().filter(|found| !found.names.is_empty());
    let several = named.count() > 1;
    // A limit said at the end holds for the whole item.
    let whole = assignments.iter().rev().find_map(|found| found.due);
    for &(sentence, index) in measures {
        let own = assignments.get(index);
        let agencies = own.filter(|_| several).map(|own| {
            let names = own.names.iter().map(|(name, _)| printed(page, *name));
            names.collect()
        });
        let due = due::limit_in(page.key(sentence)).or_else(|| own.and_then(|own| own.due));
        item.measures.push(Measured {
            text: page.slice(sentence).to_owned(),
            agencies: agencies.unwrap_or_default(),
            due: due.or(whole),
        });
    }
    item
}

/// Enters the names of `assignments` into `item`, each once; what is named twice
/// in one of them is noted.
pub(super) fn assign(page: &Page, item: &mut ReadItem, assignments: &[Assignment]) {
    for found in assignments {
        for (at, &(name, lead)) in found.names.iter().enumerate() {
            let words = printed(page, name);
            let twice = found.names.get(..at).unwrap_or_default().iter();
            if twice
                .into_iter()
                .any(|(other, _)| printed(page, *other) == words)
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
