//! Any bytes as a PDF: a transcription whose repair keeps the laws, or an error that names the file.

#![no_main]

#[path = "../../common/laws.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;
use pamphleteer::source;

fuzz_target!(|bytes: &[u8]| {
    let file = [b"%PDF-1.7\n", bytes].concat();
    match source::read("a.pdf", &file) {
        Ok(read) => laws::assert_laws(&read.value),
        Err(fault) => assert!(fault.message.contains("a.pdf")),
    }
});
