//! What stands before the items: the title, and the papers the plan rests on.

use super::agency;
use super::page::Page;
use crate::text::{Span, words};

/// What a paper is called.
const KINDS: &[&str] = &[
    "计划",
    "方案",
    "意见",
    "通知",
    "要点",
    "规划",
    "分工",
    "清单",
    "分解",
    "分解表",
    "分工表",
    "一览表",
    "措施",
    "规定",
    "办法",
    "安排",
    "纲要",
    "细则",
    "任务书",
    "任务表",
    "台账",
    "計劃",
    "意見",
    "要點",
    "規劃",
    "清單",
];

/// The titles before byte `until`: short lines that name a kind of paper. A plan
/// that comes with a 通知 has its own title below; that one is the title.
pub(super) fn title(page: &Page, until: usize) -> Option<(String, Span)> {
    let mut titles: Vec<(String, Span)> = Vec::new();
    let mut last: Option<Span> = None;
    // Where the line below the last of them begins.
    let mut ended = None;
    let mut start = 0;
    for line in page.text.split('\n') {
        if start >= until || until - start > 4000 && line.len() > 4000 {
            break;
        }
        let mut span = Span::new(start, start + line.len());
        // Where line breaks were lost, the first unit follows on the same line.
        let line = line.get(..until - start).unwrap_or(line);
        start = span.end + 1;
        let mut words = title_line(line);
        // …实施方案 / （2021—2023年）
        if let Some((title, _)) = titles.last_mut()
            && ended == Some(span.start)
            && is_remark(words)
        {
            title.push_str(words);
        }
        // A long title stands on two lines.
        let above = last.filter(|last| goes_on(page.slice(*last), words));
        let joined = above.map(|above| {
            span.start = above.start;
            format!("{}{words}", page.slice(above))
        });
        words = joined.as_deref().unwrap_or(words);
        last = Some(Span::new(span.start, span.start + line.len())).filter(|_| above.is_none());
        if is_title(words) {
            titles.push((words.to_owned(), page.origin(span)));
            ended = Some(start);
        }
    }
    let own = titles
        .iter()
        .rposition(|(title, _)| !title.ends_with("通知"));
    let first_is_notice = titles
        .first()
        .is_some_and(|(title, _)| title.ends_with("通知"));
    match own.filter(|_| first_is_notice) {
        Some(own) => titles.into_iter().nth(own),
        None => titles.into_iter().next(),
    }
    .or_else(|| run_on(page, until))
}

/// The title that runs on into the text on its own line: …行动计划为贯彻落实…….
fn run_on(page: &Page, until: usize) -> Option<(String, Span)> {
    let head = page.keys.get(..until.min(4000)).unwrap_or(&page.keys);
    let mut start = 0;
    for line in head.split('\n') {
        let indent = line.len() - line.trim_start().len();
        let ends = KINDS.iter().flat_map(|kind| {
            let found = line.match_indices(kind);
            found.map(|(at, _)| at + kind.len())
        });
        let ends = ends.filter(|&end| end > indent && end < line.len());
        let titled = |&end: &usize| {
            let words = &line[indent..end];
            words.chars().count() >= 8 && is_title(words) && !opens(words) && opens(&line[end..])
        };
        if let Some(end) = ends.filter(titled).min() {
            let span = Span::new(start + indent, start + end);
            return Some((page.slice(span).to_owned(), page.origin(span)));
        }
        start += line.len() + 1;
    }
    None
}

