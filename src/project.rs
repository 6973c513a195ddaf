//! The one door to files, the clock and the environment. Everything else is
//! pure: same input, same output. A failure here is a failure of the machine:
//! one clear line in the chosen language.
#![expect(
    clippy::disallowed_methods,
    reason = "the one module that may touch files, the clock and the environment"
)]

pub mod draft;
pub mod environment;
pub mod files;
pub mod filing;
pub mod pictures;
mod reason;
pub mod write;

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, bail};

use crate::plan::{Limit, Limits, Plan, Roster, Tasks};
use crate::text::decode::{Charset, decode};
use crate::text::{Lang, Source};
use reason::reason;

/// The bytes of tasks.toml that are read to learn the limits, its own among them.
const TASKS: u64 = 64 * 1024 * 1024;

/// Where the work happens.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder that paths are printed relative to, and that defaults hang
    /// on; absolute.
    pub root: PathBuf,
    /// The current folder, which arguments are relative to; absolute.
    pub here: PathBuf,
    /// The plan folder; absolute.
    pub plan: PathBuf,
    /// The language of failures.
    pub lang: Lang,
    /// The limits, once the plan was read.
    limits: OnceLock<Limits>,
}

impl Project {
    /// Finds the root: `root` where it is given, else the nearest folder at or
    /// above the current one that holds plan/tasks.toml, else the current one.
    /// The plan folder is `plan`, or plan/ below the root.
    ///
    /// # Errors
    /// When there is no current folder, or `root` is no folder.
    pub fn open(root: Option<&Path>, plan: Option<&Path>, lang: Lang) -> Result<Self> {
        let here = std::env::current_dir().with_context(|| match lang {
            Lang::Zh => "读不到当前文件夹",
            Lang::En => "cannot read the current folder",
        })?;
        let root = match root {
            Some(root) => normal(&here.join(root)),
            None => here
                .ancestors()
                .find(|folder| folder.join("plan/tasks.toml").is_file())
                .unwrap_or(&here)
                .to_owned(),
        };
        if !root.is_dir() {
            match lang {
                Lang::Zh => bail!("没有这个文件夹：{}", root.display()),
                Lang::En => bail!("no such folder: {}", root.display()),
            }
        }
        let plan = plan.map_or_else(|| root.join("plan"), |plan| normal(&here.join(plan)));
        Ok(Project {
            root,
            here,
            plan,
            lang,
            limits: OnceLock::new(),
        })
    }

    /// The absolute path of an argument.
    pub fn resolve(&self, path: &Path) -> PathBuf {
        normal(&self.here.join(path))
    }

    /// `path` as it is printed: relative to the root, with `/`; outside the
    /// root as it was given.
    pub fn shown(&self, path: &Path) -> String {
        let inside = self.shown_inside(&self.resolve(path));
        inside.unwrap_or_else(|| printable(path.as_os_str()))
    }

    /// What [`Project::resolve`] makes of a path, as it is printed where it lies in the
    /// root.
    fn shown_inside(&self, whole: &Path) -> Option<String> {
        let inside = whole.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = inside
            .components()
            .map(|part| printable(part.as_os_str()))
            .collect();
        Some(match parts.is_empty() {
            true => ".".to_owned(),
            false => parts.join("/"),
        })
    }

    /// A printed path, relative to the current folder where it lies below it.
    pub fn from_here(&self, shown: &str) -> String {
        let whole = self.root.join(shown);
        match whole.strip_prefix(&self.here) {
            Ok(inside) if self.here != self.root => inside.to_string_lossy().replace('\\', "/"),
            _ => shown.to_owned(),
        }
    }

    /// The plan folder, read and resolved.
    ///
    /// # Errors
    /// When there is no plan yet (names `huibian parse`), or it cannot be read
    /// or understood.
    pub fn tasks(&self) -> Result<Tasks> {
        let file = self.plan.join("tasks.toml");
        if !file.is_file() {
            let shown = self.shown(&file);
            match self.lang {
                Lang::Zh => bail!("没有 {shown}：先用 huibian parse <计划.txt> 读入行动计划"),
                Lang::En => {
                    bail!("there is no {shown}: read the plan in first, huibian parse <PLAN.txt>")
                }
            }
        }
        let unreadable = |place: &str, message: &str| match self.lang {
            Lang::Zh => anyhow!("读不了 {place}：{message}"),
            Lang::En => anyhow!("cannot read {place}: {message}"),
        };
        let plan = Plan::read(self.text_within(&file, TASKS)?.0)
            .map_err(|error| unreadable(&error.place, &error.message))?;
        let limit = plan.limits.of(Limit::Plan);
        let size = plan.file.text.len() as u64;
        if size > limit {
            bail!(self.excess(&plan.file.path, size, limit));
        }
        let _ = self.limits.set(plan.limits.clone());
        let file = self.plan.join("agencies.toml");
        let roster = match file.is_file() {
            true => Roster::read(self.text(&file, Limit::Plan)?.0)
                .map_err(|error| unreadable(&error.place, &error.message))?,
            false => Roster::default(),
        };
        let tasks = Tasks::new(plan, roster);
        let file = self.register();
        Ok(match file.is_file() {
            true => tasks.with_register(self.text(&file, Limit::Plan)?.0),
            false => tasks,
        })
    }

    /// The limits of this office.
    pub fn limits(&self) -> &Limits {
        self.limits.get_or_init(|| {
            let file = self.plan.join("tasks.toml");
            let written = file.is_file().then(|| self.text_within(&file, TASKS));
            let plan = written.and_then(|written| Plan::read(written.ok()?.0).ok());
            plan.map_or_else(Limits::default, |plan| plan.limits)
        })
    }

