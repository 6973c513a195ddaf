//! A GitLab Code Quality report.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Lang;

/// The diagnostics as a Code Quality report, ending in a newline. A finding's
/// fingerprint does not change when lines move.
pub fn gitlab(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let issues: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let finding = &diagnostic.finding;
            let message = finding.message.get(Lang::En);
            let key = format!("{}\n{}\n{message}", finding.site.path, diagnostic.rule);
            let nth = seen.entry(key.clone()).or_default();
            *nth += 1;
            json!({
                "description": format!("{} {}", finding.message.get(lang), finding.help.get(lang)),
                "check_name": diagnostic.rule,
                "fingerprint": format!("{:016x}", fnv1a(&format!("{key}\n{nth}"))),
                "severity": match diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Hint => "info",
                },
                "location": {
                    "path": finding.site.path,
                    "lines": { "begin": finding.site.place.line, "end": finding.site.place.end_line },
                },
            })
        })
        .collect();
    format!("{:#}\n", Value::Array(issues))
}

/// The 64-bit FNV-1a hash (draft-eastlake-fnv): the same on every machine and
/// in every version, as a fingerprint must be.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
