//! What the filed passages say to each item, and what likeness of words finds
//! where no section says it.

use super::filing::{declined, declines, is_answer, section_at, title};
use super::matching::Index;
use super::parts::Part;
use super::{Answer, Filing, How, ItemSection, Known, MeasureAnswer};
use crate::report::{Block, Entry, Passage, Report, Status};
use crate::text::Span;
use crate::text::words::{self, Pairs};

/// The answers that the filed passages and `not_applicable` give. `led` are the measures
/// that titles above the passages name.
pub(super) fn answers(
    Known { tasks, owed, .. }: Known,
    report: &Report,
    filing: &[Filing],
    led: &[Option<(u32, u32)>],
) -> Vec<Answer> {
    let declined = report.header.not_applicable.value();
    let declines = |id: &str| declined.is_some_and(|ids| ids.iter().any(|known| known == id));
    let item_of = |at: usize| match filing[at] {
        Filing::Item(item) | Filing::Measure(item, _) => Some((item, at)),
        _ => None,
    };
    let said = (0..filing.len()).filter(|&at| is_answer(report, filing, at));
    // By item, of each in document order.
    let mut filed: Vec<(u32, usize)> = said.filter_map(item_of).collect();
    filed.sort_unstable();
    let mut answers = Vec::new();
    for item in tasks.plan.items() {
        let number = item.number;
        let from = filed.partition_point(|&(of, _)| of < number);
        let many = filed[from..].iter().take_while(|&&(of, _)| of == number);
        let filed = &filed[from..from + many.count()];
        let first = filed.first().map(|&(_, at)| at);
        let declared = || {
            let own = item.section.is_none() || owed.contains(&number);
            let mut measures = item.measures.iter();
            let mut all = || !item.measures.is_empty() && measures.all(|own| declines(&own.id));
            declined.is_some() && (own && declines(&item.printed.to_string()) || all())
        };
        if first.is_none() && !declared() {
            continue;
        }
        let mut statuses = Vec::with_capacity(filed.len());
        let mut measures = Vec::with_capacity(filed.len());
        for &(_, at) in filed {
            let passage = &report.passages[at];
            let status = status_of(passage);
            statuses.extend(status);
            if let Filing::Measure(_, measure) = filing[at] {
                let entry = passage.entry.as_ref();
                let by_id = entry.is_some_and(|entry| entry.id.is_some());
                // The answer of a title stands below it.
                if by_id && led[at].is_some() && status.is_none() {
                    continue;
                }
                let inferred = !by_id && led[at].is_none() && passage.marks.is_empty();
                // What goes on with a measure that has its answer is no second one.
                let is_it = |known: &MeasureAnswer| known.measure == measure;
                let goes_on = inferred || led[at].is_some();
                if !(goes_on && status.is_none() && measures.iter().any(is_it)) {
                    measures.push(MeasureAnswer {
                        measure,
                        passage: Some(at),
                        status,
                        inferred,
                    });
                }
            }
        }
        for (index, measure) in item.measures.iter().enumerate() {
            if declines(&measure.id) {
                measures.push(MeasureAnswer {
                    measure: index as u32 + 1,
                    passage: None,
                    status: Some(Status::NotApplicable),
                    inferred: false,
                });
            }
        }
        let declared = first.is_none();
        let not_applicable = |status: &Status| *status == Status::NotApplicable;
        // One measure that is none of the agency's business declines no other.
        let others = measures.iter().any(|measure: &MeasureAnswer| {
            !measure.inferred && !measure.status.as_ref().is_some_and(not_applicable)
        });
        let all_declined = !others && !statuses.is_empty() && statuses.iter().all(not_applicable);
        statuses.retain(|status| all_declined || !not_applicable(status));
        let status = Status::most_cautious(statuses).or(declared.then_some(Status::NotApplicable));
        answers.push(Answer {
            item: number,
            how: if declared || all_declined {
                How::Declined
            } else {
                How::Written
            },
            passage: first,
            status,
            measures,
        });
    }
    answers
}

/// A heading of several items, a line that declines several, and a row with the titles of
/// several or the words that measures of several have, are filed under the first; they answer the others too.
pub(super) fn further_titles(
    known: Known,
    report: &Report,
    filing: &[Filing],
    sections: &[ItemSection],
    answers: &mut Vec<Answer>,
) {
    let index = known.index;
    for (at, passage) in report.passages.iter().enumerate() {
        let filed = matches!(filing[at], Filing::Item(_) | Filing::Measure(..));
        let above = match filing[at] {
            Filing::Item(item) | Filing::Measure(item, _) => Some(item),
            _ => None,
        };
        let declined = filed.then(|| declined(known, passage, above)).flatten();
        let status = declined.is_some().then_some(Status::NotApplicable);
        let named = || {
            let heading = passage.heading()?;
            let section = section_at(sections, at)?;
            let filled = section.filled;
            // Of several with one title the section is known already.
            let itself = |item: u32| match index.namesakes(item).contains(&section.item) {
                true => section.item,
                false => item,
            };
            let called = heading
                .named()
                .into_iter()
                .filter_map(|number| known.meant(number, None));
            // A number with the title of another item is the drafter's own.
            let items = index.all_in(&heading.title).into_iter();
            let mut items: Vec<u32> = items.map(itself).collect();
            let called: Vec<u32> = called.collect();
            if items.is_empty() || called.iter().any(|item| items.contains(item)) {
                items.extend(called);
            }
            filled.then_some(items)
        };
        let shared = || {
            let row = passage
                .entry
                .as_ref()
                .filter(|_| passage.block == Block::Table)?;
            let title = title(passage, row);
            let measures = index.measures_of(title).iter();
            let measures = measures.map(|(item, _)| *item);
            // 标题、另一项的标题 in one cell
            let titles = index.made_of(title).into_iter();
            let titles = titles.map(|item| known.own(item));
            Some(measures.chain(titles).collect())
        };
        let further = declined.or_else(named);
        let further = further.or_else(|| filed.then(shared).flatten());
        for item in further.unwrap_or_default() {
            if !answers.iter().any(|answer| answer.item == item) {
                answers.push(Answer {
                    item,
                    how: status.map_or(How::Written, |_| How::Declined),
                    passage: Some(at),
                    status,
                    measures: Vec::new(),
                });
            }
        }
    }
}

