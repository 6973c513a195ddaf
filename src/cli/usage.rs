//! What is wrong with the arguments, in the chosen language.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use huibian::emit::terminal::clean;
use huibian::text::Lang;

/// The complaint and where to read on; ends in a newline.
pub fn complaint(error: &Error, lang: Lang) -> String {
    let said = clean(&said(error, lang));
    match lang {
        Lang::Zh => format!("错误: {said}\n用法见 huibian --help\n"),
        Lang::En => format!("error: {said}\nsee huibian --help\n"),
    }
}

fn said(error: &Error, lang: Lang) -> String {
    let one = |kind| one(error, kind);
    let arg = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    match (error.kind(), lang) {
        (ErrorKind::UnknownArgument, _) => unknown(error, &arg, lang),
        (ErrorKind::InvalidSubcommand, _) => {
            let name = one(ContextKind::InvalidSubcommand);
            let near = near(error, ContextKind::SuggestedSubcommand, lang);
            match lang {
                Lang::Zh => format!("没有 {name} 这个命令{near}"),
                Lang::En => format!("there is no command {name}{near}"),
            }
        }
        (ErrorKind::InvalidValue, _) => invalid(error, &arg, &value, lang),
        (ErrorKind::ValueValidation, Lang::Zh) => {
            format!("{arg} 的值“{value}”不对{}", because(error, "："))
        }
        (ErrorKind::ValueValidation, Lang::En) => {
            format!("invalid value {value} for {arg}{}", because(error, ": "))
        }
        (ErrorKind::MissingRequiredArgument, Lang::Zh) => format!("还缺 {arg}"),
        (ErrorKind::MissingRequiredArgument, Lang::En) => format!("missing: {arg}"),
        (ErrorKind::ArgumentConflict, _) => {
            let prior = one(ContextKind::PriorArg);
            match lang {
                Lang::Zh if prior == arg => format!("{arg} 只能写一次"),
                Lang::Zh => format!("{arg} 和 {prior} 不能一起用"),
                Lang::En if prior == arg => format!("{arg} can be given only once"),
                Lang::En => format!("{arg} and {prior} exclude each other"),
            }
        }
        (ErrorKind::MissingSubcommand, Lang::Zh) => "还缺命令".to_owned(),
        (ErrorKind::MissingSubcommand, Lang::En) => "a command is missing".to_owned(),
        (ErrorKind::TooManyValues, Lang::Zh) => format!("{arg} 多了一个值“{value}”"),
        (ErrorKind::TooManyValues, Lang::En) => format!("one value too many for {arg}: {value}"),
        (ErrorKind::InvalidUtf8, Lang::Zh) => "有的参数不是 UTF-8 文字".to_owned(),
        (ErrorKind::InvalidUtf8, Lang::En) => "an argument is no UTF-8 text".to_owned(),
        (kind, Lang::Zh) => format!("参数看不懂（{kind}）"),
        (kind, Lang::En) => format!("cannot understand the arguments ({kind})"),
    }
}

fn unknown(error: &Error, arg: &str, lang: Lang) -> String {
    let near = near(error, ContextKind::SuggestedArg, lang);
    match (arg.starts_with('-'), lang) {
        (true, Lang::Zh) => format!("没有 {arg} 这个选项{near}"),
        (false, Lang::Zh) => format!("多了一个参数“{arg}”"),
        (true, Lang::En) => format!("there is no option {arg}{near}"),
        (false, Lang::En) => format!("one argument too many: {arg}"),
    }
}

fn invalid(error: &Error, arg: &str, value: &str, lang: Lang) -> String {
    let allowed = many(error, ContextKind::ValidValue);
    let near = near(error, ContextKind::SuggestedValue, lang);
    let allowed = match (lang, allowed.is_empty()) {
        (_, true) => String::new(),
        (Lang::Zh, false) => format!("，可以写 {}", allowed.join("、")),
        (Lang::En, false) => format!("; it can be {}", allowed.join(", ")),
    };
    match (lang, value.is_empty()) {
        (Lang::Zh, true) => format!("{arg} 后面还缺一个值{allowed}"),
        (Lang::Zh, false) => format!("{arg} 不能是“{value}”{allowed}{near}"),
        (Lang::En, true) => format!("{arg} needs a value{allowed}"),
        (Lang::En, false) => format!("{arg} cannot be {value}{allowed}{near}"),
    }
}

/// ，是不是 --format？
fn near(error: &Error, kind: ContextKind, lang: Lang) -> String {
    match (many(error, kind).first(), lang) {
        (None, _) => String::new(),
        (Some(near), Lang::Zh) => format!("，是不是 {near}？"),
        (Some(near), Lang::En) => format!("; do you mean {near}?"),
    }
}

fn because(error: &Error, colon: &str) -> String {
    error
        .source()
        .map_or(String::new(), |why| match why.to_string() {
            // The words of the standard library, which knows one language.
            why if why.is_ascii() && colon == "：" => String::new(),
            why => format!("{colon}{why}"),
        })
}

fn one(error: &Error, kind: ContextKind) -> String {
    many(error, kind).join(" ")
}

fn many(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}
