//! One entry of the register, key by key.

use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use super::{Fault, Find, Receipt, Ruled, Ruling, Such};
use crate::plan::{Moment, span};
use crate::text::{Span, Text, text};

/// An entry on its way to being understood.
pub(super) struct Entry<'a> {
    table: &'a DeTable<'a>,
    span: Span,
    find: Find<'a>,
    such: &'a Such,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Entry<'a> {
    /// The entry that `table` holds, at `span`; its faults go into `faults`.
    pub(super) fn new(
        table: &'a DeTable<'a>,
        span: Span,
        find: Find<'a>,
        such: &'a Such,
        faults: &'a mut Vec<Fault>,
    ) -> Self {
        Entry {
            table,
            span,
            find,
            such,
            faults,
        }
    }

    /// The entry as a receipt, if it is one.
    pub(super) fn receipt(&mut self) -> Option<Receipt> {
        let whole = self.only(&["agency", "received", "note", "refused"]);
        let party = self.party();
        let received = self.moment("received");
        let note = self.may_string("note");
        let refused = match self.get("refused") {
            None => Some(false),
            Some((DeValue::Boolean(refused), _)) => Some(*refused),
            Some((_, at)) => self.fault(
                at,
                text("refused 只能是 true 或 false", "refused is true or false"),
                text(
                    "写 refused = true，或删掉这一行",
                    "write refused = true, or delete the line",
                ),
            ),
        };
        let receipt = Receipt {
            party: party?,
            received: received?,
            refused: refused?,
            note: note?,
            span: self.get("received").map_or(self.span, |(_, at)| at),
        };
        whole.then_some(receipt)
    }

    /// The entry as a ruling, if it is one.
    pub(super) fn ruling(&mut self) -> Option<Ruling> {
        let kind = self.string("kind", "extend");
        let party = self.party();
        let reason = self.string("reason", "书面申请延期，已同意");
        let by = self.string("by", &self.such.office);
        let kind = kind?;
        // The first of its own keys says what the ruling is about.
        let (own, ruled): (&[&str], Option<Ruled>) = match kind.as_str() {
            "extend" => (&["until"], self.moment("until").map(Ruled::Extend)),
            "file-under" => (&["passage", "path", "item"], self.file_under()),
            "accept" => (&["rule", "item"], self.accept()),
            "choose" => (&["path"], self.path().map(Ruled::Choose)),
            "exempt" => (&["items"], self.items().map(Ruled::Exempt)),
            other => {
                let at = self.get("kind").map_or(self.span, |(_, at)| at);
                return self.fault(
                    at,
                    text(format!("没有“{other}”这样的认定"), format!("there is no ruling of kind {other}")),
                    text(
                        "kind 是 extend（延期）、file-under（归项）、accept（认可）、choose（选定）、exempt（免报）之一",
                        "kind is extend, file-under, accept, choose or exempt",
                    ),
                );
            }
        };
        let known: Vec<&str> = ["agency", "kind", "reason", "by"]
            .iter()
            .chain(own)
            .copied()
            .collect();
        let whole = self.only(&known);
        let about = own.first().and_then(|key| self.get(key));
        let ruling = Ruling {
            party: party?,
            ruled: ruled?,
            reason: reason?,
            by: by?,
            span: about.map_or(self.span, |(_, at)| at),
        };
        whole.then_some(ruling)
    }

    fn file_under(&mut self) -> Option<Ruled> {
        let path = self.path();
        let passage = self.string("passage", "我局牵头开展了质量月活动");
        let item = match self.get("item") {
            Some((value, at)) => match item(value) {
                Some(item) => Some(item),
                None => self.fault(at, no_item(), item_help()),
            },
            None => self.lacking("item", "15"),
        };
        Some(Ruled::FileUnder {
            path: path?,
            passage: passage?,
            item: item?,
        })
    }

    fn accept(&mut self) -> Option<Ruled> {
        let rule = self.string("rule", "缺项");
        let item = match self.get("item") {
            None => Some(None),
            Some((value, at)) => match item(value) {
                Some((item, None)) => Some(Some(item)),
                _ => self.fault(at, no_item(), item_help()),
            },
        };
        Some(Ruled::Accept {
            rule: rule?,
            item: item?,
        })
    }

    fn items(&mut self) -> Option<Vec<u32>> {
        let Some((value, at)) = self.get("items") else {
            return Some(Vec::new());
        };
        let items: Option<Vec<u32>> = match value {
            DeValue::Array(items) => items
                .iter()
                .map(|value| match item(value.get_ref()) {
                    Some((item, None)) => Some(item),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        match items.filter(|items| !items.is_empty()) {
            Some(items) => Some(items),
            None => self.fault(
                at,
                text("items 要写项号", "items are numbers of items"),
                text(
                    "写成 items = [15, 18]；整家免报的，删掉这一行",
                    "write items = [15, 18]; where the agency need not report at all, delete the line",
                ),
            ),
        }
    }

    fn party(&mut self) -> Option<usize> {
        let (name, at) = (
            self.string("agency", &self.such.agency)?,
            self.get("agency")?.1,
        );
        match (self.find)(&name) {
            Ok(party) => Some(party),
            Err(near) => self.fault(
                at,
                text(
                    format!("名册里没有“{name}”"),
                    format!("the roster has no {name}"),
                ),
                match near {
                    Some(near) => text(
                        format!("是不是“{near}”？照名册写"),
                        format!("do you mean {near}?"),
                    ),
                    None => text(
                        "照 plan/agencies.toml 里的名称写；没有的先补进名册",
                        "write the name as plan/agencies.toml has it, or add it there first",
                    ),
                },
            ),
        }
    }

    fn path(&mut self) -> Option<String> {
        let path = self.string("path", &format!("reports/{}.md", self.such.agency))?;
        Some(path.replace('\\', "/").trim_start_matches("./").to_owned())
    }

    fn moment(&mut self, key: &'static str) -> Option<Moment> {
        let such = match key {
            "until" => &self.such.later,
            _ => &self.such.day,
        };
        let Some((value, at)) = self.get(key) else {
            return self.lacking(key, such);
        };
        let written = match value {
            DeValue::Datetime(written) => Some(*written),
            DeValue::String(written) => written.parse::<Datetime>().ok(),
            _ => None,
        };
        match written.and_then(|written| Moment::try_from(written).ok()) {
            Some(moment) => Some(moment),
            None => self.fault(
                at,
                text(format!("{key} 不是日期"), format!("{key} is no date")),
                text(
                    format!("写成 {key} = {such}，或 {key} = {such}T17:00:00"),
                    format!("write {key} = {such}, or {key} = {such}T17:00:00"),
                ),
            ),
        }
    }

    /// A text that must be there and say something; `such` is an example.
    fn string(&mut self, key: &'static str, such: &str) -> Option<String> {
        match self.may_string(key)? {
            Some(words) if !words.trim().is_empty() => Some(words.trim().to_owned()),
            _ => self.lacking(key, &format!("\"{such}\"")),
        }
    }

    /// A text that may be there; `None` where something else is.
    fn may_string(&mut self, key: &'static str) -> Option<Option<String>> {
        match self.get(key) {
            None => Some(None),
            Some((DeValue::String(words), _)) => Some(Some(words.to_string())),
            Some((_, at)) => self.fault(
                at,
                text(format!("{key} 要写文字"), format!("{key} is a text")),
                text("用半角引号括起来", "put it in quotation marks"),
            ),
        }
    }

    fn get(&self, key: &str) -> Option<(&'a DeValue<'a>, Span)> {
        let value = self.table.get(key)?;
        Some((value.get_ref(), span(value.span())))
    }

    fn lacking<T>(&mut self, key: &'static str, such: &str) -> Option<T> {
        self.fault(
            self.span,
            text(
                format!("这一条没有写 {key}，没有生效"),
                format!("this entry has no {key} and does not hold"),
            ),
            text(
                format!("补一行 {key} = {such}"),
                format!("add {key} = {such}"),
            ),
        )
    }

    /// Whether the entry has no keys but `known`.
    fn only(&mut self, known: &[&str]) -> bool {
        let mut only = true;
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            only = false;
            self.faults.push(Fault {
                span: span(key.span()),
                what: text(
                    format!("这一条不该有“{name}”，没有生效"),
                    format!("this entry has no use for {name} and does not hold"),
                ),
                help: text(
                    format!("这里能写的：{}", known.join("、")),
                    format!("it can have: {}", known.join(", ")),
                ),
            });
        }
        only
    }

    fn fault<T>(&mut self, span: Span, what: Text, help: Text) -> Option<T> {
        self.faults.push(Fault { span, what, help });
        None
    }
}

/// 15, "15" or "15.3".
fn item(value: &DeValue) -> Option<(u32, Option<u32>)> {
    let number = |text: &str| text.trim().parse::<u32>().ok().filter(|&number| number > 0);
    match value {
        DeValue::Integer(written) => Some((number(written.as_str())?, None)),
        DeValue::String(written) => match written.split_once('.') {
            Some((item, measure)) => Some((number(item)?, Some(number(measure)?))),
            None => Some((number(written)?, None)),
        },
        _ => None,
    }
}

fn no_item() -> Text {
    text("item 要写计划里的项号", "item is the number of an item")
}

fn item_help() -> Text {
    text(
        "写成 item = 15；归到措施的，写 item = \"15.3\"",
        "write item = 15, or item = \"15.3\" for a measure of it",
    )
}
