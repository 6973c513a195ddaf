//! How far a measure has come, by the words an agency uses.

mod says;

use std::sync::LazyLock;

use self::says::{is_of_others, is_principle, says, without_lead};
use crate::text::seek;
use crate::text::words::Lexicon;

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

/// Whether the first clause of `text` is a status and nothing else.
pub(super) fn is_status_alone(text: &str) -> bool {
    let clause = clause(text).trim();
    word(clause).is_some()
        || told(clause).is_some_and(|(status, start, end)| {
            let after = clause[end..]
                .trim_start_matches("本单位")
                .trim_start_matches("职责");
            without_lead(&clause[..start]).is_empty()
                && (after.is_empty() || after.starts_with(['（', '(']) || after == "了")
                || status == Status::NotApplicable && clause.chars().count() <= 20
        })
}

/// Whether `c` ends a clause.
fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | ';' | ',' | '！' | '：' | ':' | '\n')
}

/// The first clause.
fn clause(text: &str) -> &str {
    let end = seek::signs(text).find(|&(_, c)| ends_clause(c));
    &text[..end.map_or(text.len(), |(at, _)| at)]
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
            "尚未完成",
            "尚未",
            "未能",
            "没有完成",
            "未按期完成",
            "未如期",
            "无法完成",
            "未启动",
            "没有启动",
            "未开展",
            "没有开展",
            "没有落实",
            "没有进展",
            "没能",
            "没做完",
            "没有做完",
            "未做完",
            "未达到",
            "未达成",
            "未落实",
            "还没做",
            "还没有做",
        ],
    ),
    (
        Status::MostlyDone,
        &[
            "基本完成",
            "基本上完成",
            "基本建成",
            "大部分完成",
            "基本达到",
        ],
    ),
    (
        Status::Adjusted,
        &[
            "任务调整",
            "调整为",
            "调整到",
            "调整至",
            "已调整",
            "已取消",
            "取消",
            "调整",
            "转下年",
            "转入下年",
            "转至下年",
            "暂缓",
            "推迟到",
            "推迟至",
            "延期",
            "停止实施",
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
            "仍在推进",
            "尚在推进",
            "尚在进行",
            "尚在办理",
            "还在推进",
            "仍在进行",
            "还在进行",
            "仍在办理",
            "还在办理",
            "仍在建设",
            "还在建设",
            "只完成",
            "仅完成",
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
            "提前",
        ],
    ),
];

/// What states a status only where it is the whole first clause: 2批次未通过验收 says
/// nothing of the task.
#[rustfmt::skip]
const ALONE: &[(Status, &[&str])] = &[
    (Status::NotDone, &[
        "未 完 成", "未  完  成", "未\u{3000}完\u{3000}成", "末完成", "尚未启动", "尚未开展", "尚未实施", "尚未开始", "尚未完成", "尚未落实", "尚未落实到位", "未落实到位", "尚未做完", "还没做完", "尚未推进", "未推进",
        "还未启动", "还未开展", "暂未实施", "未予实施", "未予完成", "未开始", "没开始",
        "还没开始", "当年未完成", "未实施", "未达标", "未达到目标", "未做", "没做", "未办", "没办", "未报", "未建成",
        "未出台", "未印发", "未通过", "未通过验收", "未见成效", "未取得进展", "未达序时进度", "无进展", "没进展",
        "零进展", "滞后", "进展滞后", "进度滞后", "搁置", "已搁置", "暂停", "已暂停", "中止", "已中止",
    ]),
    (Status::Adjusted, &[
        "推迟", "已推迟", "顺延", "已顺延", "停止", "已停止", "终止", "已终止", "撤销", "已撤销", "放弃", "已放弃",
        "作废", "不再实施", "不再开展", "取消实施", "暂不实施",
    ]),
];

/// Every word with its status, in the order in which they are tried.
static FLAT: LazyLock<Vec<(Status, &str)>> = LazyLock::new(|| flat(WORDS));

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(FLAT.iter().map(|(_, word)| *word)));

static FLAT_ALONE: LazyLock<Vec<(Status, &str)>> = LazyLock::new(|| flat(ALONE));

static LEXICON_ALONE: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(FLAT_ALONE.iter().map(|(_, word)| *word)));

