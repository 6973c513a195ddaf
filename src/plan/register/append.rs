//! One more receipt, as text behind what is there: comments, order and blank
//! lines stay as the clerk wrote them.

use chrono::NaiveDate;
use toml::de::DeTable;
use toml_edit::Value;

use super::Fault;
use crate::plan::span;
use crate::text::{Span, text};

/// A receipt as it is written.
#[derive(Debug, Clone)]
pub struct Line {
    /// Whose, by the roster's name.
    pub agency: String,
    /// When.
    pub received: NaiveDate,
    /// Whether it was not fit to be bound.
    pub refused: bool,
    /// What is to be remembered of it.
    pub note: Option<String>,
}

/// What stands at the top of a register that the program begins.
const HEAD: &str = "\
# 登记表，手工维护：收到（[[receipt]]）由 huibian receive 添写，认定（[[ruling]]）自己写。
# The register, kept by hand: huibian receive adds receipts, rulings are written by the office.
";

/// What is to be written behind `written`, so that the register has `line` too.
///
/// # Errors
/// Where `written` is no TOML, or has something else by the name of receipts: the
/// place.
pub fn addition(written: &str, line: &Line) -> Result<String, Fault> {
    let table = DeTable::parse(written).map_err(|error| Fault {
        span: error.span().map_or(Span::default(), span),
        what: text(
            "登记表不是合规的 TOML，没有往里写",
            "the register is no TOML and was not written to",
        ),
        help: text(
            format!("先改好这一处（{}）", error.message()),
            format!("mend it first: {}", error.message()),
        ),
    })?;
    let mut added = String::new();
    match written {
        "" => added.push_str(HEAD),
        _ if !written.ends_with('\n') => added.push('\n'),
        _ => {}
    }
    added.push_str("\n[[receipt]]\n");
    added.push_str(&format!("agency = {}\n", Value::from(line.agency.as_str())));
    added.push_str(&format!("received = {}\n", line.received));
    if line.refused {
        added.push_str("refused = true\n");
    }
    if let Some(note) = &line.note {
        added.push_str(&format!("note = {}\n", Value::from(note.as_str())));
    }
    if written.contains("\r\n") {
        added = added.replace('\n', "\r\n");
    }
    if DeTable::parse(&format!("{written}{added}")).is_ok() {
        return Ok(added);
    }
    let key = table.get_ref().get_key_value("receipt");
    Err(Fault {
        span: key.map_or(Span::default(), |(key, _)| span(key.span())),
        what: text(
            "登记表里的 receipt 接不上新的一条，没有往里写",
            "no entry can follow this receipt, and none was written",
        ),
        help: text(
            "每一条单独以 [[receipt]] 开头",
            "every entry begins with [[receipt]]",
        ),
    })
}
