//! The frames of tables that are drawn, and what stands in them: dashes above, between and
//! below their columns, or boxes of + and |. Columns are where the frame has them in cells
//! of a terminal, of which a Chinese character takes two.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::drawn::Row;
use crate::report::{frame as paper, tail};

/// A table and the lines it takes.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) lines: Range<usize>,
    pub(super) aligned: Aligned,
    /// Whether the first row is its head.
    pub(super) headed: bool,
    pub(super) rows: Vec<Row>,
}

/// Of each column, whether it is set to the left and whether to the right.
type Aligned = Vec<(bool, bool)>;

/// A table has no more columns.
const COLUMNS: usize = 32;

/// The fewest dashes of a column, and of a frame over all of them.
const DASHES: usize = 3;

/// The cells of the columns of one line, each a range of bytes.
type Cut = Vec<(usize, usize)>;

/// The table whose frame begins on line `at`, or whose head stands above it on a line that
/// is `free`; where there is none, the next line on which one may begin.
pub(super) fn frame(lines: &[&str], free: usize, at: usize) -> Result<Frame, usize> {
    let line = lines[at];
    let text = line.trim_start_matches(' ');
    if line.len() - text.len() > 3 {
        return Err(at + 1);
    }
    match text.as_bytes() {
        [b'+', b'-' | b':', ..] => {
            let is_own = |line: &&&str| line.trim_start_matches(' ').starts_with(['|', '+']);
            let end = at + lines[at..].iter().take_while(is_own).count();
            grid(lines, at..end).ok_or(end)
        }
        [b'-', b'-', ..] => dashes(lines, free, at).ok_or(at + 1),
        _ => Err(at + 1),
    }
}

/// Whether a block begins on line `at` whatever it is: behind nothing, a comment or a
/// heading.
fn begins(lines: &[&str], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|at| lines.get(at));
    above.is_none_or(|line| line.is_empty() || line.starts_with('#') || line.ends_with("-->"))
}

/// Whether a table ends before line `at`: nothing stands there, or a heading.
fn ends(lines: &[&str], at: usize) -> bool {
    let below = lines.get(at);
    below.is_none_or(|line| line.is_empty() || line.starts_with('#'))
}

/// A table in boxes: grid_tables.
fn grid(lines: &[&str], within: Range<usize>) -> Option<Frame> {
    let block = &lines[within.clone()];
    let (borders, mut aligned, _) = separator(block.first()?)?;
    let columns = borders.len() - 1;
    let mut rows: Vec<Row> = Vec::new();
    let mut open = None;
    let mut headed = false;
    for (index, line) in block.iter().enumerate().skip(1) {
        if line.trim_start_matches(' ').starts_with('+') {
            let (own, colons, double) = separator(line)?;
            rows.push(open.take().filter(|_| own == borders)?);
            if double && rows.len() == 1 {
                headed = true;
                aligned = colons;
            }
            continue;
        }
        let cut = boxes(line, &borders, false)
            .or_else(|| boxes(line, &borders, true))
            .or_else(|| between_bars(line, columns))?;
        let row = open.get_or_insert_with(|| Row::new(index, columns));
        row.add(index, line, &cut, true);
    }
    let told = rows.len() >= 2 && rows.iter().any(|row| row.filled() >= 2);
    // The lines that are left over part it from what stands beside it.
    let spare = block
        .len()
        .checked_sub(rows.len() + usize::from(!headed) + 1)?;
    let apart =
        (spare >= 1 || begins(lines, within.start)) && (spare >= 2 || ends(lines, within.end));
    (open.is_none() && told && apart).then_some(Frame {
        lines: within,
        aligned,
        headed,
        rows,
    })
}

