//! Any bytes behind the beginning of each OCR layout: as for PDFs.

#![no_main]

#[path = "../../common/laws.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;
use pamphleteer::source;

/// What files of each layout begin with.
const HEADS: [&str; 5] = [
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta name=\"ocr-system\" content=\"x\"/></head><body>",
    "<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v3#\">",
    "<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">",
    "<document xmlns=\"http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml\">",
    "<DjVuXML>",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, rest)) = bytes.split_first() else {
        return;
    };
    let head = HEADS[usize::from(*first) % HEADS.len()];
    let file = [head.as_bytes(), rest].concat();
    match source::read("a.xml", &file) {
        Ok(read) => laws::assert_laws(&read.value),
        Err(fault) => assert!(fault.message.contains("a.xml")),
    }
});
