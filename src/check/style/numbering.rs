//! The numbers of headings as official papers write them.

use super::super::reach::parted;
use super::super::texts::more;
use super::super::{Context, Rule, Scope};
use crate::diagnostic::{Edit, Finding, Fix, Severity};
use crate::report::{Heading, Passage};
use crate::text::numbering::{self, Numbering};
use crate::text::{Span, label, numeral, text};

pub(super) const ODD_NUMBERING: Rule = Rule {
    name: "odd-numbering",
    short: "序号格式",
    severity: Severity::Hint,
    summary: label(
        "标题的序号不是公文的写法",
        "the number of a heading is not written as official papers do",
    ),
    explanation: label(
        "公文标题的序号依次是“一、”“（一）”“1.”“（1）”，括号用全角，后面不加顿号（GB/T 9704-2012，7.3.3）。\
         (一)、〈一〉、1、、叁、都认得出，不影响归项，只提示一次，--fix 可以一次改齐。“第三项”“第一部分”\
         不算；正文和列表里的编号不看。",
        "The headings of official papers are numbered 一、, （一）, 1. and （1）, in full-width brackets with \
         no mark behind them (GB/T 9704-2012, 7.3.3). (一), 〈一〉, 1、 and 叁、 are understood all the same; \
         said once a paper, and --fix mends them all. 第三项 and 第一部分 are no fault; numbers in the text \
         and in lists are not looked at.",
    ),
    bad: "### (三)大力提高劳动者职业技能和质量素养\n\n#### 1、技能竞赛\n",
    good: "### （三）大力提高劳动者职业技能和质量素养\n\n#### 1. 技能竞赛\n",
    scope: Scope::Report(odd_numbering),
};

fn odd_numbering(context: &Context) -> Vec<Finding> {
    let headings = context.report.passages.iter().filter_map(Passage::heading);
    let odd = headings.filter_map(|heading| regular(context, heading));
    let odd: Vec<(Span, String)> = odd.collect();
    let groups = parted(context, &ODD_NUMBERING, odd, |(at, _)| *at).into_iter();
    groups.filter_map(|odd| told(context, &odd)).collect()
}

/// The finding about numbers written otherwise.
fn told(context: &Context, odd: &[(Span, String)]) -> Option<Finding> {
    let ((first, form), others) = odd.split_first()?;
    let written = context.source.slice(*first).trim_end();
    let finding = Finding::new(
        context.at(*first),
        text(
            format!("标题的序号“{written}”，公文写作“{form}”"),
            format!("official papers number a heading {form}, not {written}"),
        ),
        text(format!("改成{form}"), format!("write {form}")),
    );
    let others: Vec<Span> = others.iter().map(|(span, _)| *span).collect();
    let finding = match more(context, &others) {
        Some(more) => finding.label(more),
        None => finding,
    };
    let mend = |(span, form): &(Span, String)| Fix::safe(vec![Edit::new(*span, form.as_str())]);
    Some(finding.fixes(odd.iter().map(mend)))
}

/// The number of a heading and its regular form, where it has another.
fn regular(context: &Context, heading: &Heading) -> Option<(Span, String)> {
    let (value, numbering) = heading.number?;
    let span = heading.span;
    let written = context.source.slice(span);
    let words = written.trim_start_matches(['#', '＃', ' ', '\t', '\u{3000}']);
    // Most are as they should be.
    let number = || numeral::chinese(value);
    let behind = match numbering {
        Numbering::Section => words.strip_prefix(&*number()),
        Numbering::Item => words
            .strip_prefix('（')
            .and_then(|rest| rest.strip_prefix(&*number())),
        _ => None,
    };
    let close = match numbering {
        Numbering::Section => '、',
        _ => '）',
    };
    let after = behind.and_then(|rest| rest.strip_prefix(close));
    if after.is_some_and(|after| !after.starts_with(['、', '．', '.'])) {
        return None;
    }
    let (value, numbering, length) = numbering::number(words)?;
    let (head, title) = words.split_at(length);
    let (open, number, close) = match numbering {
        Numbering::Section if !head.starts_with('第') => ("", numeral::chinese(value), "、"),
        Numbering::Item => ("（", numeral::chinese(value), "）"),
        // 1、3家企业 would become 1.3家.
        Numbering::Figure if !title.starts_with(numeral::is_numeral) => {
            ("", value.to_string().into(), ".")
        }
        Numbering::BracketedFigure => ("（", value.to_string().into(), "）"),
        _ => return None,
    };
    let opened = head.trim_end().strip_prefix(open);
    if opened.and_then(|inner| inner.strip_suffix(close)) == Some(&*number) {
        return None;
    }
    let start = span.start + written.len() - words.len();
    let form = format!("{open}{number}{close}");
    Some((Span::new(start, start + length), form))
}
