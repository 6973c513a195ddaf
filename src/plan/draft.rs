//! What `new` writes: a draft with an agency's own items and measures laid out.

use chrono::Datelike;

use super::{Item, Kind, PartId, Party, Plan, Tasks, naming};
use crate::text::numeral::chinese;

/// What stands behind 【待填】 for next year's targets, until it is replaced.
pub const HINT: &str = "做到什么、做到多少、什么时候做到。";

/// The draft of `party`, a paper to be filled in.
pub fn draft(tasks: &Tasks, party: &Party) -> String {
    let plan = &tasks.plan;
    let mut paper = header(plan, party);
    paper.push_str(&format!("# {}{}\n\n", party.name, naming::summary(plan)));
    if let Some(recipient) = &plan.submission.recipient {
        let name = recipient.split(['（', '(']).next().unwrap_or(recipient);
        paper.push_str(&format!("{name}：\n\n"));
    }
    let mut number = 0;
    let mut heading = |paper: &mut String, title: String| {
        number += 1;
        paper.push_str(&format!("## {}、{title}\n\n", chinese(number)));
    };
    heading(&mut paper, naming::completion(plan));
    match party.owed.is_empty() {
        true => free_part(tasks, party, &mut paper),
        false => items(tasks, party, &mut paper),
    }
    heading(&mut paper, "存在的问题".to_owned());
    paper.push_str("【待填】\n\n");
    if requires(plan, PartId::NextTargets) {
        heading(&mut paper, naming::next_targets(plan));
        paper.push_str(&format!("【待填】{HINT}\n\n"));
    }
    if requires(plan, PartId::NextMeasures) {
        heading(&mut paper, naming::next_measures(plan));
        paper.push_str("【待填】\n\n");
    }
    paper.push_str(&format!("{}\n{}\n", party.full_name, open_date(plan)));
    paper
}

fn header(plan: &Plan, party: &Party) -> String {
    let mut header = format!("+++\nagency = {}\n", toml::Value::from(party.name.as_str()));
    if let Some(year) = plan.year {
        header.push_str(&format!("year = {year}\n"));
    }
    if let Some(due) = plan.submission.due() {
        header.push_str(&format!("# submitted = {}\n", due.date));
    }
    header + "+++\n"
}

fn requires(plan: &Plan, id: PartId) -> bool {
    plan.submission.parts.iter().any(|part| part.id == id)
}

/// The date below the signature, its day left open.
fn open_date(plan: &Plan) -> String {
    match (plan.submission.due(), plan.year) {
        (Some(due), _) => format!("{}年{}月  日", due.date.year(), due.date.month()),
        (None, Some(year)) => format!("{}年  月  日", year.saturating_add(1)),
        (None, None) => "    年  月  日".to_owned(),
    }
}

/// The items that name the party, each with its measures as lines to fill.
fn items(tasks: &Tasks, party: &Party, paper: &mut String) {
    let owed = || tasks.plan.items().filter(|item| party.owes(item.number));
    paper.push_str(&format!(
        "<!-- 计划里有 {} 项列了{}，下面一项一节。写成一段话，或逐条写，都可以。
     逐条写时，冒号后先写：完成、基本完成、推进中、未完成、任务调整。
     未完成要写原因和下一步。与本单位无关的条，删掉或空着都行，不会进汇编。 -->\n\n",
        owed().count(),
        comment(&party.name),
    ));
    for item in owed() {
        paper.push_str(&format!(
            "### {}{}\n\n【待填】\n\n",
            item.ordinal(),
            item.title()
        ));
        let lines = item.measures.iter().filter(|measure| {
            measure.agencies.is_empty()
                || measure.agencies.iter().any(|name| is(tasks, name, party))
        });
        let mut any = false;
        for measure in lines {
            let text = measure
                .text
                .trim()
                .trim_end_matches(['。', '；', '，', '：']);
            paper.push_str(&format!("- {} {text}：\n", measure.id));
            any = true;
        }
        if any {
            paper.push('\n');
        }
    }
}

fn is(tasks: &Tasks, name: &str, party: &Party) -> bool {
    let found = tasks.find(name).and_then(|index| tasks.parties.get(index));
    found.is_some_and(|found| found.name == party.name)
}

/// The first part of a body that owes no item; a district is told, for
/// reference, which items speak of districts.
fn free_part(tasks: &Tasks, party: &Party, paper: &mut String) {
    if party.kind == Kind::District {
        let spoken: Vec<String> = tasks
            .plan
            .items()
            .filter_map(|item| speaks_of(item, party))
            .collect();
        if !spoken.is_empty() {
            paper.push_str("<!-- 计划没有把任务分到各区。下面几项说到区县或区域，写到哪一项，\n");
            paper.push_str("     在那段末尾注明（对应第N项），供参考：\n");
            paper.push_str(&spoken.concat());
            paper.push_str("-->\n\n");
        }
    }
    paper.push_str("【待填】\n\n");
    if requires(&tasks.plan, PartId::TargetResults) {
        paper.push_str(&format!(
            "### {}目标任务完成情况\n\n【待填】\n\n",
            naming::year(&tasks.plan, 0)
        ));
    }
}

/// The lines of an item that speak of districts or name this one.
fn speaks_of(item: &Item, party: &Party) -> Option<String> {
    let words = [
        "区县",
        "区域",
        party.name.as_str(),
        party.full_name.as_str(),
    ];
    let speaks = |text: &str| words.iter().any(|word| text.contains(word));
    let mut lines = String::new();
    for measure in item.measures.iter().filter(|measure| speaks(&measure.text)) {
        lines.push_str(&format!(
            "       {} {}\n",
            measure.id,
            comment(&measure.text)
        ));
    }
    if lines.is_empty() && !speaks(item.title()) {
        return None;
    }
    Some(format!(
        "     {}{}\n{lines}",
        item.label(),
        comment(item.title())
    ))
}

/// `text` as it may stand in a comment.
fn comment(text: &str) -> String {
    text.replace("--", "—")
}
