//! `check`: judges drafts.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Result, bail};
use huibian::check::mend::Mending;
use huibian::check::survey::survey;
use huibian::coverage::Digest;
use huibian::diagnostic::{Diagnostic, Severity, Waived};
use huibian::emit::github::github;
use huibian::emit::gitlab::gitlab;
use huibian::emit::human::human;
use huibian::emit::json::json;
use huibian::emit::junit::junit;
use huibian::emit::outline::outline;
use huibian::emit::sarif::sarif;
use huibian::emit::short::short;
use huibian::emit::summary::summary;
use huibian::emit::terminal::Look;
use huibian::emit::verdict::Seen;
use huibian::emit::{Findings, Format, Wish};
use huibian::project::files;
use huibian::text::Lang;

use super::args::Check;
use super::desk::{Desk, Outcome};
use super::mend::Mender;
use super::progress::watched;
use super::rules;

/// Finds, judges, tells.
pub fn run(desk: &Desk, wish: &Check, out: &mut dyn Write) -> Result<Outcome> {
    can_outline(wish, desk.look.lang)?;
    let denied = Denied::new(&wish.deny, desk.look.lang)?;
    let only = names(&wish.only, desk.look.lang)?;
    let as_of = desk.as_of()?;
    let tasks = desk.tasks()?;
    let skip = [desk.project.root.join("out")];
    let found = files::find(&desk.project, &wish.paths, &skip)?;
    for (_, file) in &wish.output {
        files::spare(&desk.project, &found, &desk.project.resolve(file))?;
    }
    desk.note_ignored(&found.ignored);
    let by = Mending::new(&tasks, as_of, &only, wish.mend.risky);
    let mender = Mender::new(desk, by, wish.mend);
    let mut judged = survey(
        &tasks,
        &found.files,
        watched(desk, found.files.len(), |file| mender.load(file)),
        as_of,
        found.whole,
        |_, paper, coverage, _| {
            let outline = wish
                .outline
                .then(|| outline(&tasks, paper, coverage, &desk.look));
            Seen::new(paper, coverage, outline)
        },
    );
    if !only.is_empty() {
        judged
            .diagnostics
            .retain(|diagnostic| only.contains(&diagnostic.rule));
        judged
            .waived
            .retain(|waived| only.contains(&waived.diagnostic.rule));
    }
    denied.raise(&mut judged.diagnostics);
    if wish.mend.fix && !wish.mend.diff {
        withdraw(&mut judged.diagnostics, wish.mend.risky);
    } else if matches!(wish.format, Format::Human | Format::Short) {
        mender.prove(&found.files, &mut judged.diagnostics);
    }
    recount(&mut judged.digests, &judged.diagnostics);
    let findings = Findings {
        tasks: &tasks,
        as_of,
        digests: &judged.digests,
        accounts: &judged.accounts,
        diagnostics: &judged.diagnostics,
        waived: &judged.waived,
    };
    let told = Wish {
        hints: wish.hints,
        only: &only,
        quiet: desk.options.quiet,
        seen: &judged.bodies,
        paths: &paths(wish),
    };
    let print = |format, look: &Look| page(desk, format, &findings, &told, look);
    // The files first: a reader of standard output may go away before its end.
    let plain = Look {
        color: false,
        ..desk.look
    };
    for (format, file) in &wish.output {
        let file = desk.project.resolve(file);
        desk.project
            .write(&file, print(*format, &plain)?.as_bytes())?;
    }
    if !wish.mend.diff {
        let page = print(wish.format, &desk.look)?;
        match Mender::passes(&found.files, wish.mend) {
            true => std::io::stderr().write_all(page.as_bytes())?,
            false => out.write_all(page.as_bytes())?,
        }
    }
    mender.tell(out)?;
    if wish.format == Format::Short {
        let sum = summary(&findings, &told, &desk.look);
        desk.note(sum.trim_end(), sum.trim_end());
    }
    let mut severities = judged.diagnostics.iter().map(|found| found.severity);
    let bad = severities.any(|severity| severity == Severity::Error);
    Ok(if bad { Outcome::Found } else { Outcome::Clean })
}

