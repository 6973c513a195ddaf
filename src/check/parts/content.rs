//! What the parts should hold beside their headings.

use super::super::{Context, Rule, Scope};
use super::outline::{below, completion_heading, heading_at, heading_site, marks};
use super::{cite_part, required};
use crate::coverage::parts::of_heading;
use crate::diagnostic::{Finding, PLAN, Severity, Site};
use crate::plan::{PartId, span};
use crate::report::{Line, Passage};
use crate::text::{Span, date, label, text, words};

pub(super) const STALE_YEAR: Rule = Rule {
    name: "stale-year",
    short: "年份没改",
    severity: Severity::Warning,
    summary: label(
        "标题写的还是上一年，或者下年部分写的还是当年",
        "the title names the year before, or the part about next year the plan's year",
    ),
    explanation: label(
        "下年的目标、措施里写着“2016年底前”，没有一处写2017年，多半是从上年的稿子抄来没有改。打算已经过去的\
         事，汇编出来就是差错。这部分或它的标题只要写到2017年、明年，就不算；“在2016年工作的基础上”“比2016年\
         提高”这样回头说的，也不算。文头写的是2016年，标题写着“2015年质量工作总结”，也提醒：印出来的是标题。\
         “一、2015年质量工作完成情况”这样的部分标题，别处没有写2016年完成情况的，也提醒。",
        "Where next year's targets or measures say 2016年底前 and nowhere 2017, they are most often last \
         year's, copied: the volume would promise what is over. A part that names 2017 or 明年 anywhere, \
         in its heading too, is no fault, nor is looking back: 在2016年工作的基础上, 比2016年提高. Where \
         the front matter says 2016, a title with 2015 is told too: the title is what is printed; so is a \
         heading such as 一、2015年质量工作完成情况 where no other speaks of 2016.",
    ),
    bad: "## 三、下一步工作措施\n\n2016年6月底前，完成机房改造。\n",
    good: "## 三、下一步工作措施\n\n在2016年工作的基础上，6月底前完成机房改造。\n",
    scope: Scope::Report(stale_year),
};

fn stale_year(context: &Context) -> Vec<Finding> {
    let parts = &context.coverage.parts;
    let Some(year) = context.tasks.plan.year else {
        return Vec::new();
    };
    let identity = &context.coverage.identity;
    let kept = identity.title_year.filter(|&(kept, _)| kept == year - 1);
    // Without a front matter it is the year of the paper: wrong-year.
    let kept = kept.filter(|_| identity.year.is_some_and(|(own, _)| own == year));
    let mut found: Vec<Finding> = kept
        .map(|(kept, at)| title(context, kept, at))
        .into_iter()
        .chain(last_years_heading(context, year))
        .collect();
    let wanted = [
        (PartId::NextTargets, parts.next_targets),
        (PartId::NextMeasures, parts.next_measures),
    ];
    let mut seen = None;
    for (id, at) in wanted {
        let Some(at) = at.filter(|_| at != seen) else {
            continue;
        };
        seen = Some(at);
        let report = context.report;
        let passages = || {
            let above = report.above(at).map(|(above, _)| above);
            let all = above.chain(std::iter::once(at)).chain(below(report, at));
            all.filter_map(|at| report.passages.get(at))
        };
        let later = |text: &str| {
            date::names_later(text, year) || LATER.iter().any(|word| text.contains(word))
        };
        if passages()
            .flat_map(Passage::lines)
            .any(|line| later(&line.text))
        {
            continue;
        }
        let Some(place) = passages().find_map(|passage| promise(passage, year)) else {
            continue;
        };
        let next = year + 1;
        let finding = Finding::new(
            context.at(place),
            text(
                format!("这里写的是下年的打算，年份还是{year}年"),
                format!("this looks ahead to {next} but names {year}"),
            ),
            text(
                format!("改成{next}年；确是{year}年做的事，移到完成情况里"),
                format!("write {next}年; what was done in {year} belongs to the summary"),
            ),
        )
        .label(text(
            format!("这部分没有一处写到{next}年"),
            format!("nothing in this part names {next}"),
        ));
        found.push(match required(context, id) {
            Some(part) => cite_part(finding, context, part),
            None => finding,
        });
    }
    found
}

/// The title's year is last year's, the front matter's is not.
fn title(context: &Context, kept: i32, at: Span) -> Finding {
    let year = kept + 1;
    Finding::new(
        context.at(at),
        text(
            format!("标题写的是{kept}年，文头写的是{year}年"),
            format!("the title says {kept}, the front matter {year}"),
        ),
        text(
            format!("标题的年份没改的，改成{year}年；是{kept}年的总结，换成{year}年的报送"),
            format!(
                "where the title kept its year, write {year}年; where it is the summary of {kept}, send that of {year}"
            ),
        ),
    )
}

