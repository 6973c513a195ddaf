//! The templates: those built in, and those of a folder laid over them.
//!
//! A template with `{# body #}` frames what is written between its two halves:
//! other templates, or the text of a report. The mark stands once, outside all
//! `{% %}` blocks.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{ErrorKind, Tera};

use super::escape;
use super::mould::shape::Shape;
use crate::text::{Lang, base64};

/// The mark at which a framing template is cut.
const BODY: &str = "{# body #}";

/// Each file of templates/ with its text.
macro_rules! embedded {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../../templates/", $name))),)*]
    };
}

/// The files that are built in.
const EMBEDDED: &[(&str, &str)] = embedded![
    "page.html",
    "style.css",
    "script.js",
    "opening.html",
    "attention.html",
    "undone.html",
    "submission.html",
    "items.html",
    "matrix.html",
    "row.html",
    "cell.html",
    "chapter.html",
    "item.html",
    "measure.html",
    "answer.html",
    "section.html",
    "appendix.html",
    "files.html",
    "file.html",
    "findings.html",
    "finding.html",
    "lead.html",
    "lead-item.html",
    "page.md",
    "opening.md",
    "attention.md",
    "undone.md",
    "submission.md",
    "items.md",
    "matrix.md",
    "row.md",
    "cell.md",
    "chapter.md",
    "item.md",
    "measure.md",
    "answer.md",
    "section.md",
    "appendix.md",
    "files.md",
    "file.md",
    "findings.md",
    "finding.md",
    "notice.html",
    "notice-return.html",
    "notice-reminder.html",
    "notice-circular.html",
    "notice.md",
    "notice-return.md",
    "notice-reminder.md",
    "notice-circular.md",
    "lead.md",
    "lead-item.md",
];

/// The templates that frame something.
const FRAMES: &[&str] = &[
    "page",
    "attention",
    "matrix",
    "row",
    "chapter",
    "item",
    "measure",
    "answer",
    "section",
    "appendix",
    "files",
    "findings",
    "lead",
    "lead-item",
];

/// The templates that are written most often: for every paper or oftener.
const CAST: &[&str] = &[
    "undone.html",
    "row.html",
    "cell.html",
    "answer.html",
    "file.html",
    "finding.html",
    "undone.md",
    "row.md",
    "cell.md",
    "answer.md",
    "file.md",
    "finding.md",
];

/// Templates ready to be rendered.
#[derive(Debug)]
pub struct Templates {
    pub(super) html: Tera,
    pub(super) markdown: Tera,
    /// Of those written so often that they are cast, what they ask; without those
    /// that cannot be.
    shapes: BTreeMap<&'static str, Shape>,
    /// style.css, no template: written into the page as it is.
    pub(super) style: Inline,
    /// script.js, likewise.
    pub(super) script: Inline,
    /// The language of failures.
    pub(super) lang: Lang,
}

/// What stands within the page, and the hash by which the page's content
/// security policy knows it (Content Security Policy Level 3, §2.3.1).
#[derive(Debug, Serialize)]
pub(super) struct Inline {
    text: String,
    hash: String,
}

impl Inline {
    fn new(text: &str) -> Self {
        Inline {
            text: text.to_owned(),
            hash: format!("sha256-{}", base64(&Sha256::digest(text))),
        }
    }
}

impl Templates {
    /// The names of the templates that are built in, each with its text.
    pub fn list() -> &'static [(&'static str, &'static str)] {
        EMBEDDED
    }

    /// The names in `overrides` that replace nothing and that none of the
    /// others includes: most likely misspelt.
    pub fn unused(overrides: &[(String, String)]) -> Vec<String> {
        let included = |name: &str| {
            let words = [format!("\"{name}\""), format!("'{name}'")];
            let mut texts = overrides.iter().map(|(_, text)| text);
            texts.any(|text| words.iter().any(|word| text.contains(word)))
        };
        let names = overrides.iter().map(|(name, _)| name);
        let is_known = |name: &String| EMBEDDED.iter().any(|(known, _)| known == name);
        names
            .filter(|name| !is_known(name) && !included(name))
            .cloned()
            .collect()
    }

    /// The built-in templates with those of a folder (name, text) laid over
    /// them; failures are told in `lang`. Files that end in none of .html, .md, .css and .js are left alone.
    ///
    /// # Errors
    /// A template that does not parse, or lacks its `{# body #}`: its name and
    /// the place.
    pub fn new(overrides: &[(String, String)], lang: Lang) -> Result<Self> {
        let mut all: BTreeMap<&str, &str> = EMBEDDED.iter().copied().collect();
        all.extend(
            overrides
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        );
        let mut html = Tera::default();
        html.set_escape_fn(escape::html);
        html.autoescape_on([".html"]);
        let mut markdown = Tera::default();
        markdown.set_escape_fn(escape::markdown);
        markdown.autoescape_on([".md"]);
        html.add_raw_templates(halves(&all, ".html", lang)?)
            .map_err(|error| misread(&all, error, lang))?;
        markdown
            .add_raw_templates(halves(&all, ".md", lang)?)
            .map_err(|error| misread(&all, error, lang))?;
        // A browser reads CRLF as LF before it hashes.
        let inline = |name| Inline::new(&all.get(name).unwrap_or(&"").replace("\r\n", "\n"));
        Ok(Templates {
            html,
            markdown,
            shapes: CAST
                .iter()
                .filter_map(|&name| Some((name, Shape::new(all.get(name)?)?)))
                .collect(),
            style: inline("style.css"),
            script: inline("script.js"),
            lang,
        })
    }

    /// What template `name` asks, where it can be cast.
    pub(super) fn shape(&self, name: &str) -> Option<&Shape> {
        self.shapes.get(name)
    }

    /// Whether template `name` is cut in two.
    pub(super) fn frames(name: &str) -> bool {
        FRAMES.contains(&name)
    }
}

