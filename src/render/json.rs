//! volume.json: public, versioned, every key always present, null when there
//! is none.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use anyhow::Result;
use serde::Serialize;

use super::escape;
use crate::coverage::{Answered, How, State, Submitter};
use crate::diagnostic::{Record, WaivedRecord};
use crate::plan::{Head, Item};
use crate::report::Status;
use crate::text::Lang;
use crate::volume::Volume;
use crate::volume::unit::Unit;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    plan: Head<'a>,
    as_of: String,
    submission: Submission<'a>,
    items: Vec<ItemRow<'a>>,
    agencies: Vec<AgencyRow<'a>>,
    next_year: Vec<NextYear<'a>>,
    diagnostics: Vec<Record<'a>>,
    waived: Vec<WaivedRecord<'a>>,
    rulings: Vec<RulingRow<'a>>,
}

#[derive(Serialize)]
struct RulingRow<'a> {
    agency: &'a str,
    kind: &'a str,
    what: &'a str,
    reason: &'a str,
    by: &'a str,
}

#[derive(Serialize)]
struct Submission<'a> {
    expected: usize,
    received: usize,
    on_time: usize,
    late: Vec<Named<'a>>,
    undated: Vec<Named<'a>>,
    due: Vec<Named<'a>>,
    missing: Vec<Named<'a>>,
    refused: Vec<Refused<'a>>,
    ignored: Vec<Ignored<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    agency: &'a str,
}

#[derive(Serialize)]
struct Refused<'a> {
    path: Option<&'a str>,
    agency: Option<&'a str>,
    rule: Option<&'a str>,
}

#[derive(Serialize)]
struct Ignored<'a> {
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct ItemRow<'a> {
    number: u32,
    title: &'a str,
    state: &'static str,
    measures: Vec<MeasureRow<'a>>,
    answers: Vec<AnswerRow<'a>>,
}

#[derive(Serialize)]
struct MeasureRow<'a> {
    id: &'a str,
    text: &'a str,
    states: Vec<StateRow<'a>>,
}

#[derive(Serialize)]
struct StateRow<'a> {
    agency: &'a str,
    status: &'static str,
}

#[derive(Serialize)]
struct AnswerRow<'a> {
    agency: &'a str,
    status: &'static str,
    path: &'a str,
    line: usize,
}

#[derive(Serialize)]
struct AgencyRow<'a> {
    name: &'a str,
    kind: Option<&'static str>,
    slug: &'a str,
    state: Option<&'static str>,
    path: Option<&'a str>,
    also: Vec<&'a str>,
    submitted: Option<String>,
}

#[derive(Serialize)]
struct NextYear<'a> {
    agency: &'a str,
    targets: Option<&'a str>,
    measures: Option<&'a str>,
}

/// Writes the document, pretty-printed, ending in a newline. Its `as_of` is the date
/// the volume bears.
///
/// # Errors
/// When `out` fails.
pub fn json(volume: &Volume, out: &mut impl Write) -> Result<()> {
    let plan = &volume.inputs.tasks.plan;
    let document = Document {
        version: 1,
        plan: Head::from(plan),
        as_of: volume.date.to_string(),
        submission: submission(volume),
        items: plan.items().map(|item| item_row(volume, item)).collect(),
        agencies: agencies(volume),
        next_year: next_year(volume),
        diagnostics: volume
            .inputs
            .diagnostics
            .iter()
            .map(|found| Record::new(found, Lang::Zh))
            .collect(),
        waived: volume
            .inputs
            .waived
            .iter()
            .map(|waived| WaivedRecord::new(waived, Lang::Zh))
            .collect(),
        rulings: volume
            .appendix
            .rulings
            .iter()
            .map(|ruling| RulingRow {
                agency: &ruling.agency,
                kind: ruling.kind,
                what: &ruling.what,
                reason: &ruling.reason,
                by: &ruling.by,
            })
            .collect(),
    };
    let mut safe = BufWriter::new(escape::Json(out));
    serde_json::to_writer_pretty(&mut safe, &document)?;
    safe.write_all(b"\n")?;
    Ok(safe.flush()?)
}

/// The name without a copy's number: what machines compare.
fn name<'a>(volume: &'a Volume, unit: &'a Unit) -> &'a str {
    let parties = &volume.inputs.tasks.parties;
    let party = unit.party.and_then(|party| parties.get(party));
    party.map_or(&unit.name, |party| &party.name)
}

