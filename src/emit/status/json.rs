//! `status --format json`: versioned, every key always present.

use serde::Serialize;

use super::{contradictions, rest};
use crate::coverage::State;
use crate::emit::Findings;
use crate::plan::Head;
use crate::render::escape;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    plan: Head<'a>,
    as_of: String,
    counts: Counts,
    agencies: Vec<Row<'a>>,
    exempt: Vec<Exempt<'a>>,
    contradictions: Vec<contradictions::Row<'a>>,
}

#[derive(Serialize)]
struct Exempt<'a> {
    name: &'a str,
    reason: &'a str,
    by: &'a str,
}

#[derive(Serialize)]
struct Counts {
    expected: usize,
    on_time: usize,
    late: usize,
    undated: usize,
    refused: usize,
    missing: usize,
    due: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    kind: &'static str,
    state: &'static str,
    path: Option<&'a str>,
    submitted: Option<String>,
    received: Option<String>,
    due: Option<String>,
    days: Option<i64>,
}

/// The document, ending in a newline.
///
/// # Errors
/// Never in practice: the data has no map keys that are not text.
pub fn json(findings: &Findings) -> serde_json::Result<String> {
    let accounts = findings.accounts;
    let agencies = accounts.expected.iter().filter_map(|account| {
        let party = findings.tasks.parties.get(account.party)?;
        let first = account.digests.first();
        let digest = first.and_then(|&index| findings.digests.get(index));
        let due = findings.tasks.due(Some(account.party));
        Some(Row {
            name: &party.name,
            kind: party.kind.name(),
            state: account.state.name(),
            path: digest.map(|digest| digest.path.as_str()),
            submitted: account.submitted.map(|at| at.to_string()),
            received: party.received.map(|at| at.to_string()),
            due: due.map(|due| due.at.to_string()),
            days: account.days,
        })
    });
    let document = Document {
        version: 1,
        plan: Head::from(&findings.tasks.plan),
        as_of: findings.as_of.to_string(),
        counts: Counts {
            expected: accounts.expected.len(),
            on_time: accounts.count(State::OnTime),
            late: accounts.count(State::Late),
            undated: accounts.count(State::Undated),
            refused: accounts.count(State::Refused),
            missing: accounts.count(State::Missing),
            due: accounts.count(State::Due),
        },
        agencies: agencies.collect(),
        exempt: rest::exempt(findings)
            .into_iter()
            .map(|(party, reason, by)| Exempt {
                name: &party.name,
                reason,
                by,
            })
            .collect(),
        contradictions: contradictions::rows(findings),
    };
    Ok(escape::json(
        serde_json::to_string_pretty(&document)? + "\n",
    ))
}
