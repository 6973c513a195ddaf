//! The paragraph that can be copied into a covering letter: computed, in
//! official prose.

use serde::Serialize;

use super::Inputs;
use super::attention::Attention;
use super::grid::Grid;
use crate::coverage::{Digest, State};

/// A run of text, with where it leads, if anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// A place of the volume; empty where it is no link.
    pub href: &'static str,
}

/// The opening of the volume.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// The paragraphs, each a row of runs.
    pub paragraphs: Vec<Vec<Run>>,
    /// What must be known beside it: unfilled groups, papers outside the list.
    pub notes: Vec<String>,
}

/// The opening of those inputs.
pub fn opening(inputs: &Inputs, grid: &Grid, attention: &Attention) -> Opening {
    Opening {
        paragraphs: vec![receipts(inputs), contents(inputs, grid, attention)],
        notes: notes(inputs),
    }
}

fn plain(text: impl Into<String>) -> Run {
    Run {
        text: text.into(),
        href: "",
    }
}

fn link(text: impl Into<String>, href: &'static str) -> Run {
    Run {
        text: text.into(),
        href,
    }
}

/// 应报总结49家，收到41家：按时37家，……；未报8家。
fn receipts(inputs: &Inputs) -> Vec<Run> {
    let accounts = inputs.accounts;
    let expected = accounts.expected.len();
    let received = accounts
        .expected
        .iter()
        .filter(|a| a.state.is_received())
        .count();
    let mut runs = vec![plain(format!("应报总结{expected}家，"))];
    if received == 0 {
        runs.push(plain("尚未收到"));
    } else {
        runs.push(link(format!("收到{received}家"), "#files"));
        let mut mark = "：";
        for (state, words, href) in [
            (State::OnTime, "按时", "#on-time"),
            (State::Late, "逾期", "#late"),
            (State::Undated, "未注明日期", "#undated"),
            (State::Refused, "不能收入本卷", "#refused"),
        ] {
            let count = accounts.count(state);
            if count > 0 {
                runs.push(plain(mark));
                runs.push(link(format!("{words}{count}家"), href));
                mark = "，";
            }
        }
    }
    for (state, words, href) in [
        (State::Missing, "未报", "#missing"),
        (State::Due, "未到期待报", "#due"),
    ] {
        let count = accounts.count(state);
        if count > 0 {
            runs.push(plain("；"));
            runs.push(link(format!("{words}{count}家"), href));
        }
    }
    runs.push(plain("。"));
    runs
}

/// 行动计划18项任务，列名单位应写147项次，……。
fn contents(inputs: &Inputs, grid: &Grid, attention: &Attention) -> Vec<Run> {
    let total = &grid.total;
    let mut runs = vec![
        link(format!("行动计划{}项任务", grid.items.len()), "#items"),
        plain(format!(
            "，列名单位应写{}项次，写了{}项次",
            total.owed,
            total.written()
        )),
    ];
    if total.declined > 0 {
        runs.push(plain(format!("，声明不涉及{}项次", total.declined)));
    }
    if total.missing > 0 {
        runs.push(plain("，"));
        runs.push(link(format!("缺{}项次", total.missing), "#matrix"));
        let silent = unreported(inputs);
        if silent > 0 {
            runs.push(plain(format!("（其中{silent}项次属未报、未收入的单位）")));
        }
    }
    runs.push(plain("。"));
    let (undone, splits) = (attention.undone.len(), attention.splits.len());
    if undone > 0 {
        runs.push(plain("各单位"));
        runs.push(link(format!("自报未完成{undone}条"), "#undone"));
    } else {
        runs.push(plain("各单位没有自报未完成的"));
    }
    if splits > 0 {
        runs.push(plain("，"));
        runs.push(link(format!("说法不一{splits}处"), "#splits"));
    }
    let seen = total.measures - total.unseen;
    runs.push(plain(format!(
        "。{}条措施中，{seen}条见于来稿",
        total.measures
    )));
    if total.unseen > 0 {
        runs.push(plain("，"));
        runs.push(link(format!("{}条未见", total.unseen), "#items"));
    }
    runs.push(plain("。状态均为各单位自报，本卷只汇集、不认定。"));
    runs
}

/// How many of the missing answers are owed by bodies of which nothing is bound.
fn unreported(inputs: &Inputs) -> usize {
    let silent = [State::Missing, State::Due, State::Refused];
    let accounts = inputs.accounts.expected.iter();
    accounts
        .filter(|account| silent.contains(&account.state))
        .filter_map(|account| inputs.tasks.parties.get(account.party))
        .map(|party| party.owed.len())
        .sum()
}

fn notes(inputs: &Inputs) -> Vec<String> {
    let tasks = inputs.tasks;
    let mut notes: Vec<String> = tasks
        .unresolved_groups()
        .into_iter()
        .map(|group| {
            let items: Vec<String> = tasks
                .plan
                .items()
                .filter(|item| item.agencies.iter().any(|name| name.get_ref() == group))
                .map(|item| item.called().zh)
                .collect();
            format!(
                "{}另列“{group}”，成员名单未提供，未计入。",
                items.join("、")
            )
        })
        .collect();
    let doubled = inputs.accounts.expected.iter();
    let bound = |digest: &&usize| inputs.digests.get(**digest).is_some_and(Digest::is_bound);
    let doubled = doubled
        .filter(|account| account.digests.iter().filter(bound).count() > 1)
        .count();
    if doubled > 0 {
        notes.push(format!(
            "有{doubled}家报来不止一份，都收入本卷，请定一份，见第二部分。"
        ));
    }
    let unlisted = inputs.accounts.unlisted.iter();
    let others = unlisted.filter(bound).count();
    if others > 0 {
        notes.push(format!(
            "另收到名单外报送{others}份，一并收入，不计入应报家数。"
        ));
    }
    let nobody = inputs.accounts.nobody.len() + inputs.accounts.unlisted.len() - others;
    if nobody > 0 {
        notes.push(format!(
            "另有{nobody}个文件读不出或认不出单位，未收入，见附录。"
        ));
    }
    notes
}
