//! How much is taken: every limit, what is said beyond it, and that an office can
//! set it.

use std::fs;
use std::path::Path;

use huibian::plan::limits::Limit;

use super::{GOOD, inert, neighbours, paper, put, survives};
use crate::compile::{DAY, json, read};
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
        ("steps", rows(40_000, "* ") + "深"),
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

/// Texts that lie in each other deeper than anybody could read, each with the
/// words at its bottom.
fn deep() -> Vec<(String, &'static str)> {
    let marks = |count: usize| "*".repeat(count);
    let quotes = |count: usize| ">".repeat(count);
    let lists: String = (0..95).map(|at| "  ".repeat(at) + "- 层\n").collect();
    let row = format!("{}| 最深处的暗号 | 乙 |\n", quotes(200));
    let rule = format!("{}|---|---|\n", quotes(200));
    vec![
        (quotes(100_000) + " 最深处的暗号", ">"),
        (format!("{}最深处的暗号", "> * ".repeat(3_000)), ">"),
        (lists + &"  ".repeat(95) + "- 最深处的暗号\n", "- 层"),
        (marks(300) + "最深处的暗号" + &marks(300), "*"),
        (
            "![".repeat(300) + "最深处的暗号" + &"](a.png)".repeat(300),
            "![",
        ),
        (format!("{row}{rule}{row}").replacen("暗号", "表头", 1), ">"),
        (format!("甲[^1]\n\n{}[^1]: 最深处的暗号\n", quotes(90)), ">"),
    ]
}

#[test]
fn what_lies_too_deep_is_bound_flat_and_told() {
    let office = neighbours();
    let papers = deep();
    for (at, (body, _)) in papers.iter().enumerate() {
        let text = paper(&body.replace("暗号", &format!("暗号{at}")));
        put(office.path(), &format!("{at}.md"), text);
    }
    survives(office.path(), papers.len());
    inert(office.path());
    let args = ["--as-of", DAY, "check", "--format", "json"];
    let run = huibian(office.path(), &args);
    let check: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let found = check["diagnostics"].as_array().expect("a list");
    for (at, (_, begins)) in papers.iter().enumerate() {
        for volume in ["volume.html", "volume.md"] {
            let text = read(office.path(), &format!("out/{volume}"));
            // The words of a picture that is not there stand in its place.
            let words = format!("最深处的暗号{at}");
            assert_eq!(text.matches(&words).count(), 1, "{volume}: {at}");
        }
        let path = format!("reports/{at}.md");
        let own = |found: &&serde_json::Value| {
            found["rule"] == "deep-nesting" && found["path"] == path.as_str()
        };
        let told: Vec<_> = found.iter().filter(own).collect();
        assert_eq!(told.len(), 1, "{at}: {told:?}");
        let line = told[0]["line"].as_u64().expect("a line") as usize;
        let paper = read(office.path(), &path);
        let line = paper.lines().nth(line - 1).expect("the line");
        assert!(line.trim_start().starts_with(begins), "{at}: {line:.80}");
        let help = told[0]["help"].as_str().expect("a help");
        assert!(help.contains("nesting"), "{help}");
    }
}

#[test]
fn an_office_sets_its_own_limits() {
    let office = neighbours();
    let lines = "全年办班12期。\n\n".repeat(50);
    put(
        office.path(),
        "河西区.md",
        paper(&format!("- 甲\n- 乙\n- 丙\n\n{lines}")),
    );
    let args = ["--as-of", "2017-01-09", "check", "--only", "too-large"];
    assert_eq!(huibian(office.path(), &args).code, 0);
    for limits in [
        "list_items = 2",
        "report = 300",
        "headings = 1",
        "steps = 200",
        "front_matter = 20",
    ] {
        allow(office.path(), limits);
        let run = huibian(office.path(), &args);
        assert_eq!(run.code, 1, "{limits}: {}{}", run.stdout, run.stderr);
    }
    allow(
        office.path(),
        "list_items = 3\nheadings = 2000\nnesting = 1",
    );
    assert_eq!(huibian(office.path(), &args).code, 0);
    let deep = ["check", "--only", "deep-nesting", "--deny", "warnings"];
    assert_eq!(huibian(office.path(), &deep).code, 0);
    allow(office.path(), "nesting = 0");
    assert_eq!(huibian(office.path(), &deep).code, 1);
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
    // As soon as the papers alone are more, and later, while the page is printed.
    for (volume, day) in [("1000", "2017-01-09"), ("200000", "2017-01-10")] {
        allow(office.path(), &format!("volume = {volume}"));
        for lang in ["zh", "en"] {
            let args = ["--lang", lang, "compile", "--as-of", day];
            let run = huibian(office.path(), &args);
            assert_eq!(run.code, 2, "{}", run.stdout);
            let most = if volume == "1000" { "1000 B" } else { "196 KB" };
            assert!(
                run.stderr.contains("out/volume.html") && run.stderr.contains(most),
                "{}",
                run.stderr
            );
        }
    }
    let args = ["compile", "--as-of", DAY, "--item", "3", "-o", "底稿"];
    let lead = huibian(office.path(), &args);
    assert_eq!(lead.code, 0, "{}", lead.stderr);
    assert_eq!(
        fs::read_dir(office.path().join("out"))
            .expect("out")
            .count(),
        4
    );
    let after = fs::read(office.path().join("out/volume.html")).expect("the volume");
    assert!(before == after, "the old volume was touched");
    assert_eq!(GOOD.len(), 2);
}

