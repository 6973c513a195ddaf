//! Each error as an office says it to an agency: what is wrong, and what is asked.

mod general;

use std::collections::BTreeSet;

use super::quote;
use crate::diagnostic::Diagnostic;
use crate::plan::{Tasks, naming};

/// At most this many places are quoted in one point.
const QUOTED: usize = 4;

/// What the sentences need beside the findings.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The plan folder.
    pub tasks: &'a Tasks,
    /// 你单位, 你区.
    pub you: &'static str,
    /// How many papers the agency sent.
    pub copies: usize,
}

/// Whether `rule` is no matter of a 退改意见单: the plan and the register are the
/// office's own, a stranger gets no letter, lateness and absence are told by the
/// opening, the 催报函 and the 通报.
pub fn is_told_elsewhere(rule: &str) -> bool {
    matches!(
        rule,
        "late-report"
            | "unreported-agency"
            | "anonymous-report"
            | "unknown-submitter"
            | "broken-register"
            | "receipt-without-report"
            | "no-items"
            | "no-agencies"
            | "unclosed-bracket"
            | "no-deadline"
            | "duplicate-number"
    )
}

/// Whether `rule` has a sentence of its own.
pub fn is_worded(rule: &str) -> bool {
    fault(rule).is_some()
        || matches!(rule, "missing-item" | "duplicate-report")
        || part(rule).is_some()
}

/// One point for findings of one rule.
pub fn sentence(words: &Words, findings: &[&Diagnostic]) -> String {
    let Some(first) = findings.first() else {
        return String::new();
    };
    let you = words.you;
    if first.rule == "missing-item" {
        return missing(words, findings);
    }
    if first.rule == "duplicate-report" {
        return format!(
            "收到{you}总结{}份。请明确以哪一份为准；都需要的，请合并成一份。",
            words.copies
        );
    }
    if let Some((title, request)) = part(first.rule) {
        let subject = naming::subject(&words.tasks.plan);
        let title = dated(words, &title.replace("工作", &subject));
        return format!("没有{title}。计划末段要求报送。{request}");
    }
    match fault(first.rule) {
        Some(fault) => {
            let shown = match fault.quoted {
                Quoted::Nothing => None,
                Quoted::Words => places(findings, quote::marked),
                Quoted::Sentence => places(findings, quote::sentence),
            };
            let shown = shown.unwrap_or_else(|| fault.unseen.to_owned());
            dated(words, &format!("{shown}{}。{}", fault.wrong, fault.request))
        }
        None => general::sentence(findings),
    }
}

/// `text` with the years for 本年度 and 下年度.
fn dated(words: &Words, text: &str) -> String {
    match words.tasks.plan.year {
        Some(year) => text
            .replace("本年度", &format!("{year}年度"))
            .replace("下年度", &format!("{}年度", year.saturating_add(1))),
        None => text.to_owned(),
    }
}

/// A fault that stands at some words of the paper.
struct Fault {
    /// What stands for the words where there are none to quote.
    unseen: &'static str,
    /// What is wrong with them.
    wrong: &'static str,
    /// What is asked.
    request: &'static str,
    /// What is quoted.
    quoted: Quoted,
}

/// What of the paper a point quotes.
#[derive(Clone, Copy)]
enum Quoted {
    /// Nothing: the fault is the paper's as a whole.
    Nothing,
    /// The words meant.
    Words,
    /// The sentence around them.
    Sentence,
}

const fn fault_at(
    quoted: Quoted,
    unseen: &'static str,
    wrong: &'static str,
    request: &'static str,
) -> Option<Fault> {
    Some(Fault {
        unseen,
        wrong,
        request,
        quoted,
    })
}

const fn whole(wrong: &'static str, request: &'static str) -> Option<Fault> {
    fault_at(Quoted::Nothing, "", wrong, request)
}

const fn at(unseen: &'static str, wrong: &'static str, request: &'static str) -> Option<Fault> {
    fault_at(Quoted::Sentence, unseen, wrong, request)
}

const fn exact(unseen: &'static str, wrong: &'static str, request: &'static str) -> Option<Fault> {
    fault_at(Quoted::Words, unseen, wrong, request)
}

