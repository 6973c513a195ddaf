//! What stands round the body of an official paper: the title above, the
//! salutation, the signature with its date, the contact lines below.

use comrak::nodes::{AstNode, NodeHeading, NodeValue};

use super::{Block, Field, Line, Passage, Report, form, secrecy, tail};
use crate::text::date::{self, Date};
use crate::text::{numbering, numeral, words};

/// Finds the frame of the paper among its passages and says so in them; a bare
/// title becomes a heading of the tree.
pub(super) fn find<'a>(report: &mut Report, nodes: &[&'a AstNode<'a>]) {
    find_title(report, nodes);
    report.secrecy = secrecy::find(report, nodes);
    find_salutation(report);
    tail::find_contact(report);
    find_signature(report);
    form::find(report);
    tail::leave_approval(report);
    tail::find_annex(report);
    for passage in &mut report.passages {
        if !matches!(
            passage.block,
            Block::Heading(_) | Block::Paragraph | Block::ListItem | Block::Table
        ) {
            passage.entry = None;
        }
    }
}

/// Whether a bare line reads like the title of a summary.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.trim();
    let characters = text.chars().count();
    (4..=45).contains(&characters)
        && !text.ends_with(['。', '：', ':', '；', '，'])
        && !text.contains(['。', '；'])
        && ["总结", "报告", "汇报", "情况", "工作要点"]
            .iter()
            .any(|word| text.contains(word))
        && numbering::number(text).is_none()
}

fn find_title<'a>(report: &mut Report, nodes: &[&'a AstNode<'a>]) {
    let passages = report.passages.iter().enumerate();
    let mut headings = passages.filter_map(|(index, passage)| Some((index, passage.heading()?)));
    let first = headings.next();
    // A table of contents may stand above the title.
    let apart = report.passages.iter();
    let start = apart.take_while(|p| p.block == Block::Other).count();
    let until = first
        .map_or(report.passages.len(), |(index, _)| index)
        .min(start + 4);
    let bare = (start..until).find(|&index| {
        let passage = &report.passages[index];
        passage.block == Block::Paragraph && is_title(&passage.line.text)
    });
    let hashed = first.filter(|&(index, heading)| {
        // A heading that others of its rank follow is one of them, unless they
        // are numbered and it is not.
        let mut others = headings;
        let mut alone =
            || others.all(|(_, other)| other.rank > heading.rank || other.number.is_some());
        let words = || is_title(&report.passages[index].line.text.replace(['#', '＃'], ""));
        index <= start + 4
            && heading.number.is_none()
            && (heading.rank == 1 || alone() && words() && !heading.title.contains("情况"))
    });
    let hashed = hashed.map(|(index, heading)| (index, heading.rank));
    let found = match (bare, hashed) {
        (_, Some((index, 1))) => Some(index),
        (Some(index), _) => Some(index),
        (None, hashed) => hashed.map(|(index, _)| index),
    };
    let Some(index) = found else { return };
    report.title = Some(index);
    report.passages[index].block = Block::Title;
    if let Some(node) = nodes.get(index) {
        node.data_mut().value = NodeValue::Heading(NodeHeading {
            level: 1,
            setext: false,
            closed: false,
        });
    }
    // Nothing hangs on the title.
    for passage in &mut report.passages {
        if passage.under == Some(index) {
            passage.under = None;
        }
    }
}

fn find_salutation(report: &mut Report) {
    let start = report.title.map_or(0, |title| title + 1);
    let found = report
        .passages
        .iter()
        .enumerate()
        .skip(start)
        // A table of contents may stand between.
        .filter(|(_, passage)| passage.block != Block::Other)
        .take(4)
        .take_while(|(_, passage)| !matches!(passage.block, Block::Heading(_)))
        .find(|(_, passage)| {
            let text = passage.line.text.trim();
            passage.block == Block::Paragraph
                && text.ends_with(['：', ':'])
                && text.chars().count() <= 40
                && !text.contains(['。', '；'])
                && !text.contains("如下")
                && !is_trailer(text)
        });
    if let Some((index, _)) = found {
        report.salutation = Some(index);
        report.passages[index].block = Block::Salutation;
    }
}

/// A passage, its date, and where that stands in its text.
pub(super) type Dated = (usize, (Date, usize, usize));

/// How far from the end a signature is looked for, in passages.
const TAIL: usize = 30;

/// The passages among the last that may be lines of a signature, from the end.
fn last_lines(report: &Report) -> impl Iterator<Item = usize> {
    let last = report.passages.iter().enumerate().rev().take(TAIL);
    let lines = |(_, passage): &(usize, &Passage)| {
        matches!(passage.block, Block::Paragraph | Block::ListItem)
    };
    last.filter(lines).map(|(index, _)| index)
}

