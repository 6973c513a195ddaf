//! Addresses of links and pictures that lead out of the report.

use crate::check::{Context, Rule, Scope};
use crate::diagnostic::{Finding, Severity};
use crate::report::Unsafe;
use crate::text::{label, text, words};

pub(super) const ESCAPING_PATH: Rule = Rule {
    name: "escaping-path",
    short: "越界路径",
    severity: Severity::Error,
    summary: label(
        "图片或链接指向报告文件夹以外的文件",
        "a picture or link names a file outside the report's folder",
    ),
    explanation: label(
        "图片和附件要放在报告的文件夹里，用相对地址写。../ 退到文件夹以外的、/ 或者盘符（D:\\）开头的地址，\
         换一台机器就打不开，还可能把本机别的文件带进汇编，所以算错误：不读也不印，链接只留文字。\
         图片/培训.png 这样的地址、途中有 .. 而没有退出文件夹的、网址和文内跳转都不算；\
         file:、javascript: 由“危险链接”管。",
        "Pictures and annexes lie in the report's folder and are named by relative addresses. One that \
         climbs out by ../, begins with / or names a drive (D:\\) opens on no other machine and might \
         carry a file of this one into the volume, so it is an error: the file is not read, of a link \
         only the words are bound. An address such as pictures/a.png, one whose .. stays in the folder, \
         web addresses and links within the paper are no fault; file: and javascript: are active-link.",
    ),
    bad: "![食堂改造](../内部/现场.png)\n",
    good: "![食堂改造](图片/现场.png)\n",
    scope: Scope::Report(escaping_path),
};

fn escaping_path(context: &Context) -> Vec<Finding> {
    let escapes = context.report.active.iter();
    escapes
        .filter_map(|active| match active {
            Unsafe::Escape(span, address) => Some((*span, words::shorten(address, 30))),
            _ => None,
        })
        .map(|(span, address)| {
            Finding::new(
                context.at(span),
                text(
                    format!("地址指到报告文件夹以外，不读也不印：{address}"),
                    format!("the address leads out of the report's folder and is not read: {address}"),
                ),
                text(
                    "放进报告的文件夹，写相对地址，如 图片/现场.png；不要了，删掉",
                    "put the file into the report's folder and write a relative address, as in pictures/a.png; or delete it",
                ),
            )
        })
        .collect()
}

pub(super) const REMOTE_IMAGE: Rule = Rule {
    name: "remote-image",
    short: "外链图",
    severity: Severity::Warning,
    summary: label(
        "图片在外部网址，汇编不收",
        "a picture at an outside address is not bound",
    ),
    explanation: label(
        "汇编是一个文件，不联网也能看，所以网址上的图片不取，只印图的名称和地址。要让图进汇编，\
         下载后放在报告的文件夹里再引用。普通的网页链接不是图片，不算；文件夹里的图片照收。",
        "The volume is one file that reads without a network, so a picture at a web address is not \
         fetched, only named. To have it bound, save it into the report's folder. A plain link to a web \
         page is no picture and no fault; pictures in the folder are bound.",
    ),
    bad: "![质量月活动](https://www.example.gov.cn/zly/01.jpg)\n",
    good: "![质量月活动](图片/质量月.jpg)，详见[报道](https://www.example.gov.cn/zly)\n",
    scope: Scope::Report(remote_image),
};

fn remote_image(context: &Context) -> Vec<Finding> {
    let pictures = context.report.active.iter();
    pictures
        .filter_map(|active| match active {
            Unsafe::Remote(span, address) => Some((*span, words::shorten(address, 30))),
            _ => None,
        })
        .map(|(span, address)| {
            Finding::new(
                context.at(span),
                text(
                    format!("图片在外部网址，只印名称：{address}"),
                    format!("a picture at an outside address, only named in the volume: {address}"),
                ),
                text(
                    "要印出来，下载到报告的文件夹里，写 ![…](图片/….jpg)",
                    "to have it printed, save it into the report's folder and write ![…](pictures/….jpg)",
                ),
            )
        })
        .collect()
}
