//! Words that are titles of several items.

use super::Index;
use super::item::fold;

/// The characters that join a title to another, with its number: 、（十七）.
const JOINT: usize = 5;

impl Index {
    /// The items whose whole titles stand in `text`, in the order in which they do.
    pub fn all_in(&self, text: &str) -> Vec<u32> {
        self.named(&fold(text)).collect()
    }

    /// The items of whose titles, be it with their numbers, `text` is made.
    pub fn made_of(&self, text: &str) -> Vec<u32> {
        let folded = fold(text);
        let items: Vec<u32> = self.named(&folded).collect();
        let titles = items.iter().filter_map(|item| self.item(*item));
        let titles: usize = titles.map(|item| item.title.chars().count()).sum();
        match folded.chars().count() <= titles + items.len() * JOINT {
            true => items,
            false => Vec::new(),
        }
    }
}
