//! Brackets of which the plan's text has only one half.

use super::super::{Rule, Scope};
use crate::diagnostic::{Finding, Severity, Site};
use crate::plan::parse::Reading;
use crate::text::{label, text};

pub(super) const UNCLOSED_BRACKET: Rule = Rule {
    name: "unclosed-bracket",
    short: "括号不全",
    severity: Severity::Error,
    summary: label(
        "括号只有一半",
        "a bracket is opened and never closed, or closed and never opened",
    ),
    explanation: label(
        "责任单位写在括号里，少了右括号，就不知道到哪里为止，只好读到段末，读不懂的就没有人负责，所以算错误；少了左括号也一样。一段之\
         内要配上。（ 与半角的 ) 可以相配；“1)”这种只有右半边的编号不算；书名号里的括号自己\
         配好了也不算。",
        "Agencies stand in brackets: without the closing one nobody knows where the list ends; it is read to the \
         paragraph's end, and where that makes no sense the item has none, so it is an error; so is an end without a beginning. A pair belongs to one \
         paragraph. A full-width （ may be closed by a half-width ); numbers such as 1) with only the right \
         half, and pairs within titles, are no fault.",
    ),
    bad: "（三）开展技能竞赛。（市教委、市建委等按职责分工负责\n",
    good: "（三）开展技能竞赛。（市教委、市建委等按职责分工负责)\n",
    scope: Scope::Reading(unclosed_bracket),
};

fn unclosed_bracket(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let unopened = reading.unopened.iter().map(|&span| {
        Finding::new(
            Site::new(file, span),
            text("右括号没有配上左括号", "the bracket is never opened"),
            text(
                "在括号里第一个字前面补上左括号",
                "put the opening bracket before its first word",
            ),
        )
    });
    let unclosed = reading.unclosed.iter().map(|&span| {
        let mark = match file.slice(span).chars().next() {
            Some('〔') => '〕',
            Some('[' | '［') => ']',
            Some('【') => '】',
            _ => '）',
        };
        let finding = Finding::new(
            Site::new(file, span),
            text("左括号没有配上右括号", "the bracket is never closed"),
            text(
                format!("在括号里最后一个字后面补上“{mark}”"),
                format!("put {mark} behind its last word"),
            ),
        );
        if file.slice(span).contains("负责") {
            finding.label(text(
                "责任单位只好读到段末，请核对",
                "the agencies were read to the paragraph's end: see whether they are right",
            ))
        } else {
            finding
        }
    });
    unclosed.chain(unopened).collect()
}
