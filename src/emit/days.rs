//! Deadlines and days, said with what they include.

use chrono::NaiveDate;

use crate::plan::{Due, Moment};
use crate::text::Lang;
use crate::text::date::chinese;

/// The deadline with what it includes: 2017年1月10日（含当日）.
pub fn due(due: Due, lang: Lang) -> String {
    let what = match (lang, due.at.time.is_some(), due.inclusive) {
        (_, true, _) => "",
        (Lang::Zh, false, true) => "（含当日）",
        (Lang::Zh, false, false) => "（不含当日）",
        (Lang::En, false, true) => " (that day included)",
        (Lang::En, false, false) => " (that day excluded)",
    };
    format!("{}{what}", day_and_time(due.at, lang))
}

fn day_and_time(due: Moment, lang: Lang) -> String {
    let time = due.time.map(|time| time.format("%H:%M").to_string());
    match lang {
        Lang::Zh => format!("{}{}", chinese(due.date), time.unwrap_or_default()),
        Lang::En => match time {
            Some(time) => format!("{} {time}", due.date),
            None => due.date.to_string(),
        },
    }
}

/// How far the deadline is from `as_of`: 还有 1 天, 今天截止, 已过 6 天.
pub fn left(due: Due, as_of: NaiveDate, lang: Lang) -> String {
    let days = -due.days(as_of);
    let passed = due.has_passed(as_of);
    match lang {
        Lang::Zh if days == 0 && passed => "已经截止".to_owned(),
        Lang::Zh if days == 0 => "今天截止".to_owned(),
        Lang::Zh if passed => format!("已过 {} 天", -days),
        Lang::Zh => format!("还有 {days} 天"),
        Lang::En if days == 0 && passed => "now past".to_owned(),
        Lang::En if days == 0 => "due today".to_owned(),
        Lang::En if passed => format!("{} ago", count(-days)),
        Lang::En => format!("{} left", count(days)),
    }
}

/// How late something is, `days` after the deadline: 晚 2 天. On the day
/// itself, after the hour: 当日晚了.
pub fn late(days: i64, lang: Lang) -> String {
    match lang {
        Lang::Zh if days <= 0 => "当日晚了".to_owned(),
        Lang::Zh => format!("晚 {days} 天"),
        Lang::En if days <= 0 => "late on the day".to_owned(),
        Lang::En => format!("{} late", count(days)),
    }
}

fn count(days: i64) -> String {
    match days {
        1 => "1 day".to_owned(),
        _ => format!("{days} days"),
    }
}
