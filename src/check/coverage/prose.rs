//! Papers written in their own order, and answers known only by their words.

use super::quote;
use crate::check::parts::outline::{below, completion_heading, heading_at, heading_site};
use crate::check::{Context, Rule, Scope, cite_item, cite_measure};
use crate::coverage::{Answer, How};
use crate::diagnostic::{FOUND, Finding, Severity, Site, UNFOUND};
use crate::plan::{Item, Kind};
use crate::report::{Numbering, Passage};
use crate::text::words::{self, Pairs};
use crate::text::{Span, Text, label, numeral, text};

pub(super) const UNITEMISED_REPORT: Rule = Rule {
    name: "unitemised-report",
    short: "未分项",
    severity: Severity::Warning,
    summary: label(
        "没有按计划的项分节，只能按文字辨认",
        "the paper does not follow the plan's items; they are recognised by their words",
    ),
    explanation: label(
        "稿子按自己的思路分节，与计划的项对不上，只能按文字辨认哪段答哪一项，可能认漏、认错，所以列出来请核对。\
         这不是错误，可以照样报送。不想改结构，就在段落的标题或句末注明“（对应第几项）”，在 Word 里也能写；\
         列名的各项都注明了，就不再提醒。",
        "The paper has an order of its own, so what answers which item can only be recognised by its \
         words, and some may be missed or taken wrongly: hence the list to look over. It is no error \
         and the paper may be sent as it is. There is no need to rearrange it: a mark （对应第N项） at \
         the end of a heading or sentence, which can be typed in Word too, settles it, and once every \
         owed item bears one nothing more is said.",
    ),
    bad: "一、2016年主要工作\n\n（一）夯实基础。新建林业标准化示范基地6个，推广技术规程12项。\n\n（二）强化监管。抽检苗木320批次。\n",
    good: "一、2016年主要工作\n\n（一）夯实基础（对应第十八项）。新建林业标准化示范基地6个，推广技术规程12项。\n\n（二）强化监管。抽检苗木320批次。\n",
    scope: Scope::Report(unitemised_report),
};

fn unitemised_report(context: &Context) -> Vec<Finding> {
    let coverage = context.coverage;
    let Some(party) = context.party() else {
        return Vec::new();
    };
    // Where there is no summary at all, that is told.
    let summed = coverage.parts.completion.is_some();
    if !summed || !coverage.prose || party.kind == Kind::District {
        return Vec::new();
    }
    let owed: Vec<&Item> = party
        .owed
        .iter()
        .filter_map(|&n| context.tasks.plan.item(n))
        .collect();
    let answer = |item: &Item| coverage.answers.iter().find(|a| a.item == item.number);
    let (found, unfound): (Vec<&Item>, Vec<&Item>) =
        owed.iter().partition(|item| answer(item).is_some());
    let certain = |item: &&Item| answer(item).is_some_and(|a| a.how != How::Inferred);
    if owed.iter().all(certain) {
        return Vec::new();
    }
    let completion = completion_heading(context);
    let mut finding = Finding::new(
        completion.map_or_else(|| context.top(), |at| heading_site(context, at)),
        text(
            "没有按计划的项分节，只能按文字辨认，请核对",
            "the sections do not follow the plan's items; please look over what was recognised",
        ),
        remedy(context, &unfound),
    );
    finding.label = own_numbers(context);
    // Titles line up below each other: （七） is narrower than （十四）.
    let width = owed
        .iter()
        .map(|item| item.label().chars().count())
        .max()
        .unwrap_or(0);
    for item in found {
        let Some(answer) = answer(item) else { continue };
        let number = item.label();
        let pad = "  ".repeat(width - number.chars().count());
        let (what, site) = recognised(context, item, answer);
        let what = text(
            format!("{number}{pad} {}", what.zh),
            format!("{number}{pad} {}", what.en),
        );
        finding = match site {
            Some(site) => finding.note_at(FOUND, what, site),
            None => finding.note(FOUND, what),
        };
    }
    if !unfound.is_empty() {
        let lines: Vec<String> = unfound
            .iter()
            .map(|item| item.ordinal() + item.title())
            .collect();
        let lines = lines.join("\n");
        finding = finding.note(UNFOUND, text(lines.clone(), lines));
    }
    vec![finding]
}

