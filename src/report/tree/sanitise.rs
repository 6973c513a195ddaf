//! What is active in a paper becomes text, before anything looks at it.

use comrak::Arena;
use comrak::nodes::{AstNode, NodeCodeBlock, NodeLink, NodeValue};

use super::elements::is_tag;
use super::{new, unwrap};
use crate::report::address::{self, is_safe};
use crate::report::picture::Why;
use crate::report::positions::Positions;
use crate::report::{Report, Unsafe, waiver};
use crate::text::{Span, words};

/// Makes active content text, and records it: raw HTML is shown as it is
/// written, comments are dropped, links keep only addresses that are safe or in
/// the paper, a picture is followed by its words.
pub(super) fn sanitise<'a>(
    arena: &'a Arena<'a>,
    root: &'a AstNode<'a>,
    positions: Positions,
    report: &mut Report,
) {
    let nodes: Vec<&AstNode> = root
        .descendants()
        .filter(|node| {
            matches!(
                node.data().value,
                NodeValue::HtmlBlock(_)
                    | NodeValue::HtmlInline(_)
                    | NodeValue::Link(_)
                    | NodeValue::Image(_)
            ) || matches!(&node.data().value, NodeValue::Text(text) if text.contains('<'))
                || has_comments(&node.data().value)
        })
        .collect();
    for node in nodes {
        let at = node.data().sourcepos;
        let span = || positions.span(at);
        let value = node.data().value.clone();
        match value {
            NodeValue::HtmlBlock(html) => {
                let shown = without_breaks(&without_comments(&html.literal));
                waiver::read(positions.source, span(), &mut report.waivers);
                report.comments += words::count(&html.literal) - words::count(&shown);
                if shown.trim().is_empty() {
                    node.detach();
                    continue;
                }
                if shown == html.literal || !is_plain(&shown) {
                    report.active.push(Unsafe::Html(span()));
                }
                node.data_mut().value = if is_plain(&shown) {
                    node.append(new(
                        arena,
                        NodeValue::Text(shown.trim().to_owned().into()),
                        at,
                    ));
                    NodeValue::Paragraph
                } else {
                    code_block(shown)
                };
            }
            NodeValue::HtmlInline(html) => {
                let tag = html.to_ascii_lowercase();
                let tag = tag.trim_matches(['<', '>', '/', ' ']).trim();
                if html.starts_with("<!--") {
                    report.comments += words::count(&html);
                    waiver::read(positions.source, span(), &mut report.waivers);
                    node.detach();
                } else if tag == "br" {
                    node.data_mut().value = NodeValue::LineBreak;
                } else {
                    if is_tag(&html) && !is_grade(node, &html) {
                        report.active.push(Unsafe::Html(span()));
                    }
                    node.data_mut().value = NodeValue::Text(html.into());
                }
            }
            NodeValue::CodeBlock(code) => {
                let shown = blank_comments(&code.literal);
                report.comments += words::count(&code.literal) - words::count(&shown);
                waiver::read(positions.source, span(), &mut report.waivers);
                if shown.trim().is_empty() {
                    node.detach();
                } else if let NodeValue::CodeBlock(code) = &mut node.data_mut().value {
                    code.literal = shown;
                }
            }
            NodeValue::Text(_) => {
                let start = span().start;
                for (at, length) in prefixed_tags(positions.source.slice(span())) {
                    let tag = Span::new(start + at, start + at + length);
                    report.active.push(Unsafe::Html(tag));
                }
            }
            // <st1:date> is an address to Markdown.
            NodeValue::Link(_) if prefixed_tag(positions.source.slice(span())).is_some() => {
                report.active.push(Unsafe::Html(span()));
                unwrap(node);
            }
            // A footnote's mark is a link itself, and there is no link in a link.
            NodeValue::Link(link) if !may_stay(&link.url) || holds_reference(node) => {
                report.active.extend(danger(span(), &link.url, positions));
                unwrap(node);
            }
            NodeValue::Image(image) => {
                report.pictures += 1;
                let remote = || Unsafe::Remote(span(), image.url.clone());
                let is_remote = is_safe(&image.url);
                let danger = danger(span(), &image.url, positions);
                report
                    .active
                    .extend(danger.or_else(|| is_remote.then(remote)));
                let title = node.collect_text();
                let url = image.url.clone();
                let picture = NodeValue::Image(Box::new(NodeLink { url, title }));
                node.insert_before(new(arena, picture, at));
                node.prepend(new(arena, NodeValue::Text("[图：".into()), at));
                node.append(new(arena, NodeValue::Text("]".into()), at));
                unwrap(node);
            }
            _ => {}
        }
    }
}

