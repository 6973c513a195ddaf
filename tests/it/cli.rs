//! The command line: what is wrong gets one clear line and the right exit code.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::{command, huibian, office, root, run, sample, write};

/// A paper with nothing to mend.
pub(crate) const CLEAN: &str = "+++\nagency = \"和平区\"\nyear = 2016\nsubmitted = 2017-01-05\n+++\n# 和平区2016年质量工作总结\n\n## 一、2016年质量工作完成情况\n\n年初确定的目标任务全部完成，抽检食品一千二百批次，合格率百分之九十九，培育质量标杆企业六家。\n\n## 二、存在的问题\n\n小微企业质量意识还不够强。\n\n## 三、2017年质量工作目标任务和措施\n\n抽检不少于一千五百批次，十月底前完成；每季度开展一次质量培训，覆盖全部重点街道。\n\n天津市和平区人民政府\n2017年1月5日\n";

#[test]
fn a_machine_failure_is_one_line_and_exit_2() {
    let office = office();
    write(&office.path().join("reports/和平区.md"), CLEAN);
    write(&office.path().join("plain.txt"), "x");
    let cases: &[(&[&str], &str)] = &[
        (&["check", "没有这个.md"], "没有这个.md"),
        (&["check", "没有/这个文件夹"], "没有/这个文件夹"),
        (&["check", "--only", "no-such-rule"], "no-such-rule"),
        (&["check", "--deny", "缺向"], "缺向"),
        (&["check", "--format", "xml"], "xml"),
        (
            &["check", "--outline", "--format", "json"],
            "--format human",
        ),
        (&["chekc"], "check"),
        (&["compile", "-o", "plain.txt/out"], "plain.txt"),
        (&["compile", "--format", "html,doc"], "doc"),
        (&["compile", "--templates", "没有"], "没有"),
        (&["new", "市教局"], "市教委"),
        (&["tasks", "--agency", "某某局"], "某某局"),
        (&["explain", "缺向"], "缺向"),
        (&["parse"], "PLAN"),
        (&["parse", "没有.txt"], "没有.txt"),
        (&["--as-of", "2017-02-30", "status"], "2017-02-30"),
        (&["--nope"], "--nope"),
    ];
    for (args, named) in cases {
        for lang in ["zh", "en"] {
            let with = [&["--lang", lang], *args].concat();
            let run = huibian(office.path(), &with);
            assert_eq!(run.code, 2, "{with:?}: {}{}", run.stdout, run.stderr);
            assert!(run.stderr.contains(named), "{with:?}: {}", run.stderr);
            assert!(!run.stderr.contains("panicked"), "{with:?}: {}", run.stderr);
            assert!(run.stderr.lines().count() <= 8, "{with:?}: {}", run.stderr);
            let han = run
                .stderr
                .chars()
                .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
                .count();
            assert!(lang == "en" || han > 3, "{with:?}: {}", run.stderr);
            let system = run.stderr.contains("os error");
            assert!(lang == "en" || !system, "{with:?}: {}", run.stderr);
        }
    }
}

