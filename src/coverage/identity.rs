//! Who wrote a report, for which year.

use crate::text::Span;

/// Who wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Submitter {
    /// An expected submitter: its index in [`crate::plan::Tasks::parties`].
    Party(usize),
    /// A body that is not expected, by the name it gives.
    Unlisted(String),
    /// A name that is a near miss of an expected submitter's: the name as
    /// written and the index of the likely one.
    Unknown(String, usize),
    /// Nobody says.
    Nobody,
}

/// Where an identity was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The front matter.
    Header,
    /// The title.
    Title,
    /// The signature.
    Signature,
}

/// Who wrote, for which year, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who wrote.
    pub submitter: Submitter,
    /// Where that was read; `None` for nobody.
    pub from: Option<(From, Span)>,
    /// Other places of the paper that name another expected submitter.
    pub others: Vec<(From, Span, usize)>,
    /// The year it reports on, where it says so.
    pub year: Option<(i32, Span)>,
}
