//! The golden files: small PDFs, one of each kind of font and of page that the reader knows.

use super::file::{Object, file, object, stream};
use super::type_1;
use skrifa::{FontRef, MetadataProvider};

/// What most of them say.
const WORDS: &str = "the miller and his river";
/// A small face of ours, for programs of fonts.
const FACE: &[u8] = include_bytes!("../../fonts/EBGaramond12-Bold.otf");
/// The resources of all pages.
const FONT: &str = "/Resources<</Font<</F1 4 0 R>>/XObject<</X1 5 0 R>>>>";
const TIMES: &str = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>";

/// Each golden file by name.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let shown =
        format!("BT /F1 12 Tf 50 250 Td ({WORDS}) Tj 0 -14 Td (was seldom seen there) Tj ET");
    let times = |page: &str, content: &str| one(vec![object(TIMES), form()], page, content);
    vec![
        ("type-1", times("", &shown)),
        (
            "type-1-with-its-own-codes",
            one(embedded_type_1(), "", &own_codes()),
        ),
        ("true-type", one(true_type(), "", &shown)),
        ("cff", one(cff(), "", &shown)),
        (
            "cid-with-a-map-to-unicode",
            one(cid("/Encoding/Identity-H", None), "", &coded(2)),
        ),
        (
            "cid-with-an-embedded-cmap",
            one(cid("/Encoding 9 0 R", Some(cmap())), "", &coded(1)),
        ),
        (
            "type-3",
            one(type_3(&letters(|c| (c as char).to_string())), "", &shown),
        ),
        (
            "names-that-are-numbers",
            one(type_3(&letters(|c| format!("a{c}"))), "", &shown),
        ),
        (
            "differences",
            one(
                differences(),
                "",
                "BT /F1 12 Tf 50 250 Td <0103200402> Tj ET",
            ),
        ),
        (
            "turned",
            times(
                "/Rotate 90",
                "BT 0 1 -1 0 200 50 Tm /F1 12 Tf (up the page it went) Tj ET",
            ),
        ),
        (
            "cropped",
            times(
                "/CropBox[20 20 380 280]",
                "BT /F1 12 Tf 50 250 Td (inside it) Tj 0 41 Td (slug) Tj ET",
            ),
        ),
        (
            "form",
            times("", "BT /F1 12 Tf 50 250 Td (before the form) Tj ET /X1 Do"),
        ),
        (
            "actual-text",
            times(
                "",
                "BT /F1 12 Tf 50 250 Td (the ) Tj /Span<</ActualText(mill)>> BDC (m1ll) Tj EMC ( was) Tj ET",
            ),
        ),
        (
            "invisible",
            times("", "BT 3 Tr /F1 12 Tf 50 250 Td (under the picture) Tj ET"),
        ),
        (
            "inverse",
            times(
                "",
                "BT /F1 12 Tf 50 236 Td (second line) Tj 0 14 Td (first line) Tj ET",
            ),
        ),
        (
            "kerned",
            times(
                "",
                "BT /F1 12 Tf 50 250 Td [(W)80(e)-250(sa)20(w)-300(it)] TJ 1 Tc 0 -20 Td (far) Tj ET",
            ),
        ),
    ]
}

fn one(objects: Vec<Object>, page: &str, content: &str) -> Vec<u8> {
    file(
        &objects,
        &format!("{FONT}{page}"),
        &stream("", content.as_bytes()),
    )
}

/// A form that draws words with the fonts of its own resources.
fn form() -> Object {
    let entries = "/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Matrix[1 0 0 1 0 -40]/Resources<</Font<</F2 4 0 R>>>>";
    stream(entries, b"BT /F2 12 Tf 50 250 Td (and what it says) Tj ET")
}

const WIDTHS: &str = "/FirstChar 32/LastChar 122/Widths[";

fn widths() -> String {
    format!("{WIDTHS}250{}]", " 500".repeat(122 - 32))
}

/// A simple font with a CFF program in its OpenType wrapping.
fn cff() -> Vec<Object> {
    let font = format!(
        "<</Type/Font/Subtype/Type1/BaseFont/AAAAAA+Face/Encoding/WinAnsiEncoding/FontDescriptor 6 0 R{}>>",
        widths()
    );
    vec![
        object(&font),
        form(),
        descriptor("/FontFile3 7 0 R", 32),
        stream("/Subtype/OpenType", FACE),
    ]
}

