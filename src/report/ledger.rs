//! A table that answers: 台账, whose columns say which task and how far it has
//! come. Each of its rows is a passage of its own.

mod headless;
mod named;
mod place;

pub(super) use headless::head;
pub(super) use named::named;

use comrak::nodes::AstNode;

use super::entry::Place;
use super::{Entry, Line, Passage, Status, entry, read, status};
use crate::plan::Plan;
use crate::text::words;

/// What the columns of a table of answers hold, by their index.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The number: 序号, 编号.
    numbers: Vec<usize>,
    /// The task, the widest first: 任务, 措施.
    tasks: Vec<usize>,
    /// Whether it has been done, where another tells how: 是否完成, 状态.
    done: Option<usize>,
    /// The columns of which a row ticks one, each with its status: 已完成, 推进中, 未完成.
    ticked: Vec<(usize, Status)>,
    /// How far it has come; none where only ticks tell.
    answer: Option<usize>,
    /// Why not, and what next.
    reasons: Vec<usize>,
    /// Whether one of these is for nothing else: 未完成原因, where 备注 takes all sorts.
    asks_why: bool,
    /// What no other column is, nor an office, a person or a day.
    others: Vec<usize>,
    /// Whether the table has no header: its first row stands where Markdown wants one.
    pub(super) headless: bool,
}

/// The columns of `table`, if its header says that its rows are answers, or its rows are
/// of tasks in the plan's own words.
pub(super) fn columns<'a>(table: &'a AstNode<'a>, plan: &Plan) -> Option<Columns> {
    let header = table.first_child()?;
    let mut columns = Columns::default();
    let mut answer = None;
    let names = header.children().map(|cell| read::text(cell.children()));
    let names: Vec<String> = names.map(|name| words::fold(&name).into_owned()).collect();
    if headless::is_row(&names, plan) {
        columns.headless = true;
        columns.others.extend(0..names.len());
        columns.tell_by_cells(table, plan, &[]);
        return columns.are_told().then_some(columns);
    }
    // What counts is told by targets and figures, what is done by tasks; 目标任务 alone is
    // the one, beside 目标值 the other.
    let counts = |name: &str| name.contains("目标") || name.contains("指标");
    let is_task = |name: &str| name.ends_with("任务");
    let counted = names.iter().any(|name| counts(name) && !is_task(name));
    for (index, name) in names.iter().enumerate() {
        // （截至12月底）
        let name = name.split('(').next().unwrap_or_default();
        let ends = |known: &[&str]| known.iter().any(|word| name.ends_with(word));
        if counts(name) && (counted || !is_task(name)) {
            continue;
        }
        if ends(&["序号", "编号", "项号", "措施号"]) {
            columns.numbers.push(index);
        } else if asks_if_done(name) || name.ends_with("状态") {
            columns.done = columns.done.or(Some(index));
        } else if tells_progress(name) {
            // Of several the one that says whether it is done; the others say more.
            let other = match answer {
                Some((other, false)) if name.contains("完成") => Some(other),
                Some(_) => Some(index),
                None => None,
            };
            if other != Some(index) {
                answer = Some((index, name.contains("完成")));
            }
            columns.reasons.extend(other);
        } else if let Some(status) = status::whole(name).filter(|_| is_told(table, index)) {
            columns.ticked.push((index, status));
        } else if tells_why(name) {
            columns.reasons.push(index);
            columns.asks_why |= name.contains("原因");
        } else if ends(&["任务", "措施", "内容", "事项", "重点工作", "任务分解"])
            || ["项", "任务项", "任务名称", "措施名称", "工作项目", "计划项"].contains(&name)
        {
            columns.tasks.push(index);
        } else if !ends(BY_WHOM_AND_WHEN) {
            columns.others.push(index);
        }
    }
    if columns.ticked.len() < 2 {
        columns.ticked.retain(|(index, _)| is_ticked(table, *index));
    }
    columns.answer = answer
        .map(|(index, _)| index)
        .or_else(|| columns.done.take());
    if columns.answer.is_none() && !columns.ticked.is_empty() {
        // Beside ticks the remarks tell the rest.
        columns.answer = columns.reasons.pop();
        columns.asks_why &= !columns.reasons.is_empty();
    }
    if !columns.are_told() {
        columns.tell_by_cells(table, plan, &names);
    }
    columns.are_told().then_some(columns)
}

