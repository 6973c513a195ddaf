//! `parse --update`: what was read anew, laid into the file the clerk keeps.
//! The plan's own words (titles, agencies, measures) are taken over; what only
//! a hand can have written stays: comments, narrowed measures, due dates,
//! rules, accepted headings, added items.

use std::collections::{BTreeMap, VecDeque};

use crate::text::words::Pairs;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TomlError};

/// The keys of the plan's own words, at each level.
const PLAN: &[&str] = &["title", "year", "source", "basis"];
const SUBMISSION: &[&str] = &["deadline", "recipient", "reporters"];
const CLOSING: &[&str] = &["work_plan"];
const SECTION: &[&str] = &["title"];
const ITEM: &[&str] = &["title", "agencies", "leads", "open_ended"];

/// `old` with what `fresh` says, both TOML texts of a plan.
///
/// # Errors
/// When `old` is no TOML.
pub fn update(old: &str, fresh: &str) -> Result<String, TomlError> {
    let mut doc: DocumentMut = old.parse()?;
    let fresh: DocumentMut = fresh.parse()?;
    take(&mut doc, &fresh, PLAN);
    if let Some(new) = fresh.get("submission").and_then(Item::as_table) {
        match doc.get_mut("submission").and_then(Item::as_table_mut) {
            Some(old) => {
                take(old, new, SUBMISSION);
                merge(old, new, "part", "id", |old, new| {
                    take(old, new, &["title"])
                });
            }
            None => {
                doc.insert("submission", Item::Table(new.clone()));
            }
        }
    }
    merge(&mut doc, &fresh, "section", "number", |old, new| {
        take(old, new, SECTION);
        merge(old, new, "item", "number", |old, new| {
            take(old, new, ITEM);
            measures(old, new);
        });
    });
    if let Some(new) = fresh.get("closing").and_then(Item::as_table) {
        match doc.get_mut("closing").and_then(Item::as_table_mut) {
            Some(old) => take(old, new, CLOSING),
            None => {
                doc.insert("closing", Item::Table(new.clone()));
            }
        }
    }
    Ok(doc.to_string())
}

/// The measures of `old` to which a hand has added something that is nowhere in
/// the same item of `new`: id and words of each.
pub fn lost(old: &str, new: &str) -> Vec<(String, String)> {
    let (Ok(old), Ok(new)) = (old.parse::<DocumentMut>(), new.parse::<DocumentMut>()) else {
        return Vec::new();
    };
    let kept: std::collections::BTreeSet<_> = refined(&new)
        .into_iter()
        .map(|(item, _, _, added)| (item, added))
        .collect();
    refined(&old)
        .into_iter()
        .filter(|(item, _, _, added)| !kept.contains(&(item.clone(), added.clone())))
        .map(|(_, id, text, _)| (id, text))
        .collect()
}

/// The measures that say more than their id and words: item, id, words, and what
/// was added.
fn refined(doc: &DocumentMut) -> Vec<(String, String, String, String)> {
    let tables = |table: &Table, key: &str| -> Vec<Table> {
        let tables = table.get(key).and_then(Item::as_array_of_tables);
        tables
            .map(|tables| tables.iter().cloned().collect())
            .unwrap_or_default()
    };
    let mut found = Vec::new();
    for item in tables(doc, "section")
        .iter()
        .flat_map(|section| tables(section, "item"))
    {
        let number = word(&item, "number").unwrap_or_default();
        for measure in tables(&item, "measure") {
            let own = measure
                .iter()
                .filter(|(key, _)| !["id", "text"].contains(key));
            let added: String = own
                .filter_map(|(key, item)| Some(format!("{key} {}", plain(item.as_value()?))))
                .collect();
            if !added.is_empty() {
                let (id, text) = (word(&measure, "id"), word(&measure, "text"));
                found.push((
                    number.clone(),
                    id.unwrap_or_default(),
                    text.unwrap_or_default(),
                    added,
                ));
            }
        }
    }
    found
}

