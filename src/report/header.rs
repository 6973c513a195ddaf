//! The front matter, read as it is meant.

use crate::plan::Moment;
use crate::text::Span;

/// A value of the front matter: absent and unreadable are different findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The value and where it stands.
    Given(T, Span),
    /// Written, but no such value: as it was written, and where.
    Malformed(String, Span),
    /// Not written.
    #[default]
    Missing,
}

impl<T> Field<T> {
    /// The value, where it was given.
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Given(value, _) => Some(value),
            _ => None,
        }
    }

    /// Where it stands, given or malformed.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Given(_, span) | Field::Malformed(_, span) => Some(*span),
            Field::Missing => None,
        }
    }
}

/// What a value was read from although TOML would refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loose {
    /// “ ” in place of ".
    Quotes,
    /// ＝ or ： in place of =.
    Equals,
    /// A Chinese key.
    Key,
    /// A value without quotation marks, a date written in Chinese, a year as a
    /// string.
    Value,
    /// A `---` block.
    Fence,
}

/// The front matter of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The whole block with its fences, where there is one.
    pub span: Option<Span>,
    /// `agency`.
    pub agency: Field<String>,
    /// `year`.
    pub year: Field<i32>,
    /// `submitted`, in +08:00.
    pub submitted: Field<Moment>,
    /// `classification`.
    pub classification: Field<String>,
    /// `not_applicable`: items (15) and measures (7.4), as written.
    pub not_applicable: Field<Vec<String>>,
    /// What was read although TOML would refuse it: how, where, and how it
    /// should be written.
    pub loose: Vec<(Loose, Span, String)>,
    /// Lines of which nothing could be read.
    pub broken: Vec<Span>,
    /// Keys nobody knows, with the nearest known one.
    pub unknown: Vec<(String, Span, Option<&'static str>)>,
    /// Whether the closing fence is missing.
    pub unclosed: bool,
    /// The characters of values that stay out of the volume (signed_by,
    /// contact, phone).
    pub private: usize,
}
