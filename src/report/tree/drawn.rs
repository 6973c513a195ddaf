//! Tables that are drawn: what pandoc writes where cells of a Word file are too wide for
//! bars, which Markdown itself does not know (Pandoc User's Guide, Tables: simple_tables,
//! multiline_tables, grid_tables). They are handed to the parser in as many lines with bars.

use super::ruled::{self, Frame};
use crate::report::fence;
use crate::text::{Source, seek, words};

/// A table that is drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    /// The byte of the body at which its first line begins, and the one behind its last.
    pub(super) start: usize,
    pub(super) end: usize,
    /// How many lines it has.
    pub(super) lines: usize,
    /// The same with bars, in as many lines.
    pub(super) barred: String,
    /// Which of these is its head, from 0.
    pub(super) head: usize,
    /// What stands in each row, the head first.
    pub(super) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Its first line and its last, counted from the table's first, which is 0.
    pub(super) lines: (usize, usize),
    pub(super) cells: Vec<Cell>,
}

/// The words of a cell, its lines joined.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// Whether what is added next begins a line.
    breaks: bool,
}

/// Words of a cell that stand side by side in one line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// Where they begin in the text of the cell, and after that in the line with bars.
    pub(super) at: usize,
    pub(super) length: usize,
    /// The line of the table and the byte of it.
    pub(super) line: usize,
    pub(super) column: usize,
}

/// The drawn tables of what stands from byte `body` on.
pub(super) fn find(source: &Source, body: usize) -> Vec<Drawn> {
    let text = source.text.get(body..).unwrap_or_default();
    if !may_hold(text) {
        return Vec::new();
    }
    let written: Vec<&str> = source.lines_from(body).collect();
    let lines: Vec<&str> = written.iter().map(|line| line.trim_ascii_end()).collect();
    let (mut open, mut raw) = (None, None);
    let mut found: Vec<Drawn> = Vec::new();
    // The first line that no table has yet, and where the line `counted` begins.
    let (mut free, mut at) = (0, 0);
    let (mut counted, mut start) = (0, 0);
    while let Some(&line) = lines.get(at) {
        if fence::holds(line, &mut open) || is_raw(line, &mut raw) {
            at += 1;
            free = at;
            continue;
        }
        let frame = match ruled::frame(&lines, free, at) {
            Ok(frame) => frame,
            Err(next) => {
                at = next.max(at + 1);
                continue;
            }
        };
        let length = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
        start += length(&written[counted..frame.lines.start]);
        counted = frame.lines.start;
        let end = start + length(&written[frame.lines.clone()]);
        at = frame.lines.end;
        free = at;
        found.extend(draw(frame, start, end));
    }
    found
}

/// Whether a line of `text` begins as a frame does.
fn may_hold(text: &str) -> bool {
    seek::all(text, "---").any(|at| {
        let before = text[..at].trim_end_matches([' ', '+', ':']);
        before.is_empty() || before.ends_with('\n')
    })
}

/// Whether `line` belongs to raw HTML that blank lines do not end; `close` is what would.
fn is_raw(line: &str, close: &mut Option<&str>) -> bool {
    let inside = close.is_some();
    let mut rest = line;
    if !inside {
        let text = line.trim_start();
        let tag = RAW.iter().find(|(open, _)| {
            let begins = text.as_bytes().get(..open.len());
            begins.is_some_and(|begins| begins.eq_ignore_ascii_case(open.as_bytes()))
        });
        if let Some((open, end)) = tag {
            *close = Some(end);
            rest = &text[open.len()..];
        } else if let Some((_, comment)) = line.rsplit_once("<!--") {
            *close = Some("-->");
            rest = comment;
        }
    }
    if close.is_some_and(|close| rest.contains(close)) {
        *close = None;
    }
    inside || close.is_some()
}

/// What begins such HTML, and what ends it.
const RAW: [(&str, &str); 5] = [
    ("<pre", "</pre>"),
    ("<script", "</script>"),
    ("<style", "</style>"),
    ("<textarea", "</textarea>"),
    ("<![CDATA[", "]]>"),
];

