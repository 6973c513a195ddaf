//! The chapters: their titles, and those of whole passages, agency by agency.

use serde::Serialize;

use super::answer::Pieces;
use super::grid::Cell;
use super::item::Mention;
use super::route::{Routed, Target};
use super::unit::{Unit, Units};
use super::{By, Inputs};
use crate::plan::Item;
use crate::text::numeral;

/// A chapter's title and id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its id.
    pub id: &'static str,
    /// Its title with its number.
    pub title: String,
    /// Its name where space is short.
    pub short: String,
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
    /// Its agency's slug.
    pub slug: String,
    /// Whether it comes from outside the list.
    pub unlisted: bool,
    /// The report and the line.
    pub source: String,
    /// The items it answers, if it stands here as a whole.
    pub answers: Vec<Mention>,
    /// Whether anything is printed.
    pub empty: bool,
    /// The place of the paper among the units.
    #[serde(skip)]
    pub unit: usize,
    /// What is printed.
    #[serde(skip)]
    pub pieces: Pieces,
}

/// The chapters' titles with their numbers, in order.
pub(super) fn contents(by: By, items: usize, next: &str) -> Vec<Entry> {
    let items = match u32::try_from(items) {
        Ok(1..) => format!("{}项任务", numeral::chinese(items as u32)),
        _ => "各项任务".to_owned(),
    };
    let targets = format!("{next}目标和措施");
    let mut chapters = vec![
        ("attention", "请过目", "请过目"),
        ("submission", "报送情况", "报送"),
        ("items", items.as_str(), "进展"),
        ("matrix", "单位×任务", "单位×任务"),
    ];
    match by {
        By::Item => chapters.extend([
            ("answers", "分项", "分项"),
            ("others", "各单位其他内容", "各单位"),
            ("districts", "各区", "各区"),
            ("problems", "问题", "问题"),
            ("next", targets.as_str(), next),
        ]),
        By::Agency => chapters.extend([
            ("others", "分单位", "分单位"),
            ("answers", "各项任务由谁写到", "分项"),
        ]),
    }
    let mut contents: Vec<Entry> = (1..)
        .zip(chapters)
        .map(|(number, (id, title, short))| Entry {
            id,
            title: format!("{}、{title}", numeral::chinese(number)),
            short: short.to_owned(),
        })
        .collect();
    contents.push(Entry {
        id: "appendix",
        title: "附录".to_owned(),
        short: "附录".to_owned(),
    });
    contents
}

/// The chapters of `contents` that hold whole passages, taken out of `routed`.
pub(super) fn chapters(
    inputs: &Inputs,
    units: &Units,
    contents: &[Entry],
    routed: &Routed,
) -> Vec<Chapter> {
    let plan = &inputs.tasks.plan;
    let items = plan.items().map(|item| Titled {
        name: format!("{}{}", item.label(), item.title()),
        item,
    });
    let items: Vec<Titled> = items.collect();
    let mut chapters = Vec::new();
    for entry in contents {
        let (target, prefix) = match entry.id {
            "others" | "districts" => (Target::Other, "a"),
            "problems" => (Target::Problems, "problems"),
            "next" => (Target::Next, "next"),
            _ => continue,
        };
        let blocks = routed.get(&target).map_or(&[][..], Vec::as_slice);
        let mut sections = Vec::new();
        for (place, unit) in units.all.iter().enumerate() {
            let whole = target == Target::Other;
            let apart = inputs.by == By::Item && unit.district;
            if whole && apart != (entry.id == "districts") {
                continue;
            }
            let block = blocks.binary_search_by_key(&place, |block| block.unit);
            let block = block.ok().and_then(|at| blocks.get(at));
            if block.is_none() && !whole {
                continue;
            }
            sections.push(Section {
                id: format!("{prefix}-{}", unit.slug),
                name: unit.name.clone(),
                slug: unit.agency.clone(),
                unlisted: unit.party.is_none(),
                source: unit.source(inputs, block.and_then(|block| block.line)),
                answers: match whole {
                    true => answers(inputs, unit, &items),
                    false => Vec::new(),
                },
                empty: block.is_none(),
                unit: place,
                pieces: block.map_or_else(Pieces::new, |block| block.pieces.clone()),
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

/// An item, what it is called in ids, and its number and title.
struct Titled<'p> {
    item: &'p Item,
    name: String,
}

/// Those of `items` that one paper answers.
fn answers(inputs: &Inputs, unit: &Unit, items: &[Titled]) -> Vec<Mention> {
    let told = items.iter().filter_map(|Titled { item, name }| {
        let key = item.number;
        let answer = unit.answer(inputs, item.number)?;
        let cell = Cell::new(std::iter::once(answer), false)?;
        let place = format!("i-{key}-{}", unit.slug);
        // The answer stands here, or beside the plan's words.
        let (id, href) = match inputs.by {
            By::Agency => (place, format!("#i-{key}")),
            By::Item => (String::new(), format!("#{place}")),
        };
        Some(Mention {
            id,
            name: name.clone(),
            slug: unit.agency.clone(),
            item: item.number,
            char: cell.char(),
            meaning: cell.meaning(),
            status: cell.name(),
            href,
        })
    });
    told.collect()
}
