//! Where one passage belongs: its part, its mark, its id, its section, in this
//! order of trust.

use super::days::{DAYS, joins_days, names_day};
use super::matching::Index;
use super::parts::{Part, Title, is_left_out, refers};
use super::rows::{is_unfilled, named_in, row_of};
use super::{Filing, ItemSection, Known};
use crate::plan::draft;
use crate::report::{Block, Entry, Mark, Named, Passage, Report, called, counted};
use crate::text::words;

/// The section whose heading passage `at` is, of all in document order.
pub(super) fn section_at(sections: &[ItemSection], at: usize) -> Option<&ItemSection> {
    let found = sections.binary_search_by_key(&at, |section| section.heading);
    found.ok().map(|index| &sections[index])
}

/// Of each passage the item whose section it stands in. In an annex only its own headings
/// answer an item.
pub(super) fn items_above(report: &Report, sections: &[ItemSection]) -> Vec<Option<u32>> {
    let mut above: Vec<Option<u32>> = Vec::with_capacity(report.passages.len());
    let mut sections = sections.iter().peekable();
    for (at, passage) in report.passages.iter().enumerate() {
        let reaches = |heading: &usize| !report.is_annexed(at) || report.is_annexed(*heading);
        let heading = passage.under.filter(reaches);
        let own = sections.next_if(|section| section.heading == at);
        above.push(match own {
            Some(section) => Some(section.item),
            None => heading.and_then(|heading| *above.get(heading)?),
        });
    }
    above
}

/// Whether the ids of this paper are the plan's: lines that stand in the
/// section of their item, or whose title is like the measure's or is the item's, outnumber those
/// that do neither. A drafter who numbers 1.1, 1.2 for himself names no measure; 19.1 alone, where
/// there are 18 items and fewer headings, is no such number.
pub(super) fn uses_plan_ids(
    index: &Index,
    report: &Report,
    part: &[Part],
    above: &[Option<u32>],
    ids: &[Option<Id>],
) -> bool {
    let headings = report.passages.iter().filter_map(Passage::heading).count();
    let (mut agree, mut differ, mut beyond) = (0, 0, 0);
    for (at, passage) in report.passages.iter().enumerate() {
        if part[at].is_aside() {
            continue;
        }
        let Some(((item, measure), entry)) = ids[at] else {
            continue;
        };
        let title = title(passage, entry);
        let here = above[at] == Some(item);
        let titled = || index.item_of(title) == Some(item);
        if here || index.resembles(item, measure, title) || titled() {
            agree += 1;
        } else {
            differ += 1;
            let nobodys = index.measures(item).is_none() && item as usize > headings;
            beyond += usize::from(nobodys && entry.status().is_some());
        }
    }
    agree > 0 && agree >= differ || differ > 0 && beyond == differ
}

/// An id, item and measure, and the line that it begins.
pub(super) type Id<'r> = ((u32, u32), &'r Entry);

/// The id of passage `at`, unless it is a day of the year: one that is called so,
/// where the plan has no such measure or the line stands elsewhere and is unlike it; or
/// one of a measure the plan lacks in a line that states nothing: 9.20 至 9.30.
pub(super) fn id_of<'r>(
    index: &Index,
    report: &'r Report,
    at: usize,
    above: Option<u32>,
) -> Option<Id<'r>> {
    let passage = &report.passages[at];
    let entry = passage.entry.as_ref()?;
    let ((item, measure), _) = entry.id?;
    let dated = (1..=12).contains(&item) && measure <= 31;
    let may_name = dated && passage.census.may_hold_any(&DAYS);
    let words = title(passage, entry);
    let known = || index.has(item, measure);
    let here = || known() && above == Some(item);
    let alike = || known() && index.resembles(item, measure, words);
    // In its section, beside another of the item's measures, it is none.
    let of_item = |other: &Passage| {
        let entry = other.entry.as_ref();
        entry.is_some_and(|entry| {
            let words = title(other, entry);
            let alike = |((of, measure), _)| {
                of == item && index.has(of, measure) && index.resembles(of, measure, words)
            };
            entry.id.is_some_and(alike)
        })
    };
    let beside = || {
        let near = at.saturating_sub(1)..(at + 2).min(report.passages.len());
        above == Some(item) && report.passages[near].iter().any(of_item)
    };
    // A day may have been done too: 9.15 调度会部署：完成, in another item's section.
    let other = |above: u32| above != item && !index.is_printed(above, item);
    let apart = || above.is_some_and(other) || names_day(words) || joins_days(words);
    let is_day = dated && !known() && (entry.status().is_none() || apart()) && !beside();
    let is_figure = || !known() && counted(words);
    let is_id = match passage.block {
        // Drafters number their own headings so: only the measure's words tell.
        Block::Heading(_) => alike() && !index.is_title(words),
        _ => !is_day && !is_figure() && (!may_name || here() || !names_day(words) || alike()),
    };
    is_id.then_some(((item, measure), entry))
}

