//! Dates and figures that cannot be.

mod calendar;

use super::reach::parted;
use super::texts::{Words, figures_after, figures_before, more, texts_where};
use super::{Context, Rule, Scope};
use crate::diagnostic::{Finding, Severity};
use crate::text::census::Census;
use crate::text::{Span, label, text};

/// The rules.
pub const RULES: &[Rule] = &[calendar::IMPOSSIBLE_DATE, OVER_HUNDRED_PERCENT, SHORT_YEAR];

const OVER_HUNDRED_PERCENT: Rule = Rule {
    name: "over-hundred-percent",
    short: "超百分",
    severity: Severity::Warning,
    summary: label(
        "合格率、覆盖率一类超过 100%",
        "a rate that cannot pass 100 % does",
    ),
    explanation: label(
        "合格率、覆盖率、整改率说的是全部里占多少，不会超过 100%；超了多半是小数点错位，或者把完成目标的比例\
         写成了率。“为年度目标的106%”“比上年增长120%”“任务完成率106%”“检查覆盖率200%”都不算，提高了多少也不算，\
         只看率字、满意度后面直接写的数，和“由……提高到……”“分别为……、……”里的。拨备覆盖率、流动性\
         覆盖率、电话普及率这些本来就可以过100%的，也不算。",
        "合格率, 覆盖率 or 整改率 name a share of the whole and cannot pass 100 %: most often a slipped \
         decimal point, or the attainment of a target called a rate. 106 % of the year's target, growth \
         by 120 %, 任务完成率106%, 检查覆盖率200% and a rise by so much are no fault; only the figure right behind the \
         rate (or 满意度), and those of 由…提高到… and 分别为…、…, are looked at. Nor are rates that may pass it by their nature: 拨备覆盖率, 流动性覆盖率, 电话普及率.",
    ),
    bad: "主要农产品抽检合格率982%，学校食堂整改完成率达到106%。\n",
    good: "主要农产品抽检合格率98.2%，新增高技能人才3.2万人，为年度目标的106%。\n",
    scope: Scope::Report(over_hundred_percent),
};

/// Rates that are shares of a whole. The attainment of a target (任务完成率) and
/// what may catch up on last year (办结率) can well pass 100 %.
const RATES: &[&str] = &[
    "合格率",
    "覆盖率",
    "整改完成率",
    "达标率",
    "普及率",
    "满意率",
    "满意度",
    "知晓率",
    "整改率",
    "备案率",
    "检定率",
    "受检率",
    "持证率",
    "及格率",
    "优良率",
    "无害化处理率",
    "建档率",
    "签订率",
    "公示率",
    "及时率",
    "定期检验率",
    "优秀率",
    "准确率",
    "完好率",
];

/// Before such a rate, what makes no share of it: who is looked at twice a year is
/// covered twice, and a bank's reserves may cover more than its bad loans.
#[rustfmt::skip]
const COVERED: &[&str] = &[
    "检查", "巡查", "督查", "抽查", "抽检", "检测", "监测", "排查", "走访", "监督", "监管",
    "拨备", "准备金", "备付金", "保证金", "减值", "流动性", "利息", "本息", "利息保障", "债务",
    "偿债", "负债", "现金", "现金流", "资产", "资本", "风险", "抵押", "质押", "抵质押", "担保",
    "成本", "收入", "租金",
];

/// The same: people have more than one of these.
const OWNED: &[&str] = &["电话", "手机", "宽带", "家庭", "汽车"];

/// Whether the `rate` behind `before` may pass 100 %.
fn may_pass(rate: &str, before: &str) -> bool {
    let amounts = match rate {
        "覆盖率" => COVERED,
        "普及率" => OWNED,
        _ => return false,
    };
    amounts.iter().any(|word| before.ends_with(word))
}

/// What may stand between a rate and its figure.
const LEVEL: &[&str] = &[
    "均",
    "已",
    "也",
    "就",
    "保持",
    "稳定",
    "达到",
    "达",
    "为",
    "是",
    "在",
    "提高到",
    "提升到",
    "上升到",
    "提高至",
    "提升至",
    "上升至",
    "约",
    "超过",
    "高达",
    "由",
    "从",
    "分别为",
    "分别达到",
    "：",
    ":",
    " ",
];

fn over_hundred_percent(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    let rated = |census: &Census| census.may_hold('率') || census.may_hold('满');
    for words in texts_where(context, rated) {
        for (at, last) in words.text.match_indices(['率', '度']) {
            let end = at + last.len();
            let Some(rate) = RATES
                .iter()
                .find(|rate| words.text[..end].ends_with(**rate))
            else {
                continue;
            };
            if may_pass(rate, &words.text[..end - rate.len()]) {
                continue;
            }
            let Some((start, length)) = over_hundred(&words.text[end..]) else {
                continue;
            };
            let figure = &words.text[end + start..end + start + length];
            found.push(Finding::new(
                context.at(words.span(end + start, end + start + length)),
                text(
                    format!("{rate}是占全部的比例，不会到 {figure}"),
                    format!("{rate} is a share of the whole: it cannot be {figure}"),
                ),
                text(
                    "核对小数点；说的是完成目标的比例，写成“为年度目标的……%”",
                    "look at the decimal point; if the attainment of a target is meant, write: 为年度目标的……%",
                ),
            ));
        }
    }
    found
}

