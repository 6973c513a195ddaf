//! The numbers of a plan: twice the same, or one left out. Numbers that begin
//! again at one below a new parent are a style, not a fault.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Rule, Scope};
use crate::diagnostic::{Finding, SEE, Severity, Site};
use crate::plan::parse::Reading;
use crate::text::numbering::Numbering;
use crate::text::{Source, Span, label, numeral, text};

pub(super) const DUPLICATE_NUMBER: Rule = Rule {
    name: "duplicate-number",
    short: "重号",
    severity: Severity::Error,
    summary: label("同一个编号用了两次", "one number stands before two items"),
    explanation: label(
        "来稿、台账、链接都按编号对应任务，两项同号就分不清谁答的是哪一项，所以算错误，请改其中一个。编号贯通全文\
         或在每部分里从头编起，都是常见写法：新的一部分从（一）重编不算重号。正文里引用的“（三）”不在行首，\
         不算编号。",
        "Reports, ledger and links meet an item by its number; where two share one, nobody knows which was \
         answered, so it is an error: change one of them. Numbers may run through the whole plan or begin again \
         in every part: （一） below a new part is no duplicate, and （三） quoted within a sentence is no \
         number.",
    ),
    bad: "（三）开展技能竞赛。（市教委负责）\n（三）推动技术创新。（市科委负责）\n",
    good: "（三）开展技能竞赛。（市教委负责）\n（四）推动技术创新。（市科委负责）\n",
    scope: Scope::Reading(duplicate_number),
};

fn duplicate_number(reading: &Reading) -> Vec<Finding> {
    let mut found = Vec::new();
    for run in runs(reading) {
        let mut firsts: BTreeMap<u32, Numbered> = BTreeMap::new();
        for unit in &run {
            let Some(first) = firsts.get(&unit.number) else {
                firsts.insert(unit.number, *unit);
                continue;
            };
            let number = unit.written();
            found.push(
                Finding::new(
                    site(reading, unit),
                    text(
                        format!("{number}编了两次"),
                        format!("the number {number} is used twice"),
                    ),
                    text(
                        "改其中一个的编号，后面的顺着改",
                        "renumber one of them, and those that follow",
                    ),
                )
                .note_at(
                    SEE,
                    text(format!("前一个{number}"), format!("the first {number}")),
                    site(reading, first),
                ),
            );
        }
    }
    found
}

pub(super) const NUMBER_GAP: Rule = Rule {
    name: "number-gap",
    short: "跳号",
    severity: Severity::Warning,
    summary: label("编号跳了，中间可能漏了", "a number is skipped"),
    explanation: label(
        "（二）后面是（四），多半是复制时漏了一项，漏掉的那项谁都不会被要求报送，所以请对一遍原件。原文就是这样编的，\
         不用改，照收。每部分从（一）重编、项下面另用1.2.3.编的小点，都不算跳号；次序颠倒而一个不少的也不算。",
        "（四） after （二） most often means that an item was lost in copying, and nobody would be asked to \
         report on it: compare with the original. Where the plan is numbered so, leave it. Beginning again at \
         one in every part, and points 1. 2. 3. below an item, are no gaps, nor is an odd order in which no \
         number is missing.",
    ),
    bad: "（一）推动品牌建设。（市农委负责）\n（二）开展质量提升行动。（市建委负责）\n\
          （四）推动技术创新。（市科委负责）\n",
    good: "（一）推动品牌建设。（市农委负责）\n（二）开展质量提升行动。（市建委负责）\n\
           （三）推动技术创新。（市科委负责）\n",
    scope: Scope::Reading(number_gap),
};

