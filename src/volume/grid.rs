//! The items by counts, and the agency × item matrix: one character a cell.

mod row;

use std::collections::BTreeSet;

use serde::Serialize;

pub use row::{Owned, Row, Square};

use super::Inputs;
use super::unit::{Units, Who};
use crate::coverage::{Answered, How, State};
use crate::report::Status;

/// The most cautious thing one agency says in one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// 完: done.
    Done,
    /// 推: mostly done, or in progress: which of the two.
    Going(Status),
    /// 未: not done.
    NotDone,
    /// 调: the task was changed.
    Adjusted,
    /// 述: written, no status stated.
    Told,
    /// 免: declared not to be its business.
    Declined,
    /// 缺: owed and not written.
    Missing,
}

impl Cell {
    /// The cell of what one agency says to an item; `None` where it neither
    /// owes the item nor answers it.
    pub fn new<'a>(answers: impl Iterator<Item = &'a Answered>, owed: bool) -> Option<Self> {
        let mut declined = false;
        let mut written = false;
        let mut status = None;
        for answer in answers {
            declined |= answer.how == How::Declined;
            if answer.how != How::Declined {
                written = true;
                status = Status::most_cautious(status.into_iter().chain(answer.status));
            }
        }
        match (written, status) {
            (true, None) => Some(Cell::Told),
            (true, Some(Status::Done)) => Some(Cell::Done),
            (true, Some(status @ (Status::MostlyDone | Status::InProgress))) => {
                Some(Cell::Going(status))
            }
            (true, Some(Status::NotDone)) => Some(Cell::NotDone),
            (true, Some(Status::Adjusted)) => Some(Cell::Adjusted),
            (true, Some(Status::NotApplicable)) => Some(Cell::Declined),
            (false, _) if declined => Some(Cell::Declined),
            (false, _) => owed.then_some(Cell::Missing),
        }
    }

    /// The character that is printed.
    pub fn char(self) -> &'static str {
        match self {
            Cell::Done => "完",
            Cell::Going(_) => "推",
            Cell::NotDone => "未",
            Cell::Adjusted => "调",
            Cell::Told => "述",
            Cell::Declined => "免",
            Cell::Missing => "缺",
        }
    }

    /// The word in a class or a filter: `done`, …
    pub fn name(self) -> &'static str {
        match self {
            Cell::Done => "done",
            Cell::Going(status) => status.name(),
            Cell::NotDone => "not-done",
            Cell::Adjusted => "adjusted",
            Cell::Told => "unstated",
            Cell::Declined => "not-applicable",
            Cell::Missing => "unanswered",
        }
    }

    /// What the character stands for.
    pub fn meaning(self) -> &'static str {
        match self {
            Cell::Done => "完成",
            Cell::Going(Status::MostlyDone) => "基本完成",
            Cell::Going(_) => "推进中",
            Cell::NotDone => "未完成",
            Cell::Adjusted => "任务调整",
            Cell::Told => "写了，未写明状态",
            Cell::Declined => "声明不涉及",
            Cell::Missing => "没有写",
        }
    }
}

/// How many of the agencies that owe an item say what. `owed` is the sum of
/// the seven that follow it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// How many owe it.
    pub owed: usize,
    /// 完.
    pub done: usize,
    /// 推.
    pub going: usize,
    /// 未.
    pub not_done: usize,
    /// 调.
    pub adjusted: usize,
    /// 述.
    pub told: usize,
    /// 免.
    pub declined: usize,
    /// 缺.
    pub missing: usize,
    /// How many answer it without owing it.
    pub extra: usize,
    /// Its measures.
    pub measures: usize,
    /// Measures in which nothing was recognised.
    pub unseen: usize,
}

impl Counts {
    fn take(&mut self, cell: Cell) {
        self.owed += 1;
        match cell {
            Cell::Done => self.done += 1,
            Cell::Going(_) => self.going += 1,
            Cell::NotDone => self.not_done += 1,
            Cell::Adjusted => self.adjusted += 1,
            Cell::Told => self.told += 1,
            Cell::Declined => self.declined += 1,
            Cell::Missing => self.missing += 1,
        }
    }

    fn add(&mut self, other: &Counts) {
        self.owed += other.owed;
        self.done += other.done;
        self.going += other.going;
        self.not_done += other.not_done;
        self.adjusted += other.adjusted;
        self.told += other.told;
        self.declined += other.declined;
        self.missing += other.missing;
        self.extra += other.extra;
        self.measures += other.measures;
        self.unseen += other.unseen;
    }

    /// How many of those who owe it wrote to it.
    pub fn written(&self) -> usize {
        self.owed - self.declined - self.missing
    }
}

