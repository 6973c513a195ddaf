//! The letters: what they say stands in tests/notices/, and none says what an
//! office would blush at.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use huibian::check::{Scope, rules};
use huibian::diagnostic::Severity;
use huibian::notice::wording;

use crate::{Run, expect_file, folders, huibian, name, office, root, sample, write};

const DAY: &str = "2017-01-16";

fn notices(office: &Path, more: &[&str]) -> Run {
    let run = huibian(office, &[&["notices"], more].concat());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    run
}

/// The letters with that ending in out/notices/, by name.
fn letters(office: &Path, ending: &str) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(office.join("out/notices")) else {
        return BTreeMap::new();
    };
    let paths = entries.map(|entry| entry.expect("a file").path());
    paths
        .filter(|path| path.extension().is_some_and(|known| known == ending))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a letter");
            (name(&path).to_owned(), text)
        })
        .collect()
}

/// What stands in no letter, whoever is quoted; and, outside quotations, nothing
/// of a machine.
fn blushes(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('#').replace('\\', "");
    let mut found = Vec::new();
    for wrong in [
        "您",
        "。。",
        "，，",
        "，。",
        "；。",
        "：。",
        "、。",
        "。，",
        "“”",
        "（）",
        "huibian",
        "reports",
        "文件夹",
        "请请",
        "。；",
    ] {
        if text.contains(wrong) {
            found.push(format!("{wrong:?}"));
        }
    }
    let mut own = String::new();
    let mut depth = 0;
    for c in text.replace("  月  日", "月日").chars() {
        match c {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ if depth == 0 => own.push(c),
            _ => {}
        }
    }
    if depth != 0 {
        found.push("quotation marks that do not pair".to_owned());
    }
    for (at, c) in own.char_indices() {
        if c.is_ascii_alphabetic() || ",;:!?()[]\"'`<>=+".contains(c) {
            found.push(format!(
                "{c:?} in {:?}",
                own[at..].chars().take(12).collect::<String>()
            ));
        }
    }
    found
}

#[test]
fn the_letters_of_the_sample() {
    let office = sample();
    let run = notices(office.path(), &["--as-of", DAY]);
    assert_eq!(run.stderr, "");
    let folder = root().join("tests/notices/sample");
    let letters = letters(office.path(), "md");
    for (name, text) in &letters {
        expect_file(&folder.join(name), text);
        assert_eq!(blushes(text), [""; 0], "{name}: {text}");
    }
    let expected = fs::read_dir(&folder).expect("a folder");
    assert_eq!(expected.count(), letters.len(), "a letter is missing");
}

#[test]
fn a_page_needs_nothing_else() {
    let office = sample();
    notices(office.path(), &["--as-of", DAY, "--format", "html"]);
    let pages = letters(office.path(), "html");
    assert_eq!(pages.len(), 9);
    assert!(letters(office.path(), "md").is_empty());
    for (name, page) in pages {
        for wrong in ["<script", "http:", "https:", "src=", "<link", "{{", "{%"] {
            assert!(!page.contains(wrong), "{name}: {wrong}");
        }
        assert!(page.contains("@page { size: A4"), "{name}");
    }
}

#[test]
fn every_error_has_its_sentence() {
    for rule in rules().filter(|rule| rule.severity == Severity::Error) {
        let own = wording::is_worded(rule.name);
        let elsewhere = wording::is_told_elsewhere(rule.name);
        assert!(own != elsewhere, "{}: {own} {elsewhere}", rule.name);
        // The plan is the office's own.
        let plan = matches!(rule.scope, Scope::Reading(_) | Scope::Plan(_));
        assert!(!plan || elsewhere, "{}", rule.name);
    }
}

