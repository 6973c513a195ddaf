//! Days that no calendar has.

use chrono::NaiveDate;

use super::super::texts::{Words, figures_after, figures_before, texts_where};
use super::super::{Context, Rule, Scope};
use crate::diagnostic::{Finding, Severity};
use crate::text::date::{self, Date};
use crate::text::{Span, Text, label, numeral, seek, text};

pub(super) const IMPOSSIBLE_DATE: Rule = Rule {
    name: "impossible-date",
    short: "无此日",
    severity: Severity::Error,
    summary: label(
        "正文里有日历上没有的日子",
        "the text names a day that no calendar has",
    ),
    explanation: label(
        "2月30日、6月31日、2016年13月，日历上没有，必是笔误，印出来就是差错，所以算错误。只看写明了月和日的，\
         或者写明了年和月的，还有13月底、1—13月；1—3月、农历的日子、历时几个月几日、第13期、文号和13月龄都不看；\
         没有写年份的2月29日不算，闰年有这一天。落款和报送日期由“日期无效”管。",
        "30 February, 31 June or month 13 of a year (1—13月 too) stand in no calendar: a slip of the pen that would be \
         printed, hence an error. Only a month with its day, or a year with its month, is looked at; \
         ranges, days of the lunar calendar, lengths of time, issue and document numbers and ages in \
         months are left alone, and so is 2月29日 without a year. The signature and the date of \
         submission are judged by invalid-date.",
    ),
    bad: "学校食堂改造于2016年6月31日前全部完成。\n",
    good: "学校食堂改造于2016年6月30日前全部完成，1—6月督查395所，印发第13期简报。\n",
    scope: Scope::Report(impossible_date),
};

fn impossible_date(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    for words in texts_where(context, |census| census.may_hold('月')) {
        for month in seek::each(words.text, "月") {
            if is_usual(words.text, month) {
                continue;
            }
            let Some((start, end, why)) = impossible(words.text, month) else {
                continue;
            };
            found.push(no_such_day(context, &words, start, end, why));
        }
    }
    for words in texts_where(context, |census| census.figures.marked_year) {
        for (at, why) in in_figures(words.text) {
            found.push(no_such_day(context, &words, at.start, at.end, why));
        }
    }
    found
}

fn no_such_day(context: &Context, words: &Words, start: usize, end: usize, why: Text) -> Finding {
    let written = &words.text[start..end];
    Finding::new(
        context.at(words.span(start, end)),
        text(
            format!("“{written}”，日历上没有"),
            format!("“{written}” stands in no calendar"),
        ),
        text("核对后改成实际的日期", "look it up and write the real date"),
    )
    .label(why)
}

/// Whether the 月 at byte `at` of `text` stands in a date as nearly all are: 5月, 5月6日,
/// in figures, and such a day there is. Asked first, for it costs little.
fn is_usual(text: &str, at: usize) -> bool {
    let within = |figures: &str, most| {
        let number = figures.parse().ok().filter(|_| figures.len() <= 2);
        number.is_some_and(|number: u32| (1..=most).contains(&number))
    };
    let rest = &text[at + '月'.len_utf8()..];
    let day = figures_after(rest);
    let after = &rest[day.len()..];
    let is_well = match day {
        "" => {
            let goes_on = |c: char| c.is_whitespace() || c == '份' || numeral::is_numeral(c);
            !after.starts_with(goes_on)
        }
        day => {
            within(day, 28)
                && after
                    .strip_prefix('日')
                    .is_some_and(|after| !after.starts_with(TO))
        }
    };
    is_well && figures_before(&text[..at]).is_some_and(|(_, month)| within(month, 12))
}

/// What stands between the first and the last day of a range or list.
const TO: [char; 10] = ['至', '到', '-', '－', '—', '–', '～', '~', '、', '和'];

