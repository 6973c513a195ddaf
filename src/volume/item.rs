//! One item of the plan with everything that was said to it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::grid::Cell;
use super::route::{PieceAt, Routed, Target, source};
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

/// What one paper says in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Its id in the page.
    pub id: String,
    /// i-3-slug where it is the paper's first answer to the item, else empty.
    pub anchor: String,
    /// Who.
    pub name: String,
    /// Its agency's slug.
    pub slug: String,
    /// Where its paper stands.
    pub href: String,
    /// Its status for a filter: `done` …, `unstated`.
    pub status: &'static str,
    /// Its status for people; empty where none is stated.
    pub word: &'static str,
    /// The report and the line: reports/市教委.md:14.
    pub source: String,
    /// Whether only headings are printed: what stood below them is printed
    /// elsewhere.
    pub bare: bool,
    /// What is printed.
    #[serde(skip)]
    pub pieces: Vec<PieceAt>,
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
    pub char: String,
    /// What the character stands for.
    pub meaning: &'static str,
    /// Its status for a filter.
    pub status: &'static str,
    /// Where it leads.
    pub href: String,
}

/// What one paper says to one measure.
#[derive(Debug, Default)]
struct Said {
    pieces: Vec<PieceAt>,
    line: Option<usize>,
    status: Option<Status>,
}

/// The ids i-3-slug of one item: each stands at the paper's first place there.
struct Anchors<'k> {
    key: &'k str,
    by: By,
    used: BTreeSet<usize>,
}

impl Anchors<'_> {
    /// The id where `unit` stands for the first time; empty afterwards, and
    /// when bound by agency: then it stands in the agency's chapter.
    fn take(&mut self, place: usize, unit: &Unit) -> String {
        match (self.used.insert(place), self.by) {
            (true, By::Item) => format!("i-{}-{}", self.key, unit.slug),
            _ => String::new(),
        }
    }
}

/// `item`, called `key` in ids, with its pieces taken out of `routed`.
pub(super) fn item_part(
    inputs: &Inputs,
    units: &Units,
    item: &Item,
    key: &str,
    routed: &mut Routed,
) -> ItemPart {
    let answers: Vec<(usize, &Unit, &Answered)> = units
        .all
        .iter()
        .enumerate()
        .filter_map(|(place, unit)| Some((place, unit, unit.answer(inputs, item.number)?)))
        .collect();
    let mut anchors = Anchors {
        key,
        by: inputs.by,
        used: BTreeSet::new(),
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
        missing: missing(inputs, units, item.number, key),
        ..ItemPart::default()
    };
    let mut said = said(&answers, item, routed);
    for (index, measure) in (1..).zip(&item.measures) {
        let anchor = format!("m-{key}-{index}");
        let mut blocks = Vec::new();
        for (place, said) in said.remove(&index).unwrap_or_default() {
            let Some(unit) = units.all.get(place) else {
                continue;
            };
            blocks.push(Block {
                id: format!("{anchor}-{}", unit.slug),
                anchor: anchors.take(place, unit),
                ..block(inputs, unit, said)
            });
        }
        part.measures.push(MeasurePart {
            id: measure.id.clone(),
            item: item.number,
            anchor,
            text: measure.text.clone(),
            seen: false,
            answers: blocks,
        });
    }
    part.answers = whole(inputs, units, &answers, item.number, routed, &mut anchors);
    for (place, unit, answer) in answers {
        let declined = answer.how == How::Declined;
        let shown = anchors.used.contains(&place);
        let mention = Mention {
            id: anchors.take(place, unit),
            name: unit.name.clone(),
            slug: unit.agency.clone(),
            item: item.number,
            char: String::new(),
            meaning: "",
            status: if declined {
                Cell::Declined.name()
            } else {
                Cell::Told.name()
            },
            href: format!("#a-{}", unit.slug),
        };
        match (declined, shown) {
            (true, _) => part.declined.push(mention),
            (false, false) => part.elsewhere.push(mention),
            (false, true) => {}
        }
    }
    part
}

