//! A diagnostic as every JSON document has it: documented in the README, every
//! key always present, null when there is none.

use serde::Serialize;

use super::{Diagnostic, Site, Waived};
use crate::text::Lang;

/// One element of `diagnostics`.
#[derive(Debug, Serialize)]
pub struct Record<'a> {
    rule: &'a str,
    severity: &'static str,
    #[serde(flatten)]
    at: At<'a>,
    agency: Option<&'a str>,
    item: Option<u32>,
    measure: Option<&'a str>,
    message: &'a str,
    help: &'a str,
    related: Vec<Related<'a>>,
}

/// One element of `waived`: what was found, and why it may stand.
#[derive(Debug, Serialize)]
pub struct WaivedRecord<'a> {
    #[serde(flatten)]
    found: Record<'a>,
    reason: &'a str,
    by: Option<&'a str>,
}

impl<'a> WaivedRecord<'a> {
    /// The record of `waived`, its texts in `lang`.
    pub fn new(waived: &'a Waived, lang: Lang) -> Self {
        WaivedRecord {
            found: Record::new(&waived.diagnostic, lang),
            reason: &waived.reason,
            by: waived.by.as_deref(),
        }
    }
}

#[derive(Debug, Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    at: At<'a>,
    message: &'a str,
}

/// A place in a file.
#[derive(Debug, Serialize)]
pub struct At<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> From<&'a Site> for At<'a> {
    fn from(site: &'a Site) -> Self {
        At {
            path: &site.path,
            line: site.place.line,
            column: site.place.column,
            end_line: site.place.end_line,
            end_column: site.place.end_column,
        }
    }
}

impl<'a> Record<'a> {
    /// The record of `diagnostic`, its texts in `lang`.
    pub fn new(diagnostic: &'a Diagnostic, lang: Lang) -> Self {
        let finding = &diagnostic.finding;
        let related = finding.notes.iter().filter_map(|note| {
            Some(Related {
                at: At::from(note.site.as_ref()?),
                message: note.text.get(lang),
            })
        });
        Record {
            rule: diagnostic.rule,
            severity: diagnostic.severity.name(),
            at: At::from(&finding.site),
            agency: diagnostic.agency.as_deref(),
            item: finding.item,
            measure: finding.measure.as_deref(),
            message: finding.message.get(lang),
            help: finding.help.get(lang),
            related: related.collect(),
        }
    }
}
