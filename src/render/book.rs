//! The order in which the volume is written, the same for HTML and Markdown.

pub mod lead;

use std::collections::BTreeMap;
use std::io::Write;
use std::rc::Rc;

use anyhow::{Error, Result};
use serde::Serialize;
use tera::{Context, Tera};

use super::mould::{Frame, Frames, Kind, Mould, pattern};
use super::templates::failure;
use super::variables::variables;
use super::{Templates, escape};
use crate::report::body::{Fragment, Prints};
use crate::volume::By;
use crate::volume::Volume;
use crate::volume::answer::{Answer, Block, Place};
use crate::volume::appendix::{finding, listed};
use crate::volume::chapter::{Chapter, Section};
use crate::volume::item::{ItemPart, MeasurePart};
use crate::volume::unit::Who;

/// What is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// A page.
    Html,
    /// Markdown.
    Markdown,
}

impl Flavour {
    fn ending(self) -> &'static str {
        match self {
            Flavour::Html => "html",
            Flavour::Markdown => "md",
        }
    }

    fn engine(self, templates: &Templates) -> &Tera {
        match self {
            Flavour::Html => &templates.html,
            Flavour::Markdown => &templates.markdown,
        }
    }

    fn escape(self) -> fn(&str, &mut dyn Write) -> std::io::Result<()> {
        match self {
            Flavour::Html => escape::html,
            Flavour::Markdown => escape::markdown,
        }
    }

    fn of<'p>(self, prints: &'p Prints, fragment: &Fragment) -> &'p str {
        match self {
            Flavour::Html => prints.html(fragment),
            Flavour::Markdown => prints.markdown(fragment),
        }
    }
}

/// A volume with what is dearest to make ready for the templates, made once for both
/// flavours.
#[derive(Debug)]
pub struct View<'v> {
    volume: &'v Volume<'v>,
    attention: Context,
}

impl<'v> View<'v> {
    /// The view of `volume`.
    ///
    /// # Errors
    /// Never in practice: where a part of it is no data.
    pub fn new(volume: &'v Volume<'v>) -> Result<Self> {
        Ok(View {
            volume,
            attention: titled(volume, "attention", &volume.attention)?,
        })
    }
}

/// The volume on its way to a writer.
struct Book<'a, W> {
    volume: &'a Volume<'a>,
    templates: &'a Templates,
    tera: &'a Tera,
    flavour: Flavour,
    out: &'a mut W,
    chars: usize,
    /// Whether the answers can be cast.
    castable: bool,
    frames: Frames,
}

/// Writes the volume and returns the characters of reports written.
///
/// # Errors
/// When a template or the writer fails.
pub fn write<W: Write>(
    view: &View,
    templates: &Templates,
    flavour: Flavour,
    out: &mut W,
) -> Result<usize> {
    let mut book = Book::new(view.volume, templates, flavour, out);
    book.page(&view.attention)?;
    Ok(book.chars)
}

impl<'a, W: Write> Book<'a, W> {
    fn new(volume: &'a Volume, templates: &'a Templates, flavour: Flavour, out: &'a mut W) -> Self {
        Book {
            volume,
            templates,
            tera: flavour.engine(templates),
            flavour,
            out,
            chars: 0,
            castable: templates.is_castable(&format!("answer.{}", flavour.ending())),
            frames: Frames::new(),
        }
    }

