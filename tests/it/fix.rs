//! `check --fix`: what is mended, and that nothing else is touched.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::Value;

use crate::{Run, command, copy, expect_file, folders, huibian, name, office, root};

/// Enough to be a report.
const BODY: &str = "全年新认定“杀手锏”产品30项、重点新产品96项，支持科技型中小企业质量攻关项目18个，其中12个已经完成验收；2017年计划再支持20个，十月底前验收。\n";

const DAY: [&str; 2] = ["--as-of", "2017-01-09"];

fn check(folder: &Path, args: &[&str]) -> Run {
    huibian(folder, &[&DAY[..], &["check"], args].concat())
}

/// The files below `folder` with their bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.is_file() {
                let bytes = fs::read(&path).expect("a file");
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}

/// What `check` understood, wherever it stands: who reported what, in which
/// state each paper is, and what is wrong that --fix does not mend.
fn understood(folder: &Path, path: &str) -> Vec<Value> {
    let run = check(folder, &["--format", "json", path]);
    let mut page: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let mended = [
        "loose-front-matter",
        "inferred-identity",
        "decoded-gb18030",
        "decoded-utf16",
        "broken-heading",
        "bare-heading",
        "indented-prose",
        "struck-figures",
        "odd-numbering",
    ];
    let diagnostics = page["diagnostics"].as_array().expect("a list").iter();
    let kept = diagnostics.filter(|d| !mended.contains(&d["rule"].as_str().unwrap_or_default()));
    let mut kept: Vec<Value> = kept
        .map(|d| {
            serde_json::json!([
                d["rule"],
                d["severity"],
                d["agency"],
                d["item"],
                d["measure"]
            ])
        })
        .collect();
    kept.sort_by_key(Value::to_string);
    let reports = page["reports"].as_array_mut().expect("a list").iter_mut();
    let reports = reports.map(|report| {
        serde_json::json!([
            report["path"],
            report["agency"],
            report["state"],
            report["errors"]
        ])
    });
    reports.chain(kept).collect()
}

#[test]
fn messy_papers_are_mended_as_expected() {
    let cases = folders(&root().join("tests/fixes"));
    assert!(cases.len() >= 4);
    for case in cases {
        for (unsafe_, expected) in [(false, "safe.md"), (true, "unsafe.md")] {
            let office = office();
            copy(&case, &office.path().join("reports"));
            let paper = office.path().join("reports/before.md");
            for kind in ["safe.md", "unsafe.md"] {
                let _ = fs::remove_file(office.path().join("reports").join(kind));
            }
            let args = match unsafe_ {
                false => &["--fix", "reports"][..],
                true => &["--fix", "--unsafe-fixes", "reports"],
            };
            let run = check(office.path(), args);
            assert!(
                !unsafe_ || run.stderr.contains("改好"),
                "{}: {}",
                name(&case),
                run.stderr
            );
            let mended = fs::read_to_string(&paper).expect("UTF-8");
            let safe = fs::read_to_string(case.join("safe.md")).unwrap_or_default();
            // Where the unsafe fixes do nothing more, no file says so.
            if !unsafe_ || mended != safe {
                expect_file(&case.join(expected), &mended);
            } else {
                assert!(
                    !case.join(expected).exists(),
                    "{} says nothing",
                    name(&case)
                );
            }
        }
    }
}

