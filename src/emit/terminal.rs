//! The terminal: what may reach it, how wide a text is there, and where a line
//! may break.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::diagnostic::Severity;
use crate::text::{Lang, Text, hidden};

/// How a page of the terminal is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// The width in cells; a Chinese character takes two.
    pub width: usize,
    /// Whether colours are wanted.
    pub color: bool,
}

impl Look {
    /// `text` in the chosen language, fit for a terminal.
    pub fn say<S: AsRef<str>>(&self, text: &Text<S>) -> String {
        clean(text.get(self.lang))
    }

    /// The one of two texts that is in the chosen language.
    pub fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// `text` in `style`, where colours are wanted.
    pub fn paint(&self, style: Style, text: &str) -> String {
        if self.color {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }
}

/// The style of a severity's word.
pub fn severity_style(severity: Severity) -> Style {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Hint => BLUE,
    }
}

/// Something must be done.
pub const RED: Style = AnsiColor::BrightRed.on_default().effects(Effects::BOLD);
/// Something should be looked at.
pub const YELLOW: Style = AnsiColor::Yellow.on_default().effects(Effects::BOLD);
/// All is well.
pub const GREEN: Style = AnsiColor::Green.on_default().effects(Effects::BOLD);
/// Good to know; also the lines round an excerpt.
pub const BLUE: Style = AnsiColor::BrightBlue.on_default().effects(Effects::BOLD);
/// A heading.
pub const BOLD: Style = Style::new().effects(Effects::BOLD);

/// `text` fit for a terminal: whatever could move the cursor, change colours,
/// reverse or hide what stands beside it is shown as `[U+202E]`. Everything
/// that comes from a document, a file name or the plan passes here before it
/// is printed. A tab becomes a blank.
pub fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\t' {
            clean.push(' ');
        } else if hidden::is_tricky(c) {
            clean.push_str(&format!("[U+{:04X}]", u32::from(c)));
        } else {
            clean.push(c);
        }
    }
    clean
}

/// The cells that `text` takes: two for a Chinese character, one for a
/// Chinese quotation mark.
pub fn cells(text: &str) -> usize {
    text.width()
}

/// `text` with blanks to its right up to `width` cells.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(cells(text))))
}

/// `text` with blanks to its left up to `width` cells.
pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(cells(text))))
}

/// `text` cut to at most `width` cells, with … where something was cut.
pub fn fit(text: &str, width: usize) -> String {
    if cells(text) <= width {
        return text.to_owned();
    }
    let mut fitted = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        fitted.push(c);
    }
    fitted.push('…');
    fitted
}

/// `text`, one or several lines of it, made fit for a terminal and broken so
/// that no line takes more than `width` cells. Words, numbers and paths are
/// kept whole where that is possible at all, and no line begins with a
/// closing mark.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(20);
    text.split('\n')
        .flat_map(|line| wrap_line(&clean(line), width))
        .collect()
}

fn wrap_line(text: &str, width: usize) -> Vec<String> {
    let indent: String = text.chars().take_while(|c| *c == ' ').collect();
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for mut rest in pieces(text) {
        if !line.trim().is_empty() && used + cells(rest.trim_end()) > width {
            lines.push(line.trim_end().to_owned());
            line = indent.clone();
            used = cells(&line);
            rest = rest.trim_start();
        }
        while let Some(at) = cut(rest.trim_end(), width.saturating_sub(used), used > 0) {
            line.push_str(&rest[..at]);
            lines.push(std::mem::take(&mut line));
            used = 0;
            rest = &rest[at..];
        }
        line.push_str(rest);
        used += cells(rest);
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// The byte before which `text` must be cut to take at most `room` cells; before its first
/// character only where something stands before it already. `None` where it fits.
fn cut(text: &str, room: usize, begun: bool) -> Option<usize> {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > room && (at > 0 || begun) {
            return Some(at);
        }
    }
    None
}

/// The pieces of `text` that must not be broken, in order.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    // (plan/tasks.toml:219) is one word, whatever the folders are called.
    let mut bracketed = false;
    for (at, c) in text.char_indices() {
        if !bracketed && before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        bracketed = match c {
            '(' => true,
            ')' | ' ' => false,
            _ => bracketed,
        };
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' {
        return false;
    }
    if before == ' ' {
        return true;
    }
    // A straight quotation mark can be either.
    let closing = "\"'，。、；：！？）》〉】〕”’…%％,.;:!?)]}/".contains(after);
    let opening = "\"'（《〈【〔“‘([{/#".contains(before);
    !(closing || opening || before.is_ascii() && after.is_ascii())
}

/// `names` side by side, two blanks between them, `indent` blanks before every
/// line, no line wider than `width` cells. Each line ends in a newline.
pub fn flow<S: AsRef<str>>(names: &[S], indent: usize, width: usize) -> String {
    let mut flowed = String::new();
    let mut used = 0;
    for name in names {
        let name = clean(name.as_ref());
        let wide = cells(&name);
        if used > 0 && used + 2 + wide > width {
            flowed.push('\n');
            used = 0;
        }
        let gap = if used == 0 { indent } else { 2 };
        flowed.push_str(&" ".repeat(gap));
        flowed.push_str(&name);
        used += gap + wide;
    }
    if used > 0 {
        flowed.push('\n');
    }
    flowed
}

/// `names` with `mark` between them, each kept whole, in lines of at most
/// `width` cells.
pub fn list(names: &[String], mark: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for (index, name) in names.iter().enumerate() {
        let last = index + 1 == names.len();
        let name = format!("{}{}", clean(name), if last { "" } else { mark });
        let wide = cells(name.trim_end());
        if used > 0 && used + wide > width {
            lines.push('\n');
            used = 0;
        }
        lines.push_str(&name);
        used += cells(&name);
    }
    lines
}

/// `name` in a column of `column` cells, after it `text` wrapped to `width`
/// with its further lines below its first. Ends in a newline.
pub fn hang(name: &str, column: usize, text: &str, width: usize) -> String {
    let column = column.max(cells(name));
    let mut hung = String::new();
    for (index, line) in wrap(text, width.saturating_sub(column)).iter().enumerate() {
        let head = if index == 0 { name } else { "" };
        hung.push_str(format!("{}{line}", pad(head, column)).trim_end());
        hung.push('\n');
    }
    hung
}
