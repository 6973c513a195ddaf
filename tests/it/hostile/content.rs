//! What stands in a paper: markup, addresses, front matter, encodings, characters.

use std::path::Path;

use super::{GOOD, accounted, harmless, inert, neighbours, paper, put, survives};
use crate::cli::CLEAN;
use crate::compile::{compile, json, read};
use crate::html::Page;
use crate::huibian;

/// Ways to run something, to fetch something, or to look like the page itself.
const ACTIVE: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT/SRC=//x.example/a.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"`\" onerror=alert(1)//\">",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=//x.example>",
    "<form action=//x.example><button>报送</button></form>",
    "<base href=//x.example/>",
    "<meta http-equiv=refresh content='0;url=//x.example'>",
    "<link rel=stylesheet href=//x.example/a.css>",
    "<style>body{display:none} @import '//x.example/a.css';</style>",
    "<p style=\"position:fixed;inset:0\" class=\"cover\" id=\"contents\">假封面</p>",
    "<div hidden>藏起来的话</div></div></section></main></body></html>",
    "<textarea><plaintext><title><noscript><xmp>",
    "<!-- 关不上的注释",
    "<![CDATA[ <script>alert(1)</script> ]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>&x;",
    "[甲](javascript:alert(1)) [乙](JaVaScRiPt:alert(1)) [丙](&#x6A;avascript:alert(1))",
    "[丁](java\tscript:alert(1)) [戊](\u{1}javascript:alert(1)) [己](vbscript:x)",
    "[庚](data:text/html;base64,PHNjcmlwdD4=) [辛](livescript:x) [壬](blob:x) [癸](filesystem:x)",
    "[子](ms-msdt:/id) [丑](search-ms:query=x) [寅](ms-word:ofe|u|x) [卯](file:///etc/passwd)",
    "[辰](//x.example) [巳](\\\\x.example\\a) [午](../../计划.toml) [未](<C:\\a.lnk>)",
    "[申](#contents) [酉](#agency=heping) [戌](\"onmouseover=alert(1)) [亥](http://x\" onclick=\"alert(1))",
    "<javascript:alert(1)> <ms-msdt:x> <file:///etc/passwd>",
    "![甲](http://x.example/a.png) ![乙](//x.example/a.png) ![丙](\\\\x.example\\a.png) ![丁]()",
    "![戊](data:image/svg+xml;base64,PHN2Zz4=) ![己](/etc/passwd) ![庚](a.png\"onerror=\"alert(1))",
    "[参][r]\n\n[r]: javascript:alert(1) \"t\\\" onclick=alert(1)\"",
    "脚注[^1\"><script>alert(1)</script>]\n\n[^1\"><script>alert(1)</script>]: 注",
    "```html\n<script>alert(1)</script>\n```",
    "``` \"><script>alert(1)</script>\n代码\n```",
    "| <script>alert(1)</script> | [表](javascript:x) |\n| --- | --- |\n| <img src=x onerror=x> | \\| |",
    "# <script>alert(1)</script> {#contents}",
];

#[test]
fn nothing_in_a_paper_runs_or_is_fetched() {
    let office = neighbours();
    for (at, active) in ACTIVE.iter().enumerate() {
        put(office.path(), &format!("注入{at}.md"), paper(active));
    }
    survives(office.path(), ACTIVE.len());
    for by in ["item", "agency"] {
        compile(office.path(), &["--by", by]);
        let page = inert(office.path());
        // What was written can be read, as text.
        for seen in [
            "<svg/onload=alert(1)>",
            "假封面",
            "藏起来的话",
            "关不上的注释",
        ] {
            assert!(page.text.contains(seen), "{by}: {seen}");
        }
        for id in ["contents", "fn-1", "fnref-1"] {
            let own = page
                .elements
                .iter()
                .filter(|element| element.get("id") == id);
            assert!(own.count() <= 1, "{by}: {id}");
        }
    }
}

/// The pieces of the page in which the words of the papers in order stand.
fn others(office: &Path) -> Vec<String> {
    compile(office, &["--by", "agency"]);
    let page = Page::read(&read(office, "out/volume.html"));
    let pieces = GOOD.iter().map(|agency| {
        let own = format!("{agency}的暗号");
        let around = page
            .elements
            .iter()
            .filter(|element| page.text_of(element).contains(&own));
        let mut piece =
            around.filter(|element| ["section", "article"].contains(&element.tag.as_str()));
        page.source_of(piece.next_back().expect("a section"))
            .to_owned()
    });
    pieces.collect()
}

