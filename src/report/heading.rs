//! Headings and their numbers.

use crate::text::Span;

/// How a heading is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbering {
    /// 一、
    Section,
    /// （一）, 〈一〉, (一)
    Item,
    /// 1. or 1、
    Figure,
    /// （1）
    BracketedFigure,
    /// 第三项
    Named,
}

/// A heading of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its rank: 1 is the title's, 2 the next, and so on.
    pub rank: u8,
    /// Its number, if it has one.
    pub number: Option<(u32, Numbering)>,
    /// Its words without the number and the mark （对应第N项）.
    pub title: String,
    /// Where it stands in the source, as a whole.
    pub span: Span,
    /// Whether it is marked with #; bare text otherwise.
    pub hashed: bool,
}
