//! Lines that begin with the title of an item, however a drafter sets it off:
//! （十七）标题：正文, **标题。**正文, 【标题】正文, ■ 标题, 一是标题。正文.

use super::Plan;
use super::lead::{is_sign, lead};
use crate::text::{numbering, seek, words};

/// How a line is set, which tells what may stand round a title in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// As any other.
    Plain,
    /// As one of a list or as a heading.
    Marked,
    /// So many bytes at its beginning in bold or italic.
    Strong(usize),
}

/// The items' titles with their numbers, each behind its first bytes, which are compared
/// at once. A title of one or two characters says of no line what it begins.
#[derive(Debug, Clone, Default)]
pub(super) struct Openings {
    heads: Vec<Head>,
    titles: Vec<Titled>,
    /// The bytes of the longest.
    longest: usize,
}

/// An item with its title.
#[derive(Debug, Clone)]
struct Titled {
    number: u32,
    printed: u32,
    title: String,
}

/// The first bytes of a title or a line as one number, and those of its bits that must be
/// alike in both: all, or those of the first character where a blank or a mark may stand
/// behind it.
#[derive(Debug, Clone, Copy)]
struct Head {
    bytes: u64,
    telling: u64,
}

impl Head {
    /// That of a text that has so many bytes.
    fn of(text: &str) -> Option<Self> {
        let first: &[u8; 8] = text.as_bytes().first_chunk()?;
        let plain = [first[FIRST], first[2 * FIRST]].map(seek::begins_plain);
        Some(Head {
            bytes: u64::from_le_bytes(*first),
            telling: match plain {
                [true, true] => u64::MAX,
                _ => (1 << (8 * FIRST)) - 1,
            },
        })
    }

    /// Whether both may begin the same title.
    fn may_be(self, other: Head) -> bool {
        (self.bytes ^ other.bytes) & self.telling & other.telling == 0
    }
}

/// The bytes of a Chinese character.
const FIRST: usize = 3;

/// The bytes of `title` at the beginning of `text`, be there blanks in it, a line that ends
/// in it, or other quotation marks or none: 推进 政务服务"一网通办".
fn spelt(text: &str, title: &str) -> Option<usize> {
    let counts = |c: &char| !matches!(c, ' ' | '\u{3000}' | '\n') && !words::is_quote(*c);
    let mut said = text.char_indices().filter(|(_, c)| counts(c));
    let mut end = 0;
    for own in title.chars().filter(counts) {
        let (at, c) = said.next().filter(|&(_, c)| c == own)?;
        end = at + c.len_utf8();
    }
    // The mark that closes a name at the end.
    let closed = text[end..].chars().next().filter(|c| words::is_quote(*c));
    let closed = closed.filter(|_| title.ends_with(words::is_quote));
    Some(end + closed.map_or(0, char::len_utf8))
}

impl Openings {
    pub(super) fn of(plan: &Plan) -> Self {
        let titles = plan.items().filter_map(|item| {
            let titled = Titled {
                number: item.number,
                printed: item.printed,
                title: item.title().to_owned(),
            };
            Some((Head::of(&titled.title)?, titled))
        });
        let (heads, titles): (_, Vec<Titled>) = titles.unzip();
        let lengths = titles.iter().map(|titled| titled.title.len());
        Openings {
            longest: lengths.max().unwrap_or_default(),
            heads,
            titles,
        }
    }

    /// The item whose title begins `text`, and the title's bytes there; of several the one
    /// of that printed `number`, then the longest.
    fn begin(&self, text: &str, number: Option<u32>) -> Option<(&Titled, usize)> {
        let head = Head::of(text)?;
        // Most lines begin otherwise.
        let first = self.heads.iter().position(|own| own.may_be(head))?;
        let titles = self.heads[first..].iter().zip(&self.titles[first..]);
        let titles = titles.filter(|(own, _)| own.may_be(head));
        let begun = titles.filter_map(|(_, titled)| {
            let length = match text.starts_with(&titled.title) {
                true => titled.title.len(),
                false => spelt(text, &titled.title)?,
            };
            Some((titled, length))
        });
        begun.max_by_key(|(titled, length)| (number == Some(titled.printed), *length))
    }
}

