//! The command line as plain data.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::ArgMatches;
use clap::error::ErrorKind;
use clap_complete::Shell;
use huibian::emit::Format;
use huibian::plan::table::Form;
use huibian::text::Lang;

use super::{definition, usage};

/// What was asked for.
#[derive(Debug)]
pub struct Options {
    /// The language of messages.
    pub lang: Lang,
    /// `--root`.
    pub root: Option<PathBuf>,
    /// `--plan`.
    pub plan: Option<PathBuf>,
    /// `--templates`.
    pub templates: Option<PathBuf>,
    /// `--color`.
    pub color: Color,
    /// `--quiet`.
    pub quiet: bool,
    /// `--as-of`.
    pub as_of: Option<NaiveDate>,
    /// `--jobs`.
    pub jobs: Option<usize>,
    /// The command.
    pub command: Command,
}

/// When colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// On a terminal, unless the environment refuses them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug)]
pub enum Command {
    /// Plan text to plan/tasks.toml.
    Parse(Parse),
    /// The 任务分解表.
    Tasks(Tasks),
    /// Drafts to be filled in.
    New(New),
    /// Judges drafts.
    Check(Check),
    /// Files what came in.
    Receive(Receive),
    /// Binds the volume.
    Compile(Compile),
    /// Who has reported.
    Status(Status),
    /// Letters to agencies.
    Notices(Notices),
    /// What a rule wants.
    Explain(Option<String>),
    /// Completions for a shell.
    Completions(Shell),
    /// The manual page.
    Man,
}

/// `parse`.
#[derive(Debug)]
pub struct Parse {
    /// The plan's text.
    pub text: PathBuf,
    /// The folder written to.
    pub out: Option<PathBuf>,
    /// The title, where the text has none.
    pub title: Option<String>,
    /// The year, where the text has none.
    pub year: Option<i32>,
    /// The deadline.
    pub deadline: Option<NaiveDate>,
    /// Replace what is there.
    pub force: bool,
    /// Take over what is new, keep what was changed by hand.
    pub update: bool,
    /// JSON instead of a page.
    pub json: bool,
}

/// `tasks`.
#[derive(Debug)]
pub struct Tasks {
    /// Only this agency's.
    pub agency: Option<String>,
    /// The form of the table.
    pub form: Form,
}

/// `new`.
#[derive(Debug)]
pub struct New {
    /// For these agencies.
    pub agencies: Vec<String>,
    /// For all.
    pub all: bool,
    /// The folder written to.
    pub out: Option<PathBuf>,
}

/// `check`.
#[derive(Debug)]
pub struct Check {
    /// What is checked.
    pub paths: Vec<PathBuf>,
    /// The format.
    pub format: Format,
    /// Further formats, each with the file it is written to.
    pub output: Vec<(Format, PathBuf)>,
    /// What is raised to an error.
    pub deny: Vec<String>,
    /// The only rules that count.
    pub only: Vec<String>,
    /// Show hints one by one.
    pub hints: bool,
    /// Show the draft as understood.
    pub outline: bool,
    /// What is mended.
    pub mend: Mend,
}

/// What `check` does about what it can mend.
#[derive(Debug, Clone, Copy)]
pub struct Mend {
    /// Write it.
    pub fix: bool,
    /// Show it and write nothing.
    pub diff: bool,
    /// What a person should look at too.
    pub risky: bool,
}

/// `receive`.
#[derive(Debug)]
pub struct Receive {
    /// What came in.
    pub files: Vec<PathBuf>,
    /// When.
    pub on: Option<NaiveDate>,
    /// What is to be remembered of it.
    pub note: Option<String>,
}

/// `compile`.
#[derive(Debug)]
pub struct Compile {
    /// What is bound.
    pub paths: Vec<PathBuf>,
    /// The folder written to.
    pub out: Option<PathBuf>,
    /// The formats: html, md, json, csv.
    pub formats: Vec<String>,
    /// Bound agency by agency.
    pub by_agency: bool,
    /// Instead of the volume, working papers for these lead agencies.
    pub agencies: Vec<String>,
    /// Instead of the volume, working papers on these items.
    pub items: Vec<u32>,
    /// Write nothing unless everything is in order.
    pub strict: bool,
}

/// `status`.
#[derive(Debug)]
pub struct Status {
    /// What is counted.
    pub paths: Vec<PathBuf>,
    /// The format.
    pub format: StatusFormat,
}

/// `notices`.
#[derive(Debug)]
pub struct Notices {
    /// What is judged.
    pub paths: Vec<PathBuf>,
    /// The folder written to.
    pub out: Option<PathBuf>,
    /// The day by which an answer is asked for.
    pub reply_by: Option<NaiveDate>,
    /// The formats: md, html.
    pub formats: Vec<String>,
}

/// The formats of `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFormat {
    /// For a terminal.
    Human,
    /// Markdown.
    Markdown,
    /// For machines.
    Json,
}

/// What is said instead of doing work: help, the version, or what is wrong
/// with the arguments.
#[derive(Debug)]
pub struct Answer {
    text: String,
    failed: bool,
}

