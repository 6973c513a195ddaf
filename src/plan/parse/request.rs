//! Where a closing names what is to be reported: behind its limit, before it, or where
//! it says what the summary holds.
//!
//! ```text
//! behind   = "将" list verb [whom] [with] | [verb whom] verb list [with]
//! before   = [names | … "将" | … "形成"] list ["请于" | "于"]
//! contents = summary ["应"] "包括" list | "报送内容：" list
//! verb     = 报 报送 上报 提交
//! with     = "，并附" list | "，同时报送" list
//! ```

use super::page::Page;
use super::{phrase, who};
use crate::text::Span;
use crate::text::words::Depth;

/// What is asked for behind a limit.
#[derive(Debug)]
pub(super) struct Request {
    /// The lists of it.
    pub what: Vec<Span>,
    /// Where it may be named, if no list is: 形成……报.
    pub lead: Option<Span>,
    /// Who receives it.
    pub whom: Option<Span>,
}

/// Whether `words` ask for a report: 报 that is no part of 申报, 报名 and the
/// like.
pub(super) fn asks(words: &str) -> bool {
    words.match_indices('报').any(|(at, _)| asks_at(words, at))
        || (words.contains("提交") && names_paper(words))
}

/// Whether the 报 at byte `at` asks for a report.
fn asks_at(words: &str, at: usize) -> bool {
    let before = words[..at].chars().next_back();
    let next = words[at + "报".len()..].chars().next();
    let other = before.is_some_and(|c| "申通举海情预快简日晚党电".contains(c));
    let told = next.is_some_and(|c| "名道废警关刊纸考销复社业价告".contains(c));
    !other && !told
}

fn names_paper(words: &str) -> bool {
    let papers = ["总结", "报告", "情况", "情況"];
    papers.iter().any(|paper| words.contains(paper))
}

/// Where the verb that asks for a report begins and ends in `words`, outside brackets.
fn verb(words: &str) -> Option<(usize, usize)> {
    let mut depth = Depth::default();
    let mut outside = words.char_indices().filter(|&(_, c)| depth.outside(c));
    outside.find_map(|(at, c)| {
        let verb = match c {
            '报' if asks_at(words, at) => "报",
            '提' if words[at..].starts_with("提交") => "提交",
            _ => return None,
        };
        let mut behind = &words[at + verb.len()..];
        for word in ["送", "至", "给", "到"] {
            behind = behind.strip_prefix(word).unwrap_or(behind);
        }
        (!is_label(behind)).then_some((at, words.len() - behind.len()))
    })
}

/// Whether `words`, behind 报送, make a label of it: 报送【内容：】.
fn is_label(words: &str) -> bool {
    let labels = [
        "内容", "材料", "时间", "时限", "期限", "截止", "方式", "要求",
    ];
    let behind = labels.iter().find_map(|label| words.strip_prefix(label));
    let stands_alone = words.starts_with("邮箱");
    stands_alone || behind.is_some_and(|behind| behind.starts_with(['：', ':', '为', '是']))
}

/// Where the clause of `words` that goes on at byte `from` ends.
fn clause_end(words: &str, from: usize) -> usize {
    let mut depth = Depth::default();
    let mut outside = words[from..]
        .char_indices()
        .filter(|&(_, c)| depth.outside(c));
    let end = outside.find(|(_, c)| "，；。,;".contains(*c));
    end.map_or(words.len(), |(at, _)| from + at)
}

/// What stands in `rest` behind a limit: `将…，报…` or `报送…`.
pub(super) fn behind(page: &Page, rest: Span) -> Option<Request> {
    let keys = page.key(rest);
    let place = |from: usize, to: usize| Span::new(rest.start + from, rest.start + to);
    let first = verb(keys).map_or(keys.len(), |(at, _)| at);
    let handed = keys[..first].find('将').map(|at| at + "将".len());
    let from = handed.unwrap_or(0);
    let (ask, to) = verb(&keys[from..]).map(|(at, end)| (from + at, from + end))?;
    let end = clause_end(keys, to);
    let with = enclosed(page, place(end, keys.len()));
    if handed.is_some() {
        let what = keys[from..ask].trim_end_matches(['，', ',', '上', '书', '面']);
        let whom = keys[to..end].trim_end_matches('.').trim_end_matches("备案");
        return Some(Request {
            what: [place(from, from + what.len())]
                .into_iter()
                .chain(with)
                .collect(),
            lead: None,
            whom: Some(place(to, to + whom.len())),
        });
    }
    // 报送全年工作总结, 报县委农办备案
    let words = &keys[to..end];
    if names_paper(words) || phrase::is_asked(&phrase::plain(words)) {
        let toward = keys[..ask].starts_with('向');
        return Some(Request {
            what: [place(to, end)].into_iter().chain(with).collect(),
            lead: None,
            whom: toward.then(|| place("向".len(), ask)),
        });
    }
    Some(Request {
        what: Vec::new(),
        lead: Some(place(0, ask)),
        whom: Some(place(to, to + words.trim_end_matches("备案").len())),
    })
}

