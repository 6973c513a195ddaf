//! Items and measures that nobody wrote about.

use super::bound;
use crate::check::{Folder, Rule, Scope};
use crate::coverage::{Account, How, State};
use crate::diagnostic::{Finding, Severity, Site, UNFOUND};
use crate::plan::{Item, Party, span};
use crate::report::Status;
use crate::text::{Text, label, text, words};

pub(super) const ORPHAN_ITEM: Rule = Rule {
    name: "orphan-item",
    short: "项无人报",
    severity: Severity::Warning,
    summary: label("一项任务没有一家写到", "no report answers an item"),
    explanation: label(
        "计划的一项，列名的单位一家也没有写，或者都声明不涉及：这项任务在汇编里就是空白，领导一看便知。\
         只有检查整个文件夹、且至少有一家应报这项时才说；没到期限、还有单位没报的，只提示。\
         哪怕只有一家写了、或者名单外的单位写了，就不算。没有按项写的稿子可能写在叙述里，先看一眼。",
        "Not one of the agencies named in the item wrote about it, or all of them declare it none of \
         their business: the item would stand blank in the volume. Said only of a whole folder, and \
         only as a hint while the deadline is ahead and reports are still to come. One answer is \
         enough, also from an agency not named. A paper in its own order may hold the answer in its \
         text: look there first.",
    ),
    bad: "市公安局.md  not_applicable = [6]\n市民政局.md  只写了（五）\n# 列有（六）的只有市公安局\n",
    good: "市公安局.md  ### （六）加强质量整治淘汰落后产能和化解过剩产能\n市民政局.md  只写了（五）\n",
    scope: Scope::Folder(orphan_item),
};

fn orphan_item(folder: &Folder) -> Vec<Finding> {
    if !folder.whole {
        return Vec::new();
    }
    let items = folder.tasks.plan.items();
    items.filter_map(|item| orphan(folder, item)).collect()
}

fn orphan(folder: &Folder, item: &Item) -> Option<Finding> {
    let owers: Vec<&Account> = folder
        .accounts
        .expected
        .iter()
        .filter(|account| party(folder, account).is_some_and(|p| p.owes(item.number)))
        .collect();
    if owers.is_empty() {
        return None;
    }
    let answers = || {
        let all = bound(folder).flat_map(|digest| &digest.answers);
        all.filter(|answer| answer.item == item.number)
    };
    if answers().any(|answer| answer.how != How::Declined) {
        return None;
    }
    let declined = owers
        .iter()
        .filter(|account| declines(folder, account, item.number))
        .count();
    let Text { zh, en } = item.called();
    let message = match declined {
        0 => text(
            format!("{zh}没有一家写到"),
            format!("no report answers {en}"),
        ),
        1 if owers.len() == 1 => text(
            format!("{zh}只列了一家，声明不涉及"),
            format!("the one agency named in {en} declines it"),
        ),
        all if all == owers.len() => text(
            format!("{zh}列名的 {all} 家都声明不涉及"),
            format!("all {all} agencies named in {en} decline it"),
        ),
        some => text(
            format!("{zh}没有一家写到，其中 {some} 家声明不涉及"),
            format!("no report answers {en}; {some} agencies decline it"),
        ),
    };
    let finding = Finding::new(
        title_site(folder, item),
        message,
        text(
            "请列名的单位补写；没有按项写的稿子先人工看一遍；确实都不归，由办公室另定单位",
            "ask the agencies named to answer it; read the papers in prose first; if it is nobody's, the office must assign it",
        ),
    );
    Some(open(
        folder,
        finding
            .label(standing(folder, item, &owers))
            .section(text(item.label(), item.label()))
            .item(item.number),
    ))
}

/// How each agency named in the item stands to it.
fn standing(folder: &Folder, item: &Item, owers: &[&Account]) -> Text {
    const SHOWN: usize = 5;
    let mut zh = Vec::new();
    let mut en = Vec::new();
    for account in owers.iter().take(SHOWN) {
        let Some(party) = party(folder, account) else {
            continue;
        };
        let papers = account
            .digests
            .iter()
            .filter_map(|&at| folder.digests.get(at));
        let prose = papers.into_iter().any(|digest| digest.prose);
        let state = match account.state {
            State::Missing => label("未报", "not reported"),
            State::Due => label("还没有报", "not yet reported"),
            State::Refused => label("拒收", "refused"),
            _ if declines(folder, account, item.number) => label("不涉及", "declines"),
            _ if prose => label("没有分项", "in prose"),
            _ => label("没有写", "silent"),
        };
        zh.push(format!("{}（{}）", party.name, state.zh));
        en.push(format!("{} ({})", party.name, state.en));
    }
    let (more_zh, more_en) = match owers.len() {
        count if count > SHOWN => (
            format!("等 {count} 家"),
            format!(" and {} more", count - SHOWN),
        ),
        _ => (String::new(), String::new()),
    };
    text(
        format!("{}{more_zh}", zh.join("、")),
        format!("{}{more_en}", en.join(", ")),
    )
}

