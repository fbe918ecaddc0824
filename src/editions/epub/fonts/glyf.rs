//! TrueType outlines. In: the tables `glyf`, `loca`, `head` (OpenType 1.9.1). Out: `glyf` with the kept glyphs only.

use crate::sfnt::{Table, number};
use std::collections::BTreeSet;

/// More components follow; arguments are words; a scale, two, or four follow.
const MORE: usize = 0x20;
const WORDS: usize = 0x01;
const SCALES: [(usize, usize); 3] = [(0x08, 2), (0x40, 4), (0x80, 8)];

/// Empties all glyphs but those to keep and their parts.
pub(super) fn thin(tables: &mut [Table], keep: &BTreeSet<u16>) -> Option<()> {
    let find = |tag: &[u8; 4]| tables.iter().position(|(t, _)| t == tag);
    let (head, loca, glyf) = (find(b"head")?, find(b"loca")?, find(b"glyf")?);
    let is_long = number(&tables[head].1, 50, 2)? == 1;
    let width = if is_long { 4 } else { 2 };
    let factor = if is_long { 1 } else { 2 };
    let count = tables[loca].1.len() / width - 1;
    let offsets: Option<Vec<usize>> = (0..=count)
        .map(|n| Some(number(&tables[loca].1, n * width, width)? * factor))
        .collect();
    let offsets = offsets?;
    let outlines = &tables[glyf].1;
    let outline = |glyph: usize| outlines.get(*offsets.get(glyph)?..*offsets.get(glyph + 1)?);
    let mut kept: BTreeSet<usize> = keep.iter().map(|&g| usize::from(g)).collect();
    let mut open: Vec<usize> = kept.iter().copied().collect();
    while let Some(glyph) = open.pop() {
        let parts = parts(outline(glyph)?)?;
        open.extend(parts.into_iter().filter(|&part| kept.insert(part)));
    }
    let (mut data, mut places) = (Vec::new(), Vec::new());
    for glyph in 0..=count {
        let place = (data.len() / factor) as u32;
        places.extend(if is_long {
            place.to_be_bytes().to_vec()
        } else {
            (place as u16).to_be_bytes().to_vec()
        });
        if glyph < count && kept.contains(&glyph) {
            data.extend(outline(glyph)?);
            data.resize(data.len().next_multiple_of(4), 0);
        }
    }
    tables[glyf].1 = data;
    tables[loca].1 = places;
    Some(())
}

/// The glyphs that a composite one is made of.
fn parts(outline: &[u8]) -> Option<Vec<usize>> {
    let mut parts = Vec::new();
    if outline.is_empty() || number(outline, 0, 2)? < 0x8000 {
        return Some(parts);
    }
    let mut at = 10;
    loop {
        let flags = number(outline, at, 2)?;
        parts.push(number(outline, at + 2, 2)?);
        at += 4 + if flags & WORDS != 0 { 4 } else { 2 };
        at += SCALES
            .iter()
            .find(|(flag, _)| flags & flag != 0)
            .map_or(0, |(_, size)| *size);
        if flags & MORE == 0 {
            return Some(parts);
        }
    }
}
