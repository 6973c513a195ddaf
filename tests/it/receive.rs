//! What came in: filed under its agency's name, registered, and nothing lost.

use std::fs;
use std::path::Path;

use crate::{Run, copy, huibian, office, root, write};

/// A paper without fault of its own kind; `more` makes it another copy.
fn paper(agency: &str, year: i32, more: &str) -> String {
    format!(
        "+++
agency = \"{agency}\"
year = {year}
+++
# {agency}{year}年质量工作总结

## 一、{year}年质量工作完成情况

全年组织质量提升活动12次，参加企业316家，培训质量管理人员840人次，办结质量投诉97件。年初确定的3项质量目标任务全部完成。{more}

## 二、存在的问题

基层质量技术人员少，部分企业没有专职质量员，检验设备老化，下一年逐步更新。

## 三、{next}年质量工作目标任务

{next}年11月底前，再培训质量管理人员900人次，新增质量示范企业6家。

## 四、{next}年工作措施

由区市场监管局牵头，每季度开展一次质量对比提升，6月底前完成设备更新。
",
        next = year + 1
    )
}

fn receive(folder: &Path, day: &str, args: &[&str]) -> Run {
    huibian(folder, &[&["receive", "--as-of", day], args].concat())
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default()
}

/// The names in reports/_旧稿, in order.
fn old(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("reports/_旧稿"));
    let mut names: Vec<String> = entries
        .map(|entries| {
            entries
                .map(|entry| entry.expect("an entry").file_name())
                .map(|name| name.to_string_lossy().into_owned())
                .collect()
        })
        .unwrap_or_default();
    names.sort();
    names
}

/// How many receipts the register has.
fn receipts(folder: &Path) -> usize {
    read(&folder.join("plan/register.toml"))
        .matches("\n[[receipt]]\nagency")
        .count()
}

