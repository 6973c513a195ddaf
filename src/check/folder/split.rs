//! Agencies that contradict each other.

use std::collections::BTreeMap;

use super::bound;
use crate::check::{Folder, Rule, Scope, cite_measure};
use crate::coverage::{Digest, Submitter};
use crate::diagnostic::{Finding, SEE, Severity, Site};
use crate::plan::Measure;
use crate::report::Status;
use crate::text::{Place, label, text};

pub(super) const STATUS_SPLIT: Rule = Rule {
    name: "status-split",
    short: "说法不一",
    severity: Severity::Hint,
    summary: label(
        "同一条措施，一家说完成，一家说未完成",
        "one agency calls a measure done, another not done",
    ),
    explanation: label(
        "几家共管的一条措施，有的写完成，有的写未完成，并排印出来领导必问。可能各说各的那一部分，两家都对，\
         所以只提示，列出两处，程序不判谁对。只看逐条写了状态的；一家完成、一家推进中不算，\
         同一单位的两份稿子不算，按文字辨认出来的话不会带状态，也不算。",
        "Of one measure that several agencies share, one says 完成 and another 未完成: side by side in the \
         volume it will be asked about. Each may speak of its own share and both be right, so this is a \
         hint with both places, and nothing is decided. Only stated statuses count; done beside under \
         way is no fault, nor are two papers of one agency.",
    ),
    bad: "市教委.md        - 3.9 技能大赛、技能培训：未完成。原因：承办院校改造，2017年6月底前补办。\n市人力社保局.md  - 3.9 技能大赛、技能培训：完成。举办8个职业的竞赛。\n",
    good: "市教委.md        - 3.9 技能大赛、技能培训：推进中，已办6场。\n市人力社保局.md  - 3.9 技能大赛、技能培训：完成。举办8个职业的竞赛。\n",
    scope: Scope::Folder(status_split),
};

/// A digest and the line of it that states something.
type Stated<'a> = (&'a Digest, usize);

fn status_split(folder: &Folder) -> Vec<Finding> {
    let mut claims: BTreeMap<u32, Vec<Claims>> = BTreeMap::new();
    for digest in bound(folder) {
        for answer in &digest.answers {
            let item = claims.entry(answer.item).or_default();
            for &(measure, status, line) in &answer.measures {
                let at = measure as usize;
                if item.len() <= at {
                    item.resize_with(at + 1, Claims::default);
                }
                item[at].take(status, (digest, line));
            }
        }
    }
    let splits = claims.iter().flat_map(|(&number, claims)| {
        let splits = claims
            .iter()
            .enumerate()
            .filter_map(move |(index, claims)| {
                let (open, done) = claims.split()?;
                let item = folder.tasks.plan.item(number)?;
                let measure = item.measures.get(index.checked_sub(1)?)?;
                split(folder, measure, open, done)
            });
        splits.collect::<Vec<_>>()
    });
    splits.collect()
}

/// What is said of one measure: the first that has not done it, and the first two
/// that have, of different agencies.
#[derive(Default)]
struct Claims<'a> {
    open: Option<Stated<'a>>,
    done: Option<Stated<'a>>,
    also: Option<Stated<'a>>,
}

impl<'a> Claims<'a> {
    fn take(&mut self, status: Option<Status>, stated: Stated<'a>) {
        match (status, self.done) {
            (Some(Status::NotDone), _) => self.open = self.open.or(Some(stated)),
            (Some(Status::Done), None) => self.done = Some(stated),
            (Some(Status::Done), Some(done)) if done.0.submitter != stated.0.submitter => {
                self.also = self.also.or(Some(stated));
            }
            _ => {}
        }
    }

    /// Who has not done it, and the first of others that has.
    fn split(&self) -> Option<(Stated<'a>, Stated<'a>)> {
        let open = self.open?;
        let mut done = [self.done, self.also].into_iter().flatten();
        Some((
            open,
            done.find(|done| done.0.submitter != open.0.submitter)?,
        ))
    }
}

fn split(
    folder: &Folder,
    measure: &Measure,
    (open, line): Stated,
    (done, other): Stated,
) -> Option<Finding> {
    let (here, there) = (name(folder, open)?, name(folder, done)?);
    let finding = Finding::new(
        site(open, line),
        text(
            format!("{}：{here}写未完成，{there}写完成", measure.id),
            format!("{}: not done says {here}, done says {there}", measure.id),
        ),
        text(
            "请两家核对；各说各的一部分，在句中写明是哪一部分",
            "ask both; where each speaks of its own share, let the sentence say which",
        ),
    )
    .note_at(
        SEE,
        text(format!("{there}的说法"), format!("what {there} says")),
        site(done, other),
    )
    .agency(here);
    Some(cite_measure(finding, folder.tasks, &measure.id))
}

fn name<'a>(folder: &Folder<'a>, digest: &'a Digest) -> Option<&'a str> {
    match &digest.submitter {
        Submitter::Party(at) => folder
            .tasks
            .parties
            .get(*at)
            .map(|party| party.name.as_str()),
        Submitter::Unlisted(name) => Some(name),
        Submitter::Unknown(..) | Submitter::Nobody => None,
    }
}

/// A line of a report whose text is gone.
fn site(digest: &Digest, line: usize) -> Site {
    let place = Place {
        line,
        column: 1,
        end_line: line,
        end_column: 1,
    };
    Site {
        place,
        ..Site::file(&digest.path)
    }
}
