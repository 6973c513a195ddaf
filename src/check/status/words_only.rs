//! Lines that say less than they seem to: done by their tick, yet to come by
//! their words; long, but only the plan's own words.

use super::{about, answers, name_of};
use crate::check::reach::parted;
use crate::check::texts::more;
use crate::check::{Context, Rule, Scope, cite_measure};
use crate::coverage::Filing;
use crate::diagnostic::{Finding, Severity};
use crate::plan::Item;
use crate::report::{Block, Status};
use crate::text::census::Census;
use crate::text::words::{self, Pairs};
use crate::text::{Span, date, label, numeral, text};

pub(super) const FUTURE_AS_DONE: Rule = Rule {
    name: "future-as-done",
    short: "未做称成",
    severity: Severity::Warning,
    summary: label(
        "写着完成，说的却是将要做的事",
        "stated as done, told as something to come",
    ),
    explanation: label(
        "勾了完成或者先写“完成”，紧接着却是“将于”“拟于”“计划于”或者下年的“将在……新建”“拟……新建”，勾了的还有“预计……完成”，做的事还在后头，状态多半写早了。\
         只看状态后面的第一句；先说做成了什么、再说下年继续怎样的不算，“2017年将继续推广”不算，\
         “将质量纳入考核”这样的“将”也不算。",
        "The line is ticked or begins with 完成, and what follows at once is 将于, 拟于, 计划于, or 将 or 拟 with next year, behind a tick 预计…完成: the \
         thing is still to come, so the status was most likely written too early. Only the first clause \
         behind the status is looked at; one that tells a result first and goes on with the next year \
         is no fault, nor is 2017年将继续推广, nor the 将 of 将质量纳入考核.",
    ),
    bad: "- 3.9 开展服务行业技能大赛、技能培训：完成。计划于2017年3月举办6场。\n",
    good: "- 3.9 开展服务行业技能大赛、技能培训：推进中，已办6场，其余2场计划于2017年3月举办。\n",
    scope: Scope::Report(future_as_done),
};

fn future_as_done(context: &Context) -> Vec<Finding> {
    // Most papers spell few of the words.
    let paper = &context.report.census;
    let coming: Vec<&str> = COMING
        .iter()
        .copied()
        .filter(|word| paper.may_spell(word))
        .collect();
    let dated = |census: &Census| census.may_hold('将') || census.may_hold('拟');
    if coming.is_empty() && !dated(paper) {
        return Vec::new();
    }
    let next = context.tasks.plan.year.map(|year| year + 1);
    let lines = answers(context);
    lines
        .filter_map(|(index, entry, filing)| {
            if entry.status() != Some(Status::Done) {
                return None;
            }
            let passage = context.report.passages.get(index)?;
            let census = &passage.census;
            if !coming.iter().any(|word| census.may_spell(word)) && !dated(census) {
                return None;
            }
            let line = &passage.line;
            let (from, end) = entry.answer;
            let answer = line.text.get(from..end)?;
            // What stands behind the status, where words state it.
            let after = match entry.stated {
                Some((_, stated)) => (from..=end)
                    .filter(|&at| line.text.is_char_boundary(at))
                    .find(|&at| line.span(from, at).end >= stated.end && at > from)?,
                None => from,
            };
            let rest = line.text.get(after..end)?;
            let said = rest.trim_start_matches(|c: char| !words::is_han(c) && !c.is_alphanumeric());
            let start = end - said.len();
            let clause = said.split(['，', '。', '；', ',', ';', '\n']).next()?;
            let ticked = entry.stated.is_none();
            let to_come =
                is_to_come(clause, ticked) || next.is_some_and(|year| is_dated(clause, year));
            if !to_come || goes_on(clause) || tells_result(answer, clause) {
                return None;
            }
            let name = name_of(context, entry, filing);
            let finding = Finding::new(
                context.at(line.span(start, start + clause.len())),
                text(
                    format!("{name} 写着完成，说的是将要做的事"),
                    format!("{name} is stated as done, and told as something to come"),
                ),
                text(
                    "还没有做完，状态改成“推进中”或“未完成”；做完了，写做成了什么",
                    "if it is not done yet, write 推进中 or 未完成; if it is, tell what was done",
                ),
            );
            Some(about(context, finding, filing))
        })
        .collect()
}

/// Whether an answer tells a result beside `clause`: then that is a plan for
/// what is left.
fn tells_result(answer: &str, clause: &str) -> bool {
    let words = ["已", "了", "如期", "按期", "按时", "提前", "原计划", "原定"];
    let bare = answer.replace("已完成", "");
    let rest = bare.replacen(clause, "", 1);
    words.iter().any(|word| bare.contains(word)) || rest.chars().any(|c| c.is_ascii_digit())
}

