//! The office's register: what cannot be understood in it, what no longer applies
//! to anything, and what it says came in and is not there.

use super::{Folder, REFUSING, Rule, Scope};
use crate::coverage::Digest;
use crate::diagnostic::{Diagnostic, Finding, Severity, Site};
use crate::plan::register::NONE;
use crate::plan::{Ruled, Ruling, Tasks};
use crate::text::{Span, Text, date, label, text};

/// The rules over the register.
pub const RULES: &[Rule] = &[BROKEN_REGISTER, IDLE_RULING, RECEIPT_WITHOUT_REPORT];

/// Whether `ruling` accepts what was found. A paper that cannot be bound is not
/// made fit by a ruling, nor is a mistake in the register itself.
pub(super) fn accepts(tasks: &Tasks, ruling: &Ruling, diagnostic: &Diagnostic) -> bool {
    let Ruled::Accept { rule, item } = &ruling.ruled else {
        return false;
    };
    let party = tasks.parties.get(ruling.party);
    let named = diagnostic.rule == rule || diagnostic.short == rule;
    named
        && may_be_accepted(diagnostic.rule)
        && party.is_some_and(|party| diagnostic.agency.as_ref() == Some(&party.name))
        && (item.is_none() || *item == diagnostic.finding.item)
}

fn may_be_accepted(rule: &str) -> bool {
    !REFUSING.contains(&rule) && RULES.iter().all(|own| own.name != rule)
}

const BROKEN_REGISTER: Rule = Rule {
    name: "broken-register",
    short: "登记有误",
    severity: Severity::Error,
    summary: label(
        "登记表里有一条写错了，没有生效",
        "an entry of the register is wrong and does not hold",
    ),
    explanation: label(
        "plan/register.toml 记办公室收到了什么（[[receipt]]：agency、received，可写 note）、定了什么\
         （[[ruling]]：agency、kind、reason、by，另按 kind 写 until、path、passage、item、rule、items）。\
         写错的那一条不生效，其余照旧；整个文件不合 TOML 的，都不生效。认定关系到谁逾期、缺什么，\
         所以算错误，改好再发函、汇编。拒收的（密级、年度不符等）不能靠认定收进来。",
        "plan/register.toml holds what came in ([[receipt]]: agency, received, perhaps a note) and what \
         the office ruled ([[ruling]]: agency, kind, reason, by, and by its kind until, path, passage, \
         item, rule, items). A wrong entry does not hold, the others do; a file that is no TOML holds \
         nothing. Rulings decide who is late and what is missing, hence an error: mend it before letters \
         go out. What refuses a paper (secrecy, another year) cannot be accepted.",
    ),
    bad: "[[ruling]]\nagency = \"市教委\"\nkind = \"extend\"\nuntil = \"下周五\"\nreason = \"统计数据未出\"\nby = \"市质量办\"\n",
    good: "[[ruling]]\nagency = \"市教委\"\nkind = \"extend\"\nuntil = 2017-01-13\nreason = \"统计数据未出\"\nby = \"市质量办\"\n",
    scope: Scope::Plan(broken_register),
};

fn broken_register(tasks: &Tasks) -> Vec<Finding> {
    let at = |span: Span| Site::new(&tasks.register.file, span);
    let faults = tasks.register.faults.iter();
    let mut found: Vec<Finding> = faults
        .map(|fault| Finding::new(at(fault.span), fault.what.clone(), fault.help.clone()))
        .collect();
    for ruling in &tasks.register.rulings {
        if let Some((what, help)) = unknown(tasks, &ruling.ruled) {
            found.push(Finding::new(at(ruling.span), what, help));
        }
    }
    found
}

/// What a ruling names that is not there, and what to write.
fn unknown(tasks: &Tasks, ruled: &Ruled) -> Option<(Text, Text)> {
    let known = |item: u32| tasks.plan.item(item).is_some();
    let no_item = |item: u32| {
        let what = text(
            format!("计划里没有第 {item} 项"),
            format!("the plan has no item {item}"),
        );
        (
            what,
            text("写计划里有的项号", "write the number of an item"),
        )
    };
    match ruled {
        Ruled::Accept { rule, item } => match super::find(rule) {
            None => {
                let near = super::nearest(rule);
                Some((
                    text(
                        format!("没有叫“{rule}”的规则"),
                        format!("there is no rule {rule}"),
                    ),
                    match near {
                        Some(near) => text(
                            format!(
                                "是不是 {}（{}）？全部规则：huibian explain",
                                near.short, near.name
                            ),
                            format!("do you mean {}? All rules: huibian explain", near.name),
                        ),
                        None => text("全部规则：huibian explain", "all rules: huibian explain"),
                    },
                ))
            }
            Some(rule) if !may_be_accepted(rule.name) => Some((
                text(
                    format!("“{}”不能认可：这样的稿子不能收入汇编", rule.short),
                    format!(
                        "{} cannot be accepted: such a paper is not bound",
                        rule.name
                    ),
                ),
                text(
                    "删掉这一条，请单位改好重报",
                    "delete the entry and have the paper mended",
                ),
            )),
            Some(_) => item.filter(|&item| !known(item)).map(no_item),
        },
        Ruled::FileUnder {
            item: (item, measure),
            ..
        } => {
            let count = tasks.plan.item(*item).map(|item| item.measures.len());
            match (count, measure) {
                (_, Some(NONE)) => Some((
                    text(
                        "计划里没有这个编号的措施",
                        "no measure of the plan has this id",
                    ),
                    text(
                        "写 tasks.toml 里有的措施号",
                        "write the id of a measure in tasks.toml",
                    ),
                )),
                (None, _) => Some(no_item(*item)),
                (Some(count), Some(measure)) if *measure as usize > count => Some((
                    text(
                        format!("计划第 {item} 项没有措施 {item}.{measure}"),
                        format!("item {item} has no measure {item}.{measure}"),
                    ),
                    text(
                        format!("这一项到 {item}.{count} 为止"),
                        format!("its last is {item}.{count}"),
                    ),
                )),
                _ => None,
            }
        }
        Ruled::Exempt(items) => items
            .iter()
            .copied()
            .find(|&item| !known(item))
            .map(no_item),
        Ruled::Extend(_) | Ruled::Choose(_) => None,
    }
}

