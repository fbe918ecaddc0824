//! A Type 1 font, written here (Adobe Type 1 Font Format, 1990). In: letters and the codes that it gives them. Out: the
//! program as a PDF embeds it, in the clear to `eexec` and encrypted from there on, with the lengths of its parts.

/// Multiplier and addend of both encryptions (chapter 7).
const FACTORS: (u16, u16) = (52_845, 22_719);
/// The keys of the private part and of the outlines.
const EEXEC: u16 = 55_665;
const OUTLINE: u16 = 4_330;

/// Encrypts, with four bytes in front that the reader drops. The first of them is no blank and no figure of a hexadecimal.
fn encrypted(plain: &[u8], mut key: u16) -> Vec<u8> {
    let encrypt = |byte: &u8| {
        let cipher = byte ^ (key >> 8) as u8;
        key = key
            .wrapping_add(cipher.into())
            .wrapping_mul(FACTORS.0)
            .wrapping_add(FACTORS.1);
        cipher
    };
    b"pamp".iter().chain(plain).map(encrypt).collect()
}

/// A number of an outline (section 6.2).
fn number(value: i32) -> Vec<u8> {
    match value {
        -107..=107 => vec![(value + 139) as u8],
        _ => [vec![255], value.to_be_bytes().to_vec()].concat(),
    }
}

/// A square, or nothing, of a width: `hsbw`, `rmoveto`, lines, `closepath`, `endchar`.
fn outline(width: i32, is_drawn: bool) -> Vec<u8> {
    let mut all = [number(0), number(width), vec![13]].concat();
    if is_drawn {
        let side = |length: i32, operator: u8| [number(length), vec![operator]].concat();
        all.extend(
            [
                number(0),
                side(0, 21),
                side(480, 6),
                side(480, 7),
                side(-480, 6),
            ]
            .concat(),
        );
        all.push(9);
    }
    all.push(14);
    encrypted(&all, OUTLINE)
}

/// The program, and the lengths of its three parts. Letters have the codes 1, 2, 3 …, which only the font itself says.
pub fn program(letters: &[char]) -> (Vec<u8>, [usize; 3]) {
    let name = |letter: char| {
        if letter == ' ' {
            "space".into()
        } else {
            letter.to_string()
        }
    };
    let codes: String = (1..)
        .zip(letters)
        .map(|(code, letter)| format!("dup {code} /{} put\n", name(*letter)))
        .collect();
    let clear = format!(
        "%!PS-AdobeFont-1.0: Face 001.000\n11 dict begin\n/FontInfo 1 dict dup begin\n/FullName (Face) readonly def\nend readonly def\n\
         /FontName /Face def\n/PaintType 0 def\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n\
         /FontBBox {{0 -200 900 800}} readonly def\n/Encoding 256 array\n0 1 255 {{1 index exch /.notdef put}} for\n{codes}readonly def\n\
         currentdict end\ncurrentfile eexec\n"
    );
    let mut private = format!(
        "dup /Private 8 dict dup begin\n/RD {{string currentfile exch readstring pop}} executeonly def\n/ND {{noaccess def}} executeonly \
         def\n/NP {{noaccess put}} executeonly def\n/BlueValues [] def\n/password 5839 def\n/MinFeature {{16 16}} def\n2 index\n\
         /CharStrings {} dict dup begin\n",
        letters.len() + 1
    )
    .into_bytes();
    let mut glyph = |name: &str, outline: Vec<u8>| {
        private.extend(format!("/{name} {} RD ", outline.len()).bytes());
        private.extend(outline);
        private.extend(b" ND\n");
    };
    glyph(".notdef", outline(500, false));
    for letter in letters {
        let is_blank = *letter == ' ';
        glyph(
            &name(*letter),
            outline(if is_blank { 250 } else { 500 }, !is_blank),
        );
    }
    private.extend(b"end\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\nmark currentfile closefile\n");
    let private = encrypted(&private, EEXEC);
    let tail = format!("{}cleartomark\n", format!("{}\n", "0".repeat(64)).repeat(8));
    let lengths = [clear.len(), private.len(), tail.len()];
    (
        [clear.as_bytes(), &private, tail.as_bytes()].concat(),
        lengths,
    )
}
