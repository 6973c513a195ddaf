//! What is wrong with a document, as plain data. A [`Finding`] is made by a
//! rule; a [`Diagnostic`] is a finding stamped with its rule and severity. Both
//! carry everything needed to show them: the source may be gone by then.

pub mod fix;
mod record;

use std::ops::Range;

pub use fix::{Edit, Fix};
pub use record::{At, Record, WaivedRecord};
use serde::Deserialize;

use crate::text::{Label, Lang, Place, Source, Span, Text, label};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Certain by the plan or the machine; the draft must be put right.
    Error,
    /// Read in the most likely way; worth a look.
    Warning,
    /// Good to know.
    Hint,
}

impl Severity {
    /// The word machines are told: `error`, `warning`, `hint`.
    pub fn name(self) -> &'static str {
        self.label().en
    }

    /// The word people are told.
    pub fn label(self) -> Label {
        match self {
            Severity::Error => label("错误", "error"),
            Severity::Warning => label("警告", "warning"),
            Severity::Hint => label("提示", "hint"),
        }
    }
}

/// At most this many characters are underlined: a longer span says no more
/// and floods the screen.
const MARKED: usize = 30;
/// At most this many characters of the line are kept before the mark: more
/// than the widest page shows.
const HEAD: usize = 160;
/// At most this many are kept after it.
const TAIL: usize = 60;

/// A place in a file with the line it stands on, so that it can be shown when
/// the file's text is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The path as printed.
    pub path: String,
    /// The place.
    pub place: Place,
    /// The line of the place, cut some way before and after the mark; empty
    /// where there is nothing to show.
    pub excerpt: String,
    /// What is underlined, in bytes of `excerpt`.
    pub mark: Range<usize>,
}

impl Site {
    /// The site of `span` in `source`.
    pub fn new(source: &Source, span: Span) -> Self {
        let span = source.snap(span);
        let place = source.place(span);
        let line = source.line_span(place.line);
        let start = span.start.clamp(line.start, line.end);
        let end = span.end.clamp(start, line.end);
        let rest = source.slice(Span::new(start, line.end));
        let marked = boundary(rest, MARKED).min(end - start);
        let kept = start + marked + boundary(&rest[marked..], TAIL);
        let before = source.slice(Span::new(line.start, start));
        let head = before.char_indices().rev().nth(HEAD - 1);
        let from = line.start + head.map_or(0, |(at, _)| at);
        Site {
            path: source.path.clone(),
            place,
            excerpt: source.slice(Span::new(from, kept)).to_owned(),
            mark: start - from..start - from + marked,
        }
    }

    /// The line of `source` on which `span` begins, with nothing to show of it.
    pub fn hidden(source: &Source, span: Span) -> Self {
        let start = source.line_span(source.line_of(span.start)).start;
        Site {
            place: source.place(Span::new(start, start)),
            ..Site::file(&source.path)
        }
    }

    /// The site of a whole file, with nothing to show of it.
    pub fn file(path: impl Into<String>) -> Self {
        Site {
            path: path.into(),
            place: Place::TOP,
            excerpt: String::new(),
            mark: 0..0,
        }
    }
}

/// The byte at which `text` has had `characters` characters.
fn boundary(text: &str, characters: usize) -> usize {
    text.char_indices()
        .nth(characters)
        .map_or(text.len(), |(at, _)| at)
}

/// A line below the excerpt: its name, its text (which may have several lines)
/// and, where it speaks of another place, that place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of note: [`PLAN`], [`FOUND`], [`UNFOUND`], [`SEE`].
    pub name: Label,
    /// What it says.
    pub text: Text,
    /// The place it speaks of.
    pub site: Option<Site>,
}

/// The plan's own words.
pub const PLAN: Label = label("原文", "plan");
/// What was recognised.
pub const FOUND: Label = label("认出", "found");
/// What was not recognised.
pub const UNFOUND: Label = label("没认出", "not found");
/// What to type to put it right.
pub const HELP: Label = label("改法", "help");
/// What the office's register says.
pub const REGISTER: Label = label("登记", "register");
/// Another place that has to do with it.
pub const SEE: Label = label("另见", "see");

