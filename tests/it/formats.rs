//! What `check` writes for machines, read as the tools do that it is for.

mod junit;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Stdio;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

use crate::cli::CLEAN;
use crate::{command, huibian, office, root, sample, write};

const FORMATS: [&str; 7] = [
    "human", "short", "json", "sarif", "github", "gitlab", "junit",
];

/// What somebody may paste into a paper: a colour, a turn of direction, a
/// command, ends of other languages, a placeholder, what XML cannot hold.
const NASTY: &str = "\u{1b}[31m红\u{202e}反\u{7} ::error file=x::伪 ]]> & <b> %0A 100% {0} [点](javascript:x) \u{fffe}";

/// An office whose papers have bad names and worse words.
fn nasty() -> tempfile::TempDir {
    let office = office();
    let reports = office.path().join("reports");
    let paper = |name: &str, agency: &str, line: &str, with: &str| {
        let text = CLEAN.replace("和平区", agency);
        write(&reports.join(name), &text.replace(line, with));
    };
    paper("和平区 终稿.md", "和平区", "", "");
    let date = "submitted = 2017-01-05";
    let with = format!("submitted = \"2017-13-99{NASTY}\"\n\"键{NASTY}\" = 1");
    paper("50%, a:b & <c> \"d's\".md", "河东区", date, &with);
    let with = format!("【待填】【待填】[点{NASTY}](javascript:x) <script>x</script>");
    paper("]]>::error::.md", "河北区", "小微", &with);
    let agency = format!("agency = \"市教局{NASTY}\"");
    paper("%E5%B8%82.md", "和平区", "agency = \"和平区\"", &agency);
    office
}

const DAY: [&str; 3] = ["--as-of", "2017-01-16", "check"];

fn check(folder: &Path, args: &[&str]) -> String {
    let run = huibian(folder, &[&DAY[..], args].concat());
    assert_eq!(run.code, 1, "{args:?}: {}", run.stderr);
    run.stdout
}

