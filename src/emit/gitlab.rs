//! A GitLab Code Quality report.

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::said;
use crate::diagnostic::{Diagnostic, Severity};
use crate::render::escape;
use crate::text::Lang;

/// The diagnostics as a Code Quality report, ending in a newline.
pub fn gitlab(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let mut fingerprints = Fingerprints::default();
    let issues: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| issue(diagnostic, fingerprints.next(diagnostic), lang))
        .collect();
    escape::json(format!("{:#}\n", Value::Array(issues)))
}

fn issue(diagnostic: &Diagnostic, fingerprint: String, lang: Lang) -> Value {
    let site = &diagnostic.finding.site;
    let place = site.place;
    json!({
        "check_name": diagnostic.rule,
        "description": said(diagnostic, lang, " "),
        "severity": match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Hint => "info",
        },
        "fingerprint": fingerprint,
        // GitLab reads the lines, other readers of this format the columns too.
        "location": {
            "path": site.path,
            "lines": { "begin": place.line, "end": place.last_line() },
            "positions": {
                "begin": { "line": place.line, "column": place.column },
                "end": { "line": place.end_line, "column": place.end_column },
            },
        },
    })
}
