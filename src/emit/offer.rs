//! What `--fix` would do, said where it was not asked to.

use super::terminal::Look;
use super::{Findings, Wish};
use crate::diagnostic::Fix;
use crate::text::Lang;

/// （--fix 可代劳）, where the program can carry out the remedy itself.
pub fn mark(fixes: &[Fix], lang: Lang) -> &'static str {
    match (fixes.iter().map(|fix| fix.safe).max(), lang) {
        (None, _) => "",
        (Some(true), Lang::Zh) => "（--fix 可代劳）",
        (Some(true), Lang::En) => " (--fix does it)",
        (Some(false), Lang::Zh) => "（--fix --unsafe-fixes 可代劳）",
        (Some(false), Lang::En) => " (--fix --unsafe-fixes does it)",
    }
}

/// 3 处可代劳：huibian check --fix reports/市教委.md, of the file at `path` or
/// of all; empty where nothing can be done. Without `wish` the command is left
/// to the sum.
pub fn offer(findings: &Findings, path: Option<&str>, wish: Option<&Wish>, look: &Look) -> String {
    let found = path.map_or(findings.diagnostics, |path| findings.of(path));
    let count = |safe: bool| {
        let fixes = found.iter().flat_map(|d| &d.finding.fixes);
        fixes.filter(|fix| fix.safe == safe).count()
    };
    let (safe, risky) = (count(true), count(false));
    let flags = if safe == 0 { " --unsafe-fixes" } else { "" };
    let command = wish.map(|wish| format!("huibian check --fix{flags}{}", wish.paths));
    let told = match (safe, look.lang) {
        (0, _) => None,
        (_, Lang::Zh) => Some(format!("{safe} 处可代劳")),
        (_, Lang::En) => Some(format!("{safe} can be mended for you")),
    };
    let more = match (risky, safe, look.lang) {
        (0, ..) => None,
        (_, 0, Lang::Zh) => Some(format!("{risky} 处可代劳，改后请看一遍")),
        (_, _, Lang::Zh) => Some(format!("另有 {risky} 处加 --unsafe-fixes，改后请看一遍")),
        (_, 0, Lang::En) => Some(format!("{risky} can be mended for you, to be looked over")),
        (_, _, Lang::En) => Some(format!(
            "{risky} more with --unsafe-fixes, to be looked over"
        )),
    };
    let said: Vec<String> = told.into_iter().chain(more).collect();
    if said.is_empty() {
        return String::new();
    }
    let said = said.join(look.pick("，", ", "));
    match (command, look.lang) {
        (None, Lang::Zh) => said + "。",
        (None, Lang::En) => said + ".",
        (Some(command), Lang::Zh) => format!("{said}：{command}"),
        (Some(command), Lang::En) => format!("{said}: {command}"),
    }
}
