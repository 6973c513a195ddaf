//! What one line says of a measure: its box, its id, the measure's title, its
//! answer.

mod cells;
mod choice;
mod id;
mod label;
mod split;
mod tick;

pub(super) use cells::{id_in, is_tick, number_in, of_cells};
pub use id::counted;
pub(super) use id::{begins_with_id, several};
pub(super) use label::below;

use self::choice::{Choice, choice};
use self::label::behind_label;
use self::split::split;
use self::tick::{last_tick, tick};
use super::Line;
use super::status::{Status, is_status_alone, status};
use crate::text::census::Census;
use crate::text::numbering::{self, Numbering};
use crate::text::seek::{Signs, SignsOf};
use crate::text::words;
use crate::text::{Span, seek};

/// What a line says of a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The tick box, and what its mark says; `None` for an empty box.
    pub tick: Option<(Option<Status>, Span)>,
    /// The id as written (3.4): item, measure and where it stands.
    pub id: Option<((u32, u32), Span)>,
    /// The measure's title as the drafter wrote it: what stands before the ：,
    /// or the whole line where there is none; a range of the line, in bytes.
    pub title: (usize, usize),
    /// What follows the ：; empty where nothing does; a range of the line.
    pub answer: (usize, usize),
    /// The status that the words state, and where.
    pub stated: Option<(Status, Span)>,
    /// The text that follows a status which wants a reason (not-done,
    /// adjusted), in characters that say something; 0 of others. Of a row in a
    /// table, whatever its status, with the cells of reasons.
    pub reason: usize,
    /// Of a row in a table, the same of the cells in columns of unknown names.
    pub besides: usize,
    /// Of a row in a table, where it stands among the others.
    pub place: Place,
    /// Of a row in a table, its number and how that is set.
    pub number: Option<(u32, Numbering)>,
    /// Whether its answer says that it is that of the row above: 同上.
    pub repeats: bool,
}

/// Where a row of a table stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// By itself.
    #[default]
    Alone,
    /// It is nothing but a task: nobody answered it, or it is the title of those below it.
    Title,
    /// It is that title for certain: a cell merged across.
    Across,
    /// Below such a title: its task is of that.
    Below,
    /// Its task is that of the row above: a merged cell.
    Continues,
}

impl Entry {
    /// Whether it is a row that belongs to the task of the row above.
    pub fn goes_on(&self) -> bool {
        matches!(self.place, Place::Below | Place::Continues)
    }

    /// The status: the words win over the box.
    pub fn status(&self) -> Option<Status> {
        self.stated
            .map(|(status, _)| status)
            .or_else(|| self.tick.and_then(|(status, _)| status))
    }
}

/// What a line says of a measure. `listed`: it is an item of a list; a point
/// numbered 1. or （1） counts as one. Running prose states nothing whatever words it
/// uses (尚未完成的，要分析), unless its first clause is the status itself.
pub fn parse(line: &Line, census: &Census, signs: SignsOf, listed: bool) -> Entry {
    let text = line.text.as_str();
    // （已完成，验收合格）
    let inside = text.strip_prefix(['（', '(']);
    let inside = inside.and_then(|inside| inside.strip_suffix(['）', ')']));
    match inside.filter(|inside| !inside.contains(['（', '('])) {
        Some(inside) => {
            let start = text.find(inside).unwrap_or_default();
            let text = &text[..start + inside.len()];
            parse_from(line, text, start, (census, signs), listed)
        }
        None => parse_from(line, text, 0, (census, signs), listed),
    }
}

/// What the cell at `range` of a row says of a measure, as a line would.
pub(super) fn of_cell(line: &Line, range: (usize, usize)) -> Entry {
    let text = line.text.get(..range.1).unwrap_or_default();
    let mut all = Signs::default();
    let mut census = Census::default();
    census.take(text, &mut all);
    let signs = 0..all.count();
    let start = range.0.min(text.len());
    parse_from(line, text, start, (&census, all.of(&signs)), true)
}

