//! Who has reported: exactly one state for every expected submitter.

use chrono::NaiveDate;

use super::{Digest, Submitter};
use crate::plan::{Moment, Tasks};

/// The state of one expected submitter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Received in time.
    OnTime,
    /// Received after the deadline.
    Late,
    /// Received, without a date.
    Undated,
    /// Received, but not fit to be bound.
    Refused,
    /// Not received after the deadline.
    Missing,
    /// Not received, the deadline not yet past.
    Due,
}

impl State {
    /// All states in the order they are counted.
    pub const ALL: [State; 6] = [
        State::OnTime,
        State::Late,
        State::Undated,
        State::Refused,
        State::Missing,
        State::Due,
    ];

    /// The word in JSON: `on-time`, …
    pub fn name(self) -> &'static str {
        match self {
            State::OnTime => "on-time",
            State::Late => "late",
            State::Undated => "undated",
            State::Refused => "refused",
            State::Missing => "missing",
            State::Due => "due",
        }
    }

    /// The word for people.
    pub fn chinese(self) -> &'static str {
        match self {
            State::OnTime => "按时",
            State::Late => "逾期",
            State::Undated => "无日期",
            State::Refused => "拒收",
            State::Missing => "未报",
            State::Due => "待报",
        }
    }

    /// Whether something of this submitter was received.
    pub fn is_received(self) -> bool {
        !matches!(self, State::Missing | State::Due)
    }
}

/// One expected submitter's account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its index in [`Tasks::parties`].
    pub party: usize,
    /// Its state.
    pub state: State,
    /// Its reports, as indices of the digests, the one that decides the state
    /// first, the others in path order; none where only a receipt tells of one.
    pub digests: Vec<usize>,
    /// When it was submitted.
    pub submitted: Option<Moment>,
    /// Days after the deadline (late or missing: positive; early or due:
    /// negative; on the day: 0); `None` without deadline or date.
    pub days: Option<i64>,
}

/// The accounts of a folder.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    /// One for every expected submitter, in their order.
    pub expected: Vec<Account>,
    /// The digests of bodies that are not expected, in path order.
    pub unlisted: Vec<usize>,
    /// The digests of refused papers of nobody known, in path order.
    pub nobody: Vec<usize>,
    /// The parties that need not report and have not; they are not expected.
    pub exempt: Vec<usize>,
}

impl Accounts {
    /// How many expected submitters are in `state`.
    pub fn count(&self, state: State) -> usize {
        self.of(state).count()
    }

    /// The accounts in `state`, in order.
    pub fn of(&self, state: State) -> impl Iterator<Item = &Account> {
        self.expected
            .iter()
            .filter(move |account| account.state == state)
    }

    /// Folds the digests over the expected submitters. Two papers of one
    /// submitter: the earliest dated decides; a refused one only when there is
    /// no other.
    pub fn new(tasks: &Tasks, digests: &[Digest], as_of: NaiveDate) -> Self {
        let mut accounts = Accounts {
            expected: Vec::with_capacity(tasks.parties.len()),
            unlisted: Vec::new(),
            nobody: Vec::new(),
            exempt: Vec::new(),
        };
        let mut papers: Vec<Vec<usize>> = vec![Vec::new(); tasks.parties.len()];
        for (index, digest) in digests.iter().enumerate() {
            // A draft in which nothing was written is no report yet.
            if digest.blank || digest.set_aside {
                continue;
            }
            match digest.submitter {
                Submitter::Party(party) => papers[party].push(index),
                Submitter::Unlisted(_) => accounts.unlisted.push(index),
                Submitter::Unknown(..) | Submitter::Nobody => accounts.nobody.push(index),
            }
        }
        for (party, mut papers) in papers.into_iter().enumerate() {
            papers.sort_by_key(|&index| {
                let digest = &digests[index];
                let undated = digest.submitted.is_none();
                (
                    digest.refused.is_some(),
                    undated,
                    digest.submitted,
                    digest.path.clone(),
                )
            });
            if papers.is_empty() && tasks.parties[party].exempt {
                accounts.exempt.push(party);
                continue;
            }
            let first = papers.first().map(|&index| &digests[index]);
            accounts
                .expected
                .push(account(tasks, party, first, as_of, papers.clone()));
        }
        accounts
    }
}

fn account(
    tasks: &Tasks,
    party: usize,
    first: Option<&Digest>,
    as_of: NaiveDate,
    digests: Vec<usize>,
) -> Account {
    let due = tasks.due(Some(party));
    let received = tasks.parties[party].received;
    // Sent back, and no other copy was kept.
    let returned = tasks
        .register
        .received(party)
        .is_some_and(|receipt| receipt.refused);
    let submitted = received.or(first.and_then(|digest| digest.submitted));
    let state = match (first, submitted) {
        (Some(digest), _) if digest.refused.is_some() => State::Refused,
        (None, Some(_)) if returned => State::Refused,
        (_, Some(at)) if due.is_some_and(|due| due.is_missed(at)) => State::Late,
        (_, Some(_)) => State::OnTime,
        (Some(_), None) => State::Undated,
        (None, None) if due.is_some_and(|due| due.has_passed(as_of)) => State::Missing,
        (None, None) => State::Due,
    };
    let day = match state {
        State::Missing | State::Due => Some(as_of),
        _ => submitted.map(|at| at.date),
    };
    let days = due.zip(day).map(|(due, day)| due.days(day));
    Account {
        party,
        state,
        digests,
        submitted,
        days,
    }
}
