//! What holds of every page: quiet, self-contained, readable by everybody, on
//! any screen, on paper, and without script.

use std::process::{Command, Stdio};

use unicode_normalization::UnicodeNormalization as _;

use super::driver::Browser;
use super::{VOLUME, browser, skip, texts, volume};

#[test]
fn the_page_is_quiet_and_fetches_nothing() {
    let Some((mut browser, _turn)) = volume("#agency=shijiaowei&status=done") else {
        return;
    };
    assert_eq!(
        browser.value("document.documentElement.classList.contains('live')"),
        true
    );
    let (complaints, asked) = browser.told();
    assert!(complaints.is_empty(), "{complaints:#?}");
    let outside: Vec<&String> = asked
        .iter()
        .filter(|url| {
            !url.starts_with("data:") && !url.ends_with("volume.html") && *url != "about:blank"
        })
        .filter(|url| !url.contains("volume.html#"))
        .collect();
    assert!(outside.is_empty(), "{outside:?}");
    // The policy holds: a script that is not the page's own does not run.
    browser.value(
        "{ const script = document.createElement('script'); script.textContent = 'window.broken = true'; \
         document.body.append(script); }",
    );
    assert_eq!(browser.value("window.broken === undefined"), true);
}

#[test]
fn no_address_disturbs_the_page() {
    let Some((mut browser, _turn)) = browser() else {
        return;
    };
    for fragment in [
        "#i-9",
        "#nowhere",
        "#q=%E8",
        "#agency=nobody&item=x",
        "#nothing=x&&=&item",
        "#q=(",
    ] {
        browser.open(&VOLUME, fragment);
        let (complaints, _) = browser.told();
        assert!(complaints.is_empty(), "{fragment}: {complaints:#?}");
    }
}

/// Runs `look` on a phone and on a desk, in the light and in the dark.
fn everywhere(browser: &mut Browser, mut look: impl FnMut(&mut Browser, &str)) {
    for (width, height) in [(390, 844), (1400, 900)] {
        for dark in [false, true] {
            browser.size(width, height);
            browser.dark(dark);
            let name = format!("{width} px, {}", if dark { "dark" } else { "light" });
            look(browser, &name);
        }
    }
}

/// Contrast by WCAG 2.2, 1.4.3: 4.5, or 3 for text of 24 px, or bold of 18.66.
const CONTRAST: &str = r"(() => {
    const parse = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
        .map((v) => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
    const ground = (element) => {
        for (let e = element; e; e = e.parentElement) {
            const color = parse(getComputedStyle(e).backgroundColor);
            if (color.length === 3 || color[3] === 1) return color;
        }
        return [255, 255, 255];
    };
    const poor = new Set();
    for (const element of document.querySelectorAll('body *')) {
        const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (!text || !element.checkVisibility() || element.closest('.spoken, script, style, option')) continue;
        const style = getComputedStyle(element);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        const [a, b] = [light(parse(style.color)), light(ground(element))].sort((a, b) => b - a);
        const ratio = (a + .05) / (b + .05);
        if (ratio < (large ? 3 : 4.5)) poor.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
    }
    return [...poor];
})()";

#[test]
fn it_can_be_read_on_any_screen() {
    let Some((mut browser, _turn)) = volume("") else {
        return;
    };
    everywhere(&mut browser, |browser, name| {
        let widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]";
        let widths = browser.value(widths);
        assert!(widths[0].as_f64() <= widths[1].as_f64(), "{name}: {widths}");
        let poor = browser.value(CONTRAST);
        assert_eq!(poor, serde_json::json!([]), "{name}");
    });
    // The bar is one line where its parts have just room enough.
    for width in [1000, 1120, 1400] {
        browser.size(width, 800);
        let broken = "[...document.querySelectorAll('.tools button')].filter((b) => b.offsetHeight > 36).length";
        assert_eq!(browser.value(broken), 0, "{width} px");
        let hidden = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.row nav'))";
        assert_eq!(browser.value(hidden), 0, "{width} px");
    }
    // Where a link has led, on the mark's ground.
    browser.value("location.hash = 'm-9-1'");
    everywhere(&mut browser, |browser, name| {
        assert_eq!(
            browser.value(CONTRAST),
            serde_json::json!([]),
            "a target, {name}"
        );
    });
    // In a view too.
    browser.value("location.hash = 'q=检测&status=done,not-done'");
    browser.until("document.documentElement.classList.contains('filtered')");
    everywhere(&mut browser, |browser, name| {
        assert_eq!(
            browser.value(CONTRAST),
            serde_json::json!([]),
            "a view, {name}"
        );
    });
    browser.dark_print();
    assert_eq!(browser.value(CONTRAST), serde_json::json!([]), "on paper");
}