/// The status a passage states; a heading or a short paragraph that says the
/// item is none of the agency's business declines it.
fn status_of(passage: &Passage) -> Option<Status> {
    let stated = passage.entry.as_ref().and_then(Entry::status);
    stated.or_else(|| declines(passage).then_some(Status::NotApplicable))
}

/// Finds answers to owed items in passages that no section files: a sentence
/// of the completion part that strongly speaks of one of the item's measures.
/// A sentence speaks of one item only, a passage is bound where it speaks most
/// strongly.
pub(super) fn infer(
    index: &Index,
    report: &Report,
    owed: &[u32],
    part: &[Part],
    filing: &mut [Filing],
    answers: &mut Vec<Answer>,
) {
    let open: Vec<u32> = owed
        .iter()
        .copied()
        .filter(|item| !answers.iter().any(|answer| answer.item == *item))
        .collect();
    if open.is_empty() {
        return;
    }
    let ended = report.end();
    let mut found: Vec<(u32, Option<u32>, usize)> = Vec::new();
    for (at, passage) in report.passages.iter().enumerate() {
        // The rows of a table of answers name their tasks themselves.
        let row = passage.block == Block::Table && passage.entry.is_some();
        let candidate =
            !row && matches!(
                passage.block,
                Block::Paragraph | Block::ListItem | Block::Heading(_) | Block::Table
            ) && filing[at] == Filing::Other
                && !part[at].is_aside()
                && !is_opening(report, at)
                && !report.is_annexed(at)
                && ended.is_none_or(|end| at <= end);
        if !candidate {
            continue;
        }
        let mut best: Option<(f64, u32)> = None;
        for sentence in sentences(passage) {
            let text = &passage.line.text[sentence.start..sentence.end];
            if text.contains("现将") || text.contains("如下") {
                continue;
            }
            let pairs = Pairs::new(text);
            let strongest = open
                .iter()
                .filter_map(|&item| {
                    let strong = index.strong(item, text, &passage.census, pairs.iter());
                    // What names the item is surer than any likeness.
                    let named = match passage.block {
                        Block::Table => index.names(item, text),
                        _ => sentence.start == 0 && index.begins(item, text),
                    };
                    let strength = strong.map_or(0.0, |(_, strength)| strength)
                        + if named { 2.0 } else { 0.0 };
                    (strength > 0.0).then_some((item, strong.map(|(m, _)| m), strength))
                })
                .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)));
            if let Some((item, measure, strength)) = strongest {
                found.push((item, measure, at));
                if best.is_none_or(|(known, _)| strength > known) {
                    best = Some((strength, item));
                }
            }
        }
        if let Some((_, item)) = best {
            filing[at] = Filing::Item(item);
        }
    }
    // The text below a heading goes with it.
    for at in 0..filing.len() {
        let Some(heading) = report.passages[at].under else {
            continue;
        };
        let is_found = found.iter().any(|&(.., found)| found == heading);
        if is_found && filing[at] == Filing::Other {
            filing[at] = filing[heading];
        }
    }
    for item in open {
        let mut places = found.iter().filter(|(of, ..)| *of == item).peekable();
        let passage = places.peek().map(|&&(.., at)| at);
        let mut measures: Vec<MeasureAnswer> = Vec::new();
        for &(_, measure, at) in places {
            let Some(measure) = measure else { continue };
            let known = |m: &MeasureAnswer| m.measure == measure && m.passage == Some(at);
            if !measures.iter().any(known) {
                measures.push(MeasureAnswer {
                    measure,
                    passage: Some(at),
                    status: None,
                    inferred: true,
                });
            }
        }
        if passage.is_some() {
            answers.push(Answer {
                item,
                how: How::Inferred,
                passage,
                status: None,
                measures,
            });
        }
    }
}

/// The sentences of a passage, of a table its rows: bytes of its line.
pub(super) fn sentences(passage: &Passage) -> Vec<Span> {
    let text = passage.line.text.as_str();
    if passage.block != Block::Table {
        return words::sentences(text).collect();
    }
    let mut start = 0;
    let mut rows = Vec::new();
    for row in text.split('\n') {
        rows.push(Span::new(start, start + row.len()));
        start += row.len() + 1;
    }
    rows
}

/// Whether passage `at` opens the paper, before the first heading: it quotes
/// the plan and looks like everything.
pub(super) fn is_opening(report: &Report, at: usize) -> bool {
    let headed = report
        .passages
        .iter()
        .any(|passage| matches!(passage.block, Block::Heading(_)));
    headed && report.passages[at].under.is_none()
        || ["《", "现将"]
            .iter()
            .any(|word| report.passages[at].line.text.trim_start().starts_with(word))
}