    /// The text of a file that must be readable, and its encoding.
    ///
    /// # Errors
    /// When it cannot be opened, has more bytes than `limit` allows, or is no text.
    pub fn text(&self, path: &Path, limit: Limit) -> Result<(Source, Charset)> {
        self.text_within(path, self.limits().of(limit))
    }

    fn text_within(&self, path: &Path, limit: u64) -> Result<(Source, Charset)> {
        let shown = self.shown(path);
        let bytes = match read(path, limit) {
            Ok(Content::Bytes(bytes)) => bytes,
            Ok(Content::TooLarge(size)) => bail!(self.excess(&shown, size, limit)),
            Err(error) => bail!(self.unreadable(&shown, &error)),
        };
        let (text, charset) = decode(bytes).map_err(|why| {
            use crate::text::decode::Undecodable::{Binary, Damaged};
            match (why, self.lang) {
                (Binary(what), Lang::Zh) => anyhow!("{shown} 不是文本文件（{what}），请另存为 .txt"),
                (Binary(what), Lang::En) => anyhow!("{shown} is no text ({what}); save it as .txt"),
                (Damaged { line, byte }, Lang::Zh) => {
                    anyhow!("{shown}:{line}: 编码认不出或已损坏（这一行第 {byte} 个字节），请另存为 UTF-8")
                }
                (Damaged { line, byte }, Lang::En) => {
                    anyhow!("{shown}:{line}: unknown or damaged encoding (byte {byte} of the line); save it as UTF-8")
                }
            }
        })?;
        Ok((Source::new(shown, text), charset))
    }

    fn unreadable(&self, shown: &str, error: &std::io::Error) -> String {
        let why = reason(error, self.lang);
        match self.lang {
            Lang::Zh => format!("读不了 {shown}：{why}"),
            Lang::En => format!("cannot read {shown}: {why}"),
        }
    }

    fn excess(&self, shown: &str, size: u64, limit: u64) -> String {
        match self.lang {
            Lang::Zh => format!("{shown} 有 {size} 字节，超过上限 {limit} 字节"),
            Lang::En => format!("{shown} has {size} bytes, the limit is {limit}"),
        }
    }

    /// Where the clerk's register is kept.
    pub fn register(&self) -> PathBuf {
        self.plan.join("register.toml")
    }

    /// The default folder of reports.
    pub fn reports(&self) -> PathBuf {
        self.root.join("reports")
    }

    /// Whether there is a default folder of reports.
    pub fn has_reports(&self) -> bool {
        self.reports().is_dir()
    }

    /// The templates of `folder`, each with its name and its text, by name:
    /// its files that end in .html, .md, .css or .js.
    ///
    /// # Errors
    /// When there is no such folder, or one of them cannot be read.
    pub fn templates(&self, folder: &Path) -> Result<Vec<(String, String)>> {
        let entries = std::fs::read_dir(self.resolve(folder)).map_err(|error| {
            let (shown, why) = (folder.display(), reason(&error, self.lang));
            match self.lang {
                Lang::Zh => anyhow!("读不了模板文件夹 {shown}：{why}"),
                Lang::En => anyhow!("cannot read the templates in {shown}: {why}"),
            }
        })?;
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| {
            let ending = path.extension().unwrap_or_default();
            ["html", "md", "css", "js"]
                .iter()
                .any(|known| ending == *known)
        });
        paths.sort();
        let mut templates = Vec::new();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let text = self.text(&path, Limit::Template)?.0.text;
            templates.push((name.into_owned(), text));
        }
        Ok(templates)
    }
}

/// What a file holds.
#[derive(Debug)]
pub(crate) enum Content {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// More bytes than allowed: how many.
    TooLarge(u64),
}

/// The bytes of a regular file, never more than `limit`.
pub(crate) fn read(path: &Path, limit: u64) -> std::io::Result<Content> {
    let mut how = std::fs::OpenOptions::new();
    // A pipe could keep us waiting for ever, a terminal could become ours.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut how, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = how.read(true).open(path).map_err(|error| {
        let about = std::fs::metadata(path);
        let is_other = about.is_ok_and(|about| !about.is_file());
        if is_other { special() } else { error }
    })?;
    // What was opened counts, not what was there a moment before.
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(special());
    }
    read_from(file, about.len(), limit)
}

fn special() -> std::io::Error {
    std::io::Error::other(files::SPECIAL)
}

/// The bytes of `from`, never more than `limit`; `size` is what is known of
/// its size beforehand.
pub(crate) fn read_from(from: impl Read, size: u64, limit: u64) -> std::io::Result<Content> {
    if size > limit {
        return Ok(Content::TooLarge(size));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    from.take(limit + 1).read_to_end(&mut bytes)?;
    let got = bytes.len() as u64;
    match got > limit {
        true => Ok(Content::TooLarge(got)),
        false => Ok(Content::Bytes(bytes)),
    }
}

/// A name as it is printed: what is no UTF-8 as `[FF]`, what would break the line
/// or move the cursor as `[U+000A]`, so that no two names become one.
fn printable(name: &OsStr) -> String {
    let mut printable = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        for c in chunk.valid().chars() {
            match c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
                true => printable.push_str(&format!("[U+{:04X}]", u32::from(c))),
                false => printable.push(c),
            }
        }
        for byte in chunk.invalid() {
            printable.push_str(&format!("[{byte:02X}]"));
        }
    }
    printable
}

/// `path` without `.` and `..`, by its words alone.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}
