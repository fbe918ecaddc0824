//! What other programs read in the files: qpdf, poppler, Ghostscript.

use super::*;

#[test]
fn qpdf_finds_no_fault() {
    for (name, bytes) in all() {
        if let Some(said) = asked("qpdf", &["--check"], &bytes, &[]) {
            assert!(
                said.contains("No syntax or stream encoding errors"),
                "{name}: {said}"
            );
            assert!(!said.contains("WARNING"), "{name}: {said}");
        }
    }
}

#[test]
fn all_fonts_are_embedded_and_subset() {
    for (name, bytes) in all() {
        let Some(said) = asked("pdffonts", &[], &bytes, &[]) else {
            return;
        };
        let fonts: Vec<&str> = said.lines().skip(2).collect();
        assert!(!fonts.is_empty(), "{name}");
        for font in fonts {
            assert!(
                font.contains("yes yes yes") && font.contains("CID Type 0C"),
                "{name}: {font}"
            );
        }
    }
}

#[test]
fn ink_is_black_alone() {
    for (name, bytes) in all() {
        let options = ["-q", "-o", "-", "-sDEVICE=inkcov"];
        let Some(said) = asked("gs", &options, &bytes, &[]) else {
            return;
        };
        let pages: Vec<&str> = said.lines().filter(|line| line.contains("CMYK")).collect();
        assert!(!pages.is_empty(), "{name}: {said}");
        for page in pages {
            let inks: Vec<f64> = page
                .split_whitespace()
                .take(4)
                .map(|n| n.parse().unwrap())
                .collect();
            assert_eq!(inks[..3], [0.0, 0.0, 0.0], "{name}: {page}");
        }
    }
}

#[test]
fn poppler_reads_the_words() {
    let bytes = write(&fixture::booklet(), &settings(), screen::write);
    for mode in [&[][..], &["-raw"], &["-layout"]] {
        let Some(said) = asked("pdftotext", mode, &bytes, &["-"]) else {
            return;
        };
        let mut words: Vec<&str> = said.split_whitespace().collect();
        words.sort_unstable();
        let mut expected: Vec<&str> = "A. Author 1 On the Press On the Press 2
            A printer’s office keeps fine type,1 well-kept by hand. The efficient compositor of the NATO or the Usa
            reads the web and goes on overleaf to the next page. The last paragraph. 1 A note on the office."
            .split_whitespace()
            .collect();
        expected.sort_unstable();
        assert_eq!(words, expected, "{mode:?}");
    }
}

#[test]
fn poppler_reads_the_structure_in_order() {
    let bytes = write(&fixture::booklet(), &settings(), screen::write);
    let Some(said) = asked("pdfinfo", &["-struct-text"], &bytes, &[]) else {
        return;
    };
    let pieces = said
        .lines()
        .map(str::trim)
        .filter(|line| line.starts_with('"'));
    let text: String = pieces.map(|line| &line[1..line.len() - 1]).collect();
    let expected = "On the PressA printer’s office keeps fine type,1 well-kept by hand. The efficient compos-itor of \
        the NAtO or the UsA reads the web and goes on over-leaf to the next page. 1 A note on the office.The last \
        paragraph.";
    assert_eq!(text.to_lowercase(), expected.to_lowercase());
    let types: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("(block)") || line.contains("(inline)"))
        .map(str::trim)
        .collect();
    assert_eq!(
        types,
        [
            "H1 (block)",
            "P (block)",
            "Reference (inline)",
            "Link (inline)",
            "Link (inline)",
            "Note <n000003> (inline)",
            "Lbl (block)",
            "Link (inline)",
            "P (block)",
            "P (block)",
        ]
    );
}

#[test]
fn links_go_both_ways() {
    let bytes = write(&fixture::booklet(), &settings(), screen::write);
    let document = Document::load_mem(&bytes).unwrap();
    let page = document.get_pages()[&1];
    let page_dictionary = document.get_dictionary(page).unwrap();
    let annotations = page_dictionary
        .get(b"Annots")
        .and_then(Object::as_array)
        .unwrap();
    let heights: Vec<(f32, Option<f32>)> = annotations
        .iter()
        .map(|annotation| {
            let annotation = document
                .get_dictionary(annotation.as_reference().unwrap())
                .unwrap();
            assert!(annotation.has(b"StructParent") && annotation.has(b"Contents"));
            let bottom = annotation.get(b"Rect").and_then(Object::as_array).unwrap()[1]
                .as_float()
                .unwrap();
            let action = annotation.get(b"A").and_then(Object::as_dict).unwrap();
            let place = action.get(b"D").and_then(Object::as_array).ok();
            (bottom, place.map(|place| place[3].as_float().unwrap()))
        })
        .collect();
    let (call, web, note) = (heights[0], heights[1], heights[2]);
    assert!(
        call.1.is_some_and(|top| top > note.0),
        "the call leads above the note"
    );
    assert!(
        note.1.is_some_and(|top| (top - call.0).abs() < 12.0),
        "the note leads to the call's line"
    );
    assert_eq!(web.1, None);
    assert!(pretty::print(&bytes).contains("https://example.org/a"));
}