/// From the full-width figures and their dot to those of ASCII.
const FULL_WIDTH: u32 = 0xFEE0;

/// The percentage over 100 that `text` begins with, or one of several: 由95.1%提高到967%,
/// 分别为98%、102%. Its start and length.
fn over_hundred(text: &str) -> Option<(usize, usize)> {
    let mut rest = text;
    loop {
        while let Some(word) = LEVEL.iter().find(|word| rest.starts_with(**word)) {
            rest = &rest[word.len()..];
        }
        let (value, length) = percentage(rest)?;
        if value > 100.0 {
            return Some((text.len() - rest.len(), length));
        }
        let behind = &rest[length..];
        let several = text.starts_with(['由', '从', '分']);
        let goes_on = ["提", "上", "增", "、", "和"]
            .iter()
            .any(|word| behind.starts_with(word));
        rest = behind.strip_prefix(['、', '和']).unwrap_or(behind);
        if !several || !goes_on {
            return None;
        }
    }
}

/// The percentage that `text` begins with, and its length.
fn percentage(text: &str) -> Option<(f64, usize)> {
    let figure = |c| match c {
        '０'..='９' | '．' => char::from_u32(u32::from(c) - FULL_WIDTH),
        _ => (c == '.' || c.is_ascii_digit()).then_some(c),
    };
    let end = text.find(|c| figure(c).is_none())?;
    let after = text[end..].trim_start_matches(' ');
    let rest = after.strip_prefix(['%', '％'])?;
    let value: String = text[..end].chars().filter_map(figure).collect();
    Some((value.parse().ok()?, text.len() - rest.len()))
}

const SHORT_YEAR: Rule = Rule {
    name: "short-year",
    short: "短年份",
    severity: Severity::Hint,
    summary: label("年份只写了两位", "a year in two figures"),
    explanation: label(
        "公文里年份要写全，2016年不写成16年（GB/T 15835-2011）。只看一句或一个分句开头、后面跟着月份、季度、\
         年初年底的两位年份，而且是计划年前后的。16年来、16年间说的是多少年，十六年是数目，都不算；\
         一份只提示一次。",
        "Official papers write a year in full: 2016年, not 16年 (GB/T 15835-2011). Only a year close to \
         the plan's is meant, at the beginning of a clause and followed by a month, a quarter or a part \
         of the year. 16年来 and 16年间 are lengths of time and 十六年 is a number: no fault. Said once \
         a paper.",
    ),
    bad: "16年底前，全面质量管理普及教育覆盖全部职业院校。\n",
    good: "2016年底前，全面质量管理普及教育覆盖全部职业院校。16年来从未间断。\n",
    scope: Scope::Report(short_year),
};

fn short_year(context: &Context) -> Vec<Finding> {
    let Some(year) = context.tasks.plan.year else {
        return Vec::new();
    };
    let shorts = texts_where(context, |census| census.figures.two_of_year);
    let shorts = shorts.flat_map(|words| short_years(words, year));
    let all: Vec<(i32, Span)> = shorts.collect();
    let groups = parted(context, &SHORT_YEAR, all, |(_, at)| *at).into_iter();
    groups.filter_map(|all| shortened(context, &all)).collect()
}

/// The finding about years in two figures.
fn shortened(context: &Context, all: &[(i32, Span)]) -> Option<Finding> {
    let (&(meant, first), others) = all.split_first()?;
    let written = context.source.slice(first);
    let finding = Finding::new(
        context.at(first),
        text(
            format!("年份只写了两位：{written}"),
            format!("a year in two figures: {written}"),
        ),
        text(format!("写成{meant}年"), format!("write {meant}年")),
    );
    let others: Vec<Span> = others.iter().map(|(_, span)| *span).collect();
    Some(match more(context, &others) {
        Some(more) => finding.label(more),
        None => finding,
    })
}

/// The years in two figures, within three years of `year`, with their places.
fn short_years(words: Words<'_>, year: i32) -> Vec<(i32, Span)> {
    let text = words.text;
    let years = text.match_indices('年').filter_map(|(at, mark)| {
        let (start, figures) = figures_before(&text[..at])?;
        let begins = text[..start].chars().next_back();
        // Blanks stand before a cell and an indented paragraph.
        let begins = begins.is_none_or(|c| "，。；：、！（“,;:(\n \u{3000}".contains(c));
        let value: i32 = figures.parse().ok().filter(|_| figures.len() == 2)?;
        let meant = year - year % 100 + value;
        let rest = &text[at + mark.len()..];
        let parts = [
            "度",
            "底",
            "初",
            "末",
            "上半年",
            "下半年",
            "全年",
            "年初",
            "年底",
            "一季度",
            "二季度",
            "三季度",
            "四季度",
            "第一季度",
            "第二季度",
            "第三季度",
            "第四季度",
        ];
        let month = figures_after(rest);
        let month = !month.is_empty() && rest[month.len()..].starts_with('月');
        let dated = month || parts.iter().any(|part| rest.starts_with(part));
        (begins && dated && (meant - year).abs() <= 3)
            .then(|| (meant, words.span(start, at + mark.len())))
    });
    years.collect()
}
