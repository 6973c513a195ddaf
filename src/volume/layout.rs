//! What is printed where: every piece of every bound paper in exactly one
//! place, by item or by agency.

use std::collections::BTreeMap;

use serde::Serialize;

use super::grid::{Cell, seen};
use super::parts::item_part;
use super::unit::{Unit, Units};
use super::{By, Cover, Inputs, item_keys};
use crate::coverage::Filing;
use crate::text::numeral;

/// A piece: the index of its digest and its index in the body.
pub type PieceAt = (usize, usize);

/// A chapter's title and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: &'static str,
    /// Its title with its number.
    pub title: String,
}

/// An item: the plan's words and what was said to them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ItemPart {
    /// Its id: i-3.
    pub id: String,
    /// Its number.
    pub number: u32,
    /// （三）.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The plan's section it stands in.
    pub section: String,
    /// Who is responsible, as the plan prints it.
    pub agencies: Vec<String>,
    /// Who of them leads.
    pub leads: Vec<String>,
    /// Whether the list ends in 等.
    pub open_ended: bool,
    /// Its measures; rendered one by one.
    #[serde(skip)]
    pub measures: Vec<MeasurePart>,
    /// Answers to the item as a whole; rendered one by one.
    #[serde(skip)]
    pub answers: Vec<Block>,
    /// Whether there is any answer to the item as a whole.
    pub narrated: bool,
    /// Who declares that it is not its business.
    pub declined: Vec<Mention>,
    /// Who answers it, in passages that are printed in another place.
    pub elsewhere: Vec<Mention>,
    /// Who owes it and did not write.
    pub missing: Vec<Mention>,
}

/// A measure and what was said to it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MeasurePart {
    /// Its id in the plan: 3.8.
    pub id: String,
    /// Its id in the page: m-3-8.
    pub anchor: String,
    /// The plan's words.
    pub text: String,
    /// Whether anything was recognised in it.
    pub seen: bool,
    /// The answers; rendered one by one.
    #[serde(skip)]
    pub answers: Vec<Block>,
}

/// What one paper says in one place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Its id in the page.
    pub id: String,
    /// i-3-slug where it is the paper's first answer to the item, else empty.
    pub anchor: String,
    /// Who.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Its status for a filter: `done` …, `unstated`.
    pub status: &'static str,
    /// Its status for people; empty where none is stated.
    pub word: &'static str,
    /// The report and the line: reports/市教委.md:14.
    pub source: String,
    /// Whether only headings are printed: what stood below them is printed
    /// elsewhere.
    pub bare: bool,
    /// What is printed.
    #[serde(skip)]
    pub pieces: Vec<PieceAt>,
}

/// Somebody, or an item, named in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mention {
    /// Its id in the page; empty where it has none.
    pub id: String,
    /// What is printed.
    pub name: String,
    /// The character of its cell; empty where there is none.
    pub char: String,
    /// What the character stands for.
    pub meaning: &'static str,
    /// Its status for a filter.
    pub status: &'static str,
    /// Where it leads.
    pub href: String,
}

/// A chapter of whole passages, agency by agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chapter {
    /// Its id.
    pub id: &'static str,
    /// Its title with its number.
    pub title: String,
    /// Its sections; rendered one by one.
    #[serde(skip)]
    pub sections: Vec<Section>,
    /// Whether it has none.
    pub empty: bool,
}

/// One paper's part of a chapter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its id in the page.
    pub id: String,
    /// Who.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Whether it comes from outside the list.
    pub unlisted: bool,
    /// The report and the line.
    pub source: String,
    /// The items it answers, when bound by agency.
    pub answers: Vec<Mention>,
    /// Whether anything is printed.
    pub empty: bool,
    /// What is printed.
    #[serde(skip)]
    pub pieces: Vec<PieceAt>,
}

/// The volume laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Laid {
    /// The items.
    pub items: Vec<ItemPart>,
    /// The other chapters.
    pub chapters: Vec<Chapter>,
    /// The titles of all chapters, in order.
    pub contents: Vec<Entry>,
}

/// Where a piece goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    Item(u32),
    Measure(u32, u32),
    Other,
    Problems,
    Next,
}

/// The pieces of each target, by the index of their unit.
pub(super) type Routed = BTreeMap<Target, BTreeMap<usize, Vec<PieceAt>>>;

/// Lays out those inputs.
pub fn lay(inputs: &Inputs, units: &Units, cover: &Cover) -> Laid {
    let mut routed = route(inputs, units);
    let mut laid = Laid::default();
    let seen = seen(inputs);
    let keys = item_keys(&inputs.tasks.plan);
    let sections = &inputs.tasks.plan.sections;
    let titles = sections.iter().flat_map(|section| {
        let number = numeral::chinese(section.number);
        section
            .items
            .iter()
            .map(move |item| (item, format!("{number}、{}", section.title)))
    });
    for ((item, section), key) in titles.zip(&keys) {
        let mut part = item_part(inputs, units, item, key, &mut routed);
        part.section = section;
        for (index, measure) in (1..).zip(&mut part.measures) {
            measure.seen = seen.contains(&(item.number, index));
        }
        laid.items.push(part);
    }
    laid.contents = contents(inputs.by, &cover.next);
    laid.chapters = chapters(inputs, units, &laid.contents, &mut routed);
    laid
}

