//! The laws of binding: each paper keeps what is its own, whatever the others
//! hold, in both bindings and in both volumes. Every reference and link of the
//! papers here stands behind or is a mark 〔…〕 that says where it must lead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use comrak::nodes::{AstNode, NodeValue};

use crate::compile::{compile, full, json, read};
use crate::html::{Element, Page};
use crate::{office, write};

const BINDINGS: [&str; 2] = ["item", "agency"];

/// Three papers with the same labels, links, headings and addresses. Of each
/// its agency, who signs, the word that marks it, and its headings.
const PAPERS: [(&str, &str, &str, [&str; 2]); 3] = [
    (
        "市科委",
        "天津市科学技术委员会",
        "科",
        ["（二）深入开展质量提升行动", "（四）积极推动质量技术创新"],
    ),
    (
        "市粮食局",
        "天津市粮食局",
        "粮",
        ["（七）加强重点领域质量安全监管", "（十四）完善法规制度体系"],
    ),
    (
        "河东区",
        "天津市河东区人民政府",
        "东",
        ["（一）加强组织领导", "（二）夯实质量基础"],
    ),
];

/// How many references to footnotes each of them has that are printed.
const REFERENCES: usize = 7;
/// How many links into itself.
const LINKS: usize = 5;

fn paper((agency, full, key, [first, second]): (&str, &str, &str, [&str; 2])) -> String {
    format!(
        "+++
agency = \"{agency}\"
year = 2016
submitted = 2017-01-05
phone = \"内线-{key}\"
+++
# {agency}2016年质量工作总结

先看[〔{key}问题〕](#二存在的问题)，就是[〔{key}问题〕](#二、存在的问题)，或[〔{key}问题〕](#%E4%BA%8C%E5%AD%98%E5%9C%A8%E7%9A%84%E9%97%AE%E9%A2%98)，[没有这一节](#没有)，[别的稿](市教委.md#二存在的问题)。

## 一、2016年质量工作完成情况

### {first}

支持企业研制低挥发产品三项，〔{key}甲〕[^1]说明见[〔{key}说明〕][ref]。〔{key}乙〕[^Note]

> # 引文的标题
>
> 引文〔{key}丙〕[^q]
>
> [^q]: {key}丙的注。

- 列表〔{key}丁〕[^d]
  [^d]: {key}丁的注，又见〔{key}戊〕[^e]。

#### 其他

〔{key}其他一〕两个标题同名。

#### 其他

〔{key}其他二〕见[〔{key}其他一〕](#其他)和[〔{key}其他二〕](#其他-1)。

### {second}

组织质量共性技术攻关，立项二十个，验收十五个，成果在十二家企业应用。〔{key}甲〕[^1]

## 二、存在的问题

〔{key}问题〕人才不足，〔{key}甲〕[^1]。

## 三、2017年质量工作目标任务和措施

立项不少于二十五个，六月底前完成指南编制。

[^1]: {key}甲的注。
[^note]: {key}乙的注。
[^1]: {key}多出的注。
[^e]: {key}戊的注。

[ref]: https://{agency}.example/
[备注]: {key}统计口径

{full}
2017年1月5日

联系人：张{key}[^c]
[^c]: {key}的私事
"
    )
}

/// An office with those papers.
fn colliding() -> tempfile::TempDir {
    let office = office();
    for of in PAPERS {
        write(
            &office.path().join(format!("reports/{}.md", of.0)),
            &paper(of),
        );
    }
    office
}

/// The two volumes as pages, the Markdown one printed by a reader that lets
/// everything through.
fn volumes(folder: &Path) -> [(&'static str, Page); 2] {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.render.r#unsafe = true;
    let markdown = read(folder, "out/volume.md");
    [
        ("volume.html", Page::read(&read(folder, "out/volume.html"))),
        (
            "volume.md",
            Page::read(&comrak::markdown_to_html(&markdown, &options)),
        ),
    ]
}

/// The mark 〔…〕 that ends `text`.
fn mark(text: &str) -> &str {
    let inside = text
        .strip_suffix('〕')
        .and_then(|text| text.rsplit_once('〔'));
    inside.unwrap_or_else(|| panic!("no mark before: {text}")).1
}

#[test]
fn pages_are_whole() {
    for office in [colliding(), full()] {
        for by in BINDINGS {
            compile(office.path(), &["--by", by]);
            for (name, page) in volumes(office.path()) {
                page.keeps_the_laws(&format!("{name} by {by}"));
            }
        }
    }
}

#[test]
fn every_footnote_is_its_own_papers() {
    let office = colliding();
    for by in BINDINGS {
        compile(office.path(), &["--by", by]);
        for (name, page) in volumes(office.path()) {
            let which = format!("{name} by {by}");
            let references: Vec<&Element> = page
                .all("a")
                .filter(|a| a.has("data-footnote-ref"))
                .collect();
            assert_eq!(references.len(), REFERENCES * PAPERS.len(), "{which}");
            let mut back = 0;
            for reference in &references {
                let own = mark(page.before(reference));
                let note = page.target(reference).expect("it leads somewhere");
                let text = page.text_of(note);
                assert!(
                    text.starts_with(&format!("{own}的注")),
                    "{which}: {own} leads to {text}"
                );
                let returns = page
                    .within(note)
                    .filter(|a| a.has("data-footnote-backref"))
                    .filter_map(|a| page.target(a))
                    .filter(|to| to.get("id") == reference.get("id"));
                back += returns.count();
                if name == "volume.html" {
                    assert_eq!(note.get("value"), page.text_of(reference), "{which}: {own}");
                }
            }
            assert_eq!(back, references.len(), "{which}: each leads back once");
            for (_, _, key, _) in PAPERS {
                let extra = page.text.matches(&format!("{key}多出的注")).count();
                assert_eq!(extra, usize::from(name == "volume.html"), "{which}");
                assert!(!page.text.contains(&format!("{key}的私事")), "{which}");
            }
        }
        // A reader of Markdown hides a note that nobody refers to; it is there.
        let markdown = read(office.path(), "out/volume.md");
        assert_eq!(markdown.matches("多出的注").count(), PAPERS.len());
    }
}

#[test]
fn every_link_keeps_its_own_target() {
    let office = colliding();
    for by in BINDINGS {
        compile(office.path(), &["--by", by]);
        for (name, page) in volumes(office.path()) {
            let which = format!("{name} by {by}");
            let marked = |a: &&Element| page.text_of(a).starts_with('〔');
            let (mut inside, mut outside) = (0, 0);
            for link in page.all("a").filter(marked) {
                let own = page.text_of(link);
                if let Some(to) = page.target(link) {
                    inside += 1;
                    // In Markdown the anchor stands at the heading's beginning.
                    let text = page.after(to);
                    let heading = text.find('〔').map_or(text, |at| &text[..at]).trim();
                    let text = text[heading.len()..].trim_start();
                    assert!(text.starts_with(own), "{which}: {own} leads to {text}");
                    assert!(
                        name != "volume.html" || to.level().is_some(),
                        "{which}: {own}"
                    );
                    continue;
                }
                outside += 1;
                let paper = PAPERS
                    .iter()
                    .find(|(_, _, key, _)| own == format!("〔{key}说明〕"));
                let host = paper.expect("a paper's own mark").0;
                let encoded: String = host.bytes().map(|byte| format!("%{byte:02X}")).collect();
                assert_eq!(
                    link.get("href"),
                    format!("https://{encoded}.example/"),
                    "{which}"
                );
            }
            assert_eq!(inside, LINKS * PAPERS.len(), "{which}");
            assert_eq!(outside, PAPERS.len(), "{which}");
            for lost in ["没有这一节", "别的稿"] {
                assert_eq!(page.text.matches(lost).count(), PAPERS.len(), "{which}");
                assert!(page.all("a").all(|a| page.text_of(a) != lost), "{which}");
            }
            for (_, _, key, _) in PAPERS {
                let shown = format!("[备注]: {key}统计口径");
                assert_eq!(page.text.matches(&shown).count(), 1, "{which}: {shown}");
            }
        }
    }
}

/// What a paper may leave open at its end.
const OPEN: &[&str] = &[
    "```\n没有关的代码\n",
    "~~~ 没有关\n",
    "<div class=\"x\">\n",
    "<!-- 没有关\n",
    "<script>\n",
    "<textarea>\n",
    "<![CDATA[\n",
    "| 表 | 头 |\n| --- | --- |\n| 半行",
    "[^1]: 又一个注\n\n    ```\n",
    "**没有关的强调，*还有`代码\n",
    "[没有关的链接](https://evil.example/\n",
    "![没有关的图片](x.png\n",
    "[ref]: https://evil.example/\n",
    "> - 1. > 引文里的列表\n",
    "\\",
];

/// What is printed of an agency, as it is written.
fn printed(page: &Page, slug: &str) -> String {
    let own = |element: &&Element| {
        element.get("data-agency") == slug && (element.is("answer") || element.is("paper"))
    };
    let parts: Vec<&str> = page
        .elements
        .iter()
        .filter(own)
        .map(|e| page.source_of(e))
        .collect();
    assert!(!parts.is_empty(), "nothing of {slug}");
    parts.join("\n")
}

#[test]
fn what_one_paper_leaves_open_does_not_reach_another() {
    let (victim, slug) = (PAPERS[1], "shiliangshiju");
    for by in BINDINGS {
        let plain = colliding();
        compile(plain.path(), &["--by", by]);
        let html = printed(&Page::read(&read(plain.path(), "out/volume.html")), slug);
        let markdown = told(&read(plain.path(), "out/volume.md"), victim.0);
        assert!(markdown.contains("粮统计口径"), "{markdown}");
        for open in OPEN {
            let office = colliding();
            for hostile in [PAPERS[0], PAPERS[2]] {
                let path = office.path().join(format!("reports/{}.md", hostile.0));
                write(&path, &format!("{}\n{open}", paper(hostile)));
            }
            compile(office.path(), &["--by", by]);
            let after = Page::read(&read(office.path(), "out/volume.html"));
            assert_eq!(html, printed(&after, slug), "by {by}: {open}");
            let after = told(&read(office.path(), "out/volume.md"), victim.0);
            assert_eq!(markdown, after, "by {by}: {open}");
        }
    }
}

/// What the Markdown volume prints of an agency: from each place with its name
/// to the next with another's.
fn told(markdown: &str, agency: &str) -> String {
    let arena = comrak::Arena::new();
    let root = parse(&arena, markdown);
    let agencies = PAPERS.iter().map(|paper| paper.0).collect();
    let mut told = String::new();
    let mut own = false;
    for node in root.children() {
        if matches!(node.data().value, NodeValue::FootnoteDefinition(_)) {
            continue;
        }
        match place(node, &agencies) {
            Some(Place::Agency(name, _)) => own = name == agency,
            Some(_) => own = false,
            None if own => {
                told.push_str(&node.collect_text());
                told.push('\n');
            }
            None => {}
        }
    }
    told
}

fn parse<'a>(arena: &'a comrak::Arena<'a>, markdown: &str) -> &'a AstNode<'a> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    comrak::parse_document(arena, markdown, &options)
}

/// Where a block of the Markdown volume leads.
#[derive(Debug)]
enum Place {
    Chapter,
    Item(String),
    Measure(String),
    /// A name, and the status behind it, empty where there is none.
    Agency(String, String),
}

/// The place a heading or a bold name begins: ### （三）…, #### 3.8 …, ### and
/// #### name（status）, **name**（status）.
fn place<'a>(node: &'a AstNode<'a>, agencies: &BTreeSet<&str>) -> Option<Place> {
    let text = node.collect_text();
    let agency = |text: &str| {
        // A second paper of one agency is called 天津保监局（第2份）.
        let text = text.split('：').next().unwrap_or(text);
        let parts: Vec<&str> = text
            .split(['（', '）'])
            .filter(|part| !part.is_empty())
            .collect();
        let copy = parts.get(1).is_some_and(|part| part.starts_with('第'));
        let status = parts
            .get(1 + usize::from(copy))
            .copied()
            .unwrap_or_default();
        let name = *agencies.get(parts.first()?)?;
        Some(Place::Agency(name.to_owned(), status.to_owned()))
    };
    match &node.data().value {
        NodeValue::Heading(heading) => match heading.level {
            1 | 2 => Some(Place::Chapter),
            3 if text.starts_with('（') => Some(Place::Item(text)),
            4 if text.starts_with(|c: char| c.is_ascii_digit()) => {
                Some(Place::Measure(text.split(' ').next()?.to_owned()))
            }
            3 | 4 => agency(&text),
            _ => None,
        },
        NodeValue::Paragraph => {
            let first = node.first_child()?;
            let bold = matches!(first.data().value, NodeValue::Strong);
            let named = bold
                && first
                    .next_sibling()
                    .is_none_or(|next| next.collect_text().starts_with(['（', '：']));
            named.then(|| agency(&text)).flatten()
        }
        _ => None,
    }
}

/// What the Markdown volume says of each item: of each agency that answers it,
/// all statuses that stand behind its name.
fn answers(markdown: &str, agencies: &BTreeSet<&str>) -> BTreeMap<String, Answers> {
    let arena = comrak::Arena::new();
    let mut found: BTreeMap<String, Answers> = BTreeMap::new();
    let mut item = None;
    let mut measure = None;
    for node in parse(&arena, markdown).children() {
        match place(node, agencies) {
            Some(Place::Chapter) => item = None,
            Some(Place::Item(title)) => {
                found.entry(title.clone()).or_default();
                (item, measure) = (Some(title), None);
            }
            Some(Place::Measure(id)) => measure = Some(id),
            place => {
                let Some(told) = item.as_ref().and_then(|title| found.get_mut(title)) else {
                    continue;
                };
                match place {
                    // Headings only: it is printed here, and answers nothing.
                    Some(Place::Agency(_, status)) if status == "来稿标题" => {}
                    Some(Place::Agency(name, status)) => {
                        told.add(&name, &status);
                        if matches!(node.data().value, NodeValue::Heading(_)) {
                            measure = None;
                        }
                        if let Some(id) = measure.clone().filter(|_| !status.is_empty()) {
                            told.measures.insert((id, name, status));
                        }
                    }
                    _ => told.mention(&node.collect_text()),
                }
            }
        }
    }
    found
}

/// The answers to one item.
#[derive(Debug, Default)]
struct Answers {
    agencies: BTreeMap<String, BTreeSet<String>>,
    measures: BTreeSet<(String, String, String)>,
}

impl Answers {
    fn add(&mut self, name: &str, status: &str) {
        let told = self.agencies.entry(name.to_owned()).or_default();
        told.extend((!status.is_empty()).then(|| status.to_owned()));
    }

    /// Takes in 声明不涉及：… and 在别处写到：….
    fn mention(&mut self, text: &str) {
        for (before, status) in [("声明不涉及：", "不涉及"), ("在别处写到：", "")] {
            for name in text
                .strip_prefix(before)
                .iter()
                .flat_map(|names| names.split('、'))
            {
                self.add(name.split('（').next().unwrap_or(name), status);
            }
        }
    }
}

/// The word for a status of volume.json, and how advanced it is.
const WORDS: [(&str, &str); 6] = [
    ("not-done", "未完成"),
    ("in-progress", "推进中"),
    ("adjusted", "任务调整"),
    ("mostly-done", "基本完成"),
    ("done", "完成"),
    ("not-applicable", "不涉及"),
];

fn rank(word: &str) -> usize {
    let at = WORDS
        .iter()
        .position(|(name, zh)| [*name, *zh].contains(&word));
    at.unwrap_or(WORDS.len())
}

#[test]
fn both_volumes_give_the_same_answers() {
    for office in [colliding(), full()] {
        for by in BINDINGS {
            compile(office.path(), &["--by", by]);
            let volume = json(office.path());
            let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
            let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let names: Vec<String> = list(&volume["agencies"])
                .iter()
                .map(|a| word(&a["name"]))
                .collect();
            let names = names.iter().map(String::as_str).collect();
            let found = answers(&read(office.path(), "out/volume.md"), &names);
            assert_eq!(found.len(), list(&volume["items"]).len());
            for item in list(&volume["items"]) {
                let title = word(&item["title"]);
                let which = format!("by {by}: {title}");
                let told = found.iter().find(|(heading, _)| heading.ends_with(&title));
                let told = told.unwrap_or_else(|| panic!("{which} has no heading")).1;
                // The most cautious thing each agency says, of all its papers.
                let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
                for answer in list(&item["answers"]) {
                    let status = rank(&word(&answer["status"]));
                    let said = wanted.entry(word(&answer["agency"])).or_insert(status);
                    *said = status.min(*said);
                }
                let said = told.agencies.iter().map(|(name, statuses)| {
                    let least = statuses.iter().map(|status| rank(status)).min();
                    (name.clone(), least.unwrap_or(WORDS.len()))
                });
                assert_eq!(said.collect::<BTreeMap<_, _>>(), wanted, "{which}");
                let mut states = BTreeSet::new();
                for measure in list(&item["measures"]) {
                    for state in list(&measure["states"]) {
                        let status = WORDS.iter().find(|(name, _)| state["status"] == *name);
                        states.extend(status.map(|(_, zh)| {
                            (word(&measure["id"]), word(&state["agency"]), zh.to_string())
                        }));
                    }
                }
                assert_eq!(told.measures, states, "{which}");
            }
        }
    }
}

#[test]
fn no_front_matter_no_contact_and_nothing_active_reaches_the_volume() {
    let office = colliding();
    let text = paper(PAPERS[0])
        + "\n<script>alert(1)</script>\n\n[点这里](javascript:alert(2)) <b onclick=\"x()\">粗</b> ![图](http://x.example/a.png)\n";
    write(&office.path().join("reports/市科委.md"), &text);
    let secret = format!("秘密★1年\n\n{}绝不可见的一句", paper(PAPERS[0]));
    write(
        &office.path().join("reports/市公安局.md"),
        &secret.replace("市科委", "市公安局"),
    );
    let run = compile(office.path(), &[]);
    for file in ["volume.html", "volume.md", "volume.json", "ledger.csv"] {
        let text = read(office.path(), &format!("out/{file}"));
        for leak in [
            "内线-科",
            "张科",
            "科的私事",
            "绝不可见的一句",
            "+++",
            "submitted =",
        ] {
            assert!(!text.contains(leak), "{file} holds {leak}");
        }
    }
    let html = read(office.path(), "out/volume.html");
    // The Markdown volume, printed by a writer that lets everything through.
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    options.extension.table = true;
    let again = comrak::markdown_to_html(&read(office.path(), "out/volume.md"), &options);
    // The page's own script stands at its end, behind everything of a report.
    let (reports, own) = html.rsplit_once("<script>").expect("the page's script");
    assert!(!own.contains("alert(1)"));
    for page in [reports, &again] {
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

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0....";

#[test]
fn pictures_are_embedded_by_what_they_are_or_reported() {
    let office = colliding();
    let reports = office.path().join("reports");
    let large = [PNG, &vec![0; 2 * 1024 * 1024]].concat();
    let files: [(&str, &[u8]); 9] = [
        ("图片/真.png", PNG),
        ("图片/名不符.jpg", PNG),
        ("图片/照片.png", JPEG),
        ("图片/动图.gif", b"GIF89a.."),
        ("图片/网图", b"RIFF....WEBPVP8 "),
        ("图片/网页.png", b"<html><script>alert(1)</script>"),
        (
            "图片/矢量.svg",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        ),
        ("图片/大.png", &large),
        ("../外.png", PNG),
    ];
    fs::create_dir_all(reports.join("图片")).expect("a folder");
    for (name, bytes) in files {
        fs::write(reports.join(name), bytes).expect("a file");
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("真.png", reports.join("图片/链.png")).expect("a link");
        std::os::unix::fs::symlink("..", reports.join("图片/上")).expect("a link");
    }
    let cases = [
        ("图片/真.png", "收入：png"),
        ("图片/名不符.jpg", "收入：png"),
        ("图片/照片.png", "收入：jpeg"),
        ("./图片/动图.gif", "收入：gif"),
        ("图片/网图", "收入：webp"),
        ("%E5%9B%BE%E7%89%87/%E7%9C%9F.png", "收入：png"),
        ("图片/网页.png", "不是图片"),
        ("图片/矢量.svg", "不是图片"),
        ("图片", "不是图片"),
        ("图片/大.png", "过大"),
        ("图片/没有.png", "找不到"),
        ("../外.png", "在文件夹之外"),
        ("图片/../../外.png", "在文件夹之外"),
        ("%2e%2e/外.png", "在文件夹之外"),
        ("/etc/passwd", "在文件夹之外"),
        #[cfg(unix)]
        ("图片/链.png", "在文件夹之外"),
        #[cfg(unix)]
        ("图片/上/图片/真.png", "在文件夹之外"),
        ("http://x.example/a.png", "外部地址"),
        ("//x.example/a.png", "外部地址"),
        ("data:image/png;base64,iVBORw0KGgo=", "外部地址"),
    ];
    let own = paper(PAPERS[0]);
    let (before, after) = own.split_once("### （四）").expect("its second item");
    let first = before.lines().count() + 1;
    let named: Vec<String> = (0..)
        .zip(cases)
        .map(|(at, (address, _))| format!("![图{at}号]({address})\n"))
        .collect();
    let text = format!("{before}{}\n### （四）{after}", named.concat());
    write(&reports.join("市科委.md"), &text);
    for by in BINDINGS {
        compile(office.path(), &["--by", by, "--jobs", "1"]);
        let alone = read(office.path(), "out/volume.html");
        let run = compile(office.path(), &["--by", by, "--jobs", "4"]);
        assert!(alone == read(office.path(), "out/volume.html"));
        assert_eq!(run.stdout.matches("程序出错").count(), 0);
        for (name, page) in volumes(office.path()) {
            let which = format!("{name} by {by}");
            page.keeps_the_laws(&which);
            let rows: Vec<Vec<&str>> = page
                .all("tr")
                .map(|row| page.within(row).map(|cell| page.text_of(cell)).collect())
                .collect();
            for (at, (address, wanted)) in (0..).zip(cases) {
                let caption = format!("[图：图{at}号]");
                assert_eq!(page.text.matches(&caption).count(), 1, "{which}: {caption}");
                let printed = page
                    .all("img")
                    .find(|img| img.get("alt") == format!("图{at}号"));
                let kind = wanted.strip_prefix("收入：");
                let fate = kind.map_or(format!("未收入：{wanted}"), |_| "收入".to_owned());
                let place = format!("reports/市科委.md:{}", first + at);
                let row = rows.iter().find(|row| row.first() == Some(&place.as_str()));
                assert_eq!(row, Some(&vec![place.as_str(), address, &fate]), "{which}");
                let Some(kind) = kind.filter(|_| name == "volume.html") else {
                    assert!(printed.is_none(), "{which}: {address}");
                    continue;
                };
                let printed = printed.unwrap_or_else(|| panic!("{which}: no {address}"));
                let source = printed.get("src");
                assert!(
                    source.starts_with(&format!("data:image/{kind};base64,")),
                    "{source}"
                );
                assert!(
                    page.after(printed).starts_with(&caption),
                    "{which}: {caption}"
                );
            }
            let embedded = cases
                .iter()
                .filter(|(_, wanted)| wanted.starts_with("收入"))
                .count();
            let images = if name == "volume.html" { embedded } else { 0 };
            assert_eq!(page.all("img").count(), images, "{which}");
            let sum = format!(
                "图片{embedded}幅收入；图片{}幅未收入",
                cases.len() - embedded
            );
            assert!(page.text.contains(&sum), "{which}: {sum}");
        }
    }
    // A file that is bound with its paper is not listed as passed over.
    let ignored = json(office.path())["submission"]["ignored"].to_string();
    assert!(
        !ignored.contains("照片.png") && ignored.contains("大.png"),
        "{ignored}"
    );
}
