//! Whom a sentence of the closing speaks of.

use super::page::Page;
use super::{agency, label, name};
use crate::text::Span;

/// Whom a sentence speaks of: the names that begin it, up to 要, 于 or the like.
pub(super) fn subject(page: &Page, sentence: Span) -> Vec<Span> {
    let mut sentence = sentence;
    let number = label::number(page.key(sentence));
    if let Some((_, _, length)) = number.or_else(|| label::at_start(page.key(sentence))) {
        sentence.start += length;
    }
    let sentence = addressed(page, sentence);
    let words = page.key(sentence);
    let ends = [
        "，",
        ",",
        "要",
        "应当",
        "应于",
        "应在",
        "应将",
        "须",
        "需",
        "于",
        "每年",
        "每季",
        "每月",
        "每半年",
        "请",
        "务必",
        "必须",
        "在20",
        "20",
        "将",
        "按",
        "对照",
        "结合",
        "根据",
        "加强",
        "抓好",
        "高度",
        "切实",
        "认真",
        "严格",
        "围绕",
        "参照",
        "建立",
        "明确",
        "制定",
        "全年",
        "年终",
        "上半年",
        "年度",
        "本年",
    ];
    let end = ends.iter().filter_map(|end| words.find(end)).min();
    let list = Span::new(sentence.start, sentence.start + end.unwrap_or(0));
    let each = |name: &str| {
        let group = ["单位", "部门"].iter().any(|end| name.ends_with(end));
        group || name.starts_with('各') || agency::is_likely(name)
    };
    names(page, list, each)
}

/// The names in `list`; none where one of them is not `like` a name.
fn names(page: &Page, list: Span, like: impl Fn(&str) -> bool) -> Vec<Span> {
    let names = name::names(page, list).map(|names| names.spans);
    let names = names.unwrap_or_default();
    let all = names.iter().all(|name| like(page.key(*name)));
    names.into_iter().filter(|_| all).collect()
}

/// The names that are all of `words`, beside those that address them: 请各单位的.
pub(super) fn named(page: &Page, words: Span) -> Vec<Span> {
    let mut words = addressed(page, page.trimmed(words));
    if page.key(words).starts_with('由') {
        words.start += "由".len();
    }
    let list = page.key(words).trim_end_matches(['的', '要', '应', '须']);
    words.end = words.start + list.len();
    names(page, words, agency::is_likely)
}

/// `words` without those that address who follows: 请各单位.
fn addressed(page: &Page, words: Span) -> Span {
    let mut words = words;
    for word in ["同时，", "另外，", "请", "要求"] {
        if page.key(words).starts_with(word) {
            words.start += word.len();
        }
    }
    words
}
