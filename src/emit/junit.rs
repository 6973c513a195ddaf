//! JUnit XML, as CI servers read it: a test case a report, which passes when
//! nothing in it fails the run; one for the plan where something is wrong with
//! it, one for each agency that has not reported, and a skipped one for each
//! report that waives something.

use std::collections::BTreeMap;

use super::terminal::clean;
use super::{Findings, excused, said};
use crate::diagnostic::{Diagnostic, Severity, Waived};
use crate::text::Lang;

/// Whom a case is about. CI servers know it by class and name in every run, so
/// neither says anything of what was found.
type Key<'a> = (&'static str, &'a str);

const REPORT: &str = "huibian.report";
const PLAN: &str = "huibian.plan";
const UNREPORTED: &str = "huibian.unreported";
const WAIVED: &str = "huibian.waived";

/// The findings as JUnit XML, ending in a newline: errors fail their case.
pub fn junit(findings: &Findings, lang: Lang) -> String {
    let mut cases: BTreeMap<Key, Vec<&Diagnostic>> = BTreeMap::new();
    for digest in findings.digests {
        cases.entry((REPORT, &digest.path)).or_default();
    }
    for diagnostic in findings.diagnostics {
        let path = diagnostic.finding.site.path.as_str();
        let key = match &diagnostic.finding.agency {
            _ if cases.contains_key(&(REPORT, path)) => (REPORT, path),
            Some(agency) if diagnostic.rule == "unreported-agency" => (UNREPORTED, agency.as_str()),
            _ => (PLAN, path),
        };
        cases.entry(key).or_default().push(diagnostic);
    }
    let [mut failures, mut skipped] = [0, 0];
    let mut page = String::new();
    for ((class, name), found) in &cases {
        let (failed, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found
            .iter()
            .partition(|diagnostic| diagnostic.severity == Severity::Error);
        let verdict = match (failed.first(), rest.first()) {
            (Some(first), _) => {
                failures += 1;
                failure(first, &failed, lang)
            }
            // Its time has not come.
            (None, Some(first)) if *class == UNREPORTED => {
                skipped += 1;
                let message = xml(&clean(first.finding.message.get(lang)));
                format!("      <skipped message=\"{message}\"/>\n")
            }
            _ => String::new(),
        };
        page.push_str(&format!(
            "    <testcase classname=\"{class}\" name=\"{}\">\n{verdict}{}    </testcase>\n",
            xml(&clean(name)),
            output(&rest, lang),
        ));
    }
    let excuses = excuses(findings);
    for (path, waived) in &excuses {
        skipped += 1;
        page.push_str(&excused_case(path, waived, lang));
    }
    let counts = format!(
        "tests=\"{}\" failures=\"{failures}\" errors=\"0\"",
        cases.len() + excuses.len()
    );
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <testsuites name=\"huibian\" {counts}>\n  \
         <testsuite name=\"check\" {counts} skipped=\"{skipped}\">\n{page}  \
         </testsuite>\n</testsuites>\n"
    )
}

/// What each report waives.
fn excuses<'f>(findings: &Findings<'f>) -> BTreeMap<&'f str, Vec<&'f Waived>> {
    let mut reports: BTreeMap<&str, Vec<&Waived>> = BTreeMap::new();
    for waived in findings.waived {
        let path = waived.diagnostic.finding.site.path.as_str();
        reports.entry(path).or_default().push(waived);
    }
    reports
}

/// The case of what a report waives: skipped, for the reasons it gives.
fn excused_case(path: &str, waived: &[&Waived], lang: Lang) -> String {
    let mut reasons: Vec<String> = waived.iter().map(|waived| waived.why(lang)).collect();
    reasons.dedup();
    let lines = waived.iter().map(|waived| {
        let said = excused(&waived.diagnostic, &waived.why(lang), lang);
        placed(&waived.diagnostic, &said, lang)
    });
    format!(
        "    <testcase classname=\"{WAIVED}\" name=\"{}\">\n      <skipped message=\"{}\"/>\n      \
         <system-out>{}</system-out>\n    </testcase>\n",
        xml(&clean(path)),
        xml(&clean(&reasons.join(match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        }))),
        xml(&lines.collect::<Vec<_>>().join("\n")),
    )
}

/// All that fails a case, in one element: many readers take only the first.
fn failure(first: &Diagnostic, failed: &[&Diagnostic], lang: Lang) -> String {
    let message = clean(first.finding.message.get(lang));
    let message = match (failed.len(), lang) {
        (1, _) => message,
        (count, Lang::Zh) => format!("共 {count} 处，第一处：{message}"),
        (count, Lang::En) => format!("{count} in all, the first: {message}"),
    };
    let lines: Vec<String> = failed.iter().map(|d| line(d, lang)).collect();
    format!(
        "      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
        first.rule,
        xml(&message),
        xml(&lines.join("\n")),
    )
}

/// What was found and fails nothing.
fn output(rest: &[&Diagnostic], lang: Lang) -> String {
    if rest.is_empty() {
        return String::new();
    }
    let lines: Vec<String> = rest.iter().map(|d| line(d, lang)).collect();
    format!(
        "      <system-out>{}</system-out>\n",
        xml(&lines.join("\n"))
    )
}

/// `path:line:column: error[rule]: …`, the remedy on a line of its own.
fn line(diagnostic: &Diagnostic, lang: Lang) -> String {
    placed(diagnostic, &said(diagnostic, lang, "\n"), lang)
}

fn placed(diagnostic: &Diagnostic, said: &str, lang: Lang) -> String {
    let site = &diagnostic.finding.site;
    format!(
        "{}:{}:{}: {}[{}]: {said}",
        clean(&site.path),
        site.place.line,
        site.place.column,
        diagnostic.severity.label().get(lang),
        diagnostic.rule,
    )
}

/// Cleaned text as XML text or a quoted attribute value.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