#[test]
fn mending_again_changes_nothing_and_what_is_understood_stays() {
    for folder in ["tests/rules", "tests/reports", "tests/fixes", "reports"] {
        let office = office();
        let papers = office.path().join("papers");
        for (path, bytes) in contents(&root().join(folder)) {
            let inside = path.strip_prefix(root()).expect("in the checkout");
            let target = papers.join(inside);
            fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
            fs::write(target, bytes).expect("a copy");
        }
        let before = understood(office.path(), "papers");
        check(office.path(), &["--fix", "papers"]);
        let once = contents(&papers);
        let again = check(office.path(), &["--fix", "papers"]);
        assert!(!again.stderr.contains("改好"), "{folder}: {}", again.stderr);
        assert_eq!(once, contents(&papers), "{folder}");
        let after = understood(office.path(), "papers");
        let differs = before.iter().zip(&after).find(|(a, b)| a != b);
        assert_eq!(differs, None, "{folder}");
        assert_eq!(before.len(), after.len(), "{folder}");
        check(office.path(), &["--fix", "--unsafe-fixes", "papers"]);
        let all = contents(&papers);
        check(office.path(), &["--fix", "--unsafe-fixes", "papers"]);
        assert_eq!(all, contents(&papers), "{folder}, unsafe");
    }
}

#[test]
fn what_is_offered_is_done_and_the_rest_is_left() {
    let office = office();
    let papers = office.path().join("papers");
    copy(&root().join("tests/reports"), &papers);
    let found = check(office.path(), &["papers", "--hints"]);
    assert!(
        found.stdout.contains("（--fix 可代劳）"),
        "{}",
        found.stdout
    );
    assert!(
        found
            .stdout
            .contains("处可代劳：huibian check --fix papers")
    );
    let mended = check(office.path(), &["--fix", "papers", "--hints"]);
    assert!(
        !mended.stdout.contains("（--fix 可代劳）"),
        "{}",
        mended.stdout
    );
    let after = check(office.path(), &["papers", "--hints"]);
    assert!(!after.stdout.contains("处可代劳："), "{}", after.stdout);
}

#[test]
fn a_difference_is_shown_and_nothing_is_written() {
    let office = office();
    let papers = office.path().join("papers");
    copy(&root().join("tests/reports"), &papers);
    let before = contents(&papers);
    let plain = check(office.path(), &["papers"]);
    for extra in [&[][..], &["--fix"], &["--unsafe-fixes"]] {
        let run = check(office.path(), &[&["--diff", "papers"], extra].concat());
        assert_eq!(run.code, plain.code);
        assert!(run.stdout.starts_with("--- papers/"), "{}", run.stdout);
        assert!(run.stdout.contains("\n+agency = \"市人力社保局\"\n"));
        assert!(run.stderr.contains("什么都没有写"), "{}", run.stderr);
        assert_eq!(before, contents(&papers));
    }
}

#[test]
fn ends_of_lines_marks_and_comments_stay() {
    let paper = "---\n单位: 市教委 # 教育委\n年度：2016年\n# 办公室注\n---\n\n# 市教委2016年质量工作总结\n\n<!-- 存档 -->\n第一行  \n第二行";
    let fixed = "+++\nagency = \"市教委\" # 教育委\nyear = 2016\n# 办公室注\n+++\n\n# 市教委2016年质量工作总结\n\n<!-- 存档 -->\n第一行  \n第二行";
    for end in ["\n", "\r\n"] {
        for mark in ["", "\u{FEFF}"] {
            let office = office();
            let file = office.path().join("a.md");
            let form = |text: &str| format!("{mark}{}", text.replace('\n', end));
            fs::write(&file, form(paper)).expect("a file");
            check(office.path(), &["--fix", "a.md"]);
            assert_eq!(fs::read_to_string(&file).expect("UTF-8"), form(fixed));
        }
    }
}

#[test]
fn what_was_inferred_is_written_with_the_papers_own_line_ends() {
    let office = office();
    let file = office.path().join("a.md");
    let paper = format!("市科委2016年质量工作总结\n\n{BODY}").replace('\n', "\r\n");
    fs::write(&file, &paper).expect("a file");
    check(office.path(), &["--fix", "a.md"]);
    let fixed = fs::read_to_string(&file).expect("UTF-8");
    assert_eq!(
        fixed,
        format!("+++\r\nagency = \"市科委\"\r\nyear = 2016\r\n+++\r\n\r\n{paper}")
    );
}

