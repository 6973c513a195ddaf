//! What the help lines ask for is of the plan at hand: it is right to type it as it
//! stands.

use std::path::Path;

use crate::{huibian, write};

/// A plan of another place, year and subject than the checkout's.
const PLAN: &str = "清河县2019年优化营商环境工作要点\n\n\
    一、优化政务环境\n\n\
    （一）压缩企业开办时间。推行企业登记全程电子化。（县行政审批局、县税务局负责）\n\n\
    （二）优化不动产登记服务。推行一窗受理。（县自然资源局、县税务局负责）\n\n\
    各责任单位要于2019年12月25日前，将全年工作总结（含优化营商环境目标完成情况）和2020年工作目标任务、措施\
    报县营商办。\n";

/// Papers that lack what the plan asks for, or have it wrong.
const BAD: &[(&str, &str)] = &[
    (
        "无名.md",
        "# 总结\n\n一、2020年工作打算\n\n2020年组织宣传活动20场，培训3000人次。\n",
    ),
    (
        "文头.md",
        "+++\nagency = \"【单位】\"\nyear = 今年\nsubmitted = 明天\n什么\n+++\n\
         ## 一、指导思想\n\n坚持以人为本，全面落实。\n\n## 二、工作目标\n\n全面完成任务。\n",
    ),
    (
        "缺日期.md",
        "# 县税务局2019年工作总结\n\n一、2019年工作开展情况\n\n召开会议3次，按照政发〔201912号文件落实。\n\n\
         二、2020年工作措施\n\n继续加强领导，进一步提高水平。\n\n县税务局\n2020年1月  日\n",
    ),
    (
        "去年.md",
        "# 县自然资源局2018年工作总结\n\n一、2018年工作完成情况\n\n召开会议3次。\n\n\
         县自然资源局\n2019年2月30日\n",
    ),
];

/// Words of the checkout's plan, its roster and its days.
const OTHERS: &[&str] = &[
    "质量",
    "市科委",
    "市教委",
    "市建委",
    "市市场监管委",
    "食堂",
    "2016",
    "2017",
    "Quality",
    "quality",
];

fn county() -> tempfile::TempDir {
    let office = tempfile::tempdir().expect("a temporary folder");
    write(&office.path().join("plan.txt"), PLAN);
    let read = huibian(office.path(), &["parse", "plan.txt"]);
    assert!(
        office.path().join("plan/tasks.toml").is_file(),
        "{}",
        read.stderr
    );
    office
}

fn check(office: &Path, lang: &str) -> String {
    let common = ["--lang", lang, "--as-of", "2020-02-08", "check", "reports"];
    let shown = huibian(office, &[&common[..], &["--hints"]].concat());
    shown.stdout
}

/// Whether `shown` has `words`, wherever its lines are broken.
fn says(shown: &str, words: &str) -> bool {
    let whole = |text: &str| text.split_whitespace().collect::<String>();
    whole(shown).contains(&whole(words))
}

#[test]
fn help_is_of_the_plan_at_hand() {
    let office = county();
    for (name, paper) in BAD {
        write(&office.path().join("reports").join(name), paper);
    }
    write(
        &office.path().join("plan/register.toml"),
        "[[receipt]]\nreceived = \"昨天\"\n\n[[ruling]]\nkind = \"extend\"\n\n[[ruling]]\nkind = \"choose\"\n",
    );
    for lang in ["zh", "en"] {
        let shown = check(office.path(), lang);
        for other in OTHERS {
            assert!(!says(&shown, other), "{other}, {lang}:\n{shown}");
        }
        for own in [
            "县行政审批局2019年优化营商环境工作总结",
            "2019年优化营商环境工作完成情况",
            "2020年优化营商环境工作目标任务",
            "2020年工作措施",
            "2019年优化营商环境目标完成情况",
            "2019年12月21日",
            "submitted = 2019-12-21",
            "year = 2019",
            "〔2019〕12号",
            "2020年9月底前",
            "agency = \"县行政审批局\"",
            "until = 2019-12-28",
            "by = \"县营商办\"",
        ] {
            assert!(says(&shown, own), "{own}, {lang}:\n{shown}");
        }
    }
}

#[test]
fn what_help_asks_for_is_accepted() {
    let office = county();
    let paper = "# 县行政审批局2019年优化营商环境工作总结\n\n\
        ## 一、2019年优化营商环境工作完成情况\n\n### 2019年优化营商环境目标完成情况\n\n\
        年初确定的3项优化营商环境目标全部完成，企业登记全程电子化，开办时间压缩到3天以内，惠及企业1200家。\n\n\
        ## 二、2020年优化营商环境工作目标任务\n\n2020年9月底前，新增网上办理事项30个。\n\n\
        ## 三、2020年工作措施\n\n由登记科牵头，每季度调度一次。\n\n县行政审批局\n2019年12月21日\n";
    write(&office.path().join("reports/县行政审批局.md"), paper);
    let shown = check(office.path(), "en");
    for rule in [
        "anonymous-report",
        "wrong-year",
        "missing-completion",
        "missing-target-results",
        "missing-next-targets",
        "missing-next-measures",
        "missing-date",
        "odd-date",
        "late-report",
        "vague-target",
    ] {
        assert!(!shown.contains(&format!("[{rule}]")), "{rule}:\n{shown}");
    }
}

#[test]
fn help_with_a_plan_is_of_that_plan() {
    let office = tempfile::tempdir().expect("a temporary folder");
    let plan = PLAN
        .replace("。（县自然资源局、县税务局负责）", "。")
        .replace("2019年12月25日前", "下月5日前");
    write(&office.path().join("plan.txt"), &plan);
    for lang in ["zh", "en"] {
        let read = huibian(
            office.path(),
            &["--lang", lang, "parse", "plan.txt", "-o", lang],
        );
        let shown = format!("{}{}", read.stdout, read.stderr);
        for other in OTHERS {
            assert!(!says(&shown, other), "{other}, {lang}:\n{shown}");
        }
        for own in ["（××局、××委等按职责分工负责）", "2020-01-10"] {
            assert!(says(&shown, own), "{own}, {lang}:\n{shown}");
        }
    }
    let tasks = office.path().join("zh/tasks.toml");
    let tasks = std::fs::read_to_string(tasks).expect("tasks.toml");
    assert!(tasks.contains("due = 2019-06-30"), "{tasks}");
}
