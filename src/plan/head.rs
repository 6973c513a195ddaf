//! The plan as every JSON document names it.

use serde::Serialize;

use super::Plan;

/// Title, year and deadline; null where the plan has none.
#[derive(Debug, Serialize)]
pub struct Head<'a> {
    title: Option<&'a str>,
    year: Option<i32>,
    deadline: Option<String>,
}

impl<'a> From<&'a Plan> for Head<'a> {
    fn from(plan: &'a Plan) -> Self {
        Head {
            title: plan.title.as_deref(),
            year: plan.year,
            deadline: plan.submission.due().map(|due| due.to_string()),
        }
    }
}
