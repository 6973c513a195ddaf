//! Papers as they are really written, each with the outline the program makes
//! of it and what it says of it.

use std::fs;

use crate::{compile, copy, expect_file, huibian, name, office, root};

#[test]
fn papers_are_understood() {
    let folder = root().join("tests/reports");
    let mut papers: Vec<_> = fs::read_dir(&folder)
        .expect("tests/reports")
        .map(|entry| entry.expect("a file").path())
        .collect();
    papers.sort();
    assert!(papers.len() >= 10);
    for paper in papers
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
    {
        let relative = format!("tests/reports/{}", name(paper));
        let day = ["--as-of", "2017-01-09"];
        let outline = huibian(
            root(),
            &[&day[..], &["check", "--outline", &relative]].concat(),
        );
        let short = ["check", "--format", "short", "--hints", &relative];
        let found = huibian(root(), &[&day[..], &short[..]].concat());
        let both = format!("{}\n{}", outline.stdout, found.stdout);
        expect_file(&paper.with_extension("txt"), &both);
    }
    // Neither a paper without its expectation nor one left over.
    for path in papers {
        let pair = match path.extension().and_then(|e| e.to_str()) {
            Some("md") => path.with_extension("txt"),
            _ => path.with_extension("md"),
        };
        assert!(pair.exists(), "{} stands alone", path.display());
    }
}

#[test]
fn papers_are_bound() {
    let office = office();
    copy(
        &root().join("tests/reports"),
        &office.path().join("reports"),
    );
    // That all of each is printed once is proved by the run itself.
    compile::compile(office.path(), &[]);
    let volume = compile::read(office.path(), "out/volume.md");
    assert!(volume.contains("二、存在的问题"));
    // Who does it is not why it was not done.
    assert!(volume.contains("| 没有写原因 | reports/台账的责任处室.md:7 |"));
    assert!(!volume.contains("明年3月补办。 计划处"));
    // Attributes of headings are for the programs that wrote them.
    assert!(!volume.contains("unnumbered"));
}
