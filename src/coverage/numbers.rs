//! What the numbers of a paper mean where the plan does not count in turn: numbers that
//! begin again in every section make 第三项 one of several, and an id belongs to the
//! measure that has it.

use super::Submitter;
use super::identity::identify;
use crate::plan::{Plan, Tasks};
use crate::report::Report;
use crate::text::words;

/// Puts the plan's own numbers of items and places of measures into the marks and ids of
/// `report`. What may be one of several stays as it is written.
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
    let sections: Vec<Option<u32>> = (0..report.passages.len())
        .map(|at| section_above(plan, report, at))
        .collect();
    for (passage, section) in report.passages.iter_mut().zip(sections) {
        for mark in &mut passage.marks {
            match mark.measure {
                Some(measure) => {
                    let (item, measure) = placed(plan, mark.item, measure);
                    (mark.item, mark.measure) = (item, Some(measure));
                }
                None => {
                    let section = mark.section.or(section);
                    mark.item = plan.meant(mark.item, owed, section).unwrap_or(mark.item);
                }
            }
        }
        let id = passage.entry.as_mut().and_then(|entry| entry.id.as_mut());
        if let Some(((item, measure), _)) = id {
            (*item, *measure) = placed(plan, *item, *measure);
        }
    }
}

/// The item and the place in it of the measure that has this id; of an id that none has a
/// place behind all measures.
fn placed(plan: &Plan, item: u32, measure: u32) -> (u32, u32) {
    let lacking = || {
        let printed = plan.items().any(|own| own.printed == item);
        let count = plan.item(item).filter(|_| printed);
        (
            item,
            measure + count.map_or(0, |own| own.measures.len() as u32),
        )
    };
    plan.placed(item, measure).unwrap_or_else(lacking)
}

/// The number of the plan's section whose title is that of a heading above passage `at`.
pub(super) fn section_above(plan: &Plan, report: &Report, at: usize) -> Option<u32> {
    report.above(at).find_map(|(_, heading)| {
        let title = words::fold(&heading.title);
        let own = |title_of: &str| words::fold(title_of) == title;
        let mut sections = plan.sections.iter();
        let found = sections.find(|section| own(&section.title));
        found.map(|section| section.number)
    })
}
