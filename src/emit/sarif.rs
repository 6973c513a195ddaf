//! SARIF 2.1.0 (OASIS standard, 27 March 2020), for code scanning.

use serde_json::{Value, json};

use super::fingerprint::Fingerprints;
use super::terminal::clean;
use super::{Findings, said};
use crate::check::{self, FAMILIES, Rule};
use crate::diagnostic::{Diagnostic, Note, Severity, Site, Waived};
use crate::render::escape;
use crate::text::Lang;

/// The log of a check, ending in a newline. Columns count Unicode code points.
pub fn sarif(findings: &Findings, lang: Lang) -> String {
    let language = match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en-US",
    };
    let rules: Vec<Value> = FAMILIES
        .iter()
        .flat_map(|(family, rules)| rules.iter().map(|rule| descriptor(rule, family.en, lang)))
        .collect();
    let mut fingerprints = Fingerprints::default();
    let mut results: Vec<Value> = findings
        .diagnostics
        .iter()
        .map(|diagnostic| result(diagnostic, None, fingerprints.next(diagnostic), lang))
        .collect();
    results.extend(findings.waived.iter().map(|waived| {
        let diagnostic = &waived.diagnostic;
        result(
            diagnostic,
            Some(waived),
            fingerprints.next(diagnostic),
            lang,
        )
    }));
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "huibian",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": language,
                "rules": rules,
            }},
            "language": language,
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    escape::json(format!("{log:#}\n"))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "note",
    }
}

fn descriptor(rule: &Rule, family: &str, lang: Lang) -> Value {
    // How sure a severity is: errors are certain by the plan or the machine.
    let (problem, precision) = match rule.severity {
        Severity::Error => ("error", "very-high"),
        Severity::Warning => ("warning", "high"),
        Severity::Hint => ("recommendation", "medium"),
    };
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary.get(lang) },
        "fullDescription": { "text": rule.explanation.get(lang) },
        "help": help(rule, lang),
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": {
            "tags": [family],
            "precision": precision,
            "problem.severity": problem,
        },
    })
}

/// What `explain` says, as text and as Markdown.
fn help(rule: &Rule, lang: Lang) -> Value {
    let explanation = rule.explanation.get(lang);
    let mut text = explanation.to_owned();
    let mut markdown = escaped(explanation);
    let [bad, good] = match lang {
        Lang::Zh => ["反例", "正例"],
        Lang::En => ["Bad", "Good"],
    };
    for (name, example) in [(bad, rule.bad), (good, rule.good)] {
        let example = example.trim_matches('\n');
        text.push_str(&format!("\n\n{name}\n{example}"));
        // Examples are Markdown and may have fences of their own.
        markdown.push_str(&format!("\n\n**{name}**\n\n~~~~~text\n{example}\n~~~~~"));
    }
    json!({ "text": text, "markdown": markdown })
}

fn escaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    // A vector takes whatever is written.
    let _ = escape::markdown(text, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A result. Where one says whether it is suppressed, all must (3.27.23): with
/// an empty list, that it is not.
fn result(
    diagnostic: &Diagnostic,
    waived: Option<&Waived>,
    fingerprint: String,
    lang: Lang,
) -> Value {
    let finding = &diagnostic.finding;
    let related: Vec<Value> = finding
        .notes
        .iter()
        .filter_map(|note| Some((note, note.site.as_ref()?)))
        .enumerate()
        .map(|(id, (note, site))| related(id, note, site, lang))
        .collect();
    json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": check::rules().position(|rule| rule.name == diagnostic.rule),
        "level": level(diagnostic.severity),
        "message": { "text": message(&said(diagnostic, lang, "\n")) },
        "locations": [{ "physicalLocation": location(&finding.site) }],
        "relatedLocations": related,
        "suppressions": waived
            .map(|waived| {
                // By a comment in the paper, or by the office's register (3.35.2).
                let kind = if waived.by.is_some() { "external" } else { "inSource" };
                json!({ "kind": kind, "justification": clean(&waived.why(lang)) })
            })
            .into_iter()
            .collect::<Vec<Value>>(),
        "partialFingerprints": { "huibian/v1": fingerprint },
        "properties": {
            "agency": diagnostic.agency,
            "item": finding.item,
            "measure": finding.measure,
        },
    })
}

/// A place that has to do with the result. The number keeps equal ones apart,
/// as the standard wants them.
fn related(id: usize, note: &Note, site: &Site, lang: Lang) -> Value {
    json!({
        "id": id,
        "physicalLocation": location(site),
        "message": { "text": message(&clean(note.text.get(lang))) },
    })
}

/// A plain text message. Braces would be a placeholder (3.11.5), and quoted
/// Markdown a link that can be followed (3.11.6).
fn message(text: &str) -> String {
    text.replace('{', "{{")
        .replace('}', "}}")
        .replace("](", "] (")
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

/// A path as a URI reference, relative to the root where it lies there:
/// whatever is not unreserved, percent-encoded (RFC 3986, 2.1).
fn uri(path: &str) -> String {
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
