//! One line of the outline: where a passage stands, what it is filed as, what
//! it states, why, and its first words.

use std::collections::BTreeMap;

use super::View;
use super::why;
use crate::check::safety::masked;
use crate::coverage::nearest::{Near, shared};
use crate::coverage::{Filing, How, MeasureAnswer};
use crate::emit::terminal::{cells, clean, fit, hang, pad, pad_left};
use crate::plan::{Item, Measure};
use crate::report::{Block, Status};
use crate::text::{Lang, Text, text};

/// What a line shows.
pub(super) struct Row<'r> {
    /// The line in the file, where there is one.
    pub line: Option<usize>,
    /// The measure's id, or nothing.
    pub id: &'r str,
    /// The status stated.
    pub status: Option<Status>,
    /// Why it stands here.
    pub why: Text,
    /// The words.
    pub text: &'r str,
}

impl Row<'_> {
    /// The line drawn.
    pub(super) fn draw(&self, view: &View) -> String {
        let look = view.look;
        let status = match (self.status, look.lang) {
            (None, _) => "",
            (Some(status), Lang::Zh) => status.chinese(),
            (Some(status), Lang::En) => status.name(),
        };
        let number = self.line.map(|line| line.to_string()).unwrap_or_default();
        let (wide, reason) = columns(look.lang);
        let head = format!(
            "{}{}{}",
            lead(&number, self.id),
            pad(status, wide),
            pad(&look.say(&self.why), reason),
        );
        let room = look.width.saturating_sub(cells(&head));
        let text = one_line(self.text);
        format!("{}\n", format!("{head}{}", fit(&text, room)).trim_end())
    }
}

/// The first columns: the line and the id.
pub(super) fn lead(line: &str, id: &str) -> String {
    format!("  {}  {}", pad_left(line, 4), pad(id, 6))
}

/// The widths of the status and of the reason.
fn columns(lang: Lang) -> (usize, usize) {
    match lang {
        Lang::Zh => (9, 14),
        Lang::En => (15, 16),
    }
}

/// `text` as it stands in one line of a page, no number of a person in it.
pub(super) fn one_line(text: &str) -> String {
    clean(&masked(text.trim()).replace('\n', " "))
}

/// A passage that answers nothing: its words, with no room left for a reason
/// unless there is one.
pub(super) fn plain(view: &View, at: usize) -> String {
    let unknown = view.coverage.unknown_measures.binary_search(&at).is_ok();
    let row = row(view, at, None, None, text("计划没有此号", "no such id"));
    if unknown {
        return row.draw(view);
    }
    let number = row.line.map(|line| line.to_string()).unwrap_or_default();
    let head = lead(&number, "");
    let room = view.look.width.saturating_sub(cells(&head));
    let words = one_line(row.text);
    format!("{}\n", format!("{head}{}", fit(&words, room)).trim_end())
}

/// The lines of an item: what was filed there and what answers it from
/// elsewhere, in document order; then what the front matter declares.
pub(super) fn rows(view: &View, item: &Item) -> String {
    let answer = view.answer(item.number);
    let measures = answer.map_or(&[][..], |answer| &answer.measures);
    let mut told: BTreeMap<usize, Vec<&MeasureAnswer>> = BTreeMap::new();
    for measure in measures {
        if let Some(at) = measure.passage {
            told.entry(at).or_default().push(measure);
        }
    }
    let mut page = String::new();
    for (at, filing) in view.coverage.filing.iter().enumerate() {
        // The header of a table says nothing of its own.
        let passage = view.paper.report.passages.get(at);
        if passage.is_some_and(|passage| passage.block == Block::TableHead) {
            continue;
        }
        let of = told.get(&at).map_or(&[][..], Vec::as_slice);
        for answer in of {
            page.push_str(&measure(view, item, at, answer));
        }
        let filed = match filing {
            Filing::Item(number) => (*number == item.number).then_some(None),
            Filing::Measure(number, index) => (*number == item.number).then_some(Some(*index)),
            _ => None,
        };
        let begins = answer.is_some_and(|answer| answer.passage == Some(at));
        if of.is_empty() && (filed.is_some() || begins) {
            let measure = filed.flatten().and_then(|index| nth(item, index));
            let stated = passage.and_then(|passage| passage.entry.as_ref()?.status());
            // A heading or a paragraph may decline the item without a status word.
            let declined = answer.filter(|answer| begins && answer.how == How::Declined);
            let status = stated.or(declined.and_then(|answer| answer.status));
            let why = why::why(view, item.number, measure, at, false);
            page.push_str(&row(view, at, measure, status, why).draw(view));
        }
    }
    for declared in measures.iter().filter(|measure| measure.passage.is_none()) {
        page.push_str(&in_header(view, nth(item, declared.measure)));
    }
    if answer.is_some_and(|answer| answer.passage.is_none()) {
        page.push_str(&in_header(view, None));
    }
    page
}

