//! Blanks before a line that make something else of it than was meant: full-width
//! ones or four before a mark of Markdown, and those by which a heading below a list
//! or a signature becomes the list's own.

use crate::report::{frame, heading};
use crate::text::numbering::{self, Numbering};
use crate::text::words;

/// How the lines so far were indented.
#[derive(Debug, Default)]
pub(super) struct Margin {
    /// Whether a list is open.
    list: bool,
    /// The blanks that its first entry lost.
    base: usize,
    /// Whether the line before was blank.
    after_blank: bool,
    /// Whether a signature has just ended a list: its date comes next.
    signed: bool,
    /// The blanks before the last heading outside of lists.
    heading: usize,
}

impl Margin {
    /// The bytes of the blanks before `line`, which is followed by `next`, that
    /// mislead, if they do.
    pub(super) fn misleading(&mut self, line: &str, next: &str) -> usize {
        let text = words::trim_start(line);
        if text.is_empty() {
            self.after_blank = true;
            return 0;
        }
        let indent = line.len() - text.len();
        let after_blank = std::mem::take(&mut self.after_blank);
        if indent == 0 {
            self.base = 0;
            if is_entry(text) {
                self.list = true;
            } else if self.list && (after_blank || headed(text)) {
                self.list = false;
            }
            if !self.list {
                self.heading = 0;
            }
            return 0;
        }
        if line[..indent].contains('\u{3000}') {
            let marked = is_marked(text);
            self.list |= marked && is_entry(text);
            return if marked { indent } else { 0 };
        }
        if !self.list {
            let signs = std::mem::take(&mut self.signed) && frame::is_date(text);
            // Four blanks make code of a mark.
            let code = indent >= 4 || line.starts_with('\t');
            let hidden = code && is_marked(text) && text.contains(words::is_han);
            if is_entry(text) {
                self.list = true;
                self.base = if hidden { indent } else { 0 };
            } else if headed(text) {
                self.heading = indent;
            }
            return if signs || hidden { indent } else { 0 };
        }
        // Name and date may stand on one line.
        let far = indent >= FAR && frame::date_line(text.trim_end()).is_some();
        let signed = far || frame::is_date(text) || frame::is_name(text) && frame::is_date(next);
        let headed =
            headed(text) && (indent == self.heading && !text.contains('。') || !is_point(text));
        let returns = headed || signed && (after_blank || indent >= FAR);
        self.signed = returns && !headed;
        self.list = !returns;
        let inside = self.base.min(indent);
        if returns { indent } else { inside }
    }
}

/// The fewest blanks that move a signature to the right: a list indents by less.
const FAR: usize = 12;

/// Whether `text` begins an entry of a list.
fn is_entry(text: &str) -> bool {
    let rest = match text.as_bytes() {
        [b'-' | b'*' | b'+', rest @ ..] => rest,
        [b'0'..=b'9', ..] => {
            let figures = text.trim_start_matches(|c: char| c.is_ascii_digit());
            match figures.as_bytes() {
                [b'.' | b')', rest @ ..] => rest,
                _ => return false,
            }
        }
        _ => return false,
    };
    matches!(rest, [b' ' | b'\t', ..])
}

/// Whether `text` begins with a mark that full-width blanks hide from Markdown.
/// 1. is none: so do paragraphs begin.
fn is_marked(text: &str) -> bool {
    let row =
        || text.starts_with('|') && text.trim_end().len() > 1 && text.trim_end().ends_with('|');
    let entry = || text.starts_with(['-', '*', '+']) && is_entry(text);
    let heading = || {
        let words = text.trim_start_matches(['#', '＃']);
        words.len() < text.len() && (words.starts_with([' ', '\t']) || is_numbered(words))
    };
    row() || entry() || heading()
}

/// Whether `text` is a heading, bare or marked, with the number of one.
fn headed(text: &str) -> bool {
    let words = text.trim_start_matches(['#', '＃']);
    is_numbered(words)
        && (words.len() < text.len()
            || heading::bare(text.trim_end(), 0)
                .is_some_and(|bare| bare.length == text.trim_end().len()))
}

fn is_numbered(words: &str) -> bool {
    matches!(
        numbering::number(words),
        Some((
            _,
            Numbering::Section | Numbering::Item | Numbering::Named,
            _
        ))
    )
}

/// Whether `text` may be a point of the list as well: （一） without a mark.
fn is_point(text: &str) -> bool {
    matches!(numbering::number(text), Some((_, Numbering::Item, _)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misleading(text: &str) -> Vec<usize> {
        let mut margin = Margin::default();
        let lines: Vec<&str> = text.lines().collect();
        let next = lines.iter().skip(1).chain([&""]);
        let each = lines.iter().zip(next);
        each.map(|(line, next)| margin.misleading(line, next))
            .collect()
    }

    #[test]
    fn blanks_that_make_a_heading_the_lists_own_mislead() {
        let paper = "- 3.4 完成。\n\n  二、存在的问题\n\n  有。\n";
        assert_eq!(misleading(paper), [0, 0, 2, 0, 0]);
        let paper = "  （三）职业技能\n- 3.4 完成。\n\n  （七）质量安全\n";
        assert_eq!(misleading(paper), [0, 0, 0, 2]);
    }

    #[test]
    fn points_and_text_of_a_list_stay_in_it() {
        let paper = "  （三）技能\n- 另外：\n  （一）抽查12次；\n  （二）回访3次。\n";
        assert_eq!(misleading(paper), [0; 4]);
        let paper = "（三）职业技能\n- 3.4 完成：\n  （一）培训\n\n  另办两期。\n\n（四）技术\n\n  三、措施\n";
        assert_eq!(misleading(paper), [0; 9]);
    }

    #[test]
    fn a_signature_moved_to_the_right_ends_a_list() {
        let paper = "- 办班20期。\n\n          天津市教委\n        2017年1月5日\n";
        assert_eq!(misleading(paper), [0, 0, 10, 8]);
    }

    #[test]
    fn a_list_moved_to_the_right_as_a_whole_is_moved_back() {
        let paper = "正文\n\n    - 3.4 完成\n        - 培训\n      又\n\n- 3.9 完成\n    - 大赛\n";
        assert_eq!(misleading(paper), [0, 0, 4, 4, 4, 0, 0, 0]);
    }

    #[test]
    fn full_width_blanks_hide_marks_but_no_numbers() {
        let paper = "　　## 一、情况\n　　- 3.4 完成\n　　| 项 | 情况 |\n　　1. 检查\n　　#1机组\n　　正文\n";
        assert_eq!(misleading(paper), [6, 6, 6, 0, 0, 0]);
    }
}
