//! Golden files damaged, and files made to do harm. In: changes by chance, always the same ones. Out: nothing; what is
//! asked is a result or an error with words, in bounded time and memory.

#[path = "../common/chance.rs"]
mod chance;

use super::file::{file, object, stream};
use super::golden::files;
use chance::Chance;
use flate2::{Compression, write::ZlibEncoder};
use pamphleteer::manifest::Settings;
use pamphleteer::{pipeline, source};
use std::io::Write;
use std::time::{Duration, Instant};

/// Changed files, if `DAMAGED_FILES` does not say another number; a few thousand take seconds.
const FILES: usize = 1500;
/// One in so many of those that can be read is repaired, too.
const REPAIRED: usize = 25;
/// No file takes longer.
const LONGEST: Duration = Duration::from_secs(10);

/// What stands in PDFs and means something, and numbers that nobody expects.
const BITS: &[&str] = &[
    "0",
    "-1",
    "99999999999",
    "2147483647",
    "4294967296",
    "1e99",
    "1 0 R",
    "3 0 R",
    "99 0 R",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "/Kids",
    "/Length",
    "/Filter/FlateDecode",
    "/Filter/LZWDecode",
    "/ToUnicode 3 0 R",
    "/Type",
    "null",
    "BT",
    "ET",
    "Do",
    "BDC",
    "EMC",
    "Tj",
    "q",
    "Q",
    "cm",
    "endstream",
    "endobj",
    "obj",
    "stream",
    "xref",
    "trailer",
    "%",
    "\n",
];

/// A file with one to eight places changed.
fn damage(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len());
        let end = (at + chance.below(40)).min(bytes.len());
        match chance.below(5) {
            0 => bytes[at] = chance.below(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, BITS[chance.below(BITS.len())].bytes())),
            3 => drop(bytes.splice(at..end, BITS[chance.below(BITS.len())].bytes())),
            _ => {
                let part = bytes[at..end].to_vec();
                let to = chance.below(bytes.len());
                drop(bytes.splice(to..to, part));
            }
        }
    }
    bytes
}

/// Reads a file; repairs what it says, if that is asked.
fn read(bytes: &[u8], is_repaired: bool) {
    let begun = Instant::now();
    match source::read("a.pdf", bytes) {
        Ok(read) if is_repaired => {
            let sources = [read.value];
            let (_, galley, ledger) = pipeline::repair_sources(&sources, &Settings::default());
            assert_eq!(galley.undone(&ledger), sources[0].text());
        }
        Ok(_) => {}
        Err(fault) => assert!(fault.message.contains("a.pdf"), "{fault:?}"),
    }
    assert!(begun.elapsed() < LONGEST, "{:?}", begun.elapsed());
}

#[test]
fn damaged_files_give_a_result_or_an_error() {
    let named = std::env::var("DAMAGED_FILES").ok();
    let all = named.and_then(|n| n.parse().ok()).unwrap_or(FILES);
    let mut chance = Chance(1914);
    let files = files();
    for count in 0..all {
        let (_, bytes) = &files[count % files.len()];
        read(&damage(bytes, &mut chance), count % REPAIRED == 0);
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// A stream of a few kilobytes that unpacks to more than any book has is refused, and not taken for a scan.
#[test]
fn streams_that_unpack_to_too_much_are_said() {
    let font = object("<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>");
    let page = "/Resources<</Font<</F1 4 0 R>>/XObject<</X1 5 0 R>>>>";
    let large = packed(&vec![b' '; 80 << 20]);
    let twice = packed(&large);
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]";
    let plain = stream("", b"/X1 Do");
    let files = [
        file(
            std::slice::from_ref(&font),
            page,
            &stream("/Filter/FlateDecode", &large),
        ),
        file(
            std::slice::from_ref(&font),
            page,
            &stream("/Filter[/FlateDecode/FlateDecode]", &twice),
        ),
        file(
            &[font, stream(&format!("{form}/Filter/FlateDecode"), &large)],
            page,
            &plain,
        ),
    ];
    for bytes in files {
        assert!(bytes.len() < 100_000);
        let fault = source::read("a.pdf", &bytes).expect_err("it has no words");
        assert_eq!(fault.code, "oversized-pdf", "{}", fault.message);
        assert!(
            fault.message.contains("more than any book needs"),
            "{}",
            fault.message
        );
    }
}
