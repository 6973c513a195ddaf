//! What was found, as people and machines are told it: one file a format.
//! Every format returns its text; nothing here writes to a terminal or a file.

pub mod accounts;
pub mod days;
pub mod diff;
pub mod excerpt;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod offer;
pub mod outline;
pub mod sarif;
pub mod short;
pub mod status;
pub mod summary;
pub mod terminal;
pub mod verdict;

use chrono::NaiveDate;

use self::terminal::clean;
use crate::coverage::{Accounts, Digest, State, Submitter};
use crate::diagnostic::{Diagnostic, Waived};
use crate::plan::{Due, Party, Tasks};
use crate::text::Lang;

/// The formats of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Human,
    /// A line a finding.
    Short,
    /// The documented JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub workflow commands.
    Github,
    /// GitLab Code Quality.
    Gitlab,
    /// JUnit XML.
    Junit,
}

impl Format {
    /// Every format by its name.
    pub const ALL: [(&'static str, Format); 7] = [
        ("human", Format::Human),
        ("short", Format::Short),
        ("json", Format::Json),
        ("sarif", Format::Sarif),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("junit", Format::Junit),
    ];

    /// The format of that name.
    pub fn named(name: &str) -> Option<Self> {
        let found = Format::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, format)| *format)
    }

    /// Whether its paths are relative to the current folder, not to the root.
    pub fn is_local(self) -> bool {
        matches!(self, Format::Github | Format::Gitlab)
    }
}

/// What a check hands to its formats.
#[derive(Debug, Clone, Copy)]
pub struct Findings<'a> {
    /// The plan folder.
    pub tasks: &'a Tasks,
    /// Today.
    pub as_of: NaiveDate,
    /// What is known of each report, in path order.
    pub digests: &'a [Digest],
    /// Who has reported.
    pub accounts: &'a Accounts,
    /// What was found, in order.
    pub diagnostics: &'a [Diagnostic],
    /// What the reports waive.
    pub waived: &'a [Waived],
}

impl<'a> Findings<'a> {
    /// The expected submitter that wrote `digest`.
    pub fn party(&self, digest: &Digest) -> Option<&'a Party> {
        match digest.submitter {
            Submitter::Party(index) => self.tasks.parties.get(index),
            _ => None,
        }
    }

    /// The name that `digest`'s writer goes by: an expected submitter's, or the
    /// one it gives itself.
    pub fn name(&self, digest: &'a Digest) -> Option<&'a str> {
        match &digest.submitter {
            Submitter::Party(_) => self.party(digest).map(|party| party.name.as_str()),
            Submitter::Unlisted(name) | Submitter::Unknown(name, _) => Some(name),
            Submitter::Nobody => None,
        }
    }

    /// What was found in the file at `path`, in order.
    pub fn of(&self, path: &str) -> &'a [Diagnostic] {
        let all = self.diagnostics;
        let from = all.partition_point(|d| d.finding.site.path.as_str() < path);
        let to = all.partition_point(|d| d.finding.site.path.as_str() <= path);
        all.get(from..to).unwrap_or_default()
    }

    /// Whether the office accepts that what `agency` sent is late, or undated.
    pub fn accepts(&self, state: State, agency: &str) -> bool {
        let rule = match state {
            State::Late => "late-report",
            State::Undated => "missing-date",
            _ => return false,
        };
        let mut accepted = self.waived.iter().filter(|waived| waived.by.is_some());
        accepted.any(|waived| {
            let found = &waived.diagnostic;
            found.rule == rule && found.agency.as_deref() == Some(agency)
        })
    }

    /// The deadline of whoever wrote `digest`.
    pub fn due(&self, digest: &Digest) -> Option<Due> {
        self.tasks.due(digest.party())
    }

    /// The state of one paper, whatever else its writer sent.
    pub fn state(&self, digest: &Digest) -> State {
        match digest.submitted {
            _ if digest.refused.is_some() => State::Refused,
            None => State::Undated,
            Some(at) if self.due(digest).is_some_and(|due| due.is_missed(at)) => State::Late,
            Some(_) => State::OnTime,
        }
    }
}

/// What people want to see of it.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// Whether hints are shown one by one; they are counted in any case.
    pub hints: bool,
    /// The only rules that were asked for, so that no verdict can be given; all,
    /// where there are none.
    pub only: &'a [&'static str],
    /// Whether only findings are wanted, no verdicts and no sum.
    pub quiet: bool,
    /// What the worker of each report saw; as long as the digests.
    pub seen: &'a [Option<verdict::Seen>],
    /// The paths as they were typed, each with a blank before it.
    pub paths: &'a str,
}

/// What is said of a waived finding in place of its remedy: why it stands.
fn excused(diagnostic: &Diagnostic, reason: &str, lang: Lang) -> String {
    let message = clean(diagnostic.finding.message.get(lang));
    let reason = clean(reason);
    match lang {
        Lang::Zh => format!("{message}\n已豁免：{reason}"),
        Lang::En => format!("{message}\nwaived: {reason}"),
    }
}

/// What a diagnostic says to machines that show it to people: what is wrong
/// and, after `gap`, how to put it right. What could play tricks on a log or a
/// page is shown by its number.
fn said(diagnostic: &Diagnostic, lang: Lang, gap: &str) -> String {
    let finding = &diagnostic.finding;
    let [message, help] = [&finding.message, &finding.help].map(|text| clean(text.get(lang)));
    format!("{message}{gap}{help}")
}
