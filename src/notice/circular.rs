//! 通报: the state of the whole, its figures adding up.

use super::{Facts, Kind, Letter};
use crate::coverage::{Account, State, Submitter};
use crate::plan::Party;
use crate::volume::submission::reason;

/// The letter to all.
pub(super) fn letter(facts: &Facts) -> Letter {
    let submission = &facts.tasks.plan.submission;
    let term = submission.term();
    let mut letter = facts.letter(Kind::Circular, None, term);
    letter.title = format!("关于{}报送情况的通报", facts.paper());
    letter.salutation = match submission.reporters.is_empty() {
        true => "各有关单位：".to_owned(),
        false => format!("{}：", submission.reporters.join("，")),
    };
    let by = match letter.deadline.as_str() {
        "" => "应按时报送".to_owned(),
        deadline => format!("应于{deadline}报送"),
    };
    letter.opening = vec![format!(
        "按照《{}》要求，{}{by}。截至{}，报送情况如下：",
        letter.plan,
        facts.paper(),
        letter.date
    )];
    letter.points.push(figures(facts));
    for (state, what) in [
        (State::Missing, "未报送的单位"),
        (State::Due, "未到期限、尚未报送的单位"),
        (State::Late, "逾期报送的单位"),
        (State::Undated, "未注明报送日期的单位"),
        (State::Refused, "不能收入汇编的单位"),
    ] {
        let names = named(facts, state);
        if !names.is_empty() {
            let count = names.len();
            letter
                .points
                .push(format!("{what}（{count}家）：{}。", names.join("、")));
        }
    }
    let mend = mend(facts);
    if !mend.is_empty() {
        let places: usize = mend.iter().map(|(_, count)| count).sum();
        let names: Vec<String> = mend
            .iter()
            .map(|(party, count)| format!("{}（{count}处）", party.name))
            .collect();
        letter.points.push(format!(
            "已经报送、需要补改的单位（{}家，共{places}处）：{}。",
            names.len(),
            names.join("、")
        ));
    }
    let on_time = named(facts, State::OnTime);
    if !on_time.is_empty() {
        letter.points.push(format!(
            "按时报送的单位（{}家）：{}。",
            on_time.len(),
            on_time.join("、")
        ));
    }
    letter.closing = closing(facts, &letter, !mend.is_empty());
    letter
}

/// 应报49家，收到41家，其中按时37家……；未报8家。
fn figures(facts: &Facts) -> String {
    let accounts = facts.accounts;
    let all = accounts.expected.iter();
    let received = all.filter(|account| account.state.is_received()).count();
    let counted = |states: &[(State, &str)]| {
        let told = states.iter().filter_map(|(state, word)| {
            let count = accounts.count(*state);
            (count > 0).then(|| format!("{word}{count}家"))
        });
        told.collect::<Vec<_>>().join("，")
    };
    let mut said = match received {
        0 => format!("应报{}家，尚未收到", accounts.expected.len()),
        _ => format!(
            "应报{}家，收到{received}家，其中{}",
            accounts.expected.len(),
            counted(&[
                (State::OnTime, "按时"),
                (State::Late, "逾期"),
                (State::Undated, "未注明日期"),
                (State::Refused, "不能收入汇编"),
            ])
        ),
    };
    let absent = counted(&[(State::Missing, "未报"), (State::Due, "未到期限尚未报送")]);
    if !absent.is_empty() {
        said.push_str(&format!("；{absent}"));
    }
    said.push('。');
    if !accounts.exempt.is_empty() {
        let names = accounts.exempt.iter();
        let names = names.filter_map(|&party| facts.tasks.parties.get(party));
        let names: Vec<&str> = names.map(|party| party.name.as_str()).collect();
        said.push_str(&format!(
            "经同意不报送的{}家（{}），未计入。",
            names.len(),
            names.join("、")
        ));
    }
    let unlisted = accounts.unlisted.len();
    if unlisted > 0 {
        said.push_str(&format!("另收到名单以外单位的总结{unlisted}份，未计入。"));
    }
    said
}

/// The agencies in `state`, with what is to be known of each.
fn named(facts: &Facts, state: State) -> Vec<String> {
    let accounts = facts.accounts.expected.iter();
    let accounts = accounts.filter(|account| account.state == state);
    accounts
        .filter_map(|account| {
            let name = &facts.tasks.parties.get(account.party)?.name;
            Some(match note(facts, account) {
                note if note.is_empty() => name.clone(),
                note => format!("{name}（{note}）"),
            })
        })
        .collect()
}

fn note(facts: &Facts, account: &Account) -> String {
    let late = match account.days {
        Some(days) if days > 0 => format!("逾期{days}天"),
        _ => "当日逾时".to_owned(),
    };
    match (account.state, account.submitted) {
        (State::Late, Some(at)) => format!("{}报送，{late}", facts.day(at.date)),
        (State::Refused, _) => {
            let first = account.digests.first();
            let digest = first.and_then(|&index| facts.digests.get(index));
            let rule = digest.and_then(|digest| digest.refused);
            rule.map_or(String::new(), reason)
        }
        _ => String::new(),
    }
}

/// Those that are to mend what they sent, and how much: as many as their letters
/// say. What is refused is told apart.
fn mend<'a>(facts: &Facts<'a>) -> Vec<(&'a Party, usize)> {
    let accounts = facts.accounts.expected.iter();
    let sent =
        accounts.filter(|account| account.state.is_received() && account.state != State::Refused);
    let counted = sent.filter_map(|account| {
        let party = facts.tasks.parties.get(account.party)?;
        Some((party, facts.faults(party).len()))
    });
    counted.filter(|(_, count)| *count > 0).collect()
}

fn closing(facts: &Facts, letter: &Letter, mend: bool) -> Vec<String> {
    let any = |state| facts.accounts.count(state) > 0;
    let unfit = any(State::Refused)
        && facts.digests.iter().any(|digest| {
            digest.refused.is_some() && matches!(digest.submitter, Submitter::Party(_))
        });
    let mut asked = Vec::new();
    if any(State::Missing) {
        asked.push("未报送的单位抓紧报送");
    }
    asked.extend(match (mend, unfit) {
        (true, true) => Some("需要补改和不能收入汇编的单位按退改意见单办理并重新报送"),
        (true, false) => Some("需要补改的单位按退改意见单办理并重新报送"),
        (false, true) => Some("不能收入汇编的单位按退改意见单办理并重新报送"),
        (false, false) => None,
    });
    let mut closing = Vec::new();
    if !asked.is_empty() {
        closing.push(format!(
            "请{}，于{}前完成。",
            asked.join("，"),
            letter.reply_by
        ));
    }
    if any(State::Due) {
        closing.push("请尚未报送的单位按期报送。".to_owned());
    }
    closing
}
