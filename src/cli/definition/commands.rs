//! The commands with their arguments.

use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};
use clap_complete::Shell;

use super::chase::{notices, status};
use super::check::check;
use super::compile::compile;
use super::receive::receive;
use super::{Say, date};

/// The commands in the order of the work.
pub(super) fn all(say: Say) -> [Command; 11] {
    [
        parse(say),
        tasks(say),
        new(say),
        check(say),
        receive(say),
        compile(say),
        status(say),
        notices(say),
        explain(say),
        completions(say),
        man(say),
    ]
}

pub(super) fn command(say: Say, name: &'static str, zh: &'static str, en: &'static str) -> Command {
    Command::new(name).about(say.pick(zh, en))
}

pub(super) fn positional(
    say: Say,
    name: &'static str,
    value: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Arg {
    Arg::new(name)
        .value_name(value)
        .help(say.pick(zh, en))
        .help_heading(say.pick("参数", "Arguments"))
}

pub(super) fn option(
    say: Say,
    name: &'static str,
    value: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .help(say.pick(zh, en))
        .help_heading(say.pick("选项", "Options"))
        .hide_possible_values(true)
}

pub(super) fn flag(say: Say, name: &'static str, zh: &'static str, en: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(say.pick(zh, en))
        .help_heading(say.pick("选项", "Options"))
}

pub(super) fn paths(say: Say) -> Arg {
    positional(
        say,
        "path",
        "PATH",
        "文件或文件夹，默认 reports/；- 是标准输入",
        "files or folders, default reports/; - is standard input",
    )
    .num_args(0..)
    .value_parser(value_parser!(PathBuf))
}

pub(super) fn out(say: Say, zh: &'static str, en: &'static str) -> Arg {
    option(say, "out", "DIR", zh, en)
        .short('o')
        .value_parser(value_parser!(PathBuf))
}

fn parse(say: Say) -> Command {
    command(
        say,
        "parse",
        "读行动计划，写 plan/tasks.toml",
        "reads the plan, writes plan/tasks.toml",
    )
    .override_usage(say.pick(
        "huibian parse <PLAN.txt> [选项]",
        "huibian parse <PLAN.txt> [OPTIONS]",
    ))
    .arg(
        positional(say, "text", "PLAN.txt", "行动计划的文本", "the plan's text")
            .required(true)
            .value_parser(value_parser!(PathBuf)),
    )
    .arg(out(
        say,
        "写到哪个文件夹，默认 plan/",
        "the folder written to, default plan/",
    ))
    .arg(option(
        say,
        "title",
        "T",
        "计划的标题，文本里没有时用",
        "the title, where the text has none",
    ))
    .arg(
        option(
            say,
            "year",
            "Y",
            "计划的年度，文本里没有时用",
            "the year, where the text has none",
        )
        .value_parser(value_parser!(i32).range(1900..=2999)),
    )
    .arg(
        option(
            say,
            "deadline",
            "DATE",
            "报送期限，如 2017-01-10",
            "the deadline, such as 2017-01-10",
        )
        .value_parser(move |text: &str| date(text, say)),
    )
    .arg(flag(
        say,
        "force",
        "替换已有的 tasks.toml",
        "replace tasks.toml",
    ))
    .arg(
        flag(
            say,
            "update",
            "并入新读到的，保留手工改动",
            "take over what is new, keep changes by hand",
        )
        .conflicts_with("force"),
    )
    .arg(
        option(
            say,
            "format",
            "FORMAT",
            "human、json，默认 human",
            "human, json; default human",
        )
        .value_parser(["human", "json"]),
    )
}

fn tasks(say: Say) -> Command {
    command(
        say,
        "tasks",
        "任务分解表：哪家单位负责哪几项",
        "who owes which items and measures",
    )
    .override_usage(say.pick("huibian tasks [选项]", "huibian tasks [OPTIONS]"))
    .arg(option(
        say,
        "agency",
        "NAME",
        "只列这一家的任务",
        "only this agency's",
    ))
    .arg(
        option(
            say,
            "format",
            "FORMAT",
            "md、csv、html，默认 md",
            "md, csv, html; default md",
        )
        .value_parser(["md", "csv", "html"]),
    )
}

fn new(say: Say) -> Command {
    command(
        say,
        "new",
        "给单位生成总结的空稿",
        "writes drafts with an agency's own items laid out",
    )
    .override_usage(say.pick(
        "huibian new <AGENCY>... | --all [选项]",
        "huibian new <AGENCY>... | --all [OPTIONS]",
    ))
    .arg(
        positional(
            say,
            "agency",
            "AGENCY",
            "单位名，如 市教委",
            "names, such as 市教委",
        )
        .num_args(1..)
        .required_unless_present("all"),
    )
    .arg(
        flag(
            say,
            "all",
            "每家一份，已有的跳过",
            "one for each, existing ones are skipped",
        )
        .conflicts_with("agency"),
    )
    .arg(out(
        say,
        "写到哪个文件夹，默认 reports/",
        "the folder written to, default reports/",
    ))
}

fn explain(say: Say) -> Command {
    command(
        say,
        "explain",
        "讲一条规则：要什么，为什么，正反例",
        "what a rule wants and why, with examples",
    )
    .override_usage(say.pick(
        "huibian explain [RULE] [选项]",
        "huibian explain [RULE] [OPTIONS]",
    ))
    .arg(positional(
        say,
        "rule",
        "RULE",
        "规则的英文名或中文短名；不写就全部列出",
        "its name or Chinese short name; without one, the list",
    ))
}

fn completions(say: Say) -> Command {
    command(
        say,
        "completions",
        "给命令行补全用的脚本",
        "a completion script for a shell",
    )
    .override_usage("huibian completions <SHELL>")
    .arg(
        Arg::new("shell")
            .value_name("SHELL")
            .required(true)
            .help(say.pick(
                "bash、elvish、fish、powershell、zsh 之一",
                "one of bash, elvish, fish, powershell, zsh",
            ))
            .hide_possible_values(true)
            .value_parser(value_parser!(Shell)),
    )
}

fn man(say: Say) -> Command {
    command(say, "man", "手册页（roff）", "the manual page (roff)").override_usage("huibian man")
}
