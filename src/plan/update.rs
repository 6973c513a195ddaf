//! `parse --update`: what was read anew, laid into the file the clerk keeps.
//! The plan's own words (titles, agencies, measures) are taken over; what a hand
//! may have written stays: comments, narrowed measures, due dates, the deadline,
//! rules, accepted headings, added items. [`told`] says what found no place, and
//! where the file keeps something else than the text says.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::parse::{self, Given};
use crate::text::words::Pairs;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TomlError};

/// The keys of the plan's own words, at each level.
const PLAN: &[&str] = &["title", "year", "source", "basis"];
const SUBMISSION: &[&str] = &["recipient", "reporters"];
const CLOSING: &[&str] = &["work_plan"];
const SECTION: &[&str] = &["title"];
const ITEM: &[&str] = &["title", "agencies", "leads", "open_ended"];

/// `old` with what `fresh` says, both TOML texts of a plan. A deadline that is
/// there stays, unless the clerk has `given` one.
///
/// # Errors
/// When `old` is no TOML.
pub fn update(old: &str, fresh: &str, given: &Given) -> Result<String, TomlError> {
    let mut doc: DocumentMut = old.parse()?;
    let fresh: DocumentMut = fresh.parse()?;
    take(&mut doc, &fresh, PLAN);
    if let Some(new) = fresh.get("submission").and_then(Item::as_table) {
        match doc.get_mut("submission").and_then(Item::as_table_mut) {
            Some(old) => {
                take(old, new, SUBMISSION);
                match given.deadline {
                    Some(_) => take(old, new, &["deadline"]),
                    None => add(old, new, &["deadline"]),
                }
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

/// What the clerk should see of `new`, the file `old` with what `fresh` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// A measure to which a hand had added something is gone: its id and words.
    Lost(String, String),
    /// A measure that the text does not have any more, or never had, is gone: its id and
    /// words.
    Gone(String, String),
    /// Measures have other ids: of each the former and the new one.
    Moved(Vec<(String, String)>),
    /// An item or a measure that the text does not have any more, or never had,
    /// stays: the item's number and title.
    Stays(String, String),
    /// A name is no longer among an item's agencies: the item, the name.
    Dropped(String, String),
    /// The file keeps one thing, the text says another: of what, which is kept,
    /// what the text says.
    Kept(String, String, String),
}

/// What to tell of `new`, which was made of `old` and `fresh`.
pub fn told(old: &str, fresh: &str, new: &str) -> Vec<Told> {
    let read = |text: &str| text.parse::<DocumentMut>().ok();
    let (Some(old), Some(fresh), Some(new)) = (read(old), read(fresh), read(new)) else {
        return Vec::new();
    };
    let mut told = Vec::new();
    let deadline = |doc: &DocumentMut| {
        let table = doc.get("submission").and_then(Item::as_table);
        table.and_then(|table| word(table, "deadline"))
    };
    if let (Some(kept), Some(says)) = (deadline(&new), deadline(&fresh))
        && kept != says
    {
        told.push(Told::Kept("deadline".to_owned(), kept, says));
    }
    let mut moved = Vec::new();
    let (before, says, now) = (items(&old), items(&fresh), items(&new));
    for (key, item) in &before {
        let Some(says) = says.get(key) else {
            let title = word(item, "title").unwrap_or_default();
            told.push(Told::Stays(key.1.clone(), title));
            continue;
        };
        let listed = names(says);
        let dropped = names(item)
            .into_iter()
            .filter(|name| !listed.contains(name));
        told.extend(dropped.map(|name| Told::Dropped(key.1.clone(), name)));
        let Some(now) = now.get(key) else { continue };
        let kept: BTreeSet<String> = tables(now, "measure").iter().filter_map(added).collect();
        let measures = tables(now, "measure");
        let ids = measures
            .iter()
            .filter_map(|own| Some((word(own, "text")?, word(own, "id")?)));
        let ids: BTreeMap<String, String> = ids.collect();
        for measure in tables(item, "measure") {
            let words = |key: &str| word(&measure, key).unwrap_or_default();
            let (id, text) = (words("id"), words("text"));
            if added(&measure).is_some_and(|added| !kept.contains(&added)) {
                told.push(Told::Lost(id, text));
                continue;
            }
            match ids.get(&text) {
                Some(other) if *other == id => {}
                Some(other) => moved.push((id, other.clone())),
                None if is_gone(&text, &ids) => told.push(Told::Gone(id, text)),
                None => {}
            }
        }
        for (now, says) in tables(now, "measure").iter().zip(tables(says, "measure")) {
            for key in ["agencies", "due"] {
                if let (Some(kept), Some(says)) = (word(now, key), word(&says, key))
                    && kept != says
                {
                    let id = word(now, "id").unwrap_or_default();
                    let line = |text: String| text.trim_end().replace('\n', "、");
                    told.push(Told::Kept(format!("{id} {key}"), line(kept), line(says)));
                }
            }
        }
    }
    if !moved.is_empty() {
        told.push(Told::Moved(moved));
    }
    told
}

/// Whether none of the measures, by their words, has nearly these.
fn is_gone(text: &str, measures: &BTreeMap<String, String>) -> bool {
    let own = Pairs::new(text);
    let alike = |other: &String| own.alike(&Pairs::new(other)) >= 0.5;
    !measures.keys().any(alike)
}

/// The items of a plan, by section, number, and which of that number it is.
fn items(doc: &DocumentMut) -> BTreeMap<(String, String, usize), Table> {
    let mut found = BTreeMap::new();
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for section in tables(doc, "section") {
        let part = word(&section, "number").unwrap_or_default();
        for item in tables(&section, "item") {
            let number = word(&item, "number").unwrap_or_default();
            let nth = counts.entry((part.clone(), number.clone())).or_default();
            found.insert((part.clone(), number, *nth), item);
            *nth += 1;
        }
    }
    found
}

fn tables(table: &Table, key: &str) -> Vec<Table> {
    let tables = table.get(key).and_then(Item::as_array_of_tables);
    tables
        .map(|tables| tables.iter().cloned().collect())
        .unwrap_or_default()
}

fn names(item: &Table) -> Vec<String> {
    let names = word(item, "agencies").unwrap_or_default();
    names.lines().map(str::to_owned).collect()
}

/// What a measure says beside its id and words.
fn added(measure: &Table) -> Option<String> {
    let own = measure
        .iter()
        .filter(|(key, _)| !["id", "text"].contains(key));
    let added: String = own
        .filter_map(|(key, item)| Some(format!("{key} {}", plain(item.as_value()?))))
        .collect();
    Some(added).filter(|added| !added.is_empty())
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

/// Sets those of `keys` in `old` that it lacks.
fn add(old: &mut Table, new: &Table, keys: &[&str]) {
    for key in keys {
        if !old.contains_key(key)
            && let Some(fresh) = new.get(key)
        {
            old.insert(key, fresh.clone());
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
        // A limit that was read from the words goes with the words.
        let words = word(&measure, "text").unwrap_or_default();
        let own = parse::limit_in(&words).map(|limit| limit.to_string());
        if own.is_some() && own == word(&measure, "due") && word(table, "text") != Some(words) {
            take(&mut measure, table, &["due"]);
        }
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
