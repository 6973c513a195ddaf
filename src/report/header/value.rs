//! Values of the front matter: years, moments, lists of items and measures.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::plan::Moment;
use crate::text::date::{self, Date};
use crate::text::words;

pub(super) fn year(text: &str) -> Option<i32> {
    let digits: String = words::fold(text);
    let digits = digits.trim_end_matches(['年', '度']);
    digits
        .parse()
        .ok()
        .filter(|year| (1900..=2999).contains(year))
}

/// The day or moment that `text` means, and whether TOML writes it so. Offsets
/// are converted to +08:00, the time of the office.
pub(super) fn moment(text: &str) -> Option<(Moment, bool)> {
    let text = text.trim();
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some((date.into(), text.len() == 10));
    }
    if text.len() == 8
        && let Ok(date) = NaiveDate::parse_from_str(text, "%Y%m%d")
    {
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
            let time = clock(text[length..].trim());
            Some((Moment { date, time }, false))
        }
        _ => None,
    }
}

/// The time of day that `text` is, where it is one: 17:30, 17时30分, 17时.
fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.replace(['：', '时'], ":").replace('分', "");
    let (hour, minute) = text.split_once(':')?;
    let minute = if minute.is_empty() { "0" } else { minute };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
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

/// Items and measures as written: `[15, "7.4", 7.10]`, 第15项、7.4.
pub(super) fn list(value: &str) -> Vec<String> {
    let inner = value.trim_matches(['[', ']', '［', '］', ' ']);
    inner
        .split([',', '，', '、', ' ', '\n'])
        .map(|entry| {
            let entry = words::fold(entry);
            let entry = entry.trim_matches(['"', '“', '”', '\'', '第', '项', '(', ')']);
            match crate::text::numeral::value(entry) {
                Some(number) => number.to_string(),
                None => entry.to_owned(),
            }
        })
        .filter(|entry| {
            let mut parts = entry.split('.');
            let numbers = parts.clone().all(|part| part.parse::<u32>().is_ok());
            numbers && parts.next().is_some() && entry.matches('.').count() <= 1
        })
        .collect()
}
