//! Which files are read as reports, and what is in them.
#![expect(
    clippy::disallowed_methods,
    reason = "part of the one module that may touch files"
)]

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use walkdir::{DirEntry, WalkDir};

use super::{Content, Project, read, read_from};
use crate::check::survey::Input;
use crate::check::{Unread, Why};
use crate::plan::{Excess, Limit};
use crate::text::{Label, Lang, Text, label, text};

/// What was found under the paths given.
#[derive(Debug, Default)]
pub struct Found {
    /// The files to be judged, sorted by their printed path.
    pub files: Vec<File>,
    /// The files that are no reports: the printed path and why.
    pub ignored: Vec<(String, Text)>,
    /// Whether a folder was read, so that what is not there is absent.
    pub whole: bool,
}

/// One file to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path as printed; `<stdin>` for standard input.
    pub shown: String,
    /// What it is.
    pub what: What,
}

/// What a file to be judged is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A text, at that absolute path.
    Report(PathBuf),
    /// Standard input.
    Stdin,
    /// Something else by its ending.
    Ending(String),
    /// It could not even be looked at: why.
    Failed(String),
}

/// Why a picture is not read: it belongs to a report beside it.
pub const PICTURE: Label = label("图片", "a picture");

/// Why what `receive` put by is not read: another copy came after it.
pub const PUT_BY: Label = label("换下来的旧稿", "earlier copies, put by");

const LINK: &str = "符号链接，不跟随 · a symbolic link, not followed";
pub(super) const SPECIAL: &str = "不是普通文件 · not a regular file";

/// The files under `paths`, or under reports/ where there are none. Links are
/// not followed; the plan folder and the `skip` folders are left out.
///
/// # Errors
/// When a path does not exist.
pub fn find(project: &Project, paths: &[PathBuf], skip: &[PathBuf]) -> Result<Found> {
    let mut found = Found::default();
    let reports = [project.reports()];
    let paths = if paths.is_empty() { &reports } else { paths };
    for path in paths {
        if path.as_os_str() == "-" {
            let shown = "<stdin>".to_owned();
            found.files.push(File {
                shown,
                what: What::Stdin,
            });
            continue;
        }
        let whole = project.resolve(path);
        if whole.is_dir() {
            found.whole = true;
            walk(project, path, skip, &mut found);
        } else if whole.exists() || whole.is_symlink() {
            let what = explicit(&whole);
            found.files.push(File {
                shown: project.shown(path),
                what,
            });
        } else {
            let shown = project.shown(path);
            match project.lang {
                Lang::Zh => bail!("没有这个文件或文件夹：{shown}"),
                Lang::En => bail!("no such file or folder: {shown}"),
            }
        }
    }
    found.files.sort_by(|a, b| a.shown.cmp(&b.shown));
    found.files.dedup();
    found.ignored.sort_by(|a, b| a.0.cmp(&b.0));
    found.ignored.dedup();
    let count = found.files.len() as u64;
    if let Some(excess) = project.limits().exceeded(Limit::Reports, count) {
        let (told, remedy) = (excess.told(), excess.remedy());
        bail!("{}（{}）", told.get(project.lang), remedy.get(project.lang));
    }
    Ok(found)
}

/// Whether what is written to `place` leaves what was read as it is: the reports `found`
/// and the plan folder, and the folder of reports without files that are none.
///
/// # Errors
/// When it does not: what is read there.
pub fn spare(project: &Project, found: &Found, place: &Path) -> Result<()> {
    let Ok(place) = place.canonicalize() else {
        return Ok(());
    };
    let is_place = |path: &Path| path.canonicalize().is_ok_and(|path| path == place);
    let mut read = found.files.iter();
    let report = read.any(|file| matches!(&file.what, What::Report(path) if is_place(path)));
    let plan = place.parent().is_some_and(|folder| {
        let is_toml = place.extension().is_some_and(|ending| ending == "toml");
        is_toml && project.plan.canonicalize().is_ok_and(|plan| plan == folder)
    });
    let what = match (report, plan, is_place(&project.reports())) {
        (true, ..) => label("来稿", "a report"),
        (_, true, _) => label("计划", "the plan"),
        (.., true) => label("来稿的文件夹", "the folder of reports"),
        _ => return Ok(()),
    };
    let shown = project.shown(&place);
    match project.lang {
        Lang::Zh => bail!("不写 {shown}：那是{}，换一个地方", what.zh),
        Lang::En => bail!("{shown} is {}: write elsewhere", what.en),
    }
}

