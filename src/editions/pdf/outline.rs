//! Ways into the document. In: the outline and the folios of a [`Layout`]. Out: nested bookmarks (PDF 1.7, 12.3.3) and
//! page labels (12.4.2) in a [`Draft`].

use super::carcass::Draft;
use super::number::{milli, text_string};
use crate::book::Figures;
use crate::typeset::page::{Layout, OutlineEntry};
use lopdf::{Dictionary, Object, ObjectId, StringFormat, dictionary};

/// More bookmarks than these are shown folded.
const UNFOLDED: usize = 40;

/// Writes the bookmarks; returns their root, or None if there are none.
pub(crate) fn write(draft: &mut Draft, layout: &Layout) -> Option<ObjectId> {
    let count = layout.outline.len();
    if count == 0 {
        return None;
    }
    // The root stands behind the entries as if it were the last of them.
    let ids: Vec<ObjectId> = (0..=count)
        .map(|_| draft.document.new_object_id())
        .collect();
    let mut kids: Vec<Vec<usize>> = vec![Vec::new(); count + 1];
    for (at, parent) in parents(&layout.outline).into_iter().enumerate() {
        kids[parent.unwrap_or(count)].push(at);
    }
    let mut within = vec![0; count + 1];
    for at in (0..count).rev().chain([count]) {
        within[at] = kids[at].iter().map(|&kid| 1 + within[kid]).sum();
    }
    for (parent, siblings) in kids.iter().enumerate() {
        for (place, &at) in siblings.iter().enumerate() {
            let mut entry = entry(draft, layout, &layout.outline[at]);
            entry.set("Parent", ids[parent]);
            if place > 0 {
                entry.set("Prev", ids[siblings[place - 1]]);
            }
            if let Some(&next) = siblings.get(place + 1) {
                entry.set("Next", ids[next]);
            }
            let visible = if count > UNFOLDED {
                -within[at]
            } else {
                within[at]
            };
            hang(&mut entry, &kids[at], &ids, visible);
            draft.document.set_object(ids[at], entry);
        }
    }
    let top = &kids[count];
    let visible = if count > UNFOLDED {
        top.len() as i64
    } else {
        within[count]
    };
    let mut root = dictionary! { "Type" => "Outlines" };
    hang(&mut root, top, &ids, visible);
    draft.document.set_object(ids[count], root);
    Some(ids[count])
}

/// The parent of each entry: the nearest one before it with a lower level.
fn parents(outline: &[OutlineEntry]) -> Vec<Option<usize>> {
    let mut path: Vec<usize> = Vec::new();
    let parent = |(at, entry): (usize, &OutlineEntry)| {
        while path
            .last()
            .is_some_and(|&last| outline[last].level >= entry.level)
        {
            path.pop();
        }
        let parent = path.last().copied();
        path.push(at);
        parent
    };
    outline.iter().enumerate().map(parent).collect()
}

fn entry(draft: &Draft, layout: &Layout, entry: &OutlineEntry) -> Dictionary {
    let title = Object::String(text_string(&entry.title), StringFormat::Literal);
    let mut dictionary = dictionary! { "Title" => title };
    if let Some(target) = layout.targets.get(entry.target.0 as usize)
        && let Some(&page) = draft.pages.get(target.page as usize)
    {
        let top = milli(layout.trim.height - target.y) as f32 / 1000.0;
        let place: Vec<Object> = vec![
            page.into(),
            "XYZ".into(),
            Object::Null,
            top.into(),
            Object::Null,
        ];
        dictionary.set("Dest", place);
    }
    dictionary
}

fn hang(dictionary: &mut Dictionary, kids: &[usize], ids: &[ObjectId], visible: i64) {
    if let (Some(&first), Some(&last)) = (kids.first(), kids.last()) {
        dictionary.set("First", ids[first]);
        dictionary.set("Last", ids[last]);
        dictionary.set("Count", visible);
    }
}

/// The page labels: a range begins wherever the folio is not the last one's successor.
pub(crate) fn labels(layout: &Layout) -> Dictionary {
    let mut ranges: Vec<Object> = Vec::new();
    let mut expected = None;
    for (page, folio) in layout
        .pages
        .iter()
        .map(|page| page.folio.as_str())
        .enumerate()
    {
        let label = Label::parse(folio);
        if expected.as_ref() != Some(&label) {
            ranges.extend([Object::from(page as i64), label.dictionary().into()]);
        }
        expected = Some(label.successor());
    }
    dictionary! { "Nums" => ranges }
}

/// No front matter has so many pages; a folio such as `mix` is a word.
const ROMAN_END: u32 = 400;

/// A folio, taken apart.
#[derive(Clone, Debug, PartialEq)]
enum Label {
    Arabic(i64),
    Roman(i64),
    Words(String),
}

impl Label {
    fn parse(folio: &str) -> Label {
        match folio.parse() {
            Ok(number) if number > 0 => return Label::Arabic(number),
            _ => {}
        }
        let roman = Figures::SmallRoman.read(folio).filter(|&n| n < ROMAN_END);
        let roman = roman.map(|number| Label::Roman(number.into()));
        roman.unwrap_or_else(|| Label::Words(folio.to_string()))
    }

    fn successor(&self) -> Label {
        match self {
            Label::Arabic(number) => Label::Arabic(number + 1),
            Label::Roman(number) => Label::Roman(number + 1),
            Label::Words(words) => Label::Words(words.clone()),
        }
    }

    fn dictionary(&self) -> Dictionary {
        match self {
            Label::Arabic(number) => dictionary! { "S" => "D", "St" => *number },
            Label::Roman(number) => dictionary! { "S" => "r", "St" => *number },
            Label::Words(words) => {
                dictionary! { "P" => Object::String(text_string(words), StringFormat::Literal) }
            }
        }
    }
}