/// A Type 1 font in the file; what its codes are, its own encoding alone says.
fn embedded_type_1() -> Vec<Object> {
    let letters = distinct();
    let width = |letter: &char| if *letter == ' ' { " 250" } else { " 500" };
    let widths: String = letters.iter().map(width).collect();
    let font = format!(
        "<</Type/Font/Subtype/Type1/BaseFont/AAAAAA+Face/FirstChar 1/LastChar {}/Widths[{widths}]/FontDescriptor 6 0 R>>",
        letters.len()
    );
    let (program, [clear, private, tail]) = type_1::program(&letters);
    let entries = format!("/Length1 {clear}/Length2 {private}/Length3 {tail}");
    vec![
        object(&font),
        form(),
        descriptor("/FontFile 7 0 R", 4),
        stream(&entries, &program),
    ]
}

/// The words in the codes of that font.
fn own_codes() -> String {
    let letters = distinct();
    let code = |letter: char| {
        letters
            .iter()
            .position(|&own| own == letter)
            .map_or(0, |at| at + 1)
    };
    let codes: String = WORDS
        .chars()
        .map(|letter| format!("{:02x}", code(letter)))
        .collect();
    format!("BT /F1 12 Tf 50 250 Td <{codes}> Tj ET")
}

fn descriptor(program: &str, flags: u8) -> Object {
    object(&format!(
        "<</Type/FontDescriptor/FontName/AAAAAA+Face/Flags {flags}/FontBBox[0 -200 900 800]/ItalicAngle 0/Ascent 800\
         /Descent -200/CapHeight 650/StemV 80{program}>>"
    ))
}

/// A composite font; its codes are its glyphs, or what a map of the file says.
fn cid(encoding: &str, map: Option<Vec<u8>>) -> Vec<Object> {
    let to_unicode = if map.is_some() {
        ""
    } else {
        "/ToUnicode 8 0 R"
    };
    let narrow = if map.is_some() {
        narrow_map()
    } else {
        to_unicode_map()
    };
    let to_unicode = if map.is_some() {
        "/ToUnicode 8 0 R"
    } else {
        to_unicode
    };
    let font = format!(
        "<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+Face{encoding}/DescendantFonts[10 0 R]{to_unicode}>>"
    );
    let below = "<</Type/Font/Subtype/CIDFontType0/BaseFont/AAAAAA+Face/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)\
                 /Supplement 0>>/FontDescriptor 6 0 R/DW 500>>";
    vec![
        object(&font),
        form(),
        descriptor("/FontFile3 7 0 R", 4),
        stream("/Subtype/OpenType", FACE),
        stream("", narrow.as_bytes()),
        stream("/Type/CMap/CMapName/Own", &map.unwrap_or_default()),
        object(below),
    ]
}

/// The glyph of a letter in the face.
fn glyph(letter: char) -> u32 {
    let font = FontRef::new(FACE).expect("a font of ours");
    font.charmap().map(letter).map_or(0, |glyph| glyph.to_u32())
}

/// The words in codes of so many bytes: glyphs, or the letters themselves.
fn coded(bytes: usize) -> String {
    let code = |letter: char| match bytes {
        1 => format!("{:02x}", letter as u32),
        _ => format!("{:04x}", glyph(letter)),
    };
    let codes: String = WORDS.chars().map(code).collect();
    format!("BT /F1 12 Tf 50 250 Td <{codes}> Tj ET")
}

