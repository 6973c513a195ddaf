//! The line a finding is about, with its marks underlined.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use unicode_width::UnicodeWidthChar;

use super::terminal::{BLUE, Look, cells, clean};
use crate::diagnostic::{Diagnostic, Severity, Site};
use crate::text::Lang;

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
    // The label of the mark further right stands beside it, that of the other
    // one below: beside it, it would push what follows out of its column.
    let mark_is_left = other.as_ref().is_some_and(|other| other.start > mark.start);
    let mut marks = vec![(AnnotationKind::Primary, mark, said, mark_is_left)];
    match (other, aside) {
        (Some(range), aside) => {
            let text = aside.map(|(_, text)| text);
            marks.push((AnnotationKind::Context, range, text, !mark_is_left));
        }
        (None, aside) => {
            left_over.extend(aside.map(|(range, text)| far(&finding.site, range, &text, look)));
        }
    }
    let indent = " ".repeat(gutter(&finding.site) - digits(&finding.site));
    let bar = format!(
        "{} {}",
        " ".repeat(gutter(&finding.site)),
        look.paint(BLUE, "|")
    );
    let mut below = String::new();
    let mut snippet = Snippet::source(&line).line_start(finding.site.place.line);
    for (kind, range, text, left) in marks {
        let before = |to: usize| cells(line.get(..to).unwrap_or_default());
        let (start, end) = (before(range.start), before(range.end));
        let mut annotation = kind.span(range);
        match text {
            Some(text) if left && start + cells(&text) <= room => {
                let gap = " ".repeat(start);
                below = format!("{bar} {gap}|\n{bar} {gap}{text}\n");
            }
            Some(text) if !left && end.max(start + 1) + 1 + cells(&text) <= room => {
                annotation = annotation.label(text);
            }
            text => left_over.extend(text),
        }
        snippet = snippet.annotation(annotation);
    }
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::HELP,
    };
    let renderer = match look.color {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    // The line fits already: let it be drawn as it is.
    let drawn = renderer
        .term_width(look.width.max(20) * 2)
        .render(&[Group::with_level(level).element(snippet)]);
    let lines = drawn
        .lines()
        .map(|line| format!("{indent}{}\n", line.trim_end()));
    (lines.collect::<String>() + &below, left_over)
}

/// What is said of a mark that stands too far off to be drawn: its words and its
/// column beside it.
fn far(site: &Site, mark: Range<usize>, said: &str, look: &Look) -> String {
    let characters = |to: usize| site.excerpt.get(..to).unwrap_or_default().chars().count();
    let column =
        (site.place.column + characters(mark.start)).saturating_sub(characters(site.mark.start));
    let words = clean(site.excerpt.get(mark).unwrap_or_default());
    match look.lang {
        Lang::Zh => format!("第 {column} 列“{words}”，{said}"),
        Lang::En => format!("column {column}, “{words}”: {said}"),
    }
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
