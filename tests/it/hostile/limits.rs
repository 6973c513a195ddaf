//! How much is taken: every limit, what is said beyond it, and that an office can
//! set it.

use std::fs;
use std::path::Path;

use huibian::plan::limits::Limit;

use super::{GOOD, neighbours, paper, put, survives};
use crate::compile::{DAY, json};
use crate::{huibian, root};

fn allow(office: &Path, limits: &str) {
    let tasks = office.join("plan/tasks.toml");
    let text = fs::read_to_string(root().join("plan/tasks.toml")).expect("the plan");
    fs::write(tasks, format!("{text}\n[limits]\n{limits}\n")).expect("the plan");
}

/// Papers each over one limit, and its key.
fn excessive() -> Vec<(&'static str, String)> {
    let rows = |count: usize, row: &str| row.repeat(count);
    vec![
        ("nesting", ">".repeat(100_000) + " 深"),
        ("nesting", format!("{}深", "> * ".repeat(3_000))),
        (
            "nesting",
            (0..100).map(|at| "  ".repeat(at) + "- 深\n").collect(),
        ),
        ("nesting", "*".repeat(300) + "甲" + &"*".repeat(300)),
        ("list_items", rows(20_001, "- 项\n")),
        ("headings", rows(2_001, "## 一、标题\n\n")),
        (
            "footnotes",
            (0..2_001)
                .map(|at| format!("[^{at}]\n\n[^{at}]: 注\n\n"))
                .collect(),
        ),
        ("footnote_marks", rows(5_001, "[^1]") + "\n\n[^1]: 注"),
        (
            "table_cells",
            format!(
                "|{}\n|{}\n{}",
                "a|".repeat(500),
                "-|".repeat(500),
                rows(500, "|a\n")
            ),
        ),
        ("front_matter", String::new()),
        ("report", rows(400_000, "补充材料。")),
    ]
}

#[test]
fn beyond_a_limit_a_paper_is_refused_with_value_limit_and_key() {
    let office = neighbours();
    let papers = excessive();
    for (at, (key, body)) in papers.iter().enumerate() {
        let head = match *key {
            "front_matter" => format!("signed_by = \"{}\"\nyear", "长".repeat(30_000)),
            _ => "year".to_owned(),
        };
        let text = paper(body).replacen("year", &head, 1);
        put(office.path(), &format!("{at}.md"), text);
    }
    survives(office.path(), papers.len());
    for lang in ["zh", "en"] {
        let args = ["--as-of", DAY, "--lang", lang, "check", "--format", "json"];
        let run = huibian(office.path(), &args);
        let check: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        for (at, (key, _)) in papers.iter().enumerate() {
            let found = check["diagnostics"].as_array().expect("a list").iter();
            let path = format!("reports/{at}.md");
            let mut found = found.filter(|found| found["path"] == path.as_str());
            let too_large = found.find(|found| found["rule"] == "too-large");
            let told = too_large.unwrap_or_else(|| panic!("{key} {at}: not refused"));
            let most = Limit::ALL
                .map(Limit::row)
                .into_iter()
                .find(|row| row.key == *key);
            let most = most.expect("a limit");
            let most = if most.bytes {
                most.value / 1024
            } else {
                most.value
            };
            let message = told["message"].as_str().expect("a message");
            assert!(message.contains(&most.to_string()), "{key}: {message}");
            let help = told["help"].as_str().expect("a help");
            assert!(
                help.contains(key) && help.contains("[limits]"),
                "{key}: {help}"
            );
        }
    }
    // The agency is known: it is refused, and neither missing nor in time.
    let volume = json(office.path());
    let agencies = volume["agencies"].as_array().expect("a list");
    let own = agencies.iter().find(|agency| agency["name"] == "河西区");
    assert_eq!(own.expect("河西区")["state"], "refused");
}

#[test]
fn an_office_sets_its_own_limits() {
    let office = neighbours();
    put(office.path(), "河西区.md", paper("- 甲\n- 乙\n- 丙"));
    let args = ["--as-of", "2017-01-09", "check", "--only", "too-large"];
    assert_eq!(huibian(office.path(), &args).code, 0);
    for limits in [
        "list_items = 2",
        "report = 300",
        "headings = 1",
        "nesting = 2",
        "front_matter = 20",
    ] {
        allow(office.path(), limits);
        let run = huibian(office.path(), &args);
        assert_eq!(run.code, 1, "{limits}: {}{}", run.stdout, run.stderr);
    }
    allow(office.path(), "list_items = 3\nheadings = 2000");
    assert_eq!(huibian(office.path(), &args).code, 0);
    for (limits, named) in [
        ("reports = 2", ["3", "2", "reports"]),
        ("plan = 10", ["plan/", "10", "tasks.toml"]),
    ] {
        allow(office.path(), limits);
        for lang in ["zh", "en"] {
            let run = huibian(office.path(), &["--lang", lang, "check"]);
            assert_eq!(run.code, 2, "{limits}: {}", run.stdout);
            assert!(
                named.iter().all(|word| run.stderr.contains(word)),
                "{}",
                run.stderr
            );
        }
    }
    for (limits, word) in [
        ("colour = 1", "colour"),
        ("report = -1", "tasks.toml:"),
        ("report = \"4 MB\"", "tasks.toml:"),
    ] {
        allow(office.path(), limits);
        let run = huibian(office.path(), &["check"]);
        assert_eq!(run.code, 2, "{limits}");
        assert!(run.stderr.contains(word), "{}", run.stderr);
    }
    // A volume over its limit is not written, and the old one stays.
    allow(office.path(), "volume_note = 10");
    let run = huibian(office.path(), &["compile", "--as-of", DAY]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("volume.html") && run.stderr.contains("MB"),
        "{}",
        run.stderr
    );
    let before = fs::read(office.path().join("out/volume.html")).expect("the volume");
    allow(office.path(), "volume = 1000");
    for lang in ["zh", "en"] {
        let run = huibian(
            office.path(),
            &["--lang", lang, "compile", "--as-of", "2017-01-09"],
        );
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(
            run.stderr.contains("volume.html") && run.stderr.contains("1000"),
            "{}",
            run.stderr
        );
    }
    let after = fs::read(office.path().join("out/volume.html")).expect("the volume");
    assert!(before == after, "the old volume was touched");
    assert_eq!(GOOD.len(), 2);
}

/// The READMEs' tables are the table in the code.
#[test]
fn the_limits_are_written_down() {
    for (file, chinese) in [("README.md", false), ("README.zh-CN.md", true)] {
        let page = fs::read_to_string(root().join(file)).expect(file);
        for limit in Limit::ALL {
            let row = limit.row();
            let key = format!("| `{}` |", row.key);
            let line = page.lines().find(|line| line.starts_with(&key));
            let line = line.unwrap_or_else(|| panic!("{file} lacks {key}"));
            assert!(
                line.contains(&format!(" {} |", row.value)),
                "{file}: {line}"
            );
            assert_eq!(
                line.chars().any(|c| ('一'..='龥').contains(&c)),
                chinese,
                "{line}"
            );
        }
    }
}
