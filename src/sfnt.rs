//! The container of OpenType (OpenType 1.9.1, "Organization of an OpenType Font"). In: a font file, or a collection of them.
//! Out: the tables of a face, and a file that is made of tables, checksums right.

use std::ops::Range;

/// What the checksum of a whole font makes with its adjustment.
const WHOLE: u32 = 0xB1B0_AFBA;

/// A table: tag and bytes.
pub(crate) type Table = ([u8; 4], Vec<u8>);

/// Where the tables of a face stand in its file, by their tags; `index` is its place in a collection. None for what is no
/// font, or breaks off.
pub(crate) fn directory(file: &[u8], index: u32) -> Option<Vec<([u8; 4], Range<usize>)>> {
    let head = head(file, index)?;
    let count = number(file, head + 4, 2)?;
    let record = |at: usize| {
        let tag: [u8; 4] = file.get(at..at + 4)?.try_into().ok()?;
        let (start, length) = (number(file, at + 8, 4)?, number(file, at + 12, 4)?);
        let end = start.checked_add(length)?;
        (end <= file.len()).then_some((tag, start..end))
    };
    (0..count).map(|n| record(head + 12 + 16 * n)).collect()
}

/// Where a face of a file begins: itself, or as the head of a collection says.
fn head(file: &[u8], index: u32) -> Option<usize> {
    match file.get(..4)? {
        b"ttcf" => number(file, 12 + 4 * index as usize, 4),
        _ => Some(0),
    }
}

/// The tables of the face of a single file.
pub(crate) fn tables(file: &[u8]) -> Option<Vec<Table>> {
    let tables = directory(file, 0)?.into_iter();
    Some(
        tables
            .map(|(tag, range)| (tag, file[range].to_vec()))
            .collect(),
    )
}

/// A face of a collection as a file of its own; a single file as it is.
pub(crate) fn alone(file: &[u8], index: u32) -> Option<Vec<u8>> {
    if !file.starts_with(b"ttcf") {
        return Some(file.to_vec());
    }
    let head = head(file, index)?;
    let tables = directory(file, index)?.into_iter();
    let tables: Vec<Table> = tables
        .map(|(tag, range)| (tag, file[range].to_vec()))
        .collect();
    let version = file.get(head..head + 4)?;
    (!tables.is_empty()).then(|| assembled(version, tables))
}

/// A big-endian number of so many bytes.
pub(crate) fn number(data: &[u8], at: usize, bytes: usize) -> Option<usize> {
    let bytes = data.get(at..at.checked_add(bytes)?)?;
    Some(bytes.iter().fold(0, |n, b| n << 8 | usize::from(*b)))
}

/// A file made of tables.
pub(crate) fn assembled(version: &[u8], mut tables: Vec<Table>) -> Vec<u8> {
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
