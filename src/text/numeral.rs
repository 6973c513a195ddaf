//! Chinese numerals up to 99, as offices number sections, items and lists.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// `number` in Chinese: 18 is 十八. Numbers over 99 stay in Arabic figures.
pub fn chinese(number: u32) -> String {
    let digit = |n: u32| DIGITS[n as usize];
    match number {
        0..=9 => digit(number).to_string(),
        10 => "十".into(),
        11..=19 => format!("十{}", digit(number % 10)),
        20..=99 if number.is_multiple_of(10) => format!("{}十", digit(number / 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

/// The value of a numeral: Chinese (十八, 二十), Arabic or full-width Arabic
/// (１８); `None` for anything else, and for 0.
pub fn value(text: &str) -> Option<u32> {
    let mut tens = None;
    let mut units: Option<u32> = None;
    for c in text.chars() {
        match digit(c) {
            Some(d) if c.is_ascii_digit() || ('０'..='９').contains(&c) => {
                units = Some(units.unwrap_or(0).checked_mul(10)?.checked_add(d)?);
            }
            Some(d) if units.is_none() => units = Some(d),
            None if c == '十' && tens.is_none() => {
                tens = Some(units.take().unwrap_or(1));
            }
            _ => return None,
        }
    }
    let value = match (tens, units) {
        (None, None) => return None,
        (None, Some(units)) => units,
        (Some(tens), units) => tens.checked_mul(10)?.checked_add(units.unwrap_or(0))?,
    };
    (value > 0).then_some(value)
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
