//! Which headings of a paper are the plan's items.

use std::cell::LazyCell;

use super::filing::section_at;
use super::parts::{Part, Title};
use super::{ItemSection, Known, numbers};
use crate::report::{Heading, Passage, Report};

/// The headings that are items of the plan, and whether some of their numbers are
/// the drafter's own. A title alike decides; a number alone, or with an unlike
/// title, is no match, but 第三项 is, unless such numbers run from 第一项 on.
pub(super) fn item_sections(
    known: Known,
    report: &Report,
    titles: &[Title],
    part: &[Part],
) -> (Vec<ItemSection>, bool) {
    let plan = &known.tasks.plan;
    let mut sections = Vec::new();
    let in_turn = names_in_turn(report);
    let within = LazyCell::new(|| numbers::sections(plan, report));
    for (at, passage) in report.passages.iter().enumerate() {
        let Some(heading) = passage.heading() else {
            continue;
        };
        if part[at].is_aside() && !passage.ruled {
            continue;
        }
        let marked = passage.mark().map(|mark| mark.item);
        let called = || heading.named().first().copied();
        let named = called().filter(|_| titles[at].item.is_none() && !in_turn);
        let meant = named.and_then(|number| known.meant(number, within[at]));
        let item = marked.or(meant).and_then(|item| plan.item(item));
        let titled = || plan.item(titles[at].item?);
        let Some(item) = item.or_else(titled) else {
            continue;
        };
        // 第三部分第二项
        let of_section = || heading.named().first().copied();
        let number = heading.number.map(|(number, _)| number);
        let number = number.and_then(|number| of_section().or(Some(number)));
        sections.push(ItemSection {
            item: item.number,
            printed: item.printed,
            heading: at,
            numbered: (number == Some(item.printed) || named.is_some())
                && marked.is_none()
                && !titles[at].reworded,
            conflict: number
                .filter(|number| *number != item.printed && marked.is_none() && named.is_none()),
            filled: false,
        });
    }
    let numbers_itself = own_numbers(report, &sections);
    let numbers_all = run_on(report, &sections);
    let mut own_numbers = false;
    for section in &mut sections {
        if numbers_all || numbers_itself[place_below(report, section.heading)] {
            own_numbers = true;
            section.numbered = false;
            section.conflict = None;
        }
    }
    // Only a drafter who does use the plan's numbers before its titles can have mistaken one.
    let before_title = |section: &ItemSection| {
        let heading = report.passages[section.heading].heading();
        let titled = titles[section.heading].item == Some(section.item);
        section.numbered && (titled || heading.is_none_or(|heading| heading.named().is_empty()))
    };
    let agree = sections.iter().filter(|own| before_title(own)).count();
    let differ = sections.iter().filter(|own| own.conflict.is_some()).count();
    // Where most differ the numbers are his own, however they run.
    own_numbers |= differ > agree;
    if agree == 0 || differ > agree {
        for section in &mut sections {
            section.conflict = None;
            section.numbered &= differ <= agree;
        }
    }
    // What may be an item is neither problems nor next year.
    let begins = |at: usize| match titles[at].part {
        own if own.is_aside() || part[at].is_aside() => None,
        own => Some(own.completion),
    };
    let further = by_place(known, report, begins, &sections);
    sections.extend(further);
    sections.sort_by_key(|section| section.heading);
    (sections, own_numbers)
}

