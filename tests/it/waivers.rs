//! Waivers: how far one reaches, that what is waived counts nowhere and is told
//! everywhere, and that nothing of the paper goes with the comment.

use std::fs;

use serde_json::Value;

use crate::{huibian, office, write};

/// A paper whose every line has a day that does not exist.
fn paper(body: &str) -> String {
    format!(
        "+++
agency = \"市口岸办\"
year = 2016
submitted = 2017-01-05
+++
# 市口岸办2016年质量工作总结

## 一、2016年质量工作完成情况

{body}

## 二、2017年质量工作目标任务和措施

2017年9月底前，再开通口岸作业线2条。

天津市人民政府口岸服务办公室
2017年1月5日
"
    )
}

fn check(body: &str, more: &[&str]) -> (i32, Value) {
    let office = office();
    let folder = office.path();
    write(&folder.join("reports/市口岸办.md"), &paper(body));
    let args = [
        "--as-of",
        "2017-01-09",
        "check",
        "reports/市口岸办.md",
        "--format",
        "json",
    ];
    let run = huibian(folder, &[&args[..], more].concat());
    let page = serde_json::from_str(&run.stdout).expect("JSON");
    (run.code, page)
}

/// The lines of the paper's findings of 无此日, counted from its body's first.
fn lines(page: &Value, key: &str) -> Vec<u64> {
    lines_of("impossible-date", page, key)
}

fn lines_of(rule: &str, page: &Value, key: &str) -> Vec<u64> {
    let all = page[key].as_array().expect("a list").iter();
    let found = all.filter(|found| found["rule"] == rule);
    found
        .map(|found| found["line"].as_u64().expect("a line") - 9)
        .collect()
}

const WAIVER: &str = "<!-- huibian: allow(无此日) 原件如此 -->";

#[test]
fn a_waiver_holds_for_the_block_below_it() {
    let day = "2016年2月30日开通作业线。";
    let cases: &[(&str, &[u64], &[u64])] = &[
        // A paragraph of two lines, and not the next one.
        ("W\n办事大厅自\nD\n\nD", &[3], &[5]),
        // Pasted lines are a paragraph each.
        ("W\nD\nD", &[2], &[3]),
        // Blank lines and other comments between.
        ("W\n\n<!-- 已核 -->\nD", &[4], &[]),
        // A list item with what is in it, and not the next item.
        ("W\n- 甲：D\n  - 乙：D\n- 丙：D", &[2, 3], &[4]),
        ("- 甲：D\nW\n- 丙：D", &[3], &[1]),
        // In an item of a list.
        ("- 甲：D\n  W\n  - 乙：D", &[3], &[1]),
        // A table.
        ("W\n| 甲 | 乙 |\n| - | - |\n| 一 | D |\n\nD", &[4], &[6]),
        // On the line itself.
        ("WD\n\nD", &[1], &[3]),
        ("D W\n\nD", &[1], &[3]),
        // Pasted with indents of either kind.
        ("　　W\n　　D\n　　D", &[2], &[3]),
        ("    W\n    D", &[2], &[]),
        // In code it is an example.
        ("```\nW\n```\n\nD", &[], &[5]),
    ];
    for (body, waived, kept) in cases {
        let body = body.replace('W', WAIVER).replace('D', day);
        let (_, page) = check(&body, &[]);
        assert_eq!(&lines(&page, "waived"), waived, "waived in\n{body}");
        assert_eq!(&lines(&page, "diagnostics"), kept, "kept in\n{body}");
    }
}

#[test]
fn what_is_waived_fails_nothing_and_is_told() {
    let body = "<!-- huibian: allow(impossible-date、缺项、缺问题、缺方案) 原件|如此 -->\n2016年2月30日开通作业线。";
    for more in [
        &[][..],
        &["--deny", "impossible-date"],
        &["--only", "无此日"],
    ] {
        let (_, page) = check(body, more);
        let waived = page["waived"].as_array().expect("a list");
        let days: Vec<&Value> = waived
            .iter()
            .filter(|w| w["rule"] == "impossible-date")
            .collect();
        assert_eq!(days.len(), 1, "{more:?}");
        assert_eq!(days[0]["reason"], "原件|如此");
        assert_eq!(lines(&page, "diagnostics"), [0; 0], "{more:?}");
        assert_eq!(page["summary"]["waived"], waived.len());
    }
    let (_, page) = check(body, &["--only", "缺项"]);
    assert_eq!(
        page["summary"]["warnings"], 0,
        "a waiver of what was not asked for is no fault"
    );
    let (code, _) = check(body, &["--only", "无此日"]);
    assert_eq!(code, 0);
    let (code, _) = check(&body.replace("原件|如此", ""), &["--only", "无此日"]);
    assert_eq!(code, 1, "without a reason it waives nothing");
}