    fn page(&mut self, attention: &Context) -> Result<()> {
        let volume = self.volume;
        let mut context = Context::new();
        context.insert("cover", &volume.cover);
        context.insert("contents", &volume.contents);
        context.insert("items", &volume.grid.items);
        if self.flavour == Flavour::Html {
            context.insert("style", &self.templates.style);
            context.insert("script", &self.templates.script);
            context.insert("agencies", &agencies(volume));
        }
        self.render("page", &context)?;
        context.insert("opening", &volume.opening);
        self.render("opening", &context)?;
        self.render("attention", attention)?;
        let submission = titled(volume, "submission", &volume.submission)?;
        self.render("submission", &submission)?;
        let mut items = Context::new();
        items.insert("title", title(volume, "items"));
        items.insert("items", &volume.grid.items);
        items.insert("total", &volume.grid.total);
        // By agency an item's own anchor still stands in its part of the plan.
        items.insert("notes", &volume.opening.notes);
        self.render("items", &items)?;
        items.insert("title", title(volume, "matrix"));
        self.render("matrix", &items)?;
        for row in &volume.grid.rows {
            self.render("row", &variables(row)?)?;
        }
        self.close("matrix", &items)?;
        match volume.inputs.by {
            By::Item => {
                self.items()?;
                self.chapters()?;
            }
            By::Agency => {
                self.chapters()?;
                self.items()?;
            }
        }
        self.appendix()?;
        self.close("page", &context)
    }

    fn items(&mut self) -> Result<()> {
        let volume = self.volume;
        let mut chapter = Context::new();
        chapter.insert("id", "answers");
        chapter.insert("title", title(volume, "answers"));
        chapter.insert("empty", &volume.items.is_empty());
        self.render("chapter", &chapter)?;
        for item in &volume.items {
            self.item(item)?;
        }
        self.close("chapter", &chapter)
    }

    fn item(&mut self, item: &ItemPart) -> Result<()> {
        let context = variables(item)?;
        self.render("item", &context)?;
        let whole = Place {
            item: &item.id,
            measure: None,
        };
        for measure in &item.measures {
            self.measure(measure, whole)?;
        }
        for answer in &item.answers {
            self.answer(answer, whole)?;
        }
        self.close("item", &context)
    }

    fn measure(&mut self, measure: &MeasurePart, item: Place) -> Result<()> {
        let context = variables(measure)?;
        self.render("measure", &context)?;
        let place = Place {
            measure: Some(&measure.anchor),
            ..item
        };
        for answer in &measure.answers {
            self.answer(answer, place)?;
        }
        self.close("measure", &context)
    }

    fn answer(&mut self, block: &Block, place: Place) -> Result<()> {
        let Some(answer) = block.answer(self.volume, place) else {
            return Ok(());
        };
        let frame = self.frame(block, &answer, place)?;
        let [before, behind] = &*frame;
        self.cast(before, &answer)?;
        self.pieces(block.unit, &block.pieces)?;
        self.cast(behind, &answer)
    }

    /// What stands before and behind `block`, in words `answer`: the template's two
    /// halves.
    fn frame(&mut self, block: &Block, answer: &Answer, place: Place) -> Result<Frame> {
        let whole = place.measure.is_none();
        let printed = !block.pieces.is_empty();
        let render = |answer: &Answer| {
            let mut context = variables(answer)?;
            context.insert("whole", &whole);
            context.insert("printed", &printed);
            context.insert("by_item", &self.volume.cover.by_item);
            Ok::<_, Error>([
                self.text("answer", &context)?,
                self.text("answer.end", &context)?,
            ])
        };
        if !self.castable {
            return Ok(Rc::new(render(answer)?.map(Mould::single)));
        }
        let kind = Kind::new(block, answer, whole);
        if let Some(frame) = self.frames.get(&kind) {
            return Ok(Rc::clone(frame));
        }
        let frame = Rc::new(render(&pattern(answer))?.map(|text| Mould::new(&text)));
        self.frames.insert(kind, Rc::clone(&frame));
        Ok(frame)
    }

    fn cast(&mut self, mould: &Mould, answer: &Answer) -> Result<()> {
        Ok(mould.cast(answer, self.flavour.escape(), self.out)?)
    }

    fn text(&self, name: &str, context: &Context) -> Result<String> {
        let name = [name, ".", self.flavour.ending()].concat();
        self.tera
            .render(&name, context)
            .map_err(|error| failure(error, self.templates.lang))
    }

