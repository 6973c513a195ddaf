//! The volume as HTML, Markdown, JSON and a ledger, and the letters. This module and its files
//! are the only home of the template engine. Small templates, one a section,
//! are rendered to the writer; what reports say is written raw between them
//! and never passes through a template.

pub mod book;
pub mod escape;
pub mod json;
pub mod ledger;
pub mod letter;
mod mould;
pub mod templates;
mod variables;

use std::io::Write;

use anyhow::Result;

pub use json::json;
pub use ledger::ledger;
pub use letter::letter;
pub use templates::Templates;

use crate::volume::Volume;
use crate::volume::lead::Lead;
use book::Flavour;

/// Writes the volume as one self-contained page and returns how many characters
/// of reports stand in it, blanks not counted: as many as [`Volume::due`]
/// when every piece is printed once.
///
/// # Errors
/// When a template fails (file, line and variable are named) or `out` does.
pub fn html(volume: &Volume, templates: &Templates, out: &mut impl Write) -> Result<usize> {
    book::write(volume, templates, Flavour::Html, out)
}

/// Writes the volume as Markdown and returns how many characters of reports
/// stand in it, blanks not counted.
///
/// # Errors
/// When a template fails (file, line and variable are named) or `out` does.
pub fn markdown(volume: &Volume, templates: &Templates, out: &mut impl Write) -> Result<usize> {
    book::write(volume, templates, Flavour::Markdown, out)
}

/// Writes the working paper `lead` of `volume` as one self-contained page without
/// script.
///
/// # Errors
/// When a template fails (file, line and variable are named) or `out` does.
pub fn lead_html(
    lead: &Lead,
    volume: &Volume,
    templates: &Templates,
    out: &mut impl Write,
) -> Result<()> {
    book::lead::write(lead, volume, templates, Flavour::Html, out)
}

/// Writes the working paper `lead` of `volume` as Markdown.
///
/// # Errors
/// When a template fails (file, line and variable are named) or `out` does.
pub fn lead_markdown(
    lead: &Lead,
    volume: &Volume,
    templates: &Templates,
    out: &mut impl Write,
) -> Result<()> {
    book::lead::write(lead, volume, templates, Flavour::Markdown, out)
}
