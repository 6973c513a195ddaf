//! What a plan calls its summaries and their parts: the words that `new` writes,
//! that findings ask for and that letters use.

use super::{PartId, Plan};
use crate::text::date;

/// 2016年质量工作总结
pub fn summary(plan: &Plan) -> String {
    format!("{}{}总结", year(plan, 0), subject(plan))
}

/// 2016年质量工作完成情况
pub fn completion(plan: &Plan) -> String {
    format!("{}{}完成情况", year(plan, 0), subject(plan))
}

/// 2017年质量工作目标任务
pub fn next_targets(plan: &Plan) -> String {
    format!("{}{}目标任务", year(plan, 1), subject(plan))
}

/// 2017年工作措施
pub fn next_measures(plan: &Plan) -> String {
    format!("{}工作措施", year(plan, 1))
}

/// 2016年, or 2017年 with `ahead` 1; 本年度 and 下年度 where the plan has no year.
pub fn year(plan: &Plan, ahead: i32) -> String {
    match plan.year {
        Some(year) => format!("{}年", year.saturating_add(ahead)),
        None if ahead == 0 => "本年度".to_owned(),
        None => "下年度".to_owned(),
    }
}

/// What the summaries are about, from the plan's words for the first part
/// (2016年全年质量工作总结 is about 质量工作), else from its title
/// (2017年安全生产工作要点); 工作 where neither says.
pub fn subject(plan: &Plan) -> String {
    let title = plan.title.as_deref().unwrap_or_default();
    let asked = part(plan, PartId::Completion).and_then(of_part);
    let found = asked.filter(|subject| *subject != "工作");
    found
        .or_else(|| of_title(title))
        .unwrap_or("工作")
        .to_owned()
}

/// What the year's targets are called: 质量发展目标任务.
pub fn targets(plan: &Plan) -> &str {
    let title = part(plan, PartId::TargetResults).map(behind_year);
    let named = title.and_then(|title| title.split_once("完成"));
    match named.map(|(name, _)| name.strip_suffix('的').unwrap_or(name)) {
        Some(name) if name.ends_with("任务") || name.ends_with("目标") => name,
        _ => "目标任务",
    }
}

/// The plan's words for a part.
fn part(plan: &Plan, id: PartId) -> Option<&str> {
    let mut parts = plan.submission.parts.iter();
    let part = parts.find(|part| part.id == id)?;
    part.title.get_ref().split(['（', '(']).next()
}

/// What is behind the year in 2016年全年质量工作总结, without its end.
fn of_part(title: &str) -> Option<&str> {
    let subject = behind_year(title).strip_suffix("总结")?;
    (!subject.is_empty()).then_some(subject)
}

/// The work that a plan's title names behind its year. Its kind follows, or else the
/// work is another's: 政府工作报告.
fn of_title(title: &str) -> Option<&str> {
    let rest = behind_year(title);
    let rest = WHERE
        .iter()
        .find_map(|place| rest.strip_prefix(place))
        .unwrap_or(rest);
    let end = rest.find("工作").filter(|&at| at > 0)? + "工作".len();
    let (subject, kind) = (&rest[..end], &rest[end..]);
    let plain = kind.is_empty() || KINDS.iter().any(|word| kind.starts_with(word));
    let any = ANY.iter().any(|word| subject.contains(word));
    (rest.len() < title.len() && plain && !any).then_some(subject)
}

/// Where the work of a plan is done.
const WHERE: &[&str] = &["全国", "全省", "全市", "全区", "全县"];

/// What a plan is, behind the work it names.
const KINDS: &[&str] = &[
    "要点", "计划", "方案", "安排", "任务", "分工", "重点", "实施", "行动", "目标", "清单",
];

/// Words for the work of anybody.
const ANY: &[&str] = &["重点", "主要", "政府"];

/// `title` behind the year it names: 2016年, 全年, 2017年度. 青年 and 制度 name none.
fn behind_year(title: &str) -> &str {
    let years = date::years(title);
    let rest = years.last().map_or(title, |(_, at)| &title[at.end..]);
    let rest = rest.trim_start().strip_prefix('年').unwrap_or(rest);
    let rest = rest.strip_prefix('度').unwrap_or(rest);
    let words = ["全年", "本年", "年度"].iter();
    let behind = words.filter_map(|word| Some(rest.rsplit_once(word)?.1));
    let rest = behind.min_by_key(|rest| rest.len()).unwrap_or(rest);
    rest.strip_prefix('度').unwrap_or(rest).trim()
}

#[cfg(test)]
mod tests {
    use super::{of_part, of_title};

    #[test]
    fn the_subject_is_what_stands_behind_the_year() {
        for (title, subject) in [
            ("2016年全年质量工作总结", Some("质量工作")),
            ("2019年度青年就业工作总结", Some("青年就业工作")),
            ("年度制度建设工作总结", Some("制度建设工作")),
            ("全年总结", None),
            ("2019年落实情况", None),
        ] {
            assert_eq!(of_part(title), subject, "{title}");
        }
        for (title, subject) in [
            ("安宁市2017年安全生产工作要点", Some("安全生产工作")),
            (
                "青山市二〇一八年全市政务服务工作任务分解方案",
                Some("政务服务工作"),
            ),
            ("某县2019年重点工作任务清单", None),
            ("某省2020年政府工作报告重点任务分工", None),
            ("森林防火工作方案", None),
            ("2016年行动计划", None),
        ] {
            assert_eq!(of_title(title), subject, "{title}");
        }
    }
}
