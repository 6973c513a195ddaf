//! The front matter: what could not be read, what was read as meant, and keys
//! nobody knows.

use super::super::{Context, Rule, Scope, example};
use super::pasted::habit;
use crate::diagnostic::{Edit, Finding, Fix, Severity};
use crate::report::Field;
use crate::report::header::{Loose, known};
use crate::text::{Span, Text, label, text};

pub(super) const BROKEN_FRONT_MATTER: Rule = Rule {
    name: "broken-front-matter",
    short: "文头损坏",
    severity: Severity::Error,
    summary: label(
        "front matter 里有读不出的值",
        "a value of the front matter is lost",
    ),
    explanation: label(
        "文件开头两行 +++ 之间写单位、年度、报送日期。某一行读不出来，那个值就丢了；没有第二个 +++，就\
         分不清哪里是正文。两种都要人来改，机器不猜。逐行判断，坏一行不连累别的行。中文引号、全角等号、\
         中文键名都读得出，不在此列，只算“文头笔误”。",
        "The two lines +++ at the top enclose agency, year and date. A line that cannot be read loses \
         its value, and without the second +++ nobody knows where the text begins; both need a person, \
         nothing is guessed. Each line is judged alone, so one bad line costs no other. Chinese \
         quotation marks, full-width equals signs and Chinese keys are read and only make a \
         loose-front-matter.",
    ),
    bad: "+++\nagency = \"市教委\"\nyear 今年\n+++\n",
    good: "+++\nagency = \"市教委\"\nyear = 2016\n+++\n",
    scope: Scope::Report(broken_front_matter),
};

fn broken_front_matter(context: &Context) -> Vec<Finding> {
    let header = &context.report.header;
    let mut found: Vec<Finding> = header
        .broken
        .iter()
        .map(|&span| {
            let agency = agency(context);
            Finding::new(
                context.at(span),
                text(
                    "这一行读不出来，里面的值丢了",
                    "this line cannot be read; its value is lost",
                ),
                text(
                    format!("写成“键 = 值”，如 {agency}；不要的行删掉"),
                    format!("write it as key = value, such as {agency}, or delete the line"),
                ),
            )
        })
        .collect();
    if header.unclosed {
        let start = header.span.unwrap_or_default().start;
        let fence = context.source.line_span(context.source.line_of(start));
        found.push(
            Finding::new(
                context.at(fence),
                text(
                    "front matter 没有结束行",
                    "the front matter is never closed",
                ),
                text(
                    "在最后一个键的下一行，单独写 +++",
                    "write +++ on a line of its own below the last key",
                ),
            )
            .label(text("下面没有第二个", "there is no second one below")),
        );
    }
    found.extend(lost(context));
    found
}

/// The line that names the agency.
fn agency(context: &Context) -> String {
    format!("agency = \"{}\"", example::agency(context))
}

/// The values that were written but are no such value. A bad date is the
/// business of invalid-date, a classification that of classified.
fn lost(context: &Context) -> Vec<Finding> {
    let header = &context.report.header;
    let values = [
        (malformed(&header.agency), "agency"),
        (malformed(&header.year), "year"),
        (malformed(&header.not_applicable), "not_applicable"),
    ];
    values
        .into_iter()
        .filter_map(|(value, key)| Some((value?, key)))
        .filter(|((_, span), _)| {
            let within = |line: &Span| line.start <= span.start && span.end <= line.end;
            !header.broken.iter().any(within)
        })
        .map(|((written, span), key)| {
            let form = match key {
                "agency" => agency(context),
                "year" => format!("year = {}", example::year(context)),
                _ => "not_applicable = [15, \"7.4\"]".to_owned(),
            };
            Finding::new(
                context.at(span),
                text(
                    format!("{key} 写的“{written}”读不成值"),
                    format!("“{written}” is no value of {key}"),
                ),
                text(format!("写成 {form}"), format!("write it as {form}")),
            )
        })
        .collect()
}

/// What was written, where it is no value. A blank lost nothing.
fn malformed<T>(field: &Field<T>) -> Option<(&str, Span)> {
    match field {
        Field::Malformed(written, span) => {
            let blank = written.trim_matches(['"', '“', '”', ' ']).is_empty();
            (!blank).then_some((written.as_str(), *span))
        }
        _ => None,
    }
}

