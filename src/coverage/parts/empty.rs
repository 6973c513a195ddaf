//! The parts that are a heading and nothing else.

use super::nothing::{is_name, refers};
use super::{Part, TRAILER, Title, columns, is_farewell};
use crate::report::{Block, Passage, Report};

/// Whether a heading has its text behind it, on its own line: ## 三、2017年目标任务：新增…….
fn goes_on(passage: &Passage) -> bool {
    let line = passage.line.text.trim_end();
    let behind = line.split_once(['。', '：', ':']);
    behind.is_some_and(|(_, text)| text.ends_with('。') && text.chars().nth(4).is_some())
}

/// Whether words say that there are no problems.
fn says_none(words: &str) -> bool {
    let said = words.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(said, "无" | "暂无" | "没有" | "未发现")
}

/// Whether a passage is a marked heading that is no sentence: a title, not words of its
/// own.
fn is_title_alone(passage: &Passage) -> bool {
    let heading = passage.heading();
    heading.is_some_and(|heading| {
        let short = heading.title.chars().count() <= TITLE;
        heading.hashed && short || is_name(&heading.title)
    })
}

/// The characters of the longest title that says nothing by itself.
const TITLE: usize = 15;

/// The part headings with nothing below them; of those in each other the outermost.
pub(super) fn empty(report: &Report, titles: &[Title]) -> Vec<usize> {
    let is_part = |index: usize| titles[index].part.is_any();
    let end = report.end();
    // An annex, or 抄送：……, below the signature, is of no part that heading `at` begins.
    let trails = |at: usize, below: usize| {
        let annexed = report.is_annexed(below) && !report.is_annexed(at);
        let signed = end.is_some_and(|end| at < end && end < below);
        annexed || signed && report.passages[below].census.han < TRAILER
    };
    // 详见附件, where the annex has its text.
    let annexed = report.has_annex();
    let refers =
        |passage: &Passage| refers(passage) && !(annexed && passage.line.text.contains('附'));
    let hollow = columns::hollow(report);
    let empty: Vec<usize> = (0..report.passages.len())
        .filter(|&index| is_part(index) && !goes_on(&report.passages[index]))
        .filter(|&index| {
            let Part {
                completion,
                problems,
                targets,
                measures,
            } = titles[index].part;
            let problems = problems && !(completion || targets || measures);
            let mut after = report.passages.iter().enumerate().skip(index + 1);
            !after.any(|(below, passage)| {
                !matches!(
                    passage.block,
                    Block::Signature | Block::Contact | Block::Footnote | Block::TableHead
                ) && passage.census.chars > 0
                    && hollow.binary_search(&below).is_err()
                    && !is_title_alone(passage)
                    && !is_farewell(passage)
                    && !trails(index, below)
                    && report.above(below).any(|(above, _)| above == index)
                    && (!refers(passage) || problems && says_none(&passage.line.text))
            })
        })
        .collect();
    let outermost = |index: &usize| {
        !report
            .above(*index)
            .any(|(above, _)| empty.binary_search(&above).is_ok())
    };
    empty.iter().copied().filter(outermost).collect()
}
