//! Two weeks of an office: what comes in, what is ruled, and what the desk says at
//! the end of each day, against a ledger kept by hand.
//!
//! tests/desk/<day>/ has what happens on a day: papers that come in, `register.toml`
//! with what the clerk writes behind the register, `reports/` with what is put into
//! the folder by hand. tests/desk/<day>.txt is what `status` then says.

use std::fs;
use std::path::Path;

use huibian::emit::status::rest::shares;
use serde_json::Value;

use self::What::{Came, Excused, Exempt, Extended, OnPaper, Refused, Right, Wrong};
use crate::{copy, expect_file, folders, huibian, name, root};

/// What the ledger notes of an agency on a day.
enum What {
    /// A paper came in that can be bound.
    Came,
    /// A paper came in that cannot, and was sent back.
    Refused,
    /// What came in is to be mended: in words why.
    Wrong(&'static str),
    /// It came on paper only: a letter asks for the file.
    OnPaper,
    /// It was mended, or the office ruled.
    Right,
    /// The office gave it until that day.
    Extended(&'static str),
    /// The office need not have its report.
    Exempt,
    /// The office accepts that it came late; late it was.
    Excused,
}

/// Who, and day by day what.
const LEDGER: &[(&str, &[(&str, What)])] = &[
    // Two items of the plan; writes only of one. The office knows why.
    ("市市场监管委", &[("2017-01-10", Came)]),
    ("市商务委", &[("2017-01-05", Came)]),
    (
        "市农委",
        &[
            ("2017-01-06", Came),
            ("2017-01-06", Wrong("第（三）项认不出")),
            ("2017-01-09", Right),
        ],
    ),
    (
        "市教委",
        &[
            ("2017-01-05", Came),
            ("2017-01-05", Wrong("缺第（二）项")),
            ("2017-01-09", Right),
        ],
    ),
    // Last year's paper in time, this year's two days late, excused a day after.
    (
        "市建委",
        &[
            ("2017-01-09", Refused),
            ("2017-01-12", Came),
            ("2017-01-13", Extended("2017-01-12")),
        ],
    ),
    (
        "市旅游局",
        &[
            ("2017-01-10", Came),
            ("2017-01-10", Wrong("邮件一份，传真一份")),
            ("2017-01-12", Right),
        ],
    ),
    ("市总工会", &[("2017-01-12", Came), ("2017-01-13", Excused)]),
    ("市口岸办", &[("2017-01-06", Exempt)]),
    ("和平区", &[("2017-01-03", Came)]),
    (
        "红桥区",
        &[("2017-01-09", Extended("2017-01-13")), ("2017-01-13", Came)],
    ),
    (
        "蓟州区",
        &[
            ("2017-01-16", Came),
            ("2017-01-16", OnPaper),
            ("2017-01-17", Right),
            ("2017-01-17", Extended("2017-01-16")),
        ],
    ),
];

/// What the ledger makes of an agency at the end of a day.
#[derive(Default)]
struct Account {
    state: &'static str,
    due: &'static str,
    came: Option<&'static str>,
    /// Whether what came is to be mended, or is not there.
    wrong: bool,
}

/// The account of an agency at the end of `day`; none where it need not report.
fn account(noted: &'static [(&str, What)], day: &str) -> Option<Account> {
    let mut account = Account {
        due: "2017-01-10",
        ..Account::default()
    };
    let mut refused = None;
    for (on, what) in noted.iter().filter(|(on, _)| *on <= day) {
        match what {
            Came => account.came = account.came.or(Some(*on)),
            Refused => refused = refused.or(Some(*on)),
            Wrong(why) => account.wrong = !why.is_empty(),
            OnPaper => account.wrong = true,
            Right => account.wrong = false,
            Extended(until) => account.due = until,
            Exempt => return None,
            Excused => {}
        }
    }
    account.state = match (account.came, refused) {
        (Some(came), _) if came <= account.due => "on-time",
        (Some(_), _) => "late",
        (None, Some(_)) => "refused",
        (None, None) if day > account.due => "missing",
        (None, None) => "due",
    };
    account.came = account.came.or(refused);
    Some(account)
}

/// The number behind `word` in a page; 0 where it has no such word.
fn number(page: &str, word: &str) -> usize {
    let after = page.split_once(word).map_or("", |(_, after)| after);
    let digits = after.split(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// What comes in on a day, and what the clerk does about it.
fn live(office: &Path, today: &Path) {
    let day = name(today);
    let incoming = office.join("收件").join(day);
    copy(today, &incoming);
    let mut papers: Vec<String> = fs::read_dir(&incoming)
        .expect("a day")
        .map(|entry| entry.expect("a paper").path())
        .filter(|path| path.extension().is_some_and(|e| e == "md" || e == "txt"))
        .map(|path| format!("收件/{day}/{}", name(&path)))
        .collect();
    papers.sort();
    let papers: Vec<&str> = papers.iter().map(String::as_str).collect();
    if !papers.is_empty() {
        let args = [&["receive", "--as-of", day, "--on", day], &papers[..]].concat();
        let run = huibian(office, &args);
        assert_eq!(run.code, 0, "{day}\n{}{}", run.stdout, run.stderr);
    }
    if incoming.join("reports").is_dir() {
        copy(&incoming.join("reports"), &office.join("reports"));
    }
    if let Ok(ruled) = fs::read_to_string(incoming.join("register.toml")) {
        let register = office.join("plan/register.toml");
        let before = fs::read_to_string(&register).unwrap_or_default();
        fs::write(&register, format!("{before}\n{ruled}")).expect("the register");
    }
}

/// The desk at the end of a day says what the ledger says.
fn compare(office: &Path, day: &str) {
    let run = huibian(office, &["status", "--as-of", day, "--format", "json"]);
    let status: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let rows = status["agencies"].as_array().expect("agencies");
    let mut counts = [0; 6];
    let states = ["on-time", "late", "undated", "refused", "missing", "due"];
    let [mut yellow, mut green, mut exempt] = [0; 3];
    let mut letters = vec!["通报.md".to_owned()];
    for (who, noted) in LEDGER {
        let row = rows.iter().find(|row| row["name"] == *who);
        let Some(account) = account(noted, day) else {
            assert!(row.is_none(), "{day} {who}");
            exempt += 1;
            continue;
        };
        let row = row.unwrap_or(&Value::Null);
        let Account {
            state, due, came, ..
        } = account;
        assert_eq!(row["state"], state, "{day} {who}");
        assert_eq!(row["due"], due, "{day} {who}");
        assert_eq!(row["submitted"], Value::from(came), "{day} {who}");
        assert_eq!(row["received"], Value::from(came), "{day} {who}");
        letters.extend(match state {
            "missing" => Some(format!("催报函-{who}.md")),
            "due" => Some(format!("提醒函-{who}.md")),
            "refused" => Some(format!("退改意见单-{who}.md")),
            _ if account.wrong => Some(format!("退改意见单-{who}.md")),
            _ => None,
        });
        let at = states.iter().position(|known| *known == state);
        counts[at.expect("a state")] += 1;
        match state {
            "on-time" | "late" if account.wrong => yellow += 1,
            "on-time" | "late" => green += 1,
            _ => {}
        }
    }
    for (state, count) in states.iter().zip(counts) {
        assert_eq!(
            status["counts"][state.replace('-', "_")],
            count,
            "{day} {state}"
        );
    }
    let expected = LEDGER.len() - exempt;
    assert_eq!(status["counts"]["expected"], expected, "{day}");
    assert_eq!(
        status["exempt"].as_array().map(Vec::len),
        Some(exempt),
        "{day}"
    );
    // To each that owes something a letter, and one to all with the same numbers.
    let out = format!("发文/{day}");
    let args = ["notices", "--as-of", day, "--format", "md", "-o", &out];
    let run = huibian(office, &args);
    assert_eq!(run.code, 0, "{day}\n{}{}", run.stdout, run.stderr);
    let mut written: Vec<String> = fs::read_dir(office.join(&out))
        .expect("letters")
        .map(|entry| name(&entry.expect("a letter").path()).to_owned())
        .collect();
    written.sort();
    letters.sort();
    assert_eq!(written, letters, "{day}");
    let told = fs::read_to_string(office.join(&out).join("通报.md")).expect("a letter");
    let received = counts.iter().take(4).sum::<usize>();
    assert_eq!(number(&told, "应报"), expected, "{day}\n{told}");
    assert_eq!(number(&told, "，收到"), received, "{day}\n{told}");
    // The page says the same, in lists that make the sum, in shares that make 100.
    let page = huibian(office, &["status", "--as-of", day]).stdout;
    let [on_time, late, undated, refused, missing, due] = counts;
    assert_eq!(on_time + late + undated, yellow + green, "{day}");
    let lists = [
        ("] 未报 ", missing),
        ("] 待报 ", due),
        ("] 拒收 ", refused),
        ("] 已报，要退改 ", yellow),
        ("] 可汇编 ", green),
    ];
    for (word, count) in lists {
        assert_eq!(number(&page, word), count, "{day} {word}\n{page}");
    }
    assert_eq!(
        lists.iter().map(|(_, count)| count).sum::<usize>(),
        expected
    );
    let shares = page
        .lines()
        .find(|line| line.trim_start().starts_with("占比"));
    let shares = shares.unwrap_or_default().split_whitespace().skip(2);
    let shares = shares.map(|share| number(share, ""));
    assert_eq!(shares.sum::<usize>(), 100, "{day}");
    expect_file(&root().join(format!("tests/desk/{day}.txt")), &page);
}

#[test]
fn two_weeks_of_an_office() {
    let office = tempfile::tempdir().expect("a temporary folder");
    let office = office.path();
    let desk = root().join("tests/desk");
    copy(&desk.join("plan"), &office.join("plan"));
    assert_eq!(huibian(office, &["new", "--all"]).code, 0);
    let days: Vec<_> = folders(&desk)
        .into_iter()
        .filter(|folder| name(folder) != "plan")
        .collect();
    assert_eq!(days.len(), 9);
    let mut refused = String::new();
    for today in &days {
        let day = name(today);
        live(office, today);
        compare(office, day);
        if day == "2017-01-16" {
            let strict = huibian(office, &["--as-of", day, "compile", "--strict"]);
            assert_eq!(strict.code, 1, "{}", strict.stdout);
            assert!(!office.join("out").exists());
            refused = strict.stdout;
        }
    }
    // Every copy that came in is still there, its bytes unchanged.
    let mut kept = Vec::new();
    for folder in ["reports", "reports/_旧稿"] {
        for entry in fs::read_dir(office.join(folder)).expect("reports") {
            let path = entry.expect("an entry").path();
            kept.extend(path.is_file().then(|| fs::read(path).expect("a paper")));
        }
    }
    for day in &days {
        for entry in fs::read_dir(day).expect("a day") {
            let path = entry.expect("an entry").path();
            if path.is_file() && name(&path) != "register.toml" {
                let bytes = fs::read(&path).expect("a paper");
                assert!(kept.contains(&bytes), "{}", path.display());
            }
        }
    }
    // All that is left to find the office has accepted: the volume is whole.
    let day = ["--as-of", "2017-01-17"];
    for strict in [&["compile"][..], &["compile", "--strict"]] {
        let run = huibian(office, &[&day[..], strict].concat());
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    }
    let volume = fs::read_to_string(office.join("out/volume.md")).expect("volume.md");
    assert!(volume.contains("检查在建工程402项"), "the copy sent again");
    assert!(
        !volume.contains("检查在建工程386项"),
        "not the one sent back"
    );
    assert!(volume.contains("整改182处"), "the copy chosen");
    assert!(!volume.contains("整改183处"), "not the other");
    let markdown = ["status", "--format", "md"];
    let markdown = huibian(office, &[&day[..], &markdown].concat()).stdout;
    let english = ["status", "--lang", "en"];
    let english = huibian(office, &[&day[..], &english].concat()).stdout;
    let pages = format!("{refused}\n{markdown}\n{english}");
    expect_file(&desk.join("end.txt"), &pages);
}

#[test]
fn shares_make_a_hundred() {
    for (a, b, c) in
        (0..12).flat_map(|a| (0..12).flat_map(move |b| (0..12).map(move |c| (a, b, c))))
    {
        let shares = shares(&[a, b, c, 1]);
        assert_eq!(shares.iter().sum::<usize>(), 100, "{a} {b} {c}");
        // Who has more never gets less, and who has nothing gets nothing.
        assert!((a < b || shares[0] >= shares[1]) && (a > 0 || shares[0] == 0));
    }
    assert_eq!(shares(&[1, 1, 1]), [34, 33, 33]);
    assert_eq!(shares(&[0, 0]), [0, 0]);
}
