//! The figures of a sentence that two agencies cannot both be right about.
//!
//! A false contradiction in front of leaders is worse than one missed, so a
//! figure counts only where all of this holds:
//! - It ends a clause that is nothing but a noun phrase, the figure and a unit of
//!   `UNITS`: 新增高技能人才3.2万人. Percentages, 人次, 余, 以上, 约 and the like do
//!   not count, nor a figure that has another before it.
//! - The clause says that it speaks of the whole city (全市, 我市, 本市), or opens
//!   its sentence and counts what the plan's own measure names.
//! - The thing counted has four characters or more behind its verb, and none of
//!   the words of an agency's own work (`OWN`): how often it inspected, trained,
//!   met or paid is each agency's own.
//! - Nothing in the sentence narrows it: another time, a comparison, a target, a
//!   part (其中), an own way of counting (`NARROWED`).
//!
//! Two figures are of the same thing when thing and unit are the same letter by
//! letter once 全市, 全年, 2016年, 共, 达到 are taken off. 新增, 累计 and what else may
//! change the sense stay. Two that differ only by rounding do not differ.

use std::sync::LazyLock;

use crate::text::seek;
use crate::text::words::{Depth, Lexicon, is_han};

/// How much of something there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What is counted: 新增高技能人才.
    pub thing: String,
    /// The figure as written with its unit: 3.2万人.
    pub written: String,
    /// The unit: 人.
    pub unit: &'static str,
    amount: Amount,
}

/// A number in ten thousandths, and what its last figure counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Amount {
    value: u64,
    step: u64,
}

impl Figure {
    /// Whether both count the same thing.
    pub fn is_of_same(&self, other: &Figure) -> bool {
        self.thing == other.thing && self.unit == other.unit
    }

    /// Whether the two cannot both be right: 3.2万 and 31986 can.
    pub fn differs(&self, other: &Figure) -> bool {
        let (a, b) = (self.amount, other.amount);
        let apart = a.value.abs_diff(b.value);
        match a.step == b.step {
            true => apart > 0,
            false => apart >= a.step.max(b.step),
        }
    }
}

/// What may be counted of a city. What only counts work (次, 场, 期, 份, 人次) is
/// left out.
static UNITS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        "人 名 家 户 个 项 件 种 所 座 台 辆 艘 处 套 亩 公顷 吨 公里 平方米 平方公里 元 美元"
            .split(' '),
    )
});

/// Verbs before what is counted: not part of its name.
static VERBS: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        "新增 新建 新认定 新认证 新培养 新培育 新创建 累计 建成 拥有 培养 培育 创建 认定 认证 完成 实现 达到 形成 新"
            .split(' '),
    )
});

/// Words of an agency's own work, of whom it speaks for, and of sets that each
/// draws its own way.
static OWN: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        "检查 抽查 抽检 检验 检测 巡查 排查 督查 监测 培训 召开 印发 开展 \
     组织 举办 出动 查处 查获 查办 受理 办理 处理 处置 立案 案件 发放 \
     走访 参加 参与 投入 安排 拨付 补贴 支持 资助 扶持 推荐 制定 编制 \
     编写 发布 指导 帮扶 服务 没收 宣传 整改 移送 约谈 调研 征集 报送 \
     上报 审核 审批 派出 协调 我局 我委 我办 我部 我会 我行 我关 我区 \
     我院 本局 本委 本区 本单位 系统 辖区 直属 所属 占 全区 各区 我们 \
     任务 参赛 参训 参会 参评 获奖 受益 惠及 覆盖 示范 试点 重点 各类 \
     相关 有关"
            .split(' '),
    )
});

/// Words that make a figure one of another time, of a part, or of a plan.
static NARROWED: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new(
        "其中 上半年 下半年 季度 月 截至 截止 去年 上年 同期 同比 环比 相比 \
     五年 十二五 十三五 近年 以来 目标 指标 计划 力争 预计 将 拟 争取 \
     要求 口径 不含 不包括 除 包括 分别 每 平均 人均 部分 试点 行业 \
     领域 区域 原有 原定 剩余 尚 未"
            .split(' '),
    )
});

/// What comes before the thing and says nothing of it; the first three say that
/// the whole city is meant.
static AROUND: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::new("全市 我市 本市 全年 今年 年内 本年度 已有 共有 现有 总共 共计 共 已".split(' '))
});
const CITY: usize = 3;

/// What stands between thing and figure and says nothing.
const BEHIND: &[&str] = &["达到", "已达", "共计", "共有", "达", "为", "共", "有"];

