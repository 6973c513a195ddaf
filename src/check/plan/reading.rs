//! The text of a plan as it was read: items, agencies, brackets, title and
//! deadline. Its numbers have a file of their own.

use super::super::{Rule, Scope};
use super::numbers;
use crate::diagnostic::{FOUND, Finding, SEE, Severity, Site};
use crate::plan::example;
use crate::plan::parse::Reading;
use crate::text::{Source, Span, date, label, text, words};

pub(super) const NO_ITEMS: Rule = Rule {
    name: "no-items",
    short: "无任务",
    severity: Severity::Error,
    summary: label("没有读出编号的任务", "no numbered items were read"),
    explanation: label(
        "任务靠行首的编号认：一、 （一） 1. （1） 第三项都行，全角半角不论。整篇没有一个，就分不出任务，也分不出\
         谁负责，所以不写 tasks.toml。多半是粘贴时丢了换行，或者拿错了文件。编号之间夹着不编号的段落没有关系；\
         句中的“一是”“（二）中”不是编号。",
        "Items are known by the number at a line's start: 一、 （一） 1. （1） 第三项, in any width. Without a \
         single one there are no items and nobody to owe them, so tasks.toml is not written. Most often the \
         line breaks were lost in pasting, or it is the wrong file. Paragraphs without a number in between do \
         no harm; 一是 or （二） within a sentence are no numbers.",
    ),
    bad: "今年要大力推动品牌建设，深入开展质量提升行动，积极推动质量技术创新。\n",
    good: "（一）大力推动品牌建设。制定质量品牌规划。（市市场监管委、市农委负责）\n\
           （二）深入开展质量提升行动。开展医疗服务行动。（市卫生计生委负责）\n",
    scope: Scope::Reading(no_items),
};

fn no_items(reading: &Reading) -> Vec<Finding> {
    if reading.items().next().is_some() || !reading.units.is_empty() {
        return Vec::new();
    }
    vec![Finding::new(
        Site::new(&reading.file, first_line(&reading.file)),
        text(
            "全文没有编号的任务，没有写 tasks.toml",
            "there are no numbered items; tasks.toml was not written",
        ),
        text(
            "看是不是拿错了文件；丢了换行的，让每项任务另起一行，行首写编号：（一）大力推动品牌建设。……",
            "see whether it is the wrong file; where line breaks were lost, begin every item on a line of \
             its own with its number: （一）大力推动品牌建设。……",
        ),
    )]
}

pub(super) const NO_AGENCIES: Rule = Rule {
    name: "no-agencies",
    short: "未列单位",
    severity: Severity::Error,
    summary: label("哪一项都没有读出责任单位", "no item names an agency"),
    explanation: label(
        "谁该报送，只能从计划列的责任单位里知道。一个也读不出，就没有可催可查的，所以不写 tasks.toml。责任单位认它\
         说了什么，不认位置：括号里以“负责”“牵头”“配合”“指导”等收尾的，括号或句子以“责任单位：”“牵头单位：”\
         等开头的，表格里有这些列的，都算；“（由物业部门解释）”这类说明不算。个别项没有列的，另报“项缺单位”。",
        "Whom to expect is known only from the agencies the plan names. Where none can be read there is nobody \
         to chase, so tasks.toml is not written. Agencies are known by what is said, not by where: a bracket that ends in 负责, 牵头, \
         配合, 指导 or the like, a bracket or sentence that begins with 责任单位：, 牵头单位： or the like, a table \
         with such columns. A remark in brackets is none. A single item without agencies is item-without-agency.",
    ),
    bad: "（一）大力推动品牌建设。制定质量品牌规划。\n（二）深入开展质量提升行动。开展医疗服务行动。\n",
    good: "（一）大力推动品牌建设。制定质量品牌规划。（市市场监管委、市农委等按职责分工负责）\n\
           （二）深入开展质量提升行动。开展医疗服务行动。（市卫生计生委负责）\n",
    scope: Scope::Reading(no_agencies),
};

