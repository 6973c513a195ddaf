//! `check --format json`: documented in the README, versioned, every key always
//! present, null when there is none.

use chrono::NaiveDate;
use serde::Serialize;

use super::Findings;
use crate::diagnostic::{At, Diagnostic, Finding, Record, Severity, Waived, WaivedRecord};
use crate::plan::{Head, Plan};
use crate::render::escape;
use crate::text::Lang;

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    plan: Head<'a>,
    as_of: String,
    reports: Vec<ReportRow<'a>>,
    diagnostics: Vec<Record<'a>>,
    waived: Vec<WaivedRecord<'a>>,
    summary: Summary,
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
struct Summary {
    reports: usize,
    errors: usize,
    warnings: usize,
    hints: usize,
    waived: usize,
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
    let document = document(
        &findings.tasks.plan,
        findings.as_of,
        reports.collect(),
        findings.diagnostics,
        findings.waived,
        lang,
    );
    Ok(escape::json(
        serde_json::to_string_pretty(&document)? + "\n",
    ))
}

/// What became of a plan that was read in.
#[derive(Serialize)]
struct Parsed<'a> {
    #[serde(flatten)]
    document: Document<'a>,
    written: bool,
    refused: Vec<Place<'a>>,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(flatten)]
    at: At<'a>,
    message: &'a str,
    help: &'a str,
}

/// The document of a plan that was read in: as that of a check, without
/// reports, and with whether it was `written`, else where the file that is there
/// says something else.
///
/// # Errors
/// Never in practice: the data has no map keys that are not text.
pub fn plan_json(
    plan: &Plan,
    as_of: NaiveDate,
    diagnostics: &[Diagnostic],
    written: bool,
    refused: &[Finding],
    lang: Lang,
) -> serde_json::Result<String> {
    let refused = refused.iter().map(|finding| Place {
        at: At::from(&finding.site),
        message: finding.message.get(lang),
        help: finding.help.get(lang),
    });
    let parsed = Parsed {
        document: document(plan, as_of, Vec::new(), diagnostics, &[], lang),
        written,
        refused: refused.collect(),
    };
    Ok(escape::json(serde_json::to_string_pretty(&parsed)? + "\n"))
}

fn document<'a>(
    plan: &'a Plan,
    as_of: NaiveDate,
    reports: Vec<ReportRow<'a>>,
    diagnostics: &'a [Diagnostic],
    waived: &'a [Waived],
    lang: Lang,
) -> Document<'a> {
    let count = |severity| {
        let same = |d: &&Diagnostic| d.severity == severity;
        diagnostics.iter().filter(same).count()
    };
    Document {
        version: 1,
        plan: Head::from(plan),
        as_of: as_of.to_string(),
        summary: Summary {
            reports: reports.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
            waived: waived.len(),
        },
        reports,
        diagnostics: diagnostics
            .iter()
            .map(|found| Record::new(found, lang))
            .collect(),
        waived: waived
            .iter()
            .map(|waived| WaivedRecord::new(waived, lang))
            .collect(),
    }
}
