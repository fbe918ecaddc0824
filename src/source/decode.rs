//! Bytes become text. In: a file's bytes. Out: the text and the encoding it was read as, or why it is none.
//!
//! Line ends are settled here, for every later stage: CR LF and a lone CR become LF. A CR says nothing about the
//! author's text, only about the system that saved the file, and no pass has to know two kinds of line end. So spans,
//! the ledger and the law that undoing it gives the source back speak of the text as decoded here.

use crate::diagnostic::{Diagnostic, Place, Warned};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A text and what it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text: no byte order mark, lines end with LF alone.
    pub text: String,
    /// Name of the encoding, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
}

/// Decodes a file: UTF-8, UTF-16 with or without a byte order mark, or a legacy encoding, guessed from the bytes.
///
/// A guess, bytes without meaning and NULs are warned of; NULs are read as U+FFFD, the sign for one that is not known.
///
/// # Errors
/// `binary-source` for what is no text: PDF, archives, pictures, and whatever holds many NULs; `source-too-long` from
/// 4 GiB on.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Warned<Decoded>, Diagnostic> {
    if u32::try_from(bytes.len()).is_err() {
        let message = format!("`{name}` is too long: a source may have up to 4 GiB");
        return Err(Diagnostic::error("source-too-long", message));
    }
    if let Some(kind) = kind_of(bytes) {
        return Err(refusal(name, &format!("is {}, not a text", kind.name)).hint(kind.hint));
    }
    let encoding = guess(bytes);
    let (text, _, has_faults) = encoding.decode(bytes);
    let nuls = nuls(name, &text)?;
    let mut text = settle_line_ends(text);
    if nuls.is_some() {
        text = text.replace('\0', "\u{fffd}");
    }
    let mut decoded = Warned::from(Decoded {
        text,
        encoding: encoding.name(),
    });
    decoded.warnings.extend(nuls);
    let is_unicode = [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding);
    if has_faults || !is_unicode {
        decoded.warnings.push(doubt(name, encoding, has_faults));
    }
    Ok(decoded)
}

/// Characters for each NUL that a text may have. PDF extractors write one for a glyph without a name, some in a book; in a
/// binary file they are at least one byte in a hundred.
const PER_NUL: usize = 500;

/// What is said of NULs.
///
/// # Errors
/// Where there are so many that this is no text.
fn nuls(name: &str, text: &str) -> Result<Option<Diagnostic>, Diagnostic> {
    let Some(first) = text.find('\0') else {
        return Ok(None);
    };
    let count = text.matches('\0').count();
    let place = place_of(name, text, first);
    if count * PER_NUL > text.len() {
        let fault = refusal(name, "is not a text: it has NULs");
        let fault = fault.hint("give the plain text of the pamphlet, .txt or .md");
        return Err(fault.at(place));
    }
    let (what, stands) = match count {
        1 => ("a NUL".into(), "it stands for a sign"),
        _ => (format!("{count} NULs"), "each stands for a sign"),
    };
    let message = format!("`{name}` has {what}: {stands} that the extractor could not name");
    let said = Diagnostic::warning("nul-in-source", message).at(place);
    let hint =
        "it is read as `\u{fffd}`; look it up in print and put it right with `repair.corrections`";
    Ok(Some(said.hint(hint)))
}

fn refusal(name: &str, message: &str) -> Diagnostic {
    let refusal = Diagnostic::error("binary-source", format!("`{name}` {message}"));
    refusal.at(Place::Path(name.into()))
}

fn place_of(name: &str, text: &str, at: usize) -> Place {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    Place::File {
        path: name.into(),
        line: text[..at].matches('\n').count() as u32 + 1,
        column: text[line..at].chars().count() as u32 + 1,
        length: 1,
    }
}

fn doubt(name: &str, encoding: &'static Encoding, has_faults: bool) -> Diagnostic {
    let encoding = encoding.name();
    let message = if has_faults {
        format!("`{name}` was read as {encoding}, and some of its bytes mean nothing there")
    } else {
        format!("`{name}` is not UTF-8; it was read as {encoding}")
    };
    let doubt = Diagnostic::warning("guessed-encoding", message).at(Place::Path(name.into()));
    doubt.hint(
        "look at accented letters and quotation marks; if they are wrong, save the file as UTF-8",
    )
}

/// What helps with pictures.
const BY_OCR: &str =
    "have it read by `tesseract`: `--ocr`, or `source: {ocr: tesseract}` in book.yaml";

/// A kind of file that is often given by mistake.
struct Kind {
    magic: &'static [u8],
    name: &'static str,
    hint: &'static str,
}

