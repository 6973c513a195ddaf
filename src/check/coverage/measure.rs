//! Measures of which an agency's paper says nothing. Duties lie on items: only
//! the clerk's own hand lays one measure on one agency.

use crate::check::parts::outline::heading_site;
use crate::check::{Context, Rule, Scope, cite_measure};
use crate::coverage::{Answer, Filing, How, matching};
use crate::diagnostic::{Finding, Severity, Site, UNFOUND};
use crate::plan::{Item, Measure};
use crate::report::Block;
use crate::text::words::{self, Pairs};
use crate::text::{label, text};

pub(super) const OWED_MEASURE: Rule = Rule {
    name: "owed-measure",
    short: "缺条",
    severity: Severity::Warning,
    summary: label(
        "分给本单位的一条措施没有写",
        "a measure laid on the agency by hand is not answered",
    ),
    explanation: label(
        "责任一般落在项上，不落在条上；办公室在 tasks.toml 里给某条措施写了 agencies，就指明了这一条由谁负责，\
         那家单位要对它有交代。写了编号、标注了、声明不涉及，或者这一项里有一句话与它沾边，都算写了；\
         程序比的是文字，可能看漏，所以只是警告。没有细分的措施不看；整项都没有写的另有错误。",
        "As a rule duties lie on items, not on measures; where the office has written agencies beside a \
         measure in tasks.toml, it has said whose it is, and that agency must say something to it. Its \
         id, a mark, a 不涉及 or any sentence of the item that touches it will do; words are compared, \
         so this is a warning. Measures that nobody narrowed are not looked at, and an item without any \
         answer is another rule's.",
    ),
    bad: "# tasks.toml：3.4 agencies = [\"市教委\"]\n\n### （三）大力提高劳动者职业技能和质量素养\n\n- 3.9 开展服务行业技能大赛、技能培训：完成。举办6场。\n",
    good: "# tasks.toml：3.4 agencies = [\"市教委\"]\n\n### （三）大力提高劳动者职业技能和质量素养\n\n- 3.4 全面质量管理知识普及：完成。办班12期。\n",
    scope: Scope::Report(owed_measure),
};

fn owed_measure(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    for item in context.tasks.plan.items() {
        let Some(answer) = answer_to(context, item) else {
            continue;
        };
        let laid = |measure: &Measure| laid_on(context, measure);
        for measure in unseen(context, item, answer, laid) {
            let finding = Finding::new(
                item_site(context, item, answer),
                text(
                    format!("{} 分给了本单位，没有写", measure.id),
                    format!("{} is laid on this agency and not answered", measure.id),
                ),
                text(
                    format!(
                        "加一行：- {}：完成。……\n不归本单位的，写“不涉及本单位职责”",
                        measure.id
                    ),
                    format!(
                        "add a line: - {}：完成。……\nif it is none of this agency's business, write: 不涉及本单位职责",
                        measure.id
                    ),
                ),
            );
            found.push(cite_measure(finding, context.tasks, &measure.id));
        }
    }
    found
}

/// Whether the office has written this agency beside the measure.
fn laid_on(context: &Context, measure: &Measure) -> bool {
    let parties = &context.tasks.parties;
    measure.agencies.iter().any(|name| {
        let party = context.tasks.find(name).and_then(|at| parties.get(at));
        let own = context.party();
        party.is_some() && party.map(|party| &party.name) == own.map(|own| &own.name)
    })
}

/// What the paper says to an item of its own: something, and not that it is
/// none of its business.
fn answer_to<'a>(context: &Context<'a>, item: &Item) -> Option<&'a Answer> {
    let answers = context.coverage.answers.iter();
    let mut own = answers.filter(|answer| answer.item == item.number);
    own.find(|answer| answer.how != How::Declined)
}

/// The wanted measures of an item that the paper does not name and that no
/// words touch which may answer the item.
fn unseen<'a>(
    context: &Context<'a>,
    item: &'a Item,
    answer: &Answer,
    wanted: impl Fn(&Measure) -> bool,
) -> Vec<&'a Measure> {
    let named = |index: u32| answer.measures.iter().any(|known| known.measure == index);
    let open: Vec<&Measure> = (1..)
        .zip(&item.measures)
        .filter(|(index, measure)| wanted(measure) && !named(*index))
        .map(|(_, measure)| measure)
        .collect();
    if open.is_empty() {
        return open;
    }
    let said: Vec<(&str, Pairs)> = texts_for(context, item, answer)
        .into_iter()
        .map(|text| (text, Pairs::new(text)))
        .collect();
    let traced = |measure: &Measure| {
        let mut said = said.iter();
        said.any(|(text, pairs)| matching::traces(&measure.text, text, pairs))
    };
    open.into_iter()
        .filter(|measure| !traced(measure))
        .collect()
}

