//! Plan × reports: who wrote, what each passage answers, where; and, folded
//! over small digests, who has reported. Similarity files a passage or gives a
//! hint; it never raises an error and never sets a status.

pub mod accounts;
mod answers;
pub mod claims;
pub mod contradictions;
pub mod cover;
mod days;
pub mod figure;
mod filing;
pub mod identity;
mod led;
pub mod matching;
mod memo;
mod named;
mod namesakes;
pub mod nearest;
pub mod numbers;
mod open;
pub mod parts;
pub mod reasons;
mod rows;
pub mod ruled;
mod sections;
mod tables;
mod tally;

pub use accounts::{Account, Accounts, State};
pub use claims::Claim;
pub use identity::{Identity, Submitter};

use self::matching::Index;
use crate::plan::{Moment, Tasks};
use crate::report::{Block, Named, Report, Status};

/// Where a passage belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Filing {
    /// Title, salutation, opening, signature, and whatever belongs nowhere
    /// else: the report's other content.
    Other,
    /// The answer to an item as a whole.
    Item(u32),
    /// The answer to a measure: item and index, both from 1.
    Measure(u32, u32),
    /// Problems.
    Problems,
    /// Next year's targets.
    NextTargets,
    /// Next year's measures.
    NextMeasures,
    /// Next year, targets and measures in one.
    NextYear,
    /// Not bound: a contact line.
    Contact,
    /// Not bound: a line nobody touched, or 【待填】.
    Untouched,
}

/// What one report says to the plan.
#[derive(Debug, Clone)]
pub struct Coverage {
    /// Who wrote, and for which year.
    pub identity: Identity,
    /// When it was submitted: the day of its receipt, else the front matter's date,
    /// else the signature's.
    pub submitted: Option<Moment>,
    /// Where each passage belongs; as long as the report's passages.
    pub filing: Vec<Filing>,
    /// The required parts, each with the passage that is its heading.
    pub parts: Parts,
    /// The headings that were matched to items, in document order.
    pub sections: Vec<ItemSection>,
    /// The items answered, in plan order.
    pub answers: Vec<Answer>,
    /// Owed items for which nothing was found, in plan order.
    pub unanswered: Vec<u32>,
    /// Items for which a table has a row that nobody filled in.
    pub blank_rows: Vec<BlankRow>,
    /// Whether the paper does not follow the plan's items: prose.
    pub prose: bool,
    /// Lines that name a measure the plan does not have: the passages, in order.
    pub unknown_measures: Vec<usize>,
    /// The placeholders that still count: 【待填】 only while nothing else is
    /// written below its heading.
    pub placeholders: Vec<crate::text::Span>,
}

impl Coverage {
    /// Whether passage `at` holds words the drafter wrote below a heading.
    fn is_written(&self, report: &Report, at: usize) -> bool {
        let passage = &report.passages[at];
        !matches!(self.filing[at], Filing::Untouched | Filing::Contact)
            && !matches!(
                passage.block,
                Block::Title | Block::Salutation | Block::Signature | Block::Heading(_)
            )
            && passage.census.chars > 0
    }

    /// Whether `report` is a draft as `new` makes it, in which nothing was
    /// written.
    pub fn is_blank(&self, report: &Report) -> bool {
        !self.placeholders.is_empty()
            && (0..report.passages.len()).all(|at| !self.is_written(report, at))
    }

    /// What stands below the passage that begins a part.
    pub fn presence(&self, report: &Report, part: Option<usize>) -> Presence {
        let Some(part) = part else {
            return Presence::Absent;
        };
        let written = (part..report.passages.len())
            .filter(|&at| at == part || report.above(at).any(|(above, _)| above == part))
            .any(|at| self.is_written(report, at));
        if written {
            Presence::Written
        } else {
            Presence::Empty
        }
    }
}

/// What one report is set against.
#[derive(Debug, Clone, Copy)]
struct Known<'a> {
    tasks: &'a Tasks,
    index: &'a Index,
    /// The items that its agency owes.
    owed: &'a [u32],
}

impl Known<'_> {
    /// Of items with the title of `item` the only one that is owed, else `item`.
    fn own(&self, item: u32) -> u32 {
        let all = self.index.namesakes(item).into_iter();
        let mut owing = all.filter(|own| self.owed.contains(own));
        owing
            .next()
            .filter(|_| owing.next().is_none())
            .unwrap_or(item)
    }

    /// The item that is called so in the section of that number: see
    /// [`crate::plan::Plan::meant`].
    fn called(&self, named: Named, section: Option<u32>) -> Option<u32> {
        match named.section {
            Some(of) => self.tasks.plan.within(named.item, self.owed, of),
            None => self.meant(named.item, section),
        }
    }

    /// See [`crate::plan::Plan::meant`].
    fn meant(&self, number: u32, section: Option<u32>) -> Option<u32> {
        self.tasks.plan.meant(number, self.owed, section)
    }
}

