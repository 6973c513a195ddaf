//! Sections under the wrong number, written twice, or unasked for.

use std::collections::BTreeMap;

use crate::check::parts::outline::heading_site;
use crate::check::{Context, Rule, Scope, cite_item};
use crate::coverage::How;
use crate::diagnostic::{Finding, SEE, Severity};
use crate::plan::{Item, Kind};
use crate::text::{Text, label, numeral, text};

pub(super) const ITEM_CONFLICT: Rule = Rule {
    name: "item-conflict",
    short: "项号不符",
    severity: Severity::Warning,
    summary: label(
        "标题写的是一项，编号却是另一项",
        "a heading has one item's title and another's number",
    ),
    explanation: label(
        "同一份稿子里别处都用计划的编号，这一处标题像这一项，编号却是另一项的，多半是改稿时串了号。\
         已按标题归项，请改成一致。整份用自己的（一）（二）（三）编号、与计划无关的（各部分连着编的，多数编号与计划不同的）不在此列：\
         标题像哪一项就归哪一项，不说什么。",
        "Elsewhere this paper uses the plan's numbers, but here the title is one item's and the number \
         another's: most often a slip in editing. It is filed under the title; make the two agree. A \
         paper that numbers its own sections from （一）, be it through all its parts, or most of whose numbers differ, is not meant: the title decides and nothing \
         is said.",
    ),
    bad: "### （三）大力提高劳动者职业技能和质量素养\n\n……\n\n### （九）加强重点领域质量安全监管\n\n……\n",
    good: "### （三）大力提高劳动者职业技能和质量素养\n\n……\n\n### （七）加强重点领域质量安全监管\n\n……\n",
    scope: Scope::Report(item_conflict),
};

fn item_conflict(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    for section in &context.coverage.sections {
        let Some(written) = section.conflict else {
            continue;
        };
        let Some(item) = context.tasks.plan.item(section.item) else {
            continue;
        };
        let own = item.ordinal();
        let other = format!("（{}）", numeral::chinese(written));
        let figure = item.figure();
        let mut finding = Finding::new(
            heading_site(context, section.heading),
            text(
                format!("标题是第{own}项，编号却写成{other}"),
                format!("the title is item {figure}'s, the number is {written}"),
            ),
            text(
                format!("已归到第{own}项；归得对，把编号改成{own}，不对，把标题改成第{other}项的"),
                format!(
                    "filed under item {figure}; if that is right, number it {own}, else give it the title of item {written}"
                ),
            ),
        );
        let plan = &context.tasks.plan;
        let other = plan.meant(written, &[], item.section);
        if let Some(other) = other.and_then(|other| plan.item(other)) {
            finding = finding.label(text(
                format!("{}是“{}”", other.ordinal(), other.title()),
                format!("item {written} is “{}”", other.title()),
            ));
        }
        found.push(cite_item(
            finding,
            context.tasks,
            item.number,
            context.party(),
        ));
    }
    found
}

pub(super) const REPEATED_ITEM: Rule = Rule {
    name: "repeated-item",
    short: "重项",
    severity: Severity::Warning,
    summary: label("同一项写了两节", "two sections answer the same item"),
    explanation: label(
        "同一项在稿子里有两节，都写了内容，汇编时会并排印出，容易前后不一；多半是几个处室各写一段，拼稿时没有合并。\
         目录里列一遍标题、只有标题没有内容的不算；一节里分几段、再分小标题的不算；\
         几段都注明“（对应第几项）”的也不算。",
        "Two sections of the paper answer the same item and both say something; the volume prints both, \
         and they may disagree: most often two divisions wrote a piece each. A table of contents or a \
         heading with nothing below it does not count, nor do several paragraphs or subheadings in \
         one section, nor passages marked （对应第N项）.",
    ),
    bad: "### （十八）实施质量和品牌标杆对比提升工程\n\n新建林业标准化示范基地6个。\n\n\
          ### （十八）实施质量和品牌标杆对比提升工程\n\n培育林业标准化示范企业4家。\n",
    good: "### （十八）实施质量和品牌标杆对比提升工程\n\n新建林业标准化示范基地6个。\n\n培育林业标准化示范企业4家。\n",
    scope: Scope::Report(repeated_item),
};

