//! plan/agencies.toml: everybody who can report.

use serde::Deserialize;
use toml::Spanned;

use super::{Unreadable, read};
use crate::text::{Source, seek};

/// Who can report, kept by hand in plan/agencies.toml.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roster {
    /// The agencies in the order of the volume.
    #[serde(default, rename = "agency")]
    pub agencies: Vec<Agency>,
    /// Collectives, which file no report themselves.
    #[serde(default, rename = "group")]
    pub groups: Vec<Group>,
    /// The file itself, for pointing into it.
    #[serde(skip)]
    pub file: Source,
}

/// One agency of the roster.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agency {
    /// The name as the plan prints it.
    pub name: Spanned<String>,
    /// The full name, as it signs.
    pub full_name: Option<String>,
    /// ASCII, for links; agency-07 for the seventh where none is given.
    #[serde(default)]
    pub slug: String,
    /// What kind of body it is.
    #[serde(default)]
    pub kind: Kind,
    /// Other names it goes by.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// The kinds of bodies that report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A body of the party.
    Party,
    /// A body of the municipal government.
    #[default]
    Municipal,
    /// A local body of a central authority.
    Central,
    /// A mass organisation.
    Mass,
    /// A district government: owes the parts, no item.
    District,
}

impl Kind {
    /// The word in TOML and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Party => "party",
            Kind::Municipal => "municipal",
            Kind::Central => "central",
            Kind::Mass => "mass",
            Kind::District => "district",
        }
    }
}

/// A collective that a plan names as if it were an agency.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The name as the plan prints it.
    pub name: Spanned<String>,
    /// Its members; empty where they are not known.
    #[serde(default)]
    pub members: Vec<String>,
}

impl Roster {
    /// The roster read from the TOML text of `file`.
    ///
    /// # Errors
    /// Where the text is no TOML or no roster: the message and its place.
    pub fn read(file: Source) -> Result<Self, Unreadable> {
        let mut roster = match Roster::in_parts(&file.text) {
            Some(roster) => roster,
            // Where the fault stands in the whole is told.
            None => read(&file)?,
        };
        roster.file = file;
        for (number, agency) in (1..).zip(&mut roster.agencies) {
            if agency.slug.is_empty() {
                agency.slug = format!("agency-{number:02}");
            }
        }
        Ok(roster)
    }

    /// The roster read some agencies at a time; `None` where a part cannot be read by
    /// itself. The reader of TOML notes every mark of a text before it reads it: so the
    /// same little memory does for all parts of a long roster.
    fn in_parts(text: &str) -> Option<Self> {
        let mut roster = Roster::default();
        let mut start = 0;
        while start < text.len() {
            let far = text.floor_char_boundary(start + PART);
            let next = seek::first(&text[far..], "\n[[agency]]");
            let end = next.map_or(text.len(), |at| far + at + 1);
            let mut part: Roster = toml::from_str(&text[start..end]).ok()?;
            let agencies = part.agencies.iter_mut().map(|agency| &mut agency.name);
            let groups = part.groups.iter_mut().map(|group| &mut group.name);
            for name in agencies.chain(groups) {
                let at = name.span();
                let moved = at.start + start..at.end + start;
                *name = Spanned::new(moved, std::mem::take(name.get_mut()));
            }
            roster.agencies.append(&mut part.agencies);
            roster.groups.append(&mut part.groups);
            start = end;
        }
        Some(roster)
    }
}

/// The bytes of a roster that are read at a time, at least.
const PART: usize = 1 << 14;
