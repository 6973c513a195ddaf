//! Dates as offices write them.

use chrono::{NaiveDate, NaiveTime};

use super::{Span, numeral, seek};

/// A date found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Date {
    /// A day of the calendar.
    Day(NaiveDate),
    /// A year and a month, the day left open: 2017年1月  日.
    Open,
    /// Written like a date, but no day of the calendar: 2017年2月30日.
    Impossible,
}

/// The date that begins `text`, with its length in bytes: `2017年1月5日`,
/// `二〇一七年一月五日`, `2017-01-05`, `2017.1.5`, `2017/1/5`, 元月 for January; figures and
/// marks of either width, O in a year for 〇, blanks allowed between the parts. `None`
/// where no date begins.
pub fn leading(text: &str) -> Option<(Date, usize)> {
    let mut rest = Cursor { text, at: 0 };
    let year = rest.year()?;
    if !(1900..=2999).contains(&year) {
        return None;
    }
    rest.blanks();
    let mark = rest.take(&['年', '-', '.', '/', '－', '—', '．', '／'])?;
    rest.blanks();
    let month = match rest.take(&['元']) {
        Some(_) => Some(1),
        None => rest.number(),
    };
    rest.blanks();
    if mark == '年' {
        rest.take(&['月'])?;
    } else {
        rest.take(&[mark])?;
    }
    rest.blanks();
    let from = rest.at;
    let day = rest.number();
    let figures = &text[from..rest.at];
    if mark == '年' {
        rest.blanks();
        rest.take(&['日', '号'])?;
    }
    let date = match (month, day) {
        (Some(month), Some(day)) => {
            NaiveDate::from_ymd_opt(year as i32, month, day).map_or(Date::Impossible, Date::Day)
        }
        (Some(_), None) if figures.starts_with('0') => Date::Impossible,
        _ if mark == '年' => Date::Open,
        _ => return None,
    };
    Some((date, rest.at))
}

/// The time of day that `text` is, where it is one: 17:30, 17时30分, 17时, 下午5时30分.
pub fn clock(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    let afternoon = ["下午", "晚上", "晚"]
        .iter()
        .find_map(|word| text.strip_prefix(word));
    let text = afternoon.or(text.strip_prefix("上午")).unwrap_or(text);
    let text = text.replace(['：', '时', '点'], ":").replace('分', "");
    let (hour, minute) = text.split_once(':')?;
    let minute = if minute.is_empty() { "0" } else { minute };
    let hour: u32 = hour.parse().ok()?;
    let hour = if afternoon.is_some() && hour < 12 {
        hour + 12
    } else {
        hour
    };
    NaiveTime::from_hms_opt(hour, minute.parse().ok()?, 0)
}

/// Whether a month of a year begins `text`: 2017年6月底前.
pub fn leading_month(text: &str) -> bool {
    let mut rest = Cursor { text, at: 0 };
    let year = rest.year().and_then(|_| rest.take(&['年']));
    year.is_some() && rest.number().is_some() && rest.take(&['月']).is_some()
}

/// The day that eight figures are: 20170105.
pub fn compact(figures: &str) -> Option<NaiveDate> {
    let eight = figures.len() == 8;
    let day = || NaiveDate::parse_from_str(figures, "%Y%m%d").ok();
    eight.then(day).flatten()
}

/// Every date in `text`, in order, with its span there.
pub fn all(text: &str) -> Vec<(Date, Span)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut after_digit = false;
    while let Some(c) = text[at..].chars().next() {
        let digit = numeral::is_numeral(c);
        if digit
            && !after_digit
            && let Some((date, length)) = leading(&text[at..])
        {
            found.push((date, Span::new(at, at + length)));
            at += length;
            after_digit = false;
            continue;
        }
        after_digit = digit;
        at += c.len_utf8();
    }
    found
}

/// Every year that `text` names with 年, in order, with the span of its digits:
/// 2017年, ２０１７ 年, 二〇一七年, 二O一七年.
pub fn years(text: &str) -> Vec<(i32, Span)> {
    named_years(text).collect()
}

