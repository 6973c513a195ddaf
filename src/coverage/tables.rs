//! Where tables belong, and the rows of answers that nobody filled in.

use super::filing::is_nothing;
use super::matching::Index;
use super::parts::Title;
use super::rows::is_unfilled;
use super::{BlankRow, Filing};
use crate::report::entry::Place;
use crate::report::{Block, Entry, Passage, Report};

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

/// The lines that begin with the title of an item and then say nothing: 1. 标题：略。
pub(super) fn blank_lines(report: &Report, titles: &[Title]) -> Vec<BlankRow> {
    let lines = report.passages.iter().zip(titles).enumerate();
    let blank = lines.filter_map(|(row, (passage, title))| {
        let item = title.item.filter(|_| passage.heading().is_none())?;
        is_nothing(report, passage).then_some(BlankRow {
            item,
            row,
            may_be_merged: false,
        })
    });
    blank.collect()
}

/// Files the rows of answers that name nothing where the table was announced,
/// those that nobody filled in as other content, and the header with the first
/// row that is bound. Gives the rows nobody filled in that name an item.
pub(super) fn head_tables(index: &Index, report: &Report, filing: &mut [Filing]) -> Vec<BlankRow> {
    let mut blank = Vec::new();
    for head in 0..filing.len() {
        if !matches!(report.passages[head].block, Block::TableHead) {
            continue;
        }
        let rows = report.passages[head + 1..].iter();
        let rows = rows.map_while(|row| Some((row, row.entry.as_ref()?)));
        let rows = rows.take_while(|(row, _)| matches!(row.block, Block::Table));
        let rows: Vec<_> = rows.collect();
        let answers = |(row, entry): &&(&Passage, &Entry)| {
            !is_unfilled(row, entry) && !is_nothing(report, row)
        };
        // Whether a row is the title of those below it, and one of them answers.
        let heads = |row: usize| {
            let titled = matches!(rows[row].1.place, Place::Title | Place::Across);
            let mut below = rows[row + 1..].iter().take_while(|(_, row)| row.goes_on());
            titled && below.any(|row| answers(&row))
        };
        let mut bound = None;
        // The answer of the last row that has one.
        let mut above = "";
        for (at, &(row, entry)) in (head + 1..).zip(&rows) {
            let filed = filing[at];
            if filed == Filing::Untouched {
                continue;
            }
            let answer = row.line.text.get(entry.answer.0..entry.answer.1);
            let answer = answer.unwrap_or_default().trim();
            let nothing = !answer.is_empty() && is_nothing(report, row);
            if heads(at - head - 1) {
                // It goes with them.
            } else if nothing || is_unfilled(row, entry) {
                if let Filing::Item(item) | Filing::Measure(item, _) = filed {
                    blank.push(BlankRow {
                        item,
                        row: at,
                        may_be_merged: !nothing && index.touches(item, above),
                    });
                }
                filing[at] = Filing::Other;
            } else if filed == Filing::Other {
                filing[at] = filing[head];
            }
            // 同上 says what the row above does.
            if !is_unfilled(row, entry) && !entry.repeats {
                above = answer;
            }
            bound = bound.or(Some(filing[at]));
        }
        filing[head] = bound.unwrap_or(Filing::Untouched);
    }
    blank
}
