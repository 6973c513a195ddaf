//! Plans in the forms that offices use: each of tests/plans with what a reader
//! takes from it, and any other text without a panic.

use std::fs;

use huibian::check::check_reading;
use huibian::plan::parse::{Reading, parse};
use huibian::text::Source;
use huibian::text::numbering::{self, Numbering};
use huibian::text::numeral::{chinese, value};
use serde::Deserialize;

use crate::{huibian, root, write};

mod closings;

#[derive(Deserialize)]
struct Expected {
    title: Option<String>,
    deadline: Option<toml::value::Datetime>,
    year: Option<i32>,
    parts: Option<usize>,
    sections: Option<usize>,
    item: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    number: u32,
    title: String,
    agencies: Vec<String>,
    leads: Vec<String>,
    open_ended: bool,
    measures: Option<usize>,
    due: Option<toml::value::Datetime>,
}

pub(crate) fn texts() -> Vec<(String, String)> {
    let folder = fs::read_dir(root().join("tests/plans")).expect("the plans");
    let mut texts: Vec<(String, String)> = folder
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy();
            (
                name.into_owned(),
                fs::read_to_string(&path).expect("a plan"),
            )
        })
        .collect();
    texts.sort();
    texts
}

fn read(text: impl Into<String>) -> Reading {
    parse(Source::new("plan.txt", text))
}

#[test]
fn every_form_is_read_as_expected() {
    let texts = texts();
    assert!(texts.len() >= 12);
    for (name, text) in texts {
        let path = root().join(format!("tests/plans/{name}.expected.toml"));
        let expected = fs::read_to_string(path).expect("what to expect");
        let expected: Expected = toml::from_str(&expected).expect("TOML");
        let plan = read(text);
        let title = plan.title.as_ref().map(|(title, _)| title);
        assert_eq!(title, expected.title.as_ref(), "{name}");
        let deadline = match plan.deadlines[..] {
            [(day, _)] => Some(day.to_string()),
            _ => None,
        };
        let due = expected.deadline.map(|due| due.to_string());
        assert_eq!(deadline, due, "{name}");
        if expected.year.is_some() {
            assert_eq!(plan.year, expected.year, "{name}");
        }
        if let Some(parts) = expected.parts {
            assert_eq!(plan.parts.len(), parts, "{name}: {:?}", plan.parts);
        }
        if let Some(sections) = expected.sections {
            assert_eq!(plan.sections.len(), sections, "{name}");
        }
        assert_eq!(plan.items().count(), expected.item.len(), "{name}");
        for (item, expected) in plan.items().zip(&expected.item) {
            let at = format!("{name} {}", expected.number);
            let names: Vec<&String> = item.agencies.iter().map(|(name, _)| name).collect();
            assert_eq!(item.number, expected.number, "{at}");
            assert_eq!(item.title, expected.title, "{at}");
            assert_eq!(names, expected.agencies.iter().collect::<Vec<_>>(), "{at}");
            assert_eq!(item.leads, expected.leads, "{at}");
            assert_eq!(item.open_ended, expected.open_ended, "{at}");
            if let Some(measures) = expected.measures {
                assert_eq!(item.measures.len(), measures, "{at}: {:?}", item.measures);
                let due = item.measures.last().and_then(|last| last.due);
                let due = due.map(|due| due.to_string());
                assert_eq!(due, expected.due.map(|due| due.to_string()), "{at}");
            }
        }
    }
}

/// A list of as many items, each after its number.
fn numbered(count: u32, number: impl Fn(u32) -> String) -> String {
    let items = (1..=count).map(|n| {
        let number = number(n);
        format!("{number}整治{n}号河段。清理河道20公里。（市水务局负责）\n")
    });
    format!("某市2016年重点任务清单\n{}", items.collect::<String>())
}

#[test]
fn a_long_list_goes_on_beyond_99() {
    let lists = [
        numbered(222, |n| format!("{n}. ")),
        numbered(222, |n| format!("{n}、")),
        numbered(222, |n| format!("{n}．")),
        numbered(222, |n| format!("（{n}）")),
        numbered(222, |n| format!("（{}）", chinese(n))),
        numbered(222, |n| format!("{}、", chinese(n))),
        numbered(222, |n| format!("第{}项 ", chinese(n))),
        numbered(222, |n| format!("第{}条　", chinese(n))),
    ];
    for list in lists {
        let plan = read(list.clone());
        let numbers: Vec<u32> = plan.items().map(|item| item.number).collect();
        assert_eq!(numbers, (1..=222).collect::<Vec<_>>(), "{list:.200}");
        assert!(plan.items().all(|item| item.measures.len() == 1));
    }
    // What no list has come near is no number of one.
    let far = numbered(12, |n| format!("{n}. ")).replace("清理河道", "\n120. 清理河道");
    assert_eq!(read(far).items().count(), 12);
}

