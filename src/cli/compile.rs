//! `compile`: binds the volume.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Result, bail};
use huibian::check::survey::{Survey, survey};
use huibian::emit::Findings;
use huibian::emit::accounts::{Faults, Proof, accounts, written};
use huibian::plan::Limit;
use huibian::project::draft::Draft;
use huibian::project::files::{self, Found};
use huibian::project::pictures;
use huibian::render::{Templates, html, json, ledger, markdown};
use huibian::report::body::Prints;
use huibian::text::Lang;
use huibian::volume::bind::prefix;
use huibian::volume::{Body, By, Inputs, Print, Volume, bind, compile};
use rayon::prelude::*;

use super::args::Compile;
use super::desk::{Desk, Outcome};
use super::lead;
use super::progress::watched;

/// Finds, judges, binds, proves, writes, tells. With `--strict` nothing is
/// written unless everybody's report is in and right.
pub fn run(desk: &Desk, wish: &Compile, out: &mut dyn Write) -> Result<Outcome> {
    let project = &desk.project;
    let as_of = desk.as_of()?;
    let (tasks, templates) = rayon::join(|| desk.tasks(), || desk.templates());
    let tasks = tasks?;
    let papers = lead::wanted(&tasks, wish, desk.look.lang)?;
    let folder = wish
        .out
        .as_ref()
        .map_or_else(|| project.root.join("out"), |out| project.resolve(out));
    let templates = templates?;
    let mut found = files::find(
        project,
        &wish.paths,
        &[folder.clone(), project.root.join("out")],
    )?;
    files::spare(project, &found, &folder)?;
    let by = if wish.by_agency { By::Agency } else { By::Item };
    let print = Print {
        by,
        html: wanted(wish, "html"),
        // What was pasted alike is looked for in the Markdown.
        markdown: wanted(wish, "md") || !papers.is_empty(),
        json: wanted(wish, "json"),
    };
    let weight = Weight::new(project.limits().of(Limit::Volume));
    let mut bound = survey(
        &tasks,
        &found.files,
        watched(desk, found.files.len(), |file| {
            files::load(&desk.project, file)
        }),
        as_of,
        found.whole,
        |file, paper, coverage, digest| {
            let mut load = pictures::loader(project, file);
            let body = bind(paper, coverage, &prefix(&digest.path), print, &mut load);
            match papers.is_empty() {
                true => weight.add(body),
                // A working paper has of each report what it asks for.
                false => body,
            }
        },
    );
    for (name, size) in [
        ("volume.html", &weight.html),
        ("volume.md", &weight.markdown),
    ] {
        let size = size.load(Ordering::Relaxed);
        if let Some(excess) = project.limits().exceeded(Limit::Volume, size) {
            return Err(project.oversized(&folder.join(name), excess));
        }
    }
    bound.leave_out_blank();
    let printed = printed(&bound);
    found.ignored.retain(|(path, _)| !printed.contains(path));
    let findings = Findings {
        tasks: &tasks,
        as_of,
        digests: &bound.digests,
        accounts: &bound.accounts,
        diagnostics: &bound.diagnostics,
        waived: &bound.waived,
    };
    let faults = Faults::new(&findings);
    if wish.strict && !faults.is_empty() {
        out.write_all(
            faults
                .page(bound.accounts.expected.len(), &desk.look)
                .as_bytes(),
        )?;
        return Ok(Outcome::Found);
    }
    prove(&bound, desk.look.lang)?;
    let volume = compile(Inputs {
        tasks: &tasks,
        accounts: &bound.accounts,
        digests: &bound.digests,
        bodies: &bound.bodies,
        diagnostics: &bound.diagnostics,
        waived: &bound.waived,
        ignored: &found.ignored,
        as_of,
        by,
    });
    if !papers.is_empty() {
        let files = lead::write(desk, wish, &papers, &volume, &templates, &folder)?;
        if !desk.options.quiet {
            out.write_all(written(&files, &desk.look).as_bytes())?;
        }
        return Ok(Outcome::Clean);
    }
    let files = write(desk, wish, &volume, &templates, &folder)?;
    if !desk.options.quiet {
        let proof = Proof {
            due: volume.due(),
            bound: volume.due(),
            held_out: volume.held_out(),
        };
        let place = place(desk, wish, &found);
        let mut page = accounts(&findings, &place, found.ignored.len(), proof, &desk.look);
        page.push_str(&format!("\n{}", written(&files, &desk.look)));
        if !faults.is_empty() {
            page.push_str(&format!("\n{}", faults.closing(&desk.look)));
        }
        out.write_all(page.as_bytes())?;
    }
    Ok(Outcome::Clean)
}

/// How large a volume of all reports is at least. Once it is too large nobody
/// will see it, and the reports that are still read need not be kept.
struct Weight {
    most: u64,
    html: AtomicU64,
    markdown: AtomicU64,
}

impl Weight {
    fn new(most: u64) -> Self {
        Weight {
            most,
            html: AtomicU64::new(0),
            markdown: AtomicU64::new(0),
        }
    }

    /// Adds `body`, and keeps its text while there is room.
    fn add(&self, mut body: Body) -> Body {
        let [html, markdown] = [&body.prints.html, &body.prints.markdown].map(String::len);
        let add = |sum: &AtomicU64, size: usize| {
            let size = size as u64;
            sum.fetch_add(size, Ordering::Relaxed) + size > self.most
        };
        if add(&self.html, html) | add(&self.markdown, markdown) {
            body.pieces.clear();
            body.prints = Prints::default();
        }
        body
    }
}

