//! Working papers of lead agencies, and what two agencies say that cannot both
//! be so.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::compile::{DAY, compile, full, read};
use crate::html::Page;
use crate::{copy, expect_file, huibian, office, root};

/// An office with the reports of a rule's fixture.
fn with(case: &str) -> tempfile::TempDir {
    let office = office();
    let reports = office.path().join("reports");
    copy(&root().join("tests/rules").join(case), &reports);
    office
}

/// The section 说法不一 of volume.md; empty where there is none.
fn told(folder: &Path) -> String {
    compile(folder, &[]);
    let volume = read(folder, "out/volume.md");
    let Some((_, section)) = volume.split_once("### 说法不一") else {
        return String::new();
    };
    let (section, _) = section.split_once("\n#").expect("another section");
    format!("### 说法不一{section}")
}

/// The rules whose contradictions stand in the volume, each with what is said.
const KINDS: [(&str, &str, [&str; 2]); 3] = [
    ("status-split", "status", ["未完成", "完成"]),
    ("figure-split", "figure", ["3.2万人", "2.8万人"]),
    ("denied-partner", "partner", ["会同市教委", "不涉及"]),
];

#[test]
fn contradictions_stand_side_by_side_and_near_misses_do_not() {
    for (rule, kind, says) in KINDS {
        let office = with(&format!("{rule}/bad"));
        let told = told(office.path());
        let file = root().join(format!("tests/lead/{rule}.md"));
        expect_file(&file, &told);
        let status = huibian(office.path(), &["status", "--as-of", DAY]);
        assert!(status.stdout.contains("说法不一"), "{}", status.stdout);
        let json = ["status", "--format", "json", "--as-of", DAY];
        let run = huibian(office.path(), &json);
        let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        let first = &json["contradictions"][0];
        assert_eq!(first["kind"], kind, "{rule}");
        for (side, says) in says.iter().enumerate() {
            assert_eq!(first["sides"][side]["says"], *says, "{rule}");
        }
        // Both places can be reached.
        let page = Page::read(&read(office.path(), "out/volume.html"));
        dead_links(&page);
    }
    for (rule, ..) in KINDS {
        let office = with(&format!("{rule}/good"));
        assert_eq!(told(office.path()), "", "{rule}");
        let json = ["status", "--format", "json", "--as-of", DAY];
        let run = huibian(office.path(), &json);
        let json: serde_json::Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(json["contradictions"], serde_json::json!([]), "{rule}");
        let status = huibian(office.path(), &["status", "--as-of", DAY]);
        assert!(!status.stdout.contains("说法不一"), "{}", status.stdout);
    }
}

/// Every link of a page into itself leads somewhere.
fn dead_links(page: &Page) {
    let of = |name: &str| -> Vec<&str> {
        let elements = page.elements.iter();
        let found = elements.filter_map(|element| element.attributes.get(name));
        found.map(String::as_str).collect()
    };
    let ids = of("id");
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), once.len(), "an id stands twice");
    for href in of("href") {
        let id = href.strip_prefix('#').filter(|id| !id.contains('='));
        assert!(
            id.is_none_or(|id| once.contains(id)),
            "{href} leads nowhere"
        );
    }
}

/// An office with the three papers of tests/lead.
fn pasted() -> tempfile::TempDir {
    let office = office();
    copy(
        &root().join("tests/lead/reports"),
        &office.path().join("reports"),
    );
    office
}

