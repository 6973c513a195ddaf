//! The words of an assignment: 牵头单位：, …负责, …牵头, 列第一位的为牵头单位.

use super::agency;
use crate::text::words;

/// What a label or a verb says of the names beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// They lead.
    Lead,
    /// The first of them leads, as a column's heading says.
    First,
    /// They are responsible, and nothing says that they share that: 负责, 承担.
    Duty,
    /// They help those who are: 配合, 参与, 协办.
    Help,
    /// They are responsible together, or guide; or a label names them.
    Other,
    /// By when; no names.
    Due,
    /// Where it applies, remarks; no names.
    Aside,
}

impl Role {
    /// Whether names stand behind a label of this kind.
    pub(super) fn names_agencies(self) -> bool {
        !matches!(self, Role::Due | Role::Aside)
    }
}

/// The first words of labels; what follows is 单位, 部门 or the like.
const LABELS: &[(&str, Role)] = &[
    ("牵头责任", Role::Lead),
    ("牵头负责", Role::Lead),
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
    ("主要责任", Role::Lead),
    ("主要负责", Role::Lead),
    ("主责", Role::Lead),
    ("第一责任", Role::Lead),
    ("责任", Role::Other),
    ("负责", Role::Other),
    ("配合", Role::Other),
    ("协办", Role::Other),
    ("协助", Role::Other),
    ("协同", Role::Other),
    ("参与", Role::Other),
    ("参加", Role::Other),
    ("指导", Role::Other),
    ("承办", Role::Other),
    ("实施", Role::Other),
    ("落实", Role::Other),
    ("主管", Role::Other),
    ("支持", Role::Other),
    ("完成", Role::Other),
    ("承担", Role::Other),
];
/// The last words of labels.
const BODIES: &[&str] = &[
    "责任单位",
    "责任部门",
    "单位",
    "部门",
    "处室",
    "科室",
    "机构",
    "主体",
];
/// Labels that stand without such a word, and those that name no agency.
const WHOLE: &[(&str, Role)] = &[
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
    ("责任分工", Role::Other),
    ("配合", Role::Other),
    ("协办", Role::Other),
    ("完成时限", Role::Due),
    ("完成时间", Role::Due),
    ("完成期限", Role::Due),
    ("办结时限", Role::Due),
    ("时间要求", Role::Due),
    ("时限要求", Role::Due),
    ("时间安排", Role::Due),
    ("时限", Role::Due),
    ("责任", Role::Other),
    ("负责", Role::Other),
    ("参与", Role::Other),
    ("参加", Role::Other),
    ("牵头领导", Role::Aside),
    ("牵头市领导", Role::Aside),
    ("责任领导", Role::Aside),
    ("分管领导", Role::Aside),
    ("责任人", Role::Aside),
    ("牵头人", Role::Aside),
    ("负责人", Role::Aside),
    ("联系人", Role::Aside),
    ("适用范围", Role::Aside),
    ("推广范围", Role::Aside),
    ("备注", Role::Aside),
];

/// What a whole label or a table's heading says; `None` where it is no label.
pub(super) fn label(words: &str) -> Option<Role> {
    let words: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let words = words
        .trim_end_matches("及分工")
        .trim_end_matches("（部门）");
    if let Some((_, role)) = WHOLE.iter().find(|(label, _)| *label == words) {
        return Some(*role);
    }
    LABELS.iter().find_map(|(first, role)| {
        let rest = words.strip_prefix(first)?;
        BODIES.contains(&rest).then_some(*role)
    })
}

/// The label that begins `words`, with its length up to what follows its colon.
pub(super) fn labelled(words: &str) -> Option<(Role, usize)> {
    let mut at = None;
    for (length, (byte, c)) in words.char_indices().enumerate() {
        if matches!(c, '：' | ':') {
            at = Some((byte, c));
            break;
        }
        if length > 12 || c == '\n' {
            break;
        }
    }
    let labelled = at.and_then(|(at, colon)| Some((label(&words[..at])?, at + colon.len_utf8())));
    labelled.or_else(|| without_colon(words))
}

/// The label that begins `words` where its colon was lost: 责任单位市教委.
fn without_colon(words: &str) -> Option<(Role, usize)> {
    let (first, role) = LABELS.iter().find(|(first, _)| words.starts_with(first))?;
    let body = BODIES
        .iter()
        .find(|body| words[first.len()..].starts_with(**body))?;
    let rest = &words[first.len() + body.len()..];
    let name = rest
        .split(['、', '，', '；', '。', '和', '\n', ' '])
        .next()?;
    let name = name.trim_end_matches('等');
    agency::is_agency(name).then_some((*role, first.len() + body.len()))
}

/// The label that ends `words`, with its length.
pub(super) fn label_before(words: &str) -> Option<(Role, usize)> {
    let mut start = words.len();
    let mut found = None;
    for (at, c) in words.char_indices().rev().take(9) {
        if !words::is_han(c) && c != ' ' {
            break;
        }
        start = at;
        if let Some(role) = label(&words[start..]) {
            found = Some((role, words.len() - start));
        }
    }
    found.filter(|_| start < words.len())
}

