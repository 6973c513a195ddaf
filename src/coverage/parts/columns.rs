//! Tables whose columns are parts: 任务 | 完成情况 | 2017年目标 | 2017年措施.

use super::{AHEAD, Part, names_year, next, nothing, of_heading, undated};
use crate::plan::Plan;
use crate::report::{Block, Column, Report};
use crate::text::words;

/// The first table in which a column is of the part of next year that is `wanted`, by its
/// own name or below a heading of next year, and every row says something there; `part`
/// says for every passage the part it stands in.
pub(super) fn ahead(
    plan: &Plan,
    report: &Report,
    part: &[Part],
    wanted: fn(&Part) -> bool,
) -> Option<usize> {
    let is_wanted = |part: Part| part.is_aside() && !part.problems && wanted(&part);
    let named = |column: &Column| {
        let name = column.name.as_str();
        let year = names_year(name, next(plan)) || AHEAD.begins(name);
        year && ends(name, &NAMES) && is_wanted(of_heading(plan, name))
    };
    // 目标 | 措施 | 时限 below 2017年目标任务分解
    let below = |column: &Column| {
        let within = part[column.table];
        let later = || undated::of_later(plan, &column.name);
        let ahead = within.is_aside() && within.is_ahead();
        ahead && ends(&column.name, &NAMES[..UNDATED]) && later().is_some_and(is_wanted)
    };
    let mut columns = report.columns.iter();
    let found = columns.find(|column| {
        let filled = !column.cells.is_empty() && column.cells.iter().all(|cell| says(cell));
        filled && !report.is_annexed(column.table) && (named(column) || below(column))
    });
    found.map(|column| column.table)
}

/// What the name of such a column ends with; without the year the first of them.
const NAMES: [&str; 11] = [
    "目标",
    "目标值",
    "指标",
    "任务",
    "措施",
    "举措",
    "工作",
    "打算",
    "计划",
    "安排",
    "思路",
];

/// How many of these tell without the year.
const UNDATED: usize = 6;

fn ends(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.ends_with(word))
}

/// Whether a cell says something; a figure may be all it has to say.
fn says(cell: &str) -> bool {
    cell.bytes().any(|byte| byte.is_ascii_digit()) || !nothing::says_nothing(cell)
}

/// The passages of the tables in which nothing stands but a header and the numbers of the
/// rows, in order.
pub(super) fn hollow(report: &Report) -> Vec<usize> {
    let tables = report
        .columns
        .chunk_by(|one, other| one.table == other.table);
    let numbers = |column: &Column| column.name.ends_with('号');
    let empty = |column: &Column| {
        let mut cells = column.cells.iter();
        numbers(column) || !cells.any(|cell| cell.contains(words::is_alphanumeric))
    };
    // What stands in a frame is text, be it where a header would.
    let header = |table: &&[Column]| {
        let short = |column: &Column| column.name.chars().nth(LONGEST).is_none();
        let called = |column: &Column| numbers(column) || ends(&column.name, &NAMES);
        table.iter().all(short) && table.iter().any(called) && !table[0].cells.is_empty()
    };
    let hollow = tables.filter(|table| header(table) && table.iter().all(empty));
    let passages = hollow.flat_map(|table| {
        let (at, rows) = (table[0].table, table[0].cells.len());
        let parted = report.passages[at].block == Block::TableHead;
        at..=at + if parted { rows } else { 0 }
    });
    passages.collect()
}

/// The characters of the longest name of a column.
const LONGEST: usize = 12;
