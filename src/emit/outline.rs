//! `check --outline`: the draft as the program understood it, item by item:
//! which lines were filed there, what status they state, and why.

use super::terminal::{BOLD, Look, cells, clean, fit, pad, pad_left};
use crate::coverage::{Coverage, Filing, How, Submitter};
use crate::plan::{Item, Tasks};
use crate::report::tree::Paper;
use crate::report::{Block, Passage, Status};
use crate::text::{Label, Lang, label};

/// The outline of one paper, a blank line after it.
pub fn outline(tasks: &Tasks, paper: &Paper, coverage: &Coverage, look: &Look) -> String {
    let view = View {
        paper,
        coverage,
        look,
    };
    let mut page = String::new();
    for item in tasks.plan.items() {
        let lines = view.filed(|filing| match filing {
            Filing::Item(number) | Filing::Measure(number, _) => number == item.number,
            _ => false,
        });
        let owed = match coverage.identity.submitter {
            Submitter::Party(index) => tasks
                .parties
                .get(index)
                .is_some_and(|party| party.owes(item.number)),
            _ => false,
        };
        if lines.is_empty() && !owed && !view.is_answered(item) {
            continue;
        }
        let title = format!("{}{}", item.label(), clean(item.title()));
        let room = look.width.saturating_sub(cells(view.how(item)) + 2);
        let title = pad(&fit(&title, room), room);
        page.push_str(&format!(
            "{}  {}\n",
            look.paint(BOLD, &title),
            view.how(item)
        ));
        page.push_str(&lines);
    }
    let others = [
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
        (label("其他内容", "other content"), Filing::Other),
        (
            label("联系方式，不入卷", "contacts, not bound"),
            Filing::Contact,
        ),
        (
            label("没有填的行，不入卷", "untouched lines, not bound"),
            Filing::Untouched,
        ),
    ];
    for (name, which) in others {
        let lines = view.filed(|filing| filing == which);
        if !lines.is_empty() {
            page.push_str(&format!("{}\n", look.paint(BOLD, &look.say(&name))));
            page.push_str(&lines);
        }
    }
    page.push('\n');
    page
}

struct View<'a, 'p> {
    paper: &'a Paper<'p>,
    coverage: &'a Coverage,
    look: &'a Look,
}

impl View<'_, '_> {
    fn is_answered(&self, item: &Item) -> bool {
        self.coverage
            .answers
            .iter()
            .any(|answer| answer.item == item.number)
    }

    /// In a word, what became of an item.
    fn how(&self, item: &Item) -> &'static str {
        let answer = self
            .coverage
            .answers
            .iter()
            .find(|answer| answer.item == item.number);
        let how: Label = match answer.map(|answer| answer.how) {
            Some(How::Written) => label("写了", "answered"),
            Some(How::Declined) => label("声明不涉及", "declined"),
            Some(How::Inferred) => label("按文字认出", "recognised by its words"),
            None => label("没有写", "not answered"),
        };
        match self.look.lang {
            Lang::Zh => how.zh,
            Lang::En => how.en,
        }
    }

    /// The lines of the passages that were filed so, in document order.
    fn filed(&self, which: impl Fn(Filing) -> bool) -> String {
        let passages = self.paper.report.passages.iter().zip(&self.coverage.filing);
        passages
            .enumerate()
            .filter(|(_, (_, filing))| which(**filing))
            .map(|(index, (passage, filing))| self.line(index, passage, *filing))
            .collect()
    }

    fn line(&self, index: usize, passage: &Passage, filing: Filing) -> String {
        let number = self.paper.source.line_of(passage.span.start).to_string();
        let measure = match filing {
            Filing::Measure(item, measure) => format!("{item}.{measure}"),
            _ => String::new(),
        };
        let status = match (self.status(index, filing), self.look.lang) {
            (None, _) => "",
            (Some(status), Lang::Zh) => status.chinese(),
            (Some(status), Lang::En) => status.name(),
        };
        let wide = match self.look.lang {
            Lang::Zh => 9,
            Lang::En => 15,
        };
        let why = self.look.say(&self.why(index, passage, filing));
        let head = format!(
            "  {}  {}{}{}",
            pad_left(&number, 4),
            pad(&measure, 6),
            pad(status, wide),
            pad(&why, 10),
        );
        let room = self.look.width.saturating_sub(cells(&head));
        let text = clean(&passage.line.text.trim().replace('\n', " "));
        format!("{}\n", format!("{head}{}", fit(&text, room)).trim_end())
    }

    fn status(&self, index: usize, filing: Filing) -> Option<Status> {
        let (Filing::Item(item) | Filing::Measure(item, _)) = filing else {
            return None;
        };
        let answer = self
            .coverage
            .answers
            .iter()
            .find(|answer| answer.item == item)?;
        let measure = answer
            .measures
            .iter()
            .find(|measure| measure.passage == Some(index));
        match measure {
            Some(measure) => measure.status,
            None if answer.passage == Some(index) && answer.measures.is_empty() => answer.status,
            None => None,
        }
    }

    /// Why a passage stands where it does.
    fn why(&self, index: usize, passage: &Passage, filing: Filing) -> Label {
        let coverage = self.coverage;
        let (item, measure) = match filing {
            Filing::Item(item) => (item, None),
            Filing::Measure(item, measure) => (item, Some(measure)),
            _ => return label("", ""),
        };
        if passage.mark.is_some() {
            return label("注明对应", "marked");
        }
        if let Some(section) = coverage
            .sections
            .iter()
            .find(|section| section.heading == index)
        {
            return match section.conflict {
                Some(_) => label("题同号异", "by title"),
                None => label("标题相符", "by title"),
            };
        }
        let entry = passage.entry.as_ref().and_then(|entry| entry.id);
        if entry.is_some_and(|((of, id), _)| of == item && measure.is_none_or(|m| m == id)) {
            return label("编号", "by its id");
        }
        let answers = coverage.answers.iter().filter(|answer| answer.item == item);
        let inferred = answers
            .flat_map(|answer| &answer.measures)
            .any(|answer| answer.passage == Some(index) && answer.inferred);
        match passage.block {
            Block::Heading(_) => label("标题", "heading"),
            _ if inferred => label("文字相像", "alike"),
            _ => label("在其节内", "in section"),
        }
    }
}
