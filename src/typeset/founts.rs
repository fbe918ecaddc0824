//! The faces of a book. In: the family that the manifest asks for. Out: [`Founts`], which knows the face for a style and
//! a character, and what a family lacks.

use super::face::{
    CompiledFamily, CompiledFile, FAMILIES, Face, FaceData, FaceId, SYMBOLS, Style, TYPEWRITER,
    family,
};
use super::length::Length;
use super::shape::{Cut, Shaped, Shaper, Type};
use super::stand_in::stand_in;
use crate::diagnostic::Diagnostic;
use crate::manifest::settings::{Family, PageSettings};
use std::borrow::Cow;

/// The family's faces and, behind them, those of the families that stand in for missing characters.
pub struct Founts {
    shaper: Shaper,
    /// The faces of a family by [`Style`], the wanted family first.
    families: Vec<[Option<FaceId>; 4]>,
    /// The faces that the manifest or the system has for characters that the family lacks.
    others: Vec<FaceId>,
    /// The faces of the family for display, where it is another.
    display: Option<[Option<FaceId>; 4]>,
    /// The face whose letters have one width, where it was asked for.
    typewriter: Option<FaceId>,
    /// Whether the wanted family has superior figures and small capitals.
    has_superiors: bool,
    has_small_caps: bool,
}

impl Founts {
    /// Opens the faces of a page.
    ///
    /// # Errors
    /// A name that we don't know, a family without a regular face, a file that is no font.
    pub fn open(page: &PageSettings) -> Result<Founts, Diagnostic> {
        Founts::open_for(page, false)
    }

    /// Opens a family, and the face whose letters have one width only for a book that has such: opening it takes longer
    /// than setting a page.
    ///
    /// # Errors
    /// As for [`Founts::open`].
    pub fn open_for(page: &PageSettings, has_typewriter: bool) -> Result<Founts, Diagnostic> {
        let wanted = &page.family;
        let mut faces = Vec::new();
        let mut families = Vec::new();
        families.push(match wanted {
            Family::Named(name) => add_compiled(&mut faces, named(name)?),
            Family::Files(files) => add_files(&mut faces, files),
        });
        if families[0][0].is_none() {
            return Err(Diagnostic::error(
                "no-regular-face",
                "the type family has no regular face",
            )
            .hint("name a font file for `regular`"));
        }
        // What was asked for goes before what nobody asked for.
        let mut others = Vec::new();
        for file in &page.fonts {
            let [id, ..] = add_files(&mut faces, &[Some(file.clone())]);
            families.push([id, None, None, None]);
            others.extend(id);
        }
        let is_wanted =
            |row: &CompiledFamily| matches!(wanted, Family::Named(name) if name == row.name);
        for row in FAMILIES
            .iter()
            .filter(|row| row.stands_in && !is_wanted(row))
        {
            families.push(add_compiled(&mut faces, row));
        }
        families.push([Some(add_file(&mut faces, SYMBOLS)), None, None, None]);
        // What hangs on the machine is asked last.
        for file in &page.of_system {
            let [id, ..] = add_files(&mut faces, &[Some(file.clone())]);
            families.push([id, None, None, None]);
            others.extend(id);
        }
        let look = page.look.faces;
        let code = look.code.and_then(family).and_then(|row| row.files[0]);
        let typewriter = has_typewriter.then(|| add_file(&mut faces, code.unwrap_or(TYPEWRITER)));
        let display = look.display.and_then(family);
        let display = display.filter(|row| !is_wanted(row));
        let display = display.map(|row| add_compiled(&mut faces, row));
        let shaper = Shaper::new(faces).map_err(|index| {
            Diagnostic::error("bad-font", format!("font file {} can't be read", index + 1))
                .hint("name an OpenType or TrueType file (.otf, .ttf)")
        })?;
        let shaper = shaper.spaced(page.look.text.space);
        let regular = families[0][0].unwrap_or(FaceId(0));
        Ok(Founts {
            has_superiors: shaper.has(regular, Cut::Superior, "0123456789"),
            has_small_caps: shaper.has(regular, Cut::SmallCaps, "Author"),
            shaper,
            families,
            others,
            display,
            typewriter,
        })
    }

