//! `status` and `notices`: whom the office waits for, and what it writes to them.

use clap::{ArgAction, Command};

use super::commands::{command, option, out, paths};
use super::{Say, date};

pub(super) fn status(say: Say) -> Command {
    command(
        say,
        "status",
        "谁报了，谁没报，谁要退改",
        "who has reported, who is due, late, missing",
    )
    .override_usage(say.pick(
        "huibian status [PATH]... [选项]",
        "huibian status [PATH]... [OPTIONS]",
    ))
    .arg(paths(say))
    .arg(
        option(
            say,
            "format",
            "FORMAT",
            "human、md、json，默认 human",
            "human, md, json; default human",
        )
        .value_parser(["human", "md", "json"]),
    )
}

pub(super) fn notices(say: Say) -> Command {
    command(
        say,
        "notices",
        "写退改意见单、催报函、通报",
        "writes the letters: what to mend, who is to report",
    )
    .override_usage(say.pick(
        "huibian notices [PATH]... [选项]",
        "huibian notices [PATH]... [OPTIONS]",
    ))
    .arg(paths(say))
    .arg(out(
        say,
        "写到哪个文件夹，默认 out/notices/",
        "the folder written to, default out/notices/",
    ))
    .arg(
        option(
            say,
            "reply-by",
            "DATE",
            "请对方哪天前报来；不写就空着“  月  日”",
            "by when an answer is asked for; else left open",
        )
        .value_parser(move |text: &str| date(text, say)),
    )
    .arg(
        option(
            say,
            "format",
            "FORMAT",
            "md、html，逗号隔开，默认都要",
            "md, html, by commas; default both",
        )
        .value_parser(["md", "html"])
        .value_delimiter(',')
        .action(ArgAction::Append),
    )
}
