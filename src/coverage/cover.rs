//! One report against the plan: every passage is filed, every item gets its
//! answer.

use super::answers::{answers, infer};
use super::filing::{declines, file, is_answer, is_open_line, row_of, uses_plan_ids};
use super::matching::Index;
use super::parts::{self, Part, Title};
use super::tables::{follow_intro, head_tables};
use super::{Answer, Coverage, Filing, How, ItemSection, identity};
use crate::plan::{Kind, Tasks};
use crate::report::{Block, Numbering, Passage, Report};
use crate::text::{Span, words};

/// What `report` says to the plan.
pub fn cover(tasks: &Tasks, index: &Index, report: &Report) -> Coverage {
    let identity = identity::identify(tasks, report);
    let party = match identity.submitter {
        super::Submitter::Party(party) => Some(&tasks.parties[party]),
        _ => None,
    };
    let owed: &[u32] = party.map_or(&[], |party| &party.owed);
    let district = party.is_some_and(|party| party.kind == Kind::District);
    let titles = parts::titles(&tasks.plan, index, report);
    let part = parts_of(tasks, report, &titles);
    let (mut sections, own_numbers) = item_sections(tasks, report, &titles, &part);
    let own_ids = !uses_plan_ids(index, report, &part, &sections);
    let mut filing = Vec::with_capacity(report.passages.len());
    let mut unknown_measures = Vec::new();
    for at in 0..report.passages.len() {
        let file = file(index, report, at, &part, &sections, own_ids);
        if file.unknown {
            unknown_measures.push(at);
        }
        let entry = report.passages[at].entry.as_ref();
        filing.push(match (file.filing, filing.last()) {
            (Filing::Other, Some(Filing::Item(item) | Filing::Measure(item, _)))
                if entry.is_some_and(|entry| entry.continues) =>
            {
                row_of(index, &report.passages[at], *item)
            }
            (own, _) => follow_intro(report, at, &filing).unwrap_or(own),
        });
    }
    let blank_rows = head_tables(report, &mut filing);
    for at in 0..report.passages.len() {
        if report.passages[at].block == Block::Footnote
            && let Some(under) = report.passages[at].under
            // A line that nobody touched is not bound, a note written to it is.
            && filing[under] != Filing::Untouched
        {
            filing[at] = filing[under];
        }
    }
    fill_sections(report, &mut sections, &mut filing);
    let placeholders = open_placeholders(report, &sections, &filing);
    let mut answers = answers(tasks, report, &filing);
    further_marks(tasks, report, &part, &mut answers);
    let numbered = sections.iter().any(|section| section.numbered);
    let matched = owed
        .iter()
        .filter(|n| answers.iter().any(|a| a.item == **n))
        .count();
    // Half is enough of a plan's structure, unless the drafter has his own.
    let few = matched * 2 + usize::from(!own_numbers) <= owed.len();
    let prose = !owed.is_empty() && !district && !numbered && few && matched < owed.len();
    infer(index, report, owed, &part, &mut filing, &mut answers);
    follow(report, &titles, &mut filing);
    answers.sort_by_key(|answer| answer.item);
    let unanswered = owed
        .iter()
        .copied()
        .filter(|n| !answers.iter().any(|answer| answer.item == *n))
        .collect();
    let items = answers.iter().any(|answer| answer.how == How::Written);
    let any = !answers.is_empty();
    let signed = report.signature.date.value();
    let dated = report.header.submitted.value().copied();
    Coverage {
        submitted: party
            .and_then(|party| party.received)
            .or(dated)
            .or(signed.map(|&date| date.into())),
        parts: parts::find(report, &titles, &part, items, any),
        identity,
        filing,
        sections,
        answers,
        unanswered,
        blank_rows,
        prose,
        unknown_measures,
        placeholders,
    }
}

