//! `parse`: a plan's text to plan/tasks.toml.

use std::io::Write;

use anyhow::{Context, Result, bail};
use huibian::check::check_reading;
use huibian::diagnostic::{Diagnostic, Finding, Severity, Site};
use huibian::emit::days;
use huibian::emit::diff::{changes, diff};
use huibian::emit::human::one;
use huibian::emit::json::plan_json;
use huibian::emit::terminal::{clean, wrap};
use huibian::plan::update::Told;
use huibian::plan::{Limit, Plan, Roster, Tasks, parse, update, write};
use huibian::text::words::shorten;
use huibian::text::{Lang, Source, Span, text};

use super::args::Parse;
use super::desk::{Desk, Outcome};

/// Reads, judges, writes. What is there already is replaced only when asked.
pub fn run(desk: &Desk, wish: &Parse, out: &mut dyn Write) -> Result<Outcome> {
    let project = &desk.project;
    let folder = wish
        .out
        .as_ref()
        .map_or_else(|| project.plan.clone(), |out| project.resolve(out));
    let (file, roster) = (folder.join("tasks.toml"), folder.join("agencies.toml"));
    let paper = project.text(&project.resolve(&wish.text), Limit::Plan)?.0;
    let mut reading = parse::parse(paper);
    let given = parse::Given {
        title: wish.title.clone(),
        year: wish.year,
        deadline: wish.deadline,
    };
    let old = match project.exists(&file) {
        true => Some(project.text(&file, Limit::Plan)?.0),
        false => None,
    };
    // A file that is no plan any more has no title and year to keep.
    let existing = match old.clone().map(Plan::read) {
        Some(Err(error)) if wish.update => match desk.look.lang {
            Lang::Zh => bail!("读不了 {error}；整个替换加 --force"),
            Lang::En => bail!("cannot read {error}; --force replaces it"),
        },
        read => read.and_then(Result::ok),
    };
    reading.settle(&given, existing.as_ref());
    let diagnostics = check_reading(&reading);
    let fresh = write::tasks(&reading);
    let new = match &old {
        Some(old) if wish.update => update::update(&old.text, &fresh, &given)
            .with_context(|| format!("--update {}", project.shown(&file)))?,
        _ => fresh.clone(),
    };
    if let Some(old) = old.as_ref().filter(|_| wish.update) {
        for told in update::told(&old.text, &fresh, &new) {
            carried(desk, &told);
        }
    }
    let plan = Plan::read(Source::new(project.shown(&file), new.clone()))?;
    let empty = |d: &Diagnostic| matches!(d.rule, "no-items" | "no-agencies");
    let fate = match &old {
        _ if diagnostics.iter().any(empty) => Fate::Empty,
        Some(old) if update::same(&old.text, &new) => Fate::Same,
        Some(old) if !wish.force && !wish.update => Fate::Refused(old),
        _ => Fate::Written,
    };
    tell(desk, wish, &plan, &diagnostics, (&fate, &new), out)?;
    let bad = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let outcome = if bad { Outcome::Found } else { Outcome::Clean };
    let shown = project.shown(&file);
    match fate {
        Fate::Empty => {
            desk.note("没有写任何文件", "nothing was written");
            return Ok(Outcome::Found);
        }
        Fate::Same => {
            desk.note(
                &format!("{shown} 没有变化"),
                &format!("{shown} is unchanged"),
            );
        }
        Fate::Refused(old) => {
            if !wish.json {
                refuse(desk, &shown, &old.text, &new, out)?;
            }
            return Ok(Outcome::Found);
        }
        Fate::Written => {
            project.write(&file, new.as_bytes())?;
            desk.note(&format!("写好 {shown}"), &format!("written {shown}"));
        }
    }
    if !project.exists(&roster) {
        project.write(&roster, write::agencies(&reading).as_bytes())?;
        let shown = project.shown(&roster);
        desk.note(
            &format!("写好 {shown}，请补全称、代号和各区"),
            &format!("written {shown}; please complete full names, slugs and districts"),
        );
    }
    Ok(outcome)
}

/// What becomes of the file.
enum Fate<'a> {
    /// Nothing was read that could be written.
    Empty,
    /// It says that already.
    Same,
    /// It says something else and is not replaced unasked.
    Refused(&'a Source),
    /// It is written.
    Written,
}

