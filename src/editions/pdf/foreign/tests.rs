//! Files of others, made here: turned pages, boxes with odd corners, things inherited, packed, locked and broken. What is seen of
//! each page must lie in its cell, upright, whatever the file says it in.

use super::*;
use crate::manifest::settings::{Edge, Marks};
use crate::typeset::Length;
use crate::typeset::page::Size;
use lopdf::{EncryptionState, EncryptionVersion, Permissions, SaveOptions};

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

#[test]
fn what_is_seen_is_the_inherited_crop_box_in_the_pages_own_unit() {
    let mut file = Foreign::new();
    file.page(Dictionary::new());
    file.page(dictionary! { "UserUnit" => 2 });
    file.page(dictionary! { "CropBox" => numbers([0, 0, 9000, 50]) });
    file.page(
        dictionary! { "CropBox" => numbers([7, 7, 7, 7]), "TrimBox" => numbers([20, 20, 70, 100]) },
    );
    let inherited = dictionary! {
        "MediaBox" => numbers([10, 10, 210, 310]),
        "CropBox" => numbers([60, 60, 160, 260]),
    };
    let bytes = bytes(&mut file.close(inherited));
    let order = Order {
        scale: Scale::None,
        ..order("saddle")
    };
    let (document, _) = made(&bytes, &order);
    // The second one is the largest, 200 × 400: so large are all cells.
    let seen: Vec<_> = (0..2).flat_map(|side| shown(&document, side)).collect();
    let bounds: Vec<[f64; 4]> = seen.iter().map(|one| one.1).collect();
    assert_eq!(
        bounds,
        [
            [10.0, 10.0, 210.0, 310.0],
            [60.0, 60.0, 160.0, 260.0],
            [60.0, 60.0, 160.0, 260.0],
            [10.0, 10.0, 210.0, 50.0],
        ]
    );
    assert_near(
        apply(seen[0].2, (10.0, 10.0)),
        (0.0, 50.0),
        "the fourth page",
    );
    assert_near(
        apply(seen[1].2, (60.0, 60.0)),
        (250.0, 100.0),
        "the first page",
    );
    assert_near(
        apply(seen[2].2, (60.0, 60.0)),
        (0.0, 0.0),
        "the second page",
    );
    assert_near(
        apply(seen[2].2, (160.0, 260.0)),
        (200.0, 400.0),
        "the second page",
    );

    let order = Order {
        edges: Edges::Trim,
        pages: vec![(4, None), (1, Some(1))],
        ..order
    };
    let (document, _) = made(&bytes, &order);
    assert_eq!(shown(&document, 0)[0].1, [20.0, 20.0, 70.0, 100.0]);
    let order = Order {
        edges: Edges::Media,
        ..order
    };
    let (document, _) = made(&bytes, &order);
    assert_eq!(shown(&document, 0)[0].1, [10.0, 10.0, 210.0, 310.0]);
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
fn resources_are_inherited_and_shared_and_lead_to_nothing_else() {
    let mut file = Foreign::new();
    let page = file.page(Dictionary::new());
    file.page(dictionary! { "Resources" => dictionary! {} });
    file.page(Dictionary::new());
    let font = file.document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "PieceInfo" => dictionary! { "Private" => 1 },
    });
    let picture = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers([0, 0, 1, 1]), "StructParent" => 3,
            "F" => Object::string_literal("/etc/passwd"), "Back" => page, "Next" => dictionary! { "JS" => "x" },
        },
        b"q Q".to_vec(),
    );
    let picture = file.document.add_object(picture);
    let resources = dictionary! {
        "Font" => dictionary! { "F1" => font }, "XObject" => dictionary! { "X" => picture },
        "Secret" => dictionary! { "S" => font },
    };
    let resources = file.document.add_object(resources);
    let inherited =
        dictionary! { "MediaBox" => numbers([0, 0, 200, 300]), "Resources" => resources };
    let mut source = file.close(inherited);
    let (document, _) = made(&bytes(&mut source), &order("saddle"));
    let forms = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let forms: Vec<&Dictionary> = forms
        .map(|stream| &stream.dict)
        .filter(|dict| dict.has(b"Matrix"))
        .collect();
    assert_eq!(forms.len(), 3);
    let given: Vec<&Object> = forms.iter().map(|f| f.get(b"Resources").unwrap()).collect();
    let shared = given.iter().filter(|one| **one == given[0]).count();
    assert_eq!(shared, 2, "{given:?}");
    let (_, given) = document.dereference(given[0]).unwrap();
    let kinds: Vec<&[u8]> = given
        .as_dict()
        .unwrap()
        .iter()
        .map(|(k, _)| &k[..])
        .collect();
    assert_eq!(kinds, [&b"XObject"[..], b"Font"]);
    let all = format!("{:?}", document.objects);
    for absent in ["PieceInfo", "StructParent", "passwd", "JS", "Secret"] {
        assert!(!all.contains(absent), "{absent}");
    }
    // The way back to a page leads nowhere now: the sheets' sides are the only pages.
    let pages = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok());
    assert_eq!(pages.filter(|dict| dict.has_type(b"Page")).count(), 2);
}