/// The parts of a summary, each with the passage that is its heading.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// The year's summary.
    pub completion: Option<usize>,
    /// How the year's targets were met.
    pub target_results: bool,
    /// Problems.
    pub problems: Option<usize>,
    /// Next year's targets.
    pub next_targets: Option<usize>,
    /// Next year's measures.
    pub next_measures: Option<usize>,
    /// A heading with the words of next year's targets that names no year and is
    /// not taken for them.
    pub likely_targets: Option<usize>,
    /// The same of next year's measures.
    pub likely_measures: Option<usize>,
    /// Part headings with nothing below them.
    pub empty: Vec<usize>,
}

/// A row of a table of answers, or a line, that names an item and has no answer, or one
/// that says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlankRow {
    /// The item.
    pub item: u32,
    /// The passage that is the row or the line.
    pub row: usize,
    /// Whether its cell may have been merged with that of a row above, which says
    /// something of the item.
    pub may_be_merged: bool,
}

/// A heading matched to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSection {
    /// The item.
    pub item: u32,
    /// The number that the plan prints before its title.
    pub printed: u32,
    /// The passage that is the heading.
    pub heading: usize,
    /// Whether the plan's number stands before the plan's title.
    pub numbered: bool,
    /// The number written, where it is another item's.
    pub conflict: Option<u32>,
    /// Whether anything is written below it.
    pub filled: bool,
}

/// How an item came to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// By a section of its own, a mark （对应第N项）, or lines with its ids.
    Written,
    /// By `not_applicable` in the front matter, or 不涉及 in its section.
    Declined,
    /// Only by a line that is very like one of its measures.
    Inferred,
}

/// What a report says to one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The item.
    pub item: u32,
    /// How it is answered.
    pub how: How,
    /// The passage where the answer begins; `None` when only declared.
    pub passage: Option<usize>,
    /// The most cautious status stated in it.
    pub status: Option<Status>,
    /// The measures answered one by one, in document order.
    pub measures: Vec<MeasureAnswer>,
}

/// What a report says to one measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureAnswer {
    /// The measure's index in its item, from 1.
    pub measure: u32,
    /// The passage; `None` when declared in the front matter.
    pub passage: Option<usize>,
    /// The status stated.
    pub status: Option<Status>,
    /// Whether only likeness of words filed it here.
    pub inferred: bool,
}

/// What leaves the worker of a report: a few hundred bytes, not its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// The path as printed.
    pub path: String,
    /// Who wrote.
    pub submitter: Submitter,
    /// When it was submitted.
    pub submitted: Option<Moment>,
    /// The rule that refuses it, if one does.
    pub refused: Option<&'static str>,
    /// Its title, or the top of the file.
    pub site: crate::diagnostic::Site,
    /// The items answered.
    pub answers: Vec<Answered>,
    /// What another's words may stand against; a few.
    pub claims: Vec<Claim>,
    /// Owed items without an answer.
    pub unanswered: Vec<u32>,
    /// Whether it is prose.
    pub prose: bool,
    /// Whether it is a draft as `new` makes it, in which nothing was written: no
    /// report yet.
    pub blank: bool,
    /// Whether the office chose another copy: it is neither bound nor counted.
    pub set_aside: bool,
    /// The rulings that file a passage of it under an item, by their indices, each
    /// with how many passages have its words.
    pub ruled: Vec<(usize, usize)>,
    /// What it has of the required parts: completion, next year's targets,
    /// next year's measures.
    pub parts: [Presence; 3],
    /// Errors, warnings, hints.
    pub counts: [usize; 3],
}

/// What a report has of a required part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Nothing.
    Absent,
    /// A heading with nothing, or only 【待填】, below it.
    Empty,
    /// Words.
    Written,
}

impl Digest {
    /// The expected submitter that wrote it, as an index of
    /// [`crate::plan::Tasks::parties`].
    pub fn party(&self) -> Option<usize> {
        match self.submitter {
            Submitter::Party(party) => Some(party),
            _ => None,
        }
    }

    /// Whether it is bound into the volume.
    pub fn is_bound(&self) -> bool {
        self.refused.is_none() && !self.blank && !self.set_aside
    }
}

/// An [`Answer`] that has left the worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// The item.
    pub item: u32,
    /// How it is answered.
    pub how: How,
    /// The line where the answer begins, from 1; 1 when only declared.
    pub line: usize,
    /// The most cautious status stated in it.
    pub status: Option<Status>,
    /// The measures: index from 1, status, line.
    pub measures: Vec<(u32, Option<Status>, usize)>,
}
