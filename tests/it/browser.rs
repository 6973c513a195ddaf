//! The page as a browser shows it. Without Chromium on the PATH these tests
//! are skipped with a line that says so; with `HUIBIAN_REQUIRE_BROWSER=1` they
//! fail instead.

mod driver;
mod laws;
mod pictures;
mod views;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard};

use serde_json::Value;

use crate::{copy, huibian, root};
use driver::Browser;

/// One browser at a time: the machine may be small.
static TURN: Mutex<()> = Mutex::new(());

/// The volume of the committed reports, made once, in a folder of the build: a
/// temporary one would stay behind, as nothing drops what is static.
static VOLUME: LazyLock<PathBuf> = LazyLock::new(|| {
    let office = Path::new(env!("CARGO_TARGET_TMPDIR")).join("volume");
    // Absent in the first run.
    let _ = std::fs::remove_dir_all(&office);
    for folder in ["plan", "reports"] {
        copy(&root().join(folder), &office.join(folder));
    }
    let run = huibian(&office, &["compile", "--as-of", "2017-01-16"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    office.join("out/volume.html")
});

/// A browser, if there is one, and the turn to use it.
fn browser() -> Option<(Browser, MutexGuard<'static, ()>)> {
    let Some(program) = driver::program() else {
        skip("Chromium");
        return None;
    };
    let turn = TURN.lock().unwrap_or_else(|broken| broken.into_inner());
    Some((Browser::start(program), turn))
}

/// Says that a test is skipped as `what` is not there, or fails where it must
/// be. Written past the test runner, which keeps what passing tests print.
fn skip(what: &str) {
    let required = std::env::var_os("HUIBIAN_REQUIRE_BROWSER").is_some();
    assert!(
        !required,
        "HUIBIAN_REQUIRE_BROWSER is set, and there is no {what} on the PATH"
    );
    let _ = writeln!(std::io::stderr(), "skipped: there is no {what} on the PATH");
}

/// The volume in a browser, at a fragment.
fn volume(fragment: &str) -> Option<(Browser, MutexGuard<'static, ()>)> {
    let (mut browser, turn) = browser()?;
    browser.open(&VOLUME, fragment);
    Some((browser, turn))
}

/// What is shown of a selector: not `hidden`, nor within something hidden.
fn shown(selector: &str, of: &str) -> String {
    format!(
        "[...document.querySelectorAll({selector:?})].filter(e => !e.closest('[hidden]')).map(e => {of})"
    )
}

fn texts(value: &Value) -> Vec<&str> {
    let values = value.as_array().expect("a list");
    values
        .iter()
        .map(|value| value.as_str().expect("a text"))
        .collect()
}

#[test]
fn a_view_shows_what_fits_and_nothing_else() {
    let Some((mut browser, _turn)) = volume("#agency=shijiaowei") else {
        return;
    };
    let answers = "e.dataset.agency + ' ' + e.closest('.item').dataset.item";
    let seen = browser.value(&shown(".answer", answers));
    let seen = texts(&seen);
    assert!(
        seen.iter().all(|answer| answer.starts_with("shijiaowei ")),
        "{seen:?}"
    );
    // The same items as in volume.json.
    let json = std::fs::read_to_string(VOLUME.with_file_name("volume.json")).expect("volume.json");
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let mut expected: Vec<String> = Vec::new();
    for item in json["items"].as_array().expect("items") {
        let answers = item["answers"].as_array().expect("answers");
        if answers.iter().any(|answer| answer["agency"] == "市教委") {
            expected.push(format!("shijiaowei {}", item["number"]));
        }
    }
    let mut items: Vec<&str> = seen.clone();
    items.dedup();
    assert_eq!(items, expected);
    let rows = browser.value(&shown(".matrix tbody tr", "e.dataset.agency"));
    assert_eq!(texts(&rows), ["shijiaowei"]);
    let said = browser.value("document.querySelector('#view').innerText");
    assert!(
        said.as_str()
            .is_some_and(|said| said.contains("只看“市教委”")),
        "{said}"
    );
    assert_eq!(
        browser.value("document.querySelector('.lead').offsetParent === null"),
        true
    );

    for (fragment, selector, of, wanted) in [
        (
            "item=9&status=done",
            ".answer",
            "e.closest('.item').dataset.item + e.dataset.status",
            "9done",
        ),
        ("state=late", ".matrix tbody tr", "e.dataset.state", "late"),
        (
            "severity=error",
            "#findings ~ .wide tbody tr",
            "e.dataset.severity",
            "error",
        ),
        (
            "status=unanswered",
            ".owed li",
            "e.dataset.status",
            "unanswered",
        ),
        ("item=3", ".item", "e.dataset.item", "3"),
    ] {
        let total = format!("document.querySelectorAll({selector:?}).length");
        let total = browser.value(&total).as_u64().expect("a count") as usize;
        browser.value(&format!("location.hash = {fragment:?}"));
        browser.until("document.documentElement.classList.contains('filtered')");
        browser.until(&format!(
            "decodeURIComponent(location.hash) === '#{fragment}'"
        ));
        let seen = browser.value(&shown(selector, of));
        let seen = texts(&seen);
        assert!(
            !seen.is_empty() && seen.len() < total,
            "{fragment}: {} of {total}",
            seen.len()
        );
        assert!(
            seen.iter().all(|value| *value == wanted),
            "{fragment}: {seen:?}"
        );
        // Nothing that holds something stays when all in it is gone.
        let empty = "[...document.querySelectorAll('.measure, .item, .chapter')].filter(e => \
                     !e.hidden && e.querySelector('.answer, tr[data-agency], .paper') && \
                     !e.querySelector('.answer:not([hidden]), .paper:not([hidden]), \
                     li:not([hidden]), tbody tr:not([hidden])')).length";
        assert_eq!(browser.value(empty), 0, "{fragment}");
    }
    // Both copies of one agency's paper are that agency's.
    browser.value("location.hash = 'agency=tianjinbaojianju'");
    browser.until("document.querySelector('#view').innerText.includes('天津保监局')");
    let files = browser.value(&shown("#files ~ .wide tbody tr", "e.cells[0].textContent"));
    assert_eq!(texts(&files).len(), 2, "{files}");
    let papers = browser.value(&shown(".paper", "e.querySelector('h3').textContent.trim()"));
    assert!(texts(&papers).contains(&"天津保监局（第2份）"), "{papers}");
    // Several values of one facet, then back through the history to the first.
    browser.value("location.hash = 'item=3&status=done,not-done'");
    browser.until("document.querySelector('#view').innerText.includes('“完成”或“未完成”')");
    browser.value("location.hash = 'status=nonsense'");
    browser.until("document.querySelector('#view').innerText.includes('没有符合的')");
    browser.value("history.back()");
    browser.until("document.querySelector('#view').innerText.includes('“完成”或“未完成”')");
    // An ordinary place ends the view and is gone to, though it was hidden.
    browser.value("location.hash = 'i-9'");
    browser.until("!document.documentElement.classList.contains('filtered')");
    assert_eq!(
        browser.value("document.querySelectorAll('main [hidden]').length"),
        0
    );
    browser.until("Math.abs(document.querySelector('#i-9').getBoundingClientRect().top) < 200");
}

#[test]
fn the_fields_and_the_counts_set_the_view() {
    let Some((mut browser, _turn)) = volume("") else {
        return;
    };
    browser.value("document.querySelector('#choose').click()");
    assert_eq!(browser.value("document.activeElement.name"), "agency");
    browser.value(
        "for (const [name, value] of [['item', '7'], ['status', 'not-done']]) { \
         const field = document.querySelector(`[name=${name}]`); field.value = value; \
         field.dispatchEvent(new Event('change', { bubbles: true })); }",
    );
    browser.until("location.hash === '#item=7&status=not-done'");
    let count = browser.value(&shown(".answer", "e.dataset.status"));
    assert!(!texts(&count).is_empty());
    let cell = ".counts tr[data-item='7'] td[data-status='not-done'] a";
    let link = browser.value(&format!(
        "document.querySelector({cell:?}).getAttribute('href')"
    ));
    assert_eq!(link, "#item=7&status=not-done");
    browser.value("document.querySelector('#view a').click()");
    browser.until("!document.documentElement.classList.contains('filtered')");
}

#[test]
fn the_search_finds_counts_and_steps() {
    let Some((mut browser, _turn)) = volume("") else {
        return;
    };
    browser.press("/");
    assert_eq!(browser.value("document.activeElement.id"), "q");
    // Bold in the paper, plain before it: one piece of text all the same.
    browser.type_text("万人；在41所中职学校");
    browser.until("document.querySelector('#hits').textContent === '1处'");
    assert!(
        browser
            .value("decodeURI(location.hash)")
            .as_str()
            .is_some_and(|hash| hash == "#q=万人；在41所中职学校")
    );
    assert_eq!(
        browser.value(&shown(".answer", "e.dataset.agency")),
        serde_json::json!(["shijiaowei"])
    );
    browser.press("Escape");
    browser.until("document.querySelector('#hits').textContent === ''");
    assert_eq!(
        browser.value("document.querySelectorAll('main [hidden]').length"),
        0
    );

    browser.press("/");
    browser.type_text("检测");
    browser.until("/^\\d+处$/.test(document.querySelector('#hits').textContent)");
    let count = browser.value("parseInt(document.querySelector('#hits').textContent)");
    let count = count.as_u64().expect("a count");
    // As many as a plain count of the text that is shown gives.
    let plain = "[...document.querySelectorAll('main *')].filter(e => !e.closest('[hidden]') && \
                 !e.matches('details:not([open]) > :not(summary), details:not([open]) *')).reduce((n, e) => \
                 n + [...e.childNodes].filter(c => c.nodeType === 3).reduce((n, c) => n + c.data.split('检测').length - 1, 0), 0)";
    assert_eq!(browser.value(plain), count);
    browser.press("Enter");
    browser.until(&format!(
        "document.querySelector('#hits').textContent === '1/{count}处'"
    ));
    browser.press("Enter");
    browser.until(&format!(
        "document.querySelector('#hits').textContent === '2/{count}处'"
    ));
    browser.press("Shift+Enter");
    browser.until(&format!(
        "document.querySelector('#hits').textContent === '1/{count}处'"
    ));
    browser.value("document.activeElement.blur()");
    browser.press("n");
    browser.until(&format!(
        "document.querySelector('#hits').textContent === '2/{count}处'"
    ));
    browser.press("N");
    browser.until(&format!(
        "document.querySelector('#hits').textContent === '1/{count}处'"
    ));
    browser.press("N");
    browser.until(&format!(
        "document.querySelector('#hits').textContent === '{count}/{count}处'"
    ));
    browser.press("n");
    browser.until(&format!(
        "document.querySelector('#hits').textContent === '1/{count}处'"
    ));
    assert!(browser.value("CSS.highlights.get('hit').size").as_u64() == Some(count));
    browser.press("Escape");
    browser.until("!document.documentElement.classList.contains('filtered')");
}

#[test]
fn keys_walk_fold_and_explain() {
    let Some((mut browser, _turn)) = volume("") else {
        return;
    };
    let focus = "document.activeElement.closest('article')?.id ?? ''";
    browser.press("j");
    assert_eq!(browser.value(focus), "i-1");
    browser.press("j");
    browser.press("j");
    assert_eq!(browser.value(focus), "i-3");
    browser.press("k");
    assert_eq!(browser.value(focus), "i-2");
    browser.press("?");
    assert_eq!(browser.value("document.querySelector('#keys').open"), true);
    browser.value("document.querySelector('#keys button').click()");
    assert_eq!(browser.value("document.querySelector('#keys').open"), false);
    let open = "document.querySelectorAll('.item > details[open], .paper > details[open]').length";
    browser.value("document.querySelector('#fold').click()");
    assert_eq!(browser.value(open), 0);
    // A place within something closed opens it.
    browser.value("location.hash = 'm-7-3'");
    browser.until("document.querySelector('#i-7 > details').open");
    browser.until("document.querySelector('#m-7-3').getBoundingClientRect().height > 0");
    browser.value("document.querySelector('#fold').click()");
    assert!(browser.value(open).as_u64() > Some(40));
}

#[test]
fn a_thousand_reports_can_be_used() {
    let Some((mut browser, _turn)) = browser() else {
        return;
    };
    let office = thousand();
    browser.open(&office.path().join("out/volume.html"), "");
    assert_eq!(
        browser.value("document.querySelectorAll('.matrix tbody tr').length"),
        1000
    );
    browser.value("location.hash = 'agency=a0123'");
    browser.until("document.documentElement.classList.contains('filtered')");
    let seen = browser.value(&shown(".answer", "e.dataset.agency"));
    let seen = texts(&seen);
    assert!(
        !seen.is_empty() && seen.iter().all(|agency| *agency == "a0123"),
        "{seen:?}"
    );
    browser.press("/");
    browser.value("location.hash = 'q=第777件'");
    browser.until("document.querySelector('#hits').textContent === '1处'");
}

/// An office of 1,000 agencies and their reports, bound.
fn thousand() -> tempfile::TempDir {
    let office = tempfile::tempdir().expect("a temporary folder");
    let names: Vec<String> = (0..1000)
        .map(|number| format!("市{}局", hundred(number)))
        .collect();
    let listed: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let plan = format!(
        "title = \"2016年行动计划\"\nyear = 2016\n\n[submission]\ndeadline = 2017-01-10\n\n[[section]]\nnumber = 1\ntitle = \"任务\"\n\n[[section.item]]\nnumber = 1\ntitle = \"推动品牌建设\"\nagencies = [{}]\n\n[[section.item.measure]]\nid = \"1.1\"\ntext = \"推动品牌建设。\"\n",
        listed.join(", ")
    );
    crate::write(&office.path().join("plan/tasks.toml"), &plan);
    let mut roster = String::new();
    for (number, name) in names.iter().enumerate() {
        roster += &format!(
            "[[agency]]\nname = \"{name}\"\nslug = \"a{number:04}\"\nkind = \"municipal\"\n\n"
        );
        let report = format!(
            "+++\nagency = \"{name}\"\nyear = 2016\nsubmitted = 2017-01-05\n+++\n# {name}2016年质量工作总结\n\n## 一、2016年工作完成情况\n\n### （一）推动品牌建设\n\n- 1.1 推动品牌建设：完成。全年办结第{number}件，组织企业申报市级以上品牌，培训质量管理人员，开展品牌价值评价和宣传推介，指导重点企业建立品牌培育管理体系。\n"
        );
        crate::write(&office.path().join(format!("reports/{name}.md")), &report);
    }
    crate::write(&office.path().join("plan/agencies.toml"), &roster);
    let run = huibian(
        office.path(),
        &["compile", "--format", "html", "--as-of", "2017-01-16"],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    office
}

/// A number below 1,000 in three Chinese digits.
fn hundred(number: usize) -> String {
    let digits: Vec<char> = "零一二三四五六七八九".chars().collect();
    [100, 10, 1]
        .map(|unit| digits[number / unit % 10])
        .iter()
        .collect()
}