impl Columns {
    /// Whether it is known of which tasks the rows are and where they answer.
    fn are_told(&self) -> bool {
        let answered = self.answer.is_some() || !self.ticked.is_empty();
        answered && !self.tasks.is_empty()
    }

    /// Takes for the tasks the column that has the plan's own words for them, however it
    /// is called, and for the answers, where none of the `names` tells, the one with most to
    /// say.
    fn tell_by_cells<'a>(&mut self, table: &'a AstNode<'a>, plan: &Plan, names: &[String]) {
        let mut columns: Vec<Vec<String>> = Vec::new();
        let mut rows = 0;
        for row in table.children().skip(usize::from(!self.headless)) {
            rows += 1;
            for (index, cell) in row.children().enumerate() {
                let text = read::text(cell.children());
                if columns.len() <= index {
                    columns.push(Vec::new());
                }
                if !text.trim().is_empty() {
                    columns[index].push(text);
                }
            }
        }
        let named = |cells: &Vec<String>| {
            let named = cells.iter().filter(|cell| names_task(plan, cell)).count();
            // A first row alone may be the header of something else.
            named > usize::from(self.headless) && named * 2 >= cells.len()
        };
        let Some(task) = columns.iter().position(named) else {
            return;
        };
        if !self.tasks.contains(&task) {
            self.tasks.insert(0, task);
        }
        self.others.retain(|index| *index != task);
        if self.answer.is_none() && self.ticked.is_empty() {
            let told = |index: &&usize| {
                columns
                    .get(**index)
                    .is_some_and(|cells| cells.len() * 2 >= rows)
            };
            let length = |index: &&usize| columns[**index].iter().map(String::len).sum::<usize>();
            let widest = |of: &[usize]| of.iter().filter(told).max_by_key(length).copied();
            // 项目 | 内容, unless it is the plan's.
            let content = |index: &usize| {
                let name = names.get(*index).is_some_and(|name| name.ends_with("内容"));
                name && columns.get(*index).is_some_and(|cells| !named(cells))
            };
            let tasks = self.tasks.iter().filter(|&&index| index != task);
            let contents: Vec<usize> = tasks.copied().filter(content).collect();
            self.answer = widest(&self.others)
                .or_else(|| widest(&self.reasons))
                .or_else(|| widest(&contents));
            for columns in [&mut self.others, &mut self.reasons, &mut self.tasks] {
                columns.retain(|index| Some(*index) != self.answer);
            }
        }
    }
}

/// Whether a cell is the title of an item, or all the words of a measure.
fn names_task(plan: &Plan, cell: &str) -> bool {
    let words = bare(cell);
    let is_measure = |text: &str| words.ends_with(text) && text.chars().count() >= TELLING;
    let mut measures = plan.items().flat_map(|item| &item.measures);
    plan.is_title(words) || measures.any(|measure| is_measure(bare(&measure.text)))
}

/// `words` without the sign at their end.
fn bare(words: &str) -> &str {
    words.trim().trim_end_matches(['。', '；'])
}

/// The characters of the shortest measure that a cell tells by its words.
const TELLING: usize = 6;

/// Whether the cells of column `index` of `table` are ticked, or empty.
fn is_ticked<'a>(table: &'a AstNode<'a>, index: usize) -> bool {
    cells(table, index).all(|cell| is_left(&cell) || entry::is_tick(&cell))
}

