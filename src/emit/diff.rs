//! What differs between two texts, line by line.

use std::ops::Range;

use similar::{DiffTag, TextDiff};

/// The lines of `old` that go (`-`) and those of `new` that come (`+`), with two
/// unchanged lines round them; empty where nothing differs.
pub fn diff(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut shown = String::new();
    for (index, group) in diff.grouped_ops(2).iter().enumerate() {
        if index > 0 {
            shown.push_str("…\n");
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let line = format!("{}{}", change.tag(), change.value());
            shown.push_str(line.trim_end());
            shown.push('\n');
        }
    }
    shown
}

/// Where `new` differs from `old`: the lines of `old`, counted from one, that it
/// has otherwise (none where it only adds, before the first), and what it has there.
pub fn changes(old: &str, new: &str) -> Vec<(Range<usize>, String)> {
    let diff = TextDiff::from_lines(old, new);
    let lines: Vec<&str> = new.lines().collect();
    let changed = diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal);
    let changes = changed.map(|op| {
        let (old, new) = (op.old_range(), op.new_range());
        let words = lines.get(new).unwrap_or_default().join("\n");
        (old.start + 1..old.end + 1, words)
    });
    changes.collect()
}

/// The difference as `patch` and people read it, both sides called `path`;
/// empty where nothing differs.
pub fn unified(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    diff.unified_diff().header(path, path).to_string()
}
