//! Sections that hardly say anything.

use crate::check::parts::outline::{below, heading_site, left_open};
use crate::check::reach::sections_parted;
use crate::check::{Context, Rule, Scope};
use crate::coverage::ItemSection;
use crate::diagnostic::{Finding, Severity};
use crate::plan::Kind;
use crate::report::{Block, Entry, Status};
use crate::text::{label, numeral, text};

pub(super) const THIN_ITEM: Rule = Rule {
    name: "thin-item",
    short: "空话",
    severity: Severity::Hint,
    summary: label(
        "一项只写了一两句，没有数字和状态",
        "an item of a sentence or two, without figure or status",
    ),
    explanation: label(
        "一节不到 40 个字，没有数字，也没有“完成”“推进中”一类的字，等于只说做了，说不出做了什么。\
         短不是毛病：有一个数字或者写明状态就不算；声明不涉及的、区的稿子不看；一份只提示一次，列出是哪几项。",
        "A section of fewer than 40 characters with no figure and no word such as 完成 or 推进中 says that \
         something was done and not what. Being short is no fault: one figure or a status is enough; \
         declined items and districts are not looked at. Said once a paper, with the items.",
    ),
    bad: "### （十八）实施质量和品牌标杆对比提升工程\n\n高度重视，认真落实，成效明显。\n",
    good: "### （十八）实施质量和品牌标杆对比提升工程\n\n新建示范基地6个。\n",
    scope: Scope::Report(thin_item),
};

/// A section of fewer characters is thin.
const THIN: usize = 40;

fn thin_item(context: &Context) -> Vec<Finding> {
    if context
        .party()
        .is_none_or(|party| party.kind == Kind::District)
    {
        return Vec::new();
    }
    let sections = context.coverage.sections.iter();
    let thin: Vec<&ItemSection> = sections
        .filter(|section| section.filled && is_thin(context, section.heading))
        .collect();
    let groups = sections_parted(context, &THIN_ITEM, thin).into_iter();
    groups
        .filter_map(|group| thin_items(context, &group))
        .collect()
}

/// The finding about items of which too little is told.
fn thin_items(context: &Context, thin: &[&ItemSection]) -> Option<Finding> {
    let first = thin.first()?;
    let plan = &context.tasks.plan;
    let items: Vec<u32> = thin.iter().map(|section| section.item).collect();
    Some(
        Finding::new(
            heading_site(context, first.heading),
            text(
                format!(
                    "第{}项不到 {THIN} 个字，没有数字和状态",
                    plan.labels(&items)
                ),
                format!(
                    "item {}: under {THIN} characters, no figure and no status",
                    plan.figures(&items)
                ),
            ),
            text(
                "写明做了什么、做了多少、做到什么程度",
                "tell what was done, how much of it, and how far it has come",
            ),
        )
        .item(first.item),
    )
}

fn is_thin(context: &Context, heading: usize) -> bool {
    let all = context.report.passages.get(below(context.report, heading));
    let mut chars = 0;
    for passage in all.into_iter().flatten() {
        if matches!(passage.block, Block::Heading(_)) {
            continue;
        }
        let said = context.source.slice(passage.span);
        let stated = passage.entry.as_ref().and_then(Entry::status);
        let figure = said.chars().any(|c| c != '一' && numeral::is_numeral(c));
        let words = ["完成", "推进", "不涉及", "无关", "见"];
        if figure || stated.is_some() || words.iter().any(|word| said.contains(word)) {
            return false;
        }
        if matches!(passage.block, Block::Table | Block::Other) {
            return false;
        }
        chars += passage.census.chars;
    }
    let declared = context.coverage.answers.iter().any(|answer| {
        answer.passage.is_none_or(|at| at == heading)
            && answer.status == Some(Status::NotApplicable)
    });
    chars > 0 && chars < THIN && !declared && !left_open(context, heading)
}
