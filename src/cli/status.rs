//! `status`: who has reported.

use std::io::Write;

use anyhow::Result;
use huibian::check::survey::survey;
use huibian::emit::Findings;
use huibian::emit::status::{human, json, markdown};
use huibian::project::files;

use super::args::{Status, StatusFormat};
use super::desk::{Desk, Outcome};
use super::progress::watched;

/// Finds, counts, tells.
pub fn run(desk: &Desk, wish: &Status, out: &mut dyn Write) -> Result<Outcome> {
    let as_of = desk.as_of()?;
    let tasks = desk.tasks()?;
    let found = desk.received(&wish.paths, &[])?;
    desk.note_ignored(&found.ignored);
    let mut counted = survey(
        &tasks,
        &found.files,
        watched(desk, found.files.len(), |file| {
            files::load(&desk.project, file)
        }),
        as_of,
        found.whole,
        |_, _, _, _| (),
    );
    counted.leave_out_blank();
    let findings = Findings {
        tasks: &tasks,
        as_of,
        digests: &counted.digests,
        accounts: &counted.accounts,
        diagnostics: &counted.diagnostics,
        waived: &counted.waived,
    };
    let page = match wish.format {
        StatusFormat::Human => human::human(&findings, &desk.look),
        StatusFormat::Markdown => markdown::markdown(&findings, desk.look.lang),
        StatusFormat::Json => json::json(&findings)?,
    };
    out.write_all(page.as_bytes())?;
    Ok(Outcome::Clean)
}
