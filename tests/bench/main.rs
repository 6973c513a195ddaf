//! `cargo bench`: how dear huibian is beside a bare loop that only reads and
//! parses (or prints) the same files with the same options.
//!
//! `cargo bench -- [REPORTS]` makes an office of that many reports (10,000)
//! of about 10 KB, with a plan and a roster that has them all, and runs every
//! pair in turn, seven times: the machine may be noisy, so only the medians of
//! the ratios count. `cargo bench -- office FOLDER REPORTS` only makes the office.
//! CPU time is that of whole processes, user and system (getrusage(2)), memory the
//! peak resident set (proc(5): VmHWM).

#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark reads the clock, files and the environment, and prints"
)]

mod office;
mod process;

use std::path::Path;

use process::{Cost, Run};

/// Counted runs of every pair; the first, uncounted, warms the file cache.
const ROUNDS: usize = 7;
/// How much longer the reports are whose checking should need no more memory.
const LONG: usize = 4;

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["bare", what, folder] => bare(what, Path::new(folder)),
        ["office", folder, reports] => {
            office::build(Path::new(folder), reports.parse().expect("a number"), 1);
        }
        ref given => {
            let reports = given.iter().find_map(|word| word.parse().ok());
            race(reports.unwrap_or(10_000));
        }
    }
}

/// The loop that is the measure: reads each file, parses it, and prints it as
/// HTML where `what` says so.
fn bare(what: &str, folder: &Path) {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let options = huibian::report::tree::options();
    let mut bytes = 0;
    let mut page = String::new();
    for path in paths {
        let text = std::fs::read_to_string(path).expect("a report");
        let arena = comrak::Arena::new();
        let root = comrak::parse_document(&arena, &text, &options);
        bytes += text.len();
        if what == "html" {
            comrak::format_html(root, &options, &mut page).expect("a string takes all");
        }
    }
    if what == "html" {
        std::fs::write(folder.with_file_name("bare.html"), &page).expect("a page");
    }
    println!("{bytes} bytes read, {} printed", page.len());
}

fn race(reports: usize) {
    process::build();
    let office = tempfile::tempdir().expect("a temporary folder");
    let small = tempfile::tempdir().expect("a temporary folder");
    let bytes = office::build(office.path(), reports, 1);
    office::build(small.path(), reports / 10, 1);
    println!(
        "{reports} reports of {:.1} KB, {:.0} MB in all; medians of {ROUNDS} interleaved rounds",
        bytes as f64 / reports as f64 / 1e3,
        bytes as f64 / 1e6
    );
    println!("{:<46} {:>8} {:>7} {:>7}", "", "median", "least", "most");
    let at = office.path();
    let huibian = |args: &[&str]| Run::huibian(at, args);
    let parse = Run::bare(at, "parse");
    let html = Run::bare(at, "html");
    let check = huibian(&["check", "--format", "short", "--jobs", "1"]);
    pair("check : read and parse, CPU", &check, &parse, Cost::CPU);
    pair(
        "status : read and parse, CPU",
        &huibian(&["status", "--jobs", "1"]),
        &parse,
        Cost::CPU,
    );
    let page = huibian(&["compile", "--format", "html", "--jobs", "1"]);
    pair(
        "compile to HTML : read, parse and print, CPU",
        &page,
        &html,
        Cost::CPU,
    );
    let all = huibian(&["compile", "--jobs", "1"]);
    pair(
        "compile to all four : the same, CPU",
        &all,
        &html,
        Cost::CPU,
    );
    let two = huibian(&["check", "--format", "short", "--jobs", "2"]);
    pair("check, one thread : two, time", &check, &two, Cost::WALL);
    let all_two = huibian(&["compile", "--jobs", "2"]);
    pair(
        "compile, one thread : two, time",
        &all,
        &all_two,
        Cost::WALL,
    );
    let tenth = Run::huibian(small.path(), &["check", "--format", "short", "--jobs", "1"]);
    pair(
        "check, all : a tenth of the reports, CPU",
        &check,
        &tenth,
        Cost::CPU,
    );
    let tenth = Run::huibian(small.path(), &["compile", "--jobs", "1"]);
    pair(
        "compile, all : a tenth of the reports, CPU",
        &all,
        &tenth,
        Cost::CPU,
    );
    one_draft();
    let [checked, compiled] = [check, all].map(|run| run.cost().memory);
    let written = office::size(&at.join("out"));
    println!("memory of check        {:>8.0} MiB", checked);
    let long = tempfile::tempdir().expect("a temporary folder");
    let bytes_of_long = office::build(long.path(), reports, LONG);
    let check = Run::huibian(long.path(), &["check", "--format", "short", "--jobs", "1"]);
    println!(
        "memory of check        {:>8.0} MiB, reports {:.1} times as long",
        check.cost().memory,
        bytes_of_long as f64 / bytes as f64
    );
    println!(
        "memory of compile      {compiled:>8.0} MiB, input {:.0} MiB, output {:.0} MiB",
        bytes as f64 / 1048576.0,
        written as f64 / 1048576.0
    );
}

/// One draft of an office of fifty, against starting the program and parsing
/// draft and plan; many of each, as one is over in a few milliseconds.
fn one_draft() {
    let office = tempfile::tempdir().expect("a temporary folder");
    office::build(office.path(), 50, 1);
    let draft = office.path().join("draft");
    std::fs::create_dir(&draft).expect("a folder");
    for (from, name) in [
        ("reports/0000.md", "0000.md"),
        ("plan/tasks.toml", "tasks.md"),
    ] {
        std::fs::copy(office.path().join(from), draft.join(name)).expect("a copy");
    }
    let check = Run::huibian(office.path(), &["check", "reports/0000.md"]).times(100);
    let version = Run::huibian(office.path(), &["--version"]).times(100);
    let parse = Run::bare_in(&draft, "parse").times(100);
    let mut ratios = Vec::new();
    for round in 0..=ROUNDS {
        let (check, base) = (check.cost().cpu, version.cost().cpu + parse.cost().cpu);
        if round > 0 {
            ratios.push(check / base);
        }
    }
    print("one draft : --version and a bare parse, CPU", ratios);
}

fn pair(name: &str, one: &Run, other: &Run, of: fn(&Cost) -> f64) {
    let mut ratios = Vec::new();
    for round in 0..=ROUNDS {
        let (one, other) = (one.cost(), other.cost());
        if round > 0 {
            ratios.push(of(&one) / of(&other));
        }
    }
    print(name, ratios);
}

fn print(name: &str, mut ratios: Vec<f64>) {
    ratios.sort_by(f64::total_cmp);
    let [least, median, most] = [0, ratios.len() / 2, ratios.len() - 1].map(|at| ratios[at]);
    println!("{name:<46} {median:>8.2} {least:>7.2} {most:>7.2}");
}