/// One item of the table of counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    /// Its number.
    pub number: u32,
    /// The number as figures show it: 3, or 二（三） where numbers begin again in every
    /// section.
    pub figure: String,
    /// Its number as the plan prints it: （十五）.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Where it stands in the volume.
    pub href: String,
    /// The counts.
    pub counts: Counts,
    /// Those who owe it and did not write, in roster order.
    pub missing: Vec<Who>,
}

/// Both tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grid {
    /// The items, in plan order.
    pub items: Vec<ItemRow>,
    /// Their sum.
    pub total: Counts,
    /// The agencies: everyone expected, then those outside the list.
    pub rows: Vec<Row>,
}

impl Grid {
    /// The tables of a folder.
    pub fn new(inputs: &Inputs, units: &Units, seen: &Seen) -> Self {
        let mut grid = Grid {
            items: blank_items(inputs, seen),
            ..Grid::default()
        };
        for account in &inputs.accounts.expected {
            let Some(party) = inputs.tasks.parties.get(account.party) else {
                continue;
            };
            let own = units
                .of_party
                .get(account.party)
                .map_or(&[][..], Vec::as_slice);
            let slug = units.slugs.get(account.party).map_or("", String::as_str);
            let cells = squares(
                &mut grid.items,
                inputs,
                units,
                own,
                slug,
                &party.name,
                |number| party.owes(number),
            );
            grid.rows.push(Row {
                name: party.name.clone(),
                slug: slug.to_owned(),
                absent: own.is_empty(),
                state: match account.state {
                    State::OnTime => "",
                    state => state.chinese(),
                },
                state_name: account.state.name(),
                cells,
            });
        }
        for (index, unit) in units.all.iter().enumerate() {
            if unit.party.is_none() {
                let owes = |_| false;
                let items = &mut grid.items;
                let cells = squares(items, inputs, units, &[index], &unit.slug, &unit.name, owes);
                grid.rows.push(Row {
                    name: unit.name.clone(),
                    slug: unit.slug.clone(),
                    absent: false,
                    state: "名单外",
                    state_name: "unlisted",
                    cells,
                });
            }
        }
        for item in &grid.items {
            grid.total.add(&item.counts);
        }
        grid
    }
}

/// The cells of one agency, counted into `items` on the way.
fn squares(
    items: &mut [ItemRow],
    inputs: &Inputs,
    units: &Units,
    own: &[usize],
    slug: &str,
    name: &str,
    owes: impl Fn(u32) -> bool,
) -> Vec<Square> {
    let mut row = Vec::with_capacity(items.len());
    for item in items {
        let owed = owes(item.number);
        let mine = || own.iter().filter_map(|&index| units.all.get(index));
        let answers = mine().filter_map(|unit| unit.answer(inputs, item.number));
        let cell = Cell::new(answers, owed);
        match cell {
            Some(cell) if owed => item.counts.take(cell),
            Some(_) => item.counts.extra += 1,
            None => {}
        }
        if cell == Some(Cell::Missing) {
            item.missing.push(Who {
                name: name.to_owned(),
                slug: slug.to_owned(),
            });
        }
        let target = mine()
            .find(|unit| unit.answer(inputs, item.number).is_some())
            .map_or(slug, |unit| &unit.slug);
        row.push(Square {
            char: cell.map_or("", Cell::char),
            status: cell.map_or("", Cell::name),
            meaning: cell.map_or("", Cell::meaning),
            href: cell.map_or(String::new(), |_| format!("{}-{target}", item.href)),
            item: item.number,
        });
    }
    row
}

fn blank_items(inputs: &Inputs, seen: &Seen) -> Vec<ItemRow> {
    let plan = &inputs.tasks.plan;
    plan.items()
        .map(|item| ItemRow {
            number: item.number,
            figure: item.figure(),
            label: item.label(),
            title: item.title().to_owned(),
            href: format!("#i-{}", item.number),
            counts: Counts {
                measures: item.measures.len(),
                unseen: (1..)
                    .zip(&item.measures)
                    .filter(|&(index, _)| !seen.contains(&(item.number, index)))
                    .count(),
                ..Counts::default()
            },
            missing: Vec::new(),
        })
        .collect()
}

/// Measures: the item and the index in it, from 1.
pub type Seen = BTreeSet<(u32, u32)>;

/// The measures in which something was recognised. A measure that was only
/// declined has not been seen to.
pub fn seen(inputs: &Inputs) -> Seen {
    let mut seen = Seen::new();
    let bound = inputs.digests.iter().zip(inputs.bodies);
    let bound = bound.filter(|(_, body)| body.is_some());
    for answer in bound.flat_map(|(digest, _)| &digest.answers) {
        for &(measure, status, _) in &answer.measures {
            if answer.how != How::Declined && status != Some(Status::NotApplicable) {
                seen.insert((answer.item, measure));
            }
        }
    }
    seen
}
