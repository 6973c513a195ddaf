//! Addresses that a paper's links and pictures name, looked at by their words
//! alone.

use super::picture::Why;

/// Whether an address may stay a link out of the volume: http, https, mailto.
pub(super) fn is_safe(url: &str) -> bool {
    let url = url.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

/// Whether an address leaves the paper: it has a scheme, or names a host.
pub(super) fn has_scheme(url: &str) -> bool {
    // Browsers read java&#10;script: without its control characters.
    let url: String = url.trim().chars().filter(|c| !c.is_control()).collect();
    let scheme = url.split([':', '/', '?', '#']).next().unwrap_or_default();
    let named = url[scheme.len()..].starts_with(':')
        && !scheme.is_empty()
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    named || url.starts_with("//") || url.starts_with("\\\\")
}

/// The file below the report's folder that an address names, with `/` and
/// without `.` and `..`.
pub(super) fn inside(url: &str) -> Result<String, Why> {
    let is_drive = url.as_bytes().get(1) == Some(&b':');
    if has_scheme(url) && !is_drive {
        return Err(Why::External);
    }
    let path = decoded(url.trim()).replace('\\', "/");
    if is_drive || path.starts_with('/') {
        return Err(Why::Outside);
    }
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop().ok_or(Why::Outside)?),
            part => parts.push(part),
        }
    }
    match parts.is_empty() {
        true => Err(Why::Missing),
        false => Ok(parts.join("/")),
    }
}

/// `url` with %E5%9B%BE read as 图.
pub(super) fn decoded(url: &str) -> String {
    let figure = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let bytes = url.as_bytes();
    let mut read = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = figure(bytes.get(at + 1)).zip(figure(bytes.get(at + 2)));
        match pair.filter(|_| byte == b'%') {
            Some((high, low)) => {
                read.push((high * 16 + low) as u8);
                at += 3;
            }
            None => {
                read.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&read).into_owned()
}
