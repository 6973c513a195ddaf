//! Papers of which there is more than is told apart, or told.

use super::super::{Context, Rule, Scope};
use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::plan::Limit;
use crate::text::{label, text};

pub(super) const DEEP_NESTING: Rule = Rule {
    name: "deep-nesting",
    short: "嵌套过深",
    severity: Severity::Warning,
    summary: label(
        "列表、引用或强调一层套一层，多得没有意义",
        "lists, quotations or marks that lie in each other beyond all use",
    ),
    explanation: label(
        "总结里的列表、引用最多套三四层。套了几十层的，多半是转换或转发时符号叠上去的，不是有意写成这样。\
         超过上限的层次不再分，里面的字都按上一层读，一个不少，照样入卷。上限是 plan/tasks.toml 里 [limits] \
         的 nesting，默认 64 层。全文只报一次，报在开始太深的地方。",
        "Lists and quotations of a summary lie three or four deep at most. Dozens of levels are marks that \
         piled up when a file was converted or forwarded, and nobody meant them. Levels beyond the limit \
         are no longer told apart: their text is read as that of the level above, whole, and bound. The \
         limit is nesting in [limits] of plan/tasks.toml, 64 unless set. Told once a paper, where it \
         becomes too deep.",
    ),
    bad: ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> 转发：请报送总结\n",
    good: "> 转发：请报送总结\n",
    scope: Scope::Report(deep_nesting),
};

fn deep_nesting(context: &Context) -> Vec<Finding> {
    let Some((span, excess)) = context.report.nested else {
        return Vec::new();
    };
    let (told, remedy) = (excess.told(), excess.remedy());
    let finding = Finding::new(
        context.at(span),
        text(
            format!("{}，更深的按上一层读", told.zh),
            format!("{}; what is deeper is read as the level above", told.en),
        ),
        text(
            format!(
                "多半是转换时叠上去的符号，删掉多余的 >、* 和缩进；{}",
                remedy.zh
            ),
            format!(
                "most likely marks piled up in a conversion: delete the >, * and indents that are too many; {}",
                remedy.en
            ),
        ),
    );
    vec![finding]
}

pub(super) const TOO_MANY_FINDINGS: Rule = Rule {
    name: "too-many-findings",
    short: "问题过多",
    severity: Severity::Warning,
    summary: label(
        "一份稿子的问题太多，只留下最重的",
        "more findings in one paper than are kept",
    ),
    explanation: label(
        "一份稿子里查出几千处问题，多半是同一个毛病反复出现，或者整份文件在转换时坏了，逐条看没有意义。\
         超过上限的，先留错误，再留警告，最后是提示，各按先后；其余只计总数，哪种格式里都不列。改掉前面的再查，\
         后面的就列出来了。--fix 不受这个限制。上限是 plan/tasks.toml 里 [limits] 的 kept_findings，\
         默认 5000 处。",
        "Thousands of findings in one paper are one habit again and again, or a file that broke in a \
         conversion: nobody reads them one by one. Beyond the limit errors are kept first, then warnings, \
         then hints, each in their order; of the others only the number is told, in every format. Mend the \
         first ones and check again to see more. --fix is not bound by it. The limit is kept_findings in \
         [limits] of plan/tasks.toml, 5,000 unless set.",
    ),
    bad: "1. 全年培训XX人。\n2. 全年培训XX人。\n……（六千条，条条如此）\n",
    good: "1. 全年培训120人。\n2. 全年培训86人。\n",
    scope: Scope::Found(too_many_findings),
};

fn too_many_findings(context: &Context, found: &[Diagnostic]) -> Vec<Finding> {
    let limits = &context.tasks.plan.limits;
    let Some(excess) = limits.exceeded(Limit::KeptFindings, found.len() as u64) else {
        return Vec::new();
    };
    let (told, remedy) = (excess.told(), excess.remedy());
    let finding = Finding::new(
        context.top(),
        text(
            format!("{}，只留下最重的", told.zh),
            format!("{}; only the gravest are kept", told.en),
        ),
        text(
            format!("先改留下的这些再查一次；{}", remedy.zh),
            format!("mend those that are kept and check again; {}", remedy.en),
        ),
    );
    vec![finding]
}