/// The heading of what was done, where it names the year before and no other heading
/// what was done in `year`.
fn last_years_heading(context: &Context, year: i32) -> Option<Finding> {
    let report = context.report;
    let of_plan = context.coverage.identity.year;
    let at = completion_heading(context).filter(|_| of_plan.is_none_or(|(own, _)| own == year))?;
    let line = &report.passages.get(at)?.line;
    let years = date::years(&line.text);
    let (_, kept) = *years.first()?;
    let told = ["完成", "总结", "情况", "回顾", "工作"];
    let headings = report.passages.iter().filter_map(Passage::heading);
    let of_year =
        |title: &str| date::names_year(title, year) && told.iter().any(|word| title.contains(word));
    let kept_alone = years.iter().all(|&(other, _)| other == year - 1)
        && !date::spans_years(&line.text)
        && !headings.into_iter().any(|heading| of_year(&heading.title));
    kept_alone.then(|| {
        let last = year - 1;
        Finding::new(
            context.at(line.span(kept.start, kept.end)),
            text(
                format!("完成情况的标题写的是{last}年，计划是{year}年的"),
                format!("the heading of what was done says {last}, the plan {year}"),
            ),
            text(
                format!("年份没改的，改成{year}年；确是{last}年的工作，换成{year}年的"),
                format!("where the year was kept, write {year}年; where it is the work of {last}, send that of {year}"),
            ),
        )
    })
}

/// Words that mean the year after the plan's, or a later one.
const LATER: &[&str] = &[
    "明年",
    "下一年",
    "下年",
    "来年",
    "新的一年",
    "新一年",
    "十三五",
    "十四五",
];

/// Where a passage promises something for `year`, which is over: 2016年底前……,
/// 2016年，我局将…….
fn promise(passage: &Passage, year: i32) -> Option<Span> {
    let line = &passage.line;
    let ahead = ["将", "要", "力争", "争取", "确保", "计划", "打算"];
    let back = [
        "基础上",
        "已",
        "了",
        "比",
        "较",
        "以来",
        "未",
        "没有",
        "剩余",
        "结转",
    ];
    let has = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
    words::sentences(&line.text)
        .into_iter()
        .find_map(|sentence| {
            let words = line.text.get(sentence.start..sentence.end)?;
            let named = date::years(words);
            let (_, at) = named.into_iter().find(|(named, _)| *named == year)?;
            let rest = words.get(at.end..)?;
            let clause = rest.split(['，', '；', '。']).next().unwrap_or(rest);
            let due = clause.contains('前');
            let opens = matches!(clause, "年" | "年度") && has(rest, &ahead);
            let place = line.span(sentence.start + at.start, sentence.start + at.end);
            ((due || opens) && !has(words, &back)).then_some(place)
        })
}

pub(super) const MISSING_PROBLEMS: Rule = Rule {
    name: "missing-problems",
    short: "缺问题",
    severity: Severity::Hint,
    summary: label("没有写存在的问题", "no problems are told"),
    explanation: label(
        "计划末段没有要求写问题，所以只提示：只讲成绩的总结，办公室往往要退回补写，下年的计划也要看问题在哪。\
         不必单列一节：正文里有一句“还存在……的问题”“……仍有差距”就算写了，标题写“困难”“不足”“短板”的\
         也认。",
        "The plan's closing words do not ask for problems, so this is only a hint: offices often send back a \
         summary that has nothing but results, and the next plan needs to know. A section is not needed: a \
         sentence such as 还存在……的问题 or ……仍有差距 will do, and so will headings with 困难, 不足 or 短板.",
    ),
    bad: "## 一、2016年质量工作完成情况\n\n……\n\n## 二、2017年目标任务和措施\n",
    good: "## 一、2016年质量工作完成情况\n\n……在小微企业中，投保面仍有差距。\n\n## 二、2017年目标任务和措施\n",
    scope: Scope::Report(missing_problems),
};

