//! The one run over a folder: every file is read, parsed, covered and judged in
//! a worker of its own, and leaves a digest and its diagnostics; then the
//! accounts are made and the folder is judged as a whole.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::register::accepts;
use super::{Context, Folder, Judged, REFUSING, Unread, Why};
use crate::coverage::claims::claims;
use crate::coverage::cover::cover;
use crate::coverage::identity::{identify, sign};
use crate::coverage::matching::Index;
use crate::coverage::{Accounts, Answered, Coverage, Digest, Presence, Submitter};
use crate::coverage::{numbers, ruled};
use crate::diagnostic::{Diagnostic, Severity, Site, Waived};
use crate::plan::{Excess, Limit, Ruled, Tasks};
use crate::report::tree::Paper;
use crate::text::Source;
use crate::text::decode::{Charset, decode};

/// One file as it was found.
#[derive(Debug)]
pub enum Input {
    /// Its bytes.
    Text {
        /// The path as printed.
        path: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// It cannot be a report.
    Unread(Unread),
}

/// What a run over a folder gives.
#[derive(Debug)]
pub struct Survey<T> {
    /// What is known of each file, in the order of the files.
    pub digests: Vec<Digest>,
    /// What `visit` made of each file that is not refused.
    pub bodies: Vec<Option<T>>,
    /// Who has reported.
    pub accounts: Accounts,
    /// What the rules found, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// What of it the reports waive, in the order of the files.
    pub waived: Vec<Waived>,
}

impl<T> Survey<T> {
    /// Leaves out what is said of drafts in which nothing was written, and what
    /// was made of them: they are no reports.
    pub fn leave_out_blank(&mut self) {
        let drafts = self.digests.iter().filter(|digest| digest.blank);
        let blank: BTreeSet<&str> = drafts.map(|digest| digest.path.as_str()).collect();
        self.diagnostics
            .retain(|diagnostic| !blank.contains(diagnostic.finding.site.path.as_str()));
        let path = |waived: &Waived| waived.diagnostic.finding.site.path.clone();
        self.waived
            .retain(|waived| !blank.contains(path(waived).as_str()));
        for (digest, body) in self.digests.iter().zip(&mut self.bodies) {
            if digest.blank {
                *body = None;
            }
        }
    }
}

impl<T> Survey<T> {
    /// Sets aside the copies that the office did not choose, and what was found in
    /// them.
    fn choose(&mut self, tasks: &Tasks) {
        for ruling in &tasks.register.rulings {
            let Ruled::Choose(path) = &ruling.ruled else {
                continue;
            };
            let own = |digest: &Digest| digest.party() == Some(ruling.party);
            let mut digests = self.digests.iter();
            if !digests.any(|digest| own(digest) && digest.path == *path) {
                continue;
            }
            for (digest, body) in self.digests.iter_mut().zip(&mut self.bodies) {
                if own(digest) && digest.path != *path {
                    digest.set_aside = true;
                    *body = None;
                    let path = digest.path.as_str();
                    self.diagnostics
                        .retain(|found| found.finding.site.path != path);
                    self.waived
                        .retain(|waived| waived.diagnostic.finding.site.path != path);
                }
            }
        }
    }

