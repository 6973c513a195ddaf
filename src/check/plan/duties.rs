//! What the plan says of who is responsible and was not taken in as it stands:
//! lists that could not be read, that stand outside the items, that name one
//! agency twice, that speak of other items; and text that belongs to no item.

use super::super::{Rule, Scope};
use super::numbers;
use crate::diagnostic::{Finding, SEE, Severity, Site};
use crate::plan::parse::{Reading, Remark};
use crate::text::{Span, Text, label, text, words};

pub(super) const UNREAD_ASSIGNMENT: Rule = Rule {
    name: "unread-assignment",
    short: "分工未读",
    severity: Severity::Warning,
    summary: label(
        "像是责任单位，没有读进任何一项",
        "agencies that were not read into any item",
    ),
    explanation: label(
        "括号或句子写着“负责”“牵头”“责任单位：”，要么里面夹着不像单位名的话，读不出是哪几家，要么不在任何一项\
         之内（写在大标题下、总述里），不知道算给哪一项。两种都不猜，列出来请人看。已经读进各项的不提示；\
         名单里空了一处（“、、”）、只有配合没有负责的，照读，也提示。\
         “（由物业部门负责解释）”这种只有一句话、没有用顿号列单位的说明，不提示。",
        "A bracket or sentence says 负责, 牵头 or 责任单位：, but holds words that are no name, or stands \
         outside all items (below a heading above them), so that nobody knows whose it is. Neither is guessed: \
         see for yourself. A list with an empty place (、、), or in which all help and nobody is in charge, is read, \
         and told too. What was read whole gets no warning, nor does a remark in brackets that lists nobody.",
    ),
    bad: "（一）推动品牌建设。制定规划。（市农委、凡是涉及的由市建委另行通知负责）\n\
          （二）开展质量提升行动。开展行动。（市建委负责）\n",
    good: "（一）推动品牌建设。制定规划（由物业部门负责）。（市农委、市建委负责）\n\
           （二）开展质量提升行动。开展行动。（市建委负责）\n",
    scope: Scope::Reading(unread_assignment),
};

fn unread_assignment(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let unread = reading.unread.iter().map(|&span| {
        Finding::new(
            Site::new(file, span),
            text(
                "像是责任单位，读不出是哪几家",
                "this looks like agencies, and could not be read",
            ),
            text(
                "写成（××局、××委等按职责分工负责）的样子；不是分工的，不用改",
                "write it as （××局、××委等按职责分工负责）; where it assigns nothing, leave it",
            ),
        )
    });
    let outside = reading.outside.split_first().map(|(&first, others)| {
        let mut finding = Finding::new(
            Site::new(file, first),
            text(
                "这里的单位不在任何一项之内，没有算",
                "these agencies stand outside all items and were not counted",
            ),
            text(
                "该算给哪几项的，写到那几项末尾，或在 tasks.toml 的 agencies 里补",
                "write them at the end of the items they belong to, or add them to agencies in tasks.toml",
            ),
        );
        for &other in others.iter().take(9) {
            let words = words::shorten(file.slice(other), 24);
            finding = finding.note_at(
                SEE,
                text(format!("还有：{words}"), format!("another: {words}")),
                Site::new(file, other),
            );
        }
        finding
    });
    let remarks = reading.remarks.iter().map(|&(span, why)| {
        let (message, help) = remark(why);
        Finding::new(Site::new(file, span), message, help)
    });
    unread.chain(outside).chain(remarks).collect()
}

/// What is said of an assignment that may not be whole, and the remedy.
fn remark(why: Remark) -> (Text, Text) {
    let compare = text(
        "对照原件，缺了补上；原件就是这样，不用改",
        "compare with the original and add what is missing; where it is so, leave it",
    );
    match why {
        Remark::Words => (
            text(
                "夹在责任单位里的这几个字没有读",
                "these words among the agencies were not read",
            ),
            text(
                "里面有单位的，写成（××局、××委负责）的样子；没有，不用改",
                "where they name an agency, write it as （××局、××委负责）; else leave them",
            ),
        ),
        Remark::Blank => (
            text(
                "名单里空了一处，可能缺一家",
                "the list has an empty place: an agency may be missing",
            ),
            compare,
        ),
        Remark::Loose => (
            text(
                "没有写负责还是配合，按责任单位读了",
                "it does not say whether these are in charge or help; they were read as responsible",
            ),
            compare,
        ),
        Remark::Helpers => (
            text(
                "只有配合、参与的，没有写谁负责",
                "all of these help, and nobody is in charge",
            ),
            compare,
        ),
    }
}

