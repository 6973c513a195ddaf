//! What was found, as people and machines are told it: one file a format.
//! Every format returns its text; nothing here writes to a terminal or a file.

pub mod accounts;
pub mod days;
pub mod diff;
pub mod excerpt;
pub mod human;
pub mod json;
pub mod outline;
pub mod short;
pub mod status;
pub mod summary;
pub mod terminal;
pub mod verdict;

use chrono::NaiveDate;

use crate::coverage::{Accounts, Digest, State, Submitter};
use crate::diagnostic::Diagnostic;
use crate::plan::{Party, Tasks};

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

    /// The state of one paper, whatever else its writer sent.
    pub fn state(&self, digest: &Digest) -> State {
        match digest.submitted {
            _ if digest.refused.is_some() => State::Refused,
            None => State::Undated,
            Some(at) if self.tasks.plan.submission.is_late(at) => State::Late,
            Some(_) => State::OnTime,
        }
    }
}
