//! Characters that no writer means: damaged ones, and such as show nothing.

use super::super::{Context, Rule, Scope};
use super::garbled;
use super::pasted::{groups, habit};
use crate::diagnostic::{Edit, Finding, Fix, Severity};
use crate::text::{Source, Span, label, seek, text, words};

pub(super) const DAMAGED_TEXT: Rule = Rule {
    name: "damaged-text",
    short: "坏字符",
    severity: Severity::Error,
    summary: label(
        "文字里有损坏的字符",
        "the text holds characters that were damaged",
    ),
    explanation: label(
        "“\u{FFFD}”（包括 &#65533;）是转存时丢了字留下的记号，控制字符是从 PDF、旧系统里带出来的，专用区的\
         字符（U+E000 起，Word 的符号字体和造字程序用）换台机器就不是那个字，“锟斤拷”“烫烫烫”“é£”“ÖÊÁ¿¹¤×÷”“璐ㄩ噺宸ヤ綔”是编码\
         认错了的样子，“错误！未找到引用源”“#REF!”是 Word、Excel 的域断了：原来是什么字，机器不知道，印出来就是差错，所以算错误。全文只报一次，写明在哪几行，\
         请对照原稿补上。换行、制表符不算，“□”“×”这样看得见的符号也不算。",
        "\u{FFFD} (or &#65533;) stands where a character was lost in saving; control characters come out of \
         PDF files and old systems; characters for private use (from U+E000 on, of Word's symbol fonts and of \
         characters made at home) are others on every machine; 锟斤拷, 烫烫烫, é£, ÖÊÁ¿¹¤×÷ and 璐ㄩ噺宸ヤ綔 are Chinese read in the \
         wrong encoding; 错误！未找到引用源 and #REF! are what Word and Excel put for a field that leads nowhere. Nobody but the writer knows what stood there, and it would be printed, so it is \
         an error. It is told once a paper, with all its lines. Line ends and tabs are no fault, nor are \
         signs one can see, such as □ and ×.",
    ),
    bad: "全年抽检合格率98.\u{FFFD}%。\n",
    good: "全年抽检合格率98.6%。\n",
    scope: Scope::Report(damaged_text),
};

fn damaged_text(context: &Context) -> Vec<Finding> {
    let places = garbled::places(context);
    let names = garbled::names(context, &places);
    let found = groups(context, &DAMAGED_TEXT, places).into_iter();
    let found = found.map(|places| {
        habit(
            context,
            &places,
            text(
                format!("这里的字损坏了 {names}"),
                format!("the text is damaged here: {names}"),
            ),
            text(
                "对照原稿，把这里的字补上；原来没有字的，删掉这个字符",
                "type again what the original has here; where it has nothing, delete the character",
            ),
        )
    });
    found.collect()
}

pub(super) const INVISIBLE_CHARACTERS: Rule = Rule {
    name: "invisible-characters",
    short: "隐形字符",
    severity: Severity::Warning,
    summary: label(
        "文字里有看不见的字符",
        "the text holds characters that show nothing",
    ),
    explanation: label(
        "从网页、聊天软件粘贴，常带进零宽空格和左右方向符。它们看不见，却会把词隔断，搜不到、对不上，方向符\
         还会把数字的次序显示反。全文只报一次，写出字符编号。表情符号里的连接符、普通空格、全角空格不算。",
        "Pasting from web pages and chats brings zero-width spaces and direction marks along. They show \
         nothing, but split words, so that they are not found, and direction marks may turn figures \
         round. Told once a paper, by their numbers. Joiners within an emoji, blanks and full-width blanks \
         are no fault.",
    ),
    bad: "新增高技能\u{200B}人才3.2万人。\n",
    good: "新增高技能人才3.2万人。\n",
    scope: Scope::Report(invisible_characters),
};

fn invisible_characters(context: &Context) -> Vec<Finding> {
    if !may_be_invisible(context.source) {
        return Vec::new();
    }
    // What selects the form of a sign or joins two of them is part of it; Chinese
    // characters are never joined.
    let mut last = ' ';
    let hidden = |c: char| {
        let tag = |c| matches!(c, '\u{E0000}'..='\u{E007F}');
        let before = match tag(c) && last == FLAG {
            true => last,
            false => std::mem::replace(&mut last, c),
        };
        c > '~'
            && words::is_invisible(c)
            && match c {
                '\u{200C}' | '\u{200D}' => words::is_han(before),
                // Tags spell out a flag; anywhere else they are hidden words.
                _ if tag(c) => before != FLAG,
                '\u{FE00}'..='\u{FE0F}' | '\u{E0080}'.. => false,
                _ => true,
            }
    };
    let (places, names) = occurrences(&context.source.text, hidden);
    let found = groups(context, &INVISIBLE_CHARACTERS, places).into_iter();
    let found = found.map(|places| {
        let finding = habit(
            context,
            &places,
            text(
                format!("这里有看不见的字符 {names}"),
                format!("here stands what nobody sees: {names}"),
            ),
            text(
                "删掉它；删不到的，把这几个字重新打一遍",
                "delete it; where it cannot be caught, type these words again",
            ),
        );
        let gone = |&at: &Span| Fix::risky(vec![Edit::new(at, "")]);
        finding.fixes(places.iter().map(gone))
    });
    found.collect()
}

/// Whether an invisible character may stand in `text`: false where certainly none
/// does.
fn may_be_invisible(source: &Source) -> bool {
    let bytes = source.text.as_bytes();
    // What begins with these is rare, but for dashes and quotation marks.
    let firsts = seek::any_of(bytes, [0xC2, 0xD8, 0xE2]);
    let mut firsts = firsts.map(|at| &bytes[at..]);
    let general = firsts.any(|at| match *at {
        [0xE2, 0x80, third, ..] => matches!(third, 0x8B..=0x8F | 0xAA..=0xAE),
        [0xE2, 0x81, ..] | [0xC2, 0xAD, ..] | [0xD8, 0x9C, ..] => true,
        _ => false,
    });
    // U+180E and tags begin with bytes that are rarer still.
    let mut rare = [0xE1, 0xF3].into_iter();
    general || source.may_be_damaged() || rare.any(|byte| seek::holds_sign(&source.text, byte))
}

/// The emoji that tags may follow: a flag of a country's part.
const FLAG: char = '\u{1F3F4}';

/// Every run of characters that `is` such, and the numbers of those there are.
fn occurrences(text: &str, mut is: impl FnMut(char) -> bool) -> (Vec<Span>, String) {
    let mut places: Vec<Span> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is(*c)) {
        let end = at + c.len_utf8();
        match places.last_mut().filter(|place| place.end == at) {
            Some(place) => place.end = end,
            None => places.push(Span::new(at, end)),
        }
        let name = number(c);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (places, names.join(" "))
}

/// The number of `c` as findings name it: [U+200B].
pub(super) fn number(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}
