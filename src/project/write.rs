//! Writing: the old file or the new file, never something between, whenever
//! the program is killed or the disk is full.
#![expect(
    clippy::disallowed_methods,
    reason = "part of the one module that may touch files"
)]

use std::fs::Permissions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

use super::Project;
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
        let mut draft = self.draft(path);
        draft.put(bytes);
        self.finish(draft).map(|_| ())
    }

    /// A file that is to stand at `path` when it is finished.
    pub fn draft(&self, path: &Path) -> Draft {
        Draft {
            path: self.resolve(path),
            held: Vec::new(),
            begun: None,
            size: 0,
            fault: None,
        }
    }

    /// Puts `draft` in its place, in one step as [`Project::write`] does, and
    /// says how many bytes it has.
    ///
    /// # Errors
    /// When it could not be written; the old file is then still there.
    pub fn finish(&self, draft: Draft) -> Result<usize> {
        let path = draft.path.clone();
        draft.finish().with_context(|| match self.lang {
            Lang::Zh => format!("写不了 {}", self.shown(&path)),
            Lang::En => format!("cannot write {}", self.shown(&path)),
        })
    }
}

/// A file being written, which nobody sees until it is finished: at first in
/// memory, when it grows beside its place. What goes wrong is told at the end.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    held: Vec<u8>,
    begun: Option<Begun>,
    size: usize,
    fault: Option<io::Error>,
}

/// The file beside the place.
#[derive(Debug)]
struct Begun {
    target: PathBuf,
    old: Option<Permissions>,
    file: NamedTempFile,
}

/// The most bytes of a draft that wait in memory.
const HELD: usize = 1 << 20;

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.put(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Draft {
    /// Where it is to stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes it has so far.
    pub fn size(&self) -> usize {
        self.size
    }

    fn put(&mut self, bytes: &[u8]) {
        self.size += bytes.len();
        if self.fault.is_some() {
            return;
        }
        self.held.extend_from_slice(bytes);
        if self.held.len() >= HELD {
            self.fault = self.pour().err();
        }
    }

    /// What waits goes into the file.
    fn pour(&mut self) -> io::Result<()> {
        if self.begun.is_none() {
            self.begun = Some(begin(&self.path)?);
        }
        if let Some(begun) = &mut self.begun {
            begun.file.write_all(&self.held)?;
        }
        self.held.clear();
        Ok(())
    }

    fn finish(mut self) -> io::Result<usize> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        self.pour()?;
        if let Some(begun) = self.begun {
            put_in_place(begun)?;
        }
        Ok(self.size)
    }
}

fn begin(path: &Path) -> io::Result<Begun> {
    let target = match path.is_symlink() {
        true => std::fs::canonicalize(path)?,
        false => path.to_owned(),
    };
    let old = std::fs::metadata(&target).map(|old| old.permissions()).ok();
    // A rename would get past the mark.
    if old.as_ref().is_some_and(Permissions::readonly) {
        let why = "只读文件 · a read-only file";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".huibian-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the user's umask leaves of it.
        builder.permissions(Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder)?;
    Ok(Begun { target, old, file })
}

fn put_in_place(begun: Begun) -> io::Result<()> {
    let Begun { target, old, file } = begun;
    if let Some(old) = old {
        file.as_file().set_permissions(old)?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    // The rename itself; not every file system can do that, and it is done.
    #[cfg(unix)]
    let _ = std::fs::File::open(target.parent().unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all());
    Ok(())
}
