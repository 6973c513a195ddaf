//! What stands for an example in what is said about this plan: its own agencies and
//! days, so that it is right to type it as it stands.

use chrono::{Days, NaiveDate};

use super::parse::Reading;
use super::{Plan, Tasks};

/// The first agency of the roster.
pub fn agency(tasks: &Tasks) -> &str {
    let first = tasks.parties.first();
    first.map_or("××局", |party| party.name.as_str())
}

/// The office that receives the summaries, without what stands behind it in brackets.
pub fn office(plan: &Plan) -> &str {
    let recipient = plan.submission.recipient.as_deref().unwrap_or("××办公室");
    recipient.split(['（', '(']).next().unwrap_or(recipient)
}

/// A day on which a paper is in time: some days before the deadline.
pub fn day(plan: &Plan) -> Option<NaiveDate> {
    due(plan)?.checked_sub_days(Days::new(4))
}

/// A day to which the deadline may be put off.
pub fn later(plan: &Plan) -> Option<NaiveDate> {
    due(plan)?.checked_add_days(Days::new(3))
}

/// The deadline; where the plan has none, early in the year after it.
fn due(plan: &Plan) -> Option<NaiveDate> {
    let due = plan.submission.due().map(|due| due.date);
    due.or_else(|| NaiveDate::from_ymd_opt(plan.year?.checked_add(1)?, 1, 10))
}

/// The year of a plan that is being read, or with `ahead` a later one.
pub fn year(reading: &Reading, ahead: i32) -> String {
    let year = reading.year.and_then(|year| year.checked_add(ahead));
    year.map_or("YYYY".to_owned(), |year| year.to_string())
}
