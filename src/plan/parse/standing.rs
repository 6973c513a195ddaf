//! Clauses that speak of the items below: 以下各项均需各区政府落实，不再列出. Who
//! they name owes those items too, where they say which: the section's, or all.

use super::item::printed;
use super::page::Page;
use super::{ReadSection, agency, duty, name};
use crate::text::{Span, seek};

/// How far a clause reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// To the end of the section: 本部分以下.
    Section,
    /// To the end of the items: 以下各项.
    Items,
    /// 以下 alone: the rest of the item, or what follows it.
    Open,
}

/// Whether `words` begin a clause that speaks of other items.
pub(super) fn is_clause(words: &str) -> bool {
    let first = ["以下", "以上", "下列", "本部分", "本章", "本节"];
    first.iter().any(|first| words.starts_with(first)) || ends_one(words)
}

/// Whether `words` say that something is not written again: 不再列出.
fn ends_one(words: &str) -> bool {
    let again = [
        "列",
        "分工",
        "单列",
        "重复",
        "一一",
        "逐",
        "做分工",
        "作分工",
    ];
    let mut after = words
        .match_indices("不再")
        .map(|(at, sign)| &words[at + sign.len()..]);
    after.any(|after| again.iter().any(|again| after.starts_with(again)))
}

/// The sentences outside all brackets that are such a clause.
pub(super) fn sentences(page: &Page) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for at in seek::all(&page.keys, "不再") {
        let known = found.last().is_some_and(|last| at < last.end);
        if known || page.pair_at(at).is_some() {
            continue;
        }
        let before = page.keys[..at].rfind(['。', '\n', '；']);
        let start = before.map_or(0, |at| page.keys.ceil_char_boundary(at + 1));
        let end = page.keys[at..].find(['。', '\n', '；']);
        let sentence = page.trimmed(Span::new(
            start,
            end.map_or(page.keys.len(), |end| at + end),
        ));
        if ends_one(page.key(Span::new(at, sentence.end))) {
            found.push(sentence);
        }
    }
    found
}

/// Gives those whom `clause` names every item below it that it means; false
/// where it does not say whom or which, or where there is none. `items` are where
/// the items begin, `heads` where the sections do; `closes` says that no
/// assignment of the same item follows it.
pub(super) fn carry_out(
    page: &Page,
    clause: Span,
    items: &[usize],
    heads: &[usize],
    closes: bool,
    sections: &mut [ReadSection],
) -> bool {
    let Some((names, reach)) = read(page, clause) else {
        return false;
    };
    let own = heads.partition_point(|head| *head <= clause.start);
    let below = items.partition_point(|item| *item <= clause.start);
    let within: usize = sections.iter().take(own).map(|part| part.items.len()).sum();
    let until = match reach {
        Reach::Section => within,
        Reach::Items => items.len(),
        Reach::Open if closes && within == items.len() => within,
        Reach::Open => return false,
    };
    let owed = sections.iter_mut().flat_map(|section| &mut section.items);
    let owed = owed.take(until).skip(below);
    let mut any = false;
    for item in owed {
        any = true;
        for &name in &names {
            let words = printed(page, name);
            let narrowed = item
                .measures
                .iter_mut()
                .map(|measure| &mut measure.agencies);
            for agencies in narrowed.filter(|agencies| !agencies.is_empty()) {
                if !agencies.contains(&words) {
                    agencies.push(words.clone());
                }
            }
            if !item.agencies.iter().any(|(known, _)| *known == words) {
                item.agencies.push((words, page.origin(name)));
            }
        }
    }
    any
}

/// Whom a clause names, and how far it reaches.
fn read(page: &Page, clause: Span) -> Option<(Vec<Span>, Reach)> {
    let words = page.key(clause);
    let words = words.split(['，', ',', '。']).next().unwrap_or(words);
    let (head, at) = ["均", "都", "皆"].iter().find_map(|all| {
        let at = words.find(all)?;
        Some((&words[..at], at + all.len()))
    })?;
    let begins = ["以下", "下列", "本部分", "本章", "本节"];
    if !begins.iter().any(|first| head.starts_with(first)) {
        return None;
    }
    let has = |list: &[&str]| list.iter().any(|word| head.contains(word));
    let reach = if has(&["本部分", "本章", "本节"]) {
        Reach::Section
    } else if has(&["各项", "任务", "事项", "各条", "举措", "措施"]) {
        Reach::Items
    } else {
        Reach::Open
    };
    let tail = words[at..].trim_start_matches(['需', '须', '由', '要', '应', '请']);
    let (list, _) = duty::without_verb(tail)?;
    let start = clause.start + words.len() - tail.len();
    let names = name::names(page, Span::new(start, start + list.len()))?.spans;
    let whole = names.iter().all(|name| agency::is_whole(page.key(*name)));
    (whole && !names.is_empty()).then_some((names, reach))
}