/// What `text`, the beginning of the line's, says from `start`.
fn parse_from(
    line: &Line,
    text: &str,
    start: usize,
    made_of: (&Census, SignsOf),
    listed: bool,
) -> Entry {
    let mut at = skip_blanks(text, start);
    let ticked = |at: &mut usize| {
        let (status, length) = tick(&text[*at..])?;
        let span = line.span(*at, *at + length);
        *at = skip_blanks(text, *at + length);
        Some((status, span))
    };
    let lead = lead(&text[at..]).map(|(status, length)| {
        let span = line.span(at, at + length);
        at = skip_blanks(text, at + length);
        (status, span)
    });
    let mut tick = ticked(&mut at);
    let id = id::of_line(&text[at..]).map(|id::Written { id, number, length }| {
        let span = line.span(at + number.start, at + number.end);
        at += length;
        if let Some(mark @ ('、' | '．' | '.')) = text[at..].chars().next() {
            at += mark.len_utf8();
        }
        at = skip_blanks(text, at);
        (id, span)
    });
    let mut listed = listed || id.is_some() || tick.is_some() || lead.is_some();
    if id.is_none()
        && let Some((_, Numbering::Figure | Numbering::BracketedFigure, length)) =
            numbering::number(&text[at..])
    {
        at += length;
        listed = true;
    }
    let (title, mut answer) = split(text, made_of, at, listed);
    let (census, signs) = made_of;
    let marked = || {
        let mut marks = signs.within(title.0, text.len());
        marks.any(|(_, c)| choice::is_mark(c))
    };
    let marked = census.may_hold_one_of(&choice::MARKS) && marked();
    let choice = match marked {
        true => chosen(text, title, &mut answer),
        false => None,
    };
    // 未完成。☑完成 □推进中: a form behind what is stated ticks, and gives no reason.
    let form = (marked && choice.is_none()).then(|| choice_in(text, answer.0));
    let form = form.flatten();
    let mut title = (title.0, title.1.min(answer.0));
    let mut behind = answer.0;
    if tick.is_none()
        && choice.is_none()
        && let Some(found) = ticked(&mut behind)
    {
        tick = Some(found);
        answer.0 = behind;
    }
    if tick.is_none()
        && choice.is_none()
        && let Some(mark) = last_tick(&text[title.0..title.1])
    {
        let at = title.0 + mark;
        tick = Some((Some(Status::Done), line.span(at, title.1)));
        title.1 = at;
    }
    if tick.is_none()
        && let Some((at, Choice { chosen, .. })) = form
        && let Some((status, (start, end))) = chosen
    {
        let before = text[..at + start].char_indices().next_back();
        let mark = before.filter(|(_, c)| choice::is_mark(*c));
        let start = mark.map_or(at + start, |(mark, _)| mark);
        tick = Some((Some(status), line.span(start, at + end)));
    }
    // 3.4 ……，未完成，因……: behind an id or a tick a clause of its own may deny it.
    if (id.is_some() || tick.is_some())
        && answer.0 == answer.1
        && let Some(next) = denied(&text[title.0..title.1])
    {
        let next = title.0 + next;
        (title.1, answer) = (next - "，".len(), (next, text.len()));
    }
    // ☑ ……。尚未……: behind a tick the next sentence may deny it.
    if let (Some((Some(Status::Done), _)), true) = (tick, answer.0 == answer.1)
        && let Some(end) = text[title.0..title.1].find('。')
        && let next = title.0 + end + "。".len()
        && let Some((Status::NotDone | Status::InProgress, 0, _)) = status(&text[next..])
    {
        (title.1, answer) = (title.0 + end, (next, text.len()));
    }
    // ☑ ……：因……，转下年: behind a tick the clause after the reason may deny it.
    let told = behind_label(text, answer.0).unwrap_or(answer.0);
    let mut from = told;
    if let Some((Some(Status::Done), _)) = tick
        && text[told..answer.1].starts_with(WHENCE)
        && let Some(end) = text[told..answer.1].find('，')
        && let next = told + end + "，".len()
        && let Some((denied, ..)) = status(&text[next..answer.1])
        && denied != Status::Done
    {
        from = next;
    }
    let stated = match choice {
        Some(Choice { chosen, end }) => chosen.map(|(status, at)| {
            let (start, word) = (answer.0 + at.0, answer.0 + at.1);
            (status, line.span(start, word), answer.0 + end)
        }),
        None => status(&text[from..answer.1]).map(|(status, start, end)| {
            let span = line.span(from + start, from + end);
            (status, span, from + end)
        }),
    };
    let stated = stated.or(lead.map(|(status, span)| (status, span, answer.0)));
    let reason = match stated {
        // What stands before it then says why.
        Some((Status::NotDone | Status::Adjusted, ..))
            if from > told || text[told..].starts_with(WHENCE) =>
        {
            meaningful(&text[told..])
        }
        Some((Status::NotDone | Status::Adjusted, _, end)) => {
            let behind = lead.is_some() || text[..answer.0].ends_with(['（', '(', '—', '-', '。']);
            let before = match behind {
                true => meaningful(whence(&text[title.0..title.1])),
                false => 0,
            };
            let (until, next) = match form {
                Some((at, choice)) => (at.max(end), at + choice.end),
                None => (text.len(), text.len()),
            };
            let between = meaning(until - end, signs.within(end, until));
            before + between + meaningful(&text[next..])
        }
        _ => 0,
    };
    Entry {
        tick,
        id,
        title,
        answer,
        stated: stated.map(|(status, span, _)| (status, span)),
        reason,
        besides: 0,
        place: Place::Alone,
        number: None,
        repeats: false,
    }
}