#[test]
fn sarif_says_of_every_result_whether_it_is_suppressed() {
    let office = office();
    let folder = office.path();
    let body = format!("{WAIVER}\n2016年2月30日开通作业线。");
    write(&folder.join("reports/市口岸办.md"), &paper(&body));
    let args = [
        "--as-of",
        "2017-01-09",
        "check",
        "reports/市口岸办.md",
        "--format",
        "sarif",
    ];
    let page: Value = serde_json::from_str(&huibian(folder, &args).stdout).expect("JSON");
    let results = page["runs"][0]["results"].as_array().expect("results");
    let suppressed = results.iter().filter(|result| {
        let list = result["suppressions"].as_array().expect("a list");
        list.iter()
            .any(|one| one["kind"] == "inSource" && one["justification"] == "原件如此")
    });
    assert_eq!(suppressed.count(), 1);
}

#[test]
fn junit_and_github_tell_what_is_waived_and_why() {
    let office = office();
    let folder = office.path();
    let body = format!("{WAIVER}\n2016年2月30日开通作业线。");
    write(&folder.join("reports/市口岸办.md"), &paper(&body));
    let page = |format| {
        let args = ["--as-of", "2017-01-09", "check", "reports/市口岸办.md"];
        huibian(folder, &[&args[..], &["--format", format]].concat()).stdout
    };
    let junit = page("junit");
    let case = "classname=\"huibian.waived\" name=\"reports/市口岸办.md\">";
    assert!(junit.contains(case), "{junit}");
    assert!(junit.contains("<skipped message=\"原件如此\"/>"), "{junit}");
    assert!(junit.contains("skipped=\"1\""), "{junit}");
    let github = page("github");
    let notice = github.lines().find(|line| line.contains("impossible-date"));
    let notice = notice.expect("a notice");
    assert!(notice.starts_with("::notice file=reports/市口岸办.md,line=11,"));
    assert!(notice.ends_with("%0A已豁免：原件如此"), "{notice}");
}

#[test]
fn the_volume_lists_what_is_waived_and_prints_no_waiver() {
    let office = office();
    let folder = office.path();
    let body = format!(
        "　　{WAIVER}\n　　2016年2月30日开通甲线。\n    {WAIVER}\n\n{WAIVER} 同月31日开通乙线。\n<!-- huibian: allow(无此日) -->\n开通丙线。"
    );
    write(&folder.join("reports/市口岸办.md"), &paper(&body));
    let run = huibian(folder, &["--as-of", "2017-01-11", "compile"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    for name in ["volume.html", "volume.md"] {
        let volume = fs::read_to_string(folder.join("out").join(name)).expect("a volume");
        assert!(volume.contains("来稿豁免的问题"), "{name}");
        assert!(volume.contains("原件如此"), "{name}");
        assert!(!volume.contains("allow("), "{name}");
        for line in ["甲线", "乙线", "丙线"] {
            assert_eq!(
                volume.matches(&format!("开通{line}")).count(),
                1,
                "{line} in {name}"
            );
        }
    }
    let volume = fs::read_to_string(folder.join("out/volume.json")).expect("a volume");
    let volume: Value = serde_json::from_str(&volume).expect("JSON");
    assert_eq!(volume["waived"][0]["reason"], "原件如此");
}

#[test]
fn what_is_waived_is_not_mended() {
    let office = office();
    let folder = office.path();
    let file = folder.join("reports/市口岸办.md");
    let body = "<!-- huibian: allow(波浪线) 引自原表 -->\n每天1~2班，比上年多3~4班。";
    for (body, mended) in [
        (body.to_owned(), false),
        (body.replace("allow", "说明"), true),
    ] {
        let before = paper(&body);
        write(&file, &before);
        let args = [
            "--as-of",
            "2017-01-09",
            "check",
            "reports/市口岸办.md",
            "--fix",
        ];
        huibian(folder, &[&args[..], &["--only", "波浪线"]].concat());
        let after = fs::read_to_string(&file).expect("the paper");
        assert_eq!(after != before, mended, "{after}");
    }
}

#[test]
fn a_habit_that_is_waived_in_one_place_is_told_of_the_others() {
    let waiver = "<!-- huibian: allow(波浪线、不配对、坏字符) 引自原表 -->";
    let fault = "每天1~2班，“比上年“多3~4班\u{FFFD}。";
    for rule in ["struck-figures", "unbalanced-quotes", "damaged-text"] {
        let only = ["--only", rule];
        let (_, page) = check(&format!("{waiver}\n{fault}\n\n好。\n\n{fault}"), &only);
        assert_eq!(lines_of(rule, &page, "waived"), [2], "{rule}");
        assert_eq!(lines_of(rule, &page, "diagnostics"), [6], "{rule}");
        let (_, page) = check(&format!("{fault}\n\n{waiver}\n{fault}\n\n{fault}"), &only);
        assert_eq!(lines_of(rule, &page, "waived"), [4], "{rule}");
        assert_eq!(lines_of(rule, &page, "diagnostics"), [1], "{rule}");
    }
}
