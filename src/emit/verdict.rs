//! The last lines of a check: may this report go out, and what is in it.

use chrono::Datelike;

use super::offer::offer;
use super::summary::waived;
use super::terminal::{self, BOLD, GREEN, Look, RED, YELLOW, hang};
use super::{Findings, Wish, days};
use crate::coverage::identity::From;
use crate::coverage::{Coverage, Digest, How, Presence, State};
use crate::diagnostic::{Diagnostic, Severity, Waived};
use crate::plan::{Party, Plan};
use crate::report::tree::Paper;
use crate::text::Lang;
use crate::text::date::{chinese, chinese_short};

/// What is told of a report beyond its digest; made in its worker.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Where its writer's name was read.
    pub from: Option<From>,
    /// Whether its date is the signature's, not the front matter's.
    pub signed: bool,
    /// How it was understood, where that was asked for.
    pub outline: Option<String>,
}

impl Seen {
    /// What is seen of one report.
    pub fn new(paper: &Paper, coverage: &Coverage, outline: Option<String>) -> Self {
        Seen {
            from: coverage.identity.from.as_ref().map(|(from, _)| *from),
            signed: paper.report.header.submitted.value().is_none(),
            outline,
        }
    }
}

/// The first line of the verdict: the name and the counts, or that there is
/// nothing to mend. Ends in a newline.
pub fn headline(findings: &Findings, digest: &Digest, wish: &Wish, look: &Look) -> String {
    let party = findings.party(digest);
    let name = terminal::clean(findings.name(digest).unwrap_or(&digest.path));
    let name = look.paint(BOLD, &name);
    let [errors, warnings, hints] = digest.counts;
    let own = |waived: &&Waived| waived.diagnostic.finding.site.path == digest.path;
    let waived = waived(findings.waived.iter().filter(own), look);
    if digest.refused.is_none() && errors + warnings == 0 {
        let told = look.paint(GREEN, look.pick("没有要改的。", "nothing to mend."));
        return format!(
            "{name}  {told}{}{}{waived}\n",
            whole(digest, party, look),
            more(hints, wish, look)
        );
    }
    let paint = |style, count: usize, text: String| match count {
        0 => text,
        _ => look.paint(style, &text),
    };
    let (errors, warnings) = match look.lang {
        Lang::Zh => (
            paint(RED, errors, format!("错误 {errors}")),
            paint(YELLOW, warnings, format!("警告 {warnings}")),
        ),
        Lang::En => (
            paint(RED, errors, format!("errors {errors}")),
            paint(YELLOW, warnings, format!("warnings {warnings}")),
        ),
    };
    format!(
        "{name}  {errors}  {warnings}{}{waived}\n",
        more(hints, wish, look)
    )
}

/// 列名 6 项都写了，必备 3 部分齐全。
fn whole(digest: &Digest, party: Option<&Party>, look: &Look) -> String {
    let owed = party.map_or(0, |party| party.owed.len());
    let items = match look.lang {
        _ if owed == 0 || !digest.unanswered.is_empty() => String::new(),
        Lang::Zh => format!("列名 {owed} 项都写了，"),
        Lang::En if owed == 1 => " Its item is answered,".to_owned(),
        Lang::En => format!(" All {owed} items answered,"),
    };
    let parts = match look.lang {
        _ if !digest.parts.iter().all(|&part| part == Presence::Written) => return String::new(),
        Lang::Zh => "必备 3 部分齐全。",
        Lang::En if items.is_empty() => " All 3 parts there.",
        Lang::En => " all 3 parts there.",
    };
    items + parts
}

/// How many hints there are, and how to see them where they were not asked for.
fn more(hints: usize, wish: &Wish, look: &Look) -> String {
    match (hints, look.lang) {
        (0, _) => String::new(),
        (_, Lang::Zh) if wish.hints => format!("  提示 {hints}"),
        (_, Lang::En) if wish.hints => format!("  hints {hints}"),
        (_, Lang::Zh) => format!("  提示 {hints}（--hints 逐条看）"),
        (_, Lang::En) => format!("  hints {hints} (--hints shows them)"),
    }
}

