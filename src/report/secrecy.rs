//! Marks of secrecy at the head of a paper: 机密★5年 above the title, beside the
//! copy number and the urgency (GB/T 9704-2012, 7.2.1 to 7.2.3), or what offices
//! write in their place. 商业秘密 in a sentence is none.

use std::borrow::Cow;

use comrak::nodes::{AstNode, NodeValue};

use super::{Block, Passage, Report};
use crate::text::{Span, numeral, words};

/// The classes of secrecy.
const CLASSES: &[&str] = &[
    "工作秘密",
    "警务秘密",
    "警务工作秘密",
    "海关工作秘密",
    "税务工作秘密",
    "国家秘密",
    "普通商密",
    "核心商密",
    "秘密",
    "机密",
    "绝密",
    "機密",
    "絕密",
];

/// What keeps a paper inside the office without being a class of secrecy.
const INTERNAL: &[&str] = &[
    "内部资料",
    "内部文件",
    "内部材料",
    "内部使用",
    "仅供内部参考",
    "仅供内部使用",
    "供内部参考",
    "不予公开",
    "不公开",
    "此件不公开",
    "此件不予公开",
    "本件不公开",
    "本件不予公开",
    "不宜公开",
    "是否公开:否",
    "此件涉密",
    "本件涉密",
    "本文涉密",
    "涉密文件",
    "涉密件",
    "涉密",
    "属于国家秘密",
    "本文属国家秘密",
    "本件属国家秘密",
    "本件属于国家秘密",
    "此件属国家秘密",
    "此件属于国家秘密",
    "仅限内部使用",
    "仅限内部传阅",
    "限内部使用",
    "请勿外传",
    "严禁外传",
    "不得外传",
    "限内部传阅",
    "内部掌握",
    "内部传阅",
    "内部(不公开)",
    "内部公开",
    "内部事项",
    "阅后收回",
    "是否涉密:是",
    "本件为内部资料",
    "此件为内部资料",
    "内部",
];

/// What may follow it.
const WARNINGS: &[&str] = &[
    "注意保存",
    "妥善保存",
    "妥善保管",
    "注意保密",
    "严禁外传",
    "勿外传",
    "不得外传",
    "注意保管",
    "不得公开",
    "不宜公开",
    "请妥善保管",
    "按规定保管",
    "按规定管理",
    "按密件管理",
];

/// What may stand beside the class: how urgent the paper is, and labels.
const BESIDE: &[&str] = &[
    "特急",
    "加急",
    "急件",
    "平急",
    "特提",
    "No",
    "份号",
    "编号",
    "紧急程度",
    "保密期限",
    "期限",
];

/// What the class may be called.
const LABELS: &[&str] = &[
    "密级和保密期限",
    "密级及保密期限",
    "密级",
    "秘级",
    "定密等级",
    "定密",
    "文件密级",
    "密级等级",
    "信息公开属性",
    "保密等级",
    "保密级别",
    "公开方式",
    "公开属性",
    "公开选项",
    "公开形式",
    "公开类别",
    "秘密等级",
    "涉密等级",
    "信息公开选项",
    // It begins others.
    "信息公开",
];

/// How many passages from the top a mark is looked for in.
const HEAD: usize = 4;

/// How many at the end.
const FOOT: usize = 3;

/// Where the mark of secrecy of `report`, of those nodes, stands, if it has one.
pub(super) fn find<'a>(report: &Report, nodes: &[&'a AstNode<'a>]) -> Option<Span> {
    let says = ['密', '内', '不', '勿', '否', '严'];
    let may_say = |passage: &&Passage| passage.census.may_hold_any(&says);
    let head = report.passages.iter().take(HEAD).filter(may_say);
    let mut marked = head.filter(|passage| {
        let mut lines = passage.line.text.lines();
        let ends_title = passage.block == Block::Title && ends_in_mark(&passage.line.text);
        ends_title || lines.any(|line| is_mark(line) || is_key(line))
    });
    marked
        .next()
        .or_else(|| {
            let below = report.passages.iter().skip(HEAD);
            let mut below = below.filter(|passage| passage.census.may_hold('密'));
            let foot = report.passages.iter().skip(HEAD).rev().take(FOOT);
            let mut foot = foot.filter(may_say);
            below
                .find(|passage| passage.line.text.lines().any(is_plain_mark))
                .or_else(|| foot.find(|passage| passage.line.text.lines().any(is_mark)))
        })
        .or_else(|| in_code(report, nodes))
        .map(|passage| passage.line.whole())
}