fn distinct() -> Vec<char> {
    let mut letters: Vec<char> = WORDS.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

const HEAD: &str = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def ";
const TAIL: &str = "endcmap end end";

fn to_unicode_map() -> String {
    let row = |c: &char| format!("<{:04x}> <{:04x}>\n", glyph(*c), *c as u32);
    let rows: String = distinct().iter().map(row).collect();
    let count = distinct().len();
    format!(
        "{HEAD}1 begincodespacerange <0000> <ffff> endcodespacerange {count} beginbfchar\n{rows}endbfchar {TAIL}"
    )
}

fn narrow_map() -> String {
    let range = "1 beginbfrange <20> <7a> <0020> endbfrange";
    format!("{HEAD}1 begincodespacerange <00> <ff> endcodespacerange {range} {TAIL}")
}

/// A map of the file from codes of one byte to glyphs.
fn cmap() -> Vec<u8> {
    let row = |c: &char| format!("<{:02x}> {}\n", *c as u32, glyph(*c));
    let rows: String = distinct().iter().map(row).collect();
    let count = distinct().len();
    format!(
        "{HEAD}/CMapName /Own def 1 begincodespacerange <00> <ff> endcodespacerange {count} begincidchar\n{rows}endcidchar {TAIL}"
    )
    .into_bytes()
}

/// The letters of the alphabet and their names in a font of drawings.
fn letters(name: impl Fn(u8) -> String) -> Vec<(u8, String)> {
    (b'a'..=b'z').map(|c| (c, name(c))).collect()
}

/// A font whose glyphs are drawings of the file: all the same block.
fn type_3(names: &[(u8, String)]) -> Vec<Object> {
    let listed: String = names.iter().map(|(_, name)| format!("/{name}")).collect();
    let procs: String = names
        .iter()
        .map(|(_, name)| format!("/{name} 6 0 R"))
        .collect();
    let font = format!(
        "<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 -20 480 650]{}/Encoding<</Differences[32/space 97\
         {listed}]>>/CharProcs<<{procs}/space 7 0 R>>>>",
        widths()
    );
    let drawn = stream("", b"500 0 0 -20 480 650 d1 0 0 480 650 re f");
    vec![
        object(&font),
        form(),
        drawn,
        stream("", b"250 0 0 0 0 0 d1"),
    ]
}

/// A font that says what its codes are by the names of glyphs.
fn differences() -> Vec<Object> {
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding<</Differences[1/quotedblleft/quotedblright/eacute/m]>>>>";
    vec![object(font), form()]
}

/// A simple font with a TrueType program that is made here: one square for every letter.
fn true_type() -> Vec<Object> {
    let font = format!(
        "<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Face/Encoding/WinAnsiEncoding/FontDescriptor 6 0 R{}>>",
        widths()
    );
    let program = true_type_program();
    let entries = format!("/Length1 {}", program.len());
    vec![
        object(&font),
        form(),
        descriptor("/FontFile2 7 0 R", 32),
        stream(&entries, &program),
    ]
}

/// The tables of a TrueType font (OpenType 1.9): glyph 0 is empty, glyph 1 a square, and all codes but the blank have it.
fn true_type_program() -> Vec<u8> {
    let words =
        |values: &[i16]| -> Vec<u8> { values.iter().flat_map(|v| v.to_be_bytes()).collect() };
    let square = [
        words(&[1, 0, 0, 480, 480, 3, 0]),
        vec![1; 4],
        words(&[0, 480, 0, -480]),
        words(&[0, 0, 480, 0]),
    ]
    .concat();
    let mut map = [
        words(&[0, 1, 1, 0, 0, 12]),
        words(&[0, 262, 0]),
        vec![1; 256],
    ]
    .concat();
    map[12 + 6 + 32] = 0;
    let head = [
        words(&[1, 0, 1, 0, 0, 0]),
        0x5f0f_3cf5_u32.to_be_bytes().to_vec(),
        words(&[0, 1000]),
        vec![0; 16],
        words(&[0, 0, 480, 480, 0, 8, 2, 1, 0]),
    ]
    .concat();
    let tables: [(&[u8; 4], Vec<u8>); 7] = [
        (b"cmap", map),
        (b"glyf", square.clone()),
        (b"head", head),
        (
            b"hhea",
            words(&[
                1, 0, 800, -200, 0, 500, 0, 0, 500, 1, 0, 0, 0, 0, 0, 0, 0, 2,
            ]),
        ),
        (b"hmtx", words(&[250, 0, 500, 0])),
        (
            b"loca",
            [0_u32, 0, square.len() as u32]
                .iter()
                .flat_map(|v| v.to_be_bytes())
                .collect(),
        ),
        (
            b"maxp",
            words(&[1, 0, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
        ),
    ];
    let mut font = [vec![0, 1, 0, 0], words(&[7, 64, 2, 48])].concat();
    let mut data = Vec::new();
    for (name, table) in &tables {
        let place = 12 + 16 * tables.len() + data.len();
        font.extend(*name);
        font.extend(
            [0, place as u32, table.len() as u32]
                .iter()
                .flat_map(|v| v.to_be_bytes()),
        );
        data.extend(table);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    font.extend(data);
    font
}
