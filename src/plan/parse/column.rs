//! The rows of a table and what their columns hold.

use super::duty::{self, Role};
use crate::text::{Source, Span};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    /// What several tasks belong to.
    Section,
    Title,
    Text,
    Names(Role),
    Due,
    Other,
}

const NUMBERS: &[&str] = &["序号", "编号", "项号", "序"];
const SECTIONS: &[&str] = &["类别", "分类", "领域", "板块", "类型", "方面", "任务类别"];
const TITLES: &[&str] = &[
    "任务",
    "重点任务",
    "工作任务",
    "主要任务",
    "任务名称",
    "目标任务",
    "任务事项",
    "改革举措",
    "改革事项",
    "举措",
    "事项",
    "工作事项",
    "重点事项",
    "项目",
    "项目名称",
    "重点项目",
    "工作项目",
    "重点工作",
    "工作名称",
];
const TEXTS: &[&str] = &[
    "主要内容",
    "工作内容",
    "任务内容",
    "具体内容",
    "内容",
    "措施",
    "具体措施",
    "工作措施",
    "主要措施",
    "具体举措",
    "具体任务",
    "工作要求",
    "目标要求",
    "工作目标",
    "目标",
];

/// Whether `line` is a row of a table: two bars, or two tabs between words.
pub(super) fn is_row(line: &str) -> bool {
    let row = line.trim();
    row.matches(['|', '｜', '│', '┃']).count() > 1 || row.matches('\t').count() > 1
}

/// What the column below `heading` holds.
pub(super) fn of(heading: &str) -> Column {
    // 牵头单位（第一责任单位）, 责任单位（首位为牵头单位）
    let (heading, remark) = heading.split_once(['（', '(']).unwrap_or((heading, ""));
    let first = duty::first_leads(remark);
    let words: String = heading
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '*')
        .collect();
    let any = |list: &[&str]| list.contains(&words.as_str());
    let ends =
        |list: &[&str]| words.chars().count() <= 8 && list.iter().any(|end| words.ends_with(end));
    match duty::label(&words) {
        _ if any(NUMBERS) => Column::Number,
        _ if any(SECTIONS) => Column::Section,
        _ if any(TITLES) => Column::Title,
        _ if any(TEXTS) => Column::Text,
        Some(Role::Due) => Column::Due,
        Some(role) if first && role.names_agencies() => Column::Names(Role::First),
        Some(role) if role.names_agencies() => Column::Names(role),
        None if ends(&["任务", "事项", "项目", "工程"]) => Column::Title,
        None if ends(&["举措", "措施", "内容", "目标", "要求"]) => Column::Text,
        _ => Column::Other,
    }
}

/// The columns of a heading; `None` where it is not that of a table of tasks.
pub(super) fn columns(headings: &[&str]) -> Option<Vec<Column>> {
    let columns: Vec<Column> = headings.iter().map(|heading| of(heading)).collect();
    let tasks = columns
        .iter()
        .any(|c| matches!(c, Column::Title | Column::Text));
    let names = columns.iter().any(|c| matches!(c, Column::Names(_)));
    (tasks && names).then_some(columns)
}

/// The columns of a table by what its `rows` hold. Of two columns that hold tasks, or of
/// tasks and their words, the first is what several tasks belong to where a third of the
/// tasks share its cell with that above; the second of tasks is else their words.
pub(super) fn settled(file: &Source, columns: Vec<Column>, rows: &[Vec<Span>]) -> Vec<Column> {
    let mut columns = columns;
    let at = |wanted: Column| columns.iter().position(|column| *column == wanted);
    let Some(first) = at(Column::Title) else {
        return columns;
    };
    let number = at(Column::Number);
    let below = columns.iter().skip(first + 1);
    let second = below.clone().position(|column| *column == Column::Title);
    let text = below.clone().position(|column| *column == Column::Text);
    let text = text.filter(|_| number.is_some() && at(Column::Section).is_none());
    let Some(tasks) = second.or(text).map(|after| first + 1 + after) else {
        return columns;
    };
    let (mut shared, mut count) = (0, 0);
    let (mut last, mut last_number) = ("", "");
    for row in rows.iter().filter(|row| row.len() == columns.len()) {
        let words = |at: usize| row.get(at).map_or("", |cell| file.slice(*cell));
        let own = number.map(words);
        let goes_on = own.is_some_and(|own| own.is_empty() || own == last_number);
        if words(tasks).is_empty() || goes_on {
            continue;
        }
        count += 1;
        let above = last;
        last_number = own.unwrap_or_default();
        match words(first) {
            "" => shared += usize::from(!above.is_empty()),
            words => {
                shared += usize::from(words == above);
                last = words;
            }
        }
    }
    if shared > 0 && shared * 3 >= count {
        columns[first] = Column::Section;
    } else if second.is_some() && at(Column::Text).is_none() {
        columns[tasks] = Column::Text;
    }
    columns
}

/// The cells of a row.
pub(super) fn cells(file: &Source, line: Span) -> Vec<Span> {
    let words = file.slice(line);
    let trimmed = words.trim_matches([' ', '\r', '\u{3000}']);
    let bars: &[char] = match trimmed.contains('\t') && !trimmed.starts_with(['|', '｜', '│', '┃'])
    {
        true => &['\t'],
        false => &['|', '｜', '│', '┃'],
    };
    let mut found = Vec::new();
    let mut start = line.start;
    let mut escaped = false;
    for (at, c) in words.char_indices() {
        if bars.contains(&c) && !escaped {
            found.push(trim(file, Span::new(start, line.start + at)));
            start = line.start + at + c.len_utf8();
        }
        escaped = c == '\\';
    }
    found.push(trim(file, Span::new(start, line.end)));
    if bars.len() > 1 {
        // Bars stand at both ends.
        let empty = |cell: Option<&Span>| cell.is_some_and(|cell| cell.start == cell.end);
        if empty(found.last()) {
            found.pop();
        }
        if empty(found.first()) {
            found.remove(0);
        }
    }
    found
}

/// `span` without the blanks around it.
pub(super) fn trim(file: &Source, span: Span) -> Span {
    let words = file.slice(span);
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}
