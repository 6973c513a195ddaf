//! The real plan, read and read again.

use std::fs;

use crate::{huibian, office, root, write};

fn seed() -> String {
    fs::read_to_string(root().join("seeds/2016-action-plan.txt")).expect("the plan's text")
}

#[test]
fn the_real_plan_is_read_exactly() {
    let plan = fs::read_to_string(root().join("plan/tasks.toml")).expect("tasks.toml");
    let count = |mark: &str| plan.lines().filter(|line| *line == mark).count();
    assert_eq!(count("[[section]]"), 5);
    assert_eq!(count("[[section.item]]"), 18);
    assert_eq!(count("[[section.item.measure]]"), 171);
    assert!(plan.contains("\ndeadline = 2017-01-10\n"));
    assert!(plan.contains("recipient = \"市质量工作领导小组办公室（市市场监管委）\""));
    assert!(
        plan.contains(
            "basis = [\"国发〔2012〕9号\", \"国办发〔2016〕18号\", \"津政发〔2012〕18号\"]"
        )
    );
    let tasks = huibian(root(), &["tasks", "--format", "csv"]);
    assert_eq!(tasks.code, 0, "{}", tasks.stderr);
    let roster = fs::read_to_string(root().join("plan/agencies.toml")).expect("agencies.toml");
    let kinds = |kind: &str| roster.matches(kind).count();
    assert_eq!(kinds("[[agency]]"), 33 + 16);
    assert_eq!(kinds("[[group]]"), 1);
    assert_eq!(kinds("kind = \"district\""), 16);
}

#[test]
fn parsing_again_changes_nothing() {
    let office = office();
    write(&office.path().join("seeds/2016-action-plan.txt"), &seed());
    let again = huibian(office.path(), &["parse", "seeds/2016-action-plan.txt"]);
    assert_eq!(again.code, 0, "{}{}", again.stdout, again.stderr);
    for file in ["plan/tasks.toml", "plan/agencies.toml"] {
        let before = fs::read(root().join(file)).expect("the committed file");
        assert!(
            fs::read(office.path().join(file)).expect("the file") == before,
            "{file}"
        );
    }
}

#[test]
fn hand_edits_are_kept_until_force() {
    let office = office();
    let tasks = office.path().join("plan/tasks.toml");
    write(&office.path().join("seeds/2016-action-plan.txt"), &seed());
    let edited = fs::read_to_string(&tasks).expect("tasks.toml").replace(
        "id = \"7.8\"\n",
        "id = \"7.8\"\nagencies = [\"市教委\"] # 只此一家\n",
    );
    write(&tasks, &edited);
    let refused = huibian(office.path(), &["parse", "seeds/2016-action-plan.txt"]);
    assert_eq!(refused.code, 1, "{}", refused.stderr);
    assert!(
        refused
            .stdout
            .contains("-agencies = [\"市教委\"] # 只此一家"),
        "{}",
        refused.stdout
    );
    assert_eq!(fs::read_to_string(&tasks).expect("tasks.toml"), edited);
    let forced = huibian(
        office.path(),
        &["parse", "seeds/2016-action-plan.txt", "--force"],
    );
    assert_eq!(forced.code, 0, "{}", forced.stderr);
    let after = fs::read_to_string(&tasks).expect("tasks.toml");
    assert!(!after.contains("只此一家"));
    // The title came from the clerk, not from the text: it stays.
    assert!(after.contains("title = \"天津市贯彻落实质量发展纲要2016年行动计划\""));
}

#[test]
fn a_first_roster_is_made_from_the_plan() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder.path().join("计划.txt"), &seed());
    let run = huibian(
        folder.path(),
        &["parse", "计划.txt", "--title", "2016年行动计划"],
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    let roster = fs::read_to_string(folder.path().join("plan/agencies.toml")).expect("a roster");
    assert_eq!(roster.matches("[[agency]]").count(), 33);
    assert!(roster.contains("slug = \"agency-01\""));
    assert!(roster.contains("[[group]]\nname = \"市质量工作领导小组成员单位\""));
}

#[test]
fn a_text_that_is_no_plan_writes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text, rule) in [
        ("空.txt", "", "no-items"),
        (
            "通知.txt",
            "关于开展检查的通知\n\n　　各单位要高度重视。\n",
            "no-items",
        ),
        (
            "无单位.txt",
            "工作要点\n一、总体要求\n（一）加强领导。各方要重视。\n（二）抓好落实。按期完成。\n",
            "no-agencies",
        ),
    ] {
        write(&folder.path().join(name), text);
        let run = huibian(folder.path(), &["parse", name, "--lang", "en"]);
        assert_eq!(run.code, 1, "{name}: {}{}", run.stdout, run.stderr);
        assert!(
            run.stdout.contains(&format!("[{rule}]")),
            "{name}: {}",
            run.stdout
        );
        assert!(!folder.path().join("plan").exists(), "{name}");
    }
}

