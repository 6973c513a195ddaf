//! The closing clause: by when, from whom, what, to whom.

use super::page::Page;
use super::{Reading, agency, due, first_year, label, name};
use crate::plan::PartId;
use crate::text::Span;
use crate::text::words::{self, Depth};

/// Reads the text outside the items, `span` of it, into `reading`. Only a
/// sentence that asks for a report sets a deadline: a limit, and 报 behind it.
pub(super) fn read(page: &Page, span: Span, reading: &mut Reading) {
    let lines = page.cut(span, &['\n']);
    let sentences = lines.into_iter().flat_map(|line| {
        let place = move |part: Span| Span::new(line.start + part.start, line.start + part.end);
        words::sentences(page.slice(line)).map(place)
    });
    // Whom the sentence before speaks of: 各部门要加强领导。请于……前报…….
    let mut before = Vec::new();
    for sentence in sentences {
        let words = page.slice(sentence);
        if reading.work_plan.is_none() {
            reading.work_plan = work_plan(words).map(str::to_owned);
        }
        let keys = page.key(sentence);
        let limits = due::limits(keys);
        let own = subject(page, sentence);
        for (index, limit) in limits.iter().enumerate() {
            let next = limits
                .get(index + 1)
                .map_or(keys.len(), |next| next.span.start);
            let titled = ["报送时间", "报送时限", "报送期限", "上报时间", "报送截止"];
            let lead = &keys[..limit.span.start];
            if !asks(&keys[limit.after..next]) && !titled.iter().any(|words| lead.ends_with(words))
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
            let who = if own.is_empty() { &before } else { &own };
            let printed = who.iter().map(|name| page.slice(*name).to_owned());
            reading.reporters = printed.collect();
            let rest = Span::new(sentence.start + limit.after, sentence.start + next);
            request(page, page.trimmed(rest), reading);
            // 年度总结于2018年1月10日前报……
            let last = lead.rsplit(['，', ',', '；']).next().unwrap_or(lead);
            let paper = last.trim_end_matches(['于', '应', '在', '须']);
            let from = sentence.start + lead.len() - last.len();
            if reading.parts.is_empty() && paper.ends_with("总结") {
                reading.parts = parts(page.slice(Span::new(from, from + paper.len())));
            }
        }
        before = own;
    }
}

/// Whether `text` has a limit by which something is to be reported.
pub(super) fn asks_for_reports(text: &str) -> bool {
    due::limits(text)
        .iter()
        .any(|limit| asks(&text[limit.after..]))
}

/// Whom a sentence speaks of: the names that begin it, up to 要, 于 or the like.
fn subject(page: &Page, sentence: Span) -> Vec<Span> {
    let mut sentence = sentence;
    let number = label::number(page.key(sentence));
    if let Some((_, _, length)) = number.or_else(|| label::at_start(page.key(sentence))) {
        sentence.start += length;
    }
    for word in ["同时，", "另外，", "请", "要求"] {
        if page.key(sentence).starts_with(word) {
            sentence.start += word.len();
        }
    }
    let words = page.key(sentence);
    let ends = [
        "，",
        ",",
        "要",
        "应当",
        "应于",
        "应在",
        "应将",
        "须",
        "需",
        "于",
        "每年",
        "每季",
        "每月",
        "每半年",
        "请",
        "务必",
        "必须",
        "在20",
        "20",
        "将",
        "按",
        "对照",
        "结合",
        "根据",
        "加强",
        "抓好",
        "高度",
        "切实",
        "认真",
        "严格",
        "围绕",
        "参照",
        "建立",
        "明确",
        "制定",
    ];
    let end = ends.iter().filter_map(|end| words.find(end)).min();
    let list = Span::new(sentence.start, sentence.start + end.unwrap_or(0));
    let names = name::names(page, list)
        .map(|names| names.spans)
        .unwrap_or_default();
    let all = names.iter().all(|name| {
        let words = page.key(*name);
        let group = ["单位", "部门"].iter().any(|end| words.ends_with(end));
        group || words.starts_with('各') || agency::is_likely(words)
    });
    names.into_iter().filter(|_| all).collect()
}

