//! What a report waives. A waiver holds for the line below it and the block
//! that begins there; who wrote, when, and what is dangerous is never waived.

use std::collections::BTreeMap;

use super::reach::Reach;
use super::{Context, Judged, REFUSING, Rule, Scope, deadline, find, identity, nearest, safety};
use crate::diagnostic::{Diagnostic, Finding, Severity, Waived};
use crate::report::Waiver;
use crate::text::{Span, label, text};

/// The rules.
pub const RULES: &[Rule] = &[BAD_WAIVER, UNUSED_WAIVER];

/// Parts what `found` says from what the report waives of it.
pub(super) fn waive(context: &Context, found: Vec<Diagnostic>) -> Judged {
    if context.report.waivers.is_empty() {
        return (found, Vec::new());
    }
    let reaches = Reach::all(context);
    let mut by_rule: BTreeMap<&str, Vec<&(&Waiver, Reach)>> = BTreeMap::new();
    for one in &reaches {
        for (rule, _) in holds(one.0) {
            by_rule.entry(rule.name).or_default().push(one);
        }
    }
    let (mut kept, mut waived) = (Vec::new(), Vec::new());
    for diagnostic in found {
        let mut waivers = by_rule.get(diagnostic.rule).into_iter().flatten();
        match waivers.find(|(_, reach)| reach.has(&diagnostic)) {
            Some((waiver, _)) => waived.push(Waived {
                reason: waiver.reason.clone(),
                by: None,
                diagnostic,
            }),
            None => kept.push(diagnostic),
        }
    }
    (kept, waived)
}

/// The rules that a waiver does waive, each with the place of its name.
fn holds(waiver: &Waiver) -> impl Iterator<Item = (&'static Rule, Span)> {
    let named = waiver.rules.iter().filter(|_| !waiver.reason.is_empty());
    named.filter_map(|(name, at)| Some((named_rule(name).filter(|rule| may_waive(rule))?, *at)))
}

fn named_rule(name: &str) -> Option<&'static Rule> {
    find(name).or_else(|| find(&name.to_lowercase()))
}

/// What is wrong in the front matter. A comment above it would hide it from
/// every reader.
const HEADER: &[&str] = &["broken-front-matter", "loose-front-matter", "unknown-key"];

/// Whether a drafter may waive what that rule finds in a report.
pub fn may_waive(rule: &Rule) -> bool {
    let never = [identity::RULES, deadline::RULES, safety::RULES, RULES];
    let mut never = never.into_iter().flatten().map(|rule| rule.name);
    matches!(rule.scope, Scope::Report(_))
        && !REFUSING.contains(&rule.name)
        && !HEADER.contains(&rule.name)
        && !never.any(|name| name == rule.name)
}

const BAD_WAIVER: Rule = Rule {
    name: "bad-waiver",
    short: "豁免无效",
    severity: Severity::Warning,
    summary: label(
        "豁免没有理由、规则名不对，或那一条不能豁免",
        "a waiver without a reason, of no rule, or of one that cannot be waived",
    ),
    explanation: label(
        "确有原因、不打算改的地方，可以在它的前一行写 <!-- huibian: allow(规则名) 理由 -->，英文名、短名都行，\
         几条用顿号或逗号隔开，全角符号也认。理由必写，它要印在汇编的附录里；只写“理由”“无”“略”的不算。身份、时限、文头、\
         安全各条，拒收的各条，计划和全体各条都不能豁免。写得不对的豁免不起作用。",
        "Where there is a reason to let a finding stand, write <!-- huibian: allow(RULE) the reason --> on \
         the line before it: names or Chinese short names, several parted by commas, full-width signs as \
         well. The reason is required, and 理由, 无 or x is none; the volume's appendix prints it. Findings about identity, deadline, \
         front matter and safety, those that refuse a paper, and those about the plan or all papers together cannot be \
         waived. A waiver that is wrong waives nothing.",
    ),
    bad: "<!-- huibian: allow(逾期) -->\n# 市教委2016年质量工作总结\n",
    good: "<!-- huibian: allow(缺问题) 问题已另文专报市政府 -->\n# 市教委2016年质量工作总结\n",
    scope: Scope::Report(bad_waiver),
};

fn bad_waiver(context: &Context) -> Vec<Finding> {
    let waivers = context.report.waivers.iter();
    waivers.flat_map(|waiver| faults(context, waiver)).collect()
}

