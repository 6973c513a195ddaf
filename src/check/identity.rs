//! Who wrote, and for which year. The file's name is never asked.

mod mismatch;
mod paper;

use super::{Context, Rule, Scope, example};
use crate::coverage::Submitter;
use crate::coverage::identity::From;
use crate::diagnostic::{Edit, Finding, Fix, PLAN, SEE, Severity, Site};
use crate::plan::{Plan, naming};
use crate::report::Field;
use crate::text::{Label, Span, label, text};

/// The rules over identity.
pub const RULES: &[Rule] = &[
    ANONYMOUS_REPORT,
    UNKNOWN_SUBMITTER,
    WRONG_YEAR,
    UNLISTED_AGENCY,
    mismatch::AGENCY_MISMATCH,
    paper::WRONG_GENRE,
    INFERRED_IDENTITY,
    paper::MISSING_TITLE,
    paper::OTHER_RECIPIENT,
];

const ANONYMOUS_REPORT: Rule = Rule {
    name: "anonymous-report",
    short: "无名来稿",
    severity: Severity::Error,
    summary: label("看不出是哪家单位的", "nothing says whose report it is"),
    explanation: label(
        "front matter、标题、落款里都没有单位名，就不知道该记在谁名下，只好拒收。单位名写一处就够：标题里有\
         就不必写 front matter，简称、全称、名单里的别名都认。文件名不作数：转发时常被改掉，一个错名会把成绩\
         记到别人账上。正文里提到的单位也不作数；“××局”“本局”“区人民政府”不是哪一家的名。",
        "Where neither front matter nor title nor signature names an agency, nobody knows whose account it \
         belongs to, and it is refused. One place is enough, and the short name, the full name and the \
         aliases of the roster all do. The file's name does not count: it changes in forwarding, and a \
         wrong one would credit the work to somebody else. Nor do agencies mentioned in the text, nor names that are any office's (××局, 本局, 区人民政府).",
    ),
    bad: "# 2016年质量工作总结\n\n一年来，我单位认真落实行动计划……\n",
    good: "# 市科委2016年质量工作总结\n\n一年来，我委认真落实行动计划……\n",
    scope: Scope::Report(anonymous_report),
};

fn anonymous_report(context: &Context) -> Vec<Finding> {
    if context.coverage.identity.submitter != Submitter::Nobody {
        return Vec::new();
    }
    let agency = example::agency(context);
    let title = format!("{agency}{}", naming::summary(&context.tasks.plan));
    let header = format!("+++\nagency = \"{agency}\"\n+++");
    vec![Finding::new(
        context.top(),
        text(
            "看不出是哪家单位的总结",
            "nothing says whose report this is",
        ),
        text(
            format!("在标题里写明单位，如“{title}”；或在文件开头写：\n{header}"),
            format!(
                "name the agency in the title, such as {title}, or write at the very top:\n{header}"
            ),
        ),
    )]
}

const UNKNOWN_SUBMITTER: Rule = Rule {
    name: "unknown-submitter",
    short: "单位不识",
    severity: Severity::Error,
    summary: label("名册里的单位，名字写错了", "a name of the roster, misspelt"),
    explanation: label(
        "写的单位名册里没有，却和其中一家只差末尾的“局”“委”“办”，或者长名字里差一个字，或者差一个字而标题、\
         落款写的正是那一家，就是笔误。机器不替人认账：认错了，一家记成已报，另一家成了未报，所以拒收，请写\
         单位的人改一个字。简称、全称、已登记的别名都认，全半角和空格不计较；管的事不同的是另一家（市审计局、市统计局，天津证监局），按“名单外”收下，不算\
         这一条。",
        "The name is not in the roster, but differs from one that is only in the 局, 委 or 办 at its end, in \
         one character of many, or in one where title or signature has the name itself: a slip. \
         The program does not decide: a wrong guess would mark one agency as received and another as \
         missing, so the paper is refused until the name is put right. Short name, full name and known aliases are all accepted, width and blanks do not matter; an agency \
         for other work (市审计局, 市统计局, 天津证监局) is unlisted-agency, and no fault.",
    ),
    bad: "+++\nagency = \"市水务委\"\n+++\n",
    good: "+++\nagency = \"市水务局\"\n+++\n",
    scope: Scope::Report(unknown_submitter),
};

