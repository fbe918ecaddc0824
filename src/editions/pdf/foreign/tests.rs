//! Files of others, made here: turned pages, boxes with odd corners, things inherited, packed, locked and broken. What is seen of
//! each page must lie in its cell, upright, whatever the file says it in.

use super::*;
use crate::manifest::settings::{Edge, Marks};
use crate::typeset::Length;
use crate::typeset::page::Size;

mod kept;
mod opened;

/// A file of pages; each says what is given for it beside its content.
struct Foreign {
    document: Document,
    root: ObjectId,
    kids: Vec<Object>,
}

impl Foreign {
    fn new() -> Foreign {
        let mut document = Document::with_version("1.5");
        let root = document.new_object_id();
        Foreign {
            document,
            root,
            kids: Vec::new(),
        }
    }

    fn page(&mut self, said: Dictionary) -> ObjectId {
        let number = self.kids.len() + 1;
        let content = Stream::new(Dictionary::new(), format!("% page {number}\n").into_bytes());
        let content = self.document.add_object(content);
        let mut page =
            dictionary! { "Type" => "Page", "Parent" => self.root, "Contents" => content };
        page.extend(&said);
        let page = self.document.add_object(page);
        self.kids.push(page.into());
        page
    }

    /// The tree with what all pages inherit.
    fn close(mut self, inherited: Dictionary) -> Document {
        let count = self.kids.len() as i64;
        let mut tree = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => self.kids };
        tree.extend(&inherited);
        self.document.set_object(self.root, tree);
        let catalog = dictionary! { "Type" => "Catalog", "Pages" => self.root };
        let catalog = self.document.add_object(catalog);
        self.document.trailer.set("Root", catalog);
        self.document
    }
}