/// What was recognised of an item, and where.
fn recognised(context: &Context, item: &Item, answer: &Answer) -> (Text, Option<Site>) {
    let passage = |at: usize| context.report.passages.get(at);
    let line_of = |passage: &Passage| context.source.line_of(passage.line.start());
    let Some(first) = answer.passage.and_then(passage) else {
        return (text("声明不涉及本单位", "declared not applicable"), None);
    };
    if answer.how != How::Inferred {
        let section = context
            .coverage
            .sections
            .iter()
            .find(|s| s.item == item.number);
        let start = section
            .and_then(|section| passage(section.heading))
            .unwrap_or(first);
        let line = line_of(start);
        let what = match section {
            _ if !first.marks.is_empty() || !start.marks.is_empty() => text(
                format!("第 {line} 行，已注明"),
                format!("line {line}, by its mark"),
            ),
            Some(_) => text(
                format!("第 {line} 行，标题与计划相近"),
                format!("line {line}, by its heading"),
            ),
            None => text(
                format!("第 {line} 行，写了编号"),
                format!("line {line}, by its id"),
            ),
        };
        return (what, Some(context.at(start.line.whole())));
    }
    let ids = measure_ids(item, answer);
    let mut lines: Vec<usize> = answer
        .measures
        .iter()
        .filter_map(|m| passage(m.passage?))
        .map(line_of)
        .collect();
    lines.dedup();
    let (span, clause) = likest_clause(first, &measure_words(item, answer));
    if lines.len() > 1 {
        let zh: Vec<String> = lines.iter().map(|line| format!("第 {line} 行")).collect();
        let en: Vec<String> = lines.iter().map(usize::to_string).collect();
        let what = text(zh.join("、"), format!("lines {}", en.join(", ")));
        return (like(what, &ids), Some(context.at(span)));
    }
    let line = context.source.line_of(span.start);
    let what = quote(&format!("第 {line} 行"), &clause, &format!("line {line}"));
    (like(what, &ids), Some(context.at(span)))
}

fn like(what: Text, ids: &[&str]) -> Text {
    if ids.is_empty() {
        return what;
    }
    text(
        format!("{}，像 {}", what.zh, ids.join("、")),
        format!("{}, like {}", what.en, ids.join(", ")),
    )
}

/// What to type: a mark at an unclaimed heading that may be meant, and how to
/// decline.
fn remedy(context: &Context, unfound: &[&Item]) -> Text {
    let Some(first) = unfound.first() else {
        return text(
            "认得对就不用改；要写定，在那段标题或句末注明（对应第……项）",
            "nothing to do where it is right; to settle it, end that heading or sentence with （对应第N项）",
        );
    };
    let last = unfound.last().unwrap_or(first);
    let decline = format!("不涉及本单位职责（对应{}）", named(last));
    let zh = match likely_heading(context, unfound) {
        Some((line, heading, item)) => {
            let typed = format!("{heading}（对应{}）", named(item));
            text(
                format!("例如第 {line} 行：\n{typed}"),
                format!("such as line {line}:\n{typed}"),
            )
        }
        None => {
            let typed = format!("……（对应{}）。", named(first));
            text(format!("例如：{typed}"), format!("such as: {typed}"))
        }
    };
    text(
        format!(
            "写到哪一项，在那段标题或句末注明，{}\n与本单位无关的，写一句：{decline}",
            zh.zh
        ),
        format!(
            "end the heading or sentence that answers an item with its number, {}\nwhat is none of this agency's business, write: {decline}",
            zh.en
        ),
    )
}

fn named(item: &Item) -> String {
    format!("第{}项", numeral::chinese(item.printed))
}

/// The heading in the completion part that belongs to no item yet and whose
/// section is most like one of `unfound`: its line, its words, the item.
fn likely_heading<'a>(
    context: &'a Context,
    unfound: &[&'a Item],
) -> Option<(usize, String, &'a Item)> {
    let report = context.report;
    let completion = completion_heading(context)?;
    let claimed = |at: usize| {
        let section = context.coverage.sections.iter().any(|s| s.heading == at);
        section || report.passages.get(at).is_some_and(|p| !p.marks.is_empty())
    };
    let wanted: Vec<(Pairs, &Item)> = unfound
        .iter()
        .map(|item| {
            let measures = item.measures.iter().map(|measure| measure.text.as_str());
            let words: String = std::iter::once(item.title()).chain(measures).collect();
            (Pairs::new(&words), *item)
        })
        .collect();
    let mut best: Option<(usize, usize, &str, &Item)> = None;
    for at in below(report, completion).filter(|&at| !claimed(at)) {
        let Some((_, words)) = heading_at(report, at) else {
            continue;
        };
        let under = report.passages.get(below(report, at)).unwrap_or_default();
        let section: String = under
            .iter()
            .map(|p| p.line.text.as_str())
            .chain([words])
            .collect();
        let section = Pairs::new(&section);
        for (pairs, item) in &wanted {
            let common = pairs.common(&section);
            if common >= 4 && best.is_none_or(|(most, ..)| common > most) {
                let start = report.passages.get(at).map_or(0, |p| p.line.start());
                best = Some((common, context.source.line_of(start), words, item));
            }
        }
    }
    let (_, line, words, item) = best?;
    let words = words::shorten(words.trim_end_matches(['。', '：', ':']), 24);
    Some((line, words, item))
}

/// The drafter's own （一）（二）（三）, which say nothing of the plan's numbers.
fn own_numbers(context: &Context) -> Option<Text> {
    let report = context.report;
    let inside = below(report, completion_heading(context)?);
    let headings = inside.filter_map(|at| heading_at(report, at));
    let numbers: Vec<u32> = headings
        .filter_map(|(heading, _)| heading.number)
        .filter(|(_, kind)| *kind == Numbering::Item)
        .map(|(number, _)| number)
        .collect();
    let unbroken = numbers.iter().copied().eq(1..=numbers.len() as u32);
    if numbers.len() < 2 || !unbroken {
        return None;
    }
    let last = format!("（{}）", numeral::chinese(numbers.len() as u32));
    Some(text(
        format!("下面的（一）至{last}是本稿自己的编号"),
        format!("（一） to {last} below are this paper's own numbers"),
    ))
}

