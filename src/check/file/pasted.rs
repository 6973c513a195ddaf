//! What comes along with pasting from Word: read as it is meant, but not by
//! every reader of Markdown. A habit is told once a paper.

use super::super::reach::parted;
use super::super::{Context, Rule, Scope};
use crate::diagnostic::{Edit, Finding, Fix, SEE, Severity};
use crate::report::{Block, Heading, Passage};
use crate::text::{Span, Text, label, text, words};

pub(super) const INDENTED_PROSE: Rule = Rule {
    name: "indented-prose",
    short: "缩进正文",
    severity: Severity::Warning,
    summary: label(
        "行首的空格让 Markdown 认错正文或标题",
        "blanks before a line that make Markdown take it for something else",
    ),
    explanation: label(
        "行首空四格以上，或按了制表符，Markdown 就把这段当代码：字体变了，标题也认不出。列表下面的“  二、”\
         前面有空格，就并进上面一条；全角空格后面的 #、-、| 也不起作用。这里都照本意读，内容没有丢；换个程\
         序看就不是这样。两种情形全文各报一次。正文用全角空格缩进不受影响；列表下面缩进的正文、用空格右齐\
         的落款也不算。",
        "A line that begins with four blanks or a tab is code to Markdown: set in another type, its \
         headings lost. Below a list, blanks before 二、 make the heading the list's own; full-width \
         blanks before #, - or | take their effect. All is read as meant here and nothing is lost, but \
         other programs differ. Either is told once a paper. Prose behind full-width blanks does no harm; \
         indented text below a list item, and a signature moved to the right, are no fault.",
    ),
    bad: "# 市教委2016年质量工作总结\n\n        全年举办技能竞赛12场，参赛职工6800人。\n",
    good: "# 市教委2016年质量工作总结\n\n　　全年举办技能竞赛12场，参赛职工6800人。\n",
    scope: Scope::Report(indented_prose),
};

fn indented_prose(context: &Context) -> Vec<Finding> {
    let passages = &context.report.passages;
    let mut indents = context.report.pasted.indents.clone();
    let block = |at: &Span| {
        let next = passages.partition_point(|passage| passage.span.start <= at.end);
        let here = next.checked_sub(1).and_then(|here| passages.get(here));
        here.map(|passage| &passage.block)
    };
    indents.retain(|at| {
        let block = block(at);
        matches!(
            block,
            Some(Block::Heading(_) | Block::Paragraph | Block::ListItem)
        )
    });
    let code = |places: &[Span]| {
        habit(
            context,
            places,
            text(
                "正文用空格缩进，别的程序会当成代码，已按正文读",
                "prose indented by blanks: code to other programs, read as prose here",
            ),
            text(
                "删掉行首的空格，或换成两个全角空格“　　”",
                "delete the blanks before it, or use two full-width blanks",
            ),
        )
    };
    let mut margins = context.report.pasted.margins.clone();
    margins.retain(|at| block(at) != Some(&Block::Signature));
    let hidden = |places: &[Span]| {
        habit(
            context,
            places,
            text(
                "行首的空格会遮住标题、列表或表格，已照本意读",
                "blanks may hide this heading, list or table from other programs; read as meant",
            ),
            text("删掉行首的空格", "delete the blanks before it"),
        )
    };
    let fix = |&at: &Span, words: &str| {
        let rest = context.source.text.get(at.end..).unwrap_or_default();
        let marked = rest.starts_with(MARKS);
        Fix::safe(vec![Edit::new(at, if marked { "" } else { words })])
    };
    let code = groups(context, &INDENTED_PROSE, indents)
        .into_iter()
        .map(|group| code(&group).fixes(group.iter().map(|at| fix(at, "　　"))));
    let hidden = groups(context, &INDENTED_PROSE, margins)
        .into_iter()
        .map(|group| hidden(&group).fixes(group.iter().map(|at| fix(at, ""))));
    code.chain(hidden).collect()
}

/// What has a meaning at the beginning of a line, and none behind blanks.
const MARKS: [char; 6] = ['#', '-', '*', '+', '|', '>'];

