//! Pictures that a paper names: printed from the file itself where it lies
//! beside the paper and is a picture, else by their words only.

use comrak::nodes::{AstNode, NodeLink, NodeValue};

use super::{
    address,
    tree::{self, Paper},
};
use crate::text::{Label, base64, label};

/// A picture that a paper names, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The line of the report, from 1.
    pub line: usize,
    /// Its address, as it is written.
    pub address: String,
    /// The file printed, relative to the report's folder; or why none is.
    pub fate: Result<String, Why>,
}

/// Why a picture is not printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It lies on another machine, or in the address itself.
    External,
    /// There is no such file.
    Missing,
    /// The file cannot be read.
    Unreadable,
    /// Its bytes are none of PNG, JPEG, GIF, WebP, whatever its name says.
    NoPicture,
    /// It, or all pictures of the report together, have too many bytes.
    TooLarge,
    /// It lies outside the report's folder, or is a link.
    Outside,
}

impl Why {
    /// The reason in words.
    pub const fn label(self) -> Label {
        match self {
            Why::External => label("外部地址", "an outside address"),
            Why::Missing => label("找不到", "not found"),
            Why::Unreadable => label("打不开", "cannot be read"),
            Why::NoPicture => label("不是图片", "no picture"),
            Why::TooLarge => label("过大", "too large"),
            Why::Outside => label("在文件夹之外", "outside the folder"),
        }
    }
}

/// Reads the file of that path, relative to the report's folder.
pub type Load<'l> = dyn FnMut(&str) -> Result<Vec<u8>, Why> + 'l;

impl<'a> Paper<'a> {
    /// Puts the pictures that `load` can read into the tree, and takes out the
    /// others: their words stand beside them.
    pub fn embed(&self, load: &mut Load) -> Vec<Picture> {
        if self.report.pictures == 0 {
            return Vec::new();
        }
        let named: Vec<&AstNode> = self.root.descendants().filter(|n| is_picture(n)).collect();
        let mut pictures = Vec::with_capacity(named.len());
        for node in named {
            let NodeValue::Image(link) = node.data().value.clone() else {
                continue;
            };
            let at = node.data().sourcepos;
            let fate = match read(&link.url, load) {
                Ok((path, url)) => {
                    node.append(tree::new(
                        self.arena,
                        NodeValue::Text(link.title.into()),
                        at,
                    ));
                    let title = String::new();
                    node.data_mut().value = NodeValue::Image(Box::new(NodeLink { url, title }));
                    Ok(path)
                }
                Err(why) => {
                    node.detach();
                    Err(why)
                }
            };
            pictures.push(Picture {
                line: self.positions().line(at),
                address: link.url,
                fate,
            });
        }
        pictures
    }
}

/// Whether a node is a picture.
pub(super) fn is_picture(node: &AstNode) -> bool {
    matches!(node.data().value, NodeValue::Image(_))
}

/// The file an address names, and its bytes as an address.
fn read(url: &str, load: &mut Load) -> Result<(String, String), Why> {
    let path = address::inside(url)?;
    let bytes = load(&path)?;
    let kind = kind(&bytes).ok_or(Why::NoPicture)?;
    let data = base64(&bytes);
    Ok((path, format!("data:image/{kind};base64,{data}")))
}

/// What a file is by its first bytes.
fn kind(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some("png"),
        [0xFF, 0xD8, 0xFF, ..] => Some("jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("gif"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("webp"),
        _ => None,
    }
}
