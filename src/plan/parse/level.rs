//! Which of the numbered units are the items, and which stand above them.

use super::assignment::Assignment;
use super::closing;
use super::page::Page;
use super::unit::{RANKS, Unit, rank};
use crate::text::Span;

/// Marks the items: of a run of numbers, the deepest first, those units below
/// which there are no items, where most of them are assigned. Where more of a
/// run are items themselves than have items below them, all are. Where most of
/// all the runs of a depth are assigned, one is enough in each; where no run has
/// most, a third is enough.
pub(super) fn choose(units: &mut [Unit], assignments: &[Assignment]) {
    choose_by(units, assignments, |count, all| count * 2 > all);
    if units.iter().all(|unit| !unit.item) {
        choose_by(units, assignments, |count, all| {
            count > 0 && count * 3 >= all
        });
    }
}

fn choose_by(units: &mut [Unit], assignments: &[Assignment], enough: fn(usize, usize) -> bool) {
    let assigned = |unit: &Unit| named_in(unit, assignments);
    let mut above = vec![false; units.len()];
    for depth in (0..RANKS).rev() {
        let runs = runs(units, depth);
        let free: Vec<usize> = runs
            .iter()
            .flatten()
            .copied()
            .filter(|&index| !above[index])
            .collect();
        let count = free
            .iter()
            .filter(|&&index| assigned(&units[index]))
            .count();
        let all = free.len();
        let common = enough(count, all) || scattered(units, &free, assigned);
        for run in runs {
            let (holding, free): (Vec<usize>, Vec<usize>) =
                run.iter().partition(|&&index| above[index]);
            let count = free
                .iter()
                .filter(|&&index| assigned(&units[index]))
                .count();
            let enough = enough(count, free.len()) || (common && count > 0);
            if !enough {
                continue;
            }
            let absorbs = count > holding.len() && !holding.is_empty();
            let items = if absorbs { &run } else { &free };
            for &index in items {
                units[index].item = true;
                let mut below = index + 1;
                while absorbs
                    && units
                        .get(below)
                        .is_some_and(|unit| unit.span.start < units[index].until)
                {
                    units[below].item = false;
                    below += 1;
                }
            }
        }
        for parent in units
            .iter()
            .filter(|unit| unit.item)
            .filter_map(|unit| unit.parent)
        {
            above[parent] = true;
        }
        for index in (0..units.len()).rev() {
            if above[index]
                && let Some(parent) = units[index].parent
            {
                above[parent] = true;
            }
        }
    }
}

/// Takes those units out of the items that stand behind all that are assigned, where
/// one of them asks for reports: a numbered closing.
pub(super) fn leave_out_closing(page: &Page, units: &mut [Unit], assignments: &[Assignment]) {
    let items = (0..units.len()).filter(|&at| units[at].item);
    let tail: Vec<usize> = items
        .rev()
        .take_while(|&at| !named_in(&units[at], assignments))
        .collect();
    let asks = |at: &usize| {
        let unit = &units[*at];
        let end = page.paragraph_end(unit.body).min(unit.until);
        closing::asks_for_reports(page.key(Span::new(unit.body, end)))
    };
    // With it goes what stands below the same heading.
    let Some(parent) = tail.iter().find(|at| asks(at)).map(|&at| units[at].parent) else {
        return;
    };
    for at in tail {
        units[at].item &= units[at].parent != parent;
    }
}

/// Whether agencies stand behind those of `free` that are not the last below their
/// parent about as often as behind the last: what only the last has is the whole's.
fn scattered(units: &[Unit], free: &[usize], assigned: impl Fn(&Unit) -> bool) -> bool {
    let (mut last, mut lasts, mut other, mut others) = (0, 0, 0, 0);
    for (at, &index) in free.iter().enumerate() {
        let Some(parent) = units[index].parent else {
            return false;
        };
        let next = free.get(at + 1).and_then(|&next| units[next].parent);
        let own = usize::from(assigned(&units[index]));
        match next == Some(parent) {
            true => (other, others) = (other + own, others + 1),
            false => (last, lasts) = (last + own, lasts + 1),
        }
    }
    // More than a half as often.
    other > 0 && 2 * other * lasts > last * others
}

