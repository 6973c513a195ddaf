//! 请过目: what is not done and why, where two agencies contradict each other,
//! which items lack most answers, which measures nobody wrote to.

use serde::{Serialize, Serializer};

use super::Inputs;
use super::grid::{Grid, Seen};
use super::split::{Split, splits};
use super::undone::{Undone, undone};
use super::unit::{Unit, Units, Who};
use crate::plan::Item;
use crate::text::words;

/// The characters of the plan's words beside an answer.
pub(super) const WORDS: usize = 40;
/// The characters of the plan's words of a measure nobody wrote to.
const SHORT: usize = 24;
/// So many points that are not done stand on the first screen.
const FEW: usize = 4;
/// At most this many items lacking answers are named.
const LACKING: usize = 5;
/// At most this many agencies are named beside one of them.
const NAMES: usize = 8;

/// What a leader should see first.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Attention<'a> {
    /// What agencies say is not done, in plan order; rendered one by one, a template
    /// of the whole is told how many there are.
    #[serde(serialize_with = "count")]
    pub undone: Vec<Undone<'a>>,
    /// How many of them unfold.
    pub rest: usize,
    /// What agencies say that cannot both be so, in plan order.
    pub splits: Vec<Split>,
    /// The items lacking most answers, the worst first.
    pub lacking: Vec<Lacking>,
    /// The measures in which nothing was recognised, in plan order.
    pub unseen: Vec<Unseen>,
}

/// An item lacking answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lacking {
    /// Its number.
    pub item: u32,
    /// （十五）.
    pub label: String,
    /// Its title.
    pub title: String,
    /// How many answers it lacks.
    pub count: usize,
    /// Whose, in roster order, the first few.
    pub names: Vec<Who>,
    /// Where it stands in the volume.
    pub href: String,
}

/// A measure in which nothing was recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unseen {
    /// Its id.
    pub id: String,
    /// The item's number.
    pub item: u32,
    /// The plan's words, shortened.
    pub plan: String,
    /// Where it stands in the volume.
    pub href: String,
}

fn count<S: Serializer>(undone: &[Undone], to: S) -> Result<S::Ok, S::Error> {
    undone.len().serialize(to)
}

/// What a leader should see first in those inputs.
pub fn attention<'a>(
    inputs: &Inputs<'a>,
    units: &Units,
    grid: &Grid,
    seen: &Seen,
) -> Attention<'a> {
    let mut found = Attention {
        undone: undone(inputs, units),
        splits: splits(inputs, units),
        ..Attention::default()
    };
    for item in inputs.tasks.plan.items() {
        for (index, measure) in (1..).zip(&item.measures) {
            if !seen.contains(&(item.number, index)) {
                found.unseen.push(Unseen {
                    id: measure.id.clone(),
                    item: item.number,
                    plan: words::shorten(&measure.text, SHORT),
                    href: format!("#m-{}-{index}", item.number),
                });
            }
        }
    }
    found.rest = found.undone.len().saturating_sub(FEW);
    if let Some(first) = found.undone.get_mut(FEW) {
        first.rest = found.rest;
    }
    let mut items: Vec<_> = grid
        .items
        .iter()
        .filter(|item| !item.missing.is_empty())
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.missing.len()));
    found.lacking = items
        .into_iter()
        .take(LACKING)
        .map(|item| Lacking {
            item: item.number,
            label: item.label.clone(),
            title: item.title.clone(),
            count: item.missing.len(),
            names: item.missing.iter().take(NAMES).cloned().collect(),
            href: item.href.clone(),
        })
        .collect();
    found
}

pub(super) fn who(unit: &Unit) -> Who {
    Who {
        name: unit.name.clone(),
        slug: unit.agency.clone(),
    }
}

pub(super) fn measure(item: &Item, index: u32) -> Option<&crate::plan::Measure> {
    item.measures.get((index as usize).checked_sub(1)?)
}
