//! One report made ready for the volume, in the worker that read it: its
//! passages as printable pieces, and the few words the first page quotes.

use std::iter::successors;

use super::excerpt;
use crate::coverage::{Coverage, Filing};
use crate::report::body::{Fragment, Prints, Style};
use crate::report::picture::Load;
use crate::report::tree::Paper;
use crate::report::{Block, Entry, Passage, Picture, Status};
use crate::text::Span;

/// How the volume is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// Item by item, every agency's answer beside the plan's words.
    #[default]
    Item,
    /// Agency by agency, every paper in its own order.
    Agency,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy)]
pub struct Print {
    /// How the volume is bound.
    pub by: By,
    /// Whether it is printed as HTML.
    pub html: bool,
    /// Whether it is printed as Markdown.
    pub markdown: bool,
    /// Whether its words on next year are kept as data.
    pub json: bool,
}

/// A run of passages that is printed in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it belongs. By agency everything is [`Filing::Other`].
    pub filing: Filing,
    /// The line of the report where it begins, from 1.
    pub line: usize,
    /// Whether it is headings only: what stood below them is filed elsewhere.
    pub bare: bool,
    /// What is printed, in [`Body::prints`].
    pub fragment: Fragment,
}

/// A measure, or a whole item, that the report says is not done, or settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The item.
    pub item: u32,
    /// The measure's index in it, from 1; `None` where the report speaks of
    /// the item as a whole.
    pub measure: Option<u32>,
    /// The line of the report, from 1.
    pub line: usize,
    /// What the report says of it, shortened.
    pub words: String,
}

/// A report as it is bound. Characters are counted without blanks; `total` is
/// the sum of the pieces' characters, `contact` and `untouched`, or text was
/// lost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// What is printed, in document order.
    pub pieces: Vec<Piece>,
    /// The words of the pieces.
    pub prints: Prints,
    /// Characters of contact lines held out.
    pub contact: usize,
    /// Characters of lines nobody touched, held out.
    pub untouched: usize,
    /// Characters of private values of the front matter, held out and no part
    /// of `total`.
    pub private: usize,
    /// Characters of comments, held out and no part of `total`.
    pub comments: usize,
    /// Its pictures and what became of them, in document order.
    pub pictures: Vec<Picture>,
    /// Characters of the paper's text, counted before it was taken apart.
    pub total: usize,
    /// What it says is not done.
    pub undone: Vec<Undone>,
    /// What it says is done or none of its business, measure by measure.
    pub settled: Vec<Undone>,
    /// The plain text of next year's targets, a passage a line, if it is kept.
    pub next_targets: Option<String>,
    /// The plain text of next year's measures, a passage a line, if it is kept.
    pub next_measures: Option<String>,
}

impl Body {
    /// Those of its pieces.
    pub fn chosen(&self, indices: &[u32]) -> impl Iterator<Item = &Piece> {
        let pieces = indices.iter();
        pieces.filter_map(|&index| self.pieces.get(index as usize))
    }

    /// The characters that must reach the volume.
    pub fn due(&self) -> usize {
        self.total.saturating_sub(self.contact + self.untouched)
    }
}

/// The paper as it is bound. `prefix` begins every id in it and must differ
/// from report to report; `load` reads its pictures.
pub fn bind(
    paper: &Paper,
    coverage: &Coverage,
    prefix: &str,
    print: Print,
    load: &mut Load,
) -> Body {
    let by = print.by;
    let passages = &paper.report.passages;
    let next_year = |part| {
        print
            .json
            .then(|| plain(passages, coverage, part))
            .flatten()
    };
    let mut body = Body {
        total: paper.report.census.chars,
        private: paper.report.header.private,
        comments: paper.report.comments,
        undone: undone(paper, coverage),
        settled: settled(paper, coverage),
        next_targets: next_year(Filing::NextTargets),
        next_measures: next_year(Filing::NextMeasures),
        ..Body::default()
    };
    let mut runs: Vec<(Filing, Vec<usize>)> = Vec::new();
    let mut contact = Vec::new();
    let mut untouched = Vec::new();
    for (index, passage) in passages.iter().enumerate() {
        match (filing_of(coverage, index), by) {
            (Filing::Contact, _) => contact.push(index),
            (Filing::Untouched, _) => untouched.push(index),
            (_, By::Agency) => push(&mut runs, Filing::Other, index, passage),
            (filing, By::Item) => push(&mut runs, filing, index, passage),
        }
    }
    // What is held out is counted as what is printed is, and thrown away, before
    // anything is numbered or read for it.
    body.contact = paper.hold_out(&contact);
    body.untouched = paper.hold_out(&untouched);
    body.pictures = paper.embed(load);
    paper.connect(prefix);
    // All bodies are kept until the last report is read: in little more room than
    // they need. A page has about a quarter more bytes than its paper.
    let bytes = paper.source.text.len();
    body.pieces.reserve_exact(runs.len());
    if print.html {
        body.prints.html.reserve(bytes + bytes / 4);
    }
    if print.markdown {
        body.prints.markdown.reserve(bytes + bytes / 16);
    }
    for (filing, indices) in runs {
        let style = Style {
            prefix,
            base: base(filing, by),
            html: print.html,
            markdown: print.markdown,
        };
        let first = indices.first().and_then(|&index| passages.get(index));
        let span = first.map_or(Span::default(), |passage| passage.span);
        body.pieces.push(Piece {
            filing,
            line: paper.source.line_of(span.start),
            bare: indices
                .iter()
                .filter_map(|&index| passages.get(index))
                .all(is_heading),
            fragment: paper.fragment(&indices, style, &mut body.prints),
        });
    }
    body.undone.shrink_to_fit();
    body.settled.shrink_to_fit();
    body.prints.html.shrink_to_fit();
    body.prints.markdown.shrink_to_fit();
    body
}