fn flat(words: &[(Status, &[&'static str])]) -> Vec<(Status, &'static str)> {
    let each = |&(status, words): &(Status, &[&'static str])| {
        let words: Vec<_> = words.iter().map(|word| (status, *word)).collect();
        words
    };
    words.iter().flat_map(each).collect()
}

/// The status that the first clause of `answer` states, and the range of its
/// word in bytes. Intentions (将完成, 力争完成), rates (完成率), parts of a quota
/// (完成计划的65%) and attributes (对尚未达标的企业) state none.
pub(super) fn status(answer: &str) -> Option<(Status, usize, usize)> {
    if answer.is_empty() {
        return None;
    }
    // A word alone states what it says, and most answers are one.
    word(answer).or_else(|| told(clause(answer)))
}

/// The status whose word `name` is.
pub(super) fn whole(name: &str) -> Option<Status> {
    let (status, _, end) = word(name)?;
    (end == name.len()).then_some(status)
}

/// The status whose word is the whole first clause of `answer`.
fn word(answer: &str) -> Option<(Status, usize, usize)> {
    let begins = LEXICON.beginning(answer);
    let alone = || LEXICON_ALONE.beginning(answer);
    let ends = |&(status, word): &(Status, &str)| {
        let ended = answer[word.len()..].chars().next().is_none_or(ends_clause);
        ended.then_some((status, 0, word.len()))
    };
    let mut begins = begins.filter_map(|index| FLAT.get(index));
    let found = begins.find_map(ends);
    let found = found.or_else(|| {
        let mut begins = alone().filter_map(|index| FLAT_ALONE.get(index));
        begins.find_map(ends)
    });
    found.or_else(|| Some((Status::Adjusted, 0, put_off(answer)?)))
}

/// The length of the first clause of `answer` where it puts all off to another year:
/// 转2017年, 顺延至2017年6月, 延期至明年完成.
fn put_off(answer: &str) -> Option<usize> {
    const PUT: [&str; 13] = [
        "转入",
        "结转",
        "转至",
        "转到",
        "转",
        "移至",
        "移到",
        "顺延至",
        "顺延到",
        "延期至",
        "延至",
        "推迟至",
        "推迟到",
    ];
    if !answer.starts_with(['转', '结', '移', '顺', '延', '推']) {
        return None;
    }
    let rest = PUT.iter().find_map(|word| answer.strip_prefix(word))?;
    let clause = clause(rest);
    let figures = clause.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = ["年", "下年度", "下年", "明年", "下一年度", "下一年"]
        .iter()
        .find_map(|word| figures.strip_prefix(word))?;
    let within = |c: char| c.is_ascii_digit() || "一二三四季度上下半年月初底前".contains(c);
    let done = year.trim_start_matches(within);
    let done = done.strip_prefix("继续").unwrap_or(done);
    let all = matches!(
        done,
        "" | "完成" | "实施" | "开展" | "办理" | "进行" | "推进"
    );
    all.then(|| answer.len() - rest.len() + clause.len())
}

/// The status that a clause of several words states.
fn told(clause: &str) -> Option<(Status, usize, usize)> {
    if let Some(negated) = negated(clause) {
        return Some(negated);
    }
    LEXICON.firsts(clause).into_iter().find_map(|(index, at)| {
        let &(status, word) = FLAT.get(index)?;
        let after = at + word.len();
        says(status, word, &clause[..at], &clause[after..]).then_some((status, at, after))
    })
}

/// Whether a status may stand at the very beginning of `text`; certainly none does
/// where this is false.
pub(super) fn may_begin(text: &str) -> bool {
    let begins = |lexicon: &Lexicon| lexicon.beginning(text).next().is_some();
    text.starts_with(['未', '没', '无', '不', '转', '移', '顺', '延', '推'])
        || begins(&LEXICON)
        || begins(&LEXICON_ALONE)
}

/// What may stand between a denial and 完成; 没收…完成 and 面向未来…完成 deny nothing.
const BETWEEN: &[&str] = &[
    "按时",
    "按期",
    "如期",
    "全部",
    "完全",
    "全面",
    "及时",
    "彻底",
    "按要求",
    "按计划",
    "按进度",
    "能够",
    "能",
    "有",
];

/// 未按时完成, 没有全部完成: a completion that is denied, whatever stands between.
fn negated(clause: &str) -> Option<(Status, usize, usize)> {
    let at = seek::each(clause, "完成").next()?;
    let end = at + "完成".len();
    let mut before = &clause[..at];
    let denied = [
        "尚未", "还未", "仍未", "还没", "未", "没", "无法", "不能", "难以", "未见",
    ];
    let word = loop {
        if let Some(word) = denied.iter().find(|word| before.ends_with(**word)) {
            break word;
        }
        let word = BETWEEN.iter().find(|word| before.ends_with(**word))?;
        before = &before[..before.len() - word.len()];
    };
    let rest = &clause[end..];
    if is_of_others(&before[..before.len() - word.len()], rest) || is_principle(rest) {
        return None;
    }
    // 未完成率, 未完成事项
    (!rest.contains('的') && !rest.starts_with(['率', '事'])).then_some((
        Status::NotDone,
        before.len() - word.len(),
        end,
    ))
}
