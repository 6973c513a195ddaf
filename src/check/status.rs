//! What a line states of a measure, judged against itself.

mod habits;
mod words_only;

use super::{Context, Rule, Scope};
use crate::coverage::Filing;
use crate::coverage::reasons::{self, REASON, is_left_open};
use crate::diagnostic::{Finding, Severity};
use crate::report::{Block, Entry, Status, entry};
use crate::text::{Span, label, text, words};

/// The rules.
pub const RULES: &[Rule] = &[
    STATUS_CONFLICT,
    NO_REASON,
    words_only::FUTURE_AS_DONE,
    words_only::COPIED_PLAN,
    habits::UNCLEAR_STATUS,
    habits::VAGUE_TARGET,
    habits::MANY_NOT_APPLICABLE,
];

const STATUS_CONFLICT: Rule = Rule {
    name: "status-conflict",
    short: "勾词不符",
    severity: Severity::Error,
    summary: label(
        "勾了完成，文字却说没做完",
        "the box is ticked as done, the words say it is not",
    ),
    explanation: label(
        "同一行勾着完成，冒号后面却写尚未、未完成、推进中、完成60%或者取消、转下年，两样必有一样是错的，汇编不能替本单位选，只能退回来改。\
         空着的框什么也不表示，不算矛盾；没有勾、只写文字的最好，文字说了算；\
         勾了完成、写“基本完成”的，按文字算，不报；“稳步推进……，验收8个”“检查在建工程”讲的是做法，也不算。",
        "The box on the line is ticked as done while the words after the colon say not yet, not done, \
         under way or put off: one of the two is wrong, and the compiler cannot choose for the agency. An empty \
         box says nothing and contradicts nothing; words alone are best, for they decide. A tick \
         beside 基本完成 is read by its words and is no fault; nor is 稳步推进……，验收8个 or 检查在建工程, \
         which tell what was done.",
    ),
    bad: "- [x] 3.4 全面质量管理知识普及：尚未覆盖全部职业院校，已办培训班12期。\n",
    good: "- 3.4 全面质量管理知识普及：推进中，已办培训班12期，其余院校2017年6月底前覆盖。\n",
    scope: Scope::Report(status_conflict),
};

fn status_conflict(context: &Context) -> Vec<Finding> {
    let lines = answers(context);
    lines
        .filter_map(|(index, entry, filing)| {
            let (Some(Status::Done), tick) = entry.tick? else {
                return None;
            };
            let (status, words) = entry.stated?;
            let put_off = || {
                let passage = context.report.passages.get(index);
                passage.is_some_and(|passage| is_put_off(context, &passage.line.text))
            };
            let (what, mark) = match status {
                Status::NotDone => (
                    text("文字说没做完", "the words say it is not done"),
                    text("这里说没做完", "not done, it says here"),
                ),
                Status::InProgress => (
                    text("文字说还在做", "the words say it is under way"),
                    text("这里说还在做", "under way, it says here"),
                ),
                Status::Adjusted if given_up(context.source.slice(words)) || put_off() => (
                    text("文字说不做了", "the words say it was put off"),
                    text("这里说不做了", "put off, it says here"),
                ),
                _ => return None,
            };
            let name = name_of(context, entry, filing);
            let tick_text = match context.source.slice(tick).trim() {
                "" => "[x]",
                typed => typed,
            };
            let finding = Finding::new(
                context.at(words),
                text(
                    format!("{name} 勾了完成，{}", what.zh),
                    format!("{name} is ticked as done, {}", what.en),
                ),
                text(
                    format!("没做完，去掉 {tick_text}，冒号后先写“推进中”或“未完成”；做完了，改这句话"),
                    format!("if it is not done, take out {tick_text} and begin with 推进中 or 未完成; if it is, change these words"),
                ),
            )
            .label(mark)
            .aside(context.source, tick, text("这里勾了完成", "ticked as done here"));
            Some(about(context, finding, filing))
        })
        .collect()
}

/// Whether `text` says that what was adjusted is to be done next year: 转入2017年实施.
fn is_put_off(context: &Context, text: &str) -> bool {
    let next = context
        .tasks
        .plan
        .year
        .map(|year| format!("{}年", year + 1));
    let next = ["下年", "明年"].into_iter().chain(next.as_deref());
    let next: Vec<&str> = next.collect();
    [
        "转入",
        "转至",
        "转到",
        "推迟到",
        "推迟至",
        "延至",
        "延期至",
        "顺延至",
    ]
    .iter()
    .flat_map(|word| text.split(word).skip(1))
    .any(|after| next.iter().any(|year| after.starts_with(year)))
}

