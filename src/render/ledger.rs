//! The ledger: a row a measure answered, and a row an item answered in prose,
//! as CSV that WPS and Excel open by a double click.

use std::io::{Result, Write};

use crate::plan::{Item, Measure, Moment};
use crate::report::Status;
use crate::text::hidden;
use crate::volume::Volume;
use crate::volume::unit::Unit;

const HEAD: [&str; 10] = [
    "项号",
    "项名",
    "措施号",
    "措施",
    "单位",
    "状态",
    "报送状态",
    "报送日期",
    "文件",
    "行",
];

/// What one paper says in one place.
struct Row<'a> {
    /// The measure's index, 0 for the item as a whole, and the unit's place.
    order: (u32, usize),
    measure: Option<&'a Measure>,
    status: Option<Status>,
    line: usize,
}

/// Writes the ledger: UTF-8 with a byte order mark, CRLF. Plan order, then the volume's
/// order of agencies.
///
/// # Errors
/// When `out` fails.
pub fn ledger(volume: &Volume, out: &mut impl Write) -> Result<()> {
    let inputs = &volume.inputs;
    // What many rows have in common is made ready for all of them.
    let papers = volume.units.all.iter().map(|unit| {
        let paper = unit.paper(inputs);
        let submitted = paper.and_then(|paper| paper.submitted);
        let date = submitted.map_or(String::new(), moment);
        let path = hidden::shown(paper.map_or(String::new(), |paper| paper.path.clone()));
        [
            cells(&[&hidden::shown(unit.name.clone())]),
            cells(&[state(volume, unit), &date, &path]),
        ]
    });
    let papers: Vec<[String; 2]> = papers.collect();
    let head = ["\u{FEFF}", &cells(&HEAD), "\r\n"].concat();
    out.write_all(head.as_bytes())?;
    let mut line = String::new();
    for item in inputs.tasks.plan.items() {
        let number = item.figure();
        let mut rows = rows(volume, item);
        rows.sort_by_key(|row| row.order);
        for told in rows.chunk_by(|a, b| a.order.0 == b.order.0) {
            let measure = told.first().and_then(|row| row.measure);
            let (id, text) = measure.map_or(("", ""), |m| (&m.id, &m.text));
            let place = cells(&[&number, item.title(), id, text]);
            for row in told {
                let Some([name, paper]) = papers.get(row.order.1) else {
                    continue;
                };
                let status = row.status.map_or("未写明", Status::chinese);
                line.clear();
                for cells in [&place, name, status, paper] {
                    line.push_str(cells);
                    line.push(',');
                }
                line.push_str(&row.line.to_string());
                line.push_str("\r\n");
                out.write_all(line.as_bytes())?;
            }
        }
    }
    Ok(())
}

fn rows<'a>(volume: &'a Volume, item: &'a Item) -> Vec<Row<'a>> {
    let inputs = &volume.inputs;
    let mut rows = Vec::new();
    for (place, unit) in volume.units.all.iter().enumerate() {
        let Some(answer) = unit.answer(inputs, item.number) else {
            continue;
        };
        if answer.measures.is_empty() {
            rows.push(Row {
                order: (0, place),
                measure: None,
                status: answer.status.or(declined(answer)),
                line: answer.line,
            });
        }
        for &(index, status, line) in &answer.measures {
            let at = (index as usize).checked_sub(1);
            rows.push(Row {
                order: (index, place),
                measure: at.and_then(|at| item.measures.get(at)),
                status,
                line,
            });
        }
    }
    rows
}

fn declined(answer: &crate::coverage::Answered) -> Option<Status> {
    (answer.how == crate::coverage::How::Declined).then_some(Status::NotApplicable)
}

fn state(volume: &Volume, unit: &Unit) -> &'static str {
    let expected = &volume.inputs.accounts.expected;
    // The accounts stand in the order of the expected submitters.
    let account = unit.party.and_then(|party| expected.get(party));
    account.map_or("名单外", |account| account.state.chinese())
}

fn moment(at: Moment) -> String {
    match at.time {
        None => at.date.to_string(),
        Some(time) => format!("{} {}", at.date, time.format("%H:%M")),
    }
}

/// Cells beside each other.
fn cells(texts: &[&str]) -> String {
    let mut cells = String::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            cells.push(',');
        }
        push(&mut cells, text);
    }
    cells
}

/// One cell. What a spreadsheet would take for a formula gets a ' before it.
fn push(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let quoted = cell
        .bytes()
        .any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n'));
    let quote = if quoted { "\"" } else { "" };
    out.push_str(quote);
    if formula {
        out.push('\'');
    }
    match quoted {
        true => out.push_str(&cell.replace('"', "\"\"")),
        false => out.push_str(cell),
    }
    out.push_str(quote);
}
