//! Writing: the old file or the new file, never something between, whenever
//! the program is killed or the disk is full.
#![expect(
    clippy::disallowed_methods,
    reason = "part of the one module that may touch files"
)]

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Error, Result, anyhow};

use super::Project;
use super::draft::{Draft, Fault};
use super::reason::reason;
use crate::plan::{Excess, Limit};
use crate::text::Lang;

impl Project {
    /// Whether there is something at `path`.
    pub fn exists(&self, path: &Path) -> bool {
        let path = self.resolve(path);
        path.exists() || path.is_symlink()
    }

    /// The names of the files in `folder`, in order; none where there is no folder.
    pub fn files_in(&self, folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(self.resolve(folder));
        let entries = entries.into_iter().flatten().flatten();
        let files = entries.filter(|entry| !entry.path().is_dir());
        let names = files.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// Waits until no other program holds the plan folder, and holds it until what
    /// is given is dropped: who adds to the register must have read all of it. A
    /// system without such locks goes on without.
    pub fn hold(&self) -> Option<std::fs::File> {
        let folder = std::fs::File::open(&self.plan).ok()?;
        folder.lock().ok()?;
        Some(folder)
    }

    /// Writes `bytes` to `path` in one step, making its folder where there is
    /// none. Keeps the permissions of a file that it replaces; a link stays a
    /// link, and a file that is marked read-only stays as it is.
    ///
    /// # Errors
    /// When it cannot be written; the old file is then still there.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let mut draft = Draft::new(self.resolve(path));
        // What went wrong is told when it is finished.
        let _ = draft.write_all(bytes);
        self.finish(draft).map(|_| ())
    }

    /// A file that is to stand at `path` when it is finished, no larger than
    /// `limit` allows.
    pub fn draft(&self, path: &Path, limit: Limit) -> Draft {
        Draft::new(self.resolve(path)).within(limit, self.limits().of(limit))
    }

    /// Whether all that was written to `draft` went well so far.
    ///
    /// # Errors
    /// When it could not be written or grew too large; the old file is then
    /// still there.
    pub fn sound(&self, draft: &mut Draft) -> Result<()> {
        match draft.fault() {
            None => Ok(()),
            Some(Fault::Excess(excess)) => Err(self.oversized(draft.path(), excess)),
            Some(Fault::Machine(error)) => Err(self.unwritable(draft.path(), error)),
        }
    }

    /// Begins to bring `draft` to the disk: all of it is written.
    ///
    /// # Errors
    /// When it could not be written; the old file is then still there.
    pub fn settle(&self, draft: &mut Draft) -> Result<()> {
        self.sound(draft)?;
        draft
            .settle()
            .map_err(|error| self.unwritable(draft.path(), error))
    }

    /// Waits until `draft` is on the disk.
    ///
    /// # Errors
    /// When it could not be written; the old file is then still there.
    pub fn settled(&self, draft: &mut Draft) -> Result<()> {
        draft
            .settled()
            .map_err(|error| self.unwritable(draft.path(), error))
    }

    /// Puts `draft` in its place, in one step as [`Project::write`] does, and
    /// says how many bytes it has.
    ///
    /// # Errors
    /// When it could not be written; the old file is then still there.
    pub fn finish(&self, mut draft: Draft) -> Result<usize> {
        self.sound(&mut draft)?;
        let path = draft.path().to_owned();
        draft
            .finish()
            .map_err(|error| self.unwritable(&path, error))
    }

    fn unwritable(&self, path: &Path, error: io::Error) -> Error {
        let (shown, why) = (self.shown(path), reason(&error, self.lang));
        match self.lang {
            Lang::Zh => anyhow!("写不了 {shown}：{why}"),
            Lang::En => anyhow!("cannot write {shown}: {why}"),
        }
    }

    /// Why a file that is to stand at `path` is not written.
    pub fn oversized(&self, path: &Path, excess: Excess) -> Error {
        let (told, remedy) = (excess.told(), excess.remedy());
        let shown = self.shown(path);
        match self.lang {
            Lang::Zh => anyhow!("{shown}：{}，没有写任何文件；{}", told.zh, remedy.zh),
            Lang::En => anyhow!("{shown}: {}, nothing was written; {}", told.en, remedy.en),
        }
    }
}