/// What an answer tells as done. That it will come into force, be published or
/// be used does not make it undone.
const DOING: &[&str] = &[
    "举办", "举行", "开展", "启动", "完成", "建成", "组织", "制定", "起草", "召开", "开工", "新建",
];

/// Words that tell of something to come; the last two where only the tick says
/// that it is done: 预计带动投资3亿元 is what comes of it.
const COMING: &[&str] = &[
    "将于",
    "将会",
    "即将",
    "拟于",
    "计划于",
    "计划在",
    "预计",
    "有望",
];

/// Whether a clause tells of something that has not yet begun; `ticked`: no
/// word beside the tick says that it is done.
fn is_to_come(clause: &str, ticked: bool) -> bool {
    let expected = |word: &str| matches!(word, "预计" | "有望");
    let mut words = COMING.iter().filter(|word| ticked || !expected(word));
    words.any(|word| {
        let after = clause.split_once(word).map(|(_, after)| after);
        after.is_some_and(|after| {
            // 即将开展决赛的6个职业 is an attribute.
            let attribute = *word == "即将" && after.contains('的');
            !attribute && DOING.iter().any(|word| after.contains(word))
        })
    })
}

/// Whether a clause tells of something meant for next year, `year`: 将在2017年3月新建,
/// 拟2017年新建, 2017年3月将新建. 将2017年任务分解 and 拟定2017年方案 do not.
fn is_dated(clause: &str, year: i32) -> bool {
    let meant = |word: &str, at: usize| {
        let after = &clause[at + word.len()..];
        let begins = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
        match word {
            "将" if begins(&["在"]) => DOING.iter().any(|word| after.contains(word)),
            "将" => begins(DOING),
            _ if begins(&["定", "订", "制"]) || clause[..at].ends_with(['草', '模', '虚']) => {
                false
            }
            _ => DOING.iter().any(|word| after.contains(word)),
        }
    };
    let mut words = ["将", "拟"].iter();
    date::names_year(clause, year)
        && words.any(|word| clause.find(word).is_some_and(|at| meant(word, at)))
}

/// Whether a clause tells how something goes on that was done.
fn goes_on(clause: &str) -> bool {
    let words = [
        "继续",
        "再",
        "进一步",
        "扩大",
        "巩固",
        "深化",
        "推广",
        "还",
        "仍",
        "后续",
    ];
    words.iter().any(|word| clause.contains(word))
}

pub(super) const COPIED_PLAN: Rule = Rule {
    name: "copied-plan",
    short: "照抄",
    severity: Severity::Warning,
    summary: label(
        "只把计划的原文抄了一遍",
        "an answer that only repeats the plan's words",
    ),
    explanation: label(
        "作答的地方只是计划的原文，没有数字，也没有一个字说做成了没有，汇编出来等于没有答。要写做了什么、\
         做到什么程度。先引一句原文、下面再写做法的不算，改成“开展了”“已制定”的不算，\
         编号后面照抄标题而没有填的不当作答，也不在这里说；一份只提醒一次。",
        "What stands for the answer is the plan's own sentence, without a figure or any word that it was \
         done: in the volume it answers nothing. Tell what was done and how far it has come. A quotation \
         with the answer below it is no fault, nor are words turned into a report (开展了, 已制定); a \
         line left as new wrote it is no answer and not meant here. Said once a paper.",
    ),
    bad: "### （三）大力提高劳动者职业技能和质量素养\n\n实施国家高技能人才振兴计划，推广职业培训包制度，培养一批高素质技能人才。\n",
    good: "### （三）大力提高劳动者职业技能和质量素养\n\n实施国家高技能人才振兴计划，全年新增高技能人才3.2万人。\n",
    scope: Scope::Report(copied_plan),
};

/// How alike a sentence and a measure are when one is the other's copy.
const COPY: f64 = 0.9;