/// Whether two TOML texts hold the same values, whatever their order and
/// comments; false where one is no TOML.
pub fn same(old: &str, new: &str) -> bool {
    let read = |text: &str| toml::from_str::<toml::Table>(text).ok();
    read(old).is_some_and(|old| Some(old) == read(new))
}

/// Sets `keys` in `old` where `new` says something else, and leaves the
/// comments beside them.
fn take(old: &mut Table, new: &Table, keys: &[&str]) {
    for key in keys {
        let Some(fresh) = new.get(key).and_then(Item::as_value) else {
            continue;
        };
        match old.get_mut(key).and_then(Item::as_value_mut) {
            Some(value) => {
                if plain(value) != plain(fresh) {
                    let decor = value.decor().clone();
                    *value = fresh.clone();
                    *value.decor_mut() = decor;
                }
            }
            None => {
                old.insert(key, Item::Value(fresh.clone()));
            }
        }
    }
}

/// A value as it is written, whatever its blanks and comments.
fn plain(value: &toml_edit::Value) -> String {
    match value {
        toml_edit::Value::String(text) => text.value().clone(),
        toml_edit::Value::Array(array) => {
            let parts = array.iter().map(|part| plain(part) + "\n");
            parts.collect()
        }
        other => other.clone().decorated("", "").to_string(),
    }
}

/// Brings the tables of `old` and `new` together that have the same `id`, the
/// first with the first where a plan has a number twice; new ones go to the end,
/// old ones stay.
fn merge(old: &mut Table, new: &Table, name: &str, id: &str, each: impl Fn(&mut Table, &Table)) {
    let Some(fresh) = new.get(name).and_then(Item::as_array_of_tables) else {
        return;
    };
    let kept = old
        .entry(name)
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(kept) = kept.as_array_of_tables_mut() else {
        return;
    };
    let mut places: BTreeMap<Option<String>, VecDeque<usize>> = BTreeMap::new();
    for (at, table) in kept.iter().enumerate() {
        places.entry(word(table, id)).or_default().push_back(at);
    }
    for table in fresh {
        let places = places.get_mut(&word(table, id));
        let at = places.and_then(VecDeque::pop_front);
        match at.and_then(|at| kept.get_mut(at)) {
            Some(kept) => each(kept, table),
            None => kept.push(unplaced(table.clone())),
        }
    }
}

fn word(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Item::as_value).map(plain)
}

/// The measures as they were read anew; one of the same words, or else one of
/// the same id whose words were corrected, brings what was added to it by hand.
fn measures(old: &mut Table, new: &Table) {
    let Some(fresh) = new.get("measure").and_then(Item::as_array_of_tables) else {
        return;
    };
    let kept = old
        .get("measure")
        .and_then(Item::as_array_of_tables)
        .cloned()
        .unwrap_or_default();
    let same = kept.len() == fresh.len()
        && kept.iter().zip(fresh).all(|(kept, fresh)| {
            ["id", "text"]
                .iter()
                .all(|key| word(kept, key) == word(fresh, key))
        });
    if same {
        return;
    }
    let of = |key: &str, table: &Table| {
        kept.iter()
            .find(|kept| word(kept, key) == word(table, key))
            .cloned()
    };
    let corrected = |table: &Table| {
        let old = of("id", table)?;
        let (before, now) = (word(&old, "text")?, word(table, "text")?);
        let elsewhere = fresh
            .iter()
            .any(|other| word(other, "text").as_ref() == Some(&before));
        let alike = Pairs::new(&before).alike(&Pairs::new(&now)) >= 0.5;
        (alike && !elsewhere).then_some(old)
    };
    let mut merged = ArrayOfTables::new();
    for table in fresh {
        let mut measure = of("text", table)
            .or_else(|| corrected(table))
            .unwrap_or_else(|| unplaced(table.clone()));
        take(&mut measure, table, &["id", "text"]);
        merged.push(unplaced(measure));
    }
    old.insert("measure", Item::ArrayOfTables(merged));
}

/// A table that is printed where it stands, not where it once stood.
fn unplaced(mut table: Table) -> Table {
    table.set_position(None);
    table
}
