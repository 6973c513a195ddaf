//! What a whole paper leaves unsaid: how far things have come, what exactly
//! will be reached, what it does answer.

use std::collections::BTreeSet;

use crate::check::parts::outline::{below, heading_site, next_year};
use crate::check::reach::sections_parted;
use crate::check::{Context, Rule, Scope};
use crate::coverage::{Filing, How, ItemSection};
use crate::diagnostic::{Finding, Severity};
use crate::plan::Kind;
use crate::report::{Block, Entry, Passage};
use crate::text::{label, numeral, text};

pub(super) const UNCLEAR_STATUS: Rule = Rule {
    name: "unclear-status",
    short: "状态不明",
    severity: Severity::Hint,
    summary: label(
        "有的项看不出做成了没有",
        "of some items one cannot tell whether they were done",
    ),
    explanation: label(
        "一节里没有状态，没有数字，也没有“已”“了”“完成”“印发”一类说明做成了的字，领导看完不知道做到哪一步。\
         在句首写“完成”“推进中”“未完成”即可，不用打勾。写了任何一个数字或者结果的不算；\
         没有按项写的、声明不涉及的、区的稿子不看；一份只提示一次，列出是哪几项。",
        "A section has no status, no figure and no word such as 已, 了, 完成 or 印发 that tells a result: \
         the reader cannot know how far it has come. 完成, 推进中 or 未完成 at the beginning of a sentence \
         will do, no box is needed. Any figure or result is enough; papers in prose, declined items and \
         districts are not looked at. Said once a paper, with the items.",
    ),
    bad: "### （十八）实施质量和品牌标杆对比提升工程\n\n坚持以示范基地为抓手，把标准化生产贯穿育苗、造林、管护全过程，各区林业站密切配合，形成上下联动的良好局面。\n",
    good: "### （十八）实施质量和品牌标杆对比提升工程\n\n完成。以示范基地为抓手，新建林业标准化示范基地6个。\n",
    scope: Scope::Report(unclear_status),
};

/// Words that tell a result.
const RESULTS: &[&str] = &[
    "已",
    "了",
    "完成",
    "建成",
    "印发",
    "出台",
    "发布",
    "举办",
    "召开",
    "达到",
    "实现",
    "新增",
    "通过",
    "取得",
    "获",
    "评为",
    "开通",
    "建立起",
    "正在",
    "推进中",
    "尚",
    "未",
    "首次",
    "首个",
    "全部",
    "顺利",
    "圆满",
    "成功",
    "不涉及",
    "无关",
    "上线",
    "挂牌",
    "开展",
    "组织",
    "制定",
    "修订",
    "检查",
    "查处",
    "培训",
    "参加",
    "全年",
    "形成了",
    "落实到位",
    "结束",
    "启动",
];

fn unclear_status(context: &Context) -> Vec<Finding> {
    let coverage = context.coverage;
    let owes = context
        .party()
        .is_some_and(|party| party.kind != Kind::District);
    if coverage.prose || !owes {
        return Vec::new();
    }
    let unclear: Vec<&ItemSection> = coverage
        .sections
        .iter()
        .filter(|section| section.filled && is_unclear(context, section))
        .collect();
    let groups = sections_parted(context, &UNCLEAR_STATUS, unclear).into_iter();
    groups
        .filter_map(|group| unclear_items(context, &group))
        .collect()
}

/// The finding about items whose state is not told.
fn unclear_items(context: &Context, unclear: &[&ItemSection]) -> Option<Finding> {
    let first = unclear.first()?;
    let numbers: BTreeSet<u32> = unclear.iter().map(|section| section.item).collect();
    let numbers: Vec<u32> = numbers.into_iter().collect();
    let plan = &context.tasks.plan;
    Some(
        Finding::new(
            heading_site(context, first.heading),
            text(
                format!("第{}项看不出做成了没有", plan.labels(&numbers)),
                format!(
                    "one cannot tell how far item {} has come",
                    plan.figures(&numbers)
                ),
            ),
            text(
                "在这一节的句首写“完成”“推进中”或“未完成”，或者写明结果和数字",
                "begin a sentence with 完成, 推进中 or 未完成, or tell the result and its figure",
            ),
        )
        .item(first.item),
    )
}

fn is_unclear(context: &Context, section: &ItemSection) -> bool {
    let mut chars = 0;
    for passage in passages_of(context, section) {
        let text = context.source.slice(passage.span);
        let is_figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
        let tells = passage.entry.as_ref().and_then(Entry::status).is_some()
            || passage.block == Block::Table
            || text.contains(is_figure)
            || RESULTS.iter().any(|word| text.contains(word));
        if tells {
            return false;
        }
        chars += passage.census.chars;
    }
    // A thin section is told so by its own rule.
    chars >= 40
}

/// What is written in a section, without its headings.
fn passages_of<'a>(
    context: &Context<'a>,
    section: &ItemSection,
) -> impl Iterator<Item = &'a Passage> {
    let all = context
        .report
        .passages
        .get(below(context.report, section.heading));
    let own = all.into_iter().flatten();
    own.filter(|passage| !matches!(passage.block, Block::Heading(_) | Block::Footnote))
}

