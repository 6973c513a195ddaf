//! The console blocks of the READMEs, run in a copy of the checkout's folders.

use std::collections::BTreeSet;
use std::fs;

use crate::{copy, huibian, office, root};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

/// One command of a console block and what it prints; … on a line of its own
/// stands for any lines.
struct Block {
    command: String,
    expected: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if line.starts_with("```") {
            inside = line == "```console" && !inside;
            continue;
        }
        if !inside {
            continue;
        }
        match line.strip_prefix("$ ") {
            Some(command) => found.push(Block {
                command: command.to_owned(),
                expected: String::new(),
            }),
            None => {
                if let Some(block) = found.last_mut() {
                    block.expected.push_str(line);
                    block.expected.push('\n');
                }
            }
        }
    }
    found.retain(|block| block.command.starts_with("huibian "));
    found
}

/// Whether `actual` is what `expected` says.
fn matches(expected: &[&str], actual: &[&str]) -> bool {
    match expected.split_first() {
        None => actual.is_empty(),
        Some((&"…", rest)) => (0..=actual.len()).any(|skip| matches(rest, &actual[skip..])),
        Some((line, rest)) => {
            actual
                .first()
                .is_some_and(|first| first.trim_end() == line.trim_end())
                && matches(rest, &actual[1..])
        }
    }
}

/// Every key of a JSON value.
fn keys(value: &serde_json::Value, found: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                found.insert(key.clone());
                keys(value, found);
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn every_key_and_format_is_written_down() {
    let office = office();
    copy(&root().join("reports"), &office.path().join("reports"));
    let mut found = BTreeSet::new();
    for command in ["check", "status"] {
        let run = huibian(office.path(), &[command, "--format", "json"]);
        keys(
            &serde_json::from_str(&run.stdout).expect("JSON"),
            &mut found,
        );
    }
    assert_eq!(huibian(office.path(), &["compile"]).code, 0);
    let volume = fs::read_to_string(office.path().join("out/volume.json")).expect("volume.json");
    keys(&serde_json::from_str(&volume).expect("JSON"), &mut found);
    let formats = [
        "human", "short", "json", "sarif", "github", "gitlab", "junit",
    ];
    found.extend(formats.map(str::to_owned));
    for readme in READMES {
        let text = fs::read_to_string(root().join(readme)).expect("a README");
        let missing: Vec<&String> = found
            .iter()
            .filter(|key| !text.contains(&format!("`{key}`")))
            .collect();
        assert!(missing.is_empty(), "{readme}: {missing:?}");
    }
}

#[test]
fn console_blocks_are_true() {
    for readme in READMES {
        let text = fs::read_to_string(root().join(readme)).expect("a README");
        let blocks = blocks(&text);
        assert!(blocks.len() >= 4, "{readme} shows its commands");
        let office = office();
        copy(&root().join("reports"), &office.path().join("reports"));
        copy(&root().join("seeds"), &office.path().join("seeds"));
        for block in blocks {
            let args: Vec<&str> = block.command.split_whitespace().skip(1).collect();
            let run = huibian(office.path(), &args);
            let expected: Vec<&str> = block.expected.lines().collect();
            let actual: Vec<&str> = run.stdout.lines().collect();
            assert!(
                matches(&expected, &actual),
                "{readme}: $ {}\n{}{}",
                block.command,
                run.stdout,
                run.stderr
            );
        }
    }
}
