//! How books look. In: the name of a style. Out: [`Look`], a row of [`LOOKS`]: faces, sizes, headings, openings, ornaments,
//! furniture, notes, quotations, verse, colour. What a manifest says of single parts takes their place.

mod rows;
mod sans;
mod serif;
mod title;

pub use rows::LOOKS;
pub use title::{Lettering, TITLE_FORMS, TitleForm, title_form};

use super::design::SAFE_MM;
use super::length::Length;
use super::take::Align;
use crate::manifest::settings::{Family, PageSettings, RunningHeads};

/// A row of the table of styles. Shares are in thousandths of what the paper has, where nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its name in the manifest.
    pub name: &'static str,
    /// A line for `list styles`.
    pub about: &'static str,
    /// The families.
    pub faces: Faces,
    /// The sizes of type, and the margins.
    pub scale: Scale,
    /// Paragraphs.
    pub text: TextForm,
    /// Headings: what opens a chapter, then those inside pages, from the highest rank on.
    pub headings: [HeadingForm; 4],
    /// What a chapter begins with.
    pub opening: Opening,
    /// What stands for a break in the text.
    pub ornament: &'static str,
    /// The words above the text.
    pub heads: HeadForm,
    /// Page numbers.
    pub folio: FolioForm,
    /// The contents.
    pub contents: ContentsForm,
    /// Notes at the foot.
    pub notes: NoteForm,
    /// Quotations.
    pub quote: QuoteForm,
    /// Where verse stands.
    pub verse: VerseForm,
    /// The title page.
    pub title_page: TitleForm,
    /// The cover, by name.
    pub cover: &'static str,
    /// The colour of what is said to have one, on screens; in print it is black.
    pub accent: Option<Rgb>,
}

/// Red, green and blue.
pub type Rgb = [u8; 3];

/// Families that are compiled in, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faces {
    /// Of the text.
    pub text: &'static str,
    /// Of headings, titles and furniture that want it; None for that of the text.
    pub display: Option<&'static str>,
    /// Of words of machines; None for the usual one.
    pub code: Option<&'static str>,
}

/// Sizes in thousandths of those of the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Type size of the text.
    pub size: i64,
    /// Its leading.
    pub leading: i64,
    /// Type size of the notes.
    pub notes: i64,
    /// The text is as large as this at least, in points, whatever the paper.
    pub least: i64,
    /// Inner, outer, top and bottom margin.
    pub margins: [i64; 4],
}

/// How paragraphs are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextForm {
    /// Whether lines end where they end.
    pub is_ragged: bool,
    /// Whether words are parted.
    pub hyphenates: bool,
    /// Whether a blank row parts paragraphs, and no indent.
    pub is_spaced: bool,
    /// The indent, in hundredths of an em.
    pub indent: i64,
    /// The least width of the space between words, in thousandths of an em; 0 for that of the face.
    pub space: i64,
}

/// How letters of a title are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As they are.
    AsIs,
    /// In small capitals.
    Small,
    /// In capitals.
    Capitals,
}

/// A rule beside a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadRule {
    /// None.
    None,
    /// Above it, so many tenths of a point thick, over the whole measure.
    Above(i64),
    /// Below it, in the same way.
    Below(i64),
}

/// How headings of a rank are set. Shares in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingForm {
    /// Whether in the display family.
    pub is_display: bool,
    /// Size, of the text's.
    pub size: i64,
    /// Leading, of the text's.
    pub leading: i64,
    /// Where it stands.
    pub align: Align,
    /// Its letters.
    pub case: Case,
    /// In italics.
    pub is_italic: bool,
    /// In bold.
    pub is_bold: bool,
    /// Blank rows above it.
    pub above: u16,
    /// Blank rows below it.
    pub tail: u16,
    /// Moved down from its row inside a page, in hundredths of the leading.
    pub shift: i64,
    /// The rule beside it.
    pub rule: HeadRule,
    /// Whether its number stands on a line of its own.
    pub is_apart: bool,
    /// Whether it has the accent's colour.
    pub is_accent: bool,
}

/// Blank rows above what opens a chapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sink {
    /// One in so many rows of the page.
    Share(u16),
    /// So many.
    Rows(u16),
}

/// What a chapter begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Blank rows above it.
    pub sink: Sink,
    /// Whether the first letter drops over two lines.
    pub drops: bool,
    /// Whether its first words are in small capitals.
    pub first_words: bool,
}

