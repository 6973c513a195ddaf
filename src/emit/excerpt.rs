//! The line a finding is about, with its marks underlined.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use unicode_width::UnicodeWidthChar;

use super::terminal::{Look, cells, clean};
use crate::diagnostic::{Diagnostic, Severity, Site};

/// The cells before the bar: the digits of the line's number, at least two.
pub fn gutter(site: &Site) -> usize {
    digits(site).max(2)
}

fn digits(site: &Site) -> usize {
    site.place.line.to_string().len()
}

/// The excerpt of `diagnostic` drawn, each line ending in a newline, and the
/// texts at the marks for which the line has no room. Nothing is drawn where
/// there is nothing to show.
pub fn excerpt(diagnostic: &Diagnostic, look: &Look) -> (String, Vec<String>) {
    let finding = &diagnostic.finding;
    let said = finding.label.as_ref().map(|text| look.say(text));
    if finding.site.excerpt.is_empty() {
        return (String::new(), said.into_iter().collect());
    }
    let mut left_over = Vec::new();
    let room = look.width.saturating_sub(gutter(&finding.site) + 3).max(20);
    let aside = finding
        .aside
        .as_ref()
        .map(|(range, text)| (range.clone(), look.say(text)));
    let (line, mark, other) = window(&finding.site, aside.as_ref().map(|(range, _)| range), room);
    let primary = AnnotationKind::Primary.span(mark.clone());
    let mut snippet = Snippet::source(&line).line_start(finding.site.place.line);
    let fits = |range: &Range<usize>, text: &String| {
        cells(line.get(..range.end).unwrap_or_default()) + 1 + cells(text) <= room
    };
    snippet = match said {
        Some(said) if fits(&mark, &said) => snippet.annotation(primary.label(said)),
        said => {
            left_over.extend(said);
            snippet.annotation(primary)
        }
    };
    match (other, aside) {
        (Some(range), Some((_, text))) if fits(&range, &text) => {
            snippet = snippet.annotation(AnnotationKind::Context.span(range).label(text));
        }
        (_, aside) => left_over.extend(aside.map(|(_, text)| text)),
    }
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::HELP,
    };
    let renderer = if look.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let drawn = renderer
        .term_width(look.width.max(20) * 2)
        .render(&[Group::with_level(level).element(snippet)]);
    let indent = " ".repeat(gutter(&finding.site) - digits(&finding.site));
    let lines = drawn
        .lines()
        .map(|line| format!("{indent}{}\n", line.trim_end()));
    (lines.collect(), left_over)
}

/// The part of the excerpt that `room` cells hold, made fit for a terminal:
/// the text, the mark in it, and the second mark where it stands near enough.
fn window(
    site: &Site,
    aside: Option<&Range<usize>>,
    room: usize,
) -> (String, Range<usize>, Option<Range<usize>>) {
    let line = clean(&site.excerpt);
    let within = |range: &Range<usize>| {
        let at = |byte: usize| clean(site.excerpt.get(..byte).unwrap_or(&site.excerpt)).len();
        at(range.start)..at(range.end.max(range.start))
    };
    let mark = within(&site.mark);
    let wide = |from: usize, to: usize| cells(line.get(from..to).unwrap_or_default());
    let aside = aside.map(within).filter(|other| {
        let all = mark.start.min(other.start)..mark.end.max(other.end);
        wide(all.start, all.end) + 2 <= room
    });
    let start = aside
        .as_ref()
        .map_or(mark.start, |other| other.start.min(mark.start));
    let end = aside
        .as_ref()
        .map_or(mark.end, |other| other.end.max(mark.end));
    if cells(&line) <= room {
        return (line, mark, aside);
    }
    // Some of what stands before the marks, as much of what follows as fits.
    let before = (room / 4).min((room - 2).saturating_sub(wide(start, end)));
    let from = if wide(0, end) + 2 <= room {
        0
    } else {
        back(&line, start, before)
    };
    let lead = if from == 0 { "" } else { "…" };
    let to = forward(&line, from, room - 1 - cells(lead));
    let tail = if to == line.len() { "" } else { "…" };
    let shift = |range: Range<usize>| {
        let move_by = |at: usize| at.clamp(from, to) - from + lead.len();
        move_by(range.start)..move_by(range.end)
    };
    let shown = format!("{lead}{}{tail}", line.get(from..to).unwrap_or_default());
    (shown, shift(mark), aside.map(shift))
}

/// The byte that stands at most `room` cells before byte `at`.
fn back(line: &str, at: usize, room: usize) -> usize {
    let mut used = 0;
    let mut from = at;
    for (index, c) in line.get(..at).unwrap_or_default().char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        from = index;
    }
    from
}

/// The byte that stands at most `room` cells after byte `at`.
fn forward(line: &str, at: usize, room: usize) -> usize {
    let mut used = 0;
    for (index, c) in line.get(at..).unwrap_or_default().char_indices() {
        used += c.width().unwrap_or(0);
        if used > room {
            return at + index;
        }
    }
    line.len()
}
