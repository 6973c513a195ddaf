//! `status` for a terminal.

use annotate_snippets::renderer::Style;

use super::{Lists, columns, complaint, contradictions, ready_head, rest, rows, title, when};
use crate::coverage::Account;
use crate::emit::terminal::{
    BLUE, BOLD, GREEN, Look, RED, YELLOW, cells, clean, fit, flow, hang, pad, pad_left, wrap,
};
use crate::emit::{Findings, verdict};
use crate::plan::{Party, Plan};
use crate::text::{Label, Lang, label};

/// The page for a terminal.
pub fn human(findings: &Findings, look: &Look) -> String {
    let (title, when) = (title(findings, look.lang), when(findings, look.lang));
    let joined = cells(&title) + 2 + cells(&when) <= look.width;
    let gap = if joined { "  " } else { "\n  " };
    let mut page = format!("{}{gap}{when}\n\n", look.paint(BOLD, &clean(&title)));
    page.push_str(&table(findings, look));
    page.push('\n');
    let lists = Lists::new(findings);
    waiting(findings, &lists, look, &mut page);
    refused(&lists, look, &mut page);
    nobody(findings, look, &mut page);
    mend(findings, &lists, look, &mut page);
    page.push_str(&contradictions::human(findings, look));
    ready(findings, &lists, look, &mut page);
    unlisted(findings, look, &mut page);
    below(findings, look, &mut page);
    let letters = look.pick("退改意见单、催报函、通报", "letters to send");
    let colon = look.pick("：", ": ");
    page.push_str(&format!("\n{letters}{colon}huibian notices\n"));
    page
}

fn table(findings: &Findings, look: &Look) -> String {
    let expected = look.pick("应报", "expected");
    let heads = columns(findings);
    let heads = heads.iter().map(|(_, head)| look.say(head));
    let heads: Vec<String> = std::iter::once(expected.to_owned()).chain(heads).collect();
    let widths: Vec<usize> = heads.iter().map(|head| cells(head).max(4) + 3).collect();
    let names: Vec<String> = rows(findings)
        .iter()
        .map(|(name, _)| look.say(name))
        .collect();
    let column = names.iter().map(|name| cells(name)).max().unwrap_or(0) + 1;
    let line = |name: &str, row: &[String]| {
        let row = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| pad_left(cell, *width));
        format!("  {}{}\n", pad(name, column), row.collect::<String>())
    };
    let mut table = line("", &heads);
    for (name, counts) in rows(findings) {
        table.push_str(&line(&look.say(&name), &counts));
    }
    table
}

/// `[红] …`: the word carries it, the colour only adds.
fn headed(look: &Look, light: (Style, Label), text: &str) -> String {
    let (style, name) = light;
    let tag = format!("[{}]", name.get(look.lang));
    let lines = wrap(&format!("{tag} {text}"), look.width).join("\n  ");
    lines.replacen(&tag, &look.paint(style, &tag), 1) + "\n"
}

fn waiting(findings: &Findings, lists: &Lists, look: &Look, page: &mut String) {
    if !lists.missing.is_empty() {
        let count = lists.missing.len();
        let head = match look.lang {
            Lang::Zh => format!("未报 {count} 家，先催"),
            Lang::En => format!("not reported: {count}, call them first"),
        };
        page.push_str(&headed(look, (RED, label("红", "red")), &head));
        page.push_str(&owing(&findings.tasks.plan, &lists.missing, look));
    }
    if !lists.due.is_empty() {
        let head = rest::due_head(lists, look.lang);
        page.push_str(&headed(look, (BLUE, label("蓝", "blue")), &head));
        page.push_str(&flow(&rest::due_names(lists, look.lang), 2, look.width));
    }
}

/// Those that owe items, two beside each other, each with its items; then the
/// names of those that owe none.
fn owing(plan: &Plan, list: &[(&Party, &Account)], look: &Look) -> String {
    let (owing, others): (Vec<&Party>, Vec<&Party>) = list
        .iter()
        .map(|(party, _)| *party)
        .partition(|party| !party.owed.is_empty());
    let column = name_column(owing.iter().map(|party| party.name.as_str()));
    let half = (look.width.saturating_sub(2)) / 2;
    let entries: Vec<String> = owing
        .iter()
        .map(|party| {
            format!(
                "{}{}",
                pad(&clean(&party.name), column),
                owes(plan, party, half - column.min(half), look)
            )
        })
        .collect();
    let mut page = String::new();
    for pair in entries.chunks(2) {
        let line = match pair {
            [left, right] => format!("  {}{right}", pad(left, half)),
            _ => format!("  {}", pair.concat()),
        };
        page.push_str(line.trim_end());
        page.push('\n');
    }
    let names: Vec<&str> = others.iter().map(|party| party.name.as_str()).collect();
    page + &flow(&names, 2, look.width)
}