fn no_agencies(reading: &Reading) -> Vec<Finding> {
    let Some(&(_, _, first)) = reading.units.first() else {
        return Vec::new();
    };
    if reading.items().any(|item| !item.agencies.is_empty()) {
        return Vec::new();
    }
    let count = reading.units.len();
    let seen: Vec<&str> = reading
        .units
        .iter()
        .take(12)
        .map(|(_, _, span)| reading.file.slice(numbers::title(&reading.file, *span)))
        .collect();
    let seen = format!("{}{}", seen.join("；"), if count > 12 { "……" } else { "" });
    let finding = Finding::new(
        Site::new(&reading.file, numbers::title(&reading.file, first)),
        text(
            "哪一项都没有列责任单位，没有写 tasks.toml",
            "no item names an agency; tasks.toml was not written",
        ),
        text(
            "在每项末尾写明：（××局、××委等按职责分工负责）；分工另有文件的，把单位抄进来",
            "end every item with its agencies: （××局、××委等按职责分工负责）; where they stand in another \
             paper, copy them here",
        ),
    );
    let note = text(
        format!("编号的段落 {count} 处：{seen}"),
        format!("{count} numbered paragraphs: {seen}"),
    );
    vec![finding.note(FOUND, note)]
}

pub(super) const ITEM_WITHOUT_AGENCY: Rule = Rule {
    name: "item-without-agency",
    short: "项缺单位",
    severity: Severity::Warning,
    summary: label("这一项没有责任单位", "an item that names no agency"),
    explanation: label(
        "别的项都列了责任单位，独有这一项没有读出来：多半是漏写，或者写法特别没有认出。没有责任单位的项谁也不欠，\
         催报时不会提到，汇编时只能空着。只写了“……成员单位”这类集合的算有单位，成员另说；因为括号不全读不出的，\
         只报“括号不全”。",
        "The other items name agencies and this one does not: it was forgotten, or written in a way that was \
         not recognised. Nobody owes such an item, nobody is reminded of it, and in the volume it stays empty. \
         A collective such as 成员单位 counts as an agency; where a bracket is never closed, only \
         unclosed-bracket is told.",
    ),
    bad: "（一）大力推动品牌建设。制定质量品牌规划。（市农委负责）\n\
           （二）深入开展质量提升行动。开展医疗服务行动。\n\
           （三）开展技能竞赛。举办竞赛8场。（市教委负责）\n",
    good: "（一）大力推动品牌建设。制定质量品牌规划。（市农委负责）\n\
           （二）深入开展质量提升行动。开展医疗服务行动。（市卫生计生委负责）\n\
           （三）开展技能竞赛。举办竞赛8场。（市教委负责）\n",
    scope: Scope::Reading(item_without_agency),
};

fn item_without_agency(reading: &Reading) -> Vec<Finding> {
    if reading.items().all(|item| item.agencies.is_empty()) {
        return Vec::new();
    }
    let file = &reading.file;
    let bare = reading.items().filter(|item| item.agencies.is_empty());
    bare.filter_map(|item| {
        let unit = numbers::unit_at(reading, item.span.start);
        let whole = unit.map_or(item.span, |(_, _, span)| span);
        let broken = reading
            .unclosed
            .iter()
            .any(|open| whole.start <= open.start && open.start < whole.end);
        let finding = Finding::new(
            Site::new(file, numbers::title(file, item.span)),
            text(
                format!("“{}”没有责任单位", words::shorten(&item.title, 20)),
                format!("“{}” names no agency", words::shorten(&item.title, 20)),
            ),
            text(
                "在这一项末尾写明：（××局、××委等按职责分工负责）；或在 tasks.toml 里补 agencies",
                "end the item with （××局、××委等按职责分工负责）, or give its agencies in tasks.toml",
            ),
        );
        (!broken).then(|| finding.item(item.number))
    })
    .collect()
}

