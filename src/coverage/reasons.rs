//! Why something is not done, where that stands below the line that says so.

use crate::report::{Block, Passage, Report};
use crate::text::numbering::{self, Numbering};

/// Fewer characters than this are no reason.
pub const REASON: usize = 8;

/// What a reason that is not called so has one of.
const WHY: [char; 6] = ['因', '由', '受', '未', '尚', '暂'];

/// The passage after passage `index` that gives its reason: the next paragraph or point,
/// of a row the note below the table.
pub fn below(report: &Report, index: usize) -> Option<usize> {
    let passages = &report.passages;
    let own = passages.get(index)?;
    let row = own.block == Block::Table;
    let mut after = passages.iter().enumerate().skip(index + 1);
    let next = after.find(|(_, other)| match row {
        true => other.block != Block::Table,
        false => other.span.start >= own.span.end,
    });
    let gives = |next: &Passage| {
        let line = next.line.text.trim_start();
        let line = &line[numbering::number(line).map_or(0, |(_, _, length)| length)..];
        let begins = ["原因", "主要原因", "未完成原因", "未完成的原因", "调整原因"];
        let noted =
            || row && line.contains('因') && (line.starts_with('注') || line.contains("未完成"));
        // What stands below a line that states no more says why, if it says anything.
        let free = || {
            next.entry
                .as_ref()
                .is_none_or(|entry| entry.id.is_none() && entry.stated.is_none())
        };
        let goes_on = || {
            let near = own.block == Block::Paragraph && next.under == own.under;
            let of_own = begins_so(line) || !is_next(report, own, next);
            near && line.contains(WHY) && free() && of_own
        };
        let long = || next.census.chars >= REASON + "原因".chars().count() && !is_left_open(line);
        let told = || match next.block {
            Block::Paragraph => true,
            Block::ListItem => long(),
            _ => false,
        };
        let labelled = begins.iter().any(|word| line.starts_with(word)) || noted();
        let plain = || next.block == Block::Paragraph && long() && goes_on();
        labelled && told() || plain()
    };
    next.filter(|(_, next)| gives(next)).map(|(at, _)| at)
}

/// Whether a text begins with why.
fn begins_so(text: &str) -> bool {
    text.starts_with(['因', '由', '受'])
}

/// Whether `next` bears the number behind that of `own`, or of the heading it stands below:
/// it is a task of its own.
fn is_next(report: &Report, own: &Passage, next: &Passage) -> bool {
    let figure = |passage: &Passage| match numbering::number(passage.line.text.trim_start()) {
        Some((number, Numbering::Figure, _)) => Some(number),
        _ => None,
    };
    let above = || figure(report.passages.get(own.under?)?);
    let before = figure(own).or_else(above);
    before.is_some_and(|before| figure(next) == Some(before + 1))
}

/// Whether `text` calls for a reason and gives none: 原因：。下一步：……
pub fn is_left_open(text: &str) -> bool {
    let reason = text.split_once("原因").map(|(_, rest)| rest);
    let reason = reason.and_then(|rest| rest.strip_prefix(['：', ':']));
    reason.is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(['。', '；', ';', '，']) || rest.starts_with("下一步：")
    })
}
