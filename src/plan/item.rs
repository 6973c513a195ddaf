//! Sections, items and measures, and by which numbers they go.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::{Moment, Plan};
use crate::text::{Text, numeral, text};

/// A section of the plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its number as the plan prints it or, where both sections and items begin again, its
    /// place among all sections, from 1.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Its items.
    #[serde(default, rename = "item")]
    pub items: Vec<Item>,
}

/// An item: the finest unit that carries agencies.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its number, which no other item has: as the plan prints it or, where numbers begin
    /// again in every section, its place among all items, from 1.
    pub number: u32,
    /// Its number as the plan prints it.
    #[serde(skip)]
    pub printed: u32,
    /// The number of its section, where items of several share their printed numbers.
    #[serde(skip)]
    pub section: Option<u32>,
    /// Its title.
    pub title: Spanned<String>,
    /// The agencies and groups responsible, as printed.
    #[serde(default)]
    pub agencies: Vec<Spanned<String>>,
    /// Those of them that lead, where the plan says so.
    #[serde(default)]
    pub leads: Vec<String>,
    /// Whether the list ends in 等.
    #[serde(default)]
    pub open_ended: bool,
    /// Its measures, a sentence each.
    #[serde(default, rename = "measure")]
    pub measures: Vec<Measure>,
}

impl Item {
    /// The title's text.
    pub fn title(&self) -> &str {
        self.title.get_ref()
    }

    /// The measure of that index, from 1.
    pub fn measure(&self, index: u32) -> Option<&Measure> {
        self.measures.get((index as usize).checked_sub(1)?)
    }

    /// The number that stands before its title: （十五）.
    pub fn ordinal(&self) -> String {
        format!("（{}）", numeral::chinese(self.printed))
    }

    /// The number where its section is not told beside it: （十五）, or 二（三） where items
    /// of several sections have that number.
    pub fn label(&self) -> String {
        let section = self.section.map(numeral::chinese).unwrap_or_default();
        format!("{section}{}", self.ordinal())
    }

    /// The same in figures where they tell enough: 15.
    pub fn figure(&self) -> String {
        match self.section {
            None => self.printed.to_string(),
            Some(_) => self.label(),
        }
    }

    /// The same in a sentence: 第（十五）项, 第二部分第（三）项.
    pub fn called(&self) -> Text {
        let (ordinal, number) = (self.ordinal(), self.printed);
        match self.section {
            None => text(format!("第{ordinal}项"), format!("item {number}")),
            Some(section) => text(
                format!("第{}部分第{ordinal}项", numeral::chinese(section)),
                format!("item {number} of part {section}"),
            ),
        }
    }
}

/// A measure: one sentence of an item.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// Its id, `item.index`; a string, for 1.10 is not 1.1.
    pub id: String,
    /// The plan's words.
    pub text: String,
    /// Who owes it, where the clerk has narrowed that by hand.
    #[serde(default)]
    pub agencies: Vec<String>,
    /// By when, where the clerk has set that by hand.
    pub due: Option<Moment>,
}

impl Plan {
    /// Gives every item a number of its own, and every section that is told beside it:
    /// where the plan prints one twice, all are numbered through.
    pub(super) fn number_items(&mut self) {
        let again = is_any_twice(self.items().map(|item| item.number));
        let sections = self.sections.iter().map(|section| section.number);
        if again && is_any_twice(sections) {
            for (place, section) in (1..).zip(&mut self.sections) {
                section.number = place;
            }
        }
        let items = self.sections.iter_mut().flat_map(|section| {
            let of = again.then_some(section.number);
            section.items.iter_mut().map(move |item| (of, item))
        });
        for (place, (section, item)) in (1..).zip(items) {
            item.printed = item.number;
            item.section = section;
            if again {
                item.number = place;
            }
        }
        self.in_turn = self.counts_in_turn();
    }

