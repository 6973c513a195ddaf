//! Bytes to text: UTF-8, else strict GB18030, else UTF-16 with its mark.
//!
//! The rule was measured on slices of the plan: strict GB18030 after UTF-8 is
//! right for every slice of four characters or more, and a guessing library
//! adds nothing. A damaged UTF-8 file must not be taken for GB18030: where at
//! least 90 % of the bytes beyond ASCII form valid UTF-8, it is refused; so is Big5,
//! which GB18030 takes for characters of private use.

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How a file was encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030 (and with it GBK and GB2312).
    Gb18030,
    /// UTF-16 with a byte order mark.
    Utf16,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undecodable {
    /// Not text at all: a known binary format, named, or a NUL byte.
    Binary(&'static str),
    /// Text in no encoding we know, or damaged UTF-8: the 1-based line of the
    /// first bad byte and its 1-based place among the bytes of that line.
    Damaged {
        /// The line.
        line: usize,
        /// The byte in that line.
        byte: usize,
    },
}

/// The formats that arrive under a text file's name, by their first bytes.
const MAGIC: &[(&[u8], &str)] = &[
    (b"PK\x03\x04", "zip / docx / xlsx"),
    (b"\xD0\xCF\x11\xE0", "doc / xls / wps"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "png"),
    (b"\xFF\xD8\xFF", "jpeg"),
    (b"GIF8", "gif"),
    (b"Rar!", "rar"),
    (b"7z\xBC\xAF", "7z"),
];

/// The text of `bytes` without a byte order mark, and its encoding. A line that ends in CR
/// alone, as old Macintosh programs end them, ends in LF; the breaks that Word writes within
/// a line (U+000B) and between pages (U+000C) are blanks, as is a CR before another.
///
/// # Errors
/// [`Undecodable`], where `bytes` are binary or in no encoding we know.
pub fn decode(bytes: Vec<u8>) -> Result<(String, Charset), Undecodable> {
    let (text, charset) = decoded(bytes)?;
    Ok((with_plain_breaks(text), charset))
}

/// `text` with each of its breaks in one byte as readers of Markdown know them.
fn with_plain_breaks(text: String) -> String {
    let bytes = text.as_bytes();
    let other = |at: &usize| match bytes[*at] {
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => true,
    };
    if !memchr::memchr3_iter(b'\r', 0x0B, 0x0C, bytes).any(|at| other(&at)) {
        return text;
    }
    // Where most lines end so, the break is no blank.
    let count = |sign| memchr::memchr_iter(sign, bytes).count();
    let within = match count(0x0B) > count(b'\n') {
        true => '\n',
        false => ' ',
    };
    let mut plain = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let after = &text[at + c.len_utf8()..];
        plain.push(match c {
            '\r' if after.starts_with('\n') => c,
            '\r' if !after.starts_with("\r\n") => '\n',
            '\u{B}' => within,
            '\r' | '\u{C}' => ' ',
            _ => c,
        });
    }
    plain
}

fn decoded(bytes: Vec<u8>) -> Result<(String, Charset), Undecodable> {
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Undecodable::Binary(name));
    }
    if let Some((encoding, bom)) = Encoding::for_bom(&bytes) {
        let body = &bytes[bom..];
        if encoding == UTF_16LE || encoding == UTF_16BE {
            return encoding
                .decode_without_bom_handling_and_without_replacement(body)
                // Every other character of UTF-32 is none.
                .filter(|text| !text.contains('\0'))
                .map(|text| (text.into_owned(), Charset::Utf16))
                .ok_or(Undecodable::Binary("UTF-16"));
        }
        return match std::str::from_utf8(body) {
            Ok(text) => Ok((text.to_owned(), Charset::Utf8)),
            Err(error) => Err(damaged(body, error.valid_up_to())),
        };
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(Undecodable::Binary("NUL"));
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(&bytes) {
        return Ok((text.into_owned(), Charset::Utf8));
    }
    if mostly_utf8(&bytes) {
        return Err(damaged(&bytes, Encoding::utf8_valid_up_to(&bytes)));
    }
    let text = GB18030
        .decode_without_bom_handling_and_without_replacement(&bytes)
        .ok_or_else(|| damaged(&bytes, first_bad_of_gb18030(&bytes)))?;
    if let Some(at) = first_private(&text) {
        let before = GB18030.encode(&text[..at]).0.len();
        return Err(damaged(&bytes, before));
    }
    Ok((text.into_owned(), Charset::Gb18030))
}

/// The first character for private use, where one in twenty is such: in Big5 read as GB18030
/// nearly half are, in a paper of this encoding hardly any.
fn first_private(text: &str) -> Option<usize> {
    let is_private = |c: &char| matches!(c, '\u{E000}'..='\u{F8FF}');
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    let count = text.chars().filter(is_private).count();
    (count >= 4 && count * 20 >= beyond).then(|| text.find(|c| is_private(&c)))?
}

/// The first byte that is no GB18030.
fn first_bad_of_gb18030(bytes: &[u8]) -> usize {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    let mut text = String::with_capacity(room.unwrap_or_default());
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        // So many bytes, and so many read behind them.
        DecoderResult::Malformed(bad, behind) => {
            read.saturating_sub(usize::from(bad) + usize::from(behind))
        }
        DecoderResult::InputEmpty | DecoderResult::OutputFull => read,
    }
}

fn mostly_utf8(bytes: &[u8]) -> bool {
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let valid: usize = bytes
        .utf8_chunks()
        .map(|chunk| chunk.valid().bytes().filter(|b| !b.is_ascii()).count())
        .sum();
    valid * 10 >= beyond_ascii * 9
}

fn damaged(bytes: &[u8], at: usize) -> Undecodable {
    let before = &bytes[..at];
    let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
    let start = before
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |newline| newline + 1);
    Undecodable::Damaged {
        line,
        byte: at - start + 1,
    }
}