/// Whether what was adjusted is not to be done, or not this year; 调整为 and 延期 may be
/// done all the same.
fn given_up(words: &str) -> bool {
    [
        "取消",
        "转下年",
        "转入下年",
        "转至下年",
        "暂缓",
        "推迟",
        "停止",
    ]
    .iter()
    .any(|word| words.contains(word))
}

const NO_REASON: Rule = Rule {
    name: "no-reason",
    short: "缺原因",
    severity: Severity::Error,
    summary: label(
        "未完成或者调整了，没有写原因",
        "not done or adjusted, and no reason given",
    ),
    explanation: label(
        "写了未完成、任务调整的，领导必问为什么、什么时候补上，所以后面要接着写原因和下一步，八个字以上即可，\
         写了“原因：”后面却空着的不算，不要求有“因”“由于”这样的字。写在下一行或下一条、分条写在下面、写在表格的原因或备注栏里，都算写了；有原因栏却空着的，情况一栏里看得出为什么才算；责任处室、时限那几栏不算。叙述里的“尚未完成的，要分析”、“调整为按季拨付”、“未完成：0项”不是状态，不管；\
         这一条与本单位无关的，整行删掉即可。",
        "Where a line says 未完成 or 任务调整, leaders will ask why and by when, so a reason and the next \
         step must follow: eight characters will do, and no particular word is wanted; 原因： with nothing behind it is none. A reason on the \
         next line, in the next point or a list below it or in a column for reasons or remarks counts, and where that is empty only what says why beside it; columns of offices and days do not. 尚未完成的，要分析 in running prose states nothing and \
         is left alone, and so are 调整为按季拨付 and 未完成：0项; a measure that is none of the agency's business is simply deleted.",
    ),
    bad: "- 3.9 开展服务行业技能大赛、技能培训：未完成。\n",
    good: "- 3.9 开展服务行业技能大赛、技能培训：未完成。原因：承办院校实训楼改造。下一步：2017年6月底前补办2场。\n",
    scope: Scope::Report(no_reason),
};

fn no_reason(context: &Context) -> Vec<Finding> {
    let agency = context
        .party()
        .map_or("本单位", |party| party.name.as_str());
    let lines = answers(context);
    lines
        .filter_map(|(index, entry, filing)| {
            let (status, at) = entry.stated?;
            if !matches!(status, Status::NotDone | Status::Adjusted) {
                return None;
            }
            let passage = context.report.passages.get(index)?;
            // 收费项目：全部取消 is no task of the plan.
            let title = passage.line.text.get(entry.title.0..entry.title.1);
            // 推广证照。任务取消。 is a heading and what stands below.
            let above = || {
                context
                    .report
                    .passages
                    .get(index.checked_sub(1)?)?
                    .heading()
            };
            let title = title
                .filter(|title| !title.is_empty())
                .or_else(|| Some(above()?.title.as_str()));
            let named = entry.id.is_some()
                || passage.block == Block::Table
                || title.is_some_and(|title| {
                    context.tasks.plan.is_title(title) || is_measure(context, filing, title)
                });
            let ended = ["取消", "撤销", "作废", "停止", "终止", "放弃", "暂停"];
            let stated = context.source.slice(at);
            if !named && ended.iter().any(|word| stated.ends_with(word)) {
                return None;
            }
            let after = Span::new(at.end, passage.span.end.max(at.end));
            let behind = context.source.slice(after);
            let same = ["原因同", "理由同"];
            let mut same = same.iter().filter(|word| passage.census.may_spell(word));
            if same.any(|word| behind.contains(word)) {
                return None;
            }
            let is_open = || is_left_open(behind);
            let given = match passage.census.may_hold('原') && is_open() {
                true => 0,
                // A reason may stand in a list below the line or in the next paragraph.
                false if entry.reason >= REASON => return None,
                false if passage.block == Block::Table => entry.reason + entry.besides,
                false => entry.reason.max(written(behind)),
            };
            if given >= REASON || reasons::below(context.report, index).is_some() {
                return None;
            }
            let name = name_of(context, entry, filing);
            let next = context
                .tasks
                .plan
                .year
                .map_or("……年".into(), |y| format!("{}年", y + 1));
            let decline = match filing {
                Filing::Measure(..) => text(
                    format!("这一条不归{agency}管，整行删掉即可"),
                    format!("if it is none of {agency}'s business, delete the line"),
                ),
                _ => text(
                    "与本单位无关，写一句“不涉及本单位职责”即可",
                    "if it is none of this agency's business, write: 不涉及本单位职责",
                ),
            };
            let finding = Finding::new(
                context.at(at),
                match given {
                    0 => text(
                        format!("{name} {}，没有写原因", status.chinese()),
                        format!("{name} is {}, and no reason is given", english(status)),
                    ),
                    _ => text(
                        format!("{name} {}，原因写得太短", status.chinese()),
                        format!("{name} is {}, and the reason is too short", english(status)),
                    ),
                },
                text(
                    format!("接着写：原因：……。下一步：{next}……前……。\n{}", decline.zh),
                    format!(
                        "go on with: 原因：……。下一步：{next}……前……。\n{}",
                        decline.en
                    ),
                ),
            );
            let merged = given == 0 && is_merged(context, index);
            let finding = match given {
                // The cell of the reason may be that of the row above.
                0 if merged => finding.label(text(
                    "这一格空着；与上一行同一个原因的，写“同上”",
                    "the cell is empty; where the row above gives the reason, write 同上",
                )),
                0 => finding,
                count => finding.label(text(
                    format!("后面只有 {count} 个字，不到 {REASON} 个"),
                    format!("only {count} characters follow, fewer than {REASON}"),
                )),
            };
            Some(about(context, finding, filing))
        })
        .collect()
}

