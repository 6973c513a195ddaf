//! What is printed: nothing of a paper is a command to a terminal, a CI log or a
//! spreadsheet, and nothing of the machine gets into any output.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{FORMATS, VOLUMES, neighbours, paper, put, survives};
use crate::compile::read;
use crate::{command, copy, huibian, root, run};

/// Commands to a terminal and to CI systems, as somebody may paste them.
const COMMANDS: &str = "\u{1b}]8;;http://x.example\u{7}点\u{1b}]8;;\u{7} \u{1b}[2J\u{9b}31m\r::error::伪造\r\n::set-output name=x::y\n##[error]伪造\n##vso[task.complete]\n%0A::warning::伪造 %25 ]]></failure>";

#[test]
fn nothing_printed_is_a_command() {
    let office = neighbours();
    let marked = format!("【待填】{COMMANDS}\n\n[点{COMMANDS}](javascript:x)");
    put(office.path(), "命令.md", paper(&marked));
    let named = paper("").replace(
        "agency = \"河西区\"",
        &format!("agency = '河西局{}'", COMMANDS.replace(['\r', '\n'], " ")),
    );
    put(office.path(), "名称.md", named);
    put(
        office.path(),
        "::error file=a,line=1::伪造.md",
        paper("【待填】"),
    );
    put(office.path(), "\r\n::error::伪造\n.md", paper("【待填】"));
    put(office.path(), "%0A::error::伪造.md", paper("【待填】"));
    put(
        office.path(),
        "甲\u{202e}乙\u{1b}.md",
        paper("- 1.1 制定规划：完成。"),
    );
    survives(office.path(), 6);
    let ledger = read(office.path(), "out/ledger.csv");
    assert!(ledger.contains("甲"), "{ledger}");
    assert!(
        !ledger.contains(['\u{202e}', '\u{1b}', '\u{9b}']),
        "{ledger}"
    );
    let told = |format: &str| {
        let args = [
            "--as-of",
            "2017-01-09",
            "check",
            "--hints",
            "--format",
            format,
        ];
        huibian(office.path(), &args)
    };
    let github = told("github");
    for line in github.stdout.lines() {
        let known = ["::error file=", "::warning file=", "::notice file="];
        assert!(known.iter().any(|known| line.starts_with(known)), "{line}");
        assert!(!line.contains("file=a,line=1"), "{line}");
    }
    // Workflow commands are read at the start of a line, in a log of any format.
    for format in FORMATS.iter().filter(|format| **format != "github") {
        let told = told(format);
        let bad = |line: &&str| {
            line.trim_start().starts_with("::") || line.trim_start().starts_with("##")
        };
        let found = told.stdout.lines().chain(told.stderr.lines()).find(bad);
        assert_eq!(found, None, "{format}");
    }
    let outline = huibian(
        office.path(),
        &[
            "--as-of",
            "2017-01-09",
            "check",
            "--outline",
            "reports/命令.md",
        ],
    );
    super::harmless(&outline.stdout, "outline");
    let notices = huibian(office.path(), &["--as-of", "2017-01-16", "notices"]);
    assert_eq!(notices.code, 0, "{}", notices.stderr);
    super::harmless(&notices.stdout, "notices");
}

#[test]
fn no_cell_of_the_ledger_is_a_formula() {
    let office = neighbours();
    let tasks = office.path().join("plan/tasks.toml");
    let text = fs::read_to_string(&tasks).expect("the plan");
    // The plan's words are cells as well.
    let text = text.replace(
        "title = \"大力推动品牌建设\"",
        "title = \"=cmd|' /C calc'!A0\"",
    );
    fs::write(&tasks, text).expect("the plan");
    let answers = "### （一）=cmd|' /C calc'!A0\n\n- 1.1 =HYPERLINK(\"http://x.example\")：完成。新增六家。\n- 1.2 ＝1+1：完成。\n";
    for name in [
        "=1+1.md",
        "+1.md",
        "-1.md",
        "@SUM(A1).md",
        "＝1.md",
        "\t=1.md",
    ] {
        put(
            office.path(),
            name,
            paper(answers).replace("河西区", "市商务委"),
        );
    }
    let bound = huibian(
        office.path(),
        &["compile", "--as-of", "2017-01-16", "reports"],
    );
    assert_eq!(bound.code, 0, "{}", bound.stderr);
    let csv = read(office.path(), "out/ledger.csv");
    assert!(csv.contains("cmd|"), "{csv}");
    for line in csv.trim_start_matches('\u{feff}').split("\r\n") {
        for cell in line.split(',') {
            let cell = cell.trim_start_matches('"').trim_start();
            let formula = cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!formula, "{line}");
        }
    }
    let table = huibian(office.path(), &["tasks", "--format", "csv"]);
    for line in table.stdout.trim_start_matches('\u{feff}').lines() {
        let formula = line
            .split(',')
            .any(|cell| cell.trim_start_matches('"').starts_with(['=', '@']));
        assert!(!formula, "{line}");
    }
}

