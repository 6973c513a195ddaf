//! A letter through its template, as a page or as Markdown.

use anyhow::Result;
use tera::Context;

use super::Templates;
use super::book::Flavour;
use super::templates::failure;
use crate::notice::Letter;

/// The letter in that form.
///
/// # Errors
/// When its template fails: file, line and variable are named.
pub fn letter(letter: &Letter, templates: &Templates, flavour: Flavour) -> Result<String> {
    let told = |error| failure(error, templates.lang);
    let context = Context::from_serialize(letter).map_err(told)?;
    let (tera, ending) = match flavour {
        Flavour::Html => (&templates.html, "html"),
        Flavour::Markdown => (&templates.markdown, "md"),
    };
    let name = format!("{}.{ending}", letter.kind.template());
    let mut page = tera.render(&name, &context).map_err(told)?;
    // An included template ends where its last line does.
    page.truncate(page.trim_end().len());
    page.push('\n');
    Ok(page)
}
