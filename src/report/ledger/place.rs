//! Where a row stands among those of its table: below a row that is nothing but a title,
//! a cell merged across.

use super::Columns;
use crate::plan::Plan;
use crate::report::entry::{Entry, Place};
use crate::report::{Line, Numbering};
use crate::text::{numbering, numeral, words};

/// Where the row of these `cells` stands below the row `above`, and its number.
pub(super) fn place(
    line: &Line,
    cells: &[(usize, usize)],
    columns: &Columns,
    plan: &Plan,
    above: Option<&Entry>,
) -> (Place, Option<(u32, Numbering)>) {
    let text = |index: &usize| {
        let cell = cells
            .get(*index)
            .map(|&(start, end)| &line.text[start..end]);
        cell.unwrap_or_default().trim()
    };
    let indices: Vec<usize> = (0..cells.len()).collect();
    // 一、标题 in the column of numbers is merged with those behind it.
    let across =
        |index: &usize| columns.numbers.binary_search(index).is_ok() && is_worded(text(index));
    let says = |index: &&usize| {
        let numbers = columns.numbers.binary_search(index).is_ok() && !across(index);
        !text(index).is_empty() && !numbers
    };
    let mut said = indices.iter().filter(says);
    let only = said.next().filter(|_| said.next().is_none());
    let mut numbers = columns.numbers.iter().map(text);
    let number = match columns.numbers.is_empty() {
        true => {
            let mut tasks = columns.tasks.iter().map(text);
            let first = tasks.find(|task| !task.is_empty());
            let number = first.and_then(numbering::number);
            number.map(|(value, style, _)| (value, style))
        }
        false => numbers.find(|cell| !cell.is_empty()).and_then(number_of),
    };
    let blank = !columns.numbers.is_empty() && columns.numbers.iter().all(|at| text(at).is_empty());
    let place = match only {
        Some(index) if across(index) => Place::Across,
        Some(index) if columns.tasks.contains(index) => Place::Title,
        _ => Place::Alone,
    };
    // 2 | 标题, behind the only row of the title before it.
    let titled = || only.is_some_and(|index| plan.is_title(text(index)));
    let below = above.is_some_and(|above| match above.place {
        _ if place == Place::Across => false,
        Place::Across => true,
        // They count anew, or their number is merged with its own.
        Place::Title => {
            let first = number.is_some_and(|(value, _)| value == 1);
            first || blank && above.number.is_some()
        }
        Place::Below => {
            let next = above.number.map(|(value, style)| (value + 1, style));
            blank && place == Place::Alone || number.is_some() && number == next && !titled()
        }
        Place::Alone | Place::Continues => false,
    });
    if !below {
        return (place, number);
    }
    let of_above = above.filter(|above| above.place == Place::Below);
    let number = number.or_else(|| of_above.and_then(|above| above.number));
    (Place::Below, number)
}

/// Whether a cell of a column of numbers has words.
fn is_worded(cell: &str) -> bool {
    let behind = numbering::number(cell).map_or(cell, |(.., length)| &cell[length..]);
    let han = behind.chars().filter(|&c| words::is_han(c)).count();
    han >= FEWEST
}

/// The Chinese characters of the shortest title.
const FEWEST: usize = 4;

/// The number that is all of a cell: 3, 三, （三）.
fn number_of(cell: &str) -> Option<(u32, Numbering)> {
    let numbered = numbering::number(cell).filter(|(.., length)| *length == cell.len());
    let bare = || {
        let (value, length) = numeral::leading(cell)?;
        let style = match cell.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Numbering::Figure,
            false => Numbering::Section,
        };
        value.filter(|_| length == cell.len()).zip(Some(style))
    };
    numbered
        .map(|(value, style, _)| (value, style))
        .or_else(bare)
}
