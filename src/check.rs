//! The table of rules and the one runner. A rule is a plain function from
//! facts to findings; it knows neither its name nor its severity. One file a
//! family, the row beside the function.

pub mod coverage;
pub mod deadline;
mod example;
pub mod figures;
pub mod file;
pub mod folder;
pub mod identity;
pub mod mend;
pub mod parts;
pub mod plan;
mod reach;
pub mod register;
pub mod safety;
pub mod status;
pub mod style;
pub mod survey;
mod texts;
pub mod waiver;

use chrono::NaiveDate;

use crate::coverage::{Accounts, Coverage, Digest, Submitter};
use crate::diagnostic::{Diagnostic, Finding, PLAN, Severity, Site, Waived};
use crate::plan::parse::Reading;
use crate::plan::{Due, Excess, Limit, Party, Tasks, span};
use crate::report::Report;
use crate::text::decode::{Charset, Undecodable};
use crate::text::{Label, Source, Span, label, text, words};

/// One rule: its name states the fault, its help the remedy.
#[derive(Debug)]
pub struct Rule {
    /// The kebab-case name.
    pub name: &'static str,
    /// The Chinese short name.
    pub short: &'static str,
    /// How grave, unless the office says otherwise.
    pub severity: Severity,
    /// One line: what it finds.
    pub summary: Label,
    /// What it wants and why, a paragraph or two.
    pub explanation: Label,
    /// A piece of a document that has the fault.
    pub bad: &'static str,
    /// The same piece put right.
    pub good: &'static str,
    /// What it judges.
    pub scope: Scope,
}

/// What a rule judges.
#[derive(Debug)]
pub enum Scope {
    /// The text of a plan as it was read.
    Reading(fn(&Reading) -> Vec<Finding>),
    /// The plan folder.
    Plan(fn(&Tasks) -> Vec<Finding>),
    /// A file that could not be read as a report.
    File(fn(&Unread) -> Option<Finding>),
    /// One report.
    Report(fn(&Context) -> Vec<Finding>),
    /// One report again, with all that was found in it.
    Found(fn(&Context, &[Diagnostic]) -> Vec<Finding>),
    /// All reports together.
    Folder(fn(&Folder) -> Vec<Finding>),
    /// The office's rulings, against all that was found.
    Rulings(fn(&Folder, &[Diagnostic]) -> Vec<Finding>),
}

/// The families of rules, in the order in which they are listed.
pub const FAMILIES: &[(Label, &[Rule])] = &[
    (label("计划", "plan"), plan::RULES),
    (label("文件", "file"), file::RULES),
    (label("身份", "identity"), identity::RULES),
    (label("时限", "deadline"), deadline::RULES),
    (label("部分", "parts"), parts::RULES),
    (label("任务", "coverage"), coverage::RULES),
    (label("状态", "status"), status::RULES),
    (label("数字", "figures"), figures::RULES),
    (label("文字", "style"), style::RULES),
    (label("全体", "folder"), folder::RULES),
    (label("登记", "register"), register::RULES),
    (label("安全", "safety"), safety::RULES),
    (label("豁免", "waiver"), waiver::RULES),
];

/// The rules whose finding keeps a paper out of the volume.
pub const REFUSING: &[&str] = &[
    "unreadable-file",
    "unreadable-encoding",
    "not-markdown",
    "too-large",
    "empty-report",
    "anonymous-report",
    "unknown-submitter",
    "wrong-year",
    "classified",
];

/// Every rule.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter())
}

/// The rule of that name or Chinese short name.
pub fn find(name: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.name == name || rule.short == name)
}

/// The rule whose name or short name is nearest, where one is near.
pub fn nearest(name: &str) -> Option<&'static Rule> {
    let lower = name.to_lowercase();
    let near = |known: &str| {
        let distance = words::distance(&lower, known);
        let longer = known.chars().count().max(lower.chars().count());
        (distance * 2 <= longer).then_some(distance)
    };
    rules()
        .filter_map(|rule| {
            let best = [near(rule.name), near(rule.short)]
                .into_iter()
                .flatten()
                .min()?;
            Some((best, rule))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, rule)| rule)
}

/// A file that could not be read as a report, and why.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The path as printed.
    pub path: String,
    /// Why.
    pub why: Why,
}

/// Why a file could not be read as a report.
#[derive(Debug, Clone)]
pub enum Why {
    /// The machine could not open it: its words.
    Failed(String),
    /// Its name says that it is something else: the ending.
    Ending(String),
    /// Its bytes are no text.
    Encoding(Undecodable),
    /// There is too much of it.
    Excess(Excess),
}

/// One report with everything a rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The plan folder.
    pub tasks: &'a Tasks,
    /// The report's text.
    pub source: &'a Source,
    /// How its file was encoded.
    pub charset: Charset,
    /// The facts in it.
    pub report: &'a Report,
    /// What it says to the plan.
    pub coverage: &'a Coverage,
    /// Today.
    pub as_of: NaiveDate,
}

impl Context<'_> {
    /// The expected submitter that wrote it.
    pub fn party(&self) -> Option<&Party> {
        self.tasks.parties.get(self.party_index()?)
    }

    /// Its index in [`Tasks::parties`].
    pub fn party_index(&self) -> Option<usize> {
        match self.coverage.identity.submitter {
            Submitter::Party(index) => Some(index),
            _ => None,
        }
    }

    /// The deadline of whoever wrote it.
    pub fn due(&self) -> Option<Due> {
        self.tasks.due(self.party_index())
    }

    /// The site of `span` in the report.
    pub fn at(&self, span: Span) -> Site {
        Site::new(self.source, span)
    }

    /// Where something stands that the whole report lacks: its title, else its
    /// first line.
    pub fn top(&self) -> Site {
        let title = self.report.title.map(|at| self.report.passages[at].span);
        self.at(title.unwrap_or_default())
    }
}

