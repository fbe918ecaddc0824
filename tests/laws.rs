//! The laws of the flow, as properties: whatever the text and whatever is done to it, these hold.

use pamphleteer::galley::{Edit, Galley, Label, NoteId, Pen};
use pamphleteer::ledger::{Certainty, Ledger};
use pamphleteer::source::Source;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a made-up pass may do to a text; places are taken modulo its length.
#[derive(Clone, Debug)]
enum Stroke {
    Edit(usize, usize, String),
    Mark(usize, usize, Label),
    Reorder(usize, usize, usize),
    Apply,
}

fn label() -> impl Strategy<Value = Label> {
    prop::sample::select(vec![
        Label::Body,
        Label::Heading(2),
        Label::Folio,
        Label::NoteZone,
        Label::NoteBody(NoteId(3)),
        Label::Call(NoteId(3)),
    ])
}

fn stroke() -> impl Strategy<Value = Stroke> {
    let place = 0..10_000_usize;
    prop_oneof![
        5 => (place.clone(), 0..6_usize, "[a-zé \n]{0,3}").prop_map(|(a, n, t)| Stroke::Edit(a, n, t)),
        3 => (place.clone(), 0..9_usize, label()).prop_map(|(a, n, l)| Stroke::Mark(a, n, l)),
        1 => (place, 1..5_usize, 1..5_usize).prop_map(|(a, n, m)| Stroke::Reorder(a, n, m)),
        2 => Just(Stroke::Apply),
    ]
}

/// The characters `from..from + count` of a text as a range of bytes.
fn range(text: &str, from: usize, count: usize) -> Range<usize> {
    let mut places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    places.push(text.len());
    let from = from % places.len();
    places[from]..places[(from + count).min(places.len() - 1)]
}

fn carry_out(pen: &mut Pen<'_>, stroke: Stroke) {
    let text = pen.galley().text().to_owned();
    match stroke {
        Stroke::Edit(from, count, after) => {
            pen.edit(Edit::sure(range(&text, from, count), after, "a whim"));
        }
        Stroke::Mark(from, count, label) => {
            pen.mark(range(&text, from, count), label, "a whim", Certainty::Sure);
        }
        Stroke::Reorder(from, first, second) => {
            let a = range(&text, from, first);
            let b = range(&text, from, first + second);
            pen.reorder(vec![a.end..b.end, a], "a whim", Certainty::Sure);
        }
        Stroke::Apply => pen.apply(),
    }
}

fn assert_tiles(galley: &Galley, sources: &[Source]) {
    let mut ends = vec![0; sources.len()];
    for (piece, text) in galley.pieces() {
        let span = piece.span();
        let end = &mut ends[span.source as usize];
        assert_eq!(span.start, *end, "a gap or an overlap before {span:?}");
        *end = span.end;
        if piece.change().is_none() {
            let source = sources[span.source as usize].text();
            assert_eq!(text, &source[span.start as usize..span.end as usize]);
        }
    }
    let lengths: Vec<u32> = sources.iter().map(|s| s.text().len() as u32).collect();
    assert_eq!(ends, lengths, "the pieces end where the sources end");
}