#[test]
fn it_is_built_for_everybody() {
    let Some((mut browser, _turn)) = volume("") else {
        return;
    };
    let faults = browser.value(
        r"(() => {
        const all = (s) => [...document.querySelectorAll(s)];
        const faults = [];
        const need = (fine, what) => fine || faults.push(what);
        need(document.documentElement.lang === 'zh-CN', 'lang');
        need(all('h1').length === 1, 'h1');
        for (const mark of ['body > header', 'nav', 'main', 'body > footer', 'title']) need(all(mark).length, mark);
        for (const nav of all('nav')) need(nav.ariaLabel || nav.getAttribute('aria-label'), 'nav without a name');
        const ids = all('[id]').map((e) => e.id);
        need(new Set(ids).size === ids.length, 'an id twice');
        for (const link of all('a[href^=\'#\']')) {
            const target = link.getAttribute('href').slice(1);
            need(target.includes('=') || document.getElementById(decodeURIComponent(target)), `lost: ${target}`);
        }
        for (const e of all('a, button, input, select, summary')) {
            const name = e.textContent.trim() || e.getAttribute('aria-label') || e.title || e.labels?.length;
            need(name, `without a name: ${e.outerHTML.slice(0, 80)}`);
        }
        for (const image of all('img')) need(image.hasAttribute('alt'), 'a picture without alt');
        for (const table of all('main table')) {
            if (table.closest('.text')) continue;
            need(table.caption, 'a table without caption');
            for (const th of table.querySelectorAll('th')) need(th.scope, 'th without scope');
        }
        for (const box of all('.wide')) need(box.tabIndex === 0 && box.getAttribute('aria-label'), 'a box that cannot be scrolled by key');
        return [...new Set(faults)];
    })()",
    );
    assert_eq!(faults, serde_json::json!([]));
}

#[test]
fn it_is_whole_without_script() {
    let Some((mut browser, _turn)) = browser() else {
        return;
    };
    browser.scripts(false);
    browser.open(&VOLUME, "#a-shijiaowei");
    assert_eq!(
        browser.value("document.documentElement.classList.contains('live')"),
        false
    );
    // What needs the script is not offered.
    for dead in ["#tools", "#filter", "#view", "#keys"] {
        let shown = format!("document.querySelector({dead:?}).checkVisibility()");
        assert_eq!(browser.value(&shown), false, "{dead}");
    }
    assert_eq!(
        browser.value("document.querySelectorAll('main [hidden]').length"),
        0
    );
    // Every body can be read: what is folded has a summary to unfold it.
    let hidden = "[...document.querySelectorAll('.text:not(.empty)')].filter(e => !e.checkVisibility()).length";
    assert_eq!(browser.value(hidden), 0);
    let folded = "[...document.querySelectorAll('details')].filter(e => !e.querySelector(':scope > summary')).length";
    assert_eq!(browser.value(folded), 0);
    let link = ".counts td a";
    let link = browser.value(&format!(
        "document.querySelector({link:?}).getAttribute('href')"
    ));
    assert_eq!(link, "#i-1", "a count leads to its item");
    browser.until(
        "Math.abs(document.querySelector('#a-shijiaowei').getBoundingClientRect().top) < 200",
    );
}

/// The text of a PDF, if there is a tool that reads it.
fn printed(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("volume.pdf");
    std::fs::write(&file, pdf).expect("a file");
    let output = Command::new("pdftotext")
        .args([file.as_os_str(), "-".as_ref()])
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) if output.status.success() => {
            Some(String::from_utf8_lossy(&output.stdout).into_owned())
        }
        _ => {
            skip("pdftotext");
            None
        }
    }
}

/// A text as it is compared: without spaces, and with the one picture that some
/// fonts have for a radical and a character read as the character.
fn plain(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// How each block of every paper starts.
const BODIES: &str = r"[...document.querySelectorAll('.text')].flatMap(text =>
    [...text.querySelectorAll('p, li, td, h4, h5, h6')]
        .map(block => block.textContent.trim().split('\n')[0].slice(0, 12)))
    .filter(Boolean)";

#[test]
fn it_prints_as_a_sheet_with_everything_open() {
    let Some((mut browser, _turn)) = browser() else {
        return;
    };
    // Nobody's script opens what is folded.
    browser.scripts(false);
    browser.open(&VOLUME, "");
    let names = browser
        .value("[...document.querySelectorAll('.quiet li a, .rest b')].map(e => e.textContent)");
    let bodies = browser.value(BODIES);
    browser.value("document.querySelectorAll('details').forEach(fold => fold.open = false)");
    let pdf = browser.pdf();
    assert!(pdf.starts_with(b"%PDF-"));
    let text = String::from_utf8_lossy(&pdf);
    let boxes: Vec<&str> = text
        .match_indices("/MediaBox [")
        .filter_map(|(at, mark)| text[at + mark.len()..].split(']').next())
        .collect();
    assert!(boxes.len() > 50, "{} pages", boxes.len());
    for page in boxes {
        let sizes: Vec<f64> = page
            .split_whitespace()
            .filter_map(|size| size.parse().ok())
            .collect();
        // A4 in points: 210 × 297 mm.
        assert!(
            (sizes[2] - 595.3).abs() < 1.0 && (sizes[3] - 841.9).abs() < 1.0,
            "{page}"
        );
    }
    let Some(printed) = printed(&pdf) else { return };
    let printed = plain(&printed);
    let lost: Vec<&str> = texts(&bodies)
        .into_iter()
        .filter(|body| !printed.contains(&plain(body)))
        .collect();
    assert!(
        texts(&bodies).len() > 400,
        "{} bodies",
        texts(&bodies).len()
    );
    assert!(lost.is_empty(), "not printed: {lost:?}");
    for name in texts(&names) {
        assert!(printed.contains(&plain(name)), "{name} is not printed");
    }
    assert!(printed.contains("目录") && printed.contains("—1—"));
    assert!(!printed.contains("搜索全卷"), "the bar is not printed");
}
