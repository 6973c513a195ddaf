//! `explain`: what a rule wants and why.

use std::io::Write;

use anyhow::Result;
use huibian::check::{FAMILIES, Rule};
use huibian::emit::terminal::{BOLD, Look, cells, hang, pad, severity_style, wrap};
use huibian::text::Lang;

use super::desk::{Desk, Outcome};
use super::rules;

/// One rule, or the list of all.
pub fn run(desk: &Desk, name: Option<&str>, out: &mut dyn Write) -> Result<Outcome> {
    let page = match name {
        Some(name) => one(rules::find(name, desk.look.lang)?, &desk.look),
        None => list(&desk.look),
    };
    out.write_all(page.as_bytes())?;
    Ok(Outcome::Clean)
}

fn one(rule: &Rule, look: &Look) -> String {
    let severity = look.say(&rule.severity.label());
    let severity = look.paint(severity_style(rule.severity), &severity);
    let mut page = format!(
        "{}  {}  {severity}\n\n",
        look.paint(BOLD, rule.short),
        look.paint(BOLD, rule.name)
    );
    let mut paragraph = |text: &str| {
        for line in wrap(text, look.width) {
            page.push_str(&line);
            page.push('\n');
        }
        page.push('\n');
    };
    paragraph(rule.summary.get(look.lang));
    paragraph(rule.explanation.get(look.lang));
    for (zh, en, example) in [("反例", "bad", rule.bad), ("正例", "good", rule.good)] {
        page.push_str(&format!("{}\n", look.paint(BOLD, look.pick(zh, en))));
        for line in example.trim_matches('\n').lines() {
            page.push_str(&hang("    ", 4, line, look.width));
        }
        page.push('\n');
    }
    page.trim_end().to_owned() + "\n"
}

fn list(look: &Look) -> String {
    let mut page = String::new();
    let every = || FAMILIES.iter().flat_map(|(_, rules)| rules.iter());
    let names = every().map(|rule| rule.name.len()).max().unwrap_or(0) + 2;
    let shorts = every().map(|rule| cells(rule.short)).max().unwrap_or(0) + 2;
    for (family, rules) in FAMILIES {
        page.push_str(&format!("{}\n", look.paint(BOLD, &look.say(family))));
        for rule in rules.iter() {
            let severity = pad(&look.say(&rule.severity.label()), 9);
            let (name, short) = (pad(rule.name, names), pad(rule.short, shorts));
            let head = match look.lang {
                Lang::Zh => format!("  {short}{name}{severity}"),
                Lang::En => format!("  {name}{short}{severity}"),
            };
            let column = cells(&head);
            page.push_str(&hang(
                &head,
                column,
                rule.summary.get(look.lang),
                look.width,
            ));
        }
        page.push('\n');
    }
    page.push_str(look.pick(
        "细说一条：huibian explain 规则名或短名\n",
        "more on one: huibian explain RULE\n",
    ));
    page
}
