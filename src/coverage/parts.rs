//! The parts of a summary, by the words of its headings. Drafters seldom use
//! the plan's own words, so the words are sets, and one heading can be several
//! parts at once: 存在的问题和下一步打算.

mod account;
mod columns;
mod empty;
mod found;
mod nothing;
mod senses;
mod undated;

pub(super) use found::find;
pub(super) use nothing::{is_left_out, refers};
pub use senses::SCHEME;

use senses::{AHEAD, LEXICON, SENSES, Sense, is_act};

use super::filing::title;
use super::matching::Index;
use super::rows::named_in;
use crate::plan::{PartId, Plan};
use crate::report::{Block, Heading, Passage, Report};
use crate::text::date;
use crate::text::numbering::{self, Numbering};

/// What part a heading begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// The year's summary.
    pub completion: bool,
    /// Problems.
    pub problems: bool,
    /// Next year's targets.
    pub targets: bool,
    /// Next year's measures.
    pub measures: bool,
}

impl Part {
    /// Whether it begins any part.
    pub fn is_any(self) -> bool {
        self.completion || self.problems || self.targets || self.measures
    }

    /// Whether it looks at next year.
    pub fn is_ahead(self) -> bool {
        self.targets || self.measures
    }

    /// Whether what stands below is no answer: problems or next year, and not the year's
    /// summary with them (2016年完成情况及2017年安排).
    pub fn is_aside(self) -> bool {
        !self.completion && (self.problems || self.targets || self.measures)
    }
}

/// What the words of a heading are; of another passage at most an item.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Title {
    /// The item whose title they are or, of a line of a list, begin with.
    pub(super) item: Option<u32>,
    /// Whether only the number beside them tells that it is this item.
    pub(super) reworded: bool,
    /// The part they begin.
    pub(super) part: Part,
    /// The part of next year they would begin, were the year told.
    pub(super) likely: Part,
}

/// What each passage's words are as a heading.
pub(super) fn titles(plan: &Plan, index: &Index, report: &Report) -> Vec<Title> {
    let passages = report.passages.iter();
    let mut titles: Vec<Title> = passages
        .map(|passage| match &passage.block {
            Block::Heading(heading) if !names_measure(index, passage) => {
                let words = &passage.line.text;
                index.headings.of(words, || title_of(plan, index, heading))
            }
            // An id says more than the title behind it.
            Block::ListItem | Block::Paragraph if !has_id(passage) => {
                // ☑ 标题：……
                let entry = passage.entry.as_ref();
                let ticked = entry.filter(|entry| entry.tick.is_some());
                let start = ticked.map_or(0, |entry| entry.title.0);
                Title {
                    item: plan.opened(&passage.line.text[start..]),
                    ..Title::default()
                }
            }
            _ => Title::default(),
        })
        .collect();
    for at in 0..titles.len() {
        let Some(heading) = report.passages[at].heading() else {
            continue;
        };
        let looks_back = |(above, _): (usize, &Heading)| {
            let Title { part, item, .. } = titles[above];
            item.is_some() || part.completion && !part.is_ahead()
        };
        if titles[at].part.is_ahead()
            && !is_of_next_year(plan, &heading.title)
            && report.above(at).any(looks_back)
        {
            titles[at].part = Part::default();
        }
    }
    undated::claim(plan, report, &mut titles);
    number_rows(index, report, &mut titles);
    titles
}

/// What a heading's words are.
fn title_of(plan: &Plan, index: &Index, heading: &Heading) -> Title {
    let item = index.item_of(&heading.title);
    // A theme of the plan begins no part, though it speaks of problems to be solved.
    let theme = || plan.sections.iter().any(|own| own.title == heading.title);
    let part = match heading.title.chars().nth(THEME).is_some() && theme() {
        true => Part::default(),
        false => of_heading(plan, &heading.title),
    };
    let number = heading.number.filter(|_| item.is_none());
    let reworded =
        number.and_then(|(number, _)| index.paraphrased(number, &heading.title, part.is_any()));
    Title {
        item: item.or(reworded),
        reworded: reworded.is_some(),
        part,
        ..Title::default()
    }
}

