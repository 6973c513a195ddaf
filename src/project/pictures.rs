//! The pictures that lie beside a report.
#![expect(
    clippy::disallowed_methods,
    reason = "part of the one module that may touch files"
)]

use std::io::ErrorKind;
use std::path::Path;

use super::files::{File, What};
use super::{Content, Project, read};
use crate::plan::Limit;
use crate::report::picture::Why;

/// What reads the pictures of one report: files below its own folder, reached
/// by no link, within the limits.
pub fn loader(
    project: &Project,
    report: &File,
) -> impl FnMut(&str) -> Result<Vec<u8>, Why> + use<> {
    let folder = match &report.what {
        What::Report(path) => path.parent().map(Path::to_owned),
        _ => None,
    };
    let one = project.limits().of(Limit::Picture);
    let mut left = project.limits().of(Limit::Pictures);
    move |name| {
        // What comes by standard input lies in no folder.
        let folder = folder.as_deref().ok_or(Why::Missing)?;
        let bytes = bytes_of(folder, name, one.min(left))?;
        left = left.saturating_sub(bytes.len() as u64);
        Ok(bytes)
    }
}

fn bytes_of(folder: &Path, name: &str, limit: u64) -> Result<Vec<u8>, Why> {
    let mut path = folder.to_owned();
    for part in name.split('/') {
        path.push(part);
        let about = std::fs::symlink_metadata(&path).map_err(why)?;
        if about.is_symlink() {
            return Err(Why::Outside);
        }
    }
    // Whatever else a name may do on a system: the file must be inside.
    let real = std::fs::canonicalize(&path).map_err(why)?;
    if !real.starts_with(std::fs::canonicalize(folder).map_err(why)?) {
        return Err(Why::Outside);
    }
    if !real.is_file() {
        return Err(Why::NoPicture);
    }
    match read(&real, limit).map_err(why)? {
        Content::Bytes(bytes) => Ok(bytes),
        Content::TooLarge(_) => Err(Why::TooLarge),
    }
}

fn why(error: std::io::Error) -> Why {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput => Why::Missing,
        _ => Why::Unreadable,
    }
}