/// A file that was named: it is read whatever its name is, if it is a text.
fn explicit(path: &Path) -> What {
    match ending(path) {
        Ending::Text => What::Report(path.to_owned()),
        Ending::Other(ending) => What::Ending(ending),
    }
}

fn walk(project: &Project, folder: &Path, skip: &[PathBuf], found: &mut Found) {
    let base = project.resolve(folder);
    let depth = project.limits().count(Limit::Folders);
    // Whatever the limit, what lies in the folder itself is read or told.
    let mut entries = WalkDir::new(&base)
        .follow_links(false)
        .max_depth(depth.max(1))
        .sort_by_file_name()
        .into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&base).to_owned();
                let shown = shown_below(project, folder, &base, &path);
                let why = error
                    .io_error()
                    .map_or_else(|| error.to_string(), ToString::to_string);
                found.files.push(File {
                    shown,
                    what: What::Failed(why),
                });
                continue;
            }
        };
        if entry.depth() == 0 {
            continue;
        }
        let shown = shown_below(project, folder, &base, entry.path());
        let is_folder = entry.file_type().is_dir();
        let own = is_folder
            && (entry.path() == project.plan || skip.iter().any(|path| path == entry.path()));
        if own {
            entries.skip_current_dir();
        } else if let Some(why) = ignored(&entry, depth) {
            found.ignored.push((shown, why));
            if is_folder {
                entries.skip_current_dir();
            }
        } else if !is_folder {
            found.files.push(File {
                shown,
                what: what(&entry),
            });
        }
    }
}

/// The printed path of something below `folder`, which was given so.
fn shown_below(project: &Project, folder: &Path, base: &Path, path: &Path) -> String {
    let inside = project.shown_inside(path);
    inside.unwrap_or_else(|| match path.strip_prefix(base) {
        Ok(below) => project.shown(&folder.join(below)),
        Err(_) => project.shown(path),
    })
}

fn what(entry: &DirEntry) -> What {
    let kind = entry.file_type();
    match ending(entry.path()) {
        _ if kind.is_symlink() => What::Failed(LINK.to_owned()),
        _ if !kind.is_file() => What::Failed(SPECIAL.to_owned()),
        Ending::Text => What::Report(entry.path().to_owned()),
        Ending::Other(ending) => What::Ending(ending),
    }
}

enum Ending {
    Text,
    Other(String),
}

fn ending(path: &Path) -> Ending {
    let ending = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    match ending.as_str() {
        "md" | "markdown" | "txt" => Ending::Text,
        _ => Ending::Other(ending),
    }
}

/// Why an entry of a folder is passed over, if it is.
fn ignored(entry: &DirEntry, depth: usize) -> Option<Text> {
    let said = |why: Label| Some(text(why.zh, why.en));
    let name = entry.file_name().to_string_lossy();
    let lower = name.to_lowercase();
    if name == super::filing::OLD {
        return said(PUT_BY);
    }
    if name.starts_with(['.', '~', '_', '#']) {
        return said(label(
            "隐藏、临时或备用的名字",
            "a hidden or temporary name",
        ));
    }
    if entry.file_type().is_dir() {
        return (entry.depth() >= depth).then(|| {
            text(
                format!("文件夹超过 {depth} 层，没有往下读（[limits] folders）"),
                format!("deeper than {depth} folders, not read ([limits] folders)"),
            )
        });
    }
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        _ if lower.starts_with("readme") => said(label("说明文件", "a readme")),
        _ if lower == "thumbs.db" => said(label("系统文件", "a system file")),
        "bak" => said(label("备份", "a backup")),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "bmp" | "svg" | "tif" | "tiff" | "heic" => {
            said(PICTURE)
        }
        _ => None,
    }
}

/// A found file as the survey takes it. Whatever is wrong with it is data.
pub fn load(project: &Project, file: &File) -> Input {
    let most = project.limits().of(Limit::Report);
    let unread = |why| {
        Input::Unread(Unread {
            path: file.shown.clone(),
            why,
        })
    };
    let content = match &file.what {
        What::Report(path) => read(path, most),
        What::Stdin => read_from(std::io::stdin().lock(), 0, most),
        What::Ending(ending) => return unread(Why::Ending(ending.clone())),
        What::Failed(why) => return unread(Why::Failed(why.clone())),
    };
    match content {
        Ok(Content::Bytes(bytes)) => Input::Text {
            path: file.shown.clone(),
            bytes,
        },
        Ok(Content::TooLarge(value)) => unread(Why::Excess(Excess {
            limit: Limit::Report,
            value,
            most,
        })),
        Err(error) => unread(Why::Failed(error.to_string())),
    }
}
