//! What is printed where, by item or by agency.

use super::chapter::{Chapter, Entry, chapters, contents};
use super::grid::Seen;
use super::item::{ItemPart, item_part};
use super::route::route;
use super::unit::Units;
use super::{Cover, Inputs};
use crate::text::numeral;

/// The volume laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Laid {
    /// The items.
    pub items: Vec<ItemPart>,
    /// The other chapters.
    pub chapters: Vec<Chapter>,
    /// The titles of all chapters, in order.
    pub contents: Vec<Entry>,
}

/// Lays out those inputs.
pub fn lay(inputs: &Inputs, units: &Units, cover: &Cover, seen: &Seen) -> Laid {
    let mut routed = route(inputs, units);
    let mut laid = Laid::default();
    let sections = &inputs.tasks.plan.sections;
    let titles = sections.iter().flat_map(|section| {
        let number = numeral::chinese(section.number);
        section
            .items
            .iter()
            .map(move |item| (item, format!("{number}、{}", section.title)))
    });
    for (item, section) in titles {
        let mut part = item_part(inputs, units, item, &mut routed);
        part.section = section;
        for (index, measure) in (1..).zip(&mut part.measures) {
            measure.seen = seen.contains(&(item.number, index));
        }
        laid.items.push(part);
    }
    laid.contents = contents(inputs.by, laid.items.len(), &cover.next);
    laid.chapters = chapters(inputs, units, &laid.contents, &routed);
    laid
}
