//! Whether the paper is a summary, is called one, and is sent to the right
//! office.

use super::super::{Context, Rule, Scope, example};
use super::key_site;
use crate::coverage::How;
use crate::coverage::identity::is_body;
use crate::coverage::parts::{Part, SCHEME, of_heading};
use crate::diagnostic::{FOUND, Finding, PLAN, Severity};
use crate::plan::naming;
use crate::report::Heading;
use crate::text::words::Pairs;
use crate::text::{label, text, words};

pub(super) const WRONG_GENRE: Rule = Rule {
    name: "wrong-genre",
    short: "文种不符",
    severity: Severity::Warning,
    summary: label(
        "像是计划、方案，不是总结",
        "it reads like a plan, not like a summary",
    ),
    explanation: label(
        "全文写的是“指导思想”“工作目标”“基本原则”，没有一处是完成情况，多半是把年初的方案当总结报来了，或者\
         只换了题目。标题叫“总结”也要看内容。有完成情况或成效的，前面写几句指导思想没有关系；下年部分里的\
         “工作目标”不算。",
        "A paper of 指导思想, 工作目标 and 基本原则 without any account of what was done is most often the \
         scheme of the year's beginning, sent in place of the summary or under a new title. Where the paper \
         tells results, such headings before them do no harm; nor does 工作目标 in the part about next \
         year.",
    ),
    bad: "# 市海洋局2016年质量工作总结\n\n## 一、指导思想\n……\n## 二、工作目标\n……\n## 三、保障措施\n",
    good: "# 市海洋局2016年质量工作总结\n\n## 一、指导思想\n……\n## 二、2016年质量工作完成情况\n",
    scope: Scope::Report(wrong_genre),
};

fn wrong_genre(context: &Context) -> Vec<Finding> {
    let report = context.report;
    let part = |heading: &Heading| -> Part { of_heading(&context.tasks.plan, &heading.title) };
    let headings = || {
        let passages = report.passages.iter().enumerate();
        passages.filter_map(|(at, passage)| Some((at, passage.heading()?)))
    };
    let coverage = context.coverage;
    let told = || {
        coverage.sections.iter().any(|section| section.filled)
            || coverage.answers.iter().any(|a| a.how == How::Written)
            || headings().any(|(_, heading)| part(heading).completion)
    };
    let scheme = headings().filter(|(at, heading)| {
        SCHEME.iter().any(|word| heading.title.starts_with(word))
            && heading.title.chars().count() <= 12
            && !report.above(*at).any(|(_, above)| part(above).is_ahead())
    });
    let seen: Vec<&Heading> = scheme.map(|(_, heading)| heading).collect();
    let Some(first) = seen.first().filter(|_| !told()) else {
        return Vec::new();
    };
    let names: Vec<String> = seen.iter().map(|h| format!("“{}”", h.title)).collect();
    let heading = naming::completion(&context.tasks.plan);
    vec![
        Finding::new(
            context.at(first.span),
            text(
                "像是计划或方案：没有一处写完成情况",
                "it reads like a plan or scheme: nothing tells what was done",
            ),
            text(
                format!("换成全年总结再报；总结就在这份稿子里的，给它加标题“{heading}”"),
                format!(
                    "send the year's summary instead; where it stands in this paper, give it the \
                     heading {heading}"
                ),
            ),
        )
        .note(
            FOUND,
            text(
                format!("标题有{}", names.concat()),
                format!("headings: {}", names.concat()),
            ),
        ),
    ]
}

pub(super) const MISSING_TITLE: Rule = Rule {
    name: "missing-title",
    short: "缺标题",
    severity: Severity::Hint,
    summary: label("没有标题", "the paper has no title"),
    explanation: label(
        "公文要有标题：单位、年度、事由、文种。没有标题也收，汇编时用单位名代替；写上了，单位和年度也能从标题\
         里认出来。前面有抬头、文号，标题排在下面的，认得出，不算；标题不带 # 也认。",
        "An official paper has a title: agency, year, subject, kind. A paper without one is taken and bound \
         under the agency's name; with one, agency and year are known from it as well. A title below a \
         letterhead or a paper number is found, and it needs no #: neither is a fault.",
    ),
    bad: "市质量工作领导小组办公室：\n\n## 一、2016年质量工作完成情况\n",
    good: "# 市教委2016年质量工作总结\n\n市质量工作领导小组办公室：\n",
    scope: Scope::Report(missing_title),
};

