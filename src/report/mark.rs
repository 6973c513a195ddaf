//! Marks that name items of the plan: （对应第十五项）, and the numbers by which a line calls
//! them.

use std::borrow::Cow;

use super::Numbering;
use crate::text::census::Census;
use crate::text::{Span, numbering, numeral, words};

/// The item or the measure that a mark names: （对应第十五项）.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The plan's section, where it names one: 第二部分第一项.
    pub section: Option<u32>,
    /// The item.
    pub item: u32,
    /// The measure's index in it, from 1, where it names one.
    pub measure: Option<u32>,
    /// Whether it names the measure by its id: 3.4.
    pub by_id: bool,
    /// Where the mark stands.
    pub at: Span,
}

/// The items or measures that the marks of a text name, one mark a sentence or part, with
/// its range in the text.
pub(super) fn marks(text: &str, census: &Census) -> Vec<Mark> {
    let held = |c| census.may_hold(c);
    let named = held('对') && held('应') || held('第') && held('项');
    if !named || !census.may_hold_any(&['（', '(', '【', '[', '〔']) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for sentence in words::sentences(text) {
        let mut start = sentence.start;
        // …（对应第七项）；…（对应第十四项）。
        for part in text[start..sentence.end].split_inclusive("）；") {
            if let Some((named, at)) = mark(part) {
                let at = Span::new(start + at.start, start + at.end);
                found.extend(named.into_iter().map(|named| named.mark(at)));
            }
            start += part.len();
        }
    }
    found
}

/// An item, perhaps of that section, and perhaps a measure of it, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The section.
    pub section: Option<u32>,
    /// The item.
    pub item: u32,
    measure: Option<u32>,
    by_id: bool,
}

impl Named {
    fn mark(self, at: Span) -> Mark {
        Mark {
            section: self.section,
            item: self.item,
            measure: self.measure,
            by_id: self.by_id,
            at,
        }
    }
}

/// The items or measures that a mark names, and the mark's range in `text`:
/// （对应第十五项）, （对应计划7.8）, （对应第五、十八项）, （对应《行动计划》第18项第4条）;
/// of several marks the last. At a heading's end （第十五项） or （计划第十五项） will do.
pub(super) fn mark(text: &str) -> Option<(Vec<Named>, Span)> {
    let closed = |open: usize| {
        let close = text[open..].find(['）', ')', '】', ']', '〕'])? + open;
        let mark = text[close..].chars().next()?;
        Some((close, close + mark.len_utf8()))
    };
    // A line may end within the word.
    let words = ["对应", "对\n应"];
    let said = words
        .iter()
        .filter_map(|word| Some((text.rfind(word)?, word.len())));
    if let Some((at, length)) = said.max() {
        let before = text[..at].trim_end();
        let open = before.chars().next_back()?;
        if !matches!(open, '（' | '(' | '【' | '[' | '〔') {
            return None;
        }
        let (_, end) = closed(at)
            // 第（三）项 closes a bracket of its own.
            .filter(|&(close, _)| !text[close..].starts_with("）项"))
            .or_else(|| closed(text[at..].find("）项")? + at + "）项".len()))?;
        let named = references(&joined(&text[at + length..end]))?;
        return Some((named, Span::new(before.len() - open.len_utf8(), end)));
    }
    let open = text.rfind(['（', '('])?;
    let (close, end) = closed(open)?;
    let inside = joined(&text[open + text[open..].chars().next()?.len_utf8()..close]);
    let inside = inside.trim();
    let of_plan = ["行动计划", "计划"]
        .iter()
        .find_map(|word| inside.strip_prefix(word));
    let number = of_plan.unwrap_or(inside);
    let whole = number.starts_with('第') && number.ends_with('项') && text[end..].trim().is_empty();
    let named = references(inside).filter(|_| whole)?;
    Some((named, Span::new(open, end)))
}

/// `text` as one line: 第十⏎六项.
fn joined(text: &str) -> Cow<'_, str> {
    match text.contains('\n') {
        true => text.replace('\n', "").into(),
        false => text.into(),
    }
}

