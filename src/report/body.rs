//! Passages as safe HTML and Markdown. The tree was made safe when it was
//! read: no raw HTML and no active address is left in it but our own anchors
//! and pictures, so the writers of the Markdown library can be trusted with it.

use std::ops::Range;

use comrak::nodes::{AstNode, NodeList, NodeValue};

use super::picture::is_picture;
use super::tree::{self, Paper};
use super::{markdown, read};
use crate::text::hidden;

/// What is printed of one paper, fragment behind fragment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prints {
    /// Safe HTML: no raw HTML, no active link, ids under the prefix, headings
    /// from the base level.
    pub html: String,
    /// The same as Markdown, each fragment ending in a newline.
    pub markdown: String,
}

/// A run of passages as it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragment {
    html: Range<usize>,
    markdown: Range<usize>,
    /// The characters of its text that count (no blanks), read from the tree.
    pub chars: usize,
}

impl Prints {
    /// The HTML of `fragment`; empty where none was printed.
    pub fn html(&self, fragment: &Fragment) -> &str {
        self.html.get(fragment.html.clone()).unwrap_or_default()
    }

    /// The Markdown of `fragment`; empty where none was printed.
    pub fn markdown(&self, fragment: &Fragment) -> &str {
        let range = fragment.markdown.clone();
        self.markdown.get(range).unwrap_or_default()
    }
}

/// How a fragment is printed.
#[derive(Debug, Clone, Copy)]
pub struct Style<'s> {
    /// What every id in it begins with, so that reports cannot collide.
    pub prefix: &'s str,
    /// The level of the fragment's highest heading, 1 to 6.
    pub base: u8,
    /// Whether it is printed as HTML.
    pub html: bool,
    /// Whether it is printed as Markdown.
    pub markdown: bool,
}

impl<'a> Paper<'a> {
    /// Takes those passages out of what is printed, and counts their characters.
    pub fn hold_out(&self, passages: &[usize]) -> usize {
        let held = passages.iter().filter_map(|&index| self.nodes.get(index));
        held.map(|node| {
            node.detach();
            tree::count(node)
        })
        .sum()
    }

    /// Prints the passages of those indices into `prints` as one fragment, footnotes
    /// last. A passage is printed once only: its nodes are taken out of the tree.
    pub fn fragment(&self, passages: &[usize], style: Style, prints: &mut Prints) -> Fragment {
        let document = tree::new(self.arena, NodeValue::Document, (1, 1, 1, 1).into());
        let mut list: Option<(&AstNode, &AstNode)> = None;
        let mut notes = Vec::new();
        let mut headless = Vec::new();
        for &index in passages {
            let Some(node) = self.nodes.get(index) else {
                continue;
            };
            let value = node.data().value.clone();
            match value {
                NodeValue::FootnoteDefinition(_) => notes.push(*node),
                NodeValue::Item(item) => {
                    let Some(parent) = node.parent() else {
                        continue;
                    };
                    let open = list.filter(|(from, _)| std::ptr::eq(*from, parent));
                    let to = open.map_or_else(|| self.list(document, parent, item), |(_, to)| to);
                    to.append(node);
                    list = Some((parent, to));
                    continue;
                }
                NodeValue::TableRow(head) => {
                    let Some(parent) = node.parent() else {
                        continue;
                    };
                    let open = list.filter(|(from, _)| std::ptr::eq(*from, parent));
                    let to = open.map_or_else(|| like(self.arena, document, parent), |(_, to)| to);
                    if open.is_none() && !head {
                        headless.push((to, index));
                    }
                    to.append(node);
                    list = Some((parent, to));
                    continue;
                }
                _ => document.append(node),
            }
            list = None;
        }
        notes.sort_by_key(|note| note_number(note));
        for note in &notes {
            document.append(note);
        }
        let marked: Vec<&AstNode> = read::walk(document).filter(is_marked).collect();
        level_headings(&marked, style.base);
        let repeated = headless.into_iter();
        let repeated = repeated.map(|(table, row)| self.repeat_header(table, row));
        let repeated: usize = repeated.sum();
        let mut options = tree::options();
        options.render.width = 0;
        let [html, markdown] = [prints.html.len(), prints.markdown.len()];
        if style.html {
            // Writing to a string cannot fail.
            let _ = comrak::format_html(document, &options, &mut prints.html);
            if !marked.is_empty() {
                let page = prints.html.split_off(html);
                prints.html.push_str(&finish(page, style.prefix));
            }
            if self.hides() {
                let page = prints.html.split_off(html);
                prints.html.push_str(&hidden::shown(page));
            }
        }
        // Markdown has no room for the bytes of a picture, its words stay.
        for picture in marked.into_iter().filter(|node| is_picture(node)) {
            picture.detach();
        }
        if style.markdown {
            markdown::write(document, &options, &mut prints.markdown);
            if self.hides() {
                let text = prints.markdown.split_off(markdown);
                prints.markdown.push_str(&hidden::shown(text));
            }
        }
        Fragment {
            html: html..prints.html.len(),
            markdown: markdown..prints.markdown.len(),
            // A header that is printed again is no text of the paper.
            chars: tree::count(document) - repeated,
        }
    }

