//! The appendix: every file read and what became of it, with the proof that
//! all of its text is bound; what was ignored; every finding.

use std::collections::BTreeMap;

use serde::Serialize;

use super::fact::Fact::{Number, Word};
use super::fact::{Facts, Named};
use super::rulings::{Printed, rulings};
use super::submission::reason;
use super::unit::{Unit, Units};
use super::{Body, Inputs};
use crate::coverage::{Digest, Submitter};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Limit, Moment};
use crate::report::Picture;
use crate::report::picture::Why;
use crate::text::{Lang, date, words};

/// The appendix. Its findings are rendered one by one by [`finding`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Appendix {
    /// Every file read, in path order; rendered one by one.
    pub files: Vec<File>,
    /// The sums of the files' characters.
    pub total: Sums,
    /// Files that are no reports.
    pub ignored: Vec<Ignored>,
    /// Errors, warnings, hints.
    pub severities: [usize; 3],
    /// The reports of which not all findings are printed.
    pub more: Vec<More>,
    /// What the reports waive, in path order.
    pub waived: Vec<Let>,
    /// What the office ruled.
    pub rulings: Vec<Printed>,
}

/// The sums of the proof.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// Files bound.
    pub bound_files: usize,
    /// Characters of text.
    pub text: usize,
    /// Characters bound.
    pub bound: usize,
    /// Characters of contact lines held out.
    pub contact: usize,
    /// Characters of untouched lines held out.
    pub untouched: usize,
    /// Characters of private values of the front matter held out, no part of
    /// the text.
    pub private: usize,
    /// Characters of comments held out, no part of the text.
    pub comments: usize,
    /// Every picture that a bound report names, report by report.
    pub pictures: Vec<Shown>,
    /// How many of them are printed.
    pub printed: usize,
    /// How many are not, by reason.
    pub unprinted: Vec<(&'static str, usize)>,
}

/// A picture that a bound report names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// `path:line`.
    pub place: String,
    /// Its address, shortened.
    pub address: String,
    /// What became of it: 收入, or why it is not.
    pub fate: String,
}

/// One file read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path.
    pub path: String,
    /// Whose it is; empty where nobody knows.
    pub agency: String,
    /// Its slug; empty where it is nobody's, or nothing of it is bound.
    pub slug: String,
    /// What became of it: 入卷, or why it was refused.
    pub fate: String,
    /// The rule that refuses it; empty where it is bound.
    pub rule: &'static str,
    /// When it was submitted; empty where it is undated, or secret.
    pub submitted: String,
    /// Where it stands in the volume; empty where it does not.
    pub href: String,
    /// Characters of text.
    pub text: usize,
    /// Characters bound.
    pub bound: usize,
    /// Characters of contact lines held out.
    pub contact: usize,
    /// Characters of untouched lines held out.
    pub untouched: usize,
}

/// A file that is no report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// Its path.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// `error`, `warning`, `hint`.
    pub severity: &'static str,
    /// 错误, 警告, 提示.
    pub word: &'static str,
    /// The rule's Chinese name.
    pub rule: &'static str,
    /// `path:line`.
    pub place: String,
    /// Whom it is about; empty where nobody.
    pub agency: String,
    /// Its slug; empty where it has none.
    pub slug: String,
    /// The item it is about; 0 where none.
    pub item: u32,
    /// What it says.
    pub message: String,
}

/// A report with so many findings that not all of them are printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct More {
    /// Its path.
    pub path: String,
    /// How many more there are.
    pub count: usize,
}

/// A finding that a report waives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Let {
    /// What was found.
    pub found: Found,
    /// Why the report lets it stand.
    pub reason: String,
}

