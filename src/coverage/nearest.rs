//! What stands nearest to a measure that was not recognised, and which words a
//! passage shares with a measure: for a person who looks on. It files nothing.

use std::borrow::Cow;

use super::answers::{is_opening, sentences};
use super::matching::quoted;
use super::{Coverage, Filing};
use crate::plan::{Item, Tasks};
use crate::report::{Block, Report};
use crate::text::Span;
use crate::text::words::{self, Pairs};

/// The sentences of a paper that may speak of a measure.
#[derive(Debug)]
pub struct Said<'r> {
    sentences: Vec<(Near, &'r str, Pairs)>,
}

/// One sentence of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// The passage.
    pub passage: usize,
    /// The sentence: bytes of the passage's line.
    pub sentence: Span,
}

/// How much of a measure's telling words a sentence must have to be shown, and
/// how many pairs of them.
const NEAR: (f64, usize) = (0.1, 3);

/// At most so many passages are shown for a measure.
pub const SHOWN: usize = 3;

impl<'r> Said<'r> {
    /// The sentences of `report` outside its opening, problems and next year.
    pub fn new(tasks: &Tasks, report: &'r Report, coverage: &Coverage) -> Self {
        let mut said = Vec::new();
        let filed = report.passages.iter().zip(&coverage.filing);
        for (at, (passage, filing)) in filed.enumerate() {
            let told = matches!(
                passage.block,
                Block::Paragraph | Block::ListItem | Block::Table
            );
            let may = matches!(
                filing,
                Filing::Item(_) | Filing::Measure(..) | Filing::Other
            );
            if told && may && !is_opening(report, at) {
                said.extend(sentences(passage).into_iter().map(|sentence| {
                    let text = passage.line.text.get(sentence.start..sentence.end);
                    let text = text.unwrap_or_default();
                    let near = Near {
                        passage: at,
                        sentence,
                    };
                    (near, text, Pairs::new(&own_words(tasks, text)))
                }));
            }
        }
        Said { sentences: said }
    }

    /// The sentences nearest to a measure of these words, one a passage, the
    /// nearest first; `open` says which passages may be shown.
    pub fn nearest(&self, measure: &str, open: impl Fn(usize) -> bool) -> Vec<Near> {
        let words = Pairs::new(measure);
        let mut near: Vec<(f64, Near)> = Vec::new();
        for (sentence, _, pairs) in &self.sentences {
            let share = words.contained_in(pairs);
            let is_near = share >= NEAR.0 && words.common(pairs) >= NEAR.1;
            if !is_near || !open(sentence.passage) {
                continue;
            }
            match near
                .iter_mut()
                .find(|(_, known)| known.passage == sentence.passage)
            {
                Some(known) if known.0 >= share => {}
                Some(known) => *known = (share, *sentence),
                None => near.push((share, *sentence)),
            }
        }
        near.sort_by(|a, b| b.0.total_cmp(&a.0));
        near.into_iter()
            .take(SHOWN)
            .map(|(_, sentence)| sentence)
            .collect()
    }

    /// The sentence of a passage that is likest to a measure of these words: that
    /// has a name it quotes, else most of its telling words.
    pub fn likest(&self, measure: &str, passage: usize) -> Option<Near> {
        let words = Pairs::new(measure);
        let own = self
            .sentences
            .iter()
            .filter(|(near, ..)| near.passage == passage);
        own.map(|(near, text, pairs)| {
            let named = quoted(measure).any(|name| text.contains(name));
            ((named, words.common(pairs)), *near)
        })
        .filter(|(alike, _)| *alike > (false, 0))
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.sentence.cmp(&a.1.sentence)))
        .map(|(_, near)| near)
    }
}

/// `text` without the titles of the plan's items in it: a row of a table and a
/// paragraph repeat the title they answer, and say nothing by it.
pub fn own_words<'t>(tasks: &Tasks, text: &'t str) -> Cow<'t, str> {
    let mut own = Cow::Borrowed(text);
    for title in tasks.plan.items().map(Item::title) {
        if !title.is_empty() && own.contains(title) {
            let words: Vec<&str> = own.split(title).map(str::trim).collect();
            own = Cow::Owned(words.join(" "));
        }
    }
    own
}

/// The names that `measure` quotes and the telling words that it shares with
/// `text`, longest first; none that is part of a longer one.
pub fn shared<'m>(measure: &'m str, text: &str) -> Vec<&'m str> {
    let mut found: Vec<&str> = quoted(measure).filter(|name| text.contains(name)).collect();
    let mut rest = measure;
    while let Some(first) = rest.chars().next() {
        let run = longest(rest, text);
        let words = run.trim_matches(['的', '和', '与', '及', '在', '了', '对', '等', '为']);
        if !Pairs::new(words).is_empty() {
            found.push(words);
        }
        rest = rest.get(run.len().max(first.len_utf8())..).unwrap_or("");
    }
    found.sort_by_key(|run| std::cmp::Reverse(run.len()));
    let mut whole: Vec<&str> = Vec::new();
    for run in found {
        if !whole.iter().any(|longer| longer.contains(run)) {
            whole.push(run);
        }
    }
    whole
}

/// The longest run of letters and figures that begins `rest` and stands in
/// `text`.
fn longest<'r>(rest: &'r str, text: &str) -> &'r str {
    let mut run = "";
    for (at, c) in rest.char_indices() {
        let longer = rest.get(..at + c.len_utf8()).unwrap_or_default();
        if !words::is_alphanumeric(c) || !text.contains(longer) {
            break;
        }
        run = longer;
    }
    run
}
