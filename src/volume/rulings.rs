//! 办公室认定: what the office ruled, with its reason and who did, so that whoever
//! reads the volume sees what rests on a ruling and not on a paper.

use serde::Serialize;

use super::Inputs;
use super::unit::Units;
use crate::check;
use crate::plan::{Ruled, Ruling};
use crate::text::{date, words};

/// One ruling as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// About whom.
    pub agency: String,
    /// Its slug; empty where it has none.
    pub slug: String,
    /// The word in the register: extend, ….
    pub kind: &'static str,
    /// The word for people: 延期, ….
    pub title: &'static str,
    /// What was ruled.
    pub what: String,
    /// Why.
    pub reason: String,
    /// Who ruled.
    pub by: String,
}

/// The rulings in the order of the register.
pub fn rulings(inputs: &Inputs, units: &Units) -> Vec<Printed> {
    let rulings = inputs.tasks.register.rulings.iter();
    let printed = rulings.filter_map(|ruling| {
        let party = inputs.tasks.parties.get(ruling.party)?;
        let (title, mut what) = what(inputs, ruling);
        if is_idle(inputs, ruling) {
            what.push_str("（没有起作用，见“核对中发现的问题”）");
        }
        Some(Printed {
            agency: party.name.clone(),
            slug: units.slugs.get(ruling.party).cloned().unwrap_or_default(),
            kind: ruling.ruled.name(),
            title,
            what,
            reason: ruling.reason.clone(),
            by: ruling.by.clone(),
        })
    });
    printed.collect()
}

/// Whether something was found that keeps the ruling from applying.
fn is_idle(inputs: &Inputs, ruling: &Ruling) -> bool {
    let file = &inputs.tasks.register.file;
    let place = file.place(ruling.span);
    inputs.diagnostics.iter().any(|found| {
        let site = &found.finding.site;
        site.path == file.path && site.place == place
    })
}

fn what(inputs: &Inputs, ruling: &Ruling) -> (&'static str, String) {
    let plan = &inputs.tasks.plan;
    match &ruling.ruled {
        Ruled::Extend(until) => {
            let time = until.time.map(|time| time.format("%H:%M").to_string());
            let time = time.unwrap_or_default();
            (
                "延期",
                format!("报送期限延至{}{time}", date::chinese(until.date)),
            )
        }
        Ruled::FileUnder {
            passage,
            item: (item, measure),
            ..
        } => {
            let words = words::shorten(passage, 40);
            let place = plan.place(*item, *measure);
            ("归项", format!("“{words}”归入{place}"))
        }
        Ruled::Accept { rule, item } => {
            let short = check::find(rule).map_or(rule.as_str(), |rule| rule.short);
            let of = item.map_or(String::new(), |item| plan.labels(&[item]));
            let accepted = inputs.waived.iter().filter(|waived| {
                let found = &waived.diagnostic;
                let own = inputs.tasks.parties.get(ruling.party);
                waived.by.is_some()
                    && (found.rule == rule || found.short == rule)
                    && own.is_some_and(|party| found.agency.as_ref() == Some(&party.name))
                    && (item.is_none() || *item == found.finding.item)
            });
            let places = match accepted.count() {
                0 | 1 => String::new(),
                count => format!("，{count}处"),
            };
            ("认可", format!("{of}“{short}”不再改{places}"))
        }
        Ruled::Choose(path) => ("选定", format!("以 {path} 为准")),
        Ruled::Exempt(items) if items.is_empty() => ("免报", "不必报送".to_owned()),
        Ruled::Exempt(items) => ("免报", format!("{}不必报", plan.labels(items))),
    }
}
