//! stub
use crate::text::Source;
/// What was read.
#[derive(Debug, Clone, Default)]
pub struct Reading { /// file
 pub file: Source }