const IDLE_RULING: Rule = Rule {
    name: "idle-ruling",
    short: "认定落空",
    severity: Severity::Warning,
    summary: label(
        "办公室的一条认定已经没有对象",
        "a ruling of the office that no longer applies to anything",
    ),
    explanation: label(
        "认定是照当时的稿子定的：单位重报以后，那句话可能不在了，那处错误可能改了，两份可能只剩一份。\
         落空的认定还印在汇编里，会让人以为照它办了，所以提醒：删掉，或者照新稿改写。\
         延期不晚于期限的、免报的项本来就不列名的，也是落空。",
        "A ruling was made of the papers as they were. Once an agency has sent a new one, the sentence may \
         be gone, the fault mended, the second copy withdrawn. A ruling without an object would still be \
         printed as if it had been followed: delete it, or write it anew. So is an extension that is no \
         later than the deadline, and an exemption from an item that does not name the agency.",
    ),
    bad: "[[ruling]]\nagency = \"市教委\"\nkind = \"choose\"\npath = \"reports/市教委（旧）.md\"     # 这个文件已经不在\nreason = \"以盖章件为准\"\nby = \"市质量办\"\n",
    good: "[[ruling]]\nagency = \"市教委\"\nkind = \"choose\"\npath = \"reports/市教委.md\"           # 另有一份市教委（2）.md\nreason = \"以盖章件为准\"\nby = \"市质量办\"\n",
    scope: Scope::Rulings(idle_ruling),
};

fn idle_ruling(folder: &Folder, found: &[Diagnostic]) -> Vec<Finding> {
    if !folder.whole {
        return Vec::new();
    }
    let tasks = folder.tasks;
    let rulings = tasks.register.rulings.iter().enumerate();
    let idle = rulings.filter_map(|(index, ruling)| {
        if unknown(tasks, &ruling.ruled).is_some() {
            return None;
        }
        let (what, help) = idle(folder, found, index, ruling)?;
        let name = tasks
            .parties
            .get(ruling.party)
            .map(|party| party.name.clone());
        let site = Site::new(&tasks.register.file, ruling.span);
        let finding = Finding::new(site, what, help);
        Some(match name {
            Some(name) => finding.agency(name),
            None => finding,
        })
    });
    idle.collect()
}