/// The most that the page of one paper may have, for all steps that are allowed:
/// twelve times the largest file.
const SWELLS: usize = 12 * (4 << 20);

/// Whatever is accepted makes no page beyond all bounds: each of these texts, as
/// long as it is accepted with a fortieth of the steps, makes a fortieth of it.
#[test]
fn what_a_paper_swells_to_is_bounded() {
    let texts = [
        ("> ".repeat(64) + "甲\n\n", ""),
        ("[a] ".to_owned(), "[a]: http://a.cn/\n\n"),
        ("[甲](http://a.cn) ".to_owned(), ""),
        ("<http://a.cn> ".to_owned(), ""),
        ("[甲](javascript:a) ".to_owned(), ""),
        ("![甲](a.png) ".to_owned(), ""),
        ("*甲*乙".to_owned(), ""),
        ("甲<br>".to_owned(), ""),
        ("<b>甲</b>\n\n".to_owned(), ""),
        ("> 甲\n\n乙\n\n".to_owned(), ""),
        ("\"".to_owned(), ""),
        ("甲\u{200b}乙\n".to_owned(), ""),
        ("### （三）提高素养\n\n甲\n\n".to_owned(), ""),
    ];
    let office = neighbours();
    allow(office.path(), "steps = 100000\nreport = 104857");
    let compiled = || {
        let run = huibian(
            office.path(),
            &["--as-of", DAY, "compile", "--format", "html"],
        );
        assert_eq!(run.code, 0, "{}", run.stderr);
        read(office.path(), "out/volume.html").len()
    };
    let empty = compiled();
    for (text, before) in texts {
        let write = |n: usize| {
            let body = format!("{before}{}\n", text.repeat(n));
            put(office.path(), "河西区.md", paper(&body));
        };
        let is_accepted = |n: usize| {
            write(n);
            let args = ["check", "reports/河西区.md", "--only", "too-large"];
            huibian(office.path(), &args).code == 0
        };
        let longest = (6..).map(|at| 1 << at).find(|n| !is_accepted(2 * n));
        write(longest.expect("a length"));
        let page = compiled() - empty;
        println!("{text:.20}: {page} bytes of {}", SWELLS / 40);
        assert!(page < SWELLS / 40, "{text}: {page}");
    }
}

/// A paper with more to say against it than anybody reads: people get part of it
/// and the rest as a count, with what shows it; machines get all.
#[test]
fn what_is_not_listed_is_counted() {
    let office = neighbours();
    let same: String = "<b>甲</b>\n\n".repeat(450);
    let each: String = (0..700)
        .map(|at| format!("[甲](javascript:a{at})\n\n"))
        .collect();
    put(office.path(), "河西区.md", paper(&(same + &each)));
    let check = |args: &[&str]| {
        let args = [
            &["--as-of", "2017-01-09", "check", "reports/河西区.md"],
            args,
        ]
        .concat();
        huibian(office.path(), &args).stdout
    };
    let all: serde_json::Value = serde_json::from_str(&check(&["--format", "json"])).expect("JSON");
    let all = all["diagnostics"].as_array().expect("a list");
    let shown = |hints: bool| {
        let shown = all.iter().filter(|one| hints || one["severity"] != "hint");
        shown.count()
    };
    assert!(shown(false) >= 1150, "{}", shown(false));
    let human = check(&[]);
    assert!(human.lines().count() < 2_000, "{}", human.lines().count());
    let told = |words: &str, before: &str| -> usize {
        let (_, rest) = words.split_once(before).expect(before);
        let digits = rest.trim_start().split(|c: char| !c.is_ascii_digit());
        digits
            .into_iter()
            .next()
            .and_then(|count| count.parse().ok())
            .expect("a count")
    };
    let alike = told(&human, "还有:");
    let heads = human
        .lines()
        .filter(|line| line.starts_with("错误[") || line.starts_with("警告["));
    let counted = heads.count() + alike + told(&human, "这个文件还有");
    assert_eq!(counted, shown(false), "{human:.3000}");
    assert_eq!(
        human.matches("--format short 看全").count(),
        2,
        "{human:.3000}"
    );
    for (args, count) in [
        (&["--format", "short"][..], shown(false)),
        (&["--format", "short", "--hints"], shown(true)),
    ] {
        assert_eq!(
            check(args)
                .lines()
                .filter(|line| line.starts_with("reports/"))
                .count(),
            count
        );
    }
    assert!(check(&["--hints"]).contains("--format short --hints 看全"));
    survives(office.path(), 1);
    let row = "<td class=\"place\">reports/河西区.md:";
    let page = read(office.path(), "out/volume.html");
    let listed = page.matches(row).count();
    let more = told(&page, "reports/河西区.md 还有");
    let volume = json(office.path());
    let all = volume["diagnostics"].as_array().expect("a list").iter();
    let all = all.filter(|one| one["path"] == "reports/河西区.md").count();
    assert_eq!((listed, listed + more), (200, all));
    let text = read(office.path(), "out/volume.md");
    assert_eq!(told(&text, "reports/河西区.md 还有"), more);
    let args = ["--as-of", DAY, "notices"];
    let run = huibian(office.path(), &args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let letter = read(office.path(), "out/notices/退改意见单-河西区.md");
    assert!(letter.lines().count() < 60, "{letter}");
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
