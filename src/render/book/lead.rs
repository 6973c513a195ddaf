//! The working paper of whoever writes an item's paragraph.

use std::io::Write;

use anyhow::Result;

use super::{Book, Flavour};
use crate::render::Templates;
use crate::render::variables::variables;
use crate::volume::Volume;
use crate::volume::item::Block;
use crate::volume::lead::{Alike, Lead, LeadItem};
use crate::volume::route::PieceAt;

/// Writes `lead`, a selection of `volume`.
///
/// # Errors
/// When a template or the writer fails.
pub fn write<W: Write>(
    lead: &Lead,
    volume: &Volume,
    templates: &Templates,
    flavour: Flavour,
    out: &mut W,
) -> Result<()> {
    let mut book = Book::new(volume, templates, flavour, out);
    let mut context = variables(lead)?;
    if flavour == Flavour::Html {
        context.insert("style", &templates.style);
    }
    book.render("lead", &context)?;
    for item in &lead.items {
        book.lead_item(item)?;
    }
    book.close("lead", &context)
}

impl<W: Write> Book<'_, W> {
    fn lead_item(&mut self, item: &LeadItem) -> Result<()> {
        let context = variables(item)?;
        self.render("lead-item", &context)?;
        for measure in &item.measures {
            let context = variables(measure)?;
            self.render("measure", &context)?;
            for answer in &measure.answers {
                self.lead_answer(answer, false, &item.alike)?;
            }
            self.close("measure", &context)?;
        }
        for answer in &item.answers {
            self.lead_answer(answer, true, &item.alike)?;
        }
        self.close("lead-item", &context)
    }

    fn lead_answer(&mut self, answer: &Block, whole: bool, alike: &[Alike]) -> Result<()> {
        let frame = self.frame(answer, whole)?;
        let [before, behind] = &*frame;
        self.cast(before, answer)?;
        match self.flavour {
            Flavour::Markdown => self.pieces(&answer.pieces)?,
            Flavour::Html => self.marked(&answer.pieces, alike)?,
        }
        self.cast(behind, answer)
    }

    /// Writes pieces with what others wrote alike marked.
    fn marked(&mut self, pieces: &[PieceAt], alike: &[Alike]) -> Result<()> {
        for &(digest, index) in pieces {
            let body = self.volume.inputs.bodies.get(digest);
            let body = body.and_then(Option::as_ref);
            let Some(piece) = body.and_then(|body| body.pieces.get(index)) else {
                continue;
            };
            let html = mark(&piece.fragment.html, alike);
            self.out.write_all(html.as_bytes())?;
            self.chars += piece.fragment.chars;
        }
        Ok(())
    }
}

/// `html` with those sentences marked that stand in it as they are, outside of
/// any tag; what has marks of its own within is only listed.
fn mark(html: &str, alike: &[Alike]) -> String {
    let mut marked = html.to_owned();
    for Alike { sentence, .. } in alike {
        if sentence.contains(['<', '>', '&', '"']) {
            continue;
        }
        let Some((before, after)) = marked.split_once(sentence.as_str()) else {
            continue;
        };
        // An address or the words of a picture stand within a tag.
        let in_text = before.rfind('>') >= before.rfind('<');
        let nested = before.matches("<mark").count() > before.matches("</mark").count();
        if in_text && !nested {
            marked = format!("{before}<mark>{sentence}</mark>{after}");
        }
    }
    marked
}