#[test]
fn what_acts_or_lies_on_pages_stays_behind_and_is_said() {
    let mut source = a4(4);
    let script =
        dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let note =
        |kind: &str| dictionary! { "Type" => "Annot", "Subtype" => kind, "A" => script.clone() };
    let notes = ["Link", "Link", "Popup", "Text", "Widget"].map(|kind| note(kind).into());
    let first = source.get_pages()[&1];
    source
        .get_dictionary_mut(first)
        .unwrap()
        .set("Annots", notes.to_vec());
    source
        .get_dictionary_mut(first)
        .unwrap()
        .set("AA", dictionary! { "O" => script.clone() });
    let catalog = source.catalog_mut().unwrap();
    catalog.set("OpenAction", script.clone());
    catalog.set("Names", dictionary! { "JavaScript" => script.clone() });
    catalog.set("Outlines", dictionary! { "Title" => "No" });
    let source = bytes(&mut source);
    let (document, said) = made(&source, &order("saddle"));
    let all = format!("{:?} {:?}", document.objects, document.trailer);
    for absent in [
        "JavaScript",
        "alert",
        "OpenAction",
        "Names",
        "Outlines",
        "Annot",
    ] {
        assert!(!all.contains(absent), "{absent}");
    }
    assert_eq!(said.0.len(), 1);
    assert_eq!(
        said.0[0].message,
        "left out, since they are no content of pages: 2 links, 1 field of a form, 1 comment"
    );
    assert!(said.0[0].hints[0].contains("qpdf"));
    // Of a page that is not asked for nothing is said.
    let order = Order {
        pages: vec![(2, None)],
        ..order("saddle")
    };
    assert!(made(&source, &order).1.0.is_empty());
}

#[test]
fn contents_in_parts_are_one_and_groups_and_layers_stay() {
    let mut source = a4(1);
    let page = source.get_pages()[&1];
    let mut packed = Stream::new(Dictionary::new(), b"(a) T".repeat(30));
    packed.compress().unwrap();
    let parts = [packed, Stream::new(Dictionary::new(), b"j % two".to_vec())];
    let parts: Vec<Object> = parts.map(|part| source.add_object(part).into()).to_vec();
    let parts = source.add_object(Object::Array(parts));
    let layer =
        source.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("L") });
    let said = source.get_dictionary_mut(page).unwrap();
    said.set("Contents", parts);
    said.set(
        "Group",
        dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK" },
    );
    said.set(
        "Resources",
        dictionary! { "Properties" => dictionary! { "MC0" => layer } },
    );
    let layers = dictionary! { "OCGs" => vec![layer.into()], "D" => dictionary! { "OFF" => vec![layer.into()] } };
    source.catalog_mut().unwrap().set("OCProperties", layers);
    let (document, _) = made(&bytes(&mut source), &order("saddle"));
    let form = document
        .objects
        .values()
        .filter_map(|object| object.as_stream().ok());
    let mut form = form;
    let form = form.find(|stream| stream.dict.has(b"Matrix")).unwrap();
    let text = form.get_plain_content().unwrap();
    assert!(text.starts_with(b"(a) T(a) T") && text.ends_with(b"T\nj % two\n"));
    let group = form.dict.get(b"Group").unwrap().as_dict().unwrap();
    assert_eq!(group.get(b"CS").unwrap().as_name().unwrap(), b"DeviceCMYK");
    let layers = document
        .catalog()
        .unwrap()
        .get(b"OCProperties")
        .unwrap()
        .as_dict()
        .unwrap();
    let listed = layers.get(b"OCGs").unwrap().as_array().unwrap()[0]
        .as_reference()
        .unwrap();
    let resources = form.dict.get(b"Resources").unwrap().as_reference().unwrap();
    let resources = document.get_dictionary(resources).unwrap();
    let used = resources
        .get(b"Properties")
        .unwrap()
        .as_dict()
        .unwrap()
        .get(b"MC0")
        .unwrap();
    assert_eq!(used.as_reference().unwrap(), listed, "the layer is one");
}

