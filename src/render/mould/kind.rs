//! What a template renders alike, and what stands for a word while it renders one.

use tera::Context;

use crate::volume::fact::{Fact, Named};

/// What stands for a variable, one for each place among them. Never characters of a
/// text (Unicode 23.7, noncharacters).
const STAND_INS: std::ops::RangeInclusive<char> = '\u{FDD0}'..='\u{FDEF}';

/// The stand-in for the variable at `place`, if there are so many.
fn stand_in(place: usize) -> Option<char> {
    STAND_INS.clone().nth(place)
}

/// The place of the variable for which `c` stands.
pub(super) fn place(c: char) -> Option<usize> {
    let stands = STAND_INS.contains(&c);
    stands.then(|| (u32::from(c) - u32::from(*STAND_INS.start())) as usize)
}

/// The kinds that one template makes of what it writes: those that have the same in
/// all that it can ask are rendered alike.
#[derive(Debug)]
pub(in crate::render) struct Kinds {
    /// The places of what it compares to something.
    compared: Vec<usize>,
}

impl Kinds {
    pub(super) fn new(compared: Vec<usize>) -> Self {
        Kinds { compared }
    }

    /// Puts the kind of `facts` into `kind`. False where they must be rendered for
    /// themselves, as what is compared could be taken for a stand-in.
    pub(in crate::render) fn of(&self, facts: &[Named], kind: &mut Vec<u8>) -> bool {
        kind.clear();
        kind.extend(facts.iter().map(|&(_, fact)| u8::from(is_given(fact))));
        let facts = self.compared.iter().filter_map(|&place| facts.get(place));
        let (mut plain, mut room) = (true, String::new());
        for &(_, fact) in facts {
            let word = word(fact, &mut room);
            plain &= !word.contains(|c| place(c).is_some());
            kind.extend_from_slice(word.as_bytes());
            kind.push(0);
        }
        plain
    }

    /// `facts` for the engine, with stand-ins for those that may differ within their
    /// kind.
    pub(in crate::render) fn pattern(&self, facts: &[Named]) -> Context {
        let mut context = context(facts);
        for (place, &(name, fact)) in facts.iter().enumerate() {
            let is_word = is_given(fact) && !matches!(fact, Fact::Flag(_));
            let differs = is_word && !self.compared.contains(&place);
            if let Some(c) = stand_in(place).filter(|_| differs) {
                context.insert(name, &c);
            }
        }
        context
    }
}

/// Whether a template that asks for it finds it.
fn is_given(fact: Fact) -> bool {
    match fact {
        Fact::Word(word) => !word.is_empty(),
        Fact::Words(words) => !words.is_empty(),
        Fact::Place(..) => true,
        Fact::Number(number) => number != 0,
        Fact::Flag(yes) => yes,
    }
}

/// `fact` as it is printed; in `room` where it must be put together.
pub(super) fn word<'a>(fact: Fact<'a>, room: &'a mut String) -> &'a str {
    if let Fact::Word(word) = fact {
        return word;
    }
    room.clear();
    fact.print(room);
    room
}

/// `facts` for the engine.
pub(in crate::render) fn context(facts: &[Named]) -> Context {
    let mut context = Context::new();
    for &(name, fact) in facts {
        match fact {
            Fact::Number(number) => context.insert(name, &number),
            Fact::Flag(yes) => context.insert(name, &yes),
            other => context.insert(name, word(other, &mut String::new())),
        }
    }
    context
}
