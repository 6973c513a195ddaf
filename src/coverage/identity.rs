//! Who wrote a report, for which year.

mod year;

use self::year::title_year;
use crate::plan::{Kind, Tasks};
use crate::report::{Block, Field, Line, Passage, Report};
use crate::text::Span;

/// Who wrote.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Submitter {
    /// An expected submitter: its index in [`crate::plan::Tasks::parties`].
    Party(usize),
    /// A body that is not expected, by the name it gives.
    Unlisted(String),
    /// An expected submitter's name misspelt: the name as
    /// written and the index of the likely one.
    Unknown(String, usize),
    /// Nobody says.
    Nobody,
}

/// Where an identity was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The front matter.
    Header,
    /// The title.
    Title,
    /// The signature.
    Signature,
}

/// Who wrote, for which year, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who wrote.
    pub submitter: Submitter,
    /// Where that was read; `None` for nobody.
    pub from: Option<(From, Span)>,
    /// Other places of the paper that name another expected submitter.
    pub others: Vec<(From, Span, usize)>,
    /// Where title or signature misspell the submitter, and what they write.
    pub slips: Vec<(From, Span, String)>,
    /// The year it reports on, where it says so: the front matter's, else the title's.
    pub year: Option<(i32, Span)>,
    /// The year of its title.
    pub title_year: Option<(i32, Span)>,
}

/// Who wrote `report`: the front matter says, else the title, else the
/// signature.
pub fn identify(tasks: &Tasks, report: &Report) -> Identity {
    let title = report.title.map(|at| &report.passages[at].line);
    let signed = |line: &Line| Some((From::Signature, line.whole(), signed(tasks, &line.text)?));
    // Of several who sign the first leads.
    let lines = report.passages.iter();
    let mut lines = lines.filter(|passage| passage.block == Block::Signature);
    let is_party = |(.., who): &(From, Span, Submitter)| matches!(who, Submitter::Party(_));
    let signer = lines.find_map(|passage| signed(&passage.line).filter(is_party));
    let signer = signer.or_else(|| signed(report.signature.name.as_ref()?));
    // A letterhead, the agency's name alone above the title, or right below it.
    let above = report
        .passages
        .iter()
        .take(report.title.unwrap_or(1).min(2));
    let below = report
        .title
        .and_then(|title| report.passages.get(title + 1))
        .filter(|passage| passage.block == Block::Paragraph);
    let letterhead = above.chain(below).find_map(|passage| {
        let name = passage
            .line
            .text
            .trim()
            .trim_matches(['（', '）', '(', ')']);
        let party = tasks.find(name)?;
        Some((From::Title, passage.line.whole(), Submitter::Party(party)))
    });
    let named = [
        report
            .header
            .agency
            .value()
            .filter(|name| !is_left_open(name))
            .zip(report.header.agency.span())
            .map(|(name, span)| (From::Header, span, resolve(tasks, name))),
        title.and_then(|line| Some((From::Title, line.whole(), in_title(tasks, &line.text)?))),
        letterhead,
        signer,
    ];
    let title_year = title_year(tasks, report);
    let mut identity = Identity {
        submitter: Submitter::Nobody,
        from: None,
        others: Vec::new(),
        slips: Vec::new(),
        year: match report.header.year {
            Field::Given(year, span) => Some((year, span)),
            _ => title_year,
        },
        title_year,
    };
    for (from, span, submitter) in named.into_iter().flatten() {
        match (&identity.submitter, &submitter) {
            (Submitter::Nobody, _) => {
                identity.submitter = submitter;
                identity.from = Some((from, span));
            }
            // A title that names nobody expected must not hide the signature.
            (Submitter::Unlisted(_) | Submitter::Unknown(..), &Submitter::Party(party))
                if !matches!(identity.from, Some((From::Header, _))) =>
            {
                let hidden = std::mem::replace(&mut identity.submitter, submitter);
                let before = identity.from.replace((from, span));
                if let (Some(written), Some((from, span))) = (slip(tasks, &hidden, party), before) {
                    identity.slips.push((from, span, written));
                }
            }
            // 市财正局, which its own title or signature calls 市财政局.
            (Submitter::Unlisted(name), Submitter::Party(other)) if tasks.is_near(name, *other) => {
                identity.submitter = Submitter::Unknown(name.clone(), *other);
            }
            // Of several who sign one is enough.
            (Submitter::Party(chosen), Submitter::Party(other))
                if chosen != other
                    && (from != From::Signature || !signs(tasks, report, *chosen)) =>
            {
                identity.others.push((from, span, *other));
            }
            (&Submitter::Party(chosen), other) => {
                let written = slip(tasks, other, chosen);
                identity
                    .slips
                    .extend(written.map(|written| (from, span, written)));
            }
            _ => {}
        }
    }
    identity
}

/// Takes a name at the end of `report` for its signature: whether it is one, the roster
/// says.
pub fn sign(tasks: &Tasks, report: &mut Report) {
    let known = |name: &str| body(tasks, name).is_some();
    // 市科委　市教委
    report.sign(|line| known(line) || line.split_whitespace().all(known));
}

