//! Which templates can be cast.

use super::kind::{Kinds, place};
use crate::volume::fact::Named;

/// What a template that can be cast asks of its variables, besides whether there
/// are any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Shape {
    /// Those that it compares to something.
    compared: Vec<String>,
}

impl Shape {
    /// The shape of `template`: its tags are variables and conditions, and no
    /// stand-in stands in it. `None` where more is done with a variable.
    pub(in crate::render) fn new(template: &str) -> Option<Self> {
        let mut shape = Shape {
            compared: Vec::new(),
        };
        let mut rest = template;
        while let Some(at) = rest.find('{') {
            let tag = rest.get(at + 1..).unwrap_or_default();
            let close = match tag.chars().next() {
                Some('{') => "}}",
                Some('%') => "%}",
                Some('#') => "#}",
                _ => {
                    rest = tag;
                    continue;
                }
            };
            let (inner, after) = tag.get(1..)?.split_once(close)?;
            // The hyphens that take blanks away stand right at the marks.
            let inner = inner.strip_prefix('-').unwrap_or(inner);
            let words = inner.strip_suffix('-').unwrap_or(inner).trim();
            match close {
                "}}" if !is_name(words) => return None,
                "%}" => shape.take(words)?,
                _ => {}
            }
            rest = after;
        }
        (!template.chars().any(|c| place(c).is_some())).then_some(shape)
    }

    /// How what has such facts falls into kinds.
    pub(in crate::render) fn kinds(&self, facts: &[Named]) -> Kinds {
        let named = facts.iter().enumerate();
        let compared = named.filter(|(_, (name, _))| self.compared.iter().any(|one| one == name));
        Kinds::new(compared.map(|(place, _)| place).collect())
    }

    /// Takes in the condition `tag`; `None` where it is none, or calls or changes
    /// anything.
    fn take(&mut self, tag: &str) -> Option<()> {
        let mut words = tag.split_whitespace();
        match words.next()? {
            "else" | "endif" => return words.next().is_none().then_some(()),
            "if" | "elif" => {}
            _ => return None,
        }
        let words: Vec<&str> = words.collect();
        // What is asked for and what joins it take turns, so that nothing else is done.
        let mut is_due = true;
        for (at, word) in words.iter().enumerate() {
            let compares = |at: Option<usize>| {
                let word = at.and_then(|at| words.get(at));
                word.is_some_and(|word| matches!(*word, "==" | "!="))
            };
            is_due = match (is_due, *word) {
                (true, "not") => true,
                (true, word) if is_quoted(word) => false,
                (true, word) if is_name(word) => {
                    if compares(Some(at + 1)) || compares(at.checked_sub(1)) {
                        self.compared.push(word.to_owned());
                    }
                    false
                }
                (false, "and" | "or" | "==" | "!=") => true,
                _ => return None,
            };
        }
        (!is_due).then_some(())
    }
}

/// Whether `word` is a variable, and not a part of one.
fn is_name(word: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.chars().all(is_part)
}

fn is_quoted(word: &str) -> bool {
    let inner = word
        .strip_prefix('"')
        .and_then(|word| word.strip_suffix('"'));
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    inner.is_some_and(|inner| inner.bytes().all(is_plain))
}
