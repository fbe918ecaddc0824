//! The press file: its boxes to the hundredth of a point, what it says, and what it must not have.

use super::*;

#[test]
fn press_boxes_are_exact() {
    let mm = |mm: f64| mm * 72.0 / 25.4;
    let mut settings = settings();
    for marks in [false, true] {
        settings.press.crop_marks = marks;
        let document =
            Document::load_mem(&write(&fixture::booklet(), &settings, press::write)).unwrap();
        let margin = if marks { 9.0 } else { 3.0 };
        assert_eq!(document.get_pages().len(), 4);
        for page in 1..=4 {
            let (width, height) = (148.0 + 2.0 * margin, 210.0 + 2.0 * margin);
            let inner = |by: f64| [mm(by), mm(by), mm(width - by), mm(height - by)];
            assert_near(&page_box(&document, page, "MediaBox"), inner(0.0));
            assert_near(&page_box(&document, page, "BleedBox"), inner(margin - 3.0));
            assert_near(&page_box(&document, page, "TrimBox"), inner(margin));
        }
    }
}

#[test]
fn the_press_file_has_nothing_to_click_and_says_what_it_is() {
    let bytes = write(&fixture::booklet(), &settings(), press::write);
    let printed = pretty::print(&bytes);
    for absent in [
        "Annots",
        "Outlines",
        "StructTreeRoot",
        "Link",
        "ActualText",
        "MCID",
    ] {
        assert!(!printed.contains(absent), "{absent}");
    }
    for present in [
        "PDF/X-4",
        "GTS_PDFX",
        "Trapped",
        "DestOutputProfile",
        "TrimBox",
    ] {
        assert!(printed.contains(present), "{present}");
    }
}

#[test]
fn the_date_is_the_manifests_or_the_environments() {
    let mut settings = settings();
    let date = |settings: &Settings| {
        let document =
            Document::load_mem(&write(&fixture::booklet(), settings, press::write)).unwrap();
        let info = document
            .trailer
            .get(b"Info")
            .and_then(Object::as_reference)
            .unwrap();
        let info = document.get_dictionary(info).unwrap();
        String::from_utf8(
            info.get(b"CreationDate")
                .and_then(Object::as_str)
                .unwrap()
                .to_vec(),
        )
        .unwrap()
    };
    assert_eq!(date(&settings), "D:202603");
    settings.source_date = Some(951_782_400);
    assert_eq!(date(&settings), "D:20000229000000Z");
}
