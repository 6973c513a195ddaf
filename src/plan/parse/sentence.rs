//! Assignments without brackets: sentences that begin with a label, and those
//! that say nothing but who does it.

use super::assignment::{Assignment, Assignments, LONGEST};
use super::duties::read;
use super::page::Page;
use super::{agency, duty};
use crate::text::Span;

/// Reads the sentences that begin with a label into `found`: 责任单位：市教委。
pub(super) fn labelled(page: &Page, starts: &[usize], found: &mut Assignments) {
    let mut until = 0;
    let mut places: Vec<usize> = colons(&page.keys)
        .filter_map(|colon| label_start(page, colon))
        .chain(
            page.paragraphs()
                .filter(|line| duty::labelled(page.key(*line)).is_some())
                .map(|line| line.start),
        )
        .collect();
    places.sort_unstable();
    for start in places {
        if start < until {
            continue;
        }
        let sentence = whole(page, start, starts);
        until = sentence.end;
        match read(page, sentence) {
            Some(assignment) => found.read.push(Assignment {
                span: sentence,
                ..assignment
            }),
            None => found.unread.push(sentence),
        }
    }
}

/// The sentences without a label that say nothing but who does it, and end a
/// paragraph of a unit: 由市财政局会同市税务局负责。
pub(super) fn plain(page: &Page, starts: &[usize], known: &[Assignment]) -> Vec<Assignment> {
    let mut found = Vec::new();
    let ends = starts.iter().skip(1).copied().chain([page.text.len()]);
    let units = starts.iter().zip(ends).flat_map(|(&start, end)| {
        // Of the last unit the first paragraph, behind which the closing stands.
        let end = match end == page.text.len() {
            true => page.paragraph_end(start),
            false => end,
        };
        page.cut_lines(Span::new(start, end))
    });
    for last in units {
        let words = page.key(last).trim_end_matches('。');
        if duty::without_verb(words).is_none() && !words.ends_with("完成") {
            continue;
        }
        let until = last.start + words.len();
        let sentence = behind(words, &['。', '\n']).map(|at| last.start + at);
        // The duty may end a sentence that says what: ……；市教委负责。
        let clause = behind(words, &['；', ';']).map(|at| last.start + at);
        let clause = clause.filter(|clause| sentence.is_none_or(|sentence| *clause > sentence));
        let found_one = [sentence, clause].into_iter().flatten().find_map(|from| {
            let content = page.trimmed(Span::new(from, until));
            let found = duty_in(page, content, known)?;
            Some(Assignment {
                span: Span::new(content.start, last.end),
                ..found
            })
        });
        found.extend(found_one);
    }
    found
}

/// Where what stands behind the last of `marks` begins.
fn behind(words: &str, marks: &[char]) -> Option<usize> {
    let at = words.rfind(marks)?;
    let mark = words[at..].chars().next().map_or(0, char::len_utf8);
    Some(at + mark)
}

/// The assignment that `content` is, where all its names are whole, and none of
/// those `known` holds it.
fn duty_in(page: &Page, content: Span, known: &[Assignment]) -> Option<Assignment> {
    let before = known.partition_point(|found| found.span.start <= content.start);
    let last = before.checked_sub(1).and_then(|at| known.get(at));
    let free = last.is_none_or(|found| found.span.end <= content.start);
    let short = content.end - content.start < LONGEST;
    if !free || !short || page.pair_at(content.start).is_some() {
        return None;
    }
    let found = read(page, content)?;
    let mut names = found.names.iter();
    let whole = names.all(|(name, _)| agency::is_whole(page.key(*name)));
    whole.then_some(found)
}

/// Where the label before `colon` starts, if it begins a sentence outside all
/// brackets.
fn label_start(page: &Page, colon: usize) -> Option<usize> {
    let before = &page.keys[..colon];
    let near = before.ends_with([
        '位', '门', '室', '构', '体', '限', '间', '求', '工', '头', '办', '合', '导', '人', '围',
        '注',
    ]);
    let (_, length) = near.then(|| duty::label_before(before)).flatten()?;
    let start = colon - length;
    let lead = page.keys[..start].trim_end_matches([' ', '\u{3000}', '\t']);
    let begins = lead.is_empty()
        || lead.ends_with(['\n', '。', '；', ';', '）', ')', '】', '！', '-', '*', '|'])
        || lead.len() < start;
    (begins && page.pair_at(start).is_none()).then_some(start)
}

/// The sentence from `start`: up to 。, the paragraph's end or the next unit.
fn whole(page: &Page, start: usize, starts: &[usize]) -> Span {
    let next = starts.get(starts.partition_point(|&unit| unit <= start));
    let end = next
        .copied()
        .unwrap_or(page.text.len())
        .min(start + LONGEST);
    let end = page.text.floor_char_boundary(end);
    Span::new(start, page.sentence_end(Span::new(start, end)))
}

fn colons(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['：', ':']).map(|(at, _)| at)
}
