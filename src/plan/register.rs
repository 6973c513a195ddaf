//! plan/register.toml, kept by the clerk: what came in when, and what the office
//! has ruled. It settles what no paper can, and touches none.
//!
//! Read entry by entry: a mistake in one is a [`Fault`] with its place, and the
//! others still hold.

pub mod append;
mod entry;

use toml::de::{DeTable, DeValue};

use self::entry::Entry;
use super::{Moment, Plan, Tasks, example, span};
use crate::text::{Source, Span, Text, text};

/// The register.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// What came in, in the order of the file.
    pub receipts: Vec<Receipt>,
    /// What the office has ruled, in the order of the file.
    pub rulings: Vec<Ruling>,
    /// What could not be understood.
    pub faults: Vec<Fault>,
    /// The file itself, for pointing into it; empty where there is none.
    pub file: Source,
}

/// One paper that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Whose, as an index of [`super::Tasks::parties`].
    pub party: usize,
    /// When; it outranks the dates in the paper.
    pub received: Moment,
    /// Whether it was not fit to be bound and sent back: a later one counts.
    pub refused: bool,
    /// What is to be remembered of it.
    pub note: Option<String>,
    /// Where the day is written.
    pub span: Span,
}

/// One ruling of the office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// About whom, as an index of [`super::Tasks::parties`].
    pub party: usize,
    /// What is ruled.
    pub ruled: Ruled,
    /// Why.
    pub reason: String,
    /// Who ruled.
    pub by: String,
    /// Where the entry says what it is about.
    pub span: Span,
}

impl Ruling {
    /// Puts the place of the measure in place of its id, and none where no measure has it.
    pub(super) fn settle(&mut self, plan: &Plan) {
        if let Ruled::FileUnder {
            item: (item, Some(measure)),
            ..
        } = &mut self.ruled
            && !plan.in_turn
        {
            (*item, *measure) = plan.placed(*item, *measure).unwrap_or((*item, NONE));
        }
    }
}

/// The place of a measure that the plan lacks.
pub const NONE: u32 = u32::MAX;

/// What a ruling settles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruled {
    /// A later deadline; its day counts.
    Extend(Moment),
    /// The passage of the report at `path` in which these words stand answers an
    /// item, or a measure of it.
    FileUnder {
        /// The path as it is printed.
        path: String,
        /// Words of the passage, as they are written.
        passage: String,
        /// The item, and the measure, from 1.
        item: (u32, Option<u32>),
    },
    /// What this rule finds may stand, in the whole report or of one item.
    Accept {
        /// The rule, by its name or its Chinese short name.
        rule: String,
        /// The item.
        item: Option<u32>,
    },
    /// Of several papers of one agency the one at this path counts.
    Choose(String),
    /// The agency need not report: on these items; at all where there are none.
    Exempt(Vec<u32>),
}

impl Ruled {
    /// The word in TOML.
    pub fn name(&self) -> &'static str {
        match self {
            Ruled::Extend(_) => "extend",
            Ruled::FileUnder { .. } => "file-under",
            Ruled::Accept { .. } => "accept",
            Ruled::Choose(_) => "choose",
            Ruled::Exempt(_) => "exempt",
        }
    }
}

/// What could not be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub what: Text,
    /// What to write.
    pub help: Text,
}

/// Who goes by a name: the index of the party, else the name that is nearest.
pub type Find<'a> = &'a dyn Fn(&str) -> Result<usize, Option<String>>;

/// What stands for an example in the help of a fault.
#[derive(Debug)]
pub struct Such {
    agency: String,
    office: String,
    /// When a paper may have come in.
    day: String,
    /// Until when the deadline may be put off.
    later: String,
}

impl Such {
    /// Of this plan and roster.
    pub fn of(tasks: &Tasks) -> Self {
        let shown = |day: Option<chrono::NaiveDate>| {
            day.map_or("YYYY-MM-DD".to_owned(), |day| day.to_string())
        };
        Such {
            agency: example::agency(tasks).to_owned(),
            office: example::office(&tasks.plan).to_owned(),
            day: shown(example::day(&tasks.plan)),
            later: shown(example::later(&tasks.plan)),
        }
    }
}

impl Register {
    /// The register read from the TOML text of `file`; names are looked up with
    /// `find`, and what is missing is shown with `such`.
    pub fn read(file: Source, find: Find, such: &Such) -> Self {
        let mut register = Register::default();
        register.take(&file.text, find, such);
        register.file = file;
        register
    }

    fn take(&mut self, written: &str, find: Find, such: &Such) {
        let table = match DeTable::parse(written) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                self.faults.push(Fault {
                    span: error.span().map_or(Span::default(), span),
                    what: text(
                        "登记表不是合规的 TOML，整个文件都没有生效",
                        "this is no TOML: nothing of the register holds",
                    ),
                    help: text(
                        format!(
                            "改好这一处（{}）；日期写成 {}，文字加半角引号",
                            error.message(),
                            such.day
                        ),
                        format!("mend it: {}", error.message()),
                    ),
                });
                return;
            }
        };
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let entries = match value.get_ref() {
                DeValue::Array(entries) if matches!(name, "receipt" | "ruling") => entries,
                _ => {
                    self.faults.push(Fault {
                        span: span(key.span()),
                        what: text(
                            format!("登记表里没有“{name}”这样的内容"),
                            format!("a register has no {name}"),
                        ),
                        help: text(
                            "每一条以 [[receipt]]（收到）或 [[ruling]]（认定）开头",
                            "every entry begins with [[receipt]] or [[ruling]]",
                        ),
                    });
                    continue;
                }
            };
            for entry in entries.iter() {
                let DeValue::Table(table) = entry.get_ref() else {
                    continue;
                };
                let mut entry = Entry::new(table, span(entry.span()), find, such, &mut self.faults);
                match name {
                    "receipt" => self.receipts.extend(entry.receipt()),
                    _ => self.rulings.extend(entry.ruling()),
                }
            }
        }
    }

    /// The receipt of `party` that counts: the first of a paper that was fit to be
    /// bound, else the first.
    pub fn received(&self, party: usize) -> Option<&Receipt> {
        let own = self.receipts.iter().filter(|known| known.party == party);
        own.min_by_key(|receipt| (receipt.refused, receipt.received))
    }

    /// The receipt of `party` that was written last.
    pub fn latest(&self, party: usize) -> Option<&Receipt> {
        let mut own = self.receipts.iter().rev();
        own.find(|known| known.party == party)
    }

    /// The rulings about `party`.
    pub fn of(&self, party: usize) -> impl Iterator<Item = &Ruling> {
        let own = self.rulings.iter();
        own.filter(move |ruling| ruling.party == party)
    }

    /// The latest deadline that `party` was given.
    pub fn extended(&self, party: usize) -> Option<Moment> {
        let until = self.of(party).filter_map(|ruling| match ruling.ruled {
            Ruled::Extend(until) => Some(until),
            _ => None,
        });
        until.max()
    }
}
