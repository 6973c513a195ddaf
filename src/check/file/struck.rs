//! Figures that other readers of Markdown strike out: 1~2个，建成3~5家.

use super::super::texts::texts_where;
use super::super::{Context, Rule, Scope};
use super::pasted::{groups, habit};
use crate::diagnostic::{Edit, Finding, Fix, Severity};
use crate::text::{Span, label, text};

pub(super) const STRUCK_FIGURES: Rule = Rule {
    name: "struck-figures",
    short: "波浪线",
    severity: Severity::Warning,
    summary: label(
        "两个半角 ~ 之间会被划掉",
        "what stands between two ~ may be struck out",
    ),
    explanation: label(
        "一段里有两个半角 ~，很多 Markdown 程序就把中间的字划掉：“1~2个，建成3~5家”会变成“1”和“5家”，数\
         字的意思就毁了。这里照原文印，不划。全文只报一次。全角“～”、一段里只有一个 ~、成对的 ~~ 和网址里\
         的 ~ 不算。",
        "Where a paragraph has two single ~, many readers of Markdown strike out what stands between them: \
         1~2个，建成3~5家 loses its figures. Here it is printed as written. Told once a paper. The \
         full-width ～, a single ~ in a paragraph, the pair ~~ and a ~ in an address are no fault.",
    ),
    bad: "培育品牌1~2个，建成示范基地3~5家。\n",
    good: "培育品牌1～2个，建成示范基地3～5家。\n",
    scope: Scope::Report(struck_figures),
};

fn struck_figures(context: &Context) -> Vec<Finding> {
    let struck = context.report.pasted.struck.clone();
    let groups = groups(context, &STRUCK_FIGURES, struck).into_iter();
    let found = groups.map(|struck| {
        let finding = habit(
            context,
            &struck,
            text(
                "这两个 ~ 之间的字，别的程序会当成删去的",
                "other programs would strike out what stands between these two ~",
            ),
            text(
                "换成全角的“～”，如“1～2个”",
                "write the full-width ～: 1～2个",
            ),
        );
        let fixes = struck.iter().filter_map(|&at| unstruck(context, at));
        finding.fixes(fixes)
    });
    let mut found: Vec<Finding> = found.collect();
    if let Some(first) = found.first_mut() {
        first.fixes.extend(others(context));
    }
    found
}

/// The full-width ～ in place of each ~ between two figures that stands alone
/// and does no harm: where a paper is mended, it is written in one way.
fn others(context: &Context) -> Vec<Fix> {
    let struck = &context.report.pasted.struck;
    let marks = texts_where(context, |census| census.may_hold('~')).flat_map(|words| {
        let all = words.text.match_indices('~');
        let between = all.filter(move |(at, _)| joins_figures(words.text, *at));
        between.map(move |(at, mark)| words.span(at, at + mark.len()))
    });
    let lone = |at: &Span| {
        let known = |pair: &Span| pair.start == at.start || pair.end == at.end;
        context.source.slice(*at) == "~" && !struck.iter().any(known)
    };
    let fix = |at| Fix::safe(vec![Edit::new(at, "～")]);
    marks.filter(lone).map(fix).collect()
}

/// Whether the ~ at byte `at` stands between two figures of running text, not of
/// an address.
fn joins_figures(text: &str, at: usize) -> bool {
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | '%');
    let before = text[..at].trim_end_matches(figure);
    let after = text[at + '~'.len_utf8()..].trim_start_matches(figure);
    let open = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_graphic() || "(),;".contains(c));
    before.len() < at
        && after.len() + '~'.len_utf8() + at < text.len()
        && open(before.chars().next_back())
        && open(after.chars().next())
}

/// The full-width ～ in place of the two marks.
fn unstruck(context: &Context, at: Span) -> Option<Fix> {
    let inside = context.source.slice(at);
    let marks = [
        Span::new(at.start, at.start + 1),
        Span::new(at.end.checked_sub(1)?, at.end),
    ];
    let sound = inside.len() > 1 && inside.starts_with('~') && inside.ends_with('~');
    sound.then(|| Fix::safe(marks.map(|mark| Edit::new(mark, "～")).into()))
}
