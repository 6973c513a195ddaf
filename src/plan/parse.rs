//! The text of a plan as facts. Total: any text gives a [`Reading`], which
//! records what could be read and where; rules judge it.
//!
//! ```text
//! plan       = [title] preamble unit* closing
//! unit       = label text                      label at a line start: 一、 （一） 1.
//! item       = the deepest kind of unit most of which end in an assignment
//! item text  = [title "。"] measure* assignment
//! measure    = a sentence, cut at 。 outside quotes and brackets
//! assignment = "（" name ("、" name)* ["等"] ["按职责分工"] "负责" "）"
//! closing    = what follows the last item; the sentence in it with a date, 前
//!              and 报 sets the deadline:
//!              reporters "于" date "前，将" parts "，报" recipient "。"
//! ```

mod assignment;
mod closing;

use chrono::NaiveDate;

use super::{PartId, Plan};
use crate::text::numbering::{self, Numbering};
use crate::text::{Source, Span, date, words};

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
    pub deadlines: Vec<(NaiveDate, Span)>,
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
    /// Tables, from which nothing is read.
    pub tables: Vec<Span>,
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
    /// Its measures.
    pub measures: Vec<String>,
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
            self.deadlines = vec![(day, elsewhere)];
        }
    }

    /// Every item in order.
    pub fn items(&self) -> impl Iterator<Item = &ReadItem> {
        self.sections.iter().flat_map(|section| &section.items)
    }
}

/// A numbered unit: its label and the text up to the next one.
#[derive(Debug, Clone, Copy)]
struct Unit {
    number: u32,
    numbering: Numbering,
    /// From the label to the next unit.
    span: Span,
    /// Where the text after the label begins.
    body: usize,
}

/// Reads the plan in `file`.
pub fn parse(file: Source) -> Reading {
    let units = units(&file);
    let Some(level) = item_level(&file, &units) else {
        return Reading {
            units: units
                .iter()
                .map(|u| (u.number, u.numbering, u.span))
                .collect(),
            title: title(&file, units.first()),
            unclosed: unclosed(&file),
            tables: tables(&file),
            file,
            ..Reading::default()
        };
    };
    let mut reading = Reading {
        title: title(&file, units.first()),
        basis: basis(&file, units.first()),
        unclosed: unclosed(&file),
        tables: tables(&file),
        units: units
            .iter()
            .map(|u| (u.number, u.numbering, u.span))
            .collect(),
        ..Reading::default()
    };
    let mut end = 0;
    for unit in &units {
        if unit.numbering == level {
            let (item, until) = item(&file, unit);
            end = until;
            if reading.sections.is_empty() {
                reading.sections.push(ReadSection {
                    number: 1,
                    ..ReadSection::default()
                });
            }
            if let Some(section) = reading.sections.last_mut() {
                section.items.push(item);
            }
        } else if unit.numbering == Numbering::Section {
            reading.sections.push(ReadSection {
                number: unit.number,
                title: first_sentence(file.slice(Span::new(unit.body, unit.span.end))),
                items: Vec::new(),
            });
        }
    }
    reading.sections.retain(|section| !section.items.is_empty());
    closing::read(&file, end, &mut reading);
    let titled = reading
        .title
        .as_ref()
        .and_then(|(title, _)| first_year(title));
    reading.year = titled.or(reading.year);
    reading.file = file;
    reading
}

/// The numbered units of the text, by the labels at its line starts.
fn units(file: &Source) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for line in 1..=file.line_count() {
        let span = file.line_span(line);
        let Some((number, numbering, length)) = numbering::number(file.slice(span)) else {
            continue;
        };
        if let Some(last) = units.last_mut() {
            last.span.end = span.start;
        }
        units.push(Unit {
            number,
            numbering,
            span: Span::new(span.start, file.text.len()),
            body: span.start + length,
        });
    }
    units
}

/// The kind of unit that the items are: the deepest of which most end in an
/// assignment.
fn item_level(file: &Source, units: &[Unit]) -> Option<Numbering> {
    let levels = [
        Numbering::BracketedFigure,
        Numbering::Figure,
        Numbering::Item,
        Numbering::Section,
    ];
    levels.into_iter().find(|level| {
        let of_level: Vec<&Unit> = units.iter().filter(|u| u.numbering == *level).collect();
        let assigned = of_level
            .iter()
            .filter(|unit| assignment::find(file, Span::new(unit.body, unit.span.end)).is_some())
            .count();
        assigned > 0 && assigned * 2 > of_level.len()
    })
}

