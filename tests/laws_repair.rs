//! The laws of the repair, as properties: on made-up pamphlets, broken in every way at once, and on the corpus where it
//! stands beside the repository. Law 1: nothing is lost. Law 2: a repaired text needs no repair. Law 3: every call has
//! one note, and numbers run 1..n.

mod common;
#[path = "common/laws.rs"]
mod laws;

use laws::assert_laws;
use pamphleteer::galley::Galley;
use pamphleteer::lexicon::Lexicon;
use pamphleteer::repair::{Rules, repair};
use pamphleteer::source::Source;
use pamphleteer::source::forms::Form;
use proptest::prelude::*;
use std::sync::OnceLock;

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules {
        repair: Default::default(),
        notes: Default::default(),
        lexicon: Lexicon::new("en-GB", &[]),
        form: Form::Plain,
        meta: Default::default(),
    })
}

/// A word, sometimes with a call glued to it, broken, run together, or a decoy.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => prop::sample::select(vec!["the", "reading", "room", "of", "was", "members", "counted", "Every", "and", "it"])
            .prop_map(String::from),
        1 => "[a-z]{1,9}[.,;]?",
        1 => (1..40_u32).prop_map(|n| format!("members.{n}")),
        1 => (1..40_u32).prop_map(|n| format!("“fire”{n}.")),
        1 => prop::sample::select(vec!["1914", "1867.", "themembers", "box", "18 days", "H2O", "500,000", "—", "*", "†", "ﬁre",
            "mem-\nbers", "read-\ning", "C H A P T E R", "\u{ad}", "  ", "ibid", "caf\u{e9}", "naïve", "12",
            "mem‐\nbers‐\nhip", "mem¬\nbers\u{ad}\nhip", "M¨uhle", "wel[11]", "theReading Room 4", "„Ja“", "l´été", "ȺꟜa", "weiß…", "i", "iv", "“", "”"])
            .prop_map(String::from),
    ]
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        10 => prop::collection::vec(word(), 4..12).prop_map(|w| w.join(" ")),
        1 => Just(String::new()),
        1 => (1..40_u32, prop::collection::vec(word(), 1..9)).prop_map(|(n, w)| format!("{n} {}", w.join(" "))),
        1 => (1..40_u32).prop_map(|n| n.to_string()),
        1 => Just("A READING ROOM".to_owned()),
        1 => Just("\u{c}".to_owned()),
        1 => "\\PC{0,20}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn laws_hold_on_broken_pamphlets(lines in prop::collection::vec(line(), 0..60)) {
        let lines: Vec<String> = lines;
        let text = lines.join("\n").replace("\n\u{c}\n", "\n\u{c}");
        assert_laws(&Source::new("made-up.txt", text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    /// Any characters at all: a result, never a panic.
    #[test]
    fn any_text_is_repaired(text in "(\\PC|[\n\u{c}\r\t0-9*]){0,300}") {
        let text: String = text;
        let source = Source::new("any.txt", text.clone());
        let (galley, ledger) = repair(Galley::set(&[source]), rules());
        prop_assert_eq!(galley.undone(&ledger), text);
    }
}

/// One case of the corpus in six, so that each style and extractor is met.
#[test]
fn laws_hold_on_the_corpus() {
    let Some(folder) = common::shared("corpus/dev") else {
        return;
    };
    let cases = std::fs::read_dir(folder).expect("a folder").flatten();
    let mut cases: Vec<_> = cases.map(|c| c.path()).collect();
    cases.sort();
    // The last two are long books: `cargo bench --bench laws` reads them, and all others.
    cases.truncate(60);
    for case in cases.iter().step_by(6) {
        let text = std::fs::read_to_string(case.join("input.txt")).expect("a text");
        println!("{}", case.display());
        assert_laws(&Source::new("input.txt", text));
    }
}
