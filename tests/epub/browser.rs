//! What a browser does with the links: a click on a call shows its note, a click on the note's number leads back.

use super::common::{self, run, said};
use super::library::pages;
use super::unpacked::Unpacked;
use serde_json::Value;

/// Clicks the first call of a note in a page and then the note's way back; None where there is no browser.
fn clicked(epub: &Unpacked, page: &str, note: &str) -> Option<Value> {
    let folder = tempfile::tempdir().expect("a folder");
    epub.write(folder.path());
    let mut browser = common::tool("browser")?;
    let pages = folder.path().join("OEBPS");
    let output = run(browser.arg(pages).args(["click", page, note]));
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    Some(serde_json::from_str(said.trim()).unwrap_or_else(|e| panic!("{e}: {said}")))
}

#[test]
fn a_call_leads_to_its_note_and_the_note_back() {
    let epub = Unpacked::open(&pages().epub);
    let Some(seen) = clicked(&epub, "s01.xhtml", "fn-2") else {
        return;
    };
    assert_eq!(seen["call"]["hash"], "#fn-2");
    assert_eq!(seen["call"]["inView"], true, "{seen}");
    let note = seen["call"]["text"].as_str().expect("a note");
    assert!(note.starts_with("2. Set by hand"), "{note}");
    assert_eq!(seen["back"]["hash"], "#fnref-2");
    assert_eq!(seen["back"]["inView"], true, "{seen}");
    assert_eq!(seen["back"]["text"], "2");
    assert!(
        seen["faces"].as_u64() > Some(0),
        "no embedded face was loaded"
    );
}

/// The test above would notice.
#[test]
fn a_way_back_to_nowhere_is_noticed() {
    let mut epub = Unpacked::open(&pages().epub);
    assert!(epub.replace("s01", "href=\"#fnref-2\"", "href=\"#nowhere\""));
    let Some(seen) = clicked(&epub, "s01.xhtml", "fn-2") else {
        return;
    };
    assert_eq!(seen["back"]["inView"], false);
}
