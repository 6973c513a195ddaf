//! Which passages are the parts of a paper.

use super::super::Parts;
use super::{
    Part, TRAILER, Title, account, columns, empty, has, is_farewell, names_year, next, nothing,
    of_heading,
};
use crate::plan::Plan;
use crate::report::{Block, Passage, Report};

/// The parts of `report`; `part` says for every passage the part it stands in,
/// `titles` what its headings begin, `items` whether any item section is filled,
/// `any` whether anything answers an item at all.
pub(in crate::coverage) fn find(
    plan: &Plan,
    report: &Report,
    titles: &[Title],
    part: &[Part],
    items: bool,
    any: bool,
) -> Parts {
    let first = |wanted: fn(&Part) -> bool| {
        let heading = (0..part.len()).find(|&at| wanted(&part[at]) && wanted(&titles[at].part));
        heading.or_else(|| part.iter().position(wanted))
    };
    // Below a heading of both that is divided what is of neither's heading is missing.
    let divided = || (0..part.len()).filter(|&at| is_divided(report, titles, at));
    let divided: Vec<usize> = divided().collect();
    let ahead = |wanted: fn(&Part) -> bool| {
        let told = |at: &usize| wanted(&part[*at]) && part[*at].is_aside();
        match divided.is_empty() {
            true => first(wanted),
            false => (0..part.len())
                .filter(told)
                .find(|at| !divided.contains(at)),
        }
    };
    // Below the heading of the one the text may go on with the other.
    let told_below = |within: fn(&Part) -> bool, words: &[&str]| {
        (0..part.len()).find(|&at| {
            let passage = &report.passages[at];
            let text = matches!(passage.block, Block::Paragraph | Block::ListItem);
            let below = part[at].is_aside() && within(&part[at]);
            below && text && has(&passage.line.text, words)
        })
    };
    // 2017年，主要目标是……，主要措施：……, at the end of a paragraph.
    let told_in_sentence = |any: &[&str]| {
        (0..part.len()).find(|&at| {
            let passage = &report.passages[at];
            let mut sentences = passage.line.text.split('。');
            passage.block == Block::Paragraph
                && sentences.any(|words| {
                    let ahead = names_year(words, next(plan));
                    ahead && !names_year(words, plan.year) && has(words, any)
                })
        })
    };
    let signed = report.end();
    // 抄送：……, below the signature.
    let trails = |index: usize| {
        signed.is_some_and(|at| index > at) && report.passages[index].census.han < TRAILER
    };
    let beside = |index: usize| {
        let mut above = report.above(index);
        above.any(|(_, heading)| is_beside(&heading.title))
    };
    let body = |index: &usize| {
        let passage = &report.passages[*index];
        !part[*index].is_aside()
            && report.title.is_none_or(|title| *index > title)
            && !report.is_annexed(*index)
            && matches!(
                passage.block,
                Block::Paragraph | Block::ListItem | Block::Table
            )
            && !trails(*index)
            && !is_farewell(passage)
            && !beside(*index)
    };
    let rest = || (0..part.len()).filter(body);
    let themes = || {
        (0..part.len()).filter(|&index| {
            let heading = report.passages[index].heading();
            !part[index].is_any() && heading.is_some_and(|heading| !is_beside(&heading.title))
        })
    };
    let han = |index: usize| report.passages[index].census.han;
    let passages = || rest().chain(themes());
    let written = || passages().map(han).sum::<usize>();
    let told = || rest().any(|index| tells_results(&report.passages[index]));
    let completion = first(|part| part.completion)
        // A paper ordered by its themes names no part, but it is a summary.
        .or_else(|| {
            let summary = || {
                // What stands above all headings only leads up to them.
                let headless = !report.passages.iter().any(|one| one.heading().is_some());
                let body = |at: &usize| headless || report.passages[*at].under.is_some();
                let told = || {
                    let mut body = rest().filter(body);
                    body.any(|at| tells_results(&report.passages[at]))
                };
                written() >= SUBSTANCE
                    || items
                    || any && told()
                    || account::is_told(plan, report, titles, passages())
            };
            passages().next().filter(|_| summary())
        });
    Parts {
        target_results: items
            || told()
            || report.passages.iter().any(|passage| {
                matches!(passage.block, Block::Heading(_)) && tells_results(passage)
            }),
        completion,
        problems: first(|part| part.problems),
        next_targets: ahead(|part| part.targets)
            .or_else(|| told_below(|part| part.measures, TARGETS))
            .or_else(|| told_in_sentence(TARGETS))
            .or_else(|| form_with(plan, report, |part| part.targets))
            .or_else(|| columns::ahead(plan, report, part, |part| part.targets)),
        next_measures: ahead(|part| part.measures)
            .or_else(|| told_below(|part| part.targets, MEASURES))
            .or_else(|| told_in_sentence(MEASURES))
            .or_else(|| tasks_behind(report, titles))
            .or_else(|| form_with(plan, report, |part| part.measures))
            .or_else(|| columns::ahead(plan, report, part, |part| part.measures)),
        likely_targets: titles.iter().position(|title| title.likely.targets),
        likely_measures: titles.iter().position(|title| title.likely.measures),
        empty: empty::empty(report, titles),
    }
}