/// What `text` begins by naming: one, several (第五、十八项), or a range of items
/// (第十七至十八项).
pub(super) fn references(text: &str) -> Option<Vec<Named>> {
    let (first, mut rest) = reference(text)?;
    let mut found = vec![first];
    let after = |rest: &str, words: &[&str]| {
        let after = words.iter().find_map(|word| rest.strip_prefix(word));
        after.map(str::len)
    };
    // What only looks like a further number, 2016年 say, ends the list.
    let goes_on =
        |rest: &str| rest.trim_start().is_empty() || rest.trim_start().starts_with(FOLLOWING);
    loop {
        rest = rest.trim_start();
        let range = after(rest, &["至", "到", "—", "－", "-", "～", "~"]);
        let next = range.or_else(|| after(rest, &["、", "，", ",", "以及", "和", "及", "与"]));
        let next = next.and_then(|left| reference(&rest[rest.len() - left..]));
        let Some((next, behind)) = next.filter(|(_, behind)| goes_on(behind)) else {
            return Some(found);
        };
        if let (Some(_), Some(&from)) = (range, found.last())
            && from.measure.is_none()
            && next.measure.is_none()
        {
            let between = (from.item + 1..next.item).take(RANGE);
            found.extend(between.map(|item| Named { item, ..from }));
        }
        found.push(next);
        rest = behind;
    }
}

/// The items that a line calls by their numbers: 第十三项不涉及……, 第三、五项, （十三）与……无关.
pub fn called(text: &str) -> Vec<Named> {
    let named = |at: usize| {
        let rest = &text[at..];
        let end = rest.find('项')?;
        let near = rest[..end].chars().count() <= NAMED;
        let named = &rest[..end + "项".len()];
        near.then(|| references(named)).flatten()
    };
    let places = text.match_indices('第');
    let mut found: Vec<Named> = places.filter_map(|(at, _)| named(at)).flatten().collect();
    if found.is_empty()
        && let Some((item, Numbering::Item, _)) = numbering::number(text)
    {
        found.push(Named {
            section: None,
            item,
            measure: None,
            by_id: false,
        });
    }
    found
}

/// The characters of the longest naming of items: 第七、八、十二项.
pub(super) const NAMED: usize = 12;

/// What may follow a number in a list of them.
const FOLLOWING: &[char] = &[
    '项', '、', '，', ',', '和', '及', '与', '至', '到', '—', '-', '）', ')', '】', ']', '〕',
];

/// The most items that a range may leave unnamed.
const RANGE: usize = 20;

/// The item, and perhaps the measure, that `text` begins by naming, and what
/// follows: 第十五项, 计划7.8, 第18项第4条.
fn reference(text: &str) -> Option<(Named, &str)> {
    let blank = |c: char| c.is_whitespace() || c == '：' || c == ':';
    let mut rest = text.trim_start_matches(blank);
    let part = rest.strip_prefix('第').and_then(numeral_of);
    let part = part.and_then(|(section, rest)| Some((section, rest.strip_prefix("部分")?)));
    let section = part.map(|(section, _)| section);
    rest = part.map_or(rest, |(_, behind)| behind);
    let ordinal = rest.starts_with('第');
    for word in ["《", "行动计划", "计划", "》", "任务", "第", "（", "("] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    let (item, rest) = numeral_of(rest)?;
    // 二（一）, 二、（一）
    let below = rest.strip_prefix('、').filter(|_| !ordinal).unwrap_or(rest);
    let below = below.strip_prefix(['（', '(']).and_then(numeral_of);
    let below = below.and_then(|(own, rest)| Some((own, rest.strip_prefix(['）', ')'])?)));
    let (section, item, rest) = match below.filter(|_| section.is_none()) {
        Some((own, rest)) => (Some(item), own, rest),
        None => (section, item, rest),
    };
    let named = |measure| Named {
        section,
        item,
        measure,
        by_id: false,
    };
    if let Some(after) = rest.strip_prefix(['.', '．']) {
        let (measure, rest) = numeral_of(after)?;
        let by_id = Named {
            by_id: true,
            ..named(Some(measure))
        };
        return Some((by_id, rest));
    }
    let closed = rest.trim_start().strip_prefix(['）', ')']);
    let rest = match closed.filter(|after| after.starts_with('项')) {
        Some(after) => after,
        None => rest.trim_start(),
    };
    let Some(rest) = rest.strip_prefix('项') else {
        return Some((named(None), rest));
    };
    let measure = rest.strip_prefix('第').and_then(numeral_of);
    let measure = measure.and_then(|(measure, rest)| {
        let rest = rest.trim_start().strip_prefix('条')?;
        Some((measure, rest))
    });
    Some(match measure {
        Some((measure, rest)) => (named(Some(measure)), rest),
        None => (named(None), rest),
    })
}

fn numeral_of(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    if let Some((value, length)) = numeral::hundreds(text) {
        return Some((value, &text[length..]));
    }
    let length = text.find(|c| !numeral::is_numeral(c)).unwrap_or(text.len());
    Some((numeral::value(&text[..length])?, &text[length..]))
}