/// The whole verdict. That of the only report ends in the command that mends it.
pub fn verdict(
    findings: &Findings,
    digest: &Digest,
    seen: Option<&Seen>,
    wish: &Wish,
    look: &Look,
) -> String {
    let mut verdict = headline(findings, digest, wish, look);
    let column = match look.lang {
        Lang::Zh => 9,
        Lang::En => 12,
    };
    let mut row = |zh: &str, en: &str, text: Option<String>| {
        if let Some(text) = text {
            let name = format!("  {}", look.pick(zh, en));
            verdict.push_str(&hang(&name, column, &text, look.width));
        }
    };
    let party = findings.party(digest);
    row("单位", "agency", identity(party, seen, look));
    let clean = digest.refused.is_none() && digest.counts[0] + digest.counts[1] == 0;
    let said = clean
        && digest.unanswered.is_empty()
        && digest.parts.iter().all(|&part| part == Presence::Written);
    if digest.refused.is_none() && !said {
        row(
            "任务",
            "items",
            items(&findings.tasks.plan, digest, party, look),
        );
        row("部分", "parts", Some(parts(findings, digest, look)));
    }
    if digest.refused != Some("classified") {
        let told = deadline(findings, digest, seen, look);
        row("时限", "deadline", Some(told));
    }
    if clean {
        row("依据", "plan", Some(findings.tasks.plan.file.path.clone()));
        return verdict;
    }
    let end = closing(findings, digest, party, look);
    let single = (findings.digests.len() == 1).then_some(wish);
    let offer = terminal::clean(&offer(findings, Some(&digest.path), single, look));
    let gap = if offer.is_empty() {
        ""
    } else {
        look.pick("", " ")
    };
    let together = format!("{end}{gap}{offer}");
    // A command is copied whole: it is never broken.
    if terminal::cells(&together) <= look.width {
        verdict.push_str(&together);
        verdict.push('\n');
        return verdict;
    }
    for line in terminal::wrap(&end, look.width) {
        verdict.push_str(&line);
        verdict.push('\n');
    }
    if !offer.is_empty() {
        verdict.push_str(&offer);
        verdict.push('\n');
    }
    verdict
}

fn identity(party: Option<&Party>, seen: Option<&Seen>, look: &Look) -> Option<String> {
    let party = party?;
    let (zh, en) = match seen?.from? {
        From::Header => return None,
        From::Title => ("标题", "title"),
        From::Signature => ("落款", "signature"),
    };
    let (name, full) = (&party.name, &party.full_name);
    Some(match (look.lang, name == full) {
        (Lang::Zh, true) => format!("据{zh}认作{name}"),
        (Lang::Zh, false) => format!("据{zh}认作{name}（{full}）"),
        (Lang::En, true) => format!("taken to be {name}, by the {en}"),
        (Lang::En, false) => format!("taken to be {name} ({full}), by the {en}"),
    })
}

fn items(plan: &Plan, digest: &Digest, party: Option<&Party>, look: &Look) -> Option<String> {
    let party = party.filter(|party| !party.owed.is_empty())?;
    let owed = party.owed.len();
    let answered = digest
        .answers
        .iter()
        .filter(|answer| party.owes(answer.item));
    let declined = answered
        .filter(|answer| answer.how == How::Declined)
        .count();
    let written = owed.saturating_sub(digest.unanswered.len() + declined);
    let mut text = match (look.lang, digest.prose) {
        (Lang::Zh, false) => format!("列名 {owed} 项，写了 {written} 项"),
        (Lang::Zh, true) => format!("列名 {owed} 项，认出 {written} 项"),
        (Lang::En, false) => format!("named in {owed}, answered {written}"),
        (Lang::En, true) => format!("named in {owed}, recognised {written}"),
    };
    if declined > 0 {
        text.push_str(&match look.lang {
            Lang::Zh => format!("，声明不涉及 {declined} 项"),
            Lang::En => format!(", declined {declined}"),
        });
    }
    let lacking = &digest.unanswered;
    if !lacking.is_empty() {
        let items = if lacking.len() == 1 { "item" } else { "items" };
        text.push_str(&match (look.lang, digest.prose) {
            (Lang::Zh, false) => "，缺".to_owned(),
            (Lang::Zh, true) => "，未认出".to_owned(),
            (Lang::En, false) => format!(", missing {items} "),
            (Lang::En, true) => format!(", not recognised {items} "),
        });
        text.push_str(&numbers(plan, lacking, look.lang));
    }
    Some(text)
}

/// （三）（十五）, or 3 and 15.
pub fn numbers(plan: &Plan, items: &[u32], lang: Lang) -> String {
    match lang {
        Lang::Zh => plan.labels(items),
        Lang::En => plan.figures(items),
    }
}

fn parts(findings: &Findings, digest: &Digest, look: &Look) -> String {
    let next = findings.tasks.plan.year.map(|year| year + 1);
    let names = match (look.lang, next) {
        (Lang::Zh, Some(next)) => [
            "完成情况".to_owned(),
            format!("{next}年目标任务"),
            format!("{next}年措施"),
        ],
        (Lang::Zh, None) => ["完成情况", "下年目标任务", "下年措施"].map(str::to_owned),
        (Lang::En, Some(next)) => [
            "summary".to_owned(),
            format!("{next} targets"),
            format!("{next} measures"),
        ],
        (Lang::En, None) => {
            ["summary", "next year's targets", "next year's measures"].map(str::to_owned)
        }
    };
    let told = names.iter().zip(digest.parts).map(|(name, there)| {
        let word = match there {
            Presence::Written => look.pick("有", "yes"),
            Presence::Empty => look.pick("空", "EMPTY"),
            Presence::Absent => look.pick("缺", "MISSING"),
        };
        format!("{name} {word}")
    });
    told.collect::<Vec<_>>().join("    ")
}

