//! The names in an assignment: cut at 、, at 和 and 及 where two whole names
//! meet, and at 等.

use super::agency::{LONGEST, PLACES, is_name, is_whole};
use super::page::Page;
use crate::text::Span;

/// The names of a list, and whether it is open: ends in 等.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Each name in the page.
    pub spans: Vec<Span>,
    /// Whether 等 says that there are more.
    pub open: bool,
}

/// The words that join two names.
const JOINTS: [&str; 4] = ["以及", "及", "和", "与"];

/// The names in `span`; `None` where it holds something that is no name.
pub(super) fn names(page: &Page, span: Span) -> Option<Names> {
    let mut names = Names::default();
    let mut tokens: Vec<Span> = Vec::new();
    for token in page.cut(span, &['、', '·', '\n', ' ', '\u{3000}', '\u{A0}', '/']) {
        match tokens.last_mut().filter(|last| is_one(page, **last, token)) {
            Some(last) => last.end = token.end,
            None => tokens.push(token),
        }
    }
    for token in tokens {
        if page.slice(token).chars().count() > 2 * LONGEST {
            return None;
        }
        read(page, token, &mut names);
    }
    let all = names.spans.iter().all(|name| is_name(page.key(*name)));
    all.then_some(names)
}

/// Whether a list has a place that holds no name: 市教委、、市科委.
pub(super) fn is_blank(words: &str) -> bool {
    let words = words.trim();
    words.starts_with(['、', '等'])
        || words.ends_with(['、', '及', '和', '与'])
        || words.contains("、、")
        || words.contains("、等")
}

/// Whether `last` and `next` are one name in which a 、 stands: 各区、县级市.
fn is_one(page: &Page, last: Span, next: Span) -> bool {
    let (last, next) = (page.key(last), page.key(next));
    // 各乡镇党委、政府
    let party = ["党委", "党工委", "党组"]
        .iter()
        .any(|end| last.ends_with(end));
    if party && ["政府", "人民政府", "管委会", "办事处"].contains(&next) {
        return true;
    }
    let each = ["各", "有关", "相关"].iter().find_map(|each| {
        let at = last.rfind(each)?;
        Some((at, at + each.len()))
    });
    let Some((each, behind)) = each else {
        return false;
    };
    let before = &last[..each];
    let first = before.is_empty() || before.ends_with('等');
    if !first && !JOINTS.iter().any(|joint| before.ends_with(joint)) {
        return false;
    }
    let places = &last[behind..];
    let places = places.rsplit('、').next().unwrap_or(places);
    let tail = PLACES.iter().find_map(|place| next.strip_prefix(place));
    // 各市、县（区）人民政府
    let tail = tail.map(|tail| {
        let inside = tail.strip_prefix(['（', '(']);
        let closed = inside.and_then(|inside| inside.split_once(['）', ')']));
        closed.map_or(tail, |(_, after)| after)
    });
    let governed = ["", "人民政府", "政府", "党委", "管委会"];
    (PLACES.contains(&places) || places == "省")
        && tail.is_some_and(|tail| {
            let rests = governed.iter().filter_map(|body| tail.strip_prefix(body));
            let mut rests = rests
                .map(|rest| rest.is_empty() || JOINTS.iter().any(|joint| rest.starts_with(joint)));
            rests.any(|ends| ends)
        })
}

/// Reads a token: names, 等 and what follows it.
fn read(page: &Page, token: Span, names: &mut Names) {
    let mut rest = without_joint(page, token);
    while let Some((before, after)) = open_end(page, rest) {
        names.open = true;
        join(page, before, names);
        rest = without_joint(page, after);
    }
    join(page, rest, names);
}

/// Pushes the name in `span`, or the two that a joint connects.
fn join(page: &Page, span: Span, names: &mut Names) {
    let span = page.trimmed(span);
    let words = page.key(span);
    // From the last on: 单位 is no name in 国务院部门和单位及各地区.
    for (at, c) in words.char_indices().rev() {
        if !matches!(c, '以' | '及' | '和' | '与') || at == 0 || words[..at].ends_with('以') {
            continue;
        }
        let Some(joint) = JOINTS.iter().find(|joint| words[at..].starts_with(**joint)) else {
            continue;
        };
        let (left, right) = (&words[..at], &words[at + joint.len()..]);
        let many = ["各", "有关", "相关", "其他"]
            .iter()
            .any(|word| right.starts_with(word));
        // 残工委及其成员单位 is one name.
        let its = right.starts_with('其') && !right.starts_with("其他");
        let whole = is_whole(left) && is_whole(right) && !its;
        if (many && !left.is_empty()) || whole {
            join(page, Span::new(span.start, span.start + at), names);
            names
                .spans
                .push(Span::new(span.start + at + joint.len(), span.end));
            return;
        }
    }
    if !words.is_empty() {
        names.spans.push(span);
    }
}

fn without_joint(page: &Page, span: Span) -> Span {
    let span = page.trimmed(span);
    let words = page.key(span);
    let joint = JOINTS.iter().find(|joint| words.starts_with(**joint));
    let length = joint.map_or(0, |joint| joint.len());
    page.trimmed(Span::new(span.start + length, span.end))
}

/// What stands before an 等 that leaves the list open, and after it with the
/// class of those it leaves out: 等国务院相关部门及各地区.
fn open_end(page: &Page, span: Span) -> Option<(Span, Span)> {
    let words = page.key(span);
    for (at, _) in words.match_indices('等') {
        if words[..at].ends_with(['高', '中', '初', '同', '平']) {
            continue;
        }
        let after = &words[at + "等".len()..];
        let tail = without_class(after);
        let further = tail.is_empty()
            || tail.starts_with('各')
            || JOINTS.iter().any(|joint| tail.starts_with(*joint));
        if further {
            let rest = Span::new(span.end - tail.len(), span.end);
            return Some((Span::new(span.start, span.start + at), rest));
        }
    }
    None
}

/// `text` without the class it begins with: 有关部门, 国务院相关部门, 6个部门.
fn without_class(text: &str) -> &str {
    let mut rest = text.trim_start_matches('等');
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '个' || c == '家');
    let qualifiers = [
        "国务院",
        "中央",
        "省级",
        "市级",
        "区级",
        "县级",
        "省直",
        "市直",
        "省",
        "市",
        "区",
        "县",
        "有关",
        "相关",
        "其他",
        "各",
        "多个",
        "多",
    ];
    let mut after = rest;
    while let Some(next) = qualifiers.iter().find_map(|word| after.strip_prefix(word)) {
        after = next;
    }
    let classes = [
        "部门和单位",
        "部门单位",
        "部门",
        "单位",
        "机构",
        "部委",
        "方面",
    ];
    match classes.iter().find_map(|class| after.strip_prefix(class)) {
        Some(tail) => tail,
        None => rest,
    }
}
