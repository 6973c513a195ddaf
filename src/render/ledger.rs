//! The ledger: a row a measure answered, and a row an item answered in prose,
//! as CSV that WPS and Excel open by a double click.

use crate::coverage::Digest;
use crate::plan::Moment;
use crate::report::Status;
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

/// The ledger's bytes: UTF-8 with a byte order mark, CRLF. Plan order, then
/// the volume's order of agencies.
pub fn ledger(volume: &Volume) -> Vec<u8> {
    let inputs = &volume.inputs;
    let mut out = String::from('\u{FEFF}');
    row(&mut out, &HEAD);
    for item in inputs.tasks.plan.items() {
        let number = item.number.to_string();
        let answers = volume.units.all.iter().filter_map(|unit| {
            Some((unit, unit.paper(inputs)?, unit.answer(inputs, item.number)?))
        });
        let mut rows = Vec::new();
        for (place, (unit, paper, answer)) in answers.enumerate() {
            let state = state(volume, unit);
            let line = |id: &str, text: &str, status: Option<Status>, line: usize| {
                let status = status.map_or("未写明", Status::chinese);
                let date = paper.submitted.map(moment).unwrap_or_default();
                cells(
                    &number,
                    item.title(),
                    id,
                    text,
                    unit,
                    paper,
                    status,
                    state,
                    &date,
                    line,
                )
            };
            if answer.measures.is_empty() {
                rows.push((
                    0,
                    place,
                    line("", "", answer.status.or(declined(answer)), answer.line),
                ));
            }
            for &(index, status, at) in &answer.measures {
                let measure = (index as usize)
                    .checked_sub(1)
                    .and_then(|i| item.measures.get(i));
                let (id, text) = measure.map_or(("", ""), |m| (m.id.as_str(), m.text.as_str()));
                rows.push((index, place, line(id, text, status, at)));
            }
        }
        rows.sort_by_key(|&(index, place, _)| (index, place));
        for (_, _, cells) in rows {
            row(&mut out, &cells);
        }
    }
    out.into_bytes()
}

#[expect(clippy::too_many_arguments, reason = "a row has ten columns")]
fn cells(
    number: &str,
    title: &str,
    id: &str,
    text: &str,
    unit: &Unit,
    paper: &Digest,
    status: &str,
    state: &str,
    date: &str,
    line: usize,
) -> [String; 10] {
    let line = line.to_string();
    [
        number,
        title,
        id,
        text,
        &unit.name,
        status,
        state,
        date,
        &paper.path,
        &line,
    ]
    .map(str::to_owned)
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

fn row<S: AsRef<str>>(out: &mut String, cells: &[S]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        push(out, cell.as_ref());
    }
    out.push_str("\r\n");
}

/// One cell. What a spreadsheet would take for a formula gets a ' before it.
fn push(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let quoted = cell.contains([',', '"', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    if quoted {
        out.push('"');
    }
}