/// Gives `take` the figures of `text` that count, each with its sentence; `named`
/// says whether the plan's own words name a thing.
pub(super) fn figures(
    text: &str,
    year: Option<i32>,
    named: &dyn Fn(&str) -> bool,
    take: &mut dyn FnMut(&str, Figure),
) {
    let mut depth = Depth::default();
    let (mut sentence, mut clause) = (0, 0);
    let mut opens = true;
    let mut digit = None;
    let mut counted = Vec::new();
    for (at, c) in seek::signs(text).chain([(text.len(), '。')]) {
        if c.is_ascii_digit() {
            digit = digit.or(Some(at));
            continue;
        }
        let outside = depth.outside(c);
        if !matches!(c, '，' | '；' | '：' | '。' | '、' | '（' | '）' | '！') {
            continue;
        }
        // Most clauses count nothing.
        if let Some(first) = digit.take() {
            let (before, number) = (text[clause..first].trim_start(), text[first..at].trim_end());
            let cut = match before {
                "" => behind_year(number, year),
                _ => Some((before, number)),
            };
            counted.extend(cut.and_then(|cut| count(cut, opens, named)));
        }
        // 完成，新增……: the status opens nothing.
        let written = || text[clause..at].trim();
        opens = opens && matches!(written(), "" | "完成" | "已完成" | "基本完成" | "推进中");
        let end = (at + c.len_utf8()).min(text.len());
        clause = end;
        if c == '。' && outside || at == text.len() {
            let whole = &text[sentence..end];
            if !counted.is_empty() && NARROWED.firsts(whole).is_empty() {
                counted.drain(..).for_each(|figure| take(whole, figure));
            }
            counted.clear();
            (sentence, opens) = (end, true);
        }
    }
}

/// The figure that a clause, cut before its number, counts; one that does not open
/// its sentence must speak of the whole city.
fn count(
    (before, number): (&str, &str),
    opens: bool,
    named: &dyn Fn(&str) -> bool,
) -> Option<Figure> {
    if !opens && !seek::holds(before, "市") {
        return None;
    }
    let (amount, unit) = amount(number)?;
    let (thing, city) = thing(before)?;
    let mut core = thing;
    while let Some((_, after)) = VERBS.strip(core) {
        core = after;
    }
    let counts =
        (city || opens && named(core)) && core.chars().count() >= 4 && OWN.firsts(thing).is_empty();
    counts.then(|| Figure {
        thing: thing.to_owned(),
        written: number.to_owned(),
        unit,
        amount,
    })
}

/// A clause that begins with the plan's year, behind it, before and from its first
/// figure.
fn behind_year(clause: &str, year: Option<i32>) -> Option<(&str, &str)> {
    let (first, after) = clause.split_once('年')?;
    let rest = after.strip_prefix('度').unwrap_or(after);
    let at = rest.bytes().position(|byte| byte.is_ascii_digit())?;
    year.is_some_and(|year| first.parse() == Ok(year))
        .then(|| rest.split_at(at))
}

/// The thing counted, and whether it is one of the whole city. Only Chinese
/// characters and the quotes of a name make one.
fn thing(before: &str) -> Option<(&str, bool)> {
    let mut rest = before;
    let mut city = false;
    while let Some((at, after)) = AROUND.strip(rest) {
        city |= at < CITY;
        rest = after;
    }
    let ends = |rest: &str| rest.chars().next_back();
    while let Some('到' | '达' | '计' | '有' | '为' | '共') = ends(rest)
        && let Some(before) = BEHIND.iter().find_map(|word| rest.strip_suffix(word))
    {
        rest = before;
    }
    let hedged = match ends(rest)? {
        '约' | '近' | '超' | '逾' | '第' | '前' => true,
        '过' | '足' | '少' => ["超过", "不足", "至少"]
            .iter()
            .any(|word| rest.ends_with(word)),
        _ => false,
    };
    let mut signs = seek::signs(rest);
    let fit = !hedged && signs.all(|(_, c)| is_han(c) || matches!(c, '“' | '”'));
    fit.then_some((rest, city))
}

/// The amount and the unit that `text` is.
fn amount(text: &str) -> Option<(Amount, &'static str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',');
    let (number, rest) = text.split_at(end?);
    let (power, unit): (u32, &str) = match rest.chars().next() {
        Some('万') => (4, &rest['万'.len_utf8()..]),
        Some('亿') => (8, &rest['亿'.len_utf8()..]),
        _ => (0, rest),
    };
    let unit = UNITS.whole(unit)?;
    let mut figures = 0_u64;
    let mut places = None;
    for c in number.chars().filter(|c| *c != ',') {
        match (c.to_digit(10), places) {
            (Some(figure), _) => {
                figures = figures.checked_mul(10)?.checked_add(figure.into())?;
                places = places.map(|places| places + 1);
            }
            (None, None) => places = Some(0),
            (None, Some(_)) => return None,
        }
    }
    let places = places.unwrap_or(0);
    if places > 4 {
        return None;
    }
    // 32000 is as round as 3.2万.
    let mut round = 0;
    let mut left = figures;
    while places == 0 && left > 0 && left.is_multiple_of(10) {
        (round, left) = (round + 1, left / 10);
    }
    let round = if round >= 3 { round } else { 0 };
    let one = 10_u64.checked_pow(4 + power - places)?;
    let amount = Amount {
        value: figures.checked_mul(one)?,
        step: one.checked_mul(10_u64.checked_pow(round)?)?,
    };
    Some((amount, unit))
}
