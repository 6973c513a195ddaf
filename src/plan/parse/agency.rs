//! What the names of agencies are like, and what is none.

/// The longest name, in characters.
pub(super) const LONGEST: usize = 30;
/// What the last characters of an agency's name are.
const ENDS: &[&str] = &[
    "部",
    "委",
    "局",
    "署",
    "厅",
    "办",
    "院",
    "委员会",
    "政府",
    "海关",
    "分行",
    "支行",
    "银行",
    "报社",
    "电视台",
    "工会",
    "妇联",
    "残联",
    "工商联",
    "科协",
    "文联",
    "总社",
    "供销社",
    "兵团",
    "集团",
    "公司",
    "中心",
    "总队",
    "支队",
    "办公室",
    "部门",
    "学校",
    "大学",
    "协会",
    "学会",
    "法院",
    "党校",
    "分局",
    "联合会",
    "共青团",
    "团市委",
    "红十字会",
    "管委会",
    "开发区",
    "组委",
    "务段",
    "部队",
    "成员单位",
    "有关单位",
    "各单位",
    "各地区",
    "各部门",
];
/// What sentences about agencies begin with: 督促各部门落实 assigns nothing.
const ACTS: &[&str] = &[
    "督促", "推动", "推进", "引导", "鼓励", "压实", "动员", "要求", "确保", "强化", "加强", "明确",
    "完善", "健全", "落实", "支持", "协调", "对", "与",
];
/// Words that end names of agencies and, with those before them, other words:
/// 布局 is no 局.
const OTHER: &[&str] = &[
    "布局",
    "格局",
    "大局",
    "全局",
    "开局",
    "结局",
    "餐厅",
    "客厅",
    "展厅",
    "大厅",
    "部署",
    "干部",
    "支部",
    "总部",
    "内部",
    "外部",
    "全部",
    "东部",
    "西部",
    "南部",
    "北部",
    "中部",
    "俱乐部",
    "门诊部",
    "营业部",
];
/// Words before a name within brackets that make it a remark: （原市农委）.
const REMARKS: &[&str] = &[
    "含", "如", "包括", "例如", "除", "不含", "原", "即", "简称", "以下", "下称", "经", "报", "向",
    "从", "据", "见", "在", "会", "至", "到",
];
/// Words that no name has: they make the bracket a remark.
const PROSE: &[&str] = &[
    "由", "的", "被", "并", "。", "！", "？", "：", ":", "；", "“", "《", "=", "按照", "可以",
    "应当", "如果", "日前", "底前", "报送", "，", "季度", "年底", "月底", "月前", "完成", "成立",
    "建立", "设立", "设在",
];
/// Places below a government: 各区、县级市 is one name.
pub(super) const PLACES: &[&str] = &[
    "县级市",
    "自治县",
    "自治州",
    "自治区",
    "直辖市",
    "开发区",
    "功能区",
    "街道",
    "乡镇",
    "区",
    "县",
    "市",
    "旗",
    "州",
    "乡",
    "镇",
];

/// Whether `name` is an agency's whole name: 工业 of 工业和信息化部 is none.
pub(super) fn is_whole(name: &str) -> bool {
    if ACTS.iter().any(|act| name.starts_with(act)) {
        return false;
    }
    // 市交通委（市道运局）
    let name = match name.strip_suffix(['）', ')']) {
        Some(inside) => inside.split(['（', '(']).next().unwrap_or(name),
        None => name,
    };
    let long = name.chars().count() > 2;
    let ends = |name: &str| ENDS.iter().any(|end| name.ends_with(end));
    let group = name.strip_prefix('各').is_some_and(|rest| {
        let others = [
            "单位", "部门", "机构", "地", "方", "校", "会", "企业", "司局",
        ];
        let place = PLACES.iter().chain(&others).any(|end| rest.ends_with(end));
        PLACES.contains(&rest) || (long && (place || ends(rest)))
    });
    group
        || ["市政府", "开发区"].contains(&name)
        || (long && ENDS.iter().any(|end| name.ends_with(end) && name != *end))
}

/// Whether `name` has the form of an agency's own name, also where nothing says
/// that agencies are meant: 市教委, 财政部, 县交通局. 市民中心 can be a house.
pub(super) fn is_agency(name: &str) -> bool {
    let remark = REMARKS.iter().any(|first| name.starts_with(first));
    let long = name.chars().count() > 2;
    let placed = ["市", "省", "区", "县", "州", "国", "自治"]
        .iter()
        .any(|place| name.starts_with(place));
    (ends_as_agency(name) || (placed && name.ends_with('办')))
        && long
        && !remark
        && is_name(name)
        && !ACTS.iter().any(|act| name.starts_with(act))
}

