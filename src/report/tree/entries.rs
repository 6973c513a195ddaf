//! Every entry with the id of a measure in a place of its own: out of the lists
//! inside lists, and out of the cells that hold several.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeValue};

use super::new;
use crate::report::entry;
use crate::report::read;

/// A break in a cell: the only raw HTML that stays in a tree.
pub(in crate::report) const BREAK: &str = "<br>";

/// Takes such entries out, the rest of their list or row before and behind them;
/// only a `broken` text has breaks in cells.
pub(super) fn part<'a>(arena: &'a Arena<'a>, root: &'a AstNode<'a>, broken: bool) {
    let mut next = root.first_child();
    while let Some(block) = next {
        let is_table = matches!(block.data().value, NodeValue::Table(_));
        if is_list(block) {
            lift(arena, block);
        } else if broken && is_table {
            let rows: Vec<&AstNode> = block.children().collect();
            rows.iter().for_each(|row| part_row(arena, row));
        }
        // What was lifted out stands next, and may hold lists itself.
        next = block.next_sibling();
    }
    if broken {
        let is_table = |node: &&AstNode| matches!(node.data().value, NodeValue::Table(_));
        read::walk(root).filter(is_table).for_each(keep_breaks);
    }
}

/// Puts the lists of entries inside `list` behind their items, and the items
/// that follow into lists of their own behind those.
fn lift<'a>(arena: &'a Arena<'a>, list: &'a AstNode<'a>) {
    let NodeValue::List(kind) = list.data().value else {
        return;
    };
    // Most lists hold none.
    if !list.children().any(|item| entries(item).is_some()) {
        return;
    }
    let mut last = list;
    let mut open = Some(list);
    for (index, item) in list.children().collect::<Vec<_>>().into_iter().enumerate() {
        let into = open.unwrap_or_else(|| {
            let mut rest = kind;
            rest.start += index;
            let rest = new(arena, NodeValue::List(rest), item.data().sourcepos);
            last.insert_after(rest);
            last = rest;
            rest
        });
        open = Some(into);
        if !std::ptr::eq(into, list) {
            into.append(item);
        }
        let Some(inner) = entries(item) else {
            continue;
        };
        last.insert_after(inner);
        last = inner;
        open = None;
        match item.last_child() {
            Some(own) => {
                let end = own.data().sourcepos.end;
                item.data_mut().sourcepos.end = end;
                into.data_mut().sourcepos.end = end;
            }
            None => item.detach(),
        }
    }
}

/// The list inside an item in which entries stand.
fn entries<'a>(item: &'a AstNode<'a>) -> Option<&'a AstNode<'a>> {
    let inner = item.last_child().filter(|inner| is_list(inner))?;
    holds_ids(inner, DEPTH).then_some(inner)
}

/// Lets the breaks in the cells of a table stand there as tags: a cell has one
/// line.
fn keep_breaks<'a>(table: &'a AstNode<'a>) {
    for node in table.descendants() {
        let mut data = node.data_mut();
        if matches!(data.value, NodeValue::LineBreak) {
            data.value = NodeValue::HtmlInline(BREAK.to_owned());
        }
    }
}

fn is_list(node: &AstNode) -> bool {
    matches!(node.data().value, NodeValue::List(_))
}

/// How deep in lists inside lists an id is looked for.
const DEPTH: usize = 3;

/// Whether an item of `list`, or of a list inside it, begins with an id.
fn holds_ids<'a>(list: &'a AstNode<'a>, depth: usize) -> bool {
    depth > 0
        && list.children().any(|item| {
            let own = item.first_child().filter(|first| is_paragraph(first));
            let inner = item.last_child().filter(|last| is_list(last));
            own.is_some_and(|own| begins_with_id(&read::text(own.children())))
                || inner.is_some_and(|inner| holds_ids(inner, depth - 1))
        })
}

fn is_paragraph(node: &AstNode) -> bool {
    matches!(node.data().value, NodeValue::Paragraph)
}

/// Whether an id begins `text`, be it behind a tick box.
fn begins_with_id(text: &str) -> bool {
    let ticks = |c: char| c.is_whitespace() || "[]［］【】xXｘＸ√✓✔✅☑■□☐/\u{FE0F}".contains(c);
    entry::begins_with_id(text.trim_start_matches(ticks))
}

/// Makes several rows of one whose cells hold a line an entry, each with its id;
/// a cell of one line stays in the first.
fn part_row<'a>(arena: &'a Arena<'a>, row: &'a AstNode<'a>) {
    let is_break = |node: &AstNode| matches!(node.data().value, NodeValue::LineBreak);
    let count = |cell: &'a AstNode<'a>| 1 + cell.children().filter(|node| is_break(node)).count();
    let lines = row.children().map(count).max().unwrap_or(1);
    let fits = row.children().all(|cell| [1, lines].contains(&count(cell)));
    let has_ids = |cell: &'a AstNode<'a>| {
        let text = read::text(cell.children());
        text.lines().count() == lines && text.lines().all(begins_with_id)
    };
    if lines < 2 || !fits || !row.children().any(has_ids) {
        return;
    }
    let mut rows: Vec<&AstNode> = Vec::new();
    for _ in 1..lines {
        rows.push(new(arena, row.data().value.clone(), row.data().sourcepos));
    }
    for cell in row.children() {
        let mut line: usize = 0;
        let whole = cell.data().sourcepos;
        for row in &rows {
            row.append(new(arena, NodeValue::TableCell, whole));
        }
        for node in cell.children().collect::<Vec<_>>() {
            if is_break(node) {
                line += 1;
                node.detach();
            } else if let Some(into) = line.checked_sub(1).and_then(|index| rows.get(index))
                && let Some(cell) = into.last_child()
            {
                cell.append(node);
            }
        }
    }
    rows.iter()
        .rev()
        .for_each(|further| row.insert_after(further));
}
