//! Names at the end of a paper that no date stands beside, or another name: only who
//! knows the names tells them from text.

use super::{Block, Passage, Report, frame};

/// How many may sign above the last.
const MOST: usize = 4;

impl Report {
    /// Takes the last line for the signature where `knows` it for a name and no other
    /// signature stands at the end, and the names right above the signature with it.
    pub fn sign(&mut self, knows: impl Fn(&str) -> bool) {
        let name = |passage: &Passage| {
            let plain = passage.block == Block::Paragraph && passage.marks.is_empty();
            let name = frame::without_seal(frame::unit(passage.line.text.trim_end()));
            plain && frame::is_name(name) && knows(name)
        };
        let framing = |passage: &Passage| passage.block == Block::Signature;
        let start = self.title.map_or(0, |title| title + 1);
        let first = match self.end() {
            Some(end) => {
                let above = self.passages[..end].iter().rposition(|one| !framing(one));
                above.map_or(0, |above| above + 1)
            }
            None => {
                let below = |passage: &Passage| {
                    passage.block == Block::Contact || frame::is_trailer(&passage.line.text)
                };
                let last = |end| self.passages[..end].iter().rposition(|one| !below(one));
                // 附件：…… stands above the signature, 附件1 below.
                let annex = self.annex;
                let before = annex.and_then(last);
                let within = annex.map(|annex| annex + 1);
                let behind = last(self.passages.len()).filter(|_| !self.has_annex());
                let mut lines = before.into_iter().chain(within).chain(behind);
                let signs = |at: &usize| *at >= start && self.passages.get(*at).is_some_and(name);
                let Some(last) = lines.find(signs) else {
                    return;
                };
                if self.signature.name.is_none() {
                    self.signature.name = Some(frame::name_of(&self.passages[last].line));
                }
                last + 1
            }
        };
        let above = (start..first).rev().take(MOST);
        let others = above.take_while(|&at| name(&self.passages[at])).count();
        for passage in &mut self.passages[first - others..first] {
            passage.block = Block::Signature;
            passage.entry = None;
        }
    }
}