/// The item of `unit`, and where it ends: after its assignment.
fn item(file: &Source, unit: &Unit) -> (ReadItem, usize) {
    let whole = Span::new(unit.body, unit.span.end);
    let assignment = assignment::find(file, whole);
    let (body, end) = match &assignment {
        Some(found) => (Span::new(unit.body, found.span.start), found.span.end),
        None => {
            // Without one, the item is its own paragraph.
            let line = file.line_span(file.line_of(unit.body)).end;
            (Span::new(unit.body, line), line)
        }
    };
    let text = file.slice(body);
    let sentences = words::sentences(text);
    let titled = sentences.first().filter(|first| {
        let words = &text[first.start..first.end];
        sentences.len() > 1 && words.chars().count() <= 46 && !words.contains('；')
    });
    let (title, measures) = match titled {
        Some(first) => (&text[first.start..first.end], &sentences[1..]),
        None => (first_clause(text), &sentences[..]),
    };
    let span = Span::new(
        unit.span.start,
        unit.body + titled.map_or(0, |first| first.end),
    );
    let item = ReadItem {
        number: unit.number,
        title: title.trim().trim_end_matches('。').to_owned(),
        span,
        measures: measures
            .iter()
            .map(|span| unwrapped(&text[span.start..span.end]))
            .collect(),
        agencies: assignment
            .as_ref()
            .map(|a| a.names.clone())
            .unwrap_or_default(),
        leads: assignment
            .as_ref()
            .map(|a| a.leads.clone())
            .unwrap_or_default(),
        open_ended: assignment.is_some_and(|a| a.open_ended),
    };
    (item, end)
}

/// A sentence without the line breaks of a hard-wrapped text.
fn unwrapped(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

fn first_clause(text: &str) -> &str {
    let text = text.trim();
    text.split(['，', '。', '；', '\n']).next().unwrap_or(text)
}

fn first_sentence(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    line.split('。').next().unwrap_or(line).trim().to_owned()
}

/// The title: a short line before the first unit that names a kind of paper.
fn title(file: &Source, first: Option<&Unit>) -> Option<(String, Span)> {
    let until = first.map_or(file.text.len(), |unit| unit.span.start);
    let kinds = ["计划", "方案", "意见", "通知", "要点", "规划", "分工"];
    (1..=file.line_count())
        .map(|line| file.line_span(line))
        .take_while(|span| span.start < until)
        .find(|span| {
            let line = file.slice(*span).trim();
            (4..=60).contains(&line.chars().count())
                && !line.contains(['。', '，', '：'])
                && kinds.iter().any(|kind| line.ends_with(kind))
        })
        .map(|span| (file.slice(span).trim().to_owned(), span))
}

fn first_year(text: &str) -> Option<i32> {
    date::years(text).first().map(|(year, _)| *year)
}

/// The paper numbers before the first unit: 国发〔2012〕9号.
fn basis(file: &Source, first: Option<&Unit>) -> Vec<String> {
    let until = first.map_or(file.text.len(), |unit| unit.span.start);
    let preamble = file.slice(Span::new(0, until));
    preamble
        .match_indices('〔')
        .filter_map(|(at, _)| {
            let start = preamble[..at].rfind(['（', '(', '》', '、', '，', '\n'])?;
            let start = start + preamble[start..].chars().next()?.len_utf8();
            let end = at + preamble[at..].find('号')? + "号".len();
            let number = preamble[start..end].trim();
            (number.chars().count() <= 25).then(|| number.to_owned())
        })
        .collect()
}

/// The brackets that are opened and not closed before their paragraph ends.
fn unclosed(file: &Source) -> Vec<Span> {
    let mut found = Vec::new();
    for line in 1..=file.line_count() {
        let span = file.line_span(line);
        let mut open: Vec<usize> = Vec::new();
        for (at, c) in file.slice(span).char_indices() {
            match c {
                '（' | '(' => open.push(span.start + at),
                '）' | ')' => {
                    open.pop();
                }
                _ => {}
            }
        }
        found.extend(open.into_iter().map(|at| Span::new(at, span.end)));
    }
    found
}

/// Runs of two lines or more that are rows: two bars, or two tabs between
/// words.
fn tables(file: &Source) -> Vec<Span> {
    let mut found: Vec<(usize, Span)> = Vec::new();
    for line in 1..=file.line_count() {
        let span = file.line_span(line);
        let row = file.slice(span).trim();
        let bars = row.matches(['|', '｜', '│', '┃']).count();
        if bars < 2 && row.matches('\t').count() < 2 {
            continue;
        }
        match found
            .last_mut()
            .filter(|(_, last)| file.line_of(last.end) + 1 == line)
        {
            Some((rows, last)) => {
                *rows += 1;
                last.end = span.end;
            }
            None => found.push((1, span)),
        }
    }
    found.retain(|(rows, _)| *rows > 1);
    found.into_iter().map(|(_, span)| span).collect()
}
