//! What stands before the title of an item at the head of a line: signs, a number, what
//! the drafter calls it, an opening bracket.

use crate::text::seek::CharSet;
use crate::text::{numbering, numeral, words};

/// What a line says before the title that begins it.
pub(super) struct Lead {
    /// The number.
    pub(super) number: Option<u32>,
    /// The mark that ends what is opened before the title: 】 of 【.
    pub(super) close: Option<char>,
    /// Whether it only has its turn among others: 一是.
    pub(super) turn: bool,
    /// Where the title begins, in bytes.
    pub(super) start: usize,
}

/// The Chinese characters that what leads a title begins with.
static LEADS: CharSet = CharSet::new(&[
    '第', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '零', '壹', '贰', '叁', '肆',
    '伍', '陆', '重', '工', '任', '项', '专', '关', '目',
]);

/// Whether `c` is a sign that sets a line off: ★, ▍, →, 🌟; no box that is ticked, and no ❶.
pub(super) fn is_sign(c: char) -> bool {
    let shape =
        matches!(c, '←'..='⇿' | '▀'..='❵' | '➔'..='➿' | '⬀'..='⯿' | '🌀'..='🫿' | '\u{FE0F}');
    let ticked = matches!(c, '□' | '☐'..='☒' | '✅' | '✓'..='✘' | '❌' | '❎');
    shape && !ticked || matches!(c, '·' | '•' | '※' | '§' | '—' | '-' | '＊' | '*' | '_')
}

/// What a drafter calls an item.
const CALLED: [&str; 9] = [
    "重点任务",
    "目标任务",
    "工作任务",
    "任务名称",
    "任务",
    "工作",
    "项目",
    "专栏",
    "关于",
];

pub(super) fn lead(line: &str) -> Lead {
    let mut rest = words::trim_start(line);
    let mut number = None;
    let first = rest.chars().next();
    if first.is_some_and(|first| words::is_han(first) && !LEADS.may_hold(first)) {
        return Lead {
            number,
            close: None,
            turn: false,
            start: line.len() - rest.len(),
        };
    }
    let sign = first.filter(|first| is_sign(*first));
    let mut turn = false;
    rest = words::trim_start(rest.trim_start_matches(is_sign));
    if let Some(behind) = outlined(rest).or_else(|| tagged(rest)) {
        rest = behind;
    } else if let Some((value, _, length)) = numbering::number(rest) {
        number = Some(value);
        rest = &rest[length..];
        // 第三项任务：标题, 4. 关于“标题”
        let called = rest.strip_prefix("任务").or(rest.strip_prefix("关于"));
        let called = called.unwrap_or(rest);
        rest = words::trim_start(called.strip_prefix(['：', ':']).unwrap_or(called));
    } else if let Some((value, behind)) = article(rest) {
        number = Some(value);
        rest = words::trim_start(behind);
    } else if let Some(behind) = lettered(rest)
        .or_else(|| called(rest))
        .or_else(|| thing(rest))
    {
        rest = words::trim_start(behind);
    } else if let Some((_, length)) = numbering::turn(rest) {
        turn = true;
        rest = &rest[length..];
    }
    let pairs = [
        ('【', '】'),
        ('［', '］'),
        ('“', '”'),
        ('《', '》'),
        ('「', '」'),
        ('〖', '〗'),
    ];
    let opened = pairs.iter().find(|(open, _)| rest.starts_with(*open));
    let (rest, close) = match opened {
        Some((open, close)) => (&rest[open.len_utf8()..], Some(*close)),
        None => (rest, sign),
    };
    Lead {
        number,
        close,
        turn,
        start: line.len() - rest.len(),
    }
}

/// What follows 1.1 and a blank, as Word numbers what lies below a chapter, or 06.
fn outlined(text: &str) -> Option<&str> {
    let figures = |c: char| c.is_ascii_digit();
    let behind = text.trim_start_matches(figures);
    let mut numbered = (1..=2).contains(&(text.len() - behind.len()));
    let mut behind = behind;
    if let Some(below) = behind.strip_prefix('.') {
        behind = below.trim_start_matches(figures);
        numbered = text.starts_with(figures) && behind.len() < below.len();
    }
    let parted = behind.starts_with([' ', '\u{3000}', '\t']);
    (numbered && parted).then(|| words::trim_start(behind))
}

/// What follows 【任务一】.
fn tagged(text: &str) -> Option<&str> {
    let (name, behind) = text.strip_prefix('【')?.split_once('】')?;
    let named = called(name).is_some_and(str::is_empty);
    named.then(|| words::trim_start(behind))
}

/// What follows ①, a., (a), Ⅰ., 壹、 or 1️⃣.
fn lettered(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['（', '(']);
    let rest = inner.unwrap_or(text);
    let first = rest.chars().next()?;
    let behind = &rest[first.len_utf8()..];
    match first {
        '①'..='⑳' | '⑴'..='⒇' | '❶'..='❿' | '㈠'..='㈩' => Some(behind),
        '0'..='9' => behind.strip_prefix("\u{FE0F}\u{20E3}"),
        'a'..='z' | 'A'..='Z' | 'Ⅰ'..='Ⅻ' | '壹' | '贰' | '叁' | '肆' | '伍' | '陆' => {
            behind.strip_prefix(if inner.is_some() {
                &['）', ')'][..]
            } else {
                &['.', '．', '、', '）', ')']
            })
        }
        _ => None,
    }
}

/// What follows 任务：, 重点任务一：, 任务2、 or 工作一、.
fn called(text: &str) -> Option<&str> {
    let mut words = CALLED.iter().filter(|_| text.starts_with(words::is_han));
    let rest = words.find_map(|word| text.strip_prefix(word))?;
    let length = numeral::leading(rest).map_or(0, |(_, length)| length);
    // 工作 alone is a word like others.
    if length == 0 && text.len() - rest.len() == "工作".len() && text.starts_with('工') {
        return None;
    }
    Some(rest[length..].trim_start_matches(['：', ':', '、', '.', '．', ' ', '\u{3000}']))
}

/// The number of 第一条 and what follows it and a blank.
fn article(text: &str) -> Option<(u32, &str)> {
    let ordinal = text.strip_prefix('第')?;
    let (number, length) = numeral::leading(ordinal)?;
    let behind = ordinal[length..].strip_prefix('条')?;
    let behind = behind.strip_prefix([' ', '\u{3000}', '：', ':', '、'])?;
    Some((number?, behind))
}

/// What follows 第一件：, the first of the things done for the people.
fn thing(text: &str) -> Option<&str> {
    let ordinal = text.strip_prefix('第')?;
    let (_, length) = numeral::leading(ordinal)?;
    ordinal[length..].strip_prefix("件：")
}
