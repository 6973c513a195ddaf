//! What was found for short texts that many papers have alike.

use std::collections::HashMap;
use std::sync::RwLock;

/// Results by the text they were found for. Whoever asks gets what `find` would have
/// found: it must depend on the text alone.
#[derive(Debug)]
pub(super) struct Memo<R>(RwLock<HashMap<String, R>>);

/// So many results are kept at most, of texts of so many bytes at most.
const MOST: usize = 10_000;
const LONGEST: usize = 120;

impl<R> Default for Memo<R> {
    fn default() -> Self {
        Memo(RwLock::default())
    }
}

impl<R: Copy> Memo<R> {
    /// The result for `text`.
    pub(super) fn of(&self, text: &str, find: impl FnOnce() -> R) -> R {
        if let Ok(known) = self.0.read()
            && let Some(&result) = known.get(text)
        {
            return result;
        }
        let result = find();
        if text.len() <= LONGEST
            && let Ok(mut known) = self.0.write()
            && known.len() < MOST
        {
            known.insert(text.to_owned(), result);
        }
        result
    }
}
