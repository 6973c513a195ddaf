//! The sum of a check over several reports: never only “no findings”, always
//! what was checked, against which plan, for which deadline.

use super::offer::offer;
use super::terminal::{GREEN, Look, RED, clean, wrap};
use super::{Findings, Wish, days};
use crate::check;
use crate::diagnostic::{Severity, Waived};
use crate::text::Lang;

/// The sum, in one or two lines, each ending in a newline.
pub fn summary(findings: &Findings, wish: &Wish, look: &Look) -> String {
    let count = |severity| {
        let same = |d: &&crate::diagnostic::Diagnostic| d.severity == severity;
        findings.diagnostics.iter().filter(same).count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let hints = count(Severity::Hint);
    let files = findings.digests.len();
    let found = match look.lang {
        Lang::Zh if errors + warnings == 0 => format!("{}没有要改的", only(wish, look.lang)),
        Lang::Zh => format!("错误 {errors}  警告 {warnings}"),
        Lang::En if errors + warnings == 0 => format!("{}nothing to mend", only(wish, look.lang)),
        Lang::En => format!("errors {errors}  warnings {warnings}"),
    };
    let style = if errors == 0 { GREEN } else { RED };
    let found = look.paint(style, &found);
    let more = match (look.lang, hints) {
        (_, 0) => String::new(),
        (Lang::Zh, _) if wish.hints => format!("  提示 {hints}"),
        (Lang::Zh, _) => format!("  提示 {hints}（--hints 逐条看）"),
        (Lang::En, _) if wish.hints => format!("  hints {hints}"),
        (Lang::En, _) => format!("  hints {hints} (--hints shows them)"),
    };
    let waived = waived(findings.waived.iter(), look);
    let mut page = match look.lang {
        Lang::Zh => format!("查了 {files} 份  {found}{more}{waived}\n"),
        Lang::En => format!("reports checked {files}  {found}{more}{waived}\n"),
    };
    let offer = offer(findings, None, Some(wish), look);
    if !offer.is_empty() {
        page.push_str(&format!("{}\n", clean(&offer)));
    }
    for line in wrap(&against(findings, look), look.width) {
        page.push_str(&format!("{line}\n"));
    }
    page
}

/// `--only 波浪线：`, where no other rule was asked for.
fn only(wish: &Wish, lang: Lang) -> String {
    if wish.only.is_empty() {
        return String::new();
    }
    let short = |name: &&'static str| match lang {
        Lang::Zh => check::find(name).map_or(*name, |rule| rule.short),
        Lang::En => name,
    };
    let names: Vec<&str> = wish.only.iter().map(short).collect();
    match lang {
        Lang::Zh => format!("--only {}：", names.join("、")),
        Lang::En => format!("--only {}: ", names.join(", ")),
    }
}

/// How many findings the reports waive and the office accepts, after what counts.
pub fn waived<'a>(all: impl Iterator<Item = &'a Waived>, look: &Look) -> String {
    let (accepted, waived): (Vec<&Waived>, Vec<&Waived>) =
        all.partition(|waived| waived.by.is_some());
    let told = |zh: &str, en: &str, count: usize| match (count, look.lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) => format!("  {zh} {count}"),
        (_, Lang::En) => format!("  {en} {count}"),
    };
    told("豁免", "waived", waived.len()) + &told("认可", "accepted", accepted.len())
}

/// The plan and the deadline it was checked against.
fn against(findings: &Findings, look: &Look) -> String {
    let plan = &findings.tasks.plan;
    let term = plan.submission.term();
    let due = term.map(|due| days::due(due, look.lang));
    let left = term.map(|due| days::left(due, findings.as_of, look.lang));
    let left = left.unwrap_or_default();
    match (look.lang, due) {
        (Lang::Zh, Some(due)) => format!("依据 {}，期限 {due}，{left}", plan.file.path),
        (Lang::Zh, None) => format!("依据 {}，没有期限", plan.file.path),
        (Lang::En, Some(due)) => format!("plan {}, due {due}, {left}", plan.file.path),
        (Lang::En, None) => format!("plan {}, no deadline", plan.file.path),
    }
}
