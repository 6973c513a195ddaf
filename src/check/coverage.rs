//! The items an agency owes and the sections it wrote.

mod measure;
mod prose;
mod section;
mod thin;
mod unknown;

use super::parts::outline::{heading_at, heading_site, left_open, marks, place_of};
use super::{Context, Rule, Scope, cite_item};
use crate::coverage::ItemSection;
use crate::diagnostic::{Finding, Severity};
use crate::plan::{Item, Kind, Party};
use crate::report::Block;
use crate::text::{Text, label, text, words};

/// The rules.
pub const RULES: &[Rule] = &[
    MISSING_ITEM,
    unknown::UNKNOWN_MEASURE,
    prose::UNITEMISED_REPORT,
    section::ITEM_CONFLICT,
    section::REPEATED_ITEM,
    measure::OWED_MEASURE,
    prose::INFERRED_ITEM,
    section::EXTRA_ITEM,
    thin::THIN_ITEM,
    measure::UNTRACED_MEASURE,
];

const MISSING_ITEM: Rule = Rule {
    name: "missing-item",
    short: "缺项",
    severity: Severity::Error,
    summary: label(
        "计划列了本单位的一项没有写",
        "an item that names the agency is not answered",
    ),
    explanation: label(
        "计划每一项末尾列有责任单位，列了名就要有交代：有一节写它，或者写明不涉及本单位职责。\
         不要求逐条回答措施，写一段话也算；标题与计划相近即可，项号对上、只写标题的一部分（（六）加强质量整治）或者写“第六项”的也认，用自己的编号不算错，\
         列表里照抄标题开头的一行、两项合写的一个标题也认；\
         在段末注明“（对应第几项）”也认。表格里列了这一项、完成情况空着的，上面一格的话也说到它，可能是合并的单元格，\
         只提醒，写“同上”就算交代。只写“略”“暂无”“另报”“见工作总结”的不算，写在格里、行里也一样。区不按项查；整份没有按项写的，只提醒一次，不逐项报错。",
        "Each item of the plan ends with the agencies responsible; an agency named there must say \
         something to it: a section, or that it is none of its business. Measures need not be \
         answered one by one, a paragraph will do; the title need only be like the plan's, a part of it behind the item's number or 第六项 will do, the \
         drafter's own numbers are no fault, a line of a list that begins with the title and one heading \
         for two items count, and so does a mark （对应第N项）. A row of a table that names the item and has an empty answer \
         below one that says something of it too may have been a merged cell: a warning, and 同上 answers it; 略, 暂无, 另报 and 见工作总结 answer nothing, in a row or a line neither. Districts owe no item; \
         a paper written in its own order gets one warning, not a row of these.",
    ),
    bad: "# 市科委2016年质量工作总结\n\n## 一、2016年质量工作完成情况\n\n### （二）深入开展质量提升行动\n\n\
          组织质量科技攻关项目23项。\n\n### （四）积极推动质量技术创新\n\n认定重点新产品210项。\n",
    good: "# 市科委2016年质量工作总结\n\n## 一、2016年质量工作完成情况\n\n### （二）深入开展质量提升行动\n\n\
           组织质量科技攻关项目23项。\n\n### （四）积极推动质量技术创新\n\n认定重点新产品210项。\n\n\
           ### （十七）实施质量发展重点工程\n\n不涉及本单位职责。\n",
    scope: Scope::Report(missing_item),
};

fn missing_item(context: &Context) -> Vec<Finding> {
    let coverage = context.coverage;
    let Some(party) = context.party() else {
        return Vec::new();
    };
    if coverage.prose || party.kind == Kind::District {
        return Vec::new();
    }
    let owed = coverage.unanswered.iter();
    let items = owed.filter_map(|&number| context.tasks.plan.item(number));
    items
        .filter_map(|item| {
            let own = |section: &&ItemSection| section.item == item.number && !section.filled;
            match coverage.sections.iter().find(own) {
                Some(section) if left_open(context, section.heading) => None,
                Some(section) => Some(bare_item(context, party, item, section)),
                None => Some(
                    blank_row(context, party, item)
                        .unwrap_or_else(|| absent_item(context, party, item)),
                ),
            }
        })
        .collect()
}