pub(super) const STANDING_CLAUSE: Rule = Rule {
    name: "standing-clause",
    short: "统管之句",
    severity: Severity::Warning,
    summary: label(
        "一句话管到别的项，没有代为展开",
        "a clause that speaks of other items was not carried there",
    ),
    explanation: label(
        "分工里有时写“以下均需试点城市政府落实，不再列出”：后面各项都多一家，却不再写。写明管到哪里的（“以下各项\
         均需……”到最后一项，“本部分以下各项均需……”到这一部分完），照着给各项添上，不提示；“列第一位的为牵头单位，\
         下同”也是。只写“以下”的，除非它写在最后一部分某一项的末尾，说不清是这一项的后半，还是后面各项；读不出是\
         哪一家的，也不猜。请核对后在 tasks.toml 里给那些项补上。",
        "An assignment may say 以下均需……落实，不再列出: one more agency for every item below, where it is no \
         longer written. Where it says how far it reaches (以下各项均需…… to the last item, 本部分以下各项均需…… to \
         the end of the part) it is carried out and gets no warning, as is 列第一位的为牵头单位，下同. 以下 alone, \
         unless it ends an item of the last part, may mean the rest of its item or those that follow; nor is it \
         guessed whom unclear words mean. See which items it means and add the agency there in tasks.toml.",
    ),
    bad: "（一）推动品牌建设。制定规划。（市农委指导。以下均需区政府落实，不再列出）评选名牌。（市农委指导）\n\
          （二）开展质量提升行动。开展行动。（市建委指导）\n",
    good: "（一）推动品牌建设。制定规划。（市农委、市建委负责。列第一位的为牵头单位，下同。以下各项均需区政府落实，\
           不再列出）\n\
           （二）开展质量提升行动。开展行动。（市建委、市教委负责）\n",
    scope: Scope::Reading(standing_clause),
};

fn standing_clause(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let clauses = reading.clauses.iter().map(|&span| {
        let words = words::shorten(file.slice(span), 20);
        Finding::new(
            Site::new(file, span),
            text(
                format!("“{words}”管到别的项，没有代为添上"),
                format!("“{words}” speaks of other items; nothing was added there"),
            ),
            text(
                "看管到哪几项，在 tasks.toml 里给它们补 agencies",
                "see which items it means and add to their agencies in tasks.toml",
            ),
        )
    });
    clauses.collect()
}

pub(super) const REPEATED_AGENCY: Rule = Rule {
    name: "repeated-agency",
    short: "单位重列",
    severity: Severity::Hint,
    summary: label("一份名单里同一家写了两次", "one list names an agency twice"),
    explanation: label(
        "同一家写两次，只算一次；多半是复制时重了，也可能是把另一家错写成这一家，那一家就漏了，所以请对一眼原件。\
         一项里有几个括号、每个括号都有它，是常见写法，不算重列。",
        "It is counted once. Most often it slipped in while copying; but it may stand for another agency, which \
         is then missing: compare with the original. An agency in several brackets of one item is usual and no \
         fault.",
    ),
    bad: "（一）推动品牌建设。制定规划。（市农委、市粮食局、市粮食局负责）\n",
    good: "（一）推动品牌建设。制定规划。（市农委、市粮食局负责）评选名牌。（市粮食局负责）\n",
    scope: Scope::Reading(repeated_agency),
};

fn repeated_agency(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let twice = reading.items().flat_map(|item| {
        let found = item.twice.iter();
        found.map(|(name, span)| {
            Finding::new(
                Site::new(file, *span),
                text(
                    format!("“{name}”列了两次，只算一次"),
                    format!("“{name}” is listed twice and counted once"),
                ),
                text(
                    "删掉一个；是另一家的，改成那一家",
                    "delete one; where another agency is meant, write that",
                ),
            )
            .item(item.number)
        })
    });
    twice.collect()
}

pub(super) const RESTARTED_NUMBER: Rule = Rule {
    name: "restarted-number",
    short: "各部分重编",
    severity: Severity::Hint,
    summary: label(
        "各部分的项从头编号，几项同号",
        "items of different parts share their numbers",
    ),
    explanation: label(
        "每部分从 1 编起是常见写法，计划照原号读，措施号接着前一个同号的项往下编（前面到 1.5，后面从 1.6 起），\
         所以没有两条同号。来稿里的“第1项”，看它在哪一部分下面、这家列在哪几项里来定；一家在两部分都列在第 1 项、\
         又没有分部分写的，要写明“第二部分第一项”。表里、卷里写作“二（一）”，--item、JSON 和登记表里的项号按全计划的次序数。\
         觉得不便的，在 tasks.toml 里改成通编（number 和措施的 id 一起改），再发 new 出的底稿。只有一部分有任务、号没有重的，不提示。",
        "Beginning again at one in every part is common, and the numbers are read as printed; measures are \
         counted on from the item above with the same number (behind 1.5 comes 1.6), so that no id comes twice. \
         Which item 第1项 of a paper means, the part it stands in and the items that name the agency tell; who is named in \
         the first item of two parts and does not write by parts must say 第二部分第一项. Tables and the volume write \
         二（一）; --item, JSON and register.toml count items through the plan. Who finds that awkward numbers them through in tasks.toml \
         (number and the ids of measures) before drafts go out. Where \
         only one part has items, and no number comes twice, there is no hint.",
    ),
    bad: "一、提升动力\n（一）推动品牌建设。制定规划。（市农委负责）\n（二）开展行动。开展医疗行动。（市建委负责）\n\
          二、优化环境\n（一）加强整治。整治市场。（市商务委负责）\n（二）推进外贸。建设窗口。（市教委负责）\n",
    good: "一、提升动力\n（一）推动品牌建设。制定规划。（市农委负责）\n（二）开展行动。开展医疗行动。（市建委负责）\n\
           二、优化环境\n（三）加强整治。整治市场。（市商务委负责）\n（四）推进外贸。建设窗口。（市教委负责）\n",
    scope: Scope::Reading(restarted_number),
};

