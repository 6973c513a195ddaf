//! The command line: arguments and usage errors in both languages, and a short
//! file for each command. clap lives here only.

pub mod args;
pub mod check;
pub mod compile;
pub mod definition;
pub mod desk;
pub mod explain;
mod lead;
pub mod manual;
pub mod mend;
pub mod new;
pub mod notices;
pub mod parse;
mod progress;
pub mod receive;
pub mod rules;
pub mod status;
pub mod tasks;
pub mod usage;
