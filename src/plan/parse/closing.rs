//! The closing clause: by when, from whom, what, to whom.

use super::{Reading, first_year};
use crate::plan::PartId;
use crate::text::date::{self, Date};
use crate::text::words::{self, Depth};
use crate::text::{Source, Span};

/// Reads what follows the last item, from byte `from`, into `reading`. Only a
/// sentence that asks for a report sets a deadline: a date, 前, and 报.
pub(super) fn read(file: &Source, from: usize, reading: &mut Reading) {
    let tail = Span::new(from, file.text.len());
    let text = file.slice(tail);
    for sentence in words::sentences(text) {
        let span = Span::new(from + sentence.start, from + sentence.end);
        let words = &text[sentence.start..sentence.end];
        if reading.work_plan.is_none() {
            reading.work_plan = work_plan(words).map(str::to_owned);
        }
        let Some((day, at)) = deadline(words) else {
            continue;
        };
        let place = Span::new(span.start + at.start, span.start + at.end);
        if !reading.deadlines.iter().any(|(known, _)| *known == day) {
            reading.deadlines.push((day, place));
        }
        request(words, at, reading);
    }
}

/// The words that ask for a plan of work, up to what it is for: 制定具体工作方案，
/// 细化任务，明确时限和要求，确保…….
fn work_plan(sentence: &str) -> Option<&str> {
    let start = sentence.find("制定").or_else(|| sentence.find("制订"))?;
    let words = sentence[start..].trim_end_matches('。');
    let clause = words.split('，').next()?;
    let asks = clause.contains("方案") || clause.contains("工作计划");
    let end = words.find("，确保").unwrap_or(words.len());
    asks.then(|| &words[..end])
}

/// The date with 前 behind it, in a sentence that asks for a report after it.
fn deadline(sentence: &str) -> Option<(chrono::NaiveDate, Span)> {
    date::all(sentence).into_iter().find_map(|(date, at)| {
        let Date::Day(day) = date else { return None };
        let after = &sentence[at.end..];
        let before_it = ["前", "之前", "以前"]
            .iter()
            .any(|word| after.starts_with(word));
        (before_it && after.contains('报')).then_some((day, at))
    })
}

/// Reads the rest of such a sentence: who, what, to whom.
fn request(sentence: &str, at: Span, reading: &mut Reading) {
    let who = sentence[..at.start]
        .trim_end_matches("于")
        .trim_end_matches(['要', '应', '须', '请', '需'])
        .trim_end_matches(['，', ' ']);
    reading.reporters = top_level(who, &['、'])
        .into_iter()
        .map(str::to_owned)
        .collect();
    let rest = sentence[at.end..].trim_end_matches('。');
    let Some((what, whom)) = split_request(rest) else {
        return;
    };
    reading.recipient = Some(whom.to_owned());
    reading.parts = parts(what);
    reading.year = reading
        .parts
        .iter()
        .find(|(id, _)| *id == PartId::Completion)
        .and_then(|(_, words)| first_year(words));
}

/// `将…，报…`: what is asked for, and who receives it.
fn split_request(rest: &str) -> Option<(&str, &str)> {
    let what = rest.find('将').map(|at| &rest[at + "将".len()..])?;
    let mut depth = Depth::default();
    let mut cut = None;
    for (at, c) in what.char_indices() {
        if depth.outside(c) && c == '报' {
            cut = Some(at);
        }
    }
    let cut = cut?;
    let whom = what[cut..]
        .trim_start_matches("报")
        .trim_start_matches(['送', '至', '给', '到']);
    Some((what[..cut].trim_end_matches(['，', '上', '书', '面']), whom))
}

/// The parts asked for, each with the plan's words.
fn parts(what: &str) -> Vec<(PartId, String)> {
    let mut parts = Vec::new();
    for phrase in top_level(what, &['和', '及', '；']) {
        if phrase.contains("总结") {
            parts.push((PartId::Completion, phrase.to_owned()));
            if let Some(results) = included(phrase) {
                parts.push((PartId::TargetResults, results.to_owned()));
            }
            continue;
        }
        if phrase.contains("目标") || phrase.contains("任务") || phrase.contains("计划") {
            parts.push((PartId::NextTargets, phrase.to_owned()));
        }
        if phrase.contains("措施") || phrase.contains("计划") || phrase.contains("打算") {
            parts.push((PartId::NextMeasures, phrase.to_owned()));
        }
    }
    parts
}

/// What a phrase includes in brackets: （含…）.
fn included(phrase: &str) -> Option<&str> {
    let start = phrase.find("（含").map(|at| at + "（含".len())?;
    let end = start + phrase[start..].find('）')?;
    Some(&phrase[start..end])
}

/// `text` cut at any of `marks` outside brackets and quotes.
fn top_level<'t>(text: &'t str, marks: &[char]) -> Vec<&'t str> {
    let mut found = Vec::new();
    let mut depth = Depth::default();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if depth.outside(c) && marks.contains(&c) {
            found.push(text[start..at].trim());
            start = at + c.len_utf8();
        }
    }
    found.push(text[start..].trim());
    found.retain(|part| !part.is_empty());
    found
}
