//! A folder in which one file is hostile: what it tries must not work, and no
//! other paper may be lost by it.

mod barred;
mod content;
mod files;
mod limits;
mod printed;
mod writing;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::cli::CLEAN;
use crate::compile::{compile, json, read};
use crate::html::Page;
use crate::{Run, huibian, office};

const VOLUMES: [&str; 4] = ["volume.html", "volume.md", "volume.json", "ledger.csv"];
const FORMATS: [&str; 7] = [
    "human", "short", "json", "sarif", "github", "gitlab", "junit",
];

/// The agencies whose papers are in order.
const GOOD: [&str; 2] = ["和平区", "河东区"];

/// A paper of 河西区, with `body` under the first heading.
fn paper(body: &str) -> String {
    let sentence = "培育质量标杆企业六家。\n";
    let text = CLEAN.replace("和平区", "河西区");
    text.replace(sentence, &format!("{sentence}\n{body}\n"))
}

/// An office with the papers in order, each with a word of its own.
fn neighbours() -> tempfile::TempDir {
    let office = office();
    for agency in GOOD {
        let own = format!("培育质量标杆企业六家。{agency}的暗号。");
        let text = CLEAN.replace("和平区", agency);
        put(
            office.path(),
            &format!("{agency}.md"),
            text.replace("培育质量标杆企业六家。", &own),
        );
    }
    office
}

fn put(office: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = office.join("reports").join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}

/// Checks in every format and binds: nothing panics, nothing that is printed plays
/// tricks, every file of the folder stands in exactly one account, and the papers
/// in order are in time, without a finding, and in all volumes. What `compile` gave.
fn survives(office: &Path, files: usize) -> Run {
    for (at, format) in (0..).zip(FORMATS) {
        let lang = ["zh", "en"][at % 2];
        let args = ["--as-of", "2017-01-09", "--lang", lang];
        let run = huibian(
            office,
            &[&args[..], &["check", "--hints", "--format", format]].concat(),
        );
        assert!([0, 1].contains(&run.code), "{format}: {}", run.stderr);
        harmless(&run.stdout, format);
        harmless(&run.stderr, format);
        if format == "json" {
            spared(&run.stdout);
        }
    }
    let bound = compile(office, &[]);
    harmless(&bound.stdout, "compile");
    harmless(&bound.stderr, "compile");
    let status = huibian(office, &["--as-of", "2017-01-16", "status"]);
    assert_eq!(status.code, 0, "{}", status.stderr);
    harmless(&status.stdout, "status");
    for agency in GOOD {
        for volume in VOLUMES.iter().take(2) {
            let page = read(office, &format!("out/{volume}"));
            let own = format!("{agency}的暗号");
            assert_eq!(page.matches(&own).count(), 1, "{volume}: {agency}");
        }
    }
    accounted(&json(office), files);
    bound
}

/// No character that moves the cursor, breaks a line, or turns or hides text.
fn harmless(text: &str, which: &str) {
    let tricky = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            || matches!(c, '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e0fff}' | '\u{fffe}' | '\u{feff}')
    };
    let found = text.lines().find(|line| line.contains(tricky));
    assert_eq!(found, None, "{which}");
}

/// Nothing is found in the papers that are in order.
fn spared(check: &str) {
    let check: Value = serde_json::from_str(check).expect("JSON");
    for found in check["diagnostics"].as_array().expect("a list") {
        let agency = found["agency"].as_str().unwrap_or_default();
        let fault = found["severity"] != "hint" && found["rule"] != "unreported-agency";
        assert!(!(fault && GOOD.contains(&agency)), "{found}");
    }
}

/// Every one of the `files` is bound, refused or ignored, and each only once.
fn accounted(volume: &Value, files: usize) {
    let submission = &volume["submission"];
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let path = |value: &Value| value.as_str().map(str::to_owned);
    let mut paths: Vec<String> = Vec::new();
    let mut refused = BTreeSet::new();
    for paper in list(&submission["refused"]) {
        refused.extend(path(&paper["path"]));
    }
    for ignored in list(&submission["ignored"]) {
        paths.extend(path(&ignored["path"]));
    }
    for agency in list(&volume["agencies"]) {
        let own = list(&agency["also"])
            .into_iter()
            .chain([agency["path"].clone()]);
        let own: Vec<String> = own.filter_map(|own| path(&own)).collect();
        let bound = own.iter().any(|own| !refused.contains(own));
        let counted =
            ["on-time", "late", "undated"].contains(&agency["state"].as_str().unwrap_or_default());
        assert!(!counted || bound, "a refused paper counts: {agency}");
        paths.extend(own.into_iter().filter(|own| !refused.contains(own)));
    }
    paths.extend(refused);
    let once: BTreeSet<&String> = paths.iter().collect();
    assert_eq!(once.len(), paths.len(), "{paths:#?}");
    assert_eq!(paths.len(), files + GOOD.len(), "{paths:#?}");
    let states = list(&volume["agencies"]);
    for good in GOOD {
        let own = states
            .iter()
            .find(|agency| agency["agency"] == good || agency["name"] == good);
        assert_eq!(own.expect(good)["state"], "on-time");
    }
}

/// Nothing in either volume runs, is fetched, or takes part in the page's own
/// frame.
fn inert(office: &Path) -> Page {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    let markdown = comrak::markdown_to_html(&read(office, "out/volume.md"), &options);
    let html = Page::read(&read(office, "out/volume.html"));
    for (which, page) in [
        ("volume.md", &Page::read(&markdown)),
        ("volume.html", &html),
    ] {
        page.keeps_the_laws(which);
        let own = usize::from(which == "volume.html");
        assert_eq!(page.all("script").count(), own, "{which}");
        assert_eq!(page.all("style").count(), own, "{which}");
        for tag in [
            "iframe",
            "object",
            "embed",
            "form",
            "base",
            "link",
            "math",
            "template",
            "textarea",
            "video",
            "audio",
            "frameset",
            "marquee",
            "noscript",
            "plaintext",
            "xmp",
        ] {
            // The page has a search, a filter and a dialogue, none of which is sent.
            let own = match tag {
                "form" => own * 3,
                "noscript" => own,
                _ => 0,
            };
            assert!(page.all(tag).count() <= own, "{which}: {tag}");
        }
        for name in ["style", "action", "formaction", "srcdoc", "srcset", "ping"] {
            let found = page.elements.iter().find(|element| element.has(name));
            assert!(found.is_none(), "{which}: {name}");
        }
    }
    html
}