/// The line of a measure; where likeness filed it, with the words that decided.
fn measure(view: &View, item: &Item, at: usize, answer: &MeasureAnswer) -> String {
    let Some(measure) = nth(item, answer.measure) else {
        return String::new();
    };
    let why = why::why(view, item.number, Some(measure), at, answer.inferred);
    let mut row = row(view, at, Some(measure), answer.status, why);
    if !answer.inferred {
        return row.draw(view);
    }
    if let Some(near) = view.said.likest(&measure.text, at) {
        let (line, words) = sentence(view, near);
        row.text = words;
        row.line = Some(line);
    }
    row.draw(view) + &decided(view, measure, row.text)
}

/// The line on which a sentence begins, and the sentence.
pub(super) fn sentence<'r>(view: &View<'r, '_>, near: Near) -> (usize, &'r str) {
    let Some(passage) = view.paper.report.passages.get(near.passage) else {
        return (1, "");
    };
    let (start, end) = (near.sentence.start, near.sentence.end);
    let line = view
        .paper
        .source
        .line_of(passage.line.span(start, end).start);
    (line, passage.line.text.get(start..end).unwrap_or_default())
}

/// The words that a sentence shares with a measure.
fn decided(view: &View, measure: &Measure, text: &str) -> String {
    let shared = shared(&measure.text, text);
    if shared.is_empty() {
        return String::new();
    }
    let (status, _) = columns(view.look.lang);
    let before = cells(&lead("", "")) + status;
    let words = match view.look.lang {
        Lang::Zh => format!("同有：{}", shared.join("、")),
        Lang::En => format!("both say: {}", shared.join(", ")),
    };
    hang(&" ".repeat(before), before, &words, view.look.width)
}

/// What is declared in the front matter.
fn in_header(view: &View, measure: Option<&Measure>) -> String {
    let declared = view.paper.report.header.not_applicable.span();
    let line = declared.map(|span| view.paper.source.line_of(span.start));
    let row = Row {
        line,
        id: measure.map_or("", |measure| measure.id.as_str()),
        status: Some(Status::NotApplicable),
        why: text("开头声明", "front matter"),
        text: declared.map_or("", |span| view.paper.source.slice(span)),
    };
    row.draw(view)
}

fn row<'r>(
    view: &View<'r, '_>,
    at: usize,
    measure: Option<&'r Measure>,
    status: Option<Status>,
    why: Text,
) -> Row<'r> {
    let passage = view.paper.report.passages.get(at);
    let line = passage.map(|passage| view.paper.source.line_of(passage.span.start));
    Row {
        line,
        id: measure.map_or("", |measure| measure.id.as_str()),
        status,
        why,
        text: passage.map_or("", |passage| passage.line.text.as_str()),
    }
}

/// The measure of that index, from 1.
pub(super) fn nth(item: &Item, index: u32) -> Option<&Measure> {
    item.measures.get((index as usize).checked_sub(1)?)
}