/// What is said to each measure: by its index, then by unit.
fn said(
    answers: &[(usize, &Unit, &Answered)],
    item: &Item,
    routed: &mut Routed,
) -> BTreeMap<u32, BTreeMap<usize, Said>> {
    let mut all: BTreeMap<u32, BTreeMap<usize, Said>> = BTreeMap::new();
    for &(place, _, answer) in answers {
        for &(index, status, line) in &answer.measures {
            let said = all.entry(index).or_default().entry(place).or_default();
            said.line = said.line.or(Some(line));
            said.status = Status::most_cautious(said.status.into_iter().chain(status));
        }
    }
    for (index, _) in (1..).zip(&item.measures) {
        let pieces = routed.remove(&Target::Measure(item.number, index));
        for (place, pieces) in pieces.unwrap_or_default() {
            all.entry(index)
                .or_default()
                .entry(place)
                .or_default()
                .pieces = pieces;
        }
    }
    all
}

/// The answers to the item as a whole. By agency, where nothing is printed
/// here, only of those papers that answer no single measure.
fn whole(
    inputs: &Inputs,
    units: &Units,
    answers: &[(usize, &Unit, &Answered)],
    number: u32,
    routed: &mut Routed,
    anchors: &mut Anchors,
) -> Vec<Block> {
    let mut all: BTreeMap<usize, Said> = BTreeMap::new();
    let pieces = routed.remove(&Target::Item(number));
    for (place, pieces) in pieces.unwrap_or_default() {
        all.entry(place).or_default().pieces = pieces;
    }
    for &(place, _, answer) in answers {
        if !answer.measures.is_empty() || answer.how == How::Declined && inputs.by == By::Agency {
            continue;
        }
        if inputs.by == By::Agency {
            all.entry(place).or_default();
        }
        if let Some(said) = all.get_mut(&place) {
            said.line = Some(answer.line);
            said.status = answer.status;
        }
    }
    let mut blocks = Vec::new();
    for (place, said) in all {
        let Some(unit) = units.all.get(place) else {
            continue;
        };
        blocks.push(Block {
            id: format!("all-{}-{}", anchors.key, unit.slug),
            anchor: anchors.take(place, unit),
            ..block(inputs, unit, said)
        });
    }
    // What says something first; the papers' own headings last.
    blocks.sort_by_key(|block| block.bare);
    blocks
}

fn block(inputs: &Inputs, unit: &Unit, said: Said) -> Block {
    Block {
        id: String::new(),
        anchor: String::new(),
        name: unit.name.clone(),
        slug: unit.agency.clone(),
        href: format!("#a-{}", unit.slug),
        status: said.status.map_or("unstated", Status::name),
        word: said.status.map_or("", Status::chinese),
        source: source(inputs, unit, &said.pieces, said.line),
        bare: !said.pieces.is_empty() && said.pieces.iter().all(|&at| is_bare(inputs, at)),
        pieces: said.pieces,
    }
}

fn is_bare(inputs: &Inputs, (digest, index): PieceAt) -> bool {
    let body = inputs.bodies.get(digest).and_then(Option::as_ref);
    body.and_then(|body| body.pieces.get(index))
        .is_some_and(|piece| piece.bare)
}

fn missing(inputs: &Inputs, units: &Units, number: u32, key: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for (index, party) in inputs.tasks.parties.iter().enumerate() {
        let own = units.of_party.get(index).map_or(&[][..], Vec::as_slice);
        let mut own = own.iter().filter_map(|&place| units.all.get(place));
        if !party.owes(number) || own.any(|unit| unit.answer(inputs, number).is_some()) {
            continue;
        }
        let slug = units.slugs.get(index).map_or("", String::as_str);
        found.push(Mention {
            id: format!("i-{key}-{slug}"),
            name: party.name.clone(),
            slug: slug.to_owned(),
            item: number,
            char: Cell::Missing.char().to_string(),
            meaning: Cell::Missing.meaning(),
            status: Cell::Missing.name(),
            href: format!("#a-{slug}"),
        });
    }
    found
}
