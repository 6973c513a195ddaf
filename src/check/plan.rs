//! The plan: its folder, and its text while it is parsed.

mod brackets;
mod doubts;
mod duties;
mod numbers;
mod reading;
mod unread;

use super::{Rule, Scope, cite_item};
use crate::diagnostic::{Finding, SEE, Severity, Site};
use crate::plan::{Party, Tasks, span};
use crate::text::{label, text, words};

/// The rules over the plan.
pub const RULES: &[Rule] = &[
    reading::NO_ITEMS,
    reading::NO_AGENCIES,
    brackets::UNCLOSED_BRACKET,
    numbers::DUPLICATE_NUMBER,
    reading::NO_DEADLINE,
    numbers::NUMBER_GAP,
    reading::ITEM_WITHOUT_AGENCY,
    UNKNOWN_AGENCY,
    reading::NO_TITLE,
    unread::UNREAD_TABLE,
    duties::UNREAD_ASSIGNMENT,
    duties::STANDING_CLAUSE,
    doubts::UNREAD_DUE,
    doubts::DOUBTFUL_NAME,
    doubts::DOUBTFUL_LEVEL,
    duties::RESTARTED_NUMBER,
    reading::AMBIGUOUS_DEADLINE,
    UNRESOLVED_GROUP,
    duties::REPEATED_AGENCY,
    duties::UNREAD_PASSAGE,
    unread::COLLECTIVE_CLAUSE,
];

const UNKNOWN_AGENCY: Rule = Rule {
    name: "unknown-agency",
    short: "名册缺名",
    severity: Severity::Warning,
    summary: label(
        "计划列了名，名册里没有",
        "a name the plan has and the roster lacks",
    ),
    explanation: label(
        "计划里列名的单位，名册 plan/agencies.toml 都应登记：全称、别名、链接用的代号从那里来，没有就认不出\
         落款，汇编时也排在最后。多半是计划里一字之差，或者名册漏登。名册里的全称、别名都算登记；“……成员单位”\
         一类集合登在 [[group]] 里，不算缺名。",
        "Every name of the plan should stand in plan/agencies.toml, which gives its full name, its aliases \
         and its slug: without them a signature is not recognised and the agency comes last in the volume. \
         Most often the plan has a slip or the roster a gap. Full names and aliases count as listed; a \
         collective goes under [[group]] and is no fault.",
    ),
    bad: "# plan/tasks.toml\nagencies = [\"市商务委\", \"市口岸委\"]\n# plan/agencies.toml\nname = \"市口岸办\"\n",
    good: "# plan/tasks.toml\nagencies = [\"市商务委\", \"市口岸办\"]\n# plan/agencies.toml\nname = \"市口岸办\"\n",
    scope: Scope::Plan(unknown_agency),
};

fn unknown_agency(tasks: &Tasks) -> Vec<Finding> {
    let unlisted = tasks.parties.iter().filter(|party| !party.listed);
    unlisted
        .map(|party| {
            let (name, roster) = (&party.name, &tasks.roster.file.path);
            let near = nearest(tasks, name);
            let add = format!("[[agency]]\nname = \"{name}\"\nslug = \"…\"");
            let help = match near {
                Some(near) => text(
                    format!(
                        "就是“{0}”的，改成“{0}”，或加进它的 aliases；是另一家，在 {roster} 加：\n{add}",
                        near.name
                    ),
                    format!(
                        "where it is {0}, write {0} or add it to its aliases; where it is another, add \
                         to {roster}:\n{add}",
                        near.name
                    ),
                ),
                None => text(
                    format!("在 {roster} 加：\n{add}"),
                    format!("add to {roster}:\n{add}"),
                ),
            };
            let message = text(
                format!("名册里没有“{name}”"),
                format!("the roster has no “{name}”"),
            );
            let finding = Finding::new(tasks.site(party), message, help).agency(name);
            match near {
                Some(near) => finding
                    .label(text(
                        format!("是不是“{}”", near.name),
                        format!("is it {}?", near.name),
                    ))
                    .note_at(
                        SEE,
                        text(format!("名册：{}", near.name), format!("roster: {}", near.name)),
                        tasks.site(near),
                    ),
                None => finding,
            }
        })
        .collect()
}

/// The listed party whose name is one or two characters off, if no other is
/// as near.
fn nearest<'t>(tasks: &'t Tasks, name: &str) -> Option<&'t Party> {
    let allowed = if name.chars().count() >= 6 { 2 } else { 1 };
    let mut near: Vec<(usize, &Party)> = tasks
        .parties
        .iter()
        .filter(|party| party.listed)
        .map(|party| (words::distance(name, &party.name), party))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    match near[..] {
        [(_, party)] => Some(party),
        [(best, party), (second, _), ..] if best < second => Some(party),
        _ => None,
    }
}

const UNRESOLVED_GROUP: Rule = Rule {
    name: "unresolved-group",
    short: "成员不明",
    severity: Severity::Hint,
    summary: label(
        "计划列的集合没有给出成员",
        "a collective whose members nobody has given",
    ),
    explanation: label(
        "计划有时不列具体单位，只写“……成员单位”。成员是谁，计划里查不到，机器不猜：这一项暂不算到任何一家\
         头上，汇编卷首注明“成员名单未提供，未计入”。在 members 里填上，每个成员就像被点了名一样要写这一项。\
         计划里没有用到的集合空着，不提示。",
        "A plan sometimes names no agencies but a collective, such as 成员单位. Who belongs to it the plan \
         does not say, and nothing is guessed: the item is owed by nobody for it, and page one says so. \
         With members filled in, each of them owes the item as if it were named. An empty collective that \
         the plan does not use gets no hint.",
    ),
    bad: "[[group]]\nname = \"市质量工作领导小组成员单位\"\nmembers = []\n",
    good: "[[group]]\nname = \"市质量工作领导小组成员单位\"\nmembers = [\"市市场监管委\", \"市发展改革委\"]\n",
    scope: Scope::Plan(unresolved_group),
};

fn unresolved_group(tasks: &Tasks) -> Vec<Finding> {
    let unresolved = tasks.unresolved_groups();
    let groups = tasks.roster.groups.iter();
    groups
        .filter(|group| unresolved.contains(&group.name.get_ref().as_str()))
        .map(|group| {
            let name = group.name.get_ref();
            let finding = Finding::new(
                Site::new(&tasks.roster.file, span(group.name.span())),
                text(
                    format!("“{name}”是谁，没有写"),
                    format!("the members of “{name}” are not given"),
                ),
                text(
                    "有名单的，写成 members = [\"××局\", \"××委\"]；没有就空着，卷首会注明未计入",
                    "where there is a list, write members = [\"××局\", \"××委\"]; else leave it empty: \
                     page one says that it is not counted",
                ),
            );
            let item = tasks
                .plan
                .items()
                .find(|item| item.agencies.iter().any(|agency| agency.get_ref() == name));
            match item {
                Some(item) => cite_item(finding, tasks, item.number, None),
                None => finding,
            }
        })
        .collect()
}
