//! What is front matter, and what only stands between two rules.

use super::keys::known;
use crate::text::{Source, words};

/// Whether the lines from `from` up to `to` are front matter: with a key that is known,
/// few lines are anything else; without, none is.
pub(super) fn is_block(source: &Source, from: usize, to: usize) -> bool {
    let lines = (from..to).map(|line| source.slice(source.line_span(line)).trim());
    let lines: Vec<&str> = lines.filter(|text| !text.is_empty()).collect();
    let mut keys = lines.iter().filter_map(|text| Some(split(text)?.0));
    if keys.any(|key| known(key).is_some()) {
        return strangers(&lines) <= STRANGERS;
    }
    let mut keyed = false;
    lines.iter().all(|text| match split(text) {
        Some((key, ..)) => {
            keyed = true;
            key.is_ascii()
        }
        None if keyed && is_entry(text) => true,
        // A heading of the paper is no comment.
        None => is_comment(text) && !text.contains(words::is_han),
    })
}

/// Whether a line is an entry of a list below its key, as YAML writes them.
pub(super) fn is_entry(text: &str) -> bool {
    text.trim_start().starts_with("- ")
}

/// As many lines that are nothing known may stand in it.
const STRANGERS: usize = 2;

/// How many lines are neither comment, key nor list.
fn strangers(lines: &[&str]) -> usize {
    let is_list =
        |text: &str| text.starts_with(['[', ']', '"', '“']) || text.ends_with([',', ']', '，']);
    let strange = |text: &&&str| !is_comment(text) && split(text).is_none() && !is_list(text);
    lines.iter().filter(strange).count()
}

/// Whether a line is a comment.
pub(super) fn is_comment(text: &str) -> bool {
    text.trim_start().starts_with(['#', '＃'])
}

/// Key and value of a line, and the mark between them.
pub(super) fn split(text: &str) -> Option<(&str, &str, char)> {
    let at = text.find(['=', '＝', '：', ':'])?;
    let mark = text[at..].chars().next()?;
    let key = text[..at].trim();
    let plain = !key.is_empty() && key.chars().count() <= 20 && !key.contains(['#', '，', '。']);
    plain.then(|| (key, &text[at + mark.len_utf8()..], mark))
}
