//! What a writer left to be filled in. Only what cannot be meant: a masked name
//! (张××, ××公司) or an X-ray (X射线) is none.

use super::{Block, Passage};
use crate::text::Span;
use crate::text::seek::CharSet;

/// Puts what `passage` leaves to be filled in into `found`.
pub(super) fn find(passage: &Passage, found: &mut Vec<Span>) {
    if matches!(passage.block, Block::Footnote) {
        return;
    }
    let census = &passage.census;
    if !census.may_hold_one_of(&BLANKS) {
        return;
    }
    let text = passage.line.text.as_str();
    let mut push = |start, end| found.push(passage.line.span(start, end));
    if census.may_hold_any(&['【', '[']) {
        brackets(text, &mut push);
    }
    let formal = census.may_hold_any(&['…', '此', '请', '待', 'T']);
    let forms = FORMS.iter().filter(|form| formal && census.may_spell(form));
    for blank in forms {
        for (at, _) in text.match_indices(blank) {
            let end = at + blank.len();
            // A name may hold TODO.
            let letter = |c: char| c.is_ascii_alphanumeric();
            let inside = text[..at].ends_with(letter) || text[end..].starts_with(letter);
            if !(inside && blank.is_ascii()) {
                push(at, end);
            }
        }
    }
    if census.may_hold_any(&['（', '(']) && census.may_hold_any(&['\u{3000}', ' ']) {
        blank_brackets(text, &mut push);
    }
    if census.may_hold_any(&OPEN) {
        figures(text, &mut push);
    }
}

/// What every blank has one of.
static BLANKS: CharSet = CharSet::new(&[
    '【', '[', '…', '（', '(', '此', 'T', 'x', 'X', '×', '_', '＊', '*', 'ｘ', 'Ｘ', '＿',
]);

/// A form's own words, and notes to oneself.
const FORMS: &[&str] = &[
    "原因：……",
    "下一步：……",
    "（此处填写",
    "(此处填写",
    "（请补充",
    "（待补充",
    "（待核实",
    "（待核对",
    "（待核）",
    "（数据待核",
    "（数据待补",
    "此处省略",
    "TODO",
];

/// 【待填】, [标签:介绍]
fn brackets(text: &str, push: &mut impl FnMut(usize, usize)) {
    for (at, open) in text.match_indices(['【', '[']) {
        let inside = &text[at + open.len()..];
        let named = ["待填", "待补", "待定", "标签:", "标签：", "填写"]
            .iter()
            .any(|word| inside.starts_with(word));
        if !named {
            continue;
        }
        let mut near = inside.char_indices().take_while(|(at, _)| *at < 90);
        if let Some((close, mark)) = near.find(|(_, c)| matches!(c, '】' | ']')) {
            push(at, at + open.len() + close + mark.len_utf8());
        }
    }
}

/// （　　）万元
fn blank_brackets(text: &str, push: &mut impl FnMut(usize, usize)) {
    for (at, open) in text.match_indices(['（', '(']) {
        let inside = &text[at + open.len()..];
        let rest = inside.trim_start_matches([' ', '\u{3000}']);
        let blank = inside.len() - rest.len();
        let Some(close) = rest.chars().next().filter(|c| matches!(c, '）' | ')')) else {
            continue;
        };
        if blank > 0 && unit(&rest[close.len_utf8()..]).is_some() {
            push(at, at + open.len() + blank + close.len_utf8());
        }
    }
}

/// 20__年, ×月×日, 2016年×月, XX件, ××%
fn figures(text: &str, push: &mut impl FnMut(usize, usize)) {
    let mut done = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let last = before.replace(c);
        if at < done || !(c == '2' || is_open(c)) {
            continue;
        }
        if last.is_some_and(|last| last == c || last.is_ascii_alphanumeric()) {
            continue;
        }
        let rest = &text[at..];
        let length = match c {
            '2' => open_year(rest).map(|year| year + open_day(&rest[year..]).unwrap_or_default()),
            _ => open_day(rest).or_else(|| open_figure(rest, last)),
        };
        if let Some(length) = length {
            push(at, at + length);
            done = at + length;
        }
    }
}

/// What stands for a figure that is still to come.
const OPEN: [char; 9] = ['x', 'X', '×', '_', '＊', '*', 'ｘ', 'Ｘ', '＿'];

fn is_open(c: char) -> bool {
    OPEN.contains(&c)
}

/// The length of `20__年`, `20xx年`, `201×年` at the start of `text`.
fn open_year(text: &str) -> Option<usize> {
    // No year is longer.
    let end = text.char_indices().take(7).find(|(_, c)| *c == '年')?.0;
    let year = &text[..end];
    let characters = year.chars().count();
    let opened = year.chars().filter(|c| is_open(*c)).count();
    let figures = year.chars().filter(char::is_ascii_digit).count();
    (year.starts_with("20") && (3..=6).contains(&characters) && opened > 0)
        .then_some(())
        .filter(|()| opened + figures == characters)
        .map(|()| end + "年".len())
}

/// The length of `×月×日`, `__月__日` at the start of `text`.
fn open_day(text: &str) -> Option<usize> {
    let month = open_run(text);
    let after = text[month..].strip_prefix('月')?;
    let day = open_run(after);
    let whole = month > 0 && day > 0 && after[day..].starts_with('日');
    whole.then(|| month + "月".len() + day + "日".len())
}

/// The length of the blanks for a figure that `text` begins with, and of what is
/// counted behind them: `XX件`, `___期`, `××%`; of a month `×月` only behind its
/// year.
fn open_figure(text: &str, before: Option<char>) -> Option<usize> {
    let run = open_run(text);
    let counted = &text[run..];
    // One × alone may be a sign of multiplication or a person's name.
    let several = text[..run].chars().count() >= 2 || text.starts_with(['x', 'X', 'ｘ', 'Ｘ']);
    let dated = before == Some('年') && counted.starts_with('月');
    let year = several && counted.starts_with('年') && !counted.starts_with("年级");
    let unit = match dated || year {
        true => Some('月'.len_utf8()),
        false => unit(counted).filter(|_| several),
    };
    unit.map(|unit| run + unit)
}

/// The length of the blanks that `text` begins with.
fn open_run(text: &str) -> usize {
    text.find(|c| !is_open(c)).unwrap_or(text.len())
}

/// The length of the measure word or unit that `text` begins with, where it
/// begins no longer word: it is the name of ××家园 or ××项目 that is masked.
fn unit(text: &str) -> Option<usize> {
    let units = [
        "%",
        "％",
        "件",
        "个",
        "项",
        "次",
        "批",
        "期",
        "家",
        "起",
        "条",
        "份",
        "座",
        "户",
        "吨",
        "台",
        "人次",
        "余人",
        "万元",
        "亿元",
        "万人",
        "公里",
        "场次",
        "百分点",
    ];
    let names = [
        "项目", "家园", "家具", "家庄", "家电", "家乡", "期货", "条例", "次郎", "个体", "台风",
        "台资", "件套", "户外", "家族", "起重", "次生", "座谈", "座椅", "个人", "个别", "个性",
        "项链", "期刊", "期末", "期间", "起草", "起步", "条约", "条款", "户籍", "户口", "份额",
        "批发", "批准", "家禽", "家政", "家装", "家居", "家长", "台湾", "台州", "次日",
    ];
    let named = names.iter().any(|name| text.starts_with(name));
    let unit = units.iter().find(|unit| text.starts_with(**unit));
    unit.filter(|_| !named).map(|unit| unit.len())
}
