//! The proof in a browser: light and dark, on a desk and on a phone, by keyboard alone. In: the sample's proof. Out: whether
//! anybody can read it and answer.

#[path = "../common/mod.rs"]
mod common;

use common::{run, said};
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline;
use pamphleteer::proof::{self, Mode, Proof};
use pamphleteer::source::Source;
use pamphleteer::source::typography::{Leaf, Run, Style, Typography};
use serde_json::Value;

const SAMPLE: &str = include_str!("../../sample/a-penny-for-the-fire.txt");

/// The sample's lines on pages of forty, each word at its place.
fn printed() -> Source {
    let (mut text, mut runs) = (String::new(), Vec::new());
    for (at, line) in SAMPLE.lines().enumerate() {
        if at > 0 && at % 40 == 0 {
            text.push('\u{c}');
        }
        let begin = text.len();
        text.push_str(line);
        text.push('\n');
        for word in line.split_whitespace() {
            let start = word.as_ptr() as usize - line.as_ptr() as usize;
            let left = |byte: usize| 7200 + 450 * line[..byte].chars().count() as i32;
            runs.push(Run {
                start: (begin + start) as u32,
                end: (begin + start + word.len()) as u32,
                left: left(start),
                right: left(start + word.len()),
                baseline: 7200 + 1400 * (at % 40) as i32,
                size: 1000,
                foot: 0,
                head: 0,
                style: Style::NONE,
                face: 0,
                confidence: 100,
            });
        }
    }
    let leaf = Leaf {
        width: 59_500,
        height: 84_200,
        ..Leaf::default()
    };
    // The sample has turns of its own.
    let pages = text.matches('\u{c}').count() + 1;
    let typography = Typography::new(&text, vec![leaf; pages], runs);
    Source::new("printed.pdf", text).with_typography(typography)
}

fn page(source: Source) -> String {
    let sources = [source];
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
    let text = Source::new("a-penny-for-the-fire.txt", SAMPLE.into());
    let files = [("proof.html", text), ("printed.html", printed())].map(|(name, source)| {
        let file = folder.path().join(name);
        std::fs::write(&file, page(source)).expect("a page");
        file
    });
    let output = run(common::tool("reader of proofs")?.args(&files));
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
        assert_eq!(seen["again"], true, "a key after a dialog: {seen}");
        labelled(&seen);
        linked(&seen);
        drawn(&seen["printed"]);
    }
}

/// Lines are said to be something by keys, for a line and for the lines of a selection, and taken back.
fn labelled(seen: &Value) {
    let yaml = seen["lines"].as_str().expect("lines");
    let read: Value = serde_yaml::from_str(yaml).expect("YAML");
    let lines = read["repair"]["lines"].as_object().expect("lines");
    let mut kinds: Vec<&str> = lines.values().filter_map(Value::as_str).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["heading 2", "verse", "verse"], "{yaml}");
    let words = squeezed(SAMPLE);
    for name in lines.keys() {
        let (name, _) = name.split_once('#').unwrap_or((name, ""));
        let begins = name.trim_end_matches(" …");
        assert!(words.contains(begins), "{name}");
    }
    let back: Value = serde_yaml::from_str(seen["back"].as_str().expect("lines")).expect("YAML");
    let left = back["repair"]["lines"].as_object().map(|lines| lines.len());
    assert_eq!(left, Some(2), "{back}");
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A call is drawn to a note by mouse and by finger, and linked by keys: each row names both as the source prints them.
fn linked(seen: &Value) {
    for (way, call, note) in [("mouse", 0, 1), ("finger", 1, 2), ("keys", 2, 0)] {
        let yaml = seen["links"][way].as_str().expect("lines");
        let read: Value = serde_yaml::from_str(yaml).expect("YAML");
        let rows = read["notes"]["link"].as_object().expect("links");
        let [call, note] =
            [("calls", call), ("notes", note)].map(|(of, at)| &seen["names"][of][at]);
        let row = rows.get(call.as_str().expect("a name"));
        assert_eq!(row, Some(note), "{way}: {yaml}");
    }
    assert_eq!(seen["links"]["refused"], "# no answers yet\n");
}

/// Pages as printed: only those in sight are drawn, every word of a line where the source has it, and marks can be chosen.
fn drawn(seen: &Value) {
    assert_eq!(seen["faults"], serde_json::json!([]), "{seen}");
    assert_eq!(seen["overflow"], 0, "{seen}");
    let [pages, filled] = ["pages", "filled"].map(|name| seen[name].as_u64().expect("a number"));
    assert!(pages > 3 && filled > 0 && filled < pages, "{seen}");
    assert_eq!(seen["words"], seen["own"], "the words of a page");
    assert_eq!(seen["hidden"], true, "the lines make room");
    let off = seen["off"].as_f64().expect("a number");
    assert!(
        off < 0.01,
        "places on the page differ by {off} of its width"
    );
    assert_eq!(seen["chosen"], true, "a mark on the page is chosen");
}
