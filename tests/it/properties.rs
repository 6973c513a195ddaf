//! Any bytes, and above all nearly right documents: samples with a few edits.
//! The laws are the fuzzer's; PROPTEST_CASES=1000 tries more of them, each run
//! others.

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use serde_json::Value;

use crate::{command, folders, huibian, laws, name, office, root, run, write};

/// Papers as they come in.
static PAPERS: LazyLock<Vec<String>> =
    LazyLock::new(|| [texts("tests/reports", "md"), texts("reports", "md")].concat());

/// Plans as they are sent out.
static PLANS: LazyLock<Vec<String>> = LazyLock::new(|| texts("tests/plans", "txt"));

/// Front matter of the samples.
static HEADERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let header = |text: &String| Some(text.split("+++").nth(1)?.trim().to_owned());
    let all: Vec<String> = texts("reports", "md").iter().filter_map(header).collect();
    assert!(!all.is_empty());
    all
});

/// Small offices in one text each: plan folder, then reports.
static OFFICES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let read = |path: &std::path::Path| fs::read_to_string(path).unwrap_or_default();
    let cases = folders(&root().join("tests/rules"));
    let cases = cases.iter().map(|case| case.join("bad"));
    cases
        .filter(|case| case.join("plan/tasks.toml").is_file())
        .map(|case| {
            let plan = ["tasks.toml", "agencies.toml", "register.toml"];
            let plan = plan.map(|file| read(&case.join("plan").join(file)));
            let report = PAPERS.first().cloned().unwrap_or_default();
            [&plan[..], &[report]].concat().join(laws::BETWEEN)
        })
        .collect()
});

/// The words the readers look for, as the fuzzer has them.
static WORDS: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../fuzz/words").lines().collect());

fn texts(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).expect("samples");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|own| own == ending));
    paths.sort();
    // What is in another encoding has its own tests.
    let texts = paths.iter().map(fs::read_to_string);
    texts.flatten().collect()
}

/// One change to a document; places are parts of 65536 of it.
#[derive(Debug, Clone)]
enum Edit {
    /// A word of [`WORDS`] comes in.
    Word(u16, &'static str),
    /// Any text comes in.
    Text(u16, String),
    /// A byte becomes another: what was text may be none.
    Byte(u16, u8),
    /// So many bytes go.
    Cut(u16, u8),
    /// A line stands a second time elsewhere, several times.
    Line(u16, u16, u8),
    /// A line goes.
    Drop(u16),
    /// The end is missing.
    End(u16),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (any::<u16>(), select(&WORDS[..])).prop_map(|(at, word)| Edit::Word(at, word)),
        1 => (any::<u16>(), ".{0,8}").prop_map(|(at, text)| Edit::Text(at, text)),
        1 => (any::<u16>(), any::<u8>()).prop_map(|(at, byte)| Edit::Byte(at, byte)),
        2 => (any::<u16>(), any::<u8>()).prop_map(|(at, count)| Edit::Cut(at, count)),
        2 => (any::<u16>(), any::<u16>(), 1..4u8).prop_map(|(from, to, n)| Edit::Line(from, to, n)),
        2 => any::<u16>().prop_map(Edit::Drop),
        1 => (40_000..=u16::MAX).prop_map(Edit::End),
    ]
}

/// One of `samples` with a few edits, or any bytes.
fn nearly(samples: &'static [String]) -> impl Strategy<Value = Vec<u8>> {
    let edited = (select(samples), prop::collection::vec(edit(), 0..8))
        .prop_map(|(text, edits)| edits.iter().fold(text.into_bytes(), edited));
    prop_oneof![9 => edited, 1 => prop::collection::vec(any::<u8>(), 0..200)]
}

fn edited(mut bytes: Vec<u8>, edit: &Edit) -> Vec<u8> {
    let place = |at: u16, of: usize| of * usize::from(at) / 65536;
    let insert = |bytes: &mut Vec<u8>, at: u16, text: &str| {
        let mut at = place(at, bytes.len());
        // Between two characters, not within one.
        while bytes.get(at).is_some_and(|byte| byte & 0xC0 == 0x80) {
            at += 1;
        }
        bytes.splice(at..at, text.bytes());
    };
    let lines = |bytes: &[u8]| -> Vec<Vec<u8>> {
        let lines = bytes.split_inclusive(|&byte| byte == b'\n');
        lines.map(<[u8]>::to_vec).collect()
    };
    match edit {
        Edit::Word(at, word) => insert(&mut bytes, *at, word),
        Edit::Text(at, text) => insert(&mut bytes, *at, text),
        Edit::Byte(at, byte) => {
            let at = place(*at, bytes.len());
            bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|own| *own = *byte);
        }
        Edit::Cut(at, count) => {
            let at = place(*at, bytes.len());
            bytes.drain(at..bytes.len().min(at + usize::from(*count)));
        }
        Edit::Line(from, to, times) => {
            let mut lines = lines(&bytes);
            let line = lines.get(place(*from, lines.len())).cloned();
            let to = place(*to, lines.len());
            for line in line.iter().cycle().take(usize::from(*times)) {
                lines.insert(to, line.clone());
            }
            bytes = lines.concat();
        }
        Edit::Drop(at) => {
            let mut lines = lines(&bytes);
            let at = place(*at, lines.len());
            lines.drain(at..lines.len().min(at + 1));
            bytes = lines.concat();
        }
        Edit::End(at) => bytes.truncate(place(*at, bytes.len())),
    }
    bytes
}

