//! The 任务分解表: who owes which items and measures. An official paper, so
//! always in Chinese.

use super::{Group, Item, Measure, PartId, Party, Plan, Tasks, naming};
use crate::text::date::chinese;
use crate::text::numeral;

/// The forms of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// CSV as spreadsheets read it: a byte order mark, CRLF.
    Csv,
    /// One self-contained page, ready to print.
    Html,
}

/// The table in that form, of the whole plan, or of one body's items.
pub fn table(tasks: &Tasks, party: Option<&Party>, form: Form) -> String {
    match form {
        Form::Markdown => markdown(tasks, party),
        Form::Csv => csv(tasks, party),
        Form::Html => html(tasks, party),
    }
}

fn items<'a>(tasks: &'a Tasks, party: Option<&'a Party>) -> impl Iterator<Item = &'a Item> {
    tasks
        .plan
        .items()
        .filter(move |item| party.is_none_or(|party| party.owes(item.number)))
}

fn title(plan: &Plan, party: Option<&Party>) -> String {
    match party {
        Some(party) => format!("{}任务分解表（{}）", plan.title(), party.name),
        None => format!("{}任务分解表", plan.title()),
    }
}

/// A name of an item's list, with what a reader must know of it in brackets: that
/// it leads, that it is a collective, and of whom.
fn named(tasks: &Tasks, item: &Item, name: &str) -> String {
    let mut marks = Vec::new();
    if item.leads.iter().any(|lead| lead == name) {
        marks.push("牵头".to_owned());
    }
    if let Some(group) = tasks.group(name) {
        marks.push(collective(group));
    }
    match marks.is_empty() {
        true => name.to_owned(),
        false => format!("{name}（{}）", marks.join("，")),
    }
}

/// That a name stands for many: 统称：市教委、市科委.
fn collective(group: &Group) -> String {
    match group.members.is_empty() {
        true => "统称，成员未列".to_owned(),
        false => format!("统称：{}", group.members.join("、")),
    }
}

/// The agencies of an item, each [`named`], and 等 where the list is open.
fn agencies(tasks: &Tasks, item: &Item) -> String {
    let names = item.agencies.iter();
    let names = names.map(|name| named(tasks, item, name.get_ref()));
    let names = names.collect::<Vec<_>>().join("、");
    match (names.is_empty(), item.open_ended) {
        (true, _) => "未列单位".to_owned(),
        (false, true) => names + "等",
        (false, false) => names,
    }
}

/// What is reported, to whom, by when; a sentence.
fn duty(plan: &Plan) -> String {
    let submission = &plan.submission;
    // The results of the targets are inside the summary; targets and measures
    // can be one phrase of the plan.
    let mut parts: Vec<&str> = submission
        .parts
        .iter()
        .filter(|part| part.id != PartId::TargetResults)
        .map(|part| part.title.get_ref().as_str())
        .collect();
    parts.dedup();
    let mut duty = match submission.due() {
        Some(due) if submission.inclusive => format!("{}前（含当日）", chinese(due.date)),
        Some(due) => format!("{}前（不含当日）", chinese(due.date)),
        None => "计划没有写期限；".to_owned(),
    };
    if let Some(recipient) = &submission.recipient {
        duty.push_str(&format!("报{recipient}"));
    }
    match parts.is_empty() {
        true => duty.push_str(&format!("：{}总结。", naming::subject(plan))),
        false => duty.push_str(&format!("：{}。", parts.join("；"))),
    }
    duty
}

/// What narrows or dates one measure by hand: （市发展改革委；2016年6月30日前）.
fn narrowed(tasks: &Tasks, item: &Item, measure: &Measure) -> String {
    let mut notes = Vec::new();
    if !measure.agencies.is_empty() {
        notes.push(owners(tasks, item, measure));
    }
    if let Some(due) = measure.due {
        notes.push(format!("{}前", chinese(due.date)));
    }
    match notes.is_empty() {
        true => String::new(),
        false => format!("（{}）", notes.join("；")),
    }
}

/// Who owes a measure that is narrowed by hand.
fn owners(tasks: &Tasks, item: &Item, measure: &Measure) -> String {
    let names = measure.agencies.iter();
    let names: Vec<String> = names.map(|name| named(tasks, item, name)).collect();
    names.join("、")
}

/// Every collective the plan names, with the numbers of its items.
fn groups(tasks: &Tasks) -> Vec<(String, String)> {
    let groups = tasks.roster.groups.iter().map(|group| {
        let name = group.name.get_ref();
        let items = tasks.plan.items();
        let named = items.filter(|item| item.agencies.iter().any(|other| other.get_ref() == name));
        let numbers: String = named.map(|item| item.label()).collect();
        (format!("{name}（{}）", collective(group)), numbers)
    });
    groups.filter(|(_, numbers)| !numbers.is_empty()).collect()
}

/// Every body with the numbers of its items.
fn shares(tasks: &Tasks) -> Vec<(&str, String)> {
    let owing = tasks.parties.iter().filter(|party| !party.owed.is_empty());
    owing
        .map(|party| {
            let owed = tasks.plan.labels(&party.owed);
            (party.name.as_str(), owed)
        })
        .collect()
}

