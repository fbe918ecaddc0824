//! A book of several texts: each is a world of its own, and nothing of one runs into the next.

use pamphleteer::book::{Block, Inline, visit_inlines, words};
use pamphleteer::manifest::Settings;
use pamphleteer::pipeline::repair_sources;
use pamphleteer::source::Source;

const PLOUGH: &str = "\
The plough was lent for the spring and came back in the summer with its share broken.1 Nobody
asked who had broken it, since the smith was to mend it for nothing and was glad of the walk.

It was lent again in the next year, and the smith had the walk once more, and was glad.2 So

1 Farm book, 2 May.
2 Farm book, 9 May, where the smith is called
";

const FERRY: &str = "\
the ferry ran twice a day, and on Sundays when the ferryman was sober enough to find the rope.1
It was a flat boat with a rail on one side, and the cows were put where the rail was not.

In the end a bridge was built, and the ferryman was the first who walked over it.2

1 Toll list of the parish.
2 His widow said so.
";

fn sources() -> [Source; 2] {
    [
        Source::new("plough.txt", PLOUGH.into()),
        Source::new("ferry.txt", FERRY.into()),
    ]
}

#[test]
fn no_note_and_no_sentence_runs_from_one_text_into_the_next() {
    let (book, galley, ledger) = repair_sources(&sources(), &Settings::default());
    let notes = book.notes().iter().map(|note| match &note.body[0] {
        Block::Paragraph(text) => words(text),
        other => panic!("{other:?}"),
    });
    let notes: Vec<String> = notes.collect();
    assert_eq!(
        notes,
        [
            "Farm book, 2 May.",
            "Farm book, 9 May, where the smith is called",
            "Toll list of the parish.",
            "His widow said so."
        ]
    );
    let blocks = book.blocks().iter().map(|block| match block {
        Block::Paragraph(text) => words(text),
        other => panic!("{other:?}"),
    });
    let blocks: Vec<String> = blocks.collect();
    assert!(
        blocks.iter().any(|block| block.ends_with("was glad. So")),
        "{blocks:#?}"
    );
    assert!(
        blocks
            .iter()
            .any(|block| block.starts_with("the ferry ran")),
        "{blocks:#?}"
    );
    assert_eq!(galley.undone(&ledger), format!("{PLOUGH}{FERRY}"));
}

#[test]
fn pages_are_counted_anew_in_each_text() {
    let page = |name: &str| {
        let line =
            format!("the {name} went on and on, over the hill and down to the water again.\n");
        let page = |folio: u32| format!("{}\n{folio}\n", line.repeat(20));
        [1, 2, 3].map(page).join("\u{c}")
    };
    let sources = [
        Source::new("a.txt", page("road")),
        Source::new("b.txt", page("path")),
    ];
    let (book, ..) = repair_sources(&sources, &Settings::default());
    let mut labels = Vec::new();
    visit_inlines(book.blocks(), &mut |inline| {
        if let Inline::PageTurn { label } = inline {
            labels.push(label.clone());
        }
    });
    assert_eq!(labels, ["1", "2", "3", "1", "2", "3"]);
}