/// What goes with the paper: ，并附2017年工作计划.
fn enclosed(page: &Page, rest: Span) -> Option<Span> {
    let keys = page.key(rest);
    let clause = keys.strip_prefix(['，', ',', '；'])?;
    let joints = ["并同时", "一并", "同时", "并", "另"];
    let clause = joints
        .iter()
        .find_map(|joint| clause.strip_prefix(joint))
        .unwrap_or(clause);
    let verbs = ["附上", "附", "报送", "上报", "提交"];
    let list = verbs.iter().find_map(|verb| clause.strip_prefix(verb))?;
    let start = keys.len() - list.len();
    Some(Span::new(
        rest.start + start,
        rest.start + clause_end(keys, start),
    ))
}

/// What the clauses that end `lead`, before a limit or a verb, name: 各单位2016年工作总结，
/// 请于; who is to send it may stand behind: …，由各单位于.
pub(super) fn before(page: &Page, lead: Span) -> Option<Span> {
    let keys = page.key(lead);
    let ends = [
        "请", "于", "应", "在", "须", "务必", "统一", "一律", "最迟", "并", "书面", "上", " ",
    ];
    let mut words = keys.trim_end();
    while let Some(rest) = ends.iter().find_map(|end| words.strip_suffix(end)) {
        words = rest;
    }
    let whole = Span::new(lead.start, lead.start + words.len());
    let last = page.cut(whole, &['；', ';', '：', ':']).pop()?;
    let mut clauses = page.cut(last, &['，', ',']);
    let direct = clauses.last().is_some_and(|clause| clause.end == whole.end);
    let names = |clause: &&Span| !who::named(page, **clause).is_empty();
    if clauses.last().filter(names).is_some() {
        clauses.pop();
    }
    let last = *clauses.last()?;
    let starts = clauses
        .iter()
        .rev()
        .map_while(|clause| list_start(page, *clause));
    // 各单位做好总结于
    let summary = direct && page.key(last).ends_with("总结");
    let start = starts.last().or(summary.then_some(last.start))?;
    Some(Span::new(start, last.end))
}

/// Where the list of papers that ends `clause` begins: behind 将 or 形成, or behind the names
/// that stand before it.
fn list_start(page: &Page, clause: Span) -> Option<usize> {
    let keys = page.key(clause);
    if !phrase::is_asked(&phrase::plain(keys)) {
        return None;
    }
    if let Some(at) = keys.find('将') {
        return Some(clause.start + at + "将".len());
    }
    let verbs = ["形成", "撰写", "写出", "起草", "完成", "做好", "把"];
    let verbs = verbs.iter().filter(|_| names_paper(keys));
    let behind = verbs.filter_map(|verb| Some(keys.find(verb)? + verb.len()));
    let begins = |at: &usize| phrase::begins_list(&keys[*at..]);
    if let Some(at) = behind.filter(begins).min() {
        return Some(clause.start + at);
    }
    let start = phrase::list_start(keys).filter(|_| !phrase::urges(keys))?;
    let names = keys[..start].trim_end_matches(['《', '“']);
    let names = Span::new(clause.start, clause.start + names.len());
    let alone = matches!(page.key(names), "" | "、");
    (alone || !who::named(page, names).is_empty()).then_some(names.end)
}

/// The list of what the summary holds, in a sentence that says so: 总结应包括…, 报送内容：…;
/// in one that stands `beside` the request, also 主要内容包括….
pub(super) fn contents(page: &Page, sentence: Span, beside: bool) -> Option<Span> {
    let keys = page.key(sentence);
    let mut depth = Depth::default();
    let mut outside = keys.char_indices().filter(|&(_, c)| depth.outside(c));
    let mut clause = 0;
    let start = outside.find_map(|(at, c)| {
        let subject = &keys[clause..at];
        let subject = &subject[phrase::numbered(subject)..];
        let whose = beside || !subject.ends_with("内容") || phrase::says_whose(subject);
        let start = at
            + introduces(subject, &keys[at..])
                .filter(|_| whose)
                .unwrap_or(0);
        if "，；。：,;: ".contains(c) {
            clause = at + c.len_utf8();
        }
        (start > at).then_some(start)
    })?;
    let list = keys[start..].trim_start_matches(['：', ':', ' ']);
    let start = keys.len() - list.len();
    // What is counted goes on behind ；.
    let end = match phrase::numbered(list) > 0 {
        true => list.find('。').map_or(keys.len(), |end| start + end),
        false => clause_end(keys, start),
    };
    Some(Span::new(sentence.start + start, sentence.start + end))
}

/// The length of what begins `words` and introduces a list of what `subject` holds.
fn introduces(subject: &str, words: &str) -> Option<usize> {
    let verbs = ["包括", "包含", "涵盖"];
    let labels = ["：", ":", "为", "是"];
    let label = subject.ends_with("内容") || subject.ends_with("材料");
    let labels = labels.iter().filter(|_| label);
    let found = verbs
        .iter()
        .chain(labels)
        .find(|verb| words.starts_with(**verb))?;
    phrase::is_summary(subject).then_some(found.len())
}
