//! What a writer left to be filled in. Only what cannot be meant: a masked name
//! (张××, ××公司) or an X-ray (X射线) is none.

mod gap;
mod notes;
mod share;
mod unit;

use self::unit::{PERSONS, counted, unit};
use super::{Block, Line, Passage};
use crate::text::census::Census;
use crate::text::numeral::is_numeral;
use crate::text::seek::{self, CharSet};
use crate::text::{Span, words};

/// Puts what `passage` leaves to be filled in into `found`.
pub(super) fn find(passage: &Passage, found: &mut Vec<Span>) {
    if matches!(passage.block, Block::Footnote) {
        return;
    }
    let census = &passage.census;
    // One 〇 is of a year.
    let zeros = || census.may_hold('〇') && seek::holds(&passage.line.text, "〇〇");
    let marked = census.may_hold_one_of(&BLANKS) || zeros();
    let row = matches!(passage.block, Block::Table | Block::TableHead);
    let spaced = census.may_hold(' ') && passage.block != Block::TableHead;
    let signed = gap::may_have_sign(census);
    let shared = share::may_miss(&passage.line.text, census);
    if !(marked || spaced || signed || shared) {
        return;
    }
    let from = found.len();
    for line in passage.lines() {
        if marked {
            find_in(line, census, found);
        }
        let mut push = |start, end| found.push(line.span(start, end));
        if shared {
            share::find(&line.text, row, &mut push);
        }
        if signed || spaced && gap::may_have_blank(&line.text) {
            gap::find(&line.text, row, &mut push);
        }
    }
    if marked && let Some(whole) = whole(passage) {
        let known = found[from..].iter().any(|one| one.start == whole.start);
        found.extend((!known).then_some(whole));
    }
}

/// The whole of a passage, of what a line says of a measure or of a cell, where that is
/// nothing but a word that something is to come: 待填, XXX, 略 or …… behind an id. Of a cell
/// of XX see [`blank_cell`].
fn whole(passage: &Passage) -> Option<Span> {
    let text = passage.line.text.as_str();
    let entry = passage.entry.as_ref();
    let answer = entry
        .map(|entry| entry.answer)
        .filter(|(start, end)| start < end);
    let (start, end) = answer.unwrap_or((0, text.len()));
    let said = text.get(start..end)?.trim().trim_end_matches(['。', '；']);
    let masked = said.chars().nth(1).is_some() && said.chars().all(|c| "xX×".contains(c));
    // 测试 of a keyboard: aaaa, 1111.
    let first = said.chars().next().filter(|c| c.is_alphanumeric());
    let typed = said.chars().nth(3).is_some() && said.chars().all(|c| Some(c) == first);
    let open = masked || typed;
    let named = entry.is_some_and(|entry| entry.id.is_some()) && answer.is_some();
    let left_out = named && (said == "略" || !said.is_empty() && said.chars().all(|c| c == '…'));
    let to_come = TO_COME.contains(&said) || ["待定", "待完善"].contains(&said);
    let lead = text[start..end].len() - text[start..end].trim_start().len();
    let all = || Some(passage.line.span(start + lead, start + lead + said.len()));
    match passage.block {
        Block::Paragraph | Block::ListItem if open || left_out || to_come => all(),
        Block::Table if open && answer.is_some() => all(),
        Block::Table if let Some((at, cell)) = blank_cell(text) => {
            Some(passage.line.span(at, at + cell.len()))
        }
        Block::Table => {
            let mut cells = TO_COME.iter().flat_map(|word| text.match_indices(word));
            let (at, word) = cells.find(|(at, word)| {
                let before = text[..*at].chars().next_back();
                let after = text[at + word.len()..].chars().next();
                let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
                blank(before) && blank(after)
            })?;
            Some(passage.line.span(at, at + word.len()))
        }
        _ => None,
    }
}

/// The cell of a row that is nothing but blanks for a figure, and where it begins: ____,
/// or XX beside a cell that is a figure; alone it may hide a name.
fn blank_cell(row: &str) -> Option<(usize, &str)> {
    let cells = || row.split([' ', '\n']);
    let made_of = |cell: &str, signs: &str| cell.chars().all(|c| signs.contains(c));
    let counted = cells().any(|cell| !cell.is_empty() && made_of(cell, "0123456789.,%％"));
    let mut at = 0;
    for cell in cells() {
        let blank = made_of(cell, "_＿") || counted && made_of(cell, "xX×");
        if blank && cell.chars().nth(1).is_some() {
            return Some((at, cell));
        }
        at += cell.len() + 1;
    }
    None
}

/// What says that the words are to come; in a cell 待定 may be an answer.
const TO_COME: [&str; 9] = [
    "待填",
    "待写",
    "待补",
    "待补充",
    "待填写",
    "待统计",
    "待核实",
    "待确认",
    "待更新",
];

