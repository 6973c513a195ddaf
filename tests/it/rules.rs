//! Every rule against its fixtures: `bad` raises it, as bad.txt says in both
//! languages; `good` is the near miss that stays silent.

use std::fs;
use std::path::Path;

use crate::{Run, expect_file, folders, huibian, name, root};

/// Judges a case folder with one rule. A case with a plan folder is judged by
/// it; one with plan.txt is a plan to be parsed.
fn judge(case: &Path, rule: &str, lang: &str) -> Run {
    let day = fs::read_to_string(case.join("as-of")).unwrap_or("2017-01-09".into());
    let common = ["--lang", lang, "--as-of", day.trim()];
    if case.join("plan.txt").is_file() {
        let out = tempfile::tempdir().expect("a temporary folder");
        let out = out.path().join("plan");
        let args = [
            &common[..],
            &["parse", "plan.txt", "-o"],
            &[out.to_str().expect("a plain path")],
        ]
        .concat();
        return huibian(case, &args);
    }
    let own = case.join("plan").is_dir();
    let relative = case
        .strip_prefix(root())
        .expect("in the checkout")
        .to_str()
        .expect("a plain path");
    let reports = case.join("reports").is_dir();
    let (folder, path) = match (own, reports) {
        (true, true) => (case, "reports"),
        (true, false) => (case, "."),
        _ => (root(), relative),
    };
    let check = ["check", path, "--only", rule, "--hints"];
    huibian(folder, &[&common[..], &check[..]].concat())
}

/// The rule whose cases are made by the command-line tests: a file over the
/// limit does not belong in a checkout.
pub(crate) const MADE: &str = "too-large";

#[test]
fn bad_cases_raise_their_rule_and_near_misses_do_not() {
    for folder in folders(&root().join("tests/rules")) {
        let rule = name(&folder);
        let row = huibian::check::find(rule).expect("a rule");
        let (bad, good) = (folder.join("bad"), folder.join("good"));
        let zh = judge(&good, rule, "zh");
        let silent = !zh.stdout.contains(&format!("[{}]", row.short));
        assert!(silent, "{rule} is raised by its near miss:\n{}", zh.stdout);
        let zh = judge(&bad, rule, "zh");
        let en = judge(&bad, rule, "en");
        let raised = zh.stdout.contains(&format!("[{}]", row.short));
        assert!(raised, "{rule} is not raised:\n{}{}", zh.stdout, zh.stderr);
        assert!(
            en.stdout.contains(&format!("[{rule}]")),
            "{rule}, in English:\n{}",
            en.stdout
        );
        let both = format!("{}\n{}", zh.stdout, en.stdout);
        expect_file(&folder.join("bad.txt"), &both);
    }
}
