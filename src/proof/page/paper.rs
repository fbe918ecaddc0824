//! A page in parts. In: HTML as it is written, and where it can be cut. Out: a [`Sheet`]: as one whole for a file, or for the
//! desk what a reader sees first, with places for the parts that follow.
//!
//! A part is named by the hash of its bytes: what is as it was keeps its name, and a browser that has it needs it no more.

use crate::ledger::fingerprint;
use std::fmt::Write;

/// A page on its way.
#[derive(Default)]
pub(super) struct Paper {
    /// What is written now, and comes at once.
    pub html: String,
    pieces: Vec<Piece>,
}

enum Piece {
    Here(String),
    Part(Part),
}

/// What can be got by itself.
struct Part {
    name: String,
    html: String,
    /// How high it will stand about, in lines.
    lines: usize,
    /// Whether it comes with the page.
    is_first: bool,
}

impl Paper {
    /// A part that comes when it is looked at: `lines` high about.
    pub fn part(&mut self, html: String, lines: usize) {
        self.push(html, lines, false);
    }

    /// A part that comes with the page.
    pub fn first(&mut self, html: String) {
        self.push(html, 0, true);
    }

    fn push(&mut self, html: String, lines: usize, is_first: bool) {
        if html.is_empty() {
            return;
        }
        self.rest();
        // Two hashes, of the bytes and of them behind a sign: 64 bits.
        let [one, two] = [fingerprint(&[&html]), fingerprint(&["·", &html])];
        self.pieces.push(Piece::Part(Part {
            name: format!("{one:08x}{two:08x}"),
            html,
            lines,
            is_first,
        }));
    }

    fn rest(&mut self) {
        let html = std::mem::take(&mut self.html);
        if !html.is_empty() {
            self.pieces.push(Piece::Here(html));
        }
    }
}

/// A page without its body's tag, which says where it is read.
pub struct Sheet {
    pub(super) head: String,
    /// Names the book for what a browser keeps of it.
    pub(super) key: u32,
    pub(super) pieces: Pieces,
}

/// What stands in the body.
pub(super) struct Pieces(Vec<Piece>);

impl From<Paper> for Pieces {
    fn from(mut paper: Paper) -> Pieces {
        paper.rest();
        Pieces(paper.pieces)
    }
}

impl Sheet {
    /// The page with all its parts, behind the body's tag.
    pub(super) fn whole(&self, body: &str) -> String {
        self.written(body, |_| true)
    }

    /// The page with the parts that come first, and places for the others.
    pub(super) fn begun(&self, body: &str) -> String {
        self.written(body, |part| part.is_first)
    }

    fn written(&self, body: &str, is_here: impl Fn(&Part) -> bool) -> String {
        let mut html = format!("{}{body}\n", self.head);
        for piece in &self.pieces.0 {
            let _ = match piece {
                Piece::Here(here) => write!(html, "{here}"),
                Piece::Part(part) if is_here(part) => writeln!(
                    html,
                    "<div class=\"part\" data-part=\"{}\">{}</div>",
                    part.name, part.html
                ),
                Piece::Part(part) => writeln!(
                    html,
                    "<div class=\"part\" data-part=\"{}\" data-wait style=\"--lines:{}\"></div>",
                    part.name, part.lines
                ),
            };
        }
        html.push_str("</body></html>\n");
        html
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.pieces.0.iter().filter_map(|piece| match piece {
            Piece::Part(part) => Some(part),
            Piece::Here(_) => None,
        })
    }

    /// A part by its name.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<&str> {
        let found = self.parts().find(|part| part.name == name);
        found.map(|part| part.html.as_str())
    }

    /// The names of the parts in which something stands: an entry by its id, `note-7`, `call-7`.
    #[must_use]
    pub fn places(&self, id: &str) -> Vec<&str> {
        let signs = [format!("#{id}\""), format!(" id=\"{id}\"")];
        let stands = |html: &str| {
            let source = html.split("data-e=\"").skip(1);
            let mut ids = source.flat_map(|rest| rest.split('"').next().unwrap_or("").split(' '));
            signs.iter().any(|sign| html.contains(sign.as_str())) || ids.any(|known| known == id)
        };
        let parts = self.parts().filter(|part| stands(&part.html));
        parts.map(|part| part.name.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_follows_or_comes_at_once() {
        let mut paper = Paper::default();
        paper.html.push_str("<nav>");
        paper.first("<i id=\"a\"></i>".into());
        paper.part("<mark data-e=\"b c\"></mark>".into(), 7);
        paper.part(String::new(), 1);
        paper.html.push_str("</nav>");
        let sheet = Sheet {
            head: "<head>".into(),
            key: 0,
            pieces: paper.into(),
        };
        let whole = sheet.whole("<body>");
        let begun = sheet.begun("<body>");
        assert!(whole.contains("data-e=\"b c\"") && !begun.contains("data-e"));
        assert!(begun.contains("id=\"a\"") && begun.contains(" data-wait style=\"--lines:7\""));
        assert!(begun.ends_with("</nav></body></html>\n"));
        let [place] = sheet.places("c")[..] else {
            panic!("it stands in one part")
        };
        assert_eq!(sheet.part(place), Some("<mark data-e=\"b c\"></mark>"));
        assert_eq!(sheet.places("a").len(), 1);
        assert!(sheet.places("b c").is_empty() && sheet.part("").is_none());
    }
}
