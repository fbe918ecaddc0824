//! Feet laid out by hand, with labels misread.

use super::*;
use crate::galley::{Galley, Label};
use crate::source::Source;
use crate::source::typography::{Leaf, Run, Style, Typography};

/// A page of fifteen lines of text, and a foot of some rows: words, and their right edge. What stands before `^` is raised; rows
/// with `%` are a quotation, larger than notes, with room below it.
fn page(foot: &[(&str, i32)]) -> Vec<(String, i32, i32, i32)> {
    let text = (0..15).map(|line| {
        (
            String::from("the boat went out before the tide"),
            350,
            70 + 12 * line,
            10,
        )
    });
    let notes = (0_i32..).zip(foot);
    let quoted = foot.iter().any(|row| row.0.starts_with('%'));
    let notes = notes.map(|(line, (words, right))| match words.strip_prefix('%') {
        Some(words) => (words.into(), *right, 254 + 10 * line, 9),
        None => (
            String::from(*words),
            *right,
            if quoted { 276 } else { 266 } + 10 * line,
            8,
        ),
    });
    text.chain(notes).collect()
}

/// The words of the bodies of some pages with such feet.
fn found(feet: &[&[(&str, i32)]]) -> Vec<(String, usize)> {
    let (mut text, mut runs) = (String::new(), Vec::new());
    for (index, foot) in feet.iter().enumerate() {
        text.push_str(if index > 0 { "\u{c}" } else { "" });
        for (words, right, baseline, size) in page(foot) {
            let (raised, words) = words
                .split_once('^')
                .map_or(("", words.as_str()), |parts| parts);
            let mut run = |part: &str, edges: [i32; 2], style: Style| {
                if !part.is_empty() {
                    runs.push(Run {
                        start: text.len() as u32,
                        end: (text.len() + part.len()) as u32,
                        left: 100 * edges[0],
                        right: 100 * edges[1],
                        baseline: 100 * baseline,
                        size: 100 * size,
                        foot: 0,
                        head: 0,
                        style,
                        face: 0,
                        confidence: 90,
                    });
                    text.push_str(part);
                }
            };
            run(raised, [50, 54], Style::RAISED);
            run(words, [54, right], Style::default());
            text.push('\n');
        }
    }
    let leaf = Leaf {
        width: 40_000,
        height: 60_000,
        ..Leaf::default()
    };
    let table = Typography::new(&text, vec![leaf; feet.len()], runs);
    let galley = Galley::set(&[Source::new("a.hocr", text).with_typography(table)]);
    let reading = Reading::new(&galley, |label| label == Label::Body);
    let bodies = bodies(&reading, &[]).unwrap_or_default();
    let words = |body: &Body| {
        let rows = body.runs.iter().cloned().flatten();
        let rows: Vec<&str> = rows.map(|row| reading.ink(row)).collect();
        (rows.join(" "), body.mark.len)
    };
    bodies.iter().map(words).collect()
}

#[test]
fn signs_and_raised_signs_head_bodies() {
    let feet: [&[(&str, i32)]; 2] = [
        &[
            ("‘The mill was sold in the spring of that", 350),
            ("year, and the weir with it.", 200),
            ("®^See the second part of the letters.", 260),
        ],
        &[
            ("*Ibid., p. 12.", 140),
            ("The barn is meant.", 150),
            ("‘The word is not his.", 180),
        ],
    ];
    let bodies = found(&feet);
    let starts: Vec<&str> = bodies.iter().map(|(words, len)| &words[*len..]).collect();
    assert_eq!(starts.len(), 5, "{starts:?}");
    assert!(starts[0].starts_with("The mill") && starts[0].ends_with("with it."));
    assert_eq!(starts[3], "The barn is meant.");
}

#[test]
fn a_note_goes_on_over_a_page_and_a_quotation_is_no_label() {
    let feet: [&[(&str, i32)]; 3] = [
        &[("‘The mill was sold in the spring of that", 350)],
        &[
            ("year, and the weir with it, as the letters", 350),
            ("show.", 100),
            ("?See the list of the lines:", 240),
            ("“Over the weir the water ran", 250),
            ("and under the mill it slept.”", 250),
        ],
        &[("1So in the first print.", 180)],
    ];
    let bodies = found(&feet);
    assert_eq!(bodies.len(), 3, "{bodies:?}");
    assert!(bodies[0].0.ends_with("show.") && bodies[1].0.ends_with("slept.”"));
}

#[test]
fn daggers_and_brackets_head_bodies() {
    let feet: [&[(&str, i32)]; 2] = [
        &[
            ("*The mill was sold.", 150),
            ("+ “The weir,” he says, “is dry.”", 200),
            ("t Barns are meant, and not sheds.", 260),
        ],
        &[
            ("({) Ibid., p. 12.", 140),
            ("2) The barn is meant.", 150),
            ("» Lists of the lines.", 180),
        ],
    ];
    let bodies = found(&feet);
    let starts: Vec<&str> = bodies
        .iter()
        .map(|(words, len)| words[*len..].trim())
        .collect();
    let read = [
        "The mill was sold.",
        "“The weir,” he says, “is dry.”",
        "Barns are meant, and not sheds.",
        "Ibid., p. 12.",
        "The barn is meant.",
        "Lists of the lines.",
    ];
    assert_eq!(starts, read);
}

#[test]
fn a_foot_without_a_label_is_a_note_where_others_are_as_small() {
    let labelled: &[(&str, i32)] = &[("®The mill was sold in spring.", 200)];
    let bare: &[(&str, i32)] = &[("Barns.", 90)];
    let long: &[(&str, i32)] = &[("The mill was sold in the spring of that", 350); 5];
    let feet = [labelled, bare, labelled, labelled];
    assert_eq!(found(&feet)[1].0, "Barns.");
    let feet = [labelled, labelled, labelled, long];
    assert_eq!(found(&feet).len(), 3);
}

#[test]
fn a_quotation_above_the_notes_is_none() {
    let foot: &[(&str, i32)] = &[
        ("%The water over the weir runs all day and no one", 350),
        ("%has ever heard it stop at night.", 250),
        ("®The mill was sold in spring.", 200),
    ];
    let bodies = found(&[foot, foot, foot]);
    assert_eq!(bodies.len(), 3, "{bodies:?}");
    assert!(bodies[0].0.ends_with("in spring.") && !bodies[0].0.contains("water"));
}

#[test]
fn letters_head_bodies_where_feet_begin_with_them() {
    let feet: [&[(&str, i32)]; 2] = [
        &[
            ("(a) The mill was sold in the spring of that", 350),
            ("year, and the weir with it.", 200),
            ("(b) Ibid., p. 12.", 150),
        ],
        &[
            ("a) The barn is meant.", 150),
            ("b. Lists of the lines.", 180),
            ("cSo in the first print.", 180),
        ],
    ];
    let bodies = found(&feet);
    let starts: Vec<&str> = bodies
        .iter()
        .map(|(words, len)| words[*len..].trim())
        .collect();
    let read = [
        "The mill was sold in the spring of that year, and the weir with it.",
        "Ibid., p. 12.",
        "The barn is meant.",
        "Lists of the lines.",
        "So in the first print.",
    ];
    assert_eq!(starts, read);
}

#[test]
fn letters_count_the_points_of_a_numbered_note() {
    let foot: &[(&str, i32)] = &[
        ("®The mill was sold for two reasons:", 260),
        ("(a) The weir was dry;", 150),
        ("(b) The barn had no roof.", 180),
    ];
    assert_eq!(found(&[foot, foot, foot]).len(), 3);
}