/// The files of the pictures that are bound with their papers.
fn printed(bound: &Survey<Body>) -> BTreeSet<String> {
    let papers = bound.digests.iter().zip(bound.bodies.iter());
    papers
        .filter_map(|(digest, body)| Some((digest, body.as_ref()?)))
        .flat_map(|(digest, body)| {
            let folder = digest.path.rfind('/').map_or(0, |end| end + 1);
            let folder = &digest.path[..folder];
            let files = body.pictures.iter().flat_map(|picture| &picture.fate);
            files.map(move |file| format!("{folder}{file}"))
        })
        .collect()
}

/// What was read, as it is called.
fn place(desk: &Desk, wish: &Compile, found: &Found) -> String {
    match (&wish.paths[..], &found.files[..]) {
        ([], _) => "reports/".to_owned(),
        ([one], _) => desk.project.shown(one),
        (_, files) => files
            .first()
            .map_or(String::new(), |file| format!("{} ……", file.shown)),
    }
}

/// Every block of every report must be in its pieces, once.
fn prove(bound: &Survey<Body>, lang: Lang) -> Result<()> {
    for (digest, body) in bound.digests.iter().zip(&bound.bodies) {
        let Some(body) = body else { continue };
        let pieces: usize = body.pieces.iter().map(|piece| piece.fragment.chars).sum();
        let (due, path) = (body.due(), &digest.path);
        if pieces != due {
            match lang {
                Lang::Zh => {
                    bail!("程序出错：{path} 正文 {due} 字，入卷 {pieces} 字，没有写任何文件")
                }
                Lang::En => bail!(
                    "fault of the program: {path} has {due} characters, {pieces} were bound; nothing was written"
                ),
            }
        }
    }
    Ok(())
}

/// Whether `format` is to be written.
pub fn wanted(wish: &Compile, format: &str) -> bool {
    wish.formats.is_empty() || wish.formats.iter().any(|wanted| wanted == format)
}

/// Writes the formats and says what was written, each with its size in bytes.
fn write(
    desk: &Desk,
    wish: &Compile,
    volume: &Volume,
    templates: &Templates,
    folder: &Path,
) -> Result<Vec<(String, usize)>> {
    let lang = desk.look.lang;
    let made = |format, name, print: &(dyn Fn(&mut Draft) -> Result<()> + Sync)| {
        let wanted = wanted(wish, format);
        wanted.then(|| draft(desk, folder, name, print)).transpose()
    };
    let page = |page: &mut Draft| {
        let printed = html(volume, templates, page)?;
        printed_all(volume, printed, "volume.html", lang)
    };
    let text = |text: &mut Draft| {
        let printed = markdown(volume, templates, text)?;
        printed_all(volume, printed, "volume.md", lang)
    };
    // The longest first: the short ones fill up what is left of the time.
    let (page, (text, (data, rows))) = rayon::join(
        || made("html", "volume.html", &page),
        || {
            rayon::join(
                || made("md", "volume.md", &text),
                || {
                    rayon::join(
                        || made("json", "volume.json", &|data| json(volume, data)),
                        || made("csv", "ledger.csv", &|rows| Ok(ledger(volume, rows)?)),
                    )
                },
            )
        },
    );
    let made: Vec<Draft> = [page?, text?, data?, rows?].into_iter().flatten().collect();
    let limits = desk.project.limits();
    let slow = |page: &&Draft| {
        let size = page.size() as u64;
        page.path().ends_with("volume.html") && limits.exceeded(Limit::VolumeNote, size).is_some()
    };
    if let Some(page) = made.iter().find(slow) {
        let name = desk.project.shown(page.path());
        let size = page.size().div_ceil(1024 * 1024);
        desk.note(
            &format!("{name} 有 {size} MB，浏览器打开会慢；只看一项用 --item"),
            &format!("{name} has {size} MB and opens slowly; for one item use --item"),
        );
    }
    save(desk, made)
}

/// The file `name`, printed and not yet in its place. A printer that fails because
/// the file takes no more has nothing to say itself.
pub fn draft(
    desk: &Desk,
    folder: &Path,
    name: &str,
    print: impl FnOnce(&mut Draft) -> Result<()>,
) -> Result<Draft> {
    let mut draft = desk.project.draft(&folder.join(name), Limit::Volume);
    let printed = print(&mut draft);
    desk.project.sound(&mut draft)?;
    printed?;
    desk.project.settle(&mut draft)?;
    Ok(draft)
}

/// Puts files in their places once all of them are printed and on the disk: a fault in
/// one leaves the others as they were. Says what was written, each with its size in
/// bytes.
pub fn save(desk: &Desk, mut made: Vec<Draft>) -> Result<Vec<(String, usize)>> {
    for draft in &mut made {
        desk.project.settled(draft)?;
    }
    let place = |draft: Draft| {
        let name = desk.project.shown(draft.path());
        Ok((name, desk.project.finish(draft)?))
    };
    // To take the old file off the disk takes its time.
    made.into_par_iter().map(place).collect()
}

fn printed_all(volume: &Volume, printed: usize, name: &str, lang: Lang) -> Result<()> {
    let due = volume.due();
    match (printed == due, lang) {
        (true, _) => Ok(()),
        (false, Lang::Zh) => {
            bail!("程序出错：正文 {due} 字，{name} 里 {printed} 字，没有写任何文件")
        }
        (false, Lang::En) => {
            bail!(
                "fault of the program: {due} characters, {printed} in {name}; nothing was written"
            )
        }
    }
}
