//! The few words of a paper that stand on the first page.

use crate::coverage::reasons;
use crate::report::tree::Paper;
use crate::report::{Block, Passage, entry};
use crate::text::words;

/// The signs behind a status.
const MARKS: [char; 9] = ['。', '，', '；', '：', ',', ';', ':', '.', ' '];
/// The characters of an excerpt.
const EXCERPT: usize = 60;

/// What stands for the words of a report that gives no reason.
pub(super) const NO_REASON: &str = "没有写原因";

/// The line on which passage `index` begins, and why what it speaks of is not done, wherever
/// the paper says so: in the line, before the status, below it.
pub(super) fn undone(paper: &Paper, index: Option<usize>) -> Option<(usize, String)> {
    let (line, own) = told(paper, index)?;
    let says = |words: &String| words.chars().any(words::is_han);
    let elsewhere = || {
        let passage = paper.report.passages.get(index?)?;
        let title = passage.entry.as_ref().map(|entry| entry.title);
        let title = title.and_then(|(start, end)| passage.line.text.get(start..end));
        let before = title.map(entry::whence).unwrap_or_default();
        let within = passage.below.first().map(|line| line.text.as_str());
        let below = || {
            let below = reasons::below(&paper.report, index?)?;
            Some(paper.report.passages.get(below)?.line.text.as_str())
        };
        let words = Some(before).filter(|before| !before.is_empty());
        words.or(within).or_else(below).map(bare)
    };
    let words = Some(own).filter(says).or_else(elsewhere);
    Some((line, words.unwrap_or_else(|| NO_REASON.to_owned())))
}

/// The line on which passage `index` begins, and what it says, without the measure's title
/// and its status.
pub(super) fn told(paper: &Paper, index: Option<usize>) -> Option<(usize, String)> {
    let passage = paper.report.passages.get(index?)?;
    let line = paper.source.line_of(passage.span.start);
    Some((line, bare(answer(passage))))
}

/// The answer of a passage, or all of it where it has none.
fn answer(passage: &Passage) -> &str {
    let text = passage.line.text.as_str();
    passage
        .entry
        .as_ref()
        .and_then(|entry| {
            let own = text.get(entry.answer.0..entry.answer.1)?;
            // In a row that says little the reason stands in the cells behind, if any of
            // them is for it: 责任处室 is not.
            let row = passage.block == Block::Table && entry.reason + entry.besides > 0;
            let behind = row && entry::meaningful(&bare(own)) < reasons::REASON;
            match behind {
                true => text.get(entry.answer.0..),
                false => Some(own),
            }
        })
        .filter(|answer| !answer.trim().is_empty())
        .unwrap_or(text)
}

/// `answer` without its status, be it chosen among several, and 原因：, shortened.
fn bare(answer: &str) -> String {
    let said = words::spaced(entry::behind_choice(answer.trim_start()));
    let mut status = ["未完成", "已完成", "完成"].iter();
    let rest = status.find_map(|word| said.strip_prefix(word));
    let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with(MARKS));
    let rest = rest.or(said.strip_prefix("未完成")).unwrap_or(&said);
    let rest = rest.trim_start_matches(MARKS);
    let rest = rest
        .strip_prefix("原因：")
        .or_else(|| rest.strip_prefix("原因:"))
        .unwrap_or(rest);
    words::shorten(rest.trim_start(), EXCERPT)
}