/// Whether `party` is among those who sign at the end.
fn signs(tasks: &Tasks, report: &Report, party: usize) -> bool {
    let frames = |passage: &&Passage| passage.block == Block::Signature;
    let below = report.passages.iter().rev();
    let lines = below
        .skip_while(|passage| !frames(passage))
        .take_while(frames);
    lines
        .flat_map(|passage| passage.line.text.split_whitespace())
        .any(|name| tasks.find(name) == Some(party))
}

/// The name of `other`, where it is a slip of the pen for that of `party`.
fn slip(tasks: &Tasks, other: &Submitter, party: usize) -> Option<String> {
    match other {
        Submitter::Unlisted(name) | Submitter::Unknown(name, _) => {
            tasks.is_near(name, party).then(|| name.clone())
        }
        _ => None,
    }
}

fn resolve(tasks: &Tasks, name: &str) -> Submitter {
    // 市科委（盖章）
    let sealed = name.split_once(['（', '(']);
    let name = match sealed.filter(|(_, seal)| seal.contains('章')) {
        Some((bare, _)) => bare.trim_end(),
        None => name,
    };
    if let Some(index) = tasks.find(name) {
        return Submitter::Party(index);
    }
    match tasks.misspelt(name) {
        Some(index) => Submitter::Unknown(name.to_owned(), index),
        None => Submitter::Unlisted(name.to_owned()),
    }
}

/// The body a title names: at its start, or anywhere if it names only one.
fn in_title(tasks: &Tasks, title: &str) -> Option<Submitter> {
    let title = title
        .trim_start_matches(['#', '＃', ' ', '\u{3000}'])
        .trim_start_matches("关于");
    let title = ["报送", "上报", "呈报", "呈送"]
        .iter()
        .find_map(|word| title.strip_prefix(word))
        .unwrap_or(title);
    // 2016年度市科委质量工作总结
    let year = title.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = year.strip_prefix('年').filter(|_| year.len() < title.len());
    let behind = behind.map(|rest| rest.strip_prefix('度').unwrap_or(rest));
    // 中共市财政局党组2016年质量工作总结
    let group = title.strip_prefix("中共");
    let mut starts = [Some(title), behind, group].into_iter().flatten();
    if let Some(index) = starts.find_map(|start| tasks.find_leading(start.trim_start())) {
        return Some(Submitter::Party(index));
    }
    let figure = title.find(|c: char| c.is_ascii_digit());
    let end = figure.into_iter().chain(title.find("关于")).min()?;
    let name = title[..end].trim();
    is_body(name).then(|| resolve(tasks, name))
}

/// Whose name signs: 天津市林业局办公室 does for the agency.
fn body(tasks: &Tasks, name: &str) -> Option<usize> {
    let offices = [
        "",
        "办公室",
        "党组",
        "党委",
        "质量工作领导小组",
        "质量工作领导小组办公室",
    ];
    let bare = name.strip_prefix("中共");
    let names = || [Some(name), bare].into_iter().flatten();
    let mut agencies = offices
        .iter()
        .flat_map(|office| names().filter_map(|name| name.strip_suffix(*office)));
    agencies.find_map(|agency| tasks.find(agency))
}

fn signed(tasks: &Tasks, name: &str) -> Option<Submitter> {
    let name = name.trim();
    // 中共和平区委　和平区人民政府
    let found = body(tasks, name);
    let first = || name.split_whitespace().find_map(|name| tasks.find(name));
    if let Some(index) = found.or_else(first) {
        return Some(Submitter::Party(index));
    }
    // 河东区市场和质量监督管理局
    let district = |party: &usize| tasks.parties[*party].kind == Kind::District;
    if let Some(index) = tasks.find_leading(name).filter(district) {
        return Some(Submitter::Party(index));
    }
    is_body(name).then(|| resolve(tasks, name))
}

/// Whether a name ends as the names of offices do, and is not any office's: ××局, 本局.
pub fn is_body(name: &str) -> bool {
    let ends = [
        "委", "局", "办", "部", "厅", "会", "府", "关", "行", "院", "中心", "区", "处", "站", "协",
        "联", "县", "集团", "公司", "总队", "支队", "大队", "大学", "社", "馆", "所",
    ];
    let any = [
        "本局", "本委", "本办", "我局", "我委", "我办", "我区", "本区",
    ];
    let anybody = name.contains(['×', 'X', 'x'])
        || matches!(name, "区人民政府" | "区政府" | "人民政府" | "市人民政府")
        || any
            .iter()
            .any(|word| name.ends_with(word) || name.starts_with(word));
    !anybody
        && (3..=25).contains(&name.chars().count())
        && ends.iter().any(|end| name.ends_with(end))
}

/// Whether the name of the agency was never filled in: the title and the signature say
/// more than XX局, [单位名称] or 本单位.
pub fn is_left_open(name: &str) -> bool {
    let open = [
        "单位",
        "单位名称",
        "本单位",
        "我委",
        "我局",
        "某局",
        "某委",
        "某区",
        "某某区",
        "待填",
        "无",
        "NA",
        "null",
    ];
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty() || open.contains(&bare) || name.starts_with(['X', 'x', '×']) || bare == "N/A"
}