/// The appendix of those inputs.
pub fn appendix(inputs: &Inputs, units: &Units) -> Appendix {
    let mut slugs = vec![None; inputs.digests.len()];
    for unit in &units.all {
        if let Some(slug) = slugs.get_mut(unit.digest) {
            *slug = Some(unit.slug.as_str());
        }
    }
    let mut appendix = Appendix::default();
    let mut unprinted: BTreeMap<Why, usize> = BTreeMap::new();
    let bodies = inputs
        .bodies
        .iter()
        .map(Option::as_ref)
        .chain(std::iter::repeat(None));
    for ((digest, body), slug) in inputs.digests.iter().zip(bodies).zip(slugs) {
        let file = file(inputs, units, digest, body, slug);
        if let Some(body) = body {
            appendix.total.bound_files += 1;
            appendix.total.private += body.private;
            appendix.total.comments += body.comments;
            let shown = body.pictures.iter();
            let shown = shown.map(|picture| shown_picture(&digest.path, picture));
            appendix.total.pictures.extend(shown);
            for picture in &body.pictures {
                match picture.fate {
                    Ok(_) => appendix.total.printed += 1,
                    Err(why) => *unprinted.entry(why).or_default() += 1,
                }
            }
        }
        appendix.total.text += file.text;
        appendix.total.bound += file.bound;
        appendix.total.contact += file.contact;
        appendix.total.untouched += file.untouched;
        appendix.files.push(file);
    }
    appendix.total.unprinted = unprinted
        .into_iter()
        .map(|(why, count)| (why.label().zh, count))
        .collect();
    appendix.files.sort_by(|a, b| a.path.cmp(&b.path));
    for (path, reason) in inputs.ignored {
        appendix.ignored.push(Ignored {
            path: path.clone(),
            reason: reason.get(Lang::Zh).to_owned(),
        });
    }
    appendix.waived = waived(inputs, units);
    appendix.rulings = rulings(inputs, units);
    for diagnostic in inputs.diagnostics {
        let [errors, warnings, hints] = &mut appendix.severities;
        match diagnostic.severity {
            Severity::Error => *errors += 1,
            Severity::Warning => *warnings += 1,
            Severity::Hint => *hints += 1,
        }
    }
    appendix.more = more(inputs);
    appendix
}

/// The findings that the appendix prints one by one: of each report no more than
/// people are shown in full.
pub fn listed<'a>(inputs: &Inputs<'a>) -> impl Iterator<Item = &'a Diagnostic> {
    by_file(inputs).flat_map(|(found, most)| found.iter().take(most))
}

fn more(inputs: &Inputs) -> Vec<More> {
    let more = by_file(inputs).filter_map(|(found, most)| {
        Some(More {
            path: path(found.get(most)?).to_owned(),
            count: found.len() - most,
        })
    });
    more.collect()
}

/// The findings of each file, and how many of them are printed: all of the plan's.
fn by_file<'a>(inputs: &Inputs<'a>) -> impl Iterator<Item = (&'a [Diagnostic], usize)> {
    let most = inputs.tasks.plan.limits.count(Limit::Findings);
    let digests = inputs.digests;
    let files = inputs.diagnostics.chunk_by(|a, b| path(a) == path(b));
    files.map(move |found| {
        let own = |digest: &Digest| digest.path.as_str().cmp(found.first().map_or("", path));
        match digests.binary_search_by(own) {
            Ok(_) => (found, most),
            Err(_) => (found, found.len()),
        }
    })
}

fn path(diagnostic: &Diagnostic) -> &str {
    &diagnostic.finding.site.path
}

/// The characters of a picture's address: one that holds the picture itself
/// has no end.
const ADDRESS: usize = 80;

fn shown_picture(path: &str, picture: &Picture) -> Shown {
    Shown {
        place: format!("{path}:{}", picture.line),
        address: words::shorten(&picture.address, ADDRESS),
        fate: match picture.fate {
            Ok(_) => "收入".to_owned(),
            Err(why) => format!("未收入：{}", why.label().zh),
        },
    }
}

