//! SARIF 2.1.0 (OASIS standard, 27 March 2020), for code scanning.

use serde_json::{Value, json};

use super::Findings;
use crate::check;
use crate::diagnostic::{Diagnostic, Severity, Site};
use crate::text::Lang;

/// The log of a check, ending in a newline. Columns count Unicode code points.
pub fn sarif(findings: &Findings, lang: Lang) -> String {
    let rules: Vec<Value> = check::rules().map(|rule| self::rule(rule, lang)).collect();
    let names: Vec<&str> = check::rules().map(|rule| rule.name).collect();
    let results: Vec<Value> = findings
        .diagnostics
        .iter()
        .map(|diagnostic| result(diagnostic, &names, lang))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "huibian",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn rule(rule: &check::Rule, lang: Lang) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary.get(lang) },
        "fullDescription": { "text": rule.explanation.get(lang) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(diagnostic: &Diagnostic, rules: &[&str], lang: Lang) -> Value {
    let finding = &diagnostic.finding;
    let text = format!("{}\n{}", finding.message.get(lang), finding.help.get(lang));
    let related: Vec<Value> = finding
        .notes
        .iter()
        .filter_map(|note| Some((note, note.site.as_ref()?)))
        .map(|(note, site)| {
            json!({
                "physicalLocation": location(site),
                "message": { "text": note.text.get(lang) },
            })
        })
        .collect();
    json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": rules.iter().position(|rule| *rule == diagnostic.rule),
        "level": level(diagnostic.severity),
        "message": { "text": text },
        "locations": [{ "physicalLocation": location(&finding.site) }],
        "relatedLocations": related,
    })
}

fn location(site: &Site) -> Value {
    let place = site.place;
    json!({
        "artifactLocation": { "uri": uri(&site.path) },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    })
}

/// A path as a URI reference: whatever is not unreserved, percent-encoded
/// (RFC 3986, 2.1).
fn uri(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
