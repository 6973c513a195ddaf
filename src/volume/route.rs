//! Where every piece of every bound paper is printed: in exactly one place.

use std::collections::BTreeMap;

use smallvec::smallvec;

use super::answer::Block;
use super::unit::Units;
use super::{By, Inputs};
use crate::coverage::Filing;

/// Where a piece goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Item(u32),
    Measure(u32, u32),
    Other,
    Problems,
    Next,
}

/// What is printed at each target, a block a paper, in the order of the units.
pub(super) type Routed = BTreeMap<Target, Vec<Block>>;

/// The pieces of those inputs by where they go.
pub(super) fn route(inputs: &Inputs, units: &Units) -> Routed {
    let plan = &inputs.tasks.plan;
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for item in plan.items() {
        sizes.entry(item.number).or_insert(item.measures.len());
    }
    // What is filed under something the plan does not have is still printed.
    let target = |filing: Filing| match filing {
        Filing::Measure(item, measure) => match sizes.get(&item) {
            Some(&size) if (1..=size).contains(&(measure as usize)) => {
                Target::Measure(item, measure)
            }
            Some(_) => Target::Item(item),
            None => Target::Other,
        },
        Filing::Item(item) if sizes.contains_key(&item) => Target::Item(item),
        Filing::Problems => Target::Problems,
        Filing::NextTargets | Filing::NextMeasures | Filing::NextYear => Target::Next,
        Filing::Item(_) | Filing::Other | Filing::Contact | Filing::Untouched => Target::Other,
    };
    let mut routed = Routed::new();
    for (place, unit) in units.all.iter().enumerate() {
        let Some(body) = unit.body(inputs) else {
            continue;
        };
        for (index, piece) in (0..).zip(&body.pieces) {
            let target = match inputs.by {
                By::Item => target(piece.filing),
                By::Agency => Target::Other,
            };
            let blocks = routed.entry(target).or_default();
            match blocks.last_mut() {
                Some(last) if last.unit == place => {
                    last.pieces.push(index);
                    last.bare &= piece.bare;
                }
                _ => blocks.push(Block {
                    unit: place,
                    line: Some(piece.line),
                    bare: piece.bare,
                    pieces: smallvec![index],
                    ..Block::default()
                }),
            }
        }
    }
    routed
}
