//! What is written very often, rendered once. A volume has thousands of answers,
//! cells and files that differ by a few words only: the engine renders the first
//! of a kind with stand-ins for those words, and the others are cast from it. So
//! it is done only where a template prints them, or asks whether there are any,
//! and does nothing else with them.

pub(super) mod kind;
pub(super) mod shape;

use std::io::{Result, Write};

use crate::volume::fact::Named;

/// A rendered template, cut where a word differs: the text before, and the place of
/// the word among the variables; last the text behind all.
#[derive(Debug, Default)]
pub(super) struct Mould {
    parts: Vec<(String, usize)>,
    rest: String,
}

impl Mould {
    /// The mould of what is rendered for one alone.
    pub(super) fn single(text: String) -> Self {
        Mould {
            parts: Vec::new(),
            rest: text,
        }
    }

    /// The mould of what is rendered with stand-ins.
    pub(super) fn new(text: &str) -> Self {
        let mut mould = Mould::default();
        for c in text.chars() {
            match kind::place(c) {
                Some(place) => mould.parts.push((std::mem::take(&mut mould.rest), place)),
                None => mould.rest.push(c),
            }
        }
        mould
    }

    /// Writes it with `facts`, escaped by `escape`; in `room` they are put together.
    ///
    /// # Errors
    /// When `out` fails.
    pub(super) fn cast(
        &self,
        facts: &[Named],
        escape: fn(&str, &mut dyn Write) -> Result<()>,
        room: &mut String,
        out: &mut impl Write,
    ) -> Result<()> {
        for (before, place) in &self.parts {
            out.write_all(before.as_bytes())?;
            if let Some(&(_, fact)) = facts.get(*place) {
                escape(kind::word(fact, room), out)?;
            }
        }
        out.write_all(self.rest.as_bytes())
    }
}
