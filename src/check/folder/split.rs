//! Agencies that contradict each other.

use crate::check::{Folder, Rule, Scope, cite_item, cite_measure};
use crate::coverage::claims::What;
use crate::coverage::contradictions::{Contradiction, Said, Side, figures, partners, statuses};
use crate::coverage::{Claim, Submitter};
use crate::diagnostic::{Finding, SEE, Severity, Site};
use crate::plan::Measure;
use crate::report::Status;
use crate::text::{Label, Place, label, text};

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

fn status_split(folder: &Folder) -> Vec<Finding> {
    let splits = statuses(folder.digests).into_iter();
    splits.filter_map(|split| status(folder, &split)).collect()
}

fn status(folder: &Folder, split: &Contradiction) -> Option<Finding> {
    let measure = measure(folder, split)?;
    let of = |wanted| {
        let said = Said::State(wanted);
        move |side: &&Side| side.said == said
    };
    let open = split.sides.iter().find(of(Status::NotDone))?;
    let by = |side: &Side| folder.digests.get(side.digest).map(|d| &d.submitter);
    let mut done = split.sides.iter().filter(of(Status::Done));
    let done = done.find(|done| by(done) != by(open))?;
    let (here, there) = (name(folder, open)?, name(folder, done)?);
    let finding = Finding::new(
        site(folder, open)?,
        text(
            format!("{}：{here}写未完成，{there}写完成", measure.id),
            format!("{}: not done says {here}, done says {there}", measure.id),
        ),
        text(ASK.zh, ASK.en),
    )
    .agency(here);
    Some(cite_measure(
        see(folder, finding, there, done)?,
        folder.tasks,
        &measure.id,
    ))
}

pub(super) const FIGURE_SPLIT: Rule = Rule {
    name: "figure-split",
    short: "数字不一",
    severity: Severity::Hint,
    summary: label(
        "同一件事，两处数字不同",
        "different figures of the same thing",
    ),
    explanation: label(
        "同一项任务里，两家（或者一家在两处）说的是同一件事、同一单位，数字却不同，并排印出来领导必问。\
         程序列出两处，不判谁对。只看写明“全市”“我市”的，或者句首正是计划所说之物的；各家自己做了多少\
         （检查、培训、印发……）本来不同，百分比、“约”“余”、其中的一部分、上半年的、目标数都不算；\
         只差四舍五入的（3.2万、31986）也不算。",
        "Within one item two agencies, or one in two places, give different figures of the same thing in \
         the same unit: side by side it will be asked about. Both places are listed and nothing is \
         decided. Only what is said of the whole city counts, or what the plan itself names; an agency's \
         own inspections and trainings differ by nature, and percentages, approximations, parts, other \
         times and targets are left out, as is what only rounding parts (3.2万, 31986).",
    ),
    bad: "市人力社保局.md  - 3.2 促进培养高级技能人才：完成。全市新增高技能人才3.2万人。\n市教委.md        - 3.2 促进培养高级技能人才：完成。全市新增高技能人才2.8万人。\n",
    good: "市人力社保局.md  - 3.2 促进培养高级技能人才：完成。全市新增高技能人才3.2万人。\n市教委.md        - 3.2 促进培养高级技能人才：完成。我委院校新增高技能人才2.8万人。\n",
    scope: Scope::Folder(figure_split),
};

fn figure_split(folder: &Folder) -> Vec<Finding> {
    let splits = figures(folder.digests).into_iter();
    splits.filter_map(|split| figure(folder, &split)).collect()
}

fn figure(folder: &Folder, split: &Contradiction) -> Option<Finding> {
    let [first, second, ..] = &split.sides[..] else {
        return None;
    };
    let (here, there) = (name(folder, first)?, name(folder, second)?);
    let Said::Claim(Claim {
        what: What::Figure(of),
        ..
    }) = first.said
    else {
        return None;
    };
    let (one, other) = (&of.written, second.said.word(folder.tasks));
    let thing = &of.thing;
    let (zh, en) = match here == there {
        true => (
            format!("{thing}：{here}一处写{one}，一处写{other}"),
            format!("{thing}: {here} writes {one} and {other}"),
        ),
        false => (
            format!("{thing}：{here}写{one}，{there}写{other}"),
            format!("{thing}: {one} says {here}, {other} says {there}"),
        ),
    };
    let finding = Finding::new(site(folder, first)?, text(zh, en), text(ASK.zh, ASK.en));
    let finding = see(folder, finding.agency(here), there, second)?;
    Some(cite(folder, finding, split))
}

