//! Why the machine would not, in the words of the reader's language.

use std::io::{Error, ErrorKind};

use crate::text::Lang;

/// What `error` says; the system's own words where they are rare, or not the system's.
pub(super) fn reason(error: &Error, lang: Lang) -> String {
    let known = match (error.kind(), lang) {
        (_, Lang::En) => None,
        (ErrorKind::NotFound, _) => Some("没有这个文件或文件夹"),
        (ErrorKind::PermissionDenied, _) => Some("没有权限"),
        (ErrorKind::IsADirectory, _) => Some("是文件夹，不是文件"),
        (ErrorKind::NotADirectory, _) => Some("路径当中有的不是文件夹"),
        (ErrorKind::ReadOnlyFilesystem, _) => Some("磁盘是只读的"),
        (ErrorKind::StorageFull, _) => Some("磁盘满了"),
        _ => None,
    };
    match known.filter(|_| error.raw_os_error().is_some()) {
        Some(known) => known.to_owned(),
        None => error.to_string(),
    }
}
