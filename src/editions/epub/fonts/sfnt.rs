//! The container of OpenType (OpenType 1.9.1, "Organization of an OpenType Font"). In: a font file and the glyphs to
//! keep. Out: the file without the other outlines, checksums right.

use super::{cff, glyf};
use std::collections::BTreeSet;

/// Tables that say nothing to a reader.
const DROPPED: [&[u8; 4]; 4] = [b"DSIG", b"FFTM", b"MATH", b"PfEd"];
/// What the checksum of a whole font makes with its adjustment.
const WHOLE: u32 = 0xB1B0_AFBA;

/// A table: tag and bytes.
pub(super) type Table = ([u8; 4], Vec<u8>);

/// The font without the outlines of glyphs that are not kept; None if it is not understood.
pub(super) fn thinned(font: &[u8], keep: &BTreeSet<u16>) -> Option<Vec<u8>> {
    let mut tables = tables(font)?;
    tables.retain(|(tag, _)| !DROPPED.contains(&tag));
    if let Some((_, table)) = tables.iter_mut().find(|(tag, _)| tag == b"CFF ") {
        cff::thin(table, keep)?;
    } else {
        glyf::thin(&mut tables, keep)?;
    }
    Some(assembled(font.get(..4)?, tables))
}

fn tables(font: &[u8]) -> Option<Vec<Table>> {
    let count = number(font, 4, 2)?;
    let mut tables = Vec::new();
    for record in (0..count).map(|n| 12 + 16 * n) {
        let tag: [u8; 4] = font.get(record..record + 4)?.try_into().ok()?;
        let (start, length) = (number(font, record + 8, 4)?, number(font, record + 12, 4)?);
        tables.push((tag, font.get(start..start.checked_add(length)?)?.to_vec()));
    }
    Some(tables)
}

/// A big-endian number of so many bytes.
pub(super) fn number(data: &[u8], at: usize, bytes: usize) -> Option<usize> {
    let bytes = data.get(at..at.checked_add(bytes)?)?;
    Some(bytes.iter().fold(0, |n, b| n << 8 | usize::from(*b)))
}

fn assembled(version: &[u8], mut tables: Vec<Table>) -> Vec<u8> {
    tables.sort();
    let count = tables.len() as u16;
    let selector = count.ilog2() as u16;
    let mut out = version.to_vec();
    for value in [
        count,
        16 << selector,
        selector,
        16 * count - (16 << selector),
    ] {
        out.extend(value.to_be_bytes());
    }
    let mut at = out.len() + 16 * tables.len();
    let mut head = None;
    for (tag, data) in &mut tables {
        if tag == b"head" && data.len() >= 12 {
            data[8..12].fill(0);
            head = Some(at);
        }
        out.extend(*tag);
        for value in [sum(data), at as u32, data.len() as u32] {
            out.extend(value.to_be_bytes());
        }
        at += data.len().next_multiple_of(4);
    }
    for (_, data) in &tables {
        out.extend(data);
        out.resize(out.len().next_multiple_of(4), 0);
    }
    if let Some(head) = head {
        let adjustment = WHOLE.wrapping_sub(sum(&out));
        out[head + 8..head + 12].copy_from_slice(&adjustment.to_be_bytes());
    }
    out
}

fn sum(data: &[u8]) -> u32 {
    let words = data.chunks(4).map(|chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        u32::from_be_bytes(word)
    });
    words.fold(0, u32::wrapping_add)
}