fn restarted_number(reading: &Reading) -> Vec<Finding> {
    let mut seen = std::collections::BTreeMap::new();
    let mut shared = Vec::new();
    for (part, section) in reading.sections.iter().enumerate() {
        for item in &section.items {
            let (first, place) = *seen.entry(item.number).or_insert((part, item.span));
            if first != part {
                shared.push((item, place));
            }
        }
    }
    let Some(&(item, first)) = shared.first() else {
        return Vec::new();
    };
    // Two of a number in one run are told as that.
    let file = &reading.file;
    let unit = numbers::unit_at(reading, item.span.start);
    let runs_on = item.number != 1 && shared.len() == 1;
    if runs_on || unit.is_none() {
        return Vec::new();
    }
    let count = shared.len();
    let finding = Finding::new(
        Site::new(file, numbers::title(file, item.span)),
        text(
            format!("从这里起 {count} 项与前面的同号"),
            format!("from here on {count} items share a number with one above"),
        ),
        text(
            "不用改，来稿按部分和列名的单位认；要通编的，在 tasks.toml 里改 number 和措施的 id",
            "nothing to do: papers are read by their parts and by who is named; to number through, change number and the ids in tasks.toml",
        ),
    )
    .note_at(
        SEE,
        text("前面同号的一项", "the one above with this number"),
        Site::new(file, numbers::title(file, first)),
    );
    vec![finding]
}

pub(super) const UNREAD_PASSAGE: Rule = Rule {
    name: "unread-passage",
    short: "段落未归",
    severity: Severity::Hint,
    summary: label(
        "项与项之间的一段没有读",
        "text between the items that was not read",
    ),
    explanation: label(
        "一项到它最后一处责任单位为止。后面没有编号、下一项又还没开始的一段，不知道算谁的，所以没有读成措施。是\
         任务的，挪到责任单位前面，或者给它编号、写上单位。与各项同级的一组编号，一个单位也没有列的，也不当任务；\
         标题说是总体要求、保障措施的不提示。最后一项后面的几段是结尾，另外读，不提示。",
        "An item ends with its last assignment. A paragraph behind it that has no number and stands before the \
         next item belongs to nobody, and gives no measure. Where it is work to be done, move it before the \
         agencies, or give it a number and agencies. Nor are numbers on the items' level taken of which none names an \
         agency; below headings such as 总体要求 or 保障措施 that gets no hint. What follows the last item is the closing and read as \
         such.",
    ),
    bad: "（一）推动品牌建设。制定规划。（市农委负责）\n同时开展名牌产品的评选和宣传活动。\n\
          （二）开展行动。开展医疗行动。（市建委负责）\n",
    good: "（一）推动品牌建设。制定规划。\n同时开展名牌产品的评选和宣传活动。（市农委负责）\n\
           （二）开展行动。开展医疗行动。（市建委负责）\n各单位要加强组织领导，确保任务完成。\n",
    scope: Scope::Reading(unread_passage),
};

/// Words in the headings of parts that set no tasks.
const GENERAL: [&str; 15] = [
    "要求", "思路", "思想", "原则", "目标", "意义", "背景", "保障", "领导", "组织", "措施", "机制",
    "附则", "步骤", "进度",
];

fn unread_passage(reading: &Reading) -> Vec<Finding> {
    let file = &reading.file;
    let passages = reading.passages.iter().map(|&span| {
        let line = file.line_span(file.line_of(span.start));
        Finding::new(
            Site::new(
                file,
                Span::new(span.start, span.end.min(line.end).max(span.start)),
            ),
            text(
                "这一段在责任单位后面，没有算进哪一项",
                "this stands behind the agencies and was read into no item",
            ),
            text(
                "是任务的，挪到责任单位前面；不是，不用改",
                "where it is work to be done, move it before the agencies; else leave it",
            ),
        )
    });
    let untaken = reading.passed_over.iter().filter(|(first, above)| {
        // 附件：1.任务清单
        let line = file.slice(file.line_span(file.line_of(first.start)));
        if line.trim_start().starts_with('附') {
            return false;
        }
        let heading = above.map_or("", |above| file.slice(numbers::title(file, above)));
        !GENERAL.iter().any(|word| heading.contains(word))
    });
    let untaken = untaken.map(|&(span, _)| {
        Finding::new(
            Site::new(file, numbers::title(file, span)),
            text(
                "从这里起的几个编号没有列单位，没有当任务",
                "the numbers from here on name no agency and were not taken as items",
            ),
            text(
                "是任务的，在末尾写明（××局、××委等按职责分工负责）；不是，不用改",
                "where they are items, end them with （××局、××委等按职责分工负责）; else leave them",
            ),
        )
    });
    passages.chain(untaken).collect()
}
