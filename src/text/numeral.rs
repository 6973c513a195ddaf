//! Chinese numerals up to 999, as offices number sections, items and lists.

use std::borrow::Cow;

use super::words;

const DIGITS: [&str; 11] = [
    "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
];

/// `number` in Chinese: 18 is 十八, 103 is 一百零三. Numbers over 999 stay in Arabic
/// figures.
pub fn chinese(number: u32) -> Cow<'static, str> {
    let digit = |n: u32| DIGITS[n as usize];
    match number {
        0..=10 => digit(number).into(),
        11..=19 => format!("十{}", digit(number % 10)).into(),
        20..=99 if number.is_multiple_of(10) => format!("{}十", digit(number / 10)).into(),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)).into(),
        100..=999 => {
            let below = match number % 100 {
                0 => "".into(),
                ones @ 1..=9 => format!("零{}", digit(ones)).into(),
                teens @ 10..=19 => format!("一{}", chinese(teens)).into(),
                below => chinese(below),
            };
            format!("{}百{below}", digit(number / 100)).into()
        }
        _ => number.to_string().into(),
    }
}

/// The value of a numeral: Chinese (十八, 二十, 一百零三), Arabic or full-width Arabic
/// (１８); `None` for anything else, and for 0.
pub fn value(text: &str) -> Option<u32> {
    let (value, length) = match hundreds(text) {
        Some((value, length)) => (Some(value), length),
        None => leading(text)?,
    };
    value.filter(|_| length == text.len())
}

/// The Chinese numeral from 100 to 999 that begins `text`, and its length in bytes: 一百,
/// 一百零三, 一百一十. 一百一 is 101 to one and 110 to another.
pub fn hundreds(text: &str) -> Option<(u32, usize)> {
    let mut chars = text.chars();
    let count = chars.next().filter(|c| words::is_han(*c)).and_then(digit)?;
    if chars.next() != Some('百') || count == 0 {
        return None;
    }
    let rest = chars.as_str();
    let below = rest.trim_start_matches(['零', '〇', '○']);
    let zero = match rest.len() - below.len() {
        0 => false,
        length if length == "零".len() => true,
        _ => return None,
    };
    let (value, length) = match leading(below) {
        Some((value, length)) => (value?, length),
        None if zero => return None,
        None => (0, 0),
    };
    let whole = match zero {
        true => value < 10,
        false => value == 0 || (10..100).contains(&value),
    };
    let end = text.len() - below.len() + length;
    whole.then_some((100 * count + value, end))
}

/// The numeral that `text` begins with: its value, `None` where its figures make
/// none (〇, 十十), and its length in bytes.
pub fn leading(text: &str) -> Option<(Option<u32>, usize)> {
    let mut tens = None;
    let mut units: Option<u32> = None;
    let mut regular = true;
    let mut length = 0;
    for c in text.chars() {
        match digit(c) {
            Some(d) if c.is_ascii_digit() || ('０'..='９').contains(&c) => {
                let value = units.unwrap_or(0).checked_mul(10);
                units = value.and_then(|value| value.checked_add(d));
                regular &= units.is_some();
            }
            Some(d) => {
                regular &= units.is_none();
                units = Some(d);
            }
            None if c == '十' => {
                regular &= tens.is_none();
                tens = Some(units.take().unwrap_or(1));
            }
            None => break,
        }
        length += c.len_utf8();
    }
    let tens = match tens {
        Some(tens) => tens.checked_mul(10),
        None => Some(0),
    };
    let value = tens.and_then(|tens| tens.checked_add(units.unwrap_or(0)));
    let value = value.filter(|&value| regular && value > 0);
    (length > 0).then_some((value, length))
}

/// The value of one digit, Chinese, Arabic or full-width.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        '〇' | '零' | '○' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

/// Whether `c` can stand in a numeral.
pub fn is_numeral(c: char) -> bool {
    c == '十' || digit(c).is_some()
}
