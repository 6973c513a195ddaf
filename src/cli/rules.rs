//! Rules as they are named on the command line.

use anyhow::{Result, bail};
use huibian::check::{self, Rule};
use huibian::text::Lang;

/// The rule of that name or Chinese short name.
pub fn find(name: &str, lang: Lang) -> Result<&'static Rule> {
    if let Some(rule) = check::find(name) {
        return Ok(rule);
    }
    match (check::nearest(name), lang) {
        (Some(rule), Lang::Zh) => {
            bail!(
                "没有“{name}”这条规则，是不是 {}（{}）？全部规则：huibian explain",
                rule.short,
                rule.name
            )
        }
        (None, Lang::Zh) => bail!("没有“{name}”这条规则。全部规则：huibian explain"),
        (Some(rule), Lang::En) => {
            bail!(
                "there is no rule {name}; do you mean {}? All rules: huibian explain",
                rule.name
            )
        }
        (None, Lang::En) => bail!("there is no rule {name}. All rules: huibian explain"),
    }
}
