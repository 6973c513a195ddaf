//! Owed items that a paper names beside others, where no section is theirs: 推进垃圾治理和
//! 厕所革命 for two titles that share their verb, and titles with which a sentence of the
//! year's account begins: 此外，在标题方面，兑付资金2800万元. The clerk is told of them.

use super::answers::{is_opening, sentences};
use super::parts::Part;
use super::{Answer, Filing, How, ItemSection, Known};
use crate::plan::{Item, Plan};
use crate::report::{Block, Report};
use crate::text::numeral;
use crate::text::words;

/// Adds the answers of such items to `answers`.
pub(super) fn name_others(
    known: Known,
    report: &Report,
    part: &[Part],
    filing: &[Filing],
    sections: &[ItemSection],
    answers: &mut Vec<Answer>,
) {
    let answered = |item: u32| answers.iter().any(|answer| answer.item == item);
    let headed = |item: u32| sections.iter().any(|section| section.item == item);
    let open = known.owed.iter().copied();
    let open: Vec<u32> = open
        .filter(|&item| !answered(item) && !headed(item))
        .collect();
    if open.is_empty() {
        return;
    }
    let plan = &known.tasks.plan;
    let mut found = shared(plan, report, filing, sections);
    for (at, passage) in report.passages.iter().enumerate() {
        let told = matches!(passage.block, Block::Paragraph | Block::ListItem)
            && !part[at].is_aside()
            && !is_opening(report, at)
            && !report.is_annexed(at)
            && report.end().is_none_or(|end| at <= end);
        if told {
            let sentences = sentences(passage).into_iter();
            let sentences = sentences.map(|of| &passage.line.text[of.start..of.end]);
            // What stands behind 下一步 or 存在 is no account.
            let account =
                sentences.take_while(|text| !ASIDE.iter().any(|word| text.contains(word)));
            let named = account.flat_map(|text| told_of(plan, text));
            found.extend(named.map(|item| (item, at)));
        }
    }
    for item in open {
        if let Some(&(_, at)) = found.iter().find(|(of, _)| *of == item) {
            answers.push(Answer {
                item,
                how: How::Inferred,
                passage: Some(at),
                status: None,
                measures: Vec::new(),
            });
        }
    }
}

/// What tells of problems, of next year or of what was not done.
const ASIDE: [&str; 20] = [
    "存在",
    "问题",
    "不足",
    "不够",
    "困难",
    "缓慢",
    "滞后",
    "未",
    "尚",
    "下一步",
    "下步",
    "下阶段",
    "明年",
    "今后",
    "打算",
    "计划",
    "将",
    "拟",
    "如下",
    "要求",
];

/// The signs and words that join titles.
const JOINS: [char; 6] = ['，', ',', '、', '和', '与', '及'];

/// The items of which a section's heading says only what sets their titles apart, and that
/// heading, where figures enough for both stand below it.
fn shared(
    plan: &Plan,
    report: &Report,
    filing: &[Filing],
    sections: &[ItemSection],
) -> Vec<(u32, usize)> {
    let mut found = Vec::new();
    for section in sections.iter().filter(|section| section.filled) {
        let heading = report.passages[section.heading].heading();
        let title = heading.map_or("", |heading| &heading.title);
        let own = plan.item(section.item).map_or("", Item::title);
        let Some((_, others)) = title.split_once(own).filter(|_| !own.is_empty()) else {
            continue;
        };
        let Some(others) = others.strip_prefix(JOINS) else {
            continue;
        };
        let of_item = |filing: &Filing| match filing {
            Filing::Item(item) | Filing::Measure(item, _) => *item == section.item,
            _ => false,
        };
        let passages = report.passages.iter().zip(filing).skip(section.heading + 1);
        let below = passages.take_while(|(_, filing)| of_item(filing));
        let told: usize = below.map(|(passage, _)| figures(&passage.line.text)).sum();
        let mut named = 1;
        for words in others.split(JOINS) {
            let mut items = plan.items().filter(|item| says(item.title(), words));
            named += 1;
            if let Some(item) = items.next().filter(|_| items.next().is_none())
                && told >= named
            {
                found.push((item.number, section.heading));
            }
        }
    }
    found
}

