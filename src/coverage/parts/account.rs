//! The year's account in a paper that has no heading for it: one ordered by its
//! themes, 一、加强组织领导, or not at all. It is missing only where all that stands
//! outside problems and next year opens the paper, aims, or looks ahead.

use super::nothing::refers;
use super::{AHEAD, SCHEME, Title, has, names_year, next};
use crate::plan::Plan;
use crate::report::{Block, Report};
use crate::text::words;

/// Whether one of the passages `rest` tells of work done. In a paper that calls itself
/// a summary what stands below its themes does, until it looks ahead; elsewhere only
/// words or figures of what was reached do. What opens a paper with headings, above
/// them all, only leads up to them.
pub(super) fn is_told(
    plan: &Plan,
    report: &Report,
    titles: &[Title],
    mut rest: impl Iterator<Item = usize>,
) -> bool {
    let heading = |at: usize| matches!(report.passages[at].block, Block::Heading(_));
    let headless = !(0..titles.len()).any(heading);
    let title = report
        .title
        .map(|at| report.passages[at].line.text.as_str());
    let sums = has(
        title.unwrap_or_default(),
        &["总结", "情况", "汇报", "小结", "报告"],
    );
    let aims = |at: usize| {
        report.above(at).any(|(above, heading)| {
            titles[above].likely.is_ahead()
                || SCHEME.iter().any(|word| heading.title.starts_with(word))
        })
    };
    rest.any(|at| {
        let passage = &report.passages[at];
        let text = passage.line.text.as_str();
        let below = headless || passage.under.is_some();
        let tells = sums && below && !heading(at);
        let sentences = words::sentences(text).filter_map(|at| text.get(at.start..at.end));
        let mut back = sentences.take_while(|words| !looks_ahead(plan, words));
        passage.census.han >= FEWEST
            && !refers(passage)
            && !aims(at)
            && (below || heading(at))
            && back.any(|words| !opens(words) && (tells || is_done(words)))
    })
}

/// The Chinese characters of the shortest passage that tells anything.
const FEWEST: usize = 4;

/// Whether a sentence only opens what follows: 现将有关情况报告如下.
fn opens(words: &str) -> bool {
    words.contains("如下") || words.ends_with(['：', ':'])
}

fn looks_ahead(plan: &Plan, words: &str) -> bool {
    AHEAD.occurs_in(words)
        || words.contains("力争")
        || names_year(words, next(plan)) && !names_year(words, plan.year)
}

/// Whether a sentence says that something was done, or how much of it: 320批次, 96.2%.
fn is_done(words: &str) -> bool {
    let counts = |c: char| !"年月日号".contains(c) && (words::is_han(c) || "%％".contains(c));
    let mut behind = words.split(|c: char| c.is_ascii_digit()).skip(1);
    let figure = |behind: &str| behind.trim_start().starts_with(counts);
    has(words, &["已", "了", "完成", "达到"]) || behind.any(figure)
}