fn submission<'a>(volume: &'a Volume) -> Submission<'a> {
    let inputs = &volume.inputs;
    let parties = &inputs.tasks.parties;
    let of = |state: State| -> Vec<Named<'a>> {
        inputs
            .accounts
            .of(state)
            .filter_map(|account| parties.get(account.party))
            .map(|party| Named {
                agency: &party.name,
            })
            .collect()
    };
    let refused = inputs.digests.iter().filter_map(|digest| {
        let rule = digest.refused?;
        let agency = match &digest.submitter {
            Submitter::Party(party) => parties.get(*party).map(|party| party.name.as_str()),
            Submitter::Unlisted(name) | Submitter::Unknown(name, _) if rule != "classified" => {
                Some(name.as_str())
            }
            _ => None,
        };
        Some(Refused {
            path: Some(&digest.path),
            agency,
            rule: Some(rule),
        })
    });
    // Sent back, and no copy kept.
    let returned = inputs.accounts.of(State::Refused);
    let returned = returned.filter(|account| account.digests.is_empty());
    let refused = refused.chain(returned.map(|account| Refused {
        path: None,
        agency: parties.get(account.party).map(|party| party.name.as_str()),
        rule: None,
    }));
    let ignored = inputs.ignored.iter().map(|(path, reason)| Ignored {
        path,
        reason: reason.get(Lang::Zh),
    });
    Submission {
        expected: volume.submission.expected,
        received: volume.submission.received,
        on_time: inputs.accounts.count(State::OnTime),
        late: of(State::Late),
        undated: of(State::Undated),
        due: of(State::Due),
        missing: of(State::Missing),
        refused: refused.collect(),
        ignored: ignored.collect(),
    }
}

fn item_row<'a>(volume: &'a Volume, item: &'a Item) -> ItemRow<'a> {
    let inputs = &volume.inputs;
    let answers: Vec<(&Unit, &str, &Answered)> = volume
        .units
        .all
        .iter()
        .filter_map(|unit| {
            let path = unit.paper(inputs)?.path.as_str();
            Some((unit, path, unit.answer(inputs, item.number)?))
        })
        .collect();
    let mut states: BTreeMap<u32, Vec<StateRow>> = BTreeMap::new();
    for &(unit, _, answer) in &answers {
        for &(index, status, _) in &answer.measures {
            states.entry(index).or_default().push(StateRow {
                agency: name(volume, unit),
                status: status.map_or("unstated", Status::name),
            });
        }
    }
    ItemRow {
        number: item.number,
        title: item.title(),
        state: state(answers.iter().map(|&(_, _, answer)| answer)),
        measures: (1..)
            .zip(&item.measures)
            .map(|(index, measure)| MeasureRow {
                id: &measure.id,
                text: &measure.text,
                states: states.remove(&index).unwrap_or_default(),
            })
            .collect(),
        answers: answers
            .iter()
            .map(|&(unit, path, answer)| AnswerRow {
                agency: name(volume, unit),
                status: status(answer).map_or("unstated", Status::name),
                path,
                line: answer.line,
            })
            .collect(),
    }
}

fn status(answer: &Answered) -> Option<Status> {
    match answer.how {
        How::Declined => Some(Status::NotApplicable),
        How::Written | How::Inferred => answer.status,
    }
}

/// The least advanced status stated in an item: not-applicable does not count.
fn state<'a>(answers: impl Iterator<Item = &'a Answered>) -> &'static str {
    let mut answered = false;
    let mut least = None;
    for answer in answers {
        answered = true;
        let stated = answer.measures.iter().filter_map(|measure| measure.1);
        let stated = stated
            .chain(status(answer))
            .filter(|&status| status != Status::NotApplicable);
        least = Status::most_cautious(stated.chain(least));
    }
    match least {
        Some(status) => status.name(),
        None if answered => "unstated",
        None => "unanswered",
    }
}

fn agencies<'a>(volume: &'a Volume) -> Vec<AgencyRow<'a>> {
    let inputs = &volume.inputs;
    let mut rows = Vec::new();
    for account in &inputs.accounts.expected {
        let Some(party) = inputs.tasks.parties.get(account.party) else {
            continue;
        };
        let digests = account
            .digests
            .iter()
            .filter_map(|&index| inputs.digests.get(index));
        let mut paths = digests.clone().map(|digest| digest.path.as_str());
        let secret = digests
            .clone()
            .any(|digest| digest.refused == Some("classified"));
        rows.push(AgencyRow {
            name: &party.name,
            kind: Some(party.kind.name()),
            slug: volume
                .units
                .slugs
                .get(account.party)
                .map_or("", String::as_str),
            state: Some(account.state.name()),
            path: paths.next(),
            also: paths.collect(),
            submitted: account
                .submitted
                .filter(|_| account.state != State::Refused || !secret)
                .map(|at| at.to_string()),
        });
    }
    for unit in volume.units.all.iter().filter(|unit| unit.party.is_none()) {
        let paper = unit.paper(inputs);
        rows.push(AgencyRow {
            name: &unit.name,
            kind: None,
            slug: &unit.slug,
            state: None,
            path: paper.map(|paper| paper.path.as_str()),
            also: Vec::new(),
            submitted: paper
                .and_then(|paper| paper.submitted)
                .map(|at| at.to_string()),
        });
    }
    rows
}

fn next_year<'a>(volume: &'a Volume) -> Vec<NextYear<'a>> {
    let bodies = volume.inputs.bodies;
    let units = volume.units.all.iter();
    units
        .filter_map(|unit| {
            let body = bodies.get(unit.digest)?.as_ref()?;
            Some(NextYear {
                agency: name(volume, unit),
                targets: body.next_targets.as_deref(),
                measures: body.next_measures.as_deref(),
            })
        })
        .collect()
}
