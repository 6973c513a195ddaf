//! Writing: the old file or the new file, whole, whatever happens to the program,
//! the disk or the reader.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{VOLUMES, neighbours, paper, put};
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

/// Runs in a shell that first does `limit`.
fn limited(office: &Path, limit: &str, args: &[&str]) -> (Option<i32>, String) {
    let script = format!("{limit}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script, env!("CARGO_BIN_EXE_huibian")])
        .args(args);
    let output = shell
        .current_dir(office)
        .env_clear()
        .env("LC_ALL", "zh_CN.UTF-8")
        .env("PATH", "/usr/bin:/bin")
        .output()
        .expect("a shell");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(!stderr.contains("panicked"), "{stderr}");
    (output.status.code(), stderr)
}

#[test]
fn where_nothing_can_be_written_the_old_files_stay() {
    let office = neighbours();
    put(
        office.path(),
        "河西区.md",
        paper("~~甲~~").replace("+++\nagency", "+++\n单位＝“河西区”\nagency"),
    );
    let path = office.path();
    assert_eq!(huibian(path, &["compile", "--as-of", DAY]).code, 0);
    let parse = ["parse", "plan.txt", "--force"];
    fs::copy(
        root().join("seeds/2016-action-plan.txt"),
        path.join("plan.txt"),
    )
    .expect("the plan");
    fs::write(path.join("plan/register.toml"), "# 登记\n").expect("a file");
    let folders = ["out", "reports", "plan"].map(|folder| path.join(folder));
    let before = folders.clone().map(|folder| files(&folder));
    // A file may grow to no more than a few blocks: as on a full disk.
    let full = "trap '' XFSZ; ulimit -f 1";
    let out = ["compile", "--as-of", DAY];
    let output = ["check", "--output", "json=out/volume.json"];
    for args in [
        &out[..],
        &output,
        &parse,
        &["notices", "--as-of", DAY, "-o", "out"],
    ] {
        let (code, stderr) = limited(path, full, args);
        assert_eq!(code, Some(2), "{args:?}: {stderr}");
        assert!(stderr.contains("写不了"), "{args:?}: {stderr}");
        assert_eq!(stderr.matches("写不了").count(), 1, "{stderr}");
        let after = folders.clone().map(|folder| files(&folder));
        assert!(before == after, "{args:?} changed something");
    }
    // A file that is marked read-only is not got past.
    for file in VOLUMES {
        fs::set_permissions(
            path.join("out").join(file),
            fs::Permissions::from_mode(0o444),
        )
        .expect("a mode");
    }
    let run = huibian(path, &out);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("out/volume.html"), "{}", run.stderr);
    assert!(files(&path.join("out")) == before[0]);
    let (_, english) = limited(path, full, &["--lang", "en", "compile", "--as-of", DAY]);
    assert!(english.contains("cannot write"), "{english}");
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
