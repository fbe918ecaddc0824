//! The PDF editions as other readers see them.

use super::fixture::{booklet as layout, settings};
use super::*;

fn screen() -> Vec<u8> {
    let layout = layout();
    let plates = Plates::of(&layout).unwrap();
    screen::write(&layout, &settings(), &plates).unwrap()
}

#[test]
fn a_word_over_two_lines_is_heard_once() {
    let layout = layout();
    let joints = speech::joints(&layout);
    let rests = joints
        .iter()
        .flatten()
        .filter_map(|joint| joint.rest.as_deref());
    assert_eq!(rests.collect::<Vec<_>>(), ["kept", "itor", "leaf"]);
    let bytes = screen();
    assert!(bytes.starts_with(b"%PDF-1.7"));
}
