//! Numbers that belong to a person.

use chrono::NaiveDate;

use crate::check::texts::{more, texts_where};
use crate::check::{Context, Rule, Scope};
use crate::diagnostic::{Finding, Severity};
use crate::text::{Label, Span, label, seek, text};

pub(super) const PERSONAL_DATA: Rule = Rule {
    name: "personal-data",
    short: "个人信息",
    severity: Severity::Warning,
    summary: label(
        "正文里有身份证号或手机号",
        "an identity or mobile number in the text",
    ),
    explanation: label(
        "汇编要发到各单位，也可能上网，正文里不该有个人的身份证号和手机号。只认校验位算得对的18位身份证号\
         （GB 11643-1999）和单独的11位手机号，\
         全角的、写成138-0013-8000的也认；统计数字、文号、企业代码不算，文末的联系人和电话本来就不编进\
         汇编，也不算。查稿时不印全号，一份只提醒一次；入卷的正文照印，所以要先改掉。",
        "The volume goes to every agency and perhaps onto the web: no one's identity or mobile number \
         belongs in the text. Only an 18-digit identity number with the right check digit (GB \
         11643-1999) and a lone mobile number of 11 digits are meant, be they full-width or written \
         138-0013-8000; statistics and codes of firms are \
         not, and contact lines at the tail are held out anyway. No finding shows the number whole; said \
         once a paper. The volume prints the text as it is, so take it out first.",
    ),
    bad: "劳模宣讲员王某（身份证号11010519491231002X）作报告58场。\n",
    good: "劳模宣讲员王某作报告58场。\n\n联系人：李某\n电话：13800138000\n",
    scope: Scope::Report(personal_data),
};

fn personal_data(context: &Context) -> Vec<Finding> {
    let long = texts_where(context, |census| {
        let figures = census.figures.most;
        figures >= SHORTEST
            || figures >= LAST_PART && census.may_hold('-')
            || census.may_hold_any(&WIDE)
    });
    let numbers = long.flat_map(|words| {
        let numbers = numbers(words.text).into_iter();
        numbers.map(move |(start, end, what)| (what, words.span(start, end)))
    });
    let all: Vec<(Label, Span)> = numbers.collect();
    let Some((&(ref what, first), others)) = all.split_first() else {
        return Vec::new();
    };
    let finding = Finding::new(
        context.at(first),
        text(
            format!("正文里有{}", what.zh),
            format!("the text holds {}", what.en),
        ),
        text(
            "删掉，或者隐去中间几位；确需联系方式，写在文末的联系人、电话里，不编进汇编",
            "delete it or mask its middle; contacts belong in the lines 联系人 and 电话 at the end, which are not bound",
        ),
    );
    let others: Vec<Span> = others.iter().map(|(_, span)| *span).collect();
    vec![match more(context, &others) {
        Some(more) => finding.label(more),
        None => finding,
    }]
}

/// The numbers of persons in `text`: their range in bytes and what they are.
pub(super) fn numbers(text: &str) -> Vec<(usize, usize, Label)> {
    let mut found = Vec::new();
    let mut at = 0;
    for run in text.split(|c| {
        let c = narrow(c);
        !c.is_ascii_alphanumeric()
            && !matches!(c, '.' | '-' | '_' | '@' | '/' | '%' | '=' | '&' | '+')
    }) {
        let start = at;
        at = start + run.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        if run.len() < SHORTEST {
            continue;
        }
        let after = text[start + run.len()..].trim_start();
        let written: String = run.chars().map(narrow).collect();
        let what = if is_identity(&written) {
            label("身份证号", "an identity number")
        } else if is_mobile(&written) && !counts(after) {
            label("手机号", "a mobile number")
        } else {
            continue;
        };
        found.push((start, start + run.len(), what));
    }
    found
}

/// What a full-width figure, dash or X stands for; any other character itself.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | '－' | 'Ｘ' | 'ｘ' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The figures in a row that the shortest of these numbers has.
const SHORTEST: usize = 11;
/// The same of one in parts, as in 138-0013-8000.
const LAST_PART: usize = 4;
/// In full-width figures every one has one of these: a mobile number begins with 1,
/// and who has an identity number was born in 19.. or 20...
const WIDE: [char; 2] = ['１', '２'];

/// Whether a number of a person may stand in `text`; it certainly does not where this
/// is false.
pub(super) fn may_hold_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    has_long_number(bytes)
        || has_parts(bytes)
        || WIDE
            .iter()
            .any(|wide| seek::holds(text, wide.encode_utf8(&mut [0; 4])))
}

/// Whether three figures, a dash and four figures stand anywhere in `text`.
fn has_parts(text: &[u8]) -> bool {
    let figures = |from: usize, to| {
        let part = text.get(from..to);
        part.is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let mut dashes = seek::any_of(text, [b'-'; 3]);
    dashes.any(|at| at >= 3 && figures(at + 1, at + 1 + LAST_PART) && figures(at - 3, at))
}

/// Whether so many figures stand in a row in `text`: then an eleventh byte is one of
/// them.
fn has_long_number(text: &[u8]) -> bool {
    let figures = |bytes: &mut dyn Iterator<Item = &u8>| {
        let figures = bytes.take_while(|byte| byte.is_ascii_digit());
        figures.count()
    };
    // Of eleven bytes in a row one stands at such a place.
    let mut at = SHORTEST - 1;
    while let Some(byte) = text.get(at) {
        if byte.is_ascii_digit() {
            let (before, after) = text.split_at(at);
            if figures(&mut before.iter().rev()) + figures(&mut after.iter()) >= SHORTEST {
                return true;
            }
        }
        at += SHORTEST;
    }
    false
}

/// Whether `run` is an identity number by its check digit and its date of
/// birth.
fn is_identity(run: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let Some((body, check)) = run.split_at_checked(17) else {
        return false;
    };
    let digits: Vec<u32> = body.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != WEIGHTS.len() || check.len() != 1 {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    let right = "10X98765432".get(sum as usize % 11..=sum as usize % 11);
    let born = body
        .get(6..14)
        .map(|day| NaiveDate::parse_from_str(day, "%Y%m%d"));
    right.is_some_and(|right| check.eq_ignore_ascii_case(right)) && matches!(born, Some(Ok(_)))
}

/// Whether `run` is a mobile number: 13800138000, or 138-0013-8000.
fn is_mobile(run: &str) -> bool {
    let parts: Vec<&str> = run.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let figures = run.bytes().all(|c| c.is_ascii_digit() || c == b'-');
    figures
        && matches!(lengths[..], [11] | [3, 4, 4])
        && matches!(run.as_bytes(), [b'1', b'3'..=b'9', ..])
}

/// Whether what follows a number makes it an amount: 13800138000元.
fn counts(after: &str) -> bool {
    let units = "元万亿吨人件个份次只台家项千公平立米升度户条头亩箱瓶批例株年月日号";
    after.chars().next().is_some_and(|c| units.contains(c))
}