/// Signatures of common files, from their specifications.
const KINDS: &[Kind] = &[
    Kind {
        magic: b"%PDF-",
        name: "a PDF",
        hint: "extract its text first: `pdftotext in.pdf out.txt`",
    },
    Kind {
        magic: b"PK\x03\x04",
        name: "a ZIP archive (EPUB, DOCX and ODT are such)",
        hint: "export its text first, from the program that made it",
    },
    Kind {
        magic: b"\xD0\xCF\x11\xE0",
        name: "an old Word file",
        hint: "save it as plain text from a word processor",
    },
    Kind {
        magic: b"{\\rtf",
        name: "an RTF file",
        hint: "save it as plain text from a word processor",
    },
    Kind {
        magic: b"\x89PNG",
        name: "a PNG picture",
        hint: BY_OCR,
    },
    Kind {
        magic: b"\xFF\xD8\xFF",
        name: "a JPEG picture",
        hint: BY_OCR,
    },
    Kind {
        magic: b"II*\0",
        name: "a TIFF picture",
        hint: BY_OCR,
    },
    Kind {
        magic: b"MM\0*",
        name: "a TIFF picture",
        hint: BY_OCR,
    },
    Kind {
        magic: b"\0\0\0\x0cjP  ",
        name: "a JPEG 2000 picture",
        hint: BY_OCR,
    },
    Kind {
        magic: b"\x1F\x8B",
        name: "a gzip archive",
        hint: "unpack it first",
    },
];

/// The beginning of a file as text, whatever it is; for those who look for signs in it.
pub(super) fn head(bytes: &[u8]) -> Cow<'_, str> {
    if kind_of(bytes).is_some() {
        return Cow::Borrowed("");
    }
    guess(bytes).decode(bytes).0
}

/// What a file is, if it is no text by its signature.
pub(super) fn kind(bytes: &[u8]) -> Option<&'static str> {
    kind_of(bytes).map(|kind| kind.name)
}

fn kind_of(bytes: &[u8]) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| bytes.starts_with(kind.magic))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return encoding;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    if is_nearly_utf_8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 betrays itself by NULs on one side of the pairs: Latin letters, blanks and line ends have one each. A third of
/// the pairs is enough: even in Greek or Russian nearly that many are blanks, stops and line ends; binary files have
/// them on both sides.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let pairs = head.chunks_exact(2);
    let count = pairs.len();
    let big = pairs.clone().filter(|p| p[0] == 0 && p[1] != 0).count();
    let little = pairs.filter(|p| p[0] != 0 && p[1] == 0).count();
    match (big * 3 > count, little * 3 > count) {
        (true, false) if little * 50 < count => Some(UTF_16BE),
        (false, true) if big * 50 < count => Some(UTF_16LE),
        _ => None,
    }
}

/// UTF-8 with a damaged byte here and there: more sequences of several bytes are whole than not, ten to one.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > 10 * broken
}

/// CR LF, CR CR LF (a file converted twice) and a lone CR become LF.
fn settle_line_ends(text: Cow<'_, str>) -> String {
    if !text.contains('\r') {
        return text.into_owned();
    }
    let mut settled = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find('\r') {
        settled.push_str(&rest[..at]);
        let tail = rest[at..].trim_start_matches('\r');
        let count = rest.len() - at - tail.len();
        let ends = tail.strip_prefix('\n').map_or(count, |_| 1);
        settled.extend(std::iter::repeat_n('\n', ends));
        rest = tail.strip_prefix('\n').unwrap_or(tail);
    }
    settled.push_str(rest);
    settled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let read = decode("a.txt", bytes).expect("a text");
        (read.value.text, read.value.encoding, read.warnings.0.len())
    }

    #[test]
    fn unicode_is_read_with_and_without_a_mark() {
        assert_eq!(read("naïve\n".as_bytes()), ("naïve\n".into(), "UTF-8", 0));
        assert_eq!(read(b"\xEF\xBB\xBFa"), ("a".into(), "UTF-8", 0));
        let pairs: Vec<u8> = "“Mother” Earth"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&pairs), ("“Mother” Earth".into(), "UTF-16LE", 0));
        let marked = [b"\xFE\xFF".as_slice(), b"\0a\0b"].concat();
        assert_eq!(read(&marked), ("ab".into(), "UTF-16BE", 0));
    }

    #[test]
    fn legacy_text_is_guessed_and_warned_of() {
        let (text, encoding, warnings) = read(b"the \x93caf\xE9\x94 of the exiles \x97 closed\n");
        assert_eq!(text, "the “café” of the exiles — closed\n");
        assert_eq!((encoding, warnings), ("windows-1252", 1));
    }

    #[test]
    fn one_damaged_byte_does_not_make_utf_8_legacy() {
        let text = "é".repeat(20);
        let (read, encoding, warnings) = read(&[text.as_bytes(), b"\xFF"].concat());
        assert_eq!(read, text + "\u{FFFD}");
        assert_eq!((encoding, warnings), ("UTF-8", 1));
    }

    #[test]
    fn all_line_ends_become_one() {
        assert_eq!(read(b"a\r\nb\rc\r\r\nd\n\r\re").0, "a\nb\nc\nd\n\n\ne");
    }

    #[test]
    fn a_nul_in_a_text_is_read_and_said() {
        let text = format!("{}in the years 1871\01874", "the mill was shut ".repeat(40));
        let read = decode("a.txt", text.as_bytes()).expect("a text");
        assert!(read.value.text.ends_with("1871\u{fffd}1874"));
        assert_eq!(read.warnings.0[0].code, "nul-in-source");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [b"%PDF-1.7\n".as_slice(), b"PK\x03\x04", b"one\ntwo\0"] {
            let refusal = decode("a.txt", bytes).expect_err("no text");
            assert_eq!(refusal.code, "binary-source");
        }
    }
}
