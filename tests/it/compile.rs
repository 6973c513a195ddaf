//! The volume: the accounts add up, nothing is lost, nothing leaks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::{Run, copy, huibian, office, root, write};

const DAY: &str = "2017-01-16";

fn compile(folder: &Path, more: &[&str]) -> Run {
    let run = huibian(folder, &[&["compile", "--as-of", DAY], more].concat());
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    run
}

/// An office with the committed reports.
fn full() -> tempfile::TempDir {
    let office = office();
    copy(&root().join("reports"), &office.path().join("reports"));
    office
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

fn json(folder: &Path) -> serde_json::Value {
    serde_json::from_str(&read(folder, "out/volume.json")).expect("volume.json is JSON")
}

#[test]
fn the_accounts_add_up() {
    let office = full();
    compile(office.path(), &[]);
    let volume = json(office.path());
    let submission = &volume["submission"];
    let number = |key: &str| submission[key].as_u64().expect(key);
    let length = |key: &str| submission[key].as_array().expect(key).len() as u64;
    assert_eq!(number("expected"), 49);
    let refused = volume["agencies"]
        .as_array()
        .expect("agencies")
        .iter()
        .filter(|agency| agency["state"] == "refused")
        .count() as u64;
    let sum = number("on_time")
        + length("late")
        + length("undated")
        + length("due")
        + length("missing")
        + refused;
    assert_eq!(sum, 49);
    assert_eq!(number("received"), 49 - length("due") - length("missing"));
    assert_eq!(volume["items"].as_array().expect("items").len(), 18);
    let unanswered: Vec<_> = volume["items"]
        .as_array()
        .expect("items")
        .iter()
        .filter(|item| item["answers"].as_array().expect("answers").is_empty())
        .collect();
    assert!(
        unanswered.is_empty(),
        "the sample reports answer every item"
    );
}

/// The characters of every report, as the proof counts them.
fn proof(run: &Run) -> Vec<&str> {
    run.stdout
        .lines()
        .filter(|line| line.contains("正文"))
        .collect()
}

#[test]
fn every_block_is_printed_once_in_each_binding() {
    let office = full();
    let by_item = compile(office.path(), &[]);
    assert_eq!(proof(&by_item).len(), 1, "{}", by_item.stdout);
    let item = read(office.path(), "out/volume.html");
    let by_agency = compile(office.path(), &["--by", "agency"]);
    assert_eq!(proof(&by_agency).len(), 1);
    let agency = read(office.path(), "out/volume.html");
    for sentence in [
        "小微企业参赛率只有37%",
        "16个区教育局按月报送，全年汇总12期",
        "一年来，我局制定旅游质量工作方案",
        "26所高职院校新设智能制造类专业点34个",
    ] {
        assert_eq!(item.matches(sentence).count(), 1, "by item: {sentence}");
        assert_eq!(agency.matches(sentence).count(), 1, "by agency: {sentence}");
    }
}

#[test]
fn same_input_same_bytes() {
    let office = full();
    let files = ["volume.html", "volume.md", "volume.json", "ledger.csv"];
    compile(office.path(), &["--jobs", "1"]);
    let first: Vec<Vec<u8>> = files
        .iter()
        .map(|file| fs::read(office.path().join("out").join(file)).expect("a file"))
        .collect();
    compile(office.path(), &["--jobs", "4", "--lang", "en"]);
    for (file, before) in files.iter().zip(first) {
        let after = fs::read(office.path().join("out").join(file)).expect("a file");
        assert!(after == before, "{file} differs");
    }
    // After the deadline the volume does not change from day to day.
    let html = read(office.path(), "out/volume.html");
    let later = huibian(office.path(), &["compile", "--as-of", "2026-11-24"]);
    assert_eq!(later.code, 0, "{}", later.stderr);
    assert!(
        read(office.path(), "out/volume.html") == html,
        "the volume changed with the day"
    );
}

#[test]
fn strict_refuses_and_writes_nothing() {
    let office = full();
    let run = huibian(office.path(), &["compile", "--strict", "--as-of", DAY]);
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("没有写任何文件"), "{}", run.stdout);
    assert!(!office.path().join("out").exists());
}