/// Whether `words` with a 会 behind them are the name of a council: 银保监会, 证监会.
pub(super) fn ends_in_council(words: &str) -> bool {
    [
        "监",
        "工",
        "残",
        "政协",
        "人大常委",
        "委员",
        "协",
        "商",
        "基金",
        "十字",
    ]
    .iter()
    .any(|end| words.ends_with(end))
}

/// Whether `words` end as an agency's own name does.
pub(super) fn ends_as_agency(words: &str) -> bool {
    let ends = [
        "委",
        "局",
        "厅",
        "署",
        "部",
        "委员会",
        "政府",
        "管委会",
        "总工会",
        "妇联",
        "残联",
        "科协",
        "文联",
        "工商联",
        "红十字会",
        "团市委",
        "团省委",
        "团区委",
        "团县委",
        "海关",
        "供销社",
        "办公室",
        "法院",
        "检察院",
        "税务局",
    ];
    let other = OTHER.iter().any(|other| words.ends_with(other));
    !other && ends.iter().any(|end| words.ends_with(end))
}

/// Whether `name` is like that of an agency, a place or a group, and has no word of
/// a duty in it.
pub(super) fn is_likely(name: &str) -> bool {
    let others = [
        "处", "站", "所", "馆", "台", "社", "校", "园", "行", "会", "队", "室", "科", "委", "股",
        "团", "部", "联", "组", "中央", "机关", "电网", "移动", "电信", "联通", "铁塔", "保险",
        "单位", "机构", "企业", "港",
    ];
    let ends = others.iter().chain(PLACES).any(|end| name.ends_with(end));
    let duty = [
        "负", "责", "牵头", "配合", "推进", "落实", "开展", "做好", "督促", "会商", "按", "为",
        "抓紧", "参与", "办理", "商市", "商省",
    ];
    (ends || is_whole(name)) && !duty.iter().any(|duty| name.contains(duty))
}

/// Whether two names stand glued together in `name`: 市教委市科委.
pub(super) fn is_glued(name: &str) -> bool {
    let begins = ["市", "省", "区", "县", "州", "国家", "各"];
    let others = [
        "市场",
        "市政",
        "市容",
        "市民",
        "各成员",
        "各部门",
        "各单位",
        "各有关",
    ];
    let mut cuts = name.char_indices().skip(3).map(|(at, _)| name.split_at(at));
    cuts.any(|(first, second)| {
        let placed = first.ends_with('）') || PLACES.iter().any(|place| first.ends_with(place));
        // 市政府各执法部门 is one name.
        let other = others.iter().any(|word| second.starts_with(word));
        let apart = begins.iter().any(|word| second.starts_with(word)) && !other;
        let one = placed || (ends_as_kind(second) && second.starts_with('各'));
        apart && !one && is_likely(first) && is_likely(second)
    })
}

/// Whether `name` is that of a kind of body, not of one: 审批部门, 物业单位.
pub(super) fn is_kind(name: &str) -> bool {
    let own = [
        "各", "有关", "相关", "市", "省", "区", "县", "镇", "乡", "国", "中央", "全", "成员",
        "其他",
    ];
    ends_as_kind(name) && !own.iter().any(|word| name.contains(word))
}

/// Whether `words` end as the name of a kind of body does.
pub(super) fn ends_as_kind(words: &str) -> bool {
    ["部门", "单位", "机构"]
        .iter()
        .any(|end| words.ends_with(end))
}

/// Whether `words` begin as what is to be done does, not as a name.
pub(super) fn is_act(words: &str) -> bool {
    let words = words.strip_prefix('并').unwrap_or(words);
    let acts = [
        "做好", "抓好", "开展", "组织", "制定", "及时", "定期", "认真", "切实", "共同", "加快",
    ];
    acts.iter().chain(ACTS).any(|act| words.starts_with(act)) && !is_whole(words)
}

/// Whether `name` can be the name of an agency or a group.
pub(super) fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    let figures = name.chars().all(|c| !crate::text::words::is_han(c));
    (2..=LONGEST).contains(&length) && !figures && !PROSE.iter().any(|word| name.contains(word))
}
