//! What a writer left to be filled in. Only what cannot be meant: a masked name
//! (张××, ××公司) or an X-ray (X射线) is none.

mod figures;
mod gap;
mod notes;
mod share;
mod unit;

use self::unit::unit;
use super::{Block, Line, Passage};
use crate::plan::draft::HINT;
use crate::text::Span;
use crate::text::census::Census;
use crate::text::seek::{self, CharSet, SignsOf};

/// Puts what `passage` leaves to be filled in into `found`; `signs` are those of its line.
pub(super) fn find(passage: &Passage, signs: SignsOf, found: &mut Vec<Span>) {
    let census = &passage.census;
    let text = passage.line.text.as_str();
    // One 〇 is of a year.
    let zeros = || census.may_hold('〇') && seek::holds(text, "〇〇");
    let marked = census.may_hold_one_of(&BLANKS) || zeros();
    let row = matches!(passage.block, Block::Table | Block::TableHead);
    let spaced = census.may_hold(' ')
        && passage.block != Block::TableHead
        && (!passage.below.is_empty() || gap::may_have_blank(text, signs.all()));
    let signed = gap::may_have_sign(text, census, signs);
    let shared = share::may_miss(text, census, signs);
    // Behind 【待填】 that is told.
    if text == HINT {
        found.push(passage.line.whole());
    }
    if !(marked || spaced || signed || shared) {
        return;
    }
    let from = found.len();
    for line in passage.lines() {
        if marked {
            find_in(line, census, found);
        }
        let text = line.text.as_str();
        let mut push = |start, end| found.push(line.span(start, end));
        if shared {
            share::find(text, row, &mut push);
        }
        if signed || spaced && gap::may_have_blank(text, seek::signs(text)) {
            gap::find(text, row, &mut push);
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
    // 请填写完成情况。
    let asked = said.starts_with("请填写") && said.chars().nth(12).is_none();
    let to_come = asked || TO_COME.contains(&said) || ["待定", "待完善"].contains(&said);
    let lead = text[start..end].len() - text[start..end].trim_start().len();
    let all = || Some(passage.line.span(start + lead, start + lead + said.len()));
    match passage.block {
        Block::Paragraph | Block::ListItem if open || left_out || to_come => all(),
        Block::Table if (open || OPEN_CELL.contains(&said)) && answer.is_some() => all(),
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

/// The same of a cell that is to tell how far a task has come.
const OPEN_CELL: [&str; 5] = ["待定", "待完善", "【】", "[]", "〔〕"];

/// What says that the words are to come; in other cells 待定 may be an answer.
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
    let from = found.len();
    let mut push = |start, end| found.push(line.span(start, end));
    if notes::may_stand(text, census) {
        notes::find(text, &mut push);
    }
    // What a note says is told with it: （此数据待核实）.
    let noted = found[from..].to_vec();
    let mut push = |start, end| {
        let span = line.span(start, end);
        let before = noted.partition_point(|note| note.start <= span.start);
        let within = before.checked_sub(1).map(|last| noted[last].end);
        if within.is_none_or(|end| end < span.end) {
            found.push(span);
        }
    };
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
    // A line of its own that was never written: XXX
    if census.may_hold('\n') {
        let several = |line: &str| line.chars().nth(1).is_some();
        let masked = |line: &str| several(line) && line.chars().all(|c| "xX×".contains(c));
        let mut at = 0;
        for line in text.split('\n') {
            if masked(line) {
                push(at, at + line.len());
            }
            at += line.len() + 1;
        }
    }
    // The last full stop may be left out: 办结率98.6%。待补充
    let text = text.trim_end();
    if census.may_hold('待')
        && let Some((_, said)) = text.rsplit_once('。')
        && TO_COME.contains(&said)
    {
        push(text.len() - said.len(), text.len());
    }
    if census.may_hold('{') {
        fields(text, &mut push);
    }
    if census.may_hold_one_of(&figures::OPEN_SET) {
        figures::find(text, &mut push);
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
        // What a converter writes for how it was set: [一、总结]{.underline}, {width="5in"}.
        let set = inside.starts_with(['.', '#']) || inside.contains('=');
        // {1} and {1, 2} may be sets.
        let named = inside.contains(char::is_alphabetic);
        let counts = || !inside.is_empty() && unit(after.trim_start_matches('}')).is_some();
        if at < done || set || !named && !counts() {
            continue;
        }
        let start = at - if text[..at].ends_with('$') { 1 } else { 0 };
        done = at + close + after.len() - after.trim_start_matches('}').len();
        push(start, done);
    }
}

/// Whether `text` begins with what only a number counts: 座, 人次.
pub(super) fn is_unit(text: &str) -> bool {
    unit(text).is_some()
}

/// What every blank has one of, but for gaps in which a figure is missing.
static BLANKS: CharSet = CharSet::new(&[
    '【', '[', '〔', '…', '（', '(', '此', 'T', 'x', 'X', '×', '_', '＊', '*', 'ｘ', 'Ｘ', '＿',
    '［', 'N', '填', '因', '步', '待', '略', '●', '△', '▲', '■', 'O', 'Ｏ', '{', '输', '键',
]);

/// A form's own words, or those of a note to oneself, each with a character that few
/// texts have.
const FORMS: &[(char, &str)] = &[
    ('…', "原因：…"),
    ('…', "下一步：…"),
    ('因', "原因：..."),
    ('步', "下一步：..."),
    ('步', "下一步：。"),
    ('[', "批注["),
    ('略', "（以下省略"),
    ('此', "此处省略"),
    ('此', "点击此处"),
    ('此', "此处填写内容"),
    ('此', "此处填写具体"),
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
    ('待', "数据暂缺，待补"),
    ('待', "数字暂缺，待补"),
    ('T', "TODO"),
    ('T', "TBD"),
    ('待', "数字待补"),
    ('待', "数据待补"),
    ('待', "数据待定"),
    ('待', "数据待核实"),
    ('待', "数字待核实"),
    ('×', "〇一×年"),
    ('×', "○一×年"),
    ('X', "〇一X年"),
    ('待', "数字待定"),
    ('待', "待核实："),
    ('待', "待补充："),
];
