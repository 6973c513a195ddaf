//! Plans that were damaged in one place: what is read is what was read before, or a
//! finding stands at that place.

use std::collections::BTreeMap;

use huibian::check::check_reading;
use huibian::plan::parse::{Reading, parse};
use huibian::text::Source;

use crate::plans::texts;

/// What was read of the items: numbers, titles, agencies, leads, open lists.
type Items = Vec<(u32, String, Vec<String>, Vec<String>, bool)>;

fn items(reading: &Reading) -> Items {
    let all = reading.items().map(|item| {
        let names = item.agencies.iter().map(|(name, _)| name.clone());
        (
            item.number,
            item.title.clone(),
            names.collect(),
            item.leads.clone(),
            item.open_ended,
        )
    });
    all.collect()
}

fn read(text: &str) -> Reading {
    parse(Source::new("plan.txt", text))
}

/// The places of the findings of a reading, each with its rule: lines from, to.
fn told(reading: &Reading) -> Vec<(&'static str, usize, usize)> {
    let found = check_reading(reading).into_iter();
    let places = found.map(|found| {
        let place = found.finding.site.place;
        (found.rule, place.line, place.last_line())
    });
    places.collect()
}

/// A damage: what it is called, which bytes are taken out, what is put there.
type Damage = (&'static str, usize, usize, &'static str);

/// Every damage of `text`: a half of a bracket, a name in a list, a number, a verb or a
/// line break is lost.
fn damages(text: &str, known: &Items) -> Vec<Damage> {
    let mut all: Vec<Damage> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '（' | '(' | '〔' | '【' => all.push(("opening", at, end, "")),
            '）' | ')' | '〕' | '】' => all.push(("closing", at, end, "")),
            '\n' => all.push(("line break", at, end, "")),
            _ => {}
        }
    }
    for (at, verb) in text.match_indices("负责") {
        let bracket = text[..at].rfind(['（', '(']).unwrap_or_default();
        if text[bracket..at].contains('、') {
            all.push(("verb", at, at + verb.len(), "抓紧办理"));
        }
    }
    for (_, _, names, _, _) in known {
        for name in names {
            let listed = format!("、{name}、");
            let places = text.match_indices(&listed);
            all.extend(places.map(|(at, _)| ("name", at, at + "、".len() + name.len(), "、")));
        }
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let label = line.trim_start();
        let indent = line.len() - label.len();
        let end = match label.starts_with('（') {
            true => label.find('）'),
            false => label.find(['、', '.', '．']),
        };
        if let Some(end) = end.filter(|end| *end <= 12 && start > 0) {
            let mark = label[end..].chars().next().map_or(0, char::len_utf8);
            let number = &label[..end];
            if huibian::text::numbering::number(label).is_some() && !number.is_empty() {
                all.push(("number", start + indent, start + indent + end + mark, ""));
            }
        }
        start += line.len();
    }
    all
}

#[test]
fn no_damage_of_a_plan_changes_it_silently() {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let mut silent = Vec::new();
    for (name, text) in texts() {
        let whole = read(&text);
        let (known, before) = (items(&whole), told(&whole));
        for (damage, from, to, put) in damages(&text, &known) {
            let damaged = format!("{}{put}{}", &text[..from], &text[to..]);
            let reading = read(&damaged);
            *count.entry(damage).or_default() += 1;
            if items(&reading) == known {
                continue;
            }
            let line = 1 + text[..from].matches('\n').count();
            let found = told(&reading);
            // A table's row has a cell a line, and is told where it goes wrong.
            let reach = if damage == "line break" { 3 } else { 1 };
            let here = found.iter().any(|(_, first, last)| {
                (line..=line + reach).contains(first) || (*first..=last + 1).contains(&line)
            });
            let nothing = items(&reading).is_empty() && !found.is_empty();
            // A lost number is told where the next stands, a lost item by its table.
            let rules = |found: &[(&'static str, usize, usize)]| {
                let mut rules: Vec<&str> = found.iter().map(|(rule, ..)| *rule).collect();
                rules.sort_unstable();
                rules
            };
            let elsewhere = damage == "number" && rules(&found) != rules(&before);
            if !here && !elsewhere && !nothing {
                let near = damaged[..from].chars().rev().take(20).collect::<Vec<_>>();
                let near: String = near.into_iter().rev().collect();
                silent.push(format!("{name}:{line} {damage} behind {near:?}"));
            }
        }
    }
    println!("{count:?}");
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    assert!(count.values().sum::<usize>() > 700, "{count:?}");
}
