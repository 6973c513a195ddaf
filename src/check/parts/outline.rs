//! What a paper's headings tell the rules: what stands below them, where the
//! paper speaks of next year, how a new heading would be typed.

use std::ops::Range;

use crate::check::Context;
use crate::coverage::{Filing, parts};
use crate::diagnostic::Site;
use crate::plan::Item;
use crate::report::{Block, Heading, Numbering, Passage, Report};
use crate::text::{Text, date, numbering, numeral, text, words};

/// The plan's year for a sentence: 2016年, 2016.
pub(in crate::check) fn this_year(context: &Context) -> Text {
    match context.tasks.plan.year {
        Some(year) => text(format!("{year}年"), year.to_string()),
        None => text("全年", "the year"),
    }
}

/// The year after the plan's for a sentence.
pub(in crate::check) fn next_year(context: &Context) -> Text {
    match context.tasks.plan.year {
        Some(year) => text(format!("{}年", year + 1), (year + 1).to_string()),
        None => text("下年度", "next year"),
    }
}

/// What marks a section heading in this paper: nothing, where the drafter
/// writes bare headings.
pub(in crate::check) fn marks(report: &Report) -> &'static str {
    let mut all = report
        .passages
        .iter()
        .filter_map(Passage::heading)
        .peekable();
    if all.peek().is_none() || all.any(|heading| heading.hashed) {
        "## "
    } else {
        ""
    }
}

/// The heading to type for a new section at the paper's end.
pub(in crate::check) fn suggested(report: &Report, title: &str) -> String {
    let numbers = report
        .passages
        .iter()
        .filter_map(Passage::heading)
        .filter_map(|h| h.number);
    let last = numbers
        .filter(|(_, kind)| *kind == Numbering::Section)
        .map(|(n, _)| n)
        .max();
    let number = last.map_or(String::new(), |n| format!("{}、", numeral::chinese(n + 1)));
    format!("{}{number}{title}", marks(report))
}

/// Which headings the paper has, so that the drafter sees what was read.
pub(in crate::check) fn headings_seen(report: &Report) -> Text {
    let all: Vec<&Passage> = report
        .passages
        .iter()
        .filter(|p| p.heading().is_some())
        .collect();
    let top = all.iter().filter_map(|p| p.heading()).map(|h| h.rank).min();
    let mut names = all
        .iter()
        .filter(|p| p.heading().map(|h| h.rank) == top)
        .map(|p| format!("“{}”", words::shorten(p.line.text.trim(), 16)));
    let shown: String = names.by_ref().take(3).collect();
    if shown.is_empty() {
        return text("全文没有认出标题", "no heading was recognised in the paper");
    }
    let more = if names.next().is_some() { "等" } else { "" };
    text(
        format!("全文的大标题是{shown}{more}"),
        format!("the headings of this paper are {shown}{more}"),
    )
}

/// The heading of next year's targets alone, or of its measures alone, where it stands
/// below one that would be both.
pub(in crate::check) fn only_half(context: &Context) -> Option<Text> {
    let parts = &context.coverage.parts;
    let at = parts.next_targets.or(parts.next_measures)?;
    let (_, half) = heading_at(context.report, at)?;
    let (above, _) = context.report.above(at).next()?;
    let (heading, both) = heading_at(context.report, above)?;
    let part = parts::of_heading(&context.tasks.plan, &heading.title);
    if !(part.targets && part.measures) {
        return None;
    }
    let line = context.source.line_of(heading.span.start);
    Some(text(
        format!("第 {line} 行“{both}”下面只有“{half}”"),
        format!("below “{both}”, on line {line}, there is only “{half}”"),
    ))
}

