//! Findings for people: what is wrong, where, the line itself, the plan's own
//! words, and what to type.

use std::collections::BTreeMap;

use super::terminal::{BLUE, BOLD, Look, clean, hang, list, severity_style, wrap};
use super::verdict::{self, Seen};
use super::{Findings, Wish, excerpt, offer, summary};
use crate::check::{self, Scope};
use crate::coverage::Digest;
use crate::diagnostic::{Diagnostic, Finding, HELP, Note, Severity};
use crate::plan::Limit;
use crate::text::{Label, Lang, label};

/// From this many on, findings that say the same of different agencies are
/// told as one.
const ALIKE: usize = 4;

/// All findings in order, after those of each report its verdict, at the end
/// the sum where several reports were checked.
pub fn human(findings: &Findings, wish: &Wish, look: &Look) -> String {
    let mut papers: BTreeMap<&str, (Vec<&Diagnostic>, Option<usize>)> = BTreeMap::new();
    for (index, digest) in findings.digests.iter().enumerate() {
        papers.entry(&digest.path).or_default().1 = Some(index);
    }
    let shown = |d: &&Diagnostic| wish.hints || d.severity != Severity::Hint;
    for diagnostic in findings.diagnostics.iter().filter(shown) {
        let path = diagnostic.finding.site.path.as_str();
        papers.entry(path).or_default().0.push(diagnostic);
    }
    let single = findings.digests.len() == 1;
    let mut page = String::new();
    for (diagnostics, digest) in papers.values() {
        let most = findings.tasks.plan.limits.count(Limit::Findings);
        let found = file(diagnostics, most, look);
        if !found.is_empty() && !page.is_empty() && !page.ends_with("\n\n") {
            page.push('\n');
        }
        page.push_str(&found);
        let Some(digest) = *digest else {
            continue;
        };
        let seen = wish.seen.get(digest).and_then(Option::as_ref);
        page.push_str(
            seen.and_then(|seen| seen.outline.as_deref())
                .unwrap_or_default(),
        );
        if !wish.only.is_empty() || wish.quiet {
            continue;
        }
        if let Some(digest) = findings.digests.get(digest) {
            page.push_str(&told(findings, digest, seen, wish, look));
        }
    }
    if (!single || !wish.only.is_empty()) && !wish.quiet {
        page.push_str(&summary::summary(findings, wish, look));
    }
    page
}

/// A report's verdict: a clean one takes one line where there are others.
fn told(
    findings: &Findings,
    digest: &Digest,
    seen: Option<&Seen>,
    wish: &Wish,
    look: &Look,
) -> String {
    let single = findings.digests.len() == 1;
    let clean = digest.refused.is_none() && digest.counts[0] + digest.counts[1] == 0;
    if clean && !single {
        return verdict::headline(findings, digest, wish, look);
    }
    let gap = if single { "" } else { "\n" };
    verdict::verdict(findings, digest, seen, wish, look) + gap
}

/// The findings of one file.
fn file(diagnostics: &[&Diagnostic], most: usize, look: &Look) -> String {
    let mut alike: BTreeMap<Alike, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics {
        alike.entry(kind(diagnostic)).or_default().push(diagnostic);
    }
    alike.retain(|_, same| same.len() >= ALIKE);
    let mut page = String::new();
    let mut count = 0;
    for diagnostic in diagnostics {
        let others = match alike.get(&kind(diagnostic)).map(Vec::as_slice) {
            Some([first, others @ ..]) if std::ptr::eq(*first, *diagnostic) => others,
            Some(_) => continue,
            None => &[],
        };
        count += 1;
        if count <= most {
            page.push_str(&one(diagnostic, others, most, look));
            page.push('\n');
        }
    }
    if let Some(more) = count.checked_sub(most).filter(|&more| more > 0) {
        let rest = rest(diagnostics, look.lang);
        page.push_str(&match look.lang {
            Lang::Zh => format!("这个文件还有 {more} 处，{rest}\n\n"),
            Lang::En => format!("{more} more in this file, {rest}\n\n"),
        });
    }
    page
}

/// How to see those of them that are only counted.
fn rest(diagnostics: &[&Diagnostic], lang: Lang) -> String {
    let mut severities = diagnostics.iter().map(|found| found.severity);
    let hints = match severities.any(|severity| severity == Severity::Hint) {
        true => " --hints",
        false => "",
    };
    match lang {
        Lang::Zh => format!("用 --format short{hints} 看全"),
        Lang::En => format!("see --format short{hints}"),
    }
}

/// What findings have in common that are told as one: over all reports the
/// rule, in one report its very words.
type Alike<'a> = (&'a str, Severity, &'a str);

fn kind<'a>(diagnostic: &'a Diagnostic) -> Alike<'a> {
    let words = match is_of_folder(diagnostic) {
        true => "",
        false => diagnostic.finding.message.zh.as_str(),
    };
    (diagnostic.rule, diagnostic.severity, words)
}

fn is_of_folder(diagnostic: &Diagnostic) -> bool {
    check::find(diagnostic.rule).is_some_and(|rule| matches!(rule.scope, Scope::Folder(_)))
}

