//! The year that a paper's title speaks of.

use crate::plan::Tasks;
use crate::report::{Block, Line, Report};
use crate::text::{Span, date};

/// The year that the title speaks of: of several the plan's, if it is among them, but
/// none that is planned beside the sum of one before (2015年总结和2016年安排).
pub(super) fn title_year(tasks: &Tasks, report: &Report) -> Option<(i32, Span)> {
    let title = report.title?;
    let lines = [
        Some(&report.passages[title].line),
        subtitle(tasks, report, title),
    ];
    lines
        .into_iter()
        .flatten()
        .find_map(|line| year_in(tasks, line))
}

/// What goes on with a title below it: the year alone, （2016年度）, or the title itself
/// below the name of the agency.
fn subtitle<'r>(tasks: &Tasks, report: &'r Report, title: usize) -> Option<&'r Line> {
    let below = report.passages.get(title + 1)?;
    let text = below.line.text.trim();
    let goes_on = match &below.block {
        Block::Heading(heading) => {
            let named = || {
                tasks
                    .find(report.passages[title].line.text.trim())
                    .is_some()
            };
            let summed = SUMMARY.iter().any(|word| text.contains(word));
            heading.number.is_none() && summed && named()
        }
        Block::Paragraph => {
            let inside = text.strip_prefix(['（', '(']);
            let inside = inside.and_then(|inside| inside.strip_suffix(['）', ')']));
            inside.is_some_and(|inside| inside.trim_end_matches('度').ends_with('年'))
        }
        _ => false,
    };
    goes_on.then_some(&below.line)
}

/// The year of which a line of the title speaks.
fn year_in(tasks: &Tasks, line: &Line) -> Option<(i32, Span)> {
    let mut years = date::years(&line.text);
    if years.is_empty() {
        let plan = tasks.plan.year?;
        let (year, at) = short_year(&line.text, plan).or_else(|| bare_year(&line.text, plan))?;
        return Some((year, line.span(at.start, at.end)));
    }
    let starts: Vec<usize> = years.iter().map(|(_, at)| at.start).collect();
    let says = |at: Span, any: &[&str]| {
        let next = starts.iter().find(|&&start| start > at.end);
        let words = &line.text[at.end..next.copied().unwrap_or(line.text.len())];
        any.iter().any(|word| words.contains(word))
    };
    let summed = years.iter().find(|(_, at)| says(*at, &SUMMARY)).copied();
    if let Some((sum, before)) = summed {
        let planned = |at| says(at, &PLANNED) && !says(at, &SUMMARY);
        years.retain(|&(year, at)| year <= sum || at.start < before.start || !planned(at));
    }
    let plan = tasks.plan.year;
    // 总结及2017年目标任务, 总结（2017年1月）: of the sum itself no year is told.
    let beside = |at: Span| {
        let before = &line.text[..at.start];
        let summed = SUMMARY.iter().any(|word| before.contains(word));
        summed && says(at, &PLANNED) && !says(at, &SUMMARY)
            || date::leading_month(&line.text[at.start..])
    };
    years.retain(|&(year, at)| Some(year) == plan || !beside(at));
    let chosen = years
        .iter()
        .find(|(year, _)| Some(*year) == plan)
        .or(years.first())?;
    // A range names all its years: 2011-2020年.
    if let Some(plan) = plan
        && let Some(first) = range_to(&line.text, chosen.1)
        && (first..=chosen.0).contains(&plan)
    {
        return Some((plan, line.span(chosen.1.start, chosen.1.end)));
    }
    Some((chosen.0, line.span(chosen.1.start, chosen.1.end)))
}

/// What a title says of the year it sums up; 报告 may be of either.
const SUMMARY: [&str; 6] = ["总结", "小结", "情况", "完成", "落实", "回顾"];

/// What a title says of a year to come.
const PLANNED: [&str; 8] = [
    "安排", "计划", "要点", "打算", "思路", "目标", "任务", "措施",
];

/// The year in two figures that a title names behind the agency, within three of
/// `plan`: 市教委15年质量工作总结.
fn short_year(title: &str, plan: i32) -> Option<(i32, Span)> {
    let (before, after) = title.split_once('年')?;
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let figures = &before[start..];
    let of_agency = before[..start].ends_with(['局', '委', '办', '会', '区', '院', '府', '厅']);
    let summed =
        SUMMARY.iter().any(|word| after.contains(word)) && !after.starts_with(['来', '间']);
    let value: i32 = figures.parse().ok().filter(|_| figures.len() == 2)?;
    let year = plan - plan % 100 + value;
    let near = (year - plan).abs() <= 3;
    (of_agency && summed && near).then(|| (year, Span::new(start, before.len())))
}

/// The year in four figures that a title names without 年, within three of `plan`:
/// 市教委2015质量工作总结, ……总结（2015）.
fn bare_year(title: &str, plan: i32) -> Option<(i32, Span)> {
    let summed = SUMMARY.iter().any(|word| title.contains(word));
    let rows = title
        .match_indices(|c: char| c.is_ascii_digit())
        .map(|(at, _)| at);
    let mut starts = rows.filter(|&at| !title[..at].ends_with(|c: char| c.is_ascii_digit()));
    starts.find_map(|start| {
        let rest = &title[start..];
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let figures = &rest[..rest.len() - behind.len()];
        let year: i32 = figures.parse().ok().filter(|_| figures.len() == 4)?;
        let numbered =
            title[..start].ends_with('〔') || behind.starts_with(['号', '〕', '-', '—', '.']);
        let near = (year - plan).abs() <= 3;
        (summed && near && !numbered).then(|| (year, Span::new(start, start + figures.len())))
    })
}

/// The first year of the range whose last year stands at `last` in `text`.
fn range_to(text: &str, last: Span) -> Option<i32> {
    let before = text[..last.start].trim_end();
    let first = before.trim_end_matches(['-', '－', '—', '–', '～', '~', '至', '到', ' ']);
    let first = first.trim_end_matches('年');
    let start = first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let year = first[start..].parse().ok()?;
    (first.len() < before.len() && (1990..=2999).contains(&year)).then_some(year)
}
