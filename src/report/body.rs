//! Passages as safe HTML and Markdown.

use super::tree::Paper;

/// A run of passages as it is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fragment {
    /// Safe HTML: no raw HTML, no active link, ids under the prefix, headings
    /// from the base level.
    pub html: String,
    /// The same as Markdown, ending in a newline.
    pub markdown: String,
    /// The characters of its text that count (no blanks), read from the tree.
    pub chars: usize,
}

/// How a fragment is printed.
#[derive(Debug, Clone, Copy)]
pub struct Style<'s> {
    /// What every id in it begins with, so that reports cannot collide.
    pub prefix: &'s str,
    /// The level of the fragment's highest heading, 1 to 6.
    pub base: u8,
}

impl Paper<'_> {
    /// The passages of those indices as one fragment. A footnote's text goes
    /// with the passage that first refers to it; each passage is printed once
    /// only, so its nodes are taken out of the tree.
    pub fn fragment(&self, passages: &[usize], style: Style) -> Fragment {
        let _ = (passages, style);
        Fragment::default()
    }
}
