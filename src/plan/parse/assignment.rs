//! Who is responsible: a bracket or a sentence that says so. It is one by what
//! it says, not by where it stands.

use super::due;
use super::duty::{self, Role};
use super::name;
use super::page::Page;
use crate::plan::Moment;
use crate::text::{Span, seek};

/// An assignment.
#[derive(Debug, Clone, Default)]
pub(super) struct Assignment {
    /// The bracket with its marks, or the sentence.
    pub span: Span,
    /// The names in it, and whether each leads.
    pub names: Vec<(Span, bool)>,
    /// Whether the list ends in 等.
    pub open_ended: bool,
    /// Whether the first of it leads.
    pub first_leads: bool,
    /// Whether that holds for those below: 下同.
    pub below: bool,
    /// By when, where it says so.
    pub due: Option<Moment>,
    /// Words in it that speak of other items too.
    pub clauses: Vec<Span>,
}

/// The assignments of a text, and what looks like one and could not be read.
#[derive(Debug, Default)]
pub(super) struct Assignments {
    /// In order.
    pub read: Vec<Assignment>,
    /// In order.
    pub unread: Vec<Span>,
}

/// The longest bracket that is looked into, in bytes.
const LONGEST: usize = 3000;

/// All assignments of the page. A sentence ends before the next of `starts`,
/// where units begin.
pub(super) fn all(page: &Page, starts: &[usize]) -> Assignments {
    let mut found = Assignments::default();
    let mut until = 0;
    for &bracket in &page.brackets {
        if bracket.start < until || bracket.end - bracket.start > LONGEST {
            continue;
        }
        let content = inside(page, bracket);
        match read(page, content).or_else(|| bare(page, bracket, content)) {
            Some(assignment) => {
                until = bracket.end;
                found.read.push(Assignment {
                    span: bracket,
                    ..assignment
                });
            }
            None if looks_like_one(page.key(content)) => found.unread.push(bracket),
            None => {}
        }
    }
    let mut until = 0;
    for colon in colons(&page.keys) {
        if colon < until {
            continue;
        }
        let Some(start) = label_start(page, colon) else {
            continue;
        };
        let sentence = sentence(page, start, starts);
        until = sentence.end;
        match read(page, sentence) {
            Some(assignment) => found.read.push(Assignment {
                span: sentence,
                ..assignment
            }),
            None => found.unread.push(sentence),
        }
    }
    found.read.sort_by_key(|assignment| assignment.span);
    found.unread.sort_unstable();
    found
}

/// The assignment of a bracket that holds nothing but whole names and closes a
/// paragraph behind a sentence: …。（市教委、市财政局）
fn bare(page: &Page, bracket: Span, content: Span) -> Option<Assignment> {
    let behind = page.keys[bracket.end..].trim_start_matches(['。', ' ']);
    let closes = behind.is_empty() || behind.starts_with(['\n', '\u{3000}']);
    let first = page.keys[..bracket.start].trim_end();
    let open = page.unclosed.binary_search(&bracket).is_ok();
    if !closes || open || !first.ends_with(['。', '\n', '；']) {
        return None;
    }
    let mut reader = Reader::default();
    for list in page.cut(content, &['；', ';', '，', ',']) {
        reader.names(page, list)?;
    }
    reader.flush(Role::Other);
    let names = &reader.found.names;
    let whole = names
        .iter()
        .all(|(name, _)| name::is_whole(page.key(*name)));
    (whole && !names.is_empty()).then_some(reader.found)
}

/// Where the label before `colon` starts, if it begins a sentence outside all
/// brackets.
fn label_start(page: &Page, colon: usize) -> Option<usize> {
    let before = &page.keys[..colon];
    let near = before.ends_with([
        '位', '门', '室', '构', '体', '限', '间', '求', '工', '头', '办', '合',
    ]);
    let (_, length) = near.then(|| duty::label_before(before)).flatten()?;
    let start = colon - length;
    let lead = page.keys[..start].trim_end_matches([' ', '\u{3000}', '\t']);
    let begins = lead.is_empty()
        || lead.ends_with(['\n', '。', '；', ';', '）', ')', '】', '！', '-', '*', '|'])
        || lead.len() < start;
    (begins && page.pair_at(start).is_none()).then_some(start)
}

/// The sentence from `start`: up to 。, the paragraph's end or the next unit.
fn sentence(page: &Page, start: usize, starts: &[usize]) -> Span {
    let next = starts.get(starts.partition_point(|&unit| unit <= start));
    let end = next
        .copied()
        .unwrap_or(page.text.len())
        .min(start + LONGEST);
    let end = page.text.floor_char_boundary(end);
    let line = page.key(Span::new(start, end)).find('\n');
    let end = line.map_or(end, |line| start + line);
    let words = page.key(Span::new(start, end));
    let stop = seek::all(words, "。").find(|at| page.pair_at(start + at).is_none());
    Span::new(start, stop.map_or(end, |at| start + at + "。".len()))
}

fn colons(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['：', ':']).map(|(at, _)| at)
}

/// What stands between a bracket's marks; one that is never closed has only the
/// first.
fn inside(page: &Page, bracket: Span) -> Span {
    let words = page.slice(bracket);
    let first = words.chars().next().map_or(0, char::len_utf8);
    let last = words.chars().next_back();
    let last = last.filter(|c| matches!(c, '）' | ')' | '〕' | ']' | '］' | '】'));
    let closed = page.unclosed.binary_search(&bracket).is_err();
    let last = last.filter(|_| closed).map_or(0, char::len_utf8);
    page.trimmed(Span::new(
        bracket.start + first,
        (bracket.end - last).max(bracket.start + first),
    ))
}