/// The status in brackets that begins `text`, and the length of all: 【未完成】3.9…….
fn lead(text: &str) -> Option<(Status, usize)> {
    let inside = text.strip_prefix(['【', '［'])?;
    let (words, _) = inside.split_once(['】', '］'])?;
    let (status, ..) = status(words).filter(|_| is_status_alone(words))?;
    Some((status, words.len() + 2 * '【'.len_utf8()))
}

/// What is chosen of several statuses in what stands in `answer`, or at the end of `title`
/// where nothing does: that is the answer then.
fn chosen(text: &str, title: (usize, usize), answer: &mut (usize, usize)) -> Option<Choice> {
    if answer.0 < answer.1 {
        return choice(&text[answer.0..answer.1]);
    }
    let (at, found) = choice_in(text, title.0)?;
    *answer = (at, text.len());
    Some(found)
}

/// The first choice in `text` from byte `from` on, and where it begins.
fn choice_in(text: &str, from: usize) -> Option<(usize, Choice)> {
    let rest = &text[from..];
    let marks = rest.char_indices().filter(|(_, c)| choice::is_mark(*c));
    // No form has more.
    let mut marks = marks.take(12);
    marks.find_map(|(at, _)| Some((from + at, choice(&rest[at..])?)))
}

/// What says why in `title`, from the clause on that begins with a word for it: before a
/// status in brackets.
pub fn whence(title: &str) -> &str {
    let clauses = title.char_indices().filter(|(_, c)| "，。；".contains(*c));
    let mut starts = clauses.map(|(at, sign)| at + sign.len_utf8());
    let begins = |at: &usize| {
        let words = ["因", "由于", "受"];
        words.iter().any(|word| title[*at..].starts_with(word))
    };
    starts.find(begins).map_or("", |at| &title[at..])
}

/// What stands in `text` before the first choice among several statuses, and behind it.
pub fn beside_choice(text: &str) -> [&str; 2] {
    match choice_in(text, 0) {
        Some((at, choice)) => [&text[..at], &text[at + choice.end..]],
        None => [text, ""],
    }
}

/// What stands in `answer` behind a status chosen among several.
pub fn behind_choice(answer: &str) -> &str {
    choice(answer).map_or(answer, |choice| &answer[choice.end..])
}

/// Where the clause of `title`, in its first sentence, begins that is a status and says
/// that it was not done.
fn denied(title: &str) -> Option<usize> {
    let sentence = title.split('。').next().unwrap_or_default();
    let mut clauses = sentence
        .match_indices('，')
        .map(|(at, sign)| at + sign.len());
    clauses.find(|&next| {
        let clause = &title[next..];
        let stated = status(clause).map(|(status, ..)| status);
        let not_done = matches!(stated, Some(Status::NotDone | Status::Adjusted));
        not_done && is_status_alone(clause)
    })
}

/// With what a reason begins that stands before the status.
const WHENCE: [char; 3] = ['因', '由', '受'];

/// The characters of `text` that say something: no blanks, no punctuation.
pub fn meaningful(text: &str) -> usize {
    meaning(text.len(), seek::signs(text))
}

/// The same of a text of so many bytes with those signs.
fn meaning(bytes: usize, signs: impl Iterator<Item = (usize, char)>) -> usize {
    let (mut plain, mut others) = (bytes, 0);
    for (_, c) in signs {
        plain -= c.len_utf8();
        others += usize::from(words::is_alphanumeric(c));
    }
    plain / '国'.len_utf8() + others
}

fn skip_blanks(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - words::trim_start(rest).len())
}
