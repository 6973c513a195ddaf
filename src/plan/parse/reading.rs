//! What was read from a plan's text, and what the clerk adds to it.

use chrono::NaiveDate;

use super::due::Open;
use crate::plan::{Moment, PartId, Plan};
use crate::text::numbering::Numbering;
use crate::text::{Source, Span, date};

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
    /// The ends of brackets that are never opened.
    pub unopened: Vec<Span>,
    /// Tables and rows from which nothing is read.
    pub tables: Vec<Span>,
    /// What looks like an assignment and could not be read.
    pub unread: Vec<Span>,
    /// What may be missing from assignments that were read.
    pub remarks: Vec<(Span, Remark)>,
    /// Assignments that stand outside all items.
    pub outside: Vec<Span>,
    /// Words of assignments that speak of other items too: 以下均……不再列出.
    pub clauses: Vec<Span>,
    /// Paragraphs between the items that belong to none.
    pub passages: Vec<Span>,
    /// Points of items that have agencies of their own, each with its item: perhaps
    /// they are the items.
    pub doubtful: Vec<(Span, Span)>,
    /// Numbered units beside the items that name no agency, the first of each run,
    /// with what stands above it.
    pub passed_over: Vec<(Span, Option<Span>)>,
    /// All numbered units that were seen, with their numbers.
    pub units: Vec<(u32, Numbering, Span)>,
}

/// Why an assignment that was read may not be whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// Words beside the names that were not understood.
    Words,
    /// A place in a list that holds no name: 市教委、、市科委.
    Blank,
    /// Names behind a duty that say no duty of their own: 市教委负责，市科委.
    Loose,
    /// All that are named help, and nobody is in charge: 市教委，市科委配合.
    Helpers,
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
    /// What says by when and leaves the year to the plan's own: 6月底前.
    pub open: Option<(Open, Span)>,
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
        self.complete();
        if let Some(day) = given.deadline {
            self.deadlines = vec![(day.into(), elsewhere)];
            self.undated.clear();
        }
    }

    /// Gives the limits that leave the year open that of the plan, where it is for
    /// one year.
    pub(super) fn complete(&mut self) {
        let title = self.title.as_ref().map_or("", |(title, _)| title);
        let Some(year) = self.year.filter(|_| !date::spans_years(title)) else {
            return;
        };
        let items = self
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.items);
        for measure in items.flat_map(|item| &mut item.measures) {
            let limit = measure.open.and_then(|(open, _)| open.of(year));
            measure.due = measure.due.or(limit);
        }
    }

    /// Lets the first agency lead each item of which none does.
    pub(super) fn first_leads(&mut self) {
        let items = self
            .sections
            .iter_mut()
            .flat_map(|section| &mut section.items);
        for item in items.filter(|item| item.leads.is_empty()) {
            item.leads
                .extend(item.agencies.first().map(|(name, _)| name.clone()));
        }
    }

    /// Every item in order.
    pub fn items(&self) -> impl Iterator<Item = &ReadItem> {
        self.sections.iter().flat_map(|section| &section.items)
    }
}