fn named_years(text: &str) -> impl Iterator<Item = (i32, Span)> {
    seek::each(text, "年").filter_map(|at| {
        let digits = text[..at].trim_end();
        let start = digits.char_indices().rev().nth(3)?.0;
        let year = year(&digits[start..])?;
        (1990..=2999)
            .contains(&year)
            .then_some((year as i32, Span::new(start, digits.len())))
    })
}

/// The year that `digits` are. Many write the letter O for 〇, which few keyboards have.
pub fn year(digits: &str) -> Option<u32> {
    let digit = |c| match c {
        'O' | 'o' | 'Ｏ' | 'ｏ' => Some(0),
        _ => numeral::digit(c),
    };
    let mut chars = digits.chars();
    chars.try_fold(0, |sum: u32, c| sum.checked_mul(10)?.checked_add(digit(c)?))
}

/// Whether `text` names more than one year: 2019—2021年.
pub fn spans_years(text: &str) -> bool {
    let figures = text.split(|c: char| !c.is_ascii_digit());
    let mut years = figures.filter(|figures| {
        figures.len() == 4
            && figures
                .parse()
                .is_ok_and(|year: i32| (1990..=2999).contains(&year))
    });
    years.next().is_some() && years.next().is_some()
}

/// Whether `text` names `year`, be it in two figures: 17年.
pub fn names_year(text: &str, year: i32) -> bool {
    named_years(text).any(|(named, _)| named == year) || in_two_figures(text, year)
}

/// Whether `text` names a year behind `year`, be the next in two figures: 17年.
pub fn names_later(text: &str, year: i32) -> bool {
    named_years(text).any(|(named, _)| named > year) || in_two_figures(text, year + 1)
}

/// Whether `text` names `year` as 17年.
fn in_two_figures(text: &str, year: i32) -> bool {
    seek::each(text, "年").any(|at| {
        let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        text[before.len()..at].parse() == Ok(year % 100) && !before.ends_with(numeral::is_numeral)
    })
}

/// `date` as official papers print it: 2017年1月5日, no leading zeros
/// (GB/T 9704-2012, 7.3.5.4).
pub fn chinese(date: NaiveDate) -> String {
    use chrono::Datelike;
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// `date` without its year: 1月5日.
pub fn chinese_short(date: NaiveDate) -> String {
    use chrono::Datelike;
    format!("{}月{}日", date.month(), date.day())
}

struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn blanks(&mut self) {
        while let Some(c) = self.peek().filter(|c| matches!(c, ' ' | '\t' | '\u{3000}')) {
            self.at += c.len_utf8();
        }
    }

    fn take(&mut self, any: &[char]) -> Option<char> {
        let c = self.peek().filter(|c| any.contains(c))?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// The four digits of a year: 2017, 二〇一七.
    fn year(&mut self) -> Option<u32> {
        let rest = &self.text[self.at..];
        let (last, c) = rest.char_indices().nth(3)?;
        let digits = &rest[..last + c.len_utf8()];
        self.at += digits.len();
        year(digits)
    }

    /// A number of at most two Arabic digits, or a Chinese numeral (十二).
    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        for _ in 0..2 {
            let Some(c) = self.peek().filter(|&c| numeral::is_numeral(c)) else {
                break;
            };
            self.at += c.len_utf8();
        }
        let digits = &self.text[start..self.at];
        // 三十一 has three characters.
        if digits.contains('十')
            && let Some(c) = self.peek().filter(|&c| numeral::is_numeral(c))
        {
            self.at += c.len_utf8();
        }
        numeral::value(&self.text[start..self.at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hour_behind_a_date_is_read_as_offices_write_it() {
        let at = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0);
        assert_eq!(clock("17时30分"), at(17, 30));
        assert_eq!(clock(" 17：30"), at(17, 30));
        assert_eq!(clock("下午5时"), at(17, 0));
        assert_eq!(clock("上午9点30分"), at(9, 30));
        assert_eq!(clock("（星期五）"), None);
        assert_eq!(clock(""), None);
    }
}
