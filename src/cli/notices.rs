//! `notices`: 退改意见单, 催报函, 通报.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use huibian::check::survey::survey;
use huibian::emit::terminal::{clean, hang};
use huibian::notice::{Facts, Kind, Letter, letters};
use huibian::project::files;
use huibian::render::book::Flavour;
use huibian::render::{Templates, letter};
use huibian::text::Lang;

use super::args::Notices;
use super::desk::{Desk, Outcome};
use super::progress::watched;

/// Finds, judges, writes a letter to each that needs one, tells what was written
/// and what was not.
pub fn run(desk: &Desk, wish: &Notices, out: &mut dyn Write) -> Result<Outcome> {
    let as_of = desk.as_of()?;
    let lang = desk.look.lang;
    if let Some(day) = wish.reply_by.filter(|day| *day < as_of) {
        match lang {
            Lang::Zh => bail!("--reply-by {day} 已经过去：今天是 {as_of}"),
            Lang::En => bail!("--reply-by {day} is past: today is {as_of}"),
        }
    }
    let tasks = desk.tasks()?;
    let folder = folder(desk, wish)?;
    let templates = desk.templates()?;
    let found = desk.received(&wish.paths, std::slice::from_ref(&folder))?;
    desk.note_ignored(&found.ignored);
    let mut judged = survey(
        &tasks,
        &found.files,
        watched(desk, found.files.len(), |file| {
            files::load(&desk.project, file)
        }),
        as_of,
        found.whole,
        |_, _, _, _| (),
    );
    judged.leave_out_blank();
    let (letters, notes) = letters(&Facts {
        tasks: &tasks,
        as_of,
        digests: &judged.digests,
        accounts: &judged.accounts,
        diagnostics: &judged.diagnostics,
        reply_by: wish.reply_by,
        whole: found.whole,
    });
    let written = write(desk, wish, &templates, &folder, &letters)?;
    if !desk.options.quiet {
        out.write_all(told(desk, &folder, &letters).as_bytes())?;
    }
    out.flush()?;
    for note in notes {
        desk.note(&clean(&note.zh), &clean(&note.en));
    }
    note_others(desk, &folder, &written);
    Ok(Outcome::Clean)
}

/// Where the letters go: never where they would be read as reports.
fn folder(desk: &Desk, wish: &Notices) -> Result<PathBuf> {
    let project = &desk.project;
    let own = project.root.join("out");
    let folder = match &wish.out {
        Some(out) => project.resolve(out),
        None => own.join("notices"),
    };
    let read = wish.paths.iter().map(|path| project.resolve(path));
    let mut read = read.chain([project.reports()]);
    if !folder.starts_with(&own) && read.any(|read| folder.starts_with(read)) {
        let shown = project.shown(&folder);
        match desk.look.lang {
            Lang::Zh => bail!("{shown} 在报告的文件夹里，写进去会被当成报告来读：请另选一个"),
            Lang::En => {
                bail!("{shown} lies among the reports, letters there would be read as such")
            }
        }
    }
    Ok(folder)
}

/// Writes each letter in each format and gives the names of the files.
fn write(
    desk: &Desk,
    wish: &Notices,
    templates: &Templates,
    folder: &Path,
    letters: &[Letter],
) -> Result<Vec<String>> {
    // All of them first: a fault in one leaves the others as they were.
    let mut made = Vec::new();
    for one in letters {
        for (ending, flavour) in [("md", Flavour::Markdown), ("html", Flavour::Html)] {
            if wish.formats.is_empty() || wish.formats.iter().any(|format| format == ending) {
                let page = letter(one, templates, flavour)?;
                made.push((format!("{}.{ending}", one.file), page));
            }
        }
    }
    for (name, page) in &made {
        desk.project.write(&folder.join(name), page.as_bytes())?;
    }
    Ok(made.into_iter().map(|(name, _)| name).collect())
}

/// What was written, kind by kind.
fn told(desk: &Desk, folder: &Path, letters: &[Letter]) -> String {
    let look = &desk.look;
    let shown = clean(&desk.project.shown(folder));
    let mut page = match (look.lang, letters.is_empty()) {
        (Lang::Zh, true) => "没有要写的\n".to_owned(),
        (Lang::En, true) => "nothing to write\n".to_owned(),
        (Lang::Zh, false) => format!("写好 {shown}/\n"),
        (Lang::En, false) => format!("written to {shown}/\n"),
    };
    for kind in [Kind::Return, Kind::Overdue, Kind::Reminder, Kind::Circular] {
        let of_kind = letters.iter().filter(|letter| letter.kind == kind);
        let names: Vec<String> = of_kind.map(|letter| clean(&letter.agency)).collect();
        if names.is_empty() {
            continue;
        }
        let count = names.len();
        let head = match look.lang {
            Lang::Zh => format!("  {} {count} 份", kind.chinese()),
            Lang::En => format!("  {} {count}", kind.chinese()),
        };
        match kind {
            Kind::Circular => page.push_str(&format!("{head}\n")),
            _ => page.push_str(&hang(&head, 20, &names.join("  "), look.width)),
        }
    }
    page
}

/// Names what else lies in the folder: a letter of an earlier day, sent by
/// mistake, would be wrong.
fn note_others(desk: &Desk, folder: &Path, written: &[String]) {
    let others: Vec<String> = desk.project.files_in(folder);
    let others = others.into_iter().filter(|name| !written.contains(name));
    let others: Vec<String> = others.map(|name| clean(&name)).collect();
    if others.is_empty() {
        return;
    }
    let count = others.len();
    desk.note(
        &format!("文件夹里另有 {count} 个文件不是这次写的，发之前请看一眼，过时的删掉："),
        &format!("{count} other files in the folder were not written now; look before you send:"),
    );
    for name in others {
        let line = format!("  {name}");
        desk.note(&line, &line);
    }
}
