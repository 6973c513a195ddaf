//! One agency's summary as facts. Parsing never fails and never complains: it
//! records, rules judge. This module and its files are the only home of the
//! Markdown parser.
//!
//! [`Paper`] is the parsed paper with its tree; it lives in the worker that
//! read it. [`Report`] is the facts in it.

mod address;
pub mod body;
mod contents;
pub mod entry;
mod fence;
mod footnotes;
mod form;
mod frame;
pub mod header;
pub mod heading;
mod ledger;
mod links;
mod mark;
mod markdown;
pub mod picture;
mod placeholders;
mod positions;
mod read;
mod secrecy;
mod signers;
pub mod status;
mod tail;
pub mod tree;
mod waiver;

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

pub use entry::{Entry, counted};
pub use header::{Field, Header};
pub use heading::Heading;
pub use mark::{Mark, Named, called};
pub use picture::Picture;
pub use status::Status;
pub use waiver::Waiver;

pub use crate::text::numbering::Numbering;

use crate::plan::Excess;
use crate::text::Span;
use crate::text::census::Census;
use crate::text::seek::Signs;

/// A run of plain text and where each piece of it stands in the source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The text, without Markdown's marks.
    pub text: String,
    /// The source of the text's first piece: most lines are one.
    first: Span,
    /// The further pieces: where each starts in `text`, and its source.
    further: Vec<(usize, Span)>,
}

/// The bytes of a paragraph, as a guess from which room for its text is made.
const LIKELY: usize = 512;

impl Line {
    /// A line of one piece, whose source is `at`.
    pub fn new(text: String, at: Span) -> Self {
        Line {
            text,
            first: at,
            further: Vec::new(),
        }
    }

    /// Adds `text`, whose source is `at`.
    fn push(&mut self, text: &str, at: Span) {
        if self.text.is_empty() {
            self.first = at;
            self.text = text.to_owned();
        } else {
            if self.further.is_empty() {
                self.text.reserve(LIKELY);
            }
            self.further.push((self.text.len(), at));
            self.text.push_str(text);
        }
    }

    /// The source span of a range of `text`, in bytes. Exact where a piece is
    /// printed as it is written, the whole piece otherwise.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let from = self.locate(start, false);
        Span::new(from, self.locate(end, true).max(from))
    }

    /// The byte of the source at which it begins.
    pub fn start(&self) -> usize {
        self.first.start
    }

    /// The source span of the whole line.
    pub fn whole(&self) -> Span {
        self.span(0, self.text.len())
    }

    fn locate(&self, at: usize, end: bool) -> usize {
        let index = self
            .further
            .partition_point(|&(start, _)| if end { start < at } else { start <= at });
        let (start, source) = match index.checked_sub(1) {
            Some(index) => self.further[index],
            None => (0, self.first),
        };
        let next = self.further.get(index).map(|&(next, _)| next);
        let length = next.unwrap_or(self.text.len()) - start;
        let offset = at.saturating_sub(start);
        if length == source.end - source.start {
            (source.start + offset).min(source.end)
        } else if end {
            source.end
        } else {
            source.start
        }
    }
}

/// What one block of the paper is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Block {
    /// The paper's title.
    Title,
    /// To whom it is addressed: 市质量工作领导小组办公室：
    Salutation,
    /// A heading, marked with # or bare.
    Heading(Box<Heading>),
    /// A paragraph.
    Paragraph,
    /// An item of a list at the top level.
    ListItem,
    /// A table, or one row of a table of answers.
    Table,
    /// The header of a table whose rows are answers; it says nothing itself.
    TableHead,
    /// Code, quotations, rules, raw HTML: shown, never judged as an answer.
    #[default]
    Other,
    /// A line of the signature: the name or the date.
    Signature,
    /// 联系人, 电话 at the tail: held out of every output.
    Contact,
    /// A footnote's text.
    Footnote,
}

/// One block of the paper in document order: what the volume files, and prints
/// exactly once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub block: Block,
    /// Its plain text (of a list item: its own lines, without nested lists).
    pub line: Line,
    /// The lines of what lies deeper: of the lists below a list item, and of the
    /// paragraphs of a quotation.
    pub below: Vec<Line>,
    /// Where it stands in the source, as a whole.
    pub span: Span,
    /// What all its text is made of, nested lists and code included: its
    /// characters are what a volume must hold.
    pub census: Census,
    /// The places of its line's signs among those of the paper.
    pub signs: Range<usize>,
    /// How many of these characters the line leaves out.
    pub beyond: usize,
    /// The passage that is the nearest heading above, if any; of a footnote,
    /// the passage whose words it explains.
    pub under: Option<usize>,
    /// What a list item or a line beginning with an id says of a measure.
    pub entry: Option<Entry>,
    /// What its marks name of the plan.
    pub marks: Vec<Mark>,
    /// Whether the office put the mark there, by a ruling.
    pub ruled: bool,
}

impl Passage {
    /// Its facts as a heading, where it is one.
    pub fn heading(&self) -> Option<&Heading> {
        match &self.block {
            Block::Heading(heading) => Some(heading),
            _ => None,
        }
    }

    /// Its mark; of several the first, under which it is filed.
    pub fn mark(&self) -> Option<&Mark> {
        self.marks.first()
    }