/// The same where words may stand for a tick, but no figures: 12期.
fn is_told<'a>(table: &'a AstNode<'a>, index: usize) -> bool {
    let words = |cell: &str| {
        let counts = cell.bytes().any(|byte| byte.is_ascii_digit());
        cell.chars().any(words::is_han) && (!counts || cell.chars().nth(9).is_some())
    };
    cells(table, index).all(|cell| is_left(&cell) || entry::is_tick(&cell) || words(&cell))
}

/// Whether a cell is not ticked: empty, or crossed out.
fn is_left(cell: &str) -> bool {
    let crossed = ["×", "✗", "/", "／", "—", "－", "-", "□", "☐"];
    cell.trim().is_empty() || crossed.contains(&cell.trim())
}

/// The cells of column `index` of `table` below its header.
fn cells<'a>(table: &'a AstNode<'a>, index: usize) -> impl Iterator<Item = String> {
    let rows = table.children().skip(1);
    let cells = rows.filter_map(move |row| row.children().nth(index));
    cells.map(|cell| read::text(cell.children()))
}

/// Whether a column of that name says why something is not done, or what comes next.
fn tells_why(name: &str) -> bool {
    let ends = ["备注", "说明", "问题", "问题情况", "困难"];
    let next = ["原因", "下一步", "下步", "整改", "改进", "后续", "推进措施"];
    ends.iter().any(|word| name.ends_with(word)) || next.iter().any(|word| name.contains(word))
}

/// What a column's name ends with that says who does it, and until when.
const BY_WHOM_AND_WHEN: &[&str] = &[
    "单位", "处室", "部门", "科室", "处", "科", "室", "时限", "期限", "时间", "日期", "人", "牵头",
    "配合", "类别", "级别",
];

/// Whether a column of that name tells how far a task has come: 完成情况, 进展. What
/// an inspection found (检查结果, 合格情况) is data, and 未完成情况 a reason.
fn tells_progress(name: &str) -> bool {
    let work = ["完成", "进展", "落实", "推进", "执行", "办理", "开展"];
    let told = ["情况", "结果", "成效", "进度", "说明"];
    // 进展情况及存在问题 is that, and more.
    let how = ["完成情况", "进展情况", "落实情况"];
    let ends = told.iter().any(|word| name.ends_with(word));
    let progress = work.iter().any(|word| name.contains(word))
        && (ends || how.iter().any(|word| name.starts_with(word)))
        && !name.contains('未');
    progress
        || name.ends_with("进展")
        || matches!(name, "进度" | "工作进度" | "情况" | "工作情况" | "工作成效")
}

/// Whether a column of that name asks if a task is done.
fn asks_if_done(name: &str) -> bool {
    let asks = name.starts_with("是否") || name.ends_with("与否");
    asks && ["完成", "办结", "落实"]
        .iter()
        .any(|work| name.contains(work))
}

