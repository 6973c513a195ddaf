//! The volume: the accounts add up, nothing is lost, nothing leaks.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::{Run, copy, huibian, office, root};

pub(crate) const DAY: &str = "2017-01-16";

pub(crate) fn compile(folder: &Path, more: &[&str]) -> Run {
    let run = huibian(folder, &[&["compile", "--as-of", DAY], more].concat());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    run
}

/// An office with the committed reports.
pub(crate) fn full() -> tempfile::TempDir {
    let office = office();
    copy(&root().join("reports"), &office.path().join("reports"));
    office
}

pub(crate) fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

pub(crate) fn json(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&read(folder, "out/volume.json")).expect("volume.json is JSON")
}

#[test]
fn the_accounts_add_up() {
    let office = full();
    compile(office.path(), &[]);
    let volume = json(office.path());
    let submission = &volume["submission"];
    let number = |key: &str| submission[key].as_u64().expect(key);
    let length = |key: &str| submission[key].as_array().expect(key).len() as u64;
    assert_eq!(number("expected"), 49);
    let refused = volume["agencies"]
        .as_array()
        .expect("agencies")
        .iter()
        .filter(|agency| agency["state"] == "refused")
        .count() as u64;
    let sum = number("on_time")
        + length("late")
        + length("undated")
        + length("due")
        + length("missing")
        + refused;
    assert_eq!(sum, 49);
    assert_eq!(number("received"), 49 - length("due") - length("missing"));
    assert_eq!(volume["items"].as_array().expect("items").len(), 18);
    let unanswered: Vec<_> = volume["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|item| item["answers"].as_array().expect("answers").is_empty())
        .collect();
    assert!(
        unanswered.is_empty(),
        "the sample reports answer every item"
    );
}

/// The characters of every report, as the proof counts them.
fn proof(run: &Run) -> Vec<&str> {
    run.stdout
        .lines()
        .filter(|line| line.contains("正文"))
        .collect()
}

#[test]
fn every_block_is_printed_once_in_each_binding() {
    let office = full();
    let by_item = compile(office.path(), &[]);
    assert_eq!(proof(&by_item).len(), 1, "{}", by_item.stdout);
    let item = read(office.path(), "out/volume.html");
    let by_agency = compile(office.path(), &["--by", "agency"]);
    assert_eq!(proof(&by_agency).len(), 1);
    let agency = read(office.path(), "out/volume.html");
    for sentence in [
        "小微企业参赛率只有37%",
        "16个区教育局按月报送，全年汇总12期",
        "一年来，我局制定旅游质量工作方案",
        "26所高职院校新设智能制造类专业点34个",
    ] {
        assert_eq!(item.matches(sentence).count(), 1, "by item: {sentence}");
        assert_eq!(agency.matches(sentence).count(), 1, "by agency: {sentence}");
    }
}

#[test]
fn same_input_same_bytes() {
    let office = full();
    let files = ["volume.html", "volume.md", "volume.json", "ledger.csv"];
    compile(office.path(), &["--jobs", "1"]);
    let first: Vec<Vec<u8>> = files
        .iter()
        .map(|file| fs::read(office.path().join("out").join(file)).expect("a file"))
        .collect();
    compile(office.path(), &["--jobs", "4", "--lang", "en"]);
    for (file, before) in files.iter().zip(first) {
        let after = fs::read(office.path().join("out").join(file)).expect("a file");
        assert!(after == before, "{file} differs");
    }
    // After the deadline the volume does not change from day to day.
    let html = read(office.path(), "out/volume.html");
    let later = huibian(office.path(), &["compile", "--as-of", "2026-11-24"]);
    assert_eq!(later.code, 0, "{}", later.stderr);
    assert!(
        read(office.path(), "out/volume.html") == html,
        "the volume changed with the day"
    );
}

#[test]
fn strict_refuses_and_writes_nothing() {
    let office = full();
    let run = huibian(office.path(), &["compile", "--strict", "--as-of", DAY]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("没有写任何文件"), "{}", run.stdout);
    assert!(!office.path().join("out").exists());
}

#[test]
fn an_odd_file_never_costs_another() {
    let office = full();
    let reports = office.path().join("reports");
    fs::write(reports.join("扫描件.md"), b"%PDF-1.4 \x00\x01").expect("a file");
    fs::write(
        reports.join("坏.md"),
        b"\xe5\xa4\xa9\xe6\xb4\xa5\xff\xfe\xe5\xb8\x82",
    )
    .expect("a file");
    fs::write(reports.join("空.md"), b"").expect("a file");
    fs::write(reports.join("来稿.docx"), b"PK\x03\x04").expect("a file");
    fs::write(reports.join("~$来稿.docx"), b"x").expect("a file");
    let run = compile(office.path(), &[]);
    let volume = json(office.path());
    let refused: BTreeSet<&str> = volume["submission"]["refused"]
        .as_array()
        .expect("refused")
        .iter()
        .filter_map(|paper| paper["rule"].as_str())
        .collect();
    assert!(refused.contains("not-markdown"), "{refused:?}");
    assert!(refused.contains("empty-report"), "{refused:?}");
    assert!(refused.contains("unreadable-encoding"), "{refused:?}");
    assert_eq!(
        volume["submission"]["ignored"][0]["path"],
        "reports/~$来稿.docx"
    );
    assert!(run.stdout.contains("入卷 45"), "{}", run.stdout);
}

#[test]
fn the_first_page_says_why_wherever_the_paper_does() {
    // Of the one paper `check` finds no reason missing, of the other it does.
    for (paper, lacks) in [("good", false), ("bad", true)] {
        let office = office();
        let reports = office.path().join("reports");
        copy(&root().join("tests/rules/no-reason").join(paper), &reports);
        compile(office.path(), &["--format", "md"]);
        let volume = read(office.path(), "out/volume.md");
        let (first, _) = volume.split_once("\n## 五、").expect("the items");
        assert_eq!(first.contains("没有写原因"), lacks, "{first}");
    }
}
