//! `new`: drafts to be filled in.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use huibian::emit::terminal::clean;
use huibian::plan::draft::draft;
use huibian::plan::{Party, Tasks};
use huibian::text::Lang;

use super::args::New;
use super::desk::{Desk, Outcome};

/// Writes the drafts. Whoever is named must not have one yet; with `--all`
/// those that have one are skipped and said.
pub fn run(desk: &Desk, wish: &New, out: &mut dyn Write) -> Result<Outcome> {
    let tasks = desk.tasks()?;
    let folder = wish.out.clone().unwrap_or_else(|| desk.project.reports());
    let parties = match wish.all {
        true => tasks.parties.iter().collect(),
        false => named(&tasks, &wish.agencies, desk.look.lang)?,
    };
    let mut skipped = 0;
    let mut drafts = Vec::new();
    for party in parties {
        let path = path(&folder, party, "md");
        if !desk.project.exists(&path) {
            drafts.push((path, party));
        } else if wish.all {
            skipped += 1;
        } else {
            let shown = desk.project.shown(&path);
            match desk.look.lang {
                Lang::Zh => bail!("已经有 {shown}，没有写任何文件"),
                Lang::En => bail!("{shown} is there already; nothing was written"),
            }
        }
    }
    for (path, party) in &drafts {
        desk.project.write(path, draft(&tasks, party).as_bytes())?;
        if !desk.options.quiet {
            let shown = clean(&desk.project.shown(path));
            writeln!(out, "{} {shown}", desk.look.pick("写好", "written"))?;
        }
    }
    if skipped > 0 {
        desk.note(
            &format!("已有 {skipped} 份，跳过"),
            &format!("{skipped} there already, skipped"),
        );
    }
    Ok(Outcome::Clean)
}

/// Whoever goes by those names, each once.
fn named<'a>(tasks: &'a Tasks, names: &[String], lang: Lang) -> Result<Vec<&'a Party>> {
    let mut parties: Vec<&Party> = Vec::new();
    for name in names {
        let party = party(tasks, name, lang)?;
        if !parties.contains(&party) {
            parties.push(party);
        }
    }
    Ok(parties)
}

/// Whoever goes by that name.
pub fn party<'a>(tasks: &'a Tasks, name: &str, lang: Lang) -> Result<&'a Party> {
    if let Some(party) = tasks.find(name).and_then(|index| tasks.parties.get(index)) {
        return Ok(party);
    }
    if tasks
        .roster
        .groups
        .iter()
        .any(|group| group.name.get_ref() == name)
    {
        match lang {
            Lang::Zh => bail!("“{name}”是集合的叫法，不单独报送；请写其中某一家的名字"),
            Lang::En => {
                bail!("{name} is a collective and files no report itself; name one of its members")
            }
        }
    }
    let near = tasks
        .nearest(name)
        .and_then(|index| tasks.parties.get(index));
    match (near, lang) {
        (Some(near), Lang::Zh) => bail!("名册里没有“{name}”，是不是“{}”？", near.name),
        (None, Lang::Zh) => bail!("名册和计划里都没有“{name}”。全部单位：huibian tasks"),
        (Some(near), Lang::En) => bail!("the roster has no {name}; do you mean {}?", near.name),
        (None, Lang::En) => {
            bail!("neither roster nor plan has {name}. All agencies: huibian tasks")
        }
    }
}

/// reports/市教委.md: a name can be no path.
pub fn path(folder: &Path, party: &Party, ending: &str) -> PathBuf {
    let name = party.name.replace(['/', '\\', '\0'], "_");
    folder.join(format!("{}.{ending}", name.trim_start_matches('.')))
}