/// Where a line has its +, how the columns between are set, and whether it is the one below
/// a head.
fn separator(line: &str) -> Option<(Vec<usize>, Aligned, bool)> {
    let double = line.contains('=');
    let borders: Vec<usize> = line.match_indices('+').map(|(at, _)| at).collect();
    let ends = line.trim_start_matches(' ').starts_with('+') && line.ends_with('+');
    if !ends || !(3..=COLUMNS + 1).contains(&borders.len()) {
        return None;
    }
    let column = |pair: &[usize]| {
        let rule = &line[pair[0] + 1..pair[1]];
        let dashes = rule.strip_prefix(':').unwrap_or(rule);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        let sign = if double { b'=' } else { b'-' };
        let plain = !dashes.is_empty() && dashes.bytes().all(|byte| byte == sign);
        plain.then(|| (rule.starts_with(':'), rule.ends_with(':')))
    };
    let aligned: Option<Aligned> = borders.windows(2).map(column).collect();
    Some((borders, aligned?, double))
}

/// What stands between the bars of a line that are under the `borders`.
fn boxes(line: &str, borders: &[usize], cjk: bool) -> Option<Cut> {
    let mut bars = Vec::with_capacity(borders.len());
    let mut column = 0;
    for (at, c) in line.char_indices() {
        let border = borders.get(bars.len()).copied().unwrap_or(usize::MAX);
        if column > border || column == border && c != '|' {
            return None;
        }
        if column == border {
            bars.push(at);
        }
        column += width(c, cjk)?;
    }
    let whole = line[..*bars.first()?].trim().is_empty() && bars.last()? + 1 == line.len();
    (whole && bars.len() == borders.len()).then(|| between(&bars))
}

