//! Rows laid out by hand: what is set off among them.

use super::*;
use crate::facsimile::given::{Stand, Zone};
use crate::facsimile::rows::Gap;

/// A row: its words, how far in it begins, the room at its end, both in ems of a measure of thirty.
fn row((text, indent, room): (&str, f32, f32)) -> Row {
    let stand = Stand {
        page: 0,
        column: Some(0),
        zone: Zone::Block,
        baseline: 0,
        size: 1.0,
        above: 1.0,
        below: 1.0,
        indent,
        room,
        measure: 30.0,
        blank: 0.3,
        is_under_rule: false,
        italic: 0.0,
        bold: 0.0,
        small_capitals: 0.0,
        spaced: 0.0,
    };
    Row::laid(text, stand, Gap::default())
}

fn kinds(rows: &[(&str, f32, f32)]) -> Vec<(Kind, Range<usize>)> {
    let rows: Vec<Row> = rows.iter().copied().map(row).collect();
    let found = find(&rows).into_iter();
    found.map(|one| (one.kind, one.rows)).collect()
}

#[test]
fn prose_that_stands_in_is_a_quotation_and_first_lines_are_not() {
    let text = [
        ("The baker opens his shop at four and", 1.5, 0.0),
        ("sells until the bread is gone.", 0.0, 12.0),
    ];
    let quoted = [
        ("Bread is the staff on which the whole", 2.5, 2.5),
        ("of the street leans, from the corner", 2.5, 2.5),
        ("to the bridge.", 2.5, 18.0),
    ];
    let rows = [&text[..], &text[..], &text[..], &quoted[..], &text[..]].concat();
    assert_eq!(kinds(&rows), [(Kind::Quote, 6..9)]);
}

#[test]
fn lines_that_leave_room_are_verse_and_may_be_turned_over() {
    let lines = [
        ("The oven is warm and the morning is far,", 2.5, 8.0),
        ("The street is asleep and so is the star,", 2.5, 8.2),
        ("And nobody knows who has opened the heavy iron", 2.5, 2.4),
        ("door", 4.5, 22.0),
        ("Of the bakery down at the shore", 2.5, 12.0),
    ];
    let rows: Vec<Row> = lines.into_iter().map(row).collect();
    let found = find(&rows);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0].kind, &found[0].turned_over[..]),
        (Kind::Verse, &[3][..])
    );
}

#[test]
fn items_hang_below_their_signs() {
    let rows = [
        ("Of flour there are two kinds:", 0.0, 15.0),
        ("1. That which is ground between stones and", 0.5, 0.0),
        ("keeps the bran.", 2.0, 20.0),
        ("2. That which is not.", 0.5, 16.0),
        ("Both are sold.", 0.0, 22.0),
    ];
    let items = [(Kind::Item, 1..3), (Kind::Item, 3..4)];
    assert_eq!(kinds(&rows), items);
    let speech = [
        ("– Flour?", 1.5, 24.0),
        ("– Flour, said the baker.", 1.5, 17.0),
    ];
    assert!(kinds(&speech).is_empty());
}
