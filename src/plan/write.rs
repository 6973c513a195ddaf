//! The plan folder's files, written so that a clerk can go on by hand.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, Item, Table, value};

use super::parse::Reading;
use super::{Moment, PartId, example};

/// The words that mark a part's heading in a draft.
fn headings(id: PartId) -> &'static [&'static str] {
    match id {
        PartId::Completion => &[
            "完成情况",
            "工作总结",
            "主要做法",
            "工作开展情况",
            "成效",
            "主要工作",
            "工作情况",
        ],
        PartId::TargetResults => &["目标任务完成情况", "目标完成情况", "指标完成情况"],
        PartId::NextTargets => &["目标任务", "工作目标", "目标", "指标"],
        PartId::NextMeasures => &["工作措施", "措施", "打算", "安排", "计划", "思路"],
    }
}

fn id_name(id: PartId) -> &'static str {
    match id {
        PartId::Completion => "completion",
        PartId::TargetResults => "target-results",
        PartId::NextTargets => "next-targets",
        PartId::NextMeasures => "next-measures",
    }
}

/// What stands above the definitions.
fn head(reading: &Reading) -> String {
    let year = example::year(reading, 0);
    format!(
        "\
# 任务定义。由 huibian parse 从计划文本生成，此后归办公室手工维护。
# 可以手工细化：给某条措施加 agencies = [\"…\"]（由谁负责）、due = {year}-06-30（何时完成）。
# Task definitions, made from the plan's text; yours to refine by hand.
"
    )
}

/// plan/tasks.toml of `reading`.
pub fn tasks(reading: &Reading) -> String {
    let mut doc = DocumentMut::new();
    if let Some((title, _)) = &reading.title {
        doc["title"] = value(title);
    }
    if let Some(year) = reading.year {
        doc["year"] = value(i64::from(year));
    }
    doc["source"] = value(&reading.file.path);
    doc["basis"] = value(array(&reading.basis));
    doc["submission"] = Item::Table(submission(reading));
    let mut sections = ArrayOfTables::new();
    let mut counts = BTreeMap::new();
    for section in &reading.sections {
        let mut table = Table::new();
        table["number"] = value(i64::from(section.number));
        table["title"] = value(&section.title);
        let mut items = ArrayOfTables::new();
        for item in &section.items {
            items.push(self::item(item, counts.entry(item.number).or_default()));
        }
        table["item"] = Item::ArrayOfTables(items);
        sections.push(table);
    }
    doc["section"] = Item::ArrayOfTables(sections);
    if let Some(words) = &reading.work_plan {
        let mut closing = Table::new();
        closing["work_plan"] = value(words);
        doc["closing"] = Item::Table(closing);
    }
    format!("{}{doc}", head(reading))
}

fn submission(reading: &Reading) -> Table {
    let mut table = Table::new();
    // Of several candidates the clerk chooses.
    if let [(day, _)] = reading.deadlines[..] {
        set_moment(&mut table, "deadline", day);
    }
    table["inclusive"] = value(true);
    if let Some(item) = table.get_mut("inclusive").and_then(Item::as_value_mut) {
        item.decor_mut().set_suffix(" # “…前”按含当日读");
    }
    if let Some(recipient) = &reading.recipient {
        table["recipient"] = value(recipient);
    }
    table["reporters"] = value(array(&reading.reporters));
    let mut parts = ArrayOfTables::new();
    for (id, words) in &reading.parts {
        let mut part = Table::new();
        part["id"] = value(id_name(*id));
        part["title"] = value(words);
        part["headings"] = value(array(headings(*id)));
        parts.push(part);
    }
    table["part"] = Item::ArrayOfTables(parts);
    table
}

/// The table of `item`. Its measures are counted on from `count`, where an item
/// above has the same number: an id stands for one measure.
fn item(item: &super::parse::ReadItem, count: &mut usize) -> Table {
    let mut table = Table::new();
    table["number"] = value(i64::from(item.number));
    table["title"] = value(&item.title);
    table["agencies"] = value(array(item.agencies.iter().map(|(name, _)| name)));
    table["leads"] = value(array(&item.leads));
    table["open_ended"] = value(item.open_ended);
    let mut measures = ArrayOfTables::new();
    for read in &item.measures {
        let mut measure = Table::new();
        *count += 1;
        measure["id"] = value(format!("{}.{count}", item.number));
        measure["text"] = value(&read.text);
        if !read.agencies.is_empty() {
            measure["agencies"] = value(array(&read.agencies));
        }
        if let Some(due) = read.due {
            set_moment(&mut measure, "due", due);
        }
        measures.push(measure);
    }
    table["measure"] = Item::ArrayOfTables(measures);
    table
}

fn set_moment(table: &mut Table, key: &str, at: Moment) {
    if let Ok(at) = at.to_string().parse::<Datetime>() {
        table[key] = value(at);
    }
}

fn array<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Array {
    texts
        .into_iter()
        .map(|text| text.as_ref().to_owned())
        .collect()
}

/// A first plan/agencies.toml: the names of the plan, to be completed by hand.
pub fn agencies(reading: &Reading) -> String {
    let mut seen = BTreeSet::new();
    let names: Vec<&str> = reading
        .items()
        .flat_map(|item| item.agencies.iter().map(|(name, _)| name.as_str()))
        .filter(|name| seen.insert(*name))
        .collect();
    // 人民银行 and 中国人民银行 are one: the longer is another name of the shorter.
    let longer = |name: &str| {
        let names = names.iter().copied();
        let longer = names.filter(|other| {
            STATE
                .iter()
                .any(|state| other.strip_prefix(state) == Some(name))
        });
        longer.collect::<Vec<_>>()
    };
    let aliases: BTreeSet<&str> = names.iter().flat_map(|name| longer(name)).collect();
    let mut doc = DocumentMut::new();
    let mut agencies = ArrayOfTables::new();
    let mut groups = ArrayOfTables::new();
    for name in names.iter().copied().filter(|name| !aliases.contains(name)) {
        let mut table = Table::new();
        table["name"] = value(name);
        if is_group(name) {
            table["members"] = value(Array::new());
            groups.push(table);
            continue;
        }
        table["full_name"] = value(name);
        table["slug"] = value(format!("agency-{:02}", agencies.len() + 1));
        table["kind"] = value("municipal");
        table["aliases"] = value(array(longer(name)));
        agencies.push(table);
    }
    doc["agency"] = Item::ArrayOfTables(agencies);
    if !groups.is_empty() {
        doc["group"] = Item::ArrayOfTables(groups);
    }
    format!(
        "# 报送单位名册，手工维护：补全称、代号（slug，字母）、类别和别名；各区另加，kind = \"district\"。\n\
         # The roster, kept by hand: full names, slugs, kinds, aliases; districts are added here.\n{doc}"
    )
}

/// What may stand before the name of a central body.
const STATE: &[&str] = &["国家", "国务院", "中国", "中华"];

/// Whether a name stands for many: 各区县人民政府, …成员单位, 有关部门.
fn is_group(name: &str) -> bool {
    let ends = [
        "成员单位",
        "有关单位",
        "有关部门",
        "相关部门",
        "各部门",
        "各单位",
        "部门和单位",
        "有关方面",
    ];
    name.starts_with('各') || ends.iter().any(|end| name.ends_with(end))
}
