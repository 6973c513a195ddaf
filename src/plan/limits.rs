//! How much of everything is taken: the one table of limits. An office sets its
//! own in `[limits]` of plan/tasks.toml. What is over a limit is told with its
//! value, the limit and the key, and never cut short in silence.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::text::{Label, Text, label, text};

/// One limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// The bytes of a report. Real ones have 5 to 60 KB.
    Report,
    /// The bytes of a report's front matter.
    FrontMatter,
    /// The files of one run.
    Reports,
    /// How deep folders of reports are read.
    Folders,
    /// The steps in which a report is parsed: lines, marks, and the blocks they
    /// stand in. They bound the time it takes, its tree and its page, and unlike
    /// a deadline they are the same on every machine.
    Steps,
    /// How deep lists, quotations and marks of a report lie in each other before
    /// they are read flat.
    Nesting,
    /// The list items of a report.
    ListItems,
    /// The headings of a report.
    Headings,
    /// The footnotes of a report.
    Footnotes,
    /// The marks in a report that refer to footnotes.
    FootnoteMarks,
    /// The table cells of a report, those that Markdown fills up included.
    TableCells,
    /// The bytes of a picture.
    Picture,
    /// The bytes of all pictures of a report.
    Pictures,
    /// The bytes of a plan's text, and of each file of the plan folder.
    Plan,
    /// The bytes of a template.
    Template,
    /// The bytes of a file of the volume.
    Volume,
    /// The bytes from which on it is said that a page opens slowly.
    VolumeNote,
    /// The findings of a file that are shown to people in full.
    Findings,
    /// The findings of a file that are kept at all.
    KeptFindings,
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// The key in `[limits]`.
    pub key: &'static str,
    /// Unless the office says otherwise.
    pub value: u64,
    /// Whether bytes are counted.
    pub bytes: bool,
    /// What is counted.
    pub what: Label,
}

const MIB: u64 = 1024 * 1024;

impl Limit {
    /// Every limit, in the order of the table.
    pub const ALL: [Limit; 19] = [
        Limit::Report,
        Limit::FrontMatter,
        Limit::Reports,
        Limit::Folders,
        Limit::Steps,
        Limit::Nesting,
        Limit::ListItems,
        Limit::Headings,
        Limit::Footnotes,
        Limit::FootnoteMarks,
        Limit::TableCells,
        Limit::Picture,
        Limit::Pictures,
        Limit::Plan,
        Limit::Template,
        Limit::Volume,
        Limit::VolumeNote,
        Limit::Findings,
        Limit::KeptFindings,
    ];

    /// The table.
    pub const fn row(self) -> Row {
        use Limit as L;
        let (key, value, bytes, what) = match self {
            L::Report => ("report", 4 * MIB, true, label("文件", "the file")),
            L::FrontMatter => ("front_matter", 65_536, true, label("文头", "front matter")),
            L::Reports => ("reports", 200_000, false, label("来稿文件", "files")),
            L::Folders => ("folders", 16, false, label("文件夹层数", "nested folders")),
            L::Steps => {
                let what = label("解析步数", "steps of parsing");
                ("steps", 4_000_000, false, what)
            }
            L::Nesting => ("nesting", 64, false, label("嵌套层数", "nested levels")),
            L::ListItems => ("list_items", 20_000, false, label("列表项", "list items")),
            L::Headings => ("headings", 2_000, false, label("标题", "headings")),
            L::Footnotes => ("footnotes", 2_000, false, label("脚注", "footnotes")),
            L::FootnoteMarks => {
                let what = label("脚注标记", "footnote marks");
                ("footnote_marks", 5_000, false, what)
            }
            L::TableCells => {
                let what = label("表格单元格", "table cells");
                ("table_cells", 200_000, false, what)
            }
            L::Picture => ("picture", 2 * MIB, true, label("图片", "a picture")),
            L::Pictures => ("pictures", 20 * MIB, true, label("图片共", "all pictures")),
            L::Plan => ("plan", 2 * MIB, true, label("计划文件", "a plan file")),
            L::Template => ("template", 2 * MIB, true, label("模板", "a template")),
            L::Volume => ("volume", 1024 * MIB, true, label("汇编", "the volume")),
            L::VolumeNote => {
                let what = label("汇编过大提醒", "a large volume");
                ("volume_note", 64 * MIB, true, what)
            }
            L::Findings => {
                let what = label("逐条列出的问题", "findings in full");
                ("findings", 200, false, what)
            }
            L::KeptFindings => {
                let what = label("稿子里的问题", "findings of one paper");
                ("kept_findings", 5_000, false, what)
            }
        };
        Row {
            key,
            value,
            bytes,
            what,
        }
    }

    /// `value` of what is counted, for people: 12 MB, 640 KB, 20001.
    fn amount(self, value: u64) -> String {
        match (self.row().bytes, value) {
            (false, _) => value.to_string(),
            (true, 0..=9_999) => format!("{value} B"),
            (true, 10_000..=9_999_999) => format!("{} KB", value.div_ceil(1024)),
            (true, _) => format!("{} MB", value.div_ceil(MIB)),
        }
    }
}

/// The limits of this office.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, u64>")]
pub struct Limits(BTreeMap<Limit, u64>);

impl Limits {
    /// The most that is taken.
    pub fn of(&self, limit: Limit) -> u64 {
        self.0.get(&limit).copied().unwrap_or(limit.row().value)
    }

    /// The same as a count.
    pub fn count(&self, limit: Limit) -> usize {
        usize::try_from(self.of(limit)).unwrap_or(usize::MAX)
    }

    /// What is too much, where `value` is.
    pub fn exceeded(&self, limit: Limit, value: u64) -> Option<Excess> {
        let most = self.of(limit);
        (value > most).then_some(Excess { limit, value, most })
    }
}

impl TryFrom<BTreeMap<String, u64>> for Limits {
    type Error = String;

    fn try_from(set: BTreeMap<String, u64>) -> Result<Self, String> {
        let mut limits = BTreeMap::new();
        for (key, value) in set {
            let Some(limit) = Limit::ALL.into_iter().find(|limit| limit.row().key == key) else {
                let known = Limit::ALL.map(|limit| limit.row().key).join(", ");
                return Err(format!("[limits] {key}? {known}"));
            };
            limits.insert(limit, value);
        }
        Ok(Limits(limits))
    }
}

/// Something of which there is too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excess {
    /// Which limit.
    pub limit: Limit,
    /// How much there is, as far as it was counted.
    pub value: u64,
    /// The most that is taken.
    pub most: u64,
}

impl Excess {
    /// What is too much, with its value and the limit.
    pub fn told(&self) -> Text {
        let what = self.limit.row().what;
        let [value, most] = [self.value, self.most].map(|value| self.limit.amount(value));
        text(
            format!("{}有 {value}，超过上限 {most}", what.zh),
            match self.limit.row().bytes {
                true => format!("{} has {value}, over the limit of {most}", what.en),
                false => format!("{value} {}, over the limit of {most}", what.en),
            },
        )
    }

    /// Where the limit can be changed.
    pub fn remedy(&self) -> Text {
        let key = self.limit.row().key;
        text(
            format!("确需放宽，在 plan/tasks.toml 的 [limits] 里改 {key}"),
            format!("where it must be so, set {key} in [limits] of plan/tasks.toml"),
        )
    }
}
