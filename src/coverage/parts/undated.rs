//! Headings of next year's parts that name no year: 三、目标任务, 四、工作措施. Where
//! they stand says of which year they are, and what stands below them.

use super::{
    AHEAD, LEXICON, Part, SENSES, SHORT, Sense, Title, has, has_id, is_act, names_year, next,
};
use crate::plan::{PartId, Plan};
use crate::report::{Block, Heading, Report};

/// Lets such headings begin their parts: behind problems or next year, and
/// behind the year's summary where no heading tells the year.
pub(super) fn claim(plan: &Plan, report: &Report, titles: &mut [Title]) {
    let mut late = None;
    for (title, passage) in titles.iter_mut().zip(&report.passages) {
        let Some(heading) = passage.heading() else {
            continue;
        };
        if title.part.is_aside() && late.is_none_or(|rank| heading.rank <= rank) {
            late = Some(heading.rank);
        } else if late == Some(heading.rank) && title.item.is_none() {
            title.part = of_later(plan, &heading.title).unwrap_or(title.part);
        }
    }
    divide(plan, report, titles);
    let told = |wanted: fn(&Part) -> bool| {
        let mut titles = titles.iter();
        titles.any(|title| title.item.is_none() && wanted(&title.part))
    };
    let open = Part {
        targets: !told(|part| part.targets),
        measures: !told(|part| part.measures),
        ..Part::default()
    };
    if open.is_ahead() {
        behind_summary(plan, report, titles, open);
    }
}

/// Lets headings below one of next year, 三、2017年工作安排, begin the part that their few
/// words name: （一）主要目标, （二）工作措施.
fn divide(plan: &Plan, report: &Report, titles: &mut [Title]) {
    for at in 0..titles.len() {
        let Some(heading) = report.passages[at].heading() else {
            continue;
        };
        let own = titles[at];
        let ahead = || {
            let above = report.above(at).next();
            above.is_some_and(|(above, _)| {
                let part = titles[above].part;
                part.is_aside() && part.is_ahead()
            })
        };
        let short = || heading.title.chars().count() <= SHORT && !is_act(&heading.title);
        if own.item.is_none() && !own.part.is_aside() && ahead() && short() {
            let later = of_later(plan, &heading.title);
            if let Some(part) = later.filter(|part| part.targets != part.measures) {
                titles[at].part = part;
            }
        }
    }
}

/// Lets the last sections of a paper, and those whose title and text both look
/// ahead, begin the parts that are `open`: one that
/// names targets, unless its text looks back, and after it one of measures; any
/// other only where its text looks ahead. What is not taken is likely, unless
/// its title is no plainer (重点任务) and its text looks back.
fn behind_summary(plan: &Plan, report: &Report, titles: &mut [Title], open: Part) {
    let headings: Vec<(usize, &Heading)> = (0..titles.len())
        .filter_map(|at| Some((at, report.passages[at].heading()?)))
        .collect();
    let summary = headings
        .iter()
        .filter(|(at, _)| titles[*at].item.is_none() && titles[*at].part.completion)
        .min_by_key(|(_, heading)| heading.rank);
    // A paper ordered by its themes: the first of them.
    let theme = || {
        headings
            .iter()
            .find(|(_, heading)| heading.number.is_some())
    };
    let Some(rank) = summary.or_else(theme).map(|(_, heading)| heading.rank) else {
        return;
    };
    let mut sections = headings.iter().filter(|(_, heading)| heading.rank == rank);
    let begins = |(at, _): &&(usize, &Heading)| summary.is_none_or(|(first, _)| at == first);
    sections.find(begins);
    let found: Vec<(usize, Option<Part>)> = sections
        .filter(|(_, heading)| !heading.title.contains("建议"))
        .map(|&(at, heading)| {
            // A title of many words, or of a name, is a sentence that was short.
            let told = heading.title.chars().count() > 16 || heading.title.contains('《');
            let own = told || titles[at].part.is_aside() || titles[at].item.is_some();
            let later = || of_later(plan, &heading.title);
            (at, if own { None } else { later() })
        })
        .collect();
    let goes_on =
        |(at, part): &(usize, Option<Part>)| part.is_some() || titles[*at].part.is_aside();
    let last = found.iter().rposition(|section| !goes_on(section));
    let last = last.map_or(0, |index| index + 1);
    let mut claimed = Vec::new();
    for (index, &(at, part)) in found.iter().enumerate() {
        let Some(part) = part else { continue };
        let part = Part {
            targets: part.targets && open.targets,
            measures: part.measures && open.measures,
            ..part
        };
        let Some(heading) = report.passages[at].heading() else {
            continue;
        };
        let looks = look(plan, report, titles, at);
        let aims = has(&heading.title, &["目标", "指标"]);
        let fits = match looks {
            Look::Back => false,
            Look::Ahead => true,
            Look::Nowhere if claimed.is_empty() => aims && !titles[at].part.completion,
            Look::Nowhere => true,
        };
        let plain = aims || has(&heading.title, &["措施", "举措"]);
        let ends = index >= last || plain && matches!(looks, Look::Ahead);
        if fits && part.is_ahead() && ends {
            claimed.push((at, part));
        } else if part.is_ahead() && (plain || !matches!(looks, Look::Back)) {
            titles[at].likely = part;
        }
    }
    for (at, part) in claimed {
        titles[at].part = part;
    }
}

