//! The parts of a summary that the plan's closing words ask for.

mod content;
pub(super) mod outline;

use super::{Context, Rule, Scope};
use crate::coverage::How;
use crate::diagnostic::{Finding, PLAN, Severity, Site};
use crate::plan::{Part, PartId, naming, span};
use crate::report::Heading;
use crate::text::{Text, label, text};
use outline::{
    completion_heading, elsewhere, empty_below, heading_at, heading_site, headings_seen, left_open,
    marks, next_year, suggested, this_year,
};

/// The rules.
pub const RULES: &[Rule] = &[
    MISSING_COMPLETION,
    MISSING_NEXT_TARGETS,
    MISSING_NEXT_MEASURES,
    EMPTY_PART,
    MISSING_TARGET_RESULTS,
    content::STALE_YEAR,
    content::MISSING_PROBLEMS,
    content::MISSING_WORK_PLAN,
];

const MISSING_COMPLETION: Rule = Rule {
    name: "missing-completion",
    short: "缺总结",
    severity: Severity::Error,
    summary: label(
        "没有全年工作总结（完成情况）这一部分",
        "the year's summary is missing",
    ),
    explanation: label(
        "计划末段要求报送全年质量工作总结，这是报告的主体，没有它就无从汇编。标题不必照抄：\
         “完成情况”“主要做法”“工作开展情况”“成效”都认；按计划的项写了任何一节，或在段末注明“（对应第几项）”，\
         也算有这一部分；一节一个主题（“一、加强组织领导”）、下面写了做过什么的，同样认。只写问题和下年计划的\
         稿子不算总结。",
        "The plan's closing words ask for a summary of the whole year; it is the body of the paper, \
         and without it there is nothing to bind. The heading need not be copied: 完成情况, 主要做法, \
         工作开展情况 and 成效 all count, and so does any section on one of the plan's items or a \
         passage marked （对应第N项）, and so do sections by themes (一、加强组织领导) that tell what was \
         done. A paper that has only problems and plans of the next year is no summary.",
    ),
    bad: "# 市民政局2017年质量工作要点\n\n## 一、2017年质量工作目标任务\n\n新增团体标准8项。\n",
    good: "# 市民政局2016年质量工作总结\n\n## 一、2016年质量工作完成情况\n\n全年新增团体标准6项。\n\n\
           ## 二、2017年质量工作目标任务\n\n新增团体标准8项。\n",
    scope: Scope::Report(missing_completion),
};

fn missing_completion(context: &Context) -> Vec<Finding> {
    let coverage = context.coverage;
    let Some(part) = required(context, PartId::Completion) else {
        return Vec::new();
    };
    let answered = |how, passage: Option<usize>| how == How::Written && passage.is_some();
    if coverage.parts.completion.is_some()
        || !coverage.sections.is_empty()
        || coverage.answers.iter().any(|a| answered(a.how, a.passage))
    {
        return Vec::new();
    }
    let year = this_year(context);
    let title = naming::completion(&context.tasks.plan);
    let heading = format!("{}一、{title}", marks(context.report));
    // It belongs under the plan's own headings, where the drafter has them.
    let of_plan = |heading: &Heading| {
        let mut sections = context.tasks.plan.sections.iter();
        sections.any(|section| section.title == heading.title)
    };
    let mut passages = context.report.passages.iter();
    let place = passages.position(|passage| passage.heading().is_some_and(of_plan));
    let finding = Finding::new(
        place.map_or_else(|| context.top(), |at| heading_site(context, at)),
        text(
            format!("没有{}的工作总结", year.zh),
            format!("no summary of {}", year.en),
        ),
        text(
            format!(
                "加一节“{heading}”，逐项写做了什么、做到什么程度；\n已经写了的，把那部分的标题改成“{title}”"
            ),
            format!(
                "add a section “{heading}”: what was done, item by item, and how far it has come;\nif it is there already, give it that heading"
            ),
        ),
    );
    vec![cite_part(
        finding.label(headings_seen(context.report)),
        context,
        part,
    )]
}