/// Whether `title` is that of a task of the plan: filed under a measure, or the words of
/// one of its item.
fn is_measure(context: &Context, filing: Filing, title: &str) -> bool {
    let words = title.trim();
    match filing {
        Filing::Measure(..) => true,
        Filing::Item(number) if words.chars().nth(5).is_some() => {
            let item = context.tasks.plan.item(number);
            item.is_some_and(|item| item.measures.iter().any(|own| own.text.contains(words)))
        }
        _ => false,
    }
}

fn english(status: Status) -> &'static str {
    match status {
        Status::Adjusted => "adjusted",
        _ => "not done",
    }
}

/// The lines that answer an item or a measure: problems and next year's
/// measures speak of unfinished things too, and rightly.
fn answers<'a>(context: &'a Context) -> impl Iterator<Item = (usize, &'a Entry, Filing)> {
    let filed = context.report.passages.iter().zip(&context.coverage.filing);
    filed
        .enumerate()
        .filter_map(|(index, (passage, &filing))| match filing {
            // Whatever id such a heading has is the drafter's own.
            Filing::Item(_) if passage.heading().is_some() => None,
            Filing::Item(_) | Filing::Measure(..) => Some((index, passage.entry.as_ref()?, filing)),
            _ => None,
        })
}

/// How the line is called: its id as written, else that of where it is filed.
fn name_of(context: &Context, entry: &Entry, filing: Filing) -> String {
    match (entry.id, filing) {
        (Some(((item, measure), _)), _) | (None, Filing::Measure(item, measure)) => {
            id_of(context, item, measure)
        }
        (None, Filing::Item(item)) => context.tasks.plan.labels(&[item]),
        (None, _) => String::new(),
    }
}

/// The plan's id of measure `index` of item `number`.
fn id_of(context: &Context, number: u32, index: u32) -> String {
    let measures = context.tasks.plan.item(number).map(|item| &item.measures);
    let measure = measures.and_then(|all| all.get((index as usize).checked_sub(1)?));
    measure.map_or_else(|| format!("{number}.{index}"), |measure| measure.id.clone())
}

fn about(context: &Context, finding: Finding, filing: Filing) -> Finding {
    match filing {
        Filing::Measure(item, index) => finding.measure(item, id_of(context, item, index)),
        Filing::Item(item) => finding.item(item),
        _ => finding,
    }
}

/// The characters that say something in `text`, but for a form in it.
fn written(text: &str) -> usize {
    let said = entry::beside_choice(text).into_iter().flat_map(str::chars);
    said.filter(|&c| words::is_han(c) || c.is_alphanumeric())
        .count()
}

/// Whether row `index`, which gives no reason, stands below one that gives its own.
fn is_merged(context: &Context, index: usize) -> bool {
    let row = |at: usize| {
        let passage = context.report.passages.get(at)?;
        let entry = passage.entry.as_ref()?;
        (passage.block == Block::Table).then_some(entry)
    };
    let above = index.checked_sub(1).and_then(row);
    let gives = |entry: &Entry| {
        let undone = matches!(entry.stated, Some((Status::NotDone | Status::Adjusted, _)));
        undone && entry.reason >= REASON
    };
    row(index).is_some() && above.is_some_and(gives)
}