/// The table of `frame` with bars. There is room: rules are left out, at least one.
fn draw(frame: Frame, start: usize, end: usize) -> Option<Drawn> {
    let lines = frame.lines.len();
    let columns = frame.aligned.len();
    let mut rows = frame.rows;
    if !frame.headed {
        // As converters write it with bars where a table has no head.
        let lines = rows.first()?.lines;
        let cells = vec![Cell::default(); columns];
        rows.insert(0, Row { lines, cells });
    }
    let spare = lines.checked_sub(rows.len() + 1)?;
    let head = spare.min(1);
    let mut barred = "\n".repeat(head);
    for (index, row) in rows.iter_mut().enumerate() {
        row.write(&mut barred, index == 0)?;
        if index == 0 {
            barred.extend(frame.aligned.iter().map(|aligned| match aligned {
                (false, false) => "|---",
                (true, false) => "|:---",
                (false, true) => "|---:",
                (true, true) => "|:---:",
            }));
            barred.push_str("|\n");
        }
    }
    barred.push_str(&"\n".repeat(spare - head));
    Some(Drawn {
        start,
        end,
        lines,
        barred,
        head,
        rows,
    })
}

impl Row {
    /// A row with the columns of a table that begins on that line of it.
    pub(super) fn new(line: usize, columns: usize) -> Self {
        let cells = vec![Cell::default(); columns];
        Row {
            lines: (line, line),
            cells,
        }
    }

    /// Takes in what the columns have on one more line, which is `written` so. Lists and
    /// paragraphs of their own are in `blocks` only.
    pub(super) fn add(&mut self, line: usize, written: &str, cut: &[(usize, usize)], blocks: bool) {
        self.lines.1 = line;
        for (cell, &(start, end)) in self.cells.iter_mut().zip(cut) {
            cell.add(line, start, &written[start..end], blocks);
        }
    }

    /// How many of its cells have words.
    pub(super) fn filled(&self) -> usize {
        self.words().count()
    }

    /// The words of its cells that have any.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let words = self.cells.iter().map(|cell| cell.text.as_str());
        words.filter(|words| !words.is_empty())
    }

    /// Writes it with bars to the end of `barred`; empty cells at its end only where it is
    /// `whole`. Nothing where a bar cannot be told from one in the words.
    fn write(&mut self, barred: &mut String, whole: bool) -> Option<()> {
        let line = barred.len();
        let last = self.cells.iter().rposition(|cell| !cell.text.is_empty());
        let last = last.filter(|_| !whole).unwrap_or(self.cells.len() - 1);
        for cell in &mut self.cells[..=last] {
            barred.push_str("| ");
            let start = barred.len() - line;
            cell.pieces.iter_mut().for_each(|piece| piece.at += start);
            if cell.text.contains("\\|") {
                return None;
            }
            barred.push_str(&cell.text.replace('|', "\\|"));
            barred.push(' ');
        }
        barred.push_str("|\n");
        Some(())
    }
}

impl Cell {
    /// Takes in the words of one more line, at byte `column` of it.
    fn add(&mut self, line: usize, column: usize, written: &str, blocks: bool) {
        let mut words = written.trim_end();
        let text = words.trim_start();
        let mut column = column + words.len() - text.len();
        words = text;
        if words.is_empty() {
            self.breaks |= blocks && !self.text.is_empty();
            return;
        }
        if blocks {
            let entry = words.strip_prefix(['-', '*', '+']);
            let entry = entry.filter(|entry| entry.starts_with(' '));
            let figures = words.trim_start_matches(|c: char| c.is_ascii_digit());
            let numbered = figures.len() < words.len() && figures.starts_with([')', '.']);
            self.breaks |= entry.is_some() || numbered && figures[1..].starts_with(' ');
            if let Some(entry) = entry {
                column += words.len() - entry.trim_start().len();
                words = entry.trim_start();
            }
        }
        if !self.text.is_empty() {
            let joint = if self.breaks {
                "<br>"
            } else {
                joint(&self.text, words)
            };
            self.text.push_str(joint);
        }
        let slashes = words.len() - words.trim_end_matches('\\').len();
        self.breaks = slashes % 2 == 1;
        if self.breaks {
            words = &words[..words.len() - 1];
        }
        // The parser takes away what is before a bar before it looks at anything else.
        for (index, part) in words.split("\\|").enumerate() {
            if index > 0 {
                self.push("|", line, column - 1);
            }
            self.push(part, line, column);
            column += part.len() + "\\|".len();
        }
    }

    fn push(&mut self, words: &str, line: usize, column: usize) {
        if words.is_empty() {
            return;
        }
        self.pieces.push(Piece {
            at: self.text.len(),
            length: words.len(),
            line,
            column,
        });
        self.text.push_str(words);
    }
}