const MISSING_NEXT_TARGETS: Rule = Rule {
    name: "missing-next-targets",
    short: "缺目标",
    severity: Severity::Error,
    summary: label(
        "没有下年度质量工作目标任务",
        "next year's targets are missing",
    ),
    explanation: label(
        "计划末段要求总结里写明下年度质量工作目标任务，办公室据此起草下年的行动计划。\
         与措施合写一节不算缺：标题写“2017年目标任务和措施”或“下一步工作打算”即可，两样都认。\
         只写了“2017年工作措施”的，目标仍算没有写。标题没有写年份的，排在全年总结后面、\
         下面写的是往后的事，就认；看不出是哪一年的，只提醒把年份写上，不算错；全文只有一句“下一步……”的，也只提醒。",
        "The plan's closing words ask for next year's targets; the office drafts the next action plan \
         from them. Targets and measures in one section are no fault: a heading such as \
         2017年目标任务和措施 or 下一步工作打算 satisfies both. A heading that names the measures \
         alone does not. A heading that names no year counts where it follows the summary and what \
         stands below it is to come; where that cannot be told, this is a warning that asks for the year, and so it is where a paper has but one sentence of what comes next.",
    ),
    bad: "## 一、2016年质量工作完成情况\n\n……\n\n## 二、2017年工作措施\n\n一是……\n",
    good: "## 一、2016年质量工作完成情况\n\n……\n\n## 二、2017年目标任务和措施\n\n2017年底前新增团体标准8项。一是……\n",
    scope: Scope::Report(missing_next_targets),
};

fn missing_next_targets(context: &Context) -> Vec<Finding> {
    let parts = &context.coverage.parts;
    let Some(part) = required(context, PartId::NextTargets) else {
        return Vec::new();
    };
    if parts.next_targets.is_some() {
        return Vec::new();
    }
    let year = next_year(context);
    let heading = suggested(context.report, &naming::next_targets(&context.tasks.plan));
    let mut help = text(
        format!("加一节“{heading}”，写明做到什么、做到多少、何时做到"),
        format!("add a section “{heading}”: what will be reached, how much, by when"),
    );
    if parts.next_measures.is_some() {
        help.zh += &format!(
            "；\n已写在措施里的，把那里的标题改成“{}目标任务和措施”",
            year.zh
        );
        help.en += &format!(
            ";\nif the targets stand among the measures, change that heading to “{}目标任务和措施”",
            year.zh
        );
    }
    let message = text(
        format!("没有{}的目标任务", year.zh),
        format!("no targets for {}", year.en),
    );
    let name = format!("{}目标任务", year.zh);
    let likely = likely_next(context, parts.likely_targets, &name, help);
    vec![absent_next(context, part, message, likely)]
}

const MISSING_NEXT_MEASURES: Rule = Rule {
    name: "missing-next-measures",
    short: "缺措施",
    severity: Severity::Error,
    summary: label("没有下年度质量工作措施", "next year's measures are missing"),
    explanation: label(
        "计划末段要求报送下年度质量工作措施：目标说做到什么，措施说怎么做到。\
         与目标合写一节不算缺：标题写“2017年目标任务和措施”“下一步工作打算”“2017年工作计划”都认。\
         标题只写“2017年目标”“2017年指标”的，措施仍算没有写。标题没有写年份的，\
         跟在下年目标或问题后面、或者下面写的是往后的事，就认；看不出是哪一年的，只提醒把年份写上，不算错；全文只有一句“下一步……”的，也只提醒。",
        "The plan's closing words ask for next year's measures: targets say what will be reached, \
         measures how. One section for both is no fault: 2017年目标任务和措施, 下一步工作打算 and \
         2017年工作计划 satisfy both. A heading that names targets alone does not. One that names \
         no year counts behind next year's targets or the problems, or where what stands below it is \
         to come; where that cannot be told, this is a warning that asks for the year, and so it is where a paper has but one sentence of what comes next.",
    ),
    bad: "## 二、2017年质量工作目标任务\n\n2017年底前新增团体标准8项。\n\n天津市民政局\n2017年1月5日\n",
    good: "## 二、2017年质量工作目标任务\n\n2017年底前新增团体标准8项。\n\n## 三、2017年工作措施\n\n\
           对新承担团体标准的社会组织给予制修订补助。\n\n天津市民政局\n2017年1月5日\n",
    scope: Scope::Report(missing_next_measures),
};

