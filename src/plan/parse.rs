//! The text of a plan as facts. Total: any text gives a [`Reading`], which
//! records what could be read and where; rules judge it.
//!
//! ```text
//! page       = paragraphs: lines joined where the text was hard-wrapped, where a
//!              list ends in 、 or a bracket is still open            (page)
//! plan       = [title] preamble (unit* | table) closing
//! unit       = label text          一、 above （一） above 1. above （1）; a label
//!              counts at a paragraph's start, and within one where it is the
//!              next number behind the end of a sentence or in a heading (unit)
//! run        = units of one kind whose numbers go on; begins again at one below
//!              a new parent
//! item       = a unit of the deepest run most of which are assigned; the units
//!              below it belong to its text
//! section    = the outermost unit above, or the next above where numbers begin
//!              again within that
//! item text  = [title "。"] (measure* assignment)+                   (item)
//! measure    = a sentence, cut at 。 outside quotes and brackets; the agencies are
//!              those of the assignment behind it where an item has several
//! assignment = "（" duties "）" | label "：" duties "。"     any bracket (assignment)
//!            | duty "。"               the last sentence of a unit, of whole names
//! duties     = duty (("，" | "；" | "。") (duty | clause))*
//! duty       = label "：" names        牵头单位 责任部门 配合单位 完成时限…   (duty)
//!            | names [manner] verb     按职责分工 + 负责 牵头 配合 参与 指导…
//!            | name "会同" names verb
//!              of A负责，B配合, A leads; 分别 and 按职责分工 share the duty
//! clause     = 列第一位的为牵头单位 [下同] | 带★的为牵头单位
//!            | [本部分] "以下" [各项] "均需" names verb ["，不再列出"]   (standing)
//!              they owe the items below it, of the section or all, where it says
//!              which: 以下 alone only in the last words of an item of the last section
//! names      = name ("、" name)* ["等" [class]] (("和" | "及") name)*   (name)
//!              和 and 及 part two whole names or what begins with 各; 等 leaves
//!              the list open; 各区、县级市 is one name
//! table      = heading row*            columns known by their labels    (table)
//! closing    = the text behind the items, else before them: a sentence with a
//!              limit and 报 behind it sets the deadline              (closing)
//!              reporters "于" limit "前，将" parts "，报" recipient "。"
//! limit      = a day [hour] | a month or year + 底                       (due)
//! ```

mod assignment;
mod closing;
mod column;
mod due;
mod duty;
mod front;
mod item;
mod name;
mod page;
mod pieces;
mod sentence;
mod standing;
mod table;
mod unit;

use chrono::NaiveDate;

use super::{Moment, PartId, Plan};
use crate::text::numbering::Numbering;
use crate::text::{Source, Span, date, words};
use assignment::Assignment;
use page::Page;
use unit::Unit;

/// What was read from a plan's text.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The text.
    pub file: Source,
    /// The title, where the text has one.
    pub title: Option<(String, Span)>,
    /// The year: from the title, else from the closing clause.
    pub year: Option<i32>,
    /// The numbers of the papers it rests on.
    pub basis: Vec<String>,
    /// The sections with their items; a plan without sections has one that has
    /// no title.
    pub sections: Vec<ReadSection>,
    /// The sentences that could set the deadline, in order.
    pub deadlines: Vec<(Moment, Span)>,
    /// The limits of such sentences that leave the year open or come again:
    /// 12月10日前, 每季度末前.
    pub undated: Vec<Span>,
    /// Who receives the summaries.
    pub recipient: Option<String>,
    /// Who reports.
    pub reporters: Vec<String>,
    /// The required parts: which, and the plan's words for it.
    pub parts: Vec<(PartId, String)>,
    /// What it asks everybody to plan: 制定具体工作方案，细化任务…….
    pub work_plan: Option<String>,
    /// Brackets that are opened and never closed.
    pub unclosed: Vec<Span>,
    /// Tables and rows from which nothing is read.
    pub tables: Vec<Span>,
    /// What looks like an assignment and could not be read.
    pub unread: Vec<Span>,
    /// Assignments that stand outside all items.
    pub outside: Vec<Span>,
    /// Words of assignments that speak of other items too: 以下均……不再列出.
    pub clauses: Vec<Span>,
    /// Paragraphs between the items that belong to none.
    pub passages: Vec<Span>,
    /// All numbered units that were seen, with their numbers.
    pub units: Vec<(u32, Numbering, Span)>,
}

/// A section as it was read.
#[derive(Debug, Clone, Default)]
pub struct ReadSection {
    /// Its number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Its items.
    pub items: Vec<ReadItem>,
}

/// An item as it was read.
#[derive(Debug, Clone, Default)]
pub struct ReadItem {
    /// Its number.
    pub number: u32,
    /// Its title; the first clause where it has none.
    pub title: String,
    /// Its label and title in the text.
    pub span: Span,
    /// The names in its assignment.
    pub agencies: Vec<(String, Span)>,
    /// Those that lead.
    pub leads: Vec<String>,
    /// Whether the list ends in 等.
    pub open_ended: bool,
    /// Names that stand twice in one list.
    pub twice: Vec<(String, Span)>,
    /// Its measures.
    pub measures: Vec<Measured>,
}

