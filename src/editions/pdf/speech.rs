//! What text extraction is to hear. In: the pages. Out: for each run the stretches of glyphs that need `/ActualText`
//! (PDF 1.7, 14.9.4), because their text is not that of the font's map, or because a word is broken over two lines: its
//! first part then says the whole word, and its second part nothing.

use super::fonts::{Subset, clusters, spoken};
use crate::typeset::Length;
use crate::typeset::page::{Element, ElementId, ElementKind, Ink, Item, Layout, Run};
use std::ops::Range;

/// In bytes. What has more of them over its lines is no word to be heard as one: its lines say their own parts.
const LONGEST_REST: usize = 1_000;

/// A stretch of a run's glyphs, and what it says if that is not what its glyphs say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Which glyphs.
    pub glyphs: Range<usize>,
    /// What they say.
    pub actual: Option<String>,
}

/// How a run's words go on from line to line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Joints {
    /// The run begins with the rest of a word that the line before it has said.
    pub said: bool,
    /// The rest of the run's last word, which the next line shows.
    pub rest: Option<String>,
    /// The run ends without a space though its text goes on elsewhere with another word: a line of verse, an entry of
    /// the contents before its page number.
    pub needs_space: bool,
}

/// The joints of all items, by page and item.
pub(crate) fn joints(layout: &Layout) -> Vec<Vec<Joints>> {
    let mut joints: Vec<Vec<Joints>> = (layout.pages.iter())
        .map(|page| vec![Joints::default(); page.items.len()])
        .collect();
    let blocks = blocks(&layout.structure);
    // From the last item to the first, so that a word over three lines is whole before its first part asks for it.
    let mut next: Vec<Option<(usize, usize)>> = vec![None; layout.structure.len()];
    for (at_page, page) in layout.pages.iter().enumerate().rev() {
        for (at_item, item) in page.items.iter().enumerate().rev() {
            let (Some(element), Ink::Glyphs(run)) = (item.element, &item.ink) else {
                continue;
            };
            let Some(&block) = blocks.get(element.0 as usize) else {
                continue;
            };
            let here = (at_page, at_item);
            if let Some(there) = next[block]
                && let Ink::Glyphs(following) = &layout.pages[there.0].items[there.1].ink
            {
                let is_below = is_lower(layout, here, there);
                // A dropped initial stands lower than the line that goes on with its word.
                let is_initial = there.0 == at_page
                    && is_lower(layout, there, here)
                    && !run.text.ends_with(char::is_whitespace);
                if is_initial || is_below && is_broken(&run.text) {
                    let rest = rest_of(&following.text, joints[there.0][there.1].rest.as_deref());
                    if rest.len() <= LONGEST_REST {
                        joints[there.0][there.1].said = true;
                        joints[at_page][at_item].rest = Some(rest);
                    }
                } else if is_below || is_apart(item, run, &layout.pages[there.0].items[there.1]) {
                    let is_spaced = |text: &str| text.ends_with(char::is_whitespace);
                    joints[at_page][at_item].needs_space =
                        !is_spaced(&run.text) && !following.text.starts_with(char::is_whitespace);
                }
            }
            next[block] = Some(here);
        }
    }
    joints
}

/// For each element the block that its lines belong to: calls, links and spans are parts of a line.
fn blocks(structure: &[Element]) -> Vec<usize> {
    let mut blocks: Vec<usize> = Vec::with_capacity(structure.len());
    for (at, element) in structure.iter().enumerate() {
        let within = matches!(
            element.kind,
            ElementKind::Reference | ElementKind::Link | ElementKind::Span
        );
        let block = match element.parent {
            Some(ElementId(parent)) if within => blocks.get(parent as usize).copied(),
            _ => None,
        };
        blocks.push(block.unwrap_or(at));
    }
    blocks
}

fn is_broken(text: &str) -> bool {
    text.ends_with(['\u{ad}', '-', '\u{2010}', '/'])
}

