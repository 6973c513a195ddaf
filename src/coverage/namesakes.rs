//! Items of several sections with one title: 加强组织领导. The number, the section or the
//! agency tells which a heading means, else the order in which they stand.

use std::cell::LazyCell;
use std::collections::BTreeSet;

use super::parts::Title;
use super::{Known, numbers};
use crate::report::Report;
use crate::text::numbering::{self, Numbering};

/// Lets each of the `titles` that several items have be that of the one which is meant.
pub(super) fn tell_apart(known: Known, report: &Report, titles: &mut [Title]) {
    let plan = &known.tasks.plan;
    let mut taken = BTreeSet::new();
    let sections = LazyCell::new(|| numbers::sections(plan, report));
    for (at, title) in titles.iter_mut().enumerate() {
        let Some(item) = title.item else { continue };
        let all = known.index.namesakes(item);
        let Some(&first) = all.first() else { continue };
        let passage = &report.passages[at];
        let number = match passage.heading() {
            Some(heading) => heading.number.map(|(number, _)| number),
            None => numbering::number(&passage.line.text).map(|(number, ..)| number),
        };
        // 第四部分第一项 标题
        let within = passage.heading().and_then(|heading| match heading.number? {
            (section, Numbering::Section) => Some((section, *heading.named().first()?)),
            _ => None,
        });
        let (section, number) = match within {
            Some((section, own)) => (Some(section), Some(own)),
            None => (sections[at], number),
        };
        let only = |is: &dyn Fn(u32) -> bool| {
            let mut alike = all.iter().copied().filter(|&own| is(own));
            alike.next().filter(|_| alike.next().is_none())
        };
        let owed = |own: u32| known.owed.contains(&own);
        let next = |taken: &BTreeSet<u32>| {
            let mut free = all.iter().filter(|own| !taken.contains(*own));
            let owing = free.clone().find(|&&own| owed(own));
            owing.or(free.next()).copied()
        };
        let meant = only(&|own| section.is_some() && plan.section_of(own) == section)
            .or_else(|| only(&|own| number.is_some_and(|n| known.index.is_printed(own, n))))
            .or_else(|| only(&owed))
            .or_else(|| next(&taken))
            .unwrap_or(first);
        taken.insert(meant);
        title.item = Some(meant);
    }
}
