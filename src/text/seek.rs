//! Where rare signs and words stand. Most characters of a paper are plain Chinese
//! ones: they are passed over, many bytes at a time where that can be.

/// Whether `text` holds `word`.
pub fn holds(text: &str, word: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some()
}

/// Where `word` stands in `text`, in order.
pub fn all<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    memchr::memmem::find_iter(text.as_bytes(), word.as_bytes())
}

/// Whether `text` holds the ASCII character `sign`.
pub fn holds_sign(text: &str, sign: u8) -> bool {
    memchr::memchr(sign, text.as_bytes()).is_some()
}

/// Where one of `three` bytes stands in `bytes`, in order.
pub fn any_of(bytes: &[u8], three: [u8; 3]) -> impl Iterator<Item = usize> {
    let [first, second, third] = three;
    memchr::memchr3_iter(first, second, third, bytes)
}

/// The lines of `text`, each with its line end.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let last = (!text.ends_with('\n')).then_some(text.len());
    ends.chain(last.filter(|&end| end > 0))
        .scan(0, |start, end| {
            let line = text.get(*start..end);
            *start = end;
            line
        })
}

/// Every character of `text` but the Chinese ones of the basic block (U+4E00 to
/// U+9FFF), with the byte it begins at: signs, figures, letters and blanks.
pub fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            match *bytes.get(at)? {
                0xE5..=0xE9 => at += 3,
                byte if byte.is_ascii() => {
                    at += 1;
                    return Some((at - 1, char::from(byte)));
                }
                _ => {
                    let c = text.get(at..)?.chars().next()?;
                    let start = at;
                    at += c.len_utf8();
                    if !matches!(c, '\u{4E00}'..='\u{9FFF}') {
                        return Some((start, c));
                    }
                }
            }
        }
    })
}
