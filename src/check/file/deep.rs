//! Lists, quotations and marks that lie too deep in each other.

use super::super::{Context, Rule, Scope};
use crate::diagnostic::{Finding, Severity};
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
