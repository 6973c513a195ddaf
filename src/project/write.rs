//! Writing: the old file or the new file, never something between, whenever
//! the program is killed or the disk is full.
#![expect(
    clippy::disallowed_methods,
    reason = "part of the one module that may touch files"
)]

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

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
        replace(&self.resolve(path), bytes).with_context(|| match self.lang {
            Lang::Zh => format!("写不了 {}", self.shown(path)),
            Lang::En => format!("cannot write {}", self.shown(path)),
        })
    }
}

fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let target = match path.is_symlink() {
        true => std::fs::canonicalize(path)?,
        false => path.to_owned(),
    };
    let old = std::fs::metadata(&target).map(|old| old.permissions()).ok();
    // A rename would get past the mark.
    if old.as_ref().is_some_and(std::fs::Permissions::readonly) {
        let why = "只读文件 · a read-only file";
        return Err(std::io::Error::new(
            std::io::ErrorKind::PermissionDenied,
            why,
        ));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".huibian-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the user's umask leaves of it.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old)?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    // The rename itself; not every file system can do that, and it is done.
    #[cfg(unix)]
    let _ = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}
