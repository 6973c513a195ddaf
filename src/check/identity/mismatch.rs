//! Whether front matter, title and signature name the same agency.

use super::super::{Context, Rule, Scope};
use super::said;
use crate::coverage::Submitter;
use crate::diagnostic::{Finding, SEE, Severity};
use crate::text::{Span, label, text};

pub(super) const AGENCY_MISMATCH: Rule = Rule {
    name: "agency-mismatch",
    short: "单位不一",
    severity: Severity::Warning,
    summary: label("各处写的单位不是同一家", "the paper names two agencies"),
    explanation: label(
        "front matter、标题、落款写的单位应是同一家。不一致，多半是套用了别家的稿子，也可能放错了文件，记错了\
         账就是一家多报、一家未报。以 front matter 为准，其次标题，其次落款，请核对。同一家的简称和全称不算\
         不一致；正文谈到别的单位也不算。标题、落款把自己的名字写错一个字的，也在这里提醒，稿子照收。",
        "Front matter, title and signature should name the same agency. Where they differ, a neighbour's \
         paper was reused or the files were mixed up, and one agency would be credited for another. Front \
         matter counts first, then the title, then the signature. Short and full name of one agency are no \
         mismatch, nor are other agencies mentioned in the text. A slip of the pen in title or signature, where \
         the other has the name itself, is told here too, and the paper taken.",
    ),
    bad: "# 市教委2016年质量工作总结\n……\n天津市城乡建设委员会\n2017年1月5日\n",
    good: "# 市教委2016年质量工作总结\n……\n天津市教育委员会\n2017年1月5日\n",
    scope: Scope::Report(agency_mismatch),
};

fn agency_mismatch(context: &Context) -> Vec<Finding> {
    let identity = &context.coverage.identity;
    let submitter = match &identity.submitter {
        Submitter::Unlisted(name) | Submitter::Unknown(name, _) => name.as_str(),
        Submitter::Party(_) => context.party().map_or("", |party| party.name.as_str()),
        Submitter::Nobody => return Vec::new(),
    };
    let Some((from, read)) = identity.from else {
        return Vec::new();
    };
    let others = identity.others.iter().filter_map(|&(where_, span, index)| {
        Some((
            where_,
            span,
            context.tasks.parties.get(index)?.name.as_str(),
        ))
    });
    let slips = identity.slips.iter().map(|(at, span, written)| {
        let here = said(*at);
        Finding::new(
            context.at(within(context, *span, written)),
            text(
                format!("{}把“{submitter}”写成了“{written}”", here.zh),
                format!("the {} writes {submitter} as {written}", here.en),
            ),
            text(
                format!("改成“{submitter}”；名字没写错的，请办公室加进 plan/agencies.toml"),
                format!("write {submitter}; where the name is right, the office adds it to plan/agencies.toml"),
            ),
        )
    });
    others
        .map(|(at, span, other)| {
            let (here, there) = (said(at), said(from));
            Finding::new(
                context.at(span),
                text(
                    format!("{}是“{other}”，{}是“{submitter}”", here.zh, there.zh),
                    format!("the {} says {other}, the {} {submitter}", here.en, there.en),
                ),
                text(
                    format!("是{submitter}的稿子，把这里改成{submitter}；是{other}的，改{}", there.zh),
                    format!("where it is {submitter}'s, name it here; where it is {other}'s, mend the {}", there.en),
                ),
            )
            .note_at(
                SEE,
                text(
                    format!("{}写的“{submitter}”，以它为准", there.zh),
                    format!("the {} says {submitter}, which counts", there.en),
                ),
                context.at(read),
            )
        })
        .chain(slips)
        .collect()
}

/// Where `name` stands in the line at `line`, or the line.
fn within(context: &Context, line: Span, name: &str) -> Span {
    let at = context
        .source
        .slice(line)
        .find(name)
        .map(|at| line.start + at);
    at.map_or(line, |at| Span::new(at, at + name.len()))
}