pub(super) const NO_DEADLINE: Rule = Rule {
    name: "no-deadline",
    short: "无期限",
    severity: Severity::Error,
    summary: label("没有读出报送期限", "no deadline for the reports was read"),
    explanation: label(
        "没有期限，就判断不了谁逾期、谁未报：tasks.toml 照写，但来稿有日期的一律算按时，没来的一律算待报。期限要\
         年月日俱全（“12月底前”算到月末那天），后面跟“前”，同一句里说到“报”。没有年份的、每季每年都要报的，只\
         指出在哪里，不替人补。任务自己的完成时限（“2016年6月底前完成”）、成文日期，都不是报送期限。",
        "Without a deadline nobody can be late or missing: tasks.toml is still written, but every dated report \
         counts as in time and every other as due. A deadline is a full date followed by 前 (12月底前 is the \
         month's last day), in a sentence that goes on to 报. One without a year, or one that comes again every \
         quarter, is shown and never completed. Time limits of tasks (2016年6月底前完成) and the date of the plan itself are no \
         deadlines.",
    ),
    bad: "（一）大力推动品牌建设。制定质量品牌规划。（市农委负责）\n\
           各单位要按时将全年质量工作总结报市质量办。\n",
    good: "（一）大力推动品牌建设。制定质量品牌规划。（市农委负责）\n\
           各单位要于2017年1月10日前，将全年质量工作总结报市质量办。\n",
    scope: Scope::Reading(no_deadline),
};

fn no_deadline(reading: &Reading) -> Vec<Finding> {
    if reading.items().next().is_none() || !reading.deadlines.is_empty() {
        return Vec::new();
    }
    if let [first, others @ ..] = &reading.undated[..] {
        return vec![undated(reading, *first, others)];
    }
    let year = example::year(reading, 1);
    vec![Finding::new(
        Site::new(&reading.file, last_line(&reading.file)),
        text("没有报送期限", "there is no deadline for the reports"),
        text(
            format!("运行时加 --deadline {year}-01-10；或在末段写：于{year}年1月10日前，将……报……"),
            format!(
                "run with --deadline {year}-01-10, or write in the last paragraph: 于{year}年1月10日前，将……报……"
            ),
        ),
    )]
}

/// A deadline whose year is open, or that comes again.
fn undated(reading: &Reading, first: Span, others: &[Span]) -> Finding {
    let file = &reading.file;
    let words = file.slice(first);
    let year = example::year(reading, 1);
    let mut finding = Finding::new(
        Site::new(file, first),
        text(
            format!("“{words}前”定不到哪一天，没有当期限"),
            format!("“{words}前” is no one day and was not taken as the deadline"),
        ),
        text(
            format!("运行时写明年月日，如 --deadline {year}-01-10；或在文本里补上年份"),
            format!("give the day, such as --deadline {year}-01-10, or write the year in the text"),
        ),
    );
    for &other in others {
        let words = file.slice(other);
        finding = finding.note_at(
            SEE,
            text(format!("还有：{words}前"), format!("another: {words}前")),
            Site::new(file, other),
        );
    }
    finding
}

pub(super) const AMBIGUOUS_DEADLINE: Rule = Rule {
    name: "ambiguous-deadline",
    short: "期限不一",
    severity: Severity::Warning,
    summary: label("报送期限不止一个", "more than one deadline for reports"),
    explanation: label(
        "末段有时要求报送两样东西，各有各的日期：年中报进展，年底报总结。哪一个管年终总结，机器不替人定，请用 \
         --deadline 指明，或改 tasks.toml。同一个日期说了两遍不算；任务的完成时限不带“报”字的，也不算。\
         另有“每年12月15日前”这样定不到哪一天的，只提示。",
        "A closing clause may ask for two papers, each with its date: progress at midyear, the summary at the \
         year's end. Which one governs the summaries is not for the program to decide: name it with --deadline \
         or in tasks.toml. The same date said twice is no fault, nor are time limits of tasks that ask for no \
         report. Another limit that is no one day (每年12月15日前) is only hinted at.",
    ),
    bad: "（一）大力推动品牌建设。制定质量品牌规划。（市农委负责）\n\
           各单位于2016年7月10日前，将进展情况报市质量办。\n\
           各单位于2017年1月10日前，将全年总结报市质量办。\n",
    good: "（一）大力推动品牌建设。制定质量品牌规划。（市农委负责）\n\
           各单位于2016年7月10日前完成自查。\n\
           各单位于2017年1月10日前，将全年总结报市质量办。\n",
    scope: Scope::Reading(ambiguous_deadline),
};

