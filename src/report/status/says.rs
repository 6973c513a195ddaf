//! Whether a word of a status, between the words around it, states that status.

use super::Status;
use crate::text::words;

/// Whether `word` between `before` and `after` states its status.
pub(super) fn says(status: Status, word: &str, before: &str, after: &str) -> bool {
    let leads = without_lead(before).is_empty();
    let ends = after.is_empty() || after.starts_with(['（', '(']) || after == "了";
    match status {
        Status::NotDone => {
            let other = ["发现", "发生", "率", "事项"].iter();
            !after.contains('的')
                && !other.clone().any(|word| after.starts_with(word))
                && !is_principle(after)
                && !is_of_others(before, after)
        }
        // 已完成并持续推进 is done.
        Status::InProgress
            if before.ends_with(['并', '且', '、', '/'])
                && ["完成", "建成"].iter().any(|word| before.contains(word)) =>
        {
            false
        }
        // 不仅完成了 is an achievement.
        // 推进中国质量奖申报, 部分完成单位提前 state nothing.
        Status::InProgress if word.ends_with('中') || word == "部分完成" => {
            let goes_on = [
                "预计", "目前", "已", "尚", "拟", "力争", "了", "任务", "目标",
            ];
            let ended = after.chars().next().is_none_or(|c| !words::is_han(c));
            !after.contains('的') && (ended || goes_on.iter().any(|word| after.starts_with(word)))
        }
        // 稳步推进标准化试点，验收8个 and 检查在建工程52个 tell what was done.
        Status::InProgress if word.ends_with("推进") && !word.ends_with("在推进") => ends,
        Status::InProgress if word == "在建" => ends,
        // 尚在制定中
        Status::InProgress if word == "尚在" => leads && !after.contains('的'),
        Status::InProgress if word == "序时进度" => {
            let reached = ["达到", "达", "超", "超过", "快于", "高于", "完成"];
            !reached.iter().any(|word| before.ends_with(word))
        }
        Status::InProgress | Status::NotApplicable => {
            !after.contains('的') && !before.ends_with('不')
        }
        // 取消收费3项 is an achievement.
        Status::Adjusted => {
            let alone = ["取消", "已取消", "调整", "停止实施", "暂缓"].contains(&word);
            let put_off = ["实施", "执行", "开展", "推进", "办理", "进行"];
            let put_off = word == "暂缓" && put_off.iter().any(|word| after.starts_with(word));
            let stated = (ends && (leads || word != "调整")) || (leads && (!alone || put_off));
            // 已调整到位
            let settled = after.starts_with("到位") || word == "调整到" && after.starts_with('位');
            // 调整为按季拨付 tells what became of it, 调整为2017年完成 puts it off.
            let became = word.starts_with("调整") && !alone && !is_later(after);
            stated && !after.starts_with('的') && !settled && !became
        }
        // 提前 alone is an achievement, 提前部署 is none.
        Status::Done | Status::MostlyDone => {
            (ends || leads && word != "提前")
                && !is_intended(before)
                && !is_noun(after)
                && !is_part(after)
        }
    }
}

/// Whether what is not done between `before` and `after` is nobody's task: 无未完成事项,
/// 查处未完成备案企业12家. 整改未完成 is one's own.
pub(super) fn is_of_others(before: &str, after: &str) -> bool {
    let acts = ["查处", "督促", "整改", "处置", "取缔", "清理", "约谈"];
    let acted = || acts.iter().any(|word| before.ends_with(word));
    before.ends_with('无') || !after.is_empty() && acted()
}

/// Whether `after` makes a principle of what is not done before it: 责任未落实不放过.
pub(super) fn is_principle(after: &str) -> bool {
    let ends = ["不放过", "不罢休", "不收兵", "不撒手", "不松手", "不销号"];
    ends.iter().any(|word| after.starts_with(word))
}

/// Whether `after` begins with a time that is to come.
fn is_later(after: &str) -> bool {
    let figures = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let later = [
        "明年",
        "下年",
        "下一年",
        "次年",
        "来年",
        "下半年",
        "下阶段",
        "下一阶段",
    ];
    after.len() - figures.len() == "2017".len() && figures.starts_with('年')
        || later.iter().any(|word| after.starts_with(word))
}

/// Whether `before` makes of the completion behind it one that is meant.
fn is_intended(before: &str) -> bool {
    let ends = [
        "将", "拟", "预计", "计划", "力争", "争取", "确保", "待", "可", "要", "保障",
    ];
    let holds = ["将", "拟", "预计", "力争", "争取", "有望", "确保"];
    !before.is_empty()
        && (ends.iter().any(|word| before.ends_with(word)) && !without_lead(before).is_empty()
            || holds.iter().any(|word| before.contains(word))
            || before.starts_with("计划")
            || before.starts_with('由')
            || before.ends_with('前') && !before.ends_with("提前") && !before.contains('已'))
}

/// Whether `after` makes a noun of the completion before it: 完成率, 完成情况.
fn is_noun(after: &str) -> bool {
    let nouns = [
        "率",
        "情况",
        "时限",
        "时间",
        "后",
        "前",
        "不",
        "与否",
        "较",
        "难",
        "一半",
        "了一半",
        "过半",
        "大半",
        "近半",
        "初稿",
        "草稿",
        "草案",
        "征求意见",
        "初审",
        "初步",
        "部分",
        "了部分",
        "阶段性",
    ];
    nouns.iter().any(|word| after.starts_with(word))
}

/// What may stand before a status word without taking it from its subject.
const LEADS: &[&str] = &[
    "已经",
    "全部",
    "均已",
    "均",
    "目前",
    "现已",
    "按期",
    "如期",
    "按时",
    "提前",
    "全面",
    "全年",
    "年度",
    "任务",
    "工作",
    "项目",
    "该项",
    "本项",
    "目标",
    "圆满",
    "顺利",
    "超额",
    "因故",
    "总体",
    "整体",
    "基本",
    "按计划",
    "按要求",
    "已",
    "现",
    "暂",
    "仍",
    "都",
];

/// `before` without the words that may stand there.
pub(super) fn without_lead(before: &str) -> &str {
    let mut rest = before.trim();
    while let Some(word) = LEADS.iter().find(|word| rest.ends_with(**word)) {
        rest = rest[..rest.len() - word.len()].trim_end();
    }
    rest
}

/// Whether `after` names a part of a quota: a percentage below 100.
pub(super) fn is_part(after: &str) -> bool {
    if after.is_empty() {
        return false;
    }
    if after.contains("分之") || after.contains("成") && !after.contains("成果") {
        return true;
    }
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