/// The points below an item of which half or more have agencies of their own, the
/// last not counted: perhaps they are the items. Each with its item. And the items that
/// stand above the level of most, with themselves.
pub(super) fn doubtful(units: &[Unit], assignments: &[Assignment]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (index, item) in units.iter().enumerate().filter(|(_, unit)| unit.item) {
        let below = (index + 1..units.len()).take_while(|&at| units[at].span.start < item.until);
        let points: Vec<usize> = below
            .filter(|&at| units[at].parent == Some(index))
            .collect();
        let Some((_, points)) = points.split_last() else {
            continue;
        };
        let own = |&&at: &&usize| named_in(&units[at], assignments);
        let count = points.iter().filter(own).count();
        if count > 0 && count * 2 >= points.len() {
            found.extend(points.iter().find(own).map(|&point| (index, point)));
        }
    }
    // An item above the level of nearly all others is perhaps a section.
    let ranks = |unit: &&Unit| unit.item;
    let deepest = units
        .iter()
        .filter(ranks)
        .map(|unit| rank(unit.numbering))
        .max();
    let items: Vec<usize> = (0..units.len()).filter(|&at| units[at].item).collect();
    let high = items
        .iter()
        .copied()
        .filter(|&at| Some(rank(units[at].numbering)) != deepest);
    let high: Vec<usize> = high.collect();
    if high.len() * 2 < items.len() {
        found.extend(high.into_iter().map(|at| (at, at)));
    }
    found.sort_unstable();
    found
}

/// Whether an assignment in `unit` names agencies.
fn named_in(unit: &Unit, assignments: &[Assignment]) -> bool {
    let first = assignments.partition_point(|found| found.span.start < unit.body);
    let within = assignments[first..]
        .iter()
        .take_while(|found| found.span.start < unit.until);
    within.into_iter().any(|found| !found.names.is_empty())
}

/// The first of each run of units as deep as the items of which none is one.
pub(super) fn passed_over(units: &[Unit]) -> Vec<usize> {
    let Some(item) = units.iter().find(|unit| unit.item) else {
        return Vec::new();
    };
    let runs = runs(units, rank(item.numbering));
    let within = |index: usize| {
        let mut above = units[index].parent;
        while let Some(at) = above {
            if units[at].item {
                return true;
            }
            above = units[at].parent;
        }
        false
    };
    let empty = runs.iter().filter(|run| {
        run.iter()
            .all(|&index| !units[index].item && !within(index))
    });
    empty.filter_map(|run| run.first().copied()).collect()
}

/// The runs of numbers at a depth: one begins again at one below a new parent.
fn runs(units: &[Unit], depth: usize) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut parent = None;
    for (index, unit) in units.iter().enumerate() {
        if rank(unit.numbering) != depth {
            continue;
        }
        let again = unit.number == 1 && unit.parent != parent;
        parent = unit.parent;
        match runs.last_mut().filter(|_| !again) {
            Some(run) => run.push(index),
            None => runs.push(vec![index]),
        }
    }
    runs
}

/// The unit that is an item's section: the outermost above it, or the next above
/// it where numbers begin again within the outermost.
pub(super) fn section(units: &[Unit], item: usize, again: bool) -> Option<usize> {
    let mut section = units.get(item)?.parent?;
    while !again && let Some(above) = units.get(section).and_then(|unit| unit.parent) {
        section = above;
    }
    Some(section)
}

/// Whether two items below one outermost unit, but below two different ones
/// next above, have the same number.
pub(super) fn numbers_begin_again(units: &[Unit]) -> bool {
    let mut seen = std::collections::BTreeMap::new();
    let items = units.iter().enumerate().filter(|(_, unit)| unit.item);
    items.into_iter().any(|(index, unit)| {
        let outermost = section(units, index, false);
        let parent = *seen.entry((outermost, unit.number)).or_insert(unit.parent);
        parent != unit.parent
    })
}
