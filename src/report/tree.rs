//! The paper's tree, made regular. A paper pasted from Word has no blank lines
//! and no #: its lines become paragraphs, its numbered lines headings; what is
//! active becomes text. After that, reading and printing need no special case.

mod attributes;
mod bare;
mod blanks;
mod captions;
mod cells;
mod definitions;
mod depth;
mod drawn;
mod elements;
mod entries;
mod levels;
mod lines;
mod lists;
mod margin;
mod masks;
mod placed;
mod quoted;
mod quotes;
mod ruled;
mod sanitise;
mod size;
mod stars;
mod tabs;
mod tildes;
mod turns;

use std::borrow::Cow;
use std::cell::OnceCell;

use comrak::nodes::{Ast, AstNode, NodeValue, Sourcepos};
use comrak::{Arena, Options};

use self::blanks::Parted;
use super::positions::Positions;
use super::{Block, Passage, Report, footnotes, frame, header, read, waiver};
use crate::plan::{Limit, Plan};
use crate::text::{Source, hidden, seek, words};

/// One paper, parsed: its facts, and its tree for printing. Lives in the
/// worker that read it.
pub struct Paper<'a> {
    /// The text.
    pub source: &'a Source,
    /// The facts.
    pub report: Report,
    pub(super) root: &'a AstNode<'a>,
    /// The nodes of each passage; as long as the report's passages.
    pub(super) nodes: Vec<&'a AstNode<'a>>,
    /// Lines before the body, and what was done to it for the parser.
    skipped: usize,
    parted: Parted,
    /// Whether something in it may hide or turn the text; asked when it is printed.
    hides: OnceCell<bool>,
    pub(super) arena: &'a Arena<'a>,
}

/// How papers are read. Single ~ between figures (1~2个) is no deletion, a line
/// under a signature makes no heading of it, and an address swallows no Chinese
/// punctuation: strikethrough, setext headings and automatic links are off.
pub fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.cjk_friendly_emphasis = true;
    options.parse.leave_footnote_definitions = true;
    options.parse.ignore_setext = true;
    options.render.prefer_fenced = true;
    options
}

impl<'a> Paper<'a> {
    /// An empty arena, which must outlive the paper parsed into it.
    pub fn arena() -> Arena<'a> {
        Arena::new()
    }

    /// The paper of `source` as an answer to `plan`, its tree kept in `arena`: a line
    /// that begins with an item of the plan is a heading. The body of a paper that is
    /// over one of its limits is not read any further, and what there is too much of
    /// is recorded.
    pub fn parse(arena: &'a Arena<'a>, source: &'a Source, plan: &Plan) -> Self {
        let limits = &plan.limits;
        let header = header::read(source);
        let body = header.span.map_or(0, |span| span.end);
        let skipped = source.line_of(body) - 1;
        let (text, parted) = blanks::separate(source, body, plan);
        let positions = Positions {
            source,
            skipped,
            added: &parted.added,
            dedented: &parted.dedented,
        };
        // Most papers have none of these signs.
        let few = seek::any_of(text.as_bytes(), [b'<', b']', b'~']).next();
        let holds = |sign| few.is_some() && seek::holds_sign(&text, sign);
        // Raw HTML, comments and automatic links begin with <, all others hold ].
        let (tagged, bracketed, tilded) = (holds(b'<'), holds(b']'), holds(b'~'));
        let text = match tagged {
            true => waiver::close(text),
            false => text,
        };
        let celled = match seek::holds_sign(&text, b'|') {
            true => cells::mask(&text),
            false => Cow::Borrowed(&*text),
        };
        let masked = match bracketed {
            true => definitions::mask(&celled),
            false => Cow::Borrowed(&*celled),
        };
        let is_masked = [&celled, &masked]
            .iter()
            .any(|text| matches!(text, Cow::Owned(_)));
        let noted = bracketed && text.contains("[^");
        let over = limits.exceeded(Limit::FrontMatter, body as u64);
        let tree = over.map_or_else(|| size::parse(arena, &masked, noted, limits), Err);
        let excess = tree.as_ref().err().copied();
        let nothing = || new(arena, NodeValue::Document, (1, 1, 1, 1).into());
        let (root, nesting) = tree.unwrap_or_else(|_| (nothing(), 0));
        let nested = depth::flatten(root, nesting, limits);
        placed::set_back(arena, root, &parted.drawn);
        if is_masked {
            masks::unmask(root);
        }
        let mut report = Report {
            header,
            excess,
            nested: nested.map(|(at, excess)| (positions.span(at), excess)),
            ..Report::default()
        };
        if tagged || bracketed {
            sanitise::sanitise(arena, root, positions, &mut report);
        }
        report.pasted.margins = positions.margins().collect();
        waiver::read_mistyped(source, body, &mut report.waivers);
        if tilded {
            report.pasted.struck = tildes::struck(root, positions, &parted.drawn);
        }
        let broken = tabs::tables(arena, root, &text);
        stars::put_back(arena, root, &text);
        attributes::take_off(root);
        if bracketed && seek::holds(&text, attributes::SET) {
            attributes::unset(root);
        }
        captions::part(arena, root);
        quotes::lay_open(root);
        lists::nest(root);
        entries::part(arena, root, tagged || broken);
        lists::headings(arena, root, positions, plan);
        lines::regularise(arena, root, positions, plan, &mut report.pasted);
        if noted {
            footnotes::lift(root);
        }
        let nodes = read::passages(arena, root, positions, plan, &mut report);
        frame::find(&mut report, &nodes);
        if noted {
            footnotes::place(root, &nodes, &mut report.passages);
        }
        // A paste's headings are known only now.
        let headings = report.passages.iter().filter(|passage| is_heading(passage));
        report.excess =
            excess.or_else(|| limits.exceeded(Limit::Headings, headings.count() as u64));
        for passage in &report.passages {
            report.census.add(&passage.census);
        }
        Paper {
            source,
            report,
            root,
            nodes,
            skipped,
            parted,
            hides: OnceCell::new(),
            arena,
        }
    }

    /// Whether characters may stand in it that hide or turn the text.
    pub(super) fn hides(&self) -> bool {
        *self.hides.get_or_init(|| hidden::may_hold(self.source))
    }

    /// Where the nodes stand in the source.
    pub(super) fn positions(&self) -> Positions<'_> {
        Positions {
            source: self.source,
            skipped: self.skipped,
            added: &self.parted.added,
            dedented: &self.parted.dedented,
        }
    }
}

/// The characters of the text below `node` that count.
pub(super) fn count<'a>(node: &'a AstNode<'a>) -> usize {
    read::walk(node)
        .map(|node| match &node.data().value {
            NodeValue::Text(text) => words::count(text),
            NodeValue::Code(code) => words::count(&code.literal),
            NodeValue::CodeBlock(code) => words::count(&code.literal),
            _ => 0,
        })
        .sum()
}

fn is_heading(passage: &Passage) -> bool {
    matches!(passage.block, Block::Heading(_))
}

/// Puts a node's children in its place.
pub(super) fn unwrap<'a>(node: &'a AstNode<'a>) {
    let children: Vec<&AstNode> = node.children().collect();
    for child in children {
        node.insert_before(child);
    }
    node.detach();
}

/// A new node of `value` at `at`.
pub(super) fn new<'a>(arena: &'a Arena<'a>, value: NodeValue, at: Sourcepos) -> &'a AstNode<'a> {
    let mut ast = Ast::new(value, at.start);
    ast.sourcepos = at;
    arena.alloc(ast.into())
}
