//! `receive`: what came in is put into reports/ and registered.

mod arrival;
mod receipt;
mod shelf;

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use huibian::emit::Format;
use huibian::emit::terminal::{clean, wrap};
use huibian::plan::register::append::Line;
use huibian::plan::{Party, Tasks};
use huibian::text::date::chinese;
use huibian::text::{Lang, Text, text};

use self::arrival::{Arrival, Whose};
use self::shelf::{Filed, Shelf};
use super::args::{Check, Mend, Receive};
use super::check;
use super::desk::{Desk, Outcome};

/// Files one paper after the other, each with what was done and its check. What
/// cannot be filed is said and left where it is; the others are filed.
pub fn run(desk: &Desk, wish: &Receive, out: &mut dyn Write) -> Result<Outcome> {
    let as_of = desk.as_of()?;
    let on = wish.on.unwrap_or(as_of);
    match desk.look.lang {
        _ if on <= as_of => {}
        Lang::Zh => bail!("--on {on} 比今天（{as_of}）还晚"),
        Lang::En => bail!("--on {on} is later than today ({as_of})"),
    }
    // Two who receive at once would each miss the other's receipts.
    let _held = desk.project.hold();
    let tasks = desk.tasks()?;
    let arrivals = wish.files.iter();
    let arrivals = arrivals
        .map(|file| Arrival::read(desk, &tasks, file, as_of))
        .collect::<Result<Vec<_>>>()?;
    // Where no receipt can be written nothing is filed.
    if let Some(why) = receipt::refused(desk)? {
        say(desk, &why, out)?;
        return Ok(Outcome::Found);
    }
    let mut shelf = Shelf::new(desk, &tasks, as_of)?;
    let mut outcome = Outcome::Clean;
    for (index, arrival) in arrivals.iter().enumerate() {
        if index > 0 && !desk.options.quiet {
            writeln!(out)?;
        }
        // The receipts before it are in the register by now.
        let tasks = desk.tasks()?;
        let line = |own: &Party| Line {
            agency: own.name.clone(),
            received: on,
            refused: arrival.refused.is_some(),
            note: wish.note.clone(),
        };
        match file(desk, &tasks, arrival, &line, &mut shelf)? {
            Ok((at, told)) => {
                if !desk.options.quiet {
                    say(desk, &told, out)?;
                }
                if let Some(at) = at {
                    judge(desk, &at, out)?;
                }
            }
            Err(why) => {
                outcome = Outcome::Found;
                let (shown, why) = (&arrival.shown, why);
                let told = text(
                    format!("没有收 {shown}：{}", why.zh),
                    format!("not filed: {shown}: {}", why.en),
                );
                say(desk, &told, out)?;
            }
        }
    }
    Ok(outcome)
}

/// Where a paper is now and what was done; or why it was not filed.
type Done = Result<(Option<PathBuf>, Text), Text>;