/// The part every passage stands in: that of the nearest heading that begins
/// one, or its own where it is a paragraph that looks ahead.
fn parts_of(tasks: &Tasks, report: &Report, titles: &[Title]) -> Vec<Part> {
    // An item's title may speak of problems; it begins no part.
    let own: Vec<Part> = titles
        .iter()
        .map(|title| match title.item {
            Some(_) => Part::default(),
            None => title.part,
        })
        .collect();
    let end = report.end().unwrap_or(report.passages.len());
    // Of the parts that the headings down to each one begin: the nearest that is
    // aside, else the outermost.
    let mut below: Vec<Part> = own.clone();
    let is_heading = |at: &usize| matches!(report.passages[*at].block, Block::Heading(_));
    let (headings, others): (Vec<usize>, Vec<usize>) = (0..own.len()).partition(is_heading);
    for at in headings.into_iter().chain(others) {
        if let Some((above, _)) = report.above(at).next()
            && !below[at].is_aside()
            && below[above].is_any()
        {
            below[at] = below[above];
        }
    }
    let mut parts: Vec<Part> = (0..report.passages.len())
        .map(|at| {
            let passage = &report.passages[at];
            if at > end || report.is_annexed(at) || is_farewell(&passage.line.text) {
                return Part::default();
            }
            let part = below[at];
            let ahead = passage.block == Block::Paragraph
                && !part.is_any()
                && passage.census.han >= 30
                && parts::looks_ahead(&tasks.plan, &passage.line.text);
            if ahead { AHEAD } else { part }
        })
        .collect();
    if !own.iter().any(|part| part.is_ahead()) {
        let last = |passage: &Passage| matches!(passage.block, Block::Heading(_));
        let last = report.passages.iter().rposition(last).unwrap_or_default();
        // Under the last heading an opening line does for one of its own.
        let opening = (last + 1..end).find(|&at| {
            let passage = &report.passages[at];
            passage.block == Block::Paragraph && parts::opens_ahead(&tasks.plan, &passage.line.text)
        });
        for part in parts.iter_mut().take(end).skip(opening.unwrap_or(end)) {
            *part = AHEAD;
        }
    }
    for (at, part) in own.iter().enumerate() {
        if part.problems && part.is_ahead() {
            part_problems(tasks, report, at, &mut parts);
        }
    }
    parts
}

/// Next year, targets and measures in one.
const AHEAD: Part = Part {
    completion: false,
    problems: false,
    targets: true,
    measures: true,
};

/// 特此报告 and the like.
fn is_farewell(text: &str) -> bool {
    let text = words::trim_start(text);
    (text.starts_with("特此") || text.starts_with("以上报告"))
        && text.trim_end().chars().count() <= 12
}

/// Under one heading for problems and next year, what stands before the first
/// paragraph that looks ahead is problems.
fn part_problems(tasks: &Tasks, report: &Report, heading: usize, parts: &mut [Part]) {
    let below: Vec<usize> = (heading + 1..parts.len())
        .filter(|&at| report.above(at).any(|(above, _)| above == heading))
        .collect();
    let ahead = |at: &usize| parts::looks_ahead(&tasks.plan, &report.passages[*at].line.text);
    let Some(first) = below.iter().position(ahead) else {
        return;
    };
    for (index, &at) in below.iter().enumerate() {
        parts[at].problems = index < first;
        if index < first {
            parts[at].targets = false;
            parts[at].measures = false;
        }
    }
}

/// The headings that are items of the plan, and whether some of their numbers are
/// the drafter's own. A title alike decides; a number alone, or with an unlike
/// title, is no match, but 第三项 alone is.
fn item_sections(
    tasks: &Tasks,
    report: &Report,
    titles: &[Title],
    part: &[Part],
) -> (Vec<ItemSection>, bool) {
    let mut sections = Vec::new();
    for (at, passage) in report.passages.iter().enumerate() {
        let Block::Heading(heading) = &passage.block else {
            continue;
        };
        if part[at].is_aside() && !passage.ruled {
            continue;
        }
        let marked = passage.mark.map(|(item, ..)| item);
        let named = match heading.number {
            Some((number, Numbering::Named)) if heading.title.is_empty() => Some(number),
            _ => None,
        };
        let item = marked
            .or(named)
            .filter(|number| tasks.plan.item(*number).is_some())
            .or(titles[at].item);
        let Some(item) = item else { continue };
        let number = heading.number.map(|(number, _)| number);
        sections.push(ItemSection {
            item,
            heading: at,
            numbered: number == Some(item) && marked.is_none(),
            conflict: number.filter(|number| *number != item && marked.is_none()),
            filled: false,
        });
    }
    let headings = sections.iter().map(|section| section.heading);
    let own: Vec<bool> = headings
        .map(|heading| numbers_itself(report, &sections, heading))
        .collect();
    for (section, _) in sections.iter_mut().zip(&own).filter(|(_, own)| **own) {
        section.numbered = false;
        section.conflict = None;
    }
    // Only a drafter who does use the plan's numbers can have mistaken one.
    if !sections.iter().any(|section| section.numbered) {
        for section in &mut sections {
            section.conflict = None;
        }
    }
    (sections, own.contains(&true))
}

