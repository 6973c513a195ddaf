//! Headings that Markdown does not know for such: a bare line, and the title of an item
//! with its text behind it.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeHeading, NodeValue};

use super::lines::{cut, own_text, take_head};
use crate::plan::{Plan, Set};
use crate::report::{frame, heading, read};
use crate::text::date;
use crate::text::numbering::{self, Numbering};

/// Makes a heading of the numbered line, short numbered sentence or item of the
/// plan that begins a paragraph, and gives it.
pub(super) fn split_heading<'a>(
    arena: &'a Arena<'a>,
    paragraph: &'a AstNode<'a>,
    text: &str,
    context: u8,
    plan: &Plan,
) -> Option<&'a AstNode<'a>> {
    // Of wrapped text only a sentence that more follows can be a heading.
    let words = text.trim_end();
    let wrapped = words.contains('\n')
        && words
            .find('。')
            .is_none_or(|at| at + "。".len() == words.len());
    let set = set_off(paragraph);
    let titled = || heading::titled(text, set, context, plan);
    let bare = || {
        let bare = heading::bare(text, context)
            .or_else(|| strong(paragraph, text, context))
            .or_else(|| chapter(paragraph, text, context))
            .or_else(|| outlined(text));
        bare.filter(|_| !wrapped)
    };
    let bare = match set {
        Set::Plain => bare().or_else(titled),
        _ => titled().or_else(bare),
    }?;
    let rank = match plan.titled(text, set) {
        // 十一、标题 below 一、2016年完成情况 is an item, whatever its number's style.
        Some((item, _)) => {
            let printed = plan.item(item).map_or(item, |item| item.printed);
            let rank = heading::of_item(text, printed, context);
            rank.filter(|_| !is_divided(paragraph, &text[bare.length..], plan))
                .unwrap_or(bare.rank)
        }
        None => bare.rank,
    };
    let heading = if text[bare.length..].trim().is_empty() {
        paragraph
    } else {
        take_head(arena, paragraph, bare.length)
    };
    heading.data_mut().value = NodeValue::Heading(NodeHeading {
        level: rank,
        setext: false,
        closed: false,
    });
    drop_hashes(arena, heading);
    for child in heading.children().collect::<Vec<_>>() {
        if matches!(child.data().value, NodeValue::SoftBreak) {
            child.detach();
        }
    }
    Some(heading)
}

/// Whether below a heading, with `rest` behind it in `paragraph`, parts of its own begin, as
/// below each item that is a chapter: （一）完成情况.
fn is_divided<'a>(paragraph: &'a AstNode<'a>, rest: &str, plan: &Plan) -> bool {
    let divides = |below: &str| {
        let first = matches!(numbering::number(below), Some((1, Numbering::Item, _)));
        first && plan.titled(below, Set::Plain).is_none()
    };
    let next = || paragraph.next_sibling().map(own_text);
    match rest.trim().is_empty() {
        true => next().is_some_and(|next| divides(&next)),
        false => divides(rest),
    }
}

/// Makes a paragraph of the text that stands in a heading behind an item's title, and
/// says whether there was any.
pub(super) fn part_heading<'a>(
    arena: &'a Arena<'a>,
    heading: &'a AstNode<'a>,
    plan: &Plan,
) -> bool {
    let text = read::text(heading.children());
    let titled = plan.titled(&text, Set::Marked);
    let Some((_, length)) = titled.filter(|&(_, length)| length < text.len()) else {
        return false;
    };
    let value = heading.data().value.clone();
    take_head(arena, heading, length).data_mut().value = value;
    heading.data_mut().value = NodeValue::Paragraph;
    true
}

/// Takes the marks off a heading that Markdown did not take for one.
fn drop_hashes<'a>(arena: &'a Arena<'a>, heading: &'a AstNode<'a>) {
    let Some(first) = heading.first_child() else {
        return;
    };
    let marks = match &first.data().value {
        NodeValue::Text(text) => {
            text.len() - text.trim_start_matches(['#', '＃', ' ', '\u{3000}']).len()
        }
        _ => 0,
    };
    if marks > 0 {
        cut(arena, first, marks);
    }
}

/// How the beginning of a paragraph is set.
fn set_off<'a>(paragraph: &'a AstNode<'a>) -> Set {
    let mut before = 0;
    for child in paragraph.children().take(2) {
        let length = read::text(std::iter::once(child)).len();
        if matches!(child.data().value, NodeValue::Strong | NodeValue::Emph) {
            return Set::Strong(before + length);
        }
        before += length;
    }
    Set::Plain
}

/// A line below the title that names the year's account, before which 一、 begins anew:
/// 2016年工作总结, in one paper with 2017年工作计划.
fn chapter<'a>(paragraph: &'a AstNode<'a>, text: &str, context: u8) -> Option<heading::Bare> {
    let words = text.strip_prefix("20")?;
    let named = words.get(2..).is_some_and(|rest| rest.starts_with('年'));
    if !(named && heading::part::sums(text.trim_end())) {
        return None;
    }
    let below = own_text(paragraph.next_sibling()?);
    let anew = matches!(numbering::number(&below), Some((1, Numbering::Section, _)));
    let mut above = paragraph.preceding_siblings().skip(1);
    let titled = above.any(|node| frame::is_title(&own_text(node)));
    (anew && titled).then(|| heading::Bare {
        rank: context.clamp(2, 6),
        length: text.len(),
    })
}

/// A part behind the number of a chapter as Word's outlines have it: 1 2016年完成情况.
fn outlined(text: &str) -> Option<heading::Bare> {
    let line = text.trim_start();
    let words = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=2).contains(&(line.len() - words.len()));
    let named = words.starts_with([' ', '\u{3000}', '\t']) && numbered;
    heading::part::begins(words.trim()).filter(|_| named)?;
    Some(heading::Bare {
        rank: 2,
        length: text.len(),
    })
}

/// A paragraph that is one short bold line is a heading, unless it is a
/// signature in bold.
fn strong<'a>(paragraph: &'a AstNode<'a>, text: &str, context: u8) -> Option<heading::Bare> {
    let only = paragraph.first_child()?;
    let alone = only.next_sibling().is_none();
    let bold = matches!(only.data().value, NodeValue::Strong);
    let short = || text.chars().count() <= 30 && !text.ends_with(['。', '；', '，']);
    if !(alone && bold && short()) {
        return None;
    }
    let is_date = |text: &str| date::all(text).len() == 1 && text.chars().count() <= 15;
    let below = paragraph
        .next_sibling()
        .map(|next| read::text(next.children()));
    let signed = is_date(text) || below.is_some_and(|text| is_date(&text));
    (!signed).then_some(heading::Bare {
        rank: context.saturating_add(1).clamp(3, 6),
        length: text.len(),
    })
}
