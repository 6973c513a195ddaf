//! What must not reach a page: secrets and active content.

mod address;
mod mask;
mod personal;

use super::{Context, Rule, Scope};
use crate::diagnostic::{Finding, Severity, Site};
use crate::report::header::is_public;
use crate::report::{Field, Unsafe};
use crate::text::{Span, label, text, words};

pub(super) use mask::mask;
pub use mask::masked;

/// The rules of safety.
pub const RULES: &[Rule] = &[
    CLASSIFIED,
    RAW_HTML,
    ACTIVE_LINK,
    address::ESCAPING_PATH,
    address::REMOTE_IMAGE,
    personal::PERSONAL_DATA,
];

const CLASSIFIED: Rule = Rule {
    name: "classified",
    short: "涉密",
    severity: Severity::Error,
    summary: label("标有密级，不得汇编", "the paper bears a secrecy mark"),
    explanation: label(
        "文首标有“秘密”“机密”“绝密”“工作秘密”或“内部资料”（旁边有份号、编号、期限、特急，写在表格、引用里、标题前后，或者写成\
         “密级：内部”“公开方式：不予公开”“本件涉密”，都一样；“密级：秘密”“机密★5年”单独成行的，还有 classification = \"秘密\" 这样的键，写在哪里都算），或者 classification 写的不是“公开”，这份稿子就不能进汇编：拒收，只记\
         单位名，内容在任何输出里都不出现，这里也只说标注在第几行，不引原文。正文谈到“商业秘密”“保守国家秘密”不算；没有\
         标注的按公开处理。这一条不能豁免。",
        "A paper whose head bears 秘密, 机密, 绝密, 工作秘密 or 内部资料 (beside a number, a term or 特急, in a \
         table, a quotation or the title, or as 密级：内部, 公开方式：不予公开 or 本件涉密; 密级：秘密, 机密★5年 and classification = \"秘密\" as lines of their own count anywhere), or whose classification is anything but 公开, must not be \
         bound: it is refused, only the agency's name is kept, and nothing of it is \
         shown anywhere; here only the line of the mark is told. Speaking of trade secrets (商业秘密) in the text is no fault, \
         and a paper without a mark counts as public. This rule cannot be waived.",
    ),
    bad: "机密★5年\n\n# ××局2016年质量工作总结\n",
    good: "# ××局2016年质量工作总结\n\n全年查办侵犯商业秘密案件6起。\n",
    scope: Scope::Report(classified),
};

fn classified(context: &Context) -> Vec<Finding> {
    let stated = match &context.report.header.classification {
        Field::Given(written, at) | Field::Malformed(written, at) => {
            (!is_public(written)).then_some(*at)
        }
        Field::Missing => None,
    };
    let Some(mark) = stated.or(context.report.secrecy) else {
        return Vec::new();
    };
    // Not even the mark itself is shown, only on which line it stands.
    vec![Finding::new(
        Site::hidden(context.source, mark),
        text(
            "标了密级，不得汇编，内容一律不显示",
            "it bears a secrecy mark: it is not bound and nothing of it is shown",
        ),
        text(
            "从文件夹里取走，按保密规定另行报送；确属公开的，去掉这一行的标注，写 classification = \"公开\"",
            "take it out of the folder and send it by the rules for secret papers; where it is public \
             after all, remove the mark from this line and write classification = \"公开\"",
        ),
    )]
}

const RAW_HTML: Rule = Rule {
    name: "raw-html",
    short: "夹带代码",
    severity: Severity::Error,
    summary: label("正文里有 HTML 代码", "HTML code in the text"),
    explanation: label(
        "汇编要放上网页，来稿里的 HTML 可能带脚本，也会打乱版面，所以一律不执行，只按文字印出来。印出来\
         就不好看，请删掉或换成 Markdown。从网页粘贴最容易带进来。注释 <!-- --> 和换行 <br> 不算，代码块\
         和反引号里的不算，“＜5%”“A<B”和 <VOC> 这样不是 HTML 的也不算。",
        "The volume is a web page: HTML in a report could carry a script and would break the layout, so \
         none of it takes effect, it is printed as text. That looks bad: delete it or use Markdown. It \
         usually comes from pasting out of a web page. Comments and <br>, code in fences or backticks, \
         signs as in “A<B” and words such as <VOC>, which are none of HTML's, are no fault.",
    ),
    bad: "<font color=\"red\">合格率98.6%</font>，比上年提高0.4个百分点。\n",
    good: "**合格率98.6%**，比上年提高0.4个百分点。<br>其中农产品99.1%。\n",
    scope: Scope::Report(raw_html),
};

/// One finding a line: a pasted line can hold dozens of tags.
fn raw_html(context: &Context) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut last = 0;
    for active in &context.report.active {
        let Unsafe::Html(span) = active else { continue };
        let line = context.source.line_of(span.start);
        if line == last {
            continue;
        }
        last = line;
        found.push(Finding::new(
            context.at(*span),
            text(
                "有 HTML 代码，汇编里只当文字照印",
                "HTML code: the volume prints it as plain text",
            ),
            text(
                "删掉代码只留文字；要加粗写 **文字**，要表格用 | 分列",
                "keep the words and delete the code; for bold write **words**, for tables use |",
            ),
        ));
    }
    found
}

const ACTIVE_LINK: Rule = Rule {
    name: "active-link",
    short: "危险链接",
    severity: Severity::Error,
    summary: label(
        "链接会启动脚本或程序",
        "a link that would start a script or a program",
    ),
    explanation: label(
        "汇编里的链接只保留 http、https、mailto 和文内跳转。javascript:、data:、file: 一类地址点开会执行\
         脚本或打开本机文件，看的人未必知道，所以算错误，汇编时只留文字。多半是从网页或内网系统粘贴带来的。\
         普通网址、邮箱、指向本文一节的链接不算。",
        "Links of the volume keep only http, https, mailto and targets in the page. Addresses such as \
         javascript:, data: or file: would run a script or open a file of the reader's machine without \
         his knowing, so they are errors, and only their words are bound. They usually come from pasting \
         out of web pages. Ordinary addresses, mail and links to a section of the paper are no fault.",
    ),
    bad: "详见[质量月活动](javascript:openDoc(12))。\n",
    good: "详见[质量月活动](https://www.example.gov.cn/zly/2016)。\n",
    scope: Scope::Report(active_link),
};

fn active_link(context: &Context) -> Vec<Finding> {
    let links = context
        .report
        .active
        .iter()
        .filter_map(|active| match active {
            Unsafe::Link(span, address) => Some((*span, address)),
            _ => None,
        });
    links
        .map(|(span, address): (Span, &String)| {
            let address = words::shorten(address, 30);
            Finding::new(
                context.at(span),
                text(
                    format!("链接地址会启动脚本或程序，汇编只留文字：{address}"),
                    format!("the link would start a script or a program; only its words are bound: {address}"),
                ),
                text(
                    "换成 http、https 或 mailto 开头的地址，或者只留文字",
                    "use an address that begins with http, https or mailto, or keep the words only",
                ),
            )
        })
        .collect()
}