/// Where something stands on the page's width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Across {
    /// In the middle.
    Centre,
    /// At the fore-edge.
    Outer,
    /// At the spine.
    Inner,
}

/// How furniture is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// In small capitals.
    SmallCaps,
    /// In italics.
    Italic,
    /// Upright.
    Plain,
    /// In bold.
    Bold,
    /// In the display family, in capitals.
    Display,
}

/// The words above the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadForm {
    /// What they say where the manifest says nothing.
    pub says: Says,
    /// Where they stand.
    pub at: Across,
    /// How they are set.
    pub cut: Cut,
    /// Size, in hundredths of the notes'.
    pub size: i64,
    /// A rule below them, in tenths of a point; 0 for none.
    pub rule: i64,
}

/// What running heads say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The author on versos, the title on rectos.
    AuthorTitle,
    /// The title on versos, the heading on rectos.
    TitleSection,
    /// Nothing.
    Nothing,
}

/// Where page numbers stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolioPlace {
    /// Below the text.
    Foot(Across),
    /// At the fore-edge beside the running head; below the text where there is none.
    Head,
    /// Nowhere.
    Nowhere,
}

/// Page numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolioForm {
    /// Where they stand.
    pub place: FolioPlace,
    /// How they are set.
    pub cut: Cut,
    /// Size, in hundredths of the text's.
    pub size: i64,
    /// Whether they have the accent's colour.
    pub is_accent: bool,
}

/// The contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentsForm {
    /// Whether dots lead to the page numbers.
    pub has_leaders: bool,
}

/// The rule over the notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteRule {
    /// None.
    None,
    /// A quarter of the measure.
    Short,
    /// The whole measure.
    Full,
}

/// The number of a note before its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteNumber {
    /// Of the notes' size, after an indent.
    Plain,
    /// Raised, as its call.
    Raised,
    /// At the edge, the lines standing in behind it.
    Hanging,
}

/// Notes at the foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoteForm {
    /// The rule over them.
    pub rule: NoteRule,
    /// Their numbers.
    pub number: NoteNumber,
}

/// Quotations. Indents in hundredths of that of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuoteForm {
    /// Indent at the left.
    pub left: i64,
    /// Indent at the right.
    pub right: i64,
    /// In italics.
    pub is_italic: bool,
    /// Size between the notes' (0) and the text's (100).
    pub size: i64,
}

/// Where verse stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerseForm {
    /// As far in as lists.
    Inset,
    /// In the middle, by its longest line.
    Centred,
}

/// The row of that name.
#[must_use]
pub fn look(name: &str) -> Option<&'static Look> {
    LOOKS.iter().find(|row| row.name == name)
}

impl Default for Look {
    /// The first row.
    fn default() -> Look {
        LOOKS[0]
    }
}

/// From the text down to the folio at least, in hundredths of the leading.
const FOLIO_CLEAR: i64 = 120;

impl Look {
    /// Whether something on its pages has the accent's colour.
    #[must_use]
    pub fn has_accents(&self) -> bool {
        self.folio.is_accent || self.headings.iter().any(|form| form.is_accent)
    }

    /// Changes a page of some paper to what this look makes of it: type, margins, and what it says where nobody says else.
    pub fn dress(&self, page: &mut PageSettings) {
        let of = |length: Length, share: i64| length.scaled(share, 1000);
        let scale = self.scale;
        let size = of(page.size, scale.size);
        let least = size.max(Length::pt(scale.least as f64));
        page.leading = of(page.leading, scale.leading).scaled(least.0, size.0.max(1));
        page.note_size = of(page.note_size, scale.notes);
        page.size = least;
        page.note_leading = page.leading.scaled(4, 5);
        let [inner, outer, top, bottom] = scale.margins;
        page.inner = of(page.inner, inner);
        page.outer = of(page.outer, outer);
        page.top = of(page.top, top);
        // The folio stands below the text, and keeps clear of it and of the edge.
        let foot = Length::mm(SAFE_MM) + page.leading.scaled(FOLIO_CLEAR, 100);
        page.bottom = of(page.bottom, bottom).max(foot);
        page.family = Family::Named(self.faces.text.into());
        page.running_heads = match self.heads.says {
            Says::AuthorTitle => RunningHeads::AuthorTitle,
            Says::TitleSection => RunningHeads::TitleSection,
            Says::Nothing => RunningHeads::None,
        };
        page.drop_caps = self.opening.drops;
        page.look = *self;
    }
}