/// Whether `words` begin as the text of a plan does, behind a remark in brackets:
/// 为贯彻……, 根据……, 各有关单位：.
fn opens(words: &str) -> bool {
    let mut words = words.trim_start();
    if let Some((_, after)) = words
        .strip_prefix(['（', '('])
        .and_then(|w| w.split_once(['）', ')']))
    {
        words = after.trim_start();
    }
    let purpose = words.strip_prefix('为').is_some_and(|rest| {
        let other = [
            "主", "抓", "引", "依", "载", "契", "重", "基", "目", "龙", "牵", "责",
        ];
        !other.iter().any(|word| rest.starts_with(word))
    });
    let first = [
        "根据",
        "按照",
        "依据",
        "遵照",
        "现将",
        "现就",
        "结合",
        "近年来",
        "今年",
        "本",
    ];
    let called = words.starts_with('各')
        && words
            .split_once(['：', ':'])
            .is_some_and(|(who, _)| who.chars().count() <= 40);
    let year = words.starts_with(|c: char| c.is_ascii_digit())
        && ["年，", "年是"]
            .iter()
            .any(|year| words.chars().take(8).collect::<String>().contains(year));
    purpose || called || year || first.iter().any(|first| words.starts_with(first))
}

/// A line without the number of its paper behind it: …实施意见国办发〔2020〕24号.
fn title_line(line: &str) -> &str {
    let line = line.trim();
    let Some(at) = line.find('〔') else {
        return line;
    };
    let head = &line[..at];
    let ends = KINDS
        .iter()
        .filter_map(|kind| Some(head.rfind(kind)? + kind.len()));
    match ends.max().filter(|&end| head[end..].chars().count() <= 8) {
        Some(end) if line.ends_with('号') || line.len() - at < 30 => &line[..end],
        _ => line,
    }
}

/// Whether `words` are a title: short, and the name of a kind of paper.
pub(super) fn is_title(words: &str) -> bool {
    // …行动方案（2021—2023年）, …实施意见（试行）
    let words = match words
        .strip_suffix(['）', ')'])
        .and_then(|w| w.rsplit_once(['（', '(']))
    {
        Some((title, remark)) if remark.chars().count() <= 12 => title.trim_end(),
        _ => words,
    };
    words.len() <= 240
        && (4..=60).contains(&words.chars().count())
        && !words.contains(['。', '，', '：', ':', '|', '\t', '；'])
        && !words.starts_with(['《', '附'])
        && KINDS.iter().any(|kind| words.ends_with(kind))
}

/// Whether `words` are a remark to a title: （2021—2023年）, （试行）.
fn is_remark(words: &str) -> bool {
    let inside = words.strip_prefix(['（', '(']);
    let inside = inside.and_then(|words| words.strip_suffix(['）', ')']));
    inside.is_some_and(|inside| (1..=12).contains(&inside.chars().count()))
}

/// Whether `above` is the first half of a title that ends with `words`: no
/// letterhead, date or number of a paper, nor an office's name alone.
fn goes_on(above: &str, words: &str) -> bool {
    let others = [
        "文件", "公报", "号", "日", "稿", "网", "附件", "秘密", "公开",
    ];
    let other = |above: &str| others.iter().any(|end| above.ends_with(end));
    let begins = above.contains("关于")
        || above.contains("印发")
        || (6..=30).contains(&above.chars().count())
            && above
                .chars()
                .all(|c| words::is_han(c) || "“”《》".contains(c))
            && !other(above)
            && !agency::is_agency(above);
    begins && !is_title(above) && is_title(words) && is_title(&format!("{above}{words}"))
}

/// The numbers of papers before byte `until`: 国发〔2012〕9号.
pub(super) fn basis(page: &Page, until: usize) -> Vec<String> {
    let preamble = page.slice(Span::new(0, until));
    let mut found = Vec::new();
    let mut last = 0;
    for (at, c) in preamble.char_indices() {
        match c {
            '（' | '(' | '》' | '、' | '，' | '\n' => last = at + c.len_utf8(),
            '〔' => {
                let near = preamble[at..].char_indices().take(20);
                let end = near.into_iter().find(|(_, c)| *c == '号');
                let Some((end, _)) = end.filter(|_| last > 0) else {
                    continue;
                };
                let number = preamble[last..at + end + "号".len()].trim();
                if number.chars().count() <= 25 {
                    found.push(number.to_owned());
                }
            }
            _ => {}
        }
    }
    found
}