/// The range of the date around the 月 at byte `at` of `text`, and why there is
/// no such date.
fn impossible(text: &str, at: usize) -> Option<(usize, usize, Text)> {
    let (from, month) = number_before(&text[..at])?;
    // A line may end within 12: 截至1⏎2月31日.
    let above = text[..from].strip_suffix('\n');
    if above.is_some_and(|above| above.ends_with(numeral::is_numeral)) {
        return None;
    }
    // 4月份31日
    let behind = text[at..].strip_prefix("月份").map(str::len);
    let after = behind.map_or(at + '月'.len_utf8(), |behind| text.len() - behind);
    let rest = &text[after..];
    let day = last_of_list(rest).filter(|&(_, length)| {
        let tail = rest[length..].trim_start();
        ends_day(tail)
    });
    let end_of = |length: usize| {
        let day = rest[length..].find(DAY).unwrap_or(0);
        after + length + day + '日'.len_utf8()
    };
    // Most dates are well, whatever the year.
    let is_well =
        |(day, length)| (1..=28).contains(&day) && second_day(&text[end_of(length)..]).is_none();
    if (1..=12).contains(&month) && day.is_none_or(is_well) {
        return None;
    }
    let before = text[..from].trim_end();
    // 1—13月
    if let (None, Some(first)) = (day, first_month(before))
        && !rest.starts_with(['龄', '薪', '工'])
    {
        return Some((first, after, no_month(month)?));
    }
    let year = before.strip_suffix('年').and_then(year_before);
    // A month alone names no day, but 13月底 is none; 二月三十日 may be one of the lunar
    // calendar, whose months have no more days.
    let lunar = |(day, _)| day <= 30 && month <= 12 && !text[from..at].starts_with(is_figure);
    let named = rest.starts_with(PARTS);
    if year.is_none() && day.map_or(!named, lunar) {
        return None;
    }
    let start = year.map_or(from, |(start, _)| start);
    let (end, why) = match day {
        // 2016年13月龄以上奶牛
        None if rest.starts_with('龄') => return None,
        None => (after, no_month(month)?),
        Some((day, length)) => {
            let end = end_of(length);
            // Without a year 29 February may be meant.
            let year = year.map_or(2016, |(_, year)| year);
            match no_month(month).or_else(|| no_day(year, month, day)) {
                Some(why) => (end, why),
                None => {
                    let (last, length) = second_day(&text[end..])?;
                    (end + length, no_day(year, month, last)?)
                }
            }
        }
    };
    (!is_otherwise(before, day.is_some())).then_some((start, end, why))
}

/// What a day is called; 曰 is often typed for 日.
const DAY: [char; 3] = ['日', '号', '曰'];

/// What part of a month follows it.
const PARTS: [char; 5] = ['底', '初', '末', '旬', '召'];

/// Where the first month of a range begins whose words end `text`: 1—, 1月至.
fn first_month(text: &str) -> Option<usize> {
    let range = text.trim_end_matches(['至', '到', '-', '－', '—', '–', '～', '~']);
    let range = range.strip_suffix('月').unwrap_or(range);
    let (from, month) = number_before(range).filter(|_| range.len() < text.len())?;
    let alone = !text[..from].ends_with(|c: char| c.is_alphanumeric() && c != '年' || c == '.');
    ((1..=12).contains(&month) && alone).then_some(from)
}

/// Whether `text` begins with the word that ends a day: 日, or 号 where it names
/// nothing.
fn ends_day(text: &str) -> bool {
    let named = [
        "日龄", "号文", "号令", "号楼", "号线", "号院", "号机", "号井",
    ];
    text.starts_with(DAY) && !named.iter().any(|word| text.starts_with(word))
}

/// The greatest day of a range or list in one month, behind its first, and its length:
/// 至31日, 、30日、31日.
fn second_day(text: &str) -> Option<(u32, usize)> {
    let rest = text.strip_prefix(TO)?;
    let rest = rest.trim_start_matches(['—', '-']);
    let (day, length) = number_after(rest)?;
    if !ends_day(&rest[length..]) {
        return None;
    }
    let end = text.len() - rest.len() + length + '日'.len_utf8();
    Some(match second_day(&text[end..]) {
        Some((later, further)) => (later.max(day), end + further),
        None => (day, end),
    })
}