/// What stood between two lines before they were wrapped: nothing between Chinese
/// characters and within a figure, which pandoc parts as well (稿件2, 40篇).
fn joint(above: &str, below: &str) -> &'static str {
    let is_wide = |c: char| words::is_han(c) || ruled::width(c, false) == Some(2);
    let is_figure = |c: char| c.is_ascii_digit();
    let (last, next) = (above.chars().next_back(), below.chars().next());
    let figure = match (last, next) {
        (Some('.'), next) => {
            above.trim_end_matches('.').ends_with(is_figure) && next.is_some_and(is_figure)
        }
        (last, Some('.' | '%')) => last.is_some_and(is_figure),
        (last, next) => last.is_some_and(is_figure) && next.is_some_and(is_figure),
    };
    let wide = last.is_some_and(is_wide) || next.is_some_and(is_wide);
    if wide || figure { "" } else { " " }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables of `text` with bars, without the lines left over.
    fn barred(text: &str) -> Vec<String> {
        let found = find(&Source::new("x.md", text), 0);
        for table in &found {
            let lines = table.barred.lines().count();
            assert_eq!((lines, table.lines), (table.lines, lines));
            let written = &text[table.start..table.end];
            assert_eq!(written.lines().count(), lines);
            // Lines may be joined in another order, but nothing is lost.
            let all = |text: &str| {
                let mut all: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
                all.sort_unstable();
                all
            };
            assert_eq!(all(written), all(&table.barred.replace("<br>", "")));
        }
        let barred = found.iter().map(|table| table.barred.trim().to_owned());
        barred.collect()
    }

    #[test]
    fn boxes_are_tables() {
        let grid = "\
+------+----------+
| 序号 | 情况     |
+:====:+==========+
| 1.1  | 完成2    |
|      | 40篇，an |
|      | audit.   |
|      |          |
|      | -   甲|乙|
+------+----------+
| 1.2  | “完成” |
+------+----------+
";
        let expected = "\
| 序号 | 情况 |
|:---:|---|
| 1.1 | 完成240篇，an audit.<br>甲\\|乙 |
| 1.2 | “完成” |";
        assert_eq!(barred(grid), [expected]);
        assert_eq!(
            barred(&format!("文\r\n{}文", grid.replace('\n', "\r\n"))),
            [expected]
        );
    }

    #[test]
    fn columns_under_dashes_are_tables() {
        let simple = "  序号   情况\n  ------ ------\n  1      完成\n\n  : 表1\n";
        assert_eq!(barred(simple), ["| 序号 | 情况 |\n|---|---|\n| 1 | 完成 |"]);
        let headless = "--- ---\n1   完成\n2\n--- ---\n## 二、问题\n";
        assert_eq!(
            barred(headless),
            ["|  |  |\n|---|---|\n| 1 | 完成 |\n| 2 |"]
        );
        let wrapped = "\
--------------
序号  完成
      情况
----- --------
1     全部\\
      完成

2     已经
      办结
--------------
";
        let expected = "| 序号 | 完成情况 |\n|---|---|\n| 1 | 全部<br>完成 |\n| 2 | 已经办结 |";
        assert_eq!(barred(wrapped), [expected]);
    }

    #[test]
    fn what_is_no_table_stays() {
        for text in [
            "文\n\n-----\n\n文\n\n-----\n",
            "---\nagency: 市教委\n---\n\n--- ---\n",
            "+----+    +----+\n| 甲 |--->| 乙 |\n+----+    +----+\n",
            "+----+----+\n| 甲 | 乙 |\n+----+----+\n",
            "+----+----+\n| 甲 | 乙 |\n+----+----+\n| 丙 |\n+----+----+\n",
            "+----+----+\n| 甲 | 乙 |\n+----+----+\n| 丙 | 丁 |\n",
            "```\n--- ---\n甲  乙\n--- ---\n```\n",
            "<!--\n\n--- ---\n甲  乙\n--- ---\n\n-->\n",
            "<pre>\n\n--- ---\n甲  乙\n--- ---\n",
            "甲方            乙方\n--------------  --------------\n2016年12月5日  2016年12月5日\n",
            "--- ---\n正文写到这里，没有分列。\n--- ---\n",
            "正文\n甲  乙\n--- ---\n1   完成\n",
            "甲  乙\n--- ---\n1   完成\n天津市教育委员会\n",
            "甲  乙\n--- ---\n1   完\t成\n",
        ] {
            assert_eq!(barred(text), [""; 0], "{text}");
        }
    }
}
