//! What must hold whatever anybody hands in: one function a kind of input. The
//! fuzzer's targets, the property tests and the growth tests all run these.
//! Nothing here reads a file or a clock; what breaks a law panics.

use std::sync::{LazyLock, Mutex};

use chrono::NaiveDate;
use huibian::check::mend::{Mending, mend};
use huibian::check::survey::{Input, Survey, survey};
use huibian::check::{check_plan, check_reading};
use huibian::emit::accounts::{Faults, Proof, accounts};
use huibian::emit::outline::outline;
use huibian::emit::terminal::Look;
use huibian::emit::verdict::Seen;
use huibian::emit::{Findings, Wish};
use huibian::emit::{github, gitlab, human, json, junit, sarif, short, status, summary};
use huibian::notice::{Facts, letters};
use huibian::plan::table::{Form, table};
use huibian::plan::{Plan, Roster, Tasks, draft, parse, update, write};
use huibian::render::book::Flavour;
use huibian::render::{Templates, html, ledger, letter, markdown};
use huibian::report::picture::Why;
use huibian::text::decode::decode;
use huibian::text::{Lang, Source};
use huibian::volume::lead::{heads, lead};
use huibian::volume::{Body, By, Inputs, Print, bind, compile, prefix};

/// The plan folder that reports are judged by.
pub static TASKS: LazyLock<Tasks> = LazyLock::new(|| {
    let plan = include_str!("../../plan/tasks.toml");
    let roster = include_str!("../../plan/agencies.toml");
    tasks([plan, roster, ""]).expect("the sample's plan folder")
});

static TEMPLATES: LazyLock<Mutex<Templates>> =
    LazyLock::new(|| Mutex::new(Templates::new(&[], Lang::Zh).expect("the built-in templates")));

/// What parts the files of an office in one input.
pub const BETWEEN: &str = "\n=====\n";

/// A report with a name, as it came in.
pub type Paper = (String, Vec<u8>);

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 1, 16).expect("a day")
}

const LOOK: Look = Look {
    lang: Lang::Zh,
    width: 80,
    color: false,
};

/// Any bytes as a plan: what is read can be told, written, read back, and read
/// in once more without a change.
pub fn plan(bytes: &[u8]) {
    let Ok((text, _)) = decode(bytes.to_vec()) else {
        return;
    };
    let mut reading = parse::parse(Source::new("plan.txt", text));
    let given = parse::Given::default();
    reading.settle(&given, None);
    for diagnostic in check_reading(&reading) {
        human::one(&diagnostic, &[], 1, &LOOK);
    }
    let fresh = write::tasks(&reading);
    let plan = Plan::read(Source::new("tasks.toml", fresh.as_str())).expect("readable");
    let (items, read) = (plan.items().count(), reading.items().count());
    assert_eq!(items, read, "an item was lost in writing");
    let updated = update::update(&fresh, &fresh, &given).expect("TOML");
    assert!(update::same(&fresh, &updated), "an update changed a plan");
    let roster = write::agencies(&reading);
    let roster = Roster::read(Source::new("agencies.toml", roster)).expect("readable");
    let tasks = Tasks::new(plan, roster);
    check_plan(&tasks);
    table(&tasks, None, Form::Html);
}

/// Any bytes as a report: judged, bound whole and mended; the volume around it is
/// [`office`]'s.
pub fn report(bytes: &[u8]) {
    let paper = ("reports/a.md".to_owned(), bytes.to_vec());
    let bound = bound(&TASKS, std::slice::from_ref(&paper), By::Item, false);
    for diagnostic in &bound.diagnostics {
        human::one(diagnostic, &[], 1, &LOOK);
    }
    mended_for_good(&TASKS, &paper);
}

/// Any bytes as the front matter of a report.
pub fn header(bytes: &[u8]) {
    let body = "\n+++\n# 市教委2016年质量工作总结\n\n## 二、2017年工作措施\n\n改造食堂90个。\n";
    report(&[b"+++\n", bytes, body.as_bytes()].concat());
}

/// Any bytes as a whole office: tasks.toml, agencies.toml, register.toml and
/// then reports, parted by [`BETWEEN`].
pub fn office(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut files = text.split(BETWEEN);
    let mut next = || files.next().unwrap_or_default();
    let Some(tasks) = tasks([next(), next(), next()]) else {
        return;
    };
    let mut papers: Vec<Paper> = files
        .take(4)
        .enumerate()
        .map(|(at, text)| (format!("reports/{at}.md"), text.as_bytes().to_vec()))
        .collect();
    for party in tasks.parties.iter().take(2) {
        table(&tasks, Some(party), Form::Markdown);
        let draft = draft::draft(&tasks, party);
        papers.push((format!("reports/{}.md", papers.len()), draft.into_bytes()));
    }
    judge(&tasks, &papers);
}

/// The plan folder of those three files; nothing where the first two are refused.
pub fn tasks([plan, roster, register]: [&str; 3]) -> Option<Tasks> {
    let plan = Plan::read(Source::new("plan/tasks.toml", plan)).ok()?;
    let roster = Roster::read(Source::new("plan/agencies.toml", roster)).ok()?;
    Some(Tasks::new(plan, roster).with_register(Source::new("plan/register.toml", register)))
}