/// A passage is filed under its first mark; its others answer their items too.
fn further_marks(tasks: &Tasks, report: &Report, part: &[Part], answers: &mut Vec<Answer>) {
    for (at, passage) in report.passages.iter().enumerate() {
        let speaks = passage.ruled || !part[at].is_aside();
        for &item in passage.marks.iter().filter(|_| speaks) {
            let known = answers.iter().any(|answer| answer.item == item);
            if !known && tasks.plan.item(item).is_some() {
                answers.push(Answer {
                    item,
                    how: How::Written,
                    passage: Some(at),
                    status: None,
                    measures: Vec::new(),
                });
            }
        }
    }
}

/// Lets a heading that no part and no item claims follow its text, where all
/// of it is filed under one item.
fn follow(report: &Report, titles: &[Title], filing: &mut [Filing]) {
    for heading in (0..filing.len()).rev() {
        let open = matches!(report.passages[heading].block, Block::Heading(_))
            && !titles[heading].part.is_any();
        if !open || filing[heading] != Filing::Other {
            continue;
        }
        let mut items = (heading + 1..filing.len())
            .filter(|&at| report.passages[at].under == Some(heading))
            .map(|at| match filing[at] {
                Filing::Item(item) | Filing::Measure(item, _) => Some(item),
                _ => None,
            });
        if let Some(Some(item)) = items.next()
            && items.all(|other| other == Some(item))
        {
            filing[heading] = Filing::Item(item);
        }
    }
}

/// Whether the numbers beside heading `at` are the drafter's own: they run
/// unbroken from one under the same heading, and not all of them are the
/// plan's. One that happens to agree says nothing then.
fn numbers_itself(report: &Report, sections: &[ItemSection], at: usize) -> bool {
    let parent = report.passages[at].under;
    let beside: Vec<(usize, u32)> = report
        .passages
        .iter()
        .enumerate()
        .filter(|(_, passage)| passage.under == parent)
        .filter_map(|(index, passage)| match &passage.block {
            Block::Heading(heading) => Some((index, heading.number?.0)),
            _ => None,
        })
        .collect();
    let unbroken = (1..)
        .zip(&beside)
        .all(|(next, (_, number))| next == *number);
    let agrees = |index: usize, number: u32| {
        sections
            .iter()
            .any(|section| section.heading == index && section.item == number)
    };
    unbroken && !beside.iter().all(|&(index, number)| agrees(index, number))
}

/// Says which item sections are filled; the headings of the others are nothing
/// to bind. A heading that declines its item fills it, so does one below it.
fn fill_sections(report: &Report, sections: &mut [ItemSection], filing: &mut [Filing]) {
    let headings: Vec<usize> = sections.iter().map(|section| section.heading).collect();
    for section in sections {
        let below = |at: usize| report.above(at).any(|(above, _)| above == section.heading);
        let says = |at: usize| {
            is_answer(report, filing, at)
                || matches!(report.passages[at].block, Block::Heading(_)) && !headings.contains(&at)
        };
        let own = declines(&report.passages[section.heading].line.text);
        // What stands below comes after it, but for a footnote or two.
        let (before, after) = (0..section.heading, section.heading..report.passages.len());
        section.filled = own || after.chain(before).any(|at| below(at) && says(at));
        if !section.filled {
            filing[section.heading] = Filing::Untouched;
        }
    }
}

/// The placeholders that still count: 【待填】 only while nothing else stands
/// below its heading.
fn open_placeholders(report: &Report, sections: &[ItemSection], filing: &[Filing]) -> Vec<Span> {
    let mut open = report.placeholders.clone();
    for (at, passage) in report.passages.iter().enumerate() {
        if !is_open_line(&passage.line.text) {
            continue;
        }
        let filled = match passage.under {
            Some(heading) if sections.iter().any(|s| s.heading == heading) => {
                sections.iter().any(|s| s.heading == heading && s.filled)
            }
            under => report.passages.iter().enumerate().any(|(other, passage)| {
                other != at
                    && passage.under == under
                    && under.is_some()
                    && filing[other] != Filing::Untouched
                    && matches!(
                        passage.block,
                        Block::Paragraph | Block::ListItem | Block::Table
                    )
            }),
        };
        if filled {
            open.retain(|span| span.start < passage.span.start || span.end > passage.span.end);
        }
    }
    open
}
