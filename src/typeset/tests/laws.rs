//! Laws of the typesetter, on random words: nothing is lost, nothing overruns, no line breaking by hand is cheaper.

use super::{laid, overruns, said, text_items};
use crate::typeset::breaking::{
    Breaker, Choice, DIRE, Edge, Point, Room, TOLERANCES, Width, choose, fit,
};
use crate::typeset::design;
use crate::typeset::makeup::{Frame, Matter, Offer, Split, make_up};
use proptest::prelude::*;

/// Points of a paragraph of words so wide, each with a place in it where it may be parted.
fn points(words: &[i64]) -> Vec<Point> {
    let mut points = vec![Point::default()];
    let (mut ink, mut space) = (0, 0);
    for (index, &word) in words.iter().enumerate() {
        points.push(Point {
            ink_end: ink + word / 2 + 30,
            ink_start: ink + word / 2,
            space_end: space,
            space_start: space,
            penalty: 120,
            is_hyphen: true,
            ..Point::default()
        });
        ink += word;
        points.push(Point {
            ink_end: ink,
            ink_start: ink,
            space_end: space,
            space_start: space + 25,
            is_forced: index + 1 == words.len(),
            ..Point::default()
        });
        space += 25;
    }
    points
}

/// First fit: each line takes as much as goes in.
fn greedy(points: &[Point], room: &Room) -> Vec<usize> {
    let mut ends = vec![0];
    let mut at = 0;
    while at + 1 < points.len() {
        let width = Width {
            width: room.width(ends.len() as u16 - 1),
            em: room.em,
            is_free: true,
        };
        let fits = |&to: &usize| fit(&points[at], &points[to], width).is_some();
        at = (at + 1..points.len())
            .take_while(fits)
            .last()
            .unwrap_or(at + 1);
        ends.push(at);
    }
    ends
}

fn room(measure: i64) -> Room {
    Room {
        measure,
        indent: 100,
        indented: 1,
        em: 100,
        edge: Edge::Filled,
    }
}

/// All rows of all matter and all lines of notes stand once, in order, and no page is too full.
fn check_pages(matter: &[Matter], depths: &[u16], frame: &Frame) {
    let pages = make_up(matter, depths, (frame, &[]));
    let mut next = (0, 0);
    let mut note_line = 0;
    for page in &pages {
        let mut filled = 0;
        for standing in &page.column {
            assert_eq!((standing.matter, standing.rows.start), next);
            assert!(standing.at >= filled);
            filled = standing.at + standing.rows.end - standing.rows.start;
            let is_whole = standing.rows.end == matter[standing.matter].offers[standing.offer].rows;
            next = if is_whole {
                (standing.matter + 1, 0)
            } else {
                (standing.matter, standing.rows.end)
            };
        }
        assert_eq!(page.notes.start, note_line);
        note_line = page.notes.end;
        let lines = page.notes.end - page.notes.start;
        assert!(
            frame.rows_above(lines).is_some_and(|room| filled <= room),
            "{filled} rows over {lines} lines"
        );
    }
    assert_eq!(next.0, matter.len());
    assert_eq!(note_line, depths.iter().map(|&d| u32::from(d)).sum::<u32>());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    /// A paragraph that keeps within a tolerance comes before one that doesn't, unless it has a runt or a ladder; after
    /// that the cost counts.
    #[test]
    fn greedy_is_never_better(words in prop::collection::vec(40i64..400, 5..80), measure in 900i64..3000) {
        let points = points(&words);
        let room = room(measure);
        let kept: Vec<Point> = greedy(&points, &room).into_iter().map(|at| points[at]).collect();
        let (best, by_hand) = (choose(&points, &room).best, choose(&kept, &room).best);
        let rank = |choice: &Choice| match TOLERANCES.iter().position(|&t| choice.loosest <= t) {
            Some(0) if choice.cost >= DIRE => (Some(1), choice.cost),
            tolerance => (tolerance, choice.cost),
        };
        prop_assert!(rank(&best) <= rank(&by_hand), "{:?} > {:?}", rank(&best), rank(&by_hand));
    }

    /// What is kept between two times that a paragraph is broken changes nothing.
    #[test]
    fn breaking_again_finds_what_breaking_anew_finds(
        words in prop::collection::vec(40i64..400, 5..80),
        measure in 900i64..3000,
        parted in prop::collection::vec((0usize..1000, prop_oneof![Just(50_000), 0i32..300]), 1..6),
    ) {
        let points = points(&words);
        let room = room(measure);
        let mut breaker = Breaker::new(&points, &room);
        for (at, penalty) in parted {
            let at = 1 + at % (points.len() - 2);
            let mut changed = points.clone();
            changed[at].penalty = penalty;
            prop_assert_eq!(breaker.choose_but(at, penalty), choose(&changed, &room));
        }
        prop_assert_eq!(breaker.choose(), choose(&points, &room));
    }

    #[test]
    fn every_row_and_note_line_stands_once(
        pieces in prop::collection::vec((1u16..12, 0u16..3, 0usize..3), 1..20),
        depth in prop::collection::vec(1u16..30, 60),
    ) {
        let mut called = 0;
        let matter: Vec<Matter> = pieces.iter().map(|&(rows, above, notes)| {
            called += notes;
            let offer = |rows: u16| Offer {
                rows,
                calls: (0..notes as u16).map(|n| n.min(rows - 1)).collect(),
                ..Offer::default()
            };
            Matter {
                above,
                is_elastic: above > 0,
                sink: 0,
                offers: vec![offer(rows), offer(rows + 1)],
                split: if above > 1 { Split::Never } else { Split::Lines },
                keeps_next: i64::from(above) * 100,
                again: 0,
            }
        }).collect();
        let frame = Frame { rows: 20, leading: 1400, note_leading: 1120, note_head: 1500, aside_lines: 0 };
        check_pages(&matter, &depth[..called], &frame);
    }

    #[test]
    fn what_goes_in_comes_out_inside_the_measure(
        words in prop::collection::vec("[a-zA-Z]{1,14}[,.;—-]?|[“(][a-zé]{2,9}[”)]|[0-9]{1,5}|[a-z]{30,90}", 1..200),
    ) {
        let text = words.join(" ");
        let made = laid(&format!("x {text}"));
        let pages = made.value.pages[2..].iter();
        let out: String = pages.map(|page| said(&text_items(page))).collect();
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let book = super::book(&format!("x {text}"));
        let mut whole = String::new();
        crate::book::visit_inlines(book.blocks(), &mut |inline| {
            if let crate::book::Inline::Text { text, .. } = inline {
                whole.push_str(text);
            }
        });
        prop_assert_eq!(bare(&out), bare(&whole));
        let paper = design::paper("a6").expect("a paper of ours");
        prop_assert_eq!(overruns(&made.value, paper), Vec::<String>::new());
    }
}