impl Plan {
    /// The item whose title begins a line, and the bytes up to the text behind it: lead,
    /// title and the signs that part it; the whole line where nothing follows. What goes on
    /// with a sentence is none, but behind the item's own number.
    pub fn titled(&self, line: &str, set: Set) -> Option<(u32, usize)> {
        let lead = lead(line);
        let (titled, length) = self.openings.begin(&line[lead.start..], lead.number)?;
        let end = lead.start + length;
        let own = lead.number == Some(titled.printed);
        let bare = lead.start == 0 && set == Set::Plain;
        if bare && line[..end].chars().count() < TELLING {
            return None;
        }
        let behind = &line[end..];
        let closed = behind.strip_prefix(|c| Some(c) == lead.close);
        let bold = match set {
            Set::Strong(bytes) => line.len().checked_sub(bytes),
            _ => None,
        };
        let about = about(closed.unwrap_or(behind), bold);
        // 3.标题工作，全年……
        let called = lead.start > 0 && about.len() < closed.unwrap_or(behind).len();
        // （已完成） is the answer, and no note.
        let noted = about
            .find(['）', ')'])
            .filter(|_| about.starts_with(['（', '(']) && !tells_how_far(about));
        let after = noted.map_or(about, |close| {
            about[close..].trim_start_matches(['）', ')'])
        });
        let told = after.trim_start_matches(BEHIND);
        // 标题 5 is a line of a table of contents.
        if !told.is_empty() && told.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // 标题，另一项的标题
        let further = after.strip_prefix(JOINS).unwrap_or_default();
        if !further.is_empty() && self.is_title(further) {
            return Some((titled.number, line.len()));
        }
        let strong = |bytes: usize| {
            let signs = line.len() - told.len();
            (line.len() - after.len()..=signs).contains(&bytes)
        };
        let parted = match (after.chars().next(), set) {
            // 一是标题 is one in a line of its own.
            (Some(_), _) if lead.turn => false,
            _ if tells_how_far(about) => true,
            (None | Some('：' | ':' | '。' | '—' | '\n'), _) => true,
            (_, Set::Strong(bytes)) if strong(bytes) => true,
            _ if matches!(lead.close, Some('】' | '］')) => closed.is_some(),
            // ★标题★
            _ if closed.is_some() && lead.close.is_some_and(is_sign) => true,
            (Some(' '), Set::Marked) if titled.title.chars().count() >= TELLING => true,
            // 标题.正文
            (Some('.' | '．'), _) => told.starts_with(words::is_han),
            (Some('\u{3000}' | '\t'), _) => true,
            (Some('，' | ','), _) if called => true,
            // A sentence goes on, be the sign between lost.
            (Some(c), _) if own && lead.close.is_none() => {
                noted.is_some() || words::is_han(c) || "“《，, \u{3000}".contains(c)
            }
            _ => false,
        };
        parted.then_some((titled.number, line.len() - told.trim_start().len()))
    }

    /// Whether a line is the title of an item and nothing else.
    pub fn is_title(&self, line: &str) -> bool {
        let titled = self
            .may_be_title(line)
            .then(|| self.titled(line, Set::Marked));
        titled
            .flatten()
            .is_some_and(|(_, length)| length == line.len())
    }

    /// Whether a line is short enough for it: asked first.
    pub fn may_be_title(&self, line: &str) -> bool {
        line.len() <= self.openings.longest + LEAD
    }

    /// The item that a line of a list, or a paragraph, names first and then speaks of:
    /// 标题：正文, 一是标题。正文, 在标题方面，正文.
    pub fn opened(&self, line: &str) -> Option<u32> {
        let titled = self.titled(line, Set::Marked);
        let told = titled.filter(|&(_, length)| length < line.len());
        told.map_or_else(|| self.in_sentence(line), |(item, _)| Some(item))
    }

    /// The item whose title a sentence begins with, as one of several does in turn.
    fn in_sentence(&self, line: &str) -> Option<u32> {
        let text = words::trim_start(line);
        let within = text.strip_prefix('在');
        let turn = numbering::turn(text).map(|(_, length)| &text[length..]);
        let start = match within.or(turn) {
            Some(rest) => line.len() - rest.len(),
            None => line.len() - text.len(),
        };
        let quoted = line[start..].starts_with('“');
        let start = start + if quoted { "“".len() } else { 0 };
        let (titled, length) = self.openings.begin(&line[start..], None)?;
        let end = start + length;
        let behind = line[end..].strip_prefix('”').unwrap_or(&line[end..]);
        let named = about(behind, None);
        let parted = named.starts_with(['，', ',', '：', ':', '。', '；']);
        (parted && (turn.is_some() || named.len() < behind.len())).then_some(titled.number)
    }
}

/// Whether what follows a title tells how far the item has come: ，已完成。, （完成率105%）.
fn tells_how_far(behind: &str) -> bool {
    let said = behind.trim_start_matches([' ', '\u{3000}', '，', ',', '；', '（', '(', '【', '［']);
    let counted = said.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    HOW_FAR.iter().any(|word| said.starts_with(word))
        || counted.len() < said.len() && counted.starts_with(['%', '％'])
}

/// What begins to tell how far an item has come.
const HOW_FAR: [&str; 18] = [
    "已完成",
    "已全部完成",
    "已按期完成",
    "全部完成",
    "基本完成",
    "超额完成",
    "提前完成",
    "按期完成",
    "如期完成",
    "完成",
    "未完成",
    "尚未",
    "推进中",
    "正在推进",
    "正在",
    "实际",
    "√",
    "✓",
];

/// The bytes of what may lead a title and follow it.
const LEAD: usize = 60;

/// The characters of the shortest title that alone tells of a line what it begins.
const TELLING: usize = 6;

/// The signs that part a title from the text behind it.
const BEHIND: [char; 12] = [
    '：', ':', '。', '—', '，', ',', ' ', '\u{3000}', '*', '_', '.', '．',
];

/// What joins two titles.
const JOINS: [char; 6] = ['，', ',', '、', '和', '与', '；'];

/// What may follow a title before the text behind it.
const ABOUT: [&str; 12] = [
    "工作开展情况",
    "工作完成情况",
    "工作情况",
    "完成情况",
    "方面工作",
    "方面",
    "开展情况",
    "落实情况",
    "进展情况",
    "情况",
    "工作",
    "任务",
];

/// What follows the words of [`ABOUT`] that begin `text`, where they end there, be it that
/// so many bytes stand behind what is bold: 工作量 is another word.
fn about(text: &str, bold: Option<usize>) -> &str {
    let said = ABOUT.iter().filter_map(|word| text.strip_prefix(word));
    let ends = |rest: &&str| {
        !rest.starts_with(words::is_han) || tells_how_far(rest) || bold == Some(rest.len())
    };
    let mut said = said.filter(ends);
    said.next().unwrap_or(text)
}
