//! The items an agency owes and the sections it wrote.

mod measure;
mod prose;
mod section;
mod thin;

use super::parts::outline::{completion_heading, heading_at, heading_site, left_open, marks};
use super::{Context, Rule, Scope, cite_item};
use crate::coverage::ItemSection;
use crate::diagnostic::{Finding, Severity};
use crate::plan::{Item, Kind, Party};
use crate::report::{Field, Passage};
use crate::text::words::Pairs;
use crate::text::{Span, Text, label, numeral, text};

/// The rules.
pub const RULES: &[Rule] = &[
    MISSING_ITEM,
    UNKNOWN_MEASURE,
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
         不要求逐条回答措施，写一段话也算；标题与计划相近即可，用自己的编号不算错，\
         列表里照抄标题开头的一行、两项合写的一个标题也认；\
         在段末注明“（对应第几项）”也认。表格里列了这一项、完成情况空着的，可能是合并的单元格，\
         只提醒，写“同上”就算交代。只写“略”的不算。区不按项查；整份没有按项写的，只提醒一次，不逐项报错。",
        "Each item of the plan ends with the agencies responsible; an agency named there must say \
         something to it: a section, or that it is none of its business. Measures need not be \
         answered one by one, a paragraph will do; the title need only be like the plan's, the \
         drafter's own numbers are no fault, a line of a list that begins with the title and one heading \
         for two items count, and so does a mark （对应第N项）. A row of a table that names the item and has an empty answer \
         below a filled one may have been a merged cell: a warning, and 同上 answers it; 略 answers nothing. Districts owe no item; \
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

/// The item has a heading and nothing below it.
fn bare_item(context: &Context, party: &Party, item: &Item, section: &ItemSection) -> Finding {
    let finding = Finding::new(
        heading_site(context, section.heading),
        text(
            format!("第{}项只有标题，没有内容", item.label()),
            format!("item {} has a heading and nothing below it", item.number),
        ),
        text(
            "在标题下面写做了什么，一段话或逐条写都可以；\n与本单位无关，写一句“不涉及本单位职责”即可",
            "write below it what was done, in a paragraph or line by line;\nif it is none of this agency's business, write: 不涉及本单位职责",
        ),
    );
    cite_item(finding, context.tasks, item.number, Some(party))
}

/// The item has a row in a table and no answer in it: no error, where the cell
/// may have been merged with the one above.
fn blank_row(context: &Context, party: &Party, item: &Item) -> Option<Finding> {
    let mut rows = context.coverage.blank_rows.iter();
    let blank = rows.find(|blank| blank.item == item.number)?;
    let row = context.report.passages.get(blank.row)?;
    let mut help = text(
        "在这一行的完成情况一格写做到什么程度",
        "write in this row how far it has come",
    );
    if blank.below_filled {
        help.zh += "；\n与上一行是同一格的，写“同上”";
        help.en += ";\nif the cell was merged with the one above, write: 同上";
    }
    help.zh += "；\n与本单位无关，写“不涉及本单位职责”即可";
    help.en += ";\nif it is none of this agency's business, write: 不涉及本单位职责";
    let finding = Finding::new(
        context.at(row.line.whole()),
        text(
            format!("第{}项在表里有一行，完成情况是空的", item.label()),
            format!("item {} has a row whose answer is empty", item.number),
        ),
        help,
    );
    let finding = match blank.below_filled {
        true => finding.severity(Severity::Warning),
        false => finding,
    };
    Some(cite_item(finding, context.tasks, item.number, Some(party)))
}

/// The item is nowhere in the paper.
fn absent_item(context: &Context, party: &Party, item: &Item) -> Finding {
    let coverage = context.coverage;
    let part = completion_heading(context);
    // A new heading is written the way this drafter writes them.
    let first = coverage.sections.first().map(|section| section.heading);
    let rank = |at| heading_at(context.report, at).map(|(heading, _)| heading.rank);
    let rank = first.and_then(rank).or(part.and_then(rank).map(|r| r + 1));
    let hashes = match marks(context.report) {
        "" => String::new(),
        _ => "#".repeat(rank.unwrap_or(3).clamp(2, 6).into()) + " ",
    };
    let heading = format!("{hashes}{}{}", item.label(), item.title());
    let here = if part.is_some() {
        "在这部分里加一节"
    } else {
        "加一节"
    };
    let mut finding = Finding::new(
        part.map_or_else(|| context.top(), |at| heading_site(context, at)),
        text(
            format!("第{}项没有写", item.label()),
            format!("item {} is not answered", item.number),
        ),
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
        finding = finding.label(text(
            format!("写了{}", labels(&written)),
            match written[..] {
                [one] => format!("item {one} is answered here"),
                _ => format!("items {} are answered here", listed(&written)),
            },
        ));
    }
    cite_item(finding, context.tasks, item.number, Some(party))
}

const UNKNOWN_MEASURE: Rule = Rule {
    name: "unknown-measure",
    short: "无此条",
    severity: Severity::Error,
    summary: label(
        "写了计划里没有的措施编号",
        "a line bears the id of no measure of the plan",
    ),
    explanation: label(
        "行首的“3.8”按计划的措施编号读：第三项第八条。计划里没有这一条，这行就归不到任何措施，\
         多半是数错一条，或者用了本单位自己的小编号。数字后面紧跟单位的（3.2万人、6.5亿元）不当编号读；\
         “3.15 国际消费者权益日”“9.20 举办培训班”这样的日子，没有写明状态的，也不当；句子中间的数字不管；1. 2.、（1）（2）这样的编号随便用。\
         文头 not_applicable 里声明不涉及的、（对应第几项）里标注的，计划里也要有。",
        "A figure such as 3.8 at the head of a line is read as the plan's id: item 3, measure 8. Where \
         the plan has no such measure the line belongs nowhere: most often one was miscounted, or the \
         drafter uses numbers of this form for something else. A figure with a unit (3.2万人) is no \
         id, nor is a day of the year (3.15 国际消费者权益日, 9.20 举办培训班) in a line that states nothing, \
         nor one inside a sentence; plain 1. 2. and （1） are free. What not_applicable declines in the \
         front matter and what a mark （对应第几项） names must be of the plan too.",
    ),
    bad: "### （三）大力提高劳动者职业技能和质量素养\n\n- 3.15 开展服务行业技能大赛、技能培训：完成。举办8个职业的市级竞赛。\n",
    good: "### （三）大力提高劳动者职业技能和质量素养\n\n- 3.9 开展服务行业技能大赛、技能培训：完成。举办8个职业的市级竞赛。\n\
           - 3.2万人取得高级工以上证书。\n",
    scope: Scope::Report(unknown_measure),
};

fn unknown_measure(context: &Context) -> Vec<Finding> {
    let lines = context.coverage.unknown_measures.iter();
    let lines = lines.filter_map(|&at| unknown(context, context.report.passages.get(at)?));
    let found = unknown_declined(context).into_iter().chain(lines);
    found.chain(unknown_marks(context)).collect()
}

/// The items and measures that marks name and the plan lacks: （对应第十九项）.
fn unknown_marks(context: &Context) -> impl Iterator<Item = Finding> {
    let passages = context.report.passages.iter();
    // What the office rules is the register's.
    let marks = passages.filter(|passage| !passage.ruled);
    let marks = marks.flat_map(|passage| &passage.marks);
    marks.filter_map(|mark| {
        let own = items(context, mark.item);
        let has = |item: &&Item| {
            let count = item.measures.len();
            mark.measure
                .is_none_or(|index| (1..=count).contains(&(index as usize)))
        };
        let id = match mark.measure {
            Some(index) => format!("{}.{index}", mark.item),
            None => mark.item.to_string(),
        };
        let known = own.iter().any(has);
        (!known).then(|| {
            Finding::new(
                context.at(mark.at),
                missing(context, &id, &own),
                remedy(&own),
            )
        })
    })
}

fn unknown(context: &Context, passage: &Passage) -> Option<Finding> {
    let entry = passage.entry.as_ref()?;
    let ((number, index), span) = entry.id?;
    let own = items(context, number);
    let to = remedy(&own);
    let finding = Finding::new(
        context.at(span),
        missing(context, &format!("{number}.{index}"), &own),
        text(
            format!("{}；\n是本单位自己的编号，改写成 1. 2. 3.", to.zh),
            format!(
                "{};\nif the number is the agency's own, write 1. 2. 3.",
                to.en
            ),
        ),
    );
    let (start, end) = entry.title;
    let words = passage.line.text.get(start..end).unwrap_or_default();
    let all = || context.tasks.plan.items().collect();
    let among: Vec<&Item> = if own.is_empty() { all() } else { own.clone() };
    let finding = match likest_measure(&among, words) {
        Some(like) => finding.label(text(
            format!("这句像 {like}"),
            format!("the words are like {like}"),
        )),
        None => finding,
    };
    Some(match own[..] {
        [] => finding,
        _ => cite_item(finding, context.tasks, number, context.party()),
    })
}

/// The items and measures that the front matter declines and the plan lacks.
fn unknown_declined(context: &Context) -> Vec<Finding> {
    let Field::Given(ids, at) = &context.report.header.not_applicable else {
        return Vec::new();
    };
    let written = context.source.slice(*at);
    let place = |id: &str| {
        let inside = |c: char| c.is_ascii_digit() || c == '.';
        let mut places = written
            .match_indices(id)
            .map(|(from, _)| (from, from + id.len()));
        let apart = |&(from, to): &(usize, usize)| {
            !written[..from].ends_with(inside) && !written[to..].starts_with(inside)
        };
        let place = places.find(apart);
        place.map_or(*at, |(from, to)| Span::new(at.start + from, at.start + to))
    };
    let unknown = ids.iter().filter_map(|id| {
        let number = id.split('.').next()?.parse().ok()?;
        let own = items(context, number);
        let mut measures = own.iter().flat_map(|item| &item.measures);
        let has = !own.is_empty() && !id.contains('.') || measures.any(|known| known.id == *id);
        let to = remedy(&own);
        (!has).then(|| {
            Finding::new(
                context.at(place(id)),
                missing(context, id, &own),
                text(
                    format!("{}；\n写多了的，从 not_applicable 里删掉", to.zh),
                    format!(
                        "{};\nif it is one too many, take it out of not_applicable",
                        to.en
                    ),
                ),
            )
        })
    });
    unknown.collect()
}

/// The items of that number.
fn items<'a>(context: &Context<'a>, number: u32) -> Vec<&'a Item> {
    let items = context.tasks.plan.items();
    items.filter(|item| item.number == number).collect()
}

