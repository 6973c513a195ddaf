//! Who has reported, for people: whom to call first, what is to be mended, and
//! last, complete, what is in order. Two axes, never mixed in one number: when
//! a paper came (the table), whether it can be bound (the lists).

pub mod contradictions;
pub mod human;
pub mod json;
pub mod markdown;
pub mod rest;

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::{Findings, days, verdict};
use crate::coverage::{Account, State};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Kind, Party, Plan, naming};
use crate::text::date::{chinese, chinese_short};
use crate::text::{Label, Lang, label};

/// The expected submitters by what is to be done about them: each stands in
/// exactly one list.
#[derive(Debug, Default)]
pub struct Lists<'a> {
    /// Nothing received, the deadline past.
    pub missing: Vec<(&'a Party, &'a Account)>,
    /// Nothing received yet.
    pub due: Vec<(&'a Party, &'a Account)>,
    /// Received, but not fit to be bound: with the finding that says why.
    pub refused: Vec<(&'a Party, &'a Account, Option<&'a Diagnostic>)>,
    /// Received, with errors to be mended.
    pub mend: Vec<(&'a Party, Vec<&'a Diagnostic>)>,
    /// Can be bound as it is.
    pub ready: Vec<(&'a Party, &'a Account)>,
}

impl<'a> Lists<'a> {
    /// The lists of what was found.
    pub fn new(findings: &Findings<'a>) -> Self {
        let mut errors: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in findings.diagnostics.iter().filter(|d| is_own_error(d)) {
            if let Some(agency) = &diagnostic.agency {
                errors.entry(agency).or_default().push(diagnostic);
            }
        }
        let mut lists = Lists::default();
        for account in &findings.accounts.expected {
            let Some(party) = findings.tasks.parties.get(account.party) else {
                continue;
            };
            match account.state {
                State::Missing => lists.missing.push((party, account)),
                State::Due => lists.due.push((party, account)),
                State::Refused => {
                    let why = reason(findings, account);
                    lists.refused.push((party, account, why));
                }
                State::OnTime | State::Late | State::Undated => {
                    match errors.remove(party.name.as_str()) {
                        Some(errors) => lists.mend.push((party, errors)),
                        None => lists.ready.push((party, account)),
                    }
                }
            }
        }
        lists
    }

    /// How many errors are to be mended.
    pub fn errors(&self) -> usize {
        self.mend.iter().map(|(_, errors)| errors.len()).sum()
    }

    /// Those that can be bound and came late: the name, the days, and whether the
    /// office accepts it.
    pub fn late(&self, findings: &Findings) -> Vec<(&'a str, i64, bool)> {
        let late = self
            .ready
            .iter()
            .filter(|(_, account)| account.state == State::Late);
        let late = late.map(|(party, account)| {
            let name = party.name.as_str();
            let days = account.days.unwrap_or(0);
            (name, days, findings.accepts(State::Late, name))
        });
        late.collect()
    }
}

/// Lateness is told by the table; it is nothing that could be mended.
fn is_own_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
        && !matches!(diagnostic.rule, "late-report" | "unreported-agency")
}

fn reason<'a>(findings: &Findings<'a>, account: &Account) -> Option<&'a Diagnostic> {
    let digest = findings.digests.get(*account.digests.first()?)?;
    let rule = digest.refused?;
    findings.of(&digest.path).iter().find(|d| d.rule == rule)
}

/// The states a table shows, with their headings: 未报 after the deadline, 待报
/// before it; both where some have a later one.
pub fn columns(findings: &Findings) -> Vec<(State, Label)> {
    let term = findings.tasks.plan.submission.term();
    let passed = term.is_some_and(|due| due.has_passed(findings.as_of));
    let some = |state| findings.accounts.count(state) > 0;
    let mut columns = vec![
        (State::OnTime, label("按时", "on time")),
        (State::Late, label("逾期", "late")),
        (State::Undated, label("无日期", "undated")),
        (State::Refused, label("拒收", "refused")),
    ];
    if passed || some(State::Missing) {
        columns.push((State::Missing, label("未报", "missing")));
    }
    if !passed || some(State::Due) {
        columns.push((State::Due, label("待报", "due")));
    }
    columns
}

