//! Plan and roster resolved: every expected submitter with the items it owes.

mod names;

use std::collections::{BTreeMap, HashMap};

use super::register::Such;
use super::{Due, Group, Item, Kind, Measure, Moment, Plan, Register, Roster, Ruled, span};
use crate::diagnostic::Site;
use crate::text::seek::CharSet;
use crate::text::{Source, Span, words};

/// Everything the plan folder says.
#[derive(Debug, Clone)]
pub struct Tasks {
    /// The plan.
    pub plan: Plan,
    /// The roster.
    pub roster: Roster,
    /// The expected submitters: roster order, then names that only the plan
    /// has. Groups are never among them.
    pub parties: Vec<Party>,
    /// What the clerk has registered.
    pub register: Register,
    names: BTreeMap<String, usize>,
    /// What stands before a name to make the full one: 天津 of 天津市粮食局.
    town: String,
    /// The characters that names begin with.
    firsts: CharSet,
}

/// One expected submitter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name as the plan prints it.
    pub name: String,
    /// The full name, as it signs; the name where none is known.
    pub full_name: String,
    /// ASCII, for links.
    pub slug: String,
    /// What kind of body it is.
    pub kind: Kind,
    /// Whether the roster has it.
    pub listed: bool,
    /// The numbers of the items it owes, in plan order, each once; without those the office
    /// exempts it from.
    pub owed: Vec<u32>,
    /// The later deadline the office gave it.
    pub extended: Option<Moment>,
    /// When its paper came in, by the register.
    pub received: Option<Moment>,
    /// Whether the office exempts it from reporting at all.
    pub exempt: bool,
    /// Where its name stands in the roster, or in the plan where the roster
    /// lacks it.
    pub span: Span,
}

impl Party {
    /// Whether it owes item `number`.
    pub fn owes(&self, number: u32) -> bool {
        self.owed.contains(&number)
    }
}

impl Tasks {
    /// Resolves `plan` against `roster`.
    pub fn new(plan: Plan, roster: Roster) -> Self {
        let mut parties = Vec::with_capacity(roster.agencies.len());
        let mut names = BTreeMap::new();
        // The names as they are written: most stand at several items, written alike.
        let mut met: HashMap<&str, usize> = HashMap::with_capacity(roster.agencies.len());
        for (index, agency) in roster.agencies.iter().enumerate() {
            let name = agency.name.get_ref();
            let others = agency.aliases.iter().chain(&agency.full_name);
            let mut know = |name: &str| {
                let name = words::fold(name).into_owned();
                *names.entry(name).or_insert(index)
            };
            met.insert(name, know(name));
            for known in others {
                know(known);
            }
            parties.push(Party {
                name: name.clone(),
                full_name: agency.full_name.clone().unwrap_or_else(|| name.clone()),
                slug: agency.slug.clone(),
                kind: agency.kind,
                listed: true,
                owed: Vec::new(),
                extended: None,
                received: None,
                exempt: false,
                span: span(agency.name.span()),
            });
        }
        let named = plan.items().flat_map(|item| {
            let names = item.agencies.iter();
            names.map(|name| (item.number, name.get_ref(), span(name.span())))
        });
        let members = named.flat_map(|(number, name, span)| {
            let group = roster.groups.iter().find(|g| g.name.get_ref() == name);
            let members = group.map_or(std::slice::from_ref(name), |group| &group.members);
            members.iter().map(move |member| (number, member, span))
        });
        for (number, name, span) in members {
            let next = parties.len();
            let index = *met.entry(name).or_insert_with(|| {
                let folded = words::fold(name).into_owned();
                *names.entry(folded).or_insert(next)
            });
            if index == next {
                parties.push(Party {
                    name: name.clone(),
                    full_name: name.clone(),
                    slug: format!("unlisted-{:02}", next + 1),
                    kind: Kind::Municipal,
                    listed: false,
                    owed: Vec::new(),
                    extended: None,
                    received: None,
                    exempt: false,
                    span,
                });
            }
            let owed = &mut parties[index].owed;
            if !owed.contains(&number) {
                owed.push(number);
            }
        }
        let firsts: Vec<char> = names
            .keys()
            .filter_map(|name| name.chars().next())
            .collect();
        let mut towns = parties
            .iter()
            .filter_map(|party| party.full_name.strip_suffix(&party.name));
        let town = towns.find(|town| !town.is_empty()).unwrap_or_default();
        Tasks {
            town: town.to_owned(),
            plan,
            roster,
            parties,
            register: Register::default(),
            names,
            firsts: CharSet::new(&firsts),
        }
    }