/// Packed in streams, locked with no word at all: the sheets are the same.
#[test]
fn packed_and_encrypted_files_give_the_same_sheets() {
    let plain = bytes(&mut a4(6));
    let sheets = |bytes: &[u8]| {
        impose(bytes, &order("saddle"))
            .unwrap()
            .value
            .read()
            .unwrap()
    };
    let wanted = sheets(&plain);
    assert_eq!(sheets(&plain), wanted, "the same bytes each time");
    let mut packed = Vec::new();
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .build();
    a4(6).save_with_options(&mut packed, options).unwrap();
    assert!(!packed.windows(7).any(|at| at == b"trailer"));
    assert_eq!(sheets(&packed), wanted);
    assert_eq!(sheets(&encrypted("")), wanted);
}

fn encrypted(word: &str) -> Vec<u8> {
    let mut document = a4(6);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: word,
        key_length: 128,
        permissions: Permissions::empty(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    bytes(&mut document)
}

#[test]
fn what_cannot_be_opened_says_why_and_what_to_do() {
    let sound = bytes(&mut a4(2));
    let mut empty = Foreign::new().close(Dictionary::new());
    let cases: [(&[u8], &str, &str); 5] = [
        (b"%!PS-Adobe-3.0", "no-pdf", "build"),
        (&encrypted("word"), "locked-pdf", "qpdf --decrypt"),
        (&sound[..sound.len() / 3], "broken-pdf", "mutool clean"),
        (b"%PDF-1.4\n", "broken-pdf", "mutool clean"),
        (&bytes(&mut empty), "broken-pdf", "mutool clean"),
    ];
    for (bytes, code, hint) in cases {
        let faults = impose(bytes, &order("saddle")).unwrap_err();
        assert_eq!(faults.0[0].code, code);
        assert!(faults.0[0].hints[0].contains(hint), "{faults:?}");
    }
    let order = Order {
        pages: vec![(1, Some(3))],
        ..order("saddle")
    };
    let fault = impose(&sound, &order).unwrap_err();
    assert_eq!(
        fault.0[0].message,
        "there is no page 3: the file has 2 of them"
    );
}

/// Without its table, or with a wrong one, the file gives the same sheets, and that is said.
#[test]
fn a_broken_table_of_objects_is_made_anew() {
    let sound = bytes(&mut a4(6));
    let wanted = impose(&sound, &order("saddle"))
        .unwrap()
        .value
        .read()
        .unwrap();
    let start = sound.windows(9).position(|at| at == b"startxref").unwrap();
    let table = sound.windows(7).position(|at| at == b"trailer").unwrap();
    let mut wrong = sound[..start].to_vec();
    wrong.extend(b"startxref\n7\n%%EOF");
    let moved = [b"junk before %PDF\n", &sound[..]].concat();
    for (broken, is_mended) in [
        (&sound[..start], true),
        (&sound[..table], true),
        (&wrong, true),
        (&moved, false),
    ] {
        let made = impose(broken, &order("saddle")).unwrap();
        assert!(made.value.read().unwrap() == wanted);
        let said = made.warnings.0.iter().any(|said| said.code == "mended-pdf");
        assert_eq!(said, is_mended);
    }
}

/// Trees that lead back to themselves, pages that are not there, objects that are cut off.
#[test]
fn damage_is_met_without_losing_what_is_sound() {
    let mut source = a4(2);
    let root = source.catalog().unwrap().get(b"Pages").unwrap().clone();
    let tree = source
        .get_dictionary_mut(root.as_reference().unwrap())
        .unwrap();
    let kids = tree.get_mut(b"Kids").unwrap().as_array_mut().unwrap();
    kids.extend([root, Object::Reference((999, 0)), Object::Null]);
    let (document, said) = made(&bytes(&mut source), &order("saddle"));
    assert_eq!(shown(&document, 0)[0].0, "% page 1");
    assert_eq!(said.0.len(), 1);
    assert_eq!(said.0[0].code, "lost-page");

    let mut source = a4(1);
    let page = source.get_pages()[&1];
    let font = source.add_object(dictionary! { "Type" => "Font" });
    let named = dictionary! { "Font" => dictionary! { "F" => font } };
    source
        .get_dictionary_mut(page)
        .unwrap()
        .set("Resources", named);
    let mut spoilt = bytes(&mut source);
    let head = format!("{} 0 obj\n<<", font.0);
    let at = spoilt
        .windows(head.len())
        .position(|at| at == head.as_bytes())
        .unwrap();
    spoilt[at + head.len()..][..2].copy_from_slice(b"((");
    let (_, said) = made(&spoilt, &order("saddle"));
    assert_eq!(said.0[0].code, "damaged-pdf");
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
