//! `check --fix` and `--diff`: what can be mended is mended as each file is
//! read, so that all that follows judges the mended text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use anyhow::{Error, Result};
use huibian::check::mend::{Mended, Mending, mend, promised};
use huibian::check::survey::Input;
use huibian::diagnostic::{Diagnostic, Fix};
use huibian::emit::diff::unified;
use huibian::emit::terminal::{GREEN, RED, clean};
use huibian::project::environment;
use huibian::project::files::{self, File, What};
use huibian::text::decode::Charset;

use rayon::prelude::*;

use super::args::Mend;
use super::desk::Desk;

/// Reads files and mends them; remembers what it did.
pub struct Mender<'a> {
    desk: &'a Desk<'a>,
    by: Mending<'a>,
    wish: Mend,
    done: Mutex<Vec<Done>>,
}

/// What was done with one file.
struct Done {
    path: String,
    what: Deed,
}

enum Deed {
    /// So many findings were mended.
    Written(usize),
    /// So many would be, so.
    Shown(usize, String),
    /// Standard input, whether mended or not.
    Passed(usize, Vec<u8>),
    /// It could not be written.
    Failed(Error),
}

impl<'a> Mender<'a> {
    /// A mender that has done nothing yet.
    pub fn new(desk: &'a Desk<'a>, by: Mending<'a>, wish: Mend) -> Self {
        let done = Mutex::new(Vec::new());
        Mender {
            desk,
            by,
            wish,
            done,
        }
    }

    /// A file as the survey takes it: mended, where that was asked for.
    pub fn load(&self, file: &File) -> Input {
        let input = files::load(&self.desk.project, file);
        let Input::Text { path, bytes } = input else {
            return input;
        };
        if !self.wish.fix && !self.wish.diff {
            return Input::Text { path, bytes };
        }
        let mended = mend(&self.by, &path, &bytes);
        let (what, bytes) = match (mended, &file.what) {
            (mended, What::Stdin) if !self.wish.diff => {
                let count = mended.as_ref().map_or(0, |mended| mended.count);
                let bytes = mended.map_or(bytes, |mended| mended.bytes());
                (Deed::Passed(count, bytes.clone()), bytes)
            }
            (None, _) => return Input::Text { path, bytes },
            (Some(mended), _) if self.wish.diff => (self.show(&path, &mended), bytes),
            (Some(mended), What::Report(place)) => {
                let new = mended.bytes();
                match self.desk.project.write(place, &new) {
                    Ok(()) => (Deed::Written(mended.count), new),
                    Err(error) => (Deed::Failed(error), bytes),
                }
            }
            (Some(_), _) => return Input::Text { path, bytes },
        };
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.push(Done {
            path: path.clone(),
            what,
        });
        Input::Text { path, bytes }
    }

    fn show(&self, path: &str, mended: &Mended) -> Deed {
        let shown = self.desk.project.from_here(path);
        let from = match mended.charset {
            Charset::Utf8 => None,
            Charset::Gb18030 => Some("GB18030"),
            Charset::Utf16 => Some("UTF-16"),
        };
        let mut page = from.map_or(String::new(), |from| format!("{shown}: {from} -> UTF-8\n"));
        page.push_str(&unified(&shown, &mended.before, &mended.after));
        Deed::Shown(mended.count, page)
    }

    /// Takes back what is offered and would not be done, because something
    /// would be understood otherwise.
    pub fn prove(&self, files: &[File], diagnostics: &mut [Diagnostic]) {
        let offers = |d: &&Diagnostic| d.finding.fixes.iter().any(|fix| fix.safe);
        let offered: BTreeSet<String> = diagnostics
            .iter()
            .filter(offers)
            .map(|d| d.finding.site.path.clone())
            .collect();
        let promised: BTreeMap<&str, BTreeSet<Fix>> = files
            .par_iter()
            .filter(|file| file.what != What::Stdin && offered.contains(&file.shown))
            .filter_map(|file| match files::load(&self.desk.project, file) {
                Input::Text { path, bytes } => {
                    let fixes = promised(&self.by, &path, &bytes);
                    Some((file.shown.as_str(), fixes.into_iter().collect()))
                }
                Input::Unread(_) => None,
            })
            .collect();
        for finding in diagnostics.iter_mut().map(|d| &mut d.finding) {
            if let Some(promised) = promised.get(finding.site.path.as_str()) {
                let fixes = &mut finding.fixes;
                fixes.retain(|fix| !fix.safe || promised.contains(fix));
            }
        }
    }

    /// Whether standard output belongs to the mended standard input.
    pub fn passes(files: &[File], wish: Mend) -> bool {
        wish.fix && !wish.diff && files.iter().any(|file| file.what == What::Stdin)
    }

    /// The differences, or the mended standard input; on standard error how
    /// much that was.
    ///
    /// # Errors
    /// When a file could not be written: the first of them.
    pub fn tell(self, out: &mut dyn std::io::Write) -> Result<()> {
        let mut done = self
            .done
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        done.sort_by(|a, b| a.path.cmp(&b.path));
        let (mut count, mut files, mut failure) = (0, 0, None);
        for Done { what, .. } in done {
            match what {
                Deed::Written(mended) => (count, files) = (count + mended, files + 1),
                Deed::Shown(mended, page) => {
                    (count, files) = (count + mended, files + 1);
                    out.write_all(painted(self.desk, &page).as_bytes())?;
                }
                Deed::Passed(mended, bytes) => {
                    (count, files) = (count + mended, files + usize::from(mended > 0));
                    out.write_all(&bytes)?;
                }
                Deed::Failed(error) => failure = failure.or(Some(error)),
            }
        }
        match (self.wish.diff, count) {
            (false, 0) => {}
            (true, 0) => self
                .desk
                .note("没有能代劳的", "there is nothing to mend for you"),
            (false, _) => self.desk.note(
                &format!("改好 {count} 处，{files} 个文件"),
                &format!("mended {count}, files {files}"),
            ),
            (true, _) => self.desk.note(
                &format!("可以代劳 {count} 处，{files} 个文件；什么都没有写"),
                &format!("{count} can be mended for you, files {files}; nothing was written"),
            ),
        }
        failure.map_or(Ok(()), Err)
    }
}

/// A difference as it is for `patch`; on a terminal fit for it.
fn painted(desk: &Desk, page: &str) -> String {
    if !environment::is_terminal() && !desk.look.color {
        return page.to_owned();
    }
    let lines = page.lines().map(|line| {
        let line = clean(line);
        match line.as_bytes().first() {
            Some(b'+') => desk.look.paint(GREEN, &line),
            Some(b'-') => desk.look.paint(RED, &line),
            _ => line,
        }
    });
    lines.map(|line| line + "\n").collect()
}
