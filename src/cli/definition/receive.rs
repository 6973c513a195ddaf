//! The arguments of `receive`.

use std::path::PathBuf;

use clap::{Command, value_parser};

use super::commands::{command, option, positional};
use super::{Say, date};

pub(super) fn receive(say: Say) -> Command {
    command(
        say,
        "receive",
        "收稿：放进 reports/，登记哪天收到",
        "files what came in and registers the day",
    )
    .override_usage(say.pick(
        "huibian receive <FILE>... [选项]",
        "huibian receive <FILE>... [OPTIONS]",
    ))
    .arg(
        positional(
            say,
            "file",
            "FILE",
            "收到的稿子，.md 或 .txt；同一家的，写在后面的算后来的",
            "what came in, .md or .txt; of one agency's the last is the later",
        )
        .num_args(1..)
        .required(true)
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(
        option(
            say,
            "on",
            "DATE",
            "哪天收到的，默认今天",
            "the day it came in, default today",
        )
        .value_parser(move |text: &str| date(text, say)),
    )
    .arg(option(
        say,
        "note",
        "TEXT",
        "要一并记下的，如 邮件收到",
        "what is to be remembered, such as: by mail",
    ))
}
