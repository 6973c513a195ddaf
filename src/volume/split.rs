//! 说法不一: what agencies say that cannot both be so, their words side by side
//! with where each stands. Nothing is decided.

use std::collections::BTreeMap;

use serde::Serialize;

use super::attention::{WORDS, measure, who};
use super::bind::Undone;
use super::excerpt::NO_REASON;
use super::unit::{Unit, Units, Who};
use super::{By, Inputs};
use crate::coverage::contradictions::{self, Contradiction, Said, contradictions};
use crate::report::Status;
use crate::text::words;

/// At most this many agencies are named on one side.
const NAMES: usize = 8;
/// Of so many their words are quoted.
const QUOTED: usize = 2;

/// A contradiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Split {
    /// `status`, `figure` or `partner`.
    pub kind: &'static str,
    /// 3.8, or （三） where an item as a whole is meant.
    pub id: String,
    /// The item's number.
    pub item: u32,
    /// The plan's words, shortened.
    pub plan: String,
    /// Who says what; by status the least advanced first.
    pub sides: Vec<Side>,
    /// Where the measure stands in the volume.
    pub href: String,
}

/// What some agencies say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// In one word: 未完成, 3.2万人, 会同市教委.
    pub word: String,
    /// Its status for a filter.
    pub status: &'static str,
    /// How many say so.
    pub count: usize,
    /// Who, in the volume's order, the first few.
    pub said: Vec<Saying>,
}

/// What one agency says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// Who.
    pub agency: Who,
    /// Its words, shortened; empty from the third agency of a side on.
    pub words: String,
    /// Where it stands in the volume.
    pub href: String,
    /// The report and the line.
    pub source: String,
}

/// The contradictions of those inputs.
pub fn splits(inputs: &Inputs, units: &Units) -> Vec<Split> {
    let all = contradictions(inputs.tasks, inputs.digests);
    let units: Places = units.all.iter().map(|unit| (unit.digest, unit)).collect();
    all.iter()
        .filter_map(|found| split(inputs, &units, found))
        .collect()
}

/// The units by their digests.
type Places<'a> = BTreeMap<usize, &'a Unit>;

fn split(inputs: &Inputs, units: &Places, found: &Contradiction) -> Option<Split> {
    let item = inputs.tasks.plan.item(found.item)?;
    let own = found.measure.and_then(|index| measure(item, index));
    let mut sides: Vec<Side> = Vec::new();
    for said in &found.sides {
        let Some(&unit) = units.get(&said.digest) else {
            continue;
        };
        let word = said.said.word(inputs.tasks);
        let at = sides.iter().position(|side| side.word == word);
        let at = at.unwrap_or_else(|| {
            sides.push(Side {
                word: word.into_owned(),
                status: match said.said {
                    Said::State(status) => status.name(),
                    Said::Claim(_) => "unstated",
                },
                count: 0,
                said: Vec::new(),
            });
            sides.len() - 1
        });
        let Some(side) = sides.get_mut(at) else {
            continue;
        };
        side.count += 1;
        if side.said.len() < NAMES {
            side.said.push(Saying {
                agency: who(unit),
                words: match side.said.len() < QUOTED {
                    true => quote(inputs, found, said),
                    false => String::new(),
                },
                href: href(inputs.by, found.item, said.measure, unit),
                source: unit.source(inputs, Some(said.line)),
            });
        }
    }
    Some(Split {
        kind: found.kind.name(),
        id: own.map_or_else(|| item.label(), |measure| measure.id.clone()),
        item: item.number,
        plan: words::shorten(own.map_or(item.title(), |m| m.text.as_str()), WORDS),
        sides,
        href: match found.measure {
            Some(index) => format!("#m-{}-{index}", item.number),
            None => format!("#i-{}", item.number),
        },
    })
}

/// The place of what a unit says to a measure, or to the item.
fn href(by: By, item: u32, measure: Option<u32>, unit: &Unit) -> String {
    match (by, measure) {
        (By::Item, Some(index)) => format!("#m-{item}-{index}-{}", unit.slug),
        _ => format!("#i-{item}-{}", unit.slug),
    }
}

/// The words of one side: of a claim its sentence, of a status what the body
/// keeps of that line.
fn quote(inputs: &Inputs, found: &Contradiction, side: &contradictions::Side) -> String {
    match side.said {
        Said::Claim(claim) => claim.words.clone(),
        Said::State(status) => {
            let body = inputs.bodies.get(side.digest).and_then(Option::as_ref);
            let Some(body) = body else {
                return String::new();
            };
            let told = match status {
                Status::NotDone => &body.undone,
                _ => &body.settled,
            };
            let own = |told: &&Undone| {
                (told.item, told.measure) == (found.item, side.measure) && told.line == side.line
            };
            let told = told.iter().find(own).map(|told| told.words.as_str());
            // What the report did not write is not quoted from it.
            let told = told.filter(|words| *words != NO_REASON);
            told.unwrap_or_default().to_owned()
        }
    }
}