/// The templates with that ending, framing ones cut in two.
fn halves(all: &BTreeMap<&str, &str>, ending: &str, lang: Lang) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for (name, text) in all {
        let Some(stem) = name.strip_suffix(ending) else {
            continue;
        };
        if !FRAMES.contains(&stem) {
            found.push(((*name).to_owned(), (*text).to_owned()));
            continue;
        }
        let Some((before, after)) = text
            .split_once(BODY)
            .filter(|(_, after)| !after.contains(BODY))
        else {
            match lang {
                Lang::Zh => bail!("{name}: 要有且只有一处 {BODY}"),
                Lang::En => bail!("{name}: needs exactly one {BODY}"),
            }
        };
        found.push(((*name).to_owned(), before.to_owned()));
        found.push((format!("{stem}.end{ending}"), blank(before) + after));
    }
    Ok(found)
}

/// Why the engine could not read one of `all`: where the whole is sound, its mark stands
/// within a tag's reach.
fn misread(all: &BTreeMap<&str, &str>, error: tera::Error, lang: Lang) -> anyhow::Error {
    let error = failure(error, lang);
    let told = error.to_string();
    let name = told.split(':').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let whole = all.get(name).filter(|_| FRAMES.contains(&stem));
    let is_sound = |text: &&str| Tera::default().add_raw_template(name, text).is_ok();
    match (whole.is_some_and(is_sound), lang) {
        (false, _) => error,
        (true, Lang::Zh) => anyhow!("{name}: {BODY} 要在 {{% %}} 之外"),
        (true, Lang::En) => anyhow!("{name}: {BODY} must stand outside of any {{% %}}"),
    }
}

/// A comment as long as `before` and the mark, so that what follows keeps its place in
/// the file.
fn blank(before: &str) -> String {
    let (lines, last) = match before.rsplit_once('\n') {
        Some((above, last)) => (above.matches('\n').count() + 1, last),
        None => (0, before),
    };
    let open = if lines == 0 { "{#".len() } else { 0 };
    let width = last.chars().count() + BODY.len() - open - "#}".len();
    format!("{{#{}{}#}}", "\n".repeat(lines), " ".repeat(width))
}

/// The template engine's error in one line: file, place, what is wrong. What
/// people most often mistype, a variable, is said in `lang`.
pub(super) fn failure(error: tera::Error, lang: Lang) -> anyhow::Error {
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let file = report.filename();
            let place = format!("{file}:{}:{}", span.start_line, span.start_col + 1);
            (place, report.message().to_string())
        }
        ErrorKind::Io(kind) => return std::io::Error::from(*kind).into(),
        other => drawn(&other.to_string()),
    };
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let unknown = message.split_once("` is not defined. Available ");
    let words = match (unknown, lang) {
        (Some((name, known)), Lang::Zh) => {
            let name = name.split('`').next_back().unwrap_or_default();
            let known = known.split_once(": ").map_or(known, |(_, names)| names);
            format!("没有 {name}，这里能用的有：{known}")
        }
        _ => message,
    };
    anyhow!("{}: {words}", place.replace(".end.", "."))
}

/// The place and the message of an error that the engine tells only as a
/// drawing: `error: Unknown filter --> row.html:1:20 | …`.
fn drawn(picture: &str) -> (String, String) {
    let picture = picture.trim_start_matches("error: ");
    match picture.split_once("-->") {
        Some((message, place)) => {
            let place = place.split_whitespace().next().unwrap_or_default();
            (place.to_owned(), message.to_owned())
        }
        None => ("templates".to_owned(), picture.to_owned()),
    }
}