/// The item has a heading and nothing below it, or only words that say nothing.
fn bare_item(context: &Context, party: &Party, item: &Item, section: &ItemSection) -> Finding {
    let below = context.report.passages.get(section.heading + 1);
    let below = below.filter(|below| below.under == Some(section.heading));
    let said = below.map_or("", |below| below.line.text.trim());
    let Text { zh, en } = item.called();
    let message = match said {
        "" => text(
            format!("{zh}只有标题，没有内容"),
            format!("{en} has a heading and nothing below it"),
        ),
        said => says_only(item, said),
    };
    let finding = Finding::new(
        heading_site(context, section.heading),
        message,
        text(
            "在标题下面写做了什么，一段话或逐条写都可以；\n与本单位无关，写一句“不涉及本单位职责”即可",
            "write below it what was done, in a paragraph or line by line;\nif it is none of this agency's business, write: 不涉及本单位职责",
        ),
    );
    cite_item(finding, context.tasks, item.number, Some(party))
}

fn says_only(item: &Item, said: &str) -> Text {
    let said = words::shorten(said, 16);
    let Text { zh, en } = item.called();
    text(
        format!("{zh}只写了“{said}”"),
        format!("{en} says only “{said}”"),
    )
}

/// The item has a row in a table, or a line, and no answer in it, or one that says
/// nothing: no error, where the cell may have been merged with the one above.
fn blank_row(context: &Context, party: &Party, item: &Item) -> Option<Finding> {
    let mut rows = context.coverage.blank_rows.iter();
    let blank = rows.find(|blank| blank.item == item.number)?;
    let row = context.report.passages.get(blank.row)?;
    let cell = row.block == Block::Table;
    let mut help = match cell {
        true => text(
            "在这一行的完成情况一格写做到什么程度",
            "write in this row how far it has come",
        ),
        false => text(
            "在标题后面写做了什么",
            "write behind the title what was done",
        ),
    };
    if blank.may_be_merged {
        help.zh += "；\n与上一行是同一格的，写“同上”";
        help.en += ";\nif the cell was merged with the one above, write: 同上";
    }
    help.zh += "；\n与本单位无关，写“不涉及本单位职责”即可";
    help.en += ";\nif it is none of this agency's business, write: 不涉及本单位职责";
    let answer = row.entry.as_ref().map(|entry| entry.answer);
    let said = answer.and_then(|(start, end)| row.line.text.get(start..end));
    let Text { zh, en } = item.called();
    let message = match said.map(str::trim).filter(|said| !said.is_empty()) {
        Some(said) => says_only(item, said),
        None => text(
            format!("{zh}在表里有一行，完成情况是空的"),
            format!("{en} has a row whose answer is empty"),
        ),
    };
    let finding = Finding::new(context.at(row.line.whole()), message, help);
    let finding = match blank.may_be_merged {
        true => finding.severity(Severity::Warning),
        false => finding,
    };
    Some(cite_item(finding, context.tasks, item.number, Some(party)))
}

/// The item is nowhere in the paper.
fn absent_item(context: &Context, party: &Party, item: &Item) -> Finding {
    let coverage = context.coverage;
    let part = place_of(context, item);
    // A new heading is written the way this drafter writes them.
    let first = coverage.sections.first().map(|section| section.heading);
    let rank = |at| heading_at(context.report, at).map(|(heading, _)| heading.rank);
    let rank = first.and_then(rank).or(part.and_then(rank).map(|r| r + 1));
    let hashes = match marks(context.report) {
        "" => String::new(),
        _ => "#".repeat(rank.unwrap_or(3).clamp(2, 6).into()) + " ",
    };
    let heading = format!("{hashes}{}{}", item.ordinal(), item.title());
    let here = if part.is_some() {
        "在这部分里加一节"
    } else {
        "加一节"
    };
    let Text { zh, en } = item.called();
    let mut finding = Finding::new(
        part.map_or_else(|| context.top(), |at| heading_site(context, at)),
        text(format!("{zh}没有写"), format!("{en} is not answered")),
        text(
            format!("{here}：{heading}\n与本单位无关，节内写一句“不涉及本单位职责”即可"),
            format!(
                "add a section: {heading}\nif it is none of this agency's business, write: 不涉及本单位职责"
            ),
        ),
    );
    let written = coverage
        .answers
        .iter()
        .filter(|answer| answer.passage.is_some());
    let written: Vec<u32> = written.map(|answer| answer.item).collect();
    if !written.is_empty() {
        let plan = &context.tasks.plan;
        finding = finding.label(text(
            format!("写了{}", plan.labels(&written)),
            match written[..] {
                [_] => format!("item {} is answered here", plan.figures(&written)),
                _ => format!("items {} are answered here", plan.figures(&written)),
            },
        ));
    }
    cite_item(finding, context.tasks, item.number, Some(party))
}

/// A Chinese and an English sentence that quote the same words.
fn quote(zh: &str, words: &str, en: &str) -> Text {
    text(format!("{zh}“{words}”"), format!("{en} “{words}”"))
}
