//! Who is missing, late, undated, refused, due, in time.

use serde::Serialize;

use super::Inputs;
use super::unit::Units;
use crate::coverage::{Account, Digest, State, Submitter};
use crate::plan::Ruled;
use crate::text::date;

/// The submission lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Submission {
    /// How many are expected.
    pub expected: usize,
    /// How many of them were received.
    pub received: usize,
    /// The lists that have somebody in them, in the order of urgency.
    pub lists: Vec<List>,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct List {
    /// Its id: `missing`, `late` ….
    pub id: &'static str,
    /// What it is: 未报, 逾期 ….
    pub title: &'static str,
    /// How many there are, the names left out included.
    pub count: usize,
    /// Who.
    pub names: Vec<Named>,
    /// Whether it may be folded away: nothing is wrong in it.
    pub quiet: bool,
}

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The name; a path where nobody says who wrote.
    pub name: String,
    /// What is to be said of it: a date, a reason; empty where nothing is.
    pub note: String,
    /// Where it stands in the volume; empty where it does not.
    pub href: String,
    /// Its slug; empty for nobody.
    pub slug: String,
}

/// The lists of those inputs.
pub fn submission(inputs: &Inputs, units: &Units) -> Submission {
    let accounts = inputs.accounts;
    let of = |state: State, note: fn(&Account) -> String| -> Vec<Named> {
        accounts
            .of(state)
            .map(|account| named(inputs, units, account.party, note(account)))
            .collect()
    };
    let nothing: fn(&Account) -> String = |_| String::new();
    let lists = [
        ("missing", "未报", of(State::Missing, nothing), false),
        ("late", "逾期", of(State::Late, lateness), false),
        ("undated", "无日期", of(State::Undated, nothing), false),
        ("refused", "不能收入", refused(inputs, units), false),
        ("doubled", "两份待定", doubled(inputs, units), false),
        ("due", "未到期待报", of(State::Due, nothing), false),
        ("unlisted", "名单外报送", unlisted(units), false),
        ("exempt", "免报", exempt(inputs, units), false),
        ("on-time", "按时", of(State::OnTime, nothing), true),
    ];
    Submission {
        expected: accounts.expected.len(),
        received: accounts
            .expected
            .iter()
            .filter(|a| a.state.is_received())
            .count(),
        lists: lists
            .into_iter()
            .filter(|(_, _, names, _)| !names.is_empty())
            .map(|(id, title, names, quiet)| List {
                id,
                title,
                count: names.len(),
                names,
                quiet,
            })
            .collect(),
    }
}

fn named(inputs: &Inputs, units: &Units, party: usize, note: String) -> Named {
    let slug = units.slugs.get(party).cloned().unwrap_or_default();
    let name = inputs
        .tasks
        .parties
        .get(party)
        .map(|party| party.name.clone());
    Named {
        name: name.unwrap_or_default(),
        note,
        href: format!("#a-{slug}"),
        slug,
    }
}

/// Those the office exempts, each with its reason.
fn exempt(inputs: &Inputs, units: &Units) -> Vec<Named> {
    let exempt = inputs.accounts.exempt.iter();
    let named = exempt.map(|&party| {
        let mut rulings = inputs.tasks.register.of(party);
        let ruling = rulings
            .find(|ruling| matches!(&ruling.ruled, Ruled::Exempt(items) if items.is_empty()));
        let reason = ruling.map(|ruling| ruling.reason.clone());
        named(inputs, units, party, reason.unwrap_or_default())
    });
    named.collect()
}

fn lateness(account: &Account) -> String {
    let day = account.submitted.map(|at| date::chinese_short(at.date));
    match (day, account.days) {
        (Some(day), Some(days)) if days > 0 => format!("{day}，晚{days}天"),
        (Some(day), _) => day,
        (None, _) => String::new(),
    }
}

fn refused(inputs: &Inputs, units: &Units) -> Vec<Named> {
    let mut found = Vec::new();
    for digest in inputs.digests {
        let Some(rule) = digest.refused else { continue };
        let note = reason(rule);
        found.push(match &digest.submitter {
            Submitter::Party(party) => named(inputs, units, *party, note),
            Submitter::Unlisted(_) | Submitter::Unknown(..) | Submitter::Nobody => Named {
                name: nobody(digest, rule),
                note,
                href: "#files".to_owned(),
                slug: String::new(),
            },
        });
    }
    // Sent back, and no copy kept.
    let returned = inputs.accounts.of(State::Refused);
    let returned = returned.filter(|account| account.digests.is_empty());
    found.extend(returned.map(|account| {
        let day = account.submitted.map(|at| date::chinese_short(at.date));
        let note = format!("{}收到，已退回", day.unwrap_or_default());
        named(inputs, units, account.party, note)
    }));
    found
}

/// What stands for the submitter of a refused paper: the name it gives itself
/// and its path; of a secret one the path alone.
fn nobody(digest: &Digest, rule: &str) -> String {
    match &digest.submitter {
        Submitter::Unlisted(name) | Submitter::Unknown(name, _) if rule != "classified" => {
            format!("{name}（{}）", digest.path)
        }
        _ => digest.path.clone(),
    }
}

/// Why a paper was refused, in words for the first page.
pub fn reason(rule: &str) -> String {
    let words = match rule {
        "classified" => "按保密要求另行报送",
        "unreadable-file" => "文件打不开",
        "unreadable-encoding" => "文字编码无法辨认",
        "not-markdown" => "不是文本文件",
        "too-large" => "文件过大",
        "empty-report" => "没有正文",
        "anonymous-report" => "看不出是哪家单位",
        "unknown-submitter" => "单位名称与名册不符",
        "wrong-year" => "不是本年度的总结",
        other => crate::check::find(other).map_or(other, |rule| rule.short),
    };
    words.to_owned()
}

fn doubled(inputs: &Inputs, units: &Units) -> Vec<Named> {
    let mut found = Vec::new();
    for (party, own) in units.of_party.iter().enumerate() {
        if own.len() > 1 {
            found.push(named(inputs, units, party, format!("{}份", own.len())));
        }
    }
    found
}

fn unlisted(units: &Units) -> Vec<Named> {
    units
        .all
        .iter()
        .filter(|unit| unit.party.is_none())
        .map(|unit| Named {
            name: unit.name.clone(),
            note: String::new(),
            href: format!("#a-{}", unit.slug),
            slug: unit.slug.clone(),
        })
        .collect()
}
