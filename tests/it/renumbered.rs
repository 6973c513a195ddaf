//! A plan whose numbers begin again in every section: 第二项 is one of three, and the id
//! 2.3 is of the third.
//!
//! tests/renumbered/ has the plan and papers that name its items in every way: by their
//! sections, their titles, their ids, in marks, in front matter. check.txt is what
//! `check` then says.

use crate::{compile, copy, expect_file, huibian, root};

#[test]
fn papers_meet_the_items_of_their_sections() {
    let office = tempfile::tempdir().expect("a folder");
    copy(&root().join("tests/renumbered"), office.path());
    assert_eq!(huibian(office.path(), &["parse", "plan.txt"]).code, 0);
    let day = ["--as-of", "2018-12-15", "check", "--format", "short"];
    let found = huibian(office.path(), &day);
    let expected = root().join("tests/renumbered/check.txt");
    expect_file(&expected, &found.stdout);
}

#[test]
fn items_are_bound_apart() {
    let office = tempfile::tempdir().expect("a folder");
    copy(&root().join("tests/renumbered"), office.path());
    assert_eq!(huibian(office.path(), &["parse", "plan.txt"]).code, 0);
    compile::compile(office.path(), &["--as-of", "2018-12-15"]);
    let volume = compile::read(office.path(), "out/volume.json");
    let volume: serde_json::Value = serde_json::from_str(&volume).expect("JSON");
    let items = volume["items"].as_array().expect("items");
    let answered = items.iter().map(|item| {
        let answers = item["answers"].as_array().expect("answers");
        let names = answers
            .iter()
            .filter_map(|answer| answer["agency"].as_str());
        names.collect::<Vec<_>>().join(" ")
    });
    let expected = [
        "市审改办 市法制办",
        "市国土资源局 市规划局 市住建局",
        "市法制办 市公安局 市人社局",
        "市公安局 市市场监管局 市税务局",
        "市规划局 市住建局 市环保局",
        "市国土资源局 市住建局 市税务局",
        "市市场监管局 市环保局 市文广新局 市卫生计生委",
        "市市场监管局 市发展改革委",
        "市公安局 市信访局",
        "市信访局",
        "市审改办 市人社局",
    ];
    assert_eq!(answered.collect::<Vec<_>>(), expected);
    // Of three items with one number each stands in the volume as itself.
    let page = compile::read(office.path(), "out/volume.md");
    for label in ["| 一（二） |", "| 二（二） |", "| 三（二） |"] {
        assert!(page.contains(label), "{label}");
    }
}
