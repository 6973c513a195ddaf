//! The id of a measure that begins a line: 3.4.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::Line;
use super::super::mark::Mark;
use super::super::status::status;
use super::{Entry, tick};
use crate::text::words::{self, Lexicon};

/// An id as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// The item, and the measure in it.
    pub id: (u32, u32),
    /// Where its number stands in the text, in bytes.
    pub number: Range<usize>,
    /// How much of the text it takes, in bytes.
    pub length: usize,
}

/// Whether a line begins with an id, be it behind a tick box.
pub(in crate::report) fn begins_with_id(text: &str) -> bool {
    let text = words::trim_start(text);
    let behind = tick(text).map_or(0, |(_, length)| length);
    of_line(words::trim_start(&text[behind..])).is_some()
}

/// The id that begins a line.
pub(super) fn of_line(text: &str) -> Option<Written> {
    strict(text).or_else(|| stated(text))
}

/// What the ids name that begin a line, where they are several and it states what became
/// of them: 7.20、7.21 ……：完成。 `entry`, what the line says, keeps the first.
pub(in crate::report) fn several(line: &Line, entry: &mut Entry) -> Vec<Mark> {
    let mut at = entry.title.0;
    let next = |at: usize| strict(line.text.get(at..entry.title.1)?);
    let Some(first) = entry
        .id
        .filter(|_| next(at).is_some() && entry.status().is_some())
    else {
        return Vec::new();
    };
    let mut named = vec![first];
    while let Some(Written { id, length, .. }) = next(at) {
        named.push((id, line.span(at, at + length)));
        let rest = &line.text[at + length..entry.title.1];
        at += length + rest.len() - rest.trim_start_matches(['、', ' ', '\u{3000}']).len();
    }
    // 6.18、11.11等促销节点 are days.
    if line.text[at..].starts_with('等') && !line.text[at..].starts_with("等级") {
        return Vec::new();
    }
    entry.title.0 = at;
    let marks = named.into_iter().map(|((item, measure), at)| Mark {
        section: None,
        item,
        measure: Some(measure),
        by_id: true,
        at,
    });
    marks.collect()
}

/// The id `N.N` that begins `text`, followed by a blank, 、 or ： or nothing:
/// `3.2万人` is no id, nor is `9.85 的平均分`.
pub(super) fn strict(text: &str) -> Option<Written> {
    let (id, end) = pair(text).filter(|((item, measure), _)| *item > 0 && *measure > 0)?;
    let rest = &text[end..];
    match rest.chars().next() {
        None => {}
        Some('、' | '：' | ':' | '，' | ',') => {}
        Some(c) if c.is_whitespace() && !counts(words::trim_start(rest)) => {}
        Some(_) => return None,
    }
    Some(Written {
        id,
        number: 0..end,
        length: end,
    })
}

/// The id of a line that goes on without a blank, sets it in brackets or counts from 0,
/// and then states what became of it: 3.4加强培训：完成, （3.4）加强培训：推进中, 措施3.4：完成,
/// 3.0 ……：未完成.
fn stated(text: &str) -> Option<Written> {
    let names = ["措施号", "措施", "任务", "编号", "№"];
    let called = names.iter().find_map(|name| text.strip_prefix(name));
    let called = called.map(|rest| words::trim_start(rest.trim_start_matches(['：', ':'])));
    let called = called.map_or(0, |rest| text.len() - rest.len());
    let open = text[called..].chars().next()?;
    let close: &[&str] = match open {
        '0'..='9' | '０'..='９' => &[],
        '（' | '(' => &["）", ")"],
        '【' => &["】"],
        '[' | '［' => &["]", "］"],
        '第' => &["条", "项"],
        _ => return None,
    };
    let start = called + if close.is_empty() { 0 } else { open.len_utf8() };
    let (id, length) = pair(&text[start..])?;
    let end = start + length;
    let rest = &text[end..];
    // 7.20和7.21, 7.20-7.25: the second is read by whoever asks for several.
    if close.is_empty()
        && let Some(further) = JOINS.iter().find_map(|join| rest.strip_prefix(join))
        && let Some((second, length)) = pair(further)
    {
        // 3.15-4.15 are days.
        if second.0 != id.0 && !rest.starts_with(['和', '与', '及', '/']) {
            return None;
        }
        return states(&further[length..], false).then(|| Written {
            id,
            number: start..end,
            length: text.len() - further.len(),
        });
    }
    let rest = match close.iter().find_map(|close| rest.strip_prefix(close)) {
        Some(rest) => rest,
        None if !close.is_empty() => return None,
        // 3.4）, 3.4项
        None => rest.strip_prefix(['条', '）', ')', '项']).unwrap_or(rest),
    };
    let near = close.is_empty() && !rest.starts_with([' ', '\u{3000}']);
    states(rest, near).then(|| Written {
        id,
        number: start..end,
        length: text.len() - rest.len(),
    })
}

