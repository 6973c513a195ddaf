//! The front matter, read as it is meant. It is TOML between `+++` lines, but
//! Chinese input methods turn its marks into their full-width forms and clerks
//! write keys and dates in Chinese, so every line is judged alone: what TOML
//! takes is taken, what is plainly meant is read and said, and only what can
//! not be read at all is lost.

mod block;
mod keys;
mod value;

use crate::plan::Moment;
use crate::text::{Source, Span, words};
use block::{is_block, is_comment, is_entry, split};
use keys::nearest;
use value::{is_plain, list, moment, string, strip_comment, unquote, year};

pub use keys::known;
pub use value::is_public;

/// A value of the front matter: absent and unreadable are different findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The value and where it stands.
    Given(T, Span),
    /// Written, but no such value: as it was written, and where.
    Malformed(String, Span),
    /// Not written.
    #[default]
    Missing,
}

impl<T> Field<T> {
    /// The value, where it was given.
    pub fn value(&self) -> Option<&T> {
        match self {
            Field::Given(value, _) => Some(value),
            _ => None,
        }
    }

    /// Whether something was written that is no such value.
    pub fn is_malformed(&self) -> bool {
        matches!(self, Field::Malformed(..))
    }

    /// Where it stands, given or malformed.
    pub fn span(&self) -> Option<Span> {
        match self {
            Field::Given(_, span) | Field::Malformed(_, span) => Some(*span),
            Field::Missing => None,
        }
    }
}

/// What a value was read from although TOML would refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loose {
    /// “ ” in place of ".
    Quotes,
    /// ＝ or ： in place of =.
    Equals,
    /// A Chinese key.
    Key,
    /// A value without quotation marks, a date written in Chinese, a year as a
    /// string.
    Value,
    /// A `---` block.
    Fence,
    /// Keys at the head of the paper with nothing round them.
    Unfenced,
}

/// The front matter of a paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// The whole block with its fences, where there is one.
    pub span: Option<Span>,
    /// `agency`.
    pub agency: Field<String>,
    /// `year`.
    pub year: Field<i32>,
    /// `submitted`, in +08:00.
    pub submitted: Field<Moment>,
    /// The key `submitted`, where nothing stands behind it.
    pub undated: Option<Span>,
    /// `classification`.
    pub classification: Field<String>,
    /// `not_applicable`: items (15) and measures (7.4), as written.
    pub not_applicable: Field<Vec<String>>,
    /// What was read although TOML would refuse it: how, where, and how it
    /// should be written.
    pub loose: Vec<(Loose, Span, String)>,
    /// What a `---` block is written as in TOML: each place and its new words.
    /// Empty where a line of it cannot be read, so that it cannot be rewritten.
    pub rewritten: Vec<(Span, String)>,
    /// Lines of which nothing could be read.
    pub broken: Vec<Span>,
    /// The keys of which something is written, by their names; but for those of people.
    pub keys: Vec<&'static str>,
    /// Keys that count for nothing: such as nobody knows, with the nearest known one,
    /// and those written twice or beside a form of theirs, with the key they are.
    pub unknown: Vec<(String, Span, Option<&'static str>)>,
    /// Whether the closing fence is missing.
    pub unclosed: bool,
    /// The characters of values that stay out of the volume (signed_by,
    /// contact, phone).
    pub private: usize,
}

