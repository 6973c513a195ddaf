//! A row with more cells than its table has columns: Markdown drops the last ones, here
//! they go on in the last column.

use std::borrow::Cow;

use super::masks;
use crate::report::fence;

/// `text` with the bars masked behind which a row has cells too many.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    if text.contains(masks::BAR) {
        return Cow::Borrowed(text);
    }
    let mut excess = Vec::new();
    let mut open = None;
    let mut above = "";
    // The columns of the table in which the line stands.
    let mut columns = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if fence::holds(line, &mut open) || !line.contains('|') {
            columns = None;
        } else if columns.is_none() && is_ruled(line) {
            let count = bars(line).count();
            columns = Some(count).filter(|&count| bars(above).count() == count);
        } else if let Some(columns) = columns {
            // Cells of which nothing stands in any are none.
            let last = line.trim_end_matches(|c: char| c == '|' || c.is_whitespace());
            let further = bars(line).skip(columns);
            let told = further.take_while(|&at| at < last.len());
            excess.extend(told.map(|at| start + at));
        }
        start += line.len();
        above = line;
    }
    match excess.is_empty() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(masks::mask(text, &excess, masks::BAR)),
    }
}

/// Whether a line is the one below the header of a table: `| --- | :--: |`.
fn is_ruled(line: &str) -> bool {
    line.contains('-') && line.bytes().all(|byte| b"|-: \t>\r\n".contains(&byte))
}

/// The bars of a line before which its cells begin: none before the first where the line
/// has none there, none at its end.
fn bars(line: &str) -> impl Iterator<Item = usize> {
    let cells = line.trim_end();
    let cells = match cells.ends_with('|') && !cells.ends_with("\\|") {
        true => &cells[..cells.len() - 1],
        false => cells,
    };
    let lead = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let bare = !line[lead..].starts_with('|');
    let escaped = |at: usize| at > 0 && line.as_bytes()[at - 1] == b'\\';
    let bars = cells.match_indices('|').map(|(at, _)| at);
    let first = bare.then_some(lead);
    first
        .into_iter()
        .chain(bars.filter(move |&at| !escaped(at)))
}
