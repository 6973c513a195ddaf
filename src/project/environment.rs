//! What surrounds the program: arguments, language, today, the terminal.
#![expect(
    clippy::disallowed_methods,
    reason = "part of the one module that may touch the clock and the environment"
)]

use std::ffi::OsString;
use std::io::IsTerminal;

use anyhow::{Result, bail};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::text::Lang;

/// The arguments, the program's name first.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// The language of the environment: LC_ALL, LC_MESSAGES, LANG, the first that
/// is not empty; English for en…, else Chinese.
pub fn language() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .filter_map(std::env::var_os)
        .find(|value| !value.is_empty());
    let english = set.is_some_and(|value| {
        let value = value.to_string_lossy();
        value
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("en"))
    });
    match english {
        true => Lang::En,
        false => Lang::Zh,
    }
}

/// Today in +08:00; or the day of SOURCE_DATE_EPOCH, in +08:00 as well.
///
/// # Errors
/// When SOURCE_DATE_EPOCH is set and no number of seconds.
pub fn today(lang: Lang) -> Result<NaiveDate> {
    let now = match std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) {
        None => Some(Utc::now()),
        Some(value) => value
            .to_str()
            .and_then(|value| value.trim().parse().ok())
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
    };
    let beijing = now.and_then(|now| now.checked_add_signed(TimeDelta::hours(8)));
    match (beijing, lang) {
        (Some(now), _) => Ok(now.date_naive()),
        (None, Lang::Zh) => bail!("环境变量 SOURCE_DATE_EPOCH 不是秒数"),
        (None, Lang::En) => bail!("SOURCE_DATE_EPOCH is no number of seconds"),
    }
}

/// Whether standard output is a terminal.
pub fn is_terminal() -> bool {
    std::io::stdout().is_terminal()
}

/// Whether standard error is a terminal.
pub fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// Whether colours are asked not to be used: NO_COLOR is set and not empty, or
/// the terminal is a dumb one.
pub fn refuses_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb")
}

/// The width of a page in cells: the terminal's, from 40 to 120; 80 where
/// standard output is none.
pub fn width() -> usize {
    let terminal = terminal_size::terminal_size_of(std::io::stdout());
    terminal
        .map_or(80, |(width, _)| usize::from(width.0))
        .clamp(40, 120)
}
