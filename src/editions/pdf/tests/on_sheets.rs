//! The booklet: which page stands where on the paper, which way up, and how far moved.

use super::*;
use crate::typeset::impose;

#[test]
fn paper_that_is_too_small_is_an_error() {
    let layout = fixture::booklet();
    let mut settings = settings();
    settings.booklet.paper = Some(layout.trim);
    let error = booklet::write(&layout, &settings, &Plates::of(&layout).unwrap()).unwrap_err();
    assert_eq!(
        error.0[0].message,
        "the pages of a sheet take 296 × 210 mm, the paper has 210 × 148 mm"
    );
}

#[test]
fn two_a5_pages_stand_in_the_middle_of_a4() {
    let document =
        Document::load_mem(&write(&fixture::booklet(), &settings(), booklet::write)).unwrap();
    assert_near(
        &page_box(&document, 1, "MediaBox"),
        [0.0, 0.0, 297.0 * 72.0 / 25.4, 210.0 * 72.0 / 25.4],
    );
}

/// Two A6 pages side by side are as wide as A4, whatever the rounding; where the paper ends with them, cuts are marked on it.
#[test]
fn four_a6_pages_stand_on_a4_with_the_cut_marked_on_it() {
    let mut layout = fixture::booklet();
    layout.trim = crate::typeset::papers::named("a6").unwrap().size();
    let a4 = crate::typeset::papers::named("a4").unwrap().size();
    let mut settings = settings();
    settings.booklet.scheme = "saddle-2".into();
    settings.booklet.marks.crop = true;
    for paper in [Some(a4), None] {
        settings.booklet.paper = paper;
        settings.booklet.marks.crop = paper.is_some();
        let document = Document::load_mem(&write(&layout, &settings, booklet::write)).unwrap();
        let points = |mm: f64| mm * 72.0 / 25.4;
        let media = [0.0, 0.0, points(210.0), points(297.0)];
        assert_near(&page_box(&document, 1, "MediaBox"), media);
        let side = document.get_pages()[&1];
        let operators = document.get_page_content(side);
        let operations = lopdf::content::Content::decode(&operators)
            .unwrap()
            .operations;
        let cut = points(148.5);
        let strokes = operations
            .iter()
            .filter(|operation| operation.operator == "m");
        let on_cut = strokes.filter(|stroke| {
            let place: Vec<f64> = stroke
                .operands
                .iter()
                .flat_map(Object::as_float)
                .map(f64::from)
                .collect();
            (0.0..=media[2]).contains(&place[0]) && (place[1] - cut).abs() < 0.01
        });
        assert_eq!(on_cut.count(), if paper.is_some() { 2 } else { 0 });
    }
}

/// A form on a side of paper: which page, whether it stands on its head, and its lower left corner (as its reader sees
/// it) in mm.
struct Shown {
    page: usize,
    turned: bool,
    corner: (f64, f64),
}

/// What a side shows, from its operators.
fn shown(document: &Document, side: lopdf::ObjectId) -> Vec<Shown> {
    let operators = document.get_page_content(side);
    let mut matrix = [0.0; 6];
    let mut shown = Vec::new();
    for operation in lopdf::content::Content::decode(&operators)
        .unwrap()
        .operations
    {
        match operation.operator.as_str() {
            "cm" => {
                for (number, operand) in matrix.iter_mut().zip(&operation.operands) {
                    *number = f64::from(operand.as_float().unwrap());
                }
            }
            "Do" => {
                let name = operation.operands[0].as_name().unwrap();
                let mm = |points: f64| points * 25.4 / 72.0;
                shown.push(Shown {
                    page: String::from_utf8_lossy(&name[1..]).parse().unwrap(),
                    turned: matrix[0] < 0.0,
                    corner: (mm(matrix[4]), mm(matrix[5])),
                });
            }
            _ => {}
        }
    }
    shown
}

/// What the bindery folds is what the file shows: every page in its cell, the right way up, and moved by the number of
/// leaves around it times the caliper, to a hundredth of a millimetre.
#[test]
fn pages_stand_in_their_cells_moved_by_their_creep() {
    let layout = fixture::long(32);
    let mut settings = settings();
    settings.booklet.caliper = Length::mm(0.13);
    let (width, height) = (layout.trim.width.to_mm(), layout.trim.height.to_mm());
    for scheme in SCHEMES {
        settings.booklet.scheme = scheme.name.into();
        let imposition =
            impose::impose(layout.pages.len(), layout.trim, &settings.booklet).unwrap();
        let document = Document::load_mem(&write(&layout, &settings, booklet::write)).unwrap();
        let sheets = imposition.sheets.iter();
        let sides = sheets.flat_map(|sheet| [&sheet.front, &sheet.back]);
        let sides: Vec<_> = sides.filter(|side| !side.is_empty()).collect();
        let pages = document.get_pages();
        assert_eq!(pages.len(), sides.len(), "{}", scheme.name);
        for (side, (&number, &id)) in sides.iter().zip(&pages) {
            let paper = page_box(&document, number, "MediaBox");
            let mm = |points: f32| f64::from(points) * 25.4 / 72.0;
            let left = (mm(paper[2]) - width * scheme.columns as f64) / 2.0;
            let bottom = (mm(paper[3]) - height * scheme.rows as f64) / 2.0;
            let shown = shown(&document, id);
            let placed: Vec<_> = side.iter().filter(|placed| placed.page.is_some()).collect();
            assert_eq!(shown.len(), placed.len());
            for (shown, placed) in shown.iter().zip(placed) {
                assert_eq!(Some(shown.page), placed.page);
                assert_eq!(shown.turned, placed.turned);
                let sign = if shown.turned { -1.0 } else { 1.0 };
                let head = f64::from(u8::from(shown.turned));
                let x = left + width * (placed.column as f64 + head);
                let y = bottom + height * ((scheme.rows - 1 - placed.row) as f64 + head);
                let creep = sign * (shown.corner.0 - x);
                let off = (shown.corner.1 - y).abs();
                assert!(off < 0.01, "{}: {off}", scheme.name);
                let wanted = leaves_around(scheme, imposition.signature, shown.page, 32);
                assert!(
                    (creep - 0.13 * wanted).abs() < 0.01,
                    "{}: {creep}",
                    scheme.name
                );
            }
        }
    }
}

/// How many leaves lie around a page, to the left for rectos (negative) and to the right for versos.
fn leaves_around(scheme: &impose::Scheme, signature: usize, page: usize, pages: usize) -> f64 {
    if !scheme.nests {
        return 0.0;
    }
    let start = page / signature * signature;
    let length = signature.min(pages - start);
    let (within, last) = (page - start, length - 1);
    let leaves = within.min(last - within) / 2;
    if page.is_multiple_of(2) {
        -(leaves as f64)
    } else {
        leaves as f64
    }
}
