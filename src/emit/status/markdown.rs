//! `status --format md`: the same for a chat group or a CI summary.

use super::{Lists, columns, complaint, contradictions, ready_head, rest, rows, title, when};
use crate::emit::terminal::clean;
use crate::emit::{Findings, verdict};
use crate::text::Lang;

/// The page as Markdown.
pub fn markdown(findings: &Findings, lang: Lang) -> String {
    let full_stop = match lang {
        Lang::Zh => "。",
        Lang::En => ".",
    };
    let mut page = format!(
        "# {}\n\n{}{full_stop}\n\n",
        plain(&title(findings, lang)),
        when(findings, lang)
    );
    table(findings, lang, &mut page);
    let lists = Lists::new(findings);
    let word = |zh: &str, en: &str, count: usize| match lang {
        Lang::Zh => format!("{zh} {count} 家"),
        Lang::En => format!("{en}: {count}"),
    };
    let mut section = |head: String, lines: Vec<String>| {
        if !lines.is_empty() {
            page.push_str(&format!("\n## {}\n\n", plain(&head)));
            page.extend(lines.iter().map(|line| format!("- {}\n", plain(line))));
        }
    };
    let (colon, comma) = match lang {
        Lang::Zh => ("：", "、"),
        Lang::En => (": ", ", "),
    };
    let missing = lists
        .missing
        .iter()
        .map(|(party, _)| match &party.owed[..] {
            [] => party.name.clone(),
            owed => {
                let owes = match lang {
                    Lang::Zh => "欠",
                    Lang::En if owed.len() == 1 => "owes item ",
                    Lang::En => "owes items ",
                };
                format!(
                    "{}{colon}{owes}{}",
                    party.name,
                    verdict::numbers(&findings.tasks.plan, owed, lang)
                )
            }
        });
    section(
        word("未报", "Not reported", lists.missing.len()),
        missing.collect(),
    );
    let due = match lists.due.is_empty() {
        true => Vec::new(),
        false => vec![rest::due_names(&lists, lang).join(comma)],
    };
    section(rest::due_head(&lists, lang), due);
    let refused = lists.refused.iter().map(|(party, account, why)| {
        let why = rest::refusal(account, *why, lang);
        format!("{}{colon}{why}", party.name)
    });
    section(
        word("拒收", "Cannot be bound", lists.refused.len()),
        refused.collect(),
    );
    let papers = |zh: &str, en: &str, count: usize| match lang {
        Lang::Zh => format!("{zh} {count} 份"),
        Lang::En => format!("{en}: {count}"),
    };
    let nobody = rest::digests(findings, &findings.accounts.nobody);
    section(
        papers("认不出单位", "No agency recognised", nobody.len()),
        nobody.iter().map(|digest| digest.path.clone()).collect(),
    );
    let mend = lists.mend.iter().map(|(party, errors)| {
        format!(
            "{}{colon}{}",
            party.name,
            complaint(&findings.tasks.plan, errors, lang)
        )
    });
    section(
        word(
            "已报，要退改",
            "Received, to be corrected",
            lists.mend.len(),
        ),
        mend.collect(),
    );
    let ready: Vec<&str> = lists
        .ready
        .iter()
        .map(|(party, _)| party.name.as_str())
        .collect();
    let ready = match ready[..] {
        [] => Vec::new(),
        _ => vec![ready.join(comma)],
    };
    if let Some((head, told)) = contradictions::points(findings, lang) {
        section(head, told);
    }
    section(ready_head(findings, &lists, lang), ready);
    let unlisted = rest::digests(findings, &findings.accounts.unlisted);
    let names = unlisted.iter().filter_map(|digest| findings.name(digest));
    section(
        papers("名单外报送", "Not on the roster", unlisted.len()),
        names.map(str::to_owned).collect(),
    );
    let more = match lang {
        Lang::Zh => "说明",
        Lang::En => "Notes",
    };
    section(more.to_owned(), rest::lines(findings, lang));
    let own = match lang {
        Lang::Zh => "登记表要改的",
        Lang::En => "To be mended in the register",
    };
    section(own.to_owned(), rest::register(findings, lang));
    page
}

fn table(findings: &Findings, lang: Lang, page: &mut String) {
    let heads: Vec<String> = columns(findings)
        .iter()
        .map(|(_, head)| head.get(lang).to_owned())
        .collect();
    let expected = match lang {
        Lang::Zh => "应报",
        Lang::En => "expected",
    };
    page.push_str(&format!("| | {expected} | {} |\n", heads.join(" | ")));
    page.push_str(&format!("| --- |{}\n", " ---: |".repeat(heads.len() + 1)));
    for (name, counts) in rows(findings) {
        page.push_str(&format!(
            "| {} | {} |\n",
            name.get(lang),
            counts.join(" | ")
        ));
    }
}

/// `text` as plain words of a Markdown line.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&'
        ) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