/// So many cases, always the same, unless more are asked for.
fn cases(cases: u32) -> ProptestConfig {
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return ProptestConfig::default();
    }
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2016),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn any_report_is_judged_bound_and_mended(bytes in nearly(&PAPERS)) {
        laws::report(&bytes);
    }

    #[test]
    fn any_front_matter_is_read(bytes in nearly(&HEADERS)) {
        laws::header(&bytes);
    }

    #[test]
    fn any_plan_is_read_and_written(bytes in nearly(&PLANS)) {
        laws::plan(&bytes);
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn any_office_is_compiled(bytes in nearly(&OFFICES)) {
        laws::office(&bytes);
    }
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn the_binary_ends_well(
        reports in prop::collection::vec(nearly(&PAPERS), 8),
        plan in nearly(&PLANS),
    ) {
        ends_well(&reports, &plan);
    }
}

/// Every command over a folder of nearly right files ends by itself, with a code
/// of its own; check and compile refuse the same papers.
fn ends_well(reports: &[Vec<u8>], plan: &[u8]) {
    let office = office();
    for (at, bytes) in reports.iter().enumerate() {
        let path = office.path().join(format!("reports/{at}.md"));
        write(&path, "");
        fs::write(path, bytes).expect("a report");
    }
    fs::write(office.path().join("plan.txt"), plan).expect("a plan");
    let end = |args: &[&str]| {
        let day = ["--as-of", "2017-01-16"];
        let end = run(command(office.path(), &[&day[..], args].concat()));
        assert!(end.code <= 2, "{args:?}: {}", end.stderr);
        end
    };
    let checked = end(&["check", "--format", "json"]);
    assert!(end(&["compile"]).code < 2);
    let volume = fs::read_to_string(office.path().join("out/volume.json")).expect("a volume");
    let read = |page: &str| serde_json::from_str::<Value>(page).expect("JSON");
    assert_eq!(refused(&read(&checked.stdout)), refused(&read(&volume)));
    end(&["notices"]);
    end(&["status"]);
    end(&["check", "--fix"]);
    let again = end(&["check", "--diff"]);
    assert_eq!(again.stdout, "", "--fix left something to mend");
    end(&["parse", "plan.txt", "-o", "other"]);
}

/// The papers that are not bound, with the rules that refuse them.
fn refused(page: &Value) -> Vec<(&str, &str)> {
    let found = page["diagnostics"].as_array().expect("a list").iter();
    let refused =
        found.filter_map(|found| Some((found["path"].as_str()?, found["rule"].as_str()?)));
    refused
        .filter(|(_, rule)| huibian::check::REFUSING.contains(rule))
        .collect()
}

#[test]
fn what_once_broke_a_law_breaks_none() {
    for folder in folders(&root().join("tests/fuzz/corpus")) {
        let law = match name(&folder) {
            "plan" => laws::plan,
            "report" => laws::report,
            "header" => laws::header,
            "office" => laws::office,
            other => panic!("no law is called {other}"),
        };
        for entry in fs::read_dir(&folder).expect("a corpus") {
            let path = entry.expect("a file").path();
            println!("{}", path.display());
            law(&fs::read(path).expect("a file"));
        }
    }
}

#[test]
fn plan_folders_with_a_fault_are_refused_with_its_place() {
    let office = office();
    let file = office.path().join("plan/tasks.toml");
    for text in ["title = 1", "[[section]]\nnumber = -1", "\u{0}", "a = [[[["] {
        write(&file, text);
        let run = huibian(office.path(), &["tasks"]);
        assert_eq!(run.code, 2, "{text}");
        assert!(run.stderr.contains("plan/tasks.toml"), "{}", run.stderr);
    }
}

#[test]
fn no_blank_counts() {
    use huibian::text::words::count;
    for blank in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
        assert_eq!(count(&format!("退，{blank}“一”{blank}")), 5, "{blank:?}");
        assert_eq!(count(&blank.to_string()), 0, "{blank:?}");
    }
    assert_eq!(count(&"质 量。\n".repeat(300)), 900);
}