/// Where a text looks.
enum Look {
    Back,
    Ahead,
    Nowhere,
}

/// Where most of what stands below heading `at` looks; what answers an item of
/// the plan looks back.
fn look(plan: &Plan, report: &Report, titles: &[Title], at: usize) -> Look {
    let mut ahead = 0;
    let mut back = 0;
    for (below, passage) in report.passages.iter().enumerate().skip(at + 1) {
        if !report.above(below).any(|(above, _)| above == at) {
            break;
        }
        let answers = titles[below].item.is_some() || !passage.marks.is_empty();
        if answers || passage.heading().is_none() && has_id(passage) {
            return Look::Back;
        }
        let tells = matches!(
            passage.block,
            Block::Heading(_) | Block::Paragraph | Block::ListItem | Block::Table
        );
        let text = passage.line.text.as_str();
        if !tells {
            continue;
        }
        if AHEAD.occurs_in(text) || names_year(text, next(plan)) {
            ahead += 1;
        } else if has(text, &["已", "了", "以来", "年初"]) || names_year(text, plan.year) {
            back += 1;
        } else if has(text, &["将", "力争", "争取", "拟", "底前"]) {
            ahead += 1;
        }
    }
    match (ahead, back) {
        (0, 0) => Look::Nowhere,
        (ahead, back) if ahead > back => Look::Ahead,
        _ => Look::Back,
    }
}

/// The part that a heading behind problems or next year begins, by its own
/// words or those the plan accepts; none where it looks back.
pub(super) fn of_later(plan: &Plan, title: &str) -> Option<Part> {
    let found = LEXICON.firsts(title);
    let says = |sense| {
        let mut senses = found.iter().filter_map(|(index, _)| SENSES.get(*index));
        senses.any(|(of, _)| *of == sense)
    };
    let accepted = |id| {
        let mut parts = plan.submission.parts.iter().filter(|part| part.id == id);
        parts.any(|part| {
            part.headings
                .iter()
                .any(|word| title.contains(word.as_str()))
        })
    };
    let general = says(Sense::General);
    let part = Part {
        targets: general || says(Sense::Targets) || accepted(PartId::NextTargets),
        measures: general || says(Sense::Measures) || accepted(PartId::NextMeasures),
        ..Part::default()
    };
    let back = says(Sense::Over) || names_year(title, plan.year);
    (part.is_ahead() && !back).then_some(part)
}
