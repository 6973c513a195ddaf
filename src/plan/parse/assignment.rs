//! Who is responsible: a bracket or a sentence that says so. It is one by what
//! it says, not by where it stands.

use super::due::Limit;
use super::page::Page;
use super::reading::Remark;
use super::{agency, bracket, duty, sentence};
use crate::text::{Span, words};

/// An assignment.
#[derive(Debug, Clone, Default)]
pub(super) struct Assignment {
    /// The bracket with its marks, or the sentence.
    pub span: Span,
    /// The names in it, and whether each leads.
    pub names: Vec<(Span, bool)>,
    /// Whether the list ends in 等.
    pub open_ended: bool,
    /// Those of the names that have a sign before them.
    pub signed: Vec<Span>,
    /// Whether the first of it leads.
    pub first_leads: bool,
    /// Whether that holds for those below: 下同.
    pub below: bool,
    /// By when, where it says so.
    pub due: Option<Limit>,
    /// Words in it that speak of other items too.
    pub clauses: Vec<Span>,
    /// What may be missing from it.
    pub remarks: Vec<(Span, Remark)>,
}

impl Assignment {
    /// Whether it is a bracket.
    pub(super) fn brackets(&self, page: &Page) -> bool {
        page.slice(self.span)
            .starts_with(['（', '(', '〔', '[', '［', '【'])
    }
}

/// `all` without those at its end that name nobody and stand apart: 联系人： below the
/// closing clause.
pub(super) fn without_tail<'a>(page: &Page, all: &'a [Assignment]) -> &'a [Assignment] {
    let mut all = all;
    while let [before @ .., last] = all {
        let end = before
            .last()
            .map_or(last.span.start, |before| before.span.end);
        let gap = page.slice(Span::new(end, last.span.start));
        let apart = before.is_empty() || gap.contains(words::is_han);
        if !last.names.is_empty() || !apart {
            break;
        }
        all = before;
    }
    all
}

/// The assignments of a text, and what looks like one and could not be read.
#[derive(Debug, Default)]
pub(super) struct Assignments {
    /// In order.
    pub read: Vec<Assignment>,
    /// In order.
    pub unread: Vec<Span>,
}

/// The longest bracket that is looked into, in bytes.
pub(super) const LONGEST: usize = 3000;

/// All assignments of the page. A sentence ends before the next of `starts`,
/// where units begin.
pub(super) fn all(page: &Page, starts: &[usize]) -> Assignments {
    let mut found = Assignments::default();
    bracket::saying(page, &mut found);
    sentence::labelled(page, starts, &mut found);
    found.sort();
    let plain = sentence::plain(page, starts, &found.read);
    found.read.extend(plain);
    found.sort();
    bracket::listing(page, starts, &mut found);
    found.sort();
    found
}

impl Assignments {
    fn sort(&mut self) {
        self.read.sort_by_key(|assignment| assignment.span);
        self.unread.sort_unstable();
    }

    /// Whether byte `at` stands in what was read.
    pub(super) fn holds(&self, at: usize) -> bool {
        let before = self.read.partition_point(|found| found.span.start <= at);
        let last = before.checked_sub(1).and_then(|last| self.read.get(last));
        last.is_some_and(|last| at < last.span.end)
    }
}

/// Whether a bracket that could not be read looks as if it named agencies.
pub(super) fn looks_like_one(content: &str) -> bool {
    let content = content.trim_end_matches('。');
    duty::labelled(content).is_some_and(|(role, _)| role.names_agencies())
        || duty::without_verb(content).is_some_and(|(names, _)| names.is_empty())
        || (duty::without_verb(content).is_some()
            && content.contains('、')
            && (duty::is_charge(content) || content.split('、').any(agency::is_agency)))
}
