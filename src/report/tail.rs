//! What stands at the tail of a paper and is no part of it: contacts, as lines,
//! as a table or below a heading, and annexes.

use super::{Block, Passage, Report, frame};
use crate::text::numbering::Numbering;
use crate::text::{Span, numeral, words};

/// What lines and tables of contacts name.
const CONTACT: &[&str] = &[
    "联系人",
    "联系人及电话",
    "联络员",
    "经办人",
    "填报人",
    "办公电话",
    "手机号码",
    "联系电话",
    "联系处室",
    "联系方式",
    "联系单位",
    "电话",
    "传真",
    "手机",
    "邮箱",
    "电子邮箱",
];

/// Whether a line gives a person's or an office's contact.
pub(super) fn is_contact(text: &str) -> bool {
    // Most lines begin with other words; what is not plain Chinese is folded first.
    let mut chars = text.chars();
    match chars.find(|c| !c.is_whitespace() && !matches!(c, '(' | '（')) {
        Some('联' | '经' | '填' | '办' | '手' | '电' | '传' | '邮') => {}
        None | Some('!'..='~' | '\u{4E00}'..='\u{9FFF}') => return false,
        Some(_) => {}
    }
    let folded = words::fold(text);
    let text = folded.trim_start_matches('(');
    CONTACT
        .iter()
        .filter_map(|word| text.strip_prefix(word))
        .any(|rest| rest.trim_start().starts_with(['：', ':']))
}

/// How far from the end contacts are looked for, in passages.
const TAIL: usize = 12;

/// Finds the contacts and says so in their passages.
pub(super) fn find_contact(report: &mut Report) {
    let from = report.passages.len().saturating_sub(TAIL);
    for passage in report.passages.iter_mut().skip(from) {
        let held = match passage.block {
            Block::Paragraph | Block::ListItem => {
                // What begins the text begins its first line.
                let text = passage.line.text.as_str();
                is_contact(text) && text.lines().all(is_contact) && !is_sentence(passage)
            }
            Block::Table => passage.entry.is_none() && is_table(passage),
            _ => false,
        };
        if held {
            passage.block = Block::Contact;
        }
    }
    let Some(head) = (from..report.passages.len()).find(|&at| is_heading(&report.passages[at]))
    else {
        return;
    };
    let below = report.passages.iter_mut().skip(head + 1);
    let mut found = false;
    for passage in below.take_while(|passage| is_person(passage)) {
        passage.block = Block::Contact;
        found = true;
    }
    if found {
        report.passages[head].block = Block::Contact;
    }
}

/// Whether a heading, or a line that stands for one, is of contacts.
fn is_heading(passage: &Passage) -> bool {
    let words = match &passage.block {
        Block::Heading(heading) => heading.title.as_str(),
        Block::Paragraph => passage.line.text.trim(),
        _ => return false,
    };
    let words = words.trim_end_matches(['：', ':', '表']);
    words.len() <= 10 * 4
        && words.chars().count() <= 10
        && ["联系人", "联络员", "联系方式", "联系信息"]
            .iter()
            .any(|word| words.starts_with(word) || words.ends_with(word))
}

/// Whether a passage below such a heading gives a number to call.
fn is_person(passage: &Passage) -> bool {
    let text = passage.line.text.as_str();
    match passage.block {
        Block::Contact => true,
        Block::Paragraph | Block::ListItem => {
            passage.census.chars <= 60 && !text.contains('。') && calls(text)
        }
        _ => false,
    }
}

/// Whether `text` gives a number to call.
fn calls(text: &str) -> bool {
    let figures = |part: &str| part.bytes().filter(u8::is_ascii_digit).count() >= 7;
    text.split(|c: char| !c.is_ascii_digit() && c != '-')
        .any(figures)
}

/// Whether what begins as a contact is a sentence of the paper: 联系人：我委设立联系人100名。
fn is_sentence(passage: &Passage) -> bool {
    let text = passage.line.text.as_str();
    passage.census.chars > SHORT && text.contains('。') && !calls(text)
}

/// The characters of the longest contact that may end as a sentence does.
const SHORT: usize = 15;

