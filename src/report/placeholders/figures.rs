//! Signs that stand for a figure that is still to come: 20__年, ×月×日, 2016年×月, XX件,
//! ××%, 1XX家.

use super::gap;
use super::unit::{PERSONS, counted, unit};
use crate::text::numeral::is_numeral;
use crate::text::seek::{self, CharSet};
use crate::text::words;

/// Puts what stands for a figure in `text` into `push`, with what it would count.
pub(super) fn find(text: &str, push: &mut impl FnMut(usize, usize)) {
    let mut done = 0;
    for (at, c) in seek::signs(text) {
        if at < done || !(c == '2' || is_open(c)) {
            continue;
        }
        let last = text[..at].chars().next_back();
        if last.is_some_and(|last| last == c || last.is_ascii_alphabetic()) {
            continue;
        }
        let rest = &text[at..];
        if last.is_some_and(|last| last.is_ascii_digit() || "OＯ〇".contains(c) && is_numeral(last))
        {
            let begun = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
            if let Some(length) = begun_figure(begun, rest) {
                done = at + length;
                push(begun.len(), done);
            }
            continue;
        }
        let length = match c {
            '2' => open_year(rest).map(|year| year + open_day(&rest[year..]).unwrap_or_default()),
            _ => open_day(rest)
                .or_else(|| open_figure(rest, &text[..at]))
                .or_else(|| open_end(&text[..at], rest))
                .or_else(|| open_words(&text[..at], rest)),
        };
        if let Some(length) = length {
            done = at + length;
            if !is_form(text, done) {
                push(at, done);
            }
        }
    }
}

/// Whether the form of a date is spoken of, whose words end at `end`: “×年×月×日”.
fn is_form(text: &str, end: usize) -> bool {
    let near = text[..end].char_indices().rev().nth(15);
    let near = &text[near.map_or(0, |(at, _)| at)..end];
    let quoted = text[end..].starts_with('”').then(|| near.rsplit_once('“'));
    let form = |c: char| is_open(c) || "年月日".contains(c);
    quoted
        .flatten()
        .is_some_and(|(_, said)| said.chars().all(form))
}

/// What stands for a figure that is still to come.
const OPEN: [char; 17] = [
    'x', 'X', '×', '_', '＊', '*', 'ｘ', 'Ｘ', '＿', '●', '△', '▲', '■', 'O', 'Ｏ', '〇', 'N',
];

/// The same, to ask first.
pub(super) static OPEN_SET: CharSet = CharSet::new(&OPEN);

fn is_open(c: char) -> bool {
    OPEN_SET.may_hold(c) && OPEN.contains(&c)
}

/// The length of what stands for the words that `before` announces: 原因：XXXX。
fn open_words(before: &str, text: &str) -> Option<usize> {
    let run = open_run(text);
    let several = text[..run].chars().nth(1).is_some();
    let announced = ANNOUNCED.iter().any(|label| before.ends_with(label));
    let ended = text[run..].starts_with(['。', '；', '，', '\n']) || text.len() == run;
    (several && announced && ended).then_some(run)
}

/// What announces words of a drafter's own.
const ANNOUNCED: [&str; 8] = [
    "原因：",
    "原因是",
    "，因",
    "下一步：",
    "措施：",
    "问题：",
    "成效：",
    "做法：",
];

/// The length of `20__年`, `20xx年`, `201×年` at the start of `text`.
fn open_year(text: &str) -> Option<usize> {
    // No year is longer.
    let end = text.char_indices().take(7).find(|(_, c)| *c == '年')?.0;
    let year = &text[..end];
    let characters = year.chars().count();
    let opened = year.chars().filter(|c| is_open(*c)).count();
    let figures = year.chars().filter(char::is_ascii_digit).count();
    (year.starts_with("20") && (3..=6).contains(&characters) && opened > 0)
        .then_some(())
        .filter(|()| opened + figures == characters)
        .map(|()| end + "年".len())
}

/// The length of `×月×日`, `__月__日` at the start of `text`.
fn open_day(text: &str) -> Option<usize> {
    let month = open_run(text);
    let after = text[month..].strip_prefix('月')?;
    let day = open_run(after);
    let whole = month > 0 && day > 0 && after[day..].starts_with('日');
    whole.then(|| month + "月".len() + day + "日".len())
}

