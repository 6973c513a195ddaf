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

#[test]
fn drawn_tables_are_tables() {
    for paper in ["网格表", "空格对齐的表"] {
        let office = office();
        let from = root().join(format!("tests/reports/{paper}.md"));
        let to = office.path().join("reports/市出版局.md");
        fs::create_dir_all(office.path().join("reports")).expect("a folder");
        fs::copy(&from, &to).expect("a copy");
        let day = ["--as-of", "2017-01-09"];
        let check = ["check", "--deny", "hints", "--fix", "reports/市出版局.md"];
        let found = huibian(office.path(), &[&day[..], &check].concat());
        assert_eq!(found.code, 0, "{}", found.stdout);
        let kept = fs::read(&to).expect("the paper") == fs::read(&from).expect("the same");
        assert!(kept, "{paper} was mended");
        compile::compile(office.path(), &["reports/市出版局.md"]);
        let volume = compile::read(office.path(), "out/volume.md");
        for row in [
            "| 1 | 加强质量整治淘汰落后产能和化解过剩产能 | 打击网络侵权盗版**剑网行动** | 完成。",
            "推进中。市属报刊刊发稿件240篇（日报\\|晚报），专刊余下2期在2017年1月刊出 |\n",
            "| 目标 | 数量 | 完成时间 |\n| --- | --- | --- |\n| 新增绿色印刷认证企业 | 5家 |",
            "| 1 | 与京冀版权部门建立案件协查群，线索3个工作日内回复 |\n",
        ] {
            assert!(volume.contains(row), "{paper}: {row}");
        }
    }
}
