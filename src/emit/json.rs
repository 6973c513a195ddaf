//! `check --format json`: documented in the README, versioned, every key always
//! present, null when there is none.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Findings, deadline_word};
use crate::diagnostic::{Diagnostic, Severity, Site};
use crate::plan::Plan;
use crate::text::{Lang, Place};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    plan: PlanHead<'a>,
    as_of: String,
    reports: Vec<ReportRow<'a>>,
    diagnostics: Vec<Row<'a>>,
    summary: Summary,
}

/// The plan in every JSON document.
#[derive(Debug, Serialize)]
pub struct PlanHead<'a> {
    title: Option<&'a str>,
    year: Option<i32>,
    deadline: Option<String>,
}

impl<'a> PlanHead<'a> {
    /// The head of `plan`.
    pub fn new(plan: &'a Plan) -> Self {
        PlanHead {
            title: plan.title.as_deref(),
            year: plan.year,
            deadline: plan.submission.due().map(deadline_word),
        }
    }
}

#[derive(Serialize)]
struct ReportRow<'a> {
    path: &'a str,
    agency: Option<&'a str>,
    state: &'static str,
    errors: usize,
    warnings: usize,
    hints: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'static str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    agency: Option<&'a str>,
    item: Option<u32>,
    measure: Option<&'a str>,
    message: &'a str,
    help: &'a str,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    message: &'a str,
}

#[derive(Serialize)]
struct Summary {
    reports: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
}

/// The document of a check, ending in a newline.
///
/// # Errors
/// Never in practice: the data has no map keys that are not text.
pub fn json(findings: &Findings, lang: Lang) -> serde_json::Result<String> {
    let reports = findings.digests.iter().map(|digest| ReportRow {
        path: &digest.path,
        agency: findings.name(digest),
        state: findings.state(digest).name(),
        errors: digest.counts[0],
        warnings: digest.counts[1],
        hints: digest.counts[2],
    });
    document(
        &findings.tasks.plan,
        findings.as_of,
        reports.collect(),
        findings.diagnostics,
        lang,
    )
}

/// The document of a plan that was read in: as that of a check, without
/// reports.
///
/// # Errors
/// Never in practice: the data has no map keys that are not text.
pub fn plan_json(
    plan: &Plan,
    as_of: NaiveDate,
    diagnostics: &[Diagnostic],
    lang: Lang,
) -> serde_json::Result<String> {
    document(plan, as_of, Vec::new(), diagnostics, lang)
}

fn document(
    plan: &Plan,
    as_of: NaiveDate,
    reports: Vec<ReportRow>,
    diagnostics: &[Diagnostic],
    lang: Lang,
) -> serde_json::Result<String> {
    let count = |severity| {
        let same = |d: &&Diagnostic| d.severity == severity;
        diagnostics.iter().filter(same).count()
    };
    let document = Document {
        version: 1,
        plan: PlanHead::new(plan),
        as_of: as_of.to_string(),
        summary: Summary {
            reports: reports.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
        },
        reports,
        diagnostics: rows(diagnostics, lang),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

fn rows(diagnostics: &[Diagnostic], lang: Lang) -> Vec<Row<'_>> {
    diagnostics
        .iter()
        .map(|diagnostic| row(diagnostic, lang))
        .collect()
}

fn row(diagnostic: &Diagnostic, lang: Lang) -> Row<'_> {
    let finding = &diagnostic.finding;
    let Site { path, place, .. } = &finding.site;
    let Place {
        line,
        column,
        end_line,
        end_column,
    } = *place;
    let related = finding.notes.iter().filter_map(|note| {
        let site = note.site.as_ref()?;
        Some(Related {
            path: &site.path,
            line: site.place.line,
            column: site.place.column,
            end_line: site.place.end_line,
            end_column: site.place.end_column,
            message: note.text.get(lang),
        })
    });
    Row {
        rule: diagnostic.rule,
        severity: diagnostic.severity.name(),
        path,
        line,
        column,
        end_line,
        end_column,
        agency: diagnostic.agency.as_deref(),
        item: finding.item,
        measure: finding.measure.as_deref(),
        message: finding.message.get(lang),
        help: finding.help.get(lang),
        related: related.collect(),
    }
}
