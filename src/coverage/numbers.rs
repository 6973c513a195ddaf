//! What the numbers of a paper mean where the plan does not count in turn: numbers that
//! begin again in every section make 第三项 one of several, and an id belongs to the
//! measure that has it.

use super::Submitter;
use super::identity::identify;
use crate::plan::{Plan, Tasks};
use crate::report::Report;
use crate::text::words;

/// Puts the plan's own numbers of items and places of measures into the marks and ids of
/// `report`. A mark that may mean one of several items, and nothing says which, is dropped;
/// what names nothing of the plan stays, as no item or no measure of it.
pub fn settle(tasks: &Tasks, report: &mut Report) {
    let plan = &tasks.plan;
    if plan.in_turn {
        return;
    }
    let party = match identify(tasks, report).submitter {
        Submitter::Party(party) => tasks.parties.get(party),
        _ => None,
    };
    let owed = party.map_or(&[][..], |party| &party.owed);
    let sections = sections(plan, report);
    for (passage, section) in report.passages.iter_mut().zip(sections) {
        passage.marks.retain_mut(|mark| {
            if let Some(measure) = mark.measure.filter(|_| mark.by_id) {
                let (item, measure) = placed(plan, mark.item, measure);
                (mark.item, mark.measure) = (item, Some(measure));
                return true;
            }
            let item = match mark.section {
                Some(section) => plan.within(mark.item, owed, section),
                None => plan.meant(mark.item, owed, section),
            };
            // One of several, nothing says which, is no mark.
            let open = || plan.items().any(|own| own.printed == mark.item);
            let several = item.is_none() && mark.section.is_none() && open();
            mark.item = item.unwrap_or(NOWHERE);
            !several
        });
        let id = passage.entry.as_mut().and_then(|entry| entry.id.as_mut());
        if let Some(((item, measure), _)) = id {
            (*item, *measure) = placed(plan, *item, *measure);
        }
    }
}

/// The number of an item that a mark names and the plan lacks.
const NOWHERE: u32 = u32::MAX;

/// The item and the place in it of the measure that has this id; of an id that none has,
/// where another has that place, the one behind all measures.
fn placed(plan: &Plan, item: u32, measure: u32) -> (u32, u32) {
    let lacking = || {
        let last = plan.item(item).map_or(0, |own| own.measures.len() as u32);
        (item, if measure <= last { last + 1 } else { measure })
    };
    plan.placed(item, measure).unwrap_or_else(lacking)
}

/// Of every passage the number of the plan's section whose title is that of the nearest
/// such heading above it, or which that heading calls by its number: 第二部分.
pub(super) fn sections(plan: &Plan, report: &Report) -> Vec<Option<u32>> {
    let mut above: Vec<Option<u32>> = Vec::with_capacity(report.passages.len());
    // What each heading says of those below it, found once however many these are.
    let mut below: Vec<Option<u32>> = Vec::with_capacity(report.passages.len());
    for passage in &report.passages {
        let own = passage.under.and_then(|heading| *below.get(heading)?);
        let called = passage.heading().and_then(|heading| {
            let title = words::fold(&heading.title);
            let bare = heading.number.filter(|_| title.is_empty());
            let mut sections = plan.sections.iter();
            let found = sections.find(|section| match bare {
                Some((number, _)) => section.number == number,
                None => words::fold(&section.title) == title,
            });
            found.map(|section| section.number)
        });
        above.push(own);
        below.push(called.or(own));
    }
    above
}
