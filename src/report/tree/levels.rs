//! How deep a heading stands, by the numbers of those above it: an office numbers 一、（一）1.
//! (GB/T 9704-2012, 7.3.3), whatever number of # a drafter gave to each.

use comrak::nodes::AstNode;

use super::lines::{own_text, rank, set_rank};
use crate::plan::Plan;
use crate::report::heading;
use crate::text::numbering::{self, Numbering};

/// The numbered headings so far.
#[derive(Default)]
pub(super) struct Numbers {
    /// The last of each kind of number, from the coarsest kind to the finest.
    last: Vec<Numbered>,
    /// The last bare one that is the title of an item of the plan, and the last number
    /// below it.
    item: Option<(Numbering, u8, u32)>,
}

/// How coarse a kind of number is, 0 for 第一部分, 1 for 一、, and on; and the kind.
type Kind = (u8, Numbering);

/// A numbered heading.
struct Numbered {
    number: u32,
    kind: Kind,
    /// Its level as it was marked.
    marked: u8,
    /// Its level as it is meant.
    level: u8,
}

impl Numbers {
    /// Takes in a heading marked with so many #, and gives the level that it is meant to
    /// have: ## （一） behind ## 一、 stands below it.
    pub(super) fn marked<'a>(&mut self, heading: &'a AstNode<'a>, marked: u8) -> u8 {
        let Some((number, kind)) = number(&own_text(heading)) else {
            return marked;
        };
        let alike = |last: &&Numbered| last.marked == marked && last.level > marked;
        let above = self.last.iter().rfind(|above| above.kind.0 < kind.0);
        let above = above.filter(|above| above.marked <= marked);
        let level = match (self.before(number, kind).filter(alike), above) {
            (Some(last), _) => last.level,
            (None, Some(above)) => marked.max(above.level + 1),
            (None, None) if chapter(heading, number, kind) == Some(marked) => marked + 1,
            (None, None) => marked,
        };
        let level = level.min(6);
        self.take(number, kind, marked, level);
        level
    }

    /// The depth above a bare line of those words, below a marked heading of level
    /// `context`: 三、 behind ## 二、 ranks as that does.
    pub(super) fn above<'a>(&self, line: &'a AstNode<'a>, text: &str, context: u8) -> u8 {
        let Some((number, kind)) = number(text) else {
            return context;
        };
        if let Some(last) = self.before(number, kind) {
            return last.level.saturating_sub(1);
        }
        let above = self.last.iter().rfind(|above| above.kind.0 < kind.0);
        let above = above.map(|above| above.level);
        let above = above.or_else(|| chapter(line, number, kind));
        context.max(above.unwrap_or_default())
    }

    /// Takes in a heading that was a bare line below headings of depth `context`.
    pub(super) fn bare<'a>(&mut self, heading: &'a AstNode<'a>, context: u8) {
        let text = own_text(heading);
        let level = rank(heading).unwrap_or_default();
        let own = numbering::number(&text).map(|(_, kind, _)| heading::ranked(kind, context));
        // 十一、 before the title of item 11 is no section.
        if let Some((number, kind)) = number(&text).filter(|_| own == Some(level)) {
            self.take(number, kind, level, level);
        }
    }

    /// Lets a bare heading stand below the title of an item whose kind of number it has,
    /// where these numbers begin anew: 1．…… below 13.标题.
    pub(super) fn below_item<'a>(&mut self, heading: &'a AstNode<'a>, plan: &Plan) {
        let text = own_text(heading);
        let Some((number, kind, _)) = numbering::number(&text) else {
            return;
        };
        if plan.is_title(&text) {
            self.item = rank(heading).map(|level| (kind, level, 0));
        } else if let Some((own, level, last)) = &mut self.item
            && *own == kind
            && (number == 1 || *last > 0 && number == *last + 1)
        {
            *last = number;
            set_rank(heading, *level + 1);
        }
    }

    /// The last heading of that kind, if `number` goes on with its number.
    fn before(&self, number: u32, kind: Kind) -> Option<&Numbered> {
        let mut last = self.last.iter();
        last.find(|last| last.kind == kind && last.number < number)
    }

    fn take(&mut self, number: u32, kind: Kind, marked: u8, level: u8) {
        self.last.retain(|above| above.kind.0 < kind.0);
        self.last.push(Numbered {
            number,
            kind,
            marked,
            level,
        });
    }
}

/// The number that begins `text`, and its kind.
fn number(text: &str) -> Option<(u32, Kind)> {
    let (number, kind, _) = numbering::number(text)?;
    let text = text.trim_start();
    let part = text.starts_with('第') && !text.chars().take(5).any(|c| c == '节');
    let part = part && kind == Numbering::Section;
    Some((number, (if part { 0 } else { kind.depth() }, kind)))
}

/// The level of the heading without a number directly above one of that number and kind,
/// where it is 一、 that begins anew below it: 2016年工作总结, 上篇.
fn chapter<'a>(node: &'a AstNode<'a>, number: u32, kind: Kind) -> Option<u8> {
    let above = node
        .previous_sibling()
        .filter(|_| number == 1 && kind.0 == Numbering::Section.depth())?;
    rank(above).filter(|_| self::number(&own_text(above)).is_none())
}