/// Where the paper speaks of next year at all: its headings, else its text.
pub(in crate::check) fn elsewhere(context: &Context) -> Option<Text> {
    let year = next_year(context).zh;
    let spoken = [year.as_str(), "明年", "下一步", "下一年", "下年"];
    let promise = [
        "目标", "任务", "措施", "计划", "打算", "重点", "力争", "争取", "将",
    ];
    let mut headings = Vec::new();
    let mut lines = Vec::new();
    for (at, passage) in context.report.passages.iter().enumerate() {
        let answer = matches!(
            context.coverage.filing.get(at),
            Some(Filing::Item(_) | Filing::Measure(..) | Filing::Untouched)
        );
        let heading = match passage.block {
            Block::Heading(_) => true,
            Block::Paragraph | Block::ListItem if !answer => false,
            _ => continue,
        };
        let whole = passage.line.text.as_str();
        for start in spoken.iter().filter_map(|word| whole.find(word)).take(1) {
            let rest = whole.get(start..).unwrap_or_default();
            let clause = rest
                .split(['，', '。', '；', '：', '\n'])
                .next()
                .unwrap_or(rest);
            if !heading && !promise.iter().any(|word| clause.contains(word)) {
                continue;
            }
            let line = context
                .source
                .line_of(passage.line.span(start, start + clause.len()).start);
            let list = if heading { &mut headings } else { &mut lines };
            list.push((line, words::shorten(clause.trim(), 16)));
        }
    }
    let (list, only) = if headings.is_empty() {
        (lines, "写到")
    } else {
        (headings, "有")
    };
    match &list[..] {
        [] => None,
        [(line, words)] => Some(text(
            format!("全文只在第 {line} 行{only}“{words}”"),
            format!("the paper has only “{words}”, on line {line}"),
        )),
        [(line, words), ..] => Some(text(
            format!(
                "第 {line} 行等 {} 处{only}“{words}”等，不算这一部分",
                list.len()
            ),
            format!(
                "“{words}” on line {line} and {} more do not make this part",
                list.len() - 1
            ),
        )),
    }
}

/// The heading that passage `at` is, with its text as written.
pub(in crate::check) fn heading_at(report: &Report, at: usize) -> Option<(&Heading, &str)> {
    let passage = report.passages.get(at)?;
    Some((passage.heading()?, passage.line.text.trim()))
}

/// The site of the heading that passage `at` is; the paper's top where there
/// is no such passage.
pub(in crate::check) fn heading_site(context: &Context, at: usize) -> Site {
    match context.report.passages.get(at) {
        Some(passage) => match passage.heading() {
            Some(heading) => context.at(heading.span),
            None => context.at(passage.line.whole()),
        },
        None => context.top(),
    }
}

/// The heading under which the section of `item` belongs: that of the completion part, or
/// of its themes the one that is called as the item's section of the plan, else the first.
pub(in crate::check) fn place_of(context: &Context, item: &Item) -> Option<usize> {
    if let Some(completion) = completion_heading(context) {
        return Some(completion);
    }
    let report = context.report;
    let sections = &context.coverage.sections;
    let tops = sections.iter().filter_map(|section| {
        let (top, _) = report.above(section.heading).last()?;
        Some(top)
    });
    let mut plan = context.tasks.plan.sections.iter();
    let own = plan.find(|section| section.items.iter().any(|own| own.number == item.number));
    let called = |top: &usize| {
        let heading = report.passages[*top].heading();
        own.zip(heading)
            .is_some_and(|(own, heading)| heading.title == own.title)
    };
    tops.clone().find(called).or_else(|| tops.clone().next())
}

/// The heading of the completion part; none where the paper has none of its
/// own, so that an item's heading or the first paragraph stands for it.
pub(in crate::check) fn completion_heading(context: &Context) -> Option<usize> {
    let coverage = context.coverage;
    let at = coverage.parts.completion?;
    heading_at(context.report, at)?;
    let is_item = coverage
        .sections
        .iter()
        .any(|section| section.heading == at);
    (!is_item).then_some(at)
}

/// The passages below heading `at`: up to the next heading of its rank or a
/// higher one, or the signature.
pub(in crate::check) fn below(report: &Report, at: usize) -> Range<usize> {
    let rank = heading_at(report, at).map_or(u8::MAX, |(heading, _)| heading.rank);
    let ends = |passage: &Passage| match &passage.block {
        Block::Heading(next) => next.rank <= rank,
        Block::Signature | Block::Contact => true,
        _ => false,
    };
    let start = (at + 1).min(report.passages.len());
    let length = report
        .passages
        .iter()
        .skip(start)
        .take_while(|p| !ends(p))
        .count();
    start..start + length
}

