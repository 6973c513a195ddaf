//! What is written for every paper or oftener: cast, where its template allows it.

use std::collections::BTreeMap;
use std::io::Write;
use std::rc::Rc;

use anyhow::Result;
use tera::Context;

use super::Book;
use crate::render::Templates;
use crate::render::mould::Mould;
use crate::render::mould::kind::{Kinds, context};
use crate::volume::fact::{Facts, Named};

/// What was made for casting.
#[derive(Debug, Default)]
pub(super) struct Casts {
    templates: BTreeMap<&'static str, Cast>,
    /// The kind of what is written now.
    kind: Vec<u8>,
    /// Where words are put together.
    room: String,
}

/// A template that is written often.
#[derive(Debug)]
struct Cast {
    /// `None` where it cannot be cast.
    kinds: Option<Kinds>,
    /// Its frames by the kind of what they frame.
    frames: BTreeMap<Vec<u8>, Frame>,
}

/// What stands before and behind what a template frames; all of it before where it
/// frames nothing.
type Frame = Rc<[Mould; 2]>;

impl<W: Write> Book<'_, W> {
    /// Writes `data` by the template `name`, which is written often, and `within` it
    /// what it frames.
    pub(super) fn cast(
        &mut self,
        name: &'static str,
        data: &impl Facts,
        within: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        let facts = data.facts();
        let facts = facts.as_ref();
        let frame = self.frame(name, facts)?;
        let [before, behind] = &*frame;
        let escape = self.flavour.escape();
        before.cast(facts, escape, &mut self.casts.room, self.out)?;
        within(self)?;
        Ok(behind.cast(facts, escape, &mut self.casts.room, self.out)?)
    }

    /// The frame of template `name` for what has such facts.
    fn frame(&mut self, name: &'static str, facts: &[Named]) -> Result<Frame> {
        let cast = self.casts.templates.entry(name).or_insert_with(|| {
            let file = [name, ".", self.flavour.ending()].concat();
            let shape = self.templates.shape(&file);
            Cast {
                kinds: shape.map(|shape| shape.kinds(facts)),
                frames: BTreeMap::new(),
            }
        });
        let kind = &mut self.casts.kind;
        let kinds = cast.kinds.as_ref().filter(|kinds| kinds.of(facts, kind));
        let Some(kinds) = kinds else {
            let halves = self.halves(name, &context(facts))?;
            return Ok(Rc::new(halves.map(Mould::single)));
        };
        if let Some(frame) = cast.frames.get(kind.as_slice()) {
            return Ok(Rc::clone(frame));
        }
        let pattern = kinds.pattern(facts);
        let halves = self.halves(name, &pattern)?;
        let frame = Rc::new(halves.map(|text| Mould::new(&text)));
        if let Some(cast) = self.casts.templates.get_mut(name) {
            cast.frames
                .insert(self.casts.kind.clone(), Rc::clone(&frame));
        }
        Ok(frame)
    }

    /// What template `name` has before and behind what it frames.
    fn halves(&self, name: &str, context: &Context) -> Result<[String; 2]> {
        let behind = match Templates::frames(name) {
            true => self.text(&format!("{name}.end"), context)?,
            false => String::new(),
        };
        Ok([self.text(name, context)?, behind])
    }
}
