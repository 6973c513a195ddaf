//! What no single report shows: who reported twice, who has not, and what
//! nobody wrote about.

mod orphan;
mod split;

use std::collections::BTreeMap;

use super::{Folder, Rule, Scope};
use crate::coverage::{Account, Digest, State, Submitter};
use crate::diagnostic::{Finding, SEE, Severity};
use crate::plan::Party;
use crate::text::{Text, date, label, text};

/// The rules.
pub const RULES: &[Rule] = &[
    DUPLICATE_REPORT,
    UNREPORTED_AGENCY,
    orphan::ORPHAN_ITEM,
    orphan::ORPHAN_MEASURE,
    split::STATUS_SPLIT,
    split::FIGURE_SPLIT,
    split::DENIED_PARTNER,
];

const DUPLICATE_REPORT: Rule = Rule {
    name: "duplicate-report",
    short: "重报",
    severity: Severity::Error,
    summary: label("一家单位报了两份", "one agency sent two reports"),
    explanation: label(
        "同一单位在文件夹里有两份总结，常见的是“修改稿”“终稿”和原稿并存。程序不猜哪份算数：\
         两份都照收，报送时间按最早的一份算，请单位定下一份，把另一份移走。\
         因年度不符、密级等原因不能收的稿子不算一份；认单位看文前、标题和落款，不看文件名。",
        "The folder holds two summaries of one agency, most often a draft beside its revision. The \
         program does not guess which counts: both are bound, the earlier date decides whether it was \
         in time, and the agency must say which one stays. A paper that is refused (wrong year, \
         secrecy) does not count, and agencies are known by the paper's words, not by its file name.",
    ),
    bad: "reports/市教委.md\nreports/市教委（修改稿）.md      # 两份的落款都是天津市教育委员会\n",
    good: "reports/市教委.md\n",
    scope: Scope::Folder(duplicate_report),
};

fn duplicate_report(folder: &Folder) -> Vec<Finding> {
    let mut papers: BTreeMap<&str, Vec<&Digest>> = BTreeMap::new();
    for digest in bound(folder) {
        let name = match &digest.submitter {
            Submitter::Party(index) => folder.tasks.parties.get(*index).map(|p| p.name.as_str()),
            Submitter::Unlisted(name) => Some(name.as_str()),
            Submitter::Unknown(..) | Submitter::Nobody => None,
        };
        if let Some(name) = name {
            papers.entry(name).or_default().push(digest);
        }
    }
    let mut found = Vec::new();
    for (name, mut papers) in papers {
        papers.sort_by(|a, b| a.path.cmp(&b.path));
        let count = papers.len();
        let Some((first, others)) = papers.split_first() else {
            continue;
        };
        for other in others {
            let finding = Finding::new(
                other.site.clone(),
                text(
                    format!("{name}报了 {count} 份总结"),
                    format!("{name} sent {count} summaries"),
                ),
                text(
                    format!("请{name}定一份，把另一份移出文件夹；两份都要的，并成一份"),
                    format!(
                        "ask {name} which one stays and move the other out of the folder; if both are wanted, merge them"
                    ),
                ),
            );
            found.push(
                finding
                    .label(dated("这一份", "this one", other))
                    .note_at(
                        SEE,
                        dated("还有一份", "the other one", first),
                        first.site.clone(),
                    )
                    .agency(name),
            );
        }
    }
    found
}

fn dated(zh: &str, en: &str, digest: &Digest) -> Text {
    match digest.submitted {
        Some(at) => text(
            format!("{zh}报送日期 {}", date::chinese(at.date)),
            format!("{en} is dated {}", at.date),
        ),
        None => text(format!("{zh}没有日期"), format!("{en} has no date")),
    }
}

