//! What a plan's closing asks for: the clauses of tests/plans/closings.toml.

use std::fs;

use huibian::plan::PartId;
use serde::Deserialize;

use super::read;
use crate::root;

#[derive(Deserialize)]
struct Closings {
    closing: Vec<Closing>,
}

#[derive(Deserialize)]
struct Closing {
    text: String,
    deadline: Option<toml::value::Datetime>,
    parts: Vec<(PartId, String)>,
}

#[test]
fn every_closing_asks_for_the_parts_it_names() {
    let path = root().join("tests/plans/closings.toml");
    let closings = fs::read_to_string(path).expect("the closings");
    let closings: Closings = toml::from_str(&closings).expect("TOML");
    assert!(closings.closing.len() >= 30);
    for closing in closings.closing {
        let plan = read(format!(
            "某市2016年重点任务清单\n（一）清理河道。清理20公里。（市水务局负责）\n\
             （二）栽植树木。造林2万亩。（市林业局负责）\n\n{}\n",
            closing.text
        ));
        let days: Vec<String> = plan
            .deadlines
            .iter()
            .map(|(day, _)| day.to_string())
            .collect();
        let day: Vec<String> = closing.deadline.iter().map(ToString::to_string).collect();
        assert_eq!(days, day, "{}", closing.text);
        assert_eq!(plan.parts, closing.parts, "{}", closing.text);
    }
}
