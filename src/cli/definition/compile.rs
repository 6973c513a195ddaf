//! `compile` as clap is told it.

use clap::{Arg, ArgAction, Command, value_parser};

use super::Say;
use super::commands::{command, flag, option, out, paths};

/// `compile` with its arguments.
pub(super) fn compile(say: Say) -> Command {
    command(say, "compile", "成卷", "binds the volume")
        .override_usage(say.pick(
            "huibian compile [PATH]... [选项]",
            "huibian compile [PATH]... [OPTIONS]",
        ))
        .arg(paths(say))
        .arg(out(
            say,
            "写到哪个文件夹，默认 out/",
            "the folder written to, default out/",
        ))
        .arg(
            option(
                say,
                "format",
                "FORMAT",
                "html、md、json、csv，逗号隔开，默认都要",
                "html, md, json, csv, by commas; default all",
            )
            .value_parser(["html", "md", "json", "csv"])
            .value_delimiter(',')
            .action(ArgAction::Append),
        )
        .arg(
            option(
                say,
                "by",
                "ORDER",
                "编排：item 按任务，agency 按单位；默认 item",
                "order: item, agency; default item",
            )
            .value_parser(["item", "agency"]),
        )
        .args(lead(say))
        .arg(flag(
            say,
            "strict",
            "有缺、迟、拒、误就不写",
            "write nothing unless all are in and right",
        ))
}

/// The options for working papers instead of the volume.
fn lead(say: Say) -> [Arg; 2] {
    let agency = option(
        say,
        "agency",
        "NAME",
        "不出汇编，出这家牵头各项的底稿，可写几次",
        "no volume but a paper on what it leads; repeatable",
    );
    let item = option(
        say,
        "item",
        "N",
        "不出汇编，出第 N 项的底稿，可写几次",
        "no volume but a paper on item N; repeatable",
    );
    [
        agency.action(ArgAction::Append).conflicts_with("by"),
        item.action(ArgAction::Append)
            .value_parser(value_parser!(u32))
            .conflicts_with("by"),
    ]
}