#[test]
fn a_broken_plan_names_its_place() {
    let office = office();
    write(
        &office.path().join("plan/tasks.toml"),
        "title = \"x\"\nyear = 二〇一六\n",
    );
    let run = huibian(office.path(), &["status"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("plan/tasks.toml:2:8"), "{}", run.stderr);
    fs::remove_dir_all(office.path().join("plan")).expect("a folder");
    let run = huibian(office.path(), &["check"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("huibian parse"), "{}", run.stderr);
}

#[test]
fn a_clean_run_says_what_was_checked() {
    let office = office();
    write(&office.path().join("reports/和平区.md"), CLEAN);
    let args = ["--as-of", "2017-01-09", "check", "reports/和平区.md"];
    let zh = huibian(office.path(), &args);
    for told in [
        "和平区",
        "没有要改的",
        "2017年1月10日截止",
        "plan/tasks.toml",
    ] {
        assert!(zh.stdout.contains(told), "{told}: {}", zh.stdout);
    }
    let en = huibian(office.path(), &[&args[..], &["--lang", "en"]].concat());
    for told in ["2017-01-10", "plan/tasks.toml"] {
        assert!(en.stdout.contains(told), "{told}: {}", en.stdout);
    }
}

/// Hints that are listed are not offered once more.
#[test]
fn hints_are_offered_until_they_are_shown() {
    let office = office();
    let bare = CLEAN.rsplit("+++\n").next().expect("a body");
    write(&office.path().join("reports/和平区.md"), bare);
    let check = ["--as-of", "2017-01-09", "check"];
    for paths in [&[][..], &["reports/和平区.md"]] {
        let args = [&check[..], paths].concat();
        let brief = huibian(office.path(), &args).stdout;
        assert!(brief.contains("--hints 逐条看"), "{brief}");
        let full = huibian(office.path(), &[&args[..], &["--hints"]].concat()).stdout;
        assert!(full.contains("提示[推认单位]"), "{full}");
        assert!(!full.contains("--hints"), "{full}");
    }
}

#[test]
fn a_file_over_the_limit_is_refused_and_costs_no_other() {
    let office = office();
    write(&office.path().join("reports/和平区.md"), CLEAN);
    let large = CLEAN.replace("和平区", "河东区") + &"补充材料。".repeat(300_000);
    write(&office.path().join("reports/河东区.md"), &large);
    let args = ["--as-of", "2017-01-09", "check", "--only", "too-large"];
    let zh = huibian(office.path(), &args);
    assert_eq!(zh.code, 1, "{}", zh.stderr);
    assert!(zh.stdout.contains("reports/河东区.md:1:1"), "{}", zh.stdout);
    assert!(!zh.stdout.contains("reports/和平区.md:"), "{}", zh.stdout);
    let small = huibian(office.path(), &[&args[..], &["reports/和平区.md"]].concat());
    assert_eq!(small.code, 0, "{}", small.stdout);
}

#[test]
fn standard_input_is_a_report() {
    let office = office();
    let mut command = command(
        office.path(),
        &["--as-of", "2017-01-09", "check", "--format", "short", "-"],
    );
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    let late = CLEAN.replace("2017-01-05", "2017-01-15");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(late.as_bytes())
        .expect("written");
    let output = child.wait_with_output().expect("the binary ends");
    assert_eq!(output.status.code(), Some(1));
    let stdout = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(stdout.starts_with("<stdin>:4:13: 错误[逾期]"), "{stdout}");
}

#[test]
fn a_closed_pipe_is_success() {
    let office = sample();
    for args in [
        &["check", "--hints"][..],
        &["tasks"],
        &["explain"],
        &["status"],
    ] {
        let mut command = command(office.path(), &[&["--as-of", "2017-01-09"], args].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the binary runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the binary ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!stderr.contains("panicked"), "{args:?}: {stderr}");
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{args:?}: {output:?}"
        );
    }
}

#[test]
fn json_keeps_every_key() {
    let office = sample();
    let run = huibian(
        office.path(),
        &["--as-of", "2017-01-16", "check", "--format", "json"],
    );
    let check: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(check["version"], 1);
    for diagnostic in check["diagnostics"].as_array().expect("diagnostics") {
        for key in [
            "rule",
            "severity",
            "path",
            "line",
            "column",
            "end_line",
            "end_column",
            "agency",
            "item",
            "measure",
            "message",
            "help",
            "related",
        ] {
            assert!(
                diagnostic.get(key).is_some(),
                "{key} is missing in {diagnostic}"
            );
        }
    }
    let run = huibian(
        office.path(),
        &["--as-of", "2017-01-16", "status", "--format", "json"],
    );
    let status: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let count = |key: &str| status["counts"][key].as_u64().expect(key);
    let states = ["on_time", "late", "undated", "refused", "missing", "due"];
    assert_eq!(
        states.iter().map(|key| count(key)).sum::<u64>(),
        count("expected")
    );
    assert_eq!(count("expected"), 49);
}

#[test]
fn the_office_sets_severities() {
    let office = office();
    write(
        &office.path().join("晚.md"),
        &CLEAN.replace("2017-01-05", "2017-01-15"),
    );
    let tasks = office.path().join("plan/tasks.toml");
    let plan = fs::read_to_string(&tasks).expect("tasks.toml");
    let args = [
        "--as-of",
        "2017-01-16",
        "check",
        "--format",
        "short",
        "晚.md",
    ];
    let with = |rules: &str| {
        write(
            &tasks,
            &plan.replacen(
                "\n[submission]",
                &format!("\n[rules]\n{rules}\n\n[submission]"),
                1,
            ),
        );
        huibian(office.path(), &args)
    };
    let run = with("late-report = \"warning\"");
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(run.stdout.contains("警告[逾期]"), "{}", run.stdout);
    let run = with("late-raport = \"warning\"");
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("plan/tasks.toml") && run.stderr.contains("late-report"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_fresh_draft_says_only_what_is_still_to_be_written() {
    let office = office();
    let all = huibian(office.path(), &["new", "--all"]);
    assert_eq!(all.code, 0, "{}", all.stderr);
    assert_eq!(
        fs::read_dir(office.path().join("reports"))
            .expect("reports")
            .count(),
        49
    );
    let again = huibian(office.path(), &["new", "市教委"]);
    assert_eq!(again.code, 2, "an existing draft is never overwritten");
    let run = huibian(
        office.path(),
        &[
            "--as-of",
            "2017-01-09",
            "check",
            "--format",
            "json",
            "--hints",
            "reports/市教委.md",
        ],
    );
    let check: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let rules: BTreeSet<&str> = check["diagnostics"]
        .as_array()
        .expect("diagnostics")
        .iter()
        .filter(|diagnostic| diagnostic["severity"] != "hint")
        .filter_map(|diagnostic| diagnostic["rule"].as_str())
        .collect();
    assert_eq!(
        rules,
        ["missing-date", "placeholder"].into(),
        "{}",
        run.stdout
    );
}

#[test]
fn a_filled_draft_is_clean_without_deleting_anything() {
    let office = office();
    huibian(office.path(), &["new", "市科委"]);
    let path = office.path().join("reports/市科委.md");
    let mut text = fs::read_to_string(&path).expect("the draft");
    // One line an item, the parts, the day: as a drafter in a hurry does it.
    for (line, answer) in [
        (
            "- 2.1 ",
            "完成。支持企业研制儿童用品检测方法三项，发布标准两项。",
        ),
        ("- 4.2 ", "推进中，已立项二十个，其余2017年6月底前完成。"),
        (
            "- 17.1 ",
            "未完成。原因：项目评审推迟。下一步：2017年3月底前补齐评审。",
        ),
    ] {
        let at = text.find(line).expect("the measure's line");
        let end = at + text[at..].find('\n').expect("a line");
        text.insert_str(end, answer);
    }
    for (heading, words) in [
        ("存在的问题", "共性技术攻关投入还不够，成果转化周期偏长。"),
        ("目标任务\n", "2017年立项不少于二十五个，年底前验收十五个。"),
        (
            "工作措施",
            "一季度编制指南，二季度完成评审，每季度调度一次。",
        ),
    ] {
        let at = text.find(heading).expect("the part") + heading.len();
        let end = at + text[at..].find("【待填】").expect("something to fill");
        text.insert_str(end, &format!("{words}\n\n"));
    }
    let text = text.replace("2017年1月  日", "2017年1月9日");
    fs::write(&path, &text).expect("the draft");
    let run = huibian(
        office.path(),
        &["--as-of", "2017-01-09", "check", "reports/市科委.md"],
    );
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(run.stdout.contains("没有要改的"), "{}", run.stdout);
    assert!(text.contains("【待填】"), "nothing was deleted");
}

#[test]
fn the_sample_reports_have_the_faults_that_were_planted() {
    let run = huibian(
        root(),
        &["--as-of", "2017-01-16", "check", "--format", "json"],
    );
    assert_eq!(run.code, 1);
    let check: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
    let errors: Vec<String> = check["diagnostics"]
        .as_array()
        .expect("diagnostics")
        .iter()
        .filter(|d| d["severity"] == "error" && d["rule"] != "unreported-agency")
        .map(|d| {
            let text = |key: &str| d[key].as_str().unwrap_or_default();
            format!("{}:{} {}", text("path"), d["line"], text("rule"))
        })
        .collect();
    assert_eq!(
        errors,
        [
            "reports/天津保监局（修改稿）.md:6 duplicate-report",
            "reports/宁河区.md:4 late-report",
            "reports/市公安局.md:5 classified",
            "reports/市口岸办.md:48 missing-date",
            "reports/市教委.md:14 missing-item",
            "reports/市教委.md:19 status-conflict",
            "reports/市教委.md:20 no-reason",
            "reports/市粮食局.md:4 late-report",
        ]
    );
    for diagnostic in check["diagnostics"].as_array().expect("diagnostics") {
        assert!(diagnostic["line"].as_u64() >= Some(1), "{diagnostic}");
        assert!(
            !diagnostic["help"].as_str().expect("help").is_empty(),
            "{diagnostic}"
        );
    }
}

#[test]
fn help_and_usage_speak_both_languages() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for command in [
        "parse",
        "tasks",
        "new",
        "check",
        "compile",
        "status",
        "notices",
        "explain",
        "completions",
        "man",
    ] {
        let zh = huibian(folder.path(), &[command, "--help"]);
        let en = huibian(folder.path(), &["--lang", "en", command, "--help"]);
        assert_eq!((zh.code, en.code), (0, 0), "{command}");
        assert!(zh.stdout.contains("用法"), "{command}: {}", zh.stdout);
        assert!(en.stdout.contains("Usage"), "{command}: {}", en.stdout);
        let english: Vec<&str> = en
            .stdout
            .lines()
            .filter(|line| {
                line.chars()
                    .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
                    .count()
                    > 12
            })
            .collect();
        assert!(english.is_empty(), "{command}: {english:?}");
    }
    // The language of the environment, where none is asked for.
    for (lang, word) in [
        ("en_US.UTF-8", "Usage"),
        ("zh_CN.UTF-8", "用法"),
        ("fr_FR.UTF-8", "用法"),
    ] {
        let mut command = command(folder.path(), &["--help"]);
        command.env("LC_ALL", "").env("LANG", lang);
        assert!(run(command).stdout.contains(word), "{lang}");
    }
}

#[test]
fn every_rule_can_be_explained() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for rule in huibian::check::rules() {
        let by_name = huibian(folder.path(), &["explain", rule.name]);
        let by_short = huibian(folder.path(), &["explain", rule.short]);
        assert_eq!(by_name.code, 0, "{}: {}", rule.name, by_name.stderr);
        assert_eq!(by_name.stdout, by_short.stdout, "{}", rule.name);
        let en = huibian(folder.path(), &["--lang", "en", "explain", rule.name]);
        assert!(en.stdout.contains(rule.name), "{}", en.stdout);
    }
}

#[test]
fn only_what_is_said_is_stated() {
    let office = office();
    let said = [
        ("2.1", "未按时完成，原因是检测设备进口推迟。", "not-done"),
        ("2.2", "将于2017年完成。", "unstated"),
        ("2.3", "2017年6月底前完成。", "unstated"),
        ("2.4", "完成任务的八成。", "unstated"),
        ("2.5", "年度计划全部完成。", "done"),
        ("2.6", "调整，转入2017年再做，已报市领导同意。", "adjusted"),
        ("2.7", "取消收费3项。", "unstated"),
        ("2.8", "对未达标的2家企业停产整改。", "unstated"),
        ("2.9", "已于6月底前完成。", "done"),
        ("2.10", "没收伪劣商品完成销毁。", "unstated"),
        ("2.11", "基本完成（余2项）。", "mostly-done"),
    ];
    let lines: String = said
        .iter()
        .map(|(id, words, _)| format!("- {id} ：{words}\n"))
        .collect();
    let paper = format!(
        "+++\nagency = \"市科委\"\nyear = 2016\nsubmitted = 2017-01-05\n+++\n# 市科委2016年质量工作总结\n\n## 一、完成情况\n\n### （二）深入开展质量提升行动\n\n{lines}\n【待填】\n写在待填下面的一句话也不能丢。\n"
    );
    write(&office.path().join("reports/市科委.md"), &paper);
    let run = huibian(office.path(), &["--as-of", "2017-01-16", "compile"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let volume = fs::read_to_string(office.path().join("out/volume.json")).expect("volume.json");
    let volume: serde_json::Value = serde_json::from_str(&volume).expect("JSON");
    let measures = volume["items"][1]["measures"].as_array().expect("measures");
    for (id, words, status) in said {
        let measure = measures.iter().find(|m| m["id"] == id).expect(id);
        assert_eq!(measure["states"][0]["status"], status, "{words}");
    }
    let page = fs::read_to_string(office.path().join("out/volume.html")).expect("volume.html");
    assert!(page.contains("写在待填下面的一句话也不能丢。"));
}

#[test]
fn footnotes_that_refer_to_each_other_end() {
    let office = office();
    let notes = "\n[^a]: 见[^a]\n\n正文[^b]\n\n[^b]: 见[^c]\n\n[^c]: 见[^b]\n";
    write(&office.path().join("环.md"), &format!("{CLEAN}{notes}"));
    let run = huibian(
        office.path(),
        &[
            "--as-of",
            "2017-01-09",
            "check",
            "--format",
            "short",
            "环.md",
        ],
    );
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn an_outline_that_was_asked_for_is_printed() {
    let office = office();
    write(&office.path().join("reports/和平区.md"), CLEAN);
    let cases: &[&[&str]] = &[
        &[],
        &["--quiet"],
        &["--only", "缺项"],
        &["--format", "short", "--output", "human=all.txt"],
    ];
    for args in cases {
        let run = huibian(office.path(), &[&["check", "--outline"], *args].concat());
        let told = fs::read_to_string(office.path().join("all.txt")).unwrap_or(run.stdout);
        assert!(told.contains("和平区.md 读成了这样"), "{args:?}: {told}");
    }
}

#[test]
fn the_titles_that_rows_repeat_are_near_to_nothing() {
    let office = office();
    let row = "| （十六）加强质量和品牌教育及文化建设 | 开设课程6门。 |\n";
    let table = format!("| 任务 | 完成情况 |\n| --- | --- |\n{row}");
    let paper = CLEAN
        .replace("和平区", "市教委")
        .replace("## 二", &(table + "\n## 二"));
    write(&office.path().join("reports/市教委.md"), &paper);
    let run = huibian(office.path(), &["check", "--outline"]);
    assert!(run.stdout.contains("开设"), "{}", run.stdout);
    assert!(!run.stdout.contains("16.1  计划"), "{}", run.stdout);
    let told = paper.replace("开设课程6门", "开展企业诚信宣传教育6场");
    write(&office.path().join("reports/市教委.md"), &told);
    let run = huibian(office.path(), &["check", "--outline"]);
    assert!(run.stdout.contains("16.1  计划"), "{}", run.stdout);
}

#[test]
fn blanks_told_together_name_their_sections() {
    let office = office();
    huibian(office.path(), &["new", "市教委"]);
    let day = ["--as-of", "2017-01-09", "check"];
    let run = huibian(office.path(), &day);
    for said in ["^ （三）", "行（七）、第", "行“存在的问题”"] {
        assert!(run.stdout.contains(said), "{}", run.stdout);
    }
    let run = huibian(office.path(), &[&["--lang", "en"], &day[..]].concat());
    assert!(run.stdout.contains("(item 7), line"), "{}", run.stdout);
}

#[test]
fn no_finding_shows_the_number_of_a_person() {
    let office = office();
    let paper = CLEAN.replace(
        "小微企业",
        "2016年2月30日起小微企业主（手机13812345678）【待填】，2016年2月31日",
    );
    let header = "submitted = 2017-01-05\n电话 = “13812345678”";
    let paper = paper.replace("submitted = 2017-01-05", header);
    write(&office.path().join("reports/和平区.md"), &paper);
    for format in [
        "human", "short", "json", "sarif", "github", "gitlab", "junit",
    ] {
        let check = ["check", "--hints", "--format", format];
        let run = huibian(office.path(), &check);
        assert!(
            !run.stdout.contains("13812345678"),
            "{format}: {}",
            run.stdout
        );
        let told = run.stdout.contains("impossible-date") || run.stdout.contains("无此日");
        assert!(told, "{format}: {}", run.stdout);
    }
    let run = huibian(office.path(), &["check", "--outline", "--hints"]);
    assert!(run.stdout.contains("1381*******"), "{}", run.stdout);
    assert!(!run.stdout.contains("13812345678"), "{}", run.stdout);
}