#[test]
fn a_corrected_text_keeps_refinements_and_names_those_without_a_place() {
    let office = office();
    let tasks = office.path().join("plan/tasks.toml");
    let plan = fs::read_to_string(&tasks).expect("tasks.toml");
    let refined = |plan: &str, id: &str| {
        let id = format!("id = \"{id}\"\n");
        plan.replace(&id, &format!("{id}due = 2016-06-30 # 手工\n"))
    };
    write(&tasks, &refined(&refined(&plan, "1.3"), "7.8"));
    let words = |id: &str| {
        let (_, rest) = plan
            .split_once(&format!("id = \"{id}\"\n"))
            .expect("the measure");
        let text = rest.trim_start_matches("text = \"");
        text.split('"').next().expect("its words").to_owned()
    };
    // One sentence goes above the first, and the other is gone.
    let text = seed()
        .replace(&words("1.1"), &format!("新增一句措施。{}", words("1.1")))
        .replace(&words("7.8"), "");
    write(&office.path().join("seeds/2016-action-plan.txt"), &text);
    let run = huibian(
        office.path(),
        &["parse", "seeds/2016-action-plan.txt", "--update"],
    );
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let after = fs::read_to_string(&tasks).expect("tasks.toml");
    let (before, _) = after
        .split_once("due = 2016-06-30 # 手工")
        .expect("the due date");
    assert!(before.ends_with("id = \"1.4\"\n"), "{}", run.stderr);
    assert_eq!(after.matches("# 手工").count(), 1);
    assert!(run.stderr.contains("7.8"), "{}", run.stderr);
}

#[test]
fn an_update_keeps_what_a_hand_has_set() {
    let office = office();
    let tasks = office.path().join("plan/tasks.toml");
    let plan = fs::read_to_string(&tasks).expect("tasks.toml");
    let refined = plan
        .replace("deadline = 2017-01-10", "deadline = 2017-01-15 # 延期")
        .replace(
            "id = \"7.8\"\n",
            "id = \"7.8\"\nagencies = [\"市教委\"] # 只此一家\n",
        )
        .replace("\"主要做法\"", "\"主要做法\", \"工作回顾\"")
        .replacen(
            "agencies = [\"市市场监管委\"",
            "agencies = [\"市档案局\", \"市市场监管委\"",
            1,
        );
    write(&tasks, &refined);
    let text = seed().replace(
        "制定质量品牌“十三五”规划。",
        "制定质量品牌“十三五”规划，2016年6月底前印发。",
    );
    write(&office.path().join("seeds/2016-action-plan.txt"), &text);
    let update = |args: &[&str]| {
        let run = huibian(
            office.path(),
            &[&["parse", "seeds/2016-action-plan.txt", "--update"], args].concat(),
        );
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        (run.stderr, fs::read_to_string(&tasks).expect("tasks.toml"))
    };
    let (told, after) = update(&[]);
    for kept in [
        "deadline = 2017-01-15 # 延期",
        "agencies = [\"市教委\"] # 只此一家",
        "\"工作回顾\"",
        "印发。\"",
    ] {
        assert!(after.contains(kept), "{kept}: {told}");
    }
    assert!(!after.contains("市档案局"));
    for said in [
        "deadline 留着文件里的 2017-01-15，文本是 2017-01-10",
        "“市档案局”",
    ] {
        assert!(told.contains(said), "{told}");
    }
    // A measure that only a hand can have added is told when it goes, and ids that move.
    let last = "[[section]]\nnumber = 2";
    let added = "[[section.item.measure]]\nid = \"4.99\"\ntext = \"举办青少年航模比赛。\"\n\n";
    write(&tasks, &after.replacen(last, &format!("{added}{last}"), 1));
    let longer = text.replacen("完善品牌标准体系", "走访老字号企业。完善品牌标准体系", 1);
    write(&office.path().join("seeds/2016-action-plan.txt"), &longer);
    let (told, _) = update(&[]);
    for said in ["4.99“举办青少年航模比赛。”", "1.2→1.3"] {
        assert!(told.contains(said), "{told}");
    }
    // What the clerk says now outranks what he wrote before.
    let (_, after) = update(&["--deadline", "2017-01-20"]);
    assert!(after.contains("deadline = 2017-01-20 # 延期"), "{after}");
    // An item that the text has lost stays, and is told.
    let cut = seed();
    let (before, rest) = cut.split_once("（十八）").expect("the last item");
    let (_, closing) = rest.split_once('\n').expect("what follows it");
    write(
        &office.path().join("seeds/2016-action-plan.txt"),
        &format!("{before}{closing}"),
    );
    let (told, after) = update(&[]);
    assert!(after.contains("id = \"18.1\""), "{told}");
    assert!(told.contains("第18项"), "{told}");
}

#[test]
fn an_agency_owes_its_own_items_where_numbers_begin_again() {
    let office = tempfile::tempdir().expect("a folder");
    let plan = root().join("tests/plans/numbers-restart.txt");
    let plan = fs::read_to_string(plan).expect("the plan");
    write(&office.path().join("plan.txt"), &plan);
    assert_eq!(huibian(office.path(), &["parse", "plan.txt"]).code, 0);
    // Each of the others shares its number with one of them.
    let own = ["取消下放行政审批事项", "制定程序规定", "建立决策后评估制度"];
    let others = ["规范中介服务", "推行双随机", "建设信用体系"];
    let table = huibian(office.path(), &["tasks", "--agency", "市司法局"]).stdout;
    assert_eq!(huibian(office.path(), &["new", "市司法局"]).code, 0);
    let draft = fs::read_to_string(office.path().join("reports/市司法局.md")).expect("the draft");
    for paper in [table, draft] {
        for title in own {
            assert!(paper.contains(title), "{title}:\n{paper}");
        }
        for title in others {
            assert!(!paper.contains(title), "{title}:\n{paper}");
        }
    }
}