/// Whether heading `at`, which begins next year's targets and measures, has headings below
/// it of which each begins one of the two: of both, or of any where it names the two itself
/// or both years.
fn is_divided(report: &Report, titles: &[Title], at: usize) -> bool {
    let Title { part, .. } = titles[at];
    if !(part.targets && part.measures) {
        return false;
    }
    let named = report.passages[at].heading().is_some_and(|heading| {
        let targets = has(&heading.title, &["目标", "指标", "任务"]);
        targets && has(&heading.title, &["措施", "举措"])
    });
    let below = |of: fn(&Part) -> bool| {
        let mut below = titles.iter().enumerate().skip(at + 1);
        below.any(|(below, title)| {
            of(&title.part) && report.above(below).any(|(above, _)| above == at)
        })
    };
    let (targets, measures) = (
        below(|part| part.targets && !part.measures),
        below(|part| part.measures && !part.targets),
    );
    match named || part.completion {
        true => targets || measures,
        false => targets && measures,
    }
}

/// The heading of next year's tasks, behind one of its targets: what is to be done.
fn tasks_behind(report: &Report, titles: &[Title]) -> Option<usize> {
    let named = |at: usize, word| {
        let heading = report.passages[at].heading();
        titles[at].part.targets && heading.is_some_and(|heading| heading.title.contains(word))
    };
    let first = (0..titles.len()).find(|&at| named(at, "目标"))?;
    (first + 1..titles.len()).find(|&at| named(at, "任务") && !named(at, "目标"))
}

/// The table that is a form with a row for the part: its name in the first cell, its text
/// behind it.
fn form_with(plan: &Plan, report: &Report, wanted: fn(&Part) -> bool) -> Option<usize> {
    let fills = |row: &str| {
        let cells = row.trim_start().split_once(char::is_whitespace);
        cells.is_some_and(|(name, text)| {
            let part = of_heading(plan, name);
            part.is_aside() && wanted(&part) && !nothing::says_nothing(text)
        })
    };
    let mut passages = report.passages.iter();
    passages
        .position(|passage| passage.block == Block::Table && passage.line.text.lines().any(fills))
}

/// What leads to targets among next year's measures.
const TARGETS: &[&str] = &["目标：", "目标是", "目标为"];

/// What leads to measures below next year's targets.
const MEASURES: &[&str] = &[
    "措施：",
    "措施如下",
    "以下措施",
    "举措：",
    "主要措施",
    "具体措施",
    "工作措施",
];

/// Whether a heading begins what tells nothing of the year: 意见建议, 几点体会.
fn is_beside(title: &str) -> bool {
    title.ends_with("建议") || title.ends_with("体会") || has(title, &["协调的事项", "协调解决"])
}

/// How many Chinese characters outside problems and next year make a summary
/// that has no heading for it.
const SUBSTANCE: usize = 150;

/// Whether a passage tells how targets were met.
fn tells_results(passage: &Passage) -> bool {
    let text = &passage.line.text;
    has(text, &["目标", "指标", "任务"]) && has(text, &["完成", "达成", "达到", "实现"])
}
