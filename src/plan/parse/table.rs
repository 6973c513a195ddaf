//! Tables of tasks: rows of Markdown, rows with tabs, or a cell a line, below a
//! heading that says which column is what.

use super::column::{self, Column, cells, columns, is_row, trim};
use super::reading::Remark;
use super::{Measured, ReadItem, ReadSection, cell, due, label};
use crate::text::numbering::{self, Numbering};
use crate::text::{Source, Span, numeral, words};

/// What was read from the tables of a text.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Sections with their items, where a table has tasks.
    pub sections: Vec<ReadSection>,
    /// The numbered rows.
    pub units: Vec<(u32, Numbering, Span)>,
    /// Tables and rows from which nothing is read.
    pub unread: Vec<Span>,
    /// Cells of agencies that could not be read.
    pub cells: Vec<Span>,
    /// Cells of agencies from which a name may be missing.
    pub remarks: Vec<(Span, Remark)>,
    /// From where to where in the source tasks were read.
    pub span: Option<Span>,
    /// The number of the last task.
    last: u32,
    /// The cells of the row above, for 同上.
    above: Vec<Span>,
}

/// Reads all tables of `file`.
pub(super) fn read(file: &Source) -> Tables {
    let mut tables = Tables::default();
    let mut line = 1;
    while line <= file.line_count() {
        let rows = (line..=file.line_count())
            .take_while(|&line| is_row(file.slice(file.line_span(line))))
            .count();
        if rows > 1 {
            of_rows(file, line, line + rows, &mut tables);
        }
        let next = of_lines(file, line, &mut tables);
        line = next.max(line + rows.max(1));
    }
    tables
}

/// Reads the rows of the lines from `first` to before `until`.
fn of_rows(file: &Source, first: usize, until: usize, tables: &mut Tables) {
    let all = Span::new(file.line_span(first).start, file.line_span(until - 1).end);
    let mut rows = (first..until).map(|line| cells(file, file.line_span(line)));
    let headings = rows.by_ref().take(3).find_map(|row| {
        let words: Vec<&str> = row.iter().map(|cell| file.slice(*cell)).collect();
        columns(&words)
    });
    let Some(columns) = headings else {
        tables.unread.push(all);
        return;
    };
    tables.spread(all);
    let rule = |cell: &Span| {
        file.slice(*cell)
            .chars()
            .all(|c| matches!(c, '-' | ':' | '—' | '─' | '='))
    };
    let rows: Vec<Vec<Span>> = rows.filter(|row| !row.iter().all(rule)).collect();
    tables.rows(file, columns, &rows);
}

/// Reads a table whose cells stand one a line, where its heading begins at
/// `first`, and says at which line to go on.
fn of_lines(file: &Source, first: usize, tables: &mut Tables) -> usize {
    let cell = |line: usize| trim(file, file.line_span(line));
    let words = |line: usize| file.slice(cell(line));
    if column::of(words(first)) != Column::Number {
        return first;
    }
    let heading = |line: &usize| {
        let words = words(*line);
        (1..=8).contains(&words.chars().count())
            && numbering::number(words).is_none()
            && numeral::value(words).is_none()
    };
    let width = (first..=file.line_count())
        .take(10)
        .take_while(heading)
        .count();
    let headings: Vec<&str> = (first..first + width).map(words).collect();
    let Some(columns) = columns(&headings) else {
        return first;
    };
    let mut line = first + width;
    let mut last = line;
    let mut rows: Vec<Vec<Span>> = Vec::new();
    while line <= file.line_count() {
        if words(line).is_empty() {
            line += 1;
        } else if let Some((_, Numbering::Section, _)) = numbering::number(words(line)) {
            rows.push(vec![cell(line)]);
            line += 1;
        } else if numeral::value(words(line)).is_some() && line + width <= file.line_count() + 1 {
            rows.push((line..line + width).map(cell).collect());
            line += width;
        } else {
            break;
        }
        last = line;
    }
    tables.rows(file, columns, &rows);
    // What goes on with numbers is rows that lost a line or a number.
    let on = |line: &usize| numeral::value(words(*line)).is_some() || words(*line).is_empty();
    let rest = (line..=file.line_count())
        .take(2 * width)
        .filter(|line| on(line) && !words(*line).is_empty());
    if let Some(until) = rest.last() {
        tables
            .unread
            .push(Span::new(cell(line).start, cell(until).end));
    } else if line <= file.line_count() && words(line).starts_with(numeral::is_numeral) {
        tables.unread.push(cell(line));
    }
    tables.spread(Span::new(
        file.line_span(first).start,
        file.line_span(last - 1).end,
    ));
    last
}

impl Tables {
    fn spread(&mut self, span: Span) {
        let whole = self
            .span
            .map_or(span, |known| Span::new(known.start, span.end));
        self.span = Some(whole);
    }

    /// Reads the rows of a table.
    fn rows(&mut self, file: &Source, columns: Vec<Column>, rows: &[Vec<Span>]) {
        let columns = column::settled(file, columns, rows);
        for row in rows {
            self.row(file, &columns, row);
        }
    }