    /// Takes out what the office accepts.
    fn accept(&mut self, tasks: &Tasks) {
        if tasks.register.rulings.is_empty() {
            return;
        }
        let mut left = Vec::with_capacity(self.diagnostics.len());
        for diagnostic in std::mem::take(&mut self.diagnostics) {
            let mut rulings = tasks.register.rulings.iter();
            let Some(ruling) = rulings.find(|ruling| accepts(tasks, ruling, &diagnostic)) else {
                left.push(diagnostic);
                continue;
            };
            let path = &diagnostic.finding.site.path;
            let mut digests = self.digests.iter_mut();
            let counted = match diagnostic.severity {
                Severity::Error => 0,
                Severity::Warning => 1,
                Severity::Hint => 2,
            };
            if let Some(digest) = digests.find(|digest| digest.path == *path) {
                let count = &mut digest.counts[counted];
                *count = count.saturating_sub(1);
            }
            self.waived.push(Waived {
                reason: ruling.reason.clone(),
                by: Some(ruling.by.clone()),
                diagnostic,
            });
        }
        self.diagnostics = left;
    }
}

/// Judges `files`. `load` reads one of them; `visit` is given every file whose
/// paper is not refused, with the paper, while its text is at hand. With `whole` a folder was read,
/// so that what is not there is absent. The result does not depend on the
/// number of threads.
pub fn survey<F: Sync, T: Send>(
    tasks: &Tasks,
    files: &[F],
    load: impl Fn(&F) -> Input + Sync,
    as_of: NaiveDate,
    whole: bool,
    visit: impl Fn(&F, &Paper, &Coverage, &Digest) -> T + Sync,
) -> Survey<T> {
    let index = Index::new(&tasks.plan);
    let (mut digests, mut others) = (Vec::new(), Vec::new());
    let examined = files.par_iter().map(|file| {
        let visit = |paper: &Paper, coverage: &Coverage, digest: &Digest| {
            visit(file, paper, coverage, digest)
        };
        let (digest, judged, body) = examine(tasks, &index, load(file), as_of, &visit);
        (digest, (judged, body))
    });
    examined.unzip_into_vecs(&mut digests, &mut others);
    let mut survey = Survey {
        digests,
        bodies: Vec::with_capacity(files.len()),
        accounts: Accounts::default(),
        // Of the plan folder the office is told, not the drafter of one paper.
        diagnostics: if whole {
            super::check_plan(tasks)
        } else {
            Vec::new()
        },
        waived: Vec::new(),
    };
    for ((diagnostics, waived), body) in others {
        survey.diagnostics.extend(diagnostics);
        survey.waived.extend(waived);
        survey.bodies.push(body);
    }
    survey.choose(tasks);
    survey.accounts = Accounts::new(tasks, &survey.digests, as_of);
    let folder = Folder {
        tasks,
        digests: &survey.digests,
        accounts: &survey.accounts,
        as_of,
        whole,
    };
    let mut found = super::check_folder(&folder);
    found.append(&mut survey.diagnostics);
    found.extend(super::check_rulings(&folder, &found));
    found.sort_by(|a, b| a.order().cmp(&b.order()));
    survey.diagnostics = found;
    survey.accept(tasks);
    survey
}

fn examine<T>(
    tasks: &Tasks,
    index: &Index,
    input: Input,
    as_of: NaiveDate,
    visit: &impl Fn(&Paper, &Coverage, &Digest) -> T,
) -> (Digest, Judged, Option<T>) {
    let (path, bytes) = match input {
        Input::Text { path, bytes } => (path, bytes),
        Input::Unread(unread) => return refuse(tasks, &unread),
    };
    let (text, charset) = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(why) => {
            let why = Why::Encoding(why);
            return refuse(tasks, &Unread { path, why });
        }
    };
    let source = Source::new(path, text);
    let arena = Paper::arena();
    let mut paper = Paper::parse(&arena, &source, &tasks.plan);
    if let Some(excess) = paper.report.excess {
        return refuse_as(tasks, &paper, excess);
    }
    sign(tasks, &mut paper.report);
    numbers::settle(tasks, &mut paper.report);
    let ruled = ruled::mark(tasks, &source.path, &mut paper.report);
    let coverage = cover(tasks, index, &paper.report);
    let judged = super::check_report(&context(tasks, &paper, charset, &coverage, as_of));
    let judged = gravest(judged, tasks.plan.limits.count(Limit::KeptFindings));
    let mut digest = Digest {
        ruled,
        ..digest(&paper, &coverage, &judged.0)
    };
    if digest.refused.is_none() {
        digest.claims = claims(tasks, index, &paper, &coverage);
    }
    let body = digest
        .refused
        .is_none()
        .then(|| visit(&paper, &coverage, &digest));
    (digest, judged, body)
}

/// At most so many of what was found, the gravest; `too-many-findings` tells of the
/// others.
fn gravest((mut found, mut waived): Judged, most: usize) -> Judged {
    if found.len() > most {
        found.sort_by_key(|one| (one.rule != "too-many-findings", one.severity));
        found.truncate(most + 1);
        found.shrink_to_fit();
        found.sort_by(|a, b| a.order().cmp(&b.order()));
    }
    waived.truncate(most);
    (found, waived)
}

