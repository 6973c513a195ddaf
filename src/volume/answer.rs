//! What one paper says in one place of the plan.

use smallvec::SmallVec;

use super::Volume;
use super::fact::Fact::{self, Flag, Word, Words};
use super::fact::{Facts, Named};
use crate::report::Status;

/// What one paper says in one place; [`Block::answer`] puts it into words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Block {
    /// The place of the paper among the units.
    pub unit: usize,
    /// The line of the report, from 1.
    pub line: Option<usize>,
    /// What it states.
    pub status: Option<Status>,
    /// Whether it is the paper's first answer to the item.
    pub first: bool,
    /// Whether only headings are printed: what stood below them is printed
    /// elsewhere.
    pub bare: bool,
    /// What is printed.
    pub pieces: Pieces,
}

/// The indices of a paper's pieces: mostly one, for which no room need be made.
pub type Pieces = SmallVec<[u32; 2]>;

/// A block in words. Those that are made of several are put together only where they
/// are printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<'v> {
    /// Its id in the page.
    pub id: [&'v str; 4],
    /// i-3-slug where it is the paper's first answer to the item.
    pub anchor: Option<[&'v str; 3]>,
    /// Who.
    pub name: &'v str,
    /// Its agency's slug.
    pub slug: &'v str,
    /// Where its paper stands.
    pub href: [&'v str; 5],
    /// Its status for a filter: `done` …, `unstated`.
    pub status: &'static str,
    /// Its status for people; empty where none is stated.
    pub word: &'static str,
    /// The report and the line.
    pub source: Fact<'v>,
    /// Whether only headings are printed: what stood below them is printed
    /// elsewhere.
    pub bare: bool,
    /// Whether the item as a whole is answered, and no single measure.
    pub whole: bool,
    /// Whether anything is printed here.
    pub printed: bool,
    /// Whether the volume is bound item by item.
    pub by_item: bool,
}

/// Where a block stands.
#[derive(Debug, Clone, Copy)]
pub struct Place<'p> {
    /// The id of the item: i-3.
    pub item: &'p str,
    /// The id of the measure: m-3-8; `None` for the item as a whole.
    pub measure: Option<&'p str>,
}

impl Block {
    /// What it says at `place` of `volume`; `None` where it is none of its blocks.
    pub fn answer<'v>(&self, volume: &'v Volume, place: Place<'v>) -> Option<Answer<'v>> {
        let unit = volume.units.all.get(self.unit)?;
        let slug = unit.slug.as_str();
        let id = match place.measure {
            Some(measure) => ["", measure, "-", slug],
            None => ["all", place.item.trim_start_matches('i'), "-", slug],
        };
        Some(Answer {
            id,
            anchor: self.first.then_some([place.item, "-", slug]),
            name: &unit.name,
            slug: &unit.agency,
            href: ["#", "a", "-", slug, ""],
            status: self.status.map_or("unstated", Status::name),
            word: self.status.map_or("", Status::chinese),
            source: unit.place(&volume.inputs, self.line),
            bare: self.bare,
            whole: place.measure.is_none(),
            printed: !self.pieces.is_empty(),
            by_item: volume.cover.by_item,
        })
    }
}

impl Facts for Answer<'_> {
    fn facts(&self) -> impl AsRef<[Named<'_>]> {
        [
            ("id", Words(&self.id)),
            ("anchor", Words(self.anchor.as_slice().as_flattened())),
            ("name", Word(self.name)),
            ("slug", Word(self.slug)),
            ("href", Words(&self.href)),
            ("status", Word(self.status)),
            ("word", Word(self.word)),
            ("source", self.source),
            ("bare", Flag(self.bare)),
            ("whole", Flag(self.whole)),
            ("printed", Flag(self.printed)),
            ("by_item", Flag(self.by_item)),
        ]
    }
}
