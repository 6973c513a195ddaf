//! What the words of a heading say of the part that it begins.

use std::sync::LazyLock;

use crate::text::words::Lexicon;

/// What a word says of the heading in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// Problems.
    Problems,
    /// A look ahead.
    Ahead,
    /// A look ahead, unless it speaks of the year that is over.
    Planned,
    /// Of the year that is over.
    Over,
    /// Targets.
    Targets,
    /// Measures.
    Measures,
    /// Targets and measures alike, in a look ahead.
    General,
    /// The year's summary.
    Summary,
}

/// The words of headings, by what they say. A word may say several things.
const WORDS: &[(Sense, &[&str])] = &[
    (
        Sense::Problems,
        &["问题", "不足", "困难", "短板", "薄弱环节"],
    ),
    (Sense::Ahead, LATER),
    (Sense::Ahead, &["打算", "思路", "设想"]),
    (Sense::Planned, &["安排", "计划", "要点"]),
    (Sense::Over, &["完成", "情况", "总结", "落实"]),
    (Sense::Targets, &["目标", "指标", "任务"]),
    (
        Sense::Measures,
        &[
            "措施",
            "举措",
            "对策",
            "路径",
            "组织实施",
            "实施步骤",
            "推进机制",
            "抓手",
            "组织保障",
        ],
    ),
    (
        Sense::General,
        &[
            "打算",
            "安排",
            "计划",
            "思路",
            "设想",
            "要点",
            "重点",
            "方向",
            "主要任务",
            "工作任务",
        ],
    ),
    (
        Sense::Summary,
        &[
            "主要工作",
            "工作情况",
            "落实情况",
            "进展情况",
            "开展情况",
            "主要成效",
        ],
    ),
];

/// Every word with its sense, as [`LEXICON`] counts them.
pub(super) static SENSES: LazyLock<Vec<(Sense, &str)>> = LazyLock::new(|| {
    let words =
        |&(sense, words): &(Sense, &'static [&str])| words.iter().map(move |word| (sense, *word));
    WORDS.iter().flat_map(words).collect()
});

/// These words, to look for.
pub(super) static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(SENSES.iter().map(|(_, word)| *word)));

/// What the headings of a scheme begin with, which tell nothing of work done.
pub const SCHEME: &[&str] = &[
    "指导思想",
    "总体要求",
    "总体思路",
    "基本原则",
    "工作原则",
    "工作目标",
];

/// The words that open a look ahead, beside the number of next year.
const LATER: &[&str] = &[
    "下一步",
    "下步",
    "下一年",
    "明年",
    "下年",
    "来年",
    "今后",
    "努力方向",
    "下阶段",
    "下一阶段",
    "后续",
    "新的一年",
];

/// These, to look for.
pub(super) static AHEAD: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(LATER.iter().copied()));

/// What the title of something that was done begins with.
static ACTS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        "补齐 补短板 紧盯 聚焦 坚持 强化 着力 破解 加强 解决 治理 \
         查找 攻坚 创新 完善 实施 制定 健全 抓 帮助 针对 围绕 推进 \
         统筹 优化 谋划 精心 明确 细化 落实 提升 深化 开展"
            .split(' '),
    )
});

/// What such a title holds.
static ACTED: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        "问题导向 问题整改 遗留问题 问题的解决 补短板 强弱项 抽查计划 \
         培养计划 部署安排 安排部署 组织实施"
            .split(' '),
    )
});

/// Whether a heading tells of something that was done about what its words name: 补齐短板,
/// 坚持问题导向, 创新工作思路, 完善制度安排.
pub(super) fn is_act(title: &str) -> bool {
    ACTS.begins(title) || ACTED.occurs_in(title)
}
