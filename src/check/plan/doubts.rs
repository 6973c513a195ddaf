//! What was read of a plan and may be meant otherwise: a limit that is no one day,
//! a name that is like no agency's, items that may stand one level below.

use std::collections::BTreeMap;

use super::super::{Rule, Scope};
use super::numbers;
use crate::diagnostic::{Finding, SEE, Severity, Site};
use crate::plan::example;
use crate::plan::parse::{self, Reading};
use crate::text::{Span, label, numbering, text, words};

pub(super) const UNREAD_DUE: Rule = Rule {
    name: "unread-due",
    short: "时限未读",
    severity: Severity::Warning,
    summary: label(
        "完成时限定不到哪一天，没有记",
        "a limit of work that is no one day and was not taken",
    ),
    explanation: label(
        "“6月底前”没有写年份：计划标题或结尾写明是哪一年的，按那一年记，不提示；标题管好几年的，或者哪儿都没有年份，\
         就不知道是哪一年的6月。“三季度前”是季度开始还是结束，一句话里两个时限管哪一个，也说不清。都不猜，只指出在哪里；记在 tasks.toml 里\
         那条措施的 due 上就有了。“每季度末前”“长期坚持”不是哪一天，不提示。",
        "6月底前 names no year: where the plan's title or closing names the one it is for, that is taken without a \
         word; where the title spans several, or nothing names one, nobody knows which June is meant. Nor does \
         三季度前 say whether the quarter's beginning or end, nor a sentence with two limits which of them counts. Neither is guessed: give the day as due of the \
         measure in tasks.toml. What comes again (每季度末前) or lasts (长期坚持) is no one day and gets no warning.",
    ),
    bad: "某市质量工作行动计划\n（一）推动品牌建设。制定规划。（市农委负责，6月底前完成）\n",
    good: "某市质量工作2016年行动计划\n（一）推动品牌建设。制定规划。（市农委负责，6月底前完成）\n",
    scope: Scope::Reading(unread_due),
};

fn unread_due(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let due = format!("due = {}-06-30", example::year(reading, 0));
    let mut open: BTreeMap<Span, u32> = BTreeMap::new();
    for item in reading.items() {
        let measures = item.measures.iter().filter(|measure| measure.due.is_none());
        for (_, span) in measures.filter_map(|measure| measure.open) {
            open.entry(span).or_insert(item.number);
        }
    }
    open.into_iter()
        .map(|(span, item)| {
            let words = words::shorten(file.slice(span), 20);
            Finding::new(
                Site::new(file, span),
                text(
                    format!("“{words}”定不到哪一天，没有记完成时限"),
                    format!("“{words}” is no one day; no limit was set"),
                ),
                text(
                    format!("在文本里写明年月日，或在 tasks.toml 里给这条措施写 {due}"),
                    format!(
                        "write the year, month and day, or give the measure {due} in tasks.toml"
                    ),
                ),
            )
            .item(item)
        })
        .collect()
}

pub(super) const DOUBTFUL_NAME: Rule = Rule {
    name: "doubtful-name",
    short: "单位存疑",
    severity: Severity::Warning,
    summary: label(
        "照记了一个不像单位的名字",
        "a name was taken that is like no agency's",
    ),
    explanation: label(
        "责任单位里有一个名字，全文只出现在这一项，样子也不像单位名：可能夹了别的话（“市教委按计划”），可能是两家连在一起（“市教委市科委”），\
         也可能是个少见的名字。照原样记在项里和名册里，请看一眼：是单位的不用改；不是的，改文本再读一遍，或在 \
         tasks.toml 和 agencies.toml 里删改。以局、委、厅、政府、街道、公司等收尾的，别的项也列了的，不提示。",
        "Among the agencies stands a name that no other item has and that is not like an agency's: other words may \
         be stuck to it (市教委按计划), two may stand together (市教委市科委), or it is a rare name. It is taken as it stands, into the \
         item and the roster: look at it. Where it is an agency, leave it; else mend the text and read it again, or \
         change tasks.toml and agencies.toml. Names that end in 局, 委, 厅, 政府, 街道, 公司 and the like, and those of \
         several items, get no warning.",
    ),
    bad: "（一）推动品牌建设。制定规划。（市农委、品牌培育负责）\n（二）开展行动。开展检查。（市建委负责）\n",
    good: "（一）推动品牌建设。制定规划。（市农委、滨海新区负责）\n（二）开展行动。开展检查。（市建委负责）\n",
    scope: Scope::Reading(doubtful_name),
};