#[test]
fn a_paper_is_filed_registered_and_checked() {
    let office = office();
    let folder = office.path();
    write(&folder.join("收件/终稿.txt"), &paper("和平区", 2016, ""));
    let run = receive(
        folder,
        "2017-01-09",
        &["收件/终稿.txt", "--note", "邮件，\"扫描件\"后补"],
    );
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let first = run.stdout.lines().next();
    assert_eq!(
        first,
        Some("收到和平区的总结（2017年1月9日）：reports/和平区.txt")
    );
    assert!(
        run.stdout.contains("\n和平区  没有要改的。"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("收到 1月9日"), "{}", run.stdout);
    assert_eq!(
        read(&folder.join("reports/和平区.txt")),
        read(&folder.join("收件/终稿.txt"))
    );
    let register = read(&folder.join("plan/register.toml"));
    assert!(
        register.contains("agency = \"和平区\"\nreceived = 2017-01-09\nnote = "),
        "{register}"
    );
    // What was written is understood.
    let status = huibian(
        folder,
        &["status", "--as-of", "2017-01-12", "--format", "json"],
    );
    assert!(
        status.stdout.contains("\"submitted\": \"2017-01-09\""),
        "{}",
        status.stdout
    );
    // The day may be before today, never after it.
    write(&folder.join("收件/红桥.md"), &paper("红桥区", 2016, ""));
    let run = receive(
        folder,
        "2017-01-12",
        &["收件/红桥.md", "--on", "2017-01-13"],
    );
    assert_eq!((run.code, receipts(folder)), (2, 1));
    let run = receive(
        folder,
        "2017-01-12",
        &["收件/红桥.md", "--on", "2017-01-10", "--lang", "en"],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .starts_with("received from 红桥区 (2017-01-10): reports/红桥区.md\n"),
        "{}",
        run.stdout
    );
}

#[test]
fn earlier_copies_are_put_by() {
    let office = office();
    let folder = office.path();
    let named = |more: &str| paper("和平区", 2016, more);
    for (day, more) in [
        ("2017-01-05", "甲"),
        ("2017-01-09", "乙"),
        ("2017-01-09", "丙"),
    ] {
        write(&folder.join("收件/和平.md"), &named(more));
        let run = receive(folder, day, &["收件/和平.md"]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    }
    assert_eq!(read(&folder.join("reports/和平区.md")), named("丙"));
    assert_eq!(
        old(folder),
        ["和平区（2017-01-05收）.md", "和平区（2017-01-09收）.md"]
    );
    assert_eq!(
        read(&folder.join("reports/_旧稿/和平区（2017-01-05收）.md")),
        named("甲")
    );
    assert_eq!(receipts(folder), 3);
    // The first receipt still counts.
    let status = huibian(
        folder,
        &["status", "--as-of", "2017-01-12", "--format", "json"],
    );
    assert!(
        status.stdout.contains("\"submitted\": \"2017-01-05\""),
        "{}",
        status.stdout
    );
    // The same again, by whatever name: nothing is written.
    write(&folder.join("收件/又一份.md"), &named("丙"));
    let run = receive(folder, "2017-01-10", &["收件/又一份.md"]);
    assert!(run.stdout.contains("没有再记"), "{}", run.stdout);
    // An earlier one again: said, and the later one stays.
    write(&folder.join("收件/又一份.md"), &named("甲"));
    let run = receive(folder, "2017-01-10", &["收件/又一份.md"]);
    assert!(run.stdout.contains("换下来的一份"), "{}", run.stdout);
    assert_eq!((run.code, receipts(folder), old(folder).len()), (0, 3, 2));
    assert_eq!(read(&folder.join("reports/和平区.md")), named("丙"));
    // Earlier copies are no reports, and the volume lists them as passed over.
    assert_eq!(
        huibian(folder, &["compile", "--as-of", "2017-01-12"]).code,
        0
    );
    let volume = read(&folder.join("out/volume.json"));
    assert!(volume.contains("\"path\": \"reports/_旧稿\""), "{volume}");
    assert!(!read(&folder.join("out/volume.md")).contains("全部完成。甲"));
}

#[test]
fn copies_elsewhere_and_drafts_are_put_by_too() {
    let office = office();
    let folder = office.path();
    write(
        &folder.join("reports/各区/和平（草）.md"),
        &paper("和平区", 2016, "甲"),
    );
    assert_eq!(huibian(folder, &["new", "和平区", "市旅游局"]).code, 0);
    let draft = read(&folder.join("reports/和平区.md"));
    // Of two in one call the later argument is the later copy.
    write(&folder.join("收件/一.md"), &paper("和平区", 2016, "乙"));
    write(&folder.join("收件/二.md"), &paper("和平区", 2016, "丙"));
    let run = receive(folder, "2017-01-09", &["收件/一.md", "收件/二.md"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert_eq!(
        old(folder),
        [
            "和平区（2017-01-09收）.md",
            "和平区（空稿）.md",
            "和平（草）（旧稿）.md"
        ]
    );
    assert_eq!(read(&folder.join("reports/_旧稿/和平区（空稿）.md")), draft);
    assert!(!folder.join("reports/各区/和平（草）.md").exists());
    assert!(folder.join("reports/市旅游局.md").exists());
    let run = huibian(
        folder,
        &[
            "check",
            "--as-of",
            "2017-01-09",
            "--only",
            "duplicate-report",
        ],
    );
    assert_eq!(run.code, 0, "{}", run.stdout);
}

#[test]
fn a_paper_in_place_only_gets_its_receipt() {
    let office = office();
    let folder = office.path();
    write(
        &folder.join("reports/和平区.md"),
        &paper("和平区", 2016, ""),
    );
    write(
        &folder.join("reports/各区/红桥.md"),
        &paper("红桥区", 2016, ""),
    );
    for _ in 0..2 {
        let run = receive(
            folder,
            "2017-01-09",
            &["reports/和平区.md", "reports/各区/红桥.md"],
        );
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        assert_eq!((receipts(folder), old(folder).len()), (2, 0));
        assert!(folder.join("reports/各区/红桥.md").exists());
    }
    // From within the folder, and by another way of writing its path.
    let run = receive(
        &folder.join("reports"),
        "2017-01-09",
        &["../reports/./和平区.md"],
    );
    assert_eq!((run.code, receipts(folder)), (0, 2), "{}", run.stdout);
}

#[test]
fn what_was_refused_does_not_count() {
    let office = office();
    let folder = office.path();
    write(&folder.join("收件/和平.md"), &paper("和平区", 2015, ""));
    let run = receive(folder, "2017-01-05", &["收件/和平.md"]);
    assert_eq!(run.code, 0, "filed all the same: {}", run.stdout);
    assert!(run.stdout.contains("登记为退回"), "{}", run.stdout);
    assert!(read(&folder.join("plan/register.toml")).contains("refused = true"));
    write(&folder.join("收件/和平.md"), &paper("和平区", 2016, ""));
    assert_eq!(receive(folder, "2017-01-12", &["收件/和平.md"]).code, 0);
    let status = huibian(
        folder,
        &["status", "--as-of", "2017-01-12", "--format", "json"],
    );
    assert!(
        status.stdout.contains("\"submitted\": \"2017-01-12\""),
        "{}",
        status.stdout
    );
    assert!(status.stdout.contains("\"late\": 1"), "{}", status.stdout);
}

#[test]
fn what_cannot_be_filed_is_left() {
    let office = office();
    let folder = office.path();
    let secret = paper("市公安局", 2016, "").replace("# 市公安局", "机密\n\n# 市公安局");
    let strange = paper("市教育局", 2016, "");
    let two = paper("和平区", 2016, "").replace("agency = \"和平区\"\n", "");
    let two = format!("{two}\n天津市教育委员会\n2017年1月5日\n");
    let nobody = paper("", 2016, "").replace("agency = \"\"\n", "");
    for (name, text) in [
        ("密", &secret),
        ("错", &strange),
        ("两", &two),
        ("无", &nobody),
    ] {
        write(&folder.join(format!("收件/{name}.md")), text);
    }
    write(&folder.join("收件/好.md"), &paper("和平区", 2016, ""));
    fs::write(folder.join("收件/坏.md"), b"PK\x03\x04\0\0").expect("a file");
    let files = ["密", "错", "两", "无", "坏", "好"].map(|name| format!("收件/{name}.md"));
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let run = receive(folder, "2017-01-09", &files);
    assert_eq!(run.code, 1, "{}", run.stdout);
    for told in [
        "没有收 收件/密.md：标了密级",
        "没有收 收件/错.md：名册里没有“市教育局”",
        "没有收 收件/两.md：有的地方写和平区，有的地方写市教委",
        "没有收 收件/无.md：看不出是哪家的",
        "没有收 收件/坏.md：扩展名是文本，内容其实是",
        "收到和平区的总结",
    ] {
        assert!(run.stdout.contains(told), "{told}\n{}", run.stdout);
    }
    assert!(!run.stdout.contains("办结质量投诉"), "{}", run.stdout);
    let kept: Vec<_> = fs::read_dir(folder.join("reports"))
        .expect("reports")
        .collect();
    assert_eq!(kept.len(), 1);
    // Of the secret one only that it came and went back: the agency is not reminded.
    let register = read(&folder.join("plan/register.toml"));
    assert_eq!(receipts(folder), 2);
    assert!(
        register.contains("agency = \"市公安局\"\nreceived = 2017-01-09\nrefused = true\n\n"),
        "{register}"
    );
    let status = huibian(folder, &["status", "--as-of", "2017-01-12"]);
    assert!(
        status.stdout.contains("拒收 1 家\n  市公安局"),
        "{}",
        status.stdout
    );
    assert_eq!(
        huibian(folder, &["compile", "--as-of", "2017-01-12"]).code,
        0
    );
    let volume = read(&folder.join("out/volume.md"));
    assert!(
        volume.contains("| 不能收入 | 1 | 市公安局（1月9日收到，已退回） |"),
        "{volume}"
    );
    // Another file by the agency's name is not written over.
    write(
        &folder.join("reports/红桥区.md"),
        &paper("西青区", 2016, ""),
    );
    write(&folder.join("收件/红桥.md"), &paper("红桥区", 2016, ""));
    let run = receive(folder, "2017-01-09", &["收件/红桥.md"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    assert_eq!(
        read(&folder.join("reports/红桥区.md")),
        paper("西青区", 2016, "")
    );
    // A folder or a missing file is a mistake: nothing at all is done.
    for wrong in ["收件", "收件/没有.md", "-"] {
        write(&folder.join("收件/南开.md"), &paper("南开区", 2016, ""));
        let run = receive(folder, "2017-01-09", &["收件/南开.md", wrong]);
        assert_eq!(run.code, 2, "{wrong}: {}", run.stdout);
        assert!(!folder.join("reports/南开区.md").exists());
    }
}

#[test]
fn the_register_is_only_added_to() {
    let written = [
        "",
        "# 说明\n",
        "# 没有换行",
        "[[ruling]]\r\nagency = \"市教委\"   # 电话里说的\r\nkind = \"extend\"\r\nuntil = 2017-01-13\r\nreason = \"数据\"\r\nby = \"办公室\"",
        "\u{feff}[[receipt]]\nreceived=2017-01-04\nagency='市教委'\n\n\n# 完\n\n",
    ];
    for text in written {
        let office = office();
        let folder = office.path();
        let register = folder.join("plan/register.toml");
        write(&register, text);
        write(&folder.join("收件/和平.md"), &paper("和平区", 2016, ""));
        let run = receive(
            folder,
            "2017-01-09",
            &["收件/和平.md", "--note", "甲\\乙\"丙\""],
        );
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        let now = read(&register);
        assert!(now.starts_with(text), "{now}");
        assert_eq!(now.contains("\r\n"), text.contains("\r\n"));
        if text.contains('\r') {
            assert_eq!(now.matches('\n').count(), now.matches("\r\n").count());
        }
        let run = huibian(folder, &["check", "--only", "登记有误"]);
        assert_eq!(run.code, 0, "{}\n{now}", run.stdout);
    }
    for broken in ["[[receipt]\n", "receipt = []\n", "[receipt]\na = 1\n"] {
        let office = office();
        let folder = office.path();
        let register = folder.join("plan/register.toml");
        write(&register, broken);
        write(&folder.join("收件/和平.md"), &paper("和平区", 2016, ""));
        let run = receive(folder, "2017-01-09", &["收件/和平.md"]);
        assert_eq!(run.code, 1, "{broken}{}", run.stdout);
        assert!(
            run.stdout.starts_with("plan/register.toml:1:"),
            "{}",
            run.stdout
        );
        assert_eq!(read(&register), broken);
        assert!(!folder.join("reports").exists());
    }
}

#[test]
fn pictures_come_along() {
    let office = office();
    let folder = office.path();
    let pictures = root().join("reports/图片");
    copy(&pictures, &folder.join("收件/图片"));
    let named = paper(
        "和平区",
        2016,
        "\n\n![培训](图片/培训情况.png)\n\n![无](图片/没有.png)\n",
    );
    write(&folder.join("收件/和平.md"), &named);
    let run = receive(folder, "2017-01-09", &["收件/和平.md"]);
    assert!(
        run.stdout.contains("图片 reports/图片/培训情况.png"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("图片/没有.png 没有拷来：找不到"),
        "{}",
        run.stdout
    );
    let same = |path: &str| fs::read(folder.join(path)).expect("a picture");
    let picture = "reports/图片/培训情况.png";
    assert_eq!(same(picture), same("收件/图片/培训情况.png"));
    // Another picture of that name stays.
    fs::write(folder.join(picture), b"\x89PNG\r\n\x1a\nother").expect("a picture");
    write(
        &folder.join("收件/和平.md"),
        &format!("{named}\n\n另附。\n"),
    );
    let run = receive(folder, "2017-01-10", &["收件/和平.md"]);
    assert!(run.stdout.contains("是另一张"), "{}", run.stdout);
    assert_eq!(same(picture), b"\x89PNG\r\n\x1a\nother");
}

#[test]
fn what_was_killed_in_between_is_finished() {
    let office = office();
    let folder = office.path();
    let (first, second) = (paper("和平区", 2016, "甲"), paper("和平区", 2016, "乙"));
    write(&folder.join("收件/和平.md"), &second);
    // Put by and written, but the other not yet removed and no receipt.
    write(&folder.join("reports/和平稿.md"), &first);
    write(&folder.join("reports/_旧稿/和平稿（旧稿）.md"), &first);
    write(&folder.join("reports/和平区.md"), &second);
    let run = receive(folder, "2017-01-09", &["收件/和平.md"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(!folder.join("reports/和平稿.md").exists());
    assert_eq!(read(&folder.join("reports/和平区.md")), second);
    assert_eq!((old(folder).len(), receipts(folder)), (1, 1));
}

/// What was put into the folder by hand came in time; mended and sent again after
/// the deadline it is no late paper.
#[test]
fn a_copy_without_a_receipt_is_registered_by_its_own_date() {
    let office = office();
    let folder = office.path();
    let signed =
        |more: &str| paper("和平区", 2016, more) + "\n天津市和平区人民政府\n2017年1月5日\n";
    write(&folder.join("reports/和平区.md"), &signed(""));
    write(&folder.join("收件/和平区.md"), &signed("另办结12件。"));
    let run = receive(folder, "2017-01-16", &["收件/和平区.md"]);
    assert!(
        run.stdout.contains("补记2017年1月5日收到"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains("[逾期]"), "{}", run.stdout);
    let register = read(&folder.join("plan/register.toml"));
    let (first, second) = (register.find("2017-01-05"), register.find("2017-01-16"));
    assert!(first.is_some() && first < second, "{register}");
    assert_eq!(receipts(folder), 2);
}
