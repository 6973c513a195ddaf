//! Whether a file is a paper at all, and whether its text is whole. The front
//! matter has a file of its own.

mod characters;
mod excess;
mod garbled;
mod header;
mod pasted;
mod placeholder;
mod struck;

use super::{Context, Rule, Scope, Unread, Why};
use crate::diagnostic::{Finding, Fix, Severity, Site};
use crate::plan::Limit;
use crate::text::decode::{Charset, Undecodable};
use crate::text::{Place, label, text};

/// The rules over files and front matter.
pub const RULES: &[Rule] = &[
    UNREADABLE_FILE,
    UNREADABLE_ENCODING,
    NOT_MARKDOWN,
    TOO_LARGE,
    EMPTY_REPORT,
    placeholder::PLACEHOLDER,
    characters::DAMAGED_TEXT,
    header::BROKEN_FRONT_MATTER,
    excess::DEEP_NESTING,
    excess::TOO_MANY_FINDINGS,
    DECODED_GB18030,
    DECODED_UTF16,
    header::LOOSE_FRONT_MATTER,
    characters::INVISIBLE_CHARACTERS,
    pasted::INDENTED_PROSE,
    struck::STRUCK_FIGURES,
    pasted::BROKEN_HEADING,
    header::UNKNOWN_KEY,
    pasted::BARE_HEADING,
    pasted::RUN_ON_PARAGRAPH,
];

/// A paper with fewer Chinese characters of text than this reports nothing. A
/// whole sentence has more: 我单位不涉及计划所列任务，2017年继续做好配合工作。
const FEWEST: usize = 20;

const UNREADABLE_FILE: Rule = Rule {
    name: "unreadable-file",
    short: "打不开",
    severity: Severity::Error,
    summary: label("文件打不开", "the file cannot be opened"),
    explanation: label(
        "来稿要能打开才能检查和汇编。常见的原因是没有读取权限，被别的程序占用，或者链接指向的文件\
         已经不在。打不开的文件按“拒收”计，不会悄悄漏掉，别的稿子照常检查。名字以 . ~ _ # 开头的\
         临时文件本来就不读，不算打不开。",
        "A report must be readable before it can be checked or bound. The usual causes are a missing \
         permission, another program holding the file, or a link whose target is gone. Such a file is \
         counted as refused, never dropped in silence, and the other reports are checked as usual. \
         Temporary files (names beginning with . ~ _ #) are not read at all and are no fault.",
    ),
    bad: "$ ls -l reports/\n----------  市教委.md\n",
    good: "$ ls -l reports/\n-rw-r--r--  市教委.md\n",
    scope: Scope::File(unreadable_file),
};

fn unreadable_file(unread: &Unread) -> Option<Finding> {
    let Why::Failed(words) = &unread.why else {
        return None;
    };
    Some(Finding::new(
        Site::file(&unread.path),
        text(
            format!("文件打不开：{words}"),
            format!("the file cannot be opened: {words}"),
        ),
        text(
            "看文件是否还在、有没有读取权限、是否正被别的程序占用，理顺后再运行一次",
            "see whether the file is still there, may be read, and is not held by another program; \
             then run again",
        ),
    ))
}

const UNREADABLE_ENCODING: Rule = Rule {
    name: "unreadable-encoding",
    short: "编码不明",
    severity: Severity::Error,
    summary: label(
        "文字编码认不出，或已损坏",
        "the text is damaged or in no known encoding",
    ),
    explanation: label(
        "文字能按 UTF-8、GB18030（含 GBK）或带标记的 UTF-16 完整读出，才不会丢字错字。有字节哪一种\
         都读不通，多半是传输或转存时损坏，硬读就会出乱码，所以拒收，并指出坏在第几行。完好的 GBK \
         文件不算错，照读，只给一条提醒。Big5 的繁体稿也读不通，另存为 UTF-8 再报。",
        "Text must read whole as UTF-8, GB18030 (GBK included) or UTF-16 with its mark, or characters \
         would be lost or garbled. Where some byte fits none of them the file was damaged on its way, \
         so it is refused and the line of the first bad byte is named. A sound GBK file is no fault: \
         it is read, with a warning. Big5 is none of them either: save it as UTF-8.",
    ),
    bad: "# 市教委2016年质量工作总\u{FFFD}\u{FFFD}\n",
    good: "# 市教委2016年质量工作总结\n",
    scope: Scope::File(unreadable_encoding),
};

