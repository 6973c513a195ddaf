//! What a writer left to be filled in.

use super::super::texts::section;
use super::super::{Context, Rule, Scope, example};
use crate::coverage::identity::is_left_open;
use crate::diagnostic::{Finding, Severity};
use crate::text::{label, text};

pub(super) const PLACEHOLDER: Rule = Rule {
    name: "placeholder",
    short: "待填",
    severity: Severity::Error,
    summary: label("留着没填的空", "a blank that was never filled in"),
    explanation: label(
        "“【待填】”“20__年”“×月×日”“培训XX人”“原因：……”是模板或范文留的空，“合格率  %”“缺口约……人”“标准?项”\
         “[金额]万元”“（）家”“[企业名称]”是该写的地方没有写，“2016年  月  日”“×月底”是没定的日子，“（请各科室补充）”“待核实：”是写给同事的话，整条只有“XXX”“略”“待填”的也是：没填就报送，印出来就是差错，所以算错误。\
         同一项、同一部分里写了内容的，那里单独成段的“【待填】”不算，也不印；列在条目里的照算。替人名、单位名隐去的“××”（由××处、××区），\
         以及引用条文里的省略号，不是空。",
        "【待填】, 20__年, ×月×日, 培训XX人 and 原因：…… are blanks of a form or of a borrowed text, 合格率  %, \
         缺口约……人, 标准?项, [金额]万元 and （）家 lack a figure, [企业名称] a name, 2016年  月  日 and ×月底 a day, （请各科室补充） and 待核实： are notes to a colleague, and a \
         line may be nothing but XXX, 略 or 待填; left as they \
         are they would be printed, so they are errors. 【待填】 as a paragraph \
         of an item or a part that has words does not count and is not printed; in a list it counts. ×× that hides the name of a person, a firm or an office (由××处, ××区), \
         and the dots of a quotation, are no blanks.",
    ),
    bad: "### （三）大力提高劳动者职业技能和质量素养\n\n【待填】\n",
    good: "### （三）大力提高劳动者职业技能和质量素养\n\n举办技能竞赛12场，参赛职工6800人。\n",
    scope: Scope::Report(placeholder),
};

fn placeholder(context: &Context) -> Vec<Finding> {
    let blanks = context.coverage.placeholders.iter().map(|&span| {
        let blank = context.source.slice(span);
        let finding = Finding::new(
            context.at(span),
            text(
                format!("“{blank}”还没有填"),
                format!("“{blank}” was never filled in"),
            ),
            text(
                "写上内容；没有要写的，把这一处删掉",
                "fill it in; where there is nothing to say, delete it",
            ),
        );
        // A line of nothing else does not say what is to be filled in.
        let line = context.source.line_span(context.source.line_of(span.start));
        match section(context.report, span) {
            Some(at) if context.source.slice(line).trim() == blank => {
                finding.label(at.clone()).section(at)
            }
            Some(at) => finding.section(at),
            None => finding,
        }
    });
    blanks.chain(agency(context)).collect()
}

/// The agency in the front matter, where a form's word stands for its name.
fn agency(context: &Context) -> Option<Finding> {
    let agency = &context.report.header.agency;
    let (name, span) = agency.value().zip(agency.span())?;
    let open = is_left_open(name) && name.chars().any(|c| !c.is_whitespace());
    open.then(|| {
        let example = format!("agency = \"{}\"", example::agency(context));
        Finding::new(
            context.at(span),
            text(
                format!("agency 还是“{name}”，没有填单位"),
                format!("agency is still “{name}”: no name was filled in"),
            ),
            text(
                format!("写上名册里的名称，如 {example}"),
                format!("write the name as the roster has it, such as {example}"),
            ),
        )
    })
}