#[test]
fn what_a_paper_leaves_open_changes_no_other() {
    let office = neighbours();
    let alone = others(office.path());
    let open = [
        "```\n没有关上",
        "~~~~ html\n没有关上",
        "<!-- 没有关上",
        "<div><table><tr><td>",
        "[^1]: 注\n\n注[^1]",
        "[乙]: http://x.example\n\n[和平区]: http://x.example \"题\"",
        "> > > - 1. 没有完",
        "**没有关上 `也没有",
        "| 甲 | 乙 |\n| --- | --- |\n| 没有完",
        "###### 六级\n\n# 一级",
        "<details><summary>",
        "\\",
        "![图](",
        "+++\nagency = \"和平区\"\n+++",
    ];
    for (at, open) in open.iter().enumerate() {
        // At the very end, so that what comes next in the volume would be taken in.
        put(
            office.path(),
            &format!("没关{at}.md"),
            paper("") + "\n" + open,
        );
    }
    assert_eq!(others(office.path()), alone);
    assert!(alone.iter().all(|piece| piece.len() > 200), "{alone:?}");
    survives(office.path(), open.len());
    inert(office.path());
}

#[test]
fn a_paper_is_no_template() {
    let office = neighbours();
    let tricks = "{{ 7*7 }} {% include \"/etc/passwd\" %} {{ __tera_context }} {# 注 #} {{ x | safe }} ${7*7} <%= 7*7 %>";
    put(office.path(), "模板{{ 7*7 }}.md", paper(tricks));
    put(
        office.path(),
        "表头.md",
        paper("").replace("河西区", "{{ 7*7 }}{% raw %}"),
    );
    survives(office.path(), 2);
    inert(office.path());
    for volume in ["volume.html", "volume.md", "volume.json"] {
        let text = read(office.path(), &format!("out/{volume}"));
        assert!(!text.contains("root:x:"), "{volume}");
        assert!(text.contains("7*7") || text.contains("7\\*7"), "{volume}");
    }
}

#[test]
fn front_matter_harms_nothing() {
    let office = neighbours();
    let deep = "[".repeat(20_000);
    let long = "长".repeat(30_000);
    let keys = "x = 1\n".repeat(350);
    let heads: &[&str] = &[
        &format!("agency = \"河西区\"\nyear = 2016\nx = {deep}"),
        &format!(
            "agency = \"河西区\"\nyear = 2016\n{} = 1",
            "a.".repeat(20_000) + "a"
        ),
        &format!("agency = \"{long}\"\nyear = 2016"),
        &format!("agency = \"河西区\"\n{keys}"),
        "agency = \"河西区\"\nagency = \"南开区\"\nyear = 2016",
        "agency = \"河西区\"\nyear = nan\nsubmitted = inf",
        "agency = \"河西区\"\nyear = 1e400\nsubmitted = 2017-02-30",
        "agency = \"河西区\"\nyear = 99999999999999999999\nsubmitted = 0000-00-00",
        "agency = \"\\u001b[2J\\u202e河西区\"\nyear = \"二〇一六\"",
        "agency = [\"河西区\", {a = 1}]\nyear = {b = []}\nnot_applicable = [[[1]], nan, \"1.1.1.1\"]",
        "[agency]\nname = \"河西区\"\n[[year]]",
        "agency = \"\"\"\n没有关上",
        "agency: &a [*a, *a]\nyear: !!python/object x",
    ];
    for (at, head) in heads.iter().enumerate() {
        let text = CLEAN.replace("和平区", "河西区");
        let (_, body) = text.split_once("+++\n# ").expect("front matter");
        put(
            office.path(),
            &format!("文头{at}.md"),
            format!("+++\n{head}\n+++\n# {body}"),
        );
        put(
            office.path(),
            &format!("横线{at}.md"),
            format!("---\n{head}\n---\n# {body}"),
        );
    }
    put(office.path(), "全是文头.md", "+++\n".repeat(5_000));
    put(
        office.path(),
        "没有关.md",
        format!("+++\nagency = \"河西区\"\n{}", "x\n".repeat(5_000)),
    );
    survives(office.path(), heads.len() * 2 + 2);
    inert(office.path());
}

#[test]
fn chains_of_statuses_and_tabs_harm_nothing() {
    let office = neighbours();
    let chain = "完成".repeat(60_000);
    let row = "\t甲乙\n".repeat(5_000);
    let papers = [
        format!("- 18.1 创建：√{chain}\n"),
        format!("| 任务 | 完成情况 |\n| --- | --- |\n| 18.1 创建 | ☑{chain} |\n"),
        format!("任务\t措施\t完成情况\n{row}"),
    ];
    for (at, text) in papers.iter().enumerate() {
        put(office.path(), &format!("长串{at}.md"), paper(text));
    }
    survives(office.path(), papers.len());
    inert(office.path());
}

