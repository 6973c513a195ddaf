//! Whole runs of the binary over folders of real-looking documents. A case is a
//! folder; what is expected stands beside it in a file. After a wanted change
//! run `HUIBIAN_BLESS=1 cargo test` and read the difference before committing.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests make and read folders of their own, fail loudly, and print what they measure"
)]

mod browser;
mod cli;
mod compile;
mod copied;
mod damage;
mod desk;
mod fix;
mod formats;
mod growth;
mod help;
mod hostile;
mod html;
#[path = "../fuzz/laws.rs"]
mod laws;
mod lead;
mod merge;
mod notices;
mod parse;
mod plans;
mod properties;
mod readme;
mod receive;
mod renumbered;
mod reports;
mod rules;
mod templates;
mod tidy;
mod waivers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The folder of the checkout.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What one run of the binary gave.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs `huibian ARGS` in `folder`, in Chinese unless the arguments say
/// otherwise, on the day the arguments say.
fn huibian(folder: &Path, args: &[&str]) -> Run {
    run(command(folder, args))
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huibian"));
    command
        .current_dir(folder)
        .args(args)
        .env_clear()
        .env("LC_ALL", "zh_CN.UTF-8")
        .stdin(Stdio::null());
    command
}

fn run(mut command: Command) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the binary runs");
    Run {
        code: status.code().expect("the binary ends by itself"),
        stdout: String::from_utf8(stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8(stderr).expect("stderr is UTF-8"),
    }
}

/// Compares `actual` with the file at `path`, or writes it there when blessing.
fn expect_file(path: &Path, actual: &str) {
    if std::env::var_os("HUIBIAN_BLESS").is_some() {
        fs::write(path, actual).expect("the expected file can be written");
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs.\n--- expected\n{expected}\n--- actual\n{actual}",
        path.display()
    );
}

/// The folders in `folder`, in order.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder exists")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

/// The last part of a path.
fn name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .expect("test folders have plain names")
}

/// A copy of the checkout's plan folder, in a temporary folder.
fn office() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    copy(&root().join("plan"), &folder.path().join("plan"));
    folder
}

/// An office with the checkout's reports.
fn sample() -> tempfile::TempDir {
    let office = office();
    copy(&root().join("reports"), &office.path().join("reports"));
    office
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the folder exists") {
        let path = entry.expect("the folder can be read").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}
