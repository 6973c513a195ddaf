//! 退改意见单: what one agency is asked to mend.

use super::wording::{Words, sentence};
use super::{Facts, Kind, Letter, you};
use crate::check::REFUSING;
use crate::coverage::{Account, State};
use crate::diagnostic::Diagnostic;
use crate::plan::Party;

/// The letter to `party`, where there is something to mend or to send again.
pub(super) fn letter(facts: &Facts, account: &Account, party: &Party) -> Option<Letter> {
    if account.digests.is_empty() && matches!(account.state, State::OnTime | State::Late) {
        return Some(electronic(facts, account, party));
    }
    let mut faults = facts.faults(party);
    if account.state == State::Refused {
        // Of what is not even a summary nothing else is asked.
        faults.retain(|fault| REFUSING.contains(&fault.rule));
    }
    if !account.state.is_received() || faults.is_empty() {
        return None;
    }
    let you = you(party);
    let mut letter = facts.letter(Kind::Return, Some(party), facts.term(account));
    letter.title = format!("{}退改意见单", facts.paper());
    // Of a secret paper nothing is said, not even when it came.
    let secret = faults.iter().any(|fault| fault.rule == "classified");
    if secret && account.state == State::Refused {
        letter.opening = vec![format!(
            "{you}报来的总结标有密级，按规定不能收入汇编。请按保密规定，通过机要渠道另行报送。"
        )];
        letter.closing = vec![format!("请于{}前另行报送。", letter.reply_by)];
        return Some(letter);
    }
    let came = account.submitted.map(|at| facts.day(at.date));
    let came = came.unwrap_or_default();
    let late = match (account.state, account.days) {
        (State::Late, Some(days)) if days > 0 => format!("，逾期{days}天"),
        (State::Late, _) => "，逾期".to_owned(),
        _ => String::new(),
    };
    letter.opening = vec![match account.state {
        State::Refused => {
            format!("{you}{came}报来的总结已收到，不能收入汇编，原因和要求如下：")
        }
        _ => format!(
            "{you}{came}报来的总结已收到{late}。对照《{}》，请补改{}处：",
            letter.plan,
            faults.len(),
        ),
    }];
    let words = Words {
        tasks: facts.tasks,
        you,
        copies: account.digests.len(),
    };
    letter.points = grouped(&faults)
        .iter()
        .map(|group| sentence(&words, group))
        .collect();
    letter.closing = vec![format!("请于{}前重新报送。", letter.reply_by)];
    Some(letter)
}

/// The letter to `party`, whose paper is registered and not in the folder.
fn electronic(facts: &Facts, account: &Account, party: &Party) -> Letter {
    let you = you(party);
    let mut letter = facts.letter(Kind::Return, Some(party), facts.term(account));
    let came = account.submitted.map(|at| facts.day(at.date));
    letter.title = format!("关于补报{}电子稿的函", facts.paper());
    letter.opening = vec![format!(
        "{you}{}报来的总结已登记收到，但没有收到可供汇编的电子稿。",
        came.unwrap_or_default()
    )];
    letter.closing = vec![format!(
        "请于{}前补报电子稿，内容应与报来的总结一致。",
        letter.reply_by
    )];
    letter
}

/// Faults of one kind are one point, in the order in which the first stands.
fn grouped<'a>(faults: &[&'a Diagnostic]) -> Vec<Vec<&'a Diagnostic>> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    for fault in faults {
        let alike = |group: &&mut Vec<&Diagnostic>| {
            group.first().is_some_and(|first| first.rule == fault.rule)
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(fault),
            None => groups.push(vec![fault]),
        }
    }
    groups
}