/// The fault `rule` finds, in official words.
fn fault(rule: &str) -> Option<Fault> {
    match rule {
        "unreadable-file" => whole("来稿文件打不开", "请检查后重新报送。"),
        "unreadable-encoding" => whole("来稿文字有损坏，无法辨认", "请从原稿另存后重新报送。"),
        "not-markdown" => whole(
            "来稿不是可以编辑的文本，无法汇编",
            "请报送电子文本，不要用扫描件或图片。",
        ),
        "too-large" => whole(
            "来稿文件过大，无法汇编",
            "请去掉图片、附件，只留总结正文后重新报送。",
        ),
        "empty-report" => whole("来稿没有正文", "请报送总结全文；正文另附的，请并入总结。"),
        "broken-front-matter" => whole(
            "文首填报的单位、年度、报送日期等有一处不完整，无法辨认",
            "请核对补正。",
        ),
        "wrong-year" => whole(
            "来稿写的不是本年度的总结",
            "年份写错的，请更正；报错材料的，请换成本年度的总结。",
        ),
        "classified" => whole(
            "来稿标有密级，按规定不能收入汇编",
            "请按保密规定，通过机要渠道另行报送。",
        ),
        "missing-date" => whole("总结没有注明报送日期", "请在落款处写明年、月、日。"),
        "invalid-date" => exact(
            "报送日期",
            "不是有效的日期",
            "请在落款处写明实际报送的年、月、日。",
        ),
        "impossible-date" => exact("文中有的日期", "，日历上没有这样的日期", "请核对更正。"),
        "damaged-text" => at("文中有的地方", "一句有字损坏，无法辨认", "请对照原稿补正。"),
        "placeholder" => at(
            "文中有的地方",
            "有没有填写的地方",
            "请补写；没有内容可写的，请删去。",
        ),
        "empty-part" => at("有的部分", "只有标题，没有内容", "请补写。"),
        "unknown-measure" => at(
            "文首所列不涉及任务",
            "的编号，行动计划中没有",
            "请改用计划的编号；属于自编序号的，请换一种写法，以免混淆。",
        ),
        "status-conflict" => at(
            "文中有的任务",
            "勾选了“完成”，文字又说没有做完，前后不一",
            "请核实后改为一致。",
        ),
        "no-reason" => at(
            "文中有的任务",
            "，没有写明原因",
            "请补写原因和下一步打算，写明何时完成。",
        ),
        "escaping-path" => at(
            "文中有的地方",
            "所附的图片或附件没有随文报送",
            "请随文报送，或者删去。",
        ),
        "raw-html" => at(
            "文中有的地方",
            "夹带网页代码，无法正常编排",
            "请去掉代码，只留文字。",
        ),
        "active-link" => at(
            "文中有的地方",
            "带有不安全的链接，不能收入汇编",
            "请去掉链接，只留文字。",
        ),
        _ => None,
    }
}

/// A part that is not there: what it is, and what is asked.
fn part(rule: &str) -> Option<(&'static str, &'static str)> {
    match rule {
        "missing-completion" => Some((
            "本年度工作完成情况",
            "请补写，逐项写明做了什么、做到什么程度；已经写了的，请在标题中写明。",
        )),
        "missing-next-targets" => Some((
            "下年度工作目标任务",
            "请补一节，写明做到什么、什么时候做到；已写在措施里的，请在标题中写明。",
        )),
        "missing-next-measures" => Some((
            "下年度工作措施",
            "请补一节，写明由谁来做、怎么做、什么时候做完；已写在目标里的，请在标题中写明。",
        )),
        _ => None,
    }
}

/// The items that are not answered; two copies of a paper may lack the same.
fn missing(words: &Words, findings: &[&Diagnostic]) -> String {
    let you = words.you;
    let items = findings.iter().filter_map(|finding| finding.finding.item);
    let items: BTreeSet<u32> = items.collect();
    let items = items
        .into_iter()
        .filter_map(|number| words.tasks.plan.item(number));
    let items: Vec<String> = items
        .map(|item| format!("{}“{}”", item.called().zh, item.title()))
        .collect();
    match items.len() {
        1 => format!(
            "{}没有写到。这一项列有{you}。请补写；确与{you}无关，请写明“不涉及本单位职责”。",
            items.concat()
        ),
        count => format!(
            "{}，共{count}项没有写到。这些项都列有{you}。请逐项补写；确与{you}无关的，请在该项写明“不涉及本单位职责”。",
            items.join("、")
        ),
    }
}

/// The words at the findings: “…”“…”等5处.
fn places(
    findings: &[&Diagnostic],
    quote: fn(&crate::diagnostic::Site) -> Option<String>,
) -> Option<String> {
    let mut shown: Vec<String> = Vec::new();
    for finding in findings {
        if shown.len() == QUOTED {
            break;
        }
        let Some(quoted) = quote(&finding.finding.site) else {
            continue;
        };
        // Two faults of a sentence show it once.
        let core = quoted.trim_matches(['“', '”', '…']);
        if !shown.iter().any(|known| known.contains(core)) {
            shown.push(quoted);
        }
    }
    if shown.is_empty() {
        return None;
    }
    let few = shown.concat();
    Some(match findings.len() {
        count if count > shown.len() => format!("{few}等{count}处"),
        _ => few,
    })
}

/// `text` for a letter, if it is plain words: nothing of machines in it.
fn plainly(text: &str) -> Option<String> {
    let machine = |part: &str| {
        let letters = part.split(|c: char| !c.is_ascii_alphabetic());
        letters.clone().any(|run| run.len() > 1)
            || part.contains(['`', '#', '[', ']', '+', '<', '>', '='])
            || (part.contains("第 ") && part.contains('行'))
            || ["文件夹", "规则", "豁免", "名册", "程序", "“ ", "不用改"]
                .iter()
                .any(|word| part.contains(word))
            || part.matches('“').count() != part.matches('”').count()
            || part.chars().count() > 80
    };
    let clauses = text.split(['\n', '；', '。']);
    let kept = clauses
        .map(str::trim)
        .find(|part| !part.is_empty() && !machine(part))?;
    let kept = kept.trim_end_matches(['，', '、', '：', ':']);
    Some(kept.replace(' ', "")).filter(|kept| !kept.is_empty())
}
