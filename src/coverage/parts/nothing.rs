//! Words that say nothing of what should stand there: 略, 另报, 一是；二是；三是, 见附件.

use std::sync::LazyLock;

use crate::report::{Block, Passage};
use crate::text::seek::CharSet;
use crate::text::{numeral, words};

use super::closes;

/// Whether a passage, or its answer, only says that something stands elsewhere, or
/// nothing, be it before the words that close a letter.
pub(in crate::coverage) fn refers(passage: &Passage) -> bool {
    let words = said(passage).map(|said| said.split(['。', '\n']));
    words.is_some_and(|words| {
        let mut words = words.filter(|words| !closes(words));
        words.all(|words| says_nothing(words) || refers_elsewhere(words))
    })
}

/// The same of one that refers to nothing either.
pub(in crate::coverage) fn is_left_out(passage: &Passage) -> bool {
    said(passage).is_some_and(says_nothing)
}

/// What a short passage says: its answer, behind a title or in a row, or all of it. What
/// bears an id or states a status is told otherwise.
fn said(passage: &Passage) -> Option<&str> {
    let text = passage.line.text.as_str();
    let answer = passage.entry.as_ref().filter(|entry| {
        let free = entry.id.is_none() && entry.tick.is_none() && entry.stated.is_none();
        free && !entry.repeats && entry.reason + entry.besides == 0
    });
    let answer = answer.and_then(|entry| text.get(entry.answer.0..entry.answer.1));
    let answer = answer.filter(|answer| !answer.trim().is_empty());
    let said = match passage.block {
        // A figure may be all that a cell has to say.
        Block::Table => answer.filter(|answer| !answer.bytes().any(|byte| byte.is_ascii_digit())),
        Block::Paragraph | Block::ListItem => Some(answer.unwrap_or(text)),
        _ => None,
    };
    said.filter(|said| said.len() <= LONGEST && passage.below.is_empty() && may_be(said))
}

/// The bytes of the longest.
const LONGEST: usize = 120;

/// Whether `words` may be of either kind, by what they begin with: asked first, for most
/// begin with something else.
fn may_be(words: &str) -> bool {
    static FIRSTS: LazyLock<CharSet> = LazyLock::new(|| {
        let all = NOTHING
            .iter()
            .chain(HEADINGS)
            .chain(&COUNTING)
            .chain(&PLACES);
        let firsts = all.filter_map(|word| word.chars().next());
        let others = "年我本待内请由详见参照同另附后如具正以特专妥";
        CharSet::new(&firsts.chain(others.chars()).collect::<Vec<char>>())
    });
    let first = words.chars().find(|&c| !is_between(c));
    first.is_none_or(|first| {
        !words::is_han(first) || numeral::is_numeral(first) || FIRSTS.may_hold(first)
    })
}

/// Whether every clause of `words` is a number, a word that counts, or one that says that
/// nothing stands there yet.
pub(super) fn says_nothing(words: &str) -> bool {
    let mut clauses = words.split(is_between);
    let said = |clause: &str| {
        let clause = clause.trim_matches('/');
        let bare = clause.trim_start_matches(numeral::is_numeral);
        let counts = bare.is_empty() || COUNTING.contains(&bare.trim_start_matches("第"));
        let signs = !bare.chars().any(char::is_alphanumeric);
        counts || signs || NOTHING.contains(&bare) || is_heading(bare) || is_put_off(bare)
    };
    clauses.all(said)
}

/// Whether `c` may stand between the clauses, and round them: a sign or a blank of any
/// width, be it one that Word sets in before a paragraph.
fn is_between(c: char) -> bool {
    c.is_whitespace() || BETWEEN.contains(&c)
}

/// The signs, and the blanks that have no width.
const BETWEEN: &[char] = &[
    '，', '。', '；', '：', '、', '！', '？', ',', ';', ':', '!', '?', '.', '…', '—', '-', '（',
    '）', '(', ')', '【', '】', '[', ']', '*', '_', '＿', '|', '>', '#', '①', '②', '③', '④', '⑤',
    '⑥', '\u{200B}', '\u{2060}', '\u{FEFF}',
];

/// What counts points, behind a numeral or alone.
const COUNTING: [&str; 9] = [
    "是", "要", "第", "首先", "其次", "再次", "最后", "此外", "同时",
];

