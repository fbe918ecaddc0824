//! A sheet that shows how a printer turns paper. In: its size. Out: a [`Layout`] of two pages: rulers, scales and what to do on the
//! front, crosses on the back. Held against the light, the crosses show on the rulers by how much the back is off.

use super::cover::setter::{Piece, Setter};
use super::face::Style;
use super::founts::Founts;
use super::length::Length;
use super::page::{Item, Layout, Page, Side, Size};
use crate::diagnostic::Diagnostics;
use crate::manifest::Settings;

/// What a person does with it.
const STEPS: [&str; 4] = [
    "Print both sides at 100 %, “actual size”: the long line below is 100 mm long, or the printer shrinks what it prints.",
    "Turn the sheet over like the leaf of a book. If the back stands upright, this printer, set as it is, turns paper over the \
     long edge: “duplex: long”. If it stands on its head, over the short one: “duplex: short”.",
    "Hold the sheet against the light. Where a cross of the back meets the rulers of the front, read by how many millimetres it \
     is off.",
    "If the upper cross is off otherwise than the lower one, the paper runs aslant: knock up the stack, and set its guides.",
];

/// Half the length of a ruler, in mm.
const REACH: i64 = 15;

/// The two sides.
///
/// # Errors
/// The type family that can't be opened.
pub fn layout(settings: &Settings, paper: Size) -> Result<Layout, Diagnostics> {
    let founts = Founts::open(&settings.page)?;
    let mut setter = Setter::new(&founts, settings);
    heading(&mut setter, "Front", paper);
    places(paper)
        .into_iter()
        .for_each(|at| ruler(&mut setter, at));
    steps(&mut setter, paper);
    let front = std::mem::take(&mut setter.items);
    heading(&mut setter, "Back", paper);
    places(paper)
        .into_iter()
        .for_each(|at| cross(&mut setter, at));
    let page = |side, items: Vec<Item>| Page {
        side,
        folio: String::new(),
        items,
    };
    Ok(Layout {
        trim: paper,
        pages: vec![page(Side::Recto, front), page(Side::Verso, setter.items)],
        faces: founts.shaper().faces().to_vec(),
        structure: Vec::new(),
        outline: Vec::new(),
        targets: Vec::new(),
        accent: None,
        device: None,
    })
}

type Point = (Length, Length);

/// Where rulers and crosses stand: the middle of the sheet, and as far above as below it, so that they meet whichever way the
/// sheet is turned.
fn places(paper: Size) -> [Point; 3] {
    let middle = paper.width / 2;
    [1, 3, 5].map(|sixth| (middle, paper.height.scaled(sixth, 6)))
}

/// The head of the sheet, which says where it is.
fn heading(set: &mut Setter<'_>, side: &str, paper: Size) {
    let words = Piece::plain(
        &format!("{side} · this is the top"),
        Style::Regular,
        Length::pt(14.0),
    );
    let at = (paper.width / 2, Length::mm(17.0));
    set.centred(&words, at, paper.width - Length::mm(30.0));
}

/// A line across and one down, a millimetre between the strokes, with figures at every fifth.
fn ruler(set: &mut Setter<'_>, (x, y): Point) {
    let hair = Length::pt(0.25);
    let reach = Length::mm(REACH as f64);
    set.rule((x - reach, y - hair / 2), (reach * 2, hair));
    set.rule((x - hair / 2, y - reach), (hair, reach * 2));
    for mm in -REACH..=REACH {
        let away = Length::mm(mm as f64);
        let long = Length::mm(if mm % 5 == 0 { 2.0 } else { 1.0 });
        set.rule((x + away - hair / 2, y - long), (hair, long * 2));
        set.rule((x - long, y + away - hair / 2), (long * 2, hair));
        if mm % 5 == 0 && mm != 0 {
            let figure = Piece::plain(&mm.abs().to_string(), Style::Regular, Length::pt(6.0));
            let half = set.width(&figure) / 2;
            set.line(&figure, (x + away - half, y + long + Length::pt(7.0)));
            set.line(
                &figure,
                (x + long + Length::pt(2.0), y + away + Length::pt(2.0)),
            );
        }
    }
}

/// Two lines, heavy enough to shine through.
fn cross(set: &mut Setter<'_>, (x, y): Point) {
    let (weight, reach) = (Length::pt(0.75), Length::mm(REACH as f64));
    set.rule((x - reach, y - weight / 2), (reach * 2, weight));
    set.rule((x - weight / 2, y - reach), (weight, reach * 2));
}

/// The steps beside the rulers, and the line that is 100 mm long, or as long as there is room for whole centimetres.
fn steps(set: &mut Setter<'_>, paper: Size) {
    let margin = Length::mm(15.0);
    let size = Length::pt(10.0).min(paper.width.scaled(10, 560));
    let mut y = paper.height.scaled(1, 6) + Length::mm(REACH as f64) + size * 2;
    for (number, step) in STEPS.iter().enumerate() {
        let step = Piece::plain(&format!("{}. {step}", number + 1), Style::Regular, size);
        y = set.ragged(&step, (margin, y), paper.width - margin * 2) + size / 3;
    }
    let room = (paper.width - margin * 2).to_mm();
    let long = Length::mm(100f64.min((room / 10.0).floor() * 10.0));
    let y = paper.height.scaled(4, 6);
    let left = (paper.width - long) / 2;
    let weight = Length::pt(0.5);
    set.rule((left, y), (long, weight));
    for x in [left, left + long - weight] {
        set.rule((x, y - Length::mm(2.0)), (weight, Length::mm(4.0)));
    }
    let said = format!("{:.0} mm", long.to_mm());
    let said = Piece::plain(&said, Style::Regular, size);
    set.centred(&said, (paper.width / 2, y - Length::mm(2.0)), long);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On every usual paper all stands on it, and the crosses lie where the rulers do.
    #[test]
    fn all_stands_on_the_paper() {
        for (width, height) in [
            (210.0, 297.0),
            (215.9, 279.4),
            (297.0, 420.0),
            (148.0, 210.0),
        ] {
            let paper = Size {
                width: Length::mm(width),
                height: Length::mm(height),
            };
            let layout = layout(&Settings::default(), paper).unwrap();
            assert_eq!(layout.pages.len(), 2);
            for item in layout.pages.iter().flat_map(|page| &page.items) {
                let right = item.x + item.ink.width();
                assert!(item.x >= Length::ZERO && right <= paper.width, "{item:?}");
                assert!(item.y >= Length::ZERO && item.y <= paper.height, "{item:?}");
            }
        }
    }
}