fn find_signature(report: &mut Report) {
    // Some papers carry the date right below the title instead.
    let head = report.title.map_or(0..0, |title| title + 1..title + 3);
    let dated = last_lines(report)
        .chain(head.filter(|&index| {
            report
                .passages
                .get(index)
                .is_some_and(|p| p.block == Block::Paragraph)
        }))
        // Name and date: a longer line is text.
        .filter(|&index| report.passages[index].census.chars <= 60);
    let dated: Vec<usize> = dated.collect();
    let first = |read: fn(&str) -> Option<(Date, usize, usize)>| {
        let mut lines = dated.iter();
        lines.find_map(|&index| Some((index, read(&report.passages[index].line.text)?)))
    };
    // A date that is not filled in hides no other.
    let framing = |index: usize| {
        report.passages.len() - index <= LAST || Some(index) <= report.title.map(|at| at + 2)
    };
    // The date of a plan in an annex has nobody's name above it.
    let named = |(at, (_, start, _)): &Dated| {
        let text = |at: usize| report.passages[at].line.text.as_str();
        let own = !text(*at)[..*start]
            .trim_matches(['（', '(', ' '])
            .is_empty();
        own || at
            .checked_sub(1)
            .is_some_and(|above| is_name(unit(text(above))))
    };
    let last = first(date_line);
    let dated = last
        .filter(named)
        .or_else(|| tail::before_annex(report))
        .or(last)
        .or_else(|| first(half_line).filter(|(at, _)| framing(*at)));
    if let Some((index, (date, start, end))) = dated {
        let line = &report.passages[index].line;
        let at = line.span(start, end);
        report.signature.open = (date == Date::Open).then_some(at);
        report.signature.hour = date::clock(&line.text[end..]);
        report.signature.date = match date {
            Date::Day(day) => Field::Given(day, at),
            Date::Open => Field::Missing,
            Date::Impossible => Field::Malformed(line.text[start..end].to_owned(), at),
        };
        let name = without_seal(unit(without_label(line.text[..start].trim())));
        let name = name.trim_end_matches(['，', ',']);
        if !name.is_empty() && !name.starts_with(['（', '(']) {
            let from = line.text.find(name).unwrap_or_default();
            let at = line.span(from, from + name.len());
            report.signature.name = Some(Line::new(name.to_owned(), at));
        }
        report.passages[index].block = Block::Signature;
        let person = |at: &usize| form::is_person(&report.passages[*at].line.text);
        let above = (0..index).rev().take(3).find(|at| !person(at));
        // Who signs for the body is held out, as signed_by is.
        for between in above.map_or(index, |above| above + 1)..index {
            report.passages[between].block = Block::Contact;
        }
        if report.signature.name.is_none()
            && let Some(above) = above
        {
            sign(report, above);
        }
        if report.signature.name.is_none() && index + 1 < report.passages.len() {
            sign(report, index + 1);
        }
        return;
    }
    sign_by_table(report);
    let undated =
        report.header.submitted == Field::Missing && report.signature.date == Field::Missing;
    let run = |index: usize| Some((index, run_line(&report.passages[index].line.text)?));
    let run_together = match undated {
        true => last_lines(report).take(LAST).find_map(run),
        false => None,
    };
    if let Some((index, (start, end))) = run_together {
        let line = &report.passages[index].line;
        let written = line.text[start..end].to_owned();
        let name = without_label(line.text[..start].trim());
        let at = line.span(start, end);
        report.signature.date = match date::compact(&words::fold(&written)) {
            Some(day) => Field::Given(day, at),
            None => Field::Malformed(written, at),
        };
        if is_name(unit(name)) {
            let name = unit(name);
            let from = line.text.find(name).unwrap_or_default();
            let at = line.span(from, from + name.len());
            report.signature.name = Some(Line::new(name.to_owned(), at));
        }
        report.passages[index].block = Block::Signature;
        if let Some(above) = index
            .checked_sub(1)
            .filter(|_| report.signature.name.is_none())
        {
            sign(report, above);
        }
        return;
    }
    let last = last_lines(report).next();
    if let Some(last) = last {
        sign(report, last);
    }
}

/// How far from the end figures run together are taken for a date, in passages.
const LAST: usize = 4;

/// The range of the figures that were meant for a date and run together, 20170106, 2017106
/// or one figure longer, in a line that holds nothing else but a name or a label before them.
fn run_line(text: &str) -> Option<(usize, usize)> {
    let whole = text.trim_end().trim_end_matches('。');
    let figure = |c: char| c.is_ascii_digit() || matches!(c, '０'..='９');
    let start = whole.trim_end_matches(figure).len();
    let figures = words::fold(&whole[start..]);
    let before = without_label(whole[..start].trim());
    let named = before.is_empty() || is_name(unit(before));
    let called = ["电话", "手机", "传真", "号", "码", "-", "—"];
    let fits = (5..=9).contains(&figures.len())
        && figures.starts_with("20")
        && named
        && !called.iter().any(|word| before.contains(word));
    fits.then_some((start, whole.len()))
}

/// Takes the date of a signature laid out as a table, the paper's last.
fn sign_by_table(report: &mut Report) {
    let signed =
        |passage: &&super::Passage| passage.block == Block::Table && passage.census.chars <= 60;
    let Some(table) = report.passages.iter().rev().take(3).find(signed) else {
        return;
    };
    if let [(Date::Day(day), at)] = date::all(&table.line.text)[..] {
        report.signature.date = Field::Given(day, table.line.span(at.start, at.end));
    }
}

