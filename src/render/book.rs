//! The order in which the volume is written, the same for HTML and Markdown.

mod cast;
pub mod lead;

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use serde::Serialize;
use tera::{Context, Tera};

use cast::Casts;

use super::templates::failure;
use super::variables::variables;
use super::{Templates, escape};
use crate::report::body::{Fragment, Prints};
use crate::volume::By;
use crate::volume::Volume;
use crate::volume::answer::{Block, Place};
use crate::volume::appendix::{finding, listed};
use crate::volume::chapter::{Chapter, Section};
use crate::volume::grid::Row;
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

/// The volume on its way to a writer.
struct Book<'a, W> {
    volume: &'a Volume<'a>,
    templates: &'a Templates,
    tera: &'a Tera,
    flavour: Flavour,
    out: &'a mut W,
    chars: usize,
    casts: Casts,
}

/// Writes the volume and returns the characters of reports written.
///
/// # Errors
/// When a template or the writer fails.
pub fn write<W: Write>(
    volume: &Volume,
    templates: &Templates,
    flavour: Flavour,
    out: &mut W,
) -> Result<usize> {
    let mut book = Book::new(volume, templates, flavour, out);
    book.page()?;
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
            casts: Casts::default(),
        }
    }

    fn page(&mut self) -> Result<()> {
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
        self.attention()?;
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
            self.row(row)?;
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

    fn attention(&mut self) -> Result<()> {
        let attention = &self.volume.attention;
        let context = titled(self.volume, "attention", attention)?;
        self.render("attention", &context)?;
        let points = attention.undone.iter();
        for point in points.filter_map(|undone| undone.point(self.volume)) {
            self.cast("undone", &point, |_| Ok(()))?;
        }
        self.close("attention", &context)
    }

    fn row(&mut self, row: &Row) -> Result<()> {
        self.cast("row", row, |book| {
            row.owned()
                .try_for_each(|cell| book.cast("cell", &cell, |_| Ok(())))
        })
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
        self.cast("answer", &answer, |book| {
            book.pieces(block.unit, &block.pieces)
        })
    }

    /// The file of template `name`.
    fn file(&self, name: &str) -> String {
        [name, ".", self.flavour.ending()].concat()
    }

    fn text(&self, name: &str, context: &Context) -> Result<String> {
        self.tera
            .render(&self.file(name), context)
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
            self.cast("file", file, |_| Ok(()))?;
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
            self.cast("finding", &finding(diagnostic, slug), |_| Ok(()))?;
        }
        self.close("findings", &context)?;
        self.close("appendix", &context)
    }

    /// Writes pieces raw: they are safe as the report's module made them.
    fn pieces(&mut self, unit: usize, pieces: &[u32]) -> Result<()> {
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
        self.tera
            .render_to(&self.file(name), context, &mut *self.out)
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