#[test]
fn a_working_paper_has_answers_gaps_contradictions_and_what_was_pasted() {
    let office = pasted();
    let run = compile(office.path(), &["--item", "3"]);
    assert!(run.stdout.contains("out/item-3.html"), "{}", run.stdout);
    let paper = read(office.path(), "out/item-3.md");
    expect_file(&root().join("tests/lead/item-3.md"), &paper);
    let html = read(office.path(), "out/item-3.html");
    let page = Page::read(&html);
    dead_links(&page);
    let pasted = "以赛促训，把质量意识和工匠精神融入日常生产和教学的各个环节";
    // Once where the program lists it, and in the words of either.
    assert_eq!(html.matches(&format!("<mark>{pasted}</mark>")).count(), 3);
    assert!(html.contains("data:image/png;base64,"), "its pictures");
    assert!(!html.contains("<script"), "no script");
    assert!(page.text.contains("另有2个项目在审"), "its footnotes");
    assert!(page.text.contains("不是汇编全卷"));
    // What was not asked for is not there, nor a volume.
    assert!(!page.text.contains("改造食堂"), "{}", page.text);
    assert!(!office.path().join("out/volume.html").exists());
    assert!(!page.text.contains("13920000000"), "contacts stay out");
}

#[test]
fn a_lead_agency_gets_what_it_heads() {
    let office = full();
    compile(
        office.path(),
        &["--agency", "天津市教育委员会", "--format", "md,html"],
    );
    let paper = read(office.path(), "out/lead-shijiaowei.md");
    assert!(paper.starts_with("# 市教委牵头任务底稿"), "{paper}");
    let items: Vec<&str> = paper.lines().filter(|l| l.starts_with("## ")).collect();
    let heads = |item: &str| items.contains(&item);
    assert!(
        heads("## （三）大力提高劳动者职业技能和质量素养"),
        "{items:?}"
    );
    // It owes this one, another heads it.
    assert!(!heads("## （七）加强重点领域质量安全监管"), "{items:?}");
    dead_links(&Page::read(&read(
        office.path(),
        "out/lead-shijiaowei.html",
    )));
    // Where the plan says who leads, the order of the bracket says nothing.
    let plan = office.path().join("plan/tasks.toml");
    let text = fs::read_to_string(&plan).expect("the plan");
    let (before, after) = text
        .split_once("title = \"大力推动品牌建设\"")
        .expect("item 1");
    let after = after.replacen("leads = []", "leads = [\"市农委\"]", 1);
    fs::write(
        &plan,
        format!("{before}title = \"大力推动品牌建设\"{after}"),
    )
    .expect("a plan");
    compile(office.path(), &["--agency", "市农委", "--agency", "市教委"]);
    let paper = read(office.path(), "out/lead-shinongwei.md");
    assert!(paper.contains("## （一）大力推动品牌建设"), "{paper}");
    compile(office.path(), &["--agency", "市市场监管委"]);
    let slug = "lead-shishichangjianguanwei.md";
    let other = read(office.path(), &format!("out/{slug}"));
    assert!(!other.contains("## （一）大力推动品牌建设"), "{other}");
    // The same bytes whatever else is asked for.
    let first = read(office.path(), "out/lead-shijiaowei.html");
    compile(office.path(), &["--agency", "市教委", "--jobs", "1"]);
    assert!(first == read(office.path(), "out/lead-shijiaowei.html"));
}

#[test]
fn what_cannot_be_made_is_said() {
    let office = pasted();
    let cases: [(&[&str], &str); 7] = [
        (
            &["--agency", "市旅游局"],
            "市旅游局不牵头任何一项；列名的是",
        ),
        (
            &["--agency", "和平区"],
            "和平区不牵头任何一项，计划也没有列它的项",
        ),
        (&["--agency", "市旅有局"], "是不是“市旅游局”？"),
        (&["--agency", "市质量工作领导小组成员单位"], "是集合的叫法"),
        (&["--item", "19"], "计划没有第 19 项；有 1、2、"),
        (
            &["--item", "3", "--format", "json"],
            "底稿只有 html、md，没有 json",
        ),
        (&["--item", "3", "--by", "agency"], "不能一起用"),
    ];
    for (args, told) in cases {
        let run = huibian(office.path(), &[&["compile"], args].concat());
        assert_eq!(run.code, 2, "{args:?}: {}", run.stdout);
        assert!(run.stderr.contains(told), "{args:?}: {}", run.stderr);
        assert!(!office.path().join("out").exists(), "{args:?}");
    }
}