fn missing_problems(context: &Context) -> Vec<Finding> {
    let parts = &context.coverage.parts;
    if parts.problems.is_some() || parts.completion.is_none() {
        return Vec::new();
    }
    let told = |line: &Line| {
        let text = &line.text;
        let still = ["存在", "还有", "仍", "尚", "面临", "突出", "主要", "不足"];
        let lack = ["问题", "不足", "困难", "差距", "短板", "薄弱", "不够"];
        words::sentences(text).any(|sentence| {
            let words = text.get(sentence.start..sentence.end).unwrap_or_default();
            let unmet = ["滞后", "未完成", "未能", "尚未", "有待", "制约"];
            unmet.iter().any(|word| words.contains(word))
                || still.iter().any(|word| words.contains(word))
                    && lack.iter().any(|word| words.contains(word))
        })
    };
    let mut lines = context.report.passages.iter().flat_map(Passage::lines);
    if lines.any(told) {
        return Vec::new();
    }
    let heading = format!("{}存在的问题", marks(context.report));
    let ahead = parts.next_targets.or(parts.next_measures);
    // Before the heading of both, where the part is divided.
    let whole = |at: usize| {
        let mut above = context.report.above(at);
        let both =
            above.find(|(_, heading)| of_heading(&context.tasks.plan, &heading.title).is_aside());
        both.map_or(at, |(above, _)| above)
    };
    let site = ahead
        .and_then(|at| heading_at(context.report, whole(at)))
        .map_or_else(|| context.top(), |(heading, _)| context.at(heading.span));
    vec![Finding::new(
        site,
        text("全文没有写存在的问题", "the paper tells of no problems"),
        text(
            format!("在下年部分前面加一节“{heading}”，或在正文里写一句还有什么差距"),
            format!(
                "add a section “{heading}” before next year's part, or a sentence on what is still lacking"
            ),
        ),
    )]
}

pub(super) const MISSING_WORK_PLAN: Rule = Rule {
    name: "missing-work-plan",
    short: "缺方案",
    severity: Severity::Hint,
    summary: label(
        "没有写怎样把任务细化落实",
        "nothing is said of a work plan of one's own",
    ),
    explanation: label(
        "计划末段要各单位制定具体工作方案、细化任务，总结里应有一句交代：印发了什么方案，任务分到哪些处室，什么\
         时限。计划没有要求写进总结，所以只提示。写到制定、印发了方案、计划、任务分解表，或把任务细化、分解了\
         的，不算缺。",
        "The plan's closing words ask every body for a work plan of its own; a summary should have a sentence \
         on it: what was issued, to whom the tasks went, by when. The plan does not ask for it in the summary, \
         so this is only a hint. A scheme, plan or breakdown that was made or issued, or tasks parted among \
         units, will do.",
    ),
    bad: "## 一、2016年质量工作完成情况\n\n一年来，我局认真落实行动计划……\n",
    good: "## 一、2016年质量工作完成情况\n\n年初印发我局实施方案，把9条措施分解到5个处室……\n",
    scope: Scope::Report(missing_work_plan),
};

fn missing_work_plan(context: &Context) -> Vec<Finding> {
    let plan = &context.tasks.plan;
    let Some(asked) = &plan.closing.work_plan else {
        return Vec::new();
    };
    if context.coverage.parts.completion.is_none() {
        return Vec::new();
    }
    let told = |line: &Line| {
        let text = &line.text;
        let made = [
            "制定", "制订", "印发", "出台", "下发", "编制", "研究", "列入", "按照",
        ];
        let paper = ["方案", "计划", "清单", "台账", "分工", "实施意见"];
        let parted = [
            "实施方案",
            "工作方案",
            "分解",
            "细化",
            "责任到",
            "落实到",
            "任务书",
            "责任制",
        ];
        words::sentences(text).any(|sentence| {
            let words = text.get(sentence.start..sentence.end).unwrap_or_default();
            let has = |all: &[&str]| all.iter().any(|word| words.contains(word));
            has(&parted) || (has(&made) && has(&paper))
        })
    };
    let mut lines = context.report.passages.iter().flat_map(Passage::lines);
    if lines.any(told) {
        return Vec::new();
    }
    let site =
        completion_heading(context).map_or_else(|| context.top(), |at| heading_site(context, at));
    let words = format!("……{}……", asked.get_ref());
    vec![
        Finding::new(
            site,
            text(
                "没有写制定了什么工作方案，任务怎样细化",
                "nothing is said of a work plan, or of how the tasks were parted",
            ),
            text(
                "在这部分开头写一句，如：年初印发实施方案，把……条措施分解到……个处室，明确完成时限",
                "write a sentence here, such as: 年初印发实施方案，把……条措施分解到……个处室，明确完成时限",
            ),
        )
        .note_at(
            PLAN,
            text(format!("末段：{words}"), format!("closing words: {words}")),
            Site::new(&plan.file, span(asked.span())),
        ),
    ]
}