/// The characters of the longest heading that a part and a theme of the plan may share:
/// 工作措施.
const THEME: usize = 12;

/// Lets the rows of a ledger that begin with （三） be of the item of that number, where
/// other rows have the title and the number of one and none the title of another.
fn number_rows(index: &Index, report: &Report, titles: &mut [Title]) {
    let (mut agree, mut differ) = (0, 0);
    let (mut counted, mut miscounted) = (0, 0);
    let mut open = Vec::new();
    let mut short = Vec::new();
    for (at, passage) in report.passages.iter().enumerate() {
        let row = passage
            .entry
            .as_ref()
            .filter(|_| passage.block == Block::Table);
        let Some(entry) = row else { continue };
        let number = match numbering::number(&passage.line.text) {
            Some((number, Numbering::Item | Numbering::Named, _)) => Some(number),
            _ => None,
        };
        let column = entry.number.filter(|_| number.is_none());
        let Some(own) = number.or(column.map(|(number, _)| number)) else {
            continue;
        };
        match (named_in(index, passage, entry), number) {
            (Some(item), Some(_)) if index.is_printed(item, own) => agree += 1,
            (Some(item), None) if index.is_printed(item, own) => counted += 1,
            (Some(_), Some(_)) => differ += 1,
            (Some(_), None) => miscounted += 1,
            (None, Some(_)) => open.push((at, own)),
            (None, None) => short.push((at, own, title(passage, entry))),
        }
    }
    for (at, number) in open {
        if agree > 0 && differ == 0 {
            titles[at].item = index.only(number).or(titles[at].item);
        }
    }
    // 6 | 管护机制: a column of plain numbers may be the drafter's own.
    for (at, number, words) in short {
        let item = index.only(number).filter(|item| index.hints(*item, words));
        if counted > 0 && miscounted == 0 && item.is_some() {
            titles[at].item = item;
        }
    }
}

/// Whether a heading looks ahead wherever it stands: below what was done, 推进……计划 and
/// 创新……思路 were done too.
fn is_of_next_year(plan: &Plan, title: &str) -> bool {
    let general = [
        "工作",
        "质量工作",
        "重点",
        "主要",
        "目标",
        "安排",
        "计划",
        "思路",
    ];
    let short =
        title.chars().count() <= SHORT && general.iter().any(|word| title.starts_with(word));
    short
        || names_year(title, next(plan))
        || AHEAD.occurs_in(title)
        || has(title, &["打算", "设想"])
}

/// The characters of a heading that says no more than what it begins.
const SHORT: usize = 8;

/// Whether a heading is the id of a measure with its words, and not with an item's title.
fn names_measure(index: &Index, passage: &Passage) -> bool {
    let entry = passage.entry.as_ref();
    entry.is_some_and(|entry| {
        let resembles = |((item, measure), _)| {
            let words = title(passage, entry);
            index.has(item, measure)
                && index.resembles(item, measure, words)
                && !index.is_title(words)
        };
        entry.id.is_some_and(resembles)
    })
}