fn parsed(page: &str) -> Value {
    serde_json::from_str(page).expect("JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// Path, rule, severity and line of a finding.
type Seen = (String, String, String, u64);

/// What `--format json` tells, in order.
fn told(folder: &Path, args: &[&str]) -> Vec<Seen> {
    let check = parsed(&check(folder, &[&["--format", "json"], args].concat()));
    let all = list(&check["diagnostics"]).iter().map(|found| {
        let [path, rule, severity] =
            ["path", "rule", "severity"].map(|key| text(&found[key]).to_owned());
        (
            path,
            rule,
            severity,
            found["line"].as_u64().expect("a line"),
        )
    });
    all.collect()
}

/// No character that could play tricks on whoever looks at `text`.
fn assert_harmless(text: &str) {
    let tricky = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{fffe}".contains(c);
    assert!(!text.contains(tricky), "{text:?}");
}

fn compiled(schema: Value, schemas: &mut Schemas) -> SchemaIndex {
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let added = compiler.add_resource("schema.json", schema);
    added.expect("a schema");
    compiler.compile("schema.json", schemas).expect("a schema")
}

fn decoded(uri: &str) -> String {
    let mut parts = uri.split('%');
    let mut bytes = parts.next().expect("a part").as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend(part[2..].bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn sarif_keeps_to_its_schema() {
    let schema = root().join("tests/schemas/sarif-2.1.0.json");
    let schema = parsed(&fs::read_to_string(schema).expect("the schema"));
    let mut schemas = Schemas::new();
    let index = compiled(schema, &mut schemas);
    let empty = json!({ "version": "2.1.0" });
    assert!(schemas.validate(&empty, index).is_err(), "it refuses");
    for office in [nasty(), sample()] {
        for lang in ["zh", "en"] {
            let args = ["--lang", lang, "--format", "sarif"];
            let log = parsed(&check(office.path(), &args));
            if let Err(fault) = schemas.validate(&log, index) {
                panic!("{fault:#}");
            }
            assert_code_scanning_can_show(&log["runs"][0]);
            let results = list(&log["runs"][0]["results"]).iter().map(|result| {
                let place = &result["locations"][0]["physicalLocation"];
                let level = text(&result["level"]).replace("note", "hint");
                (
                    decoded(text(&place["artifactLocation"]["uri"])),
                    text(&result["ruleId"]).to_owned(),
                    level,
                    place["region"]["startLine"].as_u64().expect("a line"),
                )
            });
            assert_eq!(results.collect::<Vec<_>>(), told(office.path(), &[]));
        }
    }
}

/// What GitHub's code scanning wants beyond the schema.
fn assert_code_scanning_can_show(run: &Value) {
    let rules = list(&run["tool"]["driver"]["rules"]);
    for rule in rules {
        for (name, longest) in [
            ("shortDescription", 1024),
            ("fullDescription", 1024),
            ("help", usize::MAX),
        ] {
            let length = text(&rule[name]["text"]).chars().count();
            assert!((1..=longest).contains(&length), "{name} of {rule}");
        }
    }
    let mut prints = BTreeSet::new();
    for result in list(&run["results"]) {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let print = text(&result["partialFingerprints"]["huibian/v1"]);
        assert!(prints.insert(print), "{result} is not alone");
        let message = text(&result["message"]["text"]);
        assert_harmless(message);
        let followed = message.contains("](") || message.contains("{0}") && !message.contains("{{");
        assert!(!followed, "{message}");
    }
}

#[test]
fn gitlab_takes_its_report() {
    // The documented fields. One issue that breaks them loses all after it.
    let line = json!({ "type": "integer", "minimum": 1 });
    let spot = json!({
        "required": ["line", "column"],
        "properties": { "line": line, "column": line },
    });
    let schema = json!({ "type": "array", "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": { "type": "string", "minLength": 1 },
            "check_name": { "type": "string", "pattern": "^[a-z0-9-]+$" },
            "fingerprint": { "type": "string", "pattern": "^[0-9a-f]+$" },
            "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
            "location": {
                "required": ["path", "lines"],
                "properties": {
                    "path": { "type": "string", "pattern": "^[^./]" },
                    "lines": { "required": ["begin"], "properties": { "begin": line, "end": line } },
                    "positions": {
                        "required": ["begin", "end"],
                        "properties": { "begin": spot, "end": spot },
                    },
                },
            },
        },
    }});
    let mut schemas = Schemas::new();
    let index = compiled(schema, &mut schemas);
    for office in [nasty(), sample()] {
        let report = parsed(&check(office.path(), &["--format", "gitlab"]));
        if let Err(fault) = schemas.validate(&report, index) {
            panic!("{fault:#}");
        }
        let mut prints = BTreeSet::new();
        let issues = list(&report).iter().map(|issue| {
            assert!(prints.insert(text(&issue["fingerprint"])), "{issue}");
            assert_harmless(text(&issue["description"]));
            let severity = match text(&issue["severity"]) {
                "major" => "error",
                "minor" => "warning",
                _ => "hint",
            };
            (
                text(&issue["location"]["path"]).to_owned(),
                text(&issue["check_name"]).to_owned(),
                severity.to_owned(),
                issue["location"]["lines"]["begin"]
                    .as_u64()
                    .expect("a line"),
            )
        });
        assert_eq!(issues.collect::<Vec<_>>(), told(office.path(), &[]));
    }
}

/// The fingerprints of both formats that have them.
fn prints(folder: &Path, day: &str) -> [Vec<String>; 2] {
    let page = |format| {
        let args = ["--as-of", day, "check", "--format", format];
        parsed(&huibian(folder, &args).stdout)
    };
    let (sarif, gitlab) = (page("sarif"), page("gitlab"));
    let results = list(&sarif["runs"][0]["results"]).iter();
    let issues = list(&gitlab).iter();
    [
        results
            .map(|result| text(&result["partialFingerprints"]["huibian/v1"]).to_owned())
            .collect(),
        issues
            .map(|issue| text(&issue["fingerprint"]).to_owned())
            .collect(),
    ]
}

#[test]
fn a_finding_stays_the_same_when_lines_move_and_days_pass() {
    let office = nasty();
    let before = prints(office.path(), "2017-01-08");
    let path = office.path().join("reports/]]>::error::.md");
    let text = fs::read_to_string(&path).expect("the paper");
    write(&path, &text.replace("## 二", "又写了一段。\n\n## 二"));
    assert_eq!(before, prints(office.path(), "2017-01-09"));
    assert_eq!(before[0].len(), before[1].len());
}

/// A workflow command as GitHub's runner takes it: name, properties, data.
fn taken(line: &str) -> Option<(String, BTreeMap<String, String>, String)> {
    let (info, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = info.split_once(' ').unwrap_or((info, ""));
    let plain = |text: &str, marks: &[(&str, &str)]| {
        let marks = marks.iter().chain(&[("%25", "%")]);
        marks.fold(text.to_owned(), |text, (mark, c)| text.replace(mark, c))
    };
    const ENDS: [(&str, &str); 2] = [("%0D", "\r"), ("%0A", "\n")];
    let properties = properties.trim().split(',').filter_map(|property| {
        let (key, value) = property.split_once('=')?;
        let marks = [&ENDS[..], &[("%3A", ":"), ("%2C", ",")]].concat();
        Some((key.to_owned(), plain(value, &marks)))
    });
    Some((name.to_owned(), properties.collect(), plain(data, &ENDS)))
}

#[test]
fn github_takes_its_commands() {
    for office in [nasty(), sample()] {
        let page = check(office.path(), &["--format", "github"]);
        let commands = page.lines().map(|line| {
            let (name, properties, data) = taken(line).expect(line);
            let number = |key: &str| properties[key].parse::<u64>().expect("a number");
            assert!(number("endLine") >= number("line"), "{line}");
            let columns = properties.contains_key("col");
            assert_eq!(columns, properties.contains_key("endColumn"), "{line}");
            assert!(!columns || number("endColumn") > number("col"), "{line}");
            assert_harmless(&data);
            assert_eq!(data.lines().count(), 2, "{data}");
            (
                properties["file"].clone(),
                properties["title"].clone(),
                name.replace("notice", "hint"),
                number("line"),
            )
        });
        assert_eq!(commands.collect::<Vec<_>>(), told(office.path(), &[]));
        assert!(!page.contains('\r'));
    }
}

#[test]
fn exit_codes_do_not_depend_on_the_format() {
    let office = office();
    write(&office.path().join("reports/和平区.md"), CLEAN);
    let late = CLEAN.replace("2017-01-05", "2017-01-15");
    write(&office.path().join("错.md"), &late);
    for format in FORMATS {
        let code = |args: &[&str]| {
            let day = ["--as-of", "2017-01-09", "check", "--format", format];
            huibian(office.path(), &[&day[..], args].concat()).code
        };
        assert_eq!(code(&["reports/和平区.md"]), 0, "{format}");
        assert_eq!(code(&["错.md"]), 1, "{format}");
        assert_eq!(code(&["reports", "--deny", "hints"]), 1, "{format}");
        assert_eq!(code(&["没有.md"]), 2, "{format}");
    }
}

#[test]
fn one_run_writes_every_format() {
    let office = nasty();
    let files = FORMATS.map(|format| format!("{format}=ci/{format}.out"));
    let mut args: Vec<&str> = DAY.to_vec();
    args.extend(files.iter().flat_map(|file| ["--output", file.as_str()]));
    // Even where nobody waits for the page.
    let mut command = command(office.path(), &args);
    command.stdout(Stdio::piped());
    let mut child = command.spawn().expect("the binary runs");
    drop(child.stdout.take());
    child.wait().expect("the binary ends");
    for format in FORMATS {
        let file = office.path().join(format!("ci/{format}.out"));
        let written = fs::read_to_string(file).expect(format);
        let printed = check(office.path(), &["--format", format, "--color", "never"]);
        assert_eq!(written, printed, "{format}");
    }
}
