//! `check` as clap is told it.

use clap::{ArgAction, ArgGroup, Command};
use huibian::emit::Format;

use super::commands::{command, flag, option, paths};
use super::{Say, output};

/// `check` with its arguments.
pub(super) fn check(say: Say) -> Command {
    command(
        say,
        "check",
        "查稿：缺什么、在哪里、怎么改",
        "judges drafts: what is missing, where, what to type",
    )
    .override_usage(say.pick(
        "huibian check [PATH]... [选项]",
        "huibian check [PATH]... [OPTIONS]",
    ))
    .arg(paths(say))
    .arg(
        option(
            say,
            "format",
            "FORMAT",
            "human、short、json、sarif、github、gitlab、junit，默认 human",
            "human, short, json, sarif, github, gitlab, junit; default human",
        )
        .value_parser(Format::ALL.map(|(name, _)| name)),
    )
    .arg(
        option(
            say,
            "output",
            "FORMAT=FILE",
            "另把一种格式写进文件；可重复",
            "writes a format to a file as well; repeatable",
        )
        .action(ArgAction::Append)
        .value_parser(move |text: &str| output(text, say)),
    )
    .arg(
        option(
            say,
            "deny",
            "WHAT",
            "也算错误：warnings、hints 或规则名；可重复",
            "make errors of warnings, of hints, or of a rule; repeatable",
        )
        .action(ArgAction::Append),
    )
    .arg(
        option(
            say,
            "only",
            "RULE",
            "只查这条规则；可重复",
            "only this rule; repeatable",
        )
        .action(ArgAction::Append),
    )
    .arg(flag(
        say,
        "hints",
        "提示也逐条列出",
        "show hints one by one",
    ))
    .arg(flag(
        say,
        "outline",
        "先列出稿子读成了什么样",
        "show the draft as it was understood",
    ))
    .arg(flag(
        say,
        "fix",
        "能代劳的改进文件（标准输入：改好的写到标准输出）",
        "mend in the files what can be mended for you\n(standard input: the mended text goes to standard output)",
    ))
    .arg(
        flag(
            say,
            "unsafe-fixes",
            "要人看过的也改",
            "also what a person should look at afterwards",
        )
        .requires("mending"),
    )
    .arg(
        flag(
            say,
            "diff",
            "只列出 --fix 会怎么改，什么都不写；退出码照旧",
            "show what --fix would do, write nothing; exit code as ever",
        )
        .conflicts_with_all(["format", "output", "outline"]),
    )
    .group(ArgGroup::new("mending").args(["fix", "diff"]).multiple(true))
}