/// Whether a short table lists contacts: every column says so, or every row
/// begins so.
fn is_table(passage: &Passage) -> bool {
    if passage.census.chars > 200 {
        return false;
    }
    let rows = || {
        passage
            .line
            .text
            .lines()
            .filter(|row| !row.trim().is_empty())
    };
    let is_label = |cell: &str| {
        let cell = words::fold(cell);
        let cell = cell.trim_end_matches([':', '：']);
        CONTACT.contains(&cell)
    };
    let is_column = |cell: &str| {
        let known = [
            "序号", "单位", "部门", "处室", "科室", "姓名", "职务", "备注", "号码",
        ];
        is_label(cell) || known.contains(&cell)
    };
    let head = || rows().next().unwrap_or_default().split_whitespace();
    let columns = head().any(is_label) && head().all(is_column);
    let first = |row: &str| row.split_whitespace().next().is_some_and(is_label);
    columns || rows().count() > 0 && rows().all(first)
}

/// Finds where the annexes begin: 附件, 附表1, behind the signature or behind the
/// last heading of the paper's own. Above the title 附件 is what the paper itself
/// was to another.
pub(super) fn find_annex(report: &mut Report) {
    let end = report.end().unwrap_or(report.passages.len());
    let rank = |passage: &Passage| passage.heading().map(|heading| heading.rank);
    let top = report.passages.iter().filter_map(rank).min();
    let own = |passage: &Passage| {
        let Some(heading) = passage.heading() else {
            return false;
        };
        let numbers = [Numbering::Section, Numbering::Item, Numbering::Named];
        let numbered = heading
            .number
            .is_some_and(|(_, kind)| numbers.contains(&kind));
        (numbered || Some(heading.rank) == top) && !is_annex(passage)
    };
    let last = report.passages.iter().take(end).rposition(own);
    let title = report.title.unwrap_or_default() + 2;
    let from = last.map_or(title, |last| title.max(last + 1));
    report.annex = (from..report.passages.len()).find(|&at| is_annex(&report.passages[at]));
}

/// Whether a heading or a short line begins an annex.
fn is_annex(passage: &Passage) -> bool {
    let text = match &passage.block {
        Block::Heading(_) | Block::Paragraph => passage.line.text.trim_start(),
        _ => return false,
    };
    let Some(rest) = ["附件", "附表"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
    else {
        return false;
    };
    let rest = rest.trim_start_matches(numeral::is_numeral).trim_start();
    let ends = rest.is_empty() || rest.starts_with(['：', ':', '．', '.', '、']);
    ends && text.chars().count() <= 40 && !text.contains('。')
}

/// The date, with its range, of a signature behind which an annex follows however long:
/// a name above a date, above 附件 or the title of what a letter sends.
pub(super) fn before_annex(report: &Report) -> Option<frame::Dated> {
    let text = |at: usize| {
        let passage = report.passages.get(at)?;
        (passage.block == Block::Paragraph).then_some(passage.line.text.as_str())
    };
    let annexed = |at: usize| {
        // （联系人：……）
        let contact = |passage: &&Passage| {
            let text = passage.line.text.trim_start_matches(['（', '(']);
            passage.block == Block::Contact || is_contact(text)
        };
        let contacts = report.passages.iter().skip(at).take_while(contact).count();
        text(at + contacts).is_some_and(|next| {
            let ends = ["计划", "安排", "要点", "打算"].iter();
            let short = next.chars().count() <= 30;
            frame::is_title(next)
                || short && next.trim_start().starts_with("附件")
                || short && ends.clone().any(|word| next.ends_with(word))
        })
    };
    (1..report.passages.len()).rev().find_map(|at| {
        let date = frame::date_line(text(at)?)?;
        (text(at - 1).is_some_and(frame::is_name) && annexed(at + 1)).then_some((at, date))
    })
}

/// Forgets the blank of a date in a box below the signature, which who approves the paper
/// fills in: 审核意见：……年　月　日.
pub(super) fn leave_approval(report: &mut Report) {
    let Some(end) = report.end().filter(|_| !report.placeholders.is_empty()) else {
        return;
    };
    let behind = report.passages.iter().skip(end + 1);
    let boxes = behind
        .filter(|passage| passage.block == Block::Paragraph && frame::is_date(&passage.line.text));
    let boxes: Vec<Span> = boxes.map(|passage| passage.span).collect();
    let within = |open: &Span| {
        boxes
            .iter()
            .any(|span| span.start <= open.start && open.end <= span.end)
    };
    report.placeholders.retain(|open| !within(open));
}
