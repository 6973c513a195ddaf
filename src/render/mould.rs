//! The frame of an answer, rendered once for all answers alike. A volume has
//! thousands that differ by a name and an address only: the engine renders the
//! first of a kind with stand-ins for those, and the others are cast from it.
//! So it is done only where a template prints them, or asks whether there are
//! any, and does nothing else with them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Result, Write};
use std::rc::Rc;

use crate::report::Status;
use crate::volume::answer::{Answer, Block};

/// What may differ within a kind, as templates call it.
const SLOTS: [&str; 6] = ["id", "anchor", "name", "slug", "href", "source"];
/// What stands for the first of them; those for the others follow it. Never
/// characters of a text (Unicode 23.7, noncharacters).
const STAND_INS: u32 = 0xFDD0;

/// What does not differ within a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    whole: bool,
    printed: bool,
    bare: bool,
    status: Option<Status>,
    given: [bool; SLOTS.len()],
}

/// What stands before and behind an answer's text.
pub(super) type Frame = Rc<[Mould; 2]>;

/// The frames made so far.
pub(super) type Frames = BTreeMap<Kind, Frame>;

/// A rendered half of a template, cut where something differs: the text before,
/// and the index of what differs; last the text behind all.
#[derive(Debug)]
pub(super) struct Mould {
    parts: Vec<(String, usize)>,
    rest: String,
}

impl Kind {
    /// The kind of `block`, which answers the item as a `whole` or not, as `answer`
    /// has it in words.
    pub(super) fn new(block: &Block, answer: &Answer, whole: bool) -> Self {
        Kind {
            whole,
            printed: !block.pieces.is_empty(),
            bare: block.bare,
            status: block.status,
            given: slots(answer).map(|slot| !slot.is_empty()),
        }
    }
}

/// `answer` with stand-ins.
pub(super) fn pattern(answer: &Answer) -> Answer<'static> {
    let mut numbers = STAND_INS..;
    let mut stand_in = |text: &str| {
        let c = numbers.next().and_then(char::from_u32);
        let c = c.filter(|_| !text.is_empty());
        Cow::from(c.map(String::from).unwrap_or_default())
    };
    let [id, anchor, name, slug, href, source] = slots(answer).map(&mut stand_in);
    Answer {
        id,
        anchor,
        name,
        slug,
        href,
        source,
        ..*answer
    }
}

impl Mould {
    /// The mould of what is rendered for one answer alone.
    pub(super) fn single(text: String) -> Self {
        Mould {
            parts: Vec::new(),
            rest: text,
        }
    }

    /// The mould of a pattern that was rendered as `text`.
    pub(super) fn new(text: &str) -> Self {
        let mut mould = Mould {
            parts: Vec::new(),
            rest: String::new(),
        };
        for c in text.chars() {
            match slot(c) {
                Some(slot) => mould.parts.push((std::mem::take(&mut mould.rest), slot)),
                None => mould.rest.push(c),
            }
        }
        mould
    }

    /// Writes `answer`, escaped by `escape`.
    ///
    /// # Errors
    /// When `out` fails.
    pub(super) fn cast(
        &self,
        answer: &Answer,
        escape: fn(&str, &mut dyn Write) -> Result<()>,
        out: &mut impl Write,
    ) -> Result<()> {
        let slots = slots(answer);
        for (before, slot) in &self.parts {
            out.write_all(before.as_bytes())?;
            if let Some(text) = slots.get(*slot) {
                escape(text, out)?;
            }
        }
        out.write_all(self.rest.as_bytes())
    }
}

fn slots<'a>(answer: &'a Answer) -> [&'a str; SLOTS.len()] {
    let Answer {
        id, anchor, name, ..
    } = answer;
    [id, anchor, name, &answer.slug, &answer.href, &answer.source]
}

/// The index of what `c` stands for.
fn slot(c: char) -> Option<usize> {
    let index = u32::from(c).checked_sub(STAND_INS)? as usize;
    (index < SLOTS.len()).then_some(index)
}

/// Whether the answers of `template` can be cast: its tags are variables and
/// conditions, what differs is only printed or asked for, and nothing in it is
/// a stand-in.
pub(super) fn castable(template: &str) -> bool {
    let mut rest = template;
    while let Some(at) = rest.find('{') {
        let tag = rest.get(at + 1..).unwrap_or_default();
        let (inner, close) = match tag.chars().next() {
            Some('{') => (tag.split_once("}}"), printed as fn(&str) -> bool),
            Some('%') => (tag.split_once("%}"), asked as fn(&str) -> bool),
            Some('#') => (tag.split_once("#}"), ignored as fn(&str) -> bool),
            _ => (Some((tag, tag)), ignored as fn(&str) -> bool),
        };
        let Some((inner, after)) = inner else {
            return false;
        };
        let inner = inner.trim_matches(|c: char| "{%#-".contains(c) || c.is_whitespace());
        if !close(inner) {
            return false;
        }
        rest = after;
    }
    !template.chars().any(|c| slot(c).is_some())
}

fn ignored(_: &str) -> bool {
    true
}

/// Whether the tag prints a variable as it is.
fn printed(tag: &str) -> bool {
    tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether the tag is a condition that only asks whether there is any of what
/// differs.
fn asked(tag: &str) -> bool {
    let mut words = tag.split_whitespace();
    match words.next() {
        Some("else" | "endif") => words.next().is_none(),
        Some("if" | "elif") => {
            let words: Vec<&str> = words.collect();
            words.iter().enumerate().all(|(at, word)| {
                let next = words.get(at + 1);
                let before = at.checked_sub(1).and_then(|at| words.get(at));
                let joins = |word: Option<&&str>| word.is_none_or(|w| JOINS.contains(w));
                match printed(word) {
                    true if SLOTS.contains(word) => joins(before) && joins(next),
                    true => true,
                    // A text that something is compared to, and nothing that
                    // calls or changes anything.
                    false => *word == "==" || *word == "!=" || quoted(word),
                }
            })
        }
        _ => false,
    }
}

/// What may stand beside a variable that is only asked for.
const JOINS: [&str; 3] = ["and", "or", "not"];

fn quoted(word: &str) -> bool {
    let inner = word
        .strip_prefix('"')
        .and_then(|word| word.strip_suffix('"'));
    inner.is_some_and(|inner| {
        inner
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    })
}
