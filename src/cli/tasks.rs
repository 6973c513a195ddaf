//! `tasks`: the 任务分解表.

use std::io::Write;

use anyhow::Result;
use huibian::plan::table::table;

use super::args::Tasks;
use super::desk::{Desk, Outcome};
use super::new::party;

/// Prints the table, of one agency or of the whole plan.
pub fn run(desk: &Desk, wish: &Tasks, out: &mut dyn Write) -> Result<Outcome> {
    let tasks = desk.tasks()?;
    let agency = wish.agency.as_deref();
    let agency = agency
        .map(|name| party(&tasks, name, desk.look.lang))
        .transpose()?;
    out.write_all(table(&tasks, agency, wish.form).as_bytes())?;
    Ok(Outcome::Clean)
}
