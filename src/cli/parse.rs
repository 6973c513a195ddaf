//! `parse`: a plan's text to plan/tasks.toml.

use std::io::Write;

use anyhow::{Context, Result, bail};
use huibian::check::check_reading;
use huibian::diagnostic::{Diagnostic, Severity};
use huibian::emit::days;
use huibian::emit::diff::diff;
use huibian::emit::human::one;
use huibian::emit::json::plan_json;
use huibian::emit::terminal::{clean, wrap};
use huibian::plan::{Limit, Plan, Roster, Tasks, parse, update, write};
use huibian::text::words::shorten;
use huibian::text::{Lang, Source};

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
    let text = project.text(&project.resolve(&wish.text), Limit::Plan)?.0;
    let mut reading = parse::parse(text);
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
        Some(old) if wish.update => update::update(&old.text, &fresh)
            .with_context(|| format!("--update {}", project.shown(&file)))?,
        _ => fresh,
    };
    if let Some(old) = old.as_ref().filter(|_| wish.update) {
        for (id, words) in update::lost(&old.text, &new) {
            let words = shorten(&words, 24);
            desk.note(
                &format!("{id}“{words}”改了或没了，手工添的没处放"),
                &format!("{id} “{words}” has changed or gone: what was added by hand has no place"),
            );
        }
    }
    let plan = Plan::read(Source::new(project.shown(&file), new.clone()))?;
    tell(desk, wish, &plan, &diagnostics, out)?;
    let bad = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let outcome = if bad { Outcome::Found } else { Outcome::Clean };
    if diagnostics
        .iter()
        .any(|d| matches!(d.rule, "no-items" | "no-agencies"))
    {
        desk.note("没有写任何文件", "nothing was written");
        return Ok(Outcome::Found);
    }
    let shown = project.shown(&file);
    match &old {
        Some(old) if update::same(&old.text, &new) => {
            desk.note(
                &format!("{shown} 没有变化"),
                &format!("{shown} is unchanged"),
            );
        }
        Some(old) if !wish.force && !wish.update => {
            if !wish.json {
                refuse(desk, &shown, &old.text, &new, out)?;
            }
            return Ok(Outcome::Found);
        }
        _ => {
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

/// The findings, and what was read.
fn tell(
    desk: &Desk,
    wish: &Parse,
    plan: &Plan,
    diagnostics: &[Diagnostic],
    out: &mut dyn Write,
) -> Result<()> {
    if wish.json {
        let page = plan_json(plan, desk.as_of()?, diagnostics, desk.look.lang)?;
        out.write_all(page.as_bytes())?;
        return Ok(());
    }
    for diagnostic in diagnostics {
        writeln!(out, "{}", one(diagnostic, &[], &desk.look))?;
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
