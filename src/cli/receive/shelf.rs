//! The folder of reports while papers are put into it.

use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::NaiveDate;
use huibian::check::survey::survey;
use huibian::plan::{Party, Tasks};
use huibian::project::Project;
use huibian::project::files::{self, What};
use huibian::text::{Text, text};

use super::arrival::Arrival;
use crate::cli::desk::Desk;
use crate::cli::new;

/// What lies in the folder, paper by paper.
pub(super) struct Shelf<'a> {
    project: &'a Project,
    papers: Vec<Paper>,
}

struct Paper {
    path: PathBuf,
    party: usize,
    /// A draft in which nothing was written.
    blank: bool,
    /// When it came by its own date, where it is fit to be bound.
    submitted: Option<NaiveDate>,
}

/// What became of a paper.
pub(super) enum Filed {
    /// It is in the folder.
    At {
        /// Where; absolute.
        at: PathBuf,
        /// Whether it was not there before.
        new: bool,
        /// Where the copies are that it takes the place of.
        moved: Vec<PathBuf>,
        /// When the first of them came by its own date.
        before: Option<NaiveDate>,
    },
    /// It took this place, and another came after it.
    PutBy(PathBuf),
    /// Something else lies where it belongs.
    Taken(PathBuf),
}

impl<'a> Shelf<'a> {
    /// The folder as it is.
    pub(super) fn new(desk: &'a Desk, tasks: &Tasks, as_of: NaiveDate) -> Result<Self> {
        let project = &desk.project;
        let mut papers = Vec::new();
        if project.has_reports() {
            let found = files::find(project, &[project.reports()], &[])?;
            let known = survey(
                tasks,
                &found.files,
                |file| files::load(project, file),
                as_of,
                false,
                |_, _, _, _| (),
            );
            for (file, digest) in found.files.iter().zip(&known.digests) {
                if let (What::Report(path), Some(party)) = (&file.what, digest.party()) {
                    papers.push(Paper {
                        path: path.clone(),
                        party,
                        blank: digest.blank,
                        submitted: digest
                            .submitted
                            .filter(|_| digest.refused.is_none() && !digest.blank)
                            .map(|at| at.date),
                    });
                }
            }
        }
        Ok(Shelf { project, papers })
    }

    /// Puts a paper of `party` in its place. First a copy of what it takes the place
    /// of is put by, then it is written, then what is in its way is removed: killed
    /// in between, the program finishes when it is run again.
    pub(super) fn file(
        &mut self,
        arrival: &Arrival,
        index: usize,
        party: &Party,
        tasks: &Tasks,
    ) -> Result<Filed> {
        let mut there = None;
        for paper in self.papers.iter().filter(|paper| paper.party == index) {
            if paper.path == arrival.path
                || self.project.bytes(&paper.path)?.as_ref() == Some(&arrival.bytes)
            {
                there = Some(paper.path.clone());
            }
        }
        let ending = match arrival.path.extension() {
            Some(ending) if ending.eq_ignore_ascii_case("txt") => "txt",
            _ => "md",
        };
        let target = new::path(&self.project.reports(), party, ending);
        let at = there.clone().unwrap_or(target);
        let is_own = |paper: &Paper| paper.party == index;
        if there.is_none() {
            if let Some(old) = self.project.put_by_as(&arrival.bytes) {
                return Ok(Filed::PutBy(old));
            }
            let known = self
                .papers
                .iter()
                .any(|paper| is_own(paper) && paper.path == at);
            if self.project.exists(&at) && !known {
                return Ok(Filed::Taken(at));
            }
        }
        // Beside a copy that was there already the others stay, unless they were
        // on their way when the program was killed.
        let named = arrival.path == at;
        let mut moved = Vec::new();
        let mut before = None;
        for paper in self
            .papers
            .iter()
            .filter(|paper| is_own(paper) && (there.is_none() || paper.path != at))
        {
            let bytes = self.project.bytes(&paper.path)?.unwrap_or_default();
            if there.is_none() || named || self.project.put_by_as(&bytes).is_some() {
                let copy = self.project.put_by(&paper.path, &old_name(paper, tasks))?;
                moved.push((paper.path.clone(), copy));
                before = before.into_iter().chain(paper.submitted).min();
            }
        }
        if there.is_none() {
            self.project.write(&at, &arrival.bytes)?;
        }
        for (path, _) in moved.iter().filter(|(path, _)| *path != at) {
            self.project.remove(path)?;
        }
        self.papers
            .retain(|paper| !moved.iter().any(|(path, _)| *path == paper.path));
        if there.is_none() {
            self.papers.push(Paper {
                path: at.clone(),
                party: index,
                blank: false,
                submitted: None,
            });
        }
        Ok(Filed::At {
            at,
            new: there.is_none(),
            moved: moved.into_iter().map(|(_, copy)| copy).collect(),
            before,
        })
    }
}

/// 市教委（2017-01-05收）, 市教委（空稿）.
fn old_name(paper: &Paper, tasks: &Tasks) -> String {
    let stem = paper.path.file_stem().unwrap_or_default().to_string_lossy();
    match tasks.register.latest(paper.party) {
        _ if paper.blank => format!("{stem}（空稿）"),
        Some(receipt) => format!("{stem}（{}收）", receipt.received.date),
        None => format!("{stem}（旧稿）"),
    }
}

/// Copies the pictures that a paper names beside it, where nothing else is; what
/// there is to tell of them.
pub(super) fn pictures(desk: &Desk, arrival: &Arrival, at: &Path) -> Result<Vec<Text>> {
    let mut told = Vec::new();
    let folder = at.parent().unwrap_or(at);
    if arrival.path.parent() == Some(folder) {
        return Ok(told);
    }
    for (picture, bytes) in &arrival.pictures {
        let name = match &picture.fate {
            Ok(name) => name,
            Err(why) => {
                let (address, why) = (&picture.address, why.label());
                told.push(text(
                    format!("图片 {address} 没有拷来：{}", why.zh),
                    format!("the picture {address} was not copied: {}", why.en),
                ));
                continue;
            }
        };
        let target = folder.join(name);
        let shown = desk.project.shown(&target);
        match desk.project.bytes(&target)? {
            None => {
                desk.project.write(&target, bytes)?;
                told.push(text(format!("图片 {shown}"), format!("with its picture {shown}")));
            }
            Some(known) if known == *bytes => {}
            Some(_) => told.push(text(
                format!("图片 {name} 没有拷来：{shown} 是另一张，把其中一张改名，稿子里也改"),
                format!("the picture {name} was not copied: {shown} is another one; rename one of them, in the paper too"),
            )),
        }
    }
    Ok(told)
}
