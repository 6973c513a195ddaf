//! What stands beside the lists: shares, later deadlines, who need not report,
//! what the office accepted, and what is wrong with its own register.

use crate::coverage::{Account, Digest};
use crate::diagnostic::Diagnostic;
use crate::emit::Findings;
use crate::plan::{Moment, Party, Ruled};
use crate::text::Lang;
use crate::text::date::chinese_short;

use super::Lists;

/// Each of `counts` in hundredths of their sum, so that they make exactly 100: what
/// rounding leaves goes to the largest remainders.
pub fn shares(counts: &[usize]) -> Vec<usize> {
    let sum: usize = counts.iter().sum();
    if sum == 0 {
        return vec![0; counts.len()];
    }
    let mut shares: Vec<usize> = counts.iter().map(|count| count * 100 / sum).collect();
    let left = 100 - shares.iter().sum::<usize>();
    let mut order: Vec<(usize, &mut usize)> = counts
        .iter()
        .map(|count| count * 100 % sum)
        .zip(&mut shares)
        .collect();
    // A stable sort: of equal remainders the first.
    order.sort_by_key(|(remainder, _)| std::cmp::Reverse(*remainder));
    for (_, share) in order.into_iter().take(left) {
        *share += 1;
    }
    shares
}

/// 待报 5 家，还有 3 天: the days of those without a deadline of their own.
pub fn due_head(lists: &Lists, lang: Lang) -> String {
    let count = lists.due.len();
    let mut common = lists
        .due
        .iter()
        .filter(|(party, _)| party.extended.is_none());
    let days = match common.next() {
        Some((_, account)) => account.days,
        None => {
            return match lang {
                Lang::Zh => format!("待报 {count} 家，都已延期"),
                Lang::En => format!("not yet in: {count}, all with a later deadline"),
            };
        }
    };
    match (lang, days) {
        (Lang::Zh, Some(days)) if days < 0 => format!("待报 {count} 家，还有 {} 天", -days),
        (Lang::Zh, Some(_)) => format!("待报 {count} 家，今天截止"),
        (Lang::Zh, None) => format!("待报 {count} 家"),
        (Lang::En, Some(days)) if days < 0 => format!("not yet in: {count}, days left: {}", -days),
        (Lang::En, Some(_)) => format!("not yet in: {count}, due today"),
        (Lang::En, None) => format!("not yet in: {count}"),
    }
}

/// The names of those not yet in, with their own deadlines: 市教委（延至1月13日）.
pub fn due_names(lists: &Lists, lang: Lang) -> Vec<String> {
    let named = lists.due.iter().map(|(party, _)| match party.extended {
        Some(until) => match lang {
            Lang::Zh => format!("{}（延至{}）", party.name, short(until, lang)),
            Lang::En => format!("{} (until {})", party.name, short(until, lang)),
        },
        None => party.name.clone(),
    });
    named.collect()
}

fn short(at: Moment, lang: Lang) -> String {
    let day = match lang {
        Lang::Zh => chinese_short(at.date),
        Lang::En => at.date.to_string(),
    };
    match (at.time.map(|time| time.format("%H:%M").to_string()), lang) {
        (None, _) => day,
        (Some(time), Lang::Zh) => day + &time,
        (Some(time), Lang::En) => format!("{day} {time}"),
    }
}

/// The papers at `indices`.
pub fn digests<'a>(findings: &Findings<'a>, indices: &[usize]) -> Vec<&'a Digest> {
    let digests = indices.iter();
    digests
        .filter_map(|&index| findings.digests.get(index))
        .collect()
}

/// Why a paper cannot be bound.
pub fn refusal(account: &Account, why: Option<&Diagnostic>, lang: Lang) -> String {
    match (why, account.submitted) {
        (Some(why), _) => why.finding.message.get(lang).to_owned(),
        (None, Some(at)) => match lang {
            Lang::Zh => format!("{}收到，已退回，没有留稿", short(at, lang)),
            Lang::En => format!("received on {}, sent back, no copy kept", short(at, lang)),
        },
        (None, None) => String::new(),
    }
}

/// Those that need not report, each with the reason and who ruled.
pub fn exempt<'a>(findings: &Findings<'a>) -> Vec<(&'a Party, &'a str, &'a str)> {
    let tasks = findings.tasks;
    let exempt = findings.accounts.exempt.iter().filter_map(|&index| {
        let mut rulings = tasks.register.of(index);
        let whole = |ruled: &Ruled| matches!(ruled, Ruled::Exempt(items) if items.is_empty());
        let ruling = rulings.find(|ruling| whole(&ruling.ruled))?;
        let party = tasks.parties.get(index)?;
        Some((party, ruling.reason.as_str(), ruling.by.as_str()))
    });
    exempt.collect()
}

/// What is told below the lists, a line each: 免报 1 家：市口岸办（机构改革）.
pub fn lines(findings: &Findings, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let exempt = exempt(findings);
    if !exempt.is_empty() {
        let named = exempt.iter().map(|(party, reason, _)| match lang {
            Lang::Zh => format!("{}（{reason}）", party.name),
            Lang::En => format!("{} ({reason})", party.name),
        });
        let named: Vec<String> = named.collect();
        lines.push(match lang {
            Lang::Zh => format!(
                "免报 {} 家，不在应报之内：{}",
                named.len(),
                named.join("、")
            ),
            Lang::En => format!(
                "need not report, not expected: {}: {}",
                named.len(),
                named.join(", ")
            ),
        });
    }
    let digests = || findings.digests.iter();
    let blank = digests().filter(|digest| digest.blank).count();
    if blank > 0 {
        lines.push(match lang {
            Lang::Zh => format!("另有没有填的空稿 {blank} 份，不算报送"),
            Lang::En => format!("drafts with nothing written: {blank}, not counted as received"),
        });
    }
    let aside = digests().filter(|digest| digest.set_aside).count();
    if aside > 0 {
        lines.push(match lang {
            Lang::Zh => format!("另有办公室没有选定的 {aside} 份，不算报送"),
            Lang::En => format!("copies the office did not choose: {aside}, not counted"),
        });
    }
    let accepted = findings.waived.iter().filter(|waived| waived.by.is_some());
    let accepted = accepted.count();
    if accepted > 0 {
        lines.push(match lang {
            Lang::Zh => format!("办公室认可 {accepted} 处，不算错"),
            Lang::En => format!("accepted by the office: {accepted}, not counted as errors"),
        });
    }
    for group in findings.tasks.unresolved_groups() {
        lines.push(match lang {
            Lang::Zh => format!("“{group}”成员名单未提供，未计入"),
            Lang::En => format!("members of {group} are not given, so not counted"),
        });
    }
    lines
}

/// What is wrong with the clerk's own register, with its place.
pub fn register(findings: &Findings, lang: Lang) -> Vec<String> {
    let own = findings
        .diagnostics
        .iter()
        .filter(|found| matches!(found.rule, "broken-register" | "idle-ruling"));
    let told = own.map(|found| {
        let (site, message) = (&found.finding.site, found.finding.message.get(lang));
        format!("{}:{}  {message}", site.path, site.place.line)
    });
    told.collect()
}