fn has_id(passage: &Passage) -> bool {
    passage
        .entry
        .as_ref()
        .is_some_and(|entry| entry.id.is_some())
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn names_year(text: &str, year: Option<i32>) -> bool {
    year.is_some_and(|year| date::names_year(text, year))
}

fn next(plan: &Plan) -> Option<i32> {
    plan.year.map(|year| year + 1)
}

/// As many Chinese characters below the signature may be of the paper itself.
const TRAILER: usize = 60;

/// Whether a line closes a letter: 特此报告, 妥否，请批示.
pub(super) fn is_farewell(passage: &Passage) -> bool {
    passage.census.chars <= FAREWELL && closes(&passage.line.text)
}

/// The characters of the longest line that closes a letter.
const FAREWELL: usize = 20;

/// The same of words.
fn closes(words: &str) -> bool {
    let begun = words.trim_start();
    let begins = ["特此", "专此", "以上报告", "妥否", "以上妥否"];
    begins.iter().any(|word| begun.starts_with(word))
        && begun.trim_end().chars().count() <= FAREWELL
}

/// The part that a heading of these words begins. What is planned looks ahead,
/// unless it is the plan of the year that is over.
pub fn of_heading(plan: &Plan, title: &str) -> Part {
    let title = without_note(title);
    let found = LEXICON.firsts(title);
    let says = |sense| {
        let mut senses = found.iter().filter_map(|(index, _)| SENSES.get(*index));
        senses.any(|(of, _)| *of == sense)
    };
    let this_year = || names_year(title, plan.year);
    let acts = || is_act(title);
    // 2016年工作打算完成情况
    let over = || says(Sense::Over) && this_year() && !joins(title);
    let is_ahead = says(Sense::Ahead) && (!acts() && !over() || AHEAD.occurs_in(title))
        || (says(Sense::Planned) && !says(Sense::Over) && !this_year() && !acts())
        || names_year(title, next(plan));
    let own = || {
        let parts = plan.submission.parts.iter();
        let own =
            parts.filter(|part| matches!(part.id, PartId::Completion | PartId::TargetResults));
        let mut words = own.flat_map(|part| &part.headings);
        words.any(|word| title.contains(word.as_str()))
    };
    let of_year = || title.contains("工作") && this_year();
    let mut part = Part {
        problems: says(Sense::Problems) && (!acts() || title.contains("存在")),
        ..Part::default()
    };
    if is_ahead {
        let (targets, measures) = (says(Sense::Targets), says(Sense::Measures));
        let general = found.iter().any(|&(index, at)| {
            let behind = title[at..].strip_prefix("重点");
            // 重点措施 are measures.
            let of_measures = behind.is_some_and(|behind| {
                let named = behind.strip_prefix("工作").unwrap_or(behind);
                named.starts_with(['措', '举'])
            });
            SENSES[index].0 == Sense::General && !of_measures
        }) || title.ends_with("下一步工作");
        part.targets = targets || general || !measures;
        part.measures = measures || general || !targets || joins_more(title);
    }
    part.completion = match part.is_aside() {
        true => joins(title) && (own() || !part.problems && of_year()),
        false => own() || says(Sense::Summary) || of_year(),
    };
    part
}

/// A title without the note at its end that names items of the plan: （计划第九项）.
fn without_note(title: &str) -> &str {
    let note = title.rfind(['（', '(']).filter(|&at| at > 0);
    let note = note.filter(|&at| title[at..].contains('第') && title.ends_with(['）', ')']));
    &title[..note.unwrap_or(title.len())]
}

/// Whether a heading joins to the targets what is no name of targets: 2017年目标和工作要求.
fn joins_more(title: &str) -> bool {
    let Some((_, behind)) = title.split_once("目标") else {
        return false;
    };
    let behind = behind.strip_prefix("任务").unwrap_or(behind);
    let other = behind.strip_prefix(['和', '及', '与', '、']);
    other.is_some_and(|other| !matches!(other, "" | "指标" | "任务" | "主要指标" | "要求"))
}

/// Whether a heading joins two things.
fn joins(title: &str) -> bool {
    title.contains(['和', '及', '与', '、', '，', '暨'])
}

/// Whether a paragraph without a heading of its own looks ahead: 下一步，…
pub fn looks_ahead(plan: &Plan, text: &str) -> bool {
    let text = text.trim_start();
    let end = text.char_indices().nth(8).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let opens =
        AHEAD.begins(head) || (names_year(head, next(plan)) && !names_year(head, plan.year));
    opens && !text.contains("如下")
}

/// Whether a paragraph opens next year's part in place of a heading:
/// 下一步，我局将重点抓好以下工作：, 下一步打算：…; 下一步： alone goes on with a
/// measure that is not done.
pub fn opens_ahead(plan: &Plan, text: &str) -> bool {
    let Some((head, _)) = text.trim_start().split_once(['：', ':']) else {
        return false;
    };
    let short = (5..=40).contains(&head.chars().count()) && !head.contains(['。', '；']);
    let named = || names_year(head, next(plan)) && !names_year(head, plan.year);
    short && (AHEAD.begins(head) || head.starts_with('2') && named())
}