/// The headings whose place among the `sections` beside them says what item they are: by
/// the plan's number, where two and more of these have number and title and none has
/// another's, or as what alone is `owed` between those beside it, if most of its
/// characters are of that title: 重点工程 for 实施质量发展重点工程. `begins` says of a heading
/// whether it begins the year's summary, and nothing where it can be no item.
fn by_place(
    known: Known,
    report: &Report,
    begins: impl Fn(usize) -> Option<bool>,
    sections: &[ItemSection],
) -> Vec<ItemSection> {
    let plan = &known.tasks.plan;
    let mut found = Vec::new();
    for (at, passage) in report.passages.iter().enumerate() {
        let Some((heading, sums)) = passage.heading().zip(begins(at)) else {
            continue;
        };
        if section_at(sections, at).is_some() {
            continue;
        }
        let beside = sections.iter().filter(|section| {
            let other = &report.passages[section.heading];
            let ranks = other.heading().map(|other| other.rank) == Some(heading.rank);
            ranks && other.under == passage.under
        });
        let beside: Vec<&ItemSection> = beside.collect();
        let free = |item: &u32| sections.iter().all(|section| section.item != *item);
        let sure = |section: &&ItemSection| section.numbered && section.conflict.is_none();
        // A reworded title with the plan's number neither tells it nor denies it.
        let own = |section: &&ItemSection| {
            let heading = report.passages[section.heading].heading();
            let number = heading.and_then(|heading| heading.number);
            section.conflict.is_none() && number.map(|(number, _)| number) == Some(section.printed)
        };
        let numbered = beside.iter().filter(|section| sure(section)).count() >= 2
            && beside.iter().all(|section| sure(section) || own(section));
        let number = heading.number.map(|(number, _)| number);
        let number = number.filter(|_| numbered && !sums).and_then(|number| {
            let near = beside.first().and_then(|near| plan.item(near.item));
            known.meant(number, near?.section)
        });
        let between = || {
            let next = beside.partition_point(|section| section.heading < at);
            let before = next.checked_sub(1).and_then(|at| beside.get(at));
            let after = beside.get(next);
            before.or(after)?;
            let mut within = known.owed.iter().filter(|item| {
                before.is_none_or(|before| before.item < **item)
                    && after.is_none_or(|after| **item < after.item)
            });
            let only = within.next().filter(|_| within.next().is_none())?;
            known.index.hints(*only, &heading.title).then_some(*only)
        };
        let item = number.or_else(between).filter(free);
        if let Some(item) = item.and_then(|item| plan.item(item)) {
            found.push(ItemSection {
                item: item.number,
                printed: item.printed,
                heading: at,
                numbered,
                conflict: None,
                filled: false,
            });
        }
    }
    found
}

/// Whether headings stand beside the `sections` that are no items of the plan.
pub(super) fn has_others(report: &Report, sections: &[ItemSection]) -> bool {
    let place = |passage: &Passage| Some((passage.heading()?.rank, passage.under));
    let of_items = |at: usize| place(&report.passages[at]);
    report.passages.iter().enumerate().any(|(at, passage)| {
        let beside = |section: &ItemSection| of_items(section.heading) == place(passage);
        passage.heading().is_some()
            && section_at(sections, at).is_none()
            && sections.iter().any(beside)
    })
}

/// Whether the headings 第一项……, 第二项…… of the paper run from one on: they may be the
/// drafter's own. One that has no words of its own may be none.
fn names_in_turn(report: &Report) -> bool {
    let headings = report.passages.iter().filter_map(Passage::heading);
    let titled = headings.filter(|heading| !heading.title.is_empty());
    let numbers: Vec<u32> = titled.flat_map(Heading::named).collect();
    let in_turn = (1..).zip(&numbers).all(|(turn, number)| turn == *number);
    in_turn && numbers.len() > 1
}

/// Where [`own_numbers`] speaks of the heading above passage `at`: 0 where none is.
fn place_below(report: &Report, at: usize) -> usize {
    report.passages[at].under.map_or(0, |heading| heading + 1)
}

/// Whether the numbers of the `sections` run from one on through all of the paper, as the
/// drafter counts them himself, and not all are the plan's.
fn run_on(report: &Report, sections: &[ItemSection]) -> bool {
    // 任务三： between 第二项任务： and 第四项任务： has its turn too.
    let numbers = sections.iter().map(|section| {
        let heading = report.passages[section.heading].heading();
        let number = heading.and_then(|heading| heading.number);
        Some((number?.0, section.printed))
    });
    let mut numbered = (1..)
        .zip(numbers)
        .filter_map(|(turn, own)| Some((turn, own?)));
    let mut differ = false;
    let unbroken = numbered.all(|(turn, (number, item))| {
        differ |= number != item;
        number == turn
    });
    unbroken && differ
}

/// Below which headings the numbers are the drafter's own: they run unbroken
/// from one, and not all of them are the plan's. One that happens to agree says
/// nothing then.
fn own_numbers(report: &Report, sections: &[ItemSection]) -> Vec<bool> {
    // Of each heading the next number below it, and whether all are the plan's.
    let mut beside = vec![(Some(1), true); report.passages.len() + 1];
    for (at, passage) in report.passages.iter().enumerate() {
        if let Some(heading) = passage.heading()
            && let Some((number, _)) = heading.number
        {
            let (next, agrees) = &mut beside[place_below(report, at)];
            *next = next.filter(|next| *next == number).map(|next| next + 1);
            *agrees &= section_at(sections, at).is_some_and(|section| section.printed == number);
        }
    }
    let own = |(next, agrees): (Option<u32>, bool)| next.is_some() && !agrees;
    beside.into_iter().map(own).collect()
}