impl Answer {
    /// Says it: help on standard output (0), a fault on standard error (2).
    pub fn give(self) -> ExitCode {
        // Nobody to read it is no failure.
        let _ = match self.failed {
            true => std::io::stderr().write_all(self.text.as_bytes()),
            false => std::io::stdout().write_all(self.text.as_bytes()),
        };
        ExitCode::from(if self.failed { 2 } else { 0 })
    }
}

/// The language `--lang` asks for, read before anything else is.
pub fn language(arguments: &[OsString]) -> Option<Lang> {
    let words = arguments.iter().skip(1).map(|word| word.to_string_lossy());
    let words: Vec<_> = words.take_while(|word| word != "--").collect();
    let at = words
        .iter()
        .position(|word| word == "--lang" || word.starts_with("--lang="))?;
    let word = words.get(at)?;
    let value = match word.strip_prefix("--lang=") {
        Some(value) => value,
        None => words.get(at + 1)?,
    };
    match value {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The options in `arguments`, or what to say instead.
pub fn read(arguments: &[OsString], lang: Lang) -> Result<Options, Answer> {
    let matches = definition::huibian(lang)
        .try_get_matches_from(arguments)
        .map_err(|error| answer(&error, lang))?;
    let color = match text(&matches, "color").as_deref() {
        Some("always") => Color::Always,
        Some("never") => Color::Never,
        _ => Color::Auto,
    };
    let command = matches
        .subcommand()
        .and_then(|(name, matches)| command(name, matches))
        .ok_or_else(|| Answer {
            text: definition::huibian(lang).render_help().to_string(),
            failed: true,
        })?;
    Ok(Options {
        lang,
        root: path(&matches, "root"),
        plan: path(&matches, "plan"),
        templates: path(&matches, "templates"),
        color,
        quiet: matches.get_flag("quiet"),
        as_of: matches.get_one("as-of").copied(),
        jobs: matches.get_one("jobs").copied(),
        command,
    })
}

fn answer(error: &clap::Error, lang: Lang) -> Answer {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Answer {
            text: error.render().to_string(),
            failed: false,
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Answer {
            text: error.render().to_string(),
            failed: true,
        },
        _ => Answer {
            text: usage::complaint(error, lang),
            failed: true,
        },
    }
}

fn command(name: &str, matches: &ArgMatches) -> Option<Command> {
    Some(match name {
        "parse" => Command::Parse(Parse {
            text: path(matches, "text")?,
            out: path(matches, "out"),
            title: text(matches, "title"),
            year: matches.get_one("year").copied(),
            deadline: matches.get_one("deadline").copied(),
            force: matches.get_flag("force"),
            update: matches.get_flag("update"),
            json: text(matches, "format").as_deref() == Some("json"),
        }),
        "tasks" => Command::Tasks(Tasks {
            agency: text(matches, "agency"),
            form: match text(matches, "format").as_deref() {
                Some("csv") => Form::Csv,
                Some("html") => Form::Html,
                _ => Form::Markdown,
            },
        }),
        "new" => Command::New(New {
            agencies: all(matches, "agency"),
            all: matches.get_flag("all"),
            out: path(matches, "out"),
        }),
        "check" => Command::Check(Check {
            paths: all(matches, "path"),
            format: text(matches, "format")
                .and_then(|name| Format::named(&name))
                .unwrap_or(Format::Human),
            output: all(matches, "output"),
            deny: all(matches, "deny"),
            only: all(matches, "only"),
            hints: matches.get_flag("hints"),
            outline: matches.get_flag("outline"),
            mend: Mend {
                fix: matches.get_flag("fix"),
                diff: matches.get_flag("diff"),
                risky: matches.get_flag("unsafe-fixes"),
            },
        }),
        "receive" => Command::Receive(Receive {
            files: all(matches, "file"),
            on: matches.get_one("on").copied(),
            note: text(matches, "note"),
        }),
        "compile" => Command::Compile(Compile {
            paths: all(matches, "path"),
            out: path(matches, "out"),
            formats: all(matches, "format"),
            by_agency: text(matches, "by").as_deref() == Some("agency"),
            agencies: all(matches, "agency"),
            items: all(matches, "item"),
            strict: matches.get_flag("strict"),
        }),
        "status" => Command::Status(Status {
            paths: all(matches, "path"),
            format: match text(matches, "format").as_deref() {
                Some("md") => StatusFormat::Markdown,
                Some("json") => StatusFormat::Json,
                _ => StatusFormat::Human,
            },
        }),
        "notices" => Command::Notices(Notices {
            paths: all(matches, "path"),
            out: path(matches, "out"),
            reply_by: matches.get_one("reply-by").copied(),
            formats: all(matches, "format"),
        }),
        "explain" => Command::Explain(text(matches, "rule")),
        "completions" => Command::Completions(matches.get_one("shell").copied()?),
        "man" => Command::Man,
        _ => return None,
    })
}

fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one(name).cloned()
}

fn path(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one(name).cloned()
}

fn all<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Vec<T> {
    matches
        .get_many(name)
        .map(|values| values.cloned().collect())
        .unwrap_or_default()
}
