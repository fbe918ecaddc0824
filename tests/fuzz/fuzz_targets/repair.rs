//! Any text, repaired: the ledger gives it back, a second repair enters nothing, notes and calls are numbered 1..n.

#![no_main]

#[path = "../../common/laws.rs"]
mod laws;

use libfuzzer_sys::fuzz_target;
use pamphleteer::source::{Source, decode};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(decoded) = decode::decode("a.txt", bytes) {
        laws::assert_laws(&Source::new("a.txt", decoded.value.text));
    }
});
