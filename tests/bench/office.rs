//! An office of any size: a plan, a roster, and a report of about 10 KB from
//! everybody in it, or of several times that. The same size gives the same bytes.

use std::fmt::Write;
use std::path::Path;

const ITEMS: usize = 18;
const MEASURES: usize = 9;
/// The items each agency is named in.
const OWED: usize = 4;
const WORDS: &[&str] = &[
    "质量监督抽查",
    "专项整治",
    "企业标准",
    "品牌培育",
    "检验检测",
    "公共服务平台",
    "诚信体系",
    "风险监测",
    "技术改造",
    "示范基地",
    "从业人员",
    "宣传周活动",
    "信息共享",
    "追溯体系",
    "名录库",
    "认证认可",
    "计量检定",
    "培训课程",
    "联合执法",
    "投诉举报",
];
const VERBS: &[&str] = &[
    "开展", "推进", "完善", "组织", "建立", "加强", "实施", "指导",
];
const STATES: &[&str] = &["完成", "完成", "基本完成", "推进中", "未完成"];

/// Numbers that look like chance (xorshift64*, Vigna 2016).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    fn phrase(&mut self) -> String {
        format!("{}{}和{}", self.of(VERBS), self.of(WORDS), self.of(WORDS))
    }
}

/// Writes the office into `folder` and returns the bytes of its reports, each `times`
/// as long as usual.
pub fn build(folder: &Path, reports: usize, times: usize) -> usize {
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let items: Vec<(String, Vec<String>)> = (0..ITEMS)
        .map(|_| {
            (
                chance.phrase(),
                (0..MEASURES).map(|_| chance.phrase()).collect(),
            )
        })
        .collect();
    for part in ["plan", "reports"] {
        std::fs::create_dir_all(folder.join(part)).expect("a folder");
    }
    std::fs::write(folder.join("plan/tasks.toml"), plan(&items, reports)).expect("a plan");
    let mut roster = String::new();
    let mut bytes = 0;
    for agency in 0..reports {
        let name = name(agency);
        let _ = write!(
            roster,
            "[[agency]]\nname = \"{name}\"\nfull_name = \"天津市{name}\"\nslug = \"a{agency:05}\"\nkind = \"municipal\"\n\n"
        );
        let report = report(&mut chance, &items, agency, times);
        bytes += report.len();
        std::fs::write(folder.join(format!("reports/{agency:04}.md")), report).expect("a report");
    }
    std::fs::write(folder.join("plan/agencies.toml"), roster).expect("a roster");
    bytes
}

/// The bytes of the files in `folder`.
pub fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| entry.expect("an entry").metadata().expect("a file").len())
        .sum()
}

fn name(agency: usize) -> String {
    let digits = format!("{agency:05}");
    let digits = digits
        .chars()
        .filter_map(|c| "〇一二三四五六七八九".chars().nth(c as usize - 48));
    format!("市第{}局", digits.collect::<String>())
}

fn owes(agency: usize, item: usize) -> bool {
    (0..OWED).any(|step| (agency * 7 + step * 5) % ITEMS == item)
}

fn plan(items: &[(String, Vec<String>)], reports: usize) -> String {
    let mut text = "title = \"质量发展2016年行动计划\"\nyear = 2016\n\n[limits]\nplan = 33554432\n\n[submission]\ndeadline = 2017-01-10\ninclusive = true\nrecipient = \"市质量工作领导小组办公室\"\n\n".to_owned();
    for (id, title) in [
        ("completion", "2016年全年质量工作总结"),
        ("next-targets", "2017年度质量工作目标任务"),
        ("next-measures", "措施"),
    ] {
        let _ = write!(
            text,
            "[[submission.part]]\nid = \"{id}\"\ntitle = \"{title}\"\n\n"
        );
    }
    text.push_str("[[section]]\nnumber = 1\ntitle = \"全部任务\"\n\n");
    for (at, (title, measures)) in items.iter().enumerate() {
        let agencies: Vec<String> = (0..reports)
            .filter(|&agency| owes(agency, at))
            .map(|agency| format!("\"{}\"", name(agency)))
            .collect();
        let number = at + 1;
        let _ = write!(
            text,
            "[[section.item]]\nnumber = {number}\ntitle = \"{title}\"\nagencies = [{}]\n\n",
            agencies.join(", ")
        );
        for (index, measure) in measures.iter().enumerate() {
            let _ = write!(
                text,
                "[[section.item.measure]]\nid = \"{number}.{}\"\ntext = \"{measure}。\"\n\n",
                index + 1
            );
        }
    }
    text
}

fn report(
    chance: &mut Chance,
    items: &[(String, Vec<String>)],
    agency: usize,
    times: usize,
) -> String {
    let name = name(agency);
    let mut text = format!(
        "+++\nagency = \"{name}\"\nyear = 2016\nsubmitted = 2017-01-05\n+++\n# {name}2016年质量工作总结\n\n市质量工作领导小组办公室：\n\n## 一、2016年质量工作完成情况\n\n"
    );
    for (at, (title, measures)) in items.iter().enumerate() {
        if !owes(agency, at) {
            continue;
        }
        let _ = write!(
            text,
            "### （{}）{title}\n\n",
            huibian::text::numeral::chinese(at as u32 + 1)
        );
        for (index, measure) in measures.iter().enumerate() {
            let state = chance.of(STATES);
            let _ = write!(text, "- {}.{} {measure}：{state}。全年", at + 1, index + 1);
            for _ in 0..2 {
                let _ = write!(text, "{}{}项，", chance.phrase(), chance.below(400));
            }
            text.push_str("受设备采购周期影响的已作安排。\n");
        }
        text.push('\n');
        for _ in 0..3 {
            let _ = write!(
                text,
                "{}，**{}**达到{}%；",
                chance.phrase(),
                chance.of(WORDS),
                chance.below(100)
            );
        }
        text.push_str("各单位分工落实。\n\n");
    }
    for (heading, lines) in [
        ("二、存在的问题", 6),
        ("三、2017年质量工作目标任务", 8),
        // A line of it has about 110 bytes.
        ("四、2017年工作措施", 10 + (times - 1) * 100),
    ] {
        let _ = write!(text, "## {heading}\n\n");
        for _ in 0..lines {
            let _ = writeln!(
                text,
                "- {}，6月底前{}，覆盖{}家企业。",
                chance.phrase(),
                chance.phrase(),
                chance.below(900)
            );
        }
        text.push('\n');
    }
    let _ = write!(text, "天津市{name}\n2017年1月5日\n");
    text
}
