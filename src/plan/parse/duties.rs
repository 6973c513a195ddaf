//! The duties in an assignment, piece by piece: names with the verb behind them, or
//! behind a label.

use super::assignment::Assignment;
use super::due;
use super::duty::{self, Role};
use super::page::Page;
use super::reading::Remark;
use super::{agency, name, pieces, standing};
use crate::text::Span;

/// What has been read of an assignment.
#[derive(Debug, Default)]
struct Reader {
    found: Assignment,
    /// What the verbs say of the names that were found.
    roles: Vec<Role>,
    /// Names whose verb is still to come.
    pending: Vec<Span>,
    /// What the last label said.
    role: Option<Role>,
    /// Whether a label or a verb has made this an assignment.
    certain: bool,
    /// How many pieces were read.
    pieces: usize,
    /// What the last verb said.
    verb: Option<Role>,
}

/// Reads `content`; `None` where it is no assignment.
pub(super) fn read(page: &Page, content: Span) -> Option<Assignment> {
    let words = page.key(content);
    let possible = duty::labelled(words).is_some()
        || duty::first_leads(words)
        || ["会同", "会商"].iter().any(|with| words.contains(with))
        || words.contains("牵头）")
        || words.contains("牵头)")
        || words
            .split(['。', '；', ';', '，', ','])
            .any(|piece| duty::without_verb(piece).is_some());
    if !possible {
        return None;
    }
    let mut reader = Reader::default();
    for clause in page.cut(content, &['。', '；', ';', '\n']) {
        for piece in page.cut(clause, &['，', ',']) {
            for piece in pieces::cut(page, piece) {
                reader.pieces += 1;
                let read = reader.piece(page, piece);
                // Behind 列第一位的为牵头单位, or a whole duty, may stand a remark.
                let after = reader.certain && reader.pending.is_empty();
                let remark = after && duty::without_verb(page.key(piece)).is_none();
                match read {
                    None if remark => reader.found.remarks.push((piece, Remark::Words)),
                    None if !reader.found.first_leads => return None,
                    _ => {}
                }
            }
        }
        if let Some(last) = reader.pending.last().filter(|_| reader.loose()) {
            reader.found.remarks.push((*last, Remark::Loose));
        }
        reader.flush(reader.role.unwrap_or(Role::Other));
    }
    if reader.roles.len() > 1
        && reader.roles.iter().all(|role| *role == Role::Help)
        && reader.pieces > 1
    {
        reader.found.remarks.push((content, Remark::Helpers));
    }
    let two = ["，。", "，，", "，；", "；；", "：；", "：，"];
    if words.ends_with('，') || two.iter().any(|two| words.contains(two)) {
        reader.found.remarks.push((content, Remark::Blank));
    }
    reader.helped();
    let Reader {
        found,
        certain,
        role,
        ..
    } = reader;
    // 完成时限：长期坚持 names nobody, and is none of the work.
    let aside = role.is_some_and(|role| !role.names_agencies());
    let says = !found.names.is_empty() || found.due.is_some() || aside;
    // 分类、分步推进 names nobody: such verbs say who only behind agencies' names.
    let mut names = found.names.iter();
    let sure = aside
        || duty::is_charge(words)
        || found.names.is_empty()
        || names.any(|(name, _)| agency::is_whole(page.key(*name)));
    (certain && says && sure).then_some(found)
}

impl Reader {
    /// Reads what stands between two commas; `None` where that makes it no
    /// assignment.
    fn piece(&mut self, page: &Page, piece: Span) -> Option<()> {
        let words = page.key(piece);
        if duty::first_leads(words) {
            self.found.first_leads = true;
            self.certain = true;
            self.found.below |= words.contains("下同");
            // A name may stand before 列第一位 where a mark was lost.
            let first = duty::FIRST
                .iter()
                .filter_map(|first| words.find(first))
                .min();
            let before = words[..first.unwrap_or(0)].trim_end_matches(['排', '列']);
            if agency::is_whole(before) {
                return self.names(page, Span::new(piece.start, piece.start + before.len()));
            }
            return Some(());
        }
        if duty::signs_lead(words) {
            return Some(());
        }
        if matches!(words, "下同" | "以下同") {
            self.found.below = true;
            return Some(());
        }
        if standing::is_clause(words) {
            match self.found.clauses.last_mut() {
                Some(last) if piece.start <= last.end + "，".len() => last.end = piece.end,
                _ => self.found.clauses.push(piece),
            }
            return Some(());
        }
        if self.certain && self.pending.is_empty() && agency::is_act(words) {
            self.found.remarks.push((piece, Remark::Words));
            return Some(());
        }
        let mut list = piece;
        if let Some((role, length)) = duty::labelled(words) {
            self.flush(self.role.unwrap_or(Role::Other));
            self.role = Some(role);
            self.certain = true;
            list.start += length;
            if role.names_agencies() && page.key(list).trim().is_empty() {
                self.found.remarks.push((piece, Remark::Blank));
                return Some(());
            }
        }
        match self.role {
            Some(Role::Due) => self.due(page, list),
            Some(Role::Aside) => {}
            // 2019年6月底前完成
            _ if due::is_term(words) => self.due(page, piece),
            _ => return self.duty(page, list),
        }
        Some(())
    }

    /// Reads a limit of time; the first one holds.
    fn due(&mut self, page: &Page, part: Span) {
        let words = page.key(part);
        let limit = due::limit(words).or_else(|| due::vague(words));
        self.found.due = self.found.due.or(limit.map(|limit| limit.at(part.start)));
    }

