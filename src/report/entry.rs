//! What one line says of a measure: its box, its id, the measure's title, and
//! the status its words state.

use super::Line;
use crate::text::Span;
use crate::text::words::Depth;

/// What a line says of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The tick box, and what its mark says; `None` for an empty box.
    pub tick: Option<(Option<Status>, Span)>,
    /// The id as written (3.4): item, measure and where it stands.
    pub id: Option<((u32, u32), Span)>,
    /// The measure's title as the drafter wrote it: what stands before the ：,
    /// or the whole line where there is none; a range of the line, in bytes.
    pub title: (usize, usize),
    /// What follows the ：; empty where nothing does; a range of the line.
    pub answer: (usize, usize),
    /// The status that the words state, and where.
    pub stated: Option<(Status, Span)>,
    /// The text that follows the status, in characters that count.
    pub reason: usize,
}

impl Entry {
    /// The status: the words win over the box.
    pub fn status(&self) -> Option<Status> {
        self.stated
            .map(|(status, _)| status)
            .or_else(|| self.tick.and_then(|(status, _)| status))
    }
}

/// How far a measure has come, as the agency states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// 未完成, 尚未, 未能.
    NotDone,
    /// 推进中, 正在.
    InProgress,
    /// 调整, 取消, 转下年.
    Adjusted,
    /// 基本完成.
    MostlyDone,
    /// 完成, 已完成, 超额, 提前.
    Done,
    /// 不涉及本单位职责.
    NotApplicable,
}

impl Status {
    /// The word in JSON: `not-done`, …
    pub fn name(self) -> &'static str {
        match self {
            Status::NotDone => "not-done",
            Status::InProgress => "in-progress",
            Status::Adjusted => "adjusted",
            Status::MostlyDone => "mostly-done",
            Status::Done => "done",
            Status::NotApplicable => "not-applicable",
        }
    }

    /// The word in the volume: 未完成, …
    pub fn chinese(self) -> &'static str {
        match self {
            Status::NotDone => "未完成",
            Status::InProgress => "推进中",
            Status::Adjusted => "任务调整",
            Status::MostlyDone => "基本完成",
            Status::Done => "完成",
            Status::NotApplicable => "不涉及",
        }
    }

    /// The most cautious of several statements: the least advanced one;
    /// not-applicable only where nothing else was stated.
    pub fn most_cautious(all: impl IntoIterator<Item = Status>) -> Option<Status> {
        all.into_iter().min()
    }
}

/// What a line says of a measure.
pub fn parse(line: &Line) -> Entry {
    let text = line.text.as_str();
    let mut at = skip_blanks(text, 0);
    let tick = tick(&text[at..]).map(|(status, length)| {
        let span = line.span(at, at + length);
        at = skip_blanks(text, at + length);
        (status, span)
    });
    let id = id(&text[at..]).map(|(id, length)| {
        let span = line.span(at, at + length);
        at += length;
        if let Some(mark) = text[at..].chars().next().filter(|c| "、．.".contains(*c)) {
            at += mark.len_utf8();
        }
        at = skip_blanks(text, at);
        (id, span)
    });
    let (title, answer) = split(text, at);
    let stated = status(&text[answer.0..answer.1]).map(|(status, start, end)| {
        let span = line.span(answer.0 + start, answer.0 + end);
        (status, span, answer.0 + end)
    });
    let reason = stated.map_or(0, |(_, _, end)| meaningful(&text[end..]));
    Entry {
        tick,
        id,
        title,
        answer,
        stated: stated.map(|(status, span, _)| (status, span)),
        reason,
    }
}

/// The characters of `text` that say something: no blanks, no punctuation.
pub fn meaningful(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start().len())
}

/// The tick box that begins `text`: what its mark says, and its length.
fn tick(text: &str) -> Option<(Option<Status>, usize)> {
    let mut chars = text.chars();
    let first = chars.next()?;
    match first {
        '☑' | '√' | '✓' | '✔' | '■' => {
            return Some((Some(Status::Done), first.len_utf8()));
        }
        '□' | '☐' => return Some((None, first.len_utf8())),
        '[' | '［' => {}
        _ => return None,
    }
    let mark = chars.next()?;
    let close = chars.next()?;
    if !matches!(close, ']' | '］') {
        return None;
    }
    let status = match mark {
        'x' | 'X' | '√' | '✓' | '✔' => Some(Status::Done),
        '/' => Some(Status::InProgress),
        '-' => Some(Status::NotApplicable),
        ' ' | '\u{3000}' | '×' => None,
        _ => return None,
    };
    Some((
        status,
        first.len_utf8() + mark.len_utf8() + close.len_utf8(),
    ))
}

