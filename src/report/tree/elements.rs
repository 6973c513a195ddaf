//! The names of HTML's elements: what stands in angle brackets and is none of them,
//! as <VOC> is, is a writer's own word.

/// Whether the tag `html` may take effect or come out of a web page: it has the name of
/// an element, a prefix, or an attribute.
pub(super) fn is_tag(html: &str) -> bool {
    let inside = html.trim_matches(['<', '>', '/']).trim();
    let name = inside.to_ascii_lowercase();
    let is_name = |name: &str| NAMES.binary_search(&name).is_ok();
    let is_word = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    // A line may end within the word.
    let (first, rest) = name.split_once('\n').unwrap_or((&name, ""));
    let whole = [first, rest].concat();
    !is_word(&whole) || is_name(first) || is_name(&whole)
}

/// HTML Living Standard, sections 4 and 16.2 (obsolete ones), with those that begin
/// other languages in a page; in the order of the alphabet.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "a", "abbr", "acronym", "address", "applet", "area", "article", "aside", "audio", "b", "base", "basefont",
    "bdi", "bdo", "bgsound", "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center",
    "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div",
    "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "iframe", "img", "input",
    "ins", "isindex", "kbd", "keygen", "label", "legend", "li", "link", "listing", "main", "map", "mark", "marquee",
    "math", "menu", "menuitem", "meta", "meter", "multicol", "nav", "nextid", "nobr", "noembed", "noframes",
    "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "plaintext", "pre",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "search", "section", "select", "slot",
    "small", "source", "spacer", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table",
    "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul",
    "var", "video", "wbr", "xmp",
];
