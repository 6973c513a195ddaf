//! What is said of a finding that has no sentence of its own: the office made an
//! error of it.

use super::{places, plainly, quote};
use crate::check::find;
use crate::diagnostic::Diagnostic;

/// How a help begins that can stand after 请.
const ASKED: &[&str] = &[
    "写明",
    "写成",
    "改成",
    "换成",
    "补上",
    "补一",
    "删掉",
    "去掉",
    "加一",
    "在",
    "把",
    "接着",
    "核对",
    "与办公室",
];

/// What is wrong and what to do, from the finding's own words, as far as those are
/// for people.
pub(super) fn sentence(findings: &[&Diagnostic]) -> String {
    let Some(first) = findings.first() else {
        return String::new();
    };
    let wrong = match findings.len() {
        1 => plainly(&first.finding.message.zh),
        _ => None,
    };
    let summary = || find(first.rule).and_then(|rule| plainly(rule.summary.zh));
    let wrong = wrong.or_else(summary);
    let wrong = wrong.unwrap_or_else(|| "有不合要求的地方".to_owned());
    let wrong = wrong.trim_end_matches("，请核对");
    // What is absent stands nowhere.
    let absent = wrong.starts_with("没有") || wrong.starts_with("全文没有");
    let shown = places(findings, quote::sentence).filter(|_| !absent);
    let shown = shown.map_or(String::new(), |shown| format!("（见{shown}）"));
    let help = plainly(&first.finding.help.zh).filter(|_| findings.len() == 1);
    let request = match help {
        Some(help) if help.starts_with('请') => help,
        Some(help) if ASKED.iter().any(|word| help.starts_with(word)) => format!("请{help}"),
        _ => "请核对修改".to_owned(),
    };
    format!("{wrong}{shown}。{request}。")
}
