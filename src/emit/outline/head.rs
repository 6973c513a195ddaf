//! The head of the outline: who writes, for which year, when, and which parts
//! were found where.

use super::View;
use super::row::one_line;
use crate::coverage::identity::From;
use crate::coverage::{Presence, Submitter};
use crate::emit::terminal::{BOLD, cells, clean, fit, pad};
use crate::text::{Label, Lang, Span, label};

/// The head of the page.
pub(super) fn head(view: &View) -> String {
    let path = clean(&view.paper.source.path);
    let title = match view.look.lang {
        Lang::Zh => format!("{path} 读成了这样"),
        Lang::En => format!("{path} as it was understood"),
    };
    let mut page = format!("{}\n", view.look.paint(BOLD, &title));
    page.push_str(&agency(view));
    let header = &view.paper.report.header;
    let signature = &view.paper.report.signature;
    let year = view.coverage.identity.year.map(|(_, span)| span);
    page.push_str(&line(view, &label("年度", "year"), year));
    let signed = signature.name.as_ref().map(|name| name.whole());
    page.push_str(&line(view, &label("落款", "signature"), signed));
    let (name, date) = match (header.submitted.value(), signature.date.value()) {
        (None, Some(_)) => (label("落款日期", "signed on"), signature.date.span()),
        (Some(_), _) => (label("报送日期", "submitted on"), header.submitted.span()),
        (None, None) => (label("报送日期", "submitted on"), None),
    };
    page.push_str(&line(view, &name, date));
    let parts = &view.coverage.parts;
    let found = [
        (label("完成情况", "summary"), parts.completion),
        (label("问题", "problems"), parts.problems),
        (label("下年目标", "next targets"), parts.next_targets),
        (label("下年措施", "next measures"), parts.next_measures),
    ];
    for (name, at) in found {
        let passage = at.and_then(|at| view.paper.report.passages.get(at));
        let found = line(view, &name, passage.map(|passage| passage.line.whole()));
        page.push_str(found.trim_end());
        if view.coverage.presence(&view.paper.report, at) == Presence::Empty {
            page.push_str(view.look.pick("（下面没有写）", " (nothing below it)"));
        }
        page.push('\n');
    }
    page
}

/// Who writes, and every other name in the paper.
fn agency(view: &View) -> String {
    let identity = &view.coverage.identity;
    let party = |index: usize| {
        let party = view.tasks.parties.get(index);
        party.map_or("", |party| party.name.as_str())
    };
    let place = |from: From, span: Span| {
        let from = match from {
            From::Header => label("开头", "front matter"),
            From::Title => label("标题", "title"),
            From::Signature => label("落款", "signature"),
        };
        let line = view.paper.source.line_of(span.start);
        match view.look.lang {
            Lang::Zh => format!("第 {line} 行，{}", from.zh),
            Lang::En => format!("line {line}, {}", from.en),
        }
    };
    let look = view.look;
    let name = match &identity.submitter {
        Submitter::Party(index) => party(*index).to_owned(),
        Submitter::Unlisted(name) => match look.lang {
            Lang::Zh => format!("{name}（不在名单上）"),
            Lang::En => format!("{name} (not on the roster)"),
        },
        Submitter::Unknown(name, index) => match look.lang {
            Lang::Zh => format!("{name}（名单上没有，像{}）", party(*index)),
            Lang::En => format!("{name} (not on the roster; like {})", party(*index)),
        },
        Submitter::Nobody => look.pick("没有找到", "not found").to_owned(),
    };
    let mut told = vec![match identity.from {
        Some((from, span)) => format!("{}  {name}", pad(&place(from, span), wide(look.lang))),
        None => format!("{}  {name}", " ".repeat(wide(look.lang))),
    }];
    for (from, span, index) in &identity.others {
        let at = pad(&place(*from, *span), wide(look.lang));
        let also = look.pick("这里写的是", "here it says ");
        told.push(format!("{at}  {also}{}", party(*index)));
    }
    let mut page = String::new();
    let names = [label("单位", "agency"), label("", "")];
    for (index, told) in told.iter().enumerate() {
        let name = names
            .get(index.min(1))
            .map_or("", |name| name.get(look.lang));
        let head = format!("  {}", pad(name, first(look.lang)));
        let room = look.width.saturating_sub(cells(&head));
        page.push_str(format!("{head}{}", fit(&clean(told), room)).trim_end());
        page.push('\n');
    }
    page
}

/// The width of the name.
fn first(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 10,
        Lang::En => 15,
    }
}

/// The width of the place.
fn wide(lang: Lang) -> usize {
    match lang {
        Lang::Zh => 15,
        Lang::En => 22,
    }
}

/// What was found, where, and its first words.
fn line(view: &View, name: &Label, at: Option<Span>) -> String {
    let look = view.look;
    let head = format!("  {}", pad(name.get(look.lang), first(look.lang)));
    let Some(span) = at else {
        let none = look.pick("没有找到", "not found");
        return format!("{head}{none}\n");
    };
    let number = view.paper.source.line_of(span.start);
    let place = match look.lang {
        Lang::Zh => format!("第 {number} 行"),
        Lang::En => format!("line {number}"),
    };
    let head = format!("{head}{}  ", pad(&place, wide(look.lang)));
    let room = look.width.saturating_sub(cells(&head));
    let words = one_line(view.paper.source.slice(span));
    format!("{}\n", format!("{head}{}", fit(&words, room)).trim_end())
}