pub(super) const BROKEN_HEADING: Rule = Rule {
    name: "broken-heading",
    short: "标题缺格",
    severity: Severity::Warning,
    summary: label(
        "标题的 # 后面没有空格，或用了全角 ＃",
        "a heading whose # lacks its blank or is full-width",
    ),
    explanation: label(
        "标题要写成“## 一、”：半角 #，后面空一格。少了空格，或者打成全角＃，Markdown 就当正文。意思清楚，\
         这里照标题读；别的程序不认，改过来才稳妥。全文只报一次。“#1机组”“#质量月#”不是标题，不算。",
        "A heading is written “## 一、”: ASCII #, then a blank. Without the blank, or with ＃, Markdown \
         takes it for text. The meaning is clear, so it is read as a heading here; other programs do not. \
         Told once a paper. #1机组 and #质量月# are no headings and no fault.",
    ),
    bad: "##一、2016年质量工作完成情况\n",
    good: "## 一、2016年质量工作完成情况\n",
    scope: Scope::Report(broken_heading),
};

fn broken_heading(context: &Context) -> Vec<Finding> {
    let passages = context.report.passages.iter();
    let broken = passages.filter_map(|passage| match &passage.block {
        Block::Heading(_) | Block::Title => Some((passage, broken_marks(context, passage)?)),
        _ => None,
    });
    let groups = parted(
        context,
        &BROKEN_HEADING,
        broken.collect(),
        |(passage, _)| passage.span,
    );
    let found = groups.into_iter().filter_map(|group| {
        let (first, marks) = group.first()?;
        let title = words::shorten(first.line.text.trim(), 16);
        let meant = format!("{} {title}", "#".repeat(*marks));
        let places: Vec<Span> = group.iter().map(|(passage, _)| passage.span).collect();
        let finding = habit(
            context,
            &places,
            text(
                "标题的 # 写得不规范，已按标题读",
                "the # of a heading is not written as Markdown wants it; read as a heading",
            ),
            text(
                format!("# 用半角，后面空一格：{meant}"),
                format!("use ASCII # and a blank: {meant}"),
            ),
        );
        let fix = |(passage, marks): &(&Passage, usize)| marked(context, passage.span, *marks);
        Some(finding.fixes(group.iter().filter_map(fix)))
    });
    found.collect()
}

/// The heading at `span` with `rank` marks before it, where it has its line to
/// itself.
fn marked(context: &Context, span: Span, rank: usize) -> Option<Fix> {
    let source = context.source;
    let line = source.line_span(source.line_of(span.start));
    let written = source.slice(span);
    let words = written.trim_start_matches(['#', '＃', ' ', '\t', '\u{3000}']);
    let around = [
        Span::new(line.start, span.start),
        Span::new(span.end, line.end),
    ];
    let alone = span.end <= line.end
        && around.iter().all(|&at| source.slice(at).trim().is_empty())
        && !words.is_empty();
    let old = Span::new(line.start, span.start + written.len() - words.len());
    alone.then(|| Fix::safe(vec![Edit::new(old, "#".repeat(rank) + " ")]))
}

/// How many marks a heading has, where Markdown does not take them for such.
fn broken_marks(context: &Context, heading: &Passage) -> Option<usize> {
    let written = context.source.slice(heading.span);
    let title = written.trim_start_matches(['#', '＃']);
    let marks = written.strip_suffix(title)?;
    let sound = !marks.contains('＃') && (title.is_empty() || title.starts_with([' ', '\t']));
    (!marks.is_empty() && !sound).then(|| marks.chars().count())
}

pub(super) const BARE_HEADING: Rule = Rule {
    name: "bare-heading",
    short: "裸标题",
    severity: Severity::Hint,
    summary: label("没有 # 的行当标题读了", "a bare line was read as a heading"),
    explanation: label(
        "从 Word 粘贴来的标题没有 #，这里按行首的“一、”“（一）”、长短和计划的项名认。这样报送没有错，只是说明一声；认\
         错了，部分和项就会对错，加上 # 最稳妥。全文只提示一次。句中的“（一）”、“一是”“首先”、表格里的\
         序号都不当标题，不算。",
        "Headings pasted from Word have no #; they are known by 一、 or （一） at the line's start, by \
         their length and by the titles of the plan's items. That is no fault, only said: where it is wrong, parts and items go wrong with it, \
         and a # makes it sure. Told once a paper. （一） within a sentence, 一是, 首先 and numbers in \
         tables are no headings.",
    ),
    bad: "一、2016年质量工作完成情况\n",
    good: "## 一、2016年质量工作完成情况\n",
    scope: Scope::Report(bare_heading),
};