fn copied_plan(context: &Context) -> Vec<Finding> {
    let passages = &context.report.passages;
    let filed = context.coverage.filing.iter().enumerate();
    let copied = filed.filter_map(|(at, filing)| match *filing {
        Filing::Item(number) | Filing::Measure(number, _) => Some((at, copy(context, at, number)?)),
        _ => None,
    });
    let copied: Vec<(usize, &str)> = copied.collect();
    let is_copy = |at: usize| copied.binary_search_by_key(&at, |&(copy, _)| copy).is_ok();
    // What follows a quotation answers it, unless it names a measure itself.
    let answered = |at: usize| {
        let next = at + 1;
        let follows = passages.get(at).zip(passages.get(next));
        let speaks = follows.is_some_and(|(here, next)| {
            let named = next.entry.as_ref().is_some_and(|entry| entry.id.is_some());
            (here.under == next.under || next.under == Some(at))
                && !named
                && matches!(
                    next.block,
                    Block::Paragraph | Block::ListItem | Block::Table
                )
        });
        let untouched = context.coverage.filing.get(next) == Some(&Filing::Untouched);
        speaks && !untouched && !is_copy(next)
    };
    let found = copied.iter().filter(|(at, _)| !answered(*at));
    let place = |&(at, id): &(usize, _)| Some((id, passages.get(at)?.line.whole()));
    let places: Vec<(&str, Span)> = found.filter_map(place).collect();
    let groups = parted(context, &COPIED_PLAN, places, |(_, at)| *at).into_iter();
    let told = groups.filter_map(|group| {
        let (&(id, first), others) = group.split_first()?;
        let finding = Finding::new(
            context.at(first),
            text(
                "只抄了计划原文，没有写做了什么",
                "only the plan's words: what was done is not told",
            ),
            text(
                "接着写做了什么、做到什么程度，如：完成。……；没有做的，写未完成和原因",
                "go on with what was done and how far, as in 完成。……; if nothing was, write 未完成 and why",
            ),
        );
        let others: Vec<Span> = others.iter().map(|(_, span)| *span).collect();
        let finding = match more(context, &others) {
            Some(more) => finding.label(more),
            None => finding,
        };
        Some(cite_measure(finding, context.tasks, id))
    });
    told.collect()
}

/// The id of the measure of item `number` that passage `at` copies and says nothing
/// else.
fn copy<'a>(context: &Context<'a>, at: usize, number: u32) -> Option<&'a str> {
    let passage = context.report.passages.get(at)?;
    let entry = passage.entry.as_ref()?;
    // Lists below a line are its answer.
    if entry.status().is_some() || passage.beyond > 0 {
        return None;
    }
    let line = passage.line.text.as_str();
    let answer = line.get(entry.answer.0..entry.answer.1)?.trim();
    let said = match answer {
        "" => line.get(entry.title.0..)?.trim(),
        answer => answer,
    };
    let item = context.tasks.plan.item(number)?;
    // No sentence ends before the first 。.
    let long = said.find('。').unwrap_or(said.len());
    if !item.measures.iter().any(|m| long * 2 <= m.text.len() * 3) {
        return None;
    }
    let copies = words::sentences(said).map(|sentence| {
        let sentence = said.get(sentence.start..sentence.end)?;
        // 一是……。二是……
        let counted = numeral::leading(sentence);
        let behind = counted.and_then(|(_, length)| sentence[length..].strip_prefix('是'));
        copied_measure(item, behind.unwrap_or(sentence))
    });
    let ids: Option<Vec<&str>> = copies.collect();
    ids?.first().copied()
}

/// The measure of `item` that a sentence copies without a figure or a word of
/// completion of its own.
fn copied_measure<'a>(item: &'a Item, sentence: &str) -> Option<&'a str> {
    let long = sentence.len();
    let alike = |length: usize| length * 2 <= long * 3 && long * 2 <= length * 3;
    let measures = item.measures.iter().filter(|m| alike(m.text.len()));
    let mut near = measures.filter(|m| is_near(&m.text, sentence));
    let measure = near.find(|measure| {
        let pairs = Pairs::new(sentence);
        let same = || sentence.trim_end_matches('。') == measure.text.trim_end_matches('。');
        pairs.len() >= 5 && Pairs::new(&measure.text).alike(&pairs) >= COPY || same()
    })?;
    let done = [
        "完成", "已", "了", "建成", "达到", "实现", "全年", "先后", "共", "累计", "均",
    ];
    let own = |word: &&str| sentence.contains(*word) && !measure.text.contains(*word);
    let count = |text: &str| text.chars().filter(|c| numeral::is_numeral(*c)).count();
    // 消除大班额92个, of which the plan wants 86.
    let mut figures = sentence.split(|c: char| !c.is_ascii_digit());
    let other = figures.any(|figure| !measure.text.contains(figure));
    let tells = done.iter().any(own) || other || count(sentence) > count(&measure.text);
    (!tells).then_some(measure.id.as_str())
}

/// Whether a piece of the measure's words stands in the sentence: asked first,
/// for it costs little and almost no sentence passes.
fn is_near(measure: &str, sentence: &str) -> bool {
    let size = measure.chars().count().div_ceil(5).max(4);
    let starts = measure.char_indices().step_by(size).map(|(at, _)| at);
    let ends = starts.clone().skip(1).chain([measure.len()]);
    starts
        .zip(ends)
        .any(|(start, end)| sentence.contains(&measure[start..end]))
}
