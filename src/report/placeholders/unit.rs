//! What only a number counts.

use std::sync::LazyLock;

use crate::text::seek::CharSet;
use crate::text::words;

/// The length of what `text`, behind blanks that stand behind `before`, begins with
/// and what a number counts.
pub(super) fn counted(text: &str, before: Option<char>) -> Option<usize> {
    unit(text).or_else(|| doubtful_unit(text, before))
}

/// The length of the measure word or unit that `text` begins with, where it
/// begins no longer word: it is the name of ××家园 or ××项目 that is masked.
pub(super) fn unit(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if !FIRSTS.may_hold(first) {
        return None;
    }
    let units = UNITS.iter().filter(|unit| text.starts_with(**unit));
    let longest = units.map(|unit| unit.len()).max();
    longest.filter(|_| !begins_name(text))
}

/// Whether `text` begins with a word of a name; 项目标 is 项 and 目标.
pub(super) fn begins_name(text: &str) -> bool {
    NAMES.iter().any(|name| text.starts_with(name)) && !text.starts_with("项目标")
}

/// What only a number counts.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "%", "％", "件", "个", "项", "次", "批", "期", "家", "起", "条", "份", "座", "户", "吨", "台",
    "名", "亩", "辆", "人次", "余人", "余家", "余件", "余个", "余次", "余万元", "余亿元", "批次", "场次", "家次", "件次", "万元", "亿元", "万人", "万人次", "万名",
    "万次", "万个", "万家", "万条", "万件", "万份", "万户", "万亩", "万吨", "万台", "万平方米", "平方米", "平方公里", "立方米",
    "公里", "公顷", "公斤", "千克", "小时", "课时", "学时", "百分点", "个百分点",
    "分钟", "万千瓦时", "千瓦时", "千瓦", "万美元", "亿美元", "美元", "标箱", "车次", "架次", "航次", "万票", "张床位",
    "延米", "平米", "摄氏度", "学分", "人天", "余条", "余份", "余场", "余吨", "多家", "多个", "多件", "多人", "多次",
    "名学员", "名职工", "枚", "株", "栋", "幢", "艘",
];

/// What these begin with.
static FIRSTS: LazyLock<CharSet> = LazyLock::new(|| {
    let firsts = UNITS.iter().filter_map(|unit| unit.chars().next());
    CharSet::new(&firsts.collect::<Vec<char>>())
});

/// The words of names that begin as units do.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "项目", "项链", "项下", "家园", "家具", "家庄", "家电", "家乡", "家族", "家禽", "家政", "家装",
    "家居", "家长", "家属", "家中", "家人", "期货", "期刊", "期末", "期间", "条例", "条约", "条款",
    "条件", "次郎", "次生", "次日", "次子", "次女", "个体", "个人", "个别", "个性", "台风", "台资",
    "台湾", "台州", "台账", "件套", "件数", "户外", "户籍", "户口", "户主", "起重", "起草", "起步",
    "起诉", "起因", "座谈", "座椅", "份额", "批发", "批准", "批示", "批评", "名优", "名牌", "名师",
    "名校", "名医", "名人", "名城", "名企", "名录", "名单", "名义", "名誉", "名称", "名胜", "名品",
    "名特", "名店", "名家", "名茶", "名酒", "名镇", "名村", "名列", "名下", "名次", "名为",
];

/// The same of words that a number counts, but with which names end or go on as
/// well (××处, ××人民医院): where a sign stands behind them, or what is counted.
fn doubtful_unit(text: &str, before: Option<char>) -> Option<usize> {
    let (unit, things) = DOUBTFUL.iter().find(|(unit, _)| text.starts_with(unit))?;
    let rest = &text[unit.len()..];
    let ended = rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    // 由××处, 市局××处; 张××人
    let places = "由对在与和向到从是的给被把为让跟同及经赴访原驻市区县镇乡道局委厅部司";
    let named = match *unit {
        "场" | "处" | "所" => before.is_none_or(|c| !words::is_han(c) || places.contains(c)),
        "人" => before.is_some_and(|c| PERSONS.contains(c)),
        _ => false,
    };
    let counts = ended || things.iter().any(|thing| rest.starts_with(thing));
    (counts && !named).then_some(unit.len())
}

/// Such words, and what they count.
#[rustfmt::skip]
const DOUBTFUL: &[(&str, &[&str])] = &[
    ("人", &[
        "参加", "参赛", "参训", "取得", "通过", "获", "晋升", "晋级", "持证", "上岗", "就业", "报名", "考取", "以上", "左右",
    ]),
    ("场", &["培训", "讲座", "报告会", "招聘会", "活动", "演练", "竞赛", "比赛"]),
    ("处", &["隐患"]),
    ("所", &["学校", "小学", "中学", "中小学", "高校", "院校", "幼儿园"]),
    ("元", &["以上", "左右"]),
    ("天", &["以上", "左右", "内"]),
    ("例", &[]), ("宗", &[]), ("种", &[]), ("套", &[]), ("支", &[]), ("轮", &[]), ("倍", &[]),
    ("篇", &[]), ("册", &[]), ("分", &["以上", "左右"]),
];

/// With what the names of most persons begin.
pub(super) const PERSONS: &str = "张王李赵刘陈杨周吴徐孙朱郭";
