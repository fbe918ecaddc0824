//! Lists and definitions as XHTML. In: their items. Out: markup; numbers are the reader's to write.

use super::scribe::Scribe;
use crate::book::{Block, Definition, Figures, Numbers};

const DEFINITIONS: &str = "dl { margin: 0.8em 0; }\ndt { font-weight: bold; }\ndd { margin: 0 0 0.4em 1.5em; }\n\
    dd > p:first-child { text-indent: 0; }\n";

impl Scribe<'_> {
    /// Items, numbered or not.
    pub(super) fn list(&mut self, numbers: Option<Numbers>, items: &[Vec<Block>]) {
        let (open, close) = match numbers {
            Some(numbers) => (ordered(numbers), "</ol>\n"),
            None => ("<ul>\n".to_owned(), "</ul>\n"),
        };
        self.push(&open);
        for item in items {
            self.push("<li>");
            self.inner(item);
            self.push("</li>\n");
        }
        self.push(close);
    }

    /// Terms with what is said of them.
    pub(super) fn definitions(&mut self, definitions: &[Definition]) {
        self.rule(DEFINITIONS);
        self.push("<dl>\n");
        for Definition { term, said } in definitions {
            self.push("<dt>");
            self.inlines(term, false);
            self.push("</dt>\n");
            for said in said {
                self.push("<dd>");
                self.inner(said);
                self.push("</dd>\n");
            }
            // A term of which nothing is said is no list of terms to XHTML.
            if said.is_empty() {
                self.push("<dd></dd>\n");
            }
        }
        self.push("</dl>\n");
    }
}

/// The beginning of a numbered list. What stands beside the numbers is the reader's own.
fn ordered(numbers: Numbers) -> String {
    let kind = match numbers.figures {
        Figures::Decimal => "",
        Figures::Letters => " type=\"a\"",
        Figures::Capitals => " type=\"A\"",
        Figures::SmallRoman => " type=\"i\"",
        Figures::Roman => " type=\"I\"",
    };
    match numbers.first {
        1 => format!("<ol{kind}>\n"),
        first => format!("<ol{kind} start=\"{first}\">\n"),
    }
}
