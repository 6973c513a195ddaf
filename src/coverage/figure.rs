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

use std::cell::LazyCell;
use std::sync::LazyLock;

use crate::text::seek;
use crate::text::words::{self, Lexicon, is_han};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Amount {
    value: u64,
    step: u64,
}

impl Figure {
    /// Whether both count the same thing.
    pub fn is_of_same(&self, other: &Figure) -> bool {
        self.thing == other.thing && self.unit == other.unit
    }

    /// How much there is.
    pub(super) fn amount(&self) -> Amount {
        self.amount
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
const UNITS: [&str; 23] = [
    "人",
    "名",
    "家",
    "户",
    "个",
    "项",
    "件",
    "种",
    "所",
    "座",
    "台",
    "辆",
    "艘",
    "处",
    "套",
    "亩",
    "公顷",
    "吨",
    "公里",
    "平方米",
    "平方公里",
    "元",
    "美元",
];
static UNIT: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(UNITS.into_iter()));

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

/// How a status is stated before what was done.
static STATES: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new("完成 已完成 基本完成 推进中".split(' ')));

/// What stands between thing and figure and says nothing.
const BEHIND: &[&str] = &["达到", "已达", "共计", "共有", "达", "为", "共", "有"];

/// Gives `take` the figures of `text` that count, each with its sentence. `signs` are
/// those of the text. `city` says whether it may speak of a whole city at all, `named`
/// whether the plan's own words name a thing.
pub(super) fn figures(
    text: &str,
    signs: impl Iterator<Item = (usize, char)>,
    year: Option<i32>,
    city: bool,
    named: &dyn Fn(&str) -> bool,
    take: &mut dyn FnMut(&str, Figure),
) {
    let sentences = LazyCell::new(|| words::sentences(text).collect::<Vec<_>>());
    // Where the clause begins, and whether it may open its sentence.
    let (mut clause, mut may_open) = (0, true);
    // Where the number ends of which the sign before is.
    let mut number = None;
    for (at, c) in signs {
        if c == '。' {
            (clause, may_open) = (at + c.len_utf8(), true);
            continue;
        }
        // Most figures count nothing: no clause behind one that says something opens
        // its sentence.
        if !may_open && !city {
            continue;
        }
        if is_mark(c) {
            may_open = may_open && says_nothing(&text[clause..at]);
            clause = at + c.len_utf8();
            continue;
        }
        if !c.is_ascii_digit() && !matches!(c, '.' | ',') {
            continue;
        }
        let goes_on = number.replace(at + 1) == Some(at);
        if goes_on || !c.is_ascii_digit() {
            continue;
        }
        // Only the last of a clause does.
        let Some(counted) = counted(&text[at..]) else {
            continue;
        };
        let Some((thing, whole)) = thing(&text[clause..at], year) else {
            continue;
        };
        let core = core(thing);
        let counts = core.chars().nth(3).is_some() && (whole || may_open && named(core));
        if !counts || !is_name(thing) || !OWN.firsts(thing).is_empty() {
            continue;
        }
        let next = sentences.partition_point(|sentence| sentence.end <= at);
        let Some(sentence) = sentences.get(next) else {
            continue;
        };
        let told = &text[sentence.start..sentence.end];
        let above = &text[sentence.start.min(clause)..clause];
        if (whole || above.split(is_mark).all(says_nothing))
            && NARROWED.firsts(told).is_empty()
            && let Some(amount) = amount(counted.number, counted.power)
        {
            let figure = Figure {
                thing: thing.to_owned(),
                written: counted.written.to_owned(),
                unit: counted.unit,
                amount,
            };
            take(told, figure);
        }
    }
}

/// Whether `c` ends a clause.
fn is_mark(c: char) -> bool {
    matches!(c, '，' | '；' | '：' | '。' | '、' | '（' | '）' | '！')
}

/// Whether a clause says nothing, or only states how it stands: what comes behind it
/// may open its sentence, as in 完成，新增…….
fn says_nothing(clause: &str) -> bool {
    let clause = words::trim_start(clause);
    let behind = STATES.strip(clause).map_or(clause, |(_, after)| after);
    words::trim_start(behind).is_empty()
}

/// A thing without the verbs before it.
fn core(thing: &str) -> &str {
    let mut core = thing;
    while let Some((_, after)) = VERBS.strip(core) {
        core = after;
    }
    core
}

/// A clause without the plan's year, where it begins with it.
fn behind_year(clause: &str, year: Option<i32>) -> &str {
    let behind = || {
        let (first, after) = clause.split_once('年')?;
        let rest = after.strip_prefix('度').unwrap_or(after);
        year.is_some_and(|year| first.parse() == Ok(year))
            .then_some(rest)
    };
    match clause.starts_with(|c: char| c.is_ascii_digit()) {
        true => behind().unwrap_or(clause),
        false => clause,
    }
}

/// The thing counted by a figure behind `before`, and whether it is one of the whole
/// city.
fn thing(before: &str, year: Option<i32>) -> Option<(&str, bool)> {
    let mut rest = behind_year(words::trim_start(before), year);
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
    let is_hedged = match ends(rest)? {
        '约' | '近' | '超' | '逾' | '第' | '前' => true,
        '过' | '足' | '少' => ["超过", "不足", "至少"]
            .iter()
            .any(|word| rest.ends_with(word)),
        _ => false,
    };
    (!is_hedged).then_some((rest, city))
}

/// Whether a thing has nothing but Chinese characters and the quotes of a name.
fn is_name(thing: &str) -> bool {
    seek::signs(thing).all(|(_, c)| is_han(c) || matches!(c, '“' | '”'))
}

/// A figure with its unit, as it stands in a text.
struct Counted<'t> {
    /// Its figures, commas and point: 3.2.
    number: &'t str,
    /// The power of ten behind them: 4 of 万.
    power: u32,
    /// The unit: 人.
    unit: &'static str,
    /// All of it: 3.2万人.
    written: &'t str,
}

/// The figure with a unit that `text` begins with; no more may stand in its clause.
fn counted(text: &str) -> Option<Counted<'_>> {
    let joined = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    let end = text.bytes().position(|byte| !joined(byte));
    let (number, rest) = text.split_at(end?);
    let (power, rest): (u32, &str) = match rest.chars().next() {
        Some('万') => (4, &rest['万'.len_utf8()..]),
        Some('亿') => (8, &rest['亿'.len_utf8()..]),
        _ => (0, rest),
    };
    let (unit, after) = UNIT.strip(rest)?;
    let next = words::trim_start(after);
    if !next.is_empty() && !next.starts_with(is_mark) {
        return None;
    }
    Some(Counted {
        number,
        power,
        unit: UNITS[unit],
        written: &text[..text.len() - after.len()],
    })
}

/// The amount of a number and the power of ten behind it.
fn amount(number: &str, power: u32) -> Option<Amount> {
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
    Some(Amount {
        value: figures.checked_mul(one)?,
        step: one.checked_mul(10_u64.checked_pow(round)?)?,
    })
}
