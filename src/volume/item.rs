//! One item of the plan with everything that was said to it.

use serde::Serialize;

use super::answer::Block;
use super::grid::Cell;
use super::route::{Routed, Target};
use super::unit::{Unit, Units};
use super::{By, Inputs};
use crate::coverage::{Answered, How};
use crate::plan::Item;
use crate::report::Status;

/// An item: the plan's words and what was said to them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ItemPart {
    /// Its id: i-3.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// （三）.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The plan's section it stands in.
    pub section: String,
    /// Who is responsible, as the plan prints it.
    pub agencies: Vec<String>,
    /// Who of them leads.
    pub leads: Vec<String>,
    /// Whether the list ends in 等.
    pub open_ended: bool,
    /// Its measures; rendered one by one.
    #[serde(skip)]
    pub measures: Vec<MeasurePart>,
    /// Answers to the item as a whole; rendered one by one.
    #[serde(skip)]
    pub answers: Vec<Block>,
    /// Who declares that it is not its business.
    pub declined: Vec<Mention>,
    /// Who answers it, in passages that are printed in another place.
    pub elsewhere: Vec<Mention>,
    /// Who owes it and did not write.
    pub missing: Vec<Mention>,
}

/// A measure and what was said to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MeasurePart {
    /// Its id in the plan: 3.8.
    pub id: String,
    /// The item's number.
    pub item: u32,
    /// Its id in the page: m-3-8.
    pub anchor: String,
    /// The plan's words.
    pub text: String,
    /// Whether anything was recognised in it.
    pub seen: bool,
    /// The answers; rendered one by one.
    #[serde(skip)]
    pub answers: Vec<Block>,
}

/// Somebody, or an item, named in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// Its id in the page; empty where it has none.
    pub id: String,
    /// What is printed.
    pub name: String,
    /// The submitter's slug.
    pub slug: String,
    /// The item's number.
    pub item: u32,
    /// The character of its cell; empty where there is none.
    pub char: &'static str,
    /// What the character stands for.
    pub meaning: &'static str,
    /// Its status for a filter.
    pub status: &'static str,
    /// Where it leads.
    pub href: String,
}

/// Which papers stand in one item so far.
struct Shown {
    by: By,
    units: Vec<bool>,
}

impl Shown {
    fn has(&self, unit: usize) -> bool {
        self.units.get(unit).copied().unwrap_or_default()
    }

    /// Whether the id i-3-slug stands where `unit` is shown now: at its first place,
    /// and only when bound by item; else it stands in the agency's chapter.
    fn take(&mut self, unit: usize) -> bool {
        let before = self.units.get_mut(unit);
        let first = before.is_some_and(|shown| !std::mem::replace(shown, true));
        first && self.by == By::Item
    }

    /// Marks those of `blocks` that are the first of their papers.
    fn mark(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            block.first = self.take(block.unit);
        }
    }
}

/// `item` with its pieces taken out of `routed`.
pub(super) fn item_part(
    inputs: &Inputs,
    units: &Units,
    item: &Item,
    routed: &mut Routed,
) -> ItemPart {
    let key = item.number;
    let answers: Vec<(usize, &Unit, &Answered)> = units
        .all
        .iter()
        .enumerate()
        .filter_map(|(place, unit)| Some((place, unit, unit.answer(inputs, item.number)?)))
        .collect();
    let mut shown = Shown {
        by: inputs.by,
        units: vec![false; units.all.len()],
    };
    let mut part = ItemPart {
        id: format!("i-{key}"),
        number: item.number,
        label: item.label(),
        title: item.title().to_owned(),
        agencies: item
            .agencies
            .iter()
            .map(|name| name.get_ref().clone())
            .collect(),
        leads: item.leads.clone(),
        open_ended: item.open_ended,
        missing: missing(inputs, units, key),
        ..ItemPart::default()
    };
    let measures = measures(&answers, item, routed);
    for ((index, measure), mut answers) in (1..).zip(&item.measures).zip(measures) {
        shown.mark(&mut answers);
        part.measures.push(MeasurePart {
            id: measure.id.clone(),
            item: item.number,
            anchor: format!("m-{key}-{index}"),
            text: measure.text.clone(),
            seen: false,
            answers,
        });
    }
    part.answers = whole(inputs.by, &answers, item.number, routed);
    shown.mark(&mut part.answers);
    // What says something first; the papers' own headings last.
    part.answers.sort_by_key(|block| block.bare);
    for (place, unit, answer) in answers {
        let declined = answer.how == How::Declined;
        let stands = shown.has(place);
        let id = match shown.take(place) {
            true => format!("i-{key}-{}", unit.slug),
            false => String::new(),
        };
        let mention = Mention {
            id,
            name: unit.name.clone(),
            slug: unit.agency.clone(),
            item: item.number,
            char: "",
            meaning: "",
            status: if declined {
                Cell::Declined.name()
            } else {
                Cell::Told.name()
            },
            href: format!("#a-{}", unit.slug),
        };
        match (declined, stands) {
            (true, _) => part.declined.push(mention),
            (false, false) => part.elsewhere.push(mention),
            (false, true) => {}
        }
    }
    part
}

