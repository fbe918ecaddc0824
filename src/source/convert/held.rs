//! The files of pictures inside a document. In: its bytes, and what its text calls them. Out: names that Markdown can have, and
//! the files, or why one is none. Nothing is written where names could lead, and all is bounded.

use crate::book::ImageId;
use crate::diagnostic::Diagnostic;
use crate::source::{Pictures, image};
use crate::store::{Data, Store};
use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::ops::Range;
use zip::ZipArchive;

/// The most pictures that are taken out of a document: ten for each page of a long book.
const MOST: usize = 5_000;
/// The most bytes that they have in all; they rest on the disk.
const MOST_BYTES: u64 = 1_000_000_000;

/// What the text of a document calls its pictures.
#[derive(Default)]
pub(super) struct Held {
    /// What the container holds, the shortest names first.
    entries: Vec<String>,
    /// The files that are written out in the text of a document, by the names that it has for them.
    written: BTreeMap<String, Written>,
    /// Where the pictures are, by the names that Markdown has for them.
    named: BTreeMap<String, Origin>,
}

/// A file that is written out in a document.
#[derive(Clone)]
pub(super) struct Written {
    /// Where it stands.
    pub bytes: Range<usize>,
    /// How it is written.
    pub encoding: Encoding,
}

/// How bytes are written.
#[derive(Clone, Copy)]
pub(super) enum Encoding {
    /// As they are.
    AsIs,
    /// In pairs of hexadecimal figures.
    Figures,
    /// In base 64.
    Letters,
}

/// Where a picture is.
enum Origin {
    /// In the container, by this name.
    Entry(String),
    /// In an address that begins with `data:` (RFC 2397).
    Address(String),
    /// Written out in the document.
    Written(Written),
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn archive(document: &[u8]) -> Option<Archive<'_>> {
    ZipArchive::new(Cursor::new(document)).ok()
}

impl Held {
    /// What a document may hold.
    pub fn of(document: &[u8]) -> Held {
        let archive = archive(document);
        let names = archive.iter().flat_map(|archive| archive.file_names());
        let mut entries: Vec<String> = names.flatten().map(Into::into).collect();
        entries.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
        Held {
            entries,
            ..Held::default()
        }
    }

    /// What is written out in a document.
    pub fn written(written: BTreeMap<String, Written>) -> Held {
        Held {
            written,
            ..Held::default()
        }
    }

    /// What Markdown calls a picture; one that is not inside the document keeps its name.
    pub fn name(&mut self, to: &str) -> String {
        let written = self.written.get(to.strip_prefix('#').unwrap_or(to));
        let origin = match (written, self.entry(to)) {
            (Some(written), _) => Origin::Written(written.clone()),
            (None, Some(entry)) => Origin::Entry(entry.into()),
            (None, None) if is_data(to) => Origin::Address(to.into()),
            (None, None) => return to.into(),
        };
        let name = match is_plain(to) {
            true => to.into(),
            false => format!("media/{}.{}", ImageId::of(to.as_bytes()), ending(to)),
        };
        self.named.entry(name.clone()).or_insert(origin);
        name
    }

