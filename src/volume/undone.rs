//! What agencies say is not done, in plan order.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::attention::{WORDS, measure};
use super::bind;
use super::fact::Fact::{self, Number, Word};
use super::fact::{Facts, Named};
use super::unit::Units;
use super::{By, Inputs, Volume};
use crate::plan::Item;
use crate::text::words;

/// Something that is not done; [`Undone::point`] puts it into words.
#[derive(Debug, Clone, Copy)]
pub struct Undone<'a> {
    /// The place of the paper among the units.
    pub unit: usize,
    /// The item.
    pub item: &'a Item,
    /// What the paper says.
    pub said: &'a bind::Undone,
    /// How many there are from here on, where what follows unfolds; else 0.
    pub rest: usize,
}

/// It in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point<'v> {
    /// 3.8, or （三） for an item as a whole.
    pub id: Cow<'v, str>,
    /// The item's number.
    pub item: u32,
    /// The plan's words, shortened.
    pub plan: String,
    /// Who says so.
    pub name: &'v str,
    /// The slug of its agency.
    pub slug: &'v str,
    /// What it says.
    pub words: &'v str,
    /// Where it stands in the volume.
    pub href: String,
    /// The report and the line.
    pub source: Fact<'v>,
    /// How many there are from here on, where what follows unfolds; else 0.
    pub rest: usize,
}

/// What is not done by those inputs.
pub(super) fn undone<'a>(inputs: &Inputs<'a>, units: &Units) -> Vec<Undone<'a>> {
    let mut items = BTreeMap::new();
    for (order, item) in inputs.tasks.plan.items().enumerate() {
        // The second item of a number would only repeat the first.
        items.entry(item.number).or_insert((order, item));
    }
    let mut found = Vec::new();
    for (place, unit) in units.all.iter().enumerate() {
        let said = unit.body(inputs).map_or(&[][..], |body| &body.undone);
        for said in said {
            if let Some(&(order, item)) = items.get(&said.item) {
                let order = (order, said.measure, place);
                found.push((
                    order,
                    unit.party,
                    Undone {
                        unit: place,
                        item,
                        said,
                        rest: 0,
                    },
                ));
            }
        }
    }
    found.sort_by_key(|&(order, ..)| order);
    let mut told = BTreeSet::new();
    // A second copy of one paper says it again.
    found.retain(|&((item, measure, _), party, undone)| {
        party.is_none() || told.insert((item, measure, party, &undone.said.words))
    });
    found.into_iter().map(|(.., undone)| undone).collect()
}

impl Undone<'_> {
    /// It in words of `volume`; `None` where its paper is none of the units.
    pub fn point<'v>(&'v self, volume: &'v Volume) -> Option<Point<'v>> {
        let Undone { item, said, .. } = self;
        let unit = volume.units.all.get(self.unit)?;
        let measure = said.measure.and_then(|index| measure(item, index));
        let by_item = volume.inputs.by == By::Item;
        Some(Point {
            id: measure.map_or_else(|| item.label().into(), |measure| measure.id.as_str().into()),
            item: item.number,
            plan: words::shorten(measure.map_or(item.title(), |m| m.text.as_str()), WORDS),
            name: &unit.name,
            slug: &unit.agency,
            words: &said.words,
            href: match (said.measure, measure) {
                (Some(index), Some(_)) if by_item => {
                    format!("#m-{}-{index}-{}", item.number, unit.slug)
                }
                _ => format!("#i-{}-{}", item.number, unit.slug),
            },
            source: unit.place(&volume.inputs, Some(said.line)),
            rest: self.rest,
        })
    }
}

impl Facts for Point<'_> {
    fn facts(&self) -> impl AsRef<[Named<'_>]> {
        [
            ("id", Word(&self.id)),
            ("item", Number(self.item as usize)),
            ("plan", Word(&self.plan)),
            ("name", Word(self.name)),
            ("slug", Word(self.slug)),
            ("words", Word(self.words)),
            ("href", Word(&self.href)),
            ("source", self.source),
            ("rest", Number(self.rest)),
        ]
    }
}
