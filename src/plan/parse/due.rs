//! Limits of time: 2016年12月底前, 2017年1月10日17时前, and those that leave the
//! year open.

use chrono::{Datelike, Months, NaiveDate, NaiveTime};

use crate::plan::Moment;
use crate::text::date::{self, Date};
use crate::text::{Span, numeral};

/// A limit that leaves its year to the paper: 6月底前, 明年3月10日前; or that is no
/// one day in any: 三季度前.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Open {
    /// How many years after the paper's own.
    later: i32,
    month: Option<u32>,
    /// The day; `None` is the month's last.
    day: Option<u32>,
    time: Option<NaiveTime>,
}

/// What is no one day.
const VAGUE: Open = Open {
    later: 0,
    month: None,
    day: None,
    time: None,
};

impl Open {
    /// The limit in a paper of `year`; `None` where that has no such day.
    pub fn of(self, year: i32) -> Option<Moment> {
        let (year, month) = (year.checked_add(self.later)?, self.month?);
        let date = match self.day {
            Some(day) => NaiveDate::from_ymd_opt(year, month, day)?,
            None => last_day(year, month)?,
        };
        Some(Moment {
            date,
            time: self.time,
        })
    }
}

/// A limit in a sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// The last day; `None` where the year or the day is left open.
    pub day: Option<Moment>,
    /// What is said of it where only the year is left open.
    pub open: Option<Open>,
    /// Its words, without 前.
    pub span: Span,
    /// Where what follows 前 begins.
    pub after: usize,
}

impl Limit {
    /// The same in a text in which its own begins at byte `start`.
    pub(super) fn at(self, start: usize) -> Limit {
        Limit {
            span: Span::new(start + self.span.start, start + self.span.end),
            after: start + self.after,
            ..self
        }
    }
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
        let Some(limit) = ending(&text[floor..end]) else {
            continue;
        };
        found.push(Limit {
            span: Span::new(floor + limit.span.start, end),
            after: at + "前".len(),
            ..limit
        });
    }
    found
}

/// The one limit that `text` sets: the one with a day, else the one whose year is
/// open. A cell or what stands behind a label may lack 前: 6月底完成.
pub(super) fn limit(text: &str) -> Option<Limit> {
    let mut found = limits(text);
    if found.is_empty() {
        let words = text.trim().trim_end_matches('。');
        let words = words.trim_end_matches("完成").trim_end();
        found.extend(ending(words).filter(|limit| limit.span.start == 0));
    }
    one(&found)
}

/// What stands behind 完成时限： and sets no one day, where it speaks of one: not
/// 长期坚持, nor what comes again.
pub(super) fn vague(words: &str) -> Option<Limit> {
    let speaks = words.contains(numeral::is_numeral) || words.contains(['底', '末', '前']);
    let again = words.contains(['每', '各']);
    (speaks && !again).then_some(Limit {
        day: None,
        open: Some(VAGUE),
        span: Span::new(0, words.len()),
        after: words.len(),
    })
}

/// Whether `words` say by when or for how long, and nothing else: 三季度前完成,
/// 长期坚持.
pub(super) fn is_term(words: &str) -> bool {
    let times = ["年", "月", "日", "季度", "长期", "常年", "持续"];
    let ends = [
        "前", "完成", "到位", "底", "末", "坚持", "推进", "实施", "办结", "止", "间", "开展",
        "全年", "长期",
    ];
    times.iter().any(|time| words.contains(time))
        && ends.iter().any(|end| words.ends_with(end))
        && !words.contains(['局', '委', '部', '厅', '府'])
}

/// The one limit that a sentence sets.
pub(super) fn limit_in(text: &str) -> Option<Limit> {
    one(&limits(text))
}

fn one(limits: &[Limit]) -> Option<Limit> {
    let dated = |limit: &&Limit| limit.day.is_some();
    let open = |limit: &&Limit| limit.open.is_some();
    let mut days = limits.iter().filter(dated);
    let mut opens = limits.iter().filter(open);
    match (days.next(), days.next(), opens.next(), opens.next()) {
        (Some(day), None, ..) => Some(*day),
        (None, _, Some(open), None) => Some(*open),
        (None, _, None, _) => None,
        // Of several nobody knows which counts: the last is told.
        _ => limits.last().map(|last| Limit {
            day: None,
            open: Some(VAGUE),
            ..*last
        }),
    }
}