/// All reports together.
#[derive(Debug)]
pub struct Folder<'a> {
    /// The plan folder.
    pub tasks: &'a Tasks,
    /// What is known of each report.
    pub digests: &'a [Digest],
    /// Who has reported.
    pub accounts: &'a Accounts,
    /// Today.
    pub as_of: NaiveDate,
    /// Whether a folder was read, so that what is not there is absent.
    pub whole: bool,
}

/// `finding` with the plan's own words of item `number`, cut to its title,
/// the agency's name and one neighbour, and their place.
pub fn cite_item(finding: Finding, tasks: &Tasks, number: u32, party: Option<&Party>) -> Finding {
    let Some(item) = tasks.plan.item(number) else {
        return finding;
    };
    let names: Vec<&str> = item.agencies.iter().map(|n| n.get_ref().as_str()).collect();
    let own = party.and_then(|party| names.iter().position(|name| *name == party.name));
    let shown = match own {
        Some(0) | None => names.iter().take(2).copied().collect::<Vec<_>>(),
        Some(at) => vec![names[0], names[at]],
    };
    let more = if names.len() > shown.len() {
        "……"
    } else {
        ""
    };
    let words = format!(
        "{}{}……（{}{more}）",
        item.label(),
        item.title(),
        shown.join("、")
    );
    let site = Site::new(&tasks.plan.file, span(item.title.span()));
    finding
        .item(number)
        .note_at(PLAN, text(words.clone(), words), site)
}

/// `finding` with the plan's words of measure `id` and their place.
pub fn cite_measure(finding: Finding, tasks: &Tasks, id: &str) -> Finding {
    let Some((item, measure)) = tasks.measure(id) else {
        return finding;
    };
    let words = format!("{id} {}", words::shorten(&measure.text, 40));
    let site = Site::new(&tasks.plan.file, span(item.title.span()));
    finding
        .measure(item.number, id)
        .note_at(PLAN, text(words.clone(), words), site)
}

/// What the rules over the plan's text find.
pub fn check_reading(reading: &Reading) -> Vec<Diagnostic> {
    run(None, |rule| match rule.scope {
        Scope::Reading(judge) => judge(reading),
        _ => Vec::new(),
    })
}

/// What the rules over the plan folder find.
pub fn check_plan(tasks: &Tasks) -> Vec<Diagnostic> {
    run(Some(tasks), |rule| match rule.scope {
        Scope::Plan(judge) => judge(tasks),
        _ => Vec::new(),
    })
}

/// Why a file could not be read as a report.
pub fn check_file(tasks: &Tasks, unread: &Unread) -> Vec<Diagnostic> {
    run(Some(tasks), |rule| match rule.scope {
        Scope::File(judge) => judge(unread).into_iter().collect(),
        _ => Vec::new(),
    })
}

/// What the rules over one report find, and what of it the report waives.
pub type Judged = (Vec<Diagnostic>, Vec<Waived>);

/// What the rules over one report find. Of a classified paper nothing is said
/// but that it is one; of an empty one not what it lacks: everything.
pub fn check_report(context: &Context) -> Judged {
    let mut found = run(Some(context.tasks), |rule| match rule.scope {
        Scope::Report(judge) => judge(context),
        _ => Vec::new(),
    });
    let most = context.tasks.plan.limits.count(Limit::KeptFindings);
    if let Some(secret) = found.iter().position(|d| d.rule == "classified") {
        found = vec![found.swap_remove(secret)];
    } else if found.iter().any(|d| d.rule == "empty-report") {
        let of_file = |d: &Diagnostic| file::RULES.iter().any(|rule| rule.name == d.rule);
        found.retain(of_file);
    } else if !context.report.waivers.is_empty() || found.len() > most {
        found.extend(run(Some(context.tasks), |rule| match rule.scope {
            Scope::Found(judge) => judge(context, &found),
            _ => Vec::new(),
        }));
        found.sort_by(|a, b| a.order().cmp(&b.order()));
    }
    let agency = context.party().map(|party| party.name.clone());
    for diagnostic in &mut found {
        diagnostic.agency.clone_from(&agency);
    }
    let findings = found.iter_mut().map(|diagnostic| &mut diagnostic.finding);
    safety::mask(findings, &context.source.text);
    waiver::waive(context, found)
}

/// What the rules over all reports find.
pub fn check_folder(folder: &Folder) -> Vec<Diagnostic> {
    run(Some(folder.tasks), |rule| match rule.scope {
        Scope::Folder(judge) => judge(folder),
        _ => Vec::new(),
    })
}

/// What the rules over the office's rulings find, `found` being all that the
/// others did.
pub fn check_rulings(folder: &Folder, found: &[Diagnostic]) -> Vec<Diagnostic> {
    run(Some(folder.tasks), |rule| match rule.scope {
        Scope::Rulings(judge) => judge(folder, found),
        _ => Vec::new(),
    })
}

/// What `judge` finds with each rule. The office's severity for a rule outranks
/// the rule's own and the finding's.
fn run(tasks: Option<&Tasks>, judge: impl Fn(&'static Rule) -> Vec<Finding>) -> Vec<Diagnostic> {
    let set = |rule: &Rule| {
        let rules = &tasks?.plan.rules;
        rules.get(rule.name).or(rules.get(rule.short))
    };
    let mut found = Vec::new();
    for rule in rules() {
        for finding in judge(rule) {
            found.push(Diagnostic {
                rule: rule.name,
                short: rule.short,
                severity: set(rule)
                    .copied()
                    .or(finding.severity)
                    .unwrap_or(rule.severity),
                agency: finding.agency.clone(),
                finding,
            });
        }
    }
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    found
}
