//! The EPUB edition: its structure, faults put into it on purpose, other people's validators, and the words it says.

#[path = "../books/mod.rs"]
mod books;
mod browser;
#[path = "../common/mod.rs"]
mod common;
mod covers;
mod faults;
mod library;
mod long;
mod markup;
mod mutations;
mod options;
mod unpacked;
mod validators;
mod words;

use library::{Made, all, pages};
use pamphleteer::editions::epub::{EDITION, KOBO};
use pamphleteer::manifest::Settings;
use proptest::prelude::*;
use unpacked::Unpacked;

#[test]
fn every_book_is_sound() {
    for Made { name, epub, .. } in all() {
        let faults = faults::faults(&Unpacked::open(&epub));
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    let epub = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool").install(|| pages().epub)
    };
    assert!(epub(1) == epub(4));
}

#[test]
fn mimetype_comes_first_and_is_stored() {
    let epub = pages().epub;
    assert_eq!(&epub[30..38], b"mimetype");
    assert_eq!(&epub[38..58], b"application/epub+zip");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_book_makes_a_sound_epub(book in books::any::book(), endnotes in any::<bool>()) {
        let mut settings = Settings::default();
        settings.epub.endnotes = endnotes;
        settings.epub.fonts = false;
        let edition = if endnotes { &KOBO } else { &EDITION };
        let epub = library::make_for(edition, &book, &settings).expect("an EPUB").value;
        let faults = faults::faults(&Unpacked::open(&epub));
        prop_assert!(faults.is_empty(), "{:#?}", faults);
    }
}