/// One finding, without the blank line after it. `others` say the same of
/// other agencies or measures and are named in a note, `most` of them.
pub fn one(diagnostic: &Diagnostic, others: &[&Diagnostic], most: usize, look: &Look) -> String {
    let finding = &diagnostic.finding;
    let mut page = title(diagnostic, look);
    let gutter = excerpt::gutter(&finding.site);
    let blank = " ".repeat(gutter);
    let place = finding.site.place;
    page.push_str(&format!(
        "{blank}{} {}:{}:{}\n",
        look.paint(BLUE, "-->"),
        clean(&finding.site.path),
        place.line,
        place.column,
    ));
    let (drawn, left_over) = excerpt::excerpt(diagnostic, look);
    page.push_str(&drawn);
    let mut notes = Notes {
        gutter,
        look,
        last: None,
        page: String::new(),
    };
    for said in &left_over {
        notes.push(label("此处", "here"), said);
    }
    for note in &finding.notes {
        notes.push(note.name.clone(), &with_place(diagnostic, note, look));
    }
    if !others.is_empty() {
        let room = look.width.saturating_sub(gutter + 3 + 6);
        notes.push(label("还有", "also"), &also(others, most, room, look));
    }
    notes.push(HELP, &help(finding, look.lang));
    page.push_str(&notes.page);
    page
}

/// The remedy, and whether the program can carry it out.
fn help(finding: &Finding, lang: Lang) -> String {
    let help = finding.help.get(lang);
    let mark = offer::mark(&finding.fixes, lang);
    // What is to be typed may go over several lines and ends nothing.
    match help.contains('\n') && !mark.is_empty() {
        true => format!("{help}\n{}", mark.trim_start()),
        false => format!("{help}{mark}"),
    }
}

/// `错误[缺项]` in Chinese, `error[missing-item]` in English.
pub fn heading(diagnostic: &Diagnostic, lang: Lang) -> String {
    let name = match lang {
        Lang::Zh => diagnostic.short,
        Lang::En => diagnostic.rule,
    };
    format!("{}[{name}]", diagnostic.severity.label().get(lang))
}

fn title(diagnostic: &Diagnostic, look: &Look) -> String {
    let heading = heading(diagnostic, look.lang);
    let message = look.say(&diagnostic.finding.message);
    let mut title = String::new();
    let lines = wrap(&format!("{heading}: {message}"), look.width);
    for (index, line) in lines.iter().enumerate() {
        match line.strip_prefix(heading.as_str()).filter(|_| index == 0) {
            Some(rest) => {
                title.push_str(&look.paint(severity_style(diagnostic.severity), &heading));
                title.push_str(&look.paint(BOLD, rest));
            }
            None => title.push_str(&look.paint(BOLD, line)),
        }
        title.push('\n');
    }
    title
}

/// What a note says, and the place it speaks of unless it says that already.
fn with_place(diagnostic: &Diagnostic, note: &Note, look: &Look) -> String {
    let text = note.text.get(look.lang);
    let Some(site) = &note.site else {
        return text.to_owned();
    };
    let line = site.place.line.to_string();
    if site.path != diagnostic.finding.site.path {
        return format!("{text} ({}:{line})", clean(&site.path));
    }
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    match numbers.into_iter().any(|number| number == line) {
        true => text.to_owned(),
        false => match look.lang {
            Lang::Zh => format!("{text}（第 {line} 行）"),
            Lang::En => format!("{text} (line {line})"),
        },
    }
}

/// The agencies, measures or items that `others` are about; their lines, and
/// the sections these stand in, where they are about the same report.
fn also(others: &[&Diagnostic], most: usize, width: usize, look: &Look) -> String {
    let names = others.iter().take(most);
    let names: Vec<String> = names.map(|other| about(other, look.lang)).collect();
    let count = others.len();
    let mark = look.pick("、", ", ");
    let lines = !others.iter().any(|other| is_of_folder(other));
    let named = others.iter().any(|other| other.finding.section.is_some());
    let told = match (look.lang, lines) {
        (Lang::Zh, true) if !named => format!("{count} 处，第 {} 行", names.join(mark)),
        (Lang::En, true) if !named => format!("{count}, lines {}", names.join(mark)),
        (Lang::Zh, _) => format!("{count} 处：\n{}", list(&names, mark, width)),
        (Lang::En, _) => format!("{count}:\n{}", list(&names, mark, width)),
    };
    match count > most {
        true => told + look.pick("\n其余", "\nthe rest: ") + &rest(others, look.lang),
        false => told,
    }
}

fn about(diagnostic: &Diagnostic, lang: Lang) -> String {
    let finding = &diagnostic.finding;
    let whole = is_of_folder(diagnostic);
    match (&diagnostic.agency, &finding.measure, finding.item) {
        (Some(agency), _, _) if whole => agency.clone(),
        (None, Some(measure), _) if whole => measure.clone(),
        (None, None, Some(_)) if whole => {
            let label = finding.section.as_ref().map(|label| label.zh.clone());
            label.unwrap_or_default()
        }
        _ => {
            let line = finding.site.place.line;
            match (&finding.section, lang) {
                (None, _) => line.to_string(),
                (Some(section), Lang::Zh) => format!("第 {line} 行{}", section.zh),
                (Some(section), Lang::En) => format!("line {line} ({})", section.en),
            }
        }
    }
}

/// The lines below an excerpt. A name that comes twice in a row is shown once.
struct Notes<'a> {
    gutter: usize,
    look: &'a Look,
    last: Option<Label>,
    page: String,
}

impl Notes<'_> {
    fn push(&mut self, name: Label, text: &str) {
        if text.is_empty() {
            return;
        }
        let again = self.last.as_ref() == Some(&name);
        let lead = format!(
            "{} = {}: ",
            " ".repeat(self.gutter),
            name.get(self.look.lang)
        );
        let column = super::terminal::cells(&lead);
        let shown = if again { "" } else { lead.as_str() };
        let hung = hang(shown, column, text, self.look.width);
        let word = name.get(self.look.lang);
        let styled = format!("{} {word}:", self.look.paint(BLUE, "="));
        self.page
            .push_str(&hung.replacen(&format!("= {word}:"), &styled, usize::from(!again)));
        self.last = Some(name);
    }
}
