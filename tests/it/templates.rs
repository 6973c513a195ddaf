//! Templates: those of a folder replace the built-in ones file by file, a
//! mistake is told with its place, and what a template may use is written down.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::{Run, copy, huibian, office, root, write};

fn compile(office: &Path, more: &[&str]) -> Run {
    let args = ["compile", "--as-of", "2017-01-16", "--templates", "own"];
    huibian(office, &[&args, more].concat())
}

/// An office with the committed reports and an empty folder of templates.
fn full() -> tempfile::TempDir {
    let office = office();
    copy(&root().join("reports"), &office.path().join("reports"));
    fs::create_dir(office.path().join("own")).expect("a folder");
    office
}

fn built_in() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("templates"))
        .expect("templates")
        .map(|entry| {
            entry
                .expect("a file")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .filter(|name| name != "README.md")
        .collect();
    names.sort();
    names
}

#[test]
fn the_folder_is_what_is_built_in() {
    let mut known: Vec<&str> = huibian::render::Templates::list()
        .iter()
        .map(|(name, _)| *name)
        .collect();
    known.sort_unstable();
    assert_eq!(built_in(), known);
}

#[test]
fn the_whole_folder_copied_changes_nothing() {
    let office = full();
    let page = || fs::read(office.path().join("out/volume.html")).expect("a page");
    let plain = compile(office.path(), &[]);
    let before = page();
    copy(&root().join("templates"), &office.path().join("own"));
    let copied = compile(office.path(), &[]);
    assert_eq!((copied.code, copied.stderr), (0, plain.stderr));
    assert!(page() == before);
    // A note that is no template is told, and not read as one.
    write(&office.path().join("own/notes.md"), "{% nothing %}\n");
    let noted = compile(office.path(), &[]);
    assert_eq!(noted.code, 0);
    assert!(
        noted.stderr.contains("没有叫 notes.md 的模板"),
        "{}",
        noted.stderr
    );
}

/// What is written often is cast where its template allows it: a `set` does not.
#[test]
fn cast_or_rendered_it_is_the_same() {
    let office = full();
    let own = office.path().join("own");
    let volume = || {
        assert_eq!(compile(office.path(), &[]).code, 0);
        ["volume.html", "volume.md"]
            .map(|name| fs::read_to_string(office.path().join("out").join(name)).expect("a volume"))
    };
    let often = ["undone", "row", "cell", "answer", "file", "finding"];
    let files = || {
        often
            .iter()
            .flat_map(|stem| ["html", "md"].map(|ending| format!("{stem}.{ending}")))
    };
    let cast = volume();
    for name in files() {
        let text = fs::read_to_string(root().join("templates").join(&name)).expect("a template");
        write(&own.join(name), &format!("{{% set never = 0 %}}{text}"));
    }
    assert!(volume() == cast, "the built-in templates");
    for name in files() {
        fs::remove_file(own.join(name)).expect("the file");
    }
    // Words that are compared, numbers, and such as are and are not given.
    let odd = "{% if status == \"done\" %}D{{ agency }}{% elif \"市教委\" == agency or not item %}J{%- else -%} {{- item -}}{% endif %}{% if href and char != \"完\" %}{{ href }}{% endif %};";
    let asked =
        "{% if \"e\" in href %}1{% elif item is odd %}2{% elif item is number %}3{% endif %}-18;";
    for odd in [odd, "{{ -item }};", asked] {
        let [cast, rendered] = ["", "{% set never = 0 %}"].map(|set| {
            for ending in ["html", "md"] {
                let cell = own.join("cell").with_extension(ending);
                write(&cell, &format!("{set}{odd}"));
            }
            volume()
        });
        assert!(cast == rendered, "{odd}");
        let rows = cast[1]
            .lines()
            .filter(|line| line.starts_with("| 市教委 |"));
        assert!(
            rows.clone()
                .any(|row| row.contains(";J") || row.contains("-18;"))
        );
    }
}

#[test]
fn own_templates_replace_the_built_in_ones_file_by_file() {
    let office = full();
    assert_eq!(compile(office.path(), &[]).code, 0);
    let page = |office: &Path| fs::read_to_string(office.join("out/volume.html")).expect("a page");
    let before = page(office.path());
    write(
        &office.path().join("own/chapter.html"),
        "<section class=\"chapter ours\" id=\"{{ id }}\"><h2>{{ title }}</h2>{# body #}</section>\n",
    );
    write(
        &office.path().join("own/style.css"),
        "h1 { color: blue }\r\n",
    );
    assert_eq!(compile(office.path(), &[]).code, 0);
    let after = page(office.path());
    assert!(after.contains("<section class=\"chapter ours\" id=\"others\">"));
    assert!(after.contains("<style>h1 { color: blue }\n</style>"));
    // What was not replaced is as before.
    let row = before
        .lines()
        .find(|line| line.contains("data-agency=\"shijiaowei\" data-state"));
    assert!(after.contains(row.expect("a row of the matrix")));
    // A name that is none is most likely misspelt, unless something includes it.
    write(&office.path().join("own/rwo.html"), "x");
    write(&office.path().join("own/mark.html"), "y");
    write(
        &office.path().join("own/measure.html"),
        "{% include \"mark.html\" %}{# body #}",
    );
    let run = compile(office.path(), &[]);
    assert!(
        run.stderr.contains("没有叫 rwo.html 的模板") && !run.stderr.contains("mark.html"),
        "{}",
        run.stderr
    );
    // The policy knows the new style, and no longer the old one.
    let policy = |page: &str| {
        let at = page.find("style-src '").expect("a policy");
        page[at..].split('\'').nth(1).expect("a hash").to_owned()
    };
    assert_ne!(policy(&before), policy(&after));
}

#[test]
fn a_mistake_is_told_with_its_place_and_nothing_is_written() {
    let office = full();
    let cases = [
        (
            "opening.html",
            "<p>\n{{ cover.plna }}",
            "opening.html:2:10: 没有 plna，这里能用的有：by_item, date",
        ),
        ("cell.md", "{{ nmae }}", "cell.md:1:4: 没有 nmae"),
        (
            "answer.html",
            "{{ name }}\n{# body #}\n\n{{ x }}",
            "answer.html:4:4: 没有 x",
        ),
        (
            "item.html",
            "<p>没有框</p>",
            "item.html: 要有且只有一处 {# body #}",
        ),
        (
            "row.html",
            "<tr>\n<td>{# body #}{{ x }}",
            "row.html:2:18: 没有 x",
        ),
        (
            "row.html",
            "{% if slug %}{# body #}{% endif %}",
            "row.html: {# body #} 要在 {% %} 之外",
        ),
        ("items.html", "\n{{ title | lowercase }}", "items.html:2:"),
        ("page.html", "{% if %}{# body #}", "page.html:1:"),
        ("cell.html", "{% include \"没有.html\" %}", "没有.html"),
    ];
    for (name, text, expected) in cases {
        let file = office.path().join("own").join(name);
        write(&file, text);
        let run = compile(office.path(), &[]);
        assert_eq!(run.code, 2, "{name}: {}", run.stdout);
        assert!(run.stderr.contains(expected), "{name}: {}", run.stderr);
        assert_eq!(run.stderr.trim_end().lines().count(), 1, "{}", run.stderr);
        assert!(!office.path().join("out/volume.html").exists(), "{name}");
        fs::remove_file(&file).expect("the file");
    }
}

/// The names that `templates/README.md` gives each template, and those of a
/// template that stands for another's (“`page` 的各项”) with it.
fn documented() -> BTreeMap<String, Vec<String>> {
    let readme = fs::read_to_string(root().join("templates/README.md")).expect("a README");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in readme.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').collect();
        let names = |cell: &str| -> Vec<String> {
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect()
        };
        let [_, template, _, usable, _] = cells[..] else {
            continue;
        };
        let mut usable = names(usable);
        if let Some(others) = usable.first().and_then(|first| found.get(first)).cloned() {
            usable.extend(others);
        }
        found.insert(names(template)[0].clone(), usable);
    }
    found
}

