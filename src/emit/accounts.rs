//! The accounts of a compilation: what was read, what was found, and the proof
//! that every block of every bound report is printed once.

use std::collections::BTreeSet;

use super::Findings;
use super::status::Lists;
use super::terminal::{Look, RED, cells, clean, flow, hang, pad, pad_left};
use crate::check::REFUSING;
use crate::coverage::{State, Submitter};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Lang;

/// What was counted while the volume was bound.
#[derive(Debug, Clone, Copy)]
pub struct Proof {
    /// Characters of the bound reports that must be printed.
    pub due: usize,
    /// Characters printed.
    pub bound: usize,
    /// Characters held out: contact lines, private values, untouched lines.
    pub held_out: usize,
}

/// The lines 读, 核 and 对.
pub fn accounts(
    findings: &Findings,
    place: &str,
    ignored: usize,
    proof: Proof,
    look: &Look,
) -> String {
    let column = match look.lang {
        Lang::Zh => 8,
        Lang::En => 10,
    };
    let row = |zh, en, text: &str| {
        hang(
            &format!("  {}", look.pick(zh, en)),
            column,
            text,
            look.width,
        )
    };
    let mut page = row("读", "read", &read(findings, place, ignored, look));
    page.push_str(&row("核", "judged", &judged(findings, look)));
    page.push_str(&row("对", "proof", &proved(findings, proof, look)));
    page
}

fn read(findings: &Findings, place: &str, ignored: usize, look: &Look) -> String {
    let bound = findings.digests.iter().filter(|digest| digest.is_bound());
    let bodies: BTreeSet<&str> = bound
        .clone()
        .filter_map(|digest| findings.name(digest))
        .collect();
    let (bound, bodies) = (bound.count(), bodies.len());
    let files = findings.digests.len() + ignored;
    let blank = findings
        .digests
        .iter()
        .filter(|digest| digest.blank)
        .count();
    let aside = findings.digests.iter().filter(|digest| digest.set_aside);
    let aside = aside.count();
    let refused = findings.digests.len() - bound - blank - aside;
    let mut text = match look.lang {
        Lang::Zh => format!("{place} {files} 个文件：入卷 {bound}（{bodies} 家）"),
        Lang::En => format!("{place}, files {files}: bound {bound} (agencies {bodies})"),
    };
    if refused > 0 {
        text.push_str(&match look.lang {
            Lang::Zh => format!("，拒收 {refused}"),
            Lang::En => format!(", refused {refused}"),
        });
    }
    if blank > 0 {
        text.push_str(&match look.lang {
            Lang::Zh => format!("，没有填的空稿 {blank}"),
            Lang::En => format!(", empty drafts {blank}"),
        });
    }
    if aside > 0 {
        text.push_str(&match look.lang {
            Lang::Zh => format!("，未采用 {aside}"),
            Lang::En => format!(", set aside {aside}"),
        });
    }
    if ignored > 0 {
        text.push_str(&match look.lang {
            Lang::Zh => format!("，不是报告 {ignored}（列在附录）"),
            Lang::En => format!(", not reports {ignored} (in the appendix)"),
        });
    }
    text
}

fn judged(findings: &Findings, look: &Look) -> String {
    let of = |severity| move |d: &&Diagnostic| d.severity == severity;
    let all = || findings.diagnostics.iter();
    let errors = all().filter(of(Severity::Error)).count();
    let rule = |name: &str| {
        all()
            .filter(|d| d.severity == Severity::Error && d.rule == name)
            .count()
    };
    let (missing, late) = (rule("unreported-agency"), rule("late-report"));
    let refused: usize = REFUSING.iter().map(|name| rule(name)).sum();
    let rest = errors.saturating_sub(missing + late + refused);
    let papers = findings
        .digests
        .iter()
        .filter(|d| d.refused.is_some())
        .count();
    let named = |zh: &str, en: &str, count: usize| match (count, look.lang) {
        (0, _) => None,
        (_, Lang::Zh) => Some(format!("{zh} {count}")),
        (_, Lang::En) => Some(format!("{en} {count}")),
    };
    // What is all of them needs no name.
    let rest = named("其余", "others", rest).filter(|_| rest < errors);
    let told: Vec<String> = [
        named("未报", "not reported", missing),
        named("逾期", "late", late),
        match (refused == papers, look.lang) {
            (true, _) => named("拒收", "refused", refused),
            (false, Lang::Zh) => named(&format!("拒收 {papers} 份计"), "", refused),
            (false, Lang::En) => named("", &format!("in {papers} refused"), refused),
        },
        rest,
    ]
    .into_iter()
    .flatten()
    .collect();
    let warnings = all().filter(of(Severity::Warning)).count();
    let hints = all().filter(of(Severity::Hint)).count();
    let (colon, comma) = match look.lang {
        Lang::Zh => ("：", "，"),
        Lang::En => (": ", ", "),
    };
    let told = match told.is_empty() {
        true => String::new(),
        false => format!("{colon}{}", told.join(comma)),
    };
    match (look.lang, errors) {
        (Lang::Zh, 0) => format!("没有错误\n警告 {warnings}，提示 {hints}（都列在附录）"),
        (Lang::Zh, _) => {
            format!("错误 {errors}{told}\n警告 {warnings}，提示 {hints}（都列在附录）")
        }
        (Lang::En, 0) => format!("no errors\nwarnings {warnings}, hints {hints} (in the appendix)"),
        (Lang::En, _) => {
            format!("errors {errors}{told}\nwarnings {warnings}, hints {hints} (in the appendix)")
        }
    }
}

