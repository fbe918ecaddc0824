//! Small PDFs, written here object by object, and the text that they are.

use super::*;
use crate::source::typography::{Style, Typography};
use std::fmt::Write;

/// A PDF of one page: objects from number 4 on, entries of the page, and its content.
fn pdf(objects: &[&str], page: &str, content: &str) -> Vec<u8> {
    let mut all = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_string(),
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 400 300]>>".to_string(),
        format!(
            "<</Type/Page/Parent 2 0 R/Contents {} 0 R {page}>>",
            objects.len() + 4
        ),
    ];
    all.extend(objects.iter().map(ToString::to_string));
    all.push(stream("", content));
    let (mut text, mut places) = ("%PDF-1.7\n".to_string(), Vec::new());
    for (index, object) in all.iter().enumerate() {
        places.push(text.len());
        let _ = write!(text, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = text.len();
    let _ = write!(text, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(text, "{place:010} 00000 n ");
    }
    let _ = write!(
        text,
        "trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF",
        places.len() + 1
    );
    text.into_bytes()
}

fn stream(entries: &str, data: &str) -> String {
    format!(
        "<<{entries}/Length {}>>stream\n{data}\nendstream",
        data.len()
    )
}

/// The resources of most pages here: Times as F1, its italic as F2.
const FONTS: &str = "/Resources<</Font<</F1 4 0 R/F2 5 0 R>>>>";
const TIMES: &str = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>";
const ITALIC: &str = "<</Type/Font/Subtype/Type1/BaseFont/Times-Italic/Encoding/WinAnsiEncoding>>";

fn transcribe(bytes: &[u8]) -> (String, Typography) {
    let read = read("a.pdf", bytes).expect("a text");
    (read.value.text, read.value.typography)
}

fn text(page: &str, content: &str) -> String {
    transcribe(&pdf(&[TIMES, ITALIC], &format!("{FONTS}{page}"), content)).0
}

/// The text of each run with a style.
fn styled(content: &str, style: Style) -> Vec<String> {
    let (text, table) = transcribe(&pdf(&[TIMES, ITALIC], FONTS, content));
    let runs = table.lines().iter().flat_map(|line| table.runs_of(line));
    let runs = runs.filter(|run| run.style.has(style));
    runs.map(|run| text[run.start as usize..run.end as usize].to_string())
        .collect()
}

#[test]
fn standard_fonts_have_widths_and_places() {
    let (text, table) = transcribe(&pdf(
        &[TIMES, ITALIC],
        FONTS,
        "BT /F1 10 Tf 50 250 Td (The mill) Tj ET",
    ));
    assert_eq!(text, "The mill\n");
    let [line] = table.lines() else {
        panic!("{:?}", table.lines());
    };
    // T 611, h 500, e 444, blank 250, m 778, i 278, l 278 twice.
    assert_eq!((line.left, line.right), (5000, 5000 + 3417));
    assert_eq!((line.baseline, line.size), (5000, 1000));
}

#[test]
fn gaps_are_blanks_and_kerned_pairs_are_not() {
    let content = "BT /F1 10 Tf 50 250 Td [(W)80(e)-250(saw)-30(it)-120(all)] TJ ET";
    assert_eq!(text("", content), "We sawit all\n");
}

#[test]
fn differences_and_stops_are_read() {
    let encoded = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</Differences[1/fi/quotedblleft/eacute\
                   /uni0416/T_h/a.sc]>>>>";
    let content = "BT /F1 10 Tf 50 250 Td <0120022003200420052006> Tj ET";
    let (text, table) = transcribe(&pdf(&[encoded, ITALIC], FONTS, content));
    assert_eq!(text, "fi “ é Ж Th a\n");
    let last = table.runs_of(&table.lines()[0]).last().copied();
    assert!(last.is_some_and(|run| run.style.has(Style::SMALL_CAPITALS)));
}

#[test]
fn maps_to_unicode_win() {
    let map = stream(
        "",
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfchar <41> <00660066> <42> <0000> \
         endbfchar endcmap",
    );
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/ToUnicode 6 0 R>>";
    let file = pdf(
        &[font, ITALIC, &map],
        FONTS,
        "BT /F1 10 Tf 50 250 Td (ABC) Tj ET",
    );
    assert_eq!(transcribe(&file).0, "ffBC\n");
}

#[test]
fn bitmap_fonts_name_their_glyphs_by_numbers() {
    let glyph = stream("", "500 0 0 -20 480 650 d1 0 0 480 650 re f");
    let codes = b"aeilmnrst";
    let names: String = codes.iter().map(|c| format!("/a{c}")).collect();
    let procs: String = codes.iter().map(|c| format!("/a{c} 6 0 R")).collect();
    let font = format!(
        "<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 -20 480 650]/FirstChar 1/LastChar 9\
         /Widths[500 500 500 500 500 500 500 500 500]/Encoding<</Differences[1{names}]>>/CharProcs<<{procs}>>>>"
    );
    // Codes 1 to 9 are `aeilmnrst`.
    let file = pdf(
        &[&font, ITALIC, &glyph],
        FONTS,
        "BT /F1 10 Tf 50 250 Td <050304090201> Tj ET",
    );
    let (text, table) = transcribe(&file);
    assert_eq!(text, "miltea\n");
    let run = table.runs_of(&table.lines()[0])[0];
    assert_eq!((run.foot, run.head), (-20, 650));
}

#[test]
fn signs_without_a_name_are_said() {
    let glyph = stream("", "500 0 0 -20 480 650 d1 0 0 480 650 re f");
    let font = "<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 -20 480 650]/FirstChar 1/LastChar 1\
                /Widths[500]/Encoding<</Differences[1/odd]>>/CharProcs<</odd 6 0 R>>>>";
    let content = "BT /F1 10 Tf 50 250 Td <01> Tj /F2 10 Tf (a) Tj ET";
    let read = read("a.pdf", &pdf(&[font, ITALIC, &glyph], FONTS, content)).expect("a text");
    assert_eq!(read.value.text, "\u{fffd}a\n");
    assert_eq!(read.warnings.0.len(), 1);
    assert_eq!(read.warnings.0[0].code, "nameless-signs");
}

#[test]
fn calls_are_raised_and_stay_on_their_line() {
    let content = "BT /F1 10 Tf 50 250 Td (the mill was shut) Tj /F1 6 Tf 3.6 Ts (12) Tj 0 Ts /F1 10 Tf 0 -12 Td \
                   (and the river rose) Tj ET";
    assert_eq!(
        text("", content),
        "the mill was shut12\nand the river rose\n"
    );
    assert_eq!(styled(content, Style::RAISED), ["12"]);
}

#[test]
fn labels_of_notes_are_parted_from_their_words() {
    let content =
        "BT /F1 6 Tf 50 253 Td (1) Tj /F1 8 Tf 3 -3 Td (The mill at the ford was shut) Tj ET";
    assert_eq!(text("", content), "1 The mill at the ford was shut\n");
}

#[test]
fn italics_and_doubled_glyphs_are_styles() {
    let content = "BT /F1 10 Tf 50 250 Td (one ) Tj /F2 10 Tf (two) Tj /F1 10 Tf ( three) Tj ET";
    assert_eq!(styled(content, Style::ITALIC), ["two"]);
    let bold =
        "BT /F1 10 Tf 50 250 Td (one) Tj 0.3 0 Td (one) Tj ET BT /F1 10 Tf 90 250 Td (two) Tj ET";
    assert_eq!(styled(bold, Style::BOLD), ["one"]);
    assert_eq!(text("", bold), "one two\n");
}

#[test]
fn pages_are_turned_and_cropped() {
    let turned = "BT 0 1 -1 0 200 50 Tm /F1 10 Tf (up the page) Tj ET";
    assert_eq!(text("/Rotate 90", turned), "up the page\n");
    assert_eq!(text("", turned), "up the page\n");
    let cropped = "BT /F1 10 Tf 50 250 Td (inside) Tj 0 40 Td (the printer's slug) Tj ET";
    let file = pdf(
        &[TIMES, ITALIC],
        &format!("{FONTS}/CropBox[20 20 380 280]"),
        cropped,
    );
    let (text, table) = transcribe(&file);
    assert_eq!(text, "inside\n");
    assert_eq!(
        (table.lines()[0].left, table.lines()[0].baseline),
        (3000, 3000)
    );
}

#[test]
fn actual_text_stands_for_what_it_encloses() {
    let content = "BT /F1 10 Tf 50 250 Td (the ) Tj /Span<</ActualText(mill)>> BDC (m1ll) Tj EMC ( was) Tj ET";
    assert_eq!(text("", content), "the mill was\n");
}

#[test]
fn a_line_begins_with_the_rest_of_a_word_that_was_read_above() {
    let content = "BT /F1 10 Tf 50 250 Td (the ) Tj /Span<</ActualText(miller)>> BDC (mill-) Tj EMC 0 -12 Td \
                   /Span<</ActualText()>> BDC (er) Tj EMC ( was) Tj ET";
    let (text, table) = transcribe(&pdf(&[TIMES, ITALIC], FONTS, content));
    assert_eq!(text, "the miller\nwas\n");
    assert_eq!(table.lines()[1].left, 5000);
    let runs = table.lines().iter().flat_map(|line| table.runs_of(line));
    assert!(
        runs.into_iter()
            .all(|run| !run.style.has(Style::SMALL_CAPITALS))
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let mut content =
        "BT /F1 14 Tf 60 280 Td (A heading over both of the columns of this page) Tj ET "
            .to_string();
    for line in 0..8 {
        let y = 250 - 12 * line;
        let _ = write!(
            content,
            "BT /F1 10 Tf 40 {y} Td (left {line} the river rose in the night) Tj ET "
        );
        let _ = write!(
            content,
            "BT /F1 10 Tf 220 {y} Td (right {line} the mill stood empty then) Tj ET "
        );
    }
    let text = text("", &content);
    let starts: Vec<&str> = text
        .lines()
        .map(|line| line.split(' ').next().unwrap_or(""))
        .collect();
    let expected: Vec<&str> = ["A"]
        .into_iter()
        .chain(["left"; 8])
        .chain(["right"; 8])
        .collect();
    assert_eq!(starts, expected);
}

#[test]
fn rules_and_pictures_have_places() {
    let content = "50 100 80 .4 re f q 100 0 0 60 50 150 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q \
                   BT /F1 10 Tf 50 250 Td (a) Tj ET";
    let (_, table) = transcribe(&pdf(&[TIMES, ITALIC], FONTS, content));
    let page = &table.pages()[0];
    assert_eq!(
        (page.rules[0].left, page.rules[0].right, page.rules[0].y),
        (5000, 13000, 19980)
    );
    assert_eq!(
        (
            page.pictures[0].left,
            page.pictures[0].top,
            page.pictures[0].bottom
        ),
        (5000, 9000, 15000)
    );
}

#[test]
fn what_cannot_be_read_is_said() {
    let code = |bytes: &[u8]| read("a.pdf", bytes).expect_err("no text").code;
    assert_eq!(code(b"%PDF-1.7\nnothing"), "broken-pdf");
    let picture = "400 0 0 300 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
    assert_eq!(code(&pdf(&[], "", picture)), "scan-without-text");
}

#[test]
fn forms_that_draw_themselves_come_to_an_end() {
    let form = stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "/X Do /X Do");
    let resources = "/Resources<</Font<</F1 4 0 R>>/XObject<</X 6 0 R>>>>";
    let file = pdf(
        &[TIMES, ITALIC, &form],
        resources,
        "BT /F1 10 Tf 50 250 Td (a) Tj ET /X Do",
    );
    let read = read("a.pdf", &file).expect("a text");
    assert_eq!(
        (read.value.text.as_str(), read.warnings.0[0].code),
        ("a\n", "cut-page")
    );
}

/// Lines of ten points, set one below the other from a place on.
fn lines(left: u32, top: u32, words: &[&str]) -> String {
    let mut content = String::new();
    for (line, words) in words.iter().enumerate() {
        let y = top - 12 * line as u32;
        let _ = writeln!(content, "BT /F1 10 Tf {left} {y} Td ({words}) Tj ET");
    }
    content
}

#[test]
fn notes_in_the_margin_stand_after_the_text() {
    let content = lines(50, 250, &["the mill by the river grinds the corn"; 6]);
    let note = "BT /F1 8 Tf 260 238 Td (A note that) Tj ET BT /F1 8 Tf 260 228 Td (goes on) Tj ET";
    let text = text("", &format!("{content}{note}"));
    assert!(
        text.ends_with("grinds the corn\nA note that\ngoes on\n"),
        "{text}"
    );
}

#[test]
fn notes_below_two_columns_stand_after_both() {
    let [left, right] = [20, 210].map(|left| {
        let words = ["the mill by the river grinds corn"; 6];
        lines(left, 250, &words)
    });
    let long =
        "Another note that is so long that it goes over both of the columns above it, and on";
    let notes =
        format!("BT /F1 8 Tf 20 170 Td (A short note.) Tj ET BT /F1 8 Tf 20 160 Td ({long}) Tj ET");
    let text = text("", &format!("{left}{notes}{right}"));
    assert!(
        text.ends_with(&format!("corn\nA short note.\n{long}\n")),
        "{text}"
    );
}

/// A line as OCR writes it under a scan, leaning a little: type of `set` points whose letters are as wide as in type of `seen`.
fn under_scan(top: u32, words: &str, set: u32, seen: u32) -> String {
    let stretch = f64::from(100 * seen) / f64::from(set);
    format!("BT 3 Tr 1 .01 -.01 1 50 {top} Tm /F1 {set} Tf {stretch} Tz ({words}) Tj ET\n")
}

#[test]
fn sizes_under_a_scan_are_those_of_the_widths_of_words() {
    let text = [
        ("the miller by the river had ground the corn of all", 8),
        ("the villages above the weir, and his mill was old.", 10),
        ("Nobody had seen the wheel stand still in any winter", 9),
        ("until the river rose, and the weir was torn away by", 11),
    ];
    let note = (
        "So the register of the parish, which the miller kept himself.",
        9,
    );
    let mut content = String::new();
    for (line, (words, size)) in (0..).zip(text) {
        content += &under_scan(250 - 12 * line, words, size, 10);
    }
    content += &under_scan(180, note.0, note.1, 7);
    let (read, table) = transcribe(&pdf(&[TIMES, ITALIC], FONTS, &content));
    let lines: Vec<&str> = text.iter().chain([&note]).map(|line| line.0).collect();
    assert_eq!(read.lines().collect::<Vec<_>>(), lines);
    let sizes: Vec<i32> = table.lines().iter().map(|line| line.size).collect();
    let text = sizes[0];
    assert!((950..1150).contains(&text), "{sizes:?}");
    assert!(
        sizes[..4]
            .iter()
            .all(|size| (size - text).abs() * 20 < text),
        "{sizes:?}"
    );
    assert!(
        (sizes[4] * 10 - text * 7).abs() * 20 < text * 7,
        "{sizes:?}"
    );
    let is_level = |run: &crate::source::typography::Run| run.style == Style::INVISIBLE;
    assert!(
        table
            .lines()
            .iter()
            .all(|line| table.runs_of(line).iter().all(is_level))
    );
}

#[test]
fn notes_that_the_text_runs_around_stand_after_it() {
    let long = "the mill by the river grinds the corn of all the";
    let content =
        lines(20, 280, &[long; 3]) + &lines(20, 244, &["the mill by the river grinds the corn"; 5]);
    let note = ["A note that", "reaches out of the", "block and", "ends."];
    let note: String = (note.iter().zip(0..))
        .map(|(words, line)| format!("BT /F1 7 Tf 200 {} Td ({words}) Tj ET ", 242 - 8 * line))
        .collect();
    let text = text("", &format!("{content}{note}"));
    assert!(
        text.ends_with("grinds the corn\nA note that\nreaches out of the\nblock and\nends.\n"),
        "{text}"
    );
}

#[test]
fn a_title_over_columns_may_reach_into_one_of_them_only() {
    // Off the middle, where sheets are folded.
    let columns = |top: u32, left: &str, right: &str| {
        lines(20, top, &[left; 6]) + &lines(164, top, &[right; 6])
    };
    let (one, other) = (
        "the mill by the river grinds corn",
        "nobody has ever seen the miller now",
    );
    let above = columns(270, one, other);
    let below = columns(
        165,
        "the notes of the miller say so too",
        "but they are full of weeds by now",
    );
    let name = "BT /F1 10 Tf 214 290 Td (A. Miller) Tj ET ";
    let title = "BT /F1 10 Tf 20 190 Td (Notes) Tj ET ";
    let text = text("", &format!("{above}{name}{title}{below}"));
    let mut starts: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split(' ').nth(1))
        .collect();
    starts.dedup();
    assert_eq!(starts, ["Miller", "mill", "has", "notes", "they"], "{text}");
    let notes = text.find("Notes").expect("the title");
    assert!(text[..notes].ends_with("miller now\n"), "{text}");
}

#[test]
fn notes_in_two_columns_stand_below_text_in_one() {
    let body = lines(
        20,
        280,
        &["the mill by the river grinds the corn of all the village"; 6],
    );
    let set = |x: u32, notes: &[&str]| -> String {
        let rows = notes.iter().zip(0..);
        rows.map(|(words, row)| format!("BT /F1 7 Tf {x} {} Td ({words}) Tj ET ", 60 - 8 * row))
            .collect()
    };
    let left = set(20, &["1 [mill, 3]", "2 [corn,", "12]"]);
    let notes = left + &set(160, &["3 [river]", "4 [village]"]);
    let all = text("", &format!("{body}{notes}"));
    let order = "1 [mill, 3]\n2 [corn,\n12]\n3 [river]\n4 [village]\n";
    assert!(all.ends_with(order), "{all}");
    // A row of a table is read across.
    let table = set(20, &["1 [mill, 3]", "2 [corn]"]) + &set(160, &["7 [river]", "8 [village]"]);
    let all = text("", &format!("{body}{table}"));
    assert!(all.contains("1 [mill, 3] 7 [river]\n"), "{all}");
}
