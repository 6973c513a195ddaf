//! Fenced code: what stands in it is shown as it is written.

use crate::text::words;

/// Whether `line` belongs to fenced code; `fence` is the mark that would end it.
pub(super) fn holds<'t>(line: &'t str, fence: &mut Option<&'t str>) -> bool {
    let mark = ["```", "~~~"]
        .into_iter()
        .find(|mark| words::trim_start(line).starts_with(mark));
    match (*fence, mark) {
        (None, None) => return false,
        (None, Some(_)) => *fence = mark,
        (Some(open), Some(mark)) if open == mark => *fence = None,
        (Some(_), _) => {}
    }
    true
}

/// Whether byte `at` of `text` stands in fenced code.
pub(super) fn is_code(text: &str, at: usize) -> bool {
    let mut fence = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let code = holds(line, &mut fence);
        start += line.len();
        if start > at {
            return code;
        }
    }
    false
}
