//! The templates: those built in, and those of a folder laid over them.
//!
//! A template with `{# body #}` frames what is written between its two halves:
//! other templates, or the text of a report. The mark stands once, outside all
//! `{% %}` blocks.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, bail};
use tera::{ErrorKind, Tera};

use super::escape;

/// The mark at which a framing template is cut.
const BODY: &str = "{# body #}";

/// The templates that are built in.
const EMBEDDED: &[(&str, &str)] = &[
    ("page.html", include_str!("../../templates/page.html")),
    ("style.css", include_str!("../../templates/style.css")),
    ("opening.html", include_str!("../../templates/opening.html")),
    (
        "attention.html",
        include_str!("../../templates/attention.html"),
    ),
    (
        "submission.html",
        include_str!("../../templates/submission.html"),
    ),
    ("items.html", include_str!("../../templates/items.html")),
    ("matrix.html", include_str!("../../templates/matrix.html")),
    ("row.html", include_str!("../../templates/row.html")),
    ("chapter.html", include_str!("../../templates/chapter.html")),
    ("item.html", include_str!("../../templates/item.html")),
    ("measure.html", include_str!("../../templates/measure.html")),
    ("answer.html", include_str!("../../templates/answer.html")),
    ("section.html", include_str!("../../templates/section.html")),
    (
        "appendix.html",
        include_str!("../../templates/appendix.html"),
    ),
    ("files.html", include_str!("../../templates/files.html")),
    ("file.html", include_str!("../../templates/file.html")),
    (
        "findings.html",
        include_str!("../../templates/findings.html"),
    ),
    ("finding.html", include_str!("../../templates/finding.html")),
    ("page.md", include_str!("../../templates/page.md")),
    ("opening.md", include_str!("../../templates/opening.md")),
    ("attention.md", include_str!("../../templates/attention.md")),
    (
        "submission.md",
        include_str!("../../templates/submission.md"),
    ),
    ("items.md", include_str!("../../templates/items.md")),
    ("matrix.md", include_str!("../../templates/matrix.md")),
    ("row.md", include_str!("../../templates/row.md")),
    ("chapter.md", include_str!("../../templates/chapter.md")),
    ("item.md", include_str!("../../templates/item.md")),
    ("measure.md", include_str!("../../templates/measure.md")),
    ("answer.md", include_str!("../../templates/answer.md")),
    ("section.md", include_str!("../../templates/section.md")),
    ("appendix.md", include_str!("../../templates/appendix.md")),
    ("files.md", include_str!("../../templates/files.md")),
    ("file.md", include_str!("../../templates/file.md")),
    ("findings.md", include_str!("../../templates/findings.md")),
    ("finding.md", include_str!("../../templates/finding.md")),
];

/// The templates that frame something.
const FRAMES: &[&str] = &[
    "page", "matrix", "chapter", "item", "measure", "answer", "section", "appendix", "files",
    "findings",
];

/// Templates ready to be rendered.
#[derive(Debug)]
pub struct Templates {
    pub(super) html: Tera,
    pub(super) markdown: Tera,
}

impl Templates {
    /// The templates that are built in.
    ///
    /// # Errors
    /// Never in a sound build: a template that does not parse.
    pub fn embedded() -> Result<Self> {
        Self::with(&[])
    }

    /// The names of the templates that are built in, each with its text.
    pub fn list() -> &'static [(&'static str, &'static str)] {
        EMBEDDED
    }

    /// The templates with those of a folder (name, text) laid over them. Files
    /// that end in neither .html nor .md nor .css are left alone.
    ///
    /// # Errors
    /// A template that does not parse, or lacks its `{# body #}`: its name and
    /// the place.
    pub fn with(overrides: &[(String, String)]) -> Result<Self> {
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
        html.add_raw_templates(halves(&all, &[".html", ".css"])?)
            .map_err(failure)?;
        markdown
            .add_raw_templates(halves(&all, &[".md"])?)
            .map_err(failure)?;
        Ok(Templates { html, markdown })
    }
}

/// The templates with one of those endings, framing ones cut in two.
fn halves(all: &BTreeMap<&str, &str>, endings: &[&str]) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    for (name, text) in all {
        let Some(ending) = endings.iter().find(|ending| name.ends_with(**ending)) else {
            continue;
        };
        let stem = name.trim_end_matches(ending);
        if !FRAMES.contains(&stem) {
            found.push(((*name).to_owned(), (*text).to_owned()));
            continue;
        }
        let Some((before, after)) = text
            .split_once(BODY)
            .filter(|(_, after)| !after.contains(BODY))
        else {
            bail!("模板 {name}：要有且只有一处 {BODY} · template {name}: needs exactly one {BODY}");
        };
        // An empty comment keeps the line numbers of the file.
        let lines = "\n".repeat(before.matches('\n').count());
        found.push(((*name).to_owned(), before.to_owned()));
        found.push((
            format!("{stem}.end{ending}"),
            format!("{{#{lines}#}}{after}"),
        ));
    }
    Ok(found)
}

/// The template engine's error in one line: file, place, what is wrong.
pub(super) fn failure(error: tera::Error) -> anyhow::Error {
    let words = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let file = report.filename().replace(".end.", ".");
            let (line, column) = (span.start_line, span.start_col + 1);
            format!("{file}:{line}:{column}: {}", report.message())
        }
        ErrorKind::Io(kind) => return std::io::Error::from(*kind).into(),
        other => other.to_string(),
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    anyhow!("模板 · template {words}")
}