fn faults(context: &Context, waiver: &Waiver) -> Vec<Finding> {
    if waiver.mistyped {
        return vec![Finding::new(
            context.at(waiver.span),
            text(
                "这处豁免的 <!-- 打成了全角或破折号，没有生效，会当作正文入卷",
                "the marks of this waiver are not ASCII: it is bound as text",
            ),
            text(
                "改用半角符号：<!-- huibian: allow(规则名) 理由 -->",
                "type them in ASCII: <!-- huibian: allow(RULE) the reason -->",
            ),
        )];
    }
    if waiver.rules.is_empty() {
        return vec![Finding::new(
            context.at(waiver.span),
            text(
                "这处豁免读不出是哪条规则，没有生效",
                "this waiver names no rule and waives nothing",
            ),
            text(
                "写成 <!-- huibian: allow(规则名) 理由 -->",
                "write <!-- huibian: allow(RULE) the reason -->",
            ),
        )];
    }
    let mut found = Vec::new();
    if waiver.reason.is_empty() {
        found.push(Finding::new(
            context.at(waiver.span),
            text(
                "这处豁免没有写理由，没有生效",
                "this waiver gives no reason and waives nothing",
            ),
            text(
                "在括号后面写明为什么可以不改；不打算豁免，就删掉",
                "say after the bracket why it may stand, or delete it",
            ),
        ));
    }
    found.extend(waiver.rules.iter().filter_map(|(name, at)| {
        let (message, help) = match named_rule(name) {
            Some(rule) if may_waive(rule) => return None,
            Some(rule) => (
                text(
                    format!("“{}”不能豁免", rule.short),
                    format!("{} cannot be waived", rule.name),
                ),
                text(
                    "身份、时限、文头、安全、拒收、计划、全体各条不能豁免：照它的改法改，再删掉这处豁免",
                    "nothing about identity, deadline, front matter, safety, refusal, the plan or all papers can be: \
                     mend what it finds and delete the waiver",
                ),
            ),
            None => (
                text(
                    format!("没有“{name}”这条规则，没有生效"),
                    format!("there is no rule {name}; this waives nothing"),
                ),
                match nearest(name) {
                    Some(rule) => text(
                        format!("是不是 {}（{}）？全部规则：huibian explain", rule.short, rule.name),
                        format!("do you mean {}? All rules: huibian explain", rule.name),
                    ),
                    None => text("全部规则：huibian explain", "all rules: huibian explain"),
                },
            ),
        };
        Some(Finding::new(context.at(*at), message, help))
    }));
    found
}

const UNUSED_WAIVER: Rule = Rule {
    name: "unused-waiver",
    short: "豁免落空",
    severity: Severity::Warning,
    summary: label(
        "豁免的那一条在这里并没有",
        "a waiver of something that is not found there",
    ),
    explanation: label(
        "豁免只管它下面那一行和从那一行开始的一段、一条或一张表；写在标题前面，管标在标题上的问题。\
         全文合说一次的毛病，豁免也只管这一处，别处照样指出。\
         那里已经没有要豁免的问题，多半是改好了，或者豁免写错了地方。留着它，以后同样的问题再出现就\
         没人知道了，请删掉。拒收、空白和名单以外的稿子不查这一条。",
        "A waiver holds for the line below it and the paragraph, list item or table that begins there; \
         above the title, for what is marked at the title. Of a habit that is told once a paper \
         it waives this place and no other. Where nothing is left to waive the fault was \
         mended, or the waiver stands in the wrong place. Delete it, or it will hide the next one. Not \
         asked of papers that are refused, blank, or from outside the roster.",
    ),
    bad: "<!-- huibian: allow(不配对) 原文如此 -->\n组织“劳模进校园”报告会58场。\n",
    good: "<!-- huibian: allow(不配对) 原文如此 -->\n组织“劳模进校园“报告会58场。\n",
    scope: Scope::Found(unused_waiver),
};

fn unused_waiver(context: &Context, found: &[Diagnostic]) -> Vec<Finding> {
    // Much is not asked of such papers: their waivers may be needed all the same.
    if context.party().is_none()
        || context.coverage.is_blank(context.report)
        || found.iter().any(|d| REFUSING.contains(&d.rule))
    {
        return Vec::new();
    }
    let reaches = Reach::all(context);
    let idle = reaches.iter().flat_map(|(waiver, reach)| {
        let line = reach.first;
        holds(waiver).filter_map(move |(rule, at)| {
            let mut same = found.iter().filter(|d| d.rule == rule.name);
            if same.clone().any(|diagnostic| reach.has(diagnostic)) {
                return None;
            }
            let elsewhere = same.next().map(|d| d.finding.site.place.line);
            Some(Finding::new(
                context.at(at),
                text(
                    format!("第 {line} 行没有“{}”，这处豁免落空", rule.short),
                    format!("line {line} has no {}; this waiver is not used", rule.name),
                ),
                match elsewhere {
                    Some(other) => text(
                        format!(
                            "“{}”在第 {other} 行：豁免移到那一行前面，或者删掉",
                            rule.short
                        ),
                        format!(
                            "{} is on line {other}: move the waiver there, or delete it",
                            rule.name
                        ),
                    ),
                    None => text("删掉这处豁免", "delete it"),
                },
            ))
        })
    });
    idle.collect()
}