/// Whether `words` ask for a report: 报 that is no part of 申报, 报名 and the
/// like.
fn asks(words: &str) -> bool {
    words.match_indices('报').any(|(at, _)| asks_at(words, at))
        || (words.contains("提交")
            && ["总结", "报告", "情况"]
                .iter()
                .any(|word| words.contains(word)))
}

/// Whether the 报 at byte `at` asks for a report.
fn asks_at(words: &str, at: usize) -> bool {
    let before = words[..at].chars().next_back();
    let next = words[at + "报".len()..].chars().next();
    let other = before.is_some_and(|c| "申通举海情预快简日晚党电".contains(c));
    let told = next.is_some_and(|c| "名道废警关刊纸考销复社业价告".contains(c));
    !other && !told
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

/// Reads what stands behind a limit: what is asked for, and to whom it goes.
fn request(page: &Page, rest: Span, reading: &mut Reading) {
    let Some((what, whom)) = split_request(page, rest) else {
        return;
    };
    if let Some(whom) = whom {
        reading.recipient = Some(whom.to_owned());
    }
    let parts = parts(what);
    if parts.is_empty() {
        return;
    }
    let completion = parts.iter().find(|(id, _)| *id == PartId::Completion);
    let year = completion.and_then(|(_, words)| first_year(words));
    reading.year = year.or(reading.year);
    reading.parts = parts;
}

/// `将…，报…` or `报送…`: what is asked for, and who receives it.
fn split_request(page: &Page, rest: Span) -> Option<(&str, Option<&str>)> {
    let keys = page.key(rest);
    let words = |from: usize, to: usize| page.slice(Span::new(rest.start + from, rest.start + to));
    let from = keys.find('将').map_or(0, |at| at + "将".len());
    let mut depth = Depth::default();
    let mut outside = keys[from..]
        .char_indices()
        .filter(|&(_, c)| depth.outside(c));
    let ask = outside.find(|&(at, c)| c == '报' && asks_at(&keys[from..], at));
    let ask = from + ask?.0;
    let mut to = ask;
    for word in ["报", "送", "至", "给", "到"] {
        to += if keys[to..].starts_with(word) {
            word.len()
        } else {
            0
        };
    }
    let mut depth = Depth::default();
    let mut outside = keys[to..].char_indices().filter(|&(_, c)| depth.outside(c));
    let end = outside.find(|(_, c)| "，；。,;".contains(*c));
    let end = end.map_or(keys.len(), |(at, _)| to + at);
    if from == 0 {
        // 报送全年工作总结, 报县委农办备案
        let paper = ["总结", "报告", "情况"]
            .iter()
            .any(|word| keys[to..end].contains(word));
        let whom = keys[to..end].trim_end_matches("备案").len();
        let toward = keys[..ask]
            .starts_with('向')
            .then(|| words("向".len(), ask));
        return Some(match paper {
            true => (words(to, end), toward),
            false => (words(0, 0), Some(words(to, to + whom))),
        });
    }
    let what = keys[from..ask].trim_end_matches(['，', ',', '上', '书', '面']);
    let whom = words(to, end)
        .trim_end_matches('.')
        .trim_end_matches("备案");
    Some((words(from, from + what.len()), Some(whom)))
}

/// The parts asked for, each with the plan's words.
fn parts(what: &str) -> Vec<(PartId, String)> {
    let mut parts = Vec::new();
    for phrase in top_level(what, &['和', '及', '；']) {
        if ["总结", "總結", "报告", "報告"]
            .iter()
            .any(|word| phrase.contains(word))
        {
            parts.push((PartId::Completion, phrase.to_owned()));
            if let Some(results) = included(phrase) {
                parts.push((PartId::TargetResults, results.to_owned()));
            }
            continue;
        }
        if ["情况", "情況"].iter().any(|word| phrase.ends_with(word)) && parts.is_empty() {
            parts.push((PartId::Completion, phrase.to_owned()));
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

/// What of the year's targets a phrase includes in brackets: （含…完成情况）, not
/// （含电子版）.
fn included(phrase: &str) -> Option<&str> {
    let start = phrase.find("（含").map(|at| at + "（含".len())?;
    let end = start + phrase[start..].find('）')?;
    let words = &phrase[start..end];
    let results = ["目标", "目標", "指标", "任务", "任務", "完成"];
    results
        .iter()
        .any(|result| words.contains(result))
        .then_some(words)
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
