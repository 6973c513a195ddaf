//! JUnit XML, as CI servers read it: a suite a file, a failure an error or
//! what was denied; what is less grave stands in the suite's output.

use std::collections::BTreeMap;

use super::Findings;
use super::terminal::clean;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Lang;

/// The findings as JUnit XML, ending in a newline. `fails` says which of them
/// fail the run.
pub fn junit(findings: &Findings, fails: impl Fn(&Diagnostic) -> bool, lang: Lang) -> String {
    let mut suites: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for digest in findings.digests {
        suites.entry(&digest.path).or_default();
    }
    for diagnostic in findings.diagnostics {
        suites
            .entry(&diagnostic.finding.site.path)
            .or_default()
            .push(diagnostic);
    }
    let mut page = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let failing = |d: &&Diagnostic| fails(d);
    let failures = findings.diagnostics.iter().filter(|d| fails(d)).count();
    let tests: usize = suites
        .values()
        .map(|found| found.iter().filter(|d| fails(d)).count().max(1))
        .sum();
    page.push_str(&format!(
        "<testsuites name=\"huibian\" tests=\"{tests}\" failures=\"{failures}\">\n"
    ));
    for (path, found) in suites {
        let failed: Vec<&Diagnostic> = found.iter().copied().filter(failing).collect();
        let path = escape(path);
        page.push_str(&format!(
            "  <testsuite name=\"{path}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n",
            failed.len().max(1),
            failed.len(),
        ));
        if failed.is_empty() {
            page.push_str(&format!(
                "    <testcase classname=\"{path}\" name=\"check\"/>\n"
            ));
        }
        for diagnostic in failed {
            page.push_str(&case(&path, diagnostic, lang));
        }
        let rest: String = found
            .iter()
            .filter(|d| !fails(d) && d.severity != Severity::Hint)
            .map(|d| line(d, lang) + "\n")
            .collect();
        if !rest.is_empty() {
            page.push_str(&format!("    <system-out>{}</system-out>\n", escape(&rest)));
        }
        page.push_str("  </testsuite>\n");
    }
    page.push_str("</testsuites>\n");
    page
}

fn case(path: &str, diagnostic: &Diagnostic, lang: Lang) -> String {
    let finding = &diagnostic.finding;
    let place = finding.site.place;
    format!(
        "    <testcase classname=\"{path}\" name=\"{}:{}:{}\">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
        diagnostic.rule,
        place.line,
        place.column,
        diagnostic.rule,
        escape(finding.message.get(lang)),
        escape(&format!(
            "{}\n{}",
            line(diagnostic, lang),
            finding.help.get(lang)
        )),
    )
}

fn line(diagnostic: &Diagnostic, lang: Lang) -> String {
    let finding = &diagnostic.finding;
    format!(
        "{}:{}:{}: {}[{}]: {}",
        finding.site.path,
        finding.site.place.line,
        finding.site.place.column,
        diagnostic.severity.label().get(lang),
        diagnostic.rule,
        finding.message.get(lang),
    )
}

/// `text` as XML text or a quoted attribute value; what XML 1.0 cannot hold is
/// shown by its number.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        for c in clean(line.trim_end_matches('\n')).chars() {
            match c {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                c => escaped.push(c),
            }
        }
        if line.ends_with('\n') {
            escaped.push('\n');
        }
    }
    escaped
}
