//! Headings that Markdown takes for items of a list: `- （十八）标题`, and `18. 标题`,
//! where a blank follows the dot.

use comrak::Arena;
use comrak::nodes::{AstNode, ListDelimType, ListType, NodeHeading, NodeList, NodeValue};

use super::lines::take_head;
use super::{new, unwrap};
use crate::plan::Plan;
use crate::report::positions::Positions;
use crate::report::{frame, heading, read, tail};
use crate::text::numbering::{self, Numbering};

/// Takes the lists apart whose every item is a heading with text below it, a part of
/// the paper or an item of the plan.
pub(super) fn headings<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    positions: Positions,
    plan: &Plan,
) {
    for list in lists(root) {
        let NodeValue::List(kind) = list.data().value else {
            continue;
        };
        let headed = || list.children().all(|item| is_headed(item));
        if parts(arena, list) || kind.list_type == ListType::Bullet && headed() {
            for item in list.children().collect::<Vec<_>>() {
                unwrap(item);
            }
            unwrap(list);
            continue;
        }
        if kind.list_type != ListType::Bullet && kind.delimiter == ListDelimType::Period {
            lone(arena, list, positions);
        }
        items(arena, list, (kind, positions), plan);
    }
}

fn lists<'a>(root: &'a AstNode<'a>) -> Vec<&'a AstNode<'a>> {
    let all = root.children();
    let lists = all.filter(|node| matches!(node.data().value, NodeValue::List(_)));
    lists.collect()
}

/// Puts the lists and paragraphs below the items above them, whose blanks are enough for an
/// item numbered with one figure and not for 10.: they were meant alike.
pub(super) fn nest<'a>(root: &'a AstNode<'a>) {
    lists(root).into_iter().for_each(take_in);
    let paragraphs = root.children().filter(|node| {
        let data = node.data();
        data.sourcepos.start.column == 4 && matches!(data.value, NodeValue::Paragraph)
    });
    let paragraphs: Vec<&AstNode> = paragraphs.collect();
    paragraphs.into_iter().for_each(take_in_text);
}

/// Puts a paragraph with three blanks before it below the item 10. above it.
fn take_in_text<'a>(paragraph: &'a AstNode<'a>) {
    let at = paragraph.data().sourcepos;
    let list = paragraph.previous_sibling();
    let item = list.and_then(|list| Some((list, list.last_child()?)));
    let Some((list, item)) = item else { return };
    let tens = match (&list.data().value, &item.data().value) {
        (NodeValue::List(of), NodeValue::Item(own)) => {
            of.list_type == ListType::Ordered && own.padding == 4
        }
        _ => false,
    };
    let near = item.data().sourcepos.end.line + 2 >= at.start.line;
    if !tens || !near {
        return;
    }
    item.append(paragraph);
    item.data_mut().sourcepos.end = at.end;
    list.data_mut().sourcepos.end = at.end;
}

/// The same of one.
fn take_in<'a>(list: &'a AstNode<'a>) {
    let bullets = |node: &AstNode, wanted: bool| match node.data().value {
        NodeValue::List(kind) => (kind.list_type == ListType::Bullet) == wanted,
        _ => false,
    };
    let at = list.data().sourcepos;
    let above = list.previous_sibling().filter(|above| {
        let near = above.data().sourcepos.end.line + 1 == at.start.line;
        near && at.start.column > 2 && bullets(list, true) && bullets(above, false)
    });
    let Some((above, item)) = above.and_then(|above| Some((above, above.last_child()?))) else {
        return;
    };
    item.append(list);
    item.data_mut().sourcepos.end = at.end;
    above.data_mut().sourcepos.end = at.end;
}

/// Makes headings of what the items of a list begin with, where each names a part of the
/// paper, and says whether they do: 1. 2016年工作总结, 2. **2017年工作打算**：…….
fn parts<'a>(arena: &'a Arena<'a>, list: &'a AstNode<'a>) -> bool {
    // Of most lists the first words tell that it does not.
    let words = list
        .first_child()
        .and_then(|item| item.first_child()?.first_child());
    let may = words.is_none_or(|words| match &words.data().value {
        NodeValue::Text(text) => {
            let head = text.split(['：', ':']).next().unwrap_or_default();
            heading::part::begins(head.trim()).is_some()
        }
        _ => true,
    });
    if !may {
        return false;
    }
    let names = list.children().map(|item| {
        let first = item.first_child()?;
        if !matches!(first.data().value, NodeValue::Paragraph) {
            return None;
        }
        let text = read::text(first.children());
        let line = text.lines().next().unwrap_or_default();
        let end = line.find(['：', ':']).unwrap_or(line.len());
        let sign = line[end..].chars().next().map_or(0, char::len_utf8);
        let ahead = heading::part::begins(line[..end].trim())?;
        Some((first, end + sign, text.len(), ahead))
    });
    let Some(names) = names.collect::<Option<Vec<_>>>() else {
        return false;
    };
    // Headings of one kind alone are points of their part.
    let holds = |ahead: bool| names.iter().any(|(.., other)| *other == ahead);
    if !(holds(true) && holds(false)) {
        return false;
    }
    for (paragraph, length, whole, _) in names {
        let head = match length < whole {
            true => take_head(arena, paragraph, length),
            false => paragraph,
        };
        set_heading(head, 2);
        let soft = |node: &&AstNode| matches!(node.data().value, NodeValue::SoftBreak);
        if let Some(soft) = paragraph.first_child().filter(soft) {
            soft.detach();
        }
    }
    true
}

fn set_heading<'a>(node: &'a AstNode<'a>, level: u8) {
    node.data_mut().value = NodeValue::Heading(NodeHeading {
        level,
        setext: false,
        closed: false,
    });
}