/// Takes passage `index` for the name of a signature, if it reads like one.
fn sign(report: &mut Report, index: usize) {
    let passage = &mut report.passages[index];
    let plain = passage.block == Block::Paragraph && passage.marks.is_empty();
    if plain && is_name(unit(&passage.line.text)) {
        report.signature.name = Some(name_of(&passage.line));
        passage.block = Block::Signature;
    }
}

/// The name that a line of the signature is.
pub(super) fn name_of(line: &Line) -> Line {
    let name = unit(&line.text);
    let at = line.span(line.text.len() - name.len(), line.text.len());
    Line::new(without_seal(name).to_owned(), at)
}

/// `text` without 报送单位： before the name.
pub(super) fn unit(text: &str) -> &str {
    form::behind(text, &form::UNITS).unwrap_or_else(|| text.trim_start())
}

/// A name without （盖章） behind it.
pub(super) fn without_seal(name: &str) -> &str {
    let bare = name.split(['（', '(']).next();
    bare.map_or(name, str::trim_end)
}

/// Whether a line is a date and nothing else, be it with its weekday or hour, or
/// not filled in.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.trim();
    let whole = |(_, length): (Date, usize)| is_hour(&text[length..]);
    date::leading(text).map_or_else(|| half_line(text).is_some(), whole)
}

/// Whether what follows a date tells the day of the week or the hour, that it is
/// sealed or may be published, or is nothing: （星期五）, 上午, 17:00, （盖章）,
/// （此件公开发布）.
fn is_hour(text: &str) -> bool {
    let brackets = (['（', '('], ['）', ')']);
    let inside = text.trim().strip_prefix(brackets.0);
    let inside = inside.map(|inside| inside.trim_end_matches(brackets.1));
    let remarks = ["章", "印", "公开"];
    let remarked = |inside: &str| {
        inside.chars().count() <= 12
            && remarks.iter().any(|word| inside.contains(word))
            && !inside.contains("印发")
    };
    let printed = matches!(text.trim(), "印" | "章" | "报");
    if printed || inside.is_some_and(remarked) {
        return true;
    }
    let known = "星期周一二三四五六日天上午下晚早时点分：:（）() \u{3000}";
    text.chars().count() <= 12
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || known.contains(c))
}

/// Whether a line is of those below a signature: copies, enclosures, the foot of
/// a page.
pub(super) fn is_trailer(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("（此页无正文")
        || ["抄送", "抄报", "附件", "主题词", "备注"]
            .iter()
            .filter_map(|word| text.strip_prefix(word))
            .any(|rest| rest.trim_start().starts_with(['：', ':']))
}

/// Whether a line could be the name of who signs.
pub(super) fn is_name(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 30 * 4
        && (3..=30).contains(&text.chars().count())
        && !text.contains(['。', '，', '；', '：', ':', '！', '【'])
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// `text` without 日期： or 报送日期： at its end.
fn without_label(text: &str) -> &str {
    let bare = text.trim_end_matches(['：', ':', ' ', '\u{3000}']);
    form::DATES
        .iter()
        .chain(&["时间"])
        .find_map(|label| bare.strip_suffix(label))
        .map_or(text, str::trim_end)
}

/// The date of a line that holds nothing but a date, or a short name and a
/// date: the date and its range in bytes.
pub(super) fn date_line(text: &str) -> Option<(Date, usize, usize)> {
    let (date, at) = *date::all(text).first()?;
    let before = without_label(text[..at.start].trim());
    let after = text[at.end..].trim_matches(['）', ')', '。', ' ', '\u{3000}', '\n']);
    let name = unit(before).trim_start_matches(['（', '(']);
    let name = name.trim_end_matches(['，', ',']);
    // 收文日期 is the office's.
    let other = ["收文", "收到", "打印", "印发", "印制"].iter();
    let short = name.chars().count() <= 30
        && !name.contains(['，', '。', '；', '：', '、'])
        && !other.clone().any(|word| name.starts_with(word));
    (short && is_hour(after)).then_some((date, at.start, at.end))
}

/// The date of a line that holds nothing but a year and a month, the day, or all of
/// it, not filled in: 2017年1月, 2017年1月××日, 20  年  月  日.
fn half_line(text: &str) -> Option<(Date, usize, usize)> {
    let date = text.trim_matches(|c: char| c.is_whitespace() || "（）()。".contains(c));
    let open = |c: char| c.is_whitespace() || "_＿×Xx*＊".contains(c) || numeral::is_numeral(c);
    // Most lines are no such thing, and many are long.
    let first = date.chars().next()?;
    if date.len() > 120 || !open(first) && first != '年' {
        return None;
    }
    let (year, rest) = date.split_once('年')?;
    let (month, day) = rest.split_once('月')?;
    let day = day.strip_suffix('日').unwrap_or(day);
    let fits =
        date.chars().count() <= 30 && [year, month, day].iter().all(|part| part.chars().all(open));
    let start = text.find(date)?;
    fits.then_some((Date::Open, start, start + date.len()))
}