pub(super) const DENIED_PARTNER: Rule = Rule {
    name: "denied-partner",
    short: "会同不一",
    severity: Severity::Hint,
    summary: label(
        "一家说会同另一家完成，那一家说不涉及",
        "done with another agency, which says it is none of its business",
    ),
    explanation: label(
        "一家在写明完成的一条里说是会同（联合、与……共同）另一家做的，另一家却声明这一条或这一项不涉及本单位，\
         或者说整项未完成。程序列出两处，不判谁对。只认写全的单位名；“将会同”“市教委所属的学校”不算，\
         另一家没有写到的也不算，那是缺项的事。",
        "An answer that is done says it was done with another agency (会同, 联合, 与……共同), while that one \
         declares the measure or item none of its business, or the whole item not done. Both places are \
         listed and nothing is decided. Only whole names count; what is planned, or done with a body \
         below the agency, does not, nor does an item the other did not answer.",
    ),
    bad: "市粮食局.md  - 14.4 协助推动粮食质量安全监管办法出台：完成。会同市农委起草实施细则。\n市农委.md    - 14.4 协助推动粮食质量安全监管办法出台：不涉及本单位职责。\n",
    good: "市粮食局.md  - 14.4 协助推动粮食质量安全监管办法出台：完成。会同市农委起草实施细则。\n市农委.md    - 14.4 协助推动粮食质量安全监管办法出台：完成。配合市粮食局征求意见。\n",
    scope: Scope::Folder(denied_partner),
};

fn denied_partner(folder: &Folder) -> Vec<Finding> {
    let denied = partners(folder.digests).into_iter();
    denied.filter_map(|split| partner(folder, &split)).collect()
}

fn partner(folder: &Folder, split: &Contradiction) -> Option<Finding> {
    let [claim, denial] = &split.sides[..] else {
        return None;
    };
    let (here, there) = (name(folder, claim)?, name(folder, denial)?);
    let what = match measure(folder, split) {
        Some(measure) => measure.id.clone(),
        None => folder.tasks.plan.item(split.item)?.label(),
    };
    let word = denial.said.word(folder.tasks);
    let (zh, en) = match denial.said {
        Said::State(Status::NotDone) => (word, "not done"),
        _ => (word, "none of its business"),
    };
    let finding = Finding::new(
        site(folder, claim)?,
        text(
            format!("{what}：{here}写会同{there}完成，{there}写{zh}"),
            format!("{what}: {here} did it with {there}, who says {en}"),
        ),
        text(ASK.zh, ASK.en),
    );
    let finding = see(folder, finding.agency(here), there, denial)?;
    Some(cite(folder, finding, split))
}

const ASK: Label = label(
    "请两家核对；各说各的一部分，在句中写明是哪一部分",
    "ask both; where each speaks of its own share, let the sentence say which",
);

fn see(folder: &Folder, finding: Finding, there: &str, side: &Side) -> Option<Finding> {
    let told = text(format!("{there}的说法"), format!("what {there} says"));
    Some(finding.note_at(SEE, told, site(folder, side)?))
}

fn cite(folder: &Folder, finding: Finding, split: &Contradiction) -> Finding {
    match measure(folder, split) {
        Some(measure) => cite_measure(finding, folder.tasks, &measure.id),
        None => cite_item(finding, folder.tasks, split.item, None),
    }
}

fn measure<'a>(folder: &Folder<'a>, split: &Contradiction) -> Option<&'a Measure> {
    let item = folder.tasks.plan.item(split.item)?;
    item.measures.get((split.measure? as usize).checked_sub(1)?)
}

fn name<'a>(folder: &Folder<'a>, side: &Side) -> Option<&'a str> {
    match &folder.digests.get(side.digest)?.submitter {
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
fn site(folder: &Folder, side: &Side) -> Option<Site> {
    let place = Place {
        line: side.line,
        column: 1,
        end_line: side.line,
        end_column: 1,
    };
    Some(Site {
        place,
        ..Site::file(&folder.digests.get(side.digest)?.path)
    })
}