/// The verbs that end a list of names.
pub(super) const VERBS: &[(&str, Role)] = &[
    ("为牵头单位", Role::Lead),
    ("为主办单位", Role::Lead),
    ("为责任单位", Role::Duty),
    ("为配合单位", Role::Help),
    ("为协办单位", Role::Help),
    ("牵头负责", Role::Lead),
    ("负总责", Role::Lead),
    ("为主", Role::Lead),
    ("负主责", Role::Lead),
    ("承担主责", Role::Lead),
    ("承担主要责任", Role::Lead),
    ("承担主体责任", Role::Lead),
    ("承担牵头责任", Role::Lead),
    ("负主要责任", Role::Lead),
    ("牵头抓总", Role::Lead),
    ("牵头推进", Role::Lead),
    ("牵头实施", Role::Lead),
    ("牵头协调", Role::Lead),
    ("负责牵头", Role::Lead),
    ("牵头落实", Role::Lead),
    ("牵头组织", Role::Lead),
    ("总牵头", Role::Lead),
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
    ("负责落实", Role::Duty),
    ("抓好落实", Role::Duty),
    ("组织落实", Role::Duty),
    ("组织实施", Role::Duty),
    ("负责实施", Role::Duty),
    ("负责组织", Role::Duty),
    ("配合落实", Role::Help),
    ("协同配合", Role::Help),
    ("积极配合", Role::Help),
    ("参与配合", Role::Help),
    ("配合做好", Role::Help),
    ("配合实施", Role::Help),
    ("协助配合", Role::Help),
    ("负责", Role::Duty),
    ("承担", Role::Duty),
    ("参与", Role::Help),
    ("参加", Role::Help),
    ("配合", Role::Help),
    ("协助", Role::Help),
    ("协办", Role::Help),
    ("协同", Role::Help),
    ("指导", Role::Other),
    ("落实", Role::Duty),
    ("推进", Role::Duty),
    ("推动", Role::Duty),
    ("实施", Role::Duty),
    ("完成", Role::Duty),
    ("承办", Role::Duty),
    ("支持", Role::Help),
];
/// Whether `words` speak of who is in charge or helps, not of work alone.
pub(super) fn is_charge(words: &str) -> bool {
    let charge = [
        "负责", "牵头", "责任", "主责", "总责", "主办", "协办", "承办", "配合", "会同", "为主",
    ];
    charge.iter().any(|word| words.contains(word))
}

/// What may stand before the names.
pub(super) const LEADS: &[&str] = &[
    "此项工作",
    "该项工作",
    "本项工作",
    "上述工作",
    "此项任务",
    "该项任务",
    "本项任务",
    "由",
    "请",
    "并",
];
/// What may stand between the names and the verb.
const MANNERS: &[&str] = &[
    "分工", "分别", "共同", "具体", "联合", "各自", "统筹", "依法", "分头", "抓紧", "按", "予以",
    "给予", "积极", "密切", "推进", "推动", "抓好", "做好", "认真", "切实", "协同", "合力", "全力",
];

/// `words` without the verb that ends them and how it is done, and what the verb
/// says: 分别负责 and 按职责分工负责 share the duty.
pub(super) fn without_verb(words: &str) -> Option<(&str, Role)> {
    let words = words.trim_end();
    let (verb, role) = VERBS.iter().find(|(verb, _)| words.ends_with(verb))?;
    let mut rest = words[..words.len() - verb.len()].trim_end();
    // 按照各自职责牵头负责 has two verbs, 按职责分工分别负责 two manners.
    loop {
        let shorter = MANNERS
            .iter()
            .find_map(|manner| rest.strip_suffix(manner))
            .or_else(|| without_measure(rest))
            .map(str::trim_end);
        match shorter {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    let manner = &words[rest.len()..words.len() - verb.len()];
    let alone = matches!(manner.trim(), "" | "具体" | "统筹");
    match role {
        Role::Duty if !alone => Some((rest, Role::Other)),
        role => Some((rest, *role)),
    }
}

/// `words` without the 按职责, 按照各自职能, 根据任务 or 在职责范围内 that ends them.
fn without_measure(words: &str) -> Option<&str> {
    let kinds = ["职责", "职能", "分工", "任务", "权限", "职责任务"];
    let words = words.strip_suffix("范围内").unwrap_or(words);
    let before = kinds.iter().find_map(|kind| words.strip_suffix(kind))?;
    let fillers = [
        "各自", "部门", "工作", "有关", "相关", "职责", "职能", "管理", "照", "法定", "和",
    ];
    let mut rest = before;
    while let Some(shorter) = fillers.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    ["按照", "根据", "依据", "依照", "按", "依", "在"]
        .iter()
        .find_map(|word| rest.strip_suffix(word))
        .or_else(|| before.strip_suffix("按照"))
}

/// Signs before a name that a remark explains: 带★的为牵头单位.
pub(super) const SIGNS: [char; 7] = ['★', '☆', '*', '＊', '▲', '△', '●'];

/// Whether `words` say that names with a sign lead.
pub(super) fn signs_lead(words: &str) -> bool {
    words.match_indices("牵头").any(|(at, _)| {
        let near = words[..at].chars().rev().take(8);
        let near = near.take_while(|c| !"，。；（(\n".contains(*c));
        near.into_iter().any(|c| SIGNS.contains(&c))
            && words[..at].ends_with(['为', '是', '系', '示'])
    })
}

/// What says that an agency stands first.
pub(super) const FIRST: [&str; 7] = [
    "第一位",
    "首位",
    "排名第一",
    "第一个",
    "第一名",
    "排第一",
    "列第一",
];

/// Whether `words` say that the first agency of a list leads.
pub(super) fn first_leads(words: &str) -> bool {
    let leads = ["牵头", "主办", "主责", "主要责任"];
    FIRST.iter().any(|word| words.contains(word)) && leads.iter().any(|word| words.contains(word))
}