/// All that the program prints and writes, in that environment.
fn output(
    office: &Path,
    from: &Path,
    jobs: &str,
    env: &[(&str, &str)],
) -> BTreeMap<String, Vec<u8>> {
    let mut told = BTreeMap::new();
    let office_name = office.to_str().expect("a name");
    let common = [
        "-C",
        office_name,
        "--as-of",
        "2017-01-16",
        "--lang",
        "zh",
        "--jobs",
        jobs,
    ];
    let mut given = |name: &str, args: &[&str]| {
        let mut command = command(from, &[&common[..], args].concat());
        command.envs(env.iter().copied());
        let run = run(command);
        let both = format!("{}\n{}\n{}", run.code, run.stdout, run.stderr);
        assert!(
            !both.contains(office_name),
            "{name} names the machine's folder"
        );
        told.insert(name.to_owned(), both.into_bytes());
    };
    let machine = ["github", "gitlab"];
    for format in FORMATS.iter().filter(|format| !machine.contains(format)) {
        given(format, &["check", "--hints", "--format", format]);
    }
    for format in ["human", "md", "json"] {
        given(&format!("status {format}"), &["status", "--format", format]);
    }
    let out = office.join("out");
    let shown = out.to_str().expect("a name");
    given("compile", &["compile", "-o", shown]);
    given("notices", &["notices", "-o", &format!("{shown}/notices")]);
    given("tasks", &["tasks"]);
    for folder in [out.clone(), out.join("notices")] {
        for entry in fs::read_dir(folder).expect("written") {
            let path = entry.expect("an entry").path();
            if path.is_file() {
                let bytes = fs::read(&path).expect("a file");
                let text = String::from_utf8_lossy(&bytes);
                assert!(
                    !text.contains(office_name),
                    "{} names the folder",
                    path.display()
                );
                told.insert(
                    path.file_name()
                        .expect("a name")
                        .to_string_lossy()
                        .into_owned(),
                    bytes,
                );
            }
        }
    }
    fs::remove_dir_all(out).expect("the volumes");
    told
}

#[test]
fn no_clock_no_locale_no_path_and_no_thread_is_in_any_output() {
    let here = tempfile::tempdir().expect("a folder");
    let make = |name: &str| {
        let office = here.path().join(name);
        let reports = office.join("reports");
        copy(&root().join("plan"), &office.join("plan"));
        copy(&root().join("reports"), &reports);
        office
    };
    let plain = make("甲");
    let first = output(&plain, &plain, "1", &[]);
    assert!(VOLUMES.iter().all(|volume| first.contains_key(*volume)));
    let other = make("another office, with blanks");
    let turns: [(&str, &[(&str, &str)]); 2] = [
        (
            "4",
            &[
                ("TZ", "America/New_York"),
                ("LC_ALL", "tr_TR.UTF-8"),
                ("HOME", "/nowhere"),
                ("USER", "某人"),
                ("COLUMNS", "300"),
            ],
        ),
        (
            "2",
            &[
                ("TZ", "Pacific/Kiritimati"),
                ("LC_ALL", ""),
                ("LANG", "C"),
                ("TERM", "dumb"),
                ("RAYON_NUM_THREADS", "3"),
                ("SOURCE_DATE_EPOCH", "1"),
            ],
        ),
    ];
    for (jobs, env) in turns {
        let told = output(&other, here.path(), jobs, env);
        assert_eq!(
            told.keys().collect::<Vec<_>>(),
            first.keys().collect::<Vec<_>>()
        );
        for (name, bytes) in &told {
            let same = first.get(name) == Some(bytes);
            assert!(
                same,
                "{name} differs with {env:?}:\n{}",
                String::from_utf8_lossy(bytes)
                    .chars()
                    .take(2000)
                    .collect::<String>()
            );
        }
    }
}
