//! The measures of an owed item that were not recognised, each with what
//! stands nearest to it, so that its id can be typed in there.

use super::View;
use super::row::{lead, one_line, sentence};
use crate::coverage::nearest::{own_words, shared};
use crate::coverage::{Answer, Filing, How};
use crate::emit::terminal::{cells, clean, fit, hang};
use crate::plan::{Item, Measure};
use crate::text::Lang;

/// The open measures of `item`; nothing where it is declined or has none.
pub(super) fn open(view: &View, item: &Item, answer: Option<&Answer>) -> String {
    if answer.is_some_and(|answer| answer.how == How::Declined) {
        return String::new();
    }
    let known = |index: u32| {
        let mut measures = answer.iter().flat_map(|answer| &answer.measures);
        measures.any(|measure| measure.measure == index)
    };
    let mut near = String::new();
    let mut strange: Vec<&str> = Vec::new();
    for (_, measure) in (1..)
        .zip(&item.measures)
        .filter(|(index, _)| !known(*index))
    {
        match nearest(view, item, answer, measure) {
            shown if shown.is_empty() => strange.push(&measure.id),
            shown => near.push_str(&shown),
        }
    }
    let look = view.look;
    let mut page = String::new();
    let mut say = |text: &str| page.push_str(&hang("  ", 2, text, look.width));
    if !near.is_empty() {
        say(look.pick(
            "下面几条没有认出，各列最相近的话（至多三处）；说的就是它，在句首写上编号：",
            "not recognised, each with what stands nearest (three places at most); \
             where it is meant, begin the sentence with the id:",
        ));
    }
    page.push_str(&near);
    if !strange.is_empty() {
        let ids = strange.join(look.pick("、", ", "));
        let told = match look.lang {
            Lang::Zh => format!("没有认出，也没有相近的话：{ids}"),
            Lang::En => format!("not recognised, and nothing is near: {ids}"),
        };
        page.push_str(&hang("  ", 2, &told, look.width));
    }
    page
}

/// So many of the words that both have are told, the longest.
const TOLD: usize = 2;

/// A measure and the sentences nearest to it; nothing where none is near. Where
/// the item has its own section, what stands in another's is not meant.
fn nearest(view: &View, item: &Item, answer: Option<&Answer>, measure: &Measure) -> String {
    let own = answer.is_some_and(|answer| answer.how == How::Written);
    // What names its measure by an id or a mark is somebody's already.
    let is_open = |at: usize| {
        let passage = view.paper.report.passages.get(at);
        let filing = view.coverage.filing.get(at);
        let elsewhere = match filing {
            Some(Filing::Item(of) | Filing::Measure(of, _)) => own && *of != item.number,
            _ => false,
        };
        let filed = matches!(filing, Some(Filing::Measure(..)));
        let named = passage.is_some_and(|passage| {
            let by_id = passage.entry.as_ref().is_some_and(|e| e.id.is_some());
            let by_mark = passage.mark().is_some_and(|mark| mark.measure.is_some());
            by_id || by_mark
        });
        !(elsewhere || filed && named)
    };
    let near = view.said.nearest(&measure.text, is_open);
    if near.is_empty() {
        return String::new();
    }
    let words = match view.look.lang {
        Lang::Zh => format!("计划：{}", clean(&measure.text)),
        Lang::En => format!("plan: {}", clean(&measure.text)),
    };
    let head = lead("", &measure.id);
    let room = view.look.width.saturating_sub(cells(&head));
    let mut page = format!("{head}{}\n", fit(&words, room));
    for near in near {
        let (number, words) = sentence(view, near);
        let own = own_words(view.tasks, words);
        let both = shared(&measure.text, &own);
        let both: Vec<&str> = both.into_iter().take(TOLD).collect();
        let tail = match view.look.lang {
            Lang::Zh => format!("（同有：{}）", both.join("、")),
            Lang::En => format!(" (both: {})", both.join(", ")),
        };
        let head = lead(&number.to_string(), "");
        let room = view.look.width.saturating_sub(cells(&head) + cells(&tail));
        page.push_str(&format!("{head}{}{tail}\n", fit(&one_line(&own), room)));
    }
    page
}