fn unknown_submitter(context: &Context) -> Vec<Finding> {
    let identity = &context.coverage.identity;
    let Submitter::Unknown(written, near) = &identity.submitter else {
        return Vec::new();
    };
    let Some(party) = context.tasks.parties.get(*near) else {
        return Vec::new();
    };
    let name = &party.name;
    vec![
        Finding::new(
            place(context),
            text(
                format!("名册里没有“{written}”"),
                format!("the roster has no “{written}”"),
            ),
            text(
                format!(
                    "改成“{name}”；名字没写错的，请办公室加进 plan/agencies.toml：是{name}的，写进它的 \
                     aliases，不是的另添一家"
                ),
                format!(
                    "write {name}; where the name is right, the office adds it to plan/agencies.toml: to \
                     the aliases of {name}, or as an agency of its own"
                ),
            ),
        )
        .label(text(format!("像是“{name}”"), format!("probably {name}")))
        .note_at(SEE, text(format!("名册：{name}"), format!("roster: {name}")), context.tasks.site(party)),
    ]
}

const WRONG_YEAR: Rule = Rule {
    name: "wrong-year",
    short: "年度不符",
    severity: Severity::Error,
    summary: label("写的不是计划那一年", "for another year than the plan's"),
    explanation: label(
        "front matter 或标题写的年度与计划不同，要么是误报了往年的总结，要么是套用旧稿没改年份。两种都不能收\
         进今年的汇编，所以拒收。正文里提到上一年、下一年是正常的，“2016年总结和2017年安排”这样的标题，年度\
         取总结那一年，都不算；“2015年总结和2016年安排”是去年的总结。",
        "Front matter or title name another year than the plan: either last year's summary was sent, or an \
         old paper was reused and its year kept. Neither may go into this volume, so it is refused. The \
         years before and after in the text are natural, and of a title like 2016年总结和2017年安排 the \
         year of the summary is taken: no fault, while 2015年总结和2016年安排 is last year's summary.",
    ),
    bad: "# 市教委2015年质量工作总结\n",
    good: "# 市教委2016年质量工作总结和2017年工作安排\n",
    scope: Scope::Report(wrong_year),
};

fn wrong_year(context: &Context) -> Vec<Finding> {
    let plan = &context.tasks.plan;
    let (Some((year, span)), Some(wanted)) = (context.coverage.identity.year, plan.year) else {
        return Vec::new();
    };
    if year == wanted {
        return Vec::new();
    }
    vec![
        Finding::new(
            context.at(span),
            text(
                format!("写的是{year}年，计划是{wanted}年的"),
                format!("it is for {year}, the plan for {wanted}"),
            ),
            text(
                format!("年份写错了，改成{wanted}；这是{year}年的总结，请换成{wanted}年的报送"),
                format!("where the year is a slip, write {wanted}; where it is the summary of {year}, send that of {wanted}"),
            ),
        )
        .note_at(PLAN, text(plan.title(), plan.title()), key_site(plan, "year")),
    ]
}

/// Where plan/tasks.toml has `key`: before its first list.
fn key_site(plan: &Plan, key: &str) -> Site {
    let file = &plan.file;
    let head = (1..=file.line_count()).map(|line| file.line_span(line));
    head.take_while(|&span| !file.slice(span).trim_start().starts_with("[["))
        .find(|&span| file.slice(span).trim_start().starts_with(key))
        .map_or_else(|| Site::file(&file.path), |span| Site::new(file, span))
}

const UNLISTED_AGENCY: Rule = Rule {
    name: "unlisted-agency",
    short: "名单外",
    severity: Severity::Warning,
    summary: label("报送单位不在名册里", "the agency is not in the roster"),
    explanation: label(
        "计划的责任名单以“等”收尾，末段又写“市有关单位”，名单不是封闭的，所以名册以外的单位报来也收，编在\
         “名单外报送”，不计入应报家数。提醒一句，是怕它其实是某家的旧称或别名。别名登记在 plan/agencies.toml \
         的 aliases 里就认得，不再提醒。",
        "The plan's lists end in 等 and its last paragraph speaks of 市有关单位: the list is open, so a paper \
         from elsewhere is taken, bound under 名单外报送 and not counted among those expected. The warning is \
         there in case it is an old or other name of a listed agency; put into aliases in \
         plan/agencies.toml, it is known and no fault.",
    ),
    bad: "# 市体育局2016年质量工作总结\n",
    good: "# 市旅游局2016年质量工作总结\n",
    scope: Scope::Report(unlisted_agency),
};