/// What says that there is nothing, or not yet.
#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "略", "省略", "内容略", "本部分略", "本部分内容略", "以下略", "从略",
    "无", "暂无", "没有", "无内容", "没有内容", "无此项内容", "无相关内容", "暂无内容", "无变化",
    "空", "空白", "空缺", "暂缺", "暂空", "缺", "不详", "不清楚", "不知道", "未填", "此页无正文",
    "写不出", "不写了", "本节不写", "此处待补", "数据待核", "材料已报", "未定", "未确定", "尚未确定", "尚未制定", "正在制定", "正在研究", "正在研究制定", "正在统计", "正在汇总",
    "待", "待定", "待续", "待报", "待补", "待填", "待写", "待研究", "待上报", "待统计", "待完善",
    "另报", "已另报", "另文报送", "已另文报送", "另文上报", "另行报送", "已另行报送", "另行上报", "请填写", "请补", "请补充",
    "N", "A", "N/A", "n/a", "NA", "TBD", "tbd", "pending", "nil",
];

/// Whether `clause` is the name of a part and says no more: 2017年工作目标, 主要措施如下.
fn is_heading(clause: &str) -> bool {
    let clause = clause.trim_start_matches('年');
    let clause = ["我单位", "本单位", "我局", "我委", "我区"]
        .iter()
        .find_map(|word| clause.strip_prefix(word))
        .unwrap_or(clause);
    let clause = clause.trim_start_matches(|c: char| c == '年' || c.is_ascii_digit());
    let clause = clause.strip_suffix("如下").unwrap_or(clause);
    clause.is_empty() || HEADINGS.contains(&clause)
}

/// Whether the words of a heading are the name of a part and no more.
pub(super) fn is_name(title: &str) -> bool {
    let title = title.trim_matches(is_between);
    !title.is_empty() && is_heading(title)
}

/// The names of parts, and what leads to their points.
#[rustfmt::skip]
const HEADINGS: &[&str] = &[
    "目标", "总体目标", "具体目标", "主要目标", "工作目标", "目标任务", "工作目标任务", "质量工作目标任务", "质量工作目标",
    "任务", "主要任务", "重点任务", "工作任务", "具体任务",
    "措施", "主要措施", "工作措施", "具体措施", "保障措施", "重点措施", "质量工作措施",
    "主要有以下几点", "有以下几点", "主要有以下几个方面", "主要做好以下工作", "下一步", "具体",
];

/// Whether `clause` says that it waits for somebody: 待局党组会议研究后补充, 由办公室填写.
fn is_put_off(clause: &str) -> bool {
    let asked = clause.starts_with('请') && clause.ends_with("补充")
        || clause.starts_with('由') && clause.ends_with("填写");
    if asked && clause.chars().count() <= 12 {
        return true;
    }
    let ends = [
        "补充", "补报", "报送", "上报", "确定", "下达", "批复", "明确", "印发",
    ];
    let waits = clause.strip_prefix("内容").unwrap_or(clause);
    waits.starts_with('待') && ends.iter().any(|end| waits.ends_with(end))
}

/// Whether `words` only say where it stands, or that it is as another year's: 详见附件2,
/// 见《2017年工作要点》, 同上年, 以市里下达为准.
fn refers_elsewhere(words: &str) -> bool {
    let round = |c: char| c.is_whitespace() || "（）()。.…：-—，".contains(c);
    let words = words.trim_matches(round);
    let numbered = |c: char| c.is_ascii_digit() || "一二三四五".contains(c);
    let bare = words.trim_end_matches(numbered);
    if matches!(
        bare,
        "同上" | "另附" | "附后" | "后附" | "如上" | "如前所述"
    ) {
        return true;
    }
    let said = ["具体内容", "本部分内容", "本部分", "正文", "内容", "具体"]
        .iter()
        .find_map(|word| bare.strip_prefix(word))
        .unwrap_or(bare);
    let place = ["详见", "请见", "参见", "见", "参照", "同"];
    let place = place.iter().find_map(|word| said.strip_prefix(word));
    let elsewhere = place.is_some_and(|place| {
        let year = place.trim_start_matches(|c: char| c.is_ascii_digit());
        PLACES.contains(&year)
            || place.starts_with('《') && place.ends_with('》')
            || place
                .strip_suffix("执行")
                .is_some_and(|place| PLACES.contains(&place))
    });
    elsewhere || said.starts_with('以') && said.ends_with("为准") && said.chars().count() <= 12
}

/// Where it may stand, or what it may be like.
#[rustfmt::skip]
const PLACES: [&str; 22] = [
    "附件", "附表", "附录", "附后", "后", "下", "上", "前", "总结", "工作总结", "相关材料", "去年",
    "专题报告", "专项报告", "上年", "往年", "年", "上一年", "上年度", "后附", "附", "另文",
];
