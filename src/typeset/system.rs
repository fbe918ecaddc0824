//! Faces of the machine. In: characters that no other face has, and the fonts in the usual folders of the system. Out: the
//! [`Found`] that have them, each a font file of its own.
//!
//! They are asked on request alone, and last: what they draw hangs on the machine.

use crate::sfnt;
use fontdb::{Database, FaceInfo, Source, Style, Weight};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A face that has characters which the others lack.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Its family: `Noto Serif Devanagari`.
    pub name: String,
    /// The file that it comes from.
    pub path: PathBuf,
    /// The face as a file.
    pub data: Vec<u8>,
    /// What it has of what was looked for.
    pub has: BTreeSet<char>,
}

/// The fonts in the folders where this kind of system keeps them; no program is asked, and no setting of one.
#[must_use]
pub fn installed() -> Database {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    fonts
}

/// The bit of `OS/2` that forbids to embed a font (OpenType 1.9.1, `fsType`).
const RESTRICTED: usize = 0x0002;

/// The faces that have the characters, as few as there can be: always the one next that has the most of what is left. Of
/// those that have as many, the plainest: upright, of regular weight, with serifs, then by the name of its file.
#[must_use]
pub fn search(fonts: &Database, wanted: &BTreeSet<char>) -> Vec<Found> {
    let mut faces: Vec<(&FaceInfo, PathBuf)> = fonts
        .faces()
        .filter_map(|face| match &face.source {
            Source::File(path) => Some((face, path.clone())),
            _ => None,
        })
        .collect();
    faces.sort_by_cached_key(|(face, path)| (rank(face), path.clone(), face.index));
    let covered = faces.iter().map(|(face, _)| {
        let has = fonts.with_face_data(face.id, |data, index| covered(data, index, wanted));
        has.unwrap_or_default()
    });
    let covered: Vec<BTreeSet<char>> = covered.collect();
    let mut left = wanted.clone();
    let mut found: Vec<Found> = Vec::new();
    loop {
        let count = |at: &usize| covered[*at].intersection(&left).count();
        // The first of those that have the most.
        let best = (0..faces.len()).rev().max_by_key(count);
        let Some(best) = best.filter(|best| count(best) > 0) else {
            return found;
        };
        let (face, path) = &faces[best];
        let data = fonts.with_face_data(face.id, sfnt::alone).flatten();
        let has: BTreeSet<char> = covered[best].intersection(&left).copied().collect();
        left.retain(|c| !has.contains(c));
        found.extend(data.map(|data| Found {
            name: face.families.first().map_or("", |(name, _)| name).into(),
            path: path.clone(),
            data,
            has,
        }));
    }
}

/// How far a face is from a plain one to read.
fn rank(face: &FaceInfo) -> (bool, u16, bool) {
    let name = face.families.first().map_or("", |(name, _)| name);
    (
        face.style != Style::Normal,
        face.weight.0.abs_diff(Weight::NORMAL.0),
        !name.contains("Serif"),
    )
}

/// What a face has of some characters: nothing if it may not be embedded, or is drawn by pixels or colours alone.
fn covered(data: &[u8], index: u32, wanted: &BTreeSet<char>) -> BTreeSet<char> {
    let of_face = || {
        let tables = sfnt::directory(data, index)?;
        let table = |tag: &[u8; 4]| tables.iter().find(|(own, _)| own == tag);
        table(b"glyf").or_else(|| table(b"CFF "))?;
        let is_restricted = table(b"OS/2").is_some_and(|(_, range)| {
            sfnt::number(&data[range.clone()], 8, 2).is_some_and(|bits| bits & RESTRICTED != 0)
        });
        let font = FontRef::from_index(data, index).ok()?;
        let map = font.charmap();
        let has = |c: &char| map.map(*c).is_some_and(|glyph| glyph.to_u32() != 0);
        (!is_restricted).then(|| wanted.iter().copied().filter(has).collect())
    };
    of_face().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeset::face::{FAMILIES, SYMBOLS, TYPEWRITER};
    use std::fs;

    /// A folder with fonts by name.
    fn folder(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Database) {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, data) in files {
            fs::write(folder.path().join(name), data).expect("a file");
        }
        let mut fonts = Database::new();
        fonts.load_fonts_dir(folder.path());
        (folder, fonts)
    }

    fn names(found: &[Found]) -> Vec<String> {
        let name = |one: &Found| {
            one.path
                .file_name()
                .map(|name| name.to_string_lossy().into())
        };
        found.iter().filter_map(name).collect()
    }

    #[test]
    fn the_fewest_faces_are_found_the_plainest_first() {
        let [upright, italic, bold, _] = FAMILIES[0].files.map(|file| file.expect("a file").data);
        let files = [
            ("a-italic.otf", italic),
            ("b-bold.otf", bold),
            ("c-upright.otf", upright),
            ("d-sans.ttf", SYMBOLS.data),
        ];
        let (_folder, fonts) = folder(&files);
        let of = |wanted: &str| search(&fonts, &wanted.chars().collect());
        assert_eq!(names(&of("aб")), ["c-upright.otf"]);
        // The knight is in one alone, which has the rest, too.
        assert_eq!(names(&of("aб♞")), ["d-sans.ttf"]);
        assert_eq!(names(&of("\u{e000}ह")), [""; 0]);
        let found = of("a");
        assert!(found[0].data == upright && found[0].name == "Libertinus Serif");
    }

    #[test]
    fn what_may_not_be_embedded_is_left_alone() {
        let mut data = TYPEWRITER.data.to_vec();
        let tables = sfnt::directory(&data, 0).expect("tables");
        let (_, os2) = tables.iter().find(|(tag, _)| tag == b"OS/2").expect("OS/2");
        data[os2.start + 9] |= 2;
        let (_folder, fonts) = folder(&[("locked.ttf", &data), ("broken.ttf", b"\0\x01\0\0")]);
        assert_eq!(search(&fonts, &BTreeSet::from(['a'])), []);
    }

    /// The second face of a collection comes out as a file that reads as the first did.
    #[test]
    fn a_face_of_a_collection_becomes_a_file() {
        let parts = [TYPEWRITER.data, SYMBOLS.data];
        let mut file = b"ttcf\0\x01\0\0\0\0\0\x02".to_vec();
        let first = 20;
        let second = first + parts[0].len().next_multiple_of(4);
        file.extend((first as u32).to_be_bytes());
        file.extend((second as u32).to_be_bytes());
        for part in parts {
            let start = file.len();
            let mut part = part.to_vec();
            let count = sfnt::number(&part, 4, 2).expect("a count");
            for at in (0..count).map(|n| 12 + 16 * n + 8) {
                let moved = sfnt::number(&part, at, 4).expect("an offset") + start;
                part[at..at + 4].copy_from_slice(&(moved as u32).to_be_bytes());
            }
            file.extend(part);
            file.resize(file.len().next_multiple_of(4), 0);
        }
        let (_folder, fonts) = folder(&[("both.ttc", &file)]);
        let found = search(&fonts, &BTreeSet::from(['☰']));
        let tables = |data: &[u8]| {
            let mut tables = sfnt::tables(data).expect("tables");
            tables.retain(|(tag, _)| tag != b"head");
            tables.sort();
            tables
        };
        assert_eq!(names(&found), ["both.ttc"]);
        assert!(tables(&found[0].data) == tables(SYMBOLS.data));
    }
}