    /// All its words, each run of them a line: a list item's own and those of the
    /// lists below it, a quotation's paragraph by paragraph; no code.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        let own = (self.block != Block::Other).then_some(&self.line);
        own.into_iter().chain(&self.below)
    }
}

/// The signature at the paper's end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    /// Who signs.
    pub name: Option<Line>,
    /// The date below it.
    pub date: Field<NaiveDate>,
    /// The time of day behind the date.
    pub hour: Option<NaiveTime>,
    /// Where a date is left open: 2017年1月  日.
    pub open: Option<Span>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The passage that is its table, or the header of that.
    pub table: usize,
    /// What the header calls it.
    pub name: String,
    /// What its cells hold below the header.
    pub cells: Vec<String>,
}

/// A piece of the paper that must not reach a page as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsafe {
    /// Raw HTML other than a comment or `<br>`.
    Html(Span),
    /// A link or picture whose address starts a program or a script: the
    /// address.
    Link(Span, String),
    /// A link or picture whose address leaves the report's folder: the address.
    Escape(Span, String),
    /// A picture on another machine: the address.
    Remote(Span, String),
}

/// What came along with pasting. Read here as it is meant; other readers of
/// Markdown would not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pasted {
    /// The blanks before lines that make code of them.
    pub indents: Vec<Span>,
    /// The blanks before lines that hide a mark from Markdown, or make a heading
    /// or the signature the list's above it.
    pub margins: Vec<Span>,
    /// From one single ~ beside a figure to the next: what would be struck out.
    pub struck: Vec<Span>,
    /// Paragraphs in which headings run on: …。二、…。三、…
    pub runs: Vec<Span>,
}

/// The facts of one paper.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The front matter.
    pub header: Header,
    /// The blocks, in document order.
    pub passages: Vec<Passage>,
    /// What all of them together are made of.
    pub census: Census,
    /// The signs of their lines.
    pub signs: Signs,
    /// The index of the title among the passages.
    pub title: Option<usize>,
    /// The index of the salutation.
    pub salutation: Option<usize>,
    /// The signature.
    pub signature: Signature,
    /// What was left to be filled in: 【待填】, 20__年, ×月×日, each with its text.
    pub placeholders: Vec<Span>,
    /// A secrecy mark at the head of the paper.
    pub secrecy: Option<Span>,
    /// The characters of its comments, which are not bound.
    pub comments: usize,
    /// The comments that waive rules.
    pub waivers: Vec<Waiver>,
    /// How many pictures it has.
    pub pictures: usize,
    /// What came along with pasting.
    pub pasted: Pasted,
    /// What there is too much of, so that its body was not read.
    pub excess: Option<Excess>,
    /// Where lists, quotations or marks lie too deep in each other, and how deep:
    /// what is deeper was read flat.
    pub nested: Option<(Span, Excess)>,
    /// Active content.
    pub active: Vec<Unsafe>,
    /// The columns of its tables.
    pub columns: Vec<Column>,
    /// The passage with which the annexes begin, behind the last numbered heading.
    pub annex: Option<usize>,
}

/// The characters of the longest name of an annex.
const ANNEX_NAME: usize = 60;

impl Report {
    /// The index of the signature's last line: what follows belongs to no part. None
    /// where it signs a letter to which the summary is attached.
    pub fn end(&self) -> Option<usize> {
        let signed = |passage: &Passage| passage.block == Block::Signature;
        let last = self.passages.iter().rposition(signed)?;
        let is_section = |passage: &Passage| {
            let number = passage.heading().and_then(|heading| heading.number);
            matches!(number, Some((_, Numbering::Section)))
        };
        let (letter, behind) = self.passages.split_at(last);
        let attached = behind.iter().filter(|passage| is_section(passage)).nth(1);
        if attached.is_some() && !letter.iter().any(is_section) {
            return None;
        }
        // A date right below the title ends nothing.
        let title = self.title.unwrap_or_default();
        (last > title + 2).then_some(last)
    }

    /// The Chinese characters of the text, without what frames it.
    pub fn han(&self) -> usize {
        let frames = |passage: &&Passage| {
            matches!(
                passage.block,
                Block::Title | Block::Salutation | Block::Signature | Block::Contact
            )
        };
        let text = self.passages.iter();
        text.filter(|passage| !frames(passage))
            .map(|passage| passage.census.han)
            .sum()
    }

    /// Whether passage `at` is annexed: what stands there is no part's, and answers
    /// an item only where it names one.
    pub fn is_annexed(&self, at: usize) -> bool {
        self.annex.is_some_and(|annex| annex <= at)
    }

    /// Whether the text of an annex stands in the paper, and not only its name.
    pub fn has_annex(&self) -> bool {
        let tells = |passage: &Passage| match passage.block {
            Block::Heading(_) | Block::Table | Block::TableHead => true,
            Block::Paragraph | Block::ListItem => {
                passage.census.may_hold('。') || passage.census.chars > ANNEX_NAME
            }
            _ => false,
        };
        let behind = |annex| self.passages.iter().skip(annex + 1);
        self.annex.is_some_and(|annex| behind(annex).any(tells))
    }

    /// The headings above passage `index`, nearest first.
    pub fn above(&self, index: usize) -> impl Iterator<Item = (usize, &Heading)> {
        let above =
            std::iter::successors(self.passages[index].under, |&at| self.passages[at].under);
        above.filter_map(|at| Some((at, self.passages[at].heading()?)))
    }
}