/// The rows of the table: a name, then how many are expected and how many are in
/// each state of [`columns`]; below the sum its shares.
pub fn rows(findings: &Findings) -> Vec<(Label, Vec<String>)> {
    let is_district = |account: &&Account| {
        let party = findings.tasks.parties.get(account.party);
        party.is_some_and(|party| party.kind == Kind::District)
    };
    let columns = columns(findings);
    let counts = |accounts: &[&Account]| -> Vec<usize> {
        let of = |state| {
            accounts
                .iter()
                .filter(move |account| account.state == state)
        };
        columns
            .iter()
            .map(|(state, _)| of(*state).count())
            .collect()
    };
    let row = |accounts: &[&Account]| {
        let counts = counts(accounts).into_iter();
        let counts = std::iter::once(accounts.len()).chain(counts);
        counts.map(|count| count.to_string()).collect()
    };
    let all: Vec<&Account> = findings.accounts.expected.iter().collect();
    let (districts, others): (Vec<&Account>, Vec<&Account>) =
        all.iter().copied().partition(is_district);
    let mut rows = vec![(label("合计", "all"), row(&all))];
    if !all.is_empty() {
        let shares = std::iter::once(100).chain(rest::shares(&counts(&all)));
        let shares = shares.map(|share| format!("{share}%"));
        rows.push((label("占比", "share"), shares.collect()));
    }
    if !districts.is_empty() && !others.is_empty() {
        rows.push((label("单位", "agencies"), row(&others)));
        rows.push((label("区", "districts"), row(&districts)));
    }
    rows
}

/// 2016年质量工作总结报送进度
pub fn title(findings: &Findings, lang: Lang) -> String {
    let plan = &findings.tasks.plan;
    let year = plan.year.map(|year| year.to_string());
    match (lang, year) {
        (Lang::Zh, year) => {
            let year = year.map(|year| year + "年").unwrap_or_default();
            format!("{year}{}总结报送进度", naming::subject(plan))
        }
        (Lang::En, year) => format!(
            "Summaries for {}: who has reported",
            year.as_deref().unwrap_or("the year")
        ),
    }
}

/// 截止 2017年1月10日（含当日），今天1月16日，已过 6 天
pub fn when(findings: &Findings, lang: Lang) -> String {
    let submission = &findings.tasks.plan.submission;
    let as_of = findings.as_of;
    let same_year = submission
        .due()
        .is_some_and(|due| due.date.year() == as_of.year());
    let today = match lang {
        Lang::Zh if same_year => chinese_short(as_of),
        Lang::Zh => chinese(as_of),
        Lang::En => as_of.to_string(),
    };
    let term = submission.term();
    let left = term.map(|due| days::left(due, as_of, lang));
    let left = left.unwrap_or_default();
    match (lang, term.map(|due| days::due(due, lang))) {
        (Lang::Zh, Some(due)) => format!("截止 {due}，今天{today}，{left}"),
        (Lang::Zh, None) => format!("计划没有写期限，今天{today}"),
        (Lang::En, Some(due)) => format!("due {due}, today {today}, {left}"),
        (Lang::En, None) => format!("no deadline, today {today}"),
    }
}

/// 缺（八）（十五）；没有2017年的目标任务
pub fn complaint(plan: &Plan, errors: &[&Diagnostic], lang: Lang) -> String {
    let missing = errors.iter().filter(|error| error.rule == "missing-item");
    let missing: BTreeSet<u32> = missing.filter_map(|error| error.finding.item).collect();
    let missing: Vec<u32> = missing.into_iter().collect();
    let mut told = Vec::new();
    if !missing.is_empty() {
        let numbers = verdict::numbers(plan, &missing, lang);
        told.push(match lang {
            Lang::Zh => format!("缺{numbers}"),
            Lang::En => format!(
                "{} {numbers} missing",
                if missing.len() == 1 { "item" } else { "items" }
            ),
        });
    }
    let others = errors.iter().filter(|error| error.rule != "missing-item");
    for error in others {
        // Two copies of a paper have the same faults.
        let message = error.finding.message.get(lang).to_owned();
        if !told.contains(&message) {
            told.push(message);
        }
    }
    told.join(match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    })
}

/// 可汇编 31 家，其中逾期 2 家：市粮食局晚 1 天、宁河区晚 2 天
pub fn ready_head(findings: &Findings, lists: &Lists, lang: Lang) -> String {
    let count = lists.ready.len();
    let late = lists.late(findings);
    let told: Vec<String> = late
        .iter()
        .map(|&(name, days, accepted)| {
            let days = days::late(days, lang);
            match (lang, accepted) {
                (Lang::Zh, true) => format!("{name}{days}（已认可）"),
                (Lang::Zh, false) => format!("{name}{days}"),
                (Lang::En, true) => format!("{name} {days}, accepted"),
                (Lang::En, false) => format!("{name} {days}"),
            }
        })
        .collect();
    match lang {
        Lang::Zh if late.is_empty() => format!("可汇编 {count} 家"),
        Lang::Zh => format!(
            "可汇编 {count} 家，其中逾期 {} 家：{}",
            late.len(),
            told.join("、")
        ),
        Lang::En if late.is_empty() => format!("ready to bind: {count}"),
        Lang::En => format!(
            "ready to bind: {count}, {} of them late ({})",
            late.len(),
            told.join(", ")
        ),
    }
}
