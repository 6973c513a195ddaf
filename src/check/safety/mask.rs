//! No finding shows a number that belongs to a person, whatever it is about.

use std::borrow::Cow;

use super::personal::{may_hold_number, numbers};
use crate::diagnostic::{Finding, Site};
use crate::text::Text;

/// So many characters of a number stay.
const SHOWN: usize = 4;

/// Hides in all that `found` shows of `paper` what personal-data would.
pub(in crate::check) fn mask<'f>(found: impl Iterator<Item = &'f mut Finding>, paper: &str) {
    let mut found = found.peekable();
    if found.peek().is_none() || !may_hold_number(paper) {
        return;
    }
    for finding in found {
        mask_site(&mut finding.site);
        for note in &mut finding.notes {
            mask_text(&mut note.text);
            note.site.iter_mut().for_each(mask_site);
        }
        let aside = finding.aside.iter_mut().map(|(_, text)| text);
        let texts = [&mut finding.message, &mut finding.help].into_iter();
        let texts = texts.chain(&mut finding.label).chain(aside);
        texts.chain(&mut finding.section).for_each(mask_text);
    }
}

fn mask_text(text: &mut Text) {
    for words in [&mut text.zh, &mut text.en] {
        if let Cow::Owned(masked) = masked(words) {
            *words = masked;
        }
    }
}

/// An excerpt may begin or end within a number.
fn mask_site(site: &mut Site) {
    let figure = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let text = site.excerpt.as_str();
    let ends = [
        (0, text.len() - text.trim_start_matches(figure).len()),
        (text.trim_end_matches(figure).len(), text.len()),
    ];
    if let Cow::Owned(masked) = hidden(masked(text), &ends) {
        site.excerpt = masked;
    }
}

/// `text` with the numbers of persons in it hidden but for their beginning.
/// No byte moves.
pub fn masked(text: &str) -> Cow<'_, str> {
    if !may_hold_number(text) {
        return Cow::Borrowed(text);
    }
    let found = numbers(text).into_iter();
    let spans: Vec<(usize, usize)> = found.map(|(start, end, _)| (start, end)).collect();
    hidden(Cow::Borrowed(text), &spans)
}

/// `text` with all but the first characters of those `spans` hidden.
fn hidden<'t>(text: Cow<'t, str>, spans: &[(usize, usize)]) -> Cow<'t, str> {
    let rest = |&(start, end): &(usize, usize)| {
        let shown = text.get(start..end)?.char_indices().nth(SHOWN)?.0;
        Some((start + shown, end))
    };
    let spans: Vec<(usize, usize)> = spans.iter().filter_map(rest).collect();
    if spans.is_empty() {
        return text;
    }
    let is_hidden = |at: usize| {
        let mut spans = spans.iter();
        spans.any(|&(start, end)| (start..end).contains(&at))
    };
    let signs = text.char_indices();
    let signs = signs.map(|(at, c)| match is_hidden(at) {
        true if c.is_ascii() => '*',
        // Full-width, as wide in bytes.
        true => '＊',
        false => c,
    });
    Cow::Owned(signs.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_persons_are_hidden_and_no_others() {
        let line = "电话13812345678，编号11010519491231002X，产值13800138000元";
        let shown = "电话1381*******，编号1101**************，产值13800138000元";
        assert_eq!(masked(line), shown);
        let line = "138-0013-8000、１３８００１３８０００，2016-0013-8000";
        let shown = "138-*********、１３８０＊＊＊＊＊＊＊，2016-0013-8000";
        assert_eq!(masked(line), shown);
        let mut site = Site::file("a.md");
        site.excerpt = "2345678，合格20161231".into();
        mask_site(&mut site);
        assert_eq!(site.excerpt, "2345***，合格2016****");
    }
}