/// The front matter of `source`; without one, a header that has no span.
pub fn read(source: &Source) -> Header {
    let mut header = Header::default();
    // Blank lines above it are no reason to print it.
    let top = (1..=source.line_count().min(20))
        .find(|&line| !source.slice(source.line_span(line)).trim().is_empty())
        .unwrap_or(1);
    let first = source.line_span(top);
    let folded = words::fold(source.slice(first)).replace('—', "-");
    let fence = folded.as_str();
    if fence != "+++" && fence != "---" {
        if let Some(last) = unfenced(source, top) {
            read_unfenced(source, top, last, &mut header);
        }
        return header;
    }
    let is_fence = |line: usize| {
        let text = source.slice(source.line_span(line)).trim();
        // Few lines are worth folding.
        let words = text.starts_with(|c| c != '+' && words::is_alphanumeric(c));
        !words && words::fold(text).replace('—', "-") == fence
    };
    // A rule further down in the paper closes no header.
    let close = (top + 1..=source.line_count().min(400))
        .find(|&line| is_fence(line))
        .filter(|&close| is_block(source, top + 1, close));
    let last = match close {
        Some(line) => line,
        // A line of dashes with nothing like a key below it is only a rule.
        None if fence == "---" && split(source.slice(source.line_span(top + 1))).is_none() => {
            return header;
        }
        None => {
            header.unclosed = true;
            // The block ends where its keys do: what follows is the paper.
            (top + 1..=source.line_count())
                .take_while(|&line| {
                    split(source.slice(source.line_span(line)))
                        .is_some_and(|(key, ..)| known(key).is_some())
                })
                .last()
                .unwrap_or(top)
        }
    };
    let end = source.line_span(last).end;
    let newline = source.text[end..].find('\n').map_or(end, |at| end + at + 1);
    header.span = Some(Span::new(0, newline));
    // `---` or `＋＋＋`, above or below: both lines are told of as one.
    let fences = [first, source.line_span(close.unwrap_or(top))];
    let meant = |at: &Span| source.slice(*at).trim() == "+++";
    if let Some(odd) = fences.iter().find(|at| !meant(at)) {
        header.loose.push((Loose::Fence, *odd, "+++".into()));
        let rewritten = fences.iter().filter(|at| !meant(at));
        header
            .rewritten
            .extend(rewritten.map(|at| (*at, "+++".into())));
    }
    let until = if header.unclosed { last + 1 } else { last };
    let mut line = top + 1;
    while line < until {
        line = entry(source, line, until, fence == "---", &mut header);
    }
    forget_lost(&mut header);
    header
}

/// Nothing is rewritten as a block where a value of it is lost, or written twice.
fn forget_lost(header: &mut Header) {
    let doubled = |(key, ..): &(String, Span, Option<&str>)| known(key).is_some();
    let lost = header.unclosed
        || header.unknown.iter().any(doubled)
        || !header.broken.is_empty()
        || header.agency.is_malformed()
        || header.year.is_malformed()
        || header.submitted.is_malformed()
        || header.classification.is_malformed()
        || header.not_applicable.is_malformed();
    if lost {
        header.rewritten.clear();
    }
}

/// The last line of the keys that head a paper without any fence round them:
/// the agency and one more at least.
fn unfenced(source: &Source, top: usize) -> Option<usize> {
    let keys: Vec<&str> = (top..=source.line_count())
        .map_while(|line| known(split(source.slice(source.line_span(line)))?.0))
        .collect();
    let tells = |key: &&str| matches!(*key, "year" | "submitted" | "classification");
    let enough = keys.contains(&"agency") && keys.iter().any(tells);
    enough.then(|| top + keys.len() - 1)
}

/// Reads the keys from line `top` to line `last`, as in a block of `key: value`
/// lines, and how fences would be put round them.
fn read_unfenced(source: &Source, top: usize, last: usize, header: &mut Header) {
    let first = source.line_span(top);
    let end = source.line_span(last).end;
    let newline = source.text[end..].find('\n').map_or(end, |at| end + at + 1);
    header.span = Some(Span::new(0, newline));
    let mut line = top;
    while line <= last {
        line = entry(source, line, last + 1, true, header);
    }
    header.loose.push((Loose::Unfenced, first, "+++".into()));
    let ending = &source.text[end..newline];
    let fence = |ending: &str| format!("+++{ending}");
    let above = (Span::new(first.start, first.start), fence(ending));
    let below = (Span::new(newline, newline), fence(ending));
    header.rewritten.extend([above, below]);
    forget_lost(header);
}