fn doubtful_name(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in reading.items().flat_map(|item| &item.agencies) {
        *times.entry(name).or_default() += 1;
    }
    let named = reading.items().flat_map(|item| {
        let names = item.agencies.iter();
        names.map(move |(name, span)| (item, name, *span))
    });
    named
        .filter(|(_, name, _)| {
            let once = times.get(name.as_str()) == Some(&1);
            once && (!parse::is_likely_name(name) || parse::is_glued(name, |part| times.contains_key(part)))
        })
        .map(|(item, name, span)| {
            Finding::new(
                Site::new(file, span),
                text(
                    format!("“{name}”不像单位，照记了"),
                    format!("“{name}” is like no agency's name; it was taken as it stands"),
                ),
                text(
                    "是单位的不用改；不是的，改文本，或在 tasks.toml 的 agencies 里删改",
                    "where it is an agency, leave it; else mend the text, or agencies in tasks.toml",
                ),
            )
            .item(item.number)
        })
        .collect()
}

pub(super) const DOUBTFUL_LEVEL: Rule = Rule {
    name: "doubtful-level",
    short: "层级存疑",
    severity: Severity::Warning,
    summary: label(
        "下一级的编号也列了单位，任务可能在下一级",
        "points below an item have agencies of their own: the items may stand there",
    ),
    explanation: label(
        "哪一级编号是任务，看单位列在哪一级：大多数编号后面各有单位的最深一级就是。下一级只有少数列了单位，或者单位\
         总在最后一点后面，就算上一级的，下一级是它的内容。两级都像的时候，取了哪一级、还看到什么，在这里说明。取错的，\
         给下一级没有单位的各点补上单位再读，或者把上一级的编号去掉。",
        "Which numbers are the items is told by the agencies: the deepest level most of whose numbers have their own. \
         Where only a few below have, or only the last below each, they are the upper level's, and what is below is its \
         text. Where both are likely, this says which was taken and what else was seen. Where it is wrong, give the \
         points without agencies theirs and read again, or take the upper numbers away.",
    ),
    bad: "（一）推动品牌建设。\n1.制定规划。（市农委负责）\n2.评选名牌。\n3.开展宣传。（市建委负责）\n\
          （二）开展行动。\n1.开展检查。\n2.通报结果。\n3.督促整改。（市教委负责）\n",
    good: "（一）推动品牌建设。\n1.制定规划。\n2.评选名牌。\n3.开展宣传。（市建委负责）\n\
           （二）开展行动。\n1.开展检查。\n2.通报结果。\n3.督促整改。（市教委负责）\n",
    scope: Scope::Reading(doubtful_level),
};

fn doubtful_level(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let doubtful = reading.doubtful.iter().map(|&(point, item)| {
        let (point, item) = (numbers::title(file, point), numbers::title(file, item));
        let (below, above) = (
            words::shorten(file.slice(point), 16),
            words::shorten(file.slice(item), 16),
        );
        if point == item {
            return Finding::new(
                Site::new(file, item),
                text(
                    format!("“{above}”比别的任务高一级，也当一项读了"),
                    format!("“{above}” stands above the level of the other items and was read as one too"),
                ),
                text(
                    "它是大标题的，给它下面的任务补上编号再读；不是，不用改",
                    "where it is a heading, give the items below it their numbers and read again; else leave it",
                ),
            );
        }
        Finding::new(
            Site::new(file, point),
            text(
                format!("“{below}”自己列了单位，算在“{above}”这一项里了"),
                format!("“{below}” has agencies of its own and was read as a part of “{above}”"),
            ),
            match numbering::number(file.slice(point)) {
                Some(_) => text(
                    "它自成一项的，给同级没有单位的各点补上单位再读；不是，不用改",
                    "where it is an item itself, give the points beside it their agencies and read again; else leave it",
                ),
                None => text(
                    "它自成一项的，在行首补上编号再读；不是，不用改",
                    "where it is an item itself, put its number before it and read again; else leave it",
                ),
            },
        )
        .note_at(
            SEE,
            text("当作一项的", "what was taken as the item"),
            Site::new(file, item),
        )
    });
    doubtful.collect()
}
