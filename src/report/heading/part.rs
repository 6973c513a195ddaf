//! Lines that are the heading of a part by their words alone.

use crate::text::numbering::{self, Numbering};
use crate::text::numeral;

/// The characters of the longest heading that [`looks_ahead`].
const LONGEST: usize = 24;

/// Whether a line without a number as offices write it, or with one in another
/// style (三 , Ⅲ．, ◆), is the heading of next year's part: 下一步工作打算.
pub(super) fn looks_ahead(text: &str) -> bool {
    let styled = |c: char| {
        numeral::is_numeral(c)
            || c.is_whitespace()
            || "【】◆◇●■□▲★*.．,，、壹贰叁肆伍陆ⅠⅡⅢⅣⅤⅥⅦ".contains(c)
    };
    let text = text.trim_end_matches(['：', ':', '】', ' ', '\u{3000}', '\n']);
    if text.len() > LONGEST * 4
        || ![
            "打算", "安排", "计划", "思路", "设想", "措施", "举措", "任务", "目标", "重点",
        ]
        .iter()
        .any(|word| text.ends_with(word))
    {
        return false;
    }
    let words = text.trim_start_matches(styled);
    // The year itself is of numerals.
    let named = words.starts_with('年') && text[..text.len() - words.len()].chars().count() >= 4;
    (4..=LONGEST).contains(&text.chars().count())
        && (named
            || ["下一步", "下步", "下一年", "下一阶段", "明年", "今后"]
                .iter()
                .any(|word| words.starts_with(word)))
        && !text.contains(['。', '；', '：', ':', '，', '\n'])
        && !["总结", "报告", "完成", "情况", "按照", "根据", "落实"]
            .iter()
            .any(|word| text.contains(word))
}

/// Whether the part that an item of a list names, where it says no more, is one of next
/// year.
pub(in crate::report) fn begins(words: &str) -> Option<bool> {
    if words.len() > LONGEST * 4 {
        return None;
    }
    let ahead = looks_ahead(words);
    let told = [
        "工作成效",
        "及成效",
        "主要成效",
        "主要做法",
        "主要工作",
        "开展情况",
        "总体情况",
        "问题",
        "不足",
        "困难",
    ];
    let tells =
        || told.iter().any(|word| words.ends_with(word)) && words.chars().count() <= LONGEST;
    (ahead || sums(words) || tells()).then_some(ahead)
}

/// Whether a numbered line is the heading of a part that was left empty: （三）目标任务
/// above the heading （四）工作措施, or above the end of the text.
pub(in crate::report) fn is_empty(text: &str, next: Option<&str>) -> bool {
    let Some((number, numbering, start)) = numbering::number(text) else {
        return false;
    };
    let goes_on = next.is_none_or(|next| {
        let alike = numbering == Numbering::Figure || text.chars().next() == next.chars().next();
        let after = numbering::number(next).filter(|_| alike);
        after.is_some_and(|(after, other, _)| numbering == other && after == number + 1)
    });
    let words = text[start..].trim();
    let plain = [
        "目标任务",
        "工作目标",
        "主要目标",
        "工作措施",
        "主要措施",
        "具体措施",
        "保障措施",
    ];
    goes_on && (plain.contains(&words) || looks_ahead(words) || sums(words))
}

/// Whether words are the heading of the year's account or of problems: 存在的问题.
pub(in crate::report) fn sums(words: &str) -> bool {
    let ends = [
        "完成情况",
        "工作情况",
        "落实情况",
        "进展情况",
        "工作总结",
        "存在问题",
        "存在的问题",
        "存在的主要问题",
        "问题和不足",
    ];
    words.chars().count() <= LONGEST && ends.iter().any(|word| words.ends_with(word))
}