fn ambiguous_deadline(reading: &Reading) -> Vec<Finding> {
    let mut different: Vec<_> = Vec::new();
    for &(day, span) in &reading.deadlines {
        if different.iter().all(|&(other, _)| other != day) {
            different.push((day, span));
        }
    }
    let [(_, at), rest @ ..] = &different[..] else {
        return Vec::new();
    };
    let Some(last) = rest.last().map(|(day, _)| day.date) else {
        return reading
            .undated
            .iter()
            .map(|&span| also(reading, span))
            .collect();
    };
    let count = different.len();
    let mut finding = Finding::new(
        Site::new(&reading.file, *at),
        text(
            format!("报送期限有 {count} 个，请定一个"),
            format!("there are {count} deadlines: choose one"),
        ),
        text(
            format!("运行时指明管总结的那个，如 --deadline {last}"),
            format!("name the one for the summaries, such as --deadline {last}"),
        ),
    )
    .label(text("这是第一个", "this is the first"));
    for (day, span) in rest {
        let note = text(
            format!("另一个：{}", date::chinese(day.date)),
            format!("another: {}", day.date),
        );
        finding = finding.note_at(SEE, note, Site::new(&reading.file, *span));
    }
    vec![finding]
}

/// A limit that is no one day, beside the deadline.
fn also(reading: &Reading, span: Span) -> Finding {
    let words = reading.file.slice(span);
    Finding::new(
        Site::new(&reading.file, span),
        text(
            format!("也要求在“{words}”前报送，定不到哪一天，没有记"),
            format!("a report is asked for by {words} as well, which is no one day and was not taken"),
        ),
        text(
            "记下的期限管总结，不用改；这一个才是，用 --deadline 写明是哪一天",
            "where the deadline taken is the summaries', leave it; else name the day with --deadline",
        ),
    )
    .severity(Severity::Hint)
}

pub(super) const NO_TITLE: Rule = Rule {
    name: "no-title",
    short: "计划无题",
    severity: Severity::Warning,
    summary: label("计划文本没有标题", "the plan's text has no title"),
    explanation: label(
        "标题印在汇编封面，年度也从里面取。网页上复制的正文常常丢了标题，机器不编造，请用 --title 给出，或在文本\
         第一行补上。标题要在第一个编号之前，独占一行，以“计划”“方案”“意见”“通知”等收尾；开头“为贯彻……制定本\
         行动计划。”是一句话，不是标题。标题前有发文字号不要紧。",
        "The title stands on the cover and tells the year. Text copied from a web page has often lost it; it \
         is never invented: give it with --title or write it on the first line. A title stands before the first \
         number, alone on its line, and ends in 计划, 方案, 意见, 通知 or the like; an opening sentence is none. \
         A document number above it does no harm.",
    ),
    bad: "为贯彻质量发展纲要，制定本行动计划。\n\
           （一）大力推动品牌建设。制定质量品牌规划。（市农委负责）\n",
    good: "天津市贯彻落实质量发展纲要2016年行动计划\n\
           为贯彻质量发展纲要，制定本行动计划。\n\
           （一）大力推动品牌建设。制定质量品牌规划。（市农委负责）\n",
    scope: Scope::Reading(no_title),
};

fn no_title(reading: &Reading) -> Vec<Finding> {
    if reading.items().next().is_none() || reading.title.is_some() {
        return Vec::new();
    }
    vec![
        Finding::new(
            Site::new(&reading.file, first_line(&reading.file)),
            text(
                "计划没有标题，封面上会空着",
                "the plan has no title; the cover will lack it",
            ),
            text(
                "运行时加 --title \"……行动计划\"（已有 tasks.toml 的，再加 --update），或补在文本第一行",
                "run with --title \"…\" (and --update where tasks.toml is there already), or write the title on the first line of the text",
            ),
        )
        .label(text("第一行不是标题", "no title here")),
    ]
}

/// The first line that holds something, without its indentation.
fn first_line(file: &Source) -> Span {
    let lines = 1..=file.line_count();
    lines
        .map(|line| trimmed(file, line))
        .find(|span| span.start < span.end)
        .unwrap_or_default()
}

/// The last such line.
fn last_line(file: &Source) -> Span {
    let lines = (1..=file.line_count()).rev();
    lines
        .map(|line| trimmed(file, line))
        .find(|span| span.start < span.end)
        .unwrap_or_default()
}

fn trimmed(file: &Source, line: usize) -> Span {
    let span = file.line_span(line);
    let words = file.slice(span);
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}