/// What may answer the item: in a paper with an order of its own, everything.
fn texts_for<'a>(context: &Context<'a>, item: &Item, answer: &Answer) -> Vec<&'a str> {
    let anywhere = context.coverage.prose || answer.how == How::Inferred;
    let filed = context.report.passages.iter().zip(&context.coverage.filing);
    filed
        .filter(|(passage, filing)| match filing {
            Filing::Item(number) | Filing::Measure(number, _) => anywhere || *number == item.number,
            Filing::Untouched | Filing::Contact => false,
            _ => anywhere || passage.marks.iter().any(|mark| mark.item == item.number),
        })
        .filter(|(passage, _)| anywhere || !matches!(passage.block, Block::Heading(_)))
        .map(|(passage, _)| context.source.slice(passage.span))
        .collect()
}

/// Where the paper answers the item.
fn item_site(context: &Context, item: &Item, answer: &Answer) -> Site {
    let sections = &context.coverage.sections;
    let section = sections.iter().find(|section| section.item == item.number);
    match section.map(|section| section.heading).or(answer.passage) {
        Some(at) => heading_site(context, at),
        None => context.top(),
    }
}

pub(super) const UNTRACED_MEASURE: Rule = Rule {
    name: "untraced-measure",
    short: "未见踪迹",
    severity: Severity::Hint,
    summary: label(
        "本单位牵头或独自负责的项里，有措施一字未提",
        "an item the agency leads has measures it does not touch",
    ),
    explanation: label(
        "一项列了好几家的，各家只管其中几条，不逐条追问；只有本单位牵头或者独自负责的项，才看里面的措施有没有\
         一句话沾边。比的是文字，说法全不同的会看漏，所以只提示，一份一次，列出没有看到的几条。\
         已在 tasks.toml 里分给各家的措施不在此列；声明不涉及、整项没有写的也不在此列。",
        "Where an item names several agencies each has its share, and nothing is asked measure by \
         measure; only of an item that the agency leads or bears alone are the measures looked for. \
         Words are compared and other words for the same thing are missed, so this is a hint, once a \
         paper, with the list. Measures laid on somebody in tasks.toml, declined items and items \
         without an answer are not meant.",
    ),
    bad: "# 计划：（一）……（牵头单位：市教委），有三条措施\n\n### （一）……\n\n只写了其中两条。\n",
    good: "# 计划：（一）……（市教委、市科委等按职责分工负责）\n\n### （一）……\n\n只写了其中两条。\n",
    scope: Scope::Report(untraced_measure),
};

fn untraced_measure(context: &Context) -> Vec<Finding> {
    let mut site = None;
    let mut untraced: Vec<&Measure> = Vec::new();
    for item in context
        .tasks
        .plan
        .items()
        .filter(|item| leads(context, item))
    {
        let Some(answer) = answer_to(context, item) else {
            continue;
        };
        let open = |measure: &Measure| measure.agencies.is_empty();
        let unseen = unseen(context, item, answer, open);
        if !unseen.is_empty() {
            site.get_or_insert_with(|| item_site(context, item, answer));
        }
        untraced.extend(unseen);
    }
    let (Some(site), Some(first)) = (site, untraced.first()) else {
        return Vec::new();
    };
    let count = untraced.len();
    let lines: Vec<String> = untraced
        .iter()
        .map(|measure| format!("{} {}", measure.id, words::shorten(&measure.text, 30)))
        .collect();
    let lines = lines.join("\n");
    let number = context
        .tasks
        .measure(&first.id)
        .map(|(item, _)| item.number);
    let finding = Finding::new(
        site,
        text(
            format!("有 {count} 条措施没有看到一句相关的话"),
            format!("measures of which no sentence was found: {count}"),
        ),
        text(
            "写了的，在句末注明（对应第几项第几条）；没有做的，写一句未完成和原因",
            "where it is written, end the sentence with （对应第N项第N条）; where nothing was done, write 未完成 and why",
        ),
    )
    .note(UNFOUND, text(lines.clone(), lines));
    vec![match number {
        Some(number) => finding.item(number),
        None => finding,
    }]
}

/// Whether this agency leads the item, or is the only one that it names.
fn leads(context: &Context, item: &Item) -> bool {
    let Some(party) = context.party().filter(|party| party.owes(item.number)) else {
        return false;
    };
    let alone = item.agencies.len() == 1 && !item.open_ended;
    item.leads.contains(&party.name) || alone
}
