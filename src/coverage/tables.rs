//! Where tables belong, and the rows of answers that nobody filled in.

use super::filing::is_unfilled;
use super::{BlankRow, Filing};
use crate::report::{Block, Report};

/// Where a table belongs whose place the line before it announces: 见下表, ： A row
/// of answers knows its own.
pub(super) fn follow_intro(report: &Report, at: usize, filing: &[Filing]) -> Option<Filing> {
    let before = at.checked_sub(1)?;
    let row = report.passages[at].entry.is_some();
    if row || !matches!(report.passages[at].block, Block::Table | Block::TableHead) {
        return None;
    }
    let text = report.passages[before].line.text.trim_end();
    let announced = text.ends_with(['：', ':']) || text.contains("下表");
    filing.get(before).copied().filter(|_| announced)
}

/// Files the rows of answers that name nothing where the table was announced,
/// those that nobody filled in as other content, and the header with the first
/// row that is bound. Gives the rows nobody filled in that name an item.
pub(super) fn head_tables(report: &Report, filing: &mut [Filing]) -> Vec<BlankRow> {
    let mut blank = Vec::new();
    for head in 0..filing.len() {
        if !matches!(report.passages[head].block, Block::TableHead) {
            continue;
        }
        let rows = report.passages[head + 1..].iter();
        let rows = rows.map_while(|row| Some((row, row.entry.as_ref()?)));
        let rows = rows.take_while(|(row, _)| matches!(row.block, Block::Table));
        let mut bound = None;
        let mut below_filled = false;
        for (at, (row, entry)) in (head + 1..).zip(rows) {
            let filed = filing[at];
            if filed == Filing::Untouched {
                continue;
            }
            if is_unfilled(row, entry) {
                if let Filing::Item(item) | Filing::Measure(item, _) = filed {
                    blank.push(BlankRow {
                        item,
                        row: at,
                        below_filled,
                    });
                }
                filing[at] = Filing::Other;
            } else if filed == Filing::Other {
                filing[at] = filing[head];
            }
            below_filled |= !is_unfilled(row, entry);
            bound = bound.or(Some(filing[at]));
        }
        filing[head] = bound.unwrap_or(Filing::Untouched);
    }
    blank
}
