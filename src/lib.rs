//! huibian
#![forbid(unsafe_code)]
pub mod text;
pub mod diagnostic;
pub mod plan;
pub mod report;
pub mod coverage;
pub mod check;
