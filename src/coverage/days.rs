//! Days of the year at the head of a line, which look like ids: 3.15, 9.20.

use crate::text::words;

/// What the names of days of the year end with.
pub(super) const DAYS: [char; 3] = ['日', '节', '周'];

/// Whether `title` goes on behind several days or says what lasted: 6.18、11.11等促销节点,
/// 6.18、双11期间.
pub(super) fn joins_days(title: &str) -> bool {
    let clause = title.split(['，', '。', '；', '：', '（']).next();
    let behind = title.trim_start_matches(|c: char| c.is_ascii_digit() || ".、".contains(c));
    let others = behind.starts_with('等') && !behind.starts_with("等级");
    others || clause.is_some_and(|clause| clause.contains("期间"))
}

/// Whether the first words of `title` call a day by its name: 国际消费者权益日活动,
/// “世界知识产权日”宣传, 植树节.
pub(super) fn names_day(title: &str) -> bool {
    if !title.contains(DAYS) {
        return false;
    }
    let clause = title.split(['，', '。', '；', '：', '、', '（']).next();
    let clause = clause.unwrap_or(title);
    let behind = [
        "活动", "宣传", "主题", "系列", "纪念", "咨询", "演练", "开放", "科普", "前",
    ];
    clause.match_indices(DAYS).any(|(at, day)| {
        let name = clause[..at].chars().rev().take_while(|&c| words::is_han(c));
        let after = clause[at + day.len()..].trim_start_matches(['”', '"', '》', '」']);
        let ends = after.trim().is_empty() || behind.iter().any(|word| after.starts_with(word));
        ends && name.count() >= 2
    })
}