const UNREPORTED_AGENCY: Rule = Rule {
    name: "unreported-agency",
    short: "未报",
    severity: Severity::Error,
    summary: label("应报的单位没有报", "an agency that must report has not"),
    explanation: label(
        "名册上的单位、计划里列了名的单位都要报；过了期限还没有收到的是错误，没到期限的只提示。\
         只有检查整个文件夹时才说，单查一份稿子不说。“领导小组成员单位”这样的统称自己不报；\
         收到了但不能收进汇编的（读不出、年度不符）算收到，另有说明；认单位看内容，不看文件名。",
        "Every agency of the roster or named in the plan must report: after the deadline its absence is \
         an error, before it a hint. It is said only when a whole folder is checked. A collective such \
         as 领导小组成员单位 files nothing itself; a paper that was received but cannot be bound counts \
         as received and has a finding of its own; agencies are known by the paper, not its file name.",
    ),
    bad: "plan/agencies.toml      # 列有市民政局、市林业局\nreports/市林业局.md\n",
    good: "plan/agencies.toml      # 列有市民政局、市林业局\nreports/市林业局.md\nreports/市民政局.md\n",
    scope: Scope::Folder(unreported_agency),
};

fn unreported_agency(folder: &Folder) -> Vec<Finding> {
    if !folder.whole {
        return Vec::new();
    }
    let absent = folder
        .accounts
        .expected
        .iter()
        .filter(|account| !account.state.is_received());
    absent
        .filter_map(|account| {
            let party = folder.tasks.parties.get(account.party)?;
            let name = &party.name;
            let term = term(folder, account);
            let (not, severity) = match account.state {
                State::Missing => ("没有报送", Severity::Error),
                _ => ("还没有报送", Severity::Hint),
            };
            let finding = Finding::new(
                folder.tasks.site(party),
                text(
                    format!("{name}{not}{}", term.zh),
                    format!("{name} has not reported{}", term.en),
                ),
                text(
                    format!("请催报；已经收到的，放进文件夹，文前写 agency = \"{name}\""),
                    format!("remind it; if it was received, put it into the folder with agency = \"{name}\" at its head"),
                ),
            );
            Some(finding.label(owed(folder, party)).agency(name).severity(severity))
        })
        .collect()
}

/// The deadline and how far away it is, as the end of a sentence.
fn term(folder: &Folder, account: &Account) -> Text {
    let due = folder.tasks.due(Some(account.party));
    let (Some(due), Some(days)) = (due, account.days) else {
        return text("", "");
    };
    let (day, iso) = (date::chinese(due.at.date), due.at.date);
    let (with, including) = match due.inclusive {
        true => ("（含当日）", " (that day included)"),
        false => ("前", " (that day not included)"),
    };
    let (zh, en) = match days {
        // Not how long ago: the finding stands in the volume, which does not
        // change from day to day.
        _ if account.state == State::Missing => ("已过期".into(), "now past".into()),
        0 => ("今天到期".into(), "today".into()),
        -1 => ("还有 1 天".into(), "in a day".into()),
        _ => (format!("还有 {} 天", -days), format!("in {} days", -days)),
    };
    text(
        format!("：{day}{with}截止，{zh}"),
        format!(": due {iso}{including}, {en}"),
    )
}

fn owed(folder: &Folder, party: &Party) -> Text {
    if party.owed.is_empty() {
        let next = folder
            .tasks
            .plan
            .year
            .map_or("下年度".into(), |y| format!("{}年", y + 1));
        return text(
            format!("计划没有列它的项；要报总结和{next}目标任务、措施"),
            "named in no item; owes the summary and next year's targets and measures",
        );
    }
    let labels = folder.tasks.plan.labels(&party.owed);
    let numbers = folder.tasks.plan.figures(&party.owed);
    let plural = if party.owed.len() == 1 { "" } else { "s" };
    text(
        format!("欠{labels}"),
        format!("owes item{plural} {numbers}"),
    )
}

/// The reports that are bound.
fn bound<'a>(folder: &Folder<'a>) -> impl Iterator<Item = &'a Digest> {
    folder.digests.iter().filter(|digest| digest.is_bound())
}