    /// With the register that `file` holds: deadlines, receipts and exemptions of
    /// the parties.
    pub fn with_register(mut self, file: Source) -> Self {
        let find = |name: &str| {
            self.find(name).ok_or_else(|| {
                let near = self.nearest(name).and_then(|near| self.parties.get(near));
                near.map(|party| party.name.clone())
            })
        };
        let mut register = Register::read(file, &find, &Such::of(&self));
        for ruling in &mut register.rulings {
            ruling.settle(&self.plan);
        }
        for (index, party) in self.parties.iter_mut().enumerate() {
            party.extended = register.extended(index);
            party.received = register.received(index).map(|receipt| receipt.received);
        }
        for ruling in &register.rulings {
            let Some(party) = self.parties.get_mut(ruling.party) else {
                continue;
            };
            match &ruling.ruled {
                Ruled::Exempt(items) if items.is_empty() => {
                    party.exempt = true;
                    party.owed.clear();
                }
                Ruled::Exempt(items) => party.owed.retain(|item| !items.contains(item)),
                _ => {}
            }
        }
        self.register = register;
        self
    }

    /// The group of that name.
    pub fn group(&self, name: &str) -> Option<&Group> {
        let mut groups = self.roster.groups.iter();
        groups.find(|group| group.name.get_ref() == name)
    }

    /// Whether `name`, of an agency or of a group it belongs to, means `party`.
    pub fn means(&self, name: &str, party: usize) -> bool {
        let members = self.group(name).map_or(&[][..], |group| &group.members);
        let mut names = std::iter::once(name).chain(members.iter().map(String::as_str));
        names.any(|name| self.find(name) == Some(party))
    }

    /// The deadline of `party`: its own, where the office gave it a later one.
    pub fn due(&self, party: Option<usize>) -> Option<Due> {
        let extended = party.and_then(|party| self.parties.get(party)?.extended);
        let extended = extended.map(|at| Due {
            at,
            inclusive: true,
        });
        extended.or(self.plan.submission.term())
    }

    /// Where the name of `party` stands in the plan folder.
    pub fn site(&self, party: &Party) -> Site {
        let file = match party.listed {
            true => &self.roster.file,
            false => &self.plan.file,
        };
        Site::new(file, party.span)
    }

    /// The item of measure `id` and the measure.
    pub fn measure(&self, id: &str) -> Option<(&Item, &Measure)> {
        let number: u32 = id.split('.').next()?.parse().ok()?;
        let mut items = self.plan.items().filter(|item| item.printed == number);
        items.find_map(|item| {
            let measure = item.measures.iter().find(|measure| measure.id == id)?;
            Some((item, measure))
        })
    }

    /// The number of responsible names of the plan, groups included.
    pub fn responsible_names(&self) -> usize {
        let names: std::collections::BTreeSet<&str> = self
            .plan
            .items()
            .flat_map(|item| item.agencies.iter().map(|name| name.get_ref().as_str()))
            .collect();
        names.len()
    }

    /// The groups the plan names whose members nobody has given.
    pub fn unresolved_groups(&self) -> Vec<&str> {
        self.roster
            .groups
            .iter()
            .filter(|group| group.members.is_empty())
            .map(|group| group.name.get_ref().as_str())
            .filter(|name| {
                self.plan
                    .items()
                    .any(|item| item.agencies.iter().any(|agency| agency.get_ref() == name))
            })
            .collect()
    }
}