/// The chapters' titles with their numbers, in order.
fn contents(by: By, next: &str) -> Vec<Entry> {
    let next = format!("{next}目标和措施");
    let mut chapters = vec![
        ("attention", "请过目"),
        ("submission", "报送情况"),
        ("items", "各项任务"),
        ("matrix", "单位×任务"),
    ];
    match by {
        By::Item => chapters.extend([
            ("answers", "分项"),
            ("others", "各单位其他内容"),
            ("districts", "各区"),
            ("problems", "问题"),
            ("next", next.as_str()),
        ]),
        By::Agency => chapters.extend([("others", "分单位"), ("answers", "各项任务由谁写到")]),
    }
    let mut contents: Vec<Entry> = (1..)
        .zip(chapters)
        .map(|(number, (id, title))| Entry {
            id,
            title: format!("{}、{title}", numeral::chinese(number)),
        })
        .collect();
    contents.push(Entry {
        id: "appendix",
        title: "附录".to_owned(),
    });
    contents
}

fn route(inputs: &Inputs, units: &Units) -> Routed {
    let plan = &inputs.tasks.plan;
    let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
    for item in plan.items() {
        sizes.entry(item.number).or_insert(item.measures.len());
    }
    // What is filed under something the plan does not have is still printed.
    let target = |filing: Filing| match filing {
        Filing::Measure(item, measure) => match sizes.get(&item) {
            Some(&size) if (1..=size).contains(&(measure as usize)) => {
                Target::Measure(item, measure)
            }
            Some(_) => Target::Item(item),
            None => Target::Other,
        },
        Filing::Item(item) if sizes.contains_key(&item) => Target::Item(item),
        Filing::Problems => Target::Problems,
        Filing::NextTargets | Filing::NextMeasures | Filing::NextYear => Target::Next,
        Filing::Item(_) | Filing::Other | Filing::Contact | Filing::Untouched => Target::Other,
    };
    let mut routed = Routed::new();
    for (place, unit) in units.all.iter().enumerate() {
        let Some(Some(body)) = inputs.bodies.get(unit.digest) else {
            continue;
        };
        for (index, piece) in body.pieces.iter().enumerate() {
            let target = match inputs.by {
                By::Item => target(piece.filing),
                By::Agency => Target::Other,
            };
            let of = routed.entry(target).or_default();
            of.entry(place).or_default().push((unit.digest, index));
        }
    }
    routed
}

/// The report and the line in which the first of `pieces` begins.
pub(super) fn source(
    inputs: &Inputs,
    unit: &Unit,
    pieces: &[PieceAt],
    line: Option<usize>,
) -> String {
    let path = unit.paper(inputs).map_or("", |paper| paper.path.as_str());
    let first = pieces.first().and_then(|&(digest, index)| {
        let body = inputs.bodies.get(digest)?.as_ref()?;
        Some(body.pieces.get(index)?.line)
    });
    match first.or(line) {
        Some(line) => format!("{path}:{line}"),
        None => path.to_owned(),
    }
}

fn chapters(
    inputs: &Inputs,
    units: &Units,
    contents: &[Entry],
    routed: &mut Routed,
) -> Vec<Chapter> {
    let mut chapters = Vec::new();
    for entry in contents {
        let (target, prefix) = match entry.id {
            "others" | "districts" => (Target::Other, "a"),
            "problems" => (Target::Problems, "problems"),
            "next" => (Target::Next, "next"),
            _ => continue,
        };
        let mut sections = Vec::new();
        for (place, unit) in units.all.iter().enumerate() {
            let whole = target == Target::Other;
            let apart = inputs.by == By::Item && unit.district;
            if whole && apart != (entry.id == "districts") {
                continue;
            }
            let pieces = routed
                .get_mut(&target)
                .and_then(|of| of.remove(&place))
                .unwrap_or_default();
            if pieces.is_empty() && !whole {
                continue;
            }
            sections.push(Section {
                id: format!("{prefix}-{}", unit.slug),
                name: unit.name.clone(),
                slug: unit.slug.clone(),
                unlisted: unit.party.is_none(),
                source: source(inputs, unit, &pieces, None),
                answers: match inputs.by {
                    By::Agency => answers(inputs, unit),
                    By::Item => Vec::new(),
                },
                empty: pieces.is_empty(),
                pieces,
            });
        }
        chapters.push(Chapter {
            id: entry.id,
            title: entry.title.clone(),
            empty: sections.is_empty(),
            sections,
        });
    }
    chapters
}

/// The items one paper answers.
fn answers(inputs: &Inputs, unit: &Unit) -> Vec<Mention> {
    let plan = &inputs.tasks.plan;
    plan.items()
        .zip(item_keys(plan))
        .filter_map(|(item, key)| {
            let answer = unit.answer(inputs, item.number)?;
            let cell = Cell::new(std::iter::once(answer), false)?;
            Some(Mention {
                id: format!("i-{key}-{}", unit.slug),
                name: format!("{}{}", item.label(), item.title()),
                char: cell.char().to_string(),
                meaning: cell.meaning(),
                status: cell.name(),
                href: format!("#i-{key}"),
            })
        })
        .collect()
}