/// The id in a cell of numbers, however it is set: （3.4）, 第3.4条, 措施3.4, 3.0.
pub(super) fn of_number(cell: &str) -> Option<Written> {
    let head = cell.trim_start_matches(|c: char| !c.is_ascii_digit());
    let start = cell.len() - head.len();
    let (id, length) = pair(head)?;
    let around = [&cell[..start], &head[length..]].concat();
    let set = |c: char| c.is_whitespace() || "（）()【】[]第条项号措施任务.、".contains(c);
    around.chars().all(set).then(|| Written {
        id,
        number: start..start + length,
        length: cell.len(),
    })
}

/// What joins two ids.
const JOINS: [&str; 10] = ["和", "与", "及", "至", "—", "–", "-", "～", "~", "/"];

/// The characters of the longest title of a measure that is looked at.
const TITLE: usize = 120;

/// Whether `text`, behind an id, is a title, ： and a status. `near`: nothing stands
/// between, and the id may be a figure that counts.
fn states(text: &str, near: bool) -> bool {
    let apart = text.trim_start_matches(['、', '．', '.', '：', ' ', '\u{3000}']);
    let ends = |&(_, c): &(usize, char)| matches!(c, '：' | ':' | '。');
    let end = apart.char_indices().take(TITLE).find(ends);
    let title = end.map_or("", |(at, _)| &apart[..at]);
    let named = title.chars().next().is_some_and(|c| {
        let counted = near && COUNTED.contains(c) || counts(apart);
        words::is_han(c) && !counted || matches!(c, '“' | '《')
    });
    let answer = apart[title.len()..].strip_prefix(['：', ':']);
    let answer = answer.map(str::trim_start).filter(|_| named);
    answer.is_some_and(|answer| {
        let ticked = tick(answer).map_or(0, |(_, length)| length);
        status(answer[ticked..].trim_start()).is_some()
    })
}

/// What a figure such as 3.4 counts even where a blank stands between.
static UNITS: LazyLock<Lexicon> = LazyLock::new(|| {
    let units = "的 % ％ 个百分点 百分点 万人 万元 亿元 万名 万家 万台 万吨 万平方 公里 平方";
    Lexicon::new(units.split(' '))
});

/// Whether `text` begins with what a figure counts.
fn counts(text: &str) -> bool {
    UNITS.begins(text)
}

/// What it counts behind a blank, and what it tells of.
static THINGS: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new("米 分的 分贝 兆瓦 千瓦 公里 公斤 平方 级以上".split(' ')));

/// Whether `words`, behind a blank, are what a figure such as 3.4 counts: 18.12 米跨度,
/// 9.8 分的满意度.
pub fn counted(words: &str) -> bool {
    counts(words) || THINGS.begins(words)
}

/// With what the words begin that a figure such as 3.4 counts or dates.
const COUNTED: &str = "万亿千百十元块角分厘个家件次人名倍项条米吨公亩平度期天年月日号级版小时秒克升斤里英毫立方前后起至到以多余左折岁股点类和与或及";

/// The two figures `N.N` that begin `text`, and how long they are together.
fn pair(text: &str) -> Option<((u32, u32), usize)> {
    let (item, after) = figure(text, 99)?;
    let rest = text[after..].strip_prefix(['.', '．'])?;
    let (measure, length) = figure(rest, 999)?;
    Some(((item, measure), text.len() - rest.len() + length))
}

/// The figure up to `most` that begins `text`, and its length.
fn figure(text: &str, most: u32) -> Option<(u32, usize)> {
    let mut value = 0;
    let mut rest = text.as_bytes();
    loop {
        let (figure, after) = match rest {
            [figure @ b'0'..=b'9', after @ ..] => (figure - b'0', after),
            // ０ to ９.
            [0xEF, 0xBC, figure @ 0x90..=0x99, after @ ..] => (figure - 0x90, after),
            _ => break,
        };
        value = value * 10 + u32::from(figure);
        if value > most {
            return None;
        }
        rest = after;
    }
    let length = text.len() - rest.len();
    (length > 0).then_some((value, length))
}
