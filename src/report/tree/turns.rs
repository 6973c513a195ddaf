//! Items of the plan that run on within a paragraph: 一是标题。正文。二是标题。正文, or
//! （一）标题。正文。（二）标题。正文 where a break was lost.

use comrak::Arena;
use comrak::nodes::AstNode;

use super::lines::{own_text, take_head};
use crate::plan::{Plan, Set};
use crate::text::numbering::{self, Numbering};
use crate::text::seek;
use crate::text::words::{self, Depth};

/// Parts what stands in `paragraph`, of those words, behind the `heading` that was made of
/// its beginning, and gives the paragraphs behind the first.
pub(super) fn split<'a>(
    arena: &'a Arena<'a>,
    paragraph: &'a AstNode<'a>,
    text: &str,
    heading: Option<&'a AstNode<'a>>,
    plan: &Plan,
) -> Vec<&'a AstNode<'a>> {
    let mut items = Vec::new();
    if heading.is_some_and(|heading| std::ptr::eq(heading, paragraph)) {
        return items;
    }
    let head = heading.map(own_text).unwrap_or_default();
    let starts = match heading {
        Some(_) => begin(&own_text(paragraph), &head, plan),
        None => begin(text, &head, plan),
    };
    // 存在的问题： in a line of its own above.
    let above = || paragraph.previous_sibling().filter(|_| heading.is_none());
    let led = |above: &str| above.ends_with(['：', ':']) && !is_account(above);
    if starts.is_empty() || above().is_some_and(|above| led(&own_text(above))) {
        return items;
    }
    let mut before = 0;
    for at in starts {
        let head = take_head(arena, paragraph, at - before);
        if before > 0 {
            items.push(head);
        }
        before = at;
    }
    items.push(paragraph);
    items
}

/// Where in `text`, behind the heading `head` if it has one, items begin that want a
/// paragraph of their own: with a title and words behind it, and with the number that
/// comes next.
fn begin(text: &str, head: &str, plan: &Plan) -> Vec<usize> {
    let mut found = Vec::new();
    let first = if head.is_empty() { text } else { head };
    let mut number = numbering::number(first).map(|(number, kind, _)| (number, kind));
    let mut turn = numbering::turn(text).and_then(|(turn, _)| turn);
    let mut read = Read::default();
    for end in ends(text) {
        let rest = words::trim_start(&text[end..]);
        if !rest.starts_with(NUMBERED) {
            continue;
        }
        let start = text.len() - rest.len();
        // No title is longer.
        let near = rest
            .char_indices()
            .nth(NEAR)
            .map_or(rest.len(), |(at, _)| at);
        let near = &rest[..near];
        let goes_on = match (numbering::turn(near), numbering::number(near)) {
            (Some((Some(1), _)), _) => {
                turn = is_own(&text[..start], plan).then_some(1);
                turn.is_some()
            }
            (Some((own, _)), _) => next(&mut turn, own),
            (None, Some((own, kind, _))) => follows(&mut number, (own, kind)),
            (None, None) => false,
        };
        if !(goes_on && tells(near, plan)) {
            continue;
        }
        if !read.is_open(text, start) {
            break;
        }
        found.push(start);
    }
    found
}

/// With what a number or a turn begins.
const NUMBERED: &[char] = &[
    '第', '（', '(', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '1', '2', '3',
    '4', '5', '6', '7', '8', '9', '0',
];

/// The characters in which a number, a title and what follows have room.
const NEAR: usize = 120;

/// Where a sentence or a part of one ends.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let signs = ["。", "；", "："];
    let lasts = signs.map(|sign| sign.as_bytes()[2]);
    let ends = seek::any_of(text.as_bytes(), lasts).map(|at| at + 1);
    ends.filter(move |&end| {
        let read = &text.as_bytes()[..end];
        signs.iter().any(|sign| read.ends_with(sign.as_bytes()))
    })
}

/// Whether `own` comes behind the turn so far, which it then is.
fn next(turn: &mut Option<u32>, own: Option<u32>) -> bool {
    let follows = own.is_some() && own == turn.map(|turn| turn + 1);
    if follows {
        *turn = own;
    }
    follows
}

/// The same of a number.
fn follows(number: &mut Option<(u32, Numbering)>, own: (u32, Numbering)) -> bool {
    let follows = Some(own) == number.map(|(number, kind)| (number + 1, kind));
    if follows {
        *number = Some(own);
    }
    follows
}

/// Whether what leads to 一是 speaks of the writer: 县住建局做了以下工作：一是 does not.
fn is_own(lead: &str, plan: &Plan) -> bool {
    let said = !lead.ends_with(['：', ':']) || lead.contains(['我', '本']);
    let mut agencies = plan.items().flat_map(|item| &item.agencies);
    said && !agencies.any(|name| seek::holds(lead, name.get_ref()))
}

/// Whether `text` begins with the title of an item and says something of it: not
/// 一是标题；二是标题.
fn tells(text: &str, plan: &Plan) -> bool {
    let turned = numbering::turn(text).is_some();
    let titled = match turned {
        true => plan.opened(text),
        false => plan.titled(text, Set::Plain).map(|(item, _)| item),
    };
    let title = titled
        .and_then(|item| plan.item(item))
        .map(|item| item.title());
    title.is_some_and(|title| {
        let behind = seek::first(text, title).map_or("", |at| &text[at + title.len()..]);
        let behind = behind.trim_start_matches(|c: char| !words::is_alphanumeric(c));
        !behind.is_empty() && numbering::turn(behind).is_none()
    })
}

/// How far a paragraph was read for what makes its turns no answers.
#[derive(Default)]
struct Read {
    depth: Depth,
    at: usize,
}

impl Read {
    /// Whether byte `start` stands outside quotations and no word of problems or of next
    /// year before it: 存在的主要问题：一是标题不够。二是标题…….
    fn is_open(&mut self, text: &str, start: usize) -> bool {
        let passed = &text[self.at..start];
        self.at = start;
        let outside = passed.chars().fold(true, |_, c| self.depth.outside(c));
        outside && is_account(passed)
    }
}

/// Whether words speak neither of problems nor of next year.
fn is_account(text: &str) -> bool {
    !ASIDE.iter().any(|word| seek::holds(text, word))
}

/// What tells of problems and of next year.
const ASIDE: [&str; 12] = [
    "存在的",
    "存在问题",
    "存在不足",
    "主要问题",
    "不足",
    "困难和",
    "下一步",
    "下步",
    "下阶段",
    "明年",
    "今后",
    "打算",
];
