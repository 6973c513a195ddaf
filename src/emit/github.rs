//! GitHub Actions workflow commands, one annotation a finding.

use super::terminal::clean;
use super::{excused, said};
use crate::diagnostic::{Diagnostic, Severity, Waived};
use crate::text::Lang;

/// The diagnostics as workflow commands, a line each; after them what the
/// papers waive, as notices with the reason.
pub fn github(diagnostics: &[Diagnostic], waived: &[Waived], lang: Lang) -> String {
    let found = diagnostics.iter().map(|found| command(found, None, lang));
    let waived = waived
        .iter()
        .map(|waived| command(&waived.diagnostic, Some(&waived.why(lang)), lang));
    found.chain(waived).collect()
}

fn command(diagnostic: &Diagnostic, reason: Option<&str>, lang: Lang) -> String {
    let finding = &diagnostic.finding;
    let place = finding.site.place;
    let level = match diagnostic.severity {
        _ if reason.is_some() => "notice",
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
    let told = match reason {
        None => said(diagnostic, lang, "\n"),
        Some(reason) => excused(diagnostic, reason, lang),
    };
    format!(
        "::{level} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&finding.site.path),
        place.line,
        place.last_line(),
        property(diagnostic.rule),
        data(&told),
    )
}

/// A message: `%` and line ends would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property: `:` and `,` would end it too. A log is read at a terminal.
fn property(text: &str) -> String {
    data(&clean(text)).replace(':', "%3A").replace(',', "%2C")
}
