//! huibian（汇编）: arguments in, a page and an exit code out.
//!
//! 0: nothing at error level; 1: findings at error level or denied, or a refusal
//! to write; 2: the work could not be done. A closed pipe is success.

mod cli;

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Result;
use huibian::project::environment;

use cli::args::{self, Command, Options};
use cli::desk::{Desk, Outcome};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = environment::arguments();
    let lang = args::language(&arguments).unwrap_or_else(environment::language);
    let options = match args::read(&arguments, lang) {
        Ok(options) => options,
        Err(answer) => return answer.give(),
    };
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let done = run(&options, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match done {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Found) => ExitCode::from(1),
        Err(error) if cli::desk::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // What was found so far is said before the failure.
            let _ = out.flush();
            cli::desk::complain(&error, lang);
            ExitCode::from(2)
        }
    }
}

/// One command from its options to its outcome.
fn run(options: &Options, out: &mut dyn Write) -> Result<Outcome> {
    let desk = Desk::new(options)?;
    match &options.command {
        Command::Parse(wish) => cli::parse::run(&desk, wish, out),
        Command::Tasks(wish) => cli::tasks::run(&desk, wish, out),
        Command::New(wish) => cli::new::run(&desk, wish, out),
        Command::Check(wish) => cli::check::run(&desk, wish, out),
        Command::Receive(wish) => cli::receive::run(&desk, wish, out),
        Command::Compile(wish) => cli::compile::run(&desk, wish, out),
        Command::Status(wish) => cli::status::run(&desk, wish, out),
        Command::Notices(wish) => cli::notices::run(&desk, wish, out),
        Command::Completions(shell) => {
            cli::manual::completions(*shell, options.lang, out).map(|()| Outcome::Clean)
        }
        Command::Man => cli::manual::man(options.lang, out).map(|()| Outcome::Clean),
        Command::Explain(rule) => cli::explain::run(&desk, rule.as_deref(), out),
    }
}