#[test]
fn a_value_that_toml_cannot_hold_is_left_as_written() {
    let office = office();
    let file = office.path().join("a.md");
    let paper = "+++\nagency = \"市科委\"\nsubmitted = 2017年1月5日下午\n不涉及 = ［第15项、7.10］\n+++\n# 市科委2016年质量工作总结\n";
    fs::write(&file, paper).expect("a file");
    check(office.path(), &["--fix", "a.md"]);
    let fixed = fs::read_to_string(&file).expect("UTF-8");
    let expected = paper.replace(
        "不涉及 = ［第15项、7.10］",
        "not_applicable = [15, \"7.10\"]",
    );
    assert_eq!(fixed, expected);
}

#[test]
fn only_the_rules_asked_for_are_mended() {
    let office = office();
    let file = office.path().join("a.md");
    let paper = format!("+++\n年度：2016\n+++\n# 市科委2016年质量工作总结\n\n{BODY}");
    fs::write(&file, &paper).expect("a file");
    check(
        office.path(),
        &["--fix", "--only", "inferred-identity", "a.md"],
    );
    let fixed = fs::read_to_string(&file).expect("UTF-8");
    assert_eq!(
        fixed,
        paper.replacen("+++\n", "+++\nagency = \"市科委\"\n", 1)
    );
}

#[test]
fn nothing_to_mend_is_said_of_the_rules_asked_for_only() {
    let office = office();
    let paper = format!("+++\n年度：2016\n+++\n# 市科委2016年质量工作总结\n\n{BODY}");
    fs::write(office.path().join("a.md"), paper).expect("a file");
    let only = ["--fix", "--only", "波浪线", "--only", "无此日", "a.md"];
    let run = check(office.path(), &only);
    assert!(
        run.stdout.contains("--only 波浪线、无此日：没有要改的"),
        "{}",
        run.stdout
    );
    let run = check(office.path(), &[&only[..], &["--lang", "en"]].concat());
    let said = "--only struck-figures, impossible-date: nothing to mend";
    assert!(run.stdout.contains(said), "{}", run.stdout);
}

#[test]
fn a_read_only_file_is_one_line_and_exit_2() {
    let office = office();
    let papers = office.path().join("reports");
    copy(&root().join("tests/rules/loose-front-matter/bad"), &papers);
    let locked = papers.join("市教委.md");
    let mut permissions = fs::metadata(&locked).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&locked, permissions).expect("marked read-only");
    let before = fs::read(&locked).expect("a file");
    let run = check(office.path(), &["--fix"]);
    assert_eq!(run.code, 2);
    let complaint = run.stderr.lines().filter(|line| line.starts_with("错误"));
    assert_eq!(complaint.count(), 1, "{}", run.stderr);
    assert!(
        run.stderr.contains("写不了 reports/市教委.md"),
        "{}",
        run.stderr
    );
    assert_eq!(before, fs::read(&locked).expect("a file"));
    // The others are mended all the same.
    let other = fs::read_to_string(papers.join("市粮食局.md")).expect("UTF-8");
    assert!(other.starts_with("+++\nagency = \"市粮食局\"\n"), "{other}");
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let paper = "+++\n单位：“市科委”\n+++\n# 市科委2016年质量工作总结\n";
    let fixed = "+++\nagency = \"市科委\"\n+++\n# 市科委2016年质量工作总结\n";
    // What needs no mending goes through as it is.
    for input in [paper, fixed] {
        let office = office();
        let mut command = command(office.path(), &["check", "--fix", "-"]);
        command.stdin(Stdio::piped());
        command.stdout(Stdio::piped());
        command.stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(input.as_bytes()).expect("written");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&output.stdout), fixed);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("市科委  错误"), "{told}");
    }
}

#[test]
fn wishes_that_exclude_each_other_are_refused() {
    let office = office();
    let cases = [
        &["--diff", "--format", "json"][..],
        &["--diff", "--outline"],
        &["--unsafe-fixes"],
    ];
    for args in cases {
        let run = check(office.path(), args);
        assert_eq!(run.code, 2, "{args:?}: {}", run.stdout);
    }
}
