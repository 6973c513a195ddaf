//! What the words of items and measures are made of.

use std::borrow::Cow;

use crate::coverage::tally::Tally;
use crate::text::census::Census;
use crate::text::seek;
use crate::text::words::{self, Pairs};

/// `text` as titles and measures are compared: as names are, without quotation marks.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    let folded = words::fold(text);
    match folded.contains(words::is_quote) {
        true => folded.replace(words::is_quote, "").into(),
        false => folded,
    }
}

#[derive(Debug)]
pub(super) struct ItemWords {
    pub(super) number: u32,
    /// Its number as the plan prints it.
    pub(super) printed: u32,
    pub(super) title: String,
    pub(super) pairs: Pairs,
    /// The pairs of its measures.
    pub(super) tally: Tally,
    pub(super) measures: Vec<MeasureWords>,
}

impl ItemWords {
    /// Whether `heading` says its title in other words: see [`super::Index::paraphrased`].
    pub(super) fn is_said_in(&self, heading: &str, part: bool) -> bool {
        let folded = fold(heading);
        let bare = TOLD.iter().find_map(|word| folded.strip_suffix(word));
        let whole = folded.chars().count();
        let folded = bare.unwrap_or(&folded);
        let pairs = self.title.chars().rev().zip(folded.chars().rev());
        let alike = pairs.take_while(|(own, said)| own == said).count();
        let own = self.title.chars().count();
        let mut title = self.title.chars();
        let holds = folded.chars().nth(3).is_some()
            && folded.chars().all(|c| title.any(|own| own == c))
            && (seek::holds(&self.title, folded) || folded.chars().count() * 2 >= own);
        let ends = alike >= 4 && alike * 2 >= own;
        // 抓好重点领域质量安全 for 加强重点领域质量安全监管
        let half = whole.div_ceil(2).max(4);
        let starts = || folded.char_indices().map(|(at, _)| at);
        let ends_of = starts().skip(half).chain([folded.len()]);
        let mut runs = starts()
            .zip(ends_of)
            .map(|(start, end)| &folded[start..end]);
        let mut shares = || runs.any(|run| seek::holds(&self.title, run));
        holds || ends || !part && shares()
    }
}

#[derive(Debug)]
pub(super) struct MeasureWords {
    pub(super) text: String,
    pub(super) census: Census,
    pub(super) folded: String,
    pub(super) pairs: Pairs,
    /// What it quotes and no other measure does.
    pub(super) names: Vec<String>,
}

/// What a heading may add to an item's title.
const TOLD: [&str; 8] = [
    "开展情况",
    "实施情况",
    "落实情况",
    "完成情况",
    "工作情况",
    "情况",
    "方面",
    "工作",
];
