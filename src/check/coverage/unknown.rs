//! Ids of the plan that the plan lacks, wherever a paper names one.

use crate::check::{Context, Rule, Scope, cite_item};
use crate::diagnostic::{Finding, Severity};
use crate::plan::Item;
use crate::report::{Field, Passage};
use crate::text::words::{self, Pairs};
use crate::text::{Span, Text, label, text};

pub(super) const UNKNOWN_MEASURE: Rule = Rule {
    name: "unknown-measure",
    short: "无此条",
    severity: Severity::Error,
    summary: label(
        "写了计划里没有的措施编号",
        "a line bears the id of no measure of the plan",
    ),
    explanation: label(
        "行首的“3.8”按计划的措施编号读：第三项第八条。计划里没有这一条，这行就归不到任何措施，\
         多半是数错一条，或者用了本单位自己的小编号。数字后面紧跟单位的（3.2万人、6.5亿元）不当编号读；\
         “3.15 国际消费者权益日”“9.20 举办培训班”这样的日子，没有写明状态的，或者是节日名、写在别的项下面的，也不当；句子中间的数字不管；1. 2.、（1）（2）这样的编号随便用。\
         紧挨着文字的（3.8强化培训：完成）、加了括号或“第…条”的，写明了状态才当编号读。\
         文头 not_applicable 里声明不涉及的、（对应第几项）里标注的，计划里也要有。",
        "A figure such as 3.8 at the head of a line is read as the plan's id: item 3, measure 8. Where \
         the plan has no such measure the line belongs nowhere: most often one was miscounted, or the \
         drafter uses numbers of this form for something else. A figure with a unit (3.2万人) is no \
         id, nor is a day of the year (3.15 国际消费者权益日, 9.20 举办培训班) in a line that states nothing, names a festival or stands below another item, \
         nor one inside a sentence; plain 1. 2. and （1） are free. One with no blank behind it, or in \
         brackets, is an id where the line states a status (3.8强化培训：完成). What not_applicable declines in the \
         front matter and what a mark （对应第几项） names must be of the plan too.",
    ),
    bad: "### （三）大力提高劳动者职业技能和质量素养\n\n- 3.15 开展服务行业技能大赛、技能培训：完成。举办8个职业的市级竞赛。\n",
    good: "### （三）大力提高劳动者职业技能和质量素养\n\n- 3.9 开展服务行业技能大赛、技能培训：完成。举办8个职业的市级竞赛。\n\
           - 3.2万人取得高级工以上证书。\n",
    scope: Scope::Report(unknown_measure),
};

fn unknown_measure(context: &Context) -> Vec<Finding> {
    let lines = context.coverage.unknown_measures.iter();
    let lines = lines.filter_map(|&at| unknown(context, context.report.passages.get(at)?));
    let found = unknown_declined(context).into_iter().chain(lines);
    found.chain(unknown_marks(context)).collect()
}

/// The items and measures that marks name and the plan lacks: （对应第十九项）.
fn unknown_marks(context: &Context) -> impl Iterator<Item = Finding> {
    let passages = context.report.passages.iter();
    // What the office rules is the register's.
    let marks = passages.filter(|passage| !passage.ruled);
    let marks = marks.flat_map(|passage| &passage.marks);
    marks.filter_map(|mark| {
        let own = context.tasks.plan.item(mark.item);
        let has = |item: &Item| {
            let count = item.measures.len();
            mark.measure
                .is_none_or(|index| (1..=count).contains(&(index as usize)))
        };
        let known = own.is_some_and(has);
        let number = own.map_or(mark.item, |item| item.printed);
        let id = match mark.measure {
            _ if !context.tasks.plan.in_turn => as_written(context, mark.at),
            Some(index) => format!("{number}.{index}"),
            None => number.to_string(),
        };
        let own = match mark.by_id && !context.tasks.plan.in_turn {
            true => items(context, mark.item),
            false => own.into_iter().collect(),
        };
        (!known).then(|| {
            Finding::new(
                context.at(mark.at),
                missing(context, &id, &own),
                remedy(&own),
            )
        })
    })
}

fn unknown(context: &Context, passage: &Passage) -> Option<Finding> {
    let entry = passage.entry.as_ref()?;
    let ((number, index), span) = entry.id?;
    // Of several ids at the head of a line each is a mark.
    if passage.marks.iter().any(|mark| mark.at == span) {
        return None;
    }
    let id = match context.tasks.plan.in_turn {
        true => format!("{number}.{index}"),
        false => as_written(context, span),
    };
    let own = items(context, number);
    let to = remedy(&own);
    let finding = Finding::new(
        context.at(span),
        missing(context, &id, &own),
        text(
            format!("{}；\n是本单位自己的编号，改写成 1. 2. 3.", to.zh),
            format!(
                "{};\nif the number is the agency's own, write 1. 2. 3.",
                to.en
            ),
        ),
    );
    let (start, end) = entry.title;
    let words = passage.line.text.get(start..end).unwrap_or_default();
    let all = || context.tasks.plan.items().collect();
    let among: Vec<&Item> = if own.is_empty() { all() } else { own.clone() };
    let finding = match likest_measure(&among, words) {
        Some(like) => finding.label(text(
            format!("这句像 {like}"),
            format!("the words are like {like}"),
        )),
        None => finding,
    };
    Some(match own[..] {
        [] => finding,
        [item, ..] => cite_item(finding, context.tasks, item.number, context.party()),
    })
}

