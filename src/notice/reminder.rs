//! 催报函 and 提醒函: what one agency still owes.

use super::{Facts, Kind, Letter, before, you};
use crate::coverage::{Account, State};
use crate::plan::{Due, PartId, Party};
use crate::text::{Text, text};

/// So many days before the deadline an agency is reminded; earlier nobody waits.
const AHEAD: i64 = 15;

/// The letters to all that have not reported.
pub(super) fn letters<'a>(
    facts: &Facts,
    parties: impl Iterator<Item = (&'a Account, &'a Party)>,
    notes: &mut Vec<Text>,
) -> Vec<Letter> {
    let mut letters = Vec::new();
    let (mut early, mut open) = (0, 0);
    for (account, party) in parties {
        match (account.state, facts.term(account)) {
            (State::Missing, Some(due)) => letters.push(overdue(facts, account, party, due)),
            (State::Due, Some(due)) if due.days(facts.as_of) >= -AHEAD => {
                letters.push(ahead(facts, party, due));
            }
            (State::Due, Some(_)) => early += 1,
            (State::Due | State::Missing, None) => open += 1,
            _ => {}
        }
    }
    // By kind, so that what is overdue comes first.
    letters.sort_by_key(|letter| letter.kind);
    if early > 0 {
        notes.push(text(
            format!("{early} 家还没有报，离期限还有 {AHEAD} 天以上，没有写提醒函"),
            format!("{early} have not reported, more than {AHEAD} days ahead: no reminders yet"),
        ));
    }
    if open > 0 {
        notes.push(text(
            format!("{open} 家还没有报，计划没有写期限，没有写催报函"),
            format!("{open} have not reported; the plan has no deadline: no reminders"),
        ));
    }
    letters
}

fn overdue(facts: &Facts, account: &Account, party: &Party, due: Due) -> Letter {
    let you = you(party);
    let mut letter = facts.letter(Kind::Overdue, Some(party), Some(due));
    letter.title = format!("关于报送{}的催报函", facts.paper());
    let late = match account.days {
        Some(days) if days > 0 => format!("，已逾期{days}天"),
        _ => "，已经逾期".to_owned(),
    };
    letter.opening = vec![format!(
        "{}截至{}，尚未收到{you}的总结{late}。",
        demand(facts, &letter, party),
        letter.date
    )];
    owed(facts, party, &mut letter);
    letter.closing = vec![format!(
        "请于{}前报送。已经报送的，请告知报送时间和方式，以便查收。",
        letter.reply_by
    )];
    letter
}

fn ahead(facts: &Facts, party: &Party, due: Due) -> Letter {
    let you = you(party);
    let mut letter = facts.letter(Kind::Reminder, Some(party), Some(due));
    letter.title = format!("关于按时报送{}的提醒函", facts.paper());
    let left = match -due.days(facts.as_of) {
        days if days > 0 => format!("距截止还有{days}天"),
        _ => "今天截止".to_owned(),
    };
    letter.opening = vec![format!(
        "{}目前尚未收到{you}的总结，{left}。",
        demand(facts, &letter, party)
    )];
    owed(facts, party, &mut letter);
    letter.closing = vec![format!(
        "请于{}报送。已经报送的，请告知报送时间和方式，以便查收。",
        before(due)
    )];
    letter
}

/// What was asked for, and by when.
fn demand(facts: &Facts, letter: &Letter, party: &Party) -> String {
    let (you, paper) = (you(party), facts.paper());
    match party.extended {
        Some(_) => format!(
            "按照《{}》要求，{you}应报送{paper}。经同意延期，{you}的报送时间为{}。",
            letter.plan, letter.deadline
        ),
        None => format!(
            "按照《{}》要求，{paper}应于{}报送。",
            letter.plan, letter.deadline
        ),
    }
}

/// The items and the parts.
fn owed(facts: &Facts, party: &Party, letter: &mut Letter) {
    let you = you(party);
    let plan = &facts.tasks.plan;
    let items = plan.items().filter(|item| party.owes(item.number));
    let items: Vec<String> = items
        .map(|item| format!("{}“{}”", item.called().zh, item.title()))
        .collect();
    if !items.is_empty() {
        let count = items.len();
        letter.points.push(format!(
            "{you}列名的任务共{count}项：{}。请逐项写明完成情况；没有完成的，写明原因和下一步打算；确与{you}无关的，写明“不涉及本单位职责”。",
            items.join("；")
        ));
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in &plan.submission.parts {
        let title = part.title.get_ref().trim();
        // How targets were met is part of the summary itself.
        if part.id != PartId::TargetResults && !parts.contains(&title) {
            parts.push(title);
        }
    }
    if !parts.is_empty() {
        letter
            .points
            .push(format!("总结应当包括：{}。", parts.join("；")));
    }
}