#[test]
fn what_a_template_may_use_is_written_down() {
    let office = full();
    let documented = documented();
    for name in built_in() {
        let Some((stem, "html" | "md")) = name.rsplit_once('.') else {
            continue;
        };
        let file = office.path().join("own").join(&name);
        let text = fs::read_to_string(root().join("templates").join(&name)).expect("a template");
        let body = if text.contains("{# body #}") {
            "{# body #}"
        } else {
            ""
        };
        write(&file, &format!("{{{{ nothing_of_this_name }}}}{body}"));
        // A letter and a working paper are not the volume's.
        let args: &[&str] = match stem {
            stem if stem.starts_with("notice") => &["notices"],
            stem if stem.starts_with("lead") => &["compile", "--item", "3"],
            _ => &["compile"],
        };
        let common = [
            "--lang",
            "en",
            "--as-of",
            "2017-01-16",
            "--templates",
            "own",
        ];
        let run = huibian(office.path(), &[args, &common[..]].concat());
        let (_, known) = run
            .stderr
            .rsplit_once(": ")
            .expect("the names that can be used");
        let written = documented
            .get(stem)
            .unwrap_or_else(|| panic!("{stem} is not described"));
        for known in known.trim().split(", ") {
            assert!(
                written.iter().any(|name| name == known),
                "{name}: {known} is not described"
            );
        }
        fs::remove_file(&file).expect("the file");
    }
}
