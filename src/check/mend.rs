//! Carrying out what rules know the remedy of. A safe fix must leave all that
//! is understood as it was: every one is held to that by reading the paper
//! again, so that a rule that errs costs nothing but its own fix.

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::survey;
use crate::coverage::cover::cover;
use crate::coverage::matching::Index;
use crate::coverage::{Answered, Digest, Filing};
use crate::coverage::{identity, numbers, ruled};
use crate::diagnostic::{Fix, fix};
use crate::plan::Tasks;
use crate::report::tree::Paper;
use crate::report::{Heading, Passage};
use crate::text::Source;
use crate::text::decode::{Charset, decode};

/// At most so often is a paper read and mended: what overlapped waits for the
/// next pass, and nothing may go round for ever.
const PASSES: usize = 10;
/// At most so often is a paper read again to find which fix it is that
/// changes what is understood.
const TRIES: usize = 32;
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// What papers are mended by.
#[derive(Debug)]
pub struct Mending<'a> {
    tasks: &'a Tasks,
    as_of: NaiveDate,
    only: &'a [&'static str],
    risky: bool,
    /// The plan's words, as papers are compared with them, once there is one to mend.
    index: OnceLock<Index>,
}

impl<'a> Mending<'a> {
    /// Mending by the plan folder on the day `as_of`. `only` these rules count; all,
    /// where there are none. `risky`: fixes that a person should look at are made too.
    pub fn new(tasks: &'a Tasks, as_of: NaiveDate, only: &'a [&'static str], risky: bool) -> Self {
        Mending {
            tasks,
            as_of,
            only,
            risky,
            index: OnceLock::new(),
        }
    }
}

/// A mended paper.
#[derive(Debug)]
pub struct Mended {
    /// Its text as it was.
    pub before: String,
    /// Its text as it is.
    pub after: String,
    /// How many places were mended.
    pub count: usize,
    /// How it was encoded, where that was not UTF-8.
    pub charset: Charset,
    marked: bool,
}

impl Mended {
    /// What is written: UTF-8, with a byte order mark where there was one.
    pub fn bytes(&self) -> Vec<u8> {
        let mark = if self.marked { MARK } else { &[] };
        [mark, self.after.as_bytes()].concat()
    }
}

/// What `bytes`, the file at `path`, become; nothing, where there is nothing to
/// mend or they are no text.
pub fn mend(by: &Mending, path: &str, bytes: &[u8]) -> Option<Mended> {
    let (before, charset) = decode(bytes.to_vec()).ok()?;
    let mut mended = Mended {
        after: before.clone(),
        before,
        count: 0,
        charset,
        marked: charset == Charset::Utf8 && bytes.starts_with(MARK),
    };
    let mut charset = charset;
    for _ in 0..PASSES {
        let (text, count) = pass(by, path, &mended.after, charset);
        if count == 0 {
            break;
        }
        mended.after = text;
        mended.count += count;
        charset = Charset::Utf8;
    }
    (mended.count > 0).then_some(mended)
}

/// `text` with the fixes of one reading, and how many those were: the safe
/// ones, and only when none is left the others.
fn pass(by: &Mending, path: &str, text: &str, charset: Charset) -> (String, usize) {
    let (sound, risky) = sound(by, path, text, charset);
    match fix::apply(text, &sound) {
        (_, 0) if by.risky => fix::apply(text, &risky),
        mended => mended,
    }
}

/// The safe fixes of one reading that hold what they promise.
pub fn promised(by: &Mending, path: &str, bytes: &[u8]) -> Vec<Fix> {
    let decoded = decode(bytes.to_vec());
    decoded.map_or_else(
        |_| Vec::new(),
        |(text, charset)| sound(by, path, &text, charset).0,
    )
}

/// The fixes of one reading: the safe ones that are so, and the others.
fn sound(by: &Mending, path: &str, text: &str, charset: Charset) -> (Vec<Fix>, Vec<Fix>) {
    let (understood, fixes) = read(by, path, text, charset);
    let (safe, risky): (Vec<Fix>, Vec<Fix>) = fixes.into_iter().partition(|fix| fix.safe);
    let safe: Vec<&Fix> = safe.iter().collect();
    let mut trial = Trial {
        same: |text: &str| read(by, path, text, Charset::Utf8).0 == understood,
        text,
        kept: Vec::new(),
        tries: TRIES,
    };
    trial.keep(&safe);
    (trial.kept.into_iter().cloned().collect(), risky)
}

/// The search for the fixes that change nothing in what is understood.
struct Trial<'a, F> {
    same: F,
    text: &'a str,
    kept: Vec<&'a Fix>,
    tries: usize,
}

