//! The cells of a table that hold agencies.

use super::duty::Role;
use super::page::Page;
use super::reading::Remark;
use super::{ReadItem, agency, duties, item};
use crate::text::{Source, Span};

/// Enters the names of a cell into `item`, and says what may be missing; `None` where
/// it could not be read.
pub(super) fn names(
    file: &Source,
    cell: Span,
    role: Role,
    item: &mut ReadItem,
) -> Option<Vec<Remark>> {
    if matches!(file.slice(cell), "/" | "／" | "-" | "—" | "——" | "无") {
        return Some(Vec::new());
    }
    let words = file
        .slice(cell)
        .replace("<br>", "\n   ")
        .replace("<br/>", "\n    ");
    let page = Page::new(&Source::new("", words));
    let all = Span::new(0, page.text.len());
    let mut read = duties::read(&page, all);
    if read.is_none() {
        let list = page.trimmed(Span::new(
            0,
            page.text.trim_end().trim_end_matches('。').len(),
        ));
        read = duties::listed(&page, list, |_| true);
    }
    let mut found = read.filter(|found| !found.names.is_empty())?;
    let breaks = file.slice(cell).replace("<br/>", "<br>");
    let blank =
        breaks.starts_with("<br>") || breaks.ends_with("<br>") || breaks.contains("<br><br>");
    let blank = blank.then_some(Remark::Blank);
    let remarks = found
        .remarks
        .iter()
        .map(|(_, why)| *why)
        .chain(blank)
        .collect();
    for (at, (_, lead)) in found.names.iter_mut().enumerate() {
        *lead |= role == Role::Lead || (role == Role::First && at == 0);
    }
    item.open_ended |= found.open_ended;
    let known = item.agencies.len();
    item::assign(&page, item, &[found]);
    // Their places are those in the cell.
    for (_, span) in item.agencies.iter_mut().skip(known) {
        *span = Span::new(cell.start + span.start, cell.start + span.end);
    }
    for (_, span) in &mut item.twice {
        *span = cell;
    }
    Some(remarks)
}

/// Whether a cell holds nothing but agencies' names.
pub(super) fn lists_agencies(file: &Source, cell: Span) -> bool {
    let page = Page::new(&Source::new("", file.slice(cell).replace("<br>", "\n")));
    let all = Span::new(0, page.text.len());
    duties::listed(&page, all, agency::is_agency).is_some()
}