/// A paper with all that a rule may look at.
pub(super) fn context<'a>(
    tasks: &'a Tasks,
    paper: &'a Paper,
    charset: Charset,
    coverage: &'a Coverage,
    as_of: NaiveDate,
) -> Context<'a> {
    Context {
        tasks,
        source: paper.source,
        charset,
        report: &paper.report,
        coverage,
        as_of,
    }
}

/// A file that is no report: nothing is known of it but its path.
fn refuse<T>(tasks: &Tasks, unread: &Unread) -> (Digest, Judged, Option<T>) {
    let diagnostics = super::check_file(tasks, unread);
    let digest = Digest {
        path: unread.path.clone(),
        submitter: Submitter::Nobody,
        submitted: None,
        refused: refused(&diagnostics),
        site: Site::file(&unread.path),
        answers: Vec::new(),
        claims: Vec::new(),
        unanswered: Vec::new(),
        prose: false,
        blank: false,
        set_aside: false,
        ruled: Vec::new(),
        parts: [Presence::Absent; 3],
        counts: counts(&diagnostics),
    };
    (digest, (diagnostics, Vec::new()), None)
}

/// A paper of which there is too much: nothing is known of it but whose it is.
fn refuse_as<T>(tasks: &Tasks, paper: &Paper, excess: Excess) -> (Digest, Judged, Option<T>) {
    let unread = Unread {
        path: paper.source.path.clone(),
        why: Why::Excess(excess),
    };
    let (mut digest, (mut diagnostics, waived), body) = refuse(tasks, &unread);
    digest.submitter = identify(tasks, &paper.report).submitter;
    let party = digest.party().and_then(|party| tasks.parties.get(party));
    for diagnostic in &mut diagnostics {
        diagnostic.agency = party.map(|party| party.name.clone());
    }
    (digest, (diagnostics, waived), body)
}

/// The rule that refuses the paper: the first of [`REFUSING`] that was raised.
fn refused(diagnostics: &[Diagnostic]) -> Option<&'static str> {
    let raised = |rule: &&&str| diagnostics.iter().any(|d| d.rule == **rule);
    REFUSING.iter().find(raised).copied()
}

fn counts(diagnostics: &[Diagnostic]) -> [usize; 3] {
    let of = |severity| {
        diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count()
    };
    [
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Hint),
    ]
}

/// What is known of a paper.
pub(super) fn digest(paper: &Paper, coverage: &Coverage, diagnostics: &[Diagnostic]) -> Digest {
    let report = &paper.report;
    let refused = refused(diagnostics);
    let title = report.title.map(|at| report.passages[at].span);
    let line = |passage: Option<usize>| {
        let start = passage.map_or(0, |at| report.passages[at].line.start());
        paper.source.line_of(start)
    };
    let secret = refused == Some("classified");
    let shown = coverage.answers.iter().filter(|_| !secret);
    let answers = shown.map(|answer| Answered {
        item: answer.item,
        how: answer.how,
        line: line(answer.passage),
        status: answer.status,
        measures: answer
            .measures
            .iter()
            .map(|measure| (measure.measure, measure.status, line(measure.passage)))
            .collect(),
    });
    // Of a classified paper nothing is shown but its name.
    let site = if secret {
        Site::file(&paper.source.path)
    } else {
        Site::new(paper.source, title.unwrap_or_default())
    };
    Digest {
        path: paper.source.path.clone(),
        submitter: coverage.identity.submitter.clone(),
        submitted: coverage.submitted.filter(|_| !secret),
        refused,
        site,
        answers: answers.collect(),
        claims: Vec::new(),
        unanswered: coverage.unanswered.clone(),
        prose: coverage.prose,
        blank: coverage.is_blank(report),
        set_aside: false,
        ruled: Vec::new(),
        parts: [
            coverage.parts.completion,
            coverage.parts.next_targets,
            coverage.parts.next_measures,
        ]
        .map(|part| coverage.presence(report, part)),
        counts: counts(diagnostics),
    }
}
