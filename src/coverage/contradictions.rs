//! What two agencies say that cannot both be so, side by side. Nothing is
//! decided: each may speak of its own share.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, What};
use super::figure::Figure;
use super::{Answered, Digest, How, Submitter};
use crate::plan::Tasks;
use crate::report::Status;

/// How the two stand against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One calls a measure done, the other not done.
    Status,
    /// Different figures of the same thing.
    Figure,
    /// One did it with the other, who declares it none of its business or not
    /// done.
    Partner,
}

impl Kind {
    /// The word in JSON and in templates.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Status => "status",
            Kind::Figure => "figure",
            Kind::Partner => "partner",
        }
    }
}

/// What cannot both be so.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradiction<'a> {
    /// Which of the three.
    pub kind: Kind,
    /// The item.
    pub item: u32,
    /// The measure's index in it, from 1, where both speak of one.
    pub measure: Option<u32>,
    /// Who says what: at least two; by status the least advanced first.
    pub sides: Vec<Side<'a>>,
}

/// What one paper says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Side<'a> {
    /// The index of its digest.
    pub digest: usize,
    /// The measure it speaks of.
    pub measure: Option<u32>,
    /// The line.
    pub line: usize,
    /// What it says.
    pub said: Said<'a>,
}

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Said<'a> {
    /// A status.
    State(Status),
    /// A figure, or a partner.
    Claim(&'a Claim),
}

impl Said<'_> {
    /// In one word: 未完成, 3.2万人, 会同市教委.
    pub fn word(&self, tasks: &Tasks) -> Cow<'_, str> {
        match self {
            Said::State(status) => status.chinese().into(),
            Said::Claim(claim) => match &claim.what {
                What::Figure(figure) => figure.written.as_str().into(),
                What::With(party) => {
                    let name = tasks.parties.get(*party).map_or("", |party| &party.name);
                    format!("会同{name}").into()
                }
            },
        }
    }
}

/// All contradictions of the bound reports, in plan order.
pub fn contradictions<'a>(tasks: &Tasks, digests: &'a [Digest]) -> Vec<Contradiction<'a>> {
    let mut found = statuses(digests);
    found.extend(figures(digests));
    found.extend(partners(digests));
    // What the plan does not have is not set side by side.
    let known = |found: &Contradiction| {
        let item = tasks.plan.item(found.item);
        let index = found
            .measure
            .map_or(0, |index| (index as usize).wrapping_sub(1));
        item.is_some_and(|item| found.measure.is_none() || index < item.measures.len())
    };
    found.retain(known);
    found.sort_by_key(|found| (found.item, found.measure.unwrap_or(0), found.kind));
    found
}

fn bound(digests: &[Digest]) -> impl Iterator<Item = (usize, &Digest)> {
    digests
        .iter()
        .enumerate()
        .filter(|(_, digest)| digest.is_bound())
}

/// Measures that one agency calls done and another not done. Two papers of one
/// agency are no two agencies.
pub fn statuses(digests: &[Digest]) -> Vec<Contradiction<'_>> {
    /// A digest and its line, in little room: there are as many as papers have answers.
    type Place = (u32, u32);
    // Of each item's measures who calls them not done, and who done.
    let mut said: BTreeMap<u32, BTreeMap<u32, [Vec<Place>; 2]>> = BTreeMap::new();
    for (at, digest) in bound(digests) {
        for answer in &digest.answers {
            let said = said.entry(answer.item).or_default();
            for &(measure, status, line) in &answer.measures {
                let side = match status {
                    Some(Status::NotDone) => 0,
                    Some(Status::Done) => 1,
                    _ => continue,
                };
                let place = (at as u32, line as u32);
                said.entry(measure).or_default()[side].push(place);
            }
        }
    }
    let first = firsts(digests);
    // Of each agency the measure last told, of those not done and of those done.
    let mut told = [vec![None; digests.len()], vec![None; digests.len()]];
    let said = said.iter().flat_map(|(&item, measures)| {
        let measures = measures.iter();
        measures.map(move |(&measure, [open, done])| ((item, measure), open, done))
    });
    let splits = said.filter_map(|(of, open, done)| {
        let own = |side: &Place| first[side.0 as usize];
        let split = open
            .iter()
            .any(|open| done.iter().any(|done| own(open) != own(done)));
        // The least advanced stand first.
        let states = open.iter().map(|side| (Status::NotDone, side));
        let states = states.chain(done.iter().map(|side| (Status::Done, side)));
        let sides = states.filter_map(|(status, &(digest, line))| {
            let digest = digest as usize;
            let told = &mut told[usize::from(status == Status::Done)][first[digest]];
            (told.replace(of) != Some(of)).then_some(Side {
                digest,
                measure: Some(of.1),
                line: line as usize,
                said: Said::State(status),
            })
        });
        split.then(|| Contradiction {
            kind: Kind::Status,
            item: of.0,
            measure: Some(of.1),
            sides: sides.collect(),
        })
    });
    splits.collect()
}

/// Of each digest the first that is of the same agency.
fn firsts(digests: &[Digest]) -> Vec<usize> {
    let mut known = BTreeMap::new();
    let own = digests.iter().enumerate().map(|(at, digest)| {
        let first = known.entry(key(&digest.submitter));
        *first.or_insert(at)
    });
    own.collect()
}

/// By what two papers are of one agency.
fn key(submitter: &Submitter) -> (usize, &str) {
    match submitter {
        Submitter::Party(index) => (*index, ""),
        Submitter::Unlisted(name) | Submitter::Unknown(name, _) => (usize::MAX, name),
        Submitter::Nobody => (usize::MAX, ""),
    }
}