fn file(
    inputs: &Inputs,
    units: &Units,
    digest: &Digest,
    body: Option<&Body>,
    slug: Option<&str>,
) -> File {
    let secret = digest.refused == Some("classified");
    let agency = match &digest.submitter {
        Submitter::Party(party) => inputs.tasks.parties.get(*party).map(|p| p.name.clone()),
        Submitter::Unlisted(name) | Submitter::Unknown(name, _) if !secret => Some(name.clone()),
        _ => None,
    };
    let own = match digest.submitter {
        Submitter::Party(party) => units.slugs.get(party).map(String::as_str),
        _ => None,
    };
    let outside = matches!(digest.submitter, Submitter::Unlisted(_));
    let fate = match digest.refused {
        Some(rule) => format!("未收入：{}", reason(rule)),
        None if digest.set_aside => "未采用：办公室选定另一份".to_owned(),
        None if digest.blank => "没有填的空稿，不算报送".to_owned(),
        None if outside => "入卷（名单外）".to_owned(),
        None => "入卷".to_owned(),
    };
    File {
        path: digest.path.clone(),
        agency: agency.unwrap_or_default(),
        slug: own.or(slug).unwrap_or_default().to_owned(),
        fate,
        rule: digest.refused.unwrap_or_default(),
        submitted: digest
            .submitted
            .filter(|_| !secret)
            .map(moment)
            .unwrap_or_default(),
        href: slug.map(|slug| format!("#a-{slug}")).unwrap_or_default(),
        text: body.map_or(0, |body| body.total),
        bound: body.map_or(0, |body| {
            body.pieces.iter().map(|piece| piece.fragment.chars).sum()
        }),
        contact: body.map_or(0, |body| body.contact),
        untouched: body.map_or(0, |body| body.untouched),
    }
}

fn moment(at: Moment) -> String {
    let time = at.time.map(|time| time.format(" %H:%M").to_string());
    format!("{}{}", date::chinese(at.date), time.unwrap_or_default())
}

/// What the reports waive, each with the paper it stands in.
fn waived(inputs: &Inputs, units: &Units) -> Vec<Let> {
    if inputs.waived.is_empty() {
        return Vec::new();
    }
    let papers: BTreeMap<&str, &Unit> = units
        .all
        .iter()
        .filter_map(|unit| Some((inputs.digests.get(unit.digest)?.path.as_str(), unit)))
        .collect();
    // What the office accepts stands among its rulings.
    let own = inputs.waived.iter().filter(|waived| waived.by.is_none());
    let told = own.map(|waived| {
        let diagnostic = &waived.diagnostic;
        let paper = papers.get(diagnostic.finding.site.path.as_str());
        let mut found = finding(diagnostic, paper.map_or("", |unit| &unit.agency));
        if let Some(unit) = paper {
            found.agency.clone_from(&unit.name);
        }
        Let {
            found,
            reason: waived.reason.clone(),
        }
    });
    told.collect()
}

/// One finding as the appendix prints it; `slug` is that of its agency.
pub fn finding(diagnostic: &Diagnostic, slug: &str) -> Found {
    let site = &diagnostic.finding.site;
    Found {
        severity: diagnostic.severity.name(),
        word: diagnostic.severity.label().zh,
        rule: diagnostic.short,
        place: format!("{}:{}", site.path, site.place.line),
        agency: diagnostic.agency.clone().unwrap_or_default(),
        slug: slug.to_owned(),
        item: diagnostic.finding.item.unwrap_or(0),
        message: diagnostic.finding.message.get(Lang::Zh).to_owned(),
    }
}

impl Facts for File {
    fn facts(&self) -> impl AsRef<[Named<'_>]> {
        [
            ("path", Word(&self.path)),
            ("agency", Word(&self.agency)),
            ("slug", Word(&self.slug)),
            ("fate", Word(&self.fate)),
            ("rule", Word(self.rule)),
            ("submitted", Word(&self.submitted)),
            ("href", Word(&self.href)),
            ("text", Number(self.text)),
            ("bound", Number(self.bound)),
            ("contact", Number(self.contact)),
            ("untouched", Number(self.untouched)),
        ]
    }
}

impl Facts for Found {
    fn facts(&self) -> impl AsRef<[Named<'_>]> {
        [
            ("severity", Word(self.severity)),
            ("word", Word(self.word)),
            ("rule", Word(self.rule)),
            ("place", Word(&self.place)),
            ("agency", Word(&self.agency)),
            ("slug", Word(&self.slug)),
            ("item", Number(self.item as usize)),
            ("message", Word(&self.message)),
        ]
    }
}
