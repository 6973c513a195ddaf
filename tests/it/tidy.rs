//! The promises of the structure, read from the code itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::{folders, name, root};

/// The modules in import order, as lib.rs declares them.
fn order() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).expect("lib.rs");
    lib.lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![root().join("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("src") {
            let path = entry.expect("src").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The top-level module a file of src belongs to.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).expect("in src");
    let first = inside.iter().next().expect("a part").to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file, without its comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source file");
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn imports_run_one_way() {
    let order = order();
    assert_eq!(
        order,
        [
            "text",
            "diagnostic",
            "plan",
            "report",
            "coverage",
            "check",
            "volume",
            "notice",
            "render",
            "emit",
            "project"
        ]
    );
    let rank: BTreeMap<&str, usize> = order
        .iter()
        .enumerate()
        .map(|(at, name)| (name.as_str(), at))
        .collect();
    let mut wrong = Vec::new();
    for path in sources() {
        let own = module(&path);
        let Some(&own_rank) = rank.get(own.as_str()) else {
            continue;
        };
        let code = code(&path);
        for (at, _) in code.match_indices("crate::") {
            let rest = &code[at + "crate::".len()..];
            // `use crate::{a, b}` names each of them.
            let named: Vec<&str> = match rest.strip_prefix('{') {
                Some(group) => group[..group.find('}').unwrap_or(0)].split(',').collect(),
                None => vec![rest],
            };
            for name in named {
                let name = name.trim();
                let end = name
                    .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                    .unwrap_or(name.len());
                if rank
                    .get(&name[..end])
                    .is_some_and(|other| *other > own_rank)
                {
                    wrong.push(format!("{} imports {}", path.display(), &name[..end]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn outside_crates_have_one_door() {
    let doors = [
        ("comrak", "report"),
        ("tera", "render"),
        ("annotate_snippets", "emit"),
        ("walkdir", "project"),
        ("tempfile", "project"),
        ("clap", "cli"),
        ("base64", "text"),
        ("encoding_rs", "text"),
        ("memchr", "text"),
        ("sha2", "render"),
        ("toml_edit", "plan"),
    ];
    for path in sources() {
        let code = code(&path);
        for (outside, door) in doors {
            let used = code.contains(&format!("{outside}::"));
            assert!(
                !used || module(&path) == door,
                "{} uses {outside}, whose door is {door}",
                path.display()
            );
        }
    }
}

#[test]
fn files_hold_one_idea() {
    for path in sources() {
        let lines = fs::read_to_string(&path)
            .expect("a source file")
            .lines()
            .count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_rule_has_row_function_fixture_and_explanation() {
    let mut names = BTreeSet::new();
    let mut shorts = BTreeSet::new();
    for rule in huibian::check::rules() {
        assert!(names.insert(rule.name), "{} stands twice", rule.name);
        assert!(shorts.insert(rule.short), "{} stands twice", rule.short);
        let kebab = rule
            .name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        assert!(kebab, "{} is not kebab-case", rule.name);
        let texts = [
            rule.short,
            rule.summary.zh,
            rule.summary.en,
            rule.explanation.zh,
            rule.explanation.en,
            rule.bad,
            rule.good,
        ];
        assert!(
            texts.iter().all(|text| !text.trim().is_empty()),
            "{} lacks a text",
            rule.name
        );
        // A line of the source that lost its backslash brings its indent along.
        let prose = &texts[..5];
        assert!(
            prose.iter().all(|text| !text.contains("   ")),
            "{} has a row of blanks",
            rule.name
        );
        if rule.name == crate::rules::MADE {
            continue;
        }
        let folder = root().join("tests/rules").join(rule.name);
        for case in ["bad", "good"] {
            assert!(
                folder.join(case).is_dir(),
                "{} lacks {case}",
                folder.display()
            );
        }
    }
    for folder in folders(&root().join("tests/rules")) {
        assert!(
            names.contains(name(&folder)),
            "{} is no rule",
            folder.display()
        );
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("a folder").path();
            assert!(
                ["bad", "good", "bad.txt"].contains(&name(&path)),
                "{} is unexpected",
                path.display()
            );
        }
    }
    for refusing in huibian::check::REFUSING {
        assert!(
            names.contains(refusing),
            "{refusing} refuses, but is no rule"
        );
    }
}