fn missing_next_measures(context: &Context) -> Vec<Finding> {
    let parts = &context.coverage.parts;
    let Some(part) = required(context, PartId::NextMeasures) else {
        return Vec::new();
    };
    if parts.next_measures.is_some() {
        return Vec::new();
    }
    let year = next_year(context);
    let title = naming::next_measures(&context.tasks.plan);
    let heading = suggested(context.report, &title);
    let mut help = text(
        format!("加一节“{heading}”，写明谁来做、怎么做、何时做完"),
        format!("add a section “{heading}”: who does what, how, by when"),
    );
    if parts.next_targets.is_some() {
        help.zh += &format!(
            "；\n已写在目标里的，把那里的标题改成“{}目标任务和措施”",
            year.zh
        );
        help.en += &format!(
            ";\nif the measures stand among the targets, change that heading to “{}目标任务和措施”",
            year.zh
        );
    }
    let message = text(
        format!("没有{}的工作措施", year.zh),
        format!("no measures for {}", year.en),
    );
    let likely = likely_next(context, parts.likely_measures, &title, help);
    vec![absent_next(context, part, message, likely)]
}

const EMPTY_PART: Rule = Rule {
    name: "empty-part",
    short: "空部分",
    severity: Severity::Error,
    summary: label(
        "部分只有标题，没有内容",
        "a part has a heading and nothing below it",
    ),
    explanation: label(
        "标题下面一个字也没有，多半是从骨架生成后忘了写，或者粘贴时漏了正文；这样收进汇编就是一个空标题。\
         标题下面只写“略”“另报”“见附件”“一是；二是；三是”，或者只列小标题的，也是空的；问题部分写“无”不算；有分节、表格或列表的不算空，“目录”下面列的也不算；还留着【待填】的由“占位”一条去说，这里不重复。",
        "Nothing at all stands below the heading: most often a skeleton nobody filled or text lost in \
         pasting, and the volume would show an empty heading. 略, 另报, 见附件, 一是；二是 or mere headings are nothing either; problems may be 无. Subsections, tables and lists are \
         content, and lines of a table of contents are no headings. Where 【待填】 still stands, the rule placeholder says so and this one keeps quiet.",
    ),
    bad: "## 三、2017年质量工作目标任务\n\n## 四、2017年工作措施\n\n一是……\n",
    good: "## 三、2017年质量工作目标任务\n\n2017年底前新增团体标准8项。\n\n## 四、2017年工作措施\n\n一是……\n",
    scope: Scope::Report(empty_part),
};

fn empty_part(context: &Context) -> Vec<Finding> {
    let parts = &context.coverage.parts;
    let mut found = Vec::new();
    for &at in &parts.empty {
        let Some((heading, title)) = heading_at(context.report, at) else {
            continue;
        };
        if left_open(context, at) {
            continue;
        }
        let (help, id) = if parts.completion == Some(at) {
            let help = text(
                "在标题下面写做了什么、做到什么程度",
                "write below it what was done and how far it has come",
            );
            (help, Some(PartId::Completion))
        } else if parts.next_targets == Some(at) {
            let help = text(
                "在标题下面写明做到什么、做到多少、何时做到",
                "write below it what will be reached, how much, by when",
            );
            (help, Some(PartId::NextTargets))
        } else if parts.next_measures == Some(at) {
            let help = text(
                "在标题下面写明谁来做、怎么做、何时做完",
                "write below it who does what, how, by when",
            );
            (help, Some(PartId::NextMeasures))
        } else {
            let help = text(
                "在标题下面写内容；不单列这一部分，就把标题删掉",
                "write below it, or delete the heading",
            );
            (help, None)
        };
        let finding = Finding::new(
            context.at(heading.span),
            empty_below(context, at, title),
            help,
        );
        let part = id.and_then(|id| required(context, id));
        found.push(match part {
            Some(part) => cite_part(finding, context, part),
            None => finding,
        });
    }
    found
}

