//! The text of a plan as facts. Total: any text gives a [`Reading`], which
//! records what could be read and where; rules judge it.
//!
//! ```text
//! page       = paragraphs: lines joined where the text was hard-wrapped, where a
//!              list ends in 、 or a bracket is still open      (page, wrap)
//! plan       = [title] preamble (unit* | table) closing
//! title      = a line that names a kind of paper, be its first half on the line
//!              above and （2021—2023年） on that below; 为贯彻…… may run on behind
//!              it                                                    (front)
//! unit       = label text          一、 above （一） above 1. above （1）; a label
//!              counts at a paragraph's start, there also with half its bracket or
//!              as 第一章 and 第一条, and within one where it is the next number
//!              behind the end of a sentence or in a heading; from 100 on
//!              where the list has come near it                (label, unit)
//! run        = units of one kind whose numbers go on; begins again at one below
//!              a new parent
//! item       = a unit of the deepest run most of which are assigned, or of which
//!              those are that end no run; the units below it belong to its text;
//!              where the level is doubtful, that is told; a last one that asks
//!              for reports is the closing                            (level)
//! section    = the outermost unit above, or the next above where numbers begin
//!              again within that
//! item text  = [title "。"] (measure* assignment)+                   (item)
//!            | title assignment newline measure*
//! measure    = a sentence, cut at 。 outside quotes and brackets; the agencies are
//!              those of the assignments in it or behind it where an item has several
//! assignment = "（" duties "）" | label [":"] duties "。"     any bracket, also half
//!            | "（" agencies "）"       where nothing but agencies stands in it
//!            | duty "。"               the last sentence of a paragraph, of whole names
//!                                       (assignment, bracket, sentence)
//! duties     = duty (("，" | "；" | "。") (duty | clause | limit))*        (duties)
//! duty       = label "：" names        牵头单位 责任部门 配合单位 完成时限…   (duty)
//!            | names [manner] verb     按职责分工 + 负责 牵头 配合 参与 指导…
//!            | [name] ("会同" | "商" | "同") names [verb]
//!              of A负责，B配合, A leads; 分别 and 按职责分工 share the duty
//! clause     = 列第一位的为牵头单位 [下同] | 带★的为牵头单位
//!            | [本部分] "以下" [各项] "均需" names verb ["，不再列出"]   (standing)
//!              they owe the items below it, of the section or all, where it says
//!              which: 以下 alone only in the last words of an item of the last section
//! names      = name ("、" name)* ["等" [class]] (("和" | "及") name)*   (name)
//!              和 and 及 part two whole names or what begins with 各; 等 leaves
//!              the list open; 各区、县级市 is one name; what names are like (agency)
//! table      = heading row*            columns known by their labels; 同上 is
//!              what stands above                                      (table)
//! closing    = the text behind the items, else before them: a sentence with a
//!              limit and 报 behind it sets the deadline              (closing)
//!              reporters "于" limit "前" ("，将" parts "，报" recipient | "报送" parts)
//!            | reporters parts "，请于" limit "前报" recipient       (request)
//!            | "报送时间：" limit "前" | "报送内容：" parts | summary "应包括" parts
//! parts      = what a summary is asked for, the year's and the next's (parts, phrase)
//! limit      = a day [hour] | a month, quarter or year + 底            (due)
//!              of work, without a year it is of the plan's own, where that is one
//! ```

mod agency;
mod assignment;
mod bracket;
mod cell;
mod closing;
mod column;
mod due;
mod duties;
mod duty;
mod front;
mod item;
mod label;
mod level;
mod name;
mod page;
mod parts;
mod phrase;
mod pieces;
mod reading;
mod request;
mod sentence;
mod standing;
mod table;
mod unit;
mod who;
mod wrap;

use chrono::Datelike;

use super::Moment;
use crate::text::{Source, Span, date, words};
use assignment::Assignment;
pub use due::Open;
use page::Page;
pub use reading::{Given, Measured, ReadItem, ReadSection, Reading, Remark};
use unit::Unit;

/// The one limit of time that `text` sets, where it sets one.
pub fn limit_in(text: &str) -> Option<Moment> {
    due::limit_in(text)?.day
}

/// Whether `name` is like that of an agency, a place or a group.
pub fn is_likely_name(name: &str) -> bool {
    agency::is_likely(&page::simplified(name))
}

/// Whether two names stand glued together in `name`: 市教委市科委; the first may be one
/// of those that the plan has elsewhere.
pub fn is_glued(name: &str, known: impl Fn(&str) -> bool) -> bool {
    agency::is_glued(&page::simplified(name))
        || name.char_indices().skip(3).any(|(at, _)| {
            let (first, second) = name.split_at(at);
            known(first) && (known(second) || agency::is_agency(&page::simplified(second)))
        })
}

