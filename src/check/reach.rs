//! How far a waiver reaches: the line below it and the block that begins there.

use super::{Context, Rule};
use crate::coverage::ItemSection;
use crate::diagnostic::Diagnostic;
use crate::report::Waiver;
use crate::text::{Place, Span};

/// The lines that a waiver speaks of.
pub(super) struct Reach {
    pub(super) first: usize,
    last: usize,
    /// Whether it stands above everything, and so speaks of the whole paper.
    whole: bool,
}

impl Reach {
    /// The waivers of the paper with the reach of each.
    pub(super) fn all<'a>(context: &Context<'a>) -> Vec<(&'a Waiver, Self)> {
        let waivers = &context.report.waivers;
        if waivers.is_empty() {
            return Vec::new();
        }
        let line = |at| context.source.line_of(at);
        let passages = context.report.passages.iter().enumerate();
        let mut blocks: Vec<(usize, usize, usize)> = passages
            .map(|(at, passage)| (line(passage.span.start), line(passage.span.end), at))
            .collect();
        blocks.sort_unstable();
        let reach = |waiver: &Waiver| {
            let (from, first) = (line(waiver.span.start), line(waiver.target));
            // A block may begin with the comment itself.
            let begun = blocks.partition_point(|(begin, ..)| *begin < from);
            let below = blocks.get(begun..).unwrap_or_default().iter();
            let below = below.take_while(|(begin, ..)| *begin <= first);
            let mut reach = Reach {
                first,
                last: first,
                whole: false,
            };
            for (_, end, at) in below.filter(|(_, end, _)| *end >= first) {
                reach.last = reach.last.max(*end);
                reach.whole |= *at == 0;
            }
            reach
        };
        waivers
            .iter()
            .map(|waiver| (waiver, reach(waiver)))
            .collect()
    }

    /// Whether `diagnostic` stands there.
    pub(super) fn has(&self, diagnostic: &Diagnostic) -> bool {
        let place = diagnostic.finding.site.place;
        self.covers(place.line) || self.whole && place == Place::TOP
    }

    fn covers(&self, line: usize) -> bool {
        (self.first..=self.last).contains(&line)
    }
}

/// The `places` of a fault that is told once a paper: those that no waiver of
/// `rule` reaches, and those that each one does. A waiver in one place so hides
/// no other.
pub(super) fn parted<T>(
    context: &Context,
    rule: &Rule,
    places: Vec<T>,
    at: impl Fn(&T) -> Span,
) -> Vec<Vec<T>> {
    let named = |name: &str| name == rule.short || name.eq_ignore_ascii_case(rule.name);
    let reaches = Reach::all(context);
    let reaches = reaches.iter().filter(|(waiver, _)| {
        !waiver.reason.is_empty() && waiver.rules.iter().any(|(name, _)| named(name))
    });
    let mut left = places;
    let mut waived = Vec::new();
    for (_, reach) in reaches {
        let here = |place: &T| reach.covers(context.source.line_of(at(place).start));
        let (own, others) = left.into_iter().partition(here);
        waived.push(own);
        left = others;
    }
    let all = std::iter::once(left).chain(waived);
    all.filter(|group: &Vec<T>| !group.is_empty()).collect()
}

/// The same of sections that answer items: each stands at its heading.
pub(super) fn sections_parted<'a>(
    context: &Context,
    rule: &Rule,
    sections: Vec<&'a ItemSection>,
) -> Vec<Vec<&'a ItemSection>> {
    let passages = &context.report.passages;
    parted(context, rule, sections, |section| {
        let heading = passages.get(section.heading);
        heading.map_or(Span::default(), |passage| passage.span)
    })
}
