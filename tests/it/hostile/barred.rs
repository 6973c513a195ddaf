//! Every command that writes, where it cannot: killed, barred, on a full disk,
//! unheard, or beside others that write the same.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{neighbours, paper, put};
use crate::compile::{DAY, json};
use crate::{Run, command, copy, huibian, root, run};

const PARSE: &[&str] = &["parse", "plan.txt", "--force"];
const FIX: &[&str] = &["check", "--as-of", DAY, "--fix", "reports/河西区.md"];
const OUTPUT: &[&str] = &["check", "--as-of", DAY, "--output", "json=out/check.json"];
const NEW: &[&str] = &["new", "市国资委"];
const COMPILE: &[&str] = &["compile", "--as-of", DAY, "--by", "agency"];
const LEAD: &[&str] = &["compile", "--as-of", DAY, "--agency", "市教委"];
const NOTICES: &[&str] = &["notices", "--as-of", DAY, "-o", "out"];
const RECEIVE: &[&str] = &["receive", "--as-of", DAY, "来稿/市教委.md"];

const WRITERS: [&[&str]; 8] = [PARSE, FIX, OUTPUT, NEW, COMPILE, LEAD, NOTICES, RECEIVE];

/// An office in which every command has something to write, over what is there.
fn busy() -> tempfile::TempDir {
    let office = neighbours();
    let path = office.path();
    let loose = paper(&"全年办班5~10期，培训8~9次。\n\n".repeat(40));
    let loose = loose.replace("submitted = 2017-01-05", "报送日期：2017年1月5日");
    put(path, "河西区.md", loose);
    copy(&root().join("reports"), &path.join("来稿"));
    let seed = root().join("seeds/2016-action-plan.txt");
    fs::copy(seed, path.join("plan.txt")).expect("the plan");
    fs::write(path.join("plan/register.toml"), "# 登记\n").expect("a file");
    // What is there is of another day, so that all of it is to be replaced.
    for args in [COMPILE, LEAD, NOTICES, OUTPUT] {
        let earlier = args
            .iter()
            .map(|arg| if *arg == DAY { "2017-01-08" } else { arg });
        let run = huibian(path, &earlier.collect::<Vec<_>>());
        assert!([0, 1].contains(&run.code), "{args:?}: {}", run.stderr);
    }
    office
}

/// Another such office.
fn like(model: &tempfile::TempDir) -> tempfile::TempDir {
    let office = tempfile::tempdir().expect("a temporary folder");
    copy(model.path(), office.path());
    office
}

/// Every file below the folders that are written to, with its bytes.
fn state(office: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = ["out", "plan", "reports"]
        .map(|folder| office.join(folder))
        .to_vec();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(office).expect("below it");
                let bytes = fs::read(&path).expect("a file");
                files.insert(name.to_string_lossy().into_owned(), bytes);
            }
        }
    }
    files
}

fn is_left(name: &str) -> bool {
    name.contains("/.huibian-") && name.ends_with(".tmp")
}

#[test]
fn killed_at_any_moment_every_file_is_the_old_or_the_new() {
    let model = busy();
    for args in WRITERS {
        let office = like(&model);
        let old = state(office.path());
        let begun = Instant::now();
        let whole = huibian(office.path(), args);
        assert!([0, 1].contains(&whole.code), "{args:?}: {}", whole.stderr);
        let (took, new) = (begun.elapsed(), state(office.path()));
        assert!(old != new, "{args:?} wrote nothing");
        let office = like(&model);
        for at in 0..8 {
            let mut child = command(office.path(), args)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the binary runs");
            std::thread::sleep(
                took.mul_f64(0.3 + 0.1 * f64::from(at))
                    .max(Duration::from_millis(1)),
            );
            child.kill().expect("it can be killed");
            child.wait().expect("it ends");
            for (name, bytes) in state(office.path()) {
                let known = [&old, &new]
                    .into_iter()
                    .any(|known| known.get(&name) == Some(&bytes));
                // A paper that was received twice stands in the register once more.
                let grown =
                    args == RECEIVE && name == "plan/register.toml" && bytes.ends_with(b"\n");
                assert!(known || grown || is_left(&name), "{args:?} at {at}: {name}");
            }
        }
        // The next run that writes there takes away what the killed ones left.
        huibian(office.path(), args);
        huibian(office.path(), COMPILE);
        let left = state(office.path()).into_keys();
        let mut left = left.filter(|name| is_left(name) && name.starts_with("out/"));
        assert_eq!(left.next(), None, "{args:?}");
    }
}

