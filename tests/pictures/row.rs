//! Pictures to a row, as the editor asks. In: divisions of the class `row`. Out: where they stand in pages, EPUB and text.

use super::{WORDS, book, edition, files, near, pages, place_of, shown, unpacked};
use pamphleteer::book::Book;
use pamphleteer::source::{Source, markdown};

const ROW: &str = "Before.\n\n::: row\n\n![The *mole*[^1]](a.png)\n\n![The lamp, which was lit at five every evening](b.png)\n\n:::\n\n\
    After.\n\n[^1]: Of stone.\n";

fn rowed() -> Book {
    let pictures = [
        ("a.png", files::png(900, 600)),
        ("b.png", files::png(900, 600)),
    ];
    book(ROW, &pictures)
}

#[test]
fn two_stand_beside_each_other_each_over_its_caption() {
    let book = rowed();
    let layout = pages(&book);
    let [(page, left, one), (_, right, other)] = shown(&layout)[..] else {
        panic!("two pictures")
    };
    assert_eq!(left.y, right.y);
    assert!(near(one.width, other.width));
    assert!(left.x + one.width < right.x);
    let (mole, lamp) = (place_of(&layout, "mole"), place_of(&layout, "The lamp,"));
    assert_eq!((mole.0, lamp.0), (page, page));
    assert_eq!(mole.1, lamp.1);
    assert!(mole.1 > left.y + one.height);
    assert_eq!(place_of(&layout, "Of stone").0, page);
}

/// Those that no page has room for beside each other stand in further rows; what is no picture stands as ever.
#[test]
fn many_stand_in_several_rows_and_words_as_ever() {
    let row: String = (0..9).map(|n| format!("![N{n}](a.png)\n\n")).collect();
    let many = book(
        &format!("::: row\n\n{row}:::\n"),
        &[("a.png", files::png(90, 60))],
    );
    let layout = pages(&many);
    let pictures = shown(&layout);
    let first = pictures[0].1.y;
    let beside = pictures.iter().filter(|(_, item, _)| item.y == first);
    let beside = beside.count();
    assert!((2..9).contains(&beside), "{beside}");
    assert_eq!(pictures.len(), 9);
    let mixed = book(
        &format!("::: row\n\n![A](a.png)\n\n{WORDS}\n\n:::\n"),
        &[("a.png", files::png(90, 60))],
    );
    let layout = pages(&mixed);
    let [(_, item, picture)] = shown(&layout)[..] else {
        panic!("one picture")
    };
    assert!(place_of(&layout, "harbour").1 > item.y + picture.height);
}

#[test]
fn epub_text_and_markdown_have_the_row() {
    let book = rowed();
    let all = unpacked(&edition(&book, "epub"));
    let row = all.split("<div class=\"row\">").nth(1).expect("a row");
    let row = row.split("</div>").next().expect("its end");
    assert_eq!(row.matches("<figure>").count(), 2, "{row}");
    assert_eq!(row.matches("<figcaption>").count(), 2, "{row}");
    let text = String::from_utf8(edition(&book, "text")).expect("text");
    let said = [
        "[The mole[1]]",
        "[The lamp, which was lit at five every evening]",
    ];
    let places: Vec<Option<usize>> = said.iter().map(|said| text.find(said)).collect();
    assert!(places[0].is_some() && places[0] < places[1], "{text}");
    let again = String::from_utf8(edition(&book, "markdown")).expect("text");
    let read = markdown::read(&[Source::new("b.md", again.clone())]).expect("a book");
    assert!(read.warnings.0.is_empty(), "{:?}", read.warnings);
    assert_eq!(read.value.blocks().len(), book.blocks().len(), "{again}");
    assert!(again.contains("::: {.row}"), "{again}");
}