/// What a rule found: a place, a reason and a remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where.
    pub site: Site,
    /// What is wrong, in one line.
    pub message: Text,
    /// What is said right at the mark.
    pub label: Option<Text>,
    /// The section it stands in, by its heading's number or first words: tells
    /// places apart of which the same is said.
    pub section: Option<Text>,
    /// A second mark on the same line, in bytes of the excerpt, and what is
    /// said there.
    pub aside: Option<(Range<usize>, Text)>,
    /// Lines below the excerpt.
    pub notes: Vec<Note>,
    /// What to type to put it right.
    pub help: Text,
    /// The number of the plan's item: see [`crate::plan::Item::number`].
    pub item: Option<u32>,
    /// The id of the plan's measure.
    pub measure: Option<String>,
    /// The agency it is about, where that is not the report's own.
    pub agency: Option<String>,
    /// The severity, where it is not the rule's: it depends on the day.
    pub severity: Option<Severity>,
    /// How the program can put it right itself, where a rule knows that for
    /// certain: a fix a place.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding with its place, reason and remedy.
    pub fn new(site: Site, message: Text, help: Text) -> Self {
        Finding {
            site,
            message,
            label: None,
            section: None,
            aside: None,
            notes: Vec::new(),
            help,
            item: None,
            measure: None,
            agency: None,
            severity: None,
            fixes: Vec::new(),
        }
    }

    /// With `label` said at the mark.
    pub fn label(mut self, label: Text) -> Self {
        self.label = Some(label);
        self
    }

    /// Standing in `section`.
    pub fn section(mut self, section: Text) -> Self {
        self.section = Some(section);
        self
    }

    /// With a second mark at `span` of `source`, where it stands on the same
    /// line and within the excerpt.
    pub fn aside(mut self, source: &Source, span: Span, label: Text) -> Self {
        let line = source.line_span(self.site.place.line);
        let column = boundary(source.slice(line), self.site.place.column - 1);
        // Where the excerpt begins.
        let from = line.start + column - self.site.mark.start;
        if span.start >= from && span.end <= from + self.site.excerpt.len() {
            self.aside = Some((span.start - from..span.end - from, label));
        }
        self
    }

    /// With a line below the excerpt.
    pub fn note(mut self, name: Label, text: Text) -> Self {
        self.notes.push(Note {
            name,
            text,
            site: None,
        });
        self
    }

    /// With a line below the excerpt that speaks of another place.
    pub fn note_at(mut self, name: Label, text: Text, site: Site) -> Self {
        self.notes.push(Note {
            name,
            text,
            site: Some(site),
        });
        self
    }

    /// About `agency`.
    pub fn agency(mut self, agency: impl Into<String>) -> Self {
        self.agency = Some(agency.into());
        self
    }

    /// With a severity that is not the rule's.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// With remedies that the program can carry out, one a place.
    pub fn fixes(mut self, fixes: impl IntoIterator<Item = Fix>) -> Self {
        self.fixes.extend(fixes);
        self
    }

    /// About item `number` of the plan.
    pub fn item(mut self, number: u32) -> Self {
        self.item = Some(number);
        self
    }

    /// About measure `id` of item `number`.
    pub fn measure(mut self, number: u32, id: impl Into<String>) -> Self {
        self.item = Some(number);
        self.measure = Some(id.into());
        self
    }
}

/// A finding as it leaves the checker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name.
    pub rule: &'static str,
    /// The rule's Chinese short name.
    pub short: &'static str,
    /// How grave.
    pub severity: Severity,
    /// The agency whose report or duty it is about, by its roster name.
    pub agency: Option<String>,
    /// What was found.
    pub finding: Finding,
}

/// A finding that its paper waives or the office accepts: it is told, and counts
/// no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// Why it may stand.
    pub reason: String,
    /// Who of the office accepted it; `None` where the paper itself waives it.
    pub by: Option<String>,
}

impl Waived {
    /// Why it may stand, and who of the office said so.
    pub fn why(&self, lang: Lang) -> String {
        match (&self.by, lang) {
            (None, _) => self.reason.clone(),
            (Some(by), Lang::Zh) => format!("{by}认可：{}", self.reason),
            (Some(by), Lang::En) => format!("accepted by {by}: {}", self.reason),
        }
    }
}

impl Diagnostic {
    /// The order in which diagnostics are shown: path, line, column, rule.
    pub fn order(&self) -> (&str, Place, &'static str) {
        (&self.finding.site.path, self.finding.site.place, self.rule)
    }
}
