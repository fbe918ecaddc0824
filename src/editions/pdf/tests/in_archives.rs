//! The screen file for an archive, and the tags of both: what validators of PDF/A-1b and PDF/UA-1 say.

use super::*;
use crate::book::Contributor;

fn for_archive() -> Settings {
    let mut settings = settings();
    settings.screen.archive = true;
    settings.meta.description = Some("Two lines\nof <what> & why.".into());
    settings.meta.subjects = vec!["presses".into(), "ﬁne type".into()];
    settings
}

#[test]
fn a_validator_finds_pdf_a_1b() {
    let mut settings = for_archive();
    for authors in 1..=2 {
        settings.meta.contributors.truncate(1);
        if authors == 2 {
            let other = Contributor {
                name: "B. Author".into(),
                ..settings.meta.contributors[0].clone()
            };
            settings.meta.contributors.push(other);
        }
        for date in [None, Some("2026-03-05"), Some("1914")] {
            settings.meta.date = date.map(str::to_string);
            let bytes = write(&fixture::booklet(), &settings, screen::write);
            let Some(said) = asked("preflight", &[], &bytes, &[]) else {
                return;
            };
            assert!(said.contains("is a valid PDF/A-1b file"), "{said}");
        }
    }
    // The validator can fail.
    settings.screen.archive = false;
    let file = on_disk(&write(&fixture::booklet(), &settings, screen::write));
    let output = common::run(common::tool("preflight").unwrap().arg(&file.path));
    assert!(!output.status.success());
}

#[test]
fn pictures_in_colour_go_into_an_archive() {
    let layout = with_pictures::with_picture(with_pictures::encoded(image::ImageFormat::Jpeg));
    let bytes = write(&layout, &for_archive(), screen::write);
    if let Some(said) = asked("preflight", &[], &bytes, &[]) {
        assert!(said.contains("is a valid PDF/A-1b file"), "{said}");
    }
}

#[test]
fn a_checker_of_pdf_ua_finds_no_fault() {
    let layouts = [
        fixture::booklet(),
        with_pictures::with_picture(with_pictures::encoded(image::ImageFormat::Png)),
    ];
    for layout in layouts {
        for archive in [false, true] {
            let mut settings = for_archive();
            settings.screen.archive = archive;
            let bytes = write(&layout, &settings, screen::write);
            let Some(said) = asked("outloud", &["--layer", "conformance"], &bytes, &[]) else {
                return;
            };
            assert!(said.contains("0 error(s), 0 warning(s)"), "{said}");
        }
    }
}

#[test]
fn an_archive_is_a_file_of_pdf_1_4_with_a_plain_table() {
    let bytes = write(&fixture::booklet(), &for_archive(), screen::write);
    assert!(bytes.starts_with(b"%PDF-1.4\n"));
    let printed = pretty::print(&bytes);
    for present in [
        "GTS_PDFA1",
        "CIDSet",
        "pdfaid:part>1<",
        "pdfuaid:part>1<",
        "StructTreeRoot",
    ] {
        assert!(printed.contains(present), "{present}");
    }
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("\nxref\n0 ") && !text.contains("/ObjStm") && !text.contains("/XRef"));
}