const MISSING_TARGET_RESULTS: Rule = Rule {
    name: "missing-target-results",
    short: "缺结果",
    severity: Severity::Warning,
    summary: label(
        "总结里没有说目标任务完成得怎样",
        "the summary does not say how the year's targets were met",
    ),
    explanation: label(
        "计划末段要求总结“含”目标任务的完成情况：年初定的几项目标，完成几项，没完成的差在哪里。\
         按计划的项写了任何一节，就算交代了；没有列名任务的区，在标题或句子里写到“目标任务”和“完成”也算。\
         只有“完成情况”四个字的大标题、下面全讲做法的，提醒补一句。",
        "The plan wants the summary to include how the year's targets were met: how many there were, \
         how many were reached, and what the others lack. Any section on one of the plan's items \
         answers this; so does a heading or sentence that speaks of 目标任务 and 完成. A paper with \
         a general heading and nothing but activities below it is asked for a sentence.",
    ),
    bad: "## 一、2016年质量工作开展情况\n\n### （一）加强组织领导\n\n区政府召开2次常务会议研究质量工作。\n",
    good: "## 一、2016年质量工作开展情况\n\n年初确定的8项质量发展目标任务，完成7项，1项未达到预期。\n\n\
           ### （一）加强组织领导\n\n区政府召开2次常务会议研究质量工作。\n",
    scope: Scope::Report(missing_target_results),
};

fn missing_target_results(context: &Context) -> Vec<Finding> {
    let coverage = context.coverage;
    let Some(part) = required(context, PartId::TargetResults) else {
        return Vec::new();
    };
    // Where there is no summary at all, missing-completion says so.
    if coverage.parts.completion.is_none() {
        return Vec::new();
    }
    if coverage.parts.target_results || !coverage.sections.is_empty() {
        return Vec::new();
    }
    let year = this_year(context);
    let targets = naming::targets(&context.tasks.plan);
    let finding = Finding::new(
        completion_heading(context).map_or_else(|| context.top(), |at| heading_site(context, at)),
        text(
            format!("没有写明{}目标任务完成得怎样", year.zh),
            format!("how the targets of {} were met is not said", year.en),
        ),
        text(
            format!(
                "在这部分里写一句：年初确定的……项{targets}，完成……项，……项未完成；\n或者加一节“{}{targets}完成情况”",
                year.zh
            ),
            format!(
                "write here how many of the targets were met, such as: 年初确定的……项{targets}，完成……项，……项未完成;\nor add a section “{}{targets}完成情况”",
                year.zh
            ),
        ),
    );
    vec![cite_part(finding, context, part)]
}

/// The finding that a part about next year is absent: no error, where a heading
/// that names no year may be it.
fn absent_next(context: &Context, part: &Part, message: Text, help: Next) -> Finding {
    let mut finding = match help {
        Next::Absent(help) => Finding::new(context.top(), message, help),
        Next::Likely(site, help) => Finding::new(site, message, help).severity(Severity::Warning),
    };
    finding.label = outline::only_half(context).or_else(|| elsewhere(context));
    cite_part(finding, context, part)
}

/// Whether a part about next year is absent, and what to type.
enum Next {
    Absent(Text),
    Likely(Site, Text),
}

/// Where heading `likely`, or a sentence, may be the part: how to make it one, in the
/// place of `help`.
fn likely_next(context: &Context, likely: Option<usize>, name: &str, help: Text) -> Next {
    let Some((heading, title)) = likely.and_then(|at| heading_at(context.report, at)) else {
        let Some((site, said)) = outline::sentence_ahead(context) else {
            return Next::Absent(help);
        };
        let help = text(
            format!("{}；{}", said.zh, help.zh),
            format!("{}; {}", said.en, help.en),
        );
        return Next::Likely(site, help);
    };
    let number = heading.number.map_or(String::new(), |_| {
        let length = title.find(heading.title.as_str()).unwrap_or_default();
        title[..length].to_owned()
    });
    let help = text(
        format!(
            "“{title}”没有写年份，写的是下年度的，把标题改成“{number}{name}”；\n不是的，{}",
            help.zh
        ),
        format!(
            "“{title}” names no year; if it speaks of next year, change it to “{number}{name}”;\nelse {}",
            help.en
        ),
    );
    Next::Likely(context.at(heading.span), help)
}

fn required<'a>(context: &'a Context, id: PartId) -> Option<&'a Part> {
    let parts = &context.tasks.plan.submission.parts;
    parts.iter().find(|part| part.id == id)
}

fn cite_part(finding: Finding, context: &Context, part: &Part) -> Finding {
    let words = format!("……{}……", part.title.get_ref());
    let site = Site::new(&context.tasks.plan.file, span(part.title.span()));
    finding.note_at(
        PLAN,
        text(format!("末段：{words}"), format!("closing words: {words}")),
        site,
    )
}
