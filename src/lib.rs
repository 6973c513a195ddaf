//! huibian（汇编） compiles year-end summaries: it reads the plan, judges each
//! agency's draft against what the agency owes, and binds all drafts into one
//! volume. This is the map, in import order: every module imports only from
//! those above it, and a test reads this list.
//!
//! - [`text`]: a decoded [`text::Source`], spans and places, the two languages,
//!   Chinese numerals and dates, sentences, likeness of words; `census` says which
//!   characters a text may hold, `hidden` shows those that turn or hide it.
//! - [`diagnostic`]: a [`diagnostic::Finding`] with its place, reason and
//!   remedy; a [`diagnostic::Diagnostic`] stamped with rule and severity. Both
//!   can be shown when the file they speak of is gone. `fix`: a remedy as edits.
//! - [`plan`]: plan/tasks.toml, plan/agencies.toml and plan/register.toml; `parse`
//!   reads a plan's text, `write` makes the TOML, `register` reads what the clerk
//!   registered, `titled` knows an item's title at the head of a line, `item` by which numbers items and measures go, `limits` is the table of how much is taken, `tasks` resolves who owes what by when, `table` and `draft` are what
//!   `tasks` and `new` print.
//! - [`report`]: one summary as facts. The only home of the Markdown parser:
//!   `tree` makes a pasted paper regular and harmless, `read`, `frame` and
//!   `ledger` (tables of answers) take the facts, `body` prints passages as safe HTML and Markdown,
//!   `footnotes`, `links` and `picture` with what hangs on them.
//! - [`coverage`]: plan × reports: who wrote, what each passage answers (`ruled`: by
//!   the office's word; `numbers` and `namesakes` say which item is meant where several have
//!   a number or a title, `named` which a paper names beside others); over all digests, who
//!   has reported. `claims` (with `figure`, which says when two figures are of the same
//!   thing) are compared by `contradictions`.
//! - [`check`]: the table of rules, one file a family, and the one run over a
//!   folder (`survey`), a worker a file. `mend` carries out fixes and reads
//!   again, so that what is understood stays.
//! - [`volume`]: everything compiled, as plain data; Serialize is the contract
//!   with the templates, `fact` with those that are written often. `lead` selects of it what a lead agency writes from.
//! - [`notice`]: what the office sends out, as plain data: 退改意见单, 催报函, 通报;
//!   every error has its official sentence here.
//! - [`render`]: the volume and the letters as HTML, Markdown, JSON and CSV. The only home of the
//!   template engine.
//! - [`emit`]: findings and the state of the folder for people and machines.
//! - [`project`]: the one door to files, clock and environment.
//!
//! The binary adds `cli` (arguments, help, usage errors) and `main`.
//!
//! What always holds:
//! - Parsing never fails and never complains: it records; rules judge.
//! - What is wrong with a document is a finding, never an `Err`; what is wrong
//!   with the machine is an error with its causes, one line, exit 2.
//! - Everything left of `project` is pure: same input, same bytes, on any number
//!   of threads.
//! - A report is parsed once, alone, in its worker; what leaves it is a digest, its
//!   findings and, when compiling, its printed passages.
//! - Every passage of a bound report is printed once in each binding, and the
//!   program proves it by counting.
//! - Likeness of words files a passage or gives a hint; it never makes an error
//!   and never sets a status.
#![forbid(unsafe_code)]
#![warn(unreachable_pub)]

pub mod text;

pub mod diagnostic;

pub mod plan;

pub mod report;

pub mod coverage;

pub mod check;

pub mod volume;

pub mod notice;

pub mod render;

pub mod emit;

pub mod project;