/// The items and measures that the front matter declines and the plan lacks.
fn unknown_declined(context: &Context) -> Vec<Finding> {
    let Field::Given(ids, at) = &context.report.header.not_applicable else {
        return Vec::new();
    };
    let written = context.source.slice(*at);
    let place = |id: &str| {
        let inside = |c: char| c.is_ascii_digit() || c == '.';
        let mut places = written
            .match_indices(id)
            .map(|(from, _)| (from, from + id.len()));
        let apart = |&(from, to): &(usize, usize)| {
            !written[..from].ends_with(inside) && !written[to..].starts_with(inside)
        };
        let place = places.find(apart);
        place.map_or(*at, |(from, to)| Span::new(at.start + from, at.start + to))
    };
    let unknown = ids.iter().filter_map(|id| {
        let number = id.split('.').next()?.parse().ok()?;
        let own = items(context, number);
        let mut measures = own.iter().flat_map(|item| &item.measures);
        let has = !own.is_empty() && !id.contains('.') || measures.any(|known| known.id == *id);
        let to = remedy(&own);
        (!has).then(|| {
            Finding::new(
                context.at(place(id)),
                missing(context, id, &own),
                text(
                    format!("{}；\n写多了的，从 not_applicable 里删掉", to.zh),
                    format!(
                        "{};\nif it is one too many, take it out of not_applicable",
                        to.en
                    ),
                ),
            )
        })
    });
    unknown.collect()
}

/// What the plan lacks, as the draft has it: 9.1, 第九项.
fn as_written(context: &Context, at: Span) -> String {
    let written = words::fold(context.source.slice(at));
    let written = written.trim_matches(['(', ')', '【', '】', '[', ']', '〔', '〕']);
    written.strip_prefix("对应").unwrap_or(written).to_owned()
}

/// The items before whose titles the plan prints that number.
fn items<'a>(context: &Context<'a>, number: u32) -> Vec<&'a Item> {
    let items = context.tasks.plan.items();
    items.filter(|item| item.printed == number).collect()
}

/// That the plan lacks `id`, which would be of the items `own`.
fn missing(context: &Context, id: &str, own: &[&Item]) -> Text {
    match own {
        [item] => {
            let (number, count) = (item.printed, item.measures.len());
            text(
                format!("没有 {id} 这一条：{}只有 {count} 条", item.called().zh),
                format!("there is no measure {id}: item {number} ends at {number}.{count}"),
            )
        }
        [_, ..] => {
            let measures = own.iter().flat_map(|item| &item.measures);
            let last = measures.last().map_or("", |measure| &measure.id);
            text(
                format!("没有 {id} 这一条：到 {last} 为止"),
                format!("there is no measure {id}: the last is {last}"),
            )
        }
        [] if !context.tasks.plan.in_turn => text(
            format!("计划里没有“{id}”"),
            format!("the plan has no “{id}”"),
        ),
        [] => {
            let count = context.tasks.plan.items().count();
            let (zh, en) = match id.contains('.') {
                true => ("这一条", "measure"),
                false => ("这一项", "item"),
            };
            text(
                format!("没有 {id} {zh}：计划只有 {count} 项"),
                format!("there is no {en} {id}: the plan has {count} items"),
            )
        }
    }
}

/// What to write in place of an id that none of the items `own` has.
fn remedy(own: &[&Item]) -> Text {
    let mut measures = own.iter().flat_map(|item| &item.measures);
    let first = measures.next();
    match first.map(|first| (&first.id, &measures.last().unwrap_or(first).id)) {
        Some((first, last)) => text(
            format!("改成计划里的编号（{first} 至 {last}）"),
            format!("use an id of the plan ({first} to {last})"),
        ),
        None => text(
            "改成计划里的编号（huibian tasks 可查）",
            "use an id of the plan (huibian tasks lists them)",
        ),
    }
}

/// The id of the measure that `words` are clearly like.
fn likest_measure<'a>(items: &[&'a Item], words: &str) -> Option<&'a str> {
    let words = Pairs::new(words);
    let measures = items.iter().flat_map(|item| &item.measures);
    measures
        .map(|measure| (Pairs::new(&measure.text).alike(&words), measure.id.as_str()))
        .filter(|(alike, _)| *alike >= 0.5)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, id)| id)
}