pub(super) fn title<'p>(passage: &'p Passage, entry: &Entry) -> &'p str {
    passage
        .line
        .text
        .get(entry.title.0..entry.title.1)
        .unwrap_or_default()
}

/// A filing, and whether the passage names a measure the plan lacks.
pub(super) struct Filed {
    pub filing: Filing,
    pub unknown: bool,
}

/// Files passage `at`, of that `id` where it has one that is the plan's, or the answer to
/// the measure whose title `led` it.
pub(super) fn file(
    known: Known,
    report: &Report,
    at: usize,
    titles: &[Title],
    part: Part,
    above: Option<u32>,
    (id, led): (Option<Id>, Option<(u32, u32)>),
) -> Filed {
    let index = known.index;
    let passage = &report.passages[at];
    let plain = |filing| Filed {
        filing,
        unknown: false,
    };
    match passage.block {
        Block::Contact => return plain(Filing::Contact),
        _ if is_open_line(passage) => return plain(Filing::Untouched),
        Block::Title | Block::Salutation | Block::Signature => return plain(Filing::Other),
        _ => {}
    }
    let declined = || declined(known, passage, above)?.first().copied();
    if let Some(filing) = aside(part).filter(|_| !passage.ruled && declined().is_none()) {
        return plain(filing);
    }
    if let Some(&Mark { item, measure, .. }) = passage.mark()
        && let Some(count) = index.measures(item)
    {
        return plain(match measure {
            Some(measure) if (1..=count).contains(&(measure as usize)) => {
                Filing::Measure(item, measure)
            }
            _ => Filing::Item(item),
        });
    }
    let row = match passage.block {
        Block::TableHead => return plain(Filing::Other),
        Block::Table => passage.entry.as_ref(),
        _ => None,
    };
    let here = || {
        row.and_then(|entry| named_in(index, passage, entry))
            .map(|item| known.own(item))
            .or_else(|| titles[at].item.or_else(declined))
            .or_else(|| headed(index, passage))
            .or(above)
    };
    if let Some((id, entry)) = id {
        return with_id(index, passage, entry, id, led.is_some(), here);
    }
    if let Some((item, measure)) = led {
        return plain(Filing::Measure(item, measure));
    }
    let Some(item) = here() else {
        let measure = stated_measure(known, passage);
        return plain(measure.map_or(Filing::Other, |(item, measure)| {
            Filing::Measure(item, measure)
        }));
    };
    if row.is_some() {
        return plain(row_of(index, passage, item));
    }
    let short = match passage.block {
        Block::ListItem => true,
        Block::Paragraph => passage.census.chars <= 200,
        _ => false,
    };
    if !short {
        return plain(Filing::Item(item));
    }
    let text = &passage.line.text;
    match index.strong(item, text, &passage.census, words::pairs(text)) {
        Some((measure, _)) => plain(Filing::Measure(item, measure)),
        None => plain(Filing::Item(item)),
    }
}

/// The owed measure of whose words a line consists before the status that it states, where
/// it is one alone: 建立管护机制：未完成。
fn stated_measure(known: Known, passage: &Passage) -> Option<(u32, u32)> {
    let entry = passage
        .entry
        .as_ref()
        .filter(|entry| entry.stated.is_some())?;
    let all = known.index.measures_of(title(passage, entry)).iter();
    let mut owed = all.filter(|(item, _)| known.owed.contains(item));
    let measure = *owed.next()?;
    owed.next().is_none().then_some(measure)
}

/// The item whose title is the first line of an item of a list, with its answer below
/// it, in a list or with no blank line between; or the first sentence behind an id of the
/// drafter's own: 1.4 标题。…….
fn headed(index: &Index, passage: &Passage) -> Option<u32> {
    let text = passage.line.text.as_str();
    let numbered = passage.entry.as_ref().filter(|entry| entry.id.is_some());
    let head = match numbered {
        Some(entry) => title(passage, entry).split_once('。')?.0,
        None if passage.block != Block::ListItem => return None,
        // Most have one line and nothing below it.
        None if passage.census.may_hold('\n') => {
            text.split_once('\n').map_or(text, |(head, _)| head)
        }
        None => text,
    };
    if numbered.is_none() && head == text && passage.beyond == 0 || head.chars().count() > 40 {
        return None;
    }
    index.item_of(head).filter(|&item| index.names(item, head))
}

/// The filing of a part that is no answer.
fn aside(part: Part) -> Option<Filing> {
    if !part.is_aside() {
        return None;
    }
    match (part.targets, part.measures, part.problems) {
        (true, true, _) => Some(Filing::NextYear),
        (true, false, _) => Some(Filing::NextTargets),
        (false, true, _) => Some(Filing::NextMeasures),
        (false, false, true) => Some(Filing::Problems),
        _ => None,
    }
}

