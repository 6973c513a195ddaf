//! The plan folder as data: [`Plan`] (plan/tasks.toml), [`Roster`]
//! (plan/agencies.toml), [`Register`] (plan/register.toml) and, resolved from all
//! three, [`Tasks`]: who is expected to report, by when, and who owes which item.

mod closing;
pub mod draft;
pub mod example;
mod head;
mod item;
mod lead;
pub mod limits;
pub mod naming;
pub mod parse;
pub mod register;
mod roster;
pub mod table;
pub mod tasks;
mod titled;
pub mod update;
pub mod write;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

pub use closing::Closing;
pub use head::Head;
pub use item::{Item, Measure, Section};
pub use limits::{Excess, Limit, Limits};
pub use register::{Receipt, Register, Ruled, Ruling};
pub use roster::{Agency, Group, Kind, Roster};
pub use tasks::{Party, Tasks};
use titled::Openings;
pub use titled::Set;

use crate::diagnostic::Severity;
use crate::text::{Source, Span};

/// The action plan, as plan/tasks.toml holds it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The plan's title; absent where its text has none and nobody gave one.
    pub title: Option<String>,
    /// The year the plan is for.
    pub year: Option<i32>,
    /// The text it was read from, as a path.
    pub source: Option<String>,
    /// The numbers of the papers it rests on, as printed.
    #[serde(default)]
    pub basis: Vec<String>,
    /// What must be reported, to whom, by when.
    #[serde(default)]
    pub submission: Submission,
    /// Severities of this office, by rule name.
    #[serde(default)]
    pub rules: BTreeMap<String, Severity>,
    /// The limits of this office.
    #[serde(default)]
    pub limits: Limits,
    /// The plan's sections.
    #[serde(default, rename = "section")]
    pub sections: Vec<Section>,
    /// What the closing words ask for besides.
    #[serde(default)]
    pub closing: Closing,
    /// The file itself, for pointing into it.
    #[serde(skip)]
    pub file: Source,
    /// Whether every id is the number of its item and the measure's place in it, as it is
    /// unless numbers begin again in every section or a measure was taken out.
    #[serde(skip)]
    pub in_turn: bool,
    /// What its items' titles begin with.
    #[serde(skip)]
    openings: Openings,
}

/// The closing clause of the plan.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The last day, or the last minute.
    pub deadline: Option<Spanned<Moment>>,
    /// Whether “1月10日前” includes the day itself.
    #[serde(default = "yes")]
    pub inclusive: bool,
    /// Who receives the summaries.
    pub recipient: Option<String>,
    /// Who reports, in the plan's words.
    #[serde(default)]
    pub reporters: Vec<String>,
    /// The required parts.
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
}

fn yes() -> bool {
    true
}

/// One required part of a summary.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Which of the four.
    pub id: PartId,
    /// The plan's words for it.
    pub title: Spanned<String>,
    /// Words that mark its heading in a draft.
    #[serde(default)]
    pub headings: Vec<String>,
}

/// The four parts the closing clause can require.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartId {
    /// The year's summary.
    Completion,
    /// How the year's targets were met; inside the summary.
    TargetResults,
    /// Next year's targets.
    NextTargets,
    /// Next year's measures.
    NextMeasures,
}

impl Submission {
    /// The deadline itself.
    pub fn due(&self) -> Option<Moment> {
        self.deadline.as_ref().map(|deadline| *deadline.get_ref())
    }

    /// The deadline with what it includes.
    pub fn term(&self) -> Option<Due> {
        self.due().map(|at| Due {
            at,
            inclusive: self.inclusive,
        })
    }
}

/// The last day, or the last minute, by which a paper must be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The day, and the time where one is set.
    pub at: Moment,
    /// Whether the day itself counts.
    pub inclusive: bool,
}

impl Due {
    /// Whether a paper of `submitted` is late. A paper dated without a time is
    /// in time on the day itself.
    pub fn is_missed(self, submitted: Moment) -> bool {
        if submitted.date != self.at.date {
            return submitted.date > self.at.date;
        }
        match (self.at.time, submitted.time) {
            (Some(due), Some(time)) => time > due,
            (Some(_), None) => false,
            (None, _) => !self.inclusive,
        }
    }

    /// Whether it has passed when `as_of` is today.
    pub fn has_passed(self, as_of: NaiveDate) -> bool {
        as_of > self.at.date || (as_of == self.at.date && !self.inclusive)
    }

    /// How many days after it `day` is; negative before it.
    pub fn days(self, day: NaiveDate) -> i64 {
        (day - self.at.date).num_days()
    }
}

/// A day, perhaps with its time (+08:00): a deadline, or when a paper was
/// submitted. Shown as 2017-01-05 or 2017-01-05T14:30:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "Datetime")]
pub struct Moment {
    /// The day.
    pub date: NaiveDate,
    /// The time, where one was written.
    pub time: Option<NaiveTime>,
}

impl TryFrom<Datetime> for Moment {
    type Error = String;

    fn try_from(value: Datetime) -> Result<Self, Self::Error> {
        let date = value
            .date
            .and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()))
            .ok_or("要写成日期，如 2017-01-10 · not a date such as 2017-01-10")?;
        let time = value.time.and_then(|t| {
            NaiveTime::from_hms_opt(t.hour.into(), t.minute.into(), t.second.unwrap_or(0).into())
        });
        Ok(Moment { date, time })
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.date)?;
        match self.time {
            Some(time) => write!(f, "T{}", time.format("%H:%M:%S")),
            None => Ok(()),
        }
    }
}

impl From<NaiveDate> for Moment {
    fn from(date: NaiveDate) -> Self {
        Moment { date, time: None }
    }
}

impl From<NaiveDateTime> for Moment {
    fn from(at: NaiveDateTime) -> Self {
        Moment {
            date: at.date(),
            time: Some(at.time()),
        }
    }
}

impl Plan {
    /// The plan read from the TOML text of `file`.
    ///
    /// # Errors
    /// Where the text is no TOML or no plan: the message and its place.
    pub fn read(file: Source) -> Result<Self, Unreadable> {
        let mut plan: Plan = read(&file)?;
        plan.file = file;
        plan.number_items();
        plan.openings = Openings::of(&plan);
        Ok(plan)
    }

    /// The title, or what stands for it where there is none.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or("行动计划")
    }
}

/// Why a file of the plan folder could not be read.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// `path:line:column`.
    pub place: String,
    /// What the TOML reader says.
    pub message: String,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

impl std::error::Error for Unreadable {}

fn read<T: serde::de::DeserializeOwned>(file: &Source) -> Result<T, Unreadable> {
    toml::from_str(&file.text).map_err(|error| {
        let span = error.span().map_or(Span::default(), span);
        let place = file.place(span);
        Unreadable {
            place: format!("{}:{}:{}", file.path, place.line, place.column),
            message: error.message().trim().replace('\n', "; "),
        }
    })
}

/// The TOML reader's range as a [`Span`].
pub fn span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
