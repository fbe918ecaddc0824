//! The proof in a browser: light and dark, on a desk and on a phone, by keyboard alone. In: the sample's proof. Out: whether
//! anybody can read it and answer.

#[path = "../common/mod.rs"]
mod common;

use common::{run, said};
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline;
use pamphleteer::proof::{self, Mode, Proof};
use pamphleteer::source::Source;
use serde_json::Value;

const SAMPLE: &str = include_str!("../../sample/a-penny-for-the-fire.txt");

fn page() -> String {
    let sources = [Source::new("a-penny-for-the-fire.txt", SAMPLE.into())];
    let mut settings = Settings::default();
    settings.meta.language = "en-GB".into();
    let (_, galley, ledger) = pipeline::repair_sources(&sources, &settings);
    let proof = Proof {
        settings: &settings,
        galley: &galley,
        ledger: &ledger,
        sources: &sources,
    };
    proof::page(&proof, Mode::File)
}

/// What a browser saw; None where there is none.
fn seen() -> Option<Vec<Value>> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("proof.html");
    std::fs::write(&file, page()).expect("a page");
    let output = run(common::tool("reader of proofs")?.arg(&file));
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    Some(serde_json::from_str(said.trim()).unwrap_or_else(|e| panic!("{e}: {said}")))
}

#[test]
fn it_can_be_read_and_answered_by_keys() {
    let Some(seen) = seen() else { return };
    assert_eq!(seen.len(), 4);
    for seen in seen {
        assert_eq!(seen["errors"], serde_json::json!([]), "{seen}");
        assert_eq!(seen["faults"], serde_json::json!([]), "{seen}");
        assert_eq!(seen["overflow"], 0, "{seen}");
        let left = seen["before"]["left"].as_u64().expect("a number");
        let id = seen["next"]["card"].as_str().expect("an entry is chosen");
        assert!(left > 1 && seen["before"]["card"].is_null(), "{seen}");
        let marks = seen["next"]["marks"].as_array().expect("marks");
        let are_its = |mark: &Value| {
            mark.as_str()
                .is_some_and(|ids| ids.split(' ').any(|i| i == id))
        };
        assert!(marks.len() == 2 && marks.iter().all(are_its), "{seen}");
        assert_eq!(seen["next"]["inView"], true, "{seen}");
        assert_eq!(seen["answered"]["left"], left - 1, "{seen}");
        assert_eq!(seen["kept"]["left"], left - 2, "{seen}");
        let yaml = seen["yaml"].as_str().expect("lines");
        let read: Value = serde_yaml::from_str(yaml).expect("YAML");
        assert_eq!(read["decisions"][id], "accept", "{yaml}");
        let answers = read["decisions"].as_object().expect("answers");
        assert_eq!(answers.len(), 2, "{yaml}");
    }
}