fn claims(digests: &[Digest]) -> impl Iterator<Item = (usize, &Claim)> {
    bound(digests).flat_map(|(at, digest)| digest.claims.iter().map(move |claim| (at, claim)))
}

fn side(digest: usize, claim: &Claim) -> Side<'_> {
    Side {
        digest,
        measure: claim.measure,
        line: claim.line,
        said: Said::Claim(claim),
    }
}

/// A figure and whose it is.
#[derive(Clone, Copy)]
struct Counted<'a> {
    digest: usize,
    claim: &'a Claim,
    figure: &'a Figure,
}

/// Figures of the same thing that differ, within one item and, where both speak
/// of a measure, within that.
pub fn figures(digests: &[Digest]) -> Vec<Contradiction<'_>> {
    let all = claims(digests).filter_map(|(digest, claim)| match &claim.what {
        What::Figure(figure) => Some(Counted {
            digest,
            claim,
            figure,
        }),
        What::With(_) => None,
    });
    let mut all: Vec<Counted> = all.collect();
    all.sort_by(|a, b| {
        let of = |one: &Counted| (one.digest, one.claim.line);
        let (thing, other) = (&a.figure, &b.figure);
        let things =
            (a.claim.item, &thing.thing, thing.unit).cmp(&(b.claim.item, &other.thing, other.unit));
        things.then(of(a).cmp(&of(b)))
    });
    let groups = all.chunk_by(|a, b| a.claim.item == b.claim.item && a.figure.is_of_same(b.figure));
    groups
        .filter_map(|group| differing(digests, group))
        .collect()
}

/// Of `group`, which counts one thing, the first from which others differ, and those.
fn differing<'a>(digests: &[Digest], group: &[Counted<'a>]) -> Option<Contradiction<'a>> {
    let by = |one: &Counted| digests.get(one.digest).map(|digest| &digest.submitter);
    let differ = |one: &Counted, other: &Counted| {
        is_near(one.claim.measure, other.claim.measure) && one.figure.differs(other.figure)
    };
    // However many say the same, it is held against all that is said only once.
    let stated = |one: &Counted| (one.claim.measure, one.figure.amount());
    let all: BTreeMap<_, Counted> = group.iter().map(|one| (stated(one), *one)).collect();
    let disputed = all
        .values()
        .filter(|one| all.values().any(|other| differ(one, other)));
    let disputed: BTreeSet<_> = disputed.map(stated).collect();
    let mut firsts = group.iter().enumerate();
    firsts.find_map(|(index, one)| {
        if !disputed.contains(&stated(one)) {
            return None;
        }
        let mut sides = vec![side(one.digest, one.claim)];
        let mut told = BTreeSet::new();
        for other in group
            .iter()
            .skip(index + 1)
            .filter(|other| differ(one, other))
        {
            // A second paper of one agency is meant to differ, and says it again.
            let own = other.digest == one.digest;
            if own || by(other) != by(one) && told.insert(by(other)) {
                sides.push(side(other.digest, other.claim));
            }
        }
        (sides.len() > 1).then(|| Contradiction {
            kind: Kind::Figure,
            item: one.claim.item,
            measure: sides.iter().find_map(|side| side.measure),
            sides,
        })
    })
}

fn is_near(a: Option<u32>, b: Option<u32>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// What one agency did with another, who says it is none of its business, or, of
/// the whole item, that it is not done. A measure it calls not done itself stands
/// among [`statuses`].
pub fn partners(digests: &[Digest]) -> Vec<Contradiction<'_>> {
    let mut papers: BTreeMap<usize, Vec<(usize, &Digest)>> = BTreeMap::new();
    for (at, digest) in bound(digests) {
        if let Submitter::Party(party) = digest.submitter {
            papers.entry(party).or_default().push((at, digest));
        }
    }
    let mut told = BTreeSet::new();
    let mut found = Vec::new();
    for (at, claim) in claims(digests) {
        let What::With(party) = claim.what else {
            continue;
        };
        let papers = papers.get(&party).map_or(&[][..], Vec::as_slice);
        if papers.iter().any(|&(own, _)| own == at) {
            continue;
        }
        let denied = papers.iter().find_map(|&(other, digest)| {
            let answer = digest.answers.iter().find(|a| a.item == claim.item)?;
            denial(other, answer, claim.measure)
        });
        if let Some(denied) = denied
            && told.insert((claim.item, claim.measure, at, denied.digest))
        {
            found.push(Contradiction {
                kind: Kind::Partner,
                item: claim.item,
                measure: claim.measure,
                sides: vec![side(at, claim), denied],
            });
        }
    }
    found
}

/// How `answer` denies to have worked at `measure`, or at the item.
fn denial(digest: usize, answer: &Answered, measure: Option<u32>) -> Option<Side<'static>> {
    let of = |measure, line, status| Side {
        digest,
        measure,
        line,
        said: Said::State(status),
    };
    if answer.how == How::Declined {
        return Some(of(None, answer.line, Status::NotApplicable));
    }
    let mut own = answer.measures.iter().filter(|(m, ..)| Some(*m) == measure);
    let declined = own.find(|(_, status, _)| *status == Some(Status::NotApplicable));
    if let Some(&(_, _, line)) = declined {
        return Some(of(measure, line, Status::NotApplicable));
    }
    let whole = answer.measures.is_empty() && answer.status == Some(Status::NotDone);
    whole.then(|| of(None, answer.line, Status::NotDone))
}