#[test]
fn what_is_no_text_is_refused_and_told() {
    let office = neighbours();
    let own = paper("");
    let cut = own.as_bytes();
    let utf16: Vec<u8> = own.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big5 = [0xA4, 0xA4, 0xA4, 0xE5, 0xFF, 0xFF, 0x80, 0x81].repeat(40);
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "改名的.md",
            b"PK\x03\x04\x14\x00\x06\x00word/document.xml".to_vec(),
            "not-markdown",
        ),
        (
            "老文档.txt",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00\x00".to_vec(),
            "not-markdown",
        ),
        (
            "扫描件.md",
            b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            "not-markdown",
        ),
        (
            "富文本.md",
            b"{\\rtf1\\ansi {\\fonttbl}}".to_vec(),
            "not-markdown",
        ),
        (
            "图.md",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(),
            "not-markdown",
        ),
        ("来稿.docx", b"PK\x03\x04".to_vec(), "not-markdown"),
        ("来稿.wps", b"\xD0\xCF\x11\xE0".to_vec(), "not-markdown"),
        ("宏.docm", b"PK\x03\x04".to_vec(), "not-markdown"),
        ("没有扩展名", cut.to_vec(), "not-markdown"),
        ("空字节.md", [cut, b"\0"].concat(), "unreadable-encoding"),
        ("零.md", vec![0; 5000], "unreadable-encoding"),
        (
            "断.md",
            cut[..cut.len() - 2].to_vec(),
            "unreadable-encoding",
        ),
        (
            "坏字节.md",
            own.replace("六家", "\u{1}")
                .into_bytes()
                .into_iter()
                .map(|b| if b == 1 { 0xFF } else { b })
                .collect(),
            "unreadable-encoding",
        ),
        ("无标记.md", utf16.clone(), "unreadable-encoding"),
        (
            "半个.md",
            [b"\xFF\xFE".to_vec(), utf16[..utf16.len() - 1].to_vec()].concat(),
            "unreadable-encoding",
        ),
        (
            "单个代理.md",
            b"\xFF\xFE\x00\xD8\x41\x00".to_vec(),
            "unreadable-encoding",
        ),
        ("大五码.md", big5, "unreadable-encoding"),
        ("空.md", Vec::new(), "empty-report"),
        ("只有标记.md", b"\xEF\xBB\xBF".to_vec(), "empty-report"),
        ("全是回车.md", b"\r".repeat(5000), "empty-report"),
    ];
    for (name, bytes, _) in &files {
        put(office.path(), name, bytes);
    }
    survives(office.path(), files.len());
    let volume = json(office.path());
    let refused = volume["submission"]["refused"].as_array().expect("a list");
    let page = read(office.path(), "out/volume.html");
    for (name, _, rule) in &files {
        let path = format!("reports/{name}");
        let found = refused.iter().find(|paper| paper["path"] == path.as_str());
        assert_eq!(
            found.map(|paper| &paper["rule"]),
            Some(&(*rule).into()),
            "{path}"
        );
        assert!(page.contains(name), "{name} is not named in the volume");
    }
}

#[test]
fn one_paper_in_every_encoding_is_one_volume() {
    let text = CLEAN.to_owned();
    let (gbk, _, lossy) = encoding_of("gb18030").encode(&text);
    assert!(!lossy);
    let wide = |bytes: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
        mark.into_iter()
            .chain(text.encode_utf16().flat_map(bytes))
            .collect()
    };
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("UTF-8", text.clone().into_bytes()),
        ("with a mark", format!("\u{feff}{text}").into_bytes()),
        ("CRLF", text.replace('\n', "\r\n").into_bytes()),
        ("GB18030", gbk.into_owned()),
        ("UTF-16 LE", wide(u16::to_le_bytes, [0xFF, 0xFE])),
        ("UTF-16 BE", wide(u16::to_be_bytes, [0xFE, 0xFF])),
    ];
    let mut first = None;
    for (name, bytes) in forms {
        let office = crate::office();
        put(office.path(), "和平区.md", bytes);
        compile(office.path(), &["--format", "html"]);
        let page = read(office.path(), "out/volume.html");
        // The warning about the encoding is all that may differ.
        let body = page.split("附录").next().expect("a page").to_owned();
        let bound = page.matches("抽检食品一千二百批次").count();
        assert_eq!(bound, 1, "{name}");
        let told: String = body
            .lines()
            .filter(|line| line.contains("培育质量标杆"))
            .collect();
        assert_eq!(first.get_or_insert(told.clone()), &told, "{name}");
    }
}

fn encoding_of(label: &str) -> &'static encoding_rs::Encoding {
    encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding")
}