/// The limit that ends `text`.
fn ending(text: &str) -> Option<Limit> {
    // A limit is short: 2017年1月10日（星期二）17时00分 has twenty-two characters.
    let from = text.char_indices().rev().nth(39).map_or(0, |(at, _)| at);
    let near = without_closing_hour(text[from..].trim_end());
    let (near, time) = without_time(without_weekday(near));
    let near = without_weekday(near);
    let limit = |start: usize, day: Option<NaiveDate>, open: Option<Open>| Limit {
        day: day.map(|date| Moment { date, time }),
        open: open.map(|open| Open { time, ..open }),
        span: Span::new(from + start, text.len()),
        after: text.len(),
    };
    for (found, span) in date::all(near) {
        if let Date::Day(day) = found
            && near[span.end..].trim().is_empty()
        {
            return Some(limit(span.start, Some(day), None));
        }
    }
    let (start, end) = end_of(near)?;
    Some(match end {
        End::Day(day) => limit(start, day, None),
        End::Open(month, day) => {
            let (start, open) = open(&near[..start], Some(month), day);
            limit(start, None, open)
        }
        End::Vague => {
            let (start, open) = open(&near[..start], None, None);
            limit(start, None, open)
        }
        End::Again => limit(start, None, None),
    })
}

/// Where a limit behind `before` begins that names no year, and what it says;
/// every year's is none: 每年6月底前.
fn open(before: &str, month: Option<u32>, day: Option<u32>) -> (usize, Option<Open>) {
    let years = [
        ("每年", None),
        ("每", None),
        ("各年", None),
        ("今年", Some(0)),
        ("本年", Some(0)),
        ("当年", Some(0)),
        ("明年", Some(1)),
        ("次年", Some(1)),
        ("翌年", Some(1)),
        ("下一年", Some(1)),
        ("第二年", Some(1)),
    ];
    let before = before.trim_end();
    let named = years
        .iter()
        .find_map(|(word, later)| Some((before.strip_suffix(word)?.len(), *later)));
    let (start, later) = named.unwrap_or((before.len(), Some(0)));
    let open = later.map(|later| Open {
        later,
        month,
        day,
        time: None,
    });
    (start, open)
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

/// `text` without the end of the working day, up to which the day itself counts:
/// 1月10日（星期二）下班. Noon is another: 上午下班.
fn without_closing_hour(text: &str) -> &str {
    let Some(day) = text.strip_suffix("下班") else {
        return text;
    };
    let named = ["下午", "当天", "当日"];
    let day = named
        .iter()
        .find_map(|word| day.strip_suffix(word))
        .unwrap_or(day);
    day.trim_end()
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

/// What ends a period.
enum End {
    /// A day; `None` where there is no such day.
    Day(Option<NaiveDate>),
    /// A month, and the day where it is not the last, of a year left open.
    Open(u32, Option<u32>),
    /// What comes again: 每季度末.
    Again,
    /// What is no one day: 三季度前.
    Vague,
}

/// The end of a period that ends `text`, and where it begins: 2018年12月底,
/// 2016年年底, 12月10日, 三季度末.
fn end_of(text: &str) -> Option<(usize, End)> {
    if let Some(words) = text.strip_suffix(['日', '号']) {
        let (words, day) = without_number(words)?;
        let words = words.strip_suffix('月')?;
        let (words, month) = without_number(words.trim_end())?;
        return Some((words.len(), End::Open(month, Some(day))));
    }
    let words = text.strip_suffix(['底', '末']).unwrap_or(text);
    if let Some(words) = words.strip_suffix('月') {
        let Some((words, month)) = without_number(words.trim_end()) else {
            let open = words.strip_suffix(['每', '当', '次', '下'])?;
            return Some((open.len(), End::Again));
        };
        return Some(in_year(words, month));
    }
    let whole = words.len() < text.len();
    if let Some(words) = words.strip_suffix("季度") {
        let Some((words, quarter @ 1..=4)) = without_number(words) else {
            let words = words.strip_suffix(['每', '各']).unwrap_or(words);
            return Some((words.len(), End::Again));
        };
        let words = words.trim_end_matches('第');
        return Some(match whole {
            true => in_year(words, 3 * quarter),
            false => (
                year_before(words).map_or(words.len(), |(start, _)| start),
                End::Vague,
            ),
        });
    }
    if !whole {
        return None;
    }
    if let Some(words) = words.strip_suffix("半年") {
        return Some(match (words.strip_suffix('上'), words.strip_suffix('下')) {
            (Some(words), _) => in_year(words, 6),
            (_, Some(words)) => in_year(words, 12),
            _ => (words.len(), End::Again),
        });
    }
    // 2016年底, 2016年年底, 年底, 每年年底
    let words = words.strip_suffix('年')?;
    let yearly = format!("{}年", words.strip_suffix('年').unwrap_or(words));
    Some(match year_before(&yearly) {
        Some((start, year)) => (start, End::Day(NaiveDate::from_ymd_opt(year, 12, 31))),
        None => {
            // 每年底, 今年年底: the word for the year ends in the same 年.
            let begins = words.ends_with(['每', '今', '明', '当', '本', '次', '翌']);
            let until = words.len() + if begins { "年".len() } else { 0 };
            (until, End::Open(12, None))
        }
    })
}

/// The end of `month` in the year that ends `words`, where one does.
fn in_year(words: &str, month: u32) -> (usize, End) {
    match year_before(words) {
        Some((start, year)) => (start, End::Day(last_day(year, month))),
        None => (words.len(), End::Open(month, None)),
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