fn bare_heading(context: &Context) -> Vec<Finding> {
    let passages = context.report.passages.iter();
    let headings = passages.filter_map(|passage| Some((passage, passage.heading()?)));
    let bare = headings.filter(|(_, heading)| !heading.hashed);
    let groups = parted(context, &BARE_HEADING, bare.collect(), |(_, heading)| {
        heading.span
    });
    let found = groups.into_iter().filter_map(|group| {
        let (first, heading) = group.first()?;
        let title = words::shorten(first.line.text.trim(), 16);
        let meant = format!("{} {title}", "#".repeat(heading.rank.into()));
        let places: Vec<Span> = group.iter().map(|(_, heading)| heading.span).collect();
        let finding = habit(
            context,
            &places,
            text(
                "没有 # 的标题，按行首序号、黑体或项名认的",
                "a heading without #, known by its number, its bold type or an item's title",
            ),
            text(
                format!("认得对就不用改；要写明，加上 #：{meant}"),
                format!("where that is right, leave it; to make it plain, write {meant}"),
            ),
        );
        // All or none: the rank of a bare heading hangs on the marked ones round it.
        let fix = |(_, heading): &(&Passage, &Heading)| {
            marked(context, heading.span, heading.rank.into())
        };
        let fixes: Option<Vec<Fix>> = group.iter().map(fix).collect();
        let edits = fixes.map(|fixes| fixes.into_iter().flat_map(|fix| fix.edits));
        Some(finding.fixes(edits.map(|edits| Fix::safe(edits.collect()))))
    });
    found.collect()
}

pub(super) const RUN_ON_PARAGRAPH: Rule = Rule {
    name: "run-on-paragraph",
    short: "未分段",
    severity: Severity::Hint,
    summary: label(
        "几部分连成一段，没有分行",
        "several parts run on in one paragraph",
    ),
    explanation: label(
        "一段超过600字，里面又有两处以上“。二、”这样的序号，多半是从旧格式转来时换行丢了。序号连着的，这里\
         已拆开认；断了号的认不出，检查和汇编就不准，请分行。段落长、没有分部分的不算，“一是……二是……”\
         也不算。",
        "A paragraph of more than 600 characters with two or more 。二、 inside has most often lost its line \
         ends in conversion. Numbers in unbroken order are taken apart here, others are not and make \
         checking unsure: give each its line. A long paragraph without such numbers is no fault, nor is \
         一是……二是…….",
    ),
    bad: "一、加强领导。……。二、强化监管。……。三、广泛宣传。……（一段到底）\n",
    good: "一、加强领导\n……\n\n二、强化监管\n……\n",
    scope: Scope::Report(run_on_paragraph),
};

/// A paragraph with more characters should have been parted.
const LONG: usize = 600;

fn run_on_paragraph(context: &Context) -> Vec<Finding> {
    let mut runs = context.report.pasted.runs.clone();
    runs.retain(|&run| words::count(context.source.slice(run)) > LONG);
    let groups = groups(context, &RUN_ON_PARAGRAPH, runs).into_iter();
    let found = groups.map(|runs| {
        habit(
            context,
            &runs,
            text(
                format!("一段超过{LONG}字，里面有几个“一、”“二、”没有分行"),
                format!("more than {LONG} characters in one paragraph, with several 一、 inside"),
            ),
            text(
                "在每个“一、”“二、”前面换行，标题单独成行",
                "break the line before each 一、 and give the heading a line of its own",
            ),
        )
    });
    found.collect()
}

/// The places of a habit, those apart that are waived.
pub(super) fn groups(context: &Context, rule: &Rule, places: Vec<Span>) -> Vec<Vec<Span>> {
    parted(context, rule, places, |&at| at)
}

/// The one finding about a habit of the whole paper: at its first place, with
/// how many there are and the lines of the others.
pub(super) fn habit(context: &Context, places: &[Span], mut message: Text, help: Text) -> Finding {
    let (&first, others) = places.split_first().unwrap_or((&Span::default(), &[]));
    if others.is_empty() {
        return Finding::new(context.at(first), message, help);
    }
    message.zh += &format!("（共 {} 处）", places.len());
    message.en += &format!(" ({} places)", places.len());
    let own = context.source.line_of(first.start);
    let lines = others.iter().map(|at| context.source.line_of(at.start));
    let mut lines: Vec<usize> = lines.filter(|line| *line != own).collect();
    lines.dedup();
    let finding = Finding::new(context.at(first), message, help);
    if lines.is_empty() {
        return finding;
    }
    let shown: Vec<String> = lines.iter().take(LINES).map(usize::to_string).collect();
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let (more_zh, more_en) = if lines.len() > LINES {
        (" 等", " and more")
    } else {
        (" ", "")
    };
    finding.note(
        SEE,
        text(
            format!("第 {}{more_zh}行", shown.join("、")),
            format!("{word} {}{more_en}", shown.join(", ")),
        ),
    )
}

/// At most so many lines are named.
const LINES: usize = 8;