/// 欠（一）（四）, or only how many where there is no room.
fn owes(plan: &Plan, party: &Party, room: usize, look: &Look) -> String {
    let numbers = verdict::numbers(plan, &party.owed, look.lang);
    let (full, short) = match look.lang {
        Lang::Zh => (
            format!("欠{numbers}"),
            format!("欠 {} 项", party.owed.len()),
        ),
        Lang::En => (
            format!(
                "owes {} {numbers}",
                if party.owed.len() == 1 {
                    "item"
                } else {
                    "items"
                }
            ),
            format!("owes {} items", party.owed.len()),
        ),
    };
    if cells(&full) + 2 <= room {
        full
    } else {
        short
    }
}

/// The width of a column of names, with two blanks after the longest.
fn name_column<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names
        .map(|name| cells(&clean(name)) + 2)
        .max()
        .unwrap_or(0)
        .clamp(10, 24)
}

fn refused(lists: &Lists, look: &Look, page: &mut String) {
    if lists.refused.is_empty() {
        return;
    }
    let count = lists.refused.len();
    let head = match look.lang {
        Lang::Zh => format!("拒收 {count} 家"),
        Lang::En => format!("cannot be bound: {count}"),
    };
    page.push_str(&headed(look, (RED, label("红", "red")), &head));
    let column = name_column(lists.refused.iter().map(|(party, ..)| party.name.as_str()));
    for (party, account, why) in &lists.refused {
        let message = rest::refusal(account, *why, look.lang);
        let text = match (why.map(|why| &why.finding.site), look.lang) {
            (None, _) => message,
            (Some(site), Lang::Zh) => format!("{message}（{}:{}）", site.path, site.place.line),
            (Some(site), Lang::En) => format!("{message} ({}:{})", site.path, site.place.line),
        };
        let name = pad(&format!("  {}", clean(&party.name)), column + 2);
        page.push_str(&hang(&name, column + 2, &text, look.width));
    }
}

fn mend(findings: &Findings, lists: &Lists, look: &Look, page: &mut String) {
    if lists.mend.is_empty() {
        return;
    }
    let (count, errors) = (lists.mend.len(), lists.errors());
    let head = match look.lang {
        Lang::Zh => format!("已报，要退改 {count} 家，错误 {errors} 处"),
        Lang::En => format!("received, to be corrected: {count}, errors: {errors}"),
    };
    page.push_str(&headed(look, (YELLOW, label("黄", "yellow")), &head));
    let column = name_column(lists.mend.iter().map(|(party, _)| party.name.as_str()));
    for (party, errors) in &lists.mend {
        let name = pad(&clean(&party.name), column);
        let count = pad(&errors.len().to_string(), 4);
        let room = look.width.saturating_sub(column + 6);
        let text = fit(
            &clean(&complaint(&findings.tasks.plan, errors, look.lang)),
            room,
        );
        page.push_str(&format!("  {name}{count}{text}\n"));
    }
}

fn ready(findings: &Findings, lists: &Lists, look: &Look, page: &mut String) {
    if lists.ready.is_empty() {
        return;
    }
    let head = ready_head(findings, lists, look.lang);
    page.push_str(&headed(look, (GREEN, label("绿", "green")), &head));
    let names: Vec<&str> = lists
        .ready
        .iter()
        .map(|(party, _)| party.name.as_str())
        .collect();
    page.push_str(&flow(&names, 2, look.width));
}

/// Papers whose agency cannot be told.
fn nobody(findings: &Findings, look: &Look, page: &mut String) {
    let nobody = rest::digests(findings, &findings.accounts.nobody);
    if nobody.is_empty() {
        return;
    }
    let head = match look.lang {
        Lang::Zh => format!("认不出单位 {} 份", nobody.len()),
        Lang::En => format!("no agency recognised: {}", nobody.len()),
    };
    page.push_str(&headed(look, (RED, label("红", "red")), &head));
    let paths: Vec<&str> = nobody.iter().map(|digest| digest.path.as_str()).collect();
    page.push_str(&flow(&paths, 2, look.width));
}

/// Papers of bodies that are not expected.
fn unlisted(findings: &Findings, look: &Look, page: &mut String) {
    let unlisted = rest::digests(findings, &findings.accounts.unlisted);
    if unlisted.is_empty() {
        return;
    }
    let head = match look.lang {
        Lang::Zh => format!("名单外报送 {} 份", unlisted.len()),
        Lang::En => format!("not on the roster: {}", unlisted.len()),
    };
    page.push_str(&headed(look, (BLUE, label("蓝", "blue")), &head));
    let names: Vec<&str> = unlisted
        .iter()
        .filter_map(|digest| findings.name(digest))
        .collect();
    page.push_str(&flow(&names, 2, look.width));
}

/// What stands below the lists: lines that explain the numbers, then what the
/// office should mend in its own register.
fn below(findings: &Findings, look: &Look, page: &mut String) {
    for told in rest::lines(findings, look.lang) {
        page.push_str(&(wrap(&clean(&told), look.width).join("\n") + "\n"));
    }
    let own = rest::register(findings, look.lang);
    if !own.is_empty() {
        let head = match look.lang {
            Lang::Zh => format!("登记表有 {} 处要改", own.len()),
            Lang::En => format!("to be mended in the register itself: {}", own.len()),
        };
        page.push_str(&headed(look, (YELLOW, label("黄", "yellow")), &head));
        for told in own {
            page.push_str(&hang("", 2, &clean(&told), look.width));
        }
    }
}
