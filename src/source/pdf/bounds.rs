//! How much a reader takes. In: a stream. Out: its bytes, or none where they would be more than any book has.
//!
//! A stream of 1 kB can unpack to a megabyte, and one packed twice to gigabytes; the sum is made before any of it is
//! unpacked as a whole.

use hayro_font::hayro_syntax::Filter;
use hayro_font::hayro_syntax::object::Stream;
use std::borrow::Cow;
use std::io::Read;

/// Bytes of one stream, unpacked: more than the largest fonts and drawings of real books, 40 MB of CJK.
pub(super) const MOST_BYTES: u64 = 64 << 20;
/// Bytes of a stream that can't unpack to too much, whatever is in it: deflate makes at most 1,032 of one.
const SMALL: usize = (MOST_BYTES / 1032) as usize;
/// Operators of one page, with the forms that it draws.
pub(super) const MOST_OPERATORS: usize = 4_000_000;
/// Glyphs of one page.
pub(super) const MOST_GLYPHS: usize = 200_000;
/// Forms in forms.
pub(super) const MOST_NESTING: usize = 12;
/// Graphics states saved in one another; real files stay below 100.
pub(super) const MOST_STATES: usize = 1000;
/// Rules, and pictures, of one page.
pub(super) const MOST_DRAWN: usize = 2000;
/// Pages of a file.
pub(super) const MOST_PAGES: usize = 100_000;

/// The bytes of a stream that is no picture, unpacked.
pub(super) fn decoded<'a>(stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
    if is_bounded(stream) {
        stream.decoded_data().ok()
    } else {
        None
    }
}

/// Whether a stream unpacks to no more than [`MOST_BYTES`].
pub(super) fn is_bounded(stream: &Stream<'_>) -> bool {
    let filters = stream.filters();
    let packs = |filter: &&Filter| {
        matches!(
            filter,
            Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode
        )
    };
    let raw = stream.raw_data();
    match filters.iter().filter(packs).count() {
        0 => raw.len() as u64 <= MOST_BYTES,
        1 if raw.len() <= SMALL => true,
        1 if filters.first() == Some(&Filter::FlateDecode) => inflated(&raw) <= MOST_BYTES,
        // LZW makes at most 3,640 bytes of two (codes of 12 bits, entries of 4,096), but writers of today use it for
        // nothing: what is so packed is taken up to a third of the bound.
        1 => raw.len() as u64 * 3 <= MOST_BYTES && raw.len() <= (1 << 20),
        // Packed twice: the inner one is counted, the outer one allowed if that is small.
        _ => filters.first() == Some(&Filter::FlateDecode) && inflated(&raw) <= SMALL as u64,
    }
}

/// The dictionary of a stream and the keyword before its bytes stand within so many bytes.
const DICTIONARY: usize = 2048;

/// Whether the streams that hold a file's own objects unpack to a size that one reads. They are unpacked as soon as the
/// file is opened, so they are looked for in its bytes; encrypted ones don't inflate here and are let through.
pub(super) fn is_bounded_file(bytes: &[u8]) -> bool {
    let mut sum = 0;
    for name in [&b"ObjStm"[..], b"XRef"] {
        let mut from = 0;
        while let Some(at) = find(&bytes[from..], name).map(|at| from + at) {
            from = at + name.len();
            let window = &bytes[from..bytes.len().min(from + DICTIONARY)];
            let Some(start) = find(window, b"stream").map(|start| from + start + b"stream".len())
            else {
                continue;
            };
            let entries = &bytes[at.saturating_sub(DICTIONARY)..start];
            let entries = &entries[rfind(entries, b" obj").unwrap_or(0)..];
            let raw = bytes[start..].trim_ascii_start();
            let is_packed_twice =
                count(entries, b"/FlateDecode") + count(entries, b"/LZWDecode") > 1;
            sum += inflated(raw);
            if is_packed_twice || sum > MOST_BYTES {
                return false;
            }
        }
    }
    true
}

fn find(bytes: &[u8], name: &[u8]) -> Option<usize> {
    bytes.windows(name.len()).position(|window| window == name)
}

fn rfind(bytes: &[u8], name: &[u8]) -> Option<usize> {
    bytes.windows(name.len()).rposition(|window| window == name)
}

fn count(bytes: &[u8], name: &[u8]) -> usize {
    bytes
        .windows(name.len())
        .filter(|window| *window == name)
        .count()
}

/// How many bytes deflated ones make, counted up to a little above [`MOST_BYTES`]; nothing is kept.
fn inflated(raw: &[u8]) -> u64 {
    let mut sink = [0_u8; 1 << 15];
    let mut reader = flate2::read::ZlibDecoder::new(raw);
    let mut sum = 0;
    while let Ok(count) = reader.read(&mut sink) {
        sum += count as u64;
        if count == 0 || sum > MOST_BYTES {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    fn file(entries: &str, data: &[u8]) -> Vec<u8> {
        let head = format!("%PDF-1.7\n4 0 obj\n<</Type/ObjStm{entries}>>stream\n");
        [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat()
    }

    #[test]
    fn streams_that_unpack_to_too_much_are_known_before() {
        assert!(is_bounded_file(&file(
            "/Filter/FlateDecode",
            &packed(b"1 0 (a)")
        )));
        let large = packed(&vec![0; MOST_BYTES as usize + 1]);
        assert!(!is_bounded_file(&file("/Filter/FlateDecode", &large)));
        let twice = packed(&large);
        assert!(twice.len() < 2000);
        assert!(!is_bounded_file(&file(
            "/Filter[/FlateDecode/FlateDecode]",
            &twice
        )));
    }
}
