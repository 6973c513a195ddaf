//! Who reports and when, as the head or the foot of a form tells it, in a line or in a table:
//! 填报单位（盖章）：市粮食局　　填报日期：2017年1月5日　　填报人：……

use super::{Block, Field, Line, Report, Signature};
use crate::text::date::{self, Date};

/// Takes what the head or the foot of a form tells for what the signature does not.
pub(super) fn find(report: &mut Report) {
    let Signature { name, date, .. } = &report.signature;
    if name.is_some() && *date != Field::Missing {
        return;
    }
    let start = report.title.map_or(0, |title| title + 1);
    let end = report.passages.len();
    let head = (start + HEAD).min(end);
    let foot = end.saturating_sub(HEAD).max(head);
    for index in (start..head).chain(foot..end) {
        let passage = &report.passages[index];
        let may = match passage.block {
            Block::Paragraph | Block::Table | Block::TableHead | Block::Other => true,
            Block::Contact => index >= foot,
            _ => false,
        };
        let may = may && (index < head || passage.census.han <= FRAME);
        if !may || !passage.census.may_hold_any(&['单', '日', '时']) {
            continue;
        }
        let line = passage.line.clone();
        let mut taken = false;
        for (label, (from, to)) in fields(&line.text) {
            // 市粮食局（盖章）
            let value = line.text[from..to]
                .split(['（', '('])
                .next()
                .unwrap_or_default();
            let at = line.span(from, from + value.len());
            let signature = &mut report.signature;
            if UNITS.contains(&label) && signature.name.is_none() {
                signature.name = Some(Line::new(value.to_owned(), at));
                taken = true;
            }
            if let (true, Some((Date::Day(day), _))) =
                (DATES.contains(&label), date::leading(value))
                && signature.date == Field::Missing
            {
                signature.date = Field::Given(day, at);
                taken = true;
            }
        }
        // Who filled it in, and their telephone, stand there too; all of the paper may.
        if taken && report.passages[index].census.han <= FRAME {
            report.passages[index].block = Block::Contact;
        }
    }
}

/// The Chinese characters of the longest head or foot.
const FRAME: usize = 60;

/// How many passages below the title are the head, and how many the foot.
const HEAD: usize = 3;

/// The labels of the body that reports.
pub(super) const UNITS: [&str; 5] = ["报送单位", "填报单位", "上报单位", "单位名称", "单位"];

/// The labels of the day on which it does.
pub(super) const DATES: [&str; 6] = [
    "报送日期",
    "填报日期",
    "上报日期",
    "报送时间",
    "填报时间",
    "日期",
];

/// The labels of a line, each with the range of what stands behind it: in a cell of its
/// own, or behind ：.
fn fields(text: &str) -> Vec<(&str, (usize, usize))> {
    let mut end = 0;
    let pieces = text.split_inclusive(char::is_whitespace).map(|piece| {
        end += piece.len();
        (end - piece.len(), piece.trim_end())
    });
    let pieces: Vec<(usize, &str)> = pieces.filter(|(_, piece)| !piece.is_empty()).collect();
    let mut found = Vec::new();
    for (index, &(at, piece)) in pieces.iter().enumerate() {
        let (label, value) = piece.split_once(['：', ':']).unwrap_or((piece, ""));
        let behind = (at + piece.len() - value.len(), value);
        let (start, value) = match value {
            "" => pieces.get(index + 1).copied().unwrap_or(behind),
            _ => behind,
        };
        let label = label.split(['（', '(']).next().unwrap_or_default();
        if !value.is_empty() {
            found.push((label, (start, start + value.len())));
        }
    }
    found
}

/// Whether a line is of a form: who reports, when, or who answers for it.
pub(super) fn is_label(text: &str) -> bool {
    is_person(text) || behind(text, &UNITS).is_some() || behind(text, &DATES).is_some()
}

/// Whether a line of a signature names a person, not the body that signs:
/// 负责人（签字）：……
pub(super) fn is_person(text: &str) -> bool {
    let labels = [
        "单位负责人",
        "主要负责人",
        "分管负责人",
        "部门负责人",
        "主任",
        "局长",
        "负责人",
        "签发人",
        "签发",
        "审核人",
        "审核",
        "填报人",
        "联系人",
        "经办人",
        "联系电话",
        "电话",
    ];
    behind(text, &labels).is_some()
}

/// What stands behind one of `labels` that begins `text`, be it sealed: 单位（盖章）：.
pub(super) fn behind<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    let text = text.trim_start();
    labels.iter().find_map(|label| {
        let rest = text.strip_prefix(label)?.trim_start();
        let sealed = rest.strip_prefix(['（', '(']);
        let sealed = sealed.and_then(|rest| Some(rest.split_once(['）', ')'])?.1.trim_start()));
        let behind = sealed.unwrap_or(rest).strip_prefix(['：', ':'])?;
        Some(behind.trim_start())
    })
}