fn file(
    desk: &Desk,
    tasks: &Tasks,
    arrival: &Arrival,
    line: &dyn Fn(&Party) -> Line,
    shelf: &mut Shelf,
) -> Result<Done> {
    let index = match &arrival.whose {
        Whose::Party(index) => *index,
        Whose::Unclear(why) => return Ok(Err(why.clone())),
    };
    let Some(own) = tasks.parties.get(index) else {
        return Ok(Err(text("名册变了", "the roster has changed")));
    };
    let line = line(own);
    if arrival.is_secret() {
        receipt::write(desk, tasks, index, false, &Line { note: None, ..line })?;
        return Ok(Err(text(
            format!(
                "标了密级，没有拷，内容一律不留，只登记{}报来、退回；请按保密规定另行报送，确属公开的，去掉标注再收",
                own.name
            ),
            format!(
                "it is marked secret: nothing of it was copied, only that {} sent it; have it sent by the \
                 way for secret papers; where it is public, take off the mark",
                own.name
            ),
        )));
    }
    let (at, new, moved, before) = match shelf.file(arrival, index, own, tasks)? {
        Filed::At {
            at,
            new,
            moved,
            before,
        } => (at, new, moved, before),
        Filed::PutBy(old) => {
            let (shown, old) = (&arrival.shown, desk.project.shown(&old));
            let told = text(
                format!(
                    "{shown} 是{}换下来的一份（{old}），没有再收；要改回这一份，先把它移走",
                    own.name
                ),
                format!(
                    "{shown} is a copy of {} that was put by ({old}), and not filed again; to return to it, move that away",
                    own.name
                ),
            );
            return Ok(Ok((None, told)));
        }
        Filed::Taken(path) => {
            let shown = desk.project.shown(&path);
            return Ok(Err(text(
                format!("{shown} 已经有别的文件，先把它改名或移走"),
                format!("{shown} is another file: rename it or move it away first"),
            )));
        }
    };
    let pictures = shelf::pictures(desk, arrival, &at)?;
    // A paper that came before and was mended came when it first came.
    let unregistered = tasks.register.received(index).is_none();
    let before = before.filter(|&day| new && unregistered && day < line.received);
    if let Some(received) = before {
        let first = Line {
            received,
            refused: false,
            note: Some("照旧稿上的日期补记".to_owned()),
            ..line.clone()
        };
        receipt::write(desk, tasks, index, true, &first)?;
    }
    let registered = receipt::write(desk, tasks, index, new, &line)?;
    let shown = desk.project.shown(&at);
    let mut told = vec![match registered {
        None => received(&line, &shown),
        Some(day) => text(
            format!(
                "{}的这一份已经在 {shown}，登记{}收到，没有再记",
                own.name,
                chinese(day)
            ),
            format!(
                "{shown} is this very paper of {}, registered on {day}",
                own.name
            ),
        ),
    }];
    for copy in moved {
        let copy = desk.project.shown(&copy);
        told.push(text(
            format!("原来的移到 {copy}"),
            format!("what was there is now {copy}"),
        ));
    }
    if let Some(day) = before {
        told.push(text(
            format!("原来的没有登记，照稿上的日期补记{}收到；不对就改登记", chinese(day)),
            format!("what was there had no receipt: {day} is registered by its own date; mend the register where that is wrong"),
        ));
    }
    told.extend(pictures);
    if line.refused && registered.is_none() {
        told.push(text(
            "不能收入汇编，登记为退回；重报的一份收到才算",
            "it cannot be bound and is registered as refused: the next one counts",
        ));
    }
    let joined = |lang| {
        told.iter()
            .map(|line: &Text| line.get(lang))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let told = text(joined(Lang::Zh), joined(Lang::En));
    Ok(Ok((Some(at), told)))
}

/// 收到市教委的总结（2017年1月9日）：reports/市教委.md
fn received(line: &Line, shown: &str) -> Text {
    let (name, on) = (&line.agency, line.received);
    text(
        format!("收到{name}的总结（{}）：{shown}", chinese(on)),
        format!("received from {name} ({on}): {shown}"),
    )
}

/// The first line flush, the others below it.
fn say(desk: &Desk, told: &Text, out: &mut dyn Write) -> Result<()> {
    let mut margin = "";
    for line in told.get(desk.look.lang).lines() {
        for line in wrap(&clean(line), desk.look.width.saturating_sub(2)) {
            writeln!(out, "{margin}{line}")?;
            margin = "  ";
        }
    }
    Ok(())
}

/// The check of the paper where it is now. What is wrong with a paper does not
/// make its filing a failure.
fn judge(desk: &Desk, at: &Path, out: &mut dyn Write) -> Result<()> {
    let shown = PathBuf::from(desk.project.shown(at));
    let from_root = desk.project.resolve(&shown) == at;
    let wish = Check {
        paths: vec![if from_root { shown } else { at.to_owned() }],
        format: Format::Human,
        output: Vec::new(),
        deny: Vec::new(),
        only: Vec::new(),
        hints: false,
        outline: false,
        mend: Mend {
            fix: false,
            diff: false,
            risky: false,
        },
    };
    check::run(desk, &wish, out).map(|_| ())
}
