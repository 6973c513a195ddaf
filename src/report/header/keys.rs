//! The keys of the front matter.

use crate::text::words;

/// The keys: the name, its Chinese forms.
const KEYS: &[(&str, &[&str])] = &[
    ("agency", &["单位", "报送单位", "单位名称", "部门"]),
    ("year", &["年度", "年份", "总结年度", "报告年度"]),
    ("submitted", &["报送日期", "报送时间", "日期", "上报日期"]),
    ("signed_by", &["签发人", "签发", "负责人"]),
    ("contact", &["联系人", "联络员"]),
    ("phone", &["电话", "联系电话", "手机"]),
    (
        "classification",
        &[
            "密级",
            "秘级",
            "定密",
            "保密级别",
            "保密等级",
            "密级等级",
            "公开方式",
            "公开属性",
        ],
    ),
    ("not_applicable", &["不涉及", "不涉及任务"]),
];

/// The key that `name` is, in English or Chinese.
pub fn known(name: &str) -> Option<&'static str> {
    let find = |name: &str| {
        let mut keys = KEYS.iter();
        keys.find(|(known, chinese)| *known == name || chinese.contains(&name))
            .map(|(known, _)| *known)
    };
    // Most are typed as they should be.
    find(name).or_else(|| find(&words::fold(name).to_lowercase()))
}

/// The known key nearest to `name`.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    KEYS.iter()
        .map(|(known, _)| (words::distance(name, known), *known))
        .filter(|&(distance, known)| distance <= known.len() / 3 + 1)
        .min()
        .map(|(_, known)| known)
}
