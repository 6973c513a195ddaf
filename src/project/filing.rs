//! What comes in is put into the folder of reports; what it takes the place of is
//! put by. Nothing is ever written over, whenever the program is killed.
#![expect(
    clippy::disallowed_methods,
    reason = "part of the one module that may touch files"
)]

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{Content, Project, read};
use crate::plan::Limit;
use crate::text::Lang;

/// The folder of what was put by, in that of the reports; no report is read from it.
pub const OLD: &str = "_旧稿";

impl Project {
    /// The bytes of the file at `path`; none where there is no file.
    ///
    /// # Errors
    /// When it cannot be read, or is larger than a report may be.
    pub fn bytes(&self, path: &Path) -> Result<Option<Vec<u8>>> {
        if !self.exists(path) {
            return Ok(None);
        }
        let shown = self.shown(path);
        let most = self
            .limits()
            .of(Limit::Report)
            .max(self.limits().of(Limit::Picture));
        match (read(&self.resolve(path), most), self.lang) {
            (Ok(Content::Bytes(bytes)), _) => Ok(Some(bytes)),
            (Ok(Content::TooLarge(size)), Lang::Zh) => {
                bail!("{shown} 有 {size} 字节，超过上限 {most}")
            }
            (Ok(Content::TooLarge(size)), Lang::En) => {
                bail!("{shown} has {size} bytes, the limit is {most}")
            }
            (Err(error), _) => bail!(self.unreadable(&shown, &error)),
        }
    }

    /// What was put by with these bytes, if anything was.
    pub fn put_by_as(&self, bytes: &[u8]) -> Option<PathBuf> {
        let folder = self.reports().join(OLD);
        let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
            .ok()?
            .flatten()
            .filter(|entry| {
                let about = entry.metadata();
                about.is_ok_and(|about| about.len() == bytes.len() as u64)
            })
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        paths.into_iter().find(|path| {
            matches!(read(path, bytes.len() as u64), Ok(Content::Bytes(known)) if known == bytes)
        })
    }

    /// Puts a copy of the file at `path` by, as `stem` with its own ending, or with
    /// a number where that name is taken: where it is now. The file itself stays.
    ///
    /// # Errors
    /// When it cannot be read, or the copy cannot be written.
    pub fn put_by(&self, path: &Path, stem: &str) -> Result<PathBuf> {
        let bytes = self.bytes(path)?.unwrap_or_default();
        if let Some(known) = self.put_by_as(&bytes) {
            return Ok(known);
        }
        let folder = self.reports().join(OLD);
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let named = |number: u32| match number {
            1 => folder.join(format!("{stem}.{ending}")),
            _ => folder.join(format!("{stem}{number}.{ending}")),
        };
        let mut number = 1;
        while self.exists(&named(number)) {
            number += 1;
        }
        let target = named(number);
        self.write(&target, &bytes)?;
        Ok(target)
    }

    /// Removes a file of which a copy was put by.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, path: &Path) -> Result<()> {
        std::fs::remove_file(path).with_context(|| match self.lang {
            Lang::Zh => format!("移不走 {}", self.shown(path)),
            Lang::En => format!("cannot move {} away", self.shown(path)),
        })
    }
}