/// Says what `--update` could not place, or left as it was.
fn carried(desk: &Desk, told: &Told) {
    match told {
        Told::Lost(id, words) => {
            let words = shorten(words, 24);
            desk.note(
                &format!("{id}“{words}”改了或没了，手工添的没处放"),
                &format!("{id} “{words}” has changed or gone: what was added by hand has no place"),
            );
        }
        Told::Gone(id, words) => {
            let words = shorten(words, 24);
            desk.note(
                &format!("{id}“{words}”文本里没有，没有留；是手工添的，请再添上"),
                &format!("{id} “{words}” is not in the text and was left out; where it was added by hand, add it again"),
            );
        }
        Told::Moved(ids) => {
            let few = ids.iter().take(6);
            let few: Vec<String> = few.map(|(old, new)| format!("{old}→{new}")).collect();
            let more = if ids.len() > few.len() { "……" } else { "" };
            let few = few.join("、") + more;
            desk.note(
                &format!("措施号变了 {} 条：{few}；发出去的底稿是旧号，请重发", ids.len()),
                &format!("measures with another id: {}, {few}; drafts that went out have the former ones, send them again", ids.len()),
            );
        }
        Told::Stays(number, title) => {
            let title = shorten(title, 24);
            desk.note(
                &format!("第{number}项“{title}”文本里没有，原样留着"),
                &format!("item {number} “{title}” is not in the text and stays as it was"),
            );
        }
        Told::Dropped(number, name) => desk.note(
            &format!("第{number}项的“{name}”文本里没有，没有留；是手工添的，请再添上"),
            &format!("item {number}: {name} is not in the text and was left out; where it was added by hand, add it again"),
        ),
        Told::Kept(what, kept, says) => {
            let (zh, en) = match what.as_str() {
                "deadline" => ("；改用文本的，加 --deadline", "; to take the text's, give --deadline"),
                _ => ("", ""),
            };
            desk.note(
                &format!("{what} 留着文件里的 {kept}，文本是 {says}{zh}"),
                &format!("{what}: the file's {kept} stays, the text says {says}{en}"),
            );
        }
    }
}

/// Where the file that is there says something else than was read.
fn differences(old: &Source, new: &str) -> Vec<Finding> {
    let found = changes(&old.text, new).into_iter().map(|(lines, words)| {
        let first = old.line_span(lines.start.min(old.line_count()));
        let last = match lines.len() {
            0 => Span::new(first.start, first.start),
            _ => old.line_span((lines.end - 1).min(old.line_count())),
        };
        let words = shorten(&words, 400);
        let message = match words.is_empty() {
            true => text("新读到的没有这几行", "what was read has no such lines"),
            false => text(
                format!("新读到的是：{words}"),
                format!("what was read: {words}"),
            ),
        };
        let help = text(
            "并入新读到的加 --update，整个替换加 --force",
            "--update merges, --force replaces",
        );
        Finding::new(
            Site::new(old, Span::new(first.start, last.end)),
            message,
            help,
        )
    });
    found.collect()
}

/// The findings, and what was read.
fn tell(
    desk: &Desk,
    wish: &Parse,
    plan: &Plan,
    diagnostics: &[Diagnostic],
    (fate, new): (&Fate, &str),
    out: &mut dyn Write,
) -> Result<()> {
    if wish.json {
        let written = matches!(fate, Fate::Written);
        let refused = match fate {
            Fate::Refused(old) => differences(old, new),
            _ => Vec::new(),
        };
        let (day, lang) = (desk.as_of()?, desk.look.lang);
        let page = plan_json(plan, day, diagnostics, written, &refused, lang)?;
        out.write_all(page.as_bytes())?;
        return Ok(());
    }
    let most = plan.limits.count(Limit::Findings);
    for diagnostic in diagnostics.iter().take(most) {
        writeln!(out, "{}", one(diagnostic, &[], most, &desk.look))?;
    }
    match (diagnostics.len().saturating_sub(most), desk.look.lang) {
        (0, _) => {}
        (more, Lang::Zh) => writeln!(out, "还有 {more} 处，用 --format json 看全\n")?,
        (more, Lang::En) => writeln!(out, "{more} more, see --format json\n")?,
    }
    // Where no item was read, the finding has said what was.
    if !desk.options.quiet && plan.items().next().is_some() {
        for line in wrap(&read(plan, desk.look.lang), desk.look.width) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// 读到 5 部分、18 项、171 条措施，列名 34 个；期限 2017年1月10日（含当日）
fn read(plan: &Plan, lang: Lang) -> String {
    let (sections, items) = (plan.sections.len(), plan.items().count());
    let measures = plan.measure_count();
    let due = plan.submission.term().map(|due| days::due(due, lang));
    let names = Tasks::new(plan.clone(), Roster::default()).responsible_names();
    match (lang, due) {
        (Lang::Zh, due) => format!(
            "《{}》：{sections} 部分，{items} 项，{measures} 条措施，列名单位 {names} 个；期限 {}",
            plan.title(),
            due.as_deref().unwrap_or("没有读到"),
        ),
        (Lang::En, due) => format!(
            "{}: sections {sections}, items {items}, measures {measures}, names {names}; due {}",
            plan.title(),
            due.as_deref().unwrap_or("not found"),
        ),
    }
}

fn refuse(desk: &Desk, shown: &str, old: &str, new: &str, out: &mut dyn Write) -> Result<()> {
    let difference = diff(old, new);
    for line in difference.lines() {
        writeln!(out, "{}", clean(line))?;
    }
    desk.note(
        &format!(
            "{shown} 已有，内容不同（见上），没有写。并入新读到的加 --update，整个替换加 --force"
        ),
        &format!(
            "{shown} is there and differs (above); not written. --update merges, --force replaces"
        ),
    );
    Ok(())
}