/// What a row says of a measure, below the one `above`; `None` where it has no cell for
/// the answer.
pub(super) fn entry<'a>(
    row: &'a AstNode<'a>,
    line: &Line,
    columns: &Columns,
    plan: &Plan,
    above: Option<&Passage>,
) -> Option<Entry> {
    let mut cells = Vec::new();
    let mut end = 0;
    for cell in row.children() {
        let start = end;
        end += read::text(std::iter::once(cell)).len();
        cells.push((start, end));
    }
    let above = above.and_then(|above| above.entry.as_ref());
    let (place, number) = place::place(line, &cells, columns, plan, above);
    let cell = |index: &usize| cells.get(*index).copied();
    let text = |(start, end): (usize, usize)| line.text.get(start..end).unwrap_or_default();
    let filled = |range: &(usize, usize)| !text(*range).trim().is_empty();
    let tasks = || columns.tasks.iter().filter_map(cell);
    // The cell of the id has its title too.
    let named = tasks().find(|&range| entry::id_in(line, range).is_some());
    let title = named.or_else(|| tasks().rev().find(filled));
    let numbers = columns.numbers.iter().filter_map(cell);
    let id = numbers
        .chain(named)
        .find_map(|range| entry::id_in(line, range).or_else(|| entry::number_in(line, range)));
    let answer = match columns.answer {
        Some(answer) => cell(&answer)?,
        None => (0, 0),
    };
    // 18.3 标题：完成, all in the cell of answers.
    if id.is_none() && entry::id_in(line, answer).is_some() {
        return Some(entry::of_cell(line, answer));
    }
    let reasons = columns.reasons.iter().filter_map(cell);
    let reason = reasons.map(|range| why(text(range))).sum();
    let why = (reason, columns.asks_why);
    let others = columns.others.iter().filter_map(cell);
    let besides = others.map(|range| entry::meaningful(text(range))).sum();
    // The cells of a task that has several measures are merged.
    let first = columns.tasks.first().and_then(cell);
    let continues = columns.tasks.len() > 1 && first.is_some_and(|cell| !filled(&cell));
    let title = title.unwrap_or((answer.0, answer.0));
    let done = columns.done.as_ref().and_then(cell).filter(filled);
    let ticked = columns.ticked.iter().filter_map(|(index, status)| {
        let range = cell(index).filter(|&range| !is_left(text(range)))?;
        Some((range, Some(*status)))
    });
    let ticked: Vec<_> = ticked.collect();
    let least = ticked.iter().min_by_key(|(_, status)| *status).copied();
    let done = least.or(done.map(|range| (range, None)));
    let mut entry = entry::of_cells(line, id, title, (done, answer), why);
    // Ticked as done and as something else.
    let yes = ticked
        .iter()
        .find(|(_, status)| *status == Some(Status::Done));
    if let Some(&((start, end), status)) = yes {
        entry.tick = entry.tick.or(Some((status, line.span(start, end))));
    }
    Some(Entry {
        place: match place {
            Place::Alone | Place::Title if continues => Place::Continues,
            place => place,
        },
        number,
        besides,
        ..entry
    })
}

/// The characters of a cell that say why; what says that it is as elsewhere, 同上 or
/// 原因同3.9, counts as many as a reason has.
fn why(cell: &str) -> usize {
    if matches!(cell.trim(), "无" | "无。") {
        return 0;
    }
    let said = cell.trim().trim_start_matches("原因");
    let said = said.trim_start_matches(['：', ':']);
    let same = said.strip_prefix('同').or_else(|| said.strip_prefix('〃'));
    let elsewhere = same.is_some_and(|rest| {
        let rest = rest.trim_end_matches(['。', '项', '条', '行']);
        ["", "上", "前", "上一"].contains(&rest)
            || rest
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    match elsewhere {
        true => SAME,
        false => entry::meaningful(cell),
    }
}

/// The characters of a reason that is told elsewhere.
const SAME: usize = 8;

/// Lets a row that says 同上 or 〃 have the answer of the row `above`; none where
/// that has none.
pub(super) fn repeat(row: &mut Passage, above: Option<&Passage>) {
    let Some(answer) = row.entry.as_ref().map(|entry| entry.answer) else {
        return;
    };
    if !matches!(words_of(row, answer), "同上" | "〃" | "″" | "\"" | "”") {
        return;
    }
    let own = row.line.span(answer.0, answer.1);
    let above = above.and_then(|above| {
        let entry = above.entry.as_ref()?;
        let answered = entry.repeats || entry.tick.is_some() || entry.reason > 0;
        (answered || !words_of(above, entry.answer).is_empty()).then_some(entry)
    });
    if let Some(entry) = &mut row.entry {
        entry.repeats = above.is_some();
        if let Some(above) = above {
            entry.stated = above.status().map(|status| (status, own));
            entry.reason += above.reason;
        } else {
            entry.answer.1 = entry.answer.0;
        }
    }
}

/// What stands in a cell, without a 。 at its end.
fn words_of(row: &Passage, (start, end): (usize, usize)) -> &str {
    let cell = row.line.text.get(start..end).unwrap_or_default();
    cell.trim().trim_end_matches('。')
}