    /// Reads names with the verb behind them.
    fn duty(&mut self, page: &Page, list: Span) -> Option<()> {
        let mut list = page.trimmed(list);
        for word in duty::LEADS {
            if page.key(list).starts_with(word) {
                list.start += word.len();
            }
        }
        let words = page.key(list);
        let with = ["会同", "会商", "同", "商"].into_iter().find_map(|word| {
            let at = words.find(word)?;
            // 银保监会商财政部: 会 ends the name.
            let ends = word.starts_with('会') && agency::ends_in_council(&words[..at]);
            if ends {
                return None;
            }
            // 市外办商市商务局; 商 alone is part of many names.
            let (before, after) = (&words[..at], &words[at + word.len()..]);
            let named = begins_name(after) && agency::is_likely(before);
            (word.starts_with('会') || named).then_some((at, word))
        });
        if let Some((at, word)) = with {
            let before = Span::new(list.start, list.start + at);
            let lead = without_verb(page, before).map_or(before, |(list, _)| list);
            self.names(page, lead)?;
            // Behind A牵头，会同B负责 stands nobody before 会同.
            if self.pending.is_empty() && (at > 0 || self.found.names.is_empty()) {
                self.found.remarks.push((list, Remark::Blank));
            }
            self.flush(Role::Lead);
            self.certain = true;
            list.start += at + word.len();
        }
        match without_verb(page, list) {
            Some((names, role)) => {
                // 数据共享由农业农村部负责: what stands before 由 is the work.
                let by = page
                    .key(names)
                    .rfind('由')
                    .map(|at| Span::new(names.start + at + "由".len(), names.end));
                let by = by.filter(|by| {
                    let parts = page.cut(*by, &['、', '和']);
                    !parts.is_empty() && parts.iter().all(|part| agency::is_agency(page.key(*part)))
                });
                self.names(page, by.unwrap_or(names))?;
                if self.pending.is_empty() && with.is_none() {
                    self.found.remarks.push((list, Remark::Blank));
                }
                self.certain = true;
                self.verb = Some(role);
                self.flush(role);
            }
            None => self.names(page, list)?,
        }
        Some(())
    }

    fn names(&mut self, page: &Page, list: Span) -> Option<()> {
        let names = name::names(page, list)?;
        self.found.open_ended |= names.open;
        let words = page.key(list).trim();
        let begins = self.role.is_some() || self.pieces == 1;
        if name::is_blank(words) || (begins && words.starts_with(['和', '及', '与'])) {
            self.found.remarks.push((list, Remark::Blank));
        }
        for mut name in names.spans {
            let sign = page.key(name).chars().next();
            if let Some(sign) = sign.filter(|sign| duty::SIGNS.contains(sign)) {
                name.start += sign.len_utf8();
                self.found.signed.push(name);
            }
            // 市教委（牵头）
            let words = page.key(name);
            let marks = ["（牵头）", "(牵头)", "（牵头单位）", "（主办）"];
            match marks.iter().find(|mark| words.ends_with(**mark)) {
                Some(mark) => {
                    let name = Span::new(name.start, name.end - mark.len());
                    self.found.names.push((name, true));
                    self.roles.push(Role::Lead);
                    self.certain = true;
                }
                None => self.pending.push(name),
            }
        }
        Some(())
    }

    /// Gives the names that wait their role.
    fn flush(&mut self, role: Role) {
        // 牵头单位：A、B负责 leads, whatever verb ends it.
        let lead = role == Role::Lead || self.role == Some(Role::Lead);
        for name in self.pending.drain(..) {
            self.found.names.push((name, lead));
            self.roles.push(role);
        }
    }

    /// Whether names wait for a verb behind others that have one.
    fn loose(&self) -> bool {
        self.role.is_none() && matches!(self.verb, Some(Role::Lead | Role::Duty))
    }

    /// Of A负责，B配合, A leads: who is helped is in charge.
    fn helped(&mut self) {
        let none = self.found.names.iter().all(|(_, lead)| !lead);
        if none && self.roles.contains(&Role::Help) {
            for ((_, lead), role) in self.found.names.iter_mut().zip(&self.roles) {
                *lead = *role == Role::Duty;
            }
        }
    }
}

fn without_verb(page: &Page, list: Span) -> Option<(Span, Role)> {
    let (rest, role) = duty::without_verb(page.key(list))?;
    Some((Span::new(list.start, list.start + rest.len()), role))
}

/// Whether `words` begin as names do, so that a 商 before them is no part of one.
fn begins_name(words: &str) -> bool {
    let first = ["市", "省", "区", "县", "国", "各", "有关", "相关"];
    let until = words.find(['、', '，', '等']).unwrap_or(words.len());
    let name = &words[..until];
    let name = duty::without_verb(name).map_or(name, |(name, _)| name);
    first.iter().any(|first| words.starts_with(first)) || agency::is_whole(name)
}

/// The assignment of a list of names without a verb, where `whole` holds for all.
pub(super) fn listed(page: &Page, list: Span, whole: impl Fn(&str) -> bool) -> Option<Assignment> {
    let mut reader = Reader::default();
    for part in page.cut(list, &['；', ';', '，', ',']) {
        reader.names(page, part)?;
    }
    reader.flush(Role::Other);
    let names = &reader.found.names;
    let whole = names.iter().all(|(name, _)| whole(page.key(*name)));
    (whole && !names.is_empty()).then_some(reader.found)
}
