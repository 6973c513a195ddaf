//! What the plan's text has that its items do not show: tables, and
//! collectives nobody has listed.

use super::super::{Rule, Scope};
use crate::diagnostic::{Finding, Severity, Site};
use crate::plan::parse::Reading;
use crate::text::{Span, label, text, words};

pub(super) const UNREAD_TABLE: Rule = Rule {
    name: "unread-table",
    short: "表未读",
    severity: Severity::Warning,
    summary: label(
        "计划里有表格，没有读",
        "a table in the plan's text that was not read",
    ),
    explanation: label(
        "任务分解表有表头，写明哪一列是任务、哪一列是牵头单位或责任单位，就读成各项。表头认不出的、缺格的、单位\
         那一格读不懂的，不猜：粘贴时列的次序常会错乱，猜了会记错账。正文各项已经写了单位的，表也不读，免得一项\
         记两次。只有一处制表符、单独一行里有竖线的，不是表格，不算。",
        "A table of tasks is read where its heading says which column holds the task and which the agencies. \
         Other headings, rows that lack a cell, and cells that hold no names are not guessed at: columns often \
         lose their order in pasting, and a guess would charge the wrong agency. Where the items of the text \
         name agencies, tables are left out, lest an item be read twice. A single tab or a single line with a \
         bar in it is no table.",
    ),
    bad: "| 1 | 开展技能竞赛 | 市总工会 |\n| 2 | 推动品牌建设 | 市农委 |\n",
    good: "| 序号 | 任务 | 责任单位 |\n| --- | --- | --- |\n| 1 | 开展技能竞赛 | 市总工会 |\n",
    scope: Scope::Reading(unread_table),
};

fn unread_table(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let Some((&first, others)) = reading.tables.split_first() else {
        return Vec::new();
    };
    let place = file.place(first);
    let rows = place.last_line() + 1 - place.line;
    let more = others.len();
    let (zh, en) = match more {
        0 => (String::new(), String::new()),
        _ => (
            format!("，后面还有 {more} 处"),
            format!("; {more} more follow"),
        ),
    };
    let head = file.line_span(place.line);
    vec![Finding::new(
        Site::new(file, head),
        text(
            format!("这里的表格（{rows} 行）没有读{zh}"),
            format!("the table here ({rows} lines) was not read{en}"),
        ),
        text(
            "表里有任务的，写成正文：（一）任务名。具体措施。（××局、××委等按职责分工负责）；没有就不用改",
            "where it holds items, write them as paragraphs: （一）任务名。具体措施。（××局、××委等按职责\
             分工负责）; else leave it",
        ),
    )]
}

pub(super) const COLLECTIVE_CLAUSE: Rule = Rule {
    name: "collective-clause",
    short: "统称未列",
    severity: Severity::Hint,
    summary: label(
        "末段用统称点名，没有列出是哪几家",
        "the closing clause names a collective without its members",
    ),
    explanation: label(
        "末段要“各区县人民政府”“市有关单位”报送，计划没有列出是哪几家。应报名单以名册 plan/agencies.toml 为准：\
         各项点名的单位已经在里面，各区要补登（kind = \"district\"），少登一家，没报也不会催。末段逐家写明的，\
         正文各项已经点过名的，不提示。",
        "The closing clause asks collectives such as 各区县人民政府 and 市有关单位 to report, and the plan does \
         not say who they are. Who is expected is what plan/agencies.toml says: the agencies of the items stand \
         there, districts have to be added (kind = \"district\"); one that is left out is never missed. Bodies \
         named one by one get no hint.",
    ),
    bad: "各区县人民政府、市有关单位要于2017年1月10日前，将全年总结报市质量办。\n",
    good: "市教委、市科委要于2017年1月10日前，将全年总结报市质量办。\n",
    scope: Scope::Reading(collective_clause),
};

fn collective_clause(reading: &Reading) -> Vec<Finding> {
    let collective = |name: &&String| {
        let general = ["各", "有关", "相关", "成员单位", "其他"];
        name.chars().count() <= 20 && general.iter().any(|word| name.contains(word))
    };
    let names: Vec<&String> = reading.reporters.iter().filter(collective).collect();
    let Some(first) = names.first() else {
        return Vec::new();
    };
    // The clause stands at the end; an earlier sentence may name them too.
    let at = reading.file.text.rfind(first.as_str()).unwrap_or_default();
    let shown: String = names.iter().map(|name| format!("“{name}”")).collect();
    let districts = names.iter().any(|name| name.contains('区'));
    let (zh, en) = if districts {
        (
            "，各区写 kind = \"district\"",
            ", districts with kind = \"district\"",
        )
    } else {
        ("", "")
    };
    vec![Finding::new(
        Site::new(&reading.file, Span::new(at, at + first.len())),
        text(
            format!("{}没有列出是哪几家", words::shorten(&shown, 40)),
            format!(
                "{}: the plan does not list who they are",
                words::shorten(&shown, 40)
            ),
        ),
        text(
            format!("对着 plan/agencies.toml 看应报的是否齐全，少的补上{zh}"),
            format!(
                "see whether plan/agencies.toml has all that are to report, and add the others{en}"
            ),
        ),
    )]
}