/// Reads the entry that begins on `line` and gives the line after it: a value
/// in brackets goes on until they close.
fn entry(source: &Source, line: usize, until: usize, yaml: bool, header: &mut Header) -> usize {
    let span = source.line_span(line);
    let text = source.slice(span);
    if text.trim().is_empty() || is_comment(text) {
        return line + 1;
    }
    let Some((key, value, mark)) = split(text) else {
        header.broken.push(span);
        return line + 1;
    };
    let mut last = line;
    // A bracket that nobody closed must not swallow the keys below it.
    let is_key = |line| {
        let next = split(source.slice(source.line_span(line)));
        next.is_some_and(|(key, ..)| known(key).is_some())
    };
    while value_opens(source.slice(Span::new(span.start, source.line_span(last).end)))
        && last + 1 < until
        && !is_key(last + 1)
    {
        last += 1;
    }
    let start = span.start + (text.len() - value.len());
    let whole = source.slice(Span::new(start, source.line_span(last).end));
    // A list over several lines may have a comment behind every entry.
    let raw = match last > line {
        true => whole,
        false => strip_comment(whole),
    };
    let value = raw.trim();
    let start = start + (raw.len() - raw.trim_start().len());
    let at = Span::new(start, start + value.len());
    let key_at = {
        let lead = text.len() - text.trim_start().len();
        Span::new(span.start + lead, span.start + lead + key.len())
    };
    if yaml {
        let between = Span::new(key_at.end, at.start);
        header.rewritten.push((between, " = ".into()));
    }
    let name = key.trim_matches(['"', '“', '”', '\'']);
    let Some(known) = known(name) else {
        // Its list stands below it.
        let is_entry = |line: usize| is_entry(source.slice(source.line_span(line)));
        while yaml && value.is_empty() && last + 1 < until && is_entry(last + 1) {
            last += 1;
        }
        header
            .unknown
            .push((name.to_owned(), key_at, nearest(name)));
        if yaml && !is_plain(value) {
            header.rewritten.push((at, string(&unquote(value).0)));
        }
        return last + 1;
    };
    let form = known != name;
    if header.keys.contains(&known) {
        let named = |(kind, _, key): &(Loose, Span, String)| *kind == Loose::Key && key == known;
        // The first counts, but for a form of the key that stands before the key.
        let before = header.loose.iter().position(named).filter(|_| !form);
        let idle = before.map_or(key_at, |at| header.loose.remove(at).1);
        let written = source.slice(idle).to_owned();
        header.unknown.push((written, idle, Some(known)));
        // Of two classifications the one that keeps the paper inside counts.
        let secret = known == "classification" && !is_public(value);
        if before.is_none() && !secret {
            return last + 1;
        }
    }
    if form {
        header.loose.push((Loose::Key, key_at, known.to_owned()));
    }
    if mark != '=' && !(yaml && mark == ':') {
        let at = Span::new(key_at.end, at.start);
        header.loose.push((Loose::Equals, at, " = ".into()));
    }
    // Several people may be named, and a blank says nothing.
    match (known, unquote(value).0.as_str()) {
        ("submitted", "") => header.undated = Some(key_at),
        ("signed_by" | "contact" | "phone", _) | (_, "") => {}
        _ => header.keys.push(known),
    }
    assign(known, value, at, yaml, header);
    last + 1
}

/// Whether a bracket opened in `text` is still open.
fn value_opens(text: &str) -> bool {
    let opened = text.matches(['[', '［']).count();
    opened > 0 && opened > text.matches([']', '］']).count()
}

fn assign(key: &str, value: &str, at: Span, yaml: bool, header: &mut Header) {
    let (text, loose) = unquote(value);
    let quoted = || loose.map(|_| string(&text));
    // How TOML writes it, where it is written otherwise.
    let meant = match key {
        "agency" => {
            // A list of several, or one that was left open, names nobody.
            let parted = value.starts_with('[') && text.contains(['"', '[', ']']);
            let whole = !text.is_empty() && !parted;
            header.agency = given(text.clone(), whole, value, at);
            quoted().filter(|_| whole)
        }
        "classification" => {
            header.classification = given(text.clone(), !text.is_empty(), value, at);
            quoted()
        }
        "signed_by" | "contact" | "phone" => {
            header.private += words::count(&text);
            quoted()
        }
        "year" => {
            let year = year(&text);
            header.year = year.map_or_else(
                || Field::Malformed(value.to_owned(), at),
                |year| Field::Given(year, at),
            );
            year.map(|year| year.to_string())
        }
        "submitted" => match moment(&text) {
            Some((moment, plain)) => {
                header.submitted = Field::Given(moment, at);
                (!plain || loose.is_none()).then(|| moment.to_string())
            }
            // The template's empty line: nothing given yet.
            None if text.is_empty() => quoted().filter(|_| yaml),
            None => {
                header.submitted = Field::Malformed(value.to_owned(), at);
                None
            }
        },
        _ => {
            let (list, whole) = list(value);
            let inner = value.trim_matches(['[', ']', '"', '“', '”', ' ']);
            let broken = list.is_empty() && !matches!(inner, "" | "无" | "没有");
            let meant = whole && !value.contains('#') && !is_plain(value);
            let meant = meant.then(|| value::form(&list));
            header.not_applicable = given(list, !broken, value, at);
            meant
        }
    };
    let Some(meant) = meant.filter(|meant| meant != value) else {
        return;
    };
    if yaml {
        header.rewritten.push((at, meant.clone()));
    }
    let kind = match loose {
        Some(Loose::Quotes) => Loose::Quotes,
        // In a `---` block values stand without quotation marks.
        Some(_) if yaml => return,
        _ => Loose::Value,
    };
    header.loose.push((kind, at, meant));
}

fn given<T>(value: T, ok: bool, written: &str, at: Span) -> Field<T> {
    if ok {
        Field::Given(value, at)
    } else {
        Field::Malformed(written.to_owned(), at)
    }
}