pub(super) const VAGUE_TARGET: Rule = Rule {
    name: "vague-target",
    short: "目标空泛",
    severity: Severity::Hint,
    summary: label(
        "下年目标没有一个数字或时限",
        "next year's targets have no figure and no date",
    ),
    explanation: label(
        "下年目标任务要进下年的行动计划，只写“继续加强”“进一步提高”，到年底无从考核。写一个数、一个率或者\
         一个时限即可。有任何一个数量、百分比、“年底前”“上半年”一类时限的不算；没有写这一部分的另有错误。",
        "Next year's targets go into the next plan; 继续加强 and 进一步提高 cannot be measured when that \
         year ends. One number, one rate or one date will do. Any amount, percentage or date such as \
         年底前 or 上半年 is enough; a missing part is another rule's.",
    ),
    bad: "## 三、2017年质量工作目标任务\n\n继续加强质量教育，进一步提高学校食品安全水平。\n",
    good: "## 三、2017年质量工作目标任务\n\n2017年9月底前，再改造学校食堂90个。\n",
    scope: Scope::Report(vague_target),
};

fn vague_target(context: &Context) -> Vec<Finding> {
    let coverage = context.coverage;
    let Some(heading) = coverage.parts.next_targets else {
        return Vec::new();
    };
    let mut written = 0;
    let filed = context.report.passages.iter().zip(&coverage.filing);
    for (passage, filing) in filed {
        let ahead = matches!(filing, Filing::NextTargets | Filing::NextYear);
        if !ahead || matches!(passage.block, Block::Heading(_)) {
            continue;
        }
        written += passage.census.chars;
        if is_measurable(context.source.slice(passage.span)) || passage.block == Block::Table {
            return Vec::new();
        }
    }
    if written == 0 || !coverage.placeholders.is_empty() {
        return Vec::new();
    }
    let year = next_year(context);
    vec![Finding::new(
        heading_site(context, heading),
        text(
            format!("{}的目标没有一个数字或时限", year.zh),
            format!("the targets for {} have no figure and no date", year.en),
        ),
        text(
            format!("写明做到多少、何时做到，如：{}9月底前，新增……个", year.zh),
            format!(
                "say how much and by when, as in: {}9月底前，新增……个",
                year.zh
            ),
        ),
    )]
}

/// Whether `text` names an amount or a date: a figure that is no year and
/// numbers no line.
fn is_measurable(text: &str) -> bool {
    let dates = [
        "年底",
        "年内",
        "月底",
        "上半年",
        "下半年",
        "季度",
        "年末",
        "年初",
        "月前",
        "每年",
        "每月",
        "全覆盖",
        "零",
        "百分之",
        "翻番",
        "翻一番",
        "倍",
    ];
    if dates.iter().any(|word| text.contains(word)) {
        return true;
    }
    let chars: Vec<char> = text.chars().collect();
    let runs = chars.split(|c| !numeral::is_numeral(*c));
    let mut at = 0;
    for run in runs {
        let after = chars.get(at + run.len());
        let before = at.checked_sub(1).and_then(|before| chars.get(before));
        at += run.len() + 1;
        let begins = before.is_none_or(|c| "\n。；（( -".contains(*c));
        let numbers_line = begins && after.is_some_and(|c| "、.．）)是".contains(*c));
        let arabic = run
            .iter()
            .all(|c| !numeral::is_numeral(*c) || c.is_ascii_digit() || ('０'..='９').contains(c));
        let counts =
            after.is_some_and(|c| "个项家场次批名人万亿件所期套篇座类处种%％‰".contains(*c));
        let year = run.len() == 4 && after.is_some_and(|c| *c == '年');
        // 一批 and 一类 count nothing.
        let several = matches!(run, ['一']);
        if !run.is_empty() && !numbers_line && !year && (arabic || (counts && !several)) {
            return true;
        }
    }
    false
}

pub(super) const MANY_NOT_APPLICABLE: Rule = Rule {
    name: "many-not-applicable",
    short: "多不涉及",
    severity: Severity::Hint,
    summary: label(
        "列名的项一半以上声明不涉及",
        "more than half of the owed items are declined",
    ),
    explanation: label(
        "计划把这些项列在本单位名下，一半以上都写不涉及，多半是分工有误或者没有看全，请与办公室核对。\
         个别项不涉及是常有的，不提示；只列了一两项的、区，也不提示。",
        "The plan names the agency in these items, and it declines more than half of them: most often a \
         wrong division of work or a hasty reading, so settle it with the office. Declining a few is \
         usual and no fault; agencies named in one or two items and districts are not looked at.",
    ),
    bad: "not_applicable = [3, 7, 9, 14]      # 列名的共五项\n",
    good: "not_applicable = [14]\n",
    scope: Scope::Report(many_not_applicable),
};

fn many_not_applicable(context: &Context) -> Vec<Finding> {
    let Some(party) = context.party().filter(|party| party.owed.len() >= 3) else {
        return Vec::new();
    };
    let answers = context.coverage.answers.iter();
    let declined: Vec<u32> = answers
        .filter(|answer| answer.how == How::Declined && party.owes(answer.item))
        .map(|answer| answer.item)
        .collect();
    let (all, count) = (party.owed.len(), declined.len());
    if count * 2 <= all {
        return Vec::new();
    }
    let labels = context.tasks.plan.labels(&declined);
    let stated = context.report.header.not_applicable.span();
    vec![
        Finding::new(
            stated.map_or_else(|| context.top(), |span| context.at(span)),
            text(
                format!("列名的 {all} 项里，{count} 项声明不涉及"),
                format!("{count} of the {all} items that name the agency are declined"),
            ),
            text(
                "与办公室核对分工；有做的，写一段",
                "settle with the office whose they are; where something was done, write about it",
            ),
        )
        .label(text(
            format!("不涉及{labels}"),
            format!("declined: {labels}"),
        )),
    ]
}