fn looks_like_one(content: &str) -> bool {
    let content = content.trim_end_matches('。');
    duty::labelled(content).is_some_and(|(role, _)| matches!(role, Role::Lead | Role::Other))
        || (duty::without_verb(content).is_some() && content.contains('、'))
}

/// What has been read of an assignment.
#[derive(Debug, Default)]
struct Reader {
    found: Assignment,
    /// Names whose verb is still to come.
    pending: Vec<Span>,
    /// What the last label said.
    role: Option<Role>,
    /// Whether a label or a verb has made this an assignment.
    certain: bool,
}

/// Reads `content`; `None` where it is no assignment.
pub(super) fn read(page: &Page, content: Span) -> Option<Assignment> {
    let words = page.key(content);
    let possible = duty::labelled(words).is_some()
        || duty::first_leads(words)
        || words.contains("牵头）")
        || words.contains("牵头)")
        || words
            .split(['。', '；', ';', '，', ','])
            .any(|piece| duty::without_verb(piece).is_some());
    if !possible {
        return None;
    }
    let mut reader = Reader::default();
    for clause in page.cut(content, &['。', '；', ';', '\n']) {
        for piece in page.cut(clause, &['，', ',']) {
            for piece in behind_leads(page, piece) {
                reader.piece(page, piece)?;
            }
        }
        reader.flush(reader.role.unwrap_or(Role::Other));
    }
    let Reader { found, certain, .. } = reader;
    let says = !found.names.is_empty() || found.due.is_some();
    (certain && says).then_some(found)
}

/// A piece, cut behind a 牵头 within it: 市教委牵头市科委配合.
fn behind_leads(page: &Page, piece: Span) -> Vec<Span> {
    let words = page.key(piece);
    let within = words.match_indices("牵头").find(|(at, lead)| {
        let after = &words[at + lead.len()..];
        let noun = [
            "单位", "部门", "责任", "负责", "落实", "组织", "会同", "）", ")",
        ];
        *at > 0 && !after.is_empty() && !noun.iter().any(|noun| after.starts_with(noun))
    });
    match within {
        Some((at, lead)) if duty::labelled(words).is_none() => {
            let cut = piece.start + at + lead.len();
            vec![Span::new(piece.start, cut), Span::new(cut, piece.end)]
        }
        _ => vec![piece],
    }
}

impl Reader {
    /// Reads what stands between two commas; `None` where that makes it no
    /// assignment.
    fn piece(&mut self, page: &Page, piece: Span) -> Option<()> {
        let words = page.key(piece);
        if duty::first_leads(words) {
            self.found.first_leads = true;
            self.certain = true;
            self.found.below |= words.contains("下同");
            return Some(());
        }
        if matches!(words, "下同" | "以下同") {
            self.found.below = true;
            return Some(());
        }
        if duty::stands_for_others(words) || words.starts_with("以下") || words.starts_with("以上")
        {
            match self.found.clauses.last_mut() {
                Some(last) if piece.start <= last.end + "，".len() => last.end = piece.end,
                _ => self.found.clauses.push(piece),
            }
            return Some(());
        }
        let mut list = piece;
        if let Some((role, length)) = duty::labelled(words) {
            self.flush(self.role.unwrap_or(Role::Other));
            self.role = Some(role);
            self.certain = true;
            list.start += length;
        }
        match self.role {
            Some(Role::Due) => {
                self.found.due = self.found.due.or_else(|| due::limit(page.key(list)));
                return Some(());
            }
            Some(Role::Aside) => return Some(()),
            _ => {}
        }
        self.duty(page, list)
    }

    /// Reads names with the verb behind them.
    fn duty(&mut self, page: &Page, list: Span) -> Option<()> {
        let mut list = page.trimmed(list);
        for word in ["由", "请", "并"] {
            if page.key(list).starts_with(word) {
                list.start += word.len();
            }
        }
        let words = page.key(list);
        let with = ["会同", "会商"]
            .into_iter()
            .find_map(|word| Some((words.find(word)?, word)));
        if let Some((at, word)) = with {
            let before = Span::new(list.start, list.start + at);
            let lead = without_verb(page, before).map_or(before, |(list, _)| list);
            self.names(page, lead)?;
            self.flush(Role::Lead);
            self.certain = true;
            list.start += at + word.len();
        }
        match without_verb(page, list) {
            Some((list, role)) => {
                self.names(page, list)?;
                self.certain = true;
                self.flush(role);
            }
            None => self.names(page, list)?,
        }
        Some(())
    }

    fn names(&mut self, page: &Page, list: Span) -> Option<()> {
        let names = name::names(page, list)?;
        self.found.open_ended |= names.open;
        for name in names.spans {
            // 市教委（牵头）
            let words = page.key(name);
            let marks = ["（牵头）", "(牵头)", "（牵头单位）", "（主办）"];
            match marks.iter().find(|mark| words.ends_with(**mark)) {
                Some(mark) => {
                    let name = Span::new(name.start, name.end - mark.len());
                    self.found.names.push((name, true));
                    self.certain = true;
                }
                None => self.pending.push(name),
            }
        }
        Some(())
    }

    /// Gives the names that wait their role.
    fn flush(&mut self, role: Role) {
        // 牵头单位：A、B负责 leads, whatever verb ends it.
        let lead = role == Role::Lead || self.role == Some(Role::Lead);
        let names = self.pending.drain(..).map(|name| (name, lead));
        self.found.names.extend(names);
    }
}

fn without_verb(page: &Page, list: Span) -> Option<(Span, Role)> {
    let (rest, role) = duty::without_verb(page.key(list))?;
    Some((Span::new(list.start, list.start + rest.len()), role))
}
