//! Plan and roster resolved: every expected submitter with the items it owes.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use super::{Due, Group, Item, Kind, Measure, Moment, Plan, Register, Roster, Ruled, span};
use crate::diagnostic::Site;
use crate::text::seek::{self, CharSet};
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
    /// The numbers of the items it owes, in plan order; without those the office
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
        Tasks {
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
        let register = Register::read(file, &find);
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

    /// The index in [`Tasks::parties`] of the body that goes by `name`: its
    /// name, full name or an alias, compared without regard to width and blanks.
    /// A city before the name (天津市粮食局) and 人民政府 behind it say nothing more.
    pub fn find(&self, name: &str) -> Option<usize> {
        if !self.may_name(name) {
            return None;
        }
        let name = words::fold(name);
        let known = |name: &str| self.names.get(name).copied();
        let city = name.find('市').filter(|at| *at > 0);
        let local = city.and_then(|at| name.get(at..));
        let within = local.and_then(|local| local.strip_prefix('市'));
        let bare = |name: &str| name.strip_suffix("人民政府").and_then(known);
        known(&name)
            .or_else(|| local.and_then(known))
            .or_else(|| within.and_then(|within| known(within).or_else(|| bare(within))))
    }

    /// The index in [`Tasks::parties`] of the body whose name begins `text`, as in
    /// a title; of several the longest name's. A city before it says nothing.
    pub fn find_leading(&self, text: &str) -> Option<usize> {
        if !self.may_name(text) {
            return None;
        }
        let end = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
        let text = words::fold(&text[..end]);
        let city = text.find('市').filter(|at| *at > 0);
        let starts = [Some(0), city, city.map(|at| at + '市'.len_utf8())];
        let named = starts.into_iter().flatten().filter_map(|start| {
            let (length, index) = self.longest(&text[start..])?;
            Some((start + length, index))
        });
        named
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, index)| index)
    }

    /// Whether `text` may begin with a name, or with a city before one: false where it
    /// certainly does not, as most words of an answer.
    fn may_name(&self, text: &str) -> bool {
        let first = text.chars().next();
        let is_own = |c| matches!(c, '\u{4E00}'..='\u{9FFF}') && !self.firsts.may_hold(c);
        !first.is_some_and(is_own) || seek::each(text, "市").next().is_some()
    }

    /// The longest known name that begins `text`: its length and its index.
    fn longest(&self, text: &str) -> Option<(usize, usize)> {
        let mut common = text;
        loop {
            // All names that begin the text begin the last one before it as well.
            let until = (Bound::Unbounded, Bound::Included(common));
            let before = self.names.range::<str, _>(until).next_back();
            let (name, &index) = before.filter(|(name, _)| !name.is_empty())?;
            if text.starts_with(name.as_str()) {
                return Some((name.len(), index));
            }
            let same = common.chars().zip(name.chars());
            let same = same.take_while(|(one, other)| one == other);
            common = &common[..same.map(|(c, _)| c.len_utf8()).sum()];
        }
    }

    /// Where the name of `party` stands in the plan folder.
    pub fn site(&self, party: &Party) -> Site {
        let file = match party.listed {
            true => &self.roster.file,
            false => &self.plan.file,
        };
        Site::new(file, party.span)
    }

    /// The body whose name is a near miss of `name`: one or two characters
    /// differ; of several as near the first of the roster.
    pub fn nearest(&self, name: &str) -> Option<usize> {
        self.near(name).min().map(|(_, index)| index)
    }

    /// Whether `name` is a near miss of a name of `party`.
    pub fn is_near(&self, name: &str, party: usize) -> bool {
        self.near(name).any(|(_, index)| index == party)
    }

    /// The bodies with a name that one or two characters tell from `name`, and how many.
    fn near(&self, name: &str) -> impl Iterator<Item = (usize, usize)> {
        let key = words::fold(name).into_owned();
        let length = key.chars().count();
        let allowed = if length >= 6 { 2 } else { 1 };
        let names = self.names.iter();
        let long =
            names.filter(move |(known, _)| known.chars().count().abs_diff(length) <= allowed);
        let near = long.map(move |(known, &index)| (words::distance(&key, known), index));
        near.filter(move |&(distance, _)| distance <= allowed)
    }

    /// The body whose name `name` must be meant for: the same but for what tells no
    /// bodies apart, the city before (天津市) and the kind of office behind (局, 委, 办);
    /// or, of four characters and more without these, one off. Shorter names one off
    /// are others' (证监, 银监), but for districts: all of them are listed.
    pub fn misspelt(&self, name: &str) -> Option<usize> {
        let parties = self.parties.iter();
        let mut cities = parties.filter_map(|party| party.full_name.strip_suffix(&party.name));
        let city = cities.find(|city| !city.is_empty()).unwrap_or_default();
        let name = words::fold(name);
        let own = without_kind(without_city(&name, city));
        let length = own.chars().count();
        let near = self.names.iter().filter_map(|(known, &index)| {
            let core = without_kind(without_city(known, city));
            let longer = length.max(core.chars().count());
            let district =
                |name: &str| name.ends_with(['区', '县']) || name.ends_with("区人民政府");
            let telling = longer >= 4
                || self.parties[index].kind == Kind::District && district(&name) && longer > 1;
            let far = words::distance(own, core);
            let alike = !core.is_empty() && far <= usize::from(telling) && far < longer;
            alike.then_some((far, index))
        });
        near.min().map(|(_, index)| index)
    }

    /// The item of measure `id` and the measure.
    pub fn measure(&self, id: &str) -> Option<(&Item, &Measure)> {
        let number: u32 = id.split('.').next()?.parse().ok()?;
        // Where numbers begin again, several items have this one.
        let mut items = self.plan.items().filter(|item| item.number == number);
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

/// `name` without the city before it: 天津市体育局, 天津证监局.
fn without_city<'n>(name: &'n str, city: &str) -> &'n str {
    let name = name.strip_prefix("中共").unwrap_or(name);
    let local = name.strip_prefix(city).unwrap_or(name);
    let local = match local.find('市') {
        Some(at @ 1..=9) => &local[at..],
        _ => local,
    };
    local.strip_prefix('市').unwrap_or(local)
}

/// `name` without the kind of office it is: 水务局, 水务委.
fn without_kind(name: &str) -> &str {
    let name = name.strip_suffix("人民政府").unwrap_or(name);
    let kinds = ["委员会", "办公室", "委", "局", "办", "厅", "部", "区", "县"];
    let mut kinds = kinds.iter().filter_map(|kind| name.strip_suffix(kind));
    kinds.next().unwrap_or(name)
}