pub(super) const INFERRED_ITEM: Rule = Rule {
    name: "inferred-item",
    short: "推定",
    severity: Severity::Hint,
    summary: label(
        "按文字相近归到了一项，请核对",
        "a passage was filed under an item by likeness of words",
    ),
    explanation: label(
        "这一项没有专门的一节，也没有注明，但有一句话与计划的措施很像，就把它归到了这一项，汇编时注明“据文字相近”。\
         归得对不用动；想写定，在句末注明“（对应第几项）”。只凭相近从不报错，也不判断完成没有；\
         有专门的一节、写了编号或注明了的，不作这个提示。",
        "The item has no section and no mark, but one sentence is very like one of its measures, so it \
         was filed there. If that is right, nothing need be done; a mark （对应第N项） settles it. \
         Likeness never makes an error and never says whether something is done. Where there is a \
         section, an id or a mark, there is no such hint.",
    ),
    bad: "一、2016年主要工作\n\n（一）夯实基础。推进林业标准化示范企业、示范基地建设，新建6个。\n",
    good: "一、2016年主要工作\n\n（一）夯实基础。推进林业标准化示范企业、示范基地建设，新建6个（对应第十八项）。\n",
    scope: Scope::Report(inferred_item),
};

fn inferred_item(context: &Context) -> Vec<Finding> {
    let answers = context.coverage.answers.iter();
    answers
        .filter(|answer| answer.how == How::Inferred)
        .filter_map(|answer| {
            let passage = context.report.passages.get(answer.passage?)?;
            let item = context.tasks.plan.item(answer.item)?;
            let (span, _) = likest_clause(passage, &measure_words(item, answer));
            let ids = measure_ids(item, answer);
            let called = item.called();
            let mut finding = Finding::new(
                context.at(span),
                text(
                    format!("按文字相近归到{}，请核对", called.zh),
                    format!("filed under {} by likeness of words", called.en),
                ),
                text(
                    format!("对的不用改；要写定，句末注明（对应{}）", named(item)),
                    format!("nothing to do if it is right; to settle it, end the sentence with （对应{}）", named(item)),
                ),
            );
            if !ids.is_empty() {
                finding = finding.label(text(
                    format!("像 {}", ids.join("、")),
                    format!("like {}", ids.join(", ")),
                ));
            }
            Some(match ids[..] {
                [id] => cite_measure(finding, context.tasks, id),
                _ => cite_item(finding, context.tasks, item.number, context.party()),
            })
        })
        .collect()
}

/// The ids of the measures an answer was recognised by.
fn measure_ids<'a>(item: &'a Item, answer: &Answer) -> Vec<&'a str> {
    let mut ids: Vec<&str> = Vec::new();
    for measure in &answer.measures {
        let index = (measure.measure as usize).checked_sub(1);
        if let Some(known) = index.and_then(|index| item.measures.get(index))
            && !ids.contains(&known.id.as_str())
        {
            ids.push(&known.id);
        }
    }
    ids
}

/// The plan's words by which the first passage of an answer was recognised.
fn measure_words(item: &Item, answer: &Answer) -> String {
    let first = answer.measures.iter().find(|m| m.passage == answer.passage);
    let index = first.and_then(|m| (m.measure as usize).checked_sub(1));
    let measure = index.and_then(|index| item.measures.get(index));
    measure.map_or_else(|| item.title().to_owned(), |measure| measure.text.clone())
}

/// The clause of a passage that is most like `words`: its place, and its text
/// with …… where the line goes on before it.
fn likest_clause(passage: &Passage, words: &str) -> (Span, String) {
    let wanted = Pairs::new(words);
    // A proper name that the plan quotes says more than any likeness.
    let names: Vec<&str> = words
        .split(['“', '《'])
        .skip(1)
        .filter_map(|part| part.split(['”', '》']).next())
        .collect();
    let line = passage.line.text.as_str();
    let mut best = (0, 0, line.len());
    let mut start = 0;
    let ends = ['，', '。', '；', '\n'];
    for clause in line.split_inclusive(ends) {
        let end = start + clause.trim_end_matches(ends).len();
        let named = names.iter().any(|name| clause.contains(name));
        let common = Pairs::new(clause).common(&wanted) + if named { 10 } else { 0 };
        if common > best.0 {
            best = (common, start, end);
        }
        start += clause.len();
    }
    let (_, start, end) = best;
    let clause = line.get(start..end).unwrap_or_default().trim();
    let before = if start == 0 { "" } else { "……" };
    let shown = format!("{before}{}", words::shorten(clause, 18));
    (passage.line.span(start, end), shown)
}
