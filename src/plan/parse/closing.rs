//! The closing clause: by when, from whom, what, to whom.

use super::page::Page;
use super::{Reading, due, first_year};
use crate::plan::PartId;
use crate::text::Span;
use crate::text::words::{self, Depth};

/// Reads the text outside the items, `span` of it, into `reading`. Only a
/// sentence that asks for a report sets a deadline: a limit, and 报 behind it.
pub(super) fn read(page: &Page, span: Span, reading: &mut Reading) {
    let lines = page.cut(span, &['\n']);
    let sentences = lines.into_iter().flat_map(|line| {
        let place = move |part: Span| Span::new(line.start + part.start, line.start + part.end);
        words::sentences(page.slice(line)).into_iter().map(place)
    });
    for sentence in sentences {
        let words = page.slice(sentence);
        if reading.work_plan.is_none() {
            reading.work_plan = work_plan(words).map(str::to_owned);
        }
        let keys = page.key(sentence);
        let limits = due::limits(keys);
        let mut asked = false;
        for (index, limit) in limits.iter().enumerate() {
            let next = limits
                .get(index + 1)
                .map_or(keys.len(), |next| next.span.start);
            let titled = ["报送时间", "报送时限", "报送期限", "上报时间", "报送截止"];
            let before = &keys[..limit.span.start];
            if !asks(&keys[limit.after..next])
                && !titled.iter().any(|words| before.ends_with(words))
            {
                continue;
            }
            let at = Span::new(
                sentence.start + limit.span.start,
                sentence.start + limit.span.end,
            );
            match limit.day {
                Some(day) if reading.deadlines.iter().any(|(known, _)| *known == day) => {}
                Some(day) => reading.deadlines.push((day, page.origin(at))),
                None => reading.undated.push(page.origin(at)),
            }
            if !asked {
                request(words, Span::new(limit.span.start, limit.after), reading);
                asked = true;
            }
        }
    }
}

/// Whether `words` ask for a report: 报 that is no part of 申报, 报名 and the
/// like.
fn asks(words: &str) -> bool {
    words.match_indices('报').any(|(at, sign)| {
        let before = words[..at].chars().next_back();
        let mut after = words[at + sign.len()..].chars();
        let next = after.next();
        let other = before
            .is_some_and(|c| "申通举海情预快简日晚党电汇呈".contains(c) && !"汇呈".contains(c));
        let told = next.is_some_and(|c| "名道废警关刊纸考销复社业价告".contains(c));
        !other && !told
    }) || (words.contains("提交")
        && ["总结", "报告", "情况"]
            .iter()
            .any(|word| words.contains(word)))
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
    let what = rest.find(['将', '將']).map(|at| &rest[at + "将".len()..])?;
    let mut depth = Depth::default();
    let mut cut = None;
    for (at, c) in what.char_indices() {
        if depth.outside(c) && matches!(c, '报' | '報') {
            cut = Some(at);
        }
    }
    let cut = cut?;
    let whom = what[cut..]
        .trim_start_matches(['报', '報'])
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