    /// The entry that a picture's name means: `pandoc` leaves out the folders that hold the text.
    fn entry(&self, to: &str) -> Option<&str> {
        let decoded = percent_encoding::percent_decode_str(to).decode_utf8_lossy();
        let is_meant = |entry: &&String, to: &str| {
            let before = entry.strip_suffix(to);
            !to.is_empty()
                && before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        let find = |to: &str| self.entries.iter().find(|entry| is_meant(entry, to));
        let found = find(to).or_else(|| find(&decoded));
        found.map(String::as_str)
    }

    /// The files.
    pub fn files(self, document: &[u8]) -> Pictures {
        let mut archive = archive(document);
        let store = Store::default();
        let mut left = MOST_BYTES;
        let named = self.named.into_iter().enumerate();
        let files = named.map(|(at, (name, origin))| {
            let file = match at < MOST {
                true => origin.read(&name, (archive.as_mut(), document), left),
                false => Err(fault(
                    format!("`{name}` is one picture too many of the document"),
                    format!("a document has up to {MOST}: part it"),
                )),
            };
            left -= file.as_ref().map_or(0, |file| file.len() as u64);
            (name, file.map(|file| store.keep(file)))
        });
        files.collect::<BTreeMap<String, Result<Data, Diagnostic>>>()
    }
}

impl Origin {
    /// The bytes, of which there are `left` at most.
    fn read(
        &self,
        name: &str,
        (archive, document): (Option<&mut Archive<'_>>, &[u8]),
        left: u64,
    ) -> Result<Vec<u8>, Diagnostic> {
        let again = || "save the document anew with the program that made it".to_owned();
        let torn = |why: String| {
            let message = format!("`{name}` can't be taken out of the document: {why}");
            fault(message, again())
        };
        let most = image::LONGEST.min(left);
        let mut bytes = Vec::new();
        match (self, archive) {
            (Origin::Entry(entry), Some(archive)) => {
                let file = archive.by_name(entry).map_err(|e| torn(e.to_string()))?;
                let read = file.take(most + 1).read_to_end(&mut bytes);
                read.map_err(|e| torn(e.to_string()))?;
            }
            (Origin::Entry(_), None) => return Err(torn("it breaks off".into())),
            (Origin::Address(address), _) => {
                bytes = data(address).ok_or_else(|| torn("its signs are no data".into()))?;
            }
            (Origin::Written(written), _) => {
                let read = document.get(written.bytes.clone());
                let read = read.and_then(|signs| written.encoding.read(signs));
                bytes = read.ok_or_else(|| torn("its signs are no data".into()))?;
            }
        }
        if bytes.len() as u64 > image::LONGEST {
            let message = format!("`{name}` has more than 50 MB");
            let hint = "a picture's file has up to 50 MB: make it smaller in the document";
            return Err(fault(message, hint.into()));
        }
        if bytes.len() as u64 > left {
            let message = format!("the document's pictures up to `{name}` have more than 1 GB");
            return Err(fault(message, "make them smaller, or part it".into()));
        }
        Ok(bytes)
    }
}

fn fault(message: String, hint: String) -> Diagnostic {
    Diagnostic::error("picture", message).hint(hint)
}

/// Whether a name stands as it is in Markdown, and in the same folder everywhere.
fn is_plain(to: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    to.chars().all(is_sign) && !to.starts_with('/') && !to.split('/').any(|part| part == "..")
}

fn is_data(to: &str) -> bool {
    to.get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// How the name of a picture ends whose own can't stand.
fn ending(to: &str) -> &str {
    let typed = match is_data(to) {
        true => to[5..].split([';', ',', '+']).next().unwrap_or_default(),
        false => to,
    };
    let ending = typed.rsplit(['/', '.']).next().unwrap_or_default();
    let is_short = (1..6).contains(&ending.len());
    match is_short && ending.chars().all(|c| c.is_ascii_alphanumeric()) {
        true => ending,
        false => "picture",
    }
}

/// Base 64, with or without the signs that fill its end.
const BASE_64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Encoding {
    /// The bytes that signs say; blanks and line ends between them say nothing.
    fn read(self, signs: &[u8]) -> Option<Vec<u8>> {
        let inked = || signs.iter().copied().filter(|c| !c.is_ascii_whitespace());
        match self {
            Encoding::AsIs => Some(signs.to_vec()),
            Encoding::Letters => BASE_64.decode(inked().collect::<Vec<u8>>()).ok(),
            Encoding::Figures => {
                let figure = |c: u8| char::from(c).to_digit(16);
                let figures: Vec<u32> = inked().map(figure).collect::<Option<_>>()?;
                let pairs = figures.chunks_exact(2);
                Some(pairs.map(|pair| (pair[0] << 4 | pair[1]) as u8).collect())
            }
        }
    }
}

/// The bytes of an address that begins with `data:`.
fn data(address: &str) -> Option<Vec<u8>> {
    let (head, body) = address[5..].split_once(',')?;
    let bytes: Vec<u8> = percent_encoding::percent_decode_str(body).collect();
    match head.to_ascii_lowercase().ends_with(";base64") {
        false => Some(bytes),
        true => Encoding::Letters.read(&bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(entries: &[&str]) -> Held {
        Held {
            entries: entries.iter().map(|&name| name.into()).collect(),
            ..Held::default()
        }
    }

    #[test]
    fn names_lead_to_entries_and_nowhere_else() {
        let mut held = held(&["word/media/a.png", "EPUB/my lamp.jpeg", "media/xa.png"]);
        assert_eq!(held.name("media/a.png"), "media/a.png");
        assert_eq!(held.name("a.jpg"), "a.jpg");
        assert_eq!(held.name("https://a.org/a.png"), "https://a.org/a.png");
        assert_eq!(held.name(""), "");
        let spaced = held.name("my%20lamp.jpeg");
        assert!(is_plain(&spaced) && spaced.ends_with(".jpeg"), "{spaced}");
        let entries: Vec<&str> = (held.named.values())
            .map(|origin| match origin {
                Origin::Entry(entry) | Origin::Address(entry) => entry.as_str(),
                Origin::Written(_) => "",
            })
            .collect();
        assert_eq!(entries.len(), 2);
        assert!(entries.contains(&"word/media/a.png") && entries.contains(&"EPUB/my lamp.jpeg"));
    }

    /// An archive of one file, packed.
    fn packed(name: &str, file: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).expect("an entry");
        std::io::Write::write_all(&mut zip, file).expect("bytes");
        zip.finish().expect("an archive").into_inner()
    }

    fn refusal(held: Held, name: &str, document: &[u8]) -> Option<String> {
        let mut files = held.files(document);
        let file = files.remove(name).expect("a picture");
        file.err().map(|fault| fault.message)
    }

    #[test]
    fn what_unpacks_to_too_much_or_is_torn_is_refused() {
        let named = |document: &[u8]| {
            let mut held = Held::of(document);
            assert_eq!(held.name("a.png"), "a.png");
            held
        };
        let small = packed("word/a.png", &[7; 5_000]);
        assert_eq!(refusal(named(&small), "a.png", &small), None);
        let vast = packed("word/a.png", &vec![0; image::LONGEST as usize + 1]);
        assert!(vast.len() < 1_000_000);
        let said = refusal(named(&vast), "a.png", &vast);
        assert_eq!(said.as_deref(), Some("`a.png` has more than 50 MB"));
        let mut torn = small.clone();
        let name = b"word/a.png";
        let at = torn.windows(name.len()).position(|bytes| bytes == name);
        torn[at.expect("a name") + name.len()] ^= 0x55;
        let said = refusal(named(&torn), "a.png", &torn);
        assert!(said.is_some_and(|said| said.contains("can't be taken out")));
        let mut archive = archive(&small);
        let entry = Origin::Entry("word/a.png".into());
        let mut read = |left| entry.read("a.png", (archive.as_mut(), &small), left);
        let lengths = [5_000, 4_999]
            .map(&mut read)
            .map(|read| read.map(|file| file.len()).ok());
        assert_eq!(lengths, [Some(5_000), None]);
    }

    #[test]
    fn a_document_has_so_many_pictures_and_no_more() {
        let mut held = Held::default();
        let names = (0..=MOST).map(|at| held.name(&format!("data:image/png,{at}")));
        let names: std::collections::BTreeSet<String> = names.collect();
        assert_eq!(names.len(), MOST + 1);
        let files = held.files(&[]);
        assert_eq!(files.values().filter(|file| file.is_err()).count(), 1);
        assert_eq!(files.len(), MOST + 1);
    }

    #[test]
    fn files_that_a_document_writes_out_are_read() {
        let document = b"6869 0a|aGk=|hi|6x";
        for (bytes, encoding, want) in [
            (0..7, Encoding::Figures, Some("hi\n")),
            (8..12, Encoding::Letters, Some("hi")),
            (13..15, Encoding::AsIs, Some("hi")),
            (16..18, Encoding::Figures, None),
            (16..99, Encoding::AsIs, None),
        ] {
            let written = Written { bytes, encoding };
            let mut held = Held::written(BTreeMap::from([("a b".into(), written)]));
            let name = held.name("#a b");
            assert!(is_plain(&name), "{name}");
            let mut files = held.files(document);
            let file = files.remove(&name).expect("a picture").ok();
            let read = file.map(|file| file.read().expect("bytes"));
            assert_eq!(read.as_deref(), want.map(str::as_bytes));
        }
    }

    #[test]
    fn addresses_of_data_are_files() {
        for (address, want) in [
            ("data:image/png;base64,aGk=", Some("hi")),
            ("DATA:image/png;BASE64,aG\nk", Some("hi")),
            ("data:image/svg+xml,%3Csvg/%3E", Some("<svg/>")),
            ("data:image/png;base64,a", None),
            ("data:image/png", None),
        ] {
            let mut held = Held::default();
            let name = held.name(address);
            assert!(is_plain(&name), "{name}");
            let files = held.files(&[]);
            let file = files.get(&name).expect("a picture");
            let read = file.as_ref().ok().map(|file| file.read().expect("bytes"));
            assert_eq!(read.as_deref(), want.map(str::as_bytes), "{address}");
        }
    }
}