pub(super) const LOOSE_FRONT_MATTER: Rule = Rule {
    name: "loose-front-matter",
    short: "文头笔误",
    severity: Severity::Warning,
    summary: label(
        "front matter 写得不规范，已照本意读",
        "front matter read as it was meant",
    ),
    explanation: label(
        "中文输入法下容易打成“ ”＝ ：和中文键名，从别处抄来的又常用 --- 或不加引号。意思清楚，所以照本意\
         读，值没有丢；只是别的程序不认，改过来才稳妥。每种写法合说一次，各处怎样改都列出。引号里面的全角标\
         点是内容，不算。",
        "Chinese input methods turn out “ ” ＝ ： and Chinese keys, and borrowed headers use --- or drop \
         the quotation marks. The meaning is clear, so it is read as meant and no value is lost; but other \
         programs refuse it. Each way of writing is told once, with the remedy of every place. \
         Full-width marks inside a quoted value are its content and no fault.",
    ),
    bad: "+++\n单位 ＝ “市教委”\n年度：2016\n+++\n",
    good: "+++\nagency = \"市教委\"\nyear = 2016\n+++\n",
    scope: Scope::Report(loose_front_matter),
};

fn loose_front_matter(context: &Context) -> Vec<Finding> {
    let header = &context.report.header;
    let loose = &header.loose;
    let kinds = [
        Loose::Fence,
        Loose::Unfenced,
        Loose::Key,
        Loose::Equals,
        Loose::Quotes,
        Loose::Value,
    ];
    kinds
        .into_iter()
        .filter_map(|kind| {
            let same = || loose.iter().filter(move |(other, ..)| *other == kind);
            let (_, _, form) = same().next()?;
            let places: Vec<Span> = same().map(|(_, at, _)| *at).collect();
            let mut help = remedy(kind, form);
            // One and the same remedy needs no line for each place.
            let each = same().skip(1).filter(|_| kind != Loose::Equals);
            for (_, at, form) in each {
                let line = context.source.line_of(at.start);
                let own = remedy(kind, form);
                help.zh += &format!("\n第 {line} 行：{}", own.zh);
                help.en += &format!("\nline {line}: {}", own.en);
            }
            let fixes: Vec<Fix> = match kind {
                Loose::Fence | Loose::Unfenced => {
                    rewrite(context, &header.rewritten).into_iter().collect()
                }
                _ => same()
                    .filter_map(|(_, at, form)| rewrite(context, &[(*at, form.clone())]))
                    .collect(),
            };
            let mut finding = habit(context, &places, said(kind, form), help);
            if kind != Loose::Equals {
                finding.notes.clear();
            }
            Some(finding.fixes(fixes))
        })
        .collect()
}

/// The regular form in place of what is written: of every place or, where it
/// would not say all that is written at one of them, of none.
fn rewrite(context: &Context, written: &[(Span, String)]) -> Option<Fix> {
    // 下午 and （星期四） are no part of a TOML date.
    let lost = ["午", "星期", "周", "（", "("];
    let fits = |(span, form): &(Span, String)| {
        let value = context.source.slice(*span);
        form.starts_with(['"', '[']) || !lost.iter().any(|word| value.contains(word))
    };
    let edit = |(span, form): &(Span, String)| Edit::new(*span, form.as_str());
    let sound = !written.is_empty() && written.iter().all(fits);
    sound.then(|| Fix::safe(written.iter().map(edit).collect()))
}

/// What is loose, and what it was read as.
fn said(kind: Loose, form: &str) -> Text {
    let value = form.trim_matches('"');
    match kind {
        Loose::Quotes => text(
            format!("用了中文引号，已按“{value}”读"),
            format!("Chinese quotation marks, read as “{value}”"),
        ),
        Loose::Equals => text(
            "等号不是半角的 =，已照读",
            "no plain equals sign, read as meant",
        ),
        Loose::Key => text(
            format!("键名用了中文，已按 {form} 读"),
            format!("a Chinese key, read as {form}"),
        ),
        Loose::Value => text(
            format!("值的写法不规范，已按 {form} 读"),
            format!("a value written loosely, read as {form}"),
        ),
        Loose::Fence => text(
            "文头上下的围栏写得不规范，已照读",
            "not fenced by plain +++, read as meant",
        ),
        Loose::Unfenced => text(
            "开头几行没有用 +++ 围住，已照读",
            "the keys at the top are not fenced by +++, read as meant",
        ),
    }
}

