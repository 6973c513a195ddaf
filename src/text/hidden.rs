//! Characters that command, turn or hide what stands beside them: in a page they
//! are shown by their numbers, or left out where they only take no width; to a
//! terminal and in JSON they go by their numbers only.

use std::borrow::Cow;

use super::{Source, seek, words};

/// Whether such a character may stand in `text`, or be made by a reference
/// (&#x202E;) in it: false where certainly none is.
pub fn may_hold(source: &Source) -> bool {
    let text = source.text.as_str();
    let bytes = text.as_bytes();
    if source.may_be_damaged() || seek::holds_sign(text, b'&') {
        return true;
    }
    let firsts = seek::any_of(bytes, [0xC2, 0xD8, 0xE2]);
    let mut firsts = firsts.map(|at| bytes.get(at..).unwrap_or_default());
    let general = firsts.any(|at| match *at {
        [0xE2, 0x80, third, ..] => matches!(third, 0x8B | 0x8E | 0x8F | 0xA8..=0xAE),
        [0xC2, second, ..] => matches!(second, 0x80..=0x9F | 0xAD),
        [0xE2, 0x81, ..] | [0xD8, 0x9C, ..] => true,
        _ => false,
    });
    // The rest begin with bytes that are rare in these texts.
    general || memchr::memchr3(0x7F, 0xF3, 0xE1, bytes).is_some()
}

/// See [`Source::may_be_damaged`]. All bytes are asked, with no way out between, so
/// that many are asked at once.
pub(super) fn may_be_damaged(text: &str) -> bool {
    // \t and \n follow each other.
    let control = |byte: u8| (byte < b' ') & (byte.wrapping_sub(b'\t') > 1) & (byte != b'\r');
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let within = pairs.fold(false, |any, (&first, &second)| {
        // From 0xEE on all is rare but for the signs of full width, of 0xEF and 0xBC to 0xBE.
        let rare = (first >= 0xEE) & ((first != 0xEF) | (second.wrapping_sub(0xBC) > 2));
        any | control(first) | rare
    });
    within || bytes.last().copied().is_some_and(control)
}

/// `text` as it may stand in a page.
pub fn shown(text: String) -> String {
    if !text.contains(|c| stand_in(c).is_some()) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        match stand_in(c) {
            Some(other) => shown.push_str(&other),
            None => shown.push(c),
        }
    }
    shown
}

/// Whether `c` plays tricks on a terminal: a control, or what turns or hides what
/// stands beside it. What selects the form of a sign is part of it.
pub fn is_tricky(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFE}' | '\u{FFFF}')
        || words::is_invisible(c) && !matches!(c, '\u{FE00}'..='\u{FE0F}')
}

/// What stands for `c` in a page, where it may not stand itself. What joins or
/// selects the form of a sign is part of it.
pub fn stand_in(c: char) -> Option<Cow<'static, str>> {
    match c {
        '\n' | '\t' | ' '..='~' => None,
        '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}'
        | '\u{E0000}'..='\u{E007F}'
        | '\u{FFFE}'
        | '\u{FFFF}' => Some(Cow::Owned(format!("[U+{:04X}]", u32::from(c)))),
        '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}' => {
            Some(Cow::Borrowed(""))
        }
        c if c.is_control() => Some(Cow::Owned(format!("[U+{:04X}]", u32::from(c)))),
        _ => None,
    }
}
