//! What a report says that another's words may stand against: figures of the
//! whole city, and work done together with another agency. A few short claims
//! leave the worker; [`super::contradictions`] sets them side by side.

use std::cell::LazyCell;

use super::figure::{Figure, figures};
use super::matching::Index;
use super::{Coverage, Filing, How};
use crate::plan::Tasks;
use crate::report::tree::Paper;
use crate::report::{Block, Entry, Passage, Status};
use crate::text::words;
use crate::text::{Span, seek};

/// At most this many claims are kept of one report.
const MOST: usize = 40;
/// The characters kept of its words.
const WORDS: usize = 48;

/// Something a report says of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The item.
    pub item: u32,
    /// The measure's index in it, from 1; `None` where the item as a whole is
    /// answered.
    pub measure: Option<u32>,
    /// The line of the report, from 1.
    pub line: usize,
    /// The sentence, shortened.
    pub words: String,
    /// What it says.
    pub what: What,
}

/// What is claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// How much of something there is.
    Figure(Figure),
    /// Done together with that expected submitter.
    With(usize),
}

/// The claims of a paper, in document order. Only what is filed under an item by
/// its place or its id counts, not what likeness of words found.
pub fn claims(tasks: &Tasks, index: &Index, paper: &Paper, coverage: &Coverage) -> Vec<Claim> {
    let report = &paper.report;
    let mut found = Vec::new();
    for (passage, filing) in report.passages.iter().zip(&coverage.filing) {
        let (number, measure) = match *filing {
            Filing::Item(item) => (item, None),
            Filing::Measure(item, measure) => (item, Some(measure)),
            _ => continue,
        };
        let answered = |answer: &super::Answer| answer.item == number && answer.how == How::Written;
        let (start, said) = said(passage);
        if said.is_empty() || !coverage.answers.iter().any(answered) {
            continue;
        }
        let mut claim = |words: &str, what: What| {
            if found.len() < MOST {
                found.push(Claim {
                    item: number,
                    measure,
                    line: paper.source.line_of(passage.span.start),
                    words: words::shorten(words.trim(), WORDS),
                    what,
                });
            }
        };
        let done = passage.entry.as_ref().and_then(Entry::status) == Some(Status::Done);
        if passage.census.figures.most > 0 {
            let named = |core: &str| index.counts(number, measure, core);
            let city = passage.census.may_hold('市');
            let year = tasks.plan.year;
            let signs = report
                .signs
                .of(&passage.signs)
                .within(start, start + said.len());
            figures(said, signs, year, city, &named, &mut |sentence, figure| {
                claim(sentence, What::Figure(figure));
            });
        }
        // All the words of JOINT end so.
        if !done || !passage.census.may_hold_any(&['同', '合']) {
            continue;
        }
        let joint = JOINT.into_iter();
        let joint = joint.filter(|word| passage.census.may_spell(word));
        for (sentence, party) in partners(tasks, said, joint) {
            claim(&said[sentence.start..sentence.end], What::With(party));
        }
    }
    found
}

/// The words of a passage that answer, and the byte of its line at which they begin:
/// a heading, a table and a note state nothing by themselves.
fn said(passage: &Passage) -> (usize, &str) {
    let text = passage.line.text.as_str();
    let entry = passage.entry.as_ref();
    let answer = entry.and_then(|entry| {
        let (start, end) = entry.answer;
        Some((start, text.get(start..end)?))
    });
    let answer = answer.filter(|(_, answer)| !words::trim_start(answer).is_empty());
    match passage.block {
        Block::Paragraph | Block::ListItem => answer.unwrap_or((0, text)),
        Block::Table => answer.unwrap_or_default(),
        _ => (0, ""),
    }
}

/// The expected submitters with whom `said` says something was done, each with its
/// sentence: 会同X, 联合X, 与X联合, X、Y共同. A name must stand there whole, and what is
/// only planned or belongs to the agency named (X所属的……) does not count. `joint` are
/// the words of [`JOINT`] that may stand there.
fn partners(
    tasks: &Tasks,
    said: &str,
    joint: impl Iterator<Item = &'static str>,
) -> Vec<(Span, usize)> {
    let mut found = Vec::new();
    let sentences = LazyCell::new(|| words::sentences(said).collect::<Vec<_>>());
    for word in joint {
        let mut next = 0;
        for at in seek::each(said, word) {
            // Of a clause the first counts.
            if at < next {
                continue;
            }
            let behind = &said[at + word.len()..];
            let before = said[..at].rsplit(ENDS).next().unwrap_or_default();
            let after = behind.split(ENDS).next().unwrap_or_default();
            next = at + word.len() + after.len();
            let mut named = Vec::new();
            if word != TOGETHER {
                leading(tasks, after, &mut named);
            }
            if word != WITH {
                listed(tasks, before, &mut named);
            }
            let planned = || PLANNED.iter().any(|word| before.contains(word));
            if named.is_empty() || planned() {
                continue;
            }
            let sentence = sentences.partition_point(|sentence| sentence.end <= at);
            if let Some(&sentence) = sentences.get(sentence) {
                found.extend(named.into_iter().map(|party| (sentence, party)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

const WITH: &str = "会同";
const TOGETHER: &str = "共同";
const JOINT: [&str; 3] = [WITH, "联合", TOGETHER];

/// What ends a clause.
const ENDS: [char; 8] = ['，', '；', '：', '。', ',', ';', '（', '）'];

const PLANNED: [&str; 9] = ["将", "拟", "未", "不", "应", "需", "建议", "计划", "下一步"];
const BETWEEN: [char; 4] = ['、', '和', '与', '及'];

/// The names that begin `text`: 市教委、市科委开展…….
fn leading(tasks: &Tasks, text: &str, found: &mut Vec<usize>) {
    for name in text.split(BETWEEN) {
        if let Some(party) = tasks.find(name.trim().trim_end_matches('等')) {
            found.push(party);
            continue;
        }
        let last = tasks.find_leading(name).filter(|&index| {
            let party = tasks.parties.get(index);
            party.is_some_and(|party| {
                let names = [&party.full_name, &party.name];
                let rest = names
                    .iter()
                    .find_map(|known| name.strip_prefix(known.as_str()));
                rest.is_some_and(|rest| !OWNED.iter().any(|word| rest.starts_with(word)))
            })
        });
        found.extend(last);
        break;
    }
}

const OWNED: [&str; 8] = ["的", "所属", "下属", "直属", "系统", "机关", "原", "牵头"];

/// The names a clause consists of before 联合 or 共同: 与市教委、市科委.
fn listed(tasks: &Tasks, text: &str, found: &mut Vec<usize>) {
    let text = text.trim().trim_start_matches(['与', '和', '同']);
    let names = text
        .split(BETWEEN)
        .map(|name| tasks.find(name.trim_end_matches('等')));
    let names: Option<Vec<usize>> = names.collect();
    found.extend(names.into_iter().flatten());
}