/// The block of code that holds a mark: a front matter that was fenced, or raw HTML.
fn in_code<'r, 'a>(report: &'r Report, nodes: &[&'a AstNode<'a>]) -> Option<&'r Passage> {
    let passages = report.passages.iter().zip(nodes).enumerate();
    let mut may_say = passages.filter(|(_, (passage, _))| passage.census.may_hold('密'));
    let marked = may_say.find(|(index, (_, node))| match &node.data().value {
        NodeValue::CodeBlock(code) => {
            let mut lines = code.literal.lines().map(without_tags);
            lines.any(|line| is_plain_mark(&line) || *index < HEAD && is_mark(&line))
        }
        _ => false,
    });
    marked.map(|(_, (passage, _))| passage)
}

/// A line without what stands in < >.
fn without_tags(line: &str) -> Cow<'_, str> {
    if !line.contains('<') {
        return Cow::Borrowed(line);
    }
    let pieces = line.split('<');
    let shown = pieces.map(|piece| piece.rsplit_once('>').map_or(piece, |(_, text)| text));
    Cow::Owned(shown.collect())
}

/// Whether a line can be nothing but a mark wherever it stands: 密级：秘密, 机密★5年.
fn is_plain_mark(line: &str) -> bool {
    let mut labels = LABELS.iter();
    let labelled = labels.any(|label| behind_spaced(line, label).is_some());
    (labelled || line.contains('★')) && is_mark(line) || is_key(line)
}

/// Whether a line is a key of a front matter that stands elsewhere: classification =
/// "秘密".
fn is_key(line: &str) -> bool {
    let keys = ["classification", "密级"];
    let key = keys
        .iter()
        .find_map(|key| line.trim_start().strip_prefix(key));
    let value = key.and_then(|rest| rest.trim_start().strip_prefix(['=', '＝', ':', '：']));
    let value = value.map(|value| value.trim_matches(|c: char| !c.is_alphanumeric()));
    value.is_some_and(|value| is_class(value) || is_internal(value))
}

/// Whether a line is a mark of secrecy and nothing else.
pub(super) fn is_mark(line: &str) -> bool {
    // Few lines are as short.
    if line.len() > 120 {
        return false;
    }
    // 密　级：秘密
    let value = LABELS.iter().find_map(|label| behind_spaced(line, label));
    let mut labelled = value.is_some();
    let line = value.unwrap_or(line);
    let parts = line.split(|c: char| c.is_whitespace() || matches!(c, '；' | ';' | '·'));
    let parts: Vec<Cow<str>> = parts.map(words::fold).collect();
    let mut marked = false;
    for part in &parts {
        let part = part.trim_matches(AROUND);
        let value = LABELS.iter().find_map(|label| part.strip_prefix(label));
        let (value, label) = match value {
            Some(value) => (value.trim_start_matches([':', '-', '—']), true),
            None => (part, labelled),
        };
        let value = value.trim_matches(AROUND);
        labelled = label && value.is_empty();
        if value.is_empty() {
            continue;
        }
        let secret = is_class(value) || is_internal(value) && (label || value != "内部");
        let beside = BESIDE.contains(&value) || is_number(value) || is_term(value);
        let beside = beside || WARNINGS.contains(&value) || is_of_head(value);
        if !secret && !beside {
            // Letters spaced out for their looks: 秘 密.
            return is_alone(&parts.concat());
        }
        marked |= secret;
    }
    marked
}

/// What may stand around a mark and its value, folded.
const AROUND: &[char] = &[
    '(', ')', '【', '】', '[', ']', '〔', '〕', ':', '★', '☆', '✩', '⭐', '*', '"', '“', '”', '「',
    '」', '。', '-', '—', '=', '|',
];