impl<'a, F: Fn(&str) -> bool> Trial<'a, F> {
    /// Keeps all of `fixes`, or what is sound in either half of them.
    fn keep(&mut self, fixes: &[&'a Fix]) {
        if fixes.is_empty() || self.tries == 0 {
            return;
        }
        self.tries -= 1;
        let before = self.kept.len();
        self.kept.extend(fixes);
        if (self.same)(&fix::apply(self.text, self.kept.iter().copied()).0) {
            return;
        }
        self.kept.truncate(before);
        if fixes.len() > 1 {
            let (left, right) = fixes.split_at(fixes.len() / 2);
            self.keep(left);
            self.keep(right);
        }
    }
}

/// What is understood of a paper, wherever in it that stands.
#[derive(Debug, PartialEq)]
struct Understood {
    digest: Digest,
    year: Option<i32>,
    /// What of the front matter is lost, unknown and kept private.
    header: [usize; 3],
    headings: Vec<Heading>,
    filing: Vec<Filing>,
}

/// Reads a paper: what is understood, and the fixes that count.
fn read(by: &Mending, path: &str, text: &str, charset: Charset) -> (Understood, Vec<Fix>) {
    let source = Source::new(path, text);
    let arena = Paper::arena();
    let mut paper = Paper::parse(&arena, &source, &by.tasks.plan);
    identity::sign(by.tasks, &mut paper.report);
    numbers::settle(by.tasks, &mut paper.report);
    ruled::mark(by.tasks, &source.path, &mut paper.report);
    let index = by.index.get_or_init(|| Index::new(&by.tasks.plan));
    let coverage = cover(by.tasks, index, &paper.report);
    let context = survey::context(by.tasks, &paper, charset, &coverage, by.as_of);
    // What is waived is not mended.
    let (diagnostics, _) = super::check_report(&context);
    let header = &paper.report.header;
    let understood = Understood {
        digest: placeless(survey::digest(&paper, &coverage, &diagnostics)),
        year: coverage.identity.year.map(|(year, _)| year),
        header: [header.broken.len(), header.unknown.len(), header.private],
        headings: headings(&paper),
        filing: coverage.filing.clone(),
    };
    // Of a body that was not read nothing can be mended.
    let read = paper.report.excess.is_none();
    let counts = |rule| by.only.is_empty() || by.only.contains(&rule);
    let fixes = diagnostics
        .into_iter()
        .filter(|diagnostic| read && counts(diagnostic.rule))
        .flat_map(|diagnostic| diagnostic.finding.fixes);
    (understood, fixes.collect())
}

/// A digest without its places and counts.
fn placeless(digest: Digest) -> Digest {
    let answers = digest.answers.into_iter().map(|answer| Answered {
        line: 0,
        measures: answer
            .measures
            .into_iter()
            .map(|(measure, status, _)| (measure, status, 0))
            .collect(),
        ..answer
    });
    Digest {
        answers: answers.collect(),
        site: crate::diagnostic::Site::file(""),
        counts: [0; 3],
        ..digest
    }
}

/// The headings, however they are marked.
fn headings(paper: &Paper) -> Vec<Heading> {
    let headings = paper.report.passages.iter().filter_map(Passage::heading);
    let headings = headings.map(|heading| Heading {
        span: crate::text::Span::default(),
        hashed: true,
        ..heading.clone()
    });
    headings.collect()
}
