//! `compile --agency` and `--item`: the working papers of lead agencies.

use std::path::Path;

use anyhow::{Result, bail};
use huibian::plan::{Item, Tasks};
use huibian::project::draft::Draft;
use huibian::render::{Templates, lead_html, lead_markdown};
use huibian::text::Lang;
use huibian::volume::Volume;
use huibian::volume::lead::{heads, lead};

use super::args::Compile;
use super::compile;
use super::desk::Desk;
use super::new::party;

/// A working paper that was asked for.
#[derive(Debug)]
pub struct Wanted {
    /// The file's name without its ending.
    stem: String,
    /// For whom; empty where an item was asked for.
    agency: String,
    /// The items.
    items: Vec<u32>,
}

/// What was asked for, each once; nothing where the volume is wanted.
pub fn wanted(tasks: &Tasks, wish: &Compile, lang: Lang) -> Result<Vec<Wanted>> {
    let mut found: Vec<Wanted> = Vec::new();
    let agencies = wish.agencies.iter().map(|name| led(tasks, name, lang));
    let items = wish.items.iter().map(|&number| item(tasks, number, lang));
    for wanted in agencies.chain(items) {
        let wanted = wanted?;
        if !found.iter().any(|known| known.stem == wanted.stem) {
            found.push(wanted);
        }
    }
    let other = wish
        .formats
        .iter()
        .find(|f| !matches!(f.as_str(), "html" | "md"));
    if let Some(other) = other.filter(|_| !found.is_empty()) {
        match lang {
            Lang::Zh => bail!("底稿只有 html、md，没有 {other}"),
            Lang::En => bail!("a working paper is html or md, not {other}"),
        }
    }
    Ok(found)
}

/// The items that the agency of that name heads.
fn led(tasks: &Tasks, name: &str, lang: Lang) -> Result<Wanted> {
    let party = party(tasks, name, lang)?;
    let heads = |item: &&Item| {
        let all = heads(tasks, item);
        let mut all = all.iter().filter_map(|&index| tasks.parties.get(index));
        all.any(|one| one.name == party.name)
    };
    let items: Vec<u32> = tasks.plan.items().filter(heads).map(|i| i.number).collect();
    if items.is_empty() {
        let name = &party.name;
        let labels: Vec<String> = party
            .owed
            .iter()
            .filter_map(|&number| Some(tasks.plan.item(number)?.label()))
            .collect();
        let numbers: Vec<String> = party.owed.iter().map(u32::to_string).collect();
        match (lang, numbers.first()) {
            (Lang::Zh, None) => bail!("{name}不牵头任何一项，计划也没有列它的项"),
            (Lang::Zh, Some(first)) => bail!(
                "{name}不牵头任何一项；列名的是{}，要看其中一项：--item {first}",
                labels.concat()
            ),
            (Lang::En, None) => bail!("{name} heads no item and is named in none"),
            (Lang::En, Some(first)) => bail!(
                "{name} heads no item; it is named in {}; for one of them: --item {first}",
                numbers.join(", ")
            ),
        }
    }
    Ok(Wanted {
        stem: format!("lead-{}", party.slug),
        agency: party.name.clone(),
        items,
    })
}

fn item(tasks: &Tasks, number: u32, lang: Lang) -> Result<Wanted> {
    if tasks.plan.item(number).is_none() {
        let numbers: Vec<String> = tasks.plan.items().map(|i| i.number.to_string()).collect();
        match lang {
            Lang::Zh => bail!("计划没有第 {number} 项；有 {}", numbers.join("、")),
            Lang::En => bail!(
                "the plan has no item {number}; it has {}",
                numbers.join(", ")
            ),
        }
    }
    Ok(Wanted {
        stem: format!("item-{number}"),
        agency: String::new(),
        items: vec![number],
    })
}

/// Writes those papers and says what was written, each with its size in bytes.
pub fn write(
    desk: &Desk,
    wish: &Compile,
    papers: &[Wanted],
    volume: &Volume,
    templates: &Templates,
    folder: &Path,
) -> Result<Vec<(String, usize)>> {
    let mut made = Vec::new();
    for paper in papers {
        let lead = lead(volume, &paper.agency, &paper.items);
        let draft = |ending: &str, print: &dyn Fn(&mut Draft) -> Result<()>| {
            let name = format!("{}.{ending}", paper.stem);
            compile::draft(desk, folder, &name, print)
        };
        if compile::wanted(wish, "html") {
            let page = |page: &mut Draft| lead_html(&lead, volume, templates, page);
            made.push(draft("html", &page)?);
        }
        if compile::wanted(wish, "md") {
            let text = |text: &mut Draft| lead_markdown(&lead, volume, templates, text);
            made.push(draft("md", &text)?);
        }
    }
    compile::save(desk, made)
}
