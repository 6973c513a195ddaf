//! Likeness of words: a heading to an item's title, a line to a measure.
//!
//! The figures come from 48 hand-made pairs and 57,290 pairs of measures with
//! sentences of other cities' papers: a proper name that one measure alone
//! quotes, or five common pairs of characters that are a quarter of the
//! measure's, were right 16 times of 16 and fired 3 times on the strangers. The
//! figures are optimistic, so likeness only files and hints.

mod item;
mod joined;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use self::item::{ItemWords, MeasureWords, fold};
use super::memo::Memo;
use super::parts::Title;
use super::tally::Tally;
use crate::plan::{Measure, Plan, naming};
use crate::text::census::Census;
use crate::text::seek;
use crate::text::words::{self, Pairs};

/// The words of the plan, made ready to compare.
#[derive(Debug)]
pub struct Index {
    items: Vec<ItemWords>,
    /// What the plan is about, without 工作: 食品安全.
    subject: String,
    /// Whether several have one title.
    namesakes: bool,
    /// Whether they are numbered from 1, each with the next number.
    in_turn: bool,
    /// The pairs of the items' titles.
    titles: Tally,
    /// The measures that all these words are, each with its item.
    by_words: BTreeMap<String, Vec<(u32, u32)>>,
    /// What the headings of papers are.
    pub(super) headings: Memo<Title>,
}

/// `words` without the sign at their end.
fn bare(words: &str) -> &str {
    words.trim().trim_end_matches(['。', ';', '；', '.'])
}

/// Quoted words that are everybody's.
const COMMON: &[&str] = &["十三五", "一带一路", "单一窗口", "十二五", "互联网+"];

/// How alike a heading and an item's title must be (Dice, on pairs of
/// characters without the empty words).
const TITLE: f64 = 0.6;

/// The characters of the shortest part of a title that stands for all of it.
const SHORTENED: usize = 6;

impl Index {
    /// The words of `plan`.
    pub fn new(plan: &Plan) -> Self {
        let all: Vec<&str> = plan
            .items()
            .flat_map(|item| item.measures.iter().map(|measure| measure.text.as_str()))
            .collect();
        let measure = |measure: &Measure| MeasureWords {
            text: measure.text.clone(),
            census: Census::of(&measure.text),
            folded: fold(&measure.text).into_owned(),
            pairs: Pairs::new(&measure.text),
            names: quoted(&measure.text)
                .filter(|name| all.iter().filter(|text| text.contains(name)).count() == 1)
                .map(str::to_owned)
                .collect(),
        };
        let items = plan.items().map(|item| {
            let measures: Vec<MeasureWords> = item.measures.iter().map(measure).collect();
            ItemWords {
                number: item.number,
                printed: item.printed,
                title: fold(item.title()).into_owned(),
                pairs: Pairs::new(item.title()),
                tally: Tally::new(measures.iter().map(|measure| &measure.pairs)),
                measures,
            }
        });
        let items: Vec<ItemWords> = items.collect();
        let mut by_words: BTreeMap<String, Vec<(u32, u32)>> = BTreeMap::new();
        for item in &items {
            for (measure, index) in item.measures.iter().zip(1..) {
                let words = bare(&measure.folded).to_owned();
                by_words
                    .entry(words)
                    .or_default()
                    .push((item.number, index));
            }
        }
        let mut titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
        titles.sort_unstable();
        Index {
            namesakes: titles.windows(2).any(|pair| pair[0] == pair[1]),
            subject: naming::subject(plan).trim_end_matches("工作").to_owned(),
            by_words,
            titles: Tally::new(items.iter().map(|item| &item.pairs)),
            in_turn: (1..).zip(&items).all(|(turn, item)| item.number == turn),
            headings: Memo::default(),
            items,
        }
    }

    /// Where the item of that number stands.
    fn place(&self, number: u32) -> Option<usize> {
        match self.in_turn {
            true => (number as usize).checked_sub(1),
            false => self.items.iter().position(|item| item.number == number),
        }
    }

    fn item(&self, number: u32) -> Option<&ItemWords> {
        self.items.get(self.place(number)?)
    }

    /// The item whose title a heading's words are: the same, containing it, or
    /// alike enough. A title of few telling words must stand there whole.
    pub fn item_of(&self, heading: &str) -> Option<u32> {
        let folded = fold(heading);
        if folded.is_empty() {
            return None;
        }
        if let Some(number) = self.named(&folded).next() {
            return Some(number);
        }
        if let Some(number) = self.shortened(&folded) {
            return Some(number);
        }
        let pairs = Pairs::new(heading);
        let common = self.titles.common(pairs.iter());
        // The plan's subject alone, which every part is called by, tells of no item.
        let apart = |item: &ItemWords| {
            let own = |text: &str| Pairs::new(&text.replace(&self.subject, "，"));
            self.subject.is_empty()
                || !heading.contains(&self.subject)
                || own(&item.title).common(&own(heading)) > 0
        };
        self.items
            .iter()
            .zip(common)
            .filter(|(item, _)| item.pairs.len() >= 3)
            .map(|(item, common)| {
                let alike = words::dice(common, item.pairs.len(), pairs.len());
                (alike, item)
            })
            .filter(|(alike, item)| *alike >= TITLE && apart(item))
            .map(|(alike, item)| (alike, item.number))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .map(|(_, number)| number)
    }

