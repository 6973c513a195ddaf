//! What the office files under an item: it stands as if the drafter had marked it,
//! and outranks the part it stands in.

use crate::plan::{Ruled, Tasks};
use crate::report::{Block, Mark, Report};
use crate::text::words;

/// Marks the passages of the report at `path` that rulings file under an item, and
/// says of each such ruling, by its index, how many passages have its words. Only
/// where it is one, the ruling holds.
pub fn mark(tasks: &Tasks, path: &str, report: &mut Report) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (index, ruling) in tasks.register.rulings.iter().enumerate() {
        let Ruled::FileUnder {
            path: ruled,
            passage,
            item,
        } = &ruling.ruled
        else {
            continue;
        };
        if ruled != path {
            continue;
        }
        let words = words::fold(passage);
        let mut at = None;
        let mut count = 0;
        for (index, passage) in report.passages.iter().enumerate() {
            let framing = matches!(
                passage.block,
                Block::Title | Block::Salutation | Block::Signature | Block::Contact
            );
            if !framing && words::fold(&passage.line.text).contains(words.as_ref()) {
                at = Some(index);
                count += 1;
            }
        }
        if let (Some(at), 1) = (at, count)
            && let Some(passage) = report.passages.get_mut(at)
        {
            passage.marks = vec![Mark {
                section: None,
                item: item.0,
                measure: item.1,
                by_id: false,
                at: passage.line.whole(),
            }];
            passage.ruled = true;
        }
        found.push((index, count));
    }
    found
}