const HEAD: &str = "+++\nagency = \"市科委\"\nyear = 2016\nsubmitted = 2017-01-05\n+++\n# 市科委2016年质量工作总结\n\n## 一、2016年质量工作完成情况\n\n### （二）深入开展质量提升行动\n\n";
const TAIL: &str = "\n### （四）积极推动质量技术创新\n\n组织质量共性技术攻关，立项二十个，验收十五个，成果在十二家企业应用。\n\n### （十七）实施质量发展重点工程\n\n围绕智能制造、绿色制造支持了一批项目，新建中试平台两个。\n\n## 二、2017年质量工作目标任务和措施\n\n立项不少于二十五个，六月底前完成指南编制。\n\n天津市科学技术委员会\n2017年1月5日\n";

/// Two reports with the same footnote labels, links, headings and ids.
fn colliding() -> tempfile::TempDir {
    let office = office();
    let body = "支持涂料企业研制[^1]低挥发产品，见[说明][ref]。\n\n[^1]: 甲家的注。\n\n[ref]: https://a.example/甲\n";
    write(
        &office.path().join("reports/市科委.md"),
        &format!("{HEAD}{body}{TAIL}"),
    );
    let other = format!("{HEAD}{body}{TAIL}")
        .replace("市科委", "市粮食局")
        .replace("天津市科学技术委员会", "天津市粮食局")
        .replace("甲", "乙")
        .replace(
            "（二）深入开展质量提升行动",
            "（七）加强重点领域质量安全监管",
        )
        .replace("（四）积极推动质量技术创新", "（十四）完善法规制度体系");
    write(&office.path().join("reports/市粮食局.md"), &other);
    office
}

/// Values of an attribute in HTML that this program wrote.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    html.match_indices(&mark)
        .filter_map(|(at, _)| html[at + mark.len()..].split('"').next())
        .collect()
}

#[test]
fn nothing_collides_and_every_link_resolves() {
    for office in [colliding(), full()] {
        for by in ["item", "agency"] {
            compile(office.path(), &["--by", by]);
            let html = read(office.path(), "out/volume.html");
            let mut ids = BTreeMap::new();
            for id in attributes(&html, "id") {
                *ids.entry(id).or_insert(0) += 1;
            }
            let twice: Vec<_> = ids.iter().filter(|(_, count)| **count > 1).collect();
            assert!(twice.is_empty(), "by {by}: {twice:?}");
            let lost: BTreeSet<&str> = attributes(&html, "href")
                .into_iter()
                .filter_map(|href| href.strip_prefix('#'))
                .filter(|target| !target.contains('=') && !ids.contains_key(target))
                .collect();
            assert!(lost.is_empty(), "by {by}: {lost:?}");
            assert_eq!(html.matches("<h1").count(), 1, "by {by}");
            let mut above = 0;
            for (at, _) in html.match_indices("<h") {
                let level = html.as_bytes()[at + 2];
                if level.is_ascii_digit() {
                    let level = level - b'0';
                    assert!(level <= above + 1, "by {by}: h{above} then h{level}");
                    above = level;
                }
            }
        }
    }
}

#[test]
fn footnotes_and_links_keep_their_own_targets() {
    let office = colliding();
    compile(office.path(), &[]);
    let html = read(office.path(), "out/volume.html");
    for own in ["甲家的注。", "乙家的注。", "https://a.example/"] {
        assert!(html.contains(own), "{own} is lost");
    }
    assert_eq!(html.matches("href=\"https://a.example/").count(), 2);
    let markdown = read(office.path(), "out/volume.md");
    let notes: Vec<&str> = markdown
        .lines()
        .filter(|line| line.starts_with("[^"))
        .collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert_ne!(notes[0].split(':').next(), notes[1].split(':').next());
}

/// The paper of one agency in the page bound by agency.
fn paper<'h>(html: &'h str, slug: &str) -> &'h str {
    let start = html
        .find(&format!("id=\"a-{slug}\""))
        .expect("the agency's paper");
    let end = html[start..].find("</article>").expect("its end");
    &html[start..start + end]
}

