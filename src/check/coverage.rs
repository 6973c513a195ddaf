//! Rules.
use super::Rule;
/// The rules.
pub const RULES: &[Rule] = &[];