    /// What shapes them.
    #[must_use]
    pub fn shaper(&self) -> &Shaper {
        &self.shaper
    }

    /// Whether the family has a face of that style itself.
    #[must_use]
    pub fn has(&self, style: Style) -> bool {
        self.families[0][style as usize].is_some()
    }

    /// The face for a character: of the family, else of those that stand in; None if no face has it.
    #[must_use]
    pub fn face(&self, style: Style, c: char) -> Option<FaceId> {
        self.face_in(false, style, c)
    }

    /// The same, of the display family first where that is wanted.
    #[must_use]
    pub fn face_in(&self, is_display: bool, style: Style, c: char) -> Option<FaceId> {
        let nearest: &[Style] = match style {
            Style::Regular => &[Style::Regular],
            Style::Italic => &[Style::Italic, Style::Regular],
            Style::Bold => &[Style::Bold, Style::Regular],
            Style::BoldItalic => &[
                Style::BoldItalic,
                Style::Bold,
                Style::Italic,
                Style::Regular,
            ],
        };
        let of_family = |faces: &[Option<FaceId>; 4]| {
            let found = nearest.iter().filter_map(|&s| faces[s as usize]);
            found.into_iter().find(|&face| self.shaper.covers(face, c))
        };
        let display = self.display.iter().filter(|_| is_display);
        display.chain(&self.families).find_map(of_family)
    }

    /// Whether any face has a character, or it needs none.
    #[must_use]
    pub fn has_any(&self, c: char) -> bool {
        self.typewriter(c).is_some() || self.face(Style::Regular, c).is_some()
    }

    /// The faces that the manifest or the system has for characters that the family lacks, in order.
    #[must_use]
    pub fn others(&self) -> &[FaceId] {
        &self.others
    }

    /// The face whose letters have one width, if it has a character.
    #[must_use]
    pub fn typewriter(&self, c: char) -> Option<FaceId> {
        self.typewriter.filter(|&face| self.shaper.covers(face, c))
    }

    /// The one width of its letters, in scaled points.
    #[must_use]
    pub fn column(&self, size: Length) -> i64 {
        self.shaper
            .shape(
                "0",
                Type::text(self.typewriter.unwrap_or(self.regular()), size),
            )
            .width
    }

    /// The face for what stands in for a character that no face has, and what that is.
    pub(super) fn stand_in(&self, style: Style, c: char) -> (Option<FaceId>, String) {
        let drawn = stand_in(c, |plain| self.face(style, plain).is_some());
        let face = drawn.chars().next().and_then(|c| self.face(style, c));
        (face, drawn)
    }

    /// The regular face.
    #[must_use]
    pub fn regular(&self) -> FaceId {
        self.families[0][0].unwrap_or(FaceId(0))
    }

    /// The type of note calls: the face's own superiors, or figures made smaller and raised.
    #[must_use]
    pub fn superior(&self, size: Length) -> Type {
        let plain = Type::text(self.regular(), size);
        if self.has_superiors {
            return Type {
                cut: Cut::Superior,
                ..plain
            };
        }
        Type {
            cut: Cut::Lining,
            size: size.scaled(64, 100),
            rise: 520,
            ..plain
        }
    }

    /// The type of a superscript in some face: its own superiors if it has them all, else smaller and raised.
    #[must_use]
    pub fn raised(&self, text: &str, face: FaceId, size: Length) -> Type {
        let plain = Type::text(face, size);
        if self.shaper.has(face, Cut::Superior, text) {
            return Type {
                cut: Cut::Superior,
                ..plain
            };
        }
        Type {
            cut: Cut::Lining,
            size: size.scaled(64, 100),
            rise: 520,
            ..plain
        }
    }

    /// The type of a subscript: smaller, and as far below the line as descenders reach.
    #[must_use]
    pub fn lowered(&self, face: FaceId, size: Length) -> Type {
        Type {
            cut: Cut::Lining,
            size: size.scaled(64, 100),
            rise: -220,
            ..Type::text(face, size)
        }
    }

    /// Whether a face has small capitals beside its capitals.
    #[must_use]
    pub fn mixes_caps(&self, face: FaceId) -> bool {
        self.shaper.has(face, Cut::MixedCaps, "author")
    }

