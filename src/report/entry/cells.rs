//! What the cells of a row say of a measure: its id, a yes or a no, a status, a reason.

use super::choice::{Choice, choice};
use super::{Entry, Place, behind_label, id, meaningful, skip_blanks, tick};
use crate::report::status::{is_status_alone, status};
use crate::report::{Line, Status};
use crate::text::Span;

/// The id that begins the cell at `range` of a row.
pub(in crate::report) fn id_in(line: &Line, range: (usize, usize)) -> Option<((u32, u32), Span)> {
    let cell = line.text.get(range.0..range.1)?;
    let start = skip_blanks(cell, 0);
    let id::Written { id, number, .. } = id::strict(&cell[start..])?;
    let at = range.0 + start;
    Some((id, line.span(at + number.start, at + number.end)))
}

/// The id that is all of the cell at `range` of a row, in a column of numbers.
pub(in crate::report) fn number_in(
    line: &Line,
    range: (usize, usize),
) -> Option<((u32, u32), Span)> {
    let id::Written { id, number, .. } = id::of_number(line.text.get(range.0..range.1)?)?;
    Some((id, line.span(range.0 + number.start, range.0 + number.end)))
}

/// Where a cell's text begins and ends in its row's.
type Cell = (usize, usize);

/// What the cells of a row say: of the answer the first clause, after it and in
/// the cells of reasons, `reason` characters, why. `done` is the cell that says
/// whether it is done, by itself or by the status of its column: a yes is a tick, and a no
/// wins over what the answer tells, which may say why; where a column `asks_why`, only in
/// words that do.
pub(in crate::report) fn of_cells(
    line: &Line,
    id: Option<((u32, u32), Span)>,
    title: Cell,
    (done, answer): (Option<(Cell, Option<Status>)>, Cell),
    (reason, asks_why): (usize, bool),
) -> Entry {
    let text = |(start, end): Cell| line.text.get(start..end).unwrap_or_default();
    let cell = text(answer);
    let start = skip_blanks(cell, 0);
    let tick = tick(&cell[start..]).filter(|_| choice(cell).is_none());
    let tick = tick.map(|(status, length)| {
        let at = answer.0 + start;
        (status, line.span(at, at + length))
    });
    let told = whether(cell).map(|(status, from, to)| {
        let at = line.span(answer.0 + from, answer.0 + to);
        (status, at, meaningful(&cell[to..]))
    });
    // Where its column says it, a remark does not deny it, unless it begins with that alone:
    // 未完成。因…….
    let denied = || {
        let undone =
            told.is_some_and(|(status, ..)| matches!(status, Status::NotDone | Status::InProgress));
        undone && is_status_alone(cell.trim_start())
    };
    let told = told.filter(|_| done.is_none_or(|(_, column)| column.is_none()) || denied());
    let said = done.and_then(|(range, column)| match column {
        // Words may stand there in place of a tick.
        Some(status) => {
            let own = text(range);
            let why = if is_tick(own) { 0 } else { meaningful(own) };
            let from = range.0 + skip_blanks(own, 0);
            Some((status, line.span(from, from + own.trim().len()), why))
        }
        None => {
            let (status, from, to) = whether(text(range))?;
            Some((status, line.span(range.0 + from, range.0 + to), 0))
        }
    });
    let (yes, no) = match said {
        Some((Status::Done, at, _)) => (Some((Some(Status::Done), at)), None),
        Some((status, at, own)) => {
            let why = !asks_why || cell.contains(WHY);
            let said = if why { meaningful(cell) } else { 0 };
            (None, Some((status, at, own + said)))
        }
        None => (None, None),
    };
    let stated = no.or(told);
    Entry {
        tick: tick.or(yes),
        id,
        title,
        answer: match cell.trim() {
            "" => done.map_or(answer, |(range, _)| range),
            _ => answer,
        },
        stated: stated.map(|(status, at, _)| (status, at)),
        reason: reason + stated.map_or(0, |(.., after)| after),
        besides: 0,
        place: Place::Alone,
        number: None,
        repeats: false,
    }
}

/// What words have one of that say why something is not done.
const WHY: [char; 8] = ['因', '由', '受', '未', '尚', '待', '暂', '不'];

/// What a cell says of whether a task is done: 是 and 否, a mark, or the words of a
/// status.
fn whether(cell: &str) -> Option<(Status, usize, usize)> {
    let start = skip_blanks(cell, 0);
    if let Some(Choice { chosen, end }) = choice(cell) {
        return chosen.map(|(status, (from, _))| (status, from, end));
    }
    let said = match cell.trim() {
        _ if is_tick(cell) => Status::Done,
        "否" => Status::NotDone,
        _ => {
            let start = behind_label(cell, start).unwrap_or(start);
            let (status, from, to) = status(&cell[start..])?;
            return Some((status, start + from, start + to));
        }
    };
    Some((said, start, start + cell.trim().len()))
}

/// Whether a cell is a mark that says yes.
pub(in crate::report) fn is_tick(cell: &str) -> bool {
    matches!(
        cell.trim(),
        "是" | "√" | "✓" | "✔" | "☑" | "✅" | "●" | "■" | "V" | "v" | "Y"
    )
}
