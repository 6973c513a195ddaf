//! What a help line gives as an example: of this plan, and of the paper where it tells.

use chrono::{Datelike, NaiveDate};

use super::Context;
use crate::coverage::Submitter;
use crate::plan::example;

/// The agency that wrote the paper; where it does not tell, another of the plan.
pub(super) fn agency<'a>(context: &'a Context) -> &'a str {
    writer(context).unwrap_or_else(|| example::agency(context.tasks))
}

/// The agency that wrote the paper, as far as the paper tells.
pub(super) fn writer<'a>(context: &'a Context) -> Option<&'a str> {
    match &context.coverage.identity.submitter {
        Submitter::Unlisted(name) => Some(name),
        _ => context.party().map(|party| party.name.as_str()),
    }
}

/// The year of the summaries; where the plan has none, that of those which are written
/// today: in the first half of a year, the one before.
pub(super) fn year(context: &Context) -> i32 {
    let today = context.as_of;
    let written = || today.year() - i32::from(today.month() <= 6);
    context.tasks.plan.year.unwrap_or_else(written)
}

/// A day on which the paper is in time, and not after today.
pub(super) fn day(context: &Context) -> NaiveDate {
    let day = example::day(&context.tasks.plan);
    day.map_or(context.as_of, |day| day.min(context.as_of))
}
