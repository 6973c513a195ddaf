//! Where a figure or a name is missing and nothing stands in its place: 同比增长%,
//! 投入资金万元, 12月日, 〔2016〕号, 《》.

use crate::text::census::Census;
use crate::text::seek::{self, SignsOf};

/// What stands behind the missing figure, each with what stands before it.
#[rustfmt::skip]
const MISSING: &[(&str, &[&str])] = &[
    ("%", SHARES),
    ("％", SHARES),
    ("个百分点", &["增长", "下降", "提高", "降低", "上升"]),
    ("百分点", &["增长", "下降", "提高", "降低", "上升"]),
    ("万元", &["资金", "经费", "金额", "货值", "罚款", "投入", "投资"]),
    ("亿元", &["资金", "经费", "金额", "货值", "罚款", "投入", "投资"]),
    ("家次", &["企业", "单位"]),
    ("家企业", &["新增", "检查", "抽查", "抽检", "培育", "认定", "查处"]),
    ("号", &["〔〕", "［］"]),
];

/// The words that a share follows.
const SHARES: &[&str] = &[
    "增长",
    "下降",
    "提高",
    "降低",
    "上升",
    "达到",
    "率达",
    "率为",
    "率由",
    "占比",
    "提高到",
    "的",
    "不低于",
    "不超过",
    "高于",
    "低于",
];

/// Whether `text`, of that census and with those `signs`, may miss one: a unit stands in
/// it and no figure before.
pub(super) fn may_miss(text: &str, census: &Census, signs: SignsOf) -> bool {
    let held = |c| census.may_hold(c);
    let is_apart = |at: usize| {
        let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
        before.is_none_or(|byte| !byte.is_ascii_digit() && !text[..at].ends_with('个'))
    };
    let share = || {
        let mut signs = signs.all();
        signs.any(|(at, c)| matches!(c, '%' | '％') && is_apart(at))
    };
    let apart = |unit: &str| seek::each(text, unit).any(is_apart);
    (held('%') || held('％')) && share()
        || held('元') && (held('万') && apart("万元") || held('亿') && apart("亿元"))
        || held('家') && (held('次') && apart("家次") || held('企') && apart("家企业"))
        || held('百') && held('点') && (apart("个百分点") || apart("百分点"))
        || held('〕') && seek::holds(text, "〕号")
        || held('月') && held('日') && seek::holds(text, "月日")
        || held('《') && seek::holds(text, "《》")
}

/// Puts what misses its figure in `text`, a table's row or not, into `push`.
pub(super) fn find(text: &str, row: bool, push: &mut impl FnMut(usize, usize)) {
    for &(unit, given) in MISSING {
        for at in seek::each(text, unit) {
            let before = &text[..at];
            let behind = &text[at + unit.len()..];
            let named = given.iter().filter(|word| before.ends_with(**word));
            let Some(word) = named.max_by_key(|word| word.len()) else {
                continue;
            };
            // A cell may be the name of what is told in the next.
            let ended = behind
                .chars()
                .next()
                .map_or(!row, |c| "，。；、".contains(c));
            let goes_on = ["以上", "左右", "以内", "提高到", "上升到", "降至"];
            if ended
                || ["号", "家企业"].contains(&unit)
                || unit.starts_with(['%', '％'])
                    && goes_on.iter().any(|word| behind.starts_with(word))
            {
                push(at - word.len(), at + unit.len());
            }
        }
    }
    for at in seek::each(text, "月日") {
        let month = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        let behind = &text[at + "月日".len()..];
        let other = ["均", "常", "报", "程", "志", "历"];
        let named = other.iter().any(|word| behind.starts_with(word));
        if (1..=2).contains(&(at - month.len())) && !named {
            push(month.len(), at + "月日".len());
        }
    }
    for at in seek::all(text, "《》") {
        push(at, at + "《》".len());
    }
    for at in seek::each(text, "〕号") {
        let year = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
        if at - year.len() == 4 && year.ends_with('〔') {
            push(year.len() - "〔".len(), at + "〕号".len());
        }
    }
}
