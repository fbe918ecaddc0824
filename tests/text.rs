//! The plain-text edition, on any book.

mod books;

use books::any::book;
use pamphleteer::book::{Block, Meta};
use pamphleteer::editions::text::write;
use pamphleteer::manifest::settings::{NotePlace, Numbering, TextSettings};
use proptest::prelude::*;

fn settings() -> impl Strategy<Value = TextSettings> {
    let place = prop::sample::select(vec![
        NotePlace::Book,
        NotePlace::Section,
        NotePlace::Paragraph,
    ]);
    let measure = prop::option::of(50..90_usize);
    (measure, place, any::<bool>(), any::<bool>()).prop_map(|(measure, notes, ascii, crlf)| {
        TextSettings {
            measure,
            notes,
            ascii,
            crlf,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn every_note_is_set_once_and_every_call_leads_to_it(book in book(), settings in settings()) {
        let (text, _) = write(&book, &settings, Numbering::Continuous);
        for number in 1..=book.notes().len() {
            let label = format!("[{number}]");
            let heads = text.lines().filter(|l| l.trim_start().starts_with(&label)).count();
            prop_assert!(heads >= 1, "note {number} is not set:\n{text}");
        }
    }

    #[test]
    fn line_ends_blanks_and_characters_are_as_asked(book in book(), settings in settings()) {
        let (text, _) = write(&book, &settings, Numbering::Continuous);
        let bare = text.replace("\r\n", "\n");
        prop_assert_eq!(bare.matches('\n').count(), text.matches(if settings.crlf { "\r\n" } else { "\n" }).count());
        let ragged = bare.split('\n').find(|l| l.ends_with(' '));
        prop_assert!(ragged.is_none(), "a blank at a line's end: {ragged:?}");
        prop_assert!(!settings.ascii || text.is_ascii());
    }
}

/// No line is over the measure: on words that fit into it.
#[test]
fn no_line_is_over_the_measure() {
    let sentence = "The printers of the town would not set a word of it before the rent was paid.";
    let deep = (0..6).fold(
        vec![books::paragraph(&[sentence; 9].join(" "))],
        |blocks, _| vec![Block::Quote(blocks)],
    );
    let body = vec![books::paragraph(&[sentence; 3].join(" "))];
    let mut blocks = deep;
    blocks.push(books::called(sentence, 0));
    let book = books::bind(Meta::default(), blocks, vec![("1", body)]);
    for measure in 40..100 {
        let settings = TextSettings {
            measure: Some(measure),
            ..TextSettings::default()
        };
        let (text, _) = write(&book, &settings, Numbering::Continuous);
        let longest = text.lines().map(|l| l.chars().count()).max();
        assert!(longest <= Some(measure), "{measure}: {longest:?}\n{text}");
    }
}
