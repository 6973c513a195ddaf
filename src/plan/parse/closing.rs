//! The closing clause: by when, from whom, what, to whom.

use super::due::{self, Limit};
use super::page::Page;
use super::parts::{self, Part, Place};
use super::{Reading, first_year, reported_year, request, who};
use crate::plan::PartId;
use crate::text::{Span, date, words};

/// Reads the text outside the items, `span` of it, into `reading`. Only a
/// sentence that asks for a report sets a deadline: a limit, and 报 behind it.
pub(super) fn read(page: &Page, span: Span, reading: &mut Reading) {
    let lines = page.cut(span, &['\n']);
    let sentences = lines.into_iter().flat_map(|line| {
        let place = move |part: Span| Span::new(line.start + part.start, line.start + part.end);
        words::sentences(page.slice(line)).map(place)
    });
    let sentences: Vec<Span> = sentences.collect();
    let mut asked = Vec::new();
    // The sentences that say by when.
    let mut dated = Vec::new();
    // Whom the sentence before speaks of: 各部门要加强领导。请于……前报…….
    let mut before = Vec::new();
    for (at, &sentence) in sentences.iter().enumerate() {
        let words = page.slice(sentence);
        if reading.work_plan.is_none() {
            reading.work_plan = work_plan(words).map(str::to_owned);
        }
        let keys = page.key(sentence);
        let own = who::subject(page, sentence);
        let limits = due::limits(keys);
        let ends = limits.iter().skip(1).map(|next| next.span.start);
        let mut from = 0;
        for (limit, end) in limits.iter().zip(ends.chain([keys.len()])) {
            let lead = Span::new(sentence.start + from, sentence.start + limit.span.start);
            let rest = Span::new(sentence.start + limit.after, sentence.start + end);
            from = limit.after;
            if !sets_deadline(keys, limit, end) {
                continue;
            }
            dated.push(at);
            let origin = page.origin(Span::new(lead.end, sentence.start + limit.span.end));
            match limit.day {
                Some(day) if reading.deadlines.iter().any(|(known, _)| *known == day) => {}
                Some(day) => reading.deadlines.push((day, origin)),
                None => reading.undated.push(origin),
            }
            let who = if own.is_empty() { &before } else { &own };
            let printed = who.iter().map(|name| page.slice(*name).to_owned());
            reading.reporters = printed.collect();
            take_request(page, lead, rest, reading, &mut asked);
        }
        before = own;
    }
    let year = reported(reading);
    for (at, &sentence) in sentences.iter().enumerate().filter(|_| !dated.is_empty()) {
        let is_dated = |at: usize| dated.binary_search(&at).is_ok();
        let beside = is_dated(at) || at.checked_sub(1).is_some_and(is_dated);
        if let Some(contents) = request::contents(page, sentence, beside) {
            parts::read(page, contents, year, Place::Contents, &mut asked);
        }
    }
    if asked.is_empty() {
        return;
    }
    let printed = |&(id, words): &Part| (id, page.slice(words).to_owned());
    reading.parts = asked.iter().map(printed).collect();
}

/// Whether `text` has a limit by which something is to be reported.
pub(super) fn asks_for_reports(text: &str) -> bool {
    let limits = due::limits(text);
    let mut limits = limits.iter();
    limits.any(|limit| sets_deadline(text, limit, text.len()))
}

/// Whether `limit` in `text` is one of reports: what stands behind it up to byte `end`
/// asks for one, or it is called so: 报送时间：….
fn sets_deadline(text: &str, limit: &Limit, end: usize) -> bool {
    let lead = &text[..limit.span.start];
    let label = lead.trim_end_matches(['：', ':', '为', '是', ' ']);
    let ends = ["时间", "时限", "期限", "截止", "截止日期"];
    let label = ends.iter().find_map(|end| label.strip_suffix(end));
    let label = label.map(|label| label.trim_end_matches("截止"));
    let called = label.is_some_and(|label| {
        ["报送", "上报", "提交"]
            .iter()
            .any(|word| label.ends_with(word))
    });
    called || request::asks(&text[limit.after..end])
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

/// Reads what is asked for, round a limit between `lead` and `rest`, into `asked`, and
/// to whom it goes.
fn take_request(page: &Page, lead: Span, rest: Span, reading: &mut Reading, asked: &mut Vec<Part>) {
    let year = reported(reading);
    let mut parts = Vec::new();
    if let Some(found) = request::behind(page, page.trimmed(rest)) {
        if let Some(whom) = found.whom {
            reading.recipient = Some(page.slice(whom).to_owned());
        }
        for what in found.what {
            parts::read(page, what, year, Place::Papers, &mut parts);
        }
        // 前形成2016年工作总结报……
        if let Some(lead) = found.lead.filter(|_| parts.is_empty()) {
            parts = named(page, lead, year);
        }
    }
    // 年度总结于2018年1月10日前报……, but not what one gathers from others.
    if parts.is_empty() && asked.is_empty() && !page.key(rest).contains("汇总") {
        parts = named(page, lead, year);
    }
    if parts.is_empty() {
        return;
    }
    let completion = parts.iter().find(|(id, _)| *id == PartId::Completion);
    let year = completion.and_then(|(_, words)| first_year(page.slice(*words)));
    reading.year = year.or(reading.year);
    *asked = parts;
}

/// The parts that the end of `lead` names, where a summary is one of them: a plan alone may
/// be what the work goes by.
fn named(page: &Page, lead: Span, year: Option<i32>) -> Vec<Part> {
    let mut parts = Vec::new();
    if let Some(what) = request::before(page, lead) {
        parts::read(page, what, year, Place::Papers, &mut parts);
    }
    match parts::has(&parts, PartId::Completion) {
        true => parts,
        false => Vec::new(),
    }
}

/// The year that is reported on: that of the title, else the one before the deadline.
fn reported(reading: &Reading) -> Option<i32> {
    let title = reading.title.as_ref().map_or("", |(title, _)| title);
    let year = first_year(title).filter(|_| !date::spans_years(title));
    year.or(reported_year(&reading.deadlines))
}
