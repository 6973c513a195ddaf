//! The receipt: one more entry of the register.

use anyhow::{Result, anyhow};
use chrono::NaiveDate;
use huibian::plan::register::Fault;
use huibian::plan::register::append::{Line, addition};
use huibian::plan::{Limit, Tasks};
use huibian::text::decode::Charset;
use huibian::text::{Source, Text, text};

use crate::cli::desk::Desk;

/// Why no receipt can be written, with the place, if none can.
pub(super) fn refused(desk: &Desk) -> Result<Option<Text>> {
    let example = Line {
        agency: String::new(),
        received: NaiveDate::default(),
        refused: false,
        note: None,
    };
    let written = written(desk)?;
    let fault = addition(&written.0.text, &example).err();
    Ok(fault.map(|fault| said(&written.0, &fault)))
}

/// Writes the receipt of a paper. One that was there before gets none where the
/// receipt that counts says as much already: the day of that.
pub(super) fn write(
    desk: &Desk,
    tasks: &Tasks,
    party: usize,
    new: bool,
    line: &Line,
) -> Result<Option<NaiveDate>> {
    let known = tasks.register.received(party);
    if let Some(known) = known.filter(|known| !new && (line.refused || !known.refused)) {
        return Ok(Some(known.received.date));
    }
    let (source, charset) = written(desk)?;
    let added = addition(&source.text, line)
        .map_err(|fault| anyhow!(said(&source, &fault).get(desk.look.lang).to_owned()))?;
    let path = desk.project.register();
    let mut bytes = match charset {
        // Its very bytes, with the mark some editors put before them.
        Charset::Utf8 => desk.project.bytes(&path)?.unwrap_or_default(),
        _ => source.text.into_bytes(),
    };
    bytes.extend(added.bytes());
    desk.project.write(&path, &bytes)?;
    Ok(None)
}

/// The register as it is; nothing where there is none.
fn written(desk: &Desk) -> Result<(Source, Charset)> {
    let path = desk.project.register();
    match desk.project.exists(&path) {
        true => desk.project.text(&path, Limit::Plan),
        false => Ok((Source::default(), Charset::Utf8)),
    }
}

fn said(source: &Source, fault: &Fault) -> Text {
    let place = source.place(fault.span);
    let at = format!("{}:{}:{}", source.path, place.line, place.column);
    text(
        format!("{at}: {}\n{}", fault.what.zh, fault.help.zh),
        format!("{at}: {}\n{}", fault.what.en, fault.help.en),
    )
}
