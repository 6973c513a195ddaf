//! How a paper is typed. Style never blocks: the plans break the pedantic
//! rules themselves.

mod numbering;

use super::reach::parted;
use super::texts::{figures_after, figures_before, more, texts_where};
use super::{Context, Rule, Scope};
use crate::diagnostic::{Finding, Severity};
use crate::text::seek::{self, CharSet};
use crate::text::{Span, label, numeral, text, words};

/// The rules.
pub const RULES: &[Rule] = &[UNBALANCED_QUOTES, DOCUMENT_NUMBER, numbering::ODD_NUMBERING];

const UNBALANCED_QUOTES: Rule = Rule {
    name: "unbalanced-quotes",
    short: "不配对",
    severity: Severity::Hint,
    summary: label(
        "引号、书名号或括号不成对",
        "a quotation mark or bracket without its pair",
    ),
    explanation: label(
        "一段里的 “ ”《 》（ ）应当成对，缺一个，读的人就不知道引到哪里为止；最常见的是两个都打成了 “。\
         只提示，一份一次。1）、（一 这样的编号不算；括号一边全角一边半角算成对；\
         引文分几段、每段都以 “ 开头的也不算。",
        "“ ”, 《 》 and （ ） come in pairs within a paragraph; where one is missing nobody knows where \
         the quotation ends. Most often both were typed as “. A hint, once a paper. A number such as \
         1） is no fault, nor are brackets of two widths, nor a quotation of several paragraphs each of \
         which begins with “.",
    ),
    bad: "组织“劳模进校园“报告会58场，修订《学校食堂卫生管理规定3轮。\n",
    good: "组织“劳模进校园”报告会58场，修订《学校食堂卫生管理规定》（征求意见稿)3轮：1）征求意见。\n",
    scope: Scope::Report(unbalanced_quotes),
};

fn unbalanced_quotes(context: &Context) -> Vec<Finding> {
    let paired = texts_where(context, |census| census.may_hold_one_of(&PAIRED));
    let odd = paired.flat_map(|words| {
        let odd = unpaired(words.text).into_iter();
        odd.map(move |(at, mark)| (mark, words.span(at, at + mark.len_utf8())))
    });
    let all: Vec<(char, Span)> = odd.collect();
    let groups = parted(context, &UNBALANCED_QUOTES, all, |(_, at)| *at).into_iter();
    groups.filter_map(|all| unbalanced(context, &all)).collect()
}

/// The finding about marks without their pair.
fn unbalanced(context: &Context, all: &[(char, Span)]) -> Option<Finding> {
    let (&(mark, first), others) = all.split_first()?;
    let missing = match mark {
        '“' => '”',
        '”' => '“',
        '《' => '》',
        '》' => '《',
        '（' => '）',
        _ => '（',
    };
    let finding = Finding::new(
        context.at(first),
        text(
            format!("{mark} 没有配对的 {missing}"),
            format!("{mark} has no {missing}"),
        ),
        text(
            format!("在该{}的地方补上 {missing}；多打的，删掉", pairing(mark)),
            format!("put {missing} where it belongs, or delete {mark}"),
        ),
    );
    let others: Vec<Span> = others.iter().map(|(_, span)| *span).collect();
    Some(match more(context, &others) {
        Some(more) => finding.label(more),
        None => finding,
    })
}

/// The marks that come in pairs.
static PAIRED: CharSet = CharSet::new(&['“', '”', '《', '》', '（', '）']);

fn pairing(mark: char) -> &'static str {
    match mark {
        '“' | '《' | '（' => "结束",
        _ => "开始",
    }
}

/// The marks of a paragraph that have no pair, with their places.
fn unpaired(text: &str) -> Vec<(usize, char)> {
    let mut odd = Vec::new();
    // One stack for each kind: 《 “ 》 ” lacks nothing.
    let mut waiting: [Vec<(usize, char)>; 3] = Default::default();
    for (at, c) in seek::signs(text) {
        let (kind, opens) = match c {
            '“' | '”' => (0, c == '“'),
            '《' | '》' => (1, c == '《'),
            '（' | '(' | '）' | ')' => (2, matches!(c, '（' | '(')),
            _ => continue,
        };
        let Some(stack) = waiting.get_mut(kind) else {
            continue;
        };
        if opens {
            stack.push((at, c));
        } else if stack.pop().is_none() && !ends_number(text, at) {
            odd.push((at, c));
        }
    }
    // A quotation that goes on in the next paragraph is closed there.
    let begins = |&(at, c): &(usize, char)| c == '“' && text[..at].trim().is_empty();
    odd.extend(waiting.into_iter().flatten().filter(|mark| !begins(mark)));
    // ASCII brackets are Markdown's and code's too.
    odd.retain(|(_, mark)| !mark.is_ascii());
    odd.sort_unstable();
    odd
}

/// Whether the bracket at byte `at` closes a number such as 1） or a）.
fn ends_number(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(|c| {
        numeral::is_numeral(c) || c.is_ascii_alphanumeric() || ('①'..='⑳').contains(&c)
    })
}

