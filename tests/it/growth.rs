//! Twice the text takes at most about twice the time. Every family of texts that
//! has ever brought down a reader of Markdown, and those that strain our own
//! readers, at n, 2n and 4n by the processor time of one thread.
//!
//! HUIBIAN_GROWTH=2000 lets the first of the three take so many milliseconds: run
//! it so with --release after a change to a reader.

use crate::laws;

/// What one run may cost before it counts, in milliseconds.
const ENOUGH: u64 = 6;
/// No text is made larger than a report may be.
const LARGEST: usize = 4 << 20;
/// A volume has no more bytes than so many times its text, beyond what is
/// always in it.
const SWELLS: usize = 128;

/// A family: its name and its text of about that many parts.
type Family = (&'static str, fn(usize) -> String);

const REPORTS: &[Family] = &[
    ("words", |n| "全年办班12期，培训1500人。".repeat(n)),
    ("paragraphs", |n| "全年办班12期，培训1500人。\n\n".repeat(n)),
    ("lines", |n| "全年办班12期，培训1500人。\n".repeat(n)),
    ("a long sentence", |n| "全年办班培训，".repeat(n)),
    ("no stop at all", |n| "质量".repeat(n)),
    ("deep quotes", |n| ">".repeat(n) + "a"),
    ("quotes as deep as may be", |n| {
        format!("{}甲\n\n", ">".repeat(64)).repeat(n / 16)
    }),
    ("many quotes", |n| "> 甲\n\n乙\n\n".repeat(n)),
    ("quotes in lists", |n| "> * ".repeat(n) + "a"),
    ("nested lists", |n| {
        (0..n)
            .map(|at| format!("{}- 甲\n", "  ".repeat(at % 50)))
            .collect()
    }),
    ("lists on a line", |n| "* ".repeat(n) + "a"),
    ("list items", |n| "- 3.2 促进培养：完成。\n".repeat(n)),
    ("numbered items", |n| "3.2 促进培养：完成。\n\n".repeat(n)),
    ("open brackets", |n| "[".repeat(n)),
    ("gaps", |n| "合格率  …？【】[量]? ".repeat(n)),
    ("forms of dates", |n| "×年×月×日”".repeat(n)),
    ("letters read wrongly", |n| "ÖÊÁ¿é£ ".repeat(n)),
    ("ids close to words", |n| "3.4强化、（3.5）培训\n".repeat(n)),
    ("links unfinished", |n| "[a](<b".repeat(n)),
    ("links", |n| "[甲](http://a.cn) ".repeat(n)),
    ("links that start programs", |n| {
        (0..n)
            .map(|at| format!("[甲](javascript:a{at})\n\n"))
            .collect()
    }),
    ("pictures", |n| "![图](图片/a.png)\n\n".repeat(n)),
    ("emphasis open", |n| "*a **a ".repeat(n)),
    ("emphasis closed", |n| "**甲**乙".repeat(n)),
    ("tildes", |n| "5~10天，".repeat(n)),
    ("strikes open", |n| "~~a ".repeat(n)),
    ("back-ticks", |n| {
        (1..n / 8).map(|at| "`".repeat(at % 90) + "a").collect()
    }),
    ("fences", |n| "```\na\n".repeat(n)),
    ("html open", |n| "<a ".repeat(n)),
    ("html blocks", |n| "<div>\n甲\n</div>\n\n".repeat(n)),
    ("comments open", |n| "<!-- a ".repeat(n)),
    ("comments", |n| "<!-- a -->\n\n".repeat(n)),
    ("brackets of tags", |n| "<".repeat(n)),
    ("instructions", |n| "<?".repeat(n)),
    ("fields of Word", |n| "#REF!".repeat(n)),
    ("references to nothing", |n| "&#0;".repeat(n)),
    ("cells too many", |n| {
        "| 甲 |\n| --- |\n".to_owned() + &"| 1 | 2 |\n".repeat(n)
    }),
    ("a row of bars", |n| {
        "| 甲 |\n| --- |\n".to_owned() + &"|".repeat(n) + "乙\n"
    }),
    ("columns that no name tells", |n| {
        ["甲|", "-|", "乙|"].map(|cell| cell.repeat(n)).join("\n")
    }),
    ("marked headings", |n| {
        "## 甲（对应第二项）\n\n".repeat(n.min(1500)) + &"乙。\n\n".repeat(n)
    }),
    ("notes in notes", |n| "[^a]: ".repeat(n) + "[b]: 甲"),
    ("waivers in a row", |n| {
        "<!-- huibian: allow(空洞) 理由 -->\n\n".repeat(n)
    }),
    ("breaks", |n| "甲<br>".repeat(n)),
    ("entities", |n| "&amp;&#20013;&".repeat(n)),
    ("backslashes", |n| "\\*".repeat(n)),
    ("autolinks", |n| "http://a.cn/".repeat(n)),
    ("autolinks www", |n| "www.a.cn ".repeat(n)),
    ("autolinks mail", |n| "a@b.c_".repeat(n)),
    ("table rows", |n| {
        "| 项 | 完成情况 |\n| --- | --- |\n".to_owned() + &"| 3.2 | 完成 |\n".repeat(n)
    }),
    ("table columns", |n| {
        format!(
            "|{}\n|{}\n|{}\n",
            "a|".repeat(n),
            "-|".repeat(n),
            "b|".repeat(n)
        )
    }),
    ("tables", |n| {
        "| 项 | 情况 |\n| --- | --- |\n| 3.2 | 完成 |\n\n甲\n\n".repeat(n)
    }),
    ("boxes", |n| {
        format!("+---+---+\n{}", "| 1 | 2 |\n+---+---+\n".repeat(n))
    }),
    ("a box of many lines", |n| {
        let lines = "| *甲\\*乙* | `丙` |\n".repeat(n);
        format!("+---+---+\n| 1 | 2 |\n+---+---+\n{lines}+---+---+\n")
    }),
    ("boxes that nothing closes", |n| {
        "+---+---+\n| 1 | 2 |\n".repeat(n) + "|"
    }),
    ("tables under dashes", |n| {
        "甲  乙\n--- ---\n1   2\n\n".repeat(n)
    }),
    ("a row of many lines", |n| {
        format!(
            "-------\n甲  乙\n--- ---\n{}\n-------\n",
            "a   b\\*\n".repeat(n)
        )
    }),
    ("dashes that nothing closes", |n| {
        "-------\n甲  乙\n--- ---\n1   2\n\n".repeat(n)
    }),
    ("rows of one cell", |n| {
        format!("{0}\n1   2\n{1}{0}\n", "--- ".repeat(32), "甲\n".repeat(n))
    }),
    ("tabs", |n| "项目\t完成情况\t单位\n".repeat(n)),
    ("definitions", |n| {
        (0..n).map(|at| format!("[a{at}]: /b\n")).collect()
    }),
    ("references", |n| {
        "[a]: /b\n\n".to_owned() + &"[a] ".repeat(n)
    }),
    ("footnotes", |n| {
        (0..n)
            .map(|at| format!("甲[^{at}]。\n\n[^{at}]: 乙\n\n"))
            .collect()
    }),
    ("one footnote", |n| {
        "[^1]: 乙\n\n".to_owned() + &"甲[^1] ".repeat(n)
    }),
    ("nested footnotes", |n| {
        (0..n)
            .map(|at| format!("[^{at}]: 乙[^{}]\n\n", at + 1))
            .collect()
    }),
    ("headings", |n| "## 二、存在的问题\n\n甲\n\n".repeat(n)),
    ("headings with ids", |n| {
        let item = "### （三）大力提高劳动者职业技能和质量素养\n\n".to_owned();
        item + &"#### 3.1 实施国家高技能人才振兴计划\n\n#### 3.99 甲\n\n乙\n\n".repeat(n)
    }),
    ("parts in each other", |n| {
        "## 三、2017年安排\n\n### （一）2017年目标\n\n".repeat(n)
    }),
    ("bare headings", |n| "二、存在的问题\n\n甲\n\n".repeat(n)),
    ("headings run on", |n| {
        "二、存在的问题。三、2017年工作措施。".repeat(n)
    }),
    ("underlined headings", |n| "甲\n-\n".repeat(n)),
    ("rules", |n| "***\n".repeat(n)),
    ("marks", |n| "办班12期（对应第十五项）。".repeat(n)),
    ("statuses", |n| "3.2 未完成已完成尚未完成推进中，".repeat(n)),
    ("waivers", |n| {
        "<!-- huibian: allow(空洞) 理由 -->\n\n办班。\n\n".repeat(n)
    }),
    ("keys", |n| {
        let keys: String = (0..n).map(|at| format!("a{at} = {at}\n")).collect();
        format!("+++\n{keys}+++\n# 总结\n\n甲\n")
    }),
    ("loose keys", |n| {
        let keys: String = (0..n).map(|at| format!("a{at}: {at}\n")).collect();
        format!("---\n{keys}---\n# 总结\n\n甲\n")
    }),
    ("key nesting", |n| {
        format!("+++\na = {}\n+++\n", "[".repeat(n))
    }),
    ("round brackets", |n| "（".repeat(n)),
    ("quotation marks", |n| "“".repeat(n)),
    ("placeholders", |n| "【待填】20__年×月×日".repeat(n)),
    ("lines left open", |n| "【待填】\n\n".repeat(n)),
    ("sections left open", |n| {
        "### （三）提高素养\n\n【待填】\n\n".repeat(n)
    }),
    ("sections", |n| {
        "### （三）提高素养\n\n甲\n\n乙\n\n".repeat(n)
    }),
    ("figures", |n| "改造食堂90个，覆盖率达到85%。".repeat(n)),
    ("figures that count nothing", |n| {
        "### （三）提高素养\n\n".to_owned() + &"完成，".repeat(n) + &"1.1甲".repeat(n) + "市"
    }),
    ("days that are none", |n| {
        "2016年2月30日完成。\n\n".repeat(n)
    }),
    ("dates", |n| "2017年1月5日，".repeat(n)),
    ("signatures", |n| {
        "天津市教育委员会\n2017年1月5日\n\n".repeat(n)
    }),
    ("contacts", |n| {
        "联系人：张三\n电话：022-12345678\n\n".repeat(n)
    }),
    ("blanks", |n| " ".repeat(n) + "甲"),
    ("wide blanks", |n| "　".repeat(n) + "甲"),
    ("empty lines", |n| "\n".repeat(n) + "甲"),
    ("indents", |n| "    甲\n\n".repeat(n)),
    ("invisible", |n| "甲\u{200b}".repeat(n)),
    ("annexes", |n| "附件：1.甲\n\n".repeat(n)),
    ("agencies", |n| "市教委、市财政局、市农委，".repeat(n)),
    ("plan words", |n| {
        "促进培养高级技能人才，开展质量素养提升行动。\n\n".repeat(n)
    }),
];

const PLANS: &[Family] = &[
    ("words", |n| "推动品牌建设，完善标准体系。".repeat(n)),
    ("lines", |n| "推动品牌建设，完善标准体系\n".repeat(n)),
    ("items", |n| {
        (1..=n)
            .map(|at| format!("{at}.推动建设。办班。（市教委、市财政局负责）\n"))
            .collect()
    }),
    ("one number", |n| {
        "（一）推动建设。办班。（市教委负责）\n".repeat(n)
    }),
    ("sections", |n| {
        "一、推动\n（一）建设。办班。（市教委负责）\n".repeat(n)
    }),
    ("agencies", |n| {
        let names: String = (0..n).map(|at| format!("市第{at}局、")).collect();
        format!("（一）推动建设。办班。（{names}市教委负责）\n")
    }),
    ("open brackets", |n| "（一）推动建设（".repeat(n)),
    ("nested brackets", |n| "（".repeat(n) + &"）".repeat(n)),
    ("closing brackets", |n| "）".repeat(n)),
    ("brackets never opened", |n| {
        "（一）推动建设。办班".to_owned() + &"市教委）".repeat(n)
    }),
    ("assignments", |n| {
        "（一）推动建设。".to_owned() + &"办班。（市教委负责）".repeat(n)
    }),
    ("labels", |n| "一、（一）1.（1）".repeat(n)),
    ("duties", |n| {
        "牵头单位：市教委；责任单位：市财政局。".repeat(n)
    }),
    ("deadlines", |n| {
        "（一）建设。（市教委负责）\n请于2017年1月10日前报市政府。\n".repeat(n)
    }),
    ("rows", |n| {
        "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n".to_owned()
            + &"| 1 | 办班 | 市教委 |\n".repeat(n)
    }),
    ("tabs", |n| {
        "序号\t任务\t责任单位\n".to_owned() + &"1\t办班\t市教委\n".repeat(n)
    }),
    ("cells", |n| "|".repeat(n)),
    ("lines of cells", |n| "序号\n任务\n责任单位\n".repeat(n)),
    ("cells without a head", |n| {
        "| 1 | 任务 | 市农委 |\n".repeat(n)
    }),
    ("names", |n| "市农委、".repeat(n)),
    ("joints of names", |n| "和及等各".repeat(n)),
    ("one duty", |n| "责任单位：".repeat(n)),
    ("leads", |n| "牵头".repeat(n)),
    ("one label", |n| "一、".repeat(n)),
    ("labels in brackets", |n| "（一）".repeat(n)),
    ("labels of digits", |n| "1.".repeat(n)),
    ("limits", |n| "2016年12月底前".repeat(n)),
    ("marks open", |n| "“《【（".repeat(n)),
    ("ideographic blanks", |n| "　　（一）建设。".repeat(n)),
    ("quotation marks", |n| "“".repeat(n)),
];

/// Papers of an office, one behind the other: agencies that say the same, that
/// contradict each other, that send all they have.
const OFFICES: &[Family] = &[
    ("papers of one agency", |n| {
        papers(n, |_| "市教委".to_owned(), "办班12期。")
    }),
    ("papers of strangers", |n| {
        papers(n, |at| format!("市第{at}局"), "办班12期。")
    }),
    ("the same figure of the city", |n| {
        let said = "全市新增高技能人才3.2万人。";
        papers(n, |at| format!("市第{at}局"), said)
    }),
    ("partners", |n| {
        papers(n, |at| format!("市第{at}局"), "会同市财政局办班12期。")
    }),
];

/// `n` papers, a form feed between two, signed by `name`, in which a measure is done
/// as `said`.
fn papers(n: usize, name: impl Fn(usize) -> String, said: &str) -> String {
    let paper = |at: usize| {
        let name = name(at);
        format!(
            "{name}2016年质量工作总结\n\n- 3.2 促进培养高级技能人才：完成。{said}\n\n{name}\n2017年1月6日\n\u{c}"
        )
    };
    (0..n).map(paper).collect()
}

/// A plan of two items, so that the text is what costs.
fn tasks() -> huibian::plan::Tasks {
    let plan = "title = \"计划\"\nyear = 2016\n[submission]\ndeadline = 2017-01-10\ninclusive = true
[[section]]\nnumber = 1\ntitle = \"甲\"\n[[section.item]]\nnumber = 3\ntitle = \"提高素养\"
agencies = [\"市教委\", \"市财政局\"]\n[[section.item.measure]]\nid = \"3.1\"\ntext = \"开展技能大赛。\"
[[section.item.measure]]\nid = \"3.2\"\ntext = \"促进培养高级技能人才。\"\n";
    laws::tasks([plan, "", ""]).expect("a plan")
}

/// What the processor did for this thread so far, in nanoseconds. Asked of the
/// thread's own clock (clock_gettime(2)): getrusage(2) and proc(5) tell only what
/// stood at the last tick, which for a short run may be nothing.
#[cfg(unix)]
fn spent() -> u64 {
    use nix::sys::time::TimeValLike;
    use nix::time::{ClockId, clock_gettime};
    let now = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("a clock");
    now.num_nanoseconds().try_into().expect("no debt")
}

/// No clock of one thread is at hand.
#[cfg(not(unix))]
fn spent() -> u64 {
    0
}

/// Whether the thread's clock stands still, or leaps by more than a tenth of
/// [`ENOUGH`].
fn coarse() -> bool {
    let start = spent();
    let next = (0..1 << 24).map(|_| spent()).find(|&now| now > start);
    next.is_none_or(|now| now - start > ENOUGH * 100_000)
}

/// The least of two costs of `run`, in nanoseconds, and what it gave.
fn cost(run: &impl Fn() -> usize) -> (u64, usize) {
    let once = || {
        let before = spent();
        let gave = run();
        (spent() - before, gave)
    };
    once().min(once())
}

/// What is wrong with how `run` grows with the text of `family`.
fn grows(family: &Family, run: &impl Fn(String) -> usize) -> Option<String> {
    let (name, make) = family;
    let enough = std::env::var("HUIBIAN_GROWTH").ok();
    let enough = enough.and_then(|ms| ms.parse().ok()).unwrap_or(ENOUGH) * 1_000_000;
    let of = |n: usize| {
        let text = make(n);
        let (spent, gave) = cost(&|| run(text.clone()));
        (spent, text.len(), gave)
    };
    let (always, _, base) = of(0);
    let mut n = 64;
    let first = |n| {
        let before = spent();
        run(make(n));
        spent() - before
    };
    while make(n * 8).len() <= LARGEST && first(n) < always + enough {
        n *= 2;
    }
    let net = |cost: u64| cost.saturating_sub(always).max(1) as f64;
    let wrong = |n: usize| {
        let [one, two, four] = [n, 2 * n, 4 * n].map(of);
        let [first, second] = [net(two.0) / net(one.0), net(four.0) / net(two.0)];
        let line = format!(
            "{name}: {first:.1} {second:.1}, {} bytes in {:.0} ms, {:.1} times as much out",
            four.1,
            net(four.0) / 1e6,
            four.2.saturating_sub(base) as f64 / four.1 as f64,
        );
        println!("{line}");
        let swells = four.2 > base + SWELLS * four.1;
        (swells || first > 3.0 && second > 3.0).then_some(line)
    };
    // What is capped somewhat further on is no growth.
    wrong(n).and_then(|_| wrong(4 * n))
}

/// Runs in one thread whose time is its own, with the stack of any worker.
fn alone(families: &'static [Family], run: impl Fn(String) -> usize + Send + Sync) {
    if coarse() {
        println!("skipped: this system does not tell what a thread costs");
        return;
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let wrong: Vec<String> = pool.expect("a thread").install(|| {
        let only = std::env::var("HUIBIAN_FAMILY").unwrap_or_default();
        let families = families.iter().filter(|(name, _)| name.contains(&only));
        families.filter_map(|family| grows(family, &run)).collect()
    });
    assert!(wrong.is_empty(), "grows too fast:\n{}", wrong.join("\n"));
}

#[test]
fn reports_cost_what_they_are_long() {
    let tasks = tasks();
    alone(REPORTS, move |text| {
        laws::judge(&tasks, &[("reports/a.md".to_owned(), text.into_bytes())])
    });
}

#[test]
fn offices_cost_what_their_papers_are_long() {
    let tasks = tasks();
    alone(OFFICES, move |text| {
        let papers = text.split_terminator('\u{c}').enumerate();
        let papers = papers.map(|(at, paper)| (format!("reports/{at}.md"), paper.into()));
        laws::judge(&tasks, &papers.collect::<Vec<_>>())
    });
}

#[test]
fn plans_cost_what_they_are_long() {
    alone(PLANS, |text| {
        laws::plan(text.as_bytes());
        0
    });
}