/// What is said to each measure, in their order.
fn measures(
    answers: &[(usize, &Unit, &Answered)],
    item: &Item,
    routed: &mut Routed,
) -> Vec<Vec<Block>> {
    let targets = (1..).zip(&item.measures);
    let targets = targets.map(|(index, _)| Target::Measure(item.number, index));
    let blocks = targets.map(|target| routed.remove(&target).unwrap_or_default());
    let mut all: Vec<Vec<Block>> = blocks.collect();
    for &(place, _, answer) in answers {
        for &(index, status, line) in &answer.measures {
            let index = (index as usize).checked_sub(1);
            if let Some(blocks) = index.and_then(|index| all.get_mut(index)) {
                let block = of_unit(blocks, place);
                block.line = block.line.or(Some(line));
                block.status = Status::most_cautious(block.status.into_iter().chain(status));
            }
        }
    }
    all
}

/// The answers to the item as a whole. By agency, where nothing is printed
/// here, only of those papers that answer no single measure.
fn whole(
    by: By,
    answers: &[(usize, &Unit, &Answered)],
    number: u32,
    routed: &mut Routed,
) -> Vec<Block> {
    let mut blocks = routed.remove(&Target::Item(number)).unwrap_or_default();
    for &(place, _, answer) in answers {
        if !answer.measures.is_empty() || answer.how == How::Declined && by == By::Agency {
            continue;
        }
        let printed = blocks.binary_search_by_key(&place, |block| block.unit);
        if by == By::Agency || printed.is_ok() {
            let block = of_unit(&mut blocks, place);
            block.line = block.line.or(Some(answer.line));
            block.status = answer.status;
        }
    }
    blocks
}

/// The block of that unit among `blocks`, which stand in the order of the units.
fn of_unit(blocks: &mut Vec<Block>, unit: usize) -> &mut Block {
    let at = blocks.binary_search_by_key(&unit, |block| block.unit);
    let at = at.unwrap_or_else(|at| {
        let new = Block {
            unit,
            ..Block::default()
        };
        blocks.insert(at, new);
        at
    });
    &mut blocks[at]
}

fn missing(inputs: &Inputs, units: &Units, number: u32) -> Vec<Mention> {
    let mut found = Vec::new();
    for (index, party) in inputs.tasks.parties.iter().enumerate() {
        let own = units.of_party.get(index).map_or(&[][..], Vec::as_slice);
        let mut own = own.iter().filter_map(|&place| units.all.get(place));
        if !party.owes(number) || own.any(|unit| unit.answer(inputs, number).is_some()) {
            continue;
        }
        let slug = units.slugs.get(index).map_or("", String::as_str);
        found.push(Mention {
            id: format!("i-{number}-{slug}"),
            name: party.name.clone(),
            slug: slug.to_owned(),
            item: number,
            char: Cell::Missing.char(),
            meaning: Cell::Missing.meaning(),
            status: Cell::Missing.name(),
            href: format!("#a-{slug}"),
        });
    }
    found
}
