//! A row of the matrix and its cells.

use crate::volume::fact::Fact::{Flag, Number, Word};
use crate::volume::fact::{Facts, Named};

/// One cell of the matrix; all empty where there is nothing to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Square {
    /// The character; empty in an empty cell.
    pub char: &'static str,
    /// Its [`super::Cell::name`].
    pub status: &'static str,
    /// Its [`super::Cell::meaning`].
    pub meaning: &'static str,
    /// Where the answer stands.
    pub href: String,
    /// The item's number.
    pub item: u32,
}

/// A cell with whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Owned<'r>(&'r Row, &'r Square);

/// One agency's row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The agency's name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Whether nothing of it is bound, so that its anchor stands in this row.
    pub absent: bool,
    /// Its state: 未报, 逾期 …; empty when in time.
    pub state: &'static str,
    /// Its state for a filter; `unlisted` outside the list.
    pub state_name: &'static str,
    /// A cell for each item.
    pub cells: Vec<Square>,
}

impl Row {
    /// Its cells.
    pub fn owned(&self) -> impl Iterator<Item = Owned<'_>> {
        self.cells.iter().map(|cell| Owned(self, cell))
    }
}

impl Facts for Row {
    fn facts(&self) -> impl AsRef<[Named<'_>]> {
        [
            ("name", Word(&self.name)),
            ("slug", Word(&self.slug)),
            ("absent", Flag(self.absent)),
            ("state", Word(self.state)),
            ("state_name", Word(self.state_name)),
        ]
    }
}

impl Facts for Owned<'_> {
    fn facts(&self) -> impl AsRef<[Named<'_>]> {
        let Owned(row, cell) = self;
        [
            ("agency", Word(&row.name)),
            ("item", Number(cell.item as usize)),
            ("char", Word(cell.char)),
            ("status", Word(cell.status)),
            ("meaning", Word(cell.meaning)),
            ("href", Word(&cell.href)),
        ]
    }
}
