//! `parse --update`: what was read anew, laid into the file the clerk keeps.
//! The plan's own words (titles, agencies, measures) are taken over; what only
//! a hand can have written stays: comments, narrowed measures, due dates,
//! rules, accepted headings, added items.

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

/// Brings the tables of `old` and `new` together that have the same `id`; new
/// ones go to the end, old ones stay.
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
    for table in fresh {
        let at = kept
            .iter()
            .position(|kept| word(kept, id) == word(table, id));
        match at.and_then(|at| kept.get_mut(at)) {
            Some(kept) => each(kept, table),
            None => kept.push(unplaced(table.clone())),
        }
    }
}

fn word(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(Item::as_value).map(plain)
}

/// The measures as they were read anew; one of the same words, or else of the
/// same id, brings what was added to it by hand.
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
    let mut merged = ArrayOfTables::new();
    for table in fresh {
        let mut measure = of("text", table)
            .or_else(|| of("id", table))
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