/// Reports under a plan: told in every format, bound both ways, mended for good;
/// what is checked is what is bound. Gives the size of the largest volume.
pub fn judge(tasks: &Tasks, papers: &[Paper]) -> usize {
    let checked = survey(
        tasks,
        papers,
        load,
        today(),
        true,
        |_, paper, coverage, _| {
            Seen::new(
                paper,
                coverage,
                Some(outline(tasks, paper, coverage, &LOOK)),
            )
        },
    );
    tell(tasks, &checked);
    let mut largest = 0;
    for by in [By::Item, By::Agency] {
        let bound = bound(tasks, papers, by, true);
        assert_eq!(checked.digests, bound.digests, "check and compile disagree");
        assert_eq!(checked.diagnostics, bound.diagnostics, "and so do findings");
        largest = largest.max(print_all(tasks, bound, by));
    }
    for paper in papers {
        mended_for_good(tasks, paper);
    }
    largest
}

fn load((path, bytes): &Paper) -> Input {
    Input::Text {
        path: path.clone(),
        bytes: bytes.clone(),
    }
}

/// The reports as they are bound, none of them without a character.
fn bound(tasks: &Tasks, papers: &[Paper], by: By, whole: bool) -> Survey<Body> {
    let print = Print {
        by,
        html: true,
        markdown: true,
        json: true,
    };
    let bound = survey(
        tasks,
        papers,
        load,
        today(),
        whole,
        |_, paper, coverage, digest| {
            let mut load = |_: &str| Err(Why::Missing);
            bind(paper, coverage, &prefix(&digest.path), print, &mut load)
        },
    );
    for (digest, body) in bound.digests.iter().zip(&bound.bodies) {
        let Some(body) = body else { continue };
        let pieces: usize = body.pieces.iter().map(|piece| piece.fragment.chars).sum();
        assert_eq!(pieces, body.due(), "{} is not bound whole", digest.path);
    }
    bound
}

/// What `check`, `status` and `notices` print.
fn tell(tasks: &Tasks, found: &Survey<Seen>) {
    let findings = findings(tasks, found);
    let wish = Wish {
        hints: true,
        only: &[],
        quiet: false,
        seen: &found.bodies,
        paths: "",
    };
    for lang in [Lang::Zh, Lang::En] {
        let look = Look { lang, ..LOOK };
        human::human(&findings, &wish, &look);
        summary::summary(&findings, &wish, &look);
        status::human::human(&findings, &look);
    }
    short::short(&found.diagnostics, &LOOK, true);
    json::json(&findings, Lang::Zh).expect("JSON");
    sarif::sarif(&findings, Lang::Zh);
    github::github(&found.diagnostics, &found.waived, Lang::Zh);
    gitlab::gitlab(&found.diagnostics, Lang::Zh);
    junit::junit(&findings, Lang::Zh);
    status::markdown::markdown(&findings, Lang::Zh);
    status::json::json(&findings).expect("JSON");
    let (letters, _) = letters(&Facts {
        tasks,
        as_of: today(),
        digests: &found.digests,
        accounts: &found.accounts,
        diagnostics: &found.diagnostics,
        reply_by: None,
        whole: true,
    });
    let templates = TEMPLATES.lock().expect("nobody panicked");
    for one in letters.iter().take(3).chain(letters.last()) {
        letter(one, &templates, Flavour::Markdown).expect("a letter");
    }
}

fn findings<'a, T>(tasks: &'a Tasks, found: &'a Survey<T>) -> Findings<'a> {
    Findings {
        tasks,
        as_of: today(),
        digests: &found.digests,
        accounts: &found.accounts,
        diagnostics: &found.diagnostics,
        waived: &found.waived,
    }
}

/// What `compile` prints, every character of every bound report once; gives how
/// large it is.
fn print_all(tasks: &Tasks, mut bound: Survey<Body>, by: By) -> usize {
    bound.leave_out_blank();
    let volume = compile(Inputs {
        tasks,
        accounts: &bound.accounts,
        digests: &bound.digests,
        bodies: &bound.bodies,
        diagnostics: &bound.diagnostics,
        waived: &bound.waived,
        ignored: &[],
        as_of: today(),
        by,
    });
    let templates = TEMPLATES.lock().expect("nobody panicked");
    let (mut page, mut text) = (Vec::new(), Vec::new());
    let printed = html(&volume, &templates, &mut page).expect("a page");
    assert_eq!(printed, volume.due(), "text was lost in volume.html");
    let printed = markdown(&volume, &templates, &mut text).expect("a text");
    assert_eq!(printed, volume.due(), "text was lost in volume.md");
    let mut json = Vec::new();
    huibian::render::json(&volume, &mut json).expect("JSON");
    ledger(&volume, &mut std::io::sink()).expect("a ledger");
    let findings = findings(tasks, &bound);
    Faults::new(&findings).page(bound.accounts.expected.len(), &LOOK);
    let proof = Proof {
        due: volume.due(),
        bound: volume.due(),
        held_out: volume.held_out(),
    };
    accounts(&findings, "reports/", 0, proof, &LOOK);
    if let Some(item) = tasks.plan.items().next() {
        let head = heads(tasks, item).first().copied();
        let name = head.and_then(|at| tasks.parties.get(at));
        let name = name.map_or("", |party| party.name.as_str());
        lead(&volume, name, &[item.number]);
    }
    page.len() + text.len() + json.len()
}

/// A mended paper has nothing left to mend.
fn mended_for_good(tasks: &Tasks, (path, bytes): &Paper) {
    for risky in [false, true] {
        let by = Mending::new(tasks, today(), &[], risky);
        if let Some(mended) = mend(&by, path, bytes) {
            let again = mend(&by, path, &mended.bytes());
            let again = again.map(|again| again.after);
            assert_eq!(again, None, "mended again after\n{}", mended.after);
        }
    }
}