/// What is written in the place of a piece keeps its label, though the characters that differ stand at its edge.
#[test]
fn what_is_written_keeps_its_label() {
    for (old, new) in [("1", "31"), ("1", "12"), ("10", "2"), ("9", "10")] {
        let sources = [Source::new("a.txt", format!("a word{old} more"))];
        let mut galley = Galley::set(&sources);
        let mut ledger = Ledger::default();
        let decisions = BTreeMap::new();
        let mut pen = Pen::new(&mut galley, &mut ledger, "whim", &decisions);
        let call = 6..6 + old.len();
        let label = Label::Call(NoteId(1));
        pen.mark(call.clone(), label, "a whim", Certainty::Sure);
        pen.apply();
        pen.edit(Edit::sure(call, new, "a whim"));
        pen.apply();
        let labelled = galley.pieces().filter(|(piece, _)| piece.label() == label);
        let written: String = labelled.map(|(_, text)| text).collect();
        assert_eq!(written, new);
        assert_eq!(galley.undone(&ledger), format!("a word{old} more"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    /// Law 1: the pieces tile the sources, and undoing the ledger gives them back, byte for byte.
    #[test]
    fn nothing_is_lost(
        texts in prop::collection::vec("[a-zäß ,\n\u{c}]{1,60}", 1..3),
        strokes in prop::collection::vec(stroke(), 0..40),
    ) {
        let texts: Vec<String> = texts;
        let sources: Vec<Source> = texts.iter().map(|t| Source::new("a.txt", t.clone())).collect();
        let mut galley = Galley::set(&sources);
        let mut ledger = Ledger::default();
        let decisions = BTreeMap::new();
        let mut pen = Pen::new(&mut galley, &mut ledger, "whim", &decisions);
        for stroke in strokes {
            carry_out(&mut pen, stroke);
        }
        pen.apply();
        assert_tiles(&galley, &sources);
        prop_assert_eq!(galley.undone(&ledger), texts.concat());
        let read: usize = galley.reading().map(|(_, range)| range.len()).sum();
        prop_assert_eq!(read, galley.text().len(), "the order of reading is a permutation");
        let mut ids: Vec<String> = ledger.changes().iter().map(|c| c.id.to_string()).collect();
        let count = ids.len();
        ids.sort();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "ids are unique");
    }

    /// A sweep writes what the edits say, however the text was cut and changed before.
    #[test]
    fn edits_write_what_they_say(
        text in "[a-zäß ,\n\u{c}]{1,60}",
        before in prop::collection::vec(stroke(), 0..20),
        edits in prop::collection::vec((0..10_000_usize, 0..4_usize, "[a-zé]{0,3}"), 0..8),
    ) {
        let text: String = text;
        let sources = [Source::new("a.txt", text)];
        let mut galley = Galley::set(&sources);
        let mut ledger = Ledger::default();
        let decisions = BTreeMap::new();
        let mut pen = Pen::new(&mut galley, &mut ledger, "whim", &decisions);
        before.into_iter().for_each(|stroke| carry_out(&mut pen, stroke));
        pen.apply();
        let text = pen.galley().text().to_owned();
        let mut edits: Vec<(Range<usize>, String)> =
            edits.into_iter().map(|(a, n, after)| (range(&text, a, n), after)).collect();
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        edits.dedup_by(|b, a| b.0.start <= a.0.end);
        let mut wanted = text.clone();
        for (range, after) in edits.iter().rev() {
            wanted.replace_range(range.clone(), after);
        }
        for (range, after) in edits {
            pen.edit(Edit::sure(range, after, "a whim"));
        }
        pen.apply();
        prop_assert_eq!(galley.text(), wanted);
    }

    /// Lines and page turns tile the text, and a flow leads back to the bytes it was made of.
    #[test]
    fn views_lead_back(text in "[a-z \n\u{c}]{0,80}", strokes in prop::collection::vec(stroke(), 0..20)) {
        let text: String = text;
        let sources = [Source::new("a.txt", text)];
        let mut galley = Galley::set(&sources);
        let mut ledger = Ledger::default();
        let decisions = BTreeMap::new();
        let mut pen = Pen::new(&mut galley, &mut ledger, "whim", &decisions);
        strokes.into_iter().for_each(|stroke| carry_out(&mut pen, stroke));
        pen.apply();
        let mut seen: usize = galley.lines().iter().map(|line| line.end - line.range.start).sum();
        let turns = galley.pieces().filter(|(piece, _)| piece.label() == Label::PageTurn);
        seen += turns.map(|(_, text)| text.len()).sum::<usize>();
        prop_assert_eq!(seen, galley.text().len());
        let flow = galley.flow(Label::is_flow);
        let back: String = flow
            .ranges(0..flow.text().len())
            .into_iter()
            .map(|range| &galley.text()[range])
            .collect();
        prop_assert_eq!(flow.text(), back);
    }
}