/// Reads the plan in `file`.
pub fn parse(file: Source) -> Reading {
    let page = Page::new(&file);
    let mut units = unit::find(&page);
    let starts: Vec<usize> = units.iter().map(|unit| unit.span.start).collect();
    let mut found = assignment::all(&page, &starts);
    level::choose(&mut units, &found.read);
    level::leave_out_closing(&page, &mut units, &found.read);
    let tables = table::read(&file);
    let first = starts.first().copied().unwrap_or(page.text.len());
    let mut reading = Reading {
        title: front::title(&page, first),
        basis: front::basis(&page, first),
        unclosed: origins(&page, &page.unclosed),
        unopened: origins(&page, &page.unopened),
        unread: origins(&page, &found.unread),
        units: units
            .iter()
            .map(|unit| (unit.number, unit.numbering, page.origin(unit.span)))
            .collect(),
        ..Reading::default()
    };
    let remarks = found.read.iter().flat_map(|found| &found.remarks);
    reading.remarks = remarks
        .map(|&(span, why)| (page.origin(span), why))
        .collect();
    // The text outside the items, in which a deadline can stand.
    let (before, after) = match units.iter().find(|unit| unit.item) {
        Some(unit) => {
            let start = unit.span.start;
            let place = |at: usize| {
                units
                    .get(at)
                    .map_or(Span::default(), |unit| page.origin(unit.span))
            };
            let doubtful = level::doubtful(&units, &found.read).into_iter();
            reading.doubtful = doubtful
                .map(|(item, point)| (place(point), place(item)))
                .collect();
            let above = |at: usize| units.get(at).and_then(|unit| unit.parent);
            let passed_over = level::passed_over(&units).into_iter();
            reading.passed_over = passed_over
                .map(|at| (place(at), above(at).map(place)))
                .collect();
            lead(&page, start, &mut found.read);
            let end = items(&page, &units, &found.read, &mut reading);
            reading.tables = tables.unread;
            reading.tables.extend(tables.span);
            reading.tables.sort_unstable();
            (start, end)
        }
        None => {
            reading.tables = tables.unread;
            reading.unread.extend(tables.cells);
            reading.remarks.extend(tables.remarks);
            reading.sections = tables.sections;
            let span = tables.span.unwrap_or_default();
            if says_first_leads(&page, page.at(span.start), page.at(span.end)) {
                reading.first_leads();
            }
            if !tables.units.is_empty() {
                reading.units = tables.units;
            }
            let span = tables
                .span
                .unwrap_or(Span::new(file.text.len(), file.text.len()));
            if tables.span.is_some() {
                reading.title = front::title(&page, page.at(span.start));
            }
            (page.at(span.start), page.at(span.end))
        }
    };
    reading.sections.retain(|section| !section.items.is_empty());
    if reading.items().next().is_some() {
        closing::read(&page, Span::new(after, page.text.len()), &mut reading);
        if reading.deadlines.is_empty() && reading.undated.is_empty() {
            closing::read(&page, Span::new(0, before), &mut reading);
        }
        let title = reading.title.as_ref().map_or("", |(title, _)| title);
        reading.year = match date::spans_years(title) {
            true => reading.year.or(reported_year(&reading.deadlines)),
            false => None,
        }
        .or(first_year(title))
        .or(reading.year);
        reading.complete();
    }
    reading.file = file;
    reading
}