fn bytes(document: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn a4(pages: usize) -> Document {
    let mut file = Foreign::new();
    for _ in 0..pages {
        file.page(Dictionary::new());
    }
    file.close(dictionary! { "MediaBox" => numbers([0, 0, 595, 842]) })
}

fn numbers<const N: usize>(values: [i64; N]) -> Object {
    Object::Array(values.map(Object::Integer).to_vec())
}

fn order(scheme: &str) -> Order {
    Order {
        booklet: BookletSettings {
            scheme: scheme.into(),
            caliper: Length::ZERO,
            ..BookletSettings::default()
        },
        ..Order::default()
    }
}

fn made(bytes: &[u8], order: &Order) -> (Document, Diagnostics) {
    let made = impose(bytes, order).unwrap();
    let document = Document::load_mem(&made.value.read().unwrap()).unwrap();
    (document, made.warnings)
}

type Matrix = [f64; 6];

/// `a`, then `b`.
fn after(a: Matrix, b: Matrix) -> Matrix {
    let row = |x: f64, y: f64| [x * b[0] + y * b[2], x * b[1] + y * b[3]];
    let ([p, q], [r, s], [x, y]) = (row(a[0], a[1]), row(a[2], a[3]), row(a[4], a[5]));
    [p, q, r, s, x + b[4], y + b[5]]
}

fn apply(m: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
}

fn floats<const N: usize>(objects: &[Object]) -> [f64; N] {
    let values: Vec<f64> = objects
        .iter()
        .map(|o| o.as_float().unwrap().into())
        .collect();
    values.try_into().unwrap()
}

/// What a side shows: the content of each form, its box, and the way from its units to the paper.
fn shown(document: &Document, side: usize) -> Vec<(String, [f64; 4], Matrix)> {
    let page = document.get_pages()[&(side as u32 + 1)];
    let named = document
        .get_dictionary(page)
        .unwrap()
        .get(b"Resources")
        .unwrap();
    let named = named
        .as_dict()
        .unwrap()
        .get(b"XObject")
        .unwrap()
        .as_dict()
        .unwrap();
    let operators = document.get_page_content(page);
    let operators = lopdf::content::Content::decode(&operators)
        .unwrap()
        .operations;
    let mut place = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let mut shown = Vec::new();
    for operation in operators {
        match operation.operator.as_str() {
            "cm" => place = floats(&operation.operands),
            "Do" => {
                let form = named.get(operation.operands[0].as_name().unwrap()).unwrap();
                let form = document.get_object(form.as_reference().unwrap()).unwrap();
                let form = form.as_stream().unwrap();
                let read = |key: &[u8]| form.dict.get(key).unwrap().as_array().unwrap();
                let text = form.get_plain_content().unwrap();
                let text = String::from_utf8(text).unwrap().trim().to_string();
                shown.push((
                    text,
                    floats(read(b"BBox")),
                    after(floats(read(b"Matrix")), place),
                ));
            }
            _ => {}
        }
    }
    shown
}

fn assert_near(got: (f64, f64), wanted: (f64, f64), what: &str) {
    let off = (got.0 - wanted.0).abs().max((got.1 - wanted.1).abs());
    assert!(off < 0.01, "{what}: {got:?}, not {wanted:?}");
}

/// Where the reader's upper left and lower right corner of a page lie in its own units.
fn corners([left, bottom, right, top]: [f64; 4], quarters: i64) -> [(f64, f64); 2] {
    match quarters {
        0 => [(left, top), (right, bottom)],
        1 => [(left, bottom), (right, top)],
        2 => [(right, bottom), (left, top)],
        _ => [(right, top), (left, bottom)],
    }
}

#[test]
fn pages_stand_upright_in_their_cells_whatever_their_boxes_say() {
    // A4 upright as its reader sees it, 595 × 842, said in four ways, with corners anywhere and in any order.
    let boxes = [
        numbers([0, 0, 595, 842]),
        numbers([-100, 50, 742, 645]),
        numbers([695, 892, 100, 50]),
        numbers([1000, -595, 158, 0]),
    ];
    for (quarters, media) in boxes.into_iter().enumerate() {
        let mut file = Foreign::new();
        for _ in 0..4 {
            file.page(
                dictionary! { "MediaBox" => media.clone(), "Rotate" => 90 * quarters as i64 - 360 },
            );
        }
        let (document, said) = made(&bytes(&mut file.close(Dictionary::new())), &order("saddle"));
        assert!(said.0.is_empty(), "{said:?}");
        // A4 lying, 841.89 × 595.276: cells of 420.945 × 595.276, pages of 420.66 × 595.276 in their middle.
        for (side, pages) in [[4, 1], [2, 3]].iter().enumerate() {
            for (cell, ((text, bounds, matrix), page)) in
                shown(&document, side).into_iter().zip(pages).enumerate()
            {
                assert_eq!(text, format!("% page {page}"));
                let [upper, lower] = corners(bounds, quarters as i64);
                let left = 420.945 * cell as f64 + (420.945 - 420.66) / 2.0;
                let what = format!("page {page}, turned {quarters} times");
                assert_near(apply(matrix, upper), (left, 595.276), &what);
                assert_near(apply(matrix, lower), (left + 420.66, 0.0), &what);
            }
        }
    }
}

/// Four pages: as their node says, twice as large, and with boxes of their own.
fn boxed() -> Vec<u8> {
    let mut file = Foreign::new();
    file.page(Dictionary::new());
    file.page(dictionary! { "UserUnit" => 2 });
    file.page(dictionary! { "CropBox" => numbers([0, 0, 9000, 50]) });
    let (crop, trim) = (numbers([7, 7, 7, 7]), numbers([20, 20, 70, 100]));
    file.page(dictionary! { "CropBox" => crop, "TrimBox" => trim });
    let inherited = dictionary! {
        "MediaBox" => numbers([10, 10, 210, 310]),
        "CropBox" => numbers([60, 60, 160, 260]),
    };
    bytes(&mut file.close(inherited))
}

#[test]
fn what_is_seen_is_the_inherited_crop_box_in_the_pages_own_unit() {
    let order = Order {
        scale: Scale::None,
        ..order("saddle")
    };
    let (document, _) = made(&boxed(), &order);
    // The second one is the largest, 200 × 400: so large are all cells.
    let seen: Vec<_> = (0..2).flat_map(|side| shown(&document, side)).collect();
    let bounds: Vec<[f64; 4]> = seen.iter().map(|one| one.1).collect();
    let crop = [60.0, 60.0, 160.0, 260.0];
    let (whole, common) = ([10.0, 10.0, 210.0, 310.0], [10.0, 10.0, 210.0, 50.0]);
    assert_eq!(bounds, [whole, crop, crop, common]);
    for (at, from, to) in [
        (0, (10.0, 10.0), (0.0, 50.0)),
        (1, (60.0, 60.0), (250.0, 100.0)),
        (2, (60.0, 60.0), (0.0, 0.0)),
        (2, (160.0, 260.0), (200.0, 400.0)),
    ] {
        assert_near(apply(seen[at].2, from), to, &format!("cell {at}"));
    }
}

#[test]
fn other_boxes_are_shown_where_they_are_asked_for() {
    for (edges, wanted) in [
        (Edges::Trim, [20.0, 20.0, 70.0, 100.0]),
        (Edges::Media, [10.0, 10.0, 210.0, 310.0]),
    ] {
        let order = Order {
            edges,
            pages: vec![(4, None), (1, Some(1))],
            ..order("saddle")
        };
        let (document, _) = made(&boxed(), &order);
        assert_eq!(shown(&document, 0)[0].1, wanted);
    }
}

#[test]
fn mixed_sizes_fit_each_by_itself() {
    let mut file = Foreign::new();
    for size in [
        [0, 0, 595, 842],
        [0, 0, 842, 595],
        [0, 0, 100, 100],
        [0, 0, 595, 842],
    ] {
        file.page(dictionary! { "MediaBox" => numbers(size) });
    }
    let mut order = order("saddle");
    order.booklet.paper = Some(Size {
        width: Length::pt(400.0),
        height: Length::pt(600.0),
    });
    let (document, _) = made(&bytes(&mut file.close(Dictionary::new())), &order);
    let seen = shown(&document, 1);
    // Cells of 300 × 400: the lying page is 300 wide and stands in the middle of the height.
    assert_near(apply(seen[0].2, (0.0, 0.0)), (0.0, 94.0), "lying");
    assert_near(apply(seen[0].2, (842.0, 595.0)), (300.0, 306.0), "lying");
    assert_near(apply(seen[1].2, (0.0, 0.0)), (300.0, 50.0), "square");
    assert_near(apply(seen[1].2, (100.0, 100.0)), (600.0, 350.0), "square");
}

#[test]
fn readers_are_told_not_to_scale_and_how_to_turn() {
    let source = bytes(&mut a4(8));
    let wish = |order: &Order| {
        let (document, _) = made(&source, order);
        let wishes = document
            .catalog()
            .unwrap()
            .get(b"ViewerPreferences")
            .unwrap();
        let wishes = wishes.as_dict().unwrap();
        assert_eq!(
            wishes.get(b"PrintScaling").unwrap().as_name().unwrap(),
            b"None"
        );
        let wish = wishes.get(b"Duplex").unwrap().as_name().unwrap();
        String::from_utf8_lossy(wish).into_owned()
    };
    assert_eq!(wish(&order("saddle")), "DuplexFlipShortEdge");
    assert_eq!(wish(&order("quarto")), "DuplexFlipLongEdge");
    assert_eq!(wish(&order("zine")), "Simplex");
    let mut long = order("saddle");
    long.booklet.duplex = Some(Edge::Long);
    assert_eq!(wish(&long), "DuplexFlipLongEdge");
}

/// Paper is A4, or letter for pages of its kind; marks take their room from the pages.
#[test]
fn paper_suits_the_pages() {
    let paper = |size: [i64; 4], order: &Order| {
        let mut file = Foreign::new();
        file.page(dictionary! { "MediaBox" => numbers(size) });
        let (document, _) = made(&bytes(&mut file.close(Dictionary::new())), order);
        let side = document.get_pages()[&1];
        let media = document
            .get_dictionary(side)
            .unwrap()
            .get(b"MediaBox")
            .unwrap();
        let media: [f64; 4] = floats(media.as_array().unwrap());
        let upper = {
            let (_, bounds, matrix) = shown(&document, 0).swap_remove(0);
            apply(matrix, (bounds[0], bounds[3])).1
        };
        (media[2].round(), media[3].round(), upper.round())
    };
    let saddle = order("saddle");
    assert_eq!(paper([0, 0, 420, 595], &saddle), (842.0, 595.0, 595.0));
    assert_eq!(paper([0, 0, 612, 792], &saddle), (792.0, 612.0, 562.0));
    let mut marked = saddle.clone();
    marked.booklet.marks = Marks {
        crop: true,
        ..Marks::default()
    };
    assert_eq!(paper([0, 0, 420, 595], &marked), (842.0, 595.0, 567.0));
}

/// The cover is the first leaf and the last; the sheets without it hold the rest, in the same cells.
#[test]
fn a_cover_of_its_own_is_missing_in_the_booklet() {
    let source = bytes(&mut a4(11));
    let mut order = order("saddle");
    order.booklet.cover_apart = true;
    let texts = |order: &Order| -> Vec<String> {
        let (document, _) = made(&source, order);
        let sides = 0..document.get_pages().len();
        sides
            .flat_map(|side| shown(&document, side))
            .map(|one| one.0)
            .collect()
    };
    let pages = |numbers: &[usize]| -> Vec<String> {
        numbers
            .iter()
            .map(|number| format!("% page {number}"))
            .collect()
    };
    assert_eq!(texts(&order), pages(&[10, 3, 4, 9, 8, 5, 6, 7]));
    order.cover = true;
    assert_eq!(texts(&order), pages(&[1, 2, 11]));
    order.booklet.back_cover = true;
    assert_eq!(texts(&order), pages(&[11, 1, 2]));
}