fn proved(findings: &Findings, proof: Proof, look: &Look) -> String {
    let papers = findings
        .digests
        .iter()
        .filter(|digest| digest.is_bound())
        .count();
    let Proof {
        due,
        bound,
        held_out,
    } = proof;
    match (look.lang, held_out) {
        (Lang::Zh, 0) => format!("{papers} 份正文 {due} 字，入卷 {bound} 字"),
        (Lang::Zh, _) => format!(
            "{papers} 份正文 {due} 字，入卷 {bound} 字；联系方式、没有填的行等 {held_out} 字按规定未入卷"
        ),
        (Lang::En, 0) => format!("{due} characters in {papers} reports, {bound} in the volume"),
        (Lang::En, _) => format!(
            "{due} characters in {papers} reports, {bound} in the volume; {held_out} held out (contacts, untouched lines)"
        ),
    }
}

/// The files written, with their sizes in bytes.
pub fn written(files: &[(String, usize)], look: &Look) -> String {
    let wide = files
        .iter()
        .map(|(path, _)| cells(&clean(path)))
        .max()
        .unwrap_or(0)
        + 2;
    let mut page = String::new();
    for (index, (path, size)) in files.iter().enumerate() {
        let head = if index == 0 {
            look.pick("写好", "written")
        } else {
            ""
        };
        let note = match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "html" => look.pick(
                "从这里打开，也可直接打印",
                "open this one; it prints as it is",
            ),
            "csv" => look.pick("WPS、Excel 双击可看", "for a spreadsheet"),
            _ => "",
        };
        let head = pad(
            &format!("  {head}"),
            if look.lang == Lang::Zh { 8 } else { 10 },
        );
        let line = format!(
            "{head}{}{}   {note}",
            pad(&clean(path), wide),
            pad_left(&amount(*size), 8)
        );
        page.push_str(line.trim_end());
        page.push('\n');
    }
    page
}

fn amount(bytes: usize) -> String {
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// Who keeps a volume from being whole, by reason; each stands once.
#[derive(Debug, Default)]
pub struct Faults<'a>(Vec<(&'static str, &'static str, Vec<&'a str>)>);

impl<'a> Faults<'a> {
    /// The faults of what was found.
    pub fn new(findings: &Findings<'a>) -> Self {
        let of = |state| -> Vec<&'a str> {
            let accounts = findings.accounts.of(state);
            let parties = accounts.filter_map(|account| findings.tasks.parties.get(account.party));
            let names = parties.map(|party| party.name.as_str());
            // What the office accepts holds nothing back.
            names
                .filter(|name| !findings.accepts(state, name))
                .collect()
        };
        let held: BTreeSet<&str> = [State::Late, State::Undated]
            .into_iter()
            .flat_map(of)
            .collect();
        let wrong = Lists::new(findings).mend;
        let wrong = wrong.iter().map(|(party, _)| party.name.as_str());
        let strangers = findings.digests.iter().filter(|digest| {
            let known = matches!(digest.submitter, Submitter::Party(_));
            !known && (digest.refused.is_some() || digest.counts[0] > 0)
        });
        let all = [
            ("未报", "missing", of(State::Missing)),
            ("待报", "due", of(State::Due)),
            ("逾期", "late", of(State::Late)),
            ("无日期", "undated", of(State::Undated)),
            ("拒收", "refused", of(State::Refused)),
            (
                "有错",
                "errors",
                wrong.filter(|name| !held.contains(name)).collect(),
            ),
            (
                "其他",
                "other files",
                strangers.map(|digest| digest.path.as_str()).collect(),
            ),
        ];
        Faults(
            all.into_iter()
                .filter(|(_, _, names)| !names.is_empty())
                .collect(),
        )
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The page of a refusal: nothing was written, and why.
    pub fn page(&self, expected: usize, look: &Look) -> String {
        let count: usize = self.0.iter().map(|(_, _, names)| names.len()).sum();
        let head = match look.lang {
            Lang::Zh => format!("没有写任何文件。应报 {expected} 家，{count} 处不合要求："),
            Lang::En => format!("Nothing was written. {expected} expected, {count} not in order:"),
        };
        let mut page = format!("  {}\n", look.paint(RED, &head));
        let column = match look.lang {
            Lang::Zh => 12,
            Lang::En => 18,
        };
        for (zh, en, names) in &self.0 {
            let name = format!("  {} {}", look.pick(zh, en), names.len());
            let names = flow(names, 0, look.width.saturating_sub(column));
            for (index, line) in names.lines().enumerate() {
                let head = if index == 0 { name.as_str() } else { "" };
                page.push_str(&format!("{}{line}\n", pad(head, column)));
            }
        }
        let tail = look.pick(
            "不加 --strict 可以先出一卷，卷首会列明以上各家。",
            "Without --strict a volume is made that names them on its first page.",
        );
        page + &format!("  {tail}\n")
    }

    /// The closing line of a volume that is not whole.
    pub fn closing(&self, look: &Look) -> String {
        let text = look.pick(
            "卷首已写明缺、迟、拒、误。要求齐了才成卷，加 --strict。",
            "The first page says who is missing, late, refused or wrong. To bind only when all is in order, use --strict.",
        );
        hang("  ", 2, text, look.width)
    }
}