fn unreadable_encoding(unread: &Unread) -> Option<Finding> {
    let Why::Encoding(why) = &unread.why else {
        return None;
    };
    let (line, message) = match why {
        Undecodable::Damaged { line, byte } => (
            *line,
            text(
                format!("文字编码有损坏：第 {line} 行第 {byte} 个字节读不通"),
                format!("the text is damaged: byte {byte} of line {line} fits no encoding"),
            ),
        ),
        Undecodable::Binary("UTF-16") => (
            1,
            text(
                "文件标作 UTF-16，里面的字节却读不通",
                "the file is marked as UTF-16 but does not read as such",
            ),
        ),
        Undecodable::Binary("NUL") => (
            1,
            text(
                "文件里有空字节，不是普通文本",
                "the file holds NUL bytes and is no plain text",
            ),
        ),
        Undecodable::Binary(_) => return None,
    };
    let place = Place {
        line,
        end_line: line,
        ..Place::TOP
    };
    let site = Site {
        place,
        ..Site::file(&unread.path)
    };
    let help = text(
        "请报送单位从原稿另存一次，编码选 UTF-8，重新报送",
        "ask the agency to save its original again as UTF-8 and to send that",
    );
    Some(Finding::new(site, message, help))
}

const NOT_MARKDOWN: Rule = Rule {
    name: "not-markdown",
    short: "格式不符",
    severity: Severity::Error,
    summary: label("不是 Markdown 或纯文本", "neither Markdown nor plain text"),
    explanation: label(
        "只读 .md、.markdown 和 .txt。Word、WPS、PDF、压缩包要先转成文本；只把扩展名改成 .md 没有用，\
         看内容就认得出来。这样的文件列为“拒收”，免得以为已经收进汇编。图片、README、备份和临时文件\
         不算来稿，只列在附录的“未读”里。",
        "Only .md, .markdown and .txt are read. Word, WPS, PDF and archives have to be converted first; \
         renaming one to .md does not help, its content shows what it is. Such a file is listed as \
         refused, so that nobody believes it is in the volume. Pictures, README, backups and temporary \
         files are no reports and are only listed as ignored.",
    ),
    bad: "reports/市教委质量工作总结（终稿）.docx\n",
    good: "reports/市教委质量工作总结（终稿）.md\n",
    scope: Scope::File(not_markdown),
};

fn not_markdown(unread: &Unread) -> Option<Finding> {
    let message = match &unread.why {
        Why::Ending(ending) if ending.is_empty() => {
            text("没有扩展名，不读", "it has no file ending and is not read")
        }
        Why::Ending(ending) => text(
            format!("是 .{ending} 文件，不是 Markdown 或纯文本"),
            format!("it is a .{ending} file, neither Markdown nor plain text"),
        ),
        Why::Encoding(Undecodable::Binary(format)) if !matches!(*format, "UTF-16" | "NUL") => text(
            format!("扩展名是文本，内容其实是 {format}"),
            format!("it is named like a text but its content is {format}"),
        ),
        _ => return None,
    };
    let help = text(
        "用 Word、WPS 打开，另存为“纯文本（*.txt）”，编码选 UTF-8，放回原处；扫描件请要电子稿",
        "open it in Word or WPS and save it as plain text (*.txt, UTF-8) in the same place; of a scan, \
         ask for the typed original",
    );
    Some(Finding::new(Site::file(&unread.path), message, help))
}

const TOO_LARGE: Rule = Rule {
    name: "too-large",
    short: "文件过大",
    severity: Severity::Error,
    summary: label(
        "文件大得不像一份总结",
        "the file is far larger than any summary",
    ),
    explanation: label(
        "一份总结通常几千到几万字，几十 KB。大过上限的多半是误放的导出数据，或把图片编码写进了正文；\
         读它会拖慢整次汇编，所以拒收并写明多大。字节不多，标题、列表、脚注、表格、标记却成千上万的，\
         也是这样。篇幅长不是错，没到上限就照收；图片另存成文件再引用，也不算在内。上限都在 \
         plan/tasks.toml 的 [limits] 里，可以改。",
        "A summary has some thousands of characters, tens of KB. A file over the limit is usually \
         exported data put there by mistake, or a picture encoded into the text; reading it would slow \
         the whole run, so it is refused and its size is named. The same goes for few bytes that make \
         thousands of headings, list items, footnotes, cells or marks. Length is no fault below the \
         limit, and pictures kept as files of their own do not count. Every limit can be set in \
         [limits] of plan/tasks.toml.",
    ),
    bad: "![图](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA……（数十 MB）)\n",
    good: "![图](图片/质量月.png)\n",
    scope: Scope::File(too_large),
};

fn too_large(unread: &Unread) -> Option<Finding> {
    let Why::Excess(excess) = unread.why else {
        return None;
    };
    let wanted = match excess.limit {
        Limit::Report => text(
            "看是不是放错了文件；图片请另存，正文里只写 ![](图片/名字.png)",
            "see whether it is the wrong file; keep pictures as files and write ![](pictures/name.png)",
        ),
        _ => text(
            "多半是转换时出了错，或者误放了别的数据，请对着原稿改好",
            "most likely a conversion went wrong, or it is other data: mend it from the original",
        ),
    };
    let remedy = excess.remedy();
    Some(Finding::new(
        Site::file(&unread.path),
        excess.told(),
        text(
            format!("{}；{}", wanted.zh, remedy.zh),
            format!("{}; {}", wanted.en, remedy.en),
        ),
    ))
}

