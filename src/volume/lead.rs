//! The working paper of whoever writes an item's paragraph: the plan's words,
//! what every agency says to them, what is lacking, what contradicts, what was
//! pasted alike. A selection of a volume bound by item; its pieces are the
//! volume's, so each stands in it at most once.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Volume;
use super::answer::Block;
use super::item::{ItemPart, MeasurePart, Mention};
use super::split::Split;
use super::unit::Unit;
use crate::plan::{Item, Tasks};
use crate::text::words;

/// A sentence of at least so many characters was pasted, not hit upon.
const LONG: usize = 18;
/// The characters shown of it.
const SHOWN: usize = 60;

/// A working paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lead {
    /// For whom: 市市场监管委; empty where items were asked for.
    pub agency: String,
    /// The plan's title.
    pub plan: String,
    /// The date it bears.
    pub date: String,
    /// The items; rendered one by one.
    #[serde(skip)]
    pub items: Vec<LeadItem>,
    /// The items' ids and titles, for a list of contents.
    pub contents: Vec<Entry>,
}

/// An item in the list of contents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// （三） and its title.
    pub title: String,
    /// How many agencies owe it and said nothing.
    pub missing: usize,
}

/// An item of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeadItem {
    /// Its id: i-3.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// （三）.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Who is responsible, as the plan prints it.
    pub agencies: Vec<String>,
    /// Whether the list ends in 等.
    pub open_ended: bool,
    /// Who heads it.
    pub heads: Vec<String>,
    /// Who answers it.
    pub answered: Vec<String>,
    /// Who owes it and said nothing.
    pub missing: Vec<String>,
    /// Who declares that it is not its business.
    pub declined: Vec<String>,
    /// Who answers it in passages that stand in another place of the volume.
    pub elsewhere: Vec<String>,
    /// The measures nobody wrote to.
    pub unseen: Vec<Unseen>,
    /// What contradicts in it.
    pub splits: Vec<Split>,
    /// What several agencies pasted alike.
    pub alike: Vec<Alike>,
    /// Its measures; rendered one by one.
    #[serde(skip)]
    pub measures: Vec<MeasurePart>,
    /// Answers to the item as a whole; rendered one by one.
    #[serde(skip)]
    pub answers: Vec<Block>,
}

/// A measure nobody wrote to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unseen {
    /// Its id: 3.8.
    pub id: String,
    /// Where it stands.
    pub href: String,
}

/// A sentence that several agencies wrote word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// It, shortened.
    pub words: String,
    /// Who wrote it.
    pub agencies: Vec<String>,
    /// It, as it is looked for in what is printed.
    #[serde(skip)]
    pub sentence: String,
}

/// Who heads an item, as indices of parties: those the plan says lead, else
/// the first agency its bracket names.
pub fn heads(tasks: &Tasks, item: &Item) -> Vec<usize> {
    let leads: Vec<usize> = item.leads.iter().filter_map(|n| tasks.find(n)).collect();
    if !leads.is_empty() {
        return leads;
    }
    let names = item.agencies.iter();
    let first = names.filter_map(|name| tasks.find(name.get_ref())).next();
    first.into_iter().collect()
}

/// The working paper on those items of `volume`, which must be bound by item, for
/// `agency`.
pub fn lead(volume: &Volume, agency: &str, numbers: &[u32]) -> Lead {
    let wanted = |part: &&ItemPart| numbers.contains(&part.number);
    let parts = volume.items.iter().filter(wanted);
    let items: Vec<LeadItem> = parts.map(|part| lead_item(volume, part)).collect();
    let contents = items.iter().map(|item| Entry {
        id: item.id.clone(),
        title: format!("{}{}", item.label, item.title),
        missing: item.missing.len(),
    });
    Lead {
        agency: agency.to_owned(),
        plan: volume.cover.plan.clone(),
        date: volume.cover.date.clone(),
        contents: contents.collect(),
        items,
    }
}

