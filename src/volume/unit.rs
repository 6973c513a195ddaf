//! The bound papers in the order of the volume, each with a name and a slug of
//! its own.

use std::collections::BTreeSet;

use serde::Serialize;

use super::fact::Fact;
use super::{Body, Inputs};
use crate::coverage::{Answered, Digest, Submitter};
use crate::plan::Kind;

/// Somebody named on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The slug, by which a view of the page finds everything of theirs.
    pub slug: String,
}

/// One bound paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The index of its digest.
    pub digest: usize,
    /// Its submitter among the expected ones; `None` outside the list.
    pub party: Option<usize>,
    /// The submitter's name, with （第2份） for a second paper.
    pub name: String,
    /// ASCII, for links; no two units share one.
    pub slug: String,
    /// The slug of its agency, which all its copies share: what a view asks for.
    pub agency: String,
    /// Whether a district wrote it.
    pub district: bool,
}

/// The bound papers and the slugs of everyone expected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    /// In roster order, papers outside the list last, in path order.
    pub all: Vec<Unit>,
    /// The slug of every expected submitter, in their order.
    pub slugs: Vec<String>,
    /// The indices of every expected submitter's units, in path order.
    pub of_party: Vec<Vec<usize>>,
}

impl Units {
    /// The units of a folder.
    pub fn new(inputs: &Inputs) -> Self {
        let mut used = BTreeSet::new();
        let parties = &inputs.tasks.parties;
        let mut units = Units {
            all: Vec::new(),
            slugs: parties
                .iter()
                .map(|party| unique(&mut used, &party.slug))
                .collect(),
            of_party: vec![Vec::new(); parties.len()],
        };
        for account in &inputs.accounts.expected {
            let Some(party) = parties.get(account.party) else {
                continue;
            };
            let mut papers: Vec<usize> = account.digests.clone();
            papers.retain(|&digest| is_bound(inputs, digest));
            papers.sort_unstable();
            for (copy, digest) in papers.into_iter().enumerate() {
                let own = units.slugs.get(account.party).cloned().unwrap_or_default();
                let agency = own.clone();
                let (name, slug) = match copy {
                    0 => (party.name.clone(), own),
                    _ => (
                        format!("{}（第{}份）", party.name, copy + 1),
                        unique(&mut used, &own),
                    ),
                };
                if let Some(of) = units.of_party.get_mut(account.party) {
                    of.push(units.all.len());
                }
                units.all.push(Unit {
                    digest,
                    party: Some(account.party),
                    name,
                    slug,
                    agency,
                    district: party.kind == Kind::District,
                });
            }
        }
        let mut others: Vec<usize> = inputs.accounts.unlisted.clone();
        others.extend(&inputs.accounts.nobody);
        others.sort_unstable();
        others.retain(|&digest| is_bound(inputs, digest));
        for (count, digest) in others.into_iter().enumerate() {
            let name = match inputs.digests.get(digest).map(|paper| &paper.submitter) {
                Some(Submitter::Unlisted(name) | Submitter::Unknown(name, _)) => name.clone(),
                _ => "未署名".to_owned(),
            };
            let slug = unique(&mut used, &format!("other-{:02}", count + 1));
            units.all.push(Unit {
                digest,
                party: None,
                name,
                agency: slug.clone(),
                slug,
                district: false,
            });
        }
        units
    }
}

fn is_bound(inputs: &Inputs, digest: usize) -> bool {
    inputs.bodies.get(digest).is_some_and(Option::is_some)
}

impl Unit {
    /// Its digest.
    pub fn paper<'a>(&self, inputs: &Inputs<'a>) -> Option<&'a Digest> {
        inputs.digests.get(self.digest)
    }

    /// What is printed of it.
    pub fn body<'a>(&self, inputs: &Inputs<'a>) -> Option<&'a Body> {
        inputs.bodies.get(self.digest)?.as_ref()
    }

    /// The report and the line: reports/市教委.md:14.
    pub fn source(&self, inputs: &Inputs, line: Option<usize>) -> String {
        let mut source = String::new();
        self.place(inputs, line).print(&mut source);
        source
    }

    /// The same as a fact.
    pub fn place<'a>(&self, inputs: &Inputs<'a>, line: Option<usize>) -> Fact<'a> {
        Fact::Place(self.paper(inputs).map_or("", |paper| &paper.path), line)
    }

    /// What it says to item `number`.
    pub fn answer<'a>(&self, inputs: &Inputs<'a>, number: u32) -> Option<&'a Answered> {
        self.paper(inputs)?
            .answers
            .iter()
            .find(|answer| answer.item == number)
    }
}

/// `wish` as a slug that `used` does not have yet: ASCII letters, digits and
/// hyphens; -2, -3 … behind it where it is taken.
pub fn unique(used: &mut BTreeSet<String>, wish: &str) -> String {
    let ascii: String = wish
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .collect();
    let base = match ascii.trim_matches('-') {
        "" => "agency",
        slug => slug,
    };
    let mut slug = base.to_owned();
    let mut count = 1;
    while !used.insert(slug.clone()) {
        count += 1;
        slug = format!("{base}-{count}");
    }
    slug
}