fn repeated_item(context: &Context) -> Vec<Finding> {
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    let mut found = Vec::new();
    let report = context.report;
    let marked = |at: usize| report.passages.get(at).is_some_and(|p| !p.marks.is_empty());
    let sections = context.coverage.sections.iter();
    // Passages that a drafter marks as answering one item are no repetition.
    for section in sections.filter(|section| section.filled && !marked(section.heading)) {
        let Some(&before) = first.get(&section.item) else {
            first.insert(section.item, section.heading);
            continue;
        };
        if report
            .above(section.heading)
            .any(|(above, _)| above == before)
        {
            continue;
        }
        let site = heading_site(context, before);
        let line = site.place.line;
        let plan = &context.tasks.plan;
        let Some(Text { zh, en }) = plan.item(section.item).map(Item::called) else {
            continue;
        };
        found.push(
            Finding::new(
                heading_site(context, section.heading),
                text(
                    format!("{zh}写了两处"),
                    format!("{en} is answered in two sections"),
                ),
                text(
                    format!("并到第 {line} 行那一节；写的是别的项，改标题"),
                    format!("move it into the section on line {line}; if it is about another item, change the heading"),
                ),
            )
            .item(section.item)
            .note_at(SEE, text("前一处", "the first one"), site),
        );
    }
    found
}

pub(super) const EXTRA_ITEM: Rule = Rule {
    name: "extra-item",
    short: "名外项",
    severity: Severity::Hint,
    summary: label(
        "写了计划没有列本单位的项",
        "an item is answered that does not name the agency",
    ),
    explanation: label(
        "计划的责任名单以“等”收尾，没有列名的单位做了工作也可以报，照收照编，所以只提示，防的是标题抄错了项。\
         区不按项列名，不提示；项里写着“领导小组成员单位”而成员名单没有提供的，本单位可能就在其中，也不提示。",
        "The plan's lists of agencies end in 等, so others may report too and are bound all the same; \
         this only guards against a heading copied from the wrong item. Districts are named in no \
         item and get no hint; nor does an item that names a group whose members nobody has given, \
         for the agency may be one of them.",
    ),
    bad: "# 市林业局2016年质量工作总结\n\n### （十六）加强质量和品牌教育及文化建设\n\n组织示范基地观摩2次。\n",
    good: "# 市林业局2016年质量工作总结\n\n### （十八）实施质量和品牌标杆对比提升工程\n\n组织示范基地观摩2次。\n",
    scope: Scope::Report(extra_item),
};

fn extra_item(context: &Context) -> Vec<Finding> {
    let Some(party) = context.party().filter(|party| party.kind != Kind::District) else {
        return Vec::new();
    };
    let groups = context.tasks.unresolved_groups();
    let answers = context.coverage.answers.iter();
    answers
        .filter(|answer| answer.how == How::Written && !party.owes(answer.item))
        .filter_map(|answer| {
            let passage = context.report.passages.get(answer.passage?)?;
            let item = context.tasks.plan.item(answer.item)?;
            if item
                .agencies
                .iter()
                .any(|name| groups.contains(&name.get_ref().as_str()))
            {
                return None;
            }
            let own = context
                .coverage
                .sections
                .iter()
                .find(|s| s.item == item.number);
            let site = match (own, passage.mark()) {
                (Some(section), _) => heading_site(context, section.heading),
                (None, Some(mark)) => context.at(mark.at),
                (None, None) => context.at(passage.line.whole()),
            };
            let (Text { zh, en }, name) = (item.called(), &party.name);
            let finding = Finding::new(
                site,
                text(
                    format!("{zh}没有列{name}，照收"),
                    format!("{en} does not name {name}; it is bound all the same"),
                ),
                text(
                    "确是本单位做的，不用改；写错了项，改成本单位所列的项",
                    "nothing to do if the agency did this; if the item is a slip, change it",
                ),
            );
            Some(cite_item(finding, context.tasks, item.number, Some(party)))
        })
        .collect()
}