/// Whether a line is what `new` left to be filled in.
pub(super) fn is_open_line(passage: &Passage) -> bool {
    if !passage.census.may_hold('【') {
        return false;
    }
    let rest = words::trim_start(&passage.line.text)
        .strip_prefix("【待填】")
        .map(str::trim);
    rest.is_some_and(|rest| rest.is_empty() || rest == draft::HINT)
}

/// Files a passage that has an id; `leads`: what follows is its answer.
fn with_id(
    index: &Index,
    passage: &Passage,
    entry: &Entry,
    (item, measure): (u32, u32),
    leads: bool,
    here: impl FnOnce() -> Option<u32>,
) -> Filed {
    if !index.has(item, measure) {
        return Filed {
            filing: here().map_or(Filing::Other, Filing::Item),
            unknown: true,
        };
    }
    let mut answer = passage.line.text[entry.answer.0..entry.answer.1].chars();
    let answered = answer.any(words::is_alphanumeric);
    let touched = answered
        || leads
        || entry.reason > 0
        || entry.status().is_some()
        || passage.beyond > 0
        || !index.quotes(item, measure, title(passage, entry));
    Filed {
        filing: match touched {
            false => Filing::Untouched,
            true => Filing::Measure(item, measure),
        },
        unknown: false,
    }
}

/// Whether passage `at` is bound and says something of an item.
pub(super) fn is_answer(report: &Report, filing: &[Filing], at: usize) -> bool {
    let passage = &report.passages[at];
    let speaks = || match passage.block {
        Block::Footnote | Block::TableHead => false,
        Block::Heading(_) => {
            let stated = || passage.entry.as_ref().and_then(Entry::status).is_some();
            declines(passage) || matches!(filing[at], Filing::Measure(..)) && stated()
        }
        // The title of the rows below it.
        Block::Table
            if passage
                .entry
                .as_ref()
                .is_some_and(|row| is_unfilled(passage, row)) =>
        {
            false
        }
        _ => passage.census.chars > 0 && !is_nothing(report, passage),
    };
    matches!(filing[at], Filing::Item(_) | Filing::Measure(..)) && speaks()
}

/// Whether a passage, or its answer, says nothing, or that what should stand there stands
/// elsewhere and not in this paper: 略, 见工作总结; 详见附件2 where it has no annex.
pub(super) fn is_nothing(report: &Report, passage: &Passage) -> bool {
    if !refers(passage) {
        return false;
    }
    if is_left_out(passage) {
        return true;
    }
    let within = ["同上", "如上", "如前", "见上", "见下", "见前", "见后"];
    match passage.line.text.contains('附') {
        true => !report.has_annex(),
        false => !within.iter().any(|word| passage.line.text.contains(word)),
    }
}

/// The items whose titles, or else whose numbers, stand in a heading or short line that
/// declines them: 第十七项“标题”不涉及我委职责。
pub(super) fn declined(known: Known, passage: &Passage, above: Option<u32>) -> Option<Vec<u32>> {
    let line = matches!(
        passage.block,
        Block::Heading(_) | Block::Paragraph | Block::ListItem
    );
    let items = || {
        let titled = known.index.all_in(&passage.line.text);
        let called = called(&passage.line.text).into_iter();
        let section = above.and_then(|item| known.tasks.plan.section_of(item));
        let meant = |named: Named| known.called(named, section);
        match titled.is_empty() {
            true => called.filter_map(meant).collect(),
            false => titled,
        }
    };
    (line && declines(passage)).then(items)
}

/// Whether a heading or short line declines what it names.
pub(super) fn declines(passage: &Passage) -> bool {
    let text = passage.line.text.as_str();
    if text.len() > 60 * 4 || !passage.census.may_hold_any(&['涉', '无', '承', '属']) {
        return false;
    }
    let said = [
        "不涉及",
        "未涉及",
        "与本单位无关",
        "与我单位无关",
        "职责无关",
        "无具体任务",
        "无相关职责",
        "无相关任务",
        "不承担",
        "不属于我",
        "不属于本",
    ];
    let says = |word: &&str| {
        let Some((_, after)) = text.split_once(*word) else {
            return false;
        };
        let clause = after.split(['，', '。', '；']).next();
        let clause = clause.unwrap_or(after);
        // 不涉及本单位职责的任务：第十七项
        let listed = ["的项", "的任务"].iter().any(|word| clause.contains(word));
        !clause.contains('的') || listed
    };
    // Almost no text has it: the quick question comes first.
    let may_say = |word: &str| passage.census.may_spell(word) && text.contains(word);
    let mut said = said.iter().filter(|word| may_say(word));
    said.any(says) && text.chars().count() <= 60
}