/// What stands behind `label` at the head of `line`, its letters spaced out or not.
fn behind_spaced<'l>(line: &'l str, label: &str) -> Option<&'l str> {
    let mut letters = label.chars();
    let rest = letters.try_fold(line, |rest, letter| {
        words::trim_start(rest).strip_prefix(letter)
    })?;
    Some(words::trim_start(rest).trim_start_matches(['：', ':']))
}

fn is_alone(line: &str) -> bool {
    is_class(line) || is_internal(line) && line != "内部"
}

/// Whether a title begins or ends in a mark: ……工作总结（机密）, ……总结　秘密★1年,
/// （机密）……工作总结.
fn ends_in_mark(title: &str) -> bool {
    let apart = |c: char| c.is_whitespace() || "（(【[〔）)】]〕".contains(c);
    let title = title.trim_matches(|c: char| c == '#' || c.is_whitespace());
    let inside = title.trim_end_matches(['）', ')', '】', ']', '〕']);
    let last = inside
        .rsplit(apart)
        .next()
        .filter(|last| last.len() < title.len());
    let first = title
        .trim_start_matches(['（', '(', '【', '[', '〔'])
        .split(apart)
        .next();
    let first = first.filter(|first| first.len() < title.len());
    let says = |part: Option<&str>| part.is_some_and(|part| is_mark(part) && is_marked(part));
    let behind = title.rsplit_once("总结").map(|(_, behind)| behind);
    says(last) || says(first) || says(behind.filter(|behind| !behind.is_empty()))
}

/// Whether `part` of a title marks a class or what keeps it inside.
fn is_marked(part: &str) -> bool {
    let folded = words::fold(part);
    let value = LABELS.iter().find_map(|label| folded.strip_prefix(label));
    let value = value.map(|value| value.trim_matches(AROUND));
    is_alone(value.unwrap_or(&folded).trim_matches(AROUND))
}

/// Whether `text` is a class with its term, if it has one: 机密★5年, 秘密(5年), 秘密长期;
/// 机密★1年的文件 in a sentence is none.
fn is_class(text: &str) -> bool {
    let rest = CLASSES.iter().find_map(|class| text.strip_prefix(class));
    rest.is_some_and(|rest| {
        let of_term =
            |c: char| numeral::is_numeral(c) || "年月日个长期至前启用后解密级文件.-*".contains(c);
        rest.trim_matches(AROUND).chars().all(of_term)
    })
}

fn is_internal(text: &str) -> bool {
    let rest = INTERNAL.iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start_matches([',', '，', '、', '。', '!', '★', '☆', '请']);
        // 内部不宜公开的文件 is spoken of.
        let mut behind = WARNINGS.iter().filter_map(|word| rest.strip_prefix(word));
        rest.is_empty() || behind.any(|behind| !behind.starts_with('的'))
    })
}

/// Whether `text` is the number of a copy or of the paper: 000001, No.000001,
/// 份号:000001, 编号:2016-003, 第3号.
fn is_number(text: &str) -> bool {
    let figures = ["份号", "编号", "No", "第"];
    let figures = figures.iter().find_map(|label| text.strip_prefix(label));
    let figures = figures.unwrap_or(text).trim_start_matches([':', '.', '№']);
    let figures = figures.trim_end_matches('号');
    let is_part = |c: char| c.is_ascii_digit() || c == '-';
    figures.starts_with(|c: char| c.is_ascii_digit()) && figures.chars().all(is_part)
}

/// Whether `text` stands in the head of a paper as well: 津质办〔2017〕3号, 签发人:……
fn is_of_head(text: &str) -> bool {
    let numbered = text.ends_with('号') && text.contains(['〔', '[']);
    numbered || text.starts_with("签发人")
}

/// Whether `text` says how long the class holds: 保密期限:3年, 1年, 长期.
fn is_term(text: &str) -> bool {
    let term = text.strip_prefix("保密").unwrap_or(text);
    let term = term.strip_prefix("期限").unwrap_or(term);
    let term = term.trim_start_matches(':');
    let figures = term.strip_suffix(['年', '月']).unwrap_or_default();
    term == "长期" || !figures.is_empty() && figures.chars().all(|c| c.is_ascii_digit())
}