    /// Every item in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// The item of that number.
    pub fn item(&self, number: u32) -> Option<&Item> {
        self.items().find(|item| item.number == number)
    }

    /// See [`Plan::in_turn`].
    fn counts_in_turn(&self) -> bool {
        self.items().all(|item| {
            let mut measures = (1..).zip(&item.measures);
            measures.all(|(index, measure)| measure.id == format!("{}.{index}", item.number))
        })
    }

    /// The item that `number`, as the plan prints it, means in a paper: of several that have
    /// it the one in the section of that number, else the only one of those `owed`.
    pub fn meant(&self, number: u32, owed: &[u32], section: Option<u32>) -> Option<u32> {
        let like: Vec<&Item> = self.items().filter(|item| item.printed == number).collect();
        let only = |is: &dyn Fn(&Item) -> bool| {
            let mut items = like.iter().filter(|item| is(item));
            items.next().filter(|_| items.next().is_none())
        };
        let found = match like[..] {
            [_] => like.first(),
            _ => only(&|item| section.is_some() && item.section == section)
                .or_else(|| only(&|item| owed.contains(&item.number))),
        };
        found.map(|item| item.number)
    }

    /// The same of one that is said to be of `section`: 第二部分第一项.
    pub fn within(&self, number: u32, owed: &[u32], section: u32) -> Option<u32> {
        let own = |item: &&Item| item.printed == number;
        let mut like = self.items().filter(own);
        let alone = like.next().filter(|_| like.next().is_none());
        let sections = || {
            let sections = self.sections.iter();
            sections.filter(|of| of.number == section)
        };
        let all: Vec<&Item> = sections().flat_map(|of| &of.items).filter(own).collect();
        let owing = all.iter().find(|item| owed.contains(&item.number));
        // Where no number comes twice the section tells nothing more.
        let found = alone.or(owing.copied()).or(all.first().copied());
        found.map(|item| item.number)
    }

    /// The number of the section that has item `number`.
    pub fn section_of(&self, number: u32) -> Option<u32> {
        let mut sections = self.sections.iter();
        let own = sections.find(|of| of.items.iter().any(|item| item.number == number));
        own.map(|section| section.number)
    }

    /// The number of the item that has the measure of id `item.measure`, and the measure's
    /// index in it, from 1.
    pub fn placed(&self, item: u32, measure: u32) -> Option<(u32, u32)> {
        let id = format!("{item}.{measure}");
        self.items().find_map(|item| {
            let mut measures = item.measures.iter().zip(1..);
            let (_, index) = measures.find(|(measure, _)| measure.id == id)?;
            Some((item.number, index))
        })
    }

    /// The items of those numbers, one behind the other: （三）（七）（九）.
    pub fn labels(&self, numbers: &[u32]) -> String {
        let items = numbers.iter().filter_map(|&number| self.item(number));
        items.map(Item::label).collect()
    }

    /// The same in figures, as an English sentence lists them: 3, 7 and 9.
    pub fn figures(&self, numbers: &[u32]) -> String {
        let items = numbers.iter().filter_map(|&number| self.item(number));
        let figures: Vec<String> = items.map(Item::figure).collect();
        match figures.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{} and {last}", before.join(", ")),
            None => String::new(),
        }
    }

    /// What of an item, or of its measure of that index, stands for it: 3.4, （三）.
    pub fn place(&self, item: u32, measure: Option<u32>) -> String {
        let own = self.item(item);
        let measure = own.zip(measure).and_then(|(own, index)| own.measure(index));
        measure.map_or_else(|| self.labels(&[item]), |measure| measure.id.clone())
    }

    /// The number of measures.
    pub fn measure_count(&self) -> usize {
        self.items().map(|item| item.measures.len()).sum()
    }
}

fn is_any_twice(mut numbers: impl Iterator<Item = u32>) -> bool {
    let mut met = BTreeSet::new();
    !numbers.all(|number| met.insert(number))
}
