//! What a plan's closing words ask for beside the summary.

use serde::Deserialize;
use toml::Spanned;

/// What the closing words ask for besides.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// A work plan of one's own, in the plan's words.
    pub work_plan: Option<Spanned<String>>,
}
