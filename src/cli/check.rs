//! `check`: judges drafts.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Result, bail};
use huibian::check::survey::survey;
use huibian::coverage::Digest;
use huibian::diagnostic::{Diagnostic, Severity};
use huibian::emit::Findings;
use huibian::emit::human::{Wish, human};
use huibian::emit::json::json;
use huibian::emit::outline::outline;
use huibian::emit::short::short;
use huibian::emit::summary::summary;
use huibian::emit::verdict::Seen;
use huibian::project::files;
use huibian::text::Lang;

use super::args::{Check, CheckFormat};
use super::desk::{Desk, Outcome};
use super::rules;

/// Finds, judges, tells.
pub fn run(desk: &Desk, wish: &Check, out: &mut dyn Write) -> Result<Outcome> {
    let denied = Denied::new(&wish.deny, desk.look.lang)?;
    let only = names(&wish.only, desk.look.lang)?;
    let as_of = desk.as_of()?;
    let tasks = desk.tasks()?;
    let skip = [desk.project.root.join("out")];
    let found = files::find(&desk.project, &wish.paths, &skip)?;
    desk.note_ignored(&found.ignored);
    let mut judged = survey(
        &tasks,
        &found.files,
        files::load,
        as_of,
        found.whole,
        |paper, coverage, _| {
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
    }
    recount(&mut judged.digests, &judged.diagnostics);
    let findings = Findings {
        tasks: &tasks,
        as_of,
        digests: &judged.digests,
        accounts: &judged.accounts,
        diagnostics: &judged.diagnostics,
    };
    let told = Wish {
        hints: wish.hints,
        partial: !only.is_empty(),
        quiet: desk.options.quiet,
        seen: &judged.bodies,
    };
    let page = match wish.format {
        CheckFormat::Human => human(&findings, &told, &desk.look),
        CheckFormat::Short => short(&judged.diagnostics, &desk.look, wish.hints),
        CheckFormat::Json => json(&findings, desk.look.lang)?,
    };
    out.write_all(page.as_bytes())?;
    if wish.format == CheckFormat::Short {
        let sum = summary(&findings, &told, &desk.look);
        desk.note(sum.trim_end(), sum.trim_end());
    }
    let bad = judged
        .diagnostics
        .iter()
        .any(|d| d.severity == Severity::Error || denied.has(d));
    Ok(if bad { Outcome::Found } else { Outcome::Clean })
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

    fn has(&self, diagnostic: &Diagnostic) -> bool {
        self.rules.contains(&diagnostic.rule)
            || match diagnostic.severity {
                Severity::Error => false,
                Severity::Warning => self.warnings,
                Severity::Hint => self.hints,
            }
    }
}