/// What is wrong with the empty part `at`: nothing stands below its heading, or
/// one line that says nothing, such as 略.
pub(in crate::check) fn empty_below(context: &Context, at: usize, title: &str) -> Text {
    let below = context.report.passages.get(below(context.report, at));
    match below {
        Some([only]) if only.block == Block::Paragraph && !only.line.text.contains('\n') => {
            let said = words::shorten(only.line.text.trim(), 16);
            text(
                format!("“{title}”下面只写了“{said}”"),
                format!("only “{said}” stands below “{title}”"),
            )
        }
        _ => text(
            format!("“{title}”只有标题，没有内容"),
            format!("nothing stands below “{title}”"),
        ),
    }
}

/// Whether something was left to be filled in at or below heading `at`: the
/// rule placeholder says so, and once is enough.
pub(in crate::check) fn left_open(context: &Context, at: usize) -> bool {
    let passages = &context.report.passages;
    let own = passages.get(at).into_iter();
    let mut spans = own
        .chain(
            passages
                .get(below(context.report, at))
                .into_iter()
                .flatten(),
        )
        .map(|passage| passage.span);
    spans.any(|span| {
        let open = &context.coverage.placeholders;
        open.iter()
            .any(|p| span.start <= p.start && p.end <= span.end)
    })
}

/// Where a sentence of a paragraph speaks of what comes next, too little for a part, in
/// a paper without any part about next year; and what is to be said of it.
pub(super) fn sentence_ahead(context: &Context) -> Option<(Site, Text)> {
    let parts = &context.coverage.parts;
    if parts.next_targets.is_some() || parts.next_measures.is_some() {
        return None;
    }
    let plan = &context.tasks.plan;
    let passages = context.report.passages.iter();
    let mut passages = passages.skip(context.report.title.map_or(0, |title| title + 1));
    let all = passages.clone();
    // 下步打算：新增10台。 at the end of an item.
    let labelled = |text: &str| {
        let head = text.split_once('：').map_or("", |(head, _)| head);
        // 下一步： alone goes on with a measure that is not done.
        let short = (4..=12).contains(&head.chars().count());
        short && parts::looks_ahead(plan, head) && parts::of_heading(plan, head).is_ahead()
    };
    let ahead = passages.find_map(|passage| {
        let line = &passage.line;
        let told =
            passage.block == Block::Paragraph && (passage.census.han >= 10 || labelled(&line.text));
        let mut sentences = words::sentences(&line.text).filter(|_| told);
        let at = sentences.find(|at| {
            let words = line.text.get(at.start..at.end).unwrap_or_default();
            // Within an answer a month of next year is only when the rest is due, and
            // 下一步 how what was not done will be.
            let answers = || passage.entry.as_ref().is_some_and(|e| e.stated.is_some());
            let due = at.start > 0 && (date::leading_month(words) || answers());
            !due && parts::looks_ahead(plan, words)
        })?;
        Some(line.span(at.start, at.end))
    });
    let site = context.at(ahead?);
    let mut each = all.filter(|passage| labelled(&passage.line.text));
    let said = match each.nth(1) {
        Some(_) => text(
            "打算分写在各项末尾，没有单成一节",
            "what comes next is only said item by item",
        ),
        None => text("只有这一句，看不出打算", "this sentence tells too little"),
    };
    Some((site, said))
}

/// The Chinese characters of the text: none where it is nothing but short headings, marked
/// or of parts, and the titles of the plan's items.
pub(in crate::check) fn han(context: &Context) -> usize {
    let plan = &context.tasks.plan;
    let is_item = |words: &str| {
        let start = numbering::number(words).map_or(0, |(_, _, length)| length);
        let words = words[start..].trim_matches(['。', '：', ' ', '\u{3000}']);
        plan.items().any(|item| item.title.get_ref() == words)
    };
    let names = |passage: &Passage| match &passage.block {
        Block::Title | Block::Salutation | Block::Signature | Block::Contact => true,
        Block::Heading(heading) => {
            let title = heading.title.as_str();
            let short = title.chars().count() <= 20;
            let says = title.contains(|c: char| c.is_ascii_digit() || "，。；：".contains(c));
            let bare = heading.hashed && !says;
            is_item(title) || short && (bare || parts::of_heading(plan, title).is_any())
        }
        _ => passage.census.han == 0 || is_item(passage.line.text.trim()),
    };
    // From the end, for there no heading must be understood before text is found.
    match context.report.passages.iter().rev().all(names) {
        true => 0,
        false => context.report.han(),
    }
}