/// Whether one item stands on a later line than another.
fn is_lower(layout: &Layout, (page, item): (usize, usize), lower: (usize, usize)) -> bool {
    let place = |page: usize, item: usize| -> &Item { &layout.pages[page].items[item] };
    let (above, below) = (place(page, item), place(lower.0, lower.1));
    let size = match &above.ink {
        Ink::Glyphs(run) => run.size,
        _ => return false,
    };
    lower.0 > page || below.y - above.y > size / 2
}

/// Whether there is white between a run and the next on its line.
fn is_apart(item: &Item, run: &Run, next: &Item) -> bool {
    let width: Length = run.glyphs.iter().map(|glyph| glyph.advance()).sum();
    next.x - (item.x + width) > run.size / 3
}

/// The rest of a word at the beginning of a line, and what follows it if the line holds nothing else.
fn rest_of(line: &str, further: Option<&str>) -> String {
    match line.find(char::is_whitespace) {
        Some(end) => line[..end].to_string(),
        None => without_hyphen(line).to_string() + further.unwrap_or_default(),
    }
}

fn without_hyphen(text: &str) -> &str {
    text.strip_suffix('\u{ad}').unwrap_or(text)
}

/// Parts a run into stretches.
pub(crate) fn stretches(run: &Run, font: &Subset, joints: &Joints) -> Vec<Stretch> {
    let clusters = spelled(run, font);
    let blank = |cluster: &Cluster| cluster.text.chars().all(char::is_whitespace);
    let end = clusters.len();
    let said = match joints.said {
        true => clusters.iter().position(blank).unwrap_or(end),
        false => 0,
    };
    let broken = match &joints.rest {
        Some(_) => clusters.iter().rposition(blank).map_or(0, |at| at + 1),
        None => end,
    };
    let manner = |at: usize| match at {
        _ if at < said => Manner::Silent,
        _ if at >= broken => Manner::Broken,
        _ if clusters[at].deviates => Manner::Spelled,
        _ => Manner::Plain,
    };
    let mut stretches = Vec::new();
    let mut at = 0;
    while at < end {
        let how = manner(at);
        let length = (at..end).take_while(|&next| manner(next) == how).count();
        let part = &clusters[at..at + length];
        at += length;
        stretches.push(Stretch {
            glyphs: part[0].glyphs.start..part[length - 1].glyphs.end,
            actual: how.actual(part, joints),
        });
    }
    stretches
}

/// How a stretch is heard.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    /// As the font's map says.
    Plain,
    /// Not at all.
    Silent,
    /// As spelled out.
    Spelled,
    /// As the whole word.
    Broken,
}

impl Manner {
    fn actual(self, part: &[Cluster<'_>], joints: &Joints) -> Option<String> {
        let spelled = || -> String { part.iter().map(|cluster| spoken(cluster.text)).collect() };
        match self {
            Manner::Plain => None,
            Manner::Silent => Some(String::new()),
            Manner::Spelled => Some(spelled()),
            Manner::Broken => {
                let text: String = part.iter().map(|cluster| cluster.text).collect();
                Some(without_hyphen(&text).to_string() + joints.rest.as_deref().unwrap_or_default())
            }
        }
    }
}

/// Glyphs that say a text together.
struct Cluster<'a> {
    glyphs: Range<usize>,
    text: &'a str,
    deviates: bool,
}

fn spelled<'a>(run: &'a Run, font: &Subset) -> Vec<Cluster<'a>> {
    let mut spelled: Vec<Cluster> = Vec::with_capacity(run.glyphs.len());
    for (at, (glyph, text)) in clusters(run).enumerate() {
        let known = &font.texts[usize::from(font.code(glyph))];
        match spelled.last_mut() {
            Some(cluster) if text.is_empty() => {
                cluster.glyphs.end = at + 1;
                cluster.deviates |= !known.is_empty();
            }
            _ => spelled.push(Cluster {
                glyphs: at..at + 1,
                text,
                deviates: *known != spoken(text),
            }),
        }
    }
    spelled
}