fn number_gap(reading: &Reading) -> Vec<Finding> {
    let mut found = Vec::new();
    for run in runs(reading) {
        let numbers: BTreeSet<u32> = run.iter().map(|unit| unit.number).collect();
        let mut highest = 0;
        for unit in &run {
            let missing: Vec<u32> = (highest + 1..unit.number)
                .filter(|number| !numbers.contains(number))
                .collect();
            let before = highest;
            highest = highest.max(unit.number);
            let (Some(&from), Some(&to)) = (missing.first(), missing.last()) else {
                continue;
            };
            let here = unit.written();
            let lost = match to - from {
                0 => text(unit.like(from), unit.like(from)),
                _ => text(
                    format!("{}至{}", unit.like(from), unit.like(to)),
                    format!("{} to {}", unit.like(from), unit.like(to)),
                ),
            };
            let message = match before {
                0 => text(
                    format!("从{here}编起，前面没有{}", lost.zh),
                    format!("the numbers begin at {here}; {} is missing", lost.en),
                ),
                _ => text(
                    format!("{}后面是{here}，没有{}", unit.like(before), lost.zh),
                    format!(
                        "{here} follows {}; {} is missing",
                        unit.like(before),
                        lost.en
                    ),
                ),
            };
            let help = text(
                "对照原件，漏了的补上；原件就是这样编的，不用改",
                "compare with the original and add what was lost; where it is numbered so, leave it",
            );
            found.push(Finding::new(site(reading, unit), message, help));
        }
    }
    found
}

/// A numbered unit at the level of the items or above.
#[derive(Debug, Clone, Copy)]
struct Numbered {
    number: u32,
    numbering: Numbering,
    span: Span,
    /// Whether it is written 第三条, not 第三项.
    article: bool,
}

impl Numbered {
    /// Its number as the plan writes it.
    fn written(self) -> String {
        self.like(self.number)
    }

    /// `number` in the same style.
    fn like(self, number: u32) -> String {
        match self.numbering {
            Numbering::Section => format!("{}、", numeral::chinese(number)),
            Numbering::Item => format!("（{}）", numeral::chinese(number)),
            Numbering::Figure => format!("{number}."),
            Numbering::BracketedFigure => format!("（{number}）"),
            Numbering::Named if self.article => format!("第{}条", numeral::chinese(number)),
            Numbering::Named => format!("第{}项", numeral::chinese(number)),
        }
    }
}

/// The runs of numbers that should go one by one: the units of one style, cut
/// where they begin again at one below a new parent. Points below the items
/// are left out.
fn runs(reading: &Reading) -> Vec<Vec<Numbered>> {
    let Some(item) = reading.items().next() else {
        return Vec::new();
    };
    let Some((_, level, _)) = unit_at(reading, item.span.start) else {
        return Vec::new();
    };
    let styles = [
        Numbering::Section,
        Numbering::Item,
        Numbering::Named,
        Numbering::Figure,
        Numbering::BracketedFigure,
    ];
    let mut runs = Vec::new();
    for style in styles
        .into_iter()
        .filter(|style| depth(*style) <= depth(level))
    {
        let mut run: Vec<Numbered> = Vec::new();
        let mut new_parent = false;
        for &(number, numbering, span) in &reading.units {
            if numbering != style {
                new_parent |= depth(numbering) < depth(style);
                continue;
            }
            if new_parent && number == 1 && !run.is_empty() {
                runs.push(std::mem::take(&mut run));
            }
            new_parent = false;
            let label = reading.file.slice(span).chars().take(6);
            run.push(Numbered {
                number,
                numbering,
                span,
                article: label.into_iter().any(|c| c == '条'),
            });
        }
        runs.push(run);
    }
    runs
}

fn depth(numbering: Numbering) -> u8 {
    match numbering {
        Numbering::Section => 0,
        Numbering::Item | Numbering::Named => 1,
        Numbering::Figure => 2,
        Numbering::BracketedFigure => 3,
    }
}

/// The unit that begins at byte `start`.
pub(super) fn unit_at(reading: &Reading, start: usize) -> Option<(u32, Numbering, Span)> {
    let at = reading
        .units
        .partition_point(|(_, _, span)| span.start < start);
    let unit = reading.units.get(at).copied();
    unit.filter(|(_, _, span)| span.start == start)
}

/// The label and title of a unit: its line up to the first 。, without its
/// indentation.
pub(super) fn title(file: &Source, unit: Span) -> Span {
    let line = file.line_span(file.line_of(unit.start));
    let words = file.slice(Span::new(unit.start, line.end));
    let start = unit.start + words.len() - words.trim_start().len();
    let words = words.trim();
    Span::new(start, start + words.find('。').unwrap_or(words.len()))
}

fn site(reading: &Reading, unit: &Numbered) -> Site {
    Site::new(&reading.file, title(&reading.file, unit.span))
}