/// The dates in figures of `text` that no calendar has, though month and day
/// could be ones: 2016-02-30, 2016.2.30. What has longer numbers beside it is a
/// telephone's or a standard's.
fn in_figures(text: &str) -> Vec<(Span, Text)> {
    let found = date::all(text).into_iter().filter_map(|(date, at)| {
        let written = text.get(at.start..at.end)?;
        let parts: Vec<u32> = written
            .split(['-', '.', '/'])
            .map_while(|part| part.trim().parse().ok())
            .collect();
        let [year @ 1990..=2050, month @ 1..=12, day @ 29..=31] = parts[..] else {
            return None;
        };
        let joined = |c: char| c.is_ascii_alphanumeric() || "-./".contains(c);
        // 2016-02-30号 is a number.
        let behind = |c: char| joined(c) || c == '号';
        let alone = !text[..at.start].ends_with(joined) && !text[at.end..].starts_with(behind);
        let why = no_day(year as i32, month, day)?;
        (date == Date::Impossible && alone).then_some((at, why))
    });
    found.collect()
}

/// Whether `before` makes of the month behind it, `dayed` or without a day, no date
/// of the calendar: a range of months, a decimal, a length of time, a day of the lunar
/// calendar. With a day it is a date behind 至, a list's number or another date too.
fn is_otherwise(before: &str, dayed: bool) -> bool {
    let marks: &[char] = match dayed {
        true => &['/', '第'],
        false => &[
            '-', '－', '—', '–', '～', '~', '至', '到', '.', '/', '、', '第',
        ],
    };
    let length = [
        "历时",
        "为期",
        "耗时",
        "用时",
        "累计",
        "共",
        "约",
        "近",
        "缩短至",
        "缩短到",
        "压缩至",
        "压缩到",
    ];
    let lunar = ["农历", "阴历", "旧历", "夏历", "闰"];
    let near = before.char_indices().rev().nth(11);
    let near = &before[near.map_or(0, |(at, _)| at)..];
    before.ends_with(marks)
        || length.iter().any(|word| before.ends_with(word))
        || lunar.iter().any(|word| near.contains(word))
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn no_month(month: u32) -> Option<Text> {
    (!(1..=12).contains(&month)).then(|| text("一年只有 12 个月", "a year has 12 months"))
}

fn no_day(year: i32, month: u32, day: u32) -> Option<Text> {
    let exists = |day| NaiveDate::from_ymd_opt(year, month, day).is_some();
    let last = (28..=31).rev().find(|&day| exists(day))?;
    (!exists(day)).then(|| {
        text(
            format!("{month}月只有 {last} 天"),
            format!("that month has {last} days"),
        )
    })
}

/// The number of one or two digits, or in Chinese, that ends `text`.
fn number_before(text: &str) -> Option<(usize, u32)> {
    let text = text.trim_end_matches([' ', '\u{3000}']);
    let start = text.trim_end_matches(numeral::is_numeral).len();
    Some((start, number(&text[start..])?))
}

/// The number that begins `text`, and its length with the blanks before it.
fn number_after(text: &str) -> Option<(u32, usize)> {
    let rest = text.trim_start_matches([' ', '\u{3000}']);
    let end = rest.find(|c| !numeral::is_numeral(c)).unwrap_or(rest.len());
    Some((number(&rest[..end])?, text.len() - rest.len() + end))
}

/// The greatest of the days that begin `text`, and the length of all: 28、29、31, 30—31.
fn last_of_list(text: &str) -> Option<(u32, usize)> {
    let (mut greatest, mut length) = number_after(text)?;
    while let Some(rest) = text[length..].strip_prefix(TO)
        && let rest = rest.trim_start_matches(['—', '-'])
        && let Some((day, further)) = number_after(rest)
    {
        greatest = greatest.max(day);
        length = text.len() - rest.len() + further;
    }
    Some((greatest, length))
}

fn number(written: &str) -> Option<u32> {
    match written {
        "0" | "00" => Some(0),
        _ if written.chars().count() > 3 => None,
        _ => numeral::value(written).filter(|value| *value < 100),
    }
}

/// The year in four digits that ends `text`.
fn year_before(text: &str) -> Option<(usize, i32)> {
    let digits = text.trim_end();
    let (start, _) = digits.char_indices().rev().nth(3)?;
    let value = digits[start..]
        .chars()
        .try_fold(0, |sum, c| Some(sum * 10 + numeral::digit(c)? as i32))?;
    (1900..=2999).contains(&value).then_some((start, value))
}