#[test]
fn what_a_dead_run_left_goes_and_what_a_living_one_holds_stays() {
    let office = busy();
    let out = office.path().join("out");
    let [left, held, other, folder] = [
        ".huibian-left.tmp",
        ".huibian-held.tmp",
        ".volume.html.tmp",
        ".huibian-folder.tmp",
    ]
    .map(|name| out.join(name));
    for file in [&left, &held, &other] {
        fs::write(file, "半截").expect("a file");
    }
    fs::create_dir(&folder).expect("a folder");
    let living = fs::File::open(&held).expect("it is there");
    living.lock().expect("a lock");
    let run = huibian(office.path(), COMPILE);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!left.exists(), "what was left is still there");
    assert!(held.exists() && other.exists() && folder.exists());
    drop(living);
    assert_eq!(huibian(office.path(), COMPILE).code, 0);
    assert!(!held.exists() && other.exists() && folder.exists());
}

/// Nothing was written, that was said once and in one line, and what was there is
/// there.
fn told(run: &Run, args: &[&str], office: &Path, before: &BTreeMap<String, Vec<u8>>) {
    assert_eq!(run.code, 2, "{args:?}: {}{}", run.stdout, run.stderr);
    assert_eq!(
        run.stderr.matches("写不了").count(),
        1,
        "{args:?}: {}",
        run.stderr
    );
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let after = state(office);
    let changed = after
        .iter()
        .filter(|(name, bytes)| before.get(*name) != Some(bytes));
    let changed: Vec<&String> = changed.map(|(name, _)| name).collect();
    assert!(
        changed.is_empty() && after.len() == before.len(),
        "{args:?}: {changed:?}"
    );
}

#[test]
fn on_a_full_disk_the_old_files_stay() {
    let model = busy();
    for args in WRITERS {
        let office = like(&model);
        let before = state(office.path());
        // A file may grow to no more than a block.
        let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
        let mut shell = Command::new("sh");
        shell
            .args(["-c", script, env!("CARGO_BIN_EXE_huibian")])
            .args(args);
        shell.current_dir(office.path()).env_clear();
        shell
            .env("LC_ALL", "zh_CN.UTF-8")
            .env("PATH", "/usr/bin:/bin");
        told(&run(shell), args, office.path(), &before);
    }
}

/// A small disk of its own, in a namespace that ends with the shell.
#[test]
fn a_disk_that_is_really_full_is_told() {
    let office = busy();
    let script = "
        mkdir disk && mount -t tmpfs -o size=128k tmpfs disk || exit 77
        echo old > disk/volume.html && head -c 100000 /dev/zero > disk/rest
        \"$0\" compile --as-of 2017-01-16 -o disk; code=$?
        test \"$(cat disk/volume.html)\" = old && test \"$(ls -A disk | tr '\\n' ' ')\" = 'rest volume.html ' || exit 78
        exit $code";
    let mut shell = Command::new("unshare");
    shell.args([
        "-r",
        "-m",
        "sh",
        "-c",
        script,
        env!("CARGO_BIN_EXE_huibian"),
    ]);
    shell
        .current_dir(office.path())
        .env("LC_ALL", "zh_CN.UTF-8");
    let Ok(output) = shell.output() else {
        println!("skipped: no unshare");
        return;
    };
    let told = String::from_utf8_lossy(&output.stderr);
    if output.status.code() == Some(77) || told.contains("unshare") {
        println!("skipped: nothing may be mounted here");
        return;
    }
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("写不了 disk/volume."), "{told}");
}

