//! 说法不一 in `status`: who says what about which measure, one line each.

use serde::Serialize;

use crate::coverage::contradictions::{Contradiction, Said, Side, contradictions};
use crate::emit::Findings;
use crate::emit::terminal::{BOLD, Look, hang, list};
use crate::text::{Lang, words};

/// At most this many are told to people; the volume has all of them.
const TOLD: usize = 5;
/// At most this many agencies are named in one line.
const NAMES: usize = 4;
/// The characters of the plan's words.
const WORDS: usize = 16;

/// One for machines.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    kind: &'static str,
    item: u32,
    measure: Option<&'a str>,
    sides: Vec<SideRow<'a>>,
}

#[derive(Debug, Serialize)]
struct SideRow<'a> {
    agency: Option<&'a str>,
    says: String,
    path: &'a str,
    line: usize,
}

/// All of them, in plan order.
pub fn rows<'a>(findings: &Findings<'a>) -> Vec<Row<'a>> {
    let found = contradictions(findings.tasks, findings.digests).into_iter();
    let row = |found: Contradiction<'a>| Row {
        kind: found.kind.name(),
        item: found.item,
        measure: measure(findings, &found).map(|measure| measure.id.as_str()),
        sides: found
            .sides
            .iter()
            .filter_map(|side| {
                let digest = findings.digests.get(side.digest)?;
                Some(SideRow {
                    agency: findings.name(digest),
                    says: side.said.word(findings.tasks).into_owned(),
                    path: &digest.path,
                    line: side.line,
                })
            })
            .collect(),
    };
    found.map(row).collect()
}

/// The section of the page; empty where nothing contradicts.
pub fn human(findings: &Findings, look: &Look) -> String {
    let Some((head, told)) = points(findings, look.lang) else {
        return String::new();
    };
    let mut page = look.paint(BOLD, &head) + "\n";
    let mark = look.pick("，", ", ");
    for line in told {
        // What one side says is kept in one line.
        let sides: Vec<String> = line.split(mark).map(str::to_owned).collect();
        let whole = list(&sides, mark, look.width.saturating_sub(4));
        for (index, part) in whole.lines().enumerate() {
            let column = if index == 0 { 2 } else { 4 };
            page.push_str(&hang("", column, part, look.width));
        }
    }
    page
}

/// The heading and its points; `None` where nothing contradicts.
pub fn points(findings: &Findings, lang: Lang) -> Option<(String, Vec<String>)> {
    let found = contradictions(findings.tasks, findings.digests);
    let count = found.len();
    let mut told: Vec<String> = found
        .iter()
        .take(TOLD)
        .map(|found| line(findings, found, lang))
        .collect();
    if count > TOLD {
        told.push(match lang {
            Lang::Zh => format!("其余 {} 处见汇编卷首", count - TOLD),
            Lang::En => format!("{} more stand at the head of the volume", count - TOLD),
        });
    }
    let head = match lang {
        Lang::Zh => format!("说法不一 {count} 处，请两家核对，程序不判谁对"),
        Lang::En => format!("contradictions: {count}, ask both; nothing is decided"),
    };
    (count > 0).then_some((head, told))
}

/// 3.9 开展服务行业技能大赛……：市教委写未完成，市人力社保局写完成
fn line(findings: &Findings, found: &Contradiction, lang: Lang) -> String {
    let item = findings.tasks.plan.item(found.item);
    let (id, words) = match (measure(findings, found), item) {
        (Some(measure), _) => (measure.id.clone(), measure.text.as_str()),
        (None, Some(item)) => (item.label(), item.title()),
        (None, None) => (found.item.to_string(), ""),
    };
    let words = words::shorten(words.trim_end_matches('。'), WORDS);
    let says = |side: &Side| {
        let digest = findings.digests.get(side.digest)?;
        let name = findings.name(digest)?;
        let word = side.said.word(findings.tasks);
        Some(match (lang, side.said) {
            (Lang::Zh, _) => format!("{name}写{word}"),
            (Lang::En, Said::State(status)) => format!("{name} {}", status.name()),
            (Lang::En, Said::Claim(_)) => format!("{name} {word}"),
        })
    };
    let mut sides: Vec<&Side> = found.sides.iter().collect();
    // Both statuses are told before one of them is told twice.
    let mut seen = Vec::new();
    sides.sort_by_cached_key(|side| {
        let word = side.said.word(findings.tasks);
        let again = seen.contains(&word);
        seen.push(word);
        again
    });
    let told: Vec<String> = sides
        .iter()
        .filter_map(|side| says(side))
        .take(NAMES)
        .collect();
    let more = found.sides.len().saturating_sub(told.len());
    match lang {
        Lang::Zh if more > 0 => format!("{id} {words}：{}，另 {more} 家", told.join("，")),
        Lang::Zh => format!("{id} {words}：{}", told.join("，")),
        Lang::En if more > 0 => format!("{id} {words}: {}, {more} more", told.join(", ")),
        Lang::En => format!("{id} {words}: {}", told.join(", ")),
    }
}

fn measure<'a>(findings: &Findings<'a>, found: &Contradiction) -> Option<&'a crate::plan::Measure> {
    let item = findings.tasks.plan.item(found.item)?;
    item.measures.get((found.measure? as usize).checked_sub(1)?)
}
