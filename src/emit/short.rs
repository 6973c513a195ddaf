//! One line a finding, for grep: `path:line:column: 错误[缺项]: …`.

use super::human::heading;
use super::terminal::{Look, clean, severity_style};
use crate::diagnostic::{Diagnostic, Severity};

/// The diagnostics, a line each; hints only where `hints`.
pub fn short(diagnostics: &[Diagnostic], look: &Look, hints: bool) -> String {
    let shown = diagnostics
        .iter()
        .filter(|diagnostic| hints || diagnostic.severity != Severity::Hint);
    shown.map(|diagnostic| line(diagnostic, look)).collect()
}

fn line(diagnostic: &Diagnostic, look: &Look) -> String {
    let finding = &diagnostic.finding;
    let place = finding.site.place;
    let style = severity_style(diagnostic.severity);
    format!(
        "{}:{}:{}: {}: {}\n",
        clean(&finding.site.path),
        place.line,
        place.column,
        look.paint(style, &heading(diagnostic, look.lang)),
        look.say(&finding.message),
    )
}