    /// Whether the regular face has small capitals.
    #[must_use]
    pub fn has_small_caps(&self) -> bool {
        self.has_small_caps
    }

    /// The type of running heads: small capitals with a little air, or what comes near where the face lacks them.
    #[must_use]
    pub fn small_caps(&self, size: Length) -> Type {
        let plain = Type::text(self.regular(), size);
        if self.has_small_caps {
            return Type {
                cut: Cut::SmallCaps,
                tracking: 50,
                ..plain
            };
        }
        Type {
            cut: Cut::Lining,
            size: size.scaled(SMALLER_CAPS, 100),
            tracking: 30,
            ..plain
        }
    }

    /// Words in the regular face's small capitals; where it lacks them for one of the letters, in capitals that are smaller.
    #[must_use]
    pub fn in_small_caps<'t>(&self, text: &'t str, size: Length) -> (Cow<'t, str>, Type) {
        let small = self.small_caps(size);
        let lacks = |c: char| c.is_lowercase() && !self.has_small(c);
        if self.has_small_caps && !text.chars().any(lacks) {
            return (Cow::Borrowed(text), small);
        }
        let capitals = Type {
            cut: Cut::Lining,
            size: size.scaled(SMALLER_CAPS, 100),
            tracking: 30,
            ..small
        };
        (Cow::Owned(text.to_uppercase()), capitals)
    }

    /// Whether the regular face has a letter as a small capital.
    fn has_small(&self, letter: char) -> bool {
        let (text, size) = (letter.to_string(), Length::pt(10.0));
        let plain = Type::text(self.regular(), size);
        let small = Type {
            cut: Cut::SmallCaps,
            ..plain
        };
        let [plain, small] = [plain, small].map(|style| self.shaper.shape(&text, style));
        let glyphs = |shaped: &Shaped| shaped.sorts.iter().map(|s| s.id).collect::<Vec<_>>();
        glyphs(&plain) != glyphs(&small)
    }
}

/// The size of capitals that stand for small ones, in percent: less, and they would be thinner than the words beside them.
const SMALLER_CAPS: i64 = 85;

fn named(name: &str) -> Result<&'static CompiledFamily, Diagnostic> {
    family(name).ok_or_else(|| {
        let known: Vec<&str> = FAMILIES.iter().map(|row| row.name).collect();
        Diagnostic::error(
            "unknown-family",
            format!("no type family is called `{name}`"),
        )
        .hint(format!(
            "the families that are compiled in: {}",
            known.join(", ")
        ))
    })
}

fn add_compiled(faces: &mut Vec<Face>, row: &CompiledFamily) -> [Option<FaceId>; 4] {
    row.files.map(|file| file.map(|file| add_file(faces, file)))
}

fn add_file(faces: &mut Vec<Face>, file: CompiledFile) -> FaceId {
    add(faces, file.name.into(), file.data.into())
}

fn add_files(faces: &mut Vec<Face>, files: &[Option<Vec<u8>>]) -> [Option<FaceId>; 4] {
    let mut ids = [None; 4];
    for (id, file) in ids.iter_mut().zip(files) {
        if let Some(data) = file {
            let name = postscript_name(data).unwrap_or_else(|| format!("Face{}", faces.len()));
            *id = Some(add(faces, name, data.clone().into()));
        }
    }
    ids
}

fn add(faces: &mut Vec<Face>, name: String, data: FaceData) -> FaceId {
    let units = harfrust::Font::new(data.blob(), 0).map_or(1000, |font| font.units_per_em());
    faces.push(Face {
        name,
        data,
        index: 0,
        units,
    });
    FaceId(faces.len() as u16 - 1)
}

fn postscript_name(data: &[u8]) -> Option<String> {
    let font = harfrust::Font::new(data.to_vec(), 0)?;
    let name = font
        .names()
        .get(harfrust::font::name::NameId::POSTSCRIPT_NAME)?;
    let name = name.english_or_first()?.name();
    let name: String = name.chars().filter(char::is_ascii_graphic).collect();
    (!name.is_empty()).then_some(name)
}
