//! Whom a name means: the body that goes by it, or the one that it must be meant for.

use std::ops::Bound;

use super::Tasks;
use crate::plan::Kind;
use crate::text::{seek, words};

impl Tasks {
    /// The index in [`Tasks::parties`] of the body that goes by `name`: its
    /// name, full name or an alias, compared without regard to width and blanks.
    /// A city before the name (天津市粮食局) and 人民政府 behind it say nothing more, and
    /// of the full name the city may be left out (和平区人民政府), or 人民.
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
            .or_else(|| bare(&name))
            .or_else(|| self.find_full(&name))
    }

    /// The body whose full name `name` is but for the city or the state before it, or 人民
    /// before 政府, or which is called by the city's name alone: 天津科委.
    fn find_full(&self, name: &str) -> Option<usize> {
        let known = |parts: &[&str]| self.names.get(&parts.concat()).copied();
        let town = self.town.as_str();
        let of_town = || known(&["市", name.strip_prefix(town)?]);
        let full = |name: &str| {
            let led = ["市", ""]
                .iter()
                .find_map(|city| known(&[town, city, name]));
            led.or_else(|| known(&["中华人民共和国", name]))
        };
        let government = name
            .strip_suffix("政府")
            .filter(|rest| !rest.ends_with("人民"));
        let government = government.map(|rest| [rest, "人民政府"].concat());
        full(name)
            .or_else(|| (!town.is_empty()).then(of_town).flatten())
            .or_else(|| self.find(&government?))
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
        let city = self.town.as_str();
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
            // A character that is lost of the kind itself: 科学技术员会.
            let [whole, other] = [&*name, known.as_str()].map(|name| without_city(name, city));
            let lost = || whole.chars().count() >= 6 && words::distance(whole, other) == 1;
            let alike = alike || lost();
            alike.then_some((far, index))
        });
        near.min().map(|(_, index)| index)
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