/// The letters about the bad fixture of each rule, with `plan` done to the plan.
fn of_rules(plan: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for folder in folders(&root().join("tests/rules")) {
        let bad = folder.join("bad");
        if bad.join("plan").exists() || bad.join("plan.txt").exists() {
            continue;
        }
        let office = office();
        let tasks = office.path().join("plan/tasks.toml");
        let text = fs::read_to_string(&tasks).expect("a plan");
        write(&tasks, &plan(&text));
        let bad = bad.to_str().expect("a path in UTF-8");
        notices(office.path(), &["--as-of", DAY, "--format", "md", bad]);
        for (file, text) in letters(office.path(), "md") {
            if file.starts_with("退改") {
                found.insert(format!("{}/{file}", name(&folder)), text);
            }
        }
    }
    found
}

#[test]
fn the_letters_of_every_error() {
    let mut all = String::new();
    for (file, text) in of_rules(str::to_owned) {
        assert_eq!(blushes(&text), [""; 0], "{file}: {text}");
        all.push_str(&format!("<!-- {file} -->\n{text}\n"));
    }
    expect_file(&root().join("tests/notices/rules.md"), &all);
}

#[test]
fn what_the_office_raised_is_said_decently() {
    let raised: String = rules()
        .filter(|rule| rule.severity != Severity::Error)
        .map(|rule| format!("{} = \"error\"\n", rule.name))
        .collect();
    let raise = |plan: &str| {
        plan.replacen(
            "[submission]",
            &format!("[rules]\n{raised}\n[submission]"),
            1,
        )
    };
    let mut all = String::new();
    let mut wrong = Vec::new();
    for (file, text) in of_rules(raise) {
        wrong.extend(
            blushes(&text)
                .into_iter()
                .map(|what| format!("{file}: {what}")),
        );
        all.push_str(&format!("<!-- {file} -->\n{text}\n"));
    }
    expect_file(&root().join("tests/notices/raised.md"), &all);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn before_the_deadline_a_reminder() {
    let office = office();
    let run = notices(office.path(), &["--as-of", "2017-01-05", "--format", "md"]);
    let letters = letters(office.path(), "md");
    assert_eq!(letters.len(), 50, "{}", run.stdout);
    let one = &letters["提醒函-市教委.md"];
    assert!(one.contains("请于2017年1月10日前（含当日）报送。"), "{one}");
    assert!(!one.contains("逾期"), "{one}");
    // Nobody waits for them months ahead.
    let early = crate::office();
    let run = notices(early.path(), &["--as-of", "2016-06-01"]);
    assert!(run.stderr.contains("没有写提醒函"), "{}", run.stderr);
    assert!(!run.stdout.contains("提醒函"), "{}", run.stdout);
}

#[test]
fn the_day_of_the_answer() {
    let office = sample();
    notices(office.path(), &["--as-of", DAY, "--reply-by", "2017-01-20"]);
    let letters = letters(office.path(), "md");
    let one = &letters["退改意见单-市教委.md"];
    assert!(one.contains("请于2017年1月20日前重新报送。"), "{one}");
    let past = ["notices", "--as-of", DAY, "--reply-by", "2017-01-15"];
    assert_eq!(huibian(office.path(), &past).code, 2);
}

#[test]
fn nothing_of_a_classified_paper_is_quoted() {
    let office = office();
    write(
        &office.path().join("reports/市公安局.md"),
        "机密★1年\n\n# 市公安局2016年质量工作总结\n\n侦办代号猎狐的专案3起。\n\n市公安局\n2017年1月4日\n",
    );
    let run = notices(office.path(), &["--as-of", DAY]);
    for (name, text) in letters(office.path(), "md") {
        assert!(
            !text.contains("猎狐") && !text.contains("机密"),
            "{name}: {text}"
        );
    }
    let letters = letters(office.path(), "md");
    let one = &letters["退改意见单-市公安局.md"];
    assert!(
        one.contains("按保密规定") && !one.contains("1月4日"),
        "{one}"
    );
    assert!(!run.stdout.contains("猎狐") && !run.stderr.contains("猎狐"));
}

#[test]
fn numbers_of_persons_are_hidden() {
    let office = office();
    write(
        &office.path().join("reports/市教委.md"),
        "# 市教委2016年质量工作总结\n\n## 一、2016年质量工作完成情况\n\n\
         联络员13800138000自2月30日起值班。\n\n市教委\n2017年1月4日\n",
    );
    notices(office.path(), &["--as-of", DAY]);
    for (name, text) in letters(office.path(), "md") {
        assert!(!text.contains("13800138000"), "{name}: {text}");
    }
}

#[test]
fn strangers_get_no_letter_and_are_told() {
    let office = office();
    write(
        &office.path().join("reports/来稿.md"),
        "+++\nagency = \"市卫生计生局\"\n+++\n# 2016年质量工作总结\n\n全年检查医院120家，整改问题36个。\n",
    );
    let run = notices(office.path(), &["--as-of", DAY]);
    assert!(run.stderr.contains("市卫生计生局"), "{}", run.stderr);
    assert!(!run.stdout.contains("退改意见单"), "{}", run.stdout);
}

#[test]
fn letters_of_an_earlier_run_are_told_and_stay() {
    let office = sample();
    let old = office.path().join("out/notices/退改意见单-市科委.md");
    write(&old, "旧\n");
    let run = notices(office.path(), &["--as-of", DAY]);
    assert!(
        run.stderr.contains("退改意见单-市科委.md"),
        "{}",
        run.stderr
    );
    assert!(old.exists());
}

#[test]
fn letters_are_never_read_as_reports() {
    let office = sample();
    let before = huibian(office.path(), &["status", "--as-of", DAY]).stdout;
    notices(office.path(), &["--as-of", DAY]);
    assert_eq!(
        huibian(office.path(), &["status", "--as-of", DAY]).stdout,
        before
    );
    let among = huibian(office.path(), &["notices", "-o", "reports/信"]);
    assert_eq!(among.code, 2, "{}", among.stdout);
    assert!(!office.path().join("reports/信").exists());
}

#[test]
fn a_single_file_tells_nothing_of_the_others() {
    let office = sample();
    let run = notices(office.path(), &["--as-of", DAY, "reports/市教委.md"]);
    assert!(run.stderr.contains("没有写催报函和通报"), "{}", run.stderr);
    assert_eq!(letters(office.path(), "md").len(), 1);
}

#[test]
fn the_register_is_obeyed() {
    let office = sample();
    write(
        &office.path().join("plan/register.toml"),
        r#"
[[ruling]]
agency = "市国资委"
kind = "extend"
until = 2017-01-20
reason = "体制调整"
by = "办公室"

[[ruling]]
agency = "红桥区"
kind = "exempt"
reason = "另行报送"
by = "办公室"

[[ruling]]
agency = "市教委"
kind = "accept"
rule = "missing-item"
item = 15
reason = "已在专报中写明"
by = "办公室"
"#,
    );
    notices(office.path(), &["--as-of", DAY]);
    let letters = letters(office.path(), "md");
    assert!(!letters.contains_key("催报函-市国资委.md"));
    let one = &letters["提醒函-市国资委.md"];
    assert!(one.contains("2017年1月20日前"), "{one}");
    assert!(letters.keys().all(|name| !name.contains("红桥区")));
    let one = &letters["退改意见单-市教委.md"];
    assert!(
        one.contains("请补改2处") && !one.contains("（十五）"),
        "{one}"
    );
    let all = &letters["通报.md"];
    assert!(all.contains("应报48家"), "{all}");
    assert!(all.contains("经同意不报送的1家（红桥区）"), "{all}");
}

#[test]
fn an_office_has_its_own_words() {
    let office = sample();
    write(
        &office.path().join("own/notice-return.md"),
        "{{ agency }}：{{ points | length }}处，{{ reply_by }}前。\n",
    );
    notices(office.path(), &["--as-of", DAY, "--templates", "own"]);
    let letters = letters(office.path(), "md");
    assert_eq!(
        letters["退改意见单-市教委.md"],
        "市教委：3处，  月  日前。\n"
    );
}
