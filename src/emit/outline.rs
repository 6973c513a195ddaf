//! `check --outline`: the draft as the program understood it, item by item:
//! which lines were filed there, what status they state, and why; of measures
//! not recognised, what stands nearest.

mod head;
mod open;
mod row;
mod why;

use super::terminal::{BOLD, Look, cells, clean, fit, pad};
use crate::coverage::nearest::Said;
use crate::coverage::{Answer, Coverage, Filing, Submitter};
use crate::plan::{Item, Tasks};
use crate::report::Block;
use crate::report::tree::Paper;
use crate::text::{Label, label};

/// The outline of one paper, a blank line after it.
pub fn outline(tasks: &Tasks, paper: &Paper, coverage: &Coverage, look: &Look) -> String {
    let view = View {
        tasks,
        paper,
        coverage,
        look,
        said: Said::new(tasks, &paper.report, coverage),
    };
    let mut page = head::head(&view);
    for item in tasks.plan.items() {
        page.push_str(&view.item(item));
    }
    for (name, which) in OTHERS {
        page.push_str(&view.others(name, |_, filing| filing == *which));
    }
    let framed = |at: usize| {
        let block = paper.report.passages.get(at).map(|passage| &passage.block);
        matches!(
            block,
            Some(Block::Title | Block::Salutation | Block::Signature)
        )
    };
    let frame = label("标题、称谓、落款", "title, salutation, signature");
    page.push_str(&view.others(&frame, |at, filing| filing == Filing::Other && framed(at)));
    let rest = label(
        "没有归到任何一项，作为其他内容入卷",
        "filed under no item; bound as other content",
    );
    page.push_str(&view.others(&rest, |at, filing| filing == Filing::Other && !framed(at)));
    page.push('\n');
    page
}

/// Where a passage can be filed beside the items, in the order of the page.
const OTHERS: &[(Label, Filing)] = &[
    (label("问题", "problems"), Filing::Problems),
    (
        label("下年目标", "next year's targets"),
        Filing::NextTargets,
    ),
    (
        label("下年措施", "next year's measures"),
        Filing::NextMeasures,
    ),
    (label("下年目标和措施", "next year"), Filing::NextYear),
    (
        label("联系方式，不入卷", "contacts, not bound"),
        Filing::Contact,
    ),
    (
        label("没有填的行，不入卷", "untouched lines, not bound"),
        Filing::Untouched,
    ),
];

/// What is looked at, and how it is drawn.
struct View<'a, 'p> {
    tasks: &'a Tasks,
    paper: &'a Paper<'p>,
    coverage: &'a Coverage,
    look: &'a Look,
    said: Said<'a>,
}

impl View<'_, '_> {
    fn answer(&self, item: u32) -> Option<&Answer> {
        let mut answers = self.coverage.answers.iter();
        answers.find(|answer| answer.item == item)
    }

    /// Whether the agency owes the item.
    fn owes(&self, item: u32) -> bool {
        match self.coverage.identity.submitter {
            Submitter::Party(index) => {
                let party = self.tasks.parties.get(index);
                party.is_some_and(|party| party.owes(item))
            }
            _ => false,
        }
    }

    /// An item: what became of it, its lines, its open measures. Nothing of an
    /// item that is neither owed nor spoken of.
    fn item(&self, item: &Item) -> String {
        let rows = row::rows(self, item);
        let answer = self.answer(item.number);
        if rows.is_empty() && answer.is_none() && !self.owes(item.number) {
            return String::new();
        }
        let how = self.look.say(&why::found(self, item, answer));
        let title = format!("{}{}", item.label(), clean(item.title()));
        let room = self.look.width.saturating_sub(cells(&how) + 2);
        let title = pad(&fit(&title, room), room);
        let mut page = format!("{}  {how}\n", self.look.paint(BOLD, &title));
        page.push_str(&rows);
        if self.owes(item.number) {
            page.push_str(&open::open(self, item, answer));
        }
        page
    }

    /// The passages that were filed so, in document order, below `name`.
    fn others(&self, name: &Label, which: impl Fn(usize, Filing) -> bool) -> String {
        let mut page = String::new();
        for (at, filing) in self.coverage.filing.iter().enumerate() {
            if which(at, *filing) {
                page.push_str(&row::plain(self, at));
            }
        }
        match page.is_empty() {
            true => page,
            false => format!("{}\n{page}", self.look.paint(BOLD, &self.look.say(name))),
        }
    }
}
