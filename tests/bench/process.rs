//! Whole processes and what they cost.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where cargo puts the program, built for the benchmark or for use.
const HUIBIAN: &str = env!("CARGO_BIN_EXE_huibian");

/// Builds the program as people have it. The one that cargo builds with a benchmark
/// shares the features of the tests' crates, lies otherwise in memory and is some
/// hundredths slower.
pub fn build() {
    let target = Path::new(HUIBIAN).ancestors().nth(2);
    let built = Command::new(env!("CARGO"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["build", "--release", "--locked", "--target-dir"])
        .arg(target.expect("a folder of builds"))
        .status();
    assert!(
        built.is_ok_and(|status| status.success()),
        "the program is built"
    );
}

/// A command that is run again and again.
pub struct Run {
    folder: PathBuf,
    program: PathBuf,
    args: Vec<String>,
    times: u32,
}

/// What one run cost.
pub struct Cost {
    /// Seconds of processor time, in the program and in the kernel.
    pub cpu: f64,
    /// Seconds by the clock.
    pub wall: f64,
    /// The most memory it held, in MiB.
    pub memory: f64,
}

impl Cost {
    pub const CPU: fn(&Cost) -> f64 = |cost| cost.cpu;
    pub const WALL: fn(&Cost) -> f64 = |cost| cost.wall;
}

impl Run {
    /// `huibian ARGS` in `folder`.
    pub fn huibian(folder: &Path, args: &[&str]) -> Self {
        Run::new(folder, HUIBIAN.into(), args)
    }

    /// The bare loop over the reports of `folder`.
    pub fn bare(folder: &Path, what: &str) -> Self {
        Run::bare_in(&folder.join("reports"), what)
    }

    /// The bare loop over the files of `folder`.
    pub fn bare_in(folder: &Path, what: &str) -> Self {
        let own = std::env::current_exe().expect("this program");
        let path = folder.to_str().expect("a plain name");
        Run::new(folder, own, &["bare", what, path])
    }

    fn new(folder: &Path, program: PathBuf, args: &[&str]) -> Self {
        Run {
            folder: folder.to_owned(),
            program,
            args: args.iter().map(|&arg| arg.to_owned()).collect(),
            times: 1,
        }
    }

    /// The same, run that often in a row.
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Runs it and says what it cost.
    pub fn cost(&self) -> Cost {
        let (before, start) = (spent_by_children(), Instant::now());
        let mut memory: f64 = 0.0;
        for _ in 0..self.times {
            let mut child = Command::new(&self.program)
                .current_dir(&self.folder)
                .args(&self.args)
                .env("SOURCE_DATE_EPOCH", "1484524800")
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the program starts");
            memory = memory.max(watch(&mut child, self.times == 1));
        }
        Cost {
            cpu: spent_by_children() - before,
            wall: start.elapsed().as_secs_f64(),
            memory,
        }
    }
}

/// Waits for the end of `child`, looking at its peak memory on the way.
fn watch(child: &mut Child, closely: bool) -> f64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak: f64 = 0.0;
    while closely && child.try_wait().expect("a child").is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let held = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        peak = peak.max(held.unwrap_or(0.0) / 1024.0);
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait().expect("a child");
    peak
}

/// The processor time of all children waited for, in seconds: what the scheduler
/// gave them, not how often a clock tick met them running.
#[cfg(unix)]
fn spent_by_children() -> f64 {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("getrusage(2)");
    let spent = usage.user_time() + usage.system_time();
    spent.num_microseconds() as f64 / 1e6
}

#[cfg(not(unix))]
fn spent_by_children() -> f64 {
    f64::NAN
}