    /// The items with the title of `item`, in plan order; nothing where no other has it.
    pub fn namesakes(&self, item: u32) -> Vec<u32> {
        let title = self.item(item).map(|own| &own.title);
        let Some(title) = title.filter(|_| self.namesakes) else {
            return Vec::new();
        };
        let alike = self.items.iter().filter(|own| own.title == *title);
        let all: Vec<u32> = alike.map(|own| own.number).collect();
        if all.len() > 1 { all } else { Vec::new() }
    }

    /// Whether `words` are the whole title of an item.
    pub fn is_title(&self, words: &str) -> bool {
        let folded = fold(words);
        self.items.iter().any(|item| item.title == folded)
    }

    /// The item of whose title alone a heading is the most of: 质量发展重点工程.
    fn shortened(&self, folded: &str) -> Option<u32> {
        folded.chars().nth(SHORTENED - 1)?;
        let lengths = folded.len()..=folded.len() * 4 / 3;
        let holds = |item: &&ItemWords| {
            lengths.contains(&item.title.len()) && seek::holds(&item.title, folded)
        };
        let mut items = self.items.iter().filter(holds);
        let first = items.next()?;
        items.next().is_none().then_some(first.number)
    }

    /// The items whose whole titles stand in a folded text, in order: of titles in each other
    /// the longest.
    fn named(&self, mut folded: &str) -> impl Iterator<Item = u32> {
        std::iter::from_fn(move || {
            let fits = |item: &&ItemWords| (1..=folded.len()).contains(&item.title.len());
            let items = || self.items.iter().filter(fits);
            // Most headings are a title and nothing else.
            let same = items().find(|item| item.title == folded);
            let within = || {
                let found =
                    items().filter_map(|item| Some((seek::first(folded, &item.title)?, item)));
                found.min_by_key(|(at, item)| (*at, Reverse(item.title.len())))
            };
            let (at, item) = same.map(|item| (0, item)).or_else(within)?;
            folded = &folded[at + item.title.len()..];
            Some(item.number)
        })
    }

    /// The item of that number, if the heading says its title in other words: both
    /// end alike, in half of the title's characters or more and four at least, half of the
    /// heading stands in the title, or it is part of it, be some of its words left out.
    /// 扎实推进质量提升行动 is 深入开展质量提升行动, and so are 质量提升行动 and 质量行动情况;
    /// 开展能力提升行动 is not. Where it begins a part, its half is not enough.
    pub fn paraphrased(&self, number: u32, heading: &str, part: bool) -> Option<u32> {
        let own = self.items.iter().filter(|item| item.printed == number);
        let mut said = own.filter(|item| item.is_said_in(heading, part));
        let only = said.next()?;
        said.next().is_none().then_some(only.number)
    }

    /// Whether the plan prints that number before the title of `item`.
    pub fn is_printed(&self, item: u32, number: u32) -> bool {
        self.item(item).is_some_and(|item| item.printed == number)
    }

    /// The only item of that number as the plan prints it.
    pub fn only(&self, number: u32) -> Option<u32> {
        let mut own = self.items.iter().filter(|item| item.printed == number);
        let only = own.next()?;
        own.next().is_none().then_some(only.number)
    }

    /// Whether most of a heading's characters, four at least, are of the title of `item`.
    pub fn hints(&self, item: u32, heading: &str) -> bool {
        let folded = fold(heading);
        let own = |c: &char| self.item(item).is_some_and(|item| item.title.contains(*c));
        let shared = folded.chars().filter(own).count();
        shared >= 4 && shared * 5 >= folded.chars().count() * 3
    }

    /// Whether `text` begins with the whole title of `item`, of six characters and more.
    pub fn begins(&self, item: u32, text: &str) -> bool {
        let folded = fold(text);
        self.item(item).is_some_and(|item| {
            item.title.chars().nth(SHORTENED - 1).is_some() && folded.starts_with(&item.title)
        })
    }

    /// Whether `text` may speak of `item`: it has two pairs of the telling characters of its
    /// title or of one of its measures.
    pub fn touches(&self, item: u32, text: &str) -> bool {
        let pairs = Pairs::new(text);
        self.item(item).is_some_and(|item| {
            let mut of_measures = item.tally.common(pairs.iter()).into_iter();
            pairs.common(&item.pairs) >= 2 || of_measures.any(|common| common >= 2)
        })
    }

    /// Whether `text` holds the whole title of `item`.
    pub fn names(&self, item: u32, text: &str) -> bool {
        let folded = fold(text);
        self.item(item)
            .is_some_and(|item| !item.title.is_empty() && folded.contains(&item.title))
    }