/// Why a ruling applies to nothing, if it does not, and what to do about it.
fn idle(
    folder: &Folder,
    found: &[Diagnostic],
    index: usize,
    ruling: &Ruling,
) -> Option<(Text, Text)> {
    let tasks = folder.tasks;
    let party = tasks.parties.get(ruling.party)?;
    let name = party.name.as_str();
    // A draft in which nothing was written is no report yet.
    let is_own = |digest: &&Digest| digest.party() == Some(ruling.party) && !digest.blank;
    let mut own = folder.digests.iter().filter(is_own);
    match &ruling.ruled {
        Ruled::Extend(until) => {
            let due = tasks.plan.submission.term();
            let later = due.is_some_and(|due| due.is_missed(*until));
            (!later).then(|| {
                (
                    text(
                        format!("延到{}，不比计划的期限晚", date::chinese(until.date)),
                        format!("{} is no later than the deadline", until.date),
                    ),
                    text(
                        "日子写错了就改 until，不用延的删掉这一条",
                        "mend until, or delete the entry",
                    ),
                )
            })
        }
        Ruled::FileUnder { path, .. } => {
            let of = folder.digests.iter().find(|digest| digest.path == *path);
            let count = of.and_then(|digest| {
                let ruled = digest.ruled.iter().find(|(known, _)| *known == index);
                ruled.map(|(_, count)| *count)
            });
            let what = match (of, count) {
                (None, _) => text(
                    format!("没有 {path} 这份稿子"),
                    format!("there is no report {path}"),
                ),
                (Some(_), Some(1)) => return None,
                (Some(_), None | Some(0)) => text(
                    format!("{path} 里没有这句话"),
                    format!("{path} has no such words"),
                ),
                (Some(_), Some(count)) => text(
                    format!("{path} 里有 {count} 段写着这句话，认不准是哪一段，没有归项"),
                    format!("{count} passages of {path} have these words: none was filed"),
                ),
            };
            let help = text(
                "照现在的稿子抄那一段里独有的一句；不用归的删掉这一条",
                "copy words that only this passage has, or delete the entry",
            );
            Some((what, help))
        }
        Ruled::Accept { rule, .. } => {
            let mut found = found.iter();
            let applies = found.any(|diagnostic| accepts(tasks, ruling, diagnostic));
            (!applies).then(|| {
                (
                    text(
                        format!("{name}没有“{rule}”可以认可"),
                        format!("{name} has no {rule} to accept"),
                    ),
                    text(
                        "已经改好的，删掉这一条",
                        "where it was mended, delete the entry",
                    ),
                )
            })
        }
        Ruled::Choose(path) => {
            let chosen = own.any(|digest| digest.path == *path);
            let all = folder.digests.iter().filter(is_own);
            let what = match (chosen, all.count()) {
                (false, _) => text(
                    format!("没有{name}的 {path}"),
                    format!("there is no {path} of {name}"),
                ),
                (true, 1) => text(
                    format!("{name}只有这一份，不用选"),
                    format!("{name} has no other copy"),
                ),
                (true, _) => return None,
            };
            let help = text(
                "path 写文件夹里现有的那一份；只剩一份的删掉这一条",
                "write the path of a copy that is there, or delete the entry",
            );
            Some((what, help))
        }
        Ruled::Exempt(items) if items.is_empty() => own.next().map(|digest| {
            (
                text(
                    format!("{name}免报，但已经报来 {}", digest.path),
                    format!("{name} need not report, and has: {}", digest.path),
                ),
                text(
                    "报来了照常收，删掉这一条",
                    "it is taken like any other: delete the entry",
                ),
            )
        }),
        Ruled::Exempt(items) => {
            let named = |item: u32| {
                let names = tasks.plan.item(item).map(|item| item.agencies.iter());
                let mut names = names.into_iter().flatten();
                names.any(|name| tasks.means(name.get_ref(), ruling.party))
            };
            let strange = items.iter().copied().find(|&item| !named(item));
            strange.map(|item| {
                let figure = tasks.plan.figures(&[item]);
                (
                    text(
                        format!("第 {figure} 项本来就没有列{name}"),
                        format!("item {figure} does not name {name}"),
                    ),
                    text("改 items，或删掉这一条", "mend items, or delete the entry"),
                )
            })
        }
    }
}

const RECEIPT_WITHOUT_REPORT: Rule = Rule {
    name: "receipt-without-report",
    short: "有收无文",
    severity: Severity::Error,
    summary: label(
        "登记收到了，文件夹里没有这份稿子",
        "registered as received, and no report is there",
    ),
    explanation: label(
        "登记表写着收到了，文件夹里却没有这家的稿子：可能只收了纸质件，可能放错了地方，也可能认不出是哪家。\
         它算已报，不再催；但汇编里不会有它的内容，所以算错误。收进来：huibian receive <文件>。",
        "The register says that the paper came in, but no report of the agency is in the folder: it came \
         on paper only, was put elsewhere, or cannot be told whose it is. The agency counts as having \
         reported and is not reminded; but the volume lacks it, hence an error. File it: huibian receive.",
    ),
    bad: "[[receipt]]\nagency = \"市教委\"\nreceived = 2017-01-09     # reports/ 里没有市教委的稿子\n",
    good: "[[receipt]]\nagency = \"市教委\"\nreceived = 2017-01-09     # reports/市教委.md\n",
    scope: Scope::Folder(receipt_without_report),
};

fn receipt_without_report(folder: &Folder) -> Vec<Finding> {
    if !folder.whole {
        return Vec::new();
    }
    let tasks = folder.tasks;
    let empty = folder
        .accounts
        .expected
        .iter()
        .filter(|account| account.digests.is_empty());
    let found = empty.filter_map(|account| {
        let receipt = tasks.register.received(account.party)?;
        // What was sent back is not kept.
        if receipt.refused {
            return None;
        }
        let name = &tasks.parties.get(account.party)?.name;
        let day = date::chinese(receipt.received.date);
        let finding = Finding::new(
            Site::new(&tasks.register.file, receipt.span),
            text(
                format!("登记{day}收到{name}的总结，文件夹里没有"),
                format!("{name} is registered as received, and no report is there"),
            ),
            text(
                "把稿子收进来：huibian receive <文件>；还没有收到的，删掉这条登记",
                "file it: huibian receive <FILE>; where nothing came, delete the entry",
            ),
        );
        Some(finding.agency(name))
    });
    found.collect()
}
