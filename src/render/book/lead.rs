//! The working paper of whoever writes an item's paragraph.

use std::io::Write;

use anyhow::Result;

use super::{Book, Flavour};
use crate::render::Templates;
use crate::render::variables::variables;
use crate::volume::Volume;
use crate::volume::answer::{Block, Place};
use crate::volume::lead::{Alike, Lead, LeadItem};

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
        let whole = Place {
            item: &item.id,
            measure: None,
        };
        for measure in &item.measures {
            let context = variables(measure)?;
            self.render("measure", &context)?;
            let place = Place {
                measure: Some(&measure.anchor),
                ..whole
            };
            for block in &measure.answers {
                self.lead_answer(block, place, &item.alike)?;
            }
            self.close("measure", &context)?;
        }
        for block in &item.answers {
            self.lead_answer(block, whole, &item.alike)?;
        }
        self.close("lead-item", &context)
    }

    fn lead_answer(&mut self, block: &Block, place: Place, alike: &[Alike]) -> Result<()> {
        let Some(mut answer) = block.answer(self.volume, place) else {
            return Ok(());
        };
        // Its agency has no chapter here to lead to.
        let [all, place, hyphen, slug] = answer.id;
        answer.href = ["#", all, place, hyphen, slug];
        self.cast("answer", &answer, |book| match book.flavour {
            Flavour::Markdown => book.pieces(block.unit, &block.pieces),
            Flavour::Html => book.marked(block, alike),
        })
    }

    /// Writes the pieces of `block` with what others wrote alike marked.
    fn marked(&mut self, block: &Block, alike: &[Alike]) -> Result<()> {
        let Some(body) = self.volume.body(block.unit) else {
            return Ok(());
        };
        for piece in body.chosen(&block.pieces) {
            let html = mark(body.prints.html(&piece.fragment), alike);
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
