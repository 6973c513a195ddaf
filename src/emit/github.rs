//! GitHub Actions workflow commands, one annotation a finding.

use super::said;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Lang;

/// The diagnostics as workflow commands, a line each.
pub fn github(diagnostics: &[Diagnostic], lang: Lang) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| command(diagnostic, lang))
        .collect()
}

fn command(diagnostic: &Diagnostic, lang: Lang) -> String {
    let finding = &diagnostic.finding;
    let place = finding.site.place;
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    // Columns are only taken where the finding is on one line.
    let columns = if place.line == place.end_line && place.end_column > place.column {
        format!(",col={},endColumn={}", place.column, place.end_column)
    } else {
        String::new()
    };
    format!(
        "::{level} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&finding.site.path),
        place.line,
        place.last_line(),
        property(diagnostic.rule),
        data(&said(diagnostic, lang, "\n")),
    )
}

/// A message: `%` and line ends would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property: `:` and `,` would end it too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
