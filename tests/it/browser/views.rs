//! A view shows what it names, no less and no more: every unit is judged by
//! the facets it bears, and against the data.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{VOLUME, shown, texts, volume};

/// The units that are wrongly shown or hidden: a unit is judged where it bears
/// every facet that the view asks for, by itself or by what it stands in.
const WRONG: &str = "(() => {
    const asked = [...new URLSearchParams(location.hash.slice(1))];
    const units = '.answer, .paper, .matrix tbody tr, .counts tbody tr, .points li, .owed li, tr[data-severity]';
    return [...document.querySelectorAll(units)].filter(unit => {
        const facets = asked.map(([key]) => unit.closest(`[data-${key}]`)?.dataset[key]);
        if (facets.includes(undefined)) return false;
        const fits = asked.every(([, value], at) => facets[at] === value);
        return fits === !!unit.closest('[hidden]');
    }).map(unit => unit.id || unit.outerHTML.slice(0, 120));
})()";

const FILTERED: &str = "document.documentElement.classList.contains('filtered')";

#[test]
fn every_view_is_exact() {
    let Some((mut browser, _turn)) = volume("") else {
        return;
    };
    let statuses = [
        "done",
        "mostly-done",
        "in-progress",
        "not-done",
        "adjusted",
        "not-applicable",
        "unstated",
        "unanswered",
    ];
    let states = ["on-time", "late", "undated", "refused", "missing"];
    let severities = ["error", "warning", "hint"];
    let agencies = ["shijiaowei", "tianjinbaojianju", "hepingqu", "shigonganju"];
    let mut views: Vec<String> = (1..=18).map(|item| format!("item={item}")).collect();
    views.extend(statuses.map(|status| format!("status={status}")));
    views.extend(states.map(|state| format!("state={state}")));
    views.extend(severities.map(|severity| format!("severity={severity}")));
    views.extend(agencies.map(|agency| format!("agency={agency}")));
    views.push("agency=shijiaowei&item=7".to_owned());
    views.push("agency=shijiaowei&status=done".to_owned());
    views.push("item=9&status=done".to_owned());
    for view in views {
        browser.value(&format!("location.hash = {view:?}"));
        browser.until(&format!("location.hash === '#{view}' && {FILTERED}"));
        // The script hears of the change in a task of its own.
        browser.value("new Promise(done => setTimeout(done, 30))");
        assert_eq!(browser.value(WRONG), json!([]), "{view}");
    }
}

#[test]
fn a_status_within_an_item_is_what_the_data_says() {
    let Some((mut browser, _turn)) = volume("#item=9&status=done") else {
        return;
    };
    let data = std::fs::read_to_string(VOLUME.with_file_name("volume.json")).expect("volume.json");
    let data: Value = serde_json::from_str(&data).expect("JSON");
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let mut told = BTreeSet::new();
    for measure in list(&data["items"][8]["measures"]) {
        for state in list(&measure["states"]) {
            if state["status"] == "done" {
                let id = measure["id"].as_str().expect("an id");
                let agency = state["agency"].as_str().expect("a name");
                told.insert(format!("{id} {agency}"));
            }
        }
    }
    // （第2份） marks a second paper of the same agency.
    let of = "e.closest('.measure').id.slice(2).replace('-', '.') + ' ' \
              + e.querySelector('.who a').textContent.replace(/（第.*份）/, '')";
    let seen = browser.value(&shown(".measure .answer", of));
    let seen: BTreeSet<String> = texts(&seen).into_iter().map(str::to_owned).collect();
    assert_eq!(seen, told);
}

#[test]
fn back_leads_from_a_place_to_the_view_before() {
    let Some((mut browser, _turn)) = volume("#agency=shijiaowei") else {
        return;
    };
    let before = browser.value(&shown(".answer", "e.id"));
    browser.value("location.hash = 'i-10'");
    browser.until(&format!("!{FILTERED}"));
    browser.value("history.back()");
    browser.until(FILTERED);
    assert_eq!(browser.value(&shown(".answer", "e.id")), before);
}

#[test]
fn the_view_of_an_agency_has_all_its_papers() {
    let Some((mut browser, _turn)) = volume("") else {
        return;
    };
    let data = std::fs::read_to_string(VOLUME.with_file_name("volume.json")).expect("volume.json");
    let data: Value = serde_json::from_str(&data).expect("JSON");
    let agencies = data["agencies"].as_array().expect("agencies").iter();
    let twice: Vec<&Value> = agencies
        .filter(|agency| !agency["also"].as_array().expect("papers").is_empty())
        .collect();
    assert!(!twice.is_empty(), "a sample agency sent two papers");
    for agency in twice {
        let slug = agency["slug"].as_str().expect("a slug");
        let also = agency["also"].as_array().expect("papers").len();
        browser.value(&format!("location.hash = 'agency={slug}'"));
        browser.until(FILTERED);
        browser.value("new Promise(done => setTimeout(done, 30))");
        let papers = browser.value(&shown(".paper[id^=a-]", "e.id"));
        assert_eq!(texts(&papers).len(), also + 1, "{slug}: {papers}");
    }
}
