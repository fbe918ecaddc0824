//! Several texts of one book. In: what each file's head says. Out: where each begins, with title and authors over it where it
//! doesn't say them itself.

use super::class;
use crate::book::{Attributes, Block, Inline, Meta, words};
use crate::source::Span;

/// The place of words that come from a file's head.
const AT_HEAD: Span = Span {
    source: u16::MAX,
    start: 0,
    end: 0,
};

/// Says that a text begins: its language; its title as a heading, unless it begins with it; its authors below.
pub(super) fn begin(blocks: &mut Vec<Block>, front: &Meta) {
    let language = Some(front.language.clone()).filter(|tag| !tag.is_empty());
    let has_title = matches!(
        blocks.first(),
        Some(Block::Heading { text, .. }) if is_same(&words(text), &front.title)
    );
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let top = levels.min().unwrap_or(1).saturating_sub(1).max(1);
    let mut head = vec![Block::TextBegins { language }];
    let mut rest = std::mem::take(blocks);
    if has_title {
        head.push(rest.remove(0));
    } else if !front.title.trim().is_empty() {
        head.push(Block::Heading {
            level: top,
            text: vec![text(&front.title)],
        });
    }
    let authors: Vec<&str> = front.authors().collect();
    if !authors.is_empty() {
        let of = Attributes {
            classes: vec![class::AUTHOR.into()],
            ..Attributes::default()
        };
        let line = Block::Paragraph(vec![text(&authors.join(", "))]);
        head.push(Block::Division {
            of,
            blocks: vec![line],
        });
    }
    head.extend(rest);
    *blocks = head;
}

fn text(words: &str) -> Inline {
    Inline::Text {
        text: words.split_whitespace().collect::<Vec<_>>().join(" "),
        at: AT_HEAD,
    }
}

fn is_same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// The title page of all: that of the first file, with the people of all.
pub(super) fn joined(mut meta: Meta, front: Option<Meta>, index: u16) -> Meta {
    let front = front.unwrap_or_default();
    if index == 0 {
        return front;
    }
    for person in front.contributors {
        if !meta.contributors.contains(&person) {
            meta.contributors.push(person);
        }
    }
    meta
}
