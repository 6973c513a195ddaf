//! Everything compiled, as plain data: what the first page says, the tables,
//! what is printed where, and the appendix. Knows nothing of HTML or Markdown;
//! what can be serialised here is what a template may use.
//!
//! [`bind`] makes one report ready in its worker, [`compile`] puts the volume
//! together. Every piece of every body stands in exactly one place of it.

pub mod answer;
pub mod appendix;
pub mod attention;
pub mod bind;
pub mod chapter;
mod excerpt;
pub mod fact;
pub mod grid;
pub mod item;
pub mod layout;
pub mod lead;
pub mod opening;
pub mod route;
pub mod rulings;
pub mod split;
pub mod submission;
pub mod undone;
pub mod unit;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

pub use bind::{Body, By, Piece, Print, bind, prefix};

use crate::coverage::{Accounts, Digest};
use crate::diagnostic::{Diagnostic, Waived};
use crate::plan::{Plan, Tasks};
use crate::text::{Text, date};

/// What a volume is made of.
#[derive(Debug, Clone, Copy)]
pub struct Inputs<'a> {
    /// The plan folder.
    pub tasks: &'a Tasks,
    /// Who has reported.
    pub accounts: &'a Accounts,
    /// What is known of each file read, in path order.
    pub digests: &'a [Digest],
    /// The bound reports, as long as `digests`; `None` where one is refused.
    pub bodies: &'a [Option<Body>],
    /// All findings, in their order.
    pub diagnostics: &'a [Diagnostic],
    /// What the reports waive, in path order.
    pub waived: &'a [Waived],
    /// Files that are no reports: the path and why.
    pub ignored: &'a [(String, Text)],
    /// Today.
    pub as_of: NaiveDate,
    /// How it is bound.
    pub by: By,
}

/// The volume.
#[derive(Debug, Clone)]
pub struct Volume<'a> {
    /// What it was made of.
    pub inputs: Inputs<'a>,
    /// The date it bears.
    pub date: NaiveDate,
    /// The title page.
    pub cover: Cover,
    /// The bound papers, in order.
    pub units: unit::Units,
    /// The paragraph for a covering letter.
    pub opening: opening::Opening,
    /// 请过目.
    pub attention: attention::Attention<'a>,
    /// Who has reported.
    pub submission: submission::Submission,
    /// The items by counts, and the matrix.
    pub grid: grid::Grid,
    /// The plan item by item with what was said to it.
    pub items: Vec<item::ItemPart>,
    /// Everything else that is printed, chapter by chapter.
    pub chapters: Vec<chapter::Chapter>,
    /// The titles of all chapters with their ids, in order.
    pub contents: Vec<chapter::Entry>,
    /// The appendix.
    pub appendix: appendix::Appendix,
}

/// The title page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cover {
    /// The plan's title.
    pub plan: String,
    /// The same, cut where a line may end: before the year (GB/T 9704-2012,
    /// 7.3.1: a title is broken at the sense of its words).
    pub phrases: Vec<String>,
    /// What this is: 各单位年终总结汇编.
    pub kind: &'static str,
    /// Who receives the summaries; empty where the plan does not say.
    pub recipient: String,
    /// The date it bears: 2017年1月16日.
    pub date: String,
    /// The deadline with “含当日”; empty where the plan sets none.
    pub deadline: String,
    /// The year after the plan's: 2017年; 下一年 where the plan has no year.
    pub next: String,
    /// Whether it is bound item by item.
    pub by_item: bool,
}

/// The volume of those inputs.
pub fn compile<'a>(inputs: Inputs<'a>) -> Volume<'a> {
    let date = date_of(&inputs);
    let cover = cover(&inputs, date);
    let units = unit::Units::new(&inputs);
    let seen = grid::seen(&inputs);
    // What is printed where costs about as much as all that is said of it.
    let (laid, (grid, attention, appendix)) = rayon::join(
        || layout::lay(&inputs, &units, &cover, &seen),
        || {
            let grid = grid::Grid::new(&inputs, &units, &seen);
            let attention = attention::attention(&inputs, &units, &grid, &seen);
            (grid, attention, appendix::appendix(&inputs, &units))
        },
    );
    Volume {
        date,
        opening: opening::opening(&inputs, &grid, &attention),
        submission: submission::submission(&inputs, &units),
        appendix,
        items: laid.items,
        chapters: laid.chapters,
        contents: laid.contents,
        attention,
        cover,
        units,
        grid,
        inputs,
    }
}

impl Volume<'_> {
    /// What is printed of the paper at that place among the units.
    pub fn body(&self, unit: usize) -> Option<&Body> {
        self.units.all.get(unit)?.body(&self.inputs)
    }

    /// The characters that must be printed: the text of all bound reports
    /// without what is held out.
    pub fn due(&self) -> usize {
        self.inputs.bodies.iter().flatten().map(Body::due).sum()
    }

    /// The characters held out: contact lines, private values and lines nobody
    /// touched.
    pub fn held_out(&self) -> usize {
        let bodies = self.inputs.bodies.iter().flatten();
        bodies
            .map(|body| body.contact + body.untouched + body.private)
            .sum()
    }
}

/// The date the volume bears: today until the deadline, afterwards the later
/// of the deadline and the last report's date, so that a volume of the same
/// papers does not change from day to day.
fn date_of(inputs: &Inputs) -> NaiveDate {
    let due = inputs.tasks.plan.submission.due().map(|due| due.date);
    let Some(due) = due.filter(|&due| inputs.as_of > due) else {
        return inputs.as_of;
    };
    inputs
        .digests
        .iter()
        .filter(|digest| digest.is_bound())
        .filter_map(|digest| digest.submitted)
        .map(|submitted| submitted.date)
        .filter(|&date| date <= inputs.as_of)
        .fold(due, NaiveDate::max)
}

fn cover(inputs: &Inputs, day: NaiveDate) -> Cover {
    let plan = &inputs.tasks.plan;
    let deadline = plan.submission.due().map(|due| {
        let time = due.time.map(|time| time.format("%H:%M").to_string());
        let inclusive = match (plan.submission.inclusive, &time) {
            (_, Some(_)) => "",
            (true, None) => "（含当日）",
            (false, None) => "（不含当日）",
        };
        format!(
            "{}{}{inclusive}",
            date::chinese(due.date),
            time.unwrap_or_default()
        )
    });
    Cover {
        plan: plan.title().to_owned(),
        phrases: phrases(plan.title()),
        kind: "各单位年终总结汇编",
        recipient: plan.submission.recipient.clone().unwrap_or_default(),
        date: date::chinese(day),
        deadline: deadline.unwrap_or_default(),
        next: next_year(plan, day),
        by_item: inputs.by == By::Item,
    }
}

fn phrases(title: &str) -> Vec<String> {
    let year = title.find(|c: char| c.is_ascii_digit());
    let (before, after) = title.split_at(year.unwrap_or(0));
    [before, after]
        .iter()
        .filter(|phrase| !phrase.is_empty())
        .map(|&phrase| phrase.to_owned())
        .collect()
}

fn next_year(plan: &Plan, day: NaiveDate) -> String {
    match plan.year.and_then(|year| year.checked_add(1)) {
        Some(year) => format!("{year}年"),
        None if plan.submission.deadline.is_some() => format!("{}年", day.year()),
        None => "下一年".to_owned(),
    }
}