/// What to type instead.
fn remedy(kind: Loose, form: &str) -> Text {
    match kind {
        Loose::Quotes => text(
            format!("换成英文引号 {form}"),
            format!("use ASCII marks: {form}"),
        ),
        Loose::Equals => text("换成半角的 =", "write ="),
        Loose::Key | Loose::Value => text(format!("写成 {form}"), format!("write {form}")),
        Loose::Fence => text(
            "前后两行都写成 +++，中间写“键 = 值”",
            "write +++ for both lines, and key = value between them",
        ),
        Loose::Unfenced => text(
            "前后各加一行 +++，中间写“键 = 值”",
            "put a line +++ above and below them, and write key = value",
        ),
    }
}

pub(super) const UNKNOWN_KEY: Rule = Rule {
    name: "unknown-key",
    short: "键名不识",
    severity: Severity::Warning,
    summary: label(
        "front matter 里有不认识的、写重了的键",
        "a key of the front matter that nobody knows, or that is written twice",
    ),
    explanation: label(
        "front matter 只认 agency、year、submitted、signed_by、contact、phone、classification、\
         not_applicable 和对应的中文名。别的键不起作用，多半是拼错了，写了等于没写；拼得近的会给出正确的键。\
         同一个键写了两遍的，以英文键名的为准，都一样就以先写的为准，所以“部门”顶不了 agency。\
         正文里的“键 = 值”不是 front matter，以 # 开头的行是注释，都不算。",
        "Only agency, year, submitted, signed_by, contact, phone, classification, not_applicable and \
         their Chinese names are keys. Any other has no effect, and is most often a slip, so that what \
         was written counts for nothing; the nearest key is named. Of a key written twice the one in English \
         counts, else the first, so that 部门 never stands for agency. A line “key = value” in the text is no \
         front matter, and a line beginning with # is a comment: neither is a fault.",
    ),
    bad: "+++\nagency = \"市教委\"\nsubmited = 2017-01-05\n+++\n",
    good: "+++\nagency = \"市教委\"\nsubmitted = 2017-01-05\n+++\n",
    scope: Scope::Report(unknown_key),
};

fn unknown_key(context: &Context) -> Vec<Finding> {
    let header = &context.report.header;
    header
        .unknown
        .iter()
        .map(|(key, span, near)| {
            let taken = near.filter(|near| header.keys.contains(near));
            let near = near.filter(|_| taken.is_none());
            let help = match near.or(taken) {
                Some(near) if taken.is_some() => text(
                    format!("{near} 已经写了，删掉这一行"),
                    format!("{near} is written already: delete the line"),
                ),
                Some(near) => text(format!("改成 {near}"), format!("write {near}")),
                None => text(
                    "删掉这一行；能用的键见 huibian explain unknown-key",
                    "delete the line; for the keys there are, see huibian explain unknown-key",
                ),
            };
            let message = match taken.filter(|_| known(key).is_some()) {
                Some(same) => text(
                    format!("“{key}”和别处的 {same} 是同一个键，写了两遍，这里的不起作用"),
                    format!("“{key}” is {same}, which is written elsewhere too: it has no effect"),
                ),
                None => text(
                    format!("不认识的键“{key}”，写了不起作用"),
                    format!("unknown key “{key}”: it has no effect"),
                ),
            };
            let finding = Finding::new(context.at(*span), message, help)
                .fixes(near.map(|near| Fix::risky(vec![Edit::new(*span, near)])));
            match near {
                Some(near) => {
                    finding.label(text(format!("像是 {near}"), format!("probably {near}")))
                }
                None => finding,
            }
        })
        .collect()
}
