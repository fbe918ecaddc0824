//! Any bytes as a source, any text as a manifest: a result or a message, never a panic. In: bytes made at random, and
//! good inputs damaged. Out: nothing; reaching the end is what is asked.

use pamphleteer::editions::markdown;
use pamphleteer::manifest::{self, File, Settings};
use pamphleteer::pipeline;
use pamphleteer::report::{self, Form, Shelf};
use pamphleteer::source::{Source, decode};
use proptest::prelude::*;
use std::path::Path;

const MANIFEST: &str = include_str!("../book.yaml");
const TEXT: &[u8] = include_bytes!("../sample/a-penny-for-the-fire.txt");

/// Reads a manifest and renders what there is to say, in all forms.
fn read_manifest(bytes: &[u8]) {
    let file = File::new(Path::new("book.yaml"), bytes);
    let messages = match manifest::resolve(&file) {
        Ok(manifest) => manifest.warnings,
        Err(faults) => {
            assert!(faults.has_errors(), "a refusal gives its reason");
            faults
        }
    };
    let files = [file.source];
    let shelf = Shelf {
        sources: &[],
        files: &files,
    };
    for form in [Form::Human { colour: true }, Form::Short, Form::Json] {
        let text = report::render(&messages, shelf, form);
        assert!(form != Form::Short || text.lines().count() == messages.0.len());
    }
}

/// Decodes a source and repairs it to Markdown.
fn read_source(bytes: &[u8]) {
    let Ok(decoded) = decode::decode("a.txt", bytes) else {
        return;
    };
    assert!(!decoded.value.text.contains(['\r', '\0']));
    let sources = [Source::new("a.txt", decoded.value.text)];
    let (book, galley, ledger) = pipeline::repair_sources(&sources, &Settings::default());
    assert_eq!(galley.undone(&ledger), sources[0].text());
    assert!(!markdown::write(&book).contains('\0'));
}

/// Some bytes put in the place of a part of the input.
fn damage(input: &[u8], (at, length): (usize, usize), bytes: &[u8]) -> Vec<u8> {
    let from = at % (input.len() + 1);
    let to = (from + length).min(input.len());
    [&input[..from], bytes, &input[to..]].concat()
}

/// Bits of YAML in any order come nearer to the faults that matter than letters do.
fn yaml_bits() -> impl Strategy<Value = String> {
    let bit = prop::sample::select(vec![
        "title", "text", "editions", "page", "repair", "notes", "swap", "headings", ": ", ":\n",
        "\n", "  ", "    ", "- ", "[", "]", "{", "}", ", ", "\"", "'", "&a ", "*a", "<<: ", "!t ",
        "|\n", ">-\n", "~", "1", "12mm", "true", "é", "\u{2028}", "---\n", "#", "%", "@", "\t",
        "? ", "0x1F", ".inf", "\u{85}", "\u{feff}",
    ]);
    prop::collection::vec(bit, 0..60).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_as_manifest(text in any::<String>()) {
        read_manifest(text.as_bytes());
    }

    #[test]
    fn any_bytes_as_manifest(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_manifest(&bytes);
    }

    #[test]
    fn bits_of_yaml_as_manifest(text in yaml_bits()) {
        read_manifest(text.as_bytes());
    }

    #[test]
    fn damaged_manifests(at in any::<usize>(), length in 0..40_usize, bits in yaml_bits()) {
        read_manifest(&damage(MANIFEST.as_bytes(), (at, length), bits.as_bytes()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_bytes_as_source(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_source(&bytes);
    }

    #[test]
    fn damaged_sources(at in any::<usize>(), length in 0..400_usize, bytes in prop::collection::vec(any::<u8>(), 0..20)) {
        let from = at % TEXT.len();
        let part = &TEXT[from..(from + 1500).min(TEXT.len())];
        read_source(&damage(part, (at / 7, length), &bytes));
    }
}
