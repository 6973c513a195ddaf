//! The words for what is to be reported, and for the time that they speak of.

use crate::text::words::Depth;
use crate::text::{date, numbering, numeral};

/// The time that a phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    /// Later than the year reported on.
    Next,
    /// That year, or a part of one.
    Other,
}

/// The year reported on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reported {
    /// The year, where it is known.
    pub year: Option<i32>,
    /// Whether it is called the last: 上年度工作总结 stands beside 今年工作计划.
    pub last: bool,
}

/// What a phrase about the time ahead speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heads {
    pub targets: bool,
    pub measures: bool,
}

const REPORTS: [&str; 3] = ["总结", "报告", "情况"];
const TARGETS: [&str; 3] = ["目标", "任务", "指标"];
const MEASURES: [&str; 2] = ["措施", "举措"];
/// A plan says both what is aimed at and how.
const PLANS: [&str; 6] = ["计划", "打算", "安排", "要点", "思路", "设想"];
/// What tells how far work has come: 完成情况.
const STATES: [&str; 8] = [
    "完成", "落实", "进展", "执行", "推进", "实施", "开展", "贯彻",
];

/// `words` without brackets, the number before them, and how they are sent.
pub(super) fn plain(words: &str) -> String {
    let mut depth = Depth::default();
    let mut bare = String::with_capacity(words.len());
    let words = &words[numbered(words)..];
    // What stands in 《》 or quotation marks is the paper's name.
    let closes = |c: char| matches!(c, '》' | '”' | '（' | '）' | '(' | ')');
    let brackets = words
        .chars()
        .filter(|&c| !matches!(c, '《' | '》' | '“' | '”'));
    for c in brackets {
        if depth.outside(c) && !closes(c) {
            bare.push(if c == '況' { '况' } else { c });
        }
    }
    let end = without_manner(&bare);
    bare.truncate(end);
    bare.trim().to_owned()
}

/// The length of the number before a piece of a list: 1., 一是.
pub(super) fn numbered(words: &str) -> usize {
    let turn = words.starts_with(numeral::is_numeral);
    let turn = words
        .char_indices()
        .nth(1)
        .filter(|(_, c)| turn && *c == '是');
    match numbering::number(words) {
        Some((_, _, length)) => length,
        None => turn.map_or(0, |(at, c)| at + c.len_utf8()),
    }
}

/// Where `words` end without how they are sent: 工作总结【经审核后】, 工作打算【一并】.
pub(super) fn without_manner(words: &str) -> usize {
    let manners = [
        "一并",
        "统一",
        "书面",
        "及时",
        "按要求",
        "以",
        "逐级",
        "同时",
        "上",
    ];
    let steps = ["经", "加盖", "汇总", "审核", "签字"];
    let is_manner = |rest: &str| {
        let step = steps.iter().any(|step| rest.starts_with(step)) && rest.ends_with('后');
        step || manners.iter().any(|manner| rest.starts_with(manner))
    };
    let nouns = all_heads().chain(REPORTS);
    let last = nouns.filter_map(|noun| Some(words.rfind(noun)? + noun.len()));
    let last = last.max().filter(|&end| is_manner(&words[end..]));
    last.unwrap_or(words.len())
}

/// Whether a phrase of that time is one of the year's work: 工作总结, 完成情况.
pub(super) fn is_report(words: &str, time: Option<Time>) -> bool {
    let ahead = time == Some(Time::Next);
    let state = || has(words, &STATES);
    words.contains("总结")
        || (words.contains("报告") && !ahead)
        || (words.ends_with("情况") && (!ahead || state()))
}

/// Whether a report tells how far the year's targets were reached.
pub(super) fn tells_results(words: &str) -> bool {
    let reached = ["完成", "实现", "达成", "达到"];
    has(words, &["目标", "指标"]) && has(words, &reached) && !words.contains('未')
}

/// The year that a report is on, where its words say.
pub(super) fn reported(words: &str) -> Reported {
    Reported {
        year: year(words),
        last: has(words, &["上年", "去年", "上一年"]),
    }
}

/// The last year that `words` name.
fn year(words: &str) -> Option<i32> {
    date::years(words).last().map(|(year, _)| *year)
}

/// The time that `words` name.
pub(super) fn time(words: &str, reported: Reported) -> Option<Time> {
    let next = [
        "下一步",
        "下步",
        "下一阶段",
        "下阶段",
        "下一年",
        "下年",
        "明年",
        "来年",
        "次年",
        "翌年",
        "今后",
        "新一年",
        "新年度",
    ];
    let named = if has(words, &["月", "季度", "半年", "每周", "上年", "去年"]) {
        Some(false)
    } else if has(words, &["今年", "本年", "当年"]) {
        Some(reported.last)
    } else if has(words, &next) {
        Some(true)
    } else {
        let later = |year| reported.year.is_none_or(|reported| year > reported);
        year(words).map(later)
    };
    named.map(|next| if next { Time::Next } else { Time::Other })
}

