//! Limits of time: 2016年12月底前, 2017年1月10日17时前, and those that leave the
//! year open.

use chrono::{Datelike, Months, NaiveDate, NaiveTime};

use crate::plan::Moment;
use crate::text::date::{self, Date};
use crate::text::{Span, numeral};

/// A limit in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// The last day; `None` where the year or the day is left open.
    pub day: Option<Moment>,
    /// Its words, without 前.
    pub span: Span,
    /// Where what follows 前 begins.
    pub after: usize,
}

/// Every limit in `text`, in order.
pub(super) fn limits(text: &str) -> Vec<Limit> {
    let mut found: Vec<Limit> = Vec::new();
    for (at, _) in text.match_indices('前') {
        let mut end = at;
        for word in ["之", "以"] {
            end = text[..end].strip_suffix(word).map_or(end, str::len);
        }
        let floor = found.last().map_or(0, |limit| limit.after);
        let Some((start, day)) = ending(&text[floor..end]) else {
            continue;
        };
        found.push(Limit {
            day,
            span: Span::new(floor + start, end),
            after: at + "前".len(),
        });
    }
    found
}

/// The one limit of a cell or a measure; `None` where there is none or more than
/// one.
pub(super) fn limit(text: &str) -> Option<Moment> {
    match limits(text)[..] {
        [limit] => limit.day,
        [] => {
            let words = text
                .trim()
                .trim_end_matches('。')
                .trim_end_matches("完成")
                .trim_end();
            let (start, day) = ending(words)?;
            day.filter(|_| start == 0)
        }
        _ => None,
    }
}

/// The date that ends `text`: where it begins, and the day unless it is left
/// open.
fn ending(text: &str) -> Option<(usize, Option<Moment>)> {
    // A limit is short: 2017年1月10日（星期二）17时00分 has twenty-two characters.
    let from = text.char_indices().rev().nth(39).map_or(0, |(at, _)| at);
    let (near, time) = without_time(without_weekday(text[from..].trim_end()));
    let near = without_weekday(near);
    for (found, span) in date::all(near) {
        if let Date::Day(day) = found
            && near[span.end..].trim().is_empty()
        {
            return Some((from + span.start, Some(Moment { date: day, time })));
        }
    }
    let (start, day) = end_of(near)?;
    Some((from + start, day.map(|date| Moment { date, time })))
}

/// `text` without a weekday in brackets: （星期二）.
fn without_weekday(text: &str) -> &str {
    let Some(inside) = text.strip_suffix(['）', ')']) else {
        return text;
    };
    match inside.rfind(['（', '(']) {
        Some(at) if inside[at..].contains(['期', '周', '含']) => text[..at].trim_end(),
        _ => text,
    }
}

/// `text` without the hour that ends it: 17时, 17:30, 下午5点.
fn without_time(text: &str) -> (&str, Option<NaiveTime>) {
    let (words, minutes) = match text.strip_suffix(['时', '時', '点']) {
        Some(words) => (words, 0),
        None => match text
            .strip_suffix('分')
            .unwrap_or(text)
            .rsplit_once([':', '：', '时', '时'])
        {
            Some((words, minutes)) => match minutes.parse() {
                Ok(minutes) => (words, minutes),
                Err(_) => return (text, None),
            },
            None => return (text, None),
        },
    };
    let start = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let Ok(hour) = words[start.len()..].parse::<u32>() else {
        return (text, None);
    };
    let (rest, later) = match start.strip_suffix("下午") {
        Some(rest) => (rest, 12),
        None => (start.strip_suffix("上午").unwrap_or(start), 0),
    };
    let hour = if hour < 12 { hour + later } else { hour };
    match NaiveTime::from_hms_opt(hour, minutes, 0) {
        Some(time) => (rest.trim_end(), Some(time)),
        None => (text, None),
    }
}

/// The end of a period that ends `text`: 2018年12月底, 2016年年底, 12月10日,
/// 每季度末. Where its year is open there is no day.
fn end_of(text: &str) -> Option<(usize, Option<NaiveDate>)> {
    if let Some(words) = text.strip_suffix(['日', '号']) {
        let words = without_number(words)?.0.strip_suffix('月')?;
        let (words, _) = without_number(words.trim_end())?;
        return Some((words.len(), None));
    }
    let words = text.strip_suffix(['底', '末']).unwrap_or(text);
    if let Some(words) = words.strip_suffix('月') {
        let Some((words, month)) = without_number(words.trim_end()) else {
            let open = words.strip_suffix(['每', '当', '次', '下'])?;
            return Some((open.len(), None));
        };
        return Some(match year_before(words) {
            Some((start, year)) => (start, last_day(year, month)),
            None => (words.len(), None),
        });
    }
    if words.len() == text.len() {
        return None;
    }
    if let Some(words) = words
        .strip_suffix("季度")
        .or_else(|| words.strip_suffix("半年"))
    {
        let words = words
            .strip_suffix(['每', '各', '上', '下'])
            .unwrap_or(words);
        return Some((words.len(), None));
    }
    // 2016年底, 2016年年底, 年底, 每年年底
    let words = words.strip_suffix('年')?;
    let yearly = format!("{}年", words.strip_suffix('年').unwrap_or(words));
    match year_before(&yearly) {
        Some((start, year)) => Some((start, NaiveDate::from_ymd_opt(year, 12, 31))),
        None => Some((
            words
                .trim_end_matches(['每', '年', '今', '明', '当', '本'])
                .len(),
            None,
        )),
    }
}

/// The year that ends `text`: 2018年.
fn year_before(text: &str) -> Option<(usize, i32)> {
    let text = text.trim_end();
    let &(year, span) = date::years(text).last()?;
    (text[span.end..].trim() == "年").then_some((span.start, year))
}

/// `text` without the number of one or two figures that ends it.
fn without_number(text: &str) -> Option<(&str, u32)> {
    let text = text.trim_end();
    let start = text.trim_end_matches(numeral::is_numeral);
    let value = numeral::value(&text[start.len()..])?;
    (value <= 31).then_some((start, value))
}

/// The last day of a month.
fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let next = first.checked_add_months(Months::new(1))?;
    next.pred_opt().filter(|day| day.month() == month)
}

/// The one limit with a day that a sentence sets.
pub(super) fn limit_in(text: &str) -> Option<Moment> {
    let mut days = limits(text).into_iter().filter_map(|limit| limit.day);
    days.next().filter(|_| days.next().is_none())
}