#[test]
fn numbers_of_a_long_list_are_printed_and_read_alike() {
    let printed = [
        (100, "一百"),
        (103, "一百零三"),
        (110, "一百一十"),
        (222, "二百二十二"),
    ];
    for (number, words) in printed {
        assert_eq!(chinese(number), words);
    }
    for number in 1..=999 {
        let words = chinese(number);
        assert_eq!(value(&words), Some(number), "{words}");
        let heading = format!("（{words}）开放学校操场");
        let read = numbering::number(&heading).map(|(value, style, _)| (value, style));
        assert_eq!(read, Some((number, Numbering::Item)), "{heading}");
    }
    // What is counted is no number of a heading.
    for words in [
        "一百余家",
        "一百、二百人",
        "一百五",
        "一百万元",
        "100、200人",
    ] {
        assert_eq!(numbering::number(words), None, "{words}");
    }
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

/// Every place that a reading and its findings name lies in the text.
fn judge(text: &str) {
    let reading = read(text);
    for item in reading.items() {
        for (name, span) in &item.agencies {
            assert!(span.start <= span.end && span.end <= text.len(), "{name}");
        }
    }
    check_reading(&reading);
}

#[test]
fn any_text_is_read_without_a_panic() {
    let mut dice = Dice(20_161_230);
    let signs: Vec<char> = "（）()〔〕【】《》“”、，；。：:|\t\n 一二三十123.．前底年月日时报负责牵头会同等和及各单位部委局責負牽頭𠀀é**<br>\u{200B}"
        .chars()
        .collect();
    for (_, text) in texts() {
        for _ in 0..60 {
            let mut plan: Vec<char> = text.chars().collect();
            for _ in 0..=dice.roll(30) {
                let (from, length) = (dice.roll(plan.len()), dice.roll(12));
                let until = (from + length).min(plan.len());
                let sign = signs[dice.roll(signs.len())];
                match dice.roll(4) {
                    0 => drop(plan.drain(from..until)),
                    1 => plan.insert(from, sign),
                    2 => plan[from..until].reverse(),
                    _ => {
                        let part = plan[from..until].to_vec();
                        plan.extend(part);
                    }
                }
                if plan.is_empty() {
                    plan.push(sign);
                }
            }
            judge(&plan.into_iter().collect::<String>());
        }
    }
    for _ in 0..400 {
        let bytes: Vec<u8> = (0..dice.roll(300)).map(|_| dice.roll(256) as u8).collect();
        judge(&String::from_utf8_lossy(&bytes));
        let text: String = (0..dice.roll(200))
            .map(|_| signs[dice.roll(signs.len())])
            .collect();
        judge(&text);
    }
}

#[test]
fn what_was_not_understood_is_told_to_machines_too() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = "某市质量工作2016年行动计划\n（一）推动工作。制定规划。（市农委、凡是涉及的由市建委另行通知负责）\n\
                （二）开展行动。开展检查。（市建委负责）\n";
    write(&folder.path().join("计划.txt"), plan);
    let run = huibian(folder.path(), &["parse", "计划.txt", "--format", "json"]);
    assert!(
        run.stdout.contains("\"unread-assignment\""),
        "{}",
        run.stdout
    );
}

/// The measure ids of a plan file, in order.
fn ids(plan: &str) -> Vec<&str> {
    let lines = plan.lines().filter_map(|line| line.strip_prefix("id = \""));
    lines.filter_map(|line| line.strip_suffix('"')).collect()
}

#[test]
fn no_two_measures_share_an_id() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in texts() {
        let out = folder.path().join(&name);
        write(&out.join("计划.txt"), &text);
        huibian(&out, &["parse", "计划.txt"]);
        let Ok(plan) = fs::read_to_string(out.join("plan/tasks.toml")) else {
            continue;
        };
        let ids = ids(&plan);
        let one: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(one.len(), ids.len(), "{name}: {ids:?}");
    }
    let text = "某市行动计划\n一、甲\n（一）推动。制定规划。开展评选。（市农委负责）\n\
                二、乙\n（一）整治。整治市场。（市商务委负责）\n各单位于2017年1月10日前将总结报市质量办。\n";
    write(&folder.path().join("计划.txt"), text);
    let run = huibian(folder.path(), &["parse", "计划.txt"]);
    assert!(run.stdout.contains("同号"), "{}", run.stdout);
    // A draft may answer the measures of either item that has the number.
    let draft = "+++\nagency = \"市商务委\"\nyear = 2016\n+++\n# 市商务委总结\n\n## 一、完成情况\n\n\
                 - 1.3 整治市场：完成。整治市场12处，查处违法行为三百余起。\n- 1.4 评选：完成。\n";
    write(&folder.path().join("reports/市商务委.md"), draft);
    let check = ["check", "reports", "--only", "unknown-measure"];
    let run = huibian(folder.path(), &check);
    assert!(!run.stdout.contains("没有 1.3"), "{}", run.stdout);
    assert!(run.stdout.contains("没有 1.4"), "{}", run.stdout);
    let plan = folder.path().join("plan/tasks.toml");
    let plan = fs::read_to_string(plan).expect("tasks.toml");
    assert_eq!(
        ids(&plan).last(),
        Some(&"1.3").filter(|_| plan.contains("整治市场")),
        "{plan}"
    );
}