const DOCUMENT_NUMBER: Rule = Rule {
    name: "document-number",
    short: "文号",
    severity: Severity::Hint,
    summary: label(
        "发文字号没有用六角括号",
        "the year of a document number is not in 〔 〕",
    ),
    explanation: label(
        "发文字号的年份用六角括号〔〕括起（GB/T 9704-2012，7.2.5），不用 [2016]、（2016）；\
         从 Word 粘贴时括号还容易丢一半。只看“机关代字＋年份＋号”齐全的；正文里单独的（2016）、\
         公告（2016年第12号）不算；一份只提示一次。",
        "The year of a document number stands in 〔 〕 (GB/T 9704-2012, 7.2.5), not in [2016] or \
         （2016）; pasting out of Word loses half a bracket at times. Only a whole number, code, year and \
         号, is looked at; a lone （2016） or a notice 公告（2016年第12号） is no fault. Said once a paper.",
    ),
    bad: "按照津政发[2016]12号文件要求，修订技术标准。\n",
    good: "按照津政发〔2016〕12号文件要求，修订技术标准（2016）。\n",
    scope: Scope::Report(document_number),
};

fn document_number(context: &Context) -> Vec<Finding> {
    let numbers = texts_where(context, |census| census.may_hold('号')).flat_map(|words| {
        let numbers = document_numbers(words.text).into_iter();
        numbers.map(move |(start, end, right)| (right, words.span(start, end)))
    });
    let all: Vec<(Option<String>, Span)> = numbers.collect();
    let groups = parted(context, &DOCUMENT_NUMBER, all, |(_, at)| *at).into_iter();
    groups
        .filter_map(|all| misnumbered(context, &all))
        .collect()
}

/// The finding about document numbers.
fn misnumbered(context: &Context, all: &[(Option<String>, Span)]) -> Option<Finding> {
    let ((right, first), others) = all.split_first()?;
    let written = context.source.slice(*first);
    let help = match right {
        Some(right) => text(format!("写成{right}"), format!("write {right}")),
        None => {
            let whole = whole(written);
            text(
                format!("补上括号，写成{whole}"),
                format!("write it whole: {whole}"),
            )
        }
    };
    let finding = Finding::new(
        context.at(*first),
        match right {
            Some(_) => text(
                format!("文号的年份用〔〕：{written}"),
                format!("the year of a document number stands in 〔〕: {written}"),
            ),
            None => text(
                format!("文号少了半个括号：{written}"),
                format!("a document number without its second bracket: {written}"),
            ),
        },
        help,
    );
    let others: Vec<Span> = others.iter().map(|(_, span)| *span).collect();
    Some(match more(context, &others) {
        Some(more) => finding.label(more),
        None => finding,
    })
}

/// A document number whose second bracket is lost, with it: 〔201612号 is 〔2016〕12号.
fn whole(written: &str) -> String {
    let figures: String = written.chars().filter(|c| c.is_numeric()).collect();
    let end = figures
        .char_indices()
        .nth(4)
        .map_or(figures.len(), |(at, _)| at);
    let (year, number) = figures.split_at(end);
    format!("〔{year}〕{number}号")
}

/// The document numbers of `text` that are not as they should be: the range
/// from the bracket to 号, and the right form where it is known.
fn document_numbers(text: &str) -> Vec<(usize, usize, Option<String>)> {
    let numbers = text.match_indices('号').filter_map(|(at, mark)| {
        let end = at + mark.len();
        let (from, figures) = figures_before(&text[..at])?;
        let before = &text[..from];
        if let Some(code) = before.strip_suffix('〔') {
            let broken = figures.len() > 4 && is_year(figures.get(..4)?);
            return (broken && has_code(code)).then_some((code.len(), end, None));
        }
        let year = before.strip_suffix(CLOSES)?;
        let (from, digits) = figures_before(year)?;
        let code = match year[..from].strip_suffix(OPENS) {
            Some(code) => code,
            // 〕 belongs to nothing else; others may close what was opened before.
            None if before.ends_with('〕') => &year[..from],
            None => return None,
        };
        let right = format!("〔{digits}〕{figures}号");
        let wrong = text[code.len()..end] != right;
        let whole = is_year(digits) && has_code(code);
        (whole && wrong).then_some((code.len(), end, Some(right)))
    });
    numbers.collect()
}

/// What the year of a document number may stand in.
const OPENS: [char; 6] = ['〔', '[', '［', '(', '（', '【'];
const CLOSES: [char; 6] = ['〕', ']', '］', ')', '）', '】'];

fn is_year(figures: &str) -> bool {
    figures.len() == 4
        && (figures.starts_with("19") || figures.starts_with("20"))
        && figures_after(figures) == figures
}

/// Whether `text` ends in the code of an office: 津政发, 国办函, 国发.
fn has_code(text: &str) -> bool {
    let last = text.chars().next_back();
    let kinds = "发函办字规令通公文复呈报请纪党组人财质监标食药农建环教科卫商检综";
    last.is_some_and(|c| kinds.contains(c)) && text.chars().rev().nth(1).is_some_and(words::is_han)
}