fn missing_title(context: &Context) -> Vec<Finding> {
    let report = context.report;
    let Some(first) = report.passages.first().filter(|_| report.title.is_none()) else {
        return Vec::new();
    };
    let name = example::writer(context).unwrap_or("××局");
    let title = format!("# {name}{}", naming::summary(&context.tasks.plan));
    vec![Finding::new(
        context.at(first.line.whole()),
        text("没有标题", "the paper has no title"),
        text(
            format!("在正文最前面写：{title}"),
            format!("write above the text: {title}"),
        ),
    )]
}

pub(super) const OTHER_RECIPIENT: Rule = Rule {
    name: "other-recipient",
    short: "主送不符",
    severity: Severity::Hint,
    summary: label(
        "主送的不是计划写的收件单位",
        "addressed to another office than the plan's",
    ),
    explanation: label(
        "计划末段写明报给谁，抬头却写了别的单位，多半是套用了报给别处的稿子，内容也可能是为别处写的。提示一句，\
         请看一眼。简称、加不加市名、写上级领导小组或括号里的单位、几家一起主送的，都不算；没有抬头的也不算。",
        "The plan says who receives the summaries. A salutation that names somebody else is most often left \
         from a paper written for them, and so may be the content. Short names, with or without the city, \
         the leading group itself, the office in brackets and several recipients with the right one among \
         them are no fault; nor is a paper without a salutation.",
    ),
    bad: "# 市农委2016年质量工作总结\n\n市食品安全委员会办公室：\n",
    good: "# 市农委2016年质量工作总结\n\n市质量办、市食品安全委员会办公室：\n",
    scope: Scope::Report(other_recipient),
};

fn other_recipient(context: &Context) -> Vec<Finding> {
    let submission = &context.tasks.plan.submission;
    let (Some(wanted), Some(at)) = (&submission.recipient, context.report.salutation) else {
        return Vec::new();
    };
    let Some(passage) = context.report.passages.get(at) else {
        return Vec::new();
    };
    let written = passage.line.text.trim().trim_end_matches(['：', ':']);
    if written == wanted {
        return Vec::new();
    }
    let own = context.party().map(|party| party.name.as_str());
    let names: Vec<&str> = written
        .split(['、', '，', ',', ' ', '\u{3000}', '并', '（', '）'])
        .filter(|name| is_body(name) || name.ends_with("办公室") || name.ends_with("小组"))
        .filter(|name| !name.contains(|c: char| c.is_ascii_digit()))
        .filter(|name| {
            let party = context.tasks.find(name);
            let party = party.and_then(|party| context.tasks.parties.get(party));
            party.is_none_or(|party| Some(party.name.as_str()) != own)
        })
        .collect();
    let right = |name: &&str| {
        let known = context.tasks.find(name);
        wanted.split(['（', '）', '(', ')', '、']).any(|wanted| {
            means(name, wanted) || (known.is_some() && known == context.tasks.find(wanted))
        })
    };
    if names.is_empty() || names.iter().any(right) {
        return Vec::new();
    }
    let finding = Finding::new(
        context.at(passage.line.whole()),
        text(
            format!("主送“{written}”，不是计划写的收件单位"),
            format!("addressed to {written}, not to the office the plan names"),
        ),
        text(
            format!("改成“{wanted}：”；这份稿子是报给别处的，请换成本计划的总结"),
            format!(
                "write {wanted}：; where this paper was written for others, send the one for this plan"
            ),
        ),
    );
    let words = format!("……报{wanted}");
    vec![finding.note_at(
        PLAN,
        text(format!("末段：{words}"), format!("closing words: {words}")),
        key_site(&context.tasks.plan, "recipient"),
    )]
}

/// Whether an office that `name` calls by a shorter or a longer name may be
/// `wanted`: 市质量办 for 市质量工作领导小组办公室.
fn means(name: &str, wanted: &str) -> bool {
    let core = |name: &str| {
        let folded = words::fold(name);
        let place = folded.find('市').map_or(0, |at| at + "市".len());
        let short = folded[..place].chars().count() <= 4;
        folded[if short { place } else { 0 }..].to_owned()
    };
    let (name, wanted) = (core(name), core(wanted));
    let shortens = |short: &str, long: &str| {
        let mut rest = long.chars();
        short.chars().count() >= 2 && short.chars().all(|c| rest.any(|other| other == c))
    };
    let head: String = wanted.chars().take(2).collect();
    shortens(&name, &wanted)
        || shortens(&wanted, &name)
        || (name.contains(&head) && Pairs::new(&name).alike(&Pairs::new(&wanted)) >= 0.5)
}
