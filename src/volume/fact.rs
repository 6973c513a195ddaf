//! What the templates are told that are written for every paper or oftener: plain
//! facts, so that nothing need be made for the engine.

/// One variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact<'a> {
    /// A word or a sentence; empty where there is none.
    Word(&'a str),
    /// Words that are printed as one; no words where there is none.
    Words(&'a [&'a str]),
    /// A report and the line in it, from 1: reports/市教委.md:14.
    Place(&'a str, Option<usize>),
    /// A number; 0 where there is none.
    Number(usize),
    /// Yes or no.
    Flag(bool),
}

impl Fact<'_> {
    /// Adds it to `text` as it is printed.
    pub fn print(self, text: &mut String) {
        match self {
            Fact::Word(word) => text.push_str(word),
            Fact::Words(words) => words.iter().for_each(|word| text.push_str(word)),
            Fact::Place(path, None) => text.push_str(path),
            Fact::Place(path, Some(line)) => {
                Fact::Words(&[path, ":"]).print(text);
                Fact::Number(line).print(text);
            }
            Fact::Number(number) => text.push_str(&number.to_string()),
            Fact::Flag(yes) => text.push_str(if yes { "true" } else { "false" }),
        }
    }
}

/// A variable with what templates call it.
pub type Named<'a> = (&'static str, Fact<'a>);

/// What is told to a template as facts.
pub trait Facts {
    /// Its facts, always as many and in the same order.
    fn facts(&self) -> impl AsRef<[Named<'_>]>;
}
