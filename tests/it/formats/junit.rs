//! JUnit, as a reader of JUnit reads it.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus};

use super::{check, nasty, told};
use crate::{huibian, sample};

/// The cases of a JUnit page, whose counts are true.
fn cases(page: &str) -> Vec<TestCase> {
    // XML 1.0, production 2: readers of XML differ in how strict they are.
    let legal = |c: char| matches!(c, '\t' | '\n' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(page.chars().all(legal));
    assert!(!page.contains("]]>"));
    let mut report = Report::deserialize_from_str(page).expect("JUnit");
    assert_eq!(report.test_suites.len(), 1);
    let suite = report.test_suites.remove(0);
    let count = |is: fn(&TestCase) -> bool| suite.test_cases.iter().filter(|c| is(c)).count();
    let [all, failed, skipped] = [count(|_| true), count(failed), count(skipped)];
    assert_eq!(
        [report.tests, report.failures, report.errors],
        [all, failed, 0]
    );
    let said = [suite.tests, suite.failures, suite.errors, suite.skipped];
    assert_eq!(said, [all, failed, 0, skipped]);
    suite.test_cases
}

fn failed(case: &TestCase) -> bool {
    let kind = NonSuccessKind::Failure;
    matches!(&case.status, TestCaseStatus::NonSuccess { kind: found, .. } if *found == kind)
}

fn skipped(case: &TestCase) -> bool {
    matches!(case.status, TestCaseStatus::Skipped { .. })
}

/// What a case says: why it failed, then what fails nothing.
fn said(case: &TestCase) -> [String; 2] {
    let failure = match &case.status {
        TestCaseStatus::NonSuccess { description, .. } => description.as_ref(),
        _ => None,
    };
    [failure, case.system_out.as_ref()].map(|text| text.map_or(String::new(), |t| t.to_string()))
}

fn case<'c>(cases: &'c [TestCase], name: &str) -> &'c TestCase {
    let mut named = cases.iter().filter(|case| case.name.as_str() == name);
    let first = named.next().expect(name);
    assert!(named.next().is_none(), "{name} stands twice");
    first
}

#[test]
fn junit_tells_everything_where_it_belongs() {
    for office in [nasty(), sample()] {
        for deny in [&[][..], &["--deny", "warnings"]] {
            let page = check(office.path(), &[&["--format", "junit"], deny].concat());
            let [failing, other] = [0, 1].map(|at| {
                let texts = cases(&page)
                    .into_iter()
                    .map(|case| said(&case)[at].clone() + "\n");
                texts.collect::<String>()
            });
            for (path, rule, severity, line) in told(office.path(), deny) {
                let fails = severity == "error" || severity == "warning" && !deny.is_empty();
                let there = if fails { &failing } else { &other };
                let start = format!("{path}:{line}:");
                let told = there
                    .lines()
                    .filter_map(|line| line.strip_prefix(&start))
                    .any(|rest| rest.contains(&format!("[{rule}]: ")));
                assert!(told, "{severity} {rule} at {start} in\n{there}");
            }
        }
    }
}

#[test]
fn junit_has_a_case_for_each_report_and_each_absence() {
    let office = nasty();
    let after = cases(&check(office.path(), &["--format", "junit"]));
    let [clean, bad] = ["和平区 终稿.md", "]]>::error::.md"].map(|name| format!("reports/{name}"));
    assert!(matches!(
        case(&after, &clean).status,
        TestCaseStatus::Success { .. }
    ));
    assert!(failed(case(&after, &bad)));
    assert!(failed(case(&after, "市科委")));
    let args = ["--as-of", "2017-01-09", "check", "--format", "junit"];
    let before = cases(&huibian(office.path(), &args).stdout);
    assert!(skipped(case(&before, "市科委")));
    assert!(failed(case(&before, &bad)));
}