/// Puts what `line`, of a passage of that census, leaves to be filled in into `found`.
fn find_in(line: &Line, census: &Census, found: &mut Vec<Span>) {
    let text = line.text.as_str();
    let mut push = |start, end| found.push(line.span(start, end));
    if notes::may_stand(text, census) {
        notes::find(text, &mut push);
    }
    let forms = FORMS.iter().filter(|(rare, _)| census.may_hold(*rare));
    for &(_, blank) in forms.filter(|(_, form)| census.may_spell(form)) {
        for (at, _) in text.match_indices(blank) {
            let rest = &text[at + blank.len()..];
            let end = text.len() - rest.trim_start_matches(['…', '.']).len();
            // A name may hold TODO.
            let letter = |c: char| c.is_ascii_alphanumeric();
            let inside = text[..at].ends_with(letter) || text[end..].starts_with(letter);
            let quoted = text[..at].ends_with(['“', '《', '"', '「']);
            if !((inside || quoted) && blank.is_ascii()) {
                push(at, end);
            }
        }
    }
    if census.may_hold('{') {
        fields(text, &mut push);
    }
    if census.may_hold_one_of(&OPEN_SET) {
        figures(text, &mut push);
    }
}

/// The fields of a form or a program: {{合格率}}, ${count}, {0}.
fn fields(text: &str, push: &mut impl FnMut(usize, usize)) {
    const LONGEST: usize = 60;
    let mut done = 0;
    for (at, _) in text.match_indices('{') {
        let Some(close) = text[at..].find('}').filter(|close| *close < LONGEST) else {
            continue;
        };
        let inside = &text[at + 1..at + close];
        let after = &text[at + close..];
        // {1} and {1, 2} may be sets.
        let named = inside.contains(char::is_alphabetic);
        let counts = || !inside.is_empty() && unit(after.trim_start_matches('}')).is_some();
        if at < done || !named && !counts() {
            continue;
        }
        let start = at - if text[..at].ends_with('$') { 1 } else { 0 };
        done = at + close + after.len() - after.trim_start_matches('}').len();
        push(start, done);
    }
}

/// What every blank has one of, but for gaps in which a figure is missing.
static BLANKS: CharSet = CharSet::new(&[
    '【', '[', '〔', '…', '（', '(', '此', 'T', 'x', 'X', '×', '_', '＊', '*', 'ｘ', 'Ｘ', '＿',
    '因', '步', '待', '略', '●', '△', '▲', '■', 'O', 'Ｏ', '{', '输', '键',
]);

/// A form's own words, or those of a note to oneself, each with a character that few
/// texts have.
const FORMS: &[(char, &str)] = &[
    ('…', "原因：…"),
    ('…', "下一步：…"),
    ('因', "原因：..."),
    ('步', "下一步：..."),
    ('步', "下一步：。"),
    ('此', "此处省略"),
    ('此', "点击此处"),
    ('此', "单击此处"),
    ('…', "完成情况：…"),
    ('X', "FIXME"),
    ('x', "Click here to enter text"),
    ('输', "在此处输入"),
    ('键', "在此处键入"),
    ('输', "在此输入"),
    ('输', "请输入文本"),
    ('输', "请输入内容"),
    ('略', "。以下略。"),
    ('待', "。待补。"),
    ('待', "。待填。"),
    ('待', "。待续。"),
    ('待', "。待补充。"),
    ('T', "TODO"),
    ('T', "TBD"),
    ('待', "数字待补"),
    ('待', "数据待补"),
    ('待', "数据待定"),
    ('待', "数字待定"),
    ('待', "待核实："),
    ('待', "待补充："),
];

/// 20__年, ×月×日, 2016年×月, XX件, ××%, 1XX家
fn figures(text: &str, push: &mut impl FnMut(usize, usize)) {
    let mut done = 0;
    for (at, c) in seek::signs(text) {
        if at < done || !(c == '2' || is_open(c)) {
            continue;
        }
        let last = text[..at].chars().next_back();
        if last.is_some_and(|last| last == c || last.is_ascii_alphabetic()) {
            continue;
        }
        let rest = &text[at..];
        if last.is_some_and(|last| last.is_ascii_digit() || "OＯ〇".contains(c) && is_numeral(last))
        {
            let begun = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
            if let Some(length) = begun_figure(begun, rest) {
                done = at + length;
                push(begun.len(), done);
            }
            continue;
        }
        let length = match c {
            '2' => open_year(rest).map(|year| year + open_day(&rest[year..]).unwrap_or_default()),
            _ => open_day(rest)
                .or_else(|| open_figure(rest, last))
                .or_else(|| open_end(&text[..at], rest)),
        };
        if let Some(length) = length {
            done = at + length;
            if !is_form(text, done) {
                push(at, done);
            }
        }
    }
}