/// Whether `words`, four at least, are part of `title`, or both begin and end alike and the
/// title has all of them: 完善管护机制 for 完善建设和管护机制.
fn says(title: &str, words: &str) -> bool {
    let mut rest = title.chars();
    let mut within = || words.chars().all(|c| rest.any(|own| own == c));
    let count = words.chars().count();
    let edge = |at: usize| words.char_indices().nth(at).map_or(0, |(at, _)| at);
    let alike = || {
        let (begin, end) = (&words[..edge(2)], &words[edge(count - 3)..]);
        title.starts_with(begin) && title.ends_with(end)
    };
    count >= 4 && (title.contains(words) || alike() && within())
}

/// The items with whose titles a sentence, or a part of one, begins, where it tells figures
/// of each: 对甲标题、乙标题两项任务，分别清理3.1万平方米、兑付资金2800万元.
fn told_of(plan: &Plan, sentence: &str) -> Vec<u32> {
    if sentence.contains(['“', '"', '「', '《']) || figures(sentence) == 0 {
        return Vec::new();
    }
    let parts = sentence.split('；').flat_map(|part| {
        let behind = part.split_once('：').map(|(_, behind)| behind);
        [Some(part), behind].into_iter().flatten()
    });
    let mut found: Vec<u32> = parts.flat_map(|part| begun(plan, part)).collect();
    // What another agency has done is its own.
    let mut agencies = plan.items().flat_map(|item| &item.agencies);
    if !found.is_empty() && agencies.any(|name| sentence.contains(name.get_ref().as_str())) {
        found.clear();
    }
    found
}

/// The items whose titles begin `part`, if it goes on with a figure of each.
fn begun(plan: &Plan, part: &str) -> Vec<u32> {
    let mut rest = words::trim_start(part);
    while let Some(behind) = LEADS.iter().find_map(|lead| rest.strip_prefix(lead)) {
        rest = words::trim_start(behind);
    }
    rest = rest.trim_start_matches(|c| matches!(c, '①'..='⑳'));
    let mut found = Vec::new();
    loop {
        let items = plan.items().filter(|item| !item.title().is_empty());
        let items = items.filter_map(|item| Some((item, rest.strip_prefix(item.title())?)));
        let Some((item, behind)) = items.min_by_key(|(_, behind)| behind.len()) else {
            break;
        };
        found.push(item.number);
        rest = behind;
        match rest.strip_prefix(JOINS) {
            Some(next) if plan.items().any(|item| next.starts_with(item.title())) => rest = next,
            _ => break,
        }
    }
    let counted = numeral::leading(rest).map_or(rest, |(_, length)| &rest[length..]);
    let counted = counted.strip_prefix('两').unwrap_or(counted);
    let ends = !rest.starts_with(words::is_han)
        || ["方面", "工作", "任务"]
            .iter()
            .any(|word| rest.starts_with(word))
        || counted.len() < rest.len() && counted.starts_with('项');
    match ends && figures(rest) >= found.len() {
        true => found,
        false => Vec::new(),
    }
}

/// With what a sentence may lead to a title.
const LEADS: [&str; 16] = [
    "此外",
    "另外",
    "同时",
    "还",
    "在",
    "对",
    "针对",
    "关于",
    "我局",
    "我委",
    "我办",
    "我单位",
    "本单位",
    "，",
    "、",
    "认真",
];

/// How many figures stand in `text` that are no days.
fn figures(text: &str) -> usize {
    let figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || c == '.';
    let mut rest = text;
    let mut count = 0;
    while let Some(at) = rest.find(|c: char| figure(c) && c != '.') {
        rest = rest[at..].trim_start_matches(figure);
        count += usize::from(!rest.starts_with(['年', '月', '日', '号', '时', '项']));
    }
    count
}
