//! Where every piece of every bound paper is printed: in exactly one place.

use std::collections::BTreeMap;

use super::unit::{Unit, Units};
use super::{By, Inputs};
use crate::coverage::Filing;

/// A piece: the index of its digest and its index in the body.
pub type PieceAt = (usize, usize);

/// Where a piece goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Item(u32),
    Measure(u32, u32),
    Other,
    Problems,
    Next,
}

/// The pieces of each target, by the index of their unit.
pub(super) type Routed = BTreeMap<Target, BTreeMap<usize, Vec<PieceAt>>>;

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
        let Some(Some(body)) = inputs.bodies.get(unit.digest) else {
            continue;
        };
        for (index, piece) in body.pieces.iter().enumerate() {
            let target = match inputs.by {
                By::Item => target(piece.filing),
                By::Agency => Target::Other,
            };
            let of = routed.entry(target).or_default();
            of.entry(place).or_default().push((unit.digest, index));
        }
    }
    routed
}

/// The report and the line in which the first of `pieces` begins.
pub(super) fn source(
    inputs: &Inputs,
    unit: &Unit,
    pieces: &[PieceAt],
    line: Option<usize>,
) -> String {
    let path = unit.paper(inputs).map_or("", |paper| paper.path.as_str());
    let first = pieces.first().and_then(|&(digest, index)| {
        let body = inputs.bodies.get(digest)?.as_ref()?;
        Some(body.pieces.get(index)?.line)
    });
    match first.or(line) {
        Some(line) => format!("{path}:{line}"),
        None => path.to_owned(),
    }
}