fn declines(folder: &Folder, account: &Account, number: u32) -> bool {
    let papers = account
        .digests
        .iter()
        .filter_map(|&at| folder.digests.get(at));
    let mut answers = papers
        .filter(|d| d.refused.is_none())
        .flat_map(|d| &d.answers);
    answers.any(|answer| answer.item == number && answer.how == How::Declined)
}

pub(super) const ORPHAN_MEASURE: Rule = Rule {
    name: "orphan-measure",
    short: "未见",
    severity: Severity::Warning,
    summary: label(
        "一项里有措施未见有单位写到",
        "some measures of an item were recognised in no report",
    ),
    explanation: label(
        "把全部来稿合起来看，一项里有的措施没有认出哪家写到，列出来供催问。责任落在项上，不落在条上，\
         所以一家没有写某一条不是错，全体都没写才提。只看有人逐条写过的项；声明不涉及不算写到。\
         程序只比编号和文字，“未见”不等于没做，没有逐条写的稿子要人工看一遍。没到期限、还有单位没报的，只提示。",
        "Over all reports together some measures of the item were recognised nowhere; the list is for \
         asking after. Duties lie on items, not on measures, so it is no fault when one agency leaves \
         one out. Only items that somebody answers measure by measure are looked at; declining is not \
         answering. Ids and words are compared, nothing more: unseen is not undone, and papers in \
         prose want reading. A hint while the deadline is ahead and reports are still to come.",
    ),
    bad: "市科委.md    - 2.1 开展改善消费品供给专项行动：完成。……\n市商务委.md  - 2.6 提升商业服务质量和水平：完成。……\n# 2.2 至 2.5 没有一家写到\n",
    good: "市科委.md    - 2.1 开展改善消费品供给专项行动：完成。……\n市商务委.md  - 2.2 提升输非商品质量：完成。……\n# 这一项只有 2.1、2.2 两条\n",
    scope: Scope::Folder(orphan_measure),
};

fn orphan_measure(folder: &Folder) -> Vec<Finding> {
    if !folder.whole {
        return Vec::new();
    }
    let items = folder.tasks.plan.items();
    items.filter_map(|item| unseen(folder, item)).collect()
}

fn unseen(folder: &Folder, item: &Item) -> Option<Finding> {
    let answers = bound(folder).flat_map(|digest| &digest.answers);
    let answers = answers.filter(|answer| answer.item == item.number);
    let told = answers
        .flat_map(|answer| &answer.measures)
        .filter(|(_, status, _)| *status != Some(Status::NotApplicable));
    let mut seen = vec![false; item.measures.len()];
    let mut any = false;
    for &(measure, ..) in told {
        any = true;
        let index = (measure as usize).wrapping_sub(1);
        if let Some(seen) = seen.get_mut(index) {
            *seen = true;
        }
    }
    let absent: Vec<String> = std::iter::zip(&item.measures, &seen)
        .filter(|(_, seen)| !**seen)
        .map(|(measure, _)| format!("{} {}", measure.id, words::shorten(&measure.text, 30)))
        .collect();
    if !any || absent.is_empty() {
        return None;
    }
    let (all, count) = (item.measures.len(), absent.len());
    let Text { zh, en } = item.called();
    let finding = Finding::new(
        title_site(folder, item),
        text(
            format!("{zh}有 {count} 条措施未见有单位写到"),
            format!("measures of {en} recognised in no report: {count}"),
        ),
        text(
            "只比了编号和文字，先在没有逐条写的稿子里找；确实没有，请列名的单位补一句",
            "only ids and words were compared: look in the papers that do not go line by line; if it is not there, ask the agencies named",
        ),
    );
    let lines = absent.join("\n");
    let finding = finding
        .label(text(
            format!("{all} 条里认出 {} 条", all - count),
            format!("{} of {all} were recognised", all - count),
        ))
        .note(UNFOUND, text(lines.clone(), lines));
    let label = item.label();
    let finding = finding.section(text(label.clone(), label));
    Some(open(folder, finding.item(item.number)))
}

/// `finding`, a hint only while reports are still to come.
fn open(folder: &Folder, finding: Finding) -> Finding {
    match folder.accounts.count(State::Due) {
        0 => finding,
        _ => finding.severity(Severity::Hint),
    }
}

fn party<'a>(folder: &Folder<'a>, account: &Account) -> Option<&'a Party> {
    folder.tasks.parties.get(account.party)
}

fn title_site(folder: &Folder, item: &Item) -> Site {
    Site::new(&folder.tasks.plan.file, span(item.title.span()))
}