fn lead_item(volume: &Volume, part: &ItemPart) -> LeadItem {
    let tasks = volume.inputs.tasks;
    let heads = tasks
        .plan
        .item(part.number)
        .map(|item| heads(tasks, item))
        .unwrap_or_default();
    let name = |&index: &usize| Some(tasks.parties.get(index)?.name.clone());
    let names = |all: &[Mention]| all.iter().map(|one| one.name.clone()).collect();
    let units = volume.units.all.iter();
    let answered = units.filter(|unit| unit.answer(&volume.inputs, part.number).is_some());
    let declined: Vec<String> = names(&part.declined);
    let answered: Vec<String> = answered
        .map(|unit: &Unit| unit.name.clone())
        .filter(|name| !declined.contains(name))
        .collect();
    let own = |split: &&Split| split.item == part.number;
    let here = |split: &Split| here(split.clone());
    let unseen = part.measures.iter().filter(|measure| !measure.seen);
    LeadItem {
        id: part.id.clone(),
        number: part.number,
        label: part.label.clone(),
        title: part.title.clone(),
        agencies: part.agencies.clone(),
        open_ended: part.open_ended,
        heads: heads.iter().filter_map(name).collect(),
        answered,
        missing: names(&part.missing),
        declined,
        elsewhere: names(&part.elsewhere),
        unseen: unseen
            .map(|measure| Unseen {
                id: measure.id.clone(),
                href: format!("#{}", measure.anchor),
            })
            .collect(),
        splits: volume
            .attention
            .splits
            .iter()
            .filter(own)
            .map(here)
            .collect(),
        alike: alike(volume, part),
        measures: part.measures.clone(),
        answers: part.answers.clone(),
    }
}

/// A declaration has no place here.
fn here(mut split: Split) -> Split {
    let declared = split.sides.iter_mut();
    for side in declared.filter(|side| side.status == "not-applicable") {
        for one in &mut side.said {
            one.href.clone_from(&split.href);
        }
    }
    split
}

/// What stands word for word in the answers of several agencies to the item. The
/// plan's own words do not count: whoever answers a measure repeats them.
fn alike(volume: &Volume, part: &ItemPart) -> Vec<Alike> {
    let plan: Vec<String> = part.measures.iter().map(|m| key(&m.text)).collect();
    let blocks = part.measures.iter().flat_map(|measure| &measure.answers);
    let mut order: Vec<String> = Vec::new();
    let mut by: BTreeMap<String, Said> = BTreeMap::new();
    for block in blocks.chain(&part.answers).filter(|block| !block.bare) {
        let (Some(unit), Some(body)) = (volume.units.all.get(block.unit), volume.body(block.unit))
        else {
            continue;
        };
        let pieces = body.chosen(&block.pieces);
        let printed = pieces.map(|piece| body.prints.markdown(&piece.fragment));
        for sentence in printed.flat_map(sentences) {
            let key = key(&sentence);
            let copied = plan.iter().any(|words| words.contains(&key));
            if copied || key.chars().count() < LONG {
                continue;
            }
            let said = by.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                Said {
                    sentence,
                    by: Vec::new(),
                }
            });
            // Two papers of one agency say the same.
            if !said.by.iter().any(|by| by.agency == unit.agency) {
                said.by.push(unit);
            }
        }
    }
    let found = order.iter().filter_map(|key| by.get(key));
    let found = found.filter(|said| said.by.len() > 1);
    found
        .map(|said| Alike {
            words: words::shorten(&said.sentence, SHOWN),
            agencies: said.by.iter().map(|unit| unit.name.clone()).collect(),
            sentence: said.sentence.clone(),
        })
        .collect()
}

/// A sentence and who wrote it.
struct Said<'v> {
    sentence: String,
    by: Vec<&'v Unit>,
}

/// The sentences of Markdown as words, without its marks and without the title
/// before an answer.
fn sentences(markdown: &str) -> impl Iterator<Item = String> {
    let lines = markdown.lines().filter(|line| !line.starts_with('#'));
    let parts = lines.flat_map(|line| line.split(['。', '；', '：', '|']));
    parts.map(|part| {
        let marks = |c: &char| !matches!(c, '\\' | '*' | '`');
        let text: String = part.chars().filter(marks).collect();
        let text = text.trim_matches(['-', ' ', '\u{3000}']);
        // The id of a measure is the plan's, too.
        let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ' ');
        let bare = text.trim_start_matches(number);
        let id = text.get(..text.len() - bare.len()).unwrap_or_default();
        if id.contains('.') { bare } else { text }.to_owned()
    })
}

/// The characters by which two sentences are the same.
fn key(sentence: &str) -> String {
    let telling = |&c: &char| words::is_alphanumeric(c);
    sentence.chars().filter(telling).collect()
}