fn deadline(findings: &Findings, digest: &Digest, seen: Option<&Seen>, look: &Look) -> String {
    let signed = seen.is_some_and(|seen| seen.signed);
    let party = findings.party(digest);
    let received = party.is_some_and(|party| party.received.is_some());
    let at = match (digest.submitted, look.lang) {
        (Some(at), Lang::Zh) => {
            let what = match (received, signed) {
                (true, _) => "收到",
                (false, true) => "落款",
                (false, false) => "报送",
            };
            // A year that was mistyped is to be seen.
            let due = findings.due(digest);
            let day = match due.is_none_or(|due| due.at.date.year() == at.date.year()) {
                true => chinese_short(at.date),
                false => chinese(at.date),
            };
            format!("{what} {day}")
        }
        (Some(at), Lang::En) => {
            format!(
                "{} {}",
                match (received, signed) {
                    (true, _) => "received",
                    (false, true) => "signed",
                    (false, false) => "submitted",
                },
                at.date
            )
        }
        (None, Lang::Zh) => "没有日期".to_owned(),
        (None, Lang::En) => "no date".to_owned(),
    };
    let Some(due) = findings.due(digest) else {
        return at + look.pick("；计划没有写期限", "; the plan sets no deadline");
    };
    let left = match (findings.state(digest), digest.submitted) {
        (State::Late, Some(at)) => days::late(due.days(at.date), look.lang),
        (State::OnTime, _) if due.has_passed(findings.as_of) => {
            look.pick("按时", "in time").to_owned()
        }
        _ => days::left(due, findings.as_of, look.lang),
    };
    let due = days::due(due, look.lang);
    match look.lang {
        Lang::Zh => format!("{at}；{}，{left}", until(&due)),
        Lang::En => format!("{at}; due {due}, {left}"),
    }
}

/// 2017年1月10日截止（含当日）.
fn until(due: &str) -> String {
    match due.find('（') {
        Some(at) => format!("{}截止{}", &due[..at], &due[at..]),
        None => format!("{due}截止"),
    }
}

fn closing(findings: &Findings, digest: &Digest, party: Option<&Party>, look: &Look) -> String {
    // Lateness cannot be mended by writing.
    let late = findings.state(digest) == State::Late;
    let late = late && findings.of(&digest.path).iter().any(is_lateness);
    let errors = digest.counts[0].saturating_sub(usize::from(late));
    if digest.refused == Some("classified") {
        return look
            .pick(
                "不要再往这里报送，按保密规定办理。",
                "Do not send it here: it goes its own way, by the rules on secrecy.",
            )
            .to_owned();
    }
    if digest.refused.is_some() {
        return look
            .pick(
                "这份材料不能收入汇编，改好再报送。",
                "This paper cannot be bound as it is.",
            )
            .to_owned();
    }
    if errors > 0 {
        return match look.lang {
            Lang::Zh if late => format!("改好 {errors} 处错误，尽快报送；逾期 1 处改不了。"),
            Lang::Zh => format!("改好 {errors} 处错误再报送。"),
            Lang::En if errors == 1 => "Mend the error before sending it.".to_owned(),
            Lang::En => format!("Mend the {errors} errors before sending it."),
        };
    }
    let ahead = digest.submitted.is_some_and(|at| at.date > findings.as_of);
    if late && ahead {
        return look
            .pick(
                "报送日期在今天以后，先核对；确实要逾期，尽快报送。",
                "It is dated ahead: check the date first; if it will be late, send it soon.",
            )
            .to_owned();
    }
    if late {
        return look
            .pick("已经逾期，尽快报送。", "It is late already: send it soon.")
            .to_owned();
    }
    let unanswered = party.is_some() && digest.prose && !digest.unanswered.is_empty();
    let plan = &findings.tasks.plan;
    let items = numbers(plan, &digest.unanswered, look.lang);
    match look.lang {
        Lang::Zh if unanswered => {
            format!("可以报送。注明{items}写在哪里，汇编时就不会标“缺”。")
        }
        Lang::Zh => "可以报送。".to_owned(),
        Lang::En if unanswered => format!(
            "It can be sent. Say where items {items} are answered, and the volume will not show them as missing."
        ),
        Lang::En => "It can be sent.".to_owned(),
    }
}

fn is_lateness(diagnostic: &Diagnostic) -> bool {
    diagnostic.rule == "late-report" && diagnostic.severity == Severity::Error
}
