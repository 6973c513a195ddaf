//! A reader for the HTML that this program and its Markdown library write:
//! strict, so that what is not well nested fails.

use std::collections::{BTreeMap, BTreeSet};

/// A page, read.
pub(crate) struct Page {
    /// Its elements, in document order.
    pub(crate) elements: Vec<Element>,
    /// Its text, without scripts and styles.
    pub(crate) text: String,
    source: String,
}

/// One element.
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// Where it begins and ends in the page's text.
    pub(crate) from: usize,
    pub(crate) to: usize,
    start: usize,
    end: usize,
}

const VOID: &[&str] = &["meta", "link", "img", "br", "hr", "col", "input"];

impl Page {
    /// Reads a page, or a part of one.
    pub(crate) fn read(source: &str) -> Page {
        let mut page = Page {
            elements: Vec::new(),
            text: String::new(),
            source: source.to_owned(),
        };
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        while let Some(next) = source[at..].find('<').map(|next| at + next) {
            page.text.push_str(&unescape(&source[at..next]));
            if source[next..].starts_with("<!--") {
                at = next + source[next..].find("-->").expect("a comment ends") + 3;
                continue;
            }
            let end = tag_end(source, next);
            let tag = &source[next + 1..end - 1];
            at = end;
            if tag.starts_with('!') {
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                let closed = open
                    .pop()
                    .unwrap_or_else(|| panic!("</{name}> closes nothing"));
                let element = &mut page.elements[closed];
                assert_eq!(
                    element.tag,
                    name.trim(),
                    "near {}",
                    &page.text[element.from..]
                );
                (element.to, element.end) = (page.text.len(), end);
                continue;
            }
            let element = element(tag, page.text.len(), next, end);
            let name = element.tag.clone();
            let closed = tag.ends_with('/') || VOID.contains(&name.as_str());
            page.elements.push(element);
            if ["style", "script"].contains(&name.as_str()) {
                let close = format!("</{name}>");
                at = end + source[end..].find(&close).expect("it is closed") + close.len();
            } else if !closed {
                open.push(page.elements.len() - 1);
            }
        }
        page.text.push_str(&unescape(&source[at..]));
        let left: Vec<&str> = open
            .iter()
            .map(|&at| page.elements[at].tag.as_str())
            .collect();
        assert!(left.is_empty(), "never closed: {left:?}");
        page
    }

    /// The elements of that name.
    pub(crate) fn all<'p>(&'p self, tag: &'p str) -> impl Iterator<Item = &'p Element> {
        self.elements
            .iter()
            .filter(move |element| element.tag == tag)
    }

    /// The element that a link in the page leads to.
    pub(crate) fn target(&self, link: &Element) -> Option<&Element> {
        let id = link.get("href").strip_prefix('#')?;
        self.elements.iter().find(|element| element.get("id") == id)
    }

    /// The text of an element.
    pub(crate) fn text_of(&self, element: &Element) -> &str {
        self.text[element.from..element.to].trim()
    }

    /// An element as it is written.
    pub(crate) fn source_of(&self, element: &Element) -> &str {
        &self.source[element.start..element.end]
    }

    /// The text before an element.
    pub(crate) fn before(&self, element: &Element) -> &str {
        self.text[..element.from].trim_end()
    }

    /// The text after an element.
    pub(crate) fn after(&self, element: &Element) -> &str {
        self.text[element.to..].trim_start()
    }

    /// The elements within another.
    pub(crate) fn within<'p>(&'p self, outer: &'p Element) -> impl Iterator<Item = &'p Element> {
        self.elements
            .iter()
            .filter(|inner| outer.start < inner.start && inner.end <= outer.end)
    }

    /// What every page keeps: no id twice, no link into nothing, one title, no
    /// level of heading skipped, nothing that runs or is fetched.
    pub(crate) fn keeps_the_laws(&self, which: &str) {
        let mut ids = BTreeSet::new();
        for id in self.elements.iter().map(|element| element.get("id")) {
            assert!(id.is_empty() || ids.insert(id), "{which}: id {id} twice");
        }
        for link in self.all("a").filter(|link| link.has("href")) {
            let href = link.get("href");
            match href.strip_prefix('#') {
                // With = it is a filter of the page.
                Some(id) => assert!(id.contains('=') || ids.contains(id), "{which}: {href}"),
                None => assert!(
                    ["http://", "https://", "mailto:"]
                        .iter()
                        .any(|safe| href.starts_with(safe)),
                    "{which}: {href}"
                ),
            }
        }
        let mut above = 0;
        for element in &self.elements {
            if let Some(level) = element.level() {
                assert!(
                    level <= above + 1,
                    "{which}: h{above}, then h{level}: {}",
                    self.text_of(element)
                );
                above = level;
            }
            for name in element.attributes.keys() {
                assert!(!name.starts_with("on"), "{which}: {name}");
            }
            let source = element.get("src");
            assert!(
                source.is_empty() || source.starts_with("data:image/"),
                "{which}: {source}"
            );
        }
        assert_eq!(self.all("h1").count(), 1, "{which}");
    }
}

impl Element {
    /// An attribute; empty where it has none.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// Whether it has an attribute.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.attributes.contains_key(name)
    }

    /// Whether it is of a class.
    pub(crate) fn is(&self, class: &str) -> bool {
        self.get("class").split_whitespace().any(|one| one == class)
    }

    /// The level of a heading.
    pub(crate) fn level(&self) -> Option<u8> {
        let level = self.tag.strip_prefix('h')?.parse().ok()?;
        (1..=6).contains(&level).then_some(level)
    }
}

/// Where the tag that begins at `start` ends: at the > outside its quotes.
fn tag_end(source: &str, start: usize) -> usize {
    let mut quoted = false;
    for (at, c) in source[start..].char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return start + at + 1,
            _ => {}
        }
    }
    panic!("a tag never ends: {}", &source[start..]);
}

fn element(tag: &str, text: usize, start: usize, end: usize) -> Element {
    let tag = tag.trim_end_matches('/').trim();
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let length = rest.find(|c: char| c == '=' || c.is_whitespace());
        let (name, after) = rest.split_at(length.unwrap_or(rest.len()));
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("a quoted value"),
            None => ("", after),
        };
        let again = attributes.insert(name.to_owned(), unescape(value));
        assert!(again.is_none(), "{name} twice in <{tag}>");
        rest = after;
    }
    Element {
        tag: name.to_owned(),
        attributes,
        from: text,
        to: text,
        start,
        end,
    }
}

fn unescape(text: &str) -> String {
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
    ];
    let mut text = text.to_owned();
    for (name, c) in named {
        text = text.replace(name, c);
    }
    text.replace("&amp;", "&")
}