/// The length of the blanks for a figure that `text` begins with, and of what is
/// counted behind them: `XX件`, `___期`, `××%`; of a month `×月` only behind its
/// year. `words` stand before them.
fn open_figure(text: &str, words: &str) -> Option<usize> {
    let before = words.chars().next_back();
    let mut run = open_run(text);
    // ××.×%
    if let Some(behind) = text[run..].strip_prefix(['.', '．'])
        && let places @ 1.. = open_run(behind)
    {
        run = text.len() - behind.len() + places;
    }
    let rest = &text[run..];
    if let Some(length) = open_part(rest, before) {
        return Some(run + length);
    }
    let several = text[..run].chars().count() >= 2 || text.starts_with(['x', 'X', 'ｘ', 'Ｘ', 'N']);
    // 津质办〔2016〕××号
    if before == Some('〕') && rest.starts_with('号') {
        return Some(run + "号".len());
    }
    if before == Some('第') {
        // 第X条标准线
        let named = rest.starts_with('条');
        let ordered = rest.chars().next().filter(|c| "次位名届部".contains(*c));
        if named || ordered.is_some() {
            return ordered.map(|c| run + c.len_utf8());
        }
    }
    // 增长_%
    if text.starts_with('_') && rest.starts_with('%') {
        return Some(run + "%".len());
    }
    let dated = before == Some('年') && rest.starts_with('月') && !rest.starts_with("月出生");
    let year = several && rest.starts_with('年') && !rest.starts_with("年级");
    let unit = match dated || year {
        true => Some('月'.len_utf8()),
        false if several => counted(rest, before).or_else(|| {
            let apart = counted(rest.strip_prefix(' ')?, before);
            apart.map(|unit| " ".len() + unit)
        }),
        false if text.starts_with('×') => lone_figure(rest, words),
        false => None,
    };
    unit.map(|unit| run + unit)
}

/// The length of the blanks that `text` begins with, and of what is counted behind them,
/// where they go on with a figure begun behind `before`: 1XX家, 20××件.
fn begun_figure(before: &str, text: &str) -> Option<usize> {
    let run = open_run(text);
    let masked = text[..run].chars().all(|c| "xX×ｘＸ".contains(c));
    let alone = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-.".contains(c));
    let several = text[..run].chars().nth(1).is_some();
    let unit = unit(&text[run..]).filter(|_| masked && alone && several)?;
    Some(run + unit)
}

/// The length of the blanks for a figure that `text` begins with where a clause ends
/// with them and what stands before can but give a figure: `覆盖率达XX`.
fn open_end(before: &str, text: &str) -> Option<usize> {
    let run = open_run(text);
    let ended = text[run..]
        .chars()
        .next()
        .is_none_or(|c| "，。；、".contains(c));
    let given = ["率达", "率为", "率达到", "额达", "量达", "增长", "下降"];
    let numbered = ["附件", "附表", "见图", "见表", "百分之"];
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let alone = before.is_empty() || before.ends_with(['。', '；']);
    let open = match text[..run].chars().count() {
        1 => ends(&numbered),
        2..=4 => ends(&numbered) || ends(&given),
        _ => ends(&given) || alone,
    };
    (open && ended).then_some(run)
}

/// The length of what makes blanks for a figure, behind `before`, part of a date: 12月××日,
/// ×月底, 第×季度.
fn open_part(rest: &str, before: Option<char>) -> Option<usize> {
    let parts = match before {
        Some('月') => &["日"][..],
        Some('第') => &["季度"],
        _ => &["月底", "月初", "月份", "月上旬", "月中旬", "月下旬"],
    };
    let part = parts.iter().find(|part| rest.starts_with(**part))?;
    Some(part.len())
}

/// The length of what a × alone, behind `before`, is the open figure of: `抽检×批次`.
/// A shorter unit only behind words that a figure follows (检查×家): elsewhere it may be
/// a person's name (李×家). Between figures and prices it multiplies (30元×人次).
fn lone_figure(rest: &str, before: &str) -> Option<usize> {
    let multiplies = |c| !words::is_han(c) || "元价准".contains(c);
    let last = before.chars().next_back()?;
    if multiplies(last) || PERSONS.contains(last) {
        return None;
    }
    let first = rest.chars().next()?;
    let long = |length: &usize| *length > first.len_utf8() || matches!(first, '%' | '％');
    // 附近×家
    let asked = gap::asks(before) && !before.ends_with(['近', '共', '占']) || is_counted(before);
    unit(rest).filter(|length| long(length) || asked)
}

/// Whether `before` ends with a verb that a figure follows and what would be counted, of two
/// characters to four: 检查企业. One may be a person's name (检查李×家).
pub(super) fn is_counted(before: &str) -> bool {
    let ends = before.char_indices().rev().map(|(at, _)| at);
    let mut verbs = ends.skip(1).take(3).map(|at| &before[..at]);
    verbs.any(|verb| {
        let found = ["发现", "召开"].iter().any(|word| verb.ends_with(word));
        found || gap::asks(verb) && !verb.ends_with(['近', '共', '占', '约', '率'])
    })
}

/// The length of the blanks that `text` begins with.
fn open_run(text: &str) -> usize {
    text.find(|c| !is_open(c)).unwrap_or(text.len())
}