const EMPTY_REPORT: Rule = Rule {
    name: "empty-report",
    short: "空稿",
    severity: Severity::Error,
    summary: label(
        "正文不足20个汉字",
        "fewer than 20 Chinese characters of text",
    ),
    explanation: label(
        "正文不足20个汉字的，没有内容可以汇编：多半是空模板，只写了标题（各节下面全空着的也是），或者正文\
         没有粘进来。front matter、标题、称谓、落款、联系人都不算正文。简短不是错：一两句话说清做了什么，够20个字就收；\
         写得空不空，这一条不管。",
        "A text of fewer than 20 Chinese characters has nothing to bind: most often an untouched form, \
         titles and headings alone, or a text never pasted in. Front matter, title, salutation, signature \
         and contacts do not count. Being short is no fault: a sentence or two of more than 20 \
         characters pass, and how much they say is not judged here.",
    ),
    bad: "# 市科委2016年质量工作总结\n\n（正文见附件）\n",
    good: "# 市科委2016年质量工作总结\n\n全年新认定“杀手锏”产品30项、重点新产品96项，支持科技型中小企业\
           质量攻关项目18个，其中12个已经完成验收；2017年计划再支持20个。\n",
    scope: Scope::Report(empty_report),
};

fn empty_report(context: &Context) -> Vec<Finding> {
    let han = super::parts::outline::han(context);
    if han >= FEWEST {
        return Vec::new();
    }
    vec![Finding::new(
        context.top(),
        text(
            format!("正文只有 {han} 个汉字，没有内容可以汇编"),
            format!(
                "only {han} Chinese character{} of text: there is nothing to bind",
                if han == 1 { "" } else { "s" }
            ),
        ),
        text(
            "把总结正文粘贴进来再报送；正文在附件里的，请并入本文件",
            "paste the text of the summary in; where it is in an annex, move it into this file",
        ),
    )]
}

const DECODED_GB18030: Rule = Rule {
    name: "decoded-gb18030",
    short: "国标码",
    severity: Severity::Warning,
    summary: label("按 GB18030 读的", "read as GB18030"),
    explanation: label(
        "Windows 记事本和老版 WPS 存的文本常是 GBK（GB18030），不是 UTF-8。这类文件按 GB18030 完整读出，\
         一字不丢，照常检查汇编；提醒一句，是因为别的程序可能把它显示成乱码。UTF-8 带不带 BOM 都不算；\
         有字节读不通的另报“编码不明”。",
        "Text saved by Windows Notepad or an older WPS is often GBK (GB18030), not UTF-8. It is read \
         whole as GB18030 and checked and bound as usual; the warning is there because other programs \
         may show it garbled. UTF-8 with or without a BOM is no fault; bytes that do not read are \
         unreadable-encoding.",
    ),
    bad: "另存为：编码 ANSI（GBK）\n",
    good: "另存为：编码 UTF-8\n",
    scope: Scope::Report(decoded_gb18030),
};

fn decoded_gb18030(context: &Context) -> Vec<Finding> {
    decoded(context, Charset::Gb18030, "GB18030")
}

const DECODED_UTF16: Rule = Rule {
    name: "decoded-utf16",
    short: "双字节码",
    severity: Severity::Warning,
    summary: label("按 UTF-16 读的", "read as UTF-16"),
    explanation: label(
        "记事本的“Unicode”编码就是 UTF-16。带标记的 UTF-16 文件能完整读出，照常检查汇编；提醒一句，是\
         因为版本管理和网页工具常把它当成二进制文件。另存为 UTF-8 就没有这条提醒，内容不受影响。UTF-8 \
         文件开头的 BOM 不是 UTF-16，不算。",
        "What Notepad calls “Unicode” is UTF-16. With its mark it is read whole and checked and bound as \
         usual; the warning is there because version control and web tools take it for a binary file. \
         Saved as UTF-8 the warning goes and the text stays the same. The BOM of a UTF-8 file is not \
         UTF-16 and no fault.",
    ),
    bad: "另存为：编码 Unicode（UTF-16 LE）\n",
    good: "另存为：编码 UTF-8\n",
    scope: Scope::Report(decoded_utf16),
};

fn decoded_utf16(context: &Context) -> Vec<Finding> {
    decoded(context, Charset::Utf16, "UTF-16")
}

/// The finding at the title, whose words show whether the guess was right.
fn decoded(context: &Context, charset: Charset, name: &str) -> Vec<Finding> {
    if context.charset != charset {
        return Vec::new();
    }
    let finding = Finding::new(
        context.top(),
        text(
            format!("文件不是 UTF-8，已按 {name} 读出"),
            format!("the file is not UTF-8; it was read as {name}"),
        ),
        text(
            "用记事本另存为，编码选 UTF-8；内容不用改",
            "save it again as UTF-8; the text need not change",
        ),
    )
    .fixes([Fix::safe(Vec::new())]);
    if context.report.title.is_none() {
        return vec![finding];
    }
    vec![finding.label(text(
        "这一行读得对，全文就对",
        "if this reads well, so does the rest",
    ))]
}
