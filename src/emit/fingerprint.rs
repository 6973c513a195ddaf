//! What makes a finding the same one in the next run, for tools that remember
//! what they were told.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;

/// Gives each diagnostic of a run a fingerprint of its own. It hangs on the
/// file, the rule, the duty and the words underlined; not on the line, which
/// moves when something is written above it, nor on the message, which may
/// count days.
#[derive(Debug, Default)]
pub struct Fingerprints(BTreeMap<String, usize>);

impl Fingerprints {
    /// The fingerprint of the next diagnostic: 16 hexadecimal digits.
    pub fn next(&mut self, diagnostic: &Diagnostic) -> String {
        let finding = &diagnostic.finding;
        let site = &finding.site;
        let key = [
            site.path.as_str(),
            diagnostic.rule,
            finding.agency.as_deref().unwrap_or_default(),
            &finding
                .item
                .map(|item| item.to_string())
                .unwrap_or_default(),
            finding.measure.as_deref().unwrap_or_default(),
            site.excerpt.get(site.mark.clone()).unwrap_or_default(),
        ]
        .join("\0");
        // Two of a kind are told apart by their order.
        let nth = self.0.entry(key.clone()).or_default();
        *nth += 1;
        format!("{:016x}", fnv1a(&format!("{key}\0{nth}")))
    }
}

/// The 64-bit FNV-1a hash (draft-eastlake-fnv): the same on every machine and
/// in every version, as a fingerprint must be.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
