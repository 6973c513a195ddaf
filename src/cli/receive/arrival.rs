//! A paper that came in: its bytes, whose it is, and what comes with it.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use chrono::NaiveDate;
use huibian::check::survey::{Input, survey};
use huibian::coverage::Submitter;
use huibian::coverage::identity::{From, Identity, identify, sign};
use huibian::diagnostic::Diagnostic;
use huibian::plan::Tasks;
use huibian::project::files::{self, What};
use huibian::project::pictures;
use huibian::report::picture::Picture;
use huibian::report::tree::Paper;
use huibian::text::decode::decode;
use huibian::text::{Lang, Source, Text, text};

use crate::cli::desk::Desk;

/// A paper that came in.
pub(super) struct Arrival {
    /// Where it lies; absolute.
    pub(super) path: PathBuf,
    /// Its path as it is printed.
    pub(super) shown: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// Whose it is.
    pub(super) whose: Whose,
    /// The rule that refuses it, if one does.
    pub(super) refused: Option<&'static str>,
    /// The pictures it names, each with its bytes where it can be read.
    pub(super) pictures: Vec<(Picture, Vec<u8>)>,
}

/// Whose a paper is.
pub(super) enum Whose {
    /// An index of [`Tasks::parties`].
    Party(usize),
    /// It cannot be told: why, and what to do.
    Unclear(Text),
}

impl Arrival {
    /// Reads the file.
    ///
    /// # Errors
    /// When there is no such file.
    pub(super) fn read(desk: &Desk, tasks: &Tasks, file: &Path, as_of: NaiveDate) -> Result<Self> {
        let found = files::find(&desk.project, &[file.to_owned()], &[])?;
        let (found, path) = match &found.files[..] {
            [one] if !found.whole && one.what != What::Stdin => {
                (one.clone(), desk.project.resolve(file))
            }
            _ => match desk.look.lang {
                Lang::Zh => bail!("{} 不是文件，请写文件名", file.display()),
                Lang::En => bail!("{} is no file; name a file", file.display()),
            },
        };
        let input = files::load(&desk.project, &found);
        let mut arrival = Arrival {
            path,
            shown: found.shown.clone(),
            bytes: Vec::new(),
            whose: Whose::Unclear(text("读不了", "it cannot be read")),
            refused: None,
            pictures: Vec::new(),
        };
        let judged = survey(
            tasks,
            &[&found],
            |_| again(&input),
            as_of,
            false,
            |_, _, _, _| (),
        );
        let digest = judged.digests.first();
        arrival.refused = digest.and_then(|digest| digest.refused);
        let why = judged
            .diagnostics
            .iter()
            .find(|d| Some(d.rule) == arrival.refused);
        let Input::Text { bytes, .. } = input else {
            arrival.whose = Whose::Unclear(said(why));
            return Ok(arrival);
        };
        arrival.bytes = bytes;
        let Ok((written, _)) = decode(arrival.bytes.clone()) else {
            arrival.whose = Whose::Unclear(said(why));
            return Ok(arrival);
        };
        let source = Source::new(found.shown.clone(), written);
        let arena = Paper::arena();
        let mut paper = Paper::parse(&arena, &source, &tasks.plan);
        sign(tasks, &mut paper.report);
        arrival.whose = match digest.is_some_and(|digest| digest.blank) {
            true => Whose::Unclear(text("是空稿，什么都没有填", "nothing was written in it")),
            false => whose(tasks, &identify(tasks, &paper.report), why),
        };
        let mut load = pictures::loader(&desk.project, &found);
        let mut loaded = Vec::new();
        let named = paper.embed(&mut |name| {
            let bytes = load(name)?;
            loaded.push((name.to_owned(), bytes.clone()));
            Ok(bytes)
        });
        let with = |picture: Picture| {
            let bytes = picture.fate.as_ref().ok().and_then(|path| {
                let mut loaded = loaded.iter();
                loaded
                    .find(|(name, _)| name == path)
                    .map(|(_, bytes)| bytes.clone())
            });
            (picture, bytes.unwrap_or_default())
        };
        arrival.pictures = named.into_iter().map(with).collect();
        Ok(arrival)
    }

    /// Whether nothing of it may be kept.
    pub(super) fn is_secret(&self) -> bool {
        self.refused == Some("classified")
    }
}

/// The same input once more.
fn again(input: &Input) -> Input {
    match input {
        Input::Text { path, bytes } => Input::Text {
            path: path.clone(),
            bytes: bytes.clone(),
        },
        Input::Unread(unread) => Input::Unread(unread.clone()),
    }
}

fn whose(tasks: &Tasks, identity: &Identity, why: Option<&Diagnostic>) -> Whose {
    let name = |index: usize| tasks.parties.get(index).map_or("", |party| &party.name);
    let by_header = matches!(identity.from, Some((From::Header, _)));
    Whose::Unclear(match &identity.submitter {
        Submitter::Party(index) => match identity.others.first() {
            Some((_, _, other)) if !by_header => {
                let (one, other) = (name(*index), name(*other));
                text(
                    format!(
                        "有的地方写{one}，有的地方写{other}；在文件开头写明 agency = \"{one}\" 再收"
                    ),
                    format!("it names {one} and {other}; write agency = \"{one}\" at its head"),
                )
            }
            _ => return Whose::Party(*index),
        },
        Submitter::Unknown(written, near) => {
            let near = name(*near);
            text(
                format!(
                    "名册里没有“{written}”，像是{near}；是的，在文件开头写明 agency = \"{near}\" 再收"
                ),
                format!(
                    "the roster has no {written}; where {near} is meant, write agency = \"{near}\" at its head"
                ),
            )
        }
        Submitter::Unlisted(written) => text(
            format!(
                "名册里没有“{written}”；是名册里某一家的，在文件开头写明 agency = \"……\"，不是的，先补进 plan/agencies.toml"
            ),
            format!(
                "the roster has no {written}; write agency = \"…\" at its head, or add it to plan/agencies.toml"
            ),
        ),
        Submitter::Nobody => match why.filter(|why| why.rule != "anonymous-report") {
            Some(why) => said(Some(why)),
            None => text(
                "看不出是哪家的；在文件开头写明 agency = \"……\" 再收",
                "nothing says whose it is; write agency = \"…\" at its head",
            ),
        },
    })
}

/// What a finding says, and its remedy.
fn said(why: Option<&Diagnostic>) -> Text {
    match why.map(|why| &why.finding) {
        Some(finding) => text(
            format!("{}\n{}", finding.message.zh, finding.help.zh),
            format!("{}\n{}", finding.message.en, finding.help.en),
        ),
        None => text("读不了", "it cannot be read"),
    }
}