/// That the plan lacks `id`, which would be of the items `own`.
fn missing(context: &Context, id: &str, own: &[&Item]) -> Text {
    match own {
        [item, ..] => {
            let count: usize = own.iter().map(|item| item.measures.len()).sum();
            text(
                format!("没有 {id} 这一条：第{}项只有 {count} 条", item.label()),
                format!(
                    "there is no measure {id}: item {number} ends at {number}.{count}",
                    number = item.number
                ),
            )
        }
        [] => {
            let count = context.tasks.plan.items().count();
            let (zh, en) = match id.contains('.') {
                true => ("这一条", "measure"),
                false => ("这一项", "item"),
            };
            text(
                format!("没有 {id} {zh}：计划只有 {count} 项"),
                format!("there is no {en} {id}: the plan has {count} items"),
            )
        }
    }
}

/// What to write in place of an id that none of the items `own` has.
fn remedy(own: &[&Item]) -> Text {
    let mut measures = own.iter().flat_map(|item| &item.measures);
    let first = measures.next();
    match first.map(|first| (&first.id, &measures.last().unwrap_or(first).id)) {
        Some((first, last)) => text(
            format!("改成计划里的编号（{first} 至 {last}）"),
            format!("use an id of the plan ({first} to {last})"),
        ),
        None => text(
            "改成计划里的编号（huibian tasks 可查）",
            "use an id of the plan (huibian tasks lists them)",
        ),
    }
}

/// The id of the measure that `words` are clearly like.
fn likest_measure<'a>(items: &[&'a Item], words: &str) -> Option<&'a str> {
    let words = Pairs::new(words);
    let measures = items.iter().flat_map(|item| &item.measures);
    measures
        .map(|measure| (Pairs::new(&measure.text).alike(&words), measure.id.as_str()))
        .filter(|(alike, _)| *alike >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, id)| id)
}

/// The number of an item as the plan prints it: （十五）.
fn label_of(number: u32) -> String {
    format!("（{}）", numeral::chinese(number))
}

/// Item numbers as a Chinese sentence lists them: （三）（七）（九）.
fn labels(numbers: &[u32]) -> String {
    numbers.iter().map(|&number| label_of(number)).collect()
}

/// Item numbers as an English sentence lists them: 3, 7 and 9.
fn listed(numbers: &[u32]) -> String {
    let words: Vec<String> = numbers.iter().map(u32::to_string).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// A Chinese and an English sentence that quote the same words.
fn quote(zh: &str, words: &str, en: &str) -> Text {
    text(format!("{zh}“{words}”"), format!("{en} “{words}”"))
}