#[test]
fn what_one_report_leaves_open_does_not_reach_another() {
    let plain = colliding();
    compile(plain.path(), &["--by", "agency"]);
    let before = read(plain.path(), "out/volume.html");
    for open in [
        "```\n没有关的代码\n",
        "<div class=\"x\">\n",
        "<!-- 没有关\n",
        "| 表 | 头\n|---\n",
        "[^1]: 又一个\n",
    ] {
        let office = colliding();
        write(
            &office.path().join("reports/市科委.md"),
            &format!("{HEAD}正文一句，支持企业研制低挥发涂料产品三项。{TAIL}\n{open}"),
        );
        compile(office.path(), &["--by", "agency"]);
        let after = read(office.path(), "out/volume.html");
        assert_eq!(
            paper(&before, "shiliangshiju"),
            paper(&after, "shiliangshiju"),
            "{open}"
        );
        assert!(paper(&after, "shiliangshiju").contains("乙家的注。"));
    }
}

#[test]
fn no_front_matter_no_contact_and_nothing_active_reaches_the_volume() {
    let office = office();
    let text = format!(
        "{HEAD}<script>alert(1)</script>\n\n[点这里](javascript:alert(2)) <b onclick=\"x()\">粗</b> ![图](http://x.example/a.png)\n{TAIL}联系人：内部科室\n"
    )
    .replace("submitted = 2017-01-05", "submitted = 2017-01-05\nphone = \"12345-内部\"");
    write(&office.path().join("reports/市科委.md"), &text);
    let secret = format!("秘密★1年\n\n{HEAD}绝不可见的一句{TAIL}").replace("市科委", "市公安局");
    write(&office.path().join("reports/市公安局.md"), &secret);
    let run = compile(office.path(), &[]);
    for file in ["volume.html", "volume.md", "volume.json", "ledger.csv"] {
        let text = read(office.path(), &format!("out/{file}"));
        for leak in ["12345-内部", "内部科室", "绝不可见的一句", "+++"] {
            assert!(!text.contains(leak), "{file} holds {leak}");
        }
    }
    let html = read(office.path(), "out/volume.html");
    // The Markdown volume, printed by a writer that lets everything through.
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    options.extension.table = true;
    let again = comrak::markdown_to_html(&read(office.path(), "out/volume.md"), &options);
    for page in [&html, &again] {
        for active in [
            "<script",
            "onclick=",
            "src=\"http",
            "href=\"javascript",
            "<b>粗",
        ] {
            let text = page.replace("&quot;", "");
            let tags = text
                .split('<')
                .skip(1)
                .filter_map(|tag| tag.split('>').next());
            let found = tags
                .map(|tag| format!("<{tag}"))
                .find(|tag| tag.contains(active));
            assert_eq!(found, None, "{active}");
        }
    }
    assert!(
        html.contains("&lt;script&gt;alert(1)"),
        "raw HTML is shown as text"
    );
    assert!(
        html.contains("图片1幅未收入，只印图名（外部地址1幅）"),
        "a picture is never dropped silently"
    );
    assert!(run.stdout.contains("未入卷"), "{}", run.stdout);
}

#[test]
fn an_odd_file_never_costs_another() {
    let office = full();
    let reports = office.path().join("reports");
    fs::write(reports.join("扫描件.md"), b"%PDF-1.4 \x00\x01").expect("a file");
    fs::write(
        reports.join("坏.md"),
        b"\xe5\xa4\xa9\xe6\xb4\xa5\xff\xfe\xe5\xb8\x82",
    )
    .expect("a file");
    fs::write(reports.join("空.md"), b"").expect("a file");
    fs::write(reports.join("来稿.docx"), b"PK\x03\x04").expect("a file");
    fs::write(reports.join("~$来稿.docx"), b"x").expect("a file");
    let run = compile(office.path(), &[]);
    let volume = json(office.path());
    let refused: BTreeSet<&str> = volume["submission"]["refused"]
        .as_array()
        .expect("refused")
        .iter()
        .filter_map(|paper| paper["rule"].as_str())
        .collect();
    assert!(refused.contains("not-markdown"), "{refused:?}");
    assert!(refused.contains("empty-report"), "{refused:?}");
    assert!(refused.contains("unreadable-encoding"), "{refused:?}");
    assert_eq!(
        volume["submission"]["ignored"][0]["path"],
        "reports/~$来稿.docx"
    );
    assert!(run.stdout.contains("入卷 45"), "{}", run.stdout);
}