fn unlisted_agency(context: &Context) -> Vec<Finding> {
    let Submitter::Unlisted(name) = &context.coverage.identity.submitter else {
        return Vec::new();
    };
    let roster = &context.tasks.roster.file.path;
    vec![Finding::new(
        place(context),
        text(
            format!("“{name}”不在名册里，编在“名单外报送”"),
            format!("“{name}” is not in the roster; it is bound apart, under 名单外报送"),
        ),
        text(
            format!(
                "是名册里某家的别名，加进 {roster} 那家的 aliases；确应报送，在 {roster} 添一家；都不是，不用改"
            ),
            format!(
                "where it is another name of a listed agency, add it to the aliases in {roster}; where it \
                 has to report, add it there; else leave it"
            ),
        ),
    )]
}

const INFERRED_IDENTITY: Rule = Rule {
    name: "inferred-identity",
    short: "推认单位",
    severity: Severity::Hint,
    summary: label(
        "单位是据标题或落款认的",
        "the agency was read from title or signature",
    ),
    explanation: label(
        "文件开头没有写 agency，单位是从标题或落款里认出来的。这样报送没有错，只是说明一声：认得对就不用管，\
         认得不对就在开头写明，以开头为准，以后改标题也不影响。开头已经写了 agency 的，不提示。",
        "The file does not begin with an agency; it was read from the title or the signature. That is no \
         fault, only said: where it is right leave it, where it is wrong name the agency at the top, which \
         counts first, so that a change of title does no harm. \
         A paper that names its agency at the top gets no hint.",
    ),
    bad: "# 天津市旅游局2016年质量工作总结\n",
    good: "+++\nagency = \"市旅游局\"\nyear = 2016\n+++\n# 天津市旅游局2016年质量工作总结\n",
    scope: Scope::Report(inferred_identity),
};

fn inferred_identity(context: &Context) -> Vec<Finding> {
    let Some(party) = context.party() else {
        return Vec::new();
    };
    let from = match context.coverage.identity.from {
        Some((From::Header, _)) | None => return Vec::new(),
        Some((from, _)) => said(from),
    };
    let name = &party.name;
    let year = context
        .tasks
        .plan
        .year
        .map(|year| format!("year = {year}\n"));
    let block = format!("+++\nagency = \"{name}\"\n{}+++", year.unwrap_or_default());
    let finding = Finding::new(
        place(context),
        text(
            format!("开头没有写单位，据{}认作{name}", from.zh),
            format!("no agency at the top; by the {} it is {name}", from.en),
        ),
        text(
            format!("认得对就不用改；要写明，在文件开头加：\n{block}"),
            format!(
                "where that is right, leave it; to make it plain, write at the very top:\n{block}"
            ),
        ),
    )
    .label(text("据此认定", "read from this"));
    vec![finding.fixes(write_in(context, name))]
}

/// The front matter with what was inferred, and nothing else; none where the
/// paper contradicts itself.
fn write_in(context: &Context, name: &str) -> Option<Fix> {
    let (header, identity) = (&context.report.header, &context.coverage.identity);
    let year = identity.year.map(|(year, _)| year);
    let doubtful = !identity.others.is_empty()
        || header.unclosed
        || header.agency.is_malformed()
        || year.is_some_and(|year| context.tasks.plan.year != Some(year));
    if doubtful || name.contains(['"', '\\']) {
        return None;
    }
    let text = &context.source.text;
    let end = match text.contains("\r\n") {
        true => "\r\n",
        false => "\n",
    };
    let mut lines = format!("agency = \"{name}\"{end}");
    if let (Some(year), Field::Missing) = (year, &header.year) {
        lines.push_str(&format!("year = {year}{end}"));
    }
    let (at, lines) = match header.span {
        None => {
            let gap = if text.starts_with(['\r', '\n']) {
                ""
            } else {
                end
            };
            (0, format!("+++{end}{lines}+++{end}{gap}"))
        }
        // A block of another kind is made regular first.
        Some(span) => {
            let start = text.get(span.start..span.end)?.find("+++")?;
            let fence = context.source.line_of(span.start + start);
            (context.source.line_span(fence + 1).start, lines)
        }
    };
    Some(Fix::safe(vec![Edit::new(Span::new(at, at), lines)]))
}

/// Where the submitter was read.
fn place(context: &Context) -> Site {
    match context.coverage.identity.from {
        Some((_, span)) => context.at(span),
        None => context.top(),
    }
}

fn said(from: From) -> Label {
    match from {
        From::Header => label("文件开头", "front matter"),
        From::Title => label("标题", "title"),
        From::Signature => label("落款", "signature"),
    }
}