/// An outline is for people: no other format has a place for it.
fn can_outline(wish: &Check, lang: Lang) -> Result<()> {
    let mut formats = wish.output.iter().map(|(format, _)| *format);
    let human = wish.format == Format::Human || formats.any(|format| format == Format::Human);
    match (wish.outline && !human, lang) {
        (false, _) => Ok(()),
        (true, Lang::Zh) => bail!("--outline 只给人看：要加 --format human"),
        (true, Lang::En) => bail!("--outline is for people: it needs --format human"),
    }
}

/// What is still found after mending is not offered again.
fn withdraw(diagnostics: &mut [Diagnostic], risky: bool) {
    for diagnostic in diagnostics {
        let fixes = &mut diagnostic.finding.fixes;
        fixes.retain(|fix| !fix.safe && !risky);
    }
}

/// The paths as they were typed, each with a blank before it.
fn paths(wish: &Check) -> String {
    let typed = wish.paths.iter().map(|path| {
        let path = path.display().to_string();
        match path.contains([' ', '\'', '"', '(', '（', '&', ';', '$', '*']) {
            true => format!(" '{}'", path.replace('\'', r"'\''")),
            false => format!(" {path}"),
        }
    });
    typed.collect()
}

/// The findings in `format`.
fn page(
    desk: &Desk,
    format: Format,
    findings: &Findings,
    told: &Wish,
    look: &Look,
) -> Result<String> {
    let lang = look.lang;
    let (here, here_waived): (Vec<Diagnostic>, Vec<Waived>);
    let (mut diagnostics, mut waived) = (findings.diagnostics, findings.waived);
    if format.is_local() {
        let local = |mut diagnostic: Diagnostic| {
            let path = &mut diagnostic.finding.site.path;
            *path = desk.project.from_here(path);
            diagnostic
        };
        here = diagnostics.iter().cloned().map(local).collect();
        let reasoned = |waived: Waived| Waived {
            diagnostic: local(waived.diagnostic),
            ..waived
        };
        here_waived = waived.iter().cloned().map(reasoned).collect();
        (diagnostics, waived) = (&here, &here_waived);
    }
    Ok(match format {
        Format::Human => human(findings, told, look),
        Format::Short => short(diagnostics, look, told.hints),
        Format::Json => json(findings, lang)?,
        Format::Sarif => sarif(findings, lang),
        Format::Github => github(diagnostics, waived, lang),
        Format::Gitlab => gitlab(diagnostics, lang),
        Format::Junit => junit(findings, lang),
    })
}

/// The names of those rules.
fn names(rules: &[String], lang: Lang) -> Result<Vec<&'static str>> {
    rules
        .iter()
        .map(|name| Ok(rules::find(name, lang)?.name))
        .collect()
}

/// Counts what was found by file: rules over all reports judge a file as well.
fn recount(digests: &mut [Digest], diagnostics: &[Diagnostic]) {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for diagnostic in diagnostics {
        let counts = counts.entry(&diagnostic.finding.site.path).or_default();
        match diagnostic.severity {
            Severity::Error => counts[0] += 1,
            Severity::Warning => counts[1] += 1,
            Severity::Hint => counts[2] += 1,
        }
    }
    for digest in digests {
        digest.counts = counts
            .get(digest.path.as_str())
            .copied()
            .unwrap_or_default();
    }
}

/// What `--deny` raises.
struct Denied {
    warnings: bool,
    hints: bool,
    rules: Vec<&'static str>,
}

impl Denied {
    fn new(words: &[String], lang: Lang) -> Result<Self> {
        let mut denied = Denied {
            warnings: false,
            hints: false,
            rules: Vec::new(),
        };
        for word in words {
            match word.as_str() {
                "warnings" => denied.warnings = true,
                "hints" => denied.hints = true,
                "warning" | "hint" => match lang {
                    Lang::Zh => bail!("--deny 不能是“{word}”，是不是 {word}s？"),
                    Lang::En => bail!("--deny cannot be {word}; do you mean {word}s?"),
                },
                rule => denied.rules.push(rules::find(rule, lang)?.name),
            }
        }
        Ok(denied)
    }

    /// Makes errors of what is denied, so that every format says the same.
    fn raise(&self, diagnostics: &mut [Diagnostic]) {
        for diagnostic in diagnostics {
            if self.has(diagnostic) {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    fn has(&self, diagnostic: &Diagnostic) -> bool {
        self.rules.contains(&diagnostic.rule)
            || match diagnostic.severity {
                Severity::Error => false,
                Severity::Warning => self.warnings,
                Severity::Hint => self.hints,
            }
    }
}
