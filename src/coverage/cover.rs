//! One report against the plan: every passage is filed, every item gets its
//! answer.

use super::answers::{answers, further_titles, infer};
use super::filing::{declines, file, id_of, is_answer, items_above, section_at, uses_plan_ids};
use super::led::{is_unknown_title, led, title_ids};
use super::matching::Index;
use super::named::name_others;
use super::open::open_placeholders;
use super::parts::{self, Part, Title};
use super::rows::row_of;
use super::sections::{has_others, item_sections};
use super::tables::{blank_lines, follow_intro, head_tables};
use super::{Answer, Coverage, Filing, How, ItemSection, Known, identity, namesakes};
use crate::plan::{Kind, Moment, Plan, Tasks};
use crate::report::{Block, Entry, Passage, Report};
use crate::text::census::Census;

/// What `report` says to the plan.
pub fn cover(tasks: &Tasks, index: &Index, report: &Report) -> Coverage {
    let identity = identity::identify(tasks, report);
    let party = match identity.submitter {
        super::Submitter::Party(party) => Some(&tasks.parties[party]),
        _ => None,
    };
    let owed: &[u32] = party.map_or(&[], |party| &party.owed);
    let district = party.is_some_and(|party| party.kind == Kind::District);
    let known = Known { tasks, index, owed };
    let mut titles = parts::titles(&tasks.plan, index, report);
    namesakes::tell_apart(known, report, &mut titles);
    let part = parts_of(tasks, report, &titles);
    let (mut sections, own_numbers) = item_sections(known, report, &titles, &part);
    let above = items_above(report, &sections);
    let ids = above.iter().enumerate();
    let ids = ids.map(|(at, above)| id_of(index, report, at, *above));
    let ids: Vec<_> = ids.collect();
    let ids = match uses_plan_ids(index, report, &part, &above, &ids) {
        true => ids,
        false => vec![None; ids.len()],
    };
    let led = led(index, report, &ids);
    let title_ids = title_ids(index, report, &ids);
    let mut filing = Vec::with_capacity(report.passages.len());
    let mut unknown_measures = Vec::new();
    for at in 0..report.passages.len() {
        let id = (ids[at], led[at]);
        let file = file(known, report, at, &titles, part[at], above[at], id);
        let passage = &report.passages[at];
        let has_lines = |item: Option<u32>| {
            let mut known = ids.iter().flatten().map(|((of, _), _)| *of);
            known.any(|of| item.is_none_or(|item| item == of))
        };
        let unknown = || is_unknown_title(index, passage, above[at], title_ids, has_lines);
        if file.unknown || !part[at].is_aside() && unknown() {
            unknown_measures.push(at);
        }
        let entry = report.passages[at].entry.as_ref();
        filing.push(match (file.filing, filing.last()) {
            (Filing::Other, Some(Filing::Item(item) | Filing::Measure(item, _)))
                if entry.is_some_and(Entry::goes_on) =>
            {
                row_of(index, &report.passages[at], *item)
            }
            (own, _) => follow_intro(report, at, &filing).unwrap_or(own),
        });
    }
    let mut blank_rows = head_tables(index, report, &mut filing);
    blank_rows.extend(blank_lines(report, &titles));
    for at in 0..report.passages.len() {
        if matches!(report.passages[at].block, Block::Footnote)
            && let Some(under) = report.passages[at].under
            // A line that nobody touched is not bound, a note written to it is.
            && filing[under] != Filing::Untouched
        {
            filing[at] = filing[under];
        }
    }
    fill_sections(&tasks.plan, report, &mut sections, &mut filing);
    let placeholders = open_placeholders(report, &sections, &filing);
    let mut answers = answers(known, report, &filing, &led);
    further_marks(tasks, report, &part, &filing, &mut answers);
    further_titles(known, report, &filing, &sections, &mut answers);
    let numbered = sections.iter().any(|section| section.numbered);
    let named = |item: u32| {
        answers.iter().any(|answer| answer.item == item)
            || blank_rows.iter().any(|blank| blank.item == item)
            || sections.iter().any(|section| section.item == item)
    };
    let matched = owed.iter().filter(|item| named(**item)).count();
    // Half is enough of a plan's structure, unless the drafter has one of his own in which
    // the others may stand.
    let doubtful = own_numbers && has_others(report, &sections);
    let few = matched * 2 + usize::from(!doubtful) <= owed.len();
    let prose = !owed.is_empty() && !district && !numbered && few && matched < owed.len();
    infer(index, report, owed, &part, &mut filing, &mut answers);
    name_others(known, report, &part, &filing, &sections, &mut answers);
    follow(report, &titles, &mut filing);
    answers.sort_by_key(|answer| answer.item);
    let unanswered = owed
        .iter()
        .copied()
        .filter(|n| !answers.iter().any(|answer| answer.item == *n))
        .collect();
    let items = answers.iter().any(|answer| answer.how == How::Written);
    let any = !answers.is_empty();
    let signed = report.signature.date.value().map(|&date| Moment {
        date,
        time: report.signature.hour,
    });
    let dated = report.header.submitted.value().copied();
    Coverage {
        submitted: party.and_then(|party| party.received).or(dated).or(signed),
        parts: parts::find(&tasks.plan, report, &titles, &part, items, any),
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
    let own = |title: &Title| match title.item {
        Some(_) => Part::default(),
        None => title.part,
    };
    let end = report.end().unwrap_or(report.passages.len());
    // Of the parts that the headings down to each one begin: the nearest that is
    // aside, else the outermost.
    let mut below: Vec<Part> = titles.iter().map(own).collect();
    let reach = |below: &[Part], at: usize| match report.above(at).next() {
        Some((above, _)) if !below[at].is_aside() && below[above].is_any() => below[above],
        _ => below[at],
    };
    for (at, passage) in report.passages.iter().enumerate() {
        if matches!(passage.block, Block::Heading(_)) {
            below[at] = reach(&below, at);
        }
    }
    let mut parts: Vec<Part> = (0..report.passages.len())
        .map(|at| {
            let passage = &report.passages[at];
            if at > end || report.is_annexed(at) || parts::is_farewell(passage) {
                return Part::default();
            }
            let part = reach(&below, at);
            let ahead = matches!(passage.block, Block::Paragraph)
                && (!part.is_any() || part.completion && part.is_ahead())
                && passage.census.han >= 30
                && parts::looks_ahead(&tasks.plan, &passage.line.text);
            if ahead { AHEAD } else { part }
        })
        .collect();
    if !titles.iter().any(|title| own(title).is_ahead()) {
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
    for (at, part) in titles.iter().map(own).enumerate() {
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

/// A passage is filed under its first mark; its others answer their items too. A heading
/// answers none by itself.
fn further_marks(
    tasks: &Tasks,
    report: &Report,
    part: &[Part],
    filing: &[Filing],
    answers: &mut Vec<Answer>,
) {
    let told_below = headings_above(report, |at| is_answer(report, filing, at));
    for (at, passage) in report.passages.iter().enumerate() {
        let heading = matches!(passage.block, Block::Heading(_)) && !passage.marks.is_empty();
        let empty = heading && !declines(passage) && !told_below[at];
        let speaks = passage.ruled || !part[at].is_aside() && !empty;
        for item in passage
            .marks
            .iter()
            .map(|mark| mark.item)
            .filter(|_| speaks)
        {
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
    // Of each heading the item of all its text so far, from the end of the paper.
    let mut below: Vec<Option<Option<u32>>> = vec![None; filing.len()];
    for at in (0..filing.len()).rev() {
        let passage = &report.passages[at];
        let open = matches!(passage.block, Block::Heading(_)) && !titles[at].part.is_any();
        if open
            && filing[at] == Filing::Other
            && let Some(Some(item)) = below[at]
        {
            filing[at] = Filing::Item(item);
        }
        let own = match filing[at] {
            Filing::Item(item) | Filing::Measure(item, _) => Some(item),
            _ => None,
        };
        if let Some(heading) = passage.under.filter(|&heading| heading < at) {
            let all = &mut below[heading];
            *all = Some(own.filter(|_| all.is_none_or(|item| item == own)));
        }
    }
}

/// Says which item sections are filled; the headings of the others are nothing
/// to bind, but for one that says more than the plan's title. A heading that declines its
/// item fills it, so does one below it.
fn fill_sections(
    plan: &Plan,
    report: &Report,
    sections: &mut [ItemSection],
    filing: &mut [Filing],
) {
    let spoken = headings_above(report, |at| {
        is_answer(report, filing, at)
            || matches!(report.passages[at].block, Block::Heading(_))
                && section_at(sections, at).is_none()
    });
    for section in sections {
        let heading = section.heading;
        section.filled = spoken[heading] || declines(&report.passages[heading]);
        if !section.filled {
            let han = |words: &str| Census::of(words).han;
            let own = report.passages[heading].heading();
            let own = own.map_or(0, |heading| han(&heading.title));
            let title = plan.item(section.item).map_or(0, |item| han(item.title()));
            filing[heading] = match own > title {
                true => Filing::Other,
                false => Filing::Untouched,
            };
        }
    }
}

/// Of every passage whether it is a heading above one that `says`.
fn headings_above(report: &Report, says: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut found = vec![false; report.passages.len()];
    for at in 0..report.passages.len() {
        // Above a heading that is known all others are.
        let says = says(at);
        let mut above = report.above(at);
        while says
            && let Some((heading, _)) = above.next()
            && !std::mem::replace(&mut found[heading], true)
        {}
    }
    found
}