/// What is wrong with a link or picture of that address.
fn danger(span: Span, url: &str, positions: Positions) -> Option<Unsafe> {
    // ..\..\图片.png: Markdown takes the \ before a dot away.
    let written = positions.source.slice(span).rsplit_once("](");
    if let Some((_, address)) = written.filter(|(_, address)| address.starts_with("..\\")) {
        return Some(Unsafe::Escape(
            span,
            address.trim_end_matches(')').to_owned(),
        ));
    }
    // A telephone number and an address of the web without its scheme harm nobody, though
    // no link is made of them.
    if may_stay(url)
        || ["tel:", "//"]
            .iter()
            .any(|harmless| url.trim().starts_with(harmless))
    {
        return None;
    }
    match address::inside(url) {
        Err(Why::External) => Some(Unsafe::Link(span, url.to_owned())),
        Err(Why::Outside) => Some(Unsafe::Escape(span, url.to_owned())),
        _ => None,
    }
}

/// Whether a link to that address is kept for now: out of the volume, or to a
/// heading of the paper, which is looked for when it is printed.
fn may_stay(url: &str) -> bool {
    is_safe(url) || url.trim().starts_with('#')
}

fn holds_reference<'a>(node: &'a AstNode<'a>) -> bool {
    node.descendants()
        .any(|node| matches!(node.data().value, NodeValue::FootnoteReference(_)))
}

/// Whether a tag is a grade, <A>、<B>、<C>三档: one capital that nothing closes.
fn is_grade<'a>(node: &'a AstNode<'a>, html: &str) -> bool {
    let &[b'<', letter @ b'A'..=b'Z', b'>'] = html.as_bytes() else {
        return false;
    };
    let close = format!("</{}>", char::from(letter));
    let closes = |next: &AstNode| match &next.data().value {
        NodeValue::HtmlInline(html) => html.eq_ignore_ascii_case(&close),
        _ => false,
    };
    !node.following_siblings().any(closes)
}

/// Where tags of Word's own stand in `written`, which Markdown takes for none:
/// <o:p>, </w:t>; their lengths.
fn prefixed_tags(written: &str) -> impl Iterator<Item = (usize, usize)> {
    let opens = written.match_indices('<');
    opens.filter_map(|(at, _)| Some((at, prefixed_tag(&written[at..])?)))
}

/// The length of the tag with a prefix that begins `text`.
fn prefixed_tag(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let (inside, _) = tag(inside)?;
    let end = inside.len();
    let (prefix, name) = inside.trim_matches('/').split_once(':')?;
    let name = name.split(' ').next().unwrap_or_default();
    let plain = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_alphabetic())
            && word.chars().all(|c| c.is_ascii_alphanumeric())
    };
    (plain(prefix) && prefix.len() <= 3 && plain(name)).then_some(end + "<>".len())
}

/// Whether `text` holds no tag.
fn is_plain(text: &str) -> bool {
    !text.contains('<')
}

/// `html` without its comments. One that is never closed is text: it would
/// swallow the rest of the paper.
fn without_comments(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some(open) = rest.find("<!--") {
        let Some(close) = rest[open..].find("-->") else {
            break;
        };
        shown.push_str(&rest[..open]);
        rest = &rest[open + close + "-->".len()..];
    }
    shown.push_str(rest);
    shown
}

/// `html` with lines that end where its <br> stand.
fn without_breaks(html: &str) -> String {
    let mut shown = String::new();
    let mut rest = html;
    while let Some((before, behind)) = rest.split_once('<') {
        shown.push_str(before);
        rest = match tag(behind) {
            Some((name, after)) if name.trim_matches(['/', ' ']).eq_ignore_ascii_case("br") => {
                let parted = shown.ends_with('\n') || after.starts_with(['\n', '\r']);
                shown.push_str(if parted { "" } else { "\n" });
                after
            }
            _ => {
                shown.push('<');
                behind
            }
        };
    }
    shown.push_str(rest);
    shown
}

/// What stands before the > that ends a tag, and behind it; none where another begins first.
fn tag(text: &str) -> Option<(&str, &str)> {
    let end = text.find(['<', '>'])?;
    Some((&text[..end], text[end..].strip_prefix('>')?))
}

/// Whether it is an indented paragraph of Chinese with comments in it: what a
/// paste makes of them, no code.
fn has_comments(value: &NodeValue) -> bool {
    matches!(value, NodeValue::CodeBlock(code) if !code.fenced
        && code.literal.contains("<!--")
        && without_comments(&code.literal) != code.literal
        && code.literal.chars().any(words::is_han))
}

/// `text` without its comments, its lines where they were.
fn blank_comments(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((comment, after)) = comment.split_once("-->") else {
            break;
        };
        shown.push_str(before);
        shown.extend(comment.matches('\n'));
        rest = after;
    }
    shown.push_str(rest);
    shown
}

fn code_block(literal: String) -> NodeValue {
    NodeValue::CodeBlock(Box::new(NodeCodeBlock {
        fenced: true,
        fence_char: b'`',
        fence_length: 3,
        fence_offset: 0,
        info: String::new(),
        literal,
        closed: true,
    }))
}