fn markdown(tasks: &Tasks, party: Option<&Party>) -> String {
    let mut page = format!(
        "# {}\n\n{}\n",
        mark(&title(&tasks.plan, party)),
        mark(&duty(&tasks.plan))
    );
    for section in &tasks.plan.sections {
        let mut own = section
            .items
            .iter()
            .filter(|item| party.is_none_or(|party| party.owes(item.number)));
        let Some(first) = own.next() else { continue };
        let number = numeral::chinese(section.number);
        page.push_str(&format!("\n## {number}、{}\n", mark(&section.title)));
        for item in std::iter::once(first).chain(own) {
            page.push_str(&format!(
                "\n### {}{}\n\n",
                item.ordinal(),
                mark(item.title())
            ));
            page.push_str(&format!("责任单位：{}\n\n", mark(&agencies(tasks, item))));
            page.push_str("| 措施号 | 措施 |\n| --- | --- |\n");
            for measure in &item.measures {
                let text = mark(&measure.text) + &mark(&narrowed(tasks, item, measure));
                page.push_str(&format!("| {} | {text} |\n", measure.id));
            }
        }
    }
    if party.is_none() {
        page.push_str("\n## 各单位任务\n\n| 单位 | 项 |\n| --- | --- |\n");
        for (name, numbers) in shares(tasks) {
            page.push_str(&format!("| {} | {numbers} |\n", mark(name)));
        }
        for (name, numbers) in groups(tasks) {
            page.push_str(&format!("| {} | {numbers} |\n", mark(&name)));
        }
    }
    page
}

/// `text` as plain words of a Markdown table's cell.
fn mark(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => marked.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' => {
                marked.push('\\');
                marked.push(c);
            }
            _ => marked.push(c),
        }
    }
    marked
}

fn csv(tasks: &Tasks, party: Option<&Party>) -> String {
    let mut page = String::from("\u{FEFF}项号,项名,措施号,措施,责任单位,期限\r\n");
    for item in items(tasks, party) {
        let number = item.figure();
        let whole = agencies(tasks, item);
        for measure in &item.measures {
            let owners = match measure.agencies.is_empty() {
                true => whole.clone(),
                false => owners(tasks, item, measure),
            };
            let due = measure
                .due
                .map(|due| due.date.to_string())
                .unwrap_or_default();
            let row = [
                &number,
                item.title(),
                &measure.id,
                &measure.text,
                &owners,
                &due,
            ];
            let cells: Vec<String> = row.iter().map(|cell| field(cell)).collect();
            page.push_str(&cells.join(","));
            page.push_str("\r\n");
        }
    }
    page
}

/// A field of CSV; what a spreadsheet would take for a formula is disarmed.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let text = match formula {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    match text.contains([',', '"', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

const STYLE: &str = "
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font-family: FangSong, 仿宋, 'Noto Serif CJK SC', serif; line-height: 1.7; max-width: 60em; margin: 2em auto; padding: 0 1em }
h1 { text-align: center; font-size: 1.5em }
h2 { font-family: SimHei, 黑体, 'Noto Sans CJK SC', sans-serif; font-size: 1.15em }
h3 { font-size: 1em; margin: 1.2em 0 .3em; break-after: avoid }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #888; padding: .2em .5em; text-align: left; vertical-align: top }
th:first-child, td:first-child { white-space: nowrap }
tr { break-inside: avoid }
@media print { body { margin: 0; max-width: none } }
@media (prefers-color-scheme: dark) { @media screen { body { background: #161616; color: #ddd } } }
";

fn html(tasks: &Tasks, party: Option<&Party>) -> String {
    let name = escape(&title(&tasks.plan, party));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n<p>{}</p>\n",
        escape(&duty(&tasks.plan)),
    );
    for item in items(tasks, party) {
        page.push_str(&format!(
            "<h3 id=\"i-{}\">{}{}</h3>\n<p>责任单位：{}</p>\n<table>\n<tr><th>措施号</th><th>措施</th></tr>\n",
            item.number,
            item.label(),
            escape(item.title()),
            escape(&agencies(tasks, item)),
        ));
        for measure in &item.measures {
            let text = escape(&measure.text) + &escape(&narrowed(tasks, item, measure));
            page.push_str(&format!(
                "<tr><td>{}</td><td>{text}</td></tr>\n",
                escape(&measure.id)
            ));
        }
        page.push_str("</table>\n");
    }
    if party.is_none() {
        page.push_str("<h2>各单位任务</h2>\n<table>\n<tr><th>单位</th><th>项</th></tr>\n");
        for (name, numbers) in shares(tasks) {
            page.push_str(&format!(
                "<tr><td>{}</td><td>{numbers}</td></tr>\n",
                escape(name)
            ));
        }
        for (name, numbers) in groups(tasks) {
            page.push_str(&format!(
                "<tr><td>{}</td><td>{numbers}</td></tr>\n",
                escape(&name)
            ));
        }
        page.push_str("</table>\n");
    }
    page + "</body>\n</html>\n"
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