/// A measure as it was read.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// The plan's words.
    pub text: String,
    /// Who owes it, where an item has several assignments.
    pub agencies: Vec<String>,
    /// By when, where the plan says so.
    pub due: Option<Moment>,
}

/// What the clerk says on the command line.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `--title`.
    pub title: Option<String>,
    /// `--year`.
    pub year: Option<i32>,
    /// `--deadline`.
    pub deadline: Option<NaiveDate>,
}

impl Reading {
    /// Settles what the text leaves open: what the clerk gives outranks the
    /// text; where neither says, the title and year of an `existing` file stay.
    pub fn settle(&mut self, given: &Given, existing: Option<&Plan>) {
        let elsewhere = Span::default();
        if let Some(title) = &given.title {
            self.title = Some((title.clone(), elsewhere));
        } else if self.title.is_none() {
            let kept = existing.and_then(|plan| plan.title.clone());
            self.title = kept.map(|title| (title, elsewhere));
        }
        let kept = existing.and_then(|plan| plan.year);
        self.year = given.year.or(self.year).or(kept);
        if let Some(day) = given.deadline {
            self.deadlines = vec![(day.into(), elsewhere)];
            self.undated.clear();
        }
    }

    /// Every item in order.
    pub fn items(&self) -> impl Iterator<Item = &ReadItem> {
        self.sections.iter().flat_map(|section| &section.items)
    }
}

/// The one limit of time that `text` sets, where it sets one.
pub fn limit_in(text: &str) -> Option<Moment> {
    due::limit_in(text)
}

/// Reads the plan in `file`.
pub fn parse(file: Source) -> Reading {
    let page = Page::new(&file);
    let mut units = unit::find(&page);
    let starts: Vec<usize> = units.iter().map(|unit| unit.span.start).collect();
    let mut found = assignment::all(&page, &starts);
    unit::choose(&mut units, &found.read);
    let tables = table::read(&file);
    let first = starts.first().copied().unwrap_or(page.text.len());
    let mut reading = Reading {
        title: front::title(&page, first),
        basis: front::basis(&page, first),
        unclosed: origins(&page, &page.unclosed),
        unread: origins(&page, &found.unread),
        units: units
            .iter()
            .map(|unit| (unit.number, unit.numbering, page.origin(unit.span)))
            .collect(),
        ..Reading::default()
    };
    // The text outside the items, in which a deadline can stand.
    let (before, after) = match units.iter().find(|unit| unit.item) {
        Some(unit) => {
            let start = unit.span.start;
            lead(&page, start, &mut found.read);
            let end = items(&page, &units, &found.read, &mut reading);
            reading.tables = tables.unread;
            reading.tables.extend(tables.span);
            reading.tables.sort_unstable();
            (start, end)
        }
        None => {
            reading.tables = tables.unread;
            reading.sections = tables.sections;
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
        let titled = reading.title.as_ref();
        let titled = titled.and_then(|(title, _)| first_year(title));
        reading.year = titled.or(reading.year);
    }
    reading.file = file;
    reading
}

/// Reads the items into `reading`, and says where the last ends.
fn items(page: &Page, units: &[Unit], found: &[Assignment], reading: &mut Reading) -> usize {
    let last = units.iter().rposition(|unit| unit.item);
    let mut bodies = Vec::new();
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
        let own = found.get(from..to).unwrap_or_default();
        for (at, found) in own.iter().enumerate() {
            let closes = at + 1 == own.len();
            clauses.extend(found.clauses.iter().map(|&clause| (clause, closes)));
        }
        let body = item::body(page, unit, own, &labels, until);
        if last != Some(index) {
            let left = page.trimmed(Span::new(body.end, unit.until));
            if page
                .slice(left)
                .chars()
                .filter(|c| words::is_han(*c))
                .count()
                > 5
            {
                reading.passages.push(page.origin(left));
            }
        }
        bodies.push((index, body));
    }
    let outside = found.get(inside..).unwrap_or_default().iter();
    reading
        .outside
        .extend(outside.map(|found| page.origin(found.span)));
    let titled = bodies.iter().filter(|(_, body)| body.titled).count();
    let again = unit::numbers_begin_again(units);
    let mut section = None;
    let mut heads = Vec::new();
    for (index, body) in &bodies {
        let above = unit::section(units, *index, again);
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
    let outside = page.keys[..items]
        .split(['。', '\n'])
        .chain(page.keys[items..].rsplit('\n').take(4));
    let mut standing = outside
        .into_iter()
        .any(|words| words.len() < 600 && duty::first_leads(words));
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

fn origins(page: &Page, spans: &[Span]) -> Vec<Span> {
    spans.iter().map(|span| page.origin(*span)).collect()
}

fn first_year(text: &str) -> Option<i32> {
    date::years(text).first().map(|(year, _)| *year)
}