    fn chapters(&mut self) -> Result<()> {
        for chapter in &self.volume.chapters {
            self.chapter(chapter)?;
        }
        Ok(())
    }

    fn chapter(&mut self, chapter: &Chapter) -> Result<()> {
        let context = variables(chapter)?;
        self.render("chapter", &context)?;
        for section in &chapter.sections {
            self.section(section)?;
        }
        self.close("chapter", &context)
    }

    fn section(&mut self, section: &Section) -> Result<()> {
        let context = variables(section)?;
        self.render("section", &context)?;
        self.pieces(section.unit, &section.pieces)?;
        self.close("section", &context)
    }

    fn appendix(&mut self) -> Result<()> {
        let volume = self.volume;
        let mut context = Context::new();
        context.insert("title", title(volume, "appendix"));
        context.insert("total", &volume.appendix.total);
        context.insert("ignored", &volume.appendix.ignored);
        context.insert("severities", &volume.appendix.severities);
        context.insert("more", &volume.appendix.more);
        context.insert("waived", &volume.appendix.waived);
        context.insert("rulings", &volume.appendix.rulings);
        context.insert("notes", &volume.opening.notes);
        self.render("appendix", &context)?;
        self.render("files", &context)?;
        for file in &volume.appendix.files {
            self.render("file", &variables(file)?)?;
        }
        self.close("files", &context)?;
        self.render("findings", &context)?;
        let rows = volume.grid.rows.iter();
        let slugs: BTreeMap<&str, &str> = rows
            .map(|row| (row.name.as_str(), row.slug.as_str()))
            .collect();
        for diagnostic in listed(&volume.inputs) {
            let name = diagnostic.agency.as_deref().unwrap_or_default();
            let slug = slugs.get(name).copied().unwrap_or_default();
            self.render("finding", &variables(&finding(diagnostic, slug))?)?;
        }
        self.close("findings", &context)?;
        self.close("appendix", &context)
    }

    /// Writes pieces raw: they are safe as the report's module made them.
    fn pieces(&mut self, unit: usize, pieces: &[usize]) -> Result<()> {
        let Some(body) = self.volume.body(unit) else {
            return Ok(());
        };
        for (count, piece) in body.chosen(pieces).enumerate() {
            let text = self.flavour.of(&body.prints, &piece.fragment);
            if count > 0 && self.flavour == Flavour::Markdown {
                self.out.write_all(between(text).as_bytes())?;
            }
            self.out.write_all(text.as_bytes())?;
            self.chars += piece.fragment.chars;
        }
        Ok(())
    }

    fn render(&mut self, name: &str, context: &Context) -> Result<()> {
        let name = [name, ".", self.flavour.ending()].concat();
        self.tera
            .render_to(&name, context, &mut *self.out)
            .map_err(|error| failure(error, self.templates.lang))
    }

    fn close(&mut self, name: &str, context: &Context) -> Result<()> {
        self.render(&format!("{name}.end"), context)
    }
}

/// The fields of the chapter `data`, and its title.
fn titled(volume: &Volume, id: &str, data: &impl Serialize) -> Result<Context> {
    let mut context = variables(data)?;
    context.insert("title", title(volume, id));
    Ok(context)
}

fn title<'v>(volume: &'v Volume, id: &str) -> &'v str {
    let entry = volume.contents.iter().find(|entry| entry.id == id);
    entry.map_or("", |entry| &entry.title)
}

/// What parts two pieces of Markdown: a list that followed a list would run on
/// in it, an empty comment ends it.
fn between(next: &str) -> &'static str {
    if next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '*' | '+')) {
        "\n<!-- -->\n\n"
    } else {
        "\n"
    }
}

/// Everybody who has a row in the matrix.
fn agencies(volume: &Volume) -> Vec<Who> {
    let rows = volume.grid.rows.iter();
    rows.map(|row| Who {
        name: row.name.clone(),
        slug: row.slug.clone(),
    })
    .collect()
}