/// The program run by somebody who can be kept out: where root runs the tests, by
/// nobody, to whom the office is given.
fn unprivileged(office: &Path, args: &[&str]) -> Run {
    let plain = command(office, args);
    if fs::metadata("/proc/self").expect("this process").uid() != 0 {
        return run(plain);
    }
    let program = office.join("huibian");
    if !program.exists() {
        fs::copy(plain.get_program(), &program).expect("a copy");
        let given = Command::new("chown")
            .args(["-R", "65534:65534"])
            .arg(office)
            .status();
        assert!(given.expect("chown").success());
    }
    let mut nobody = Command::new(program);
    nobody.args(args).current_dir(office).env_clear();
    nobody.env("LC_ALL", "zh_CN.UTF-8").stdin(Stdio::null());
    nobody.uid(65534).gid(65534);
    run(nobody)
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

#[test]
fn where_nobody_may_write_the_old_files_stay() {
    let model = busy();
    for args in WRITERS {
        let office = like(&model);
        let before = state(office.path());
        assert_eq!(unprivileged(office.path(), &["explain", "缺项"]).code, 0);
        let folders = ["out", "plan", "reports"].map(|folder| office.path().join(folder));
        folders.iter().for_each(|folder| mode(folder, 0o555));
        let run = unprivileged(office.path(), args);
        folders.iter().for_each(|folder| mode(folder, 0o755));
        told(&run, args, office.path(), &before);
    }
}

#[test]
fn what_may_not_be_read_is_refused() {
    let office = neighbours();
    put(office.path(), "锁.md", paper(""));
    put(office.path(), "锁着/里面.md", paper(""));
    let [file, folder] = ["锁.md", "锁着"].map(|name| office.path().join("reports").join(name));
    assert_eq!(unprivileged(office.path(), &["explain", "打不开"]).code, 0);
    mode(&file, 0o000);
    mode(&folder, 0o000);
    let check = unprivileged(
        office.path(),
        &["--as-of", DAY, "check", "--format", "short"],
    );
    let compile = unprivileged(office.path(), &["--as-of", DAY, "compile"]);
    mode(&folder, 0o755);
    assert_eq!(
        (check.code, compile.code),
        (1, 0),
        "{}{}",
        check.stderr,
        compile.stderr
    );
    let refused = json(office.path())["submission"]["refused"].to_string();
    for place in ["reports/锁.md", "reports/锁着"] {
        let line = check.stdout.lines().find(|line| line.starts_with(place));
        assert!(
            line.expect(place).contains("错误[打不开]"),
            "{}",
            check.stdout
        );
        assert!(refused.contains(place), "{refused}");
    }
    // A plan that may not be read ends the run.
    mode(&office.path().join("plan/tasks.toml"), 0o000);
    let run = unprivileged(office.path(), &["check"]);
    assert_eq!(run.code, 2, "{}", run.stdout);
    assert!(run.stderr.contains("plan/tasks.toml"), "{}", run.stderr);
}

#[test]
fn unheard_it_writes_all_the_same() {
    let model = busy();
    for args in WRITERS {
        let office = like(&model);
        let heard = huibian(office.path(), args);
        assert!([0, 1].contains(&heard.code), "{args:?}: {}", heard.stderr);
        let new = state(office.path());
        let office = like(&model);
        let mut child = command(office.path(), args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{args:?}: {stderr}"
        );
        assert!(!stderr.contains("panicked"), "{args:?}: {stderr}");
        assert!(state(office.path()) == new, "{args:?}: not all was written");
    }
}

#[test]
fn eight_at_once_leave_what_one_leaves() {
    let model = busy();
    for args in WRITERS {
        let office = like(&model);
        huibian(office.path(), args);
        let new = state(office.path());
        let office = like(&model);
        let start = |_| {
            let mut run = command(office.path(), args);
            let run = run.stdout(Stdio::null()).stderr(Stdio::null());
            run.spawn().expect("the binary runs")
        };
        let started: Vec<_> = (0..8).map(start).collect();
        for mut run in started {
            let code = run.wait().expect("it ends").code();
            // Who comes second finds the draft there.
            let late = args == NEW && code == Some(2);
            assert!(matches!(code, Some(0 | 1)) || late, "{args:?}: {code:?}");
        }
        let left = state(office.path());
        let other = left
            .iter()
            .filter(|(name, bytes)| new.get(*name) != Some(bytes));
        let other: Vec<&String> = other.map(|(name, _)| name).collect();
        assert!(
            other.is_empty() && left.len() == new.len(),
            "{args:?}: {other:?}"
        );
    }
}
