//! Words of a paper as a letter quotes them: without markup, cut at a sentence,
//! the numbers of persons hidden.

use crate::check::safety::masked;
use crate::diagnostic::Site;
use crate::text::words::is_han;

/// At most this many characters are quoted.
const LIMIT: usize = 44;
/// At most this many of them before what is meant.
const LEAD: usize = 28;

/// Where what is meant begins and ends, while the words around it are cleaned.
const FROM: char = '\u{F8F0}';
const TO: char = '\u{F8F1}';

/// The sentence in which the mark of `site` stands, in quotation marks.
pub(super) fn sentence(site: &Site) -> Option<String> {
    let text = prepared(site);
    // Keys and remarks are no sentences.
    if ["huibian", " = ", " ＝ "]
        .iter()
        .any(|word| text.contains(word))
    {
        return None;
    }
    let (from, to) = (text.find(FROM)?, text.find(TO)?);
    let ends = |c: char| matches!(c, '。' | '；' | '！' | '？');
    let start = text[..from].rfind(ends).map_or(0, |at| {
        at + text[at..].chars().next().map_or(0, char::len_utf8)
    });
    let end = text[to..].find(ends).map_or(text.len(), |at| to + at);
    let whole: Vec<char> = text[start..end].chars().collect();
    let at = whole.iter().position(|&c| c == FROM).unwrap_or(0);
    let pause = |c: &char| matches!(c, '，' | '、' | '：' | '。' | '；');
    let first = match at > LEAD {
        true => {
            let near = whole[at - LEAD..at].iter().position(pause);
            near.map_or(at - LEAD, |near| at - LEAD + near + 1)
        }
        false => 0,
    };
    let mut last = whole.len();
    if last - first > LIMIT {
        let least = whole.iter().position(|&c| c == TO).unwrap_or(at);
        let most = (first + LIMIT).max(least).min(whole.len());
        let pauses = whole[..most].iter().rposition(pause);
        last = pauses
            .filter(|&cut| cut > least.max(first + 8))
            .unwrap_or(most);
    }
    let kept: String = whole[first..last].iter().collect();
    // The number before it stays: it says which line is meant.
    let number = whole[..first].iter().filter(|&&c| c != FROM && c != TO);
    let number: String = number
        .take_while(|c| c.is_ascii_digit() || **c == '.')
        .collect();
    let lead = match (first > 0, number.contains('.')) {
        (false, _) => String::new(),
        (true, true) => format!("{number}……"),
        (true, false) => "……".to_owned(),
    };
    let tail = if last < whole.len() { "……" } else { "" };
    quoted(&kept).map(|words| format!("“{lead}{words}{tail}”"))
}

/// What the mark of `site` covers, in quotation marks.
pub(super) fn marked(site: &Site) -> Option<String> {
    let text = prepared(site);
    let kept = text.get(text.find(FROM)?..text.find(TO)?)?;
    quoted(kept).map(|words| format!("“{words}”"))
}

/// `text` without its ends of marks and blanks, if words are left.
fn quoted(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|&c| c != FROM && c != TO).collect();
    let idle = |c: char| c.is_whitespace() || "，、：；。-—".contains(c);
    let text = text.trim_matches(idle).trim();
    text.chars()
        .any(|c| c.is_alphanumeric() || "【（_×□".contains(c))
        .then(|| text.replace('“', "‘").replace('”', "’"))
}

/// The excerpt with the mark's ends in it and without markup.
fn prepared(site: &Site) -> String {
    // The stars of a hidden number are no emphasis.
    let text = masked(&site.excerpt);
    let starred = text.contains("****");
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let (start, end) = (site.mark.start, site.mark.end);
    let text = format!(
        "{}{FROM}{}{TO}{}",
        part(0..start),
        part(start..end),
        part(end..text.len())
    );
    let text = match starred {
        true => text.replace("****", "××××"),
        false => text,
    };
    widened(&cell(&plain(&bare(&text))))
}

/// `text` without what begins a heading, an entry, a box or a quotation.
fn bare(text: &str) -> String {
    let mut ends = String::new();
    let mut rest = text;
    loop {
        let before = rest;
        rest = rest.trim_start_matches([' ', '\t', '　', '#', '>', FROM]);
        for sign in [
            "- ", "* ", "+ ", "[x]", "[X]", "[ ]", "[/]", "[-]", "☑", "□ ", "☐", "√",
        ] {
            rest = rest.strip_prefix(sign).unwrap_or(rest);
        }
        ends.extend(
            before[..before.len() - rest.len()]
                .chars()
                .filter(|&c| c == FROM),
        );
        if rest.len() == before.len() {
            break;
        }
    }
    ends + rest
}

/// `text` without tags, addresses and signs of emphasis; what cannot be read is □.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            out.extend(Some(c).filter(|&c| c == FROM || c == TO));
            continue;
        }
        let rest = &text[at..];
        let next = rest.chars().find(|&n| n != c && n != FROM && n != TO);
        let tag = next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!'));
        match c {
            '<' if tag => skip = at + rest.find('>').map_or(rest.len(), |end| end + 1),
            '[' if rest.contains("](") => {}
            '!' if rest.starts_with("![") => {}
            ']' if rest.starts_with("](") => {
                skip = at + closed(rest);
            }
            '*' | '`' | '\\' => {}
            '~' if rest.starts_with("~~") => {}
            '\u{FFFD}' => out.push('□'),
            '\t' | '\u{A0}' | '　' => out.push(' '),
            c if c.is_control() || crate::text::words::is_invisible(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Where the bracket ends that `text` opens, those within it paired.
fn closed(text: &str) -> usize {
    let mut open = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open <= 1 => return at + 1,
            ')' => open -= 1,
            _ => {}
        }
    }
    text.len()
}

/// Of a row of a table, the cell that is meant.
fn cell(text: &str) -> String {
    if text.matches('|').count() < 2 {
        return text.to_owned();
    }
    let at = text.find(FROM).unwrap_or(0);
    let start = text[..at].rfind('|').map_or(0, |bar| bar + 1);
    let end = text[at..].find('|').map_or(text.len(), |bar| at + bar);
    match text[start..end].contains(TO) {
        true => text[start..end].to_owned(),
        false => format!("{}{TO}", &text[start..end]),
    }
}

/// `text` with the marks next to Chinese characters as Chinese has them, and no
/// blanks between those.
fn widened(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().collect();
    let beside = |at: usize| {
        let seen = |c: &&char| **c != FROM && **c != TO;
        let before = chars[..at].iter().rev().find(seen);
        let after = chars.get(at + 1..).and_then(|rest| rest.iter().find(seen));
        let wide =
            |c: Option<&char>| c.is_some_and(|&c| is_han(c) || "，。、；：“”（）《》".contains(c));
        (wide(before), wide(after))
    };
    let mut out = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let wide = match c {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '?' => '？',
            '!' => '！',
            '(' => '（',
            ')' => '）',
            ' ' => ' ',
            c => {
                out.push(c);
                continue;
            }
        };
        match (beside(at), c) {
            ((true, true), ' ') => {}
            ((false, false), c) => out.push(c),
            _ => out.push(wide),
        }
    }
    out
}