/// The same where the columns are not under those of the frame, by its bars alone.
fn between_bars(line: &str, columns: usize) -> Option<Cut> {
    let mut bars = Vec::with_capacity(columns + 1);
    let mut escaped = false;
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'|' && !escaped {
            bars.push(at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    let plain = line.chars().all(|c| width(c, false).is_some());
    let whole = bars.len() == columns + 1 && line.ends_with('|') && plain;
    whole.then(|| between(&bars))
}

fn between(bars: &[usize]) -> Cut {
    let cells = bars.windows(2).map(|pair| (pair[0] + 1, pair[1]));
    cells.collect()
}

/// A table with dashes over its columns: simple_tables and multiline_tables.
fn dashes(lines: &[&str], free: usize, at: usize) -> Option<Frame> {
    let own = columns(lines[at])?;
    let (start, head, rule) = if own.len() == 1 {
        let head = lines[at + 1..].iter();
        let head = head.take_while(|line| !line.is_empty() && columns(line).is_none());
        let rule = at + 1 + head.count();
        (at, at + 1..rule, rule)
    } else if begins(lines, at) {
        (at, at..at, at)
    } else {
        (at - 1, at - 1..at, at)
    };
    let starts = columns(lines.get(rule)?).filter(|starts| starts.len() >= 2)?;
    let headed = start != rule;
    if start < free || !begins(lines, start) || headed && head.is_empty() {
        return None;
    }
    let framed = headed && start == at;
    let body = rule + 1;
    // All but a simple table with a head goes on to the next dashes.
    let is_over =
        |&at: &usize| columns(lines[at]).is_some() || headed && !framed && ends(lines, at);
    let close = (body..lines.len()).find(is_over).unwrap_or(lines.len());
    let closes = lines.get(close).filter(|line| columns(line).is_some());
    if framed && closes != lines.get(start) || !headed && closes != lines.get(rule) {
        return None;
    }
    let end = close + usize::from(closes.is_some());
    if !framed && !ends(lines, end) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    if headed {
        rows.push(joined(lines, head, start, &starts)?);
    }
    let inside = &lines[body..close];
    let wrapped = inside.iter().any(|line| line.is_empty());
    let mut from = body;
    while from < close {
        let more = lines[from..close].iter();
        let length = match wrapped {
            true => more.take_while(|line| !line.is_empty()).count(),
            false => 1,
        };
        if length > 0 {
            rows.push(joined(lines, from..from + length, start, &starts)?);
        }
        from += length.max(1);
    }
    let last = rows.last()?.filled();
    let is_table = rows
        .iter()
        .skip(usize::from(headed))
        .any(|row| row.filled() >= 2)
        && (!headed || rows[0].filled() >= 2)
        && (closes.is_some() || last >= 2)
        && !signs(&rows);
    is_table.then_some(Frame {
        lines: start..end,
        aligned: vec![(false, false); starts.len()],
        headed,
        rows,
    })
}

/// Where the dashes of a line begin that has nothing else.
fn columns(line: &str) -> Option<Vec<usize>> {
    let text = line.trim_start_matches(' ');
    if line.len() - text.len() > 3 || !text.bytes().all(|byte| byte == b'-' || byte == b' ') {
        return None;
    }
    let mut starts = Vec::new();
    let mut at = line.len() - text.len();
    for dashes in text.split(' ') {
        if (1..DASHES).contains(&dashes.len()) || starts.len() > COLUMNS {
            return None;
        }
        if !dashes.is_empty() {
            starts.push(at);
        }
        at += dashes.len() + 1;
    }
    let fits = (1..=COLUMNS).contains(&starts.len());
    fits.then_some(starts)
}

/// The row of the lines `of`, in a table that begins on line `first`.
fn joined(lines: &[&str], of: Range<usize>, first: usize, starts: &[usize]) -> Option<Row> {
    let mut row = Row::new(of.start - first, starts.len());
    for at in of {
        let line = lines[at];
        let fenced = ["```", "~~~"].iter().any(|fence| line.contains(fence));
        let cut = under(line, starts, false)
            .or_else(|| under(line, starts, true))
            .or_else(|| between_blanks(line, starts.len()));
        row.add(at - first, line, &cut.filter(|_| !fenced)?, false);
    }
    Some(row)
}

/// What stands under the dashes that begin at `starts`; nothing where a column goes on into
/// the next.
fn under(line: &str, starts: &[usize], cjk: bool) -> Option<Cut> {
    let mut begins = Vec::with_capacity(starts.len());
    let (mut column, mut blank) = (0, true);
    for (at, c) in line.char_indices() {
        if starts
            .get(begins.len())
            .is_some_and(|&start| column >= start)
        {
            if !blank {
                return None;
            }
            begins.push(at);
        }
        blank = c == ' ';
        if begins.is_empty() && !blank {
            return None;
        }
        column += width(c, cjk)?;
    }
    begins.resize(starts.len(), line.len());
    let ends = begins.iter().skip(1).copied().chain([line.len()]);
    Some(begins.iter().copied().zip(ends).collect())
}

/// The same where the columns are not under those of the frame: where as many are set apart
/// by two blanks or more.
fn between_blanks(line: &str, columns: usize) -> Option<Cut> {
    let mut cells = Vec::with_capacity(columns);
    let mut at = 0;
    for part in line.split("  ") {
        if !part.trim().is_empty() {
            cells.push((at, at + part.len()));
        }
        at += part.len() + 2;
    }
    let plain = line.chars().all(|c| width(c, false).is_some());
    (plain && cells.len() == columns).then_some(cells)
}

/// Whether the rows are signatures side by side over their lines, or who can be asked.
fn signs(rows: &[Row]) -> bool {
    let dated = rows
        .last()
        .is_some_and(|row| row.words().all(paper::is_date));
    let contact = rows.iter().any(|row| row.words().any(tail::is_contact));
    rows.len() <= 2 && dated || contact
}

/// The cells of a terminal that `c` takes, in one of those that give two to “ and —; nothing
/// for what has no place in a table.
pub(super) fn width(c: char, cjk: bool) -> Option<usize> {
    match c {
        ' '..='~' => Some(1),
        _ if cjk => c.width_cjk(),
        _ => c.width(),
    }
}
