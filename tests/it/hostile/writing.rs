//! Writing: the old file or the new file, whole, whatever happens to the program,
//! the disk or the reader.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{VOLUMES, neighbours};
use crate::compile::DAY;
use crate::{command, copy, huibian, office, root, sample};

/// What every file of the volume ends with when it is whole.
fn whole(out: &Path, volume: &str) -> bool {
    let text =
        fs::read_to_string(out.join(volume)).unwrap_or_else(|error| panic!("{volume}: {error}"));
    match volume {
        "volume.html" => text.trim_end().ends_with("</html>"),
        "volume.json" => serde_json::from_str::<serde_json::Value>(&text).is_ok(),
        "ledger.csv" => text.ends_with("\r\n"),
        _ => text.ends_with('\n'),
    }
}

/// Every file in `folder`, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let files = paths.filter(|path| path.is_file()).map(|path| {
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        (name, fs::read(&path).expect("a file"))
    });
    let mut files: Vec<_> = files.collect();
    files.sort();
    files
}

#[test]
fn killed_at_any_moment_it_leaves_whole_files() {
    let office = sample();
    let args = ["compile", "--as-of", DAY];
    assert_eq!(huibian(office.path(), &args).code, 0);
    let out = office.path().join("out");
    for at in 0..16 {
        let mut child = command(office.path(), &[&args[..], &["--by", "agency"]].concat())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        std::thread::sleep(Duration::from_millis(20 + at * 25));
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        for volume in VOLUMES {
            assert!(whole(&out, volume), "{volume} after {at}");
        }
    }
    // What a killed run left beside them is no report and no volume.
    let run = huibian(
        office.path(),
        &[
            "check", "--as-of", DAY, "--format", "short", "reports", "out",
        ],
    );
    assert!(!run.stdout.contains(".tmp"), "{}", run.stdout);
    assert_eq!(huibian(office.path(), &args).code, 0);
}

#[test]
fn a_file_that_is_marked_read_only_is_not_got_past() {
    let office = neighbours();
    let path = office.path();
    assert_eq!(huibian(path, &["compile", "--as-of", DAY]).code, 0);
    let out = path.join("out");
    let before = files(&out);
    for file in VOLUMES {
        let marked = fs::Permissions::from_mode(0o444);
        fs::set_permissions(out.join(file), marked).expect("a mode");
    }
    for (lang, told) in [("zh", "写不了"), ("en", "cannot write")] {
        let args = ["--lang", lang, "compile", "--as-of", DAY, "--by", "agency"];
        let run = huibian(path, &args);
        assert_eq!(run.code, 2, "{}", run.stdout);
        let told = format!("{told} out/volume.html");
        assert!(run.stderr.contains(&told), "{}", run.stderr);
        assert!(files(&out) == before);
    }
}

#[test]
fn standard_output_that_takes_nothing_is_told() {
    let office = neighbours();
    for args in [
        &["check"][..],
        &["status"],
        &["tasks"],
        &["explain"],
        &["check", "--format", "json"],
    ] {
        let mut command = command(office.path(), args);
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full");
        let output = command.stdout(full).output().expect("the binary runs");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {stderr}");
        assert!(!stderr.contains("panicked"), "{stderr}");
    }
}

#[test]
fn what_is_replaced_keeps_its_permissions_and_its_link() {
    let office = neighbours();
    let path = office.path();
    assert_eq!(huibian(path, &["compile", "--as-of", "2017-01-09"]).code, 0);
    let (own, other) = (path.join("out/volume.html"), path.join("out/volume.md"));
    fs::set_permissions(&own, fs::Permissions::from_mode(0o640)).expect("a mode");
    fs::rename(&other, path.join("别处.md")).expect("moved");
    symlink("../别处.md", &other).expect("a link");
    let run = huibian(path, &["compile", "--as-of", DAY, "--by", "agency"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        fs::metadata(&own)
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777,
        0o640
    );
    assert!(
        fs::symlink_metadata(&other)
            .expect("it is there")
            .is_symlink()
    );
    assert!(whole(&path.join("out"), "volume.md"));
    let left = files(&path.join("out"));
    assert!(
        left.iter().all(|(name, _)| !name.contains("tmp")),
        "{left:?}"
    );
}

/// Starts all of them, waits for all, and gives their exit codes.
fn at_once(runs: impl Iterator<Item = Command>) -> Vec<Option<i32>> {
    let start = |mut run: Command| {
        let run = run.stdout(Stdio::null()).stderr(Stdio::null());
        run.spawn().expect("the binary runs")
    };
    let started: Vec<_> = runs.map(start).collect();
    let end = |mut run: Child| run.wait().expect("it ends").code();
    started.into_iter().map(end).collect()
}

#[test]
fn eight_writers_at_once_leave_whole_files() {
    let office = sample();
    let path = office.path();
    let args = ["compile", "--as-of", DAY, "--jobs", "1", "--by"];
    let runs = (0..8).map(|at| command(path, &[&args[..], &[["item", "agency"][at % 2]]].concat()));
    assert!(at_once(runs).iter().all(|code| *code == Some(0)));
    for volume in VOLUMES {
        assert!(whole(&path.join("out"), volume), "{volume}");
    }
    assert_eq!(files(&path.join("out")).len(), VOLUMES.len());
}

#[test]
fn what_comes_in_at_once_is_all_registered() {
    let office = office();
    let path = office.path();
    copy(&root().join("reports"), &path.join("来稿"));
    let mut names: Vec<String> = files(&path.join("来稿"))
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    names.retain(|name| name.ends_with(".md"));
    names.truncate(8);
    let runs = names.iter().map(|name| {
        let args = ["receive", "--as-of", "2017-01-09", &format!("来稿/{name}")];
        command(path, &args)
    });
    assert!(at_once(runs).iter().all(|code| matches!(code, Some(0 | 1))));
    let register = fs::read_to_string(path.join("plan/register.toml")).expect("the register");
    let receipts = register.matches("\n[[receipt]]").count();
    assert_eq!(receipts, names.len(), "{register}");
}

#[test]
fn a_pipe_stays_a_pipe_and_what_is_read_is_not_written() {
    let office = neighbours();
    let pipe = office.path().join("管道");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo").success());
    let reader = {
        let pipe = pipe.clone();
        std::thread::spawn(move || fs::read_to_string(pipe).expect("a text"))
    };
    let check = |output: &str| {
        let args = ["check", "--as-of", DAY, "--output", output];
        huibian(office.path(), &args)
    };
    assert_ne!(check("json=管道").code, 2);
    let told = reader.join().expect("a reader");
    assert!(serde_json::from_str::<serde_json::Value>(&told).is_ok());
    assert!(!fs::metadata(&pipe).expect("the pipe").is_file());
    // A link to what is not there yet makes it.
    symlink("结果.json", office.path().join("链接.json")).expect("a link");
    assert_ne!(check("json=链接.json").code, 2);
    assert!(office.path().join("结果.json").is_file());
    for read in ["reports/和平区.md", "plan/tasks.toml"] {
        let before = fs::read(office.path().join(read)).expect("a file");
        let run = check(&format!("json={read}"));
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(run.stderr.contains(read), "{}", run.stderr);
        assert!(fs::read(office.path().join(read)).expect("a file") == before);
    }
    let run = huibian(office.path(), &["compile", "--as-of", DAY, "-o", "reports"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
}