/// The id `N.N` that begins `text`, followed by a blank, 、 or ： or nothing:
/// `3.2万人` is no id.
fn id(text: &str) -> Option<((u32, u32), usize)> {
    let (item, after) = figure(text)?;
    let rest = text[after..].strip_prefix(['.', '．'])?;
    let (measure, length) = figure(rest)?;
    let end = text.len() - rest.len() + length;
    match text[end..].chars().next() {
        None => {}
        Some(c) if c.is_whitespace() || "、：:，,".contains(c) => {}
        Some(_) => return None,
    }
    Some(((item, measure), end))
}

/// The figure of one or two digits that begins `text`, and its length.
fn figure(text: &str) -> Option<(u32, usize)> {
    let is_figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let length = text.find(|c| !is_figure(c)).unwrap_or(text.len());
    let value = crate::text::numeral::value(&text[..length])?;
    (value < 100).then_some((value, length))
}

/// Title and answer of what stands from `start`, cut at the first ： of the
/// first sentence that is outside quotes and brackets. A line that begins with
/// a status word has no title; one without ： has no answer.
fn split(text: &str, start: usize) -> ((usize, usize), (usize, usize)) {
    let rest = &text[start..];
    let mut depth = Depth::default();
    for (at, c) in rest.char_indices() {
        if !depth.outside(c) {
            continue;
        }
        match c {
            '：' | ':' => {
                let after = start + at + c.len_utf8();
                return ((start, start + at), (skip_blanks(text, after), text.len()));
            }
            '。' => break,
            _ => {}
        }
    }
    if status(rest).is_some_and(|(_, at, _)| at == 0) {
        return ((start, start), (start, text.len()));
    }
    ((start, text.len()), (text.len(), text.len()))
}

/// The words of each status, the cautious first: 未完成 holds 完成.
const WORDS: &[(Status, &[&str])] = &[
    (
        Status::NotApplicable,
        &[
            "不涉及",
            "与本单位无关",
            "与我单位无关",
            "无此项职责",
            "非本单位职责",
        ],
    ),
    (
        Status::NotDone,
        &[
            "未完成",
            "尚未",
            "未能",
            "没有完成",
            "未按期完成",
            "未如期",
            "无法完成",
            "未启动",
            "没有启动",
            "未开展",
            "未达到",
            "未达成",
            "未落实",
        ],
    ),
    (
        Status::MostlyDone,
        &["基本完成", "基本建成", "大部分完成", "基本达到"],
    ),
    (
        Status::Adjusted,
        &[
            "任务调整",
            "调整为",
            "已调整",
            "取消",
            "转下年",
            "转入下年",
            "转至下年",
            "暂缓",
            "延期",
        ],
    ),
    (
        Status::InProgress,
        &[
            "推进中",
            "进行中",
            "正在",
            "部分完成",
            "持续推进",
            "有序推进",
            "稳步推进",
            "加快推进",
            "按计划推进",
            "序时进度",
            "在建",
        ],
    ),
    (
        Status::Done,
        &[
            "已完成",
            "完成",
            "已全部完成",
            "超额",
            "提前达标",
            "提前实现",
            "提前建成",
        ],
    ),
];

/// The status that the first clause of `answer` states, and the range of its
/// word in bytes. Intentions (将完成, 力争完成), rates (完成率) and parts of a
/// quota (完成计划的65%) state none.
pub fn status(answer: &str) -> Option<(Status, usize, usize)> {
    let end = answer
        .find(['，', '。', '；', ';', ',', '！', '\n'])
        .unwrap_or(answer.len());
    let clause = &answer[..end];
    WORDS.iter().find_map(|(status, words)| {
        words.iter().find_map(|word| {
            let at = clause.find(word)?;
            let after = at + word.len();
            says(*status, &clause[..at], &clause[after..]).then_some((*status, at, after))
        })
    })
}

/// Whether a status word between `before` and `after` states its status.
fn says(status: Status, before: &str, after: &str) -> bool {
    match status {
        Status::NotDone => !after.starts_with("发现") && !after.starts_with("发生"),
        Status::Done | Status::MostlyDone => {
            let intended = [
                "将", "拟", "预计", "计划", "力争", "争取", "确保", "待", "可", "要", "保障",
            ]
            .iter()
            .any(|word| {
                before.ends_with(word) || before.contains("预计") || before.contains("力争")
            });
            let noun = ["率", "情况", "时限", "时间", "后", "前"]
                .iter()
                .any(|word| after.starts_with(word));
            !intended && !noun && !is_part(after)
        }
        _ => true,
    }
}

/// Whether `after` names a part of a quota: a percentage below 100.
fn is_part(after: &str) -> bool {
    let Some(at) = after.find(['%', '％']) else {
        return false;
    };
    let before = &after[..at];
    let start = before
        .rfind(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
    before[start..]
        .parse::<f64>()
        .is_ok_and(|part| part < 100.0)
}
