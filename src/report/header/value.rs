//! Values of the front matter: years, moments, lists of items and measures.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

use toml::de::DeTable;

use super::Loose;
use crate::plan::Moment;
use crate::text::date::{self, Date};
use crate::text::words;

/// Whether a classification lets the paper out of the office; a blank says nothing.
pub fn is_public(written: &str) -> bool {
    let written = words::fold(written);
    let bare = written.trim_matches(['"', '“', '”', '\'', ' ']);
    matches!(bare, "公开" | "主动公开" | "")
}

/// `value` without a comment behind it.
pub(super) fn strip_comment(value: &str) -> &str {
    let mut quoted = false;
    for (at, c) in value.char_indices() {
        match c {
            '"' | '“' | '”' => quoted = !quoted,
            '#' if !quoted => return &value[..at],
            _ => {}
        }
    }
    value
}

/// A value without its quotation marks, and whether TOML would read it so.
pub(super) fn unquote(value: &str) -> (String, Option<Loose>) {
    let whole = value;
    let value = value.trim_end_matches([',', ';', '，', '；', '、', ' ']);
    let inside = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let is_whole = |c: char| c != '"' && c != '\\' && !c.is_control();
    let parted = (value.len() < whole.len()).then_some(Loose::Value);
    if let Some(inside) = inside.filter(|inside| inside.chars().all(is_whole)) {
        return (inside.to_owned(), parted);
    }
    if value.starts_with(['"', '\''])
        && let Ok(table) = DeTable::parse(&format!("v = {value}"))
        && let Some(text) = table.get_ref().get("v").and_then(|v| v.get_ref().as_str())
    {
        return (text.to_owned(), parted);
    }
    let quotes = ['"', '“', '”', '\'', '‘', '’', '「', '」', '＂'];
    let around = |c: char| quotes.contains(&c) || matches!(c, '[' | ']');
    let bare = value.trim_matches(around).trim();
    // One that lacks its fellow, or a bracket, is a slip of another kind.
    let foreign = |c: char| around(c) && !matches!(c, '"' | '\'' | '[' | ']');
    let loose = if value.starts_with(foreign) || value.ends_with(foreign) {
        Loose::Quotes
    } else {
        Loose::Value
    };
    (bare.to_owned(), Some(loose))
}

/// Whether TOML takes the value as it is written.
pub(super) fn is_plain(value: &str) -> bool {
    DeTable::parse(&format!("v = {value}")).is_ok()
}

/// `text` as TOML writes it, in ASCII quotation marks.
pub(super) fn string(text: &str) -> String {
    match text.contains(['"', '\\']) || text.contains(char::is_control) {
        true => toml::Value::from(text).to_string(),
        false => format!("\"{text}\""),
    }
}

/// Items and measures as TOML writes them: `[15, "7.4"]`.
pub(super) fn form(list: &[String]) -> String {
    let entries = list.iter().map(|entry| match entry.contains('.') {
        true => string(entry),
        false => entry.clone(),
    });
    format!("[{}]", entries.collect::<Vec<_>>().join(", "))
}

/// The year that `text` is: 2016, 2016年, 二〇一六年度, with a comma behind it or not.
pub(super) fn year(text: &str) -> Option<i32> {
    let folded = words::fold(text);
    let behind = |c: char| c.is_ascii_punctuation() || "年度，；。、”’".contains(c);
    let year = date::year(folded.trim_end_matches(behind))?;
    let year = i32::try_from(year).ok()?;
    (1900..=2999).contains(&year).then_some(year)
}

/// The day or moment that `text` means, and whether TOML writes it so. Offsets
/// are converted to +08:00, the time of the office.
pub(super) fn moment(text: &str) -> Option<(Moment, bool)> {
    let text = text.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some((date.into(), text.len() == 10));
    }
    if let Some(date) = date::compact(text) {
        return Some((date.into(), false));
    }
    let spaced = text
        .replace('：', ":")
        .replace('t', "T")
        .replacen(' ', "T", 1);
    if let Ok(at) = DateTime::parse_from_rfc3339(&spaced) {
        let office = FixedOffset::east_opt(8 * 3600)?;
        return Some((at.with_timezone(&office).naive_local().into(), true));
    }
    if let Ok(at) = DateTime::parse_from_str(&spaced, "%Y-%m-%dT%H:%M%:z") {
        let office = FixedOffset::east_opt(8 * 3600)?;
        return Some((at.with_timezone(&office).naive_local().into(), false));
    }
    for format in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(at) = NaiveDateTime::parse_from_str(&spaced, format) {
            return Some((at.into(), true));
        }
    }
    match date::leading(text)? {
        (Date::Day(date), length) if is_part_of_day(text[length..].trim()) => {
            let time = date::clock(&text[length..]);
            Some((Moment { date, time }, false))
        }
        _ => None,
    }
}

/// What may follow a day: nothing, 上午, （星期六）, 17:00.
fn is_part_of_day(text: &str) -> bool {
    let clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '：' | '时' | '分');
    text.is_empty()
        || ["上午", "下午", "（", "(", "星期", "周"]
            .iter()
            .any(|word| text.starts_with(word))
        || text.chars().all(clock)
}

/// Items and measures as written: `[15, "7.4", 7.10]`, 第15项、7.4; and
/// whether those are all that is written.
pub(super) fn list(value: &str) -> (Vec<String>, bool) {
    let lines: Vec<&str> = value.lines().map(strip_comment).collect();
    let value = lines.join("\n");
    let inner = value.trim().trim_matches(['[', ']', '［', '］', ' ']);
    let written: Vec<String> = inner
        .split([',', '，', '、', ' ', '\n'])
        .map(|entry| {
            let entry = words::fold(entry);
            let entry = entry.trim_matches(['"', '“', '”', '\'', '第', '项', '(', ')']);
            match crate::text::numeral::value(entry) {
                Some(number) => number.to_string(),
                None => entry.to_owned(),
            }
        })
        .filter(|entry| !entry.is_empty())
        .collect();
    let count = written.len();
    let list: Vec<String> = written.into_iter().filter(|entry| is_id(entry)).collect();
    let whole = list.len() == count;
    (list, whole)
}

/// Whether `entry` is an item's number or a measure's id.
fn is_id(entry: &str) -> bool {
    let mut parts = entry.split('.');
    let numbers = parts.clone().all(|part| part.parse::<u32>().is_ok());
    numbers && parts.next().is_some() && entry.matches('.').count() <= 1
}