#[test]
fn a_group_is_shown_as_a_group_in_every_form() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    let plan = "某市质量工作2016年行动计划\n\
                （一）推动工作。制定规划。（市农委牵头，各区人民政府、市质量工作领导小组成员单位参与）\n\
                （二）开展行动。开展检查。（各成员单位、市建委负责）\n";
    write(&at("计划.txt"), plan);
    let run = huibian(folder.path(), &["parse", "计划.txt"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    let roster = fs::read_to_string(at("plan/agencies.toml")).expect("a roster");
    let roster = roster.replace(
        "name = \"各成员单位\"\nmembers = []",
        "name = \"各成员单位\"\nmembers = [\"市农委\", \"市建委\"]",
    );
    write(&at("plan/agencies.toml"), &roster);
    for lang in ["zh", "en"] {
        for form in ["md", "csv", "html"] {
            let table = huibian(folder.path(), &["--lang", lang, "tasks", "--format", form]);
            for told in [
                "市农委（牵头）、各区人民政府（统称，成员未列）、市质量工作领导小组成员单位（统称，成员未列）",
                "各成员单位（统称：市农委、市建委）、市建委",
            ] {
                assert!(table.stdout.contains(told), "{form}: {}", table.stdout);
            }
            // With its items, beside the bodies, where a form lists these.
            let row = match form {
                "md" => "| 各成员单位（统称：市农委、市建委） | （二） |",
                "html" => "<td>各成员单位（统称：市农委、市建委）</td><td>（二）</td>",
                _ => "各成员单位",
            };
            assert!(table.stdout.contains(row), "{form}: {}", table.stdout);
        }
    }
}

#[test]
fn a_refusal_tells_machines_why_and_where() {
    let office = crate::office();
    let plan = fs::read_to_string(root().join("seeds/2016-action-plan.txt")).expect("the plan");
    write(
        &office.path().join("计划.txt"),
        &plan.replace("市农委", "市农业委"),
    );
    let args = ["parse", "计划.txt", "--format", "json"];
    let run = huibian(office.path(), &args);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(told["written"], false);
    let refused = told["refused"].as_array().expect("the places");
    let old = fs::read_to_string(root().join("plan/tasks.toml")).expect("tasks.toml");
    let old: Vec<&str> = old.lines().collect();
    assert!(refused.len() > 5, "{refused:?}");
    for place in refused.iter().skip(1) {
        assert_eq!(place["path"], "plan/tasks.toml");
        let line = place["line"].as_u64().expect("a line") as usize;
        assert!(old[line - 1].contains("市农委"), "{place}");
        let message = place["message"].as_str().expect("a message");
        assert!(message.contains("市农业委"), "{message}");
    }
    let nobody = "工作要点\n（一）加强领导。各方要重视。\n（二）抓好落实。按期完成。\n";
    write(&office.path().join("无单位.txt"), nobody);
    let run = huibian(
        office.path(),
        &["parse", "无单位.txt", "--format", "json", "-o", "另"],
    );
    assert_eq!(run.code, 1, "{}", run.stderr);
    let told: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(told["written"], false);
    assert_eq!(told["diagnostics"][0]["rule"], "no-agencies");
    assert_eq!(told["diagnostics"][0]["line"], 2);
}

#[test]
fn a_long_roster_tells_the_places_of_all_its_agencies() {
    let office = crate::office();
    let path = office.path().join("plan/agencies.toml");
    let mut roster = fs::read_to_string(&path).expect("a roster");
    let district = |n| {
        let (name, slug) = (format!("第{n}新区"), format!("new-{n}"));
        format!("\n[[agency]]\nname = \"{name}\"\nslug = \"{slug}\"\nkind = \"district\"\n")
    };
    roster.extend((1..=900).map(district));
    write(&path, &roster);
    fs::create_dir(office.path().join("reports")).expect("a folder");
    let line = |roster: &str, begins: &str| {
        let above = roster.lines().take_while(|line| !line.starts_with(begins));
        above.count() + 1
    };
    let absent = ["check", "--only", "unreported-agency", "--format", "short"];
    let run = huibian(office.path(), &absent);
    for n in [1, 450, 900] {
        let line = line(&roster, &format!("name = \"第{n}新区"));
        let place = format!("plan/agencies.toml:{line}:");
        let told = run.stdout.lines().find(|told| told.starts_with(&place));
        let told = told.is_some_and(|told| told.contains(&format!("第{n}新区")));
        assert!(told, "{place} {}", run.stdout);
    }
    let broken = roster.replace("slug = \"new-700\"", "sort = \"new-700\"");
    write(&path, &broken);
    let run = huibian(office.path(), &["check"]);
    let place = format!("plan/agencies.toml:{}:1", line(&broken, "sort"));
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains(&place), "{place} {}", run.stderr);
}