/// Makes headings of those items of a list that are the title of an item of the plan, where
/// measures stand below them or behind, and puts them between the lists of these.
fn items<'a>(
    arena: &'a Arena<'a>,
    list: &'a AstNode<'a>,
    (kind, positions): (NodeList, Positions),
    plan: &Plan,
) {
    let titled = |item: &'a AstNode<'a>| {
        let first = item.first_child()?;
        let plain = matches!(first.data().value, NodeValue::Paragraph);
        (plain && plan.is_title(&read::text(first.children()))).then_some(first)
    };
    // Most items are too long.
    let short = |item: &'a AstNode<'a>| {
        let words = item.first_child().and_then(|first| first.first_child());
        words.is_some_and(|words| match &words.data().value {
            NodeValue::Text(text) => plan.may_be_title(text),
            _ => true,
        })
    };
    if !list.children().any(short) {
        return;
    }
    let entries: Vec<_> = list.children().map(|item| (item, titled(item))).collect();
    let titles = || entries.iter().filter_map(|(_, title)| *title);
    let nested = titles().any(|title| title.next_sibling().is_some());
    let mut pairs = entries.windows(2);
    if !nested && !pairs.any(|pair| pair[0].1.is_some() && pair[1].1.is_none()) {
        return;
    }
    let mut rest: Option<&AstNode> = None;
    for (item, title) in entries {
        if let Some(title) = title {
            set_heading(title, 3);
            if kind.list_type == ListType::Ordered {
                title.prepend(number(arena, item, positions));
            }
            for child in item.children().collect::<Vec<_>>() {
                list.insert_before(child);
            }
            rest = None;
            continue;
        }
        let into = rest.unwrap_or_else(|| {
            let into = new(arena, NodeValue::List(kind), item.data().sourcepos);
            list.insert_before(into);
            into
        });
        into.data_mut().sourcepos.end = item.data().sourcepos.end;
        into.append(item);
        rest = Some(into);
    }
    list.detach();
}

/// The number of an item of a list, as it was written.
fn number<'a>(
    arena: &'a Arena<'a>,
    item: &'a AstNode<'a>,
    positions: Positions,
) -> &'a AstNode<'a> {
    let mut at = item.data().sourcepos;
    let written = positions.source.slice(positions.span(at));
    let figures = written.trim_start_matches(|c: char| c.is_ascii_digit());
    // The figures and their dot.
    let length = written.len() - figures.len() + 1;
    let words = written.get(..length).unwrap_or_default();
    at.end = at.start;
    at.end.column += length - 1;
    new(arena, NodeValue::Text(format!("{words} ").into()), at)
}

/// Whether an item of a list begins with a heading numbered as items are,
/// below which something stands.
fn is_headed<'a>(item: &'a AstNode<'a>) -> bool {
    let Some(first) = item.first_child() else {
        return false;
    };
    match first.data().value {
        NodeValue::Paragraph => {}
        NodeValue::Heading(_) => return true,
        _ => return false,
    }
    // Most items have no such number: the first words tell.
    let numbered = first.first_child().is_some_and(
        |words| matches!(&words.data().value, NodeValue::Text(text) if is_numbered(text)),
    );
    if !numbered {
        return false;
    }
    let text = read::text(first.children());
    let head = text.lines().next().unwrap_or_default();
    let whole = |found: heading::Bare| found.length == head.len();
    let below = head.len() < text.len()
        || first.next_sibling().is_some()
        || item.next_sibling().is_none() && item.parent().is_some_and(|list| is_followed(list));
    heading::bare(head, 0).is_some_and(whole) && below
}

/// Whether `text` begins with a number of items.
fn is_numbered(text: &str) -> bool {
    matches!(
        numbering::number(text),
        Some((
            _,
            Numbering::Section | Numbering::Item | Numbering::Named,
            _
        ))
    )
}

/// Whether text or a list stands behind `list`; a signature is no text.
fn is_followed<'a>(list: &'a AstNode<'a>) -> bool {
    list.next_sibling().is_some_and(|next| {
        if !matches!(next.data().value, NodeValue::Paragraph) {
            return matches!(next.data().value, NodeValue::List(_) | NodeValue::Table(_));
        }
        let text = read::text(next.children());
        let line = text.lines().next().unwrap_or_default();
        !frame::is_name(line) && !frame::is_date(line) && !tail::is_contact(line)
    })
}

/// Makes a paragraph, its number before it, of a list of one short line that
/// text follows, or that names a part and was left empty. Measures come in lists of
/// several, or end as sentences do.
fn lone<'a>(arena: &'a Arena<'a>, list: &'a AstNode<'a>, positions: Positions) {
    let (Some(item), Some(last)) = (list.first_child(), list.last_child()) else {
        return;
    };
    let only = |node: &'a AstNode<'a>| {
        let child = node.first_child()?;
        child.next_sibling().is_none().then_some(child)
    };
    let paragraph = only(item).filter(|_| std::ptr::eq(item, last));
    let Some(words) = paragraph.and_then(only) else {
        return;
    };
    let at = item.data().sourcepos;
    let NodeValue::Text(title) = words.data().value.clone() else {
        return;
    };
    let span = positions.span(at);
    let written = positions.source.slice(span).trim_end();
    let is_bare = heading::bare(written, 0).is_some_and(|found| found.length == written.len());
    let stands = || is_followed(list) || heading::part::is_empty(written, None);
    if !written.ends_with(title.trim_end()) || !is_bare || !stands() {
        return;
    }
    let mut at = at;
    at.end.line = at.start.line;
    at.end.column = at.start.column + written.len() - 1;
    let paragraph = new(arena, NodeValue::Paragraph, at);
    paragraph.append(new(arena, NodeValue::Text(written.to_owned().into()), at));
    list.insert_before(paragraph);
    list.detach();
}
