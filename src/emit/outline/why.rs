//! By what an item was found, and why a passage stands where it does.

use super::View;
use super::row::{nth, sentence};
use crate::coverage::{Answer, How};
use crate::plan::{Item, Measure, Plan};
use crate::report::{Block, Passage};
use crate::text::{Text, label, text};

/// What became of an item: by what it was found, and on which line.
pub(super) fn found(view: &View, item: &Item, answer: Option<&Answer>) -> Text {
    let Some(answer) = answer else {
        return text("没有写", "not answered");
    };
    let how = match answer.how {
        How::Written => label("写了", "answered"),
        How::Declined => label("声明不涉及", "declined"),
        How::Inferred => label("按文字认出", "recognised by its words"),
    };
    let sections = &view.coverage.sections;
    let section = sections.iter().find(|section| section.item == item.number);
    let at = section.map(|section| section.heading).or(answer.passage);
    let Some(at) = at.filter(|_| answer.passage.is_some()) else {
        return text(how.zh, how.en);
    };
    let passage = view.paper.report.passages.get(at);
    let line = passage.map_or(1, |passage| view.paper.source.line_of(passage.span.start));
    if answer.how == How::Inferred {
        let first = answer.measures.first();
        let measure = first.and_then(|measure| nth(item, measure.measure));
        let near = measure.and_then(|measure| view.said.likest(&measure.text, at));
        let line = near.map_or(line, |near| sentence(view, near).0);
        return text(
            format!("{}，第 {line} 行", how.zh),
            format!("{}, line {line}", how.en),
        );
    }
    let by = why(view, item.number, None, at, false);
    text(
        format!("{}，第 {line} 行，{}", how.zh, by.zh),
        format!("{}, line {line}, {}", how.en, by.en),
    )
}

/// Why passage `at` stands under an item, or one of its measures. `inferred`:
/// nothing but likeness put it there.
pub(super) fn why(
    view: &View,
    item: u32,
    measure: Option<&Measure>,
    at: usize,
    inferred: bool,
) -> Text {
    let coverage = view.coverage;
    let Some(passage) = view.paper.report.passages.get(at) else {
        return text("", "");
    };
    if inferred {
        return text("文字相近", "alike");
    }
    if passage.marks.iter().any(|mark| mark.item == item) {
        return mark(&view.tasks.plan, passage, item);
    }
    let mut sections = coverage.sections.iter();
    if let Some(section) = sections.find(|section| section.heading == at) {
        return match section.conflict {
            Some(number) => text(
                format!("标题，题号{number}"),
                format!("title, no. {number}"),
            ),
            None if section.numbered => text("编号与标题", "number + title"),
            None => text("标题", "title"),
        };
    }
    if coverage.unknown_measures.binary_search(&at).is_ok() {
        return text("计划没有此号", "no such id");
    }
    let id = passage.entry.as_ref().and_then(|entry| entry.id);
    if let Some(((of, index), _)) = id.filter(|((of, _), _)| *of == item) {
        let own = view.tasks.plan.item(of).and_then(|own| own.measure(index));
        let id = own.map_or_else(|| format!("{of}.{index}"), |own| own.id.clone());
        if measure.is_none_or(|measure| measure.id == id) {
            return text(format!("编号 {id}"), format!("id {id}"));
        }
    }
    let inferred = coverage
        .answers
        .iter()
        .any(|answer| answer.item == item && answer.how == How::Inferred);
    let opened = |passage: &Passage| view.tasks.plan.opened(&passage.line.text) == Some(item);
    match passage.block {
        Block::Heading(_) => text("小标题", "heading"),
        Block::ListItem | Block::Paragraph if opened(passage) => text("标题", "title"),
        // Put there by a measure of the item, which has its own line.
        _ if measure.is_some() => text("接着上一条", "goes on"),
        _ if inferred => text("随所在小节", "with its heading"),
        _ => text("在这一节里", "in the section"),
    }
}

/// （对应第十五项）, or with the measure.
fn mark(plan: &Plan, passage: &Passage, item: u32) -> Text {
    if passage.ruled {
        return text("办公室认定", "filed by the office");
    }
    let mark = passage.mark().filter(|mark| mark.item == item);
    match mark.and_then(|mark| mark.measure) {
        measure @ Some(_) => {
            let id = plan.place(item, measure);
            text(format!("括注 {id}"), format!("mark {id}"))
        }
        None => text(
            format!("括注{}", plan.labels(&[item])),
            format!("mark, item {}", plan.figures(&[item])),
        ),
    }
}
