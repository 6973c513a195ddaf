//! The files that people copy or point at: they are YAML, and what they run
//! runs.

use std::fs;
use std::path::Path;

use yaml_rust2::{Yaml, YamlLoader};

use crate::{Run, huibian, root, sample};

fn yaml(path: &str) -> Yaml {
    let text = fs::read_to_string(root().join(path)).expect(path);
    let mut documents = YamlLoader::load_from_str(&text).expect(path);
    assert_eq!(documents.len(), 1, "{path}");
    documents.remove(0)
}

/// Runs a command line of ours, without what the shell does with its output.
fn run(folder: &Path, line: &str) -> Run {
    let line = line.split(">>").next().expect("a part");
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[0], "huibian", "{line}");
    let run = huibian(folder, &words[1..]);
    assert_ne!(run.code, 2, "{line}: {}", run.stderr);
    run
}

#[test]
fn the_workflow_runs() {
    let workflow = yaml(".github/workflows/reports.yml");
    let steps = workflow["jobs"]["check"]["steps"].as_vec().expect("steps");
    let office = sample();
    let lines = steps.iter().filter_map(|step| step["run"].as_str());
    let ours: Vec<&str> = lines.filter(|line| line.starts_with("huibian ")).collect();
    assert_eq!(ours.len(), 2);
    let [check, status] = [0, 1].map(|at| run(office.path(), ours[at]).stdout);
    assert!(check.lines().all(|line| line.starts_with("::")), "{check}");
    assert!(status.contains("\n| "), "a table for the summary: {status}");
    // The steps after it find what it wrote.
    for (action, input) in [("upload-sarif", "sarif_file"), ("upload-artifact", "path")] {
        let uses = |step: &&Yaml| {
            step["uses"]
                .as_str()
                .is_some_and(|uses| uses.contains(action))
        };
        let step = steps.iter().find(uses).expect(action);
        let file = step["with"][input].as_str().expect(input);
        assert!(office.path().join(file).is_file(), "{file}");
    }
}

#[test]
fn the_hook_runs() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hook = &hooks[0];
    assert_eq!(hook["id"].as_str(), Some("huibian-check"));
    let entry = hook["entry"].as_str().expect("an entry");
    let office = sample();
    let clean = run(office.path(), &format!("{entry} reports/和平区.md"));
    assert_eq!(clean.code, 0, "{}", clean.stdout);
    let bad = run(
        office.path(),
        &format!("{entry} reports/和平区.md reports/市教委.md"),
    );
    assert_eq!(bad.code, 1, "{}", bad.stdout);
    assert!(
        !bad.stdout.contains("未报"),
        "files are no folder: {}",
        bad.stdout
    );
}