/// What a phrase that names the time ahead speaks of: 2017年重点任务清单, 下一步工作.
pub(super) fn heads(words: &str) -> Option<Heads> {
    let plan = has(words, &PLANS) || words.ends_with("工作") || words.ends_with("重点");
    let heads = Heads {
        targets: plan || has(words, &TARGETS),
        measures: plan || has(words, &MEASURES),
    };
    (heads.targets || heads.measures).then_some(heads)
}

/// What a phrase speaks of that ends in one of the heads, as those do that go on with
/// the time of the one before: 2017年工作目标、【主要措施】.
pub(super) fn ending(words: &str) -> Option<Heads> {
    heads(words).filter(|_| all_heads().any(|end| words.ends_with(end)))
}

/// What a phrase speaks of that names no time and looks ahead all the same: 工作打算;
/// `beside_report`, as another paper, also 工作计划 and 目标任务.
pub(super) fn looking_ahead(words: &str, beside_report: bool) -> Option<Heads> {
    let heads = ending(words)?;
    let whole = ["目标", "目标任务", "计划", "安排", "思路"].contains(&words);
    let mut before = words;
    while let Some(rest) = all_heads().find_map(|end| before.strip_suffix(end)) {
        before = rest;
    }
    let beside = beside_report && (whole || before.ends_with("工作"));
    (words.ends_with("打算") || beside).then_some(heads)
}

/// Whether `words` are but the beginning of what `next` ends: 目标、任务完成情况.
pub(super) fn goes_on_in(words: &str, next: &str) -> bool {
    let mut begins = all_heads().chain(STATES);
    next.ends_with("情况")
        && begins.any(|begin| next.starts_with(begin))
        && !words.ends_with("打算")
}

/// Whether `words` end as a phrase does that asks for something.
pub(super) fn is_asked(words: &str) -> bool {
    REPORTS.iter().any(|end| words.ends_with(end)) || ending(words).is_some()
}

/// Where a list of papers begins in `words`: at the time, or at the summary that has none.
pub(super) fn list_start(words: &str) -> Option<usize> {
    let year = date::years(words).first().map(|(_, figures)| figures.start);
    let times = [
        "全年", "年度", "本年", "今年", "上年", "当年", "年终", "下年", "下一", "下步", "明年",
    ];
    let times = times.iter().filter_map(|time| words.find(time));
    let summary = || is_summary(&plain(words)).then_some(0);
    times.chain(year).min().or_else(summary)
}

/// Whether a list of papers begins `words`.
pub(super) fn begins_list(words: &str) -> bool {
    list_start(words.trim_start_matches(['了', '好', '本'])) == Some(0)
}

/// Whether `words` are but a name of the summary or of what it holds: 书面总结, 报送内容.
pub(super) fn is_summary(words: &str) -> bool {
    let papers = ["总结", "报告", "材料", "内容"];
    let others = [
        "各单位",
        "各部门",
        "年度",
        "全年",
        "年终",
        "书面",
        "工作",
        "情况",
        "报送",
        "上报",
        "提交",
        "主要",
        "具体",
        "应当",
        "应",
        "要",
        "须",
        "需",
        "的",
    ];
    let mut rest = words;
    if let Some((_, year)) = date::years(words).first()
        && year.start == 0
    {
        rest = words[year.end..].trim_start_matches('年');
    }
    let known = papers.iter().chain(&others);
    while let Some(next) = known.clone().find_map(|word| rest.strip_prefix(word)) {
        rest = next;
    }
    rest.is_empty() && has(words, &papers)
}

/// Whether a name of contents says that they are the summary's: 总结内容, 报送内容.
pub(super) fn says_whose(words: &str) -> bool {
    has(words, &["总结", "报告", "报送", "上报", "提交"])
}

/// Whether `words` urge to something, and name no paper: 抓好2016年工作任务.
pub(super) fn urges(words: &str) -> bool {
    has(
        words,
        &[
            "认真", "切实", "抓好", "加强", "确保", "按照", "对照", "根据",
        ],
    )
}

fn all_heads() -> impl Iterator<Item = &'static str> {
    TARGETS.into_iter().chain(MEASURES).chain(PLANS)
}

fn has(words: &str, any: &[&str]) -> bool {
    any.iter().any(|word| words.contains(word))
}
