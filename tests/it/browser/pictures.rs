//! The pictures of the READMEs, made by `HUIBIAN_BLESS=1 cargo test pictures`.

use super::{VOLUME, volume};
use crate::{huibian, root};

#[test]
fn the_pictures_are_made() {
    if std::env::var_os("HUIBIAN_BLESS").is_none() {
        return;
    }
    let Some((mut browser, _turn)) = volume("") else {
        return;
    };
    let save = |name: &str, picture: Vec<u8>| {
        std::fs::write(root().join(".github").join(name), picture).expect("a picture");
    };
    save("volume.png", browser.picture());
    let folder = VOLUME.parent().expect("out").parent().expect("the office");
    let args = [
        "check",
        "--color",
        "always",
        "reports/市教委.md",
        "--as-of",
        "2017-01-09",
    ];
    let page = folder.join("out/check.html");
    let text = huibian(folder, &args).stdout;
    std::fs::write(
        &page,
        terminal(&format!("$ huibian check reports/市教委.md\n{text}")),
    )
    .expect("a page");
    browser.open(&page, "");
    let height = browser
        .value("Math.ceil(document.body.getBoundingClientRect().height)")
        .as_u64()
        .expect("a height");
    browser.size(820, height as u32);
    save("check.png", browser.picture());
}

/// What a terminal shows, as a page: a cell is half as wide as a Chinese
/// character.
fn terminal(text: &str) -> String {
    let mut body = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((codes, after)) = rest
            .strip_prefix("\u{1b}[")
            .and_then(|rest| rest.split_once('m'))
        {
            let style = codes
                .split(';')
                .fold(String::new(), |style, code| match code {
                    "1" => style + "font-weight:700;",
                    "31" | "91" => style + "color:#ff8a80;",
                    "32" | "92" => style + "color:#a5d6a7;",
                    "33" | "93" => style + "color:#ffd180;",
                    "34" | "94" => style + "color:#90caf9;",
                    "36" | "96" => style + "color:#80deea;",
                    _ => style,
                });
            body += &format!("</span><span style=\"{style}\">");
            rest = after;
            continue;
        }
        let cells = if ('\u{2E80}'..='\u{FF60}').contains(&c) {
            2
        } else {
            1
        };
        let shown = match c {
            '\n' => "<br>".to_owned(),
            '<' => "<i>&lt;</i>".to_owned(),
            '&' => "<i>&amp;</i>".to_owned(),
            c if cells == 2 => format!("<i class=\"w\">{c}</i>"),
            c => format!("<i>{c}</i>"),
        };
        body += &shown;
        rest = &rest[c.len_utf8()..];
    }
    format!(
        "<!doctype html><meta charset=\"utf-8\"><style>body {{ margin: 0; padding: 18px 22px; background: #1e1e1c; color: #e8e6df; \
         font: 16px/1.5 \"DejaVu Sans Mono\", \"Noto Sans Mono CJK SC\", monospace; }} \
         i {{ display: inline-block; width: 9.4px; font-style: normal; white-space: pre; vertical-align: bottom; }} \
         .w {{ width: 18.8px; }}</style><span>{body}</span>"
    )
}