    /// Whether `thing` stands in the words of a measure, or of any of the item where
    /// none is given.
    pub fn counts(&self, item: u32, measure: Option<u32>, thing: &str) -> bool {
        let own =
            |words: &MeasureWords| words.census.may_spell(thing) && seek::holds(&words.text, thing);
        match measure {
            Some(index) => self.measure(item, index).is_some_and(own),
            None => self
                .item(item)
                .is_some_and(|item| item.measures.iter().any(own)),
        }
    }

    /// The measure of that index, from 1.
    fn measure(&self, item: u32, measure: u32) -> Option<&MeasureWords> {
        let measures = &self.item(item)?.measures;
        measures.get((measure as usize).checked_sub(1)?)
    }

    /// Whether the item has a measure of that index, from 1.
    pub fn has(&self, item: u32, measure: u32) -> bool {
        self.measure(item, measure).is_some()
    }

    /// The measures whose words these are, all of them: the item of each, and its index
    /// from 1.
    pub fn measures_of(&self, words: &str) -> &[(u32, u32)] {
        let measures = self.by_words.get(bare(&fold(words)));
        measures.map_or(&[], Vec::as_slice)
    }

    /// How many measures an item has; `None` for an item the plan lacks.
    pub fn measures(&self, item: u32) -> Option<usize> {
        self.item(item).map(|item| item.measures.len())
    }

    /// Whether `title` is taken from the words of the measure: a part of them.
    pub fn quotes(&self, item: u32, measure: u32, title: &str) -> bool {
        let folded = fold(title);
        let folded = folded.trim_end_matches(['…', '.', '。', '·', '：', ':', '、']);
        folded.is_empty()
            || self
                .measure(item, measure)
                .is_some_and(|words| words.folded.contains(folded))
    }

    /// Whether `title` names the measure in the drafter's own words.
    pub fn resembles(&self, item: u32, measure: u32, title: &str) -> bool {
        if self.quotes(item, measure, title) {
            return true;
        }
        let pairs = Pairs::new(title);
        self.measure(item, measure)
            .is_some_and(|words| pairs.contained_in(&words.pairs) >= 0.5)
    }

    /// The measure of `item` that a text of `pairs`, within one of that `census`, strongly
    /// speaks of, from 1, and how strongly; the strongest of several.
    pub fn strong(
        &self,
        item: u32,
        text: &str,
        census: &Census,
        pairs: impl Iterator<Item = u64>,
    ) -> Option<(u32, f64)> {
        let item = self.item(item)?;
        let common = item.tally.common(pairs);
        let mut best: Option<(f64, u32)> = None;
        for (index, (measure, common)) in item.measures.iter().zip(common).enumerate() {
            let mut names = measure.names.iter().filter(|name| census.may_spell(name));
            let named = names.any(|name| text.contains(name.as_str()));
            let share = common as f64 / measure.pairs.len().max(1) as f64;
            let alike = share >= 0.25 && common >= 5;
            let strength = share + f64::from(u8::from(named));
            if (named || alike) && best.is_none_or(|(known, _)| strength > known) {
                best = Some((strength, index as u32 + 1));
            }
        }
        best.map(|(strength, measure)| (measure, strength))
    }
}

/// How much of a measure's words is no trace of it: of answered measures none
/// had less, of unanswered ones in the same item 62 % had.
const TRACE: f64 = 0.1;

/// Whether a text of `pairs` shows any trace of the measure of these words: a
/// name it quotes, four characters in a row, be they empty words (全面质量管理),
/// or a tenth of its telling words. A measure too short to tell is taken as
/// traced.
pub fn traces(measure: &str, text: &str, pairs: &Pairs) -> bool {
    let words = Pairs::new(measure);
    words.len() < 5
        || quoted(measure).any(|name| text.contains(name))
        || runs(measure).any(|run| text.contains(run))
        || words.contained_in(pairs) >= TRACE
}

/// Every four Chinese characters in a row.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(at, _)| {
        let rest = &text[at..];
        let end = rest.char_indices().nth(4).map_or(rest.len(), |(at, _)| at);
        let run = &rest[..end];
        (run.chars().count() == 4 && run.chars().all(words::is_han)).then_some(run)
    })
}

/// What `text` quotes in “ ” or 《 》, of three characters or more.
pub(super) fn quoted(text: &str) -> impl Iterator<Item = &str> {
    let pairs = [('“', '”'), ('《', '》')];
    pairs.into_iter().flat_map(move |(open, close)| {
        text.match_indices(open).filter_map(move |(at, mark)| {
            let inside = &text[at + mark.len()..];
            let name = &inside[..inside.find(close)?];
            (name.chars().count() >= 3 && !COMMON.contains(&name)).then_some(name)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    #[test]
    fn the_plan_s_subject_alone_tells_of_no_item() {
        let plan = "title = \"某市2016年食品安全工作要点\"\nyear = 2016\n\
             [[section]]\nnumber = 1\ntitle = \"一\"\n\
             [[section.item]]\nnumber = 1\ntitle = \"加强校园食品安全管理\"\n";
        let plan = Plan::read(Source::new("plan", plan)).expect("a plan");
        let index = Index::new(&plan);
        assert_eq!(index.item_of("2017年食品安全工作措施"), None);
        assert_eq!(index.item_of("加强校园食品安全监管"), Some(1));
    }
}
