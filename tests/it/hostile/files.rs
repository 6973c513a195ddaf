//! What lies in the folder: links, pipes, odd names, folders without end.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use super::{inert, neighbours, paper, put, survives};
use crate::compile::{compile, json, read};
use crate::huibian;

#[test]
fn what_is_no_ordinary_file_is_not_opened() {
    let office = neighbours();
    let reports = office.path().join("reports");
    fs::write(office.path().join("外面.md"), paper("外面的秘密")).expect("a file");
    symlink("/etc/passwd", reports.join("口令.md")).expect("a link");
    symlink("../外面.md", reports.join("出去.md")).expect("a link");
    symlink("没有.md", reports.join("断链.md")).expect("a link");
    symlink("自己.md", reports.join("自己.md")).expect("a link");
    symlink("..", reports.join("上级")).expect("a link");
    symlink("/", reports.join("根.md")).expect("a link");
    symlink("/dev/zero", reports.join("无尽.md")).expect("a link");
    let _socket = UnixListener::bind(reports.join("套接字.md")).expect("a socket");
    let made = Command::new("mkfifo").arg(reports.join("管道.md")).status();
    assert!(made.expect("mkfifo").success());
    survives(office.path(), 9);
    for volume in super::VOLUMES {
        let text = read(office.path(), &format!("out/{volume}"));
        assert!(
            !text.contains("root:x:") && !text.contains("外面的秘密"),
            "{volume}"
        );
    }
    let refused = json(office.path())["submission"]["refused"].to_string();
    for name in [
        "口令",
        "出去",
        "断链",
        "自己",
        "上级",
        "根",
        "无尽",
        "套接字",
        "管道",
    ] {
        assert!(refused.contains(name), "{name}: {refused}");
    }
    // Named on the command line, they are not waited for either.
    for name in ["管道.md", "套接字.md", "无尽.md", "自己.md"] {
        let run = huibian(office.path(), &["check", &format!("reports/{name}")]);
        assert_eq!(run.code, 1, "{name}: {}", run.stderr);
        let told = name == "自己.md" || run.stdout.contains("不是普通文件");
        assert!(told, "{name}: {}", run.stdout);
    }
}

#[test]
fn odd_names_are_told_apart() {
    let office = neighbours();
    let reports = office.path().join("reports");
    let names: [&[u8]; 14] = [
        b"a\xff.md",
        b"a\xfe.md",
        "换\n行.md".as_bytes(),
        "回\r车.md".as_bytes(),
        b"\x1b[31m\x07.md",
        "\u{202e}反.md".as_bytes(),
        "\u{200b}.md".as_bytes(),
        b" .md",
        b"-rf.md",
        b"--help.md",
        b"$(touch x)`id`.md",
        b"a\"b'c<d>&e|f.md",
        b"::error file=x::y.md",
        b"%2e%2e%2fx.md",
    ];
    let long = format!("{}.md", "长".repeat(84));
    let names = names.into_iter().chain([long.as_bytes()]);
    let mut count = 0;
    for (at, name) in names.enumerate() {
        let text = paper(&format!("第{at}份的暗号。"));
        fs::write(reports.join(OsStr::from_bytes(name)), text).expect("a file");
        count += 1;
    }
    put(office.path(), "-C/--plan/x.md", paper("文件夹里的暗号。"));
    // Another program's, and passed over.
    for name in [
        "~$来稿.docx",
        ".来稿.md.swp",
        "#来稿#",
        "_旧/a.md",
        ".git/a.md",
        "Thumbs.db",
        "a.bak",
    ] {
        put(office.path(), name, "x");
    }
    survives(office.path(), count + 1 + 7);
    inert(office.path());
    let page = read(office.path(), "out/volume.html");
    for at in 0..count {
        assert_eq!(page.matches(&format!("第{at}份的暗号")).count(), 1, "{at}");
    }
    let path = office.path().join("x");
    assert!(!path.exists());
}

#[test]
fn folders_without_end_are_read_to_their_limit() {
    let office = neighbours();
    let deep: String = (0..20).map(|at| format!("{at}/")).collect();
    put(office.path(), &format!("{deep}深.md"), paper(""));
    put(office.path(), "0/1/2/浅.md", paper("浅处的暗号。"));
    survives(office.path(), 2);
    let volume = json(office.path());
    let ignored = volume["submission"]["ignored"].to_string();
    assert!(ignored.contains("16"), "{ignored}");
    assert!(read(office.path(), "out/volume.html").contains("浅处的暗号"));
    let tasks = office.path().join("plan/tasks.toml");
    let text = fs::read_to_string(&tasks).expect("the plan");
    for (most, told) in [(30, false), (1, true), (0, true)] {
        let limited = format!("{text}\n[limits]\nfolders = {most}\n");
        fs::write(&tasks, limited).expect("the plan");
        compile(office.path(), &[]);
        let submission = &json(office.path())["submission"];
        let ignored = submission["ignored"].to_string();
        assert_eq!(ignored.contains("limits"), told, "{most}: {ignored}");
        assert!(
            submission["received"].as_u64() >= Some(1),
            "{most}: {submission}"
        );
    }
}
