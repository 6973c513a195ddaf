//! A list, a quotation, a table, a footnote or raw HTML takes in every line
//! below it, up to the next blank one; few drafters leave one. A blank line is
//! put before the line that clearly belongs to the paper again: its headings
//! and its signature would be lost otherwise. Blanks that make something else of
//! a line are left out. A table that is drawn is put with bars.

use std::borrow::Cow;

use super::drawn::{self, Drawn};
use super::margin::Margin;
use crate::plan::Plan;
use crate::report::{entry, fence, frame, tail};
use crate::text::numbering::{self, Numbering};
use crate::text::{Source, words};

/// What was done to a text before it was parsed. Lines are those of what is
/// made, from 1.
#[derive(Debug, Default)]
pub(super) struct Parted {
    /// The blank lines that were put in.
    pub(super) added: Vec<usize>,
    /// The lines whose blanks were left out, and how many bytes these are.
    pub(super) dedented: Vec<(usize, usize)>,
    /// The tables that were drawn, each with the first of its lines.
    pub(super) drawn: Vec<(usize, Drawn)>,
}

/// What stands from byte `body` on, with blank lines put in and misleading blanks
/// left out.
pub(super) fn separate<'s>(source: &'s Source, body: usize, plan: &Plan) -> (Cow<'s, str>, Parted) {
    let text = source.text.get(body..).unwrap_or_default();
    let mut made = String::new();
    let mut parted = Parted::default();
    let mut copied = 0;
    let mut at = 0;
    let mut number = 0;
    let mut takes_in = false;
    let mut open = None;
    let mut margin = Margin::default();
    let mut drawn = drawn::find(source, body).into_iter().peekable();
    let mut lines = source.lines_from(body).peekable();
    while let Some(written) = lines.next() {
        number += 1;
        if let Some(table) = drawn.next_if(|table| table.start == at) {
            made.push_str(&text[copied..at]);
            made.push_str(&table.barred);
            lines.by_ref().take(table.lines - 1).for_each(drop);
            (at, copied) = (table.end, table.end);
            takes_in = false;
            margin = Margin::default();
            let first = number;
            number += table.lines - 1;
            parted.drawn.push((first, table));
            continue;
        }
        let next = lines.peek().copied().unwrap_or_default();
        let blanks = match open {
            None => margin.misleading(written, next),
            Some(_) => 0,
        };
        let line = &written[blanks..];
        // ##二、 and **二、** are headings, however close to what stands above.
        let set = takes_in && line.starts_with(['#', '*']);
        let headed = set && is_headed(line.trim_start_matches(['#', '*']));
        if open.is_none() && is_marked(line) && !headed {
            takes_in = true;
        } else if words::trim_start(line).is_empty() || fence::holds(line, &mut open) {
            takes_in = false;
        } else if takes_in && (headed || returns(line, next, plan)) {
            made.push_str(&text[copied..at]);
            made.push('\n');
            parted.added.push(number);
            number += 1;
            copied = at;
            takes_in = false;
        } else {
            takes_in |= opens(words::trim_start(line));
        }
        if blanks > 0 {
            made.push_str(&text[copied..at]);
            parted.dedented.push((number, blanks));
            copied = at + blanks;
        }
        at += written.len();
    }
    if copied == 0 {
        return (Cow::Borrowed(text), parted);
    }
    made.push_str(&text[copied..]);
    (Cow::Owned(made), parted)
}

/// Whether `text` begins as a block does that takes in what follows, unless with a
/// number.
fn is_marked(text: &str) -> bool {
    matches!(
        text.as_bytes(),
        [b'-' | b'*' | b'+' | b'>' | b'|' | b'<', ..] | [b'[', b'^', ..]
    )
}

/// Whether a block begins with `text` that takes in what follows.
fn opens(text: &str) -> bool {
    let figures = text.trim_start_matches(|c: char| c.is_ascii_digit());
    // 1.5 and 1.标题 begin no list.
    let ordered = matches!(
        figures.as_bytes(),
        [b')' | b'.', b' ' | b'\t' | b'\n' | b'\r', ..]
    );
    is_marked(text) || ordered && figures.len() < text.len()
}

/// Whether `line` is the paper's own again. What is indented as a list's own
/// lines are stays in the list.
fn returns(line: &str, next: &str, plan: &Plan) -> bool {
    if line.starts_with([' ', '\t']) {
        return false;
    }
    is_headed(line)
        || line.starts_with(|c: char| c.is_ascii_digit())
            && !opens(line)
            && plan.is_title(line.trim_end())
        || frame::is_date(line)
        || frame::is_name(line) && frame::is_date(next)
        || entry::begins_with_id(line)
        || tail::is_contact(line)
}

/// Whether `line` begins with a number of sections or items.
fn is_headed(line: &str) -> bool {
    matches!(
        numbering::number(line),
        Some((
            _,
            Numbering::Section | Numbering::Item | Numbering::Named,
            _
        ))
    )
}
