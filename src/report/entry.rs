//! What one line says of a measure: its box, its id, the measure's title, and
//! the status its words state.

use crate::text::Span;

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
