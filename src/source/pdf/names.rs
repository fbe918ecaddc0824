//! Characters of glyphs with numbers for names. In: the names of a font's `Differences`. Out: the character of each code,
//! where the numbers are codes of an encoding that TeX's fonts have.
//!
//! Bitmap fonts of dvips and pdfTeX call their glyphs `a97`, others `g65` or `C0065`. The number is taken as a code if the
//! set of numbers looks like that of a text.

use std::collections::HashMap;

/// The characters of the codes whose names are numbers; empty where the numbers are no codes.
pub(super) fn numbered(names: &HashMap<u8, String>) -> HashMap<u8, &'static str> {
    let mut numbers: HashMap<u8, u8> = HashMap::new();
    for (&code, name) in names {
        if let Some(number) = number_of(name) {
            numbers.insert(code, number);
        }
    }
    // Most names are numbers, or these are a few odd ones in a font with good names.
    let named = names.values().filter(|name| *name != ".notdef").count();
    if numbers.len() * 4 < named * 3 {
        return HashMap::new();
    }
    let is_symbols = numbers.values().all(|n| SYMBOLS.find(*n).is_some());
    if !is_symbols && !looks_like_text(&numbers) {
        return HashMap::new();
    }
    let is_t1 = numbers
        .values()
        .any(|n| matches!(n, 16..=18 | 21 | 22 | 27..=31 | 128..));
    let shown = |n: u8| match (is_symbols, is_t1) {
        (true, _) => SYMBOLS.find(n),
        (_, true) => T1.find(n).or_else(|| ascii(n)),
        _ => OT1.find(n).or_else(|| ascii(n)),
    };
    numbers
        .into_iter()
        .filter_map(|(code, n)| Some((code, shown(n)?)))
        .collect()
}

/// The number of a name such as `a97`, `g65`, `C0065`.
fn number_of(name: &str) -> Option<u8> {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_name = name.len() - digits.len() <= 2 && !digits.is_empty();
    digits.parse().ok().filter(|_| is_name)
}

/// Whether numbers are codes of letters: most of the set stands among letters, figures and stops, and the commonest
/// letters are among them where the set is large enough to say so.
fn looks_like_text(numbers: &HashMap<u8, u8>) -> bool {
    let letters = numbers
        .values()
        .filter(|n| n.is_ascii_alphanumeric())
        .count();
    let common = b"aeinrst"
        .iter()
        .filter(|c| numbers.values().any(|n| n == *c));
    let all = numbers.len();
    letters * 2 >= all && (all < 12 || common.count() >= 5 || capitals(numbers))
}

/// Whether most are capitals, as in a font of headings.
fn capitals(numbers: &HashMap<u8, u8>) -> bool {
    let capitals = numbers.values().filter(|n| n.is_ascii_uppercase()).count();
    capitals * 2 >= numbers.len()
}

/// What Linux Libertine and its kin mean by characters of the private area, which writers of PDFs take from its map:
/// ligatures, and small capitals (as Adobe's private characters for these). Others are not known.
pub(super) fn private(face: &str, c: char) -> Option<String> {
    let is_of_kin = ["LinLibertine", "Libertinus", "LinBiolinum"];
    if !is_of_kin.iter().any(|name| face.starts_with(name)) {
        return None;
    }
    let code = c as u32;
    match code {
        0xe039 => Some("ft".into()),
        0xe03c => Some("tt".into()),
        0xe048 => Some("Qu".into()),
        0xe049 => Some("Th".into()),
        0xe051..=0xe06a => char::from_u32(code - 0xe051 + 0xf761).map(String::from),
        _ => None,
    }
}

/// A table of codes that do not stand for themselves.
struct Codes(&'static [(u8, &'static str)]);

impl Codes {
    fn find(&self, code: u8) -> Option<&'static str> {
        self.0.iter().find(|row| row.0 == code).map(|row| row.1)
    }
}

fn ascii(code: u8) -> Option<&'static str> {
    const ASCII: &str = " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    let at = usize::from(code).checked_sub(32)?;
    ASCII.get(at..at + 1)
}

/// TeX's own text encoding where it is not ASCII (The TeXbook, appendix F).
const OT1: Codes = Codes(&[
    (11, "ff"),
    (12, "fi"),
    (13, "fl"),
    (14, "ffi"),
    (15, "ffl"),
    (16, "ı"),
    (18, "\u{300}"),
    (19, "\u{301}"),
    (20, "\u{30c}"),
    (21, "\u{306}"),
    (22, "\u{304}"),
    (23, "\u{30a}"),
    (24, "\u{327}"),
    (25, "ß"),
    (26, "æ"),
    (27, "œ"),
    (28, "ø"),
    (29, "Æ"),
    (30, "Œ"),
    (31, "Ø"),
    (34, "”"),
    (39, "’"),
    (60, "¡"),
    (62, "¿"),
    (92, "“"),
    (94, "\u{302}"),
    (95, "\u{307}"),
    (96, "‘"),
    (123, "–"),
    (124, "—"),
    (125, "\u{30b}"),
    (126, "\u{303}"),
    (127, "\u{308}"),
]);

