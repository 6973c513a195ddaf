//! What differs between two texts, line by line.

/// More pairs of lines than this are not compared one by one.
const PAIRS: usize = 4_000_000;
/// Lines shown unchanged before and after a change.
const AROUND: usize = 2;

/// The lines of `old` that go (`-`) and those of `new` that come (`+`), with a
/// few unchanged lines round them; empty where nothing differs.
pub fn diff(old: &str, new: &str) -> String {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = old.iter().zip(&new).take_while(same).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest
        .iter()
        .rev()
        .zip(new_rest.iter().rev())
        .take_while(same)
        .count();
    let gone = &old_rest[..old_rest.len() - tail];
    let come = &new_rest[..new_rest.len() - tail];
    if gone.is_empty() && come.is_empty() {
        return String::new();
    }
    let keep = |line: &&str| (' ', (*line).to_owned());
    let mut lines: Vec<(char, String)> = old[..head].iter().map(keep).collect();
    lines.extend(changes(gone, come));
    lines.extend(old_rest[old_rest.len() - tail..].iter().map(keep));
    shown(&lines)
}

/// The changes by the longest common subsequence of lines.
fn changes(gone: &[&str], come: &[&str]) -> Vec<(char, String)> {
    let mut lines = Vec::new();
    let (rows, columns) = (gone.len(), come.len());
    if rows.saturating_mul(columns) > PAIRS {
        lines.extend(gone.iter().map(|line| ('-', (*line).to_owned())));
        lines.extend(come.iter().map(|line| ('+', (*line).to_owned())));
        return lines;
    }
    // common[i][j]: how many lines gone[i..] and come[j..] have in common.
    let mut common = vec![vec![0_u32; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            common[i][j] = match gone[i] == come[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows || j < columns {
        if i < rows && j < columns && gone[i] == come[j] {
            lines.push((' ', gone[i].to_owned()));
            i += 1;
            j += 1;
        } else if i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1]) {
            lines.push(('-', gone[i].to_owned()));
            i += 1;
        } else {
            lines.push(('+', come[j].to_owned()));
            j += 1;
        }
    }
    lines
}

fn shown(lines: &[(char, String)]) -> String {
    let mut shown = String::new();
    let mut last = None;
    for (index, (mark, line)) in lines.iter().enumerate() {
        let from = index.saturating_sub(AROUND);
        let to = (index + AROUND + 1).min(lines.len());
        if lines[from..to].iter().all(|(mark, _)| *mark == ' ') {
            continue;
        }
        if last.is_some_and(|last| last + 1 < index) {
            shown.push_str("…\n");
        }
        last = Some(index);
        shown.push_str(format!("{mark} {line}").trim_end());
        shown.push('\n');
    }
    shown
}
