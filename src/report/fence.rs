//! Fenced code: what stands in it is shown as it is written.

use crate::text::{Span, words};

/// Whether `line` belongs to fenced code; `fence` is the mark that would end it.
pub(super) fn holds<'t>(line: &'t str, fence: &mut Option<&'t str>) -> bool {
    let text = words::trim_start(line);
    let mark = match text.as_bytes() {
        [b'`', b'`', b'`', ..] => Some("```"),
        [b'~', b'~', b'~', ..] => Some("~~~"),
        _ => None,
    };
    match (*fence, mark) {
        (None, None) => return false,
        (None, Some(_)) => *fence = mark,
        (Some(open), Some(mark)) if open == mark => *fence = None,
        (Some(_), _) => {}
    }
    true
}

/// The lines of fenced code in `text`, each a range of bytes, in order.
pub(super) fn lines(text: &str) -> Vec<Span> {
    let mut fence = None;
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        if holds(line, &mut fence) {
            found.push(Span::new(start, start + line.len()));
        }
        start += line.len();
    }
    found
}

/// Whether byte `at` stands in one of the `lines` of fenced code.
pub(super) fn is_code(lines: &[Span], at: usize) -> bool {
    let next = lines.partition_point(|line| line.end <= at);
    lines.get(next).is_some_and(|line| line.start <= at)
}