/// The Cork encoding where it is not ASCII.
const T1: Codes = Codes(&[
    (13, "‚"),
    (14, "‹"),
    (15, "›"),
    (16, "“"),
    (17, "”"),
    (18, "„"),
    (19, "«"),
    (20, "»"),
    (21, "–"),
    (22, "—"),
    (25, "ı"),
    (27, "ff"),
    (28, "fi"),
    (29, "fl"),
    (30, "ffi"),
    (31, "ffl"),
    (39, "’"),
    (96, "‘"),
    (127, "-"),
    (128, "Ă"),
    (129, "Ą"),
    (130, "Ć"),
    (131, "Č"),
    (132, "Ď"),
    (133, "Ě"),
    (134, "Ę"),
    (135, "Ğ"),
    (136, "Ĺ"),
    (137, "Ľ"),
    (138, "Ł"),
    (139, "Ń"),
    (140, "Ň"),
    (141, "Ŋ"),
    (142, "Ő"),
    (143, "Ŕ"),
    (144, "Ř"),
    (145, "Ś"),
    (146, "Š"),
    (147, "Ş"),
    (148, "Ť"),
    (149, "Ţ"),
    (150, "Ű"),
    (151, "Ů"),
    (152, "Ÿ"),
    (153, "Ź"),
    (154, "Ž"),
    (155, "Ż"),
    (156, "Ĳ"),
    (157, "İ"),
    (158, "đ"),
    (159, "§"),
    (160, "ă"),
    (161, "ą"),
    (162, "ć"),
    (163, "č"),
    (164, "ď"),
    (165, "ě"),
    (166, "ę"),
    (167, "ğ"),
    (168, "ĺ"),
    (169, "ľ"),
    (170, "ł"),
    (171, "ń"),
    (172, "ň"),
    (173, "ŋ"),
    (174, "ő"),
    (175, "ŕ"),
    (176, "ř"),
    (177, "ś"),
    (178, "š"),
    (179, "ş"),
    (180, "ť"),
    (181, "ţ"),
    (182, "ű"),
    (183, "ů"),
    (184, "ÿ"),
    (185, "ź"),
    (186, "ž"),
    (187, "ż"),
    (188, "ĳ"),
    (189, "¡"),
    (190, "¿"),
    (191, "£"),
    (192, "À"),
    (193, "Á"),
    (194, "Â"),
    (195, "Ã"),
    (196, "Ä"),
    (197, "Å"),
    (198, "Æ"),
    (199, "Ç"),
    (200, "È"),
    (201, "É"),
    (202, "Ê"),
    (203, "Ë"),
    (204, "Ì"),
    (205, "Í"),
    (206, "Î"),
    (207, "Ï"),
    (208, "Ð"),
    (209, "Ñ"),
    (210, "Ò"),
    (211, "Ó"),
    (212, "Ô"),
    (213, "Õ"),
    (214, "Ö"),
    (215, "Œ"),
    (216, "Ø"),
    (217, "Ù"),
    (218, "Ú"),
    (219, "Û"),
    (220, "Ü"),
    (221, "Ý"),
    (222, "Þ"),
    (223, "SS"),
    (224, "à"),
    (225, "á"),
    (226, "â"),
    (227, "ã"),
    (228, "ä"),
    (229, "å"),
    (230, "æ"),
    (231, "ç"),
    (232, "è"),
    (233, "é"),
    (234, "ê"),
    (235, "ë"),
    (236, "ì"),
    (237, "í"),
    (238, "î"),
    (239, "ï"),
    (240, "ð"),
    (241, "ñ"),
    (242, "ò"),
    (243, "ó"),
    (244, "ô"),
    (245, "õ"),
    (246, "ö"),
    (247, "œ"),
    (248, "ø"),
    (249, "ù"),
    (250, "ú"),
    (251, "û"),
    (252, "ü"),
    (253, "ý"),
    (254, "þ"),
    (255, "ß"),
]);

/// The signs of notes, and a few more, in TeX's fonts of symbols.
const SYMBOLS: Codes = Codes(&[
    (0, "−"),
    (1, "·"),
    (2, "×"),
    (3, "∗"),
    (6, "±"),
    (13, "○"),
    (14, "◦"),
    (15, "•"),
    (106, "|"),
    (107, "‖"),
    (120, "§"),
    (121, "†"),
    (122, "‡"),
    (123, "¶"),
]);

#[cfg(test)]
mod tests {
    use super::*;

    fn font(numbers: &[u8]) -> HashMap<u8, String> {
        numbers.iter().map(|n| (*n, format!("a{n}"))).collect()
    }

    #[test]
    fn numbers_are_codes_where_they_make_a_text() {
        let text = numbered(&font(b"\x0c\x5c\"aeinrstlodhu."));
        assert_eq!(text[&12], "fi");
        assert_eq!((text[&92], text[&b'"'], text[&b'a']), ("“", "”", "a"));
        let cork = numbered(&font(b"\x1c\x10\x11aeinrstlodhu\xe9"));
        assert_eq!((cork[&28], cork[&16], cork[&0xe9]), ("fi", "“", "é"));
        assert_eq!(numbered(&font(&[3, 121]))[&121], "†");
        assert!(numbered(&font(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])).is_empty());
    }
}