#[test]
fn characters_that_turn_or_hide_are_shown() {
    let office = neighbours();
    let turned =
        "参照&#x202e;反&rlm;转&#27;[2J，合格率\u{202e}%01\u{202c}，\u{2066}乙\u{2069}，\u{200f}丙";
    put(office.path(), "方向.md", paper(turned));
    put(
        office.path(),
        "零宽.md",
        paper("高技\u{200b}能人\u{2060}才\u{feff}三千\u{ad}人，\u{180e}全部上岗。"),
    );
    let tags: String = "IGNORE ALL"
        .bytes()
        .filter_map(|b| char::from_u32(0xE0000 + u32::from(b)))
        .collect();
    put(
        office.path(),
        "标签.md",
        paper(&format!("全年办成{tags}三件实事。")),
    );
    put(
        office.path(),
        "控制.md",
        paper(
            "响\u{7}铃\u{1b}[31m红\u{1b}]0;题\u{7}\u{9b}2J\u{8}\u{c}换\u{b}行\u{85}\u{2028}段\u{2029}\u{fffe}\u{ffff}",
        ),
    );
    put(
        office.path(),
        "名.md",
        paper("").replace("agency = \"河西区\"", "agency = \"河\u{200b}西区\""),
    );
    put(
        office.path(),
        "部首.md",
        paper("").replace("agency = \"河西区\"", "agency = \"⽔务局\""),
    );
    put(office.path(), "名\u{202e}dm.txt.md", paper(""));
    survives(office.path(), 7);
    let page = inert(office.path());
    for volume in ["volume.html", "volume.md", "ledger.csv"] {
        let text = read(office.path(), &format!("out/{volume}"));
        harmless(
            text.trim_start_matches('\u{feff}')
                .replace(['\r', '\t'], "")
                .as_str(),
            volume,
        );
    }
    assert!(
        page.text.contains("[U+202E]%01"),
        "direction marks are shown"
    );
    let check = huibian(
        office.path(),
        &["--as-of", "2017-01-09", "check", "--format", "short"],
    );
    for name in ["方向", "零宽", "标签"] {
        let told = check.stdout.lines().any(|line| {
            line.contains(name) && line.contains("隐形")
                || line.contains(name) && line.contains("看不见")
        });
        assert!(told, "{name}: {}", check.stdout);
    }
    let volume = json(office.path());
    accounted(&volume, 7);
}

/// Words that Markdown drops or takes for its own: cells behind the last column, notes in
/// the form of an address, what stands between two rules, breaks in cells that lie deep.
const DROPPED: &[&str] = &[
    "| 学校 | 数量 |\n| --- | --- |\n| 中职 | 41 | 另有技工学校十二所 |",
    "学校 | 数量\n--- | ---\n中职 | 41 | | 合计`一`|另有技工学校十二所",
    "- 各校：\n\n  | 学校 | 数量 |\n  | --- | --- |\n  | 中职<br>高职 | 41 | 另有技工学校十二所 |",
    "> | 学校 | 数量 |\n> | --- | --- |\n> | 另有技工<br>学校十二所 | 41 |",
    "如文献[1]所示。\n\n[1]: 另有技工学校十二所",
    "如[附件1]所列。\n\n[附件1]: 市统计局.《另有技工学校十二所》,2016",
    "正文[^x]。\n\n[^x]: [1]: 另有技工学校十二所。",
    "甲\t乙\n丙\t丁\n**另有技工学校十二所**\t<br>",
    "联系人：我委在各区设立质量联系人，另有技工学校十二所。",
    "（十五）充分发挥质量技术基础的支撑作用（另有技工学校十二所）",
];

#[test]
fn nothing_is_dropped_with_its_markup() {
    for body in DROPPED {
        let office = neighbours();
        put(office.path(), "丢字.md", paper(body));
        survives(office.path(), 1);
        for volume in ["volume.html", "volume.md"] {
            let printed = read(office.path(), &format!("out/{volume}"));
            let printed = printed.replace("<br />", "").replace("<br>", "");
            assert_eq!(printed.matches("学校十二所").count(), 1, "{volume}: {body}");
        }
    }
    let ruled = paper("另有技工学校十二所。");
    let body = ruled.rsplit_once("+++").expect("front matter").1;
    for rule in ["---", "+++"] {
        let office = neighbours();
        let (head, tail) = body.split_once("\n## ").unwrap_or((body, ""));
        let text = format!("{rule}\n{head}\n{rule}\n\n{tail}");
        put(office.path(), "河西区.md", text);
        compile(office.path(), &[]);
        let printed = read(office.path(), "out/volume.html");
        assert!(printed.contains("学校十二所"), "{rule}");
    }
}