    /// Puts the words of the header above row `row` at the head of `table`, and
    /// counts their characters.
    fn repeat_header(&self, table: &'a AstNode<'a>, row: usize) -> usize {
        let is_header = |node: &&&AstNode| matches!(node.data().value, NodeValue::TableRow(true));
        let Some(header) = self.nodes.iter().take(row).rev().find(is_header) else {
            return 0;
        };
        let copy = |node: &AstNode, value| tree::new(self.arena, value, node.data().sourcepos);
        let row = copy(header, NodeValue::TableRow(true));
        for cell in header.children() {
            let into = copy(cell, NodeValue::TableCell);
            let words = read::text(cell.children());
            into.append(copy(cell, NodeValue::Text(words.replace('\n', " ").into())));
            row.append(into);
        }
        table.prepend(row);
        tree::count(row)
    }

    /// A new list in `document` like `parent`, beginning with `item`.
    fn list(
        &self,
        document: &'a AstNode<'a>,
        parent: &'a AstNode<'a>,
        item: NodeList,
    ) -> &'a AstNode<'a> {
        let at = parent.data().sourcepos;
        let mut like = match parent.data().value {
            NodeValue::List(list) => list,
            _ => item,
        };
        like.start = item.start;
        let list = tree::new(self.arena, NodeValue::List(like), at);
        document.append(list);
        list
    }
}

/// A new table in `document` with the columns of `table`.
fn like<'a>(
    arena: &'a comrak::Arena<'a>,
    document: &'a AstNode<'a>,
    table: &'a AstNode<'a>,
) -> &'a AstNode<'a> {
    let (value, at) = (table.data().value.clone(), table.data().sourcepos);
    let new = tree::new(arena, value, at);
    document.append(new);
    new
}

/// Whether more is to be done for `node` than to print it.
fn is_marked(node: &&AstNode) -> bool {
    !matches!(
        node.data().value,
        NodeValue::Document
            | NodeValue::Text(_)
            | NodeValue::Paragraph
            | NodeValue::List(_)
            | NodeValue::Item(_)
            | NodeValue::Strong
            | NodeValue::Emph
            | NodeValue::SoftBreak
    )
}

/// Gives the headings among `nodes` consecutive levels from `base`, so that no level
/// is skipped whatever the paper used, in quotations and lists as well.
fn level_headings(nodes: &[&AstNode], base: u8) {
    let is_heading = |node: &&&AstNode| matches!(node.data().value, NodeValue::Heading(_));
    let headings: Vec<&AstNode> = nodes.iter().filter(is_heading).copied().collect();
    let used: std::collections::BTreeSet<u8> = headings
        .iter()
        .filter_map(|node| match &node.data().value {
            NodeValue::Heading(heading) => Some(heading.level),
            _ => None,
        })
        .collect();
    let mut above = base.saturating_sub(1);
    for node in headings {
        if let NodeValue::Heading(heading) = &mut node.data_mut().value {
            let wanted = used.range(..heading.level).count() as u8 + base;
            // The first may stand low; never more than one below the last.
            heading.level = wanted.min(above + 1).clamp(1, 6);
            above = heading.level;
        }
    }
}

/// The number a footnote has in its report.
fn note_number(node: &AstNode) -> Option<u32> {
    match &node.data().value {
        NodeValue::FootnoteDefinition(note) => note.name.rsplit('-').next()?.parse().ok(),
        _ => None,
    }
}

/// Puts right what the HTML writer has no option for: links tell nobody where
/// they came from, a footnote shows its number in the report, a heading carries
/// its id itself. The marks replaced cannot come from a paper: its quotation
/// marks are escaped.
fn finish(html: String, prefix: &str) -> String {
    let html = each(html, "<a href=\"http", |_, rest| {
        format!("<a rel=\"noopener noreferrer nofollow\" href=\"http{rest}")
    });
    // The breaks in cells are the only raw HTML in the tree.
    let html = each(html, "<!-- raw HTML omitted -->", |_, rest| {
        format!("<br />{rest}")
    });
    let html = match html.contains("><a id=\"") {
        true => each(html, &format!("><a id=\"{prefix}-h"), |_, rest| {
            format!(" id=\"{prefix}-h{}", rest.replacen("></a>", ">", 1))
        }),
        false => html,
    };
    if !html.contains(" data-footnotes>") {
        return html;
    }
    let html = each(html, " data-footnotes>", |_, rest| format!(">{rest}"));
    each(html, &format!("<li id=\"fn-{prefix}-"), |count, rest| {
        let number = rest.split('"').next().unwrap_or_default();
        let back = format!("\"Back to reference {count}");
        let rest = rest.replace(&back, &format!("\"回到注文 {number}"));
        format!("<li value=\"{number}\" id=\"fn-{prefix}-{rest}")
    })
}

/// `html` with what follows each `mark`, up to the next, as `change` makes it of
/// the mark's place among them, from 1, and itself; the mark goes.
fn each(html: String, mark: &str, change: impl Fn(usize, &str) -> String) -> String {
    if !html.contains(mark) {
        return html;
    }
    let mut parts = html.split(mark);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for (count, part) in (1..).zip(parts) {
        whole.push_str(&change(count, part));
    }
    whole
}
