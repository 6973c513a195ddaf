//! What the office sends out: a 退改意见单 to each agency whose paper is to be
//! mended, a 催报函 to each that has not reported, a 通报 on the whole. Plain data,
//! in the words of an office: no rule, no line, no path, nothing of a machine.

mod circular;
mod quote;
mod reminder;
mod returned;
pub mod wording;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Timelike};
use serde::Serialize;

use crate::coverage::{Account, Accounts, Digest, Submitter};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::{Due, Kind as Body, Party, Tasks, naming};
use crate::text::date::{chinese, chinese_short};
use crate::text::{Text, text};

/// What the letters are made from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The plan folder.
    pub tasks: &'a Tasks,
    /// Today: the day under each letter.
    pub as_of: NaiveDate,
    /// What is known of each report.
    pub digests: &'a [Digest],
    /// Who has reported.
    pub accounts: &'a Accounts,
    /// What was found.
    pub diagnostics: &'a [Diagnostic],
    /// The day by which an answer is asked for; left open where there is none.
    pub reply_by: Option<NaiveDate>,
    /// Whether a whole folder was read, so that what is not there is absent.
    pub whole: bool,
}

/// The kinds of letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 退改意见单: what is to be mended.
    Return,
    /// 催报函: the deadline is past.
    Overdue,
    /// 提醒函: the deadline is near.
    Reminder,
    /// 通报: the state of the whole.
    Circular,
}

impl Kind {
    /// What the letter is called.
    pub fn chinese(self) -> &'static str {
        match self {
            Kind::Return => "退改意见单",
            Kind::Overdue => "催报函",
            Kind::Reminder => "提醒函",
            Kind::Circular => "通报",
        }
    }

    /// Its template, without the ending.
    pub fn template(self) -> &'static str {
        match self {
            Kind::Return => "notice-return",
            Kind::Overdue | Kind::Reminder => "notice-reminder",
            Kind::Circular => "notice-circular",
        }
    }
}

/// One letter: Serialize is the contract with its template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// What kind.
    pub kind: Kind,
    /// To whom, by its roster name; empty for all.
    pub agency: String,
    /// The name of its file, without the ending.
    pub file: String,
    /// The title.
    pub title: String,
    /// Who is addressed.
    pub salutation: String,
    /// The paragraphs before the points.
    pub opening: Vec<String>,
    /// The numbered points.
    pub points: Vec<String>,
    /// The paragraphs after them.
    pub closing: Vec<String>,
    /// Who signs.
    pub office: String,
    /// The day of the letter.
    pub date: String,
    /// The plan's title.
    pub plan: String,
    /// The deadline, with what it includes; empty where there is none.
    pub deadline: String,
    /// By when an answer is asked for, left open where nobody says.
    pub reply_by: String,
}

/// The letters, by kind and in roster order, and what was not written and why.
pub fn letters(facts: &Facts) -> (Vec<Letter>, Vec<Text>) {
    let mut letters = Vec::new();
    let mut notes = Vec::new();
    let parties = || {
        let accounts = facts.accounts.expected.iter();
        accounts.filter_map(|account| Some((account, facts.tasks.parties.get(account.party)?)))
    };
    letters
        .extend(parties().filter_map(|(account, party)| returned::letter(facts, account, party)));
    if facts.whole {
        letters.extend(reminder::letters(facts, parties(), &mut notes));
        letters.push(circular::letter(facts));
    } else {
        notes.push(text(
            "只给了单份文件，看不出谁没有报：没有写催报函和通报",
            "only single files were given, which do not tell who is missing: no reminders, no circular",
        ));
    }
    let broken = facts.diagnostics.iter();
    let broken = broken.filter(|found| found.rule == "broken-register");
    match broken.count() {
        0 => {}
        count => notes.push(text(
            format!("登记表有 {count} 处写错、没有生效（huibian check 会指出），改好再发这些函件"),
            format!("the register has {count} wrong entries that do not hold (huibian check shows them): mend it before these letters go out"),
        )),
    }
    strangers(facts, &mut notes);
    (letters, notes)
}