/// Reads the items into `reading`, and says where the last ends.
fn items(page: &Page, units: &[Unit], found: &[Assignment], reading: &mut Reading) -> usize {
    let last = units.iter().rposition(|unit| unit.item);
    let mut bodies = Vec::new();
    // Paragraphs with agencies of their own, and how many items have such.
    let (mut doubtful, mut several) = (Vec::new(), 0);
    let mut inside = 0;
    let mut clauses: Vec<(Span, bool)> = standing::sentences(page)
        .into_iter()
        .map(|span| (span, true))
        .collect();
    for (index, unit) in units.iter().enumerate().filter(|(_, unit)| unit.item) {
        let from = found.partition_point(|found| found.span.start < unit.body);
        let to = found.partition_point(|found| found.span.start < unit.until);
        let outside = found.get(inside..from).unwrap_or_default().iter();
        reading
            .outside
            .extend(outside.map(|found| page.origin(found.span)));
        inside = to;
        let below = units.get(index + 1..).unwrap_or_default().iter();
        let below = below.take_while(|below| below.span.start < unit.until);
        let labels: Vec<Span> = below
            .map(|below| Span::new(below.span.start, below.body))
            .collect();
        // Without an assignment, the last item is its own paragraph.
        let until = match last == Some(index) {
            true => page.paragraph_end(unit.body),
            false => unit.until,
        };
        let own = assignment::without_tail(page, found.get(from..to).unwrap_or_default());
        let unnumbered = item::unnumbered(page, own, &labels);
        several += usize::from(!unnumbered.is_empty());
        let lines = unnumbered
            .into_iter()
            .map(|line| (page.origin(line), page.origin(unit.span)));
        doubtful.extend(lines);
        for (at, found) in own.iter().enumerate() {
            let closes = at + 1 == own.len();
            clauses.extend(found.clauses.iter().map(|&clause| (clause, closes)));
        }
        let body = item::body(page, unit, own, &labels, until);
        // Behind the last item stands the closing, but for the rest of a paragraph.
        let closing = last == Some(index);
        let left = match closing {
            true => Span::new(body.end, page.paragraph_end(body.end)),
            false => Span::new(body.end, unit.until),
        };
        let left = page.trimmed(left);
        let words = page.key(left);
        let says = words.chars().filter(|c| words::is_han(*c)).count() > 1;
        if says && !(closing && words.contains('报')) {
            reading.passages.push(page.origin(left));
        }
        bodies.push((index, body));
    }
    let outside = found.get(inside..).unwrap_or_default().iter();
    reading
        .outside
        .extend(outside.map(|found| page.origin(found.span)));
    // What most items have is the plan's way of writing.
    if several < 3 || several * 2 <= bodies.len() {
        reading.doubtful.extend(doubtful);
        reading.doubtful.sort_unstable();
    }
    let titled = bodies.iter().filter(|(_, body)| body.titled).count();
    let again = level::numbers_begin_again(units);
    let mut section = None;
    let mut heads = Vec::new();
    for (index, body) in &bodies {
        let above = level::section(units, *index, again);
        if reading.sections.is_empty() || above != section {
            let heading = above.and_then(|at| units.get(at));
            reading.sections.push(self::section(page, heading));
            heads.push(
                heading
                    .or(units.get(*index))
                    .map_or(0, |unit| unit.span.start),
            );
            section = above;
        }
        if let Some(section) = reading.sections.last_mut() {
            section
                .items
                .push(item::item(page, body, titled * 2 >= bodies.len()));
        }
    }
    let starts = bodies.iter().filter_map(|(index, _)| units.get(*index));
    let starts: Vec<usize> = starts.map(|unit| unit.span.start).collect();
    clauses.sort_unstable();
    for (clause, closes) in clauses {
        let sections = &mut reading.sections;
        if !standing::carry_out(page, clause, &starts, &heads, closes, sections) {
            reading.clauses.push(page.origin(clause));
        }
    }
    bodies.last().map_or(0, |(_, body)| body.end)
}

/// The year that summaries due by the one deadline are of: in the first half of a
/// year, of the one before.
fn reported_year(deadlines: &[(Moment, Span)]) -> Option<i32> {
    let [(due, _)] = deadlines else {
        return None;
    };
    Some(due.date.year() - i32::from(due.date.month() <= 6))
}

fn section(page: &Page, unit: Option<&Unit>) -> ReadSection {
    match unit {
        Some(unit) => {
            let line = page.trimmed(Span::new(
                unit.body,
                unit.span.end.min(page.paragraph_end(unit.body)),
            ));
            let words = page.slice(line);
            ReadSection {
                number: unit.number,
                title: words.split('。').next().unwrap_or(words).trim().to_owned(),
                items: Vec::new(),
            }
        }
        None => ReadSection {
            number: 1,
            ..ReadSection::default()
        },
    }
}

/// Marks who leads by a sign, where a remark says so, or by standing first: in the assignment that says so, in those
/// below where it says 下同, in all where a sentence outside the items does.
fn lead(page: &Page, items: usize, found: &mut [Assignment]) {
    let end = found.last().map_or(items, |last| last.span.end.max(items));
    let mut standing = says_first_leads(page, items, end);
    let signs = duty::signs_lead(&page.keys);
    for assignment in found {
        let signed = &assignment.signed;
        for (name, lead) in &mut assignment.names {
            *lead |= signs && signed.contains(name);
        }
        standing |= assignment.first_leads && assignment.below;
        let silent = assignment.names.iter().all(|(_, lead)| !lead);
        if (standing || assignment.first_leads)
            && silent
            && let Some((_, lead)) = assignment.names.first_mut()
        {
            *lead = true;
        }
    }
}

/// Whether a sentence before byte `items` or below byte `end` says that the first of
/// a list leads.
fn says_first_leads(page: &Page, items: usize, end: usize) -> bool {
    let before = page.keys[..items].split(['。', '\n']);
    let mut outside = before.chain(page.keys[end..].rsplit('\n').take(4));
    outside.any(|words| words.len() < 600 && duty::first_leads(words))
}

fn origins(page: &Page, spans: &[Span]) -> Vec<Span> {
    spans.iter().map(|span| page.origin(*span)).collect()
}

fn first_year(text: &str) -> Option<i32> {
    date::years(text).first().map(|(year, _)| *year)
}