/// Whether the form of a date is spoken of, whose words end at `end`: “×年×月×日”.
fn is_form(text: &str, end: usize) -> bool {
    let near = text[..end].char_indices().rev().nth(15);
    let near = &text[near.map_or(0, |(at, _)| at)..end];
    let quoted = text[end..].starts_with('”').then(|| near.rsplit_once('“'));
    let form = |c: char| is_open(c) || "年月日".contains(c);
    quoted
        .flatten()
        .is_some_and(|(_, said)| said.chars().all(form))
}

/// What stands for a figure that is still to come.
const OPEN: [char; 16] = [
    'x', 'X', '×', '_', '＊', '*', 'ｘ', 'Ｘ', '＿', '●', '△', '▲', '■', 'O', 'Ｏ', '〇',
];

/// The same, to ask first.
static OPEN_SET: CharSet = CharSet::new(&OPEN);

fn is_open(c: char) -> bool {
    OPEN_SET.may_hold(c) && OPEN.contains(&c)
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
    let mut run = open_run(text);
    // ××.×%
    if let Some(behind) = text[run..].strip_prefix(['.', '．'])
        && let places @ 1.. = open_run(behind)
    {
        run = text.len() - behind.len() + places;
    }
    let rest = &text[run..];
    if let Some(length) = open_part(rest, before) {
        return Some(run + length);
    }
    let several = text[..run].chars().count() >= 2 || text.starts_with(['x', 'X', 'ｘ', 'Ｘ']);
    // 津质办〔2016〕××号
    if before == Some('〕') && rest.starts_with('号') {
        return Some(run + "号".len());
    }
    if before == Some('第') {
        // 第X条标准线
        let named = rest.starts_with('条');
        let ordered = rest.chars().next().filter(|c| "次位名届部".contains(*c));
        if named || ordered.is_some() {
            return ordered.map(|c| run + c.len_utf8());
        }
    }
    // 增长_%
    if text.starts_with('_') && rest.starts_with('%') {
        return Some(run + "%".len());
    }
    let dated = before == Some('年') && rest.starts_with('月') && !rest.starts_with("月出生");
    let year = several && rest.starts_with('年') && !rest.starts_with("年级");
    let unit = match dated || year {
        true => Some('月'.len_utf8()),
        false if several => counted(rest, before).or_else(|| {
            let apart = counted(rest.strip_prefix(' ')?, before);
            apart.map(|unit| " ".len() + unit)
        }),
        false if text.starts_with('×') => lone_figure(rest, before),
        false => None,
    };
    unit.map(|unit| run + unit)
}

/// The length of the blanks that `text` begins with, and of what is counted behind them,
/// where they go on with a figure begun behind `before`: 1XX家, 20××件.
fn begun_figure(before: &str, text: &str) -> Option<usize> {
    let run = open_run(text);
    let masked = text[..run].chars().all(|c| "xX×ｘＸ".contains(c));
    let alone = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || "-.".contains(c));
    let several = text[..run].chars().nth(1).is_some();
    let unit = unit(&text[run..]).filter(|_| masked && alone && several)?;
    Some(run + unit)
}

/// The length of the blanks for a figure that `text` begins with where a clause ends
/// with them and what stands before can but give a figure: `覆盖率达XX`.
fn open_end(before: &str, text: &str) -> Option<usize> {
    let run = open_run(text);
    let ended = text[run..]
        .chars()
        .next()
        .is_none_or(|c| "，。；、".contains(c));
    let given = ["率达", "率为", "率达到", "额达", "量达", "增长", "下降"];
    let numbered = ["附件", "附表", "见图", "见表", "百分之"];
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let alone = before.is_empty() || before.ends_with(['。', '；']);
    let open = match text[..run].chars().count() {
        1 => ends(&numbered),
        2..=4 => ends(&numbered) || ends(&given),
        _ => ends(&given) || alone,
    };
    (open && ended).then_some(run)
}

/// The length of what makes blanks for a figure, behind `before`, part of a date: 12月××日,
/// ×月底, 第×季度.
fn open_part(rest: &str, before: Option<char>) -> Option<usize> {
    let parts = match before {
        Some('月') => &["日"][..],
        Some('第') => &["季度"],
        _ => &["月底", "月初", "月份", "月上旬", "月中旬", "月下旬"],
    };
    let part = parts.iter().find(|part| rest.starts_with(**part))?;
    Some(part.len())
}

/// The length of what a × alone, behind `before`, is the open figure of: `抽检×批次`.
/// Before shorter units it may be a person's name (李×家), and between figures and
/// prices it multiplies (30元×人次).
fn lone_figure(rest: &str, before: Option<char>) -> Option<usize> {
    let multiplies = |c| !words::is_han(c) || "元价准".contains(c);
    if before.is_none_or(|c| multiplies(c) || PERSONS.contains(c)) {
        return None;
    }
    let first = rest.chars().next()?;
    unit(rest).filter(|length| *length > first.len_utf8() || matches!(first, '%' | '％'))
}

/// The length of the blanks that `text` begins with.
fn open_run(text: &str) -> usize {
    text.find(|c| !is_open(c)).unwrap_or(text.len())
}