/// What every id of the report at `path` begins with: ASCII, and another for
/// every path (64-bit FNV-1a).
pub fn prefix(path: &str) -> String {
    let hash = path.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("p{hash:016x}")
}

fn is_heading(passage: &Passage) -> bool {
    matches!(passage.block, Block::Heading(_))
}

/// Where passage `index` belongs; a passage nobody filed is other content, so
/// that it is printed.
fn filing_of(coverage: &Coverage, index: usize) -> Filing {
    coverage.filing.get(index).copied().unwrap_or(Filing::Other)
}

/// Adds passage `index` to the last run if it is filed there, else begins a
/// new one. A footnote goes with the last run of its filing: it stands at the
/// paper's end, far from the words it explains.
fn push(runs: &mut Vec<(Filing, Vec<usize>)>, filing: Filing, index: usize, passage: &Passage) {
    let run = match passage.block {
        Block::Footnote => runs.iter_mut().rfind(|(last, _)| *last == filing),
        _ => runs.last_mut().filter(|(last, _)| *last == filing),
    };
    match run {
        Some((_, indices)) => indices.push(index),
        None => runs.push((filing, vec![index])),
    }
}

/// The highest heading of a piece: below the agency's name, which is an h4
/// within an item and an h3 everywhere else.
fn base(filing: Filing, by: By) -> u8 {
    match filing {
        Filing::Item(_) | Filing::Measure(..) if by == By::Item => 5,
        _ => 4,
    }
}

fn undone(paper: &Paper, coverage: &Coverage) -> Vec<Undone> {
    let mut found = Vec::new();
    for answer in &coverage.answers {
        let mut told = false;
        for measure in &answer.measures {
            if measure.status == Some(Status::NotDone) {
                told = true;
                found.extend(
                    excerpt::undone(paper, measure.passage).map(|(line, words)| Undone {
                        item: answer.item,
                        measure: Some(measure.measure),
                        line,
                        words,
                    }),
                );
            }
        }
        if answer.status == Some(Status::NotDone) && !told {
            let at = stated(paper, coverage, answer.item).or(answer.passage);
            found.extend(excerpt::undone(paper, at).map(|(line, words)| Undone {
                item: answer.item,
                measure: None,
                line,
                words,
            }));
        }
    }
    found
}

fn settled(paper: &Paper, coverage: &Coverage) -> Vec<Undone> {
    let all = coverage.answers.iter().flat_map(|answer| {
        let measures = answer.measures.iter();
        measures.map(|measure| (answer.item, measure))
    });
    let settled = |status| matches!(status, Some(Status::Done | Status::NotApplicable));
    let all = all.filter(|(_, measure)| settled(measure.status));
    let told = all.filter_map(|(item, measure)| {
        let (line, words) = excerpt::told(paper, measure.passage)?;
        Some(Undone {
            item,
            measure: Some(measure.measure),
            line,
            words,
        })
    });
    told.collect()
}

/// The first passage filed under `item` that states it is not done.
fn stated(paper: &Paper, coverage: &Coverage, item: u32) -> Option<usize> {
    let passages = paper.report.passages.iter().zip(&coverage.filing);
    let mut own = passages.enumerate().filter(|(_, (_, filing))| {
        matches!(filing, Filing::Item(of) | Filing::Measure(of, _) if *of == item)
    });
    own.find(|(_, (passage, _))| {
        let status = passage.entry.as_ref().and_then(Entry::status);
        status == Some(Status::NotDone)
    })
    .map(|(at, _)| at)
}

/// The plain text of the passages filed under `part`, or under both parts of
/// next year at once; `None` where there is none.
fn plain(passages: &[Passage], coverage: &Coverage, part: Filing) -> Option<String> {
    let parts = [coverage.parts.next_targets, coverage.parts.next_measures];
    let headings = parts.into_iter().flatten();
    // The part's own heading says nothing, nor do those above it.
    let headings = headings.flat_map(|at| successors(Some(at), |&at| passages[at].under));
    let headings: Vec<usize> = headings.collect();
    let lines: Vec<&str> = passages
        .iter()
        .enumerate()
        .filter(|&(index, _)| {
            let filing = filing_of(coverage, index);
            let own = filing == part || filing == Filing::NextYear;
            own && !headings.contains(&index)
        })
        .map(|(_, passage)| passage.line.text.trim())
        .filter(|text| !text.is_empty())
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