    /// Reads a row: a section's heading, a task, or more of the task above.
    fn row(&mut self, file: &Source, columns: &[Column], row: &[Span]) {
        let filled: Vec<Span> = row
            .iter()
            .copied()
            .filter(|cell| cell.start < cell.end)
            .collect();
        let (Some(&first), Some(&last)) = (filled.first(), filled.last()) else {
            return;
        };
        let whole = Span::new(first.start, last.end);
        if filled.len() == 1 {
            self.section(file, first);
            return;
        }
        // More cells than headings are two rows in one.
        let more = row
            .iter()
            .skip(columns.len())
            .any(|cell| cell.start < cell.end);
        if more || row.len() < columns.len() {
            self.unread.push(whole);
            return;
        }
        let of = |wanted: Column| {
            let mut cells = columns
                .iter()
                .zip(row)
                .filter(move |(column, _)| **column == wanted);
            cells
                .next()
                .map(|(_, cell)| *cell)
                .filter(|cell| cell.start < cell.end)
        };
        let numbered = columns.contains(&Column::Number);
        let number = of(Column::Number).and_then(|cell| number(file.slice(cell)));
        let more = match numbered {
            true => number.is_none(),
            false => of(Column::Title).is_none() && columns.contains(&Column::Title),
        };
        let (title, text) = (of(Column::Title), of(Column::Text));
        let Some(name) = title.or(text) else {
            self.unread.push(whole);
            return;
        };
        let kind = of(Column::Section);
        if let Some(cell) = kind.filter(|&cell| !self.goes_on(file, cell)) {
            self.section(file, cell);
        }
        let shares = columns.contains(&Column::Section) && kind.is_none() && !more;
        let row = self.in_full(file, columns, row, shares);
        if self.sections.is_empty() {
            self.sections.push(ReadSection {
                number: 1,
                ..ReadSection::default()
            });
        }
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        if !more || section.items.is_empty() {
            let number = number.unwrap_or(self.last + 1);
            self.last = number;
            self.units.push((number, Numbering::Figure, whole));
            section.items.push(ReadItem {
                number,
                title: heading(&plain(file.slice(name))),
                span: whole,
                ..ReadItem::default()
            });
        }
        let Some(item) = section.items.last_mut() else {
            return;
        };
        let due = of(Column::Due).and_then(|cell| {
            let limit = due::limit(file.slice(cell))?;
            Some((limit, cell))
        });
        let short = title.is_some_and(|title| file.slice(title) == item.title);
        let own = title.filter(|_| !short || text.is_none());
        for cell in own.into_iter().chain(text) {
            let words = plain(file.slice(cell));
            let sentences = words.lines().flat_map(|line| {
                let spans = words::sentences(line);
                spans
                    .into_iter()
                    .map(move |span| line[span.start..span.end].to_owned())
            });
            item.measures.extend(sentences.map(|text| {
                let own = due::limit_in(&text).map(|limit| (limit, cell));
                let limit = own.or(due);
                Measured {
                    due: limit.and_then(|(limit, _)| limit.day),
                    open: limit.and_then(|(limit, cell)| Some((limit.open?, cell))),
                    agencies: Vec::new(),
                    text,
                }
            }));
        }
        for (column, &cell) in columns.iter().zip(&row) {
            // A column whose heading says nothing can still hold agencies.
            if *column == Column::Other && cell::lists_agencies(file, cell) {
                self.cells.push(cell);
            }
            if let Column::Names(role) = column
                && cell.start < cell.end
            {
                match cell::names(file, cell, *role, item) {
                    Some(remarks) => self
                        .remarks
                        .extend(remarks.into_iter().map(|why| (cell, why))),
                    None => self.cells.push(cell),
                }
            }
        }
        self.above = row;
    }

    /// The cells of `row`, for 同上 those above. Where it `shares` a cell with the row above,
    /// it shares those of who is in charge too, as far as they stand empty.
    fn in_full(&self, file: &Source, columns: &[Column], row: &[Span], shares: bool) -> Vec<Span> {
        let mut charged = false;
        let mut full = Vec::with_capacity(row.len());
        for (at, (column, &cell)) in columns.iter().zip(row).enumerate() {
            let named = matches!(column, Column::Names(_));
            charged |= named && cell.start < cell.end;
            let above = self.above.get(at).copied().unwrap_or_default();
            let shared = shares && named && !charged;
            full.push(if shared || same(file, cell) {
                above
            } else {
                cell
            });
        }
        full
    }

    /// Whether `cell` names the section above once more.
    fn goes_on(&self, file: &Source, cell: Span) -> bool {
        let last = self.sections.last().map_or("", |last| &last.title);
        same(file, cell) || title(&plain(file.slice(cell))).1 == last
    }

    fn section(&mut self, file: &Source, cell: Span) {
        let words = plain(file.slice(cell));
        let (number, title) = title(&words);
        let number = number.unwrap_or(self.sections.len() as u32 + 1);
        self.units.push((number, Numbering::Section, cell));
        self.sections.push(ReadSection {
            number,
            title: title.to_owned(),
            items: Vec::new(),
        });
    }
}

/// The number and the title of a section's heading.
fn title(words: &str) -> (Option<u32>, &str) {
    let number = numbering::number(words);
    let length = number.map_or(0, |(_, _, length)| length);
    (number.map(|(number, _, _)| number), words[length..].trim())
}

/// Whether a cell is that above.
fn same(file: &Source, cell: Span) -> bool {
    matches!(file.slice(cell), "同上" | "〃" | "″")
}

/// The number of a row: 3, 3., （三）.
fn number(words: &str) -> Option<u32> {
    let words = words.trim().trim_end_matches(['.', '．', '、']);
    numeral::value(words).or_else(|| label::number(words).map(|(number, _, _)| number))
}

/// A cell's words without marks of Markdown; its breaks are line breaks.
fn plain(words: &str) -> String {
    words
        .replace("<br/>", "\n")
        .replace("<br>", "\n")
        .replace("**", "")
        .replace("\\|", "|")
}

/// A cell's words as a title.
fn heading(words: &str) -> String {
    let words = words.trim();
    let first = match words.find('。') {
        Some(at) => &words[..at],
        None => words,
    };
    match first.chars().count() <= 60 {
        true => first.replace('\n', ""),
        false => first
            .split(['，', '；', '\n'])
            .next()
            .unwrap_or(first)
            .to_owned(),
    }
}
