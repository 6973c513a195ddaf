//! What the templates are told that are written for every paper or oftener: plain
//! facts, so that nothing need be made for the engine.

/// One variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact<'a> {
    /// A word or a sentence; empty where there is none.
    Word(&'a str),
    /// A number; 0 where there is none.
    Number(usize),
    /// Yes or no.
    Flag(bool),
}

/// A variable with what templates call it.
pub type Named<'a> = (&'static str, Fact<'a>);

/// What is told to a template as facts.
pub trait Facts {
    /// Its facts, always as many and in the same order.
    fn facts(&self) -> impl AsRef<[Named<'_>]>;
}
