//! Where the title of what a line says ends and its answer begins.

use super::label::{self, behind_label};
use super::skip_blanks;
use crate::report::status::{is_status_alone, may_begin, status};
use crate::text::census::Census;
use crate::text::seek::{CharSet, SignsOf};
use crate::text::words::{self, Depth};

/// What the marks before a status at the end of a line are made of.
static BEFORE_STATUS: CharSet = CharSet::new(&['（', '(', '—', '-', ' ', '\u{3000}']);

/// The bytes of the longest sentence that is a status, with the stop before it.
const LAST: usize = 33;

/// Title and answer of what stands from `start`. In a listed line they are cut
/// at the first ： of the first sentence that is outside quotes and brackets;
/// without one the answer is what stands in brackets, or behind a dash, at the
/// end, if that is a status. A line whose first clause is a status has no
/// title.
pub(super) fn split(
    text: &str,
    (census, signs): (&Census, SignsOf),
    start: usize,
    listed: bool,
) -> ((usize, usize), (usize, usize)) {
    let rest = &text[start..];
    let whole = ((start, start), (start, text.len()));
    let nothing = ((start, text.len()), (text.len(), text.len()));
    if !listed {
        // 完成情况：未完成。
        return match behind_label(text, start) {
            Some(answer) if is_status_alone(&text[answer..]) => {
                ((start, answer), (answer, text.len()))
            }
            _ if is_status_alone(rest) => whole,
            _ => nothing,
        };
    }
    // The status may stand on a line of its own below the title.
    if census.may_hold('\n')
        && let Some(at) = rest.find('\n')
        && !rest[..at].contains(['：', ':', '。'])
        && let below = start + at + 1
        && is_status_alone(words::trim_start(&text[below..]))
    {
        return ((start, start + at), (skip_blanks(text, below), text.len()));
    }
    let mut depth = Depth::default();
    let mut stop = text.len();
    for (at, c) in signs.within(start, text.len()) {
        if !depth.outside(c) {
            continue;
        }
        match c {
            '：' | ':' => {
                let after = start + at + c.len_utf8();
                return ((start, start + at), (skip_blanks(text, after), text.len()));
            }
            '。' => {
                stop = start + at;
                break;
            }
            _ => {}
        }
    }
    if may_begin(rest) && status(rest).is_some_and(|(_, at, _)| at == 0) {
        return whole;
    }
    // 标题。未完成。
    let end = text.trim_end().trim_end_matches('。').len();
    let why = (stop < end).then(|| label::why(&text[..end], stop));
    let told = why.flatten().unwrap_or(end);
    if stop < told
        && let near = told.saturating_sub(LAST).max(stop)
        && let stops = signs.within(near, told).filter(|&(_, c)| c == '。')
        && let Some((at, sign)) = stops.last()
        && let last = near + at + sign.len_utf8()
        && let last = behind_label(text, last).unwrap_or(last)
        && is_status_alone(&text[last..told])
    {
        return ((start, near + at), (last, end));
    }
    if census.may_hold('况')
        && let Some((at, last)) = label::last(&text[..end], stop)
        && status(&text[last..end]).is_some_and(|(_, at, _)| at == 0)
    {
        return ((start, at), (last, end));
    }
    if !census.may_hold_one_of(&BEFORE_STATUS) {
        return nothing;
    }
    for mark in ["（", "(", "——", "—", "--", " ", "\u{3000}"] {
        let Some(at) = rest.rfind(mark) else { continue };
        let answer = start + at + mark.len();
        let said = text[answer..].trim_end_matches(['）', ')', '。', ' ']);
        if is_status_alone(said) {
            return ((start, start + at), (answer, answer + said.len()));
        }
    }
    nothing
}