/// Papers nobody can be written to about.
fn strangers(facts: &Facts, notes: &mut Vec<Text>) {
    for digest in facts.digests {
        let path = &digest.path;
        let name = match &digest.submitter {
            Submitter::Party(_) => continue,
            Submitter::Unlisted(_) if digest.counts[0] == 0 => continue,
            Submitter::Unlisted(name) | Submitter::Unknown(name, _)
                if digest.refused != Some("classified") =>
            {
                name.as_str()
            }
            _ => "",
        };
        notes.push(match name {
            "" => text(
                format!("{path}：看不出是哪家的，没有写退改意见单，请人工处理"),
                format!("{path}: nothing says whose it is, no letter was written"),
            ),
            name => text(
                format!("{path}：“{name}”不在名册里，没有写退改意见单，请人工处理"),
                format!("{path}: {name} is not in the roster, no letter was written"),
            ),
        });
    }
}

impl Facts<'_> {
    /// The deadline of one agency: the one place that asks for it.
    fn term(&self, account: &Account) -> Option<Due> {
        self.tasks.due(Some(account.party))
    }

    /// What `party` is asked to mend, each thing once: two copies of a paper have
    /// the same faults.
    fn faults(&self, party: &Party) -> Vec<&Diagnostic> {
        let asked = self.diagnostics.iter().filter(|diagnostic| {
            diagnostic.agency.as_deref() == Some(party.name.as_str())
                && diagnostic.severity == Severity::Error
                && !wording::is_told_elsewhere(diagnostic.rule)
        });
        // Of each fault the copy in which it was first found.
        let mut copies: BTreeMap<_, &str> = BTreeMap::new();
        let once = asked.filter(|diagnostic| {
            let (site, message) = (&diagnostic.finding.site, &diagnostic.finding.message);
            let mark = (site.mark.start, site.mark.end);
            let fault = (diagnostic.rule, &message.zh, &site.excerpt, mark);
            *copies.entry(fault).or_insert(&site.path) == site.path
        });
        once.collect()
    }

    /// A letter with all that does not depend on what it says.
    fn letter(&self, kind: Kind, party: Option<&Party>, due: Option<Due>) -> Letter {
        let agency = party.map_or(String::new(), |party| party.name.clone());
        let file = match party {
            Some(party) => format!("{}-{}", kind.chinese(), file_name(party)),
            None => kind.chinese().to_owned(),
        };
        let submission = &self.tasks.plan.submission;
        let recipient = submission.recipient.as_deref().unwrap_or("办公室");
        let office = recipient.split(['（', '(']).next().unwrap_or(recipient);
        Letter {
            kind,
            agency,
            file,
            title: String::new(),
            salutation: party.map_or(String::new(), |party| format!("{}：", addressed(party))),
            opening: Vec::new(),
            points: Vec::new(),
            closing: Vec::new(),
            office: office.trim().to_owned(),
            date: chinese(self.as_of),
            plan: bare(self.tasks.plan.title()),
            deadline: due.map_or(String::new(), before),
            reply_by: self.reply_by.map_or("  月  日".to_owned(), chinese),
        }
    }

    /// A day, its year told where it is not this one.
    fn day(&self, day: NaiveDate) -> String {
        match day.year() == self.as_of.year() {
            true => chinese_short(day),
            false => chinese(day),
        }
    }
    /// 2016年质量工作总结
    fn paper(&self) -> String {
        naming::summary(&self.tasks.plan)
    }
}

/// A title without the marks 《》 that stand around it in a letter.
fn bare(title: &str) -> String {
    let title = title.trim();
    let within = title.strip_prefix('《').and_then(|t| t.strip_suffix('》'));
    within.unwrap_or(title).to_owned()
}

/// How a letter begins: a district's government by its full name.
fn addressed(party: &Party) -> &str {
    match party.kind {
        Body::District => &party.full_name,
        _ => &party.name,
    }
}

/// How a letter speaks to `party`.
fn you(party: &Party) -> &'static str {
    match party.kind {
        Body::District => "你区",
        _ => "你单位",
    }
}

/// The name as part of a file's name; with the slug where that changes it.
fn file_name(party: &Party) -> String {
    let fit = |c: char| !c.is_control() && !"/\\:*?\"<>|".contains(c);
    match party.name.chars().all(fit) {
        true => party.name.clone(),
        false => {
            let name: String = party.name.chars().filter(|&c| fit(c)).collect();
            format!("{name}-{}", party.slug)
        }
    }
}

/// 2017年1月10日前（含当日）
fn before(due: Due) -> String {
    let day = chinese(due.at.date);
    match (due.at.time, due.inclusive) {
        (Some(time), _) if time.minute() == 0 => format!("{day}{}时前", time.hour()),
        (Some(time), _) => format!("{day}{}时{}分前", time.hour(), time.minute()),
        (None, true) => format!("{day}前（含当日）"),
        (None, false) => format!("{day}前（不含当日）"),
    }
}
