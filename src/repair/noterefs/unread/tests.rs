//! Pages of scans written by hand: what stands between `^` is raised.

use super::*;
use crate::source::Source;
use crate::source::typography::{Leaf, Run, Style, Typography};

/// The bodies that the calls of a text of one page get.
fn links_of(marked: &str, labels: &[&str]) -> Vec<usize> {
    let (links, ..) = all_linked(marked, labels);
    links.iter().map(|link| link.body).collect()
}

/// The calls that a text of one page gets for so many bodies: what stands before each, and the sign.
fn linked(marked: &str, labels: &[&str]) -> Vec<(String, String)> {
    all_linked(marked, labels).1
}

fn all_linked(marked: &str, labels: &[&str]) -> (Vec<Link>, Vec<(String, String)>) {
    let (mut text, mut runs) = (String::new(), Vec::new());
    for (index, part) in marked.split('^').enumerate() {
        for word in part.split_inclusive([' ', '\n']) {
            let start = text.len();
            text.push_str(word);
            let end = start + word.trim_end().len();
            if end > start {
                runs.push(run(start..end, index % 2 == 1));
            }
        }
    }
    let table = Typography::new(&text, vec![Leaf::default()], runs);
    let galley = Galley::set(&[Source::new("a.hocr", text).with_typography(table)]);
    let reading = Reading::new(&galley, Label::is_block);
    let calls = stray::calls(&reading, &[], &Lexicon::new("en", &[]));
    let bodies: Vec<Body> = (1..)
        .zip(labels)
        .map(|(id, label)| body(id, label))
        .collect();
    let numbers = figures::numbers(&bodies).remove(0).numbers;
    let page = Page {
        reading: &reading,
        bodies: &bodies,
        calls: &calls,
        numbers: &numbers,
        off: 0,
    };
    let links = page.links().1;
    let words = |link: &Link| {
        let at = calls[link.call].range.clone();
        let head = reading.text()[..at.start].trim_end();
        let word = head.rsplit([' ', '\n']).next().unwrap_or_default();
        (word.to_string(), reading.text()[at].to_string())
    };
    let found = links.iter().map(words).collect();
    (links, found)
}

fn run(bytes: std::ops::Range<usize>, is_raised: bool) -> Run {
    Run {
        start: bytes.start as u32,
        end: bytes.end as u32,
        left: 500 * bytes.start as i32,
        right: 500 * bytes.end as i32,
        baseline: 5000,
        size: 1000,
        foot: 0,
        head: 0,
        style: if is_raised {
            Style::RAISED
        } else {
            Style::default()
        },
        face: 0,
        confidence: 90,
    }
}

fn body(id: u32, label: &str) -> Body {
    Body {
        id: NoteId(id),
        value: number(label),
        printed: label.into(),
        misread: true,
        page: 0,
        zone: 0,
    }
}

fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
    found
        .iter()
        .map(|(word, sign)| (word.as_str(), sign.as_str()))
        .collect()
}

#[test]
fn raised_signs_are_calls_in_their_order() {
    let found = linked(
        "the mill^’^ and the 2^nd^ weir^®^ he said, “so.”\n",
        &["‘", ""],
    );
    assert_eq!(pairs(&found), [("mill", "’"), ("weir", "®")]);
}

#[test]
fn a_letter_of_a_known_word_and_a_stop_are_no_calls() {
    let text = "whe^n^ the mill^,^ stood here and barnsx^l^ fell\n";
    assert_eq!(pairs(&linked(text, &["1"])), [("barnsx", "l")]);
}

#[test]
fn the_first_of_two_marks_may_be_the_sentence_s_own() {
    let found = linked(
        "he said: “It is so.”” And: “The weir”! is dry.\n",
        &["1", "2"],
    );
    assert_eq!(pairs(&found), [("so.”", "”"), ("weir”", "!")]);
}

#[test]
fn half_a_bracket_makes_a_call_of_a_sign() {
    let text = "the mill! stood (at the weir!) then; in the barn!) nobody came\n";
    assert_eq!(pairs(&linked(text, &["1"])), [("barn", "!)")]);
}

#[test]
fn a_mark_that_closes_nothing_is_a_call() {
    let found = linked(
        "the mill stood.” He said: “The weir is dry.” The barn*\n",
        &["‘", "*"],
    );
    assert_eq!(pairs(&found), [("stood.", "”"), ("barn", "*")]);
}

#[test]
fn a_point_before_a_small_word_is_one_where_a_body_lacks_its_call() {
    let text = "the stone fence! stood there. What a mill! The miller’s wife,\n";
    assert_eq!(pairs(&linked(text, &["1"])), [("fence", "!")]);
    assert!(linked(text, &[]).is_empty());
}

#[test]
fn a_sign_tells_which_of_the_bodies_lack_their_calls() {
    let text = "the miller’s wife;^!^ and the weir was dry. Nobody came in the end.^4^ So the barn stood.\n";
    assert_eq!(links_of(text, &["!", "?", "*", "4"]), [0, 3]);
    assert_eq!(links_of(text, &["", "", "", ""]), [0, 3]);
}
