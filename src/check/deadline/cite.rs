//! The place of the date that counts, and what it is judged by: the plan's deadline,
//! the office's extension, the receipt.

use super::Context;
use crate::diagnostic::{Finding, PLAN, REGISTER, Site};
use crate::plan::{Due, Moment, Receipt, Ruled, Ruling, span};
use crate::text::{Text, date, text};

/// The place of the date that counts; the title, where that is the register's.
pub(super) fn dated(context: &Context) -> Site {
    if receipt(context).is_some() {
        return context.top();
    }
    let report = context.report;
    let submitted = &report.header.submitted;
    let span = match submitted.value() {
        Some(_) => submitted.span(),
        None => report.signature.date.span(),
    };
    span.map_or_else(|| context.top(), |span| context.at(span))
}

/// `finding` with the deadline as plan/tasks.toml holds it.
pub(super) fn cite(finding: Finding, context: &Context) -> Finding {
    let tasks = context.tasks;
    let registered = |finding: Finding| match receipt(context) {
        Some(receipt) => finding.note_at(
            REGISTER,
            text(
                format!("{}收到", moment(receipt.received).zh),
                format!("received {}", moment(receipt.received).en),
            ),
            Site::new(&tasks.register.file, receipt.span),
        ),
        None => finding,
    };
    if let Some((ruling, due)) = extension(context).zip(context.due()) {
        let until = deadline(due);
        let words = text(
            format!("延期：{}", until.zh),
            format!("extended: {}", until.en),
        );
        let site = Site::new(&tasks.register.file, ruling.span);
        return registered(finding.note_at(REGISTER, words, site));
    }
    let (Some(written), Some(due)) = (&tasks.plan.submission.deadline, context.due()) else {
        return finding;
    };
    let site = Site::new(&tasks.plan.file, span(written.span()));
    registered(finding.note_at(PLAN, deadline(due), site))
}

/// The receipt by which the paper is judged.
pub(super) fn receipt<'a>(context: &Context<'a>) -> Option<&'a Receipt> {
    context.tasks.register.received(context.party_index()?)
}

/// The ruling that gives its writer a later deadline.
fn extension<'a>(context: &Context<'a>) -> Option<&'a Ruling> {
    let extended = context.party()?.extended?;
    let mut rulings = context.tasks.register.of(context.party_index()?);
    rulings.find(|ruling| ruling.ruled == Ruled::Extend(extended))
}

/// 2017年1月10日截止（含当日）.
pub(super) fn deadline(due: Due) -> Text {
    let day = moment(due.at);
    let (zh, en) = match (due.at.time, due.inclusive) {
        (Some(_), _) => ("", ""),
        (None, true) => ("（含当日）", " (that day included)"),
        (None, false) => ("（不含当日）", " (that day excluded)"),
    };
    text(format!("{}截止{zh}", day.zh), format!("due {}{en}", day.en))
}

/// The day, and the time where there is one.
pub(super) fn moment(at: Moment) -> Text {
    let time = at.time.map(|time| time.format("%H:%M").to_string());
    let day = date::chinese(at.date);
    match time {
        None => text(day, at.date.to_string()),
        Some(time) => text(format!("{day}{time}"), format!("{} {time}", at.date)),
    }
}
