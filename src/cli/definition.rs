//! The command line as clap is told it, in the chosen language.

mod chase;
mod check;
mod commands;
mod compile;
mod receive;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Arg, ArgAction, Command, value_parser};
use huibian::emit::Format;
use huibian::text::Lang;
use huibian::text::date::{Date, leading};

/// The whole command line.
pub fn huibian(lang: Lang) -> Command {
    let say = Say(lang);
    let command = Command::new("huibian")
        .bin_name("huibian")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say.pick(
            "汇编：年终总结的编译器。读入行动计划，查各单位的稿子，编成一卷。",
            "Compiles year-end summaries: reads the plan, checks drafts, binds the volume.",
        ))
        .override_usage(say.pick("huibian <命令> [选项]", "huibian <COMMAND> [OPTIONS]"))
        .subcommand_help_heading(say.pick("命令", "Commands"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .after_help(say.pick(
            "\
先后顺序：huibian parse 计划.txt，huibian new --all，各单位写稿，
huibian check 自查，huibian receive 收稿，huibian status 看进度，
huibian notices 写信，huibian compile 成卷。

退出码：0 没有错误；1 有错误，或按要求没有写；
        2 没能做成（参数、文件、计划有问题）。",
            "\
In this order: huibian parse PLAN.txt, huibian new --all, agencies write,
huibian check their drafts, huibian receive what they send, huibian status
and notices while chasing, huibian compile.

Exit codes: 0 no errors; 1 errors found, or refused to write; 2 could not work.",
        ));
    let commands = commands::all(say).map(|command| dress(command, say));
    dress(command, say).args(globals(say)).subcommands(commands)
}

/// The chosen language, at hand where texts are written.
#[derive(Clone, Copy)]
pub(super) struct Say(Lang);

impl Say {
    pub(super) fn pick(self, zh: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

/// What clap would otherwise say in English.
fn dress(command: Command, say: Say) -> Command {
    command
        .args_override_self(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .help_template(say.pick(
            "{about-with-newline}\n用法: {usage}\n\n{all-args}{after-help}",
            "{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}",
        ))
}

fn globals(say: Say) -> Vec<Arg> {
    let heading = say.pick("通用选项", "Global options");
    let option = |name: &'static str, value: &'static str, zh, en| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .hide_possible_values(true)
            .help(say.pick(zh, en))
    };
    let args = [
        option(
            "root",
            "DIR",
            "项目文件夹；默认往上找有 plan/tasks.toml 的那一层",
            "project folder; default: where plan/tasks.toml is",
        )
        .short('C')
        .value_parser(value_parser!(PathBuf)),
        option(
            "plan",
            "DIR",
            "计划文件夹，默认 plan/",
            "the plan folder, default plan/",
        )
        .value_parser(value_parser!(PathBuf)),
        option(
            "templates",
            "DIR",
            "模板文件夹，其中的文件替换内置的同名模板",
            "templates; a file there replaces the built-in one",
        )
        .value_parser(value_parser!(PathBuf)),
        option(
            "lang",
            "LANG",
            "提示用的语言：zh、en；成卷总用中文",
            "language of messages: zh, en",
        )
        .value_parser(["zh", "en"]),
        option(
            "color",
            "WHEN",
            "颜色：auto、always、never",
            "colours: auto, always, never",
        )
        .value_parser(["auto", "always", "never"]),
        Arg::new("quiet")
            .short('q')
            .long("quiet")
            .action(ArgAction::SetTrue)
            .help(say.pick("只说查出的问题", "findings only")),
        option(
            "as-of",
            "DATE",
            "以哪一天为今天，如 2017-01-16",
            "what day is today, such as 2017-01-16",
        )
        .value_parser(move |text: &str| date(text, say)),
        option(
            "jobs",
            "N",
            "同时读几份，默认一个核一份",
            "how many reports at a time, default one a core",
        )
        .value_parser(move |text: &str| jobs(text, say)),
        Arg::new("help")
            .short('h')
            .long("help")
            .action(ArgAction::Help)
            .help(say.pick("显示帮助", "show this help")),
    ];
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(say.pick("显示版本", "show the version"))
        .help_heading(heading);
    args.into_iter()
        .map(|arg| arg.global(true).help_heading(heading))
        .chain([version])
        .collect()
}

pub(super) fn date(text: &str, say: Say) -> Result<NaiveDate, String> {
    match leading(text.trim()) {
        Some((Date::Day(day), length)) if length == text.trim().len() => Ok(day),
        _ => Err(say
            .pick(
                "要写成日期，如 2017-01-10",
                "write a date, such as 2017-01-10",
            )
            .to_owned()),
    }
}

fn jobs(text: &str, say: Say) -> Result<usize, String> {
    match text.parse() {
        Ok(jobs @ 1..=256) => Ok(jobs),
        _ => Err(say
            .pick("要写 1 到 256 的整数", "a number from 1 to 256 is meant")
            .to_owned()),
    }
}

/// `FORMAT=FILE`.
pub(super) fn output(text: &str, say: Say) -> Result<(Format, PathBuf), String> {
    let parts = text.split_once('=').filter(|(_, file)| !file.is_empty());
    parts
        .and_then(|(name, file)| Some((Format::named(name)?, PathBuf::from(file))))
        .ok_or_else(|| {
            let names = Format::ALL.map(|(name, _)| name).join(say.pick("、", ", "));
            let rule = say.pick("写成 格式=文件，格式是", "write FORMAT=FILE, FORMAT one of");
            format!("{rule} {names}")
        })
}
