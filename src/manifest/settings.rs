//! What a manifest asks for, resolved. In: `manifest::resolve`. Out: plain values that the flow reads; a group for each
//! of its users, and [`Default`] is what an empty manifest gets.

mod page;
mod press;

pub use page::{Family, Fit, Links, PageSettings, RunningHeads};
pub use press::{Ink, Inks, PressSettings, PressStandard};

use crate::book::Meta;
use crate::book::several::Said;
use crate::galley::{Decision, LineKind};
use crate::language::is_right_to_left;
use crate::source::forms::Form;
use crate::source::recognise::Engine;
use crate::typeset::Length;
use crate::typeset::page::Size;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// The title page.
    pub meta: Meta,
    /// Who reads pages that are pictures; None where nobody is to.
    pub ocr: Option<Engine>,
    /// The cover picture as read, or None for a typographic cover.
    pub cover: Option<Cover>,
    /// What is said of each text, in their order.
    pub texts: Vec<Said>,
    /// Words in other languages, and their BCP 47 tags.
    pub foreign: Vec<(String, String)>,
    /// The repairs.
    pub repair: RepairSettings,
    /// The notes.
    pub notes: NoteSettings,
    /// Which editions are wanted, by name; empty for all.
    pub editions: Vec<String>,
    /// The EPUB.
    pub epub: EpubSettings,
    /// The plain text.
    pub text: TextSettings,
    /// The text as Markdown.
    pub markdown: MarkdownSettings,
    /// The pages of all PDFs.
    pub page: PageSettings,
    /// The screen file.
    pub screen: ScreenSettings,
    /// The press file.
    pub press: PressSettings,
    /// The booklet.
    pub booklet: BookletSettings,
    /// What SOURCE_DATE_EPOCH says, in seconds since 1970: the only time of day that reaches a file.
    pub source_date: Option<u64>,
}

impl Settings {
    /// The booklet, with the side of its spine that the book's language has where the manifest says none.
    #[must_use]
    pub fn bound_booklet(&self) -> BookletSettings {
        let usual = match is_right_to_left(&self.meta.language) {
            true => Binding::Right,
            false => Binding::Left,
        };
        BookletSettings {
            binding: self.booklet.binding.or(Some(usual)),
            ..self.booklet.clone()
        }
    }
}

/// A cover picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Cover {
    /// Where it was read from, for messages.
    pub path: PathBuf,
    /// The file's bytes.
    pub data: Vec<u8>,
}

/// How the text is repaired, and where the editor knows better.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RepairSettings {
    /// The form that the texts are in; None to find out.
    pub form: Option<Form>,
    /// BCP 47 tag of the text; None to guess.
    pub language: Option<String>,
    /// Words to count as known.
    pub words: Vec<String>,
    /// Words never to part.
    pub never_split: Vec<String>,
    /// Words with a hyphen to keep it at a line end: `Jeuns-Grades`.
    pub keep_hyphens: Vec<String>,
    /// Words to join at a line end, whole: `coffin`.
    pub join_hyphens: Vec<String>,
    /// Lines that are headings, and their level; level 0 says that the line is none.
    pub headings: Vec<(String, u8)>,
    /// First words of lines that begin a paragraph.
    pub paragraphs: Vec<String>,
    /// Lines and what they are: whole or by their first words and `…`; `words#2` is the second that reads so.
    pub lines: Vec<(String, LineKind)>,
    /// Passes to leave out, by name.
    pub off: Vec<String>,
    /// Words to put in the place of others, as often as given.
    pub corrections: Vec<Correction>,
    /// What to do with straight quotation marks.
    pub quotes: Quotes,
    /// What the editor decided about entries of the ledger, by id.
    pub decisions: BTreeMap<String, Decision>,
}

impl RepairSettings {
    /// What of it speaks of a text. In a book of several texts `two.txt:words` is a line of `two.txt` alone.
    #[must_use]
    pub fn of(&self, text: &str) -> RepairSettings {
        let own = |line: &str| -> String {
            let inner = line
                .strip_prefix(text)
                .and_then(|line| line.strip_prefix(':'));
            inner.unwrap_or(line).into()
        };
        let lines = self.lines.iter();
        RepairSettings {
            lines: lines.map(|(line, kind)| (own(line), *kind)).collect(),
            ..self.clone()
        }
    }
}

/// A correction by the editor's hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// What stands in the text.
    pub find: String,
    /// What shall stand there.
    pub replace: String,
}

/// What to do with straight quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quotes {
    /// Leave them.
    #[default]
    Keep,
    /// Make them curly, by the customs of the language.
    Curly,
}

/// How notes are numbered and where the editor knows better. Notes are named as the source prints them; where a number
/// stands twice, `12#2` is the second.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NoteSettings {
    /// How the source numbers its notes; None to find out.
    pub regime: Option<Regime>,
    /// How the editions number them.
    pub numbering: Numbering,
    /// Call and body that belong together.
    pub link: Vec<(String, String)>,
    /// Pairs of bodies that stand exchanged.
    pub swap: Vec<(String, String)>,
    /// Words with a digit that is no call: `Ferrer2`.
    pub not_a_call: Vec<String>,
}

impl NoteSettings {
    /// What of it speaks of a text. In a book of several texts `two.txt:3` is the note 3 of `two.txt`, and a bare `3` that
    /// of the one text that has a note 3.
    #[must_use]
    pub fn of(&self, text: &str) -> NoteSettings {
        let own = |note: &String| match note.rsplit_once(':') {
            Some((name, note)) => (name == text).then(|| note.to_owned()),
            None => Some(note.clone()),
        };
        let pairs = |pairs: &[(String, String)]| {
            let own = pairs
                .iter()
                .map(|(one, other)| Some((own(one)?, own(other)?)));
            own.flatten().collect()
        };
        NoteSettings {
            link: pairs(&self.link),
            swap: pairs(&self.swap),
            ..self.clone()
        }
    }
}

/// How a source numbers its notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Regime {
    /// 1..n through the whole text.
    Continuous,
    /// From 1 in each chapter.
    PerChapter,
    /// From 1 on each page.
    PerPage,
    /// By symbols: * † ‡.
    Symbols,
}

/// How an edition numbers its notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbering {
    /// 1..n through the whole book.
    #[default]
    Continuous,
    /// From 1 in each section.
    PerChapter,
    /// From 1 on each page; in editions without pages, as continuous.
    PerPage,
}

/// Settings of the EPUB.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpubSettings {
    /// Notes in a chapter of their own instead of at the end of each section.
    pub endnotes: bool,
    /// Whether to embed fonts.
    pub fonts: bool,
    /// What a person says of its accessibility.
    pub conformance: Option<Conformance>,
}

/// What somebody vouches for who has looked at an EPUB (EPUB Accessibility 1.1, 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conformance {
    /// The standard: `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`.
    pub to: String,
    /// Who vouches for it.
    pub certified_by: Option<String>,
    /// What that one is entitled by.
    pub credential: Option<String>,
    /// The address of the report.
    pub report: Option<String>,
}

impl Default for EpubSettings {
    fn default() -> Self {
        EpubSettings {
            endnotes: false,
            fonts: true,
            conformance: None,
        }
    }
}

/// Settings of the plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSettings {
    /// Columns of a line; None for one line a paragraph.
    pub measure: Option<usize>,
    /// Where the notes stand.
    pub notes: NotePlace,
    /// Only ASCII, transliterated.
    pub ascii: bool,
    /// CR LF line ends.
    pub crlf: bool,
    /// Signs around emphasis.
    pub emphasis: bool,
    /// Whether a list of the headings stands before the text; None for from three headings on.
    pub contents: Option<bool>,
}

impl Default for TextSettings {
    fn default() -> Self {
        TextSettings {
            measure: Some(72),
            notes: NotePlace::Book,
            ascii: false,
            crlf: false,
            emphasis: false,
            contents: None,
        }
    }
}

/// Settings of the Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownSettings {
    /// Marks where pages of the source begin.
    pub pages: bool,
}

impl Default for MarkdownSettings {
    fn default() -> Self {
        MarkdownSettings { pages: true }
    }
}

/// Where an edition's notes stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NotePlace {
    /// At the end of the book.
    #[default]
    Book,
    /// At the end of each section.
    Section,
    /// After each paragraph.
    Paragraph,
}

/// The screen file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScreenSettings {
    /// Whether it is written as PDF/A-1b.
    pub archive: bool,
    /// Whether the cover is its first and its last page.
    pub cover: bool,
}

/// The booklet.
#[derive(Clone, Debug, PartialEq)]
pub struct BookletSettings {
    /// Name of the imposition scheme.
    pub scheme: String,
    /// Thickness of one leaf, for creep.
    pub caliper: Length,
    /// Pages of a signature, for schemes that gather several.
    pub signature: SignaturePages,
    /// The edge over which the printer turns the sheet for its back; None for the short edge of a landscape sheet and
    /// the long edge of a portrait one.
    pub duplex: Option<Edge>,
    /// The paper; None for a usual paper that fits within 2 mm, or else one just as large as the pages on it.
    pub paper: Option<Size>,
    /// Which marks are printed where the paper is larger than the pages on it.
    pub marks: Marks,
    /// Whether the last page is a back cover, so that blanks go before it.
    pub back_cover: bool,
    /// The side of the spine; None where the book's language says it.
    pub binding: Option<Binding>,
    /// Whether the first and the last leaf are a sheet of its own, for other paper.
    pub cover_apart: bool,
    /// Whether the cover is around the pages, a leaf before and a leaf behind them.
    pub cover: bool,
}

impl Default for BookletSettings {
    fn default() -> Self {
        BookletSettings {
            scheme: "saddle".into(),
            caliper: Length::mm(0.1),
            signature: SignaturePages { from: 16, to: 16 },
            duplex: None,
            paper: None,
            marks: Marks::default(),
            back_cover: false,
            binding: None,
            cover_apart: false,
            cover: false,
        }
    }
}

/// The side of the spine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// Pages are turned from right to left.
    Left,
    /// Pages are turned from left to right.
    Right,
}

/// How many pages a signature may have: multiples of four; of a range the number that leaves the fewest blanks is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignaturePages {
    /// At least so many.
    pub from: u32,
    /// At most so many.
    pub to: u32,
}

/// An edge of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A longer one.
    Long,
    /// A shorter one.
    Short,
}

/// Marks for the bindery.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Dashes outside the pages where the sheet is folded.
    pub fold: bool,
    /// Corners outside the pages where it is cut.
    pub crop: bool,
    /// A bar on the spine of each signature, a step lower on each next one.
    pub collation: bool,
    /// Dots in the fold of each signature's innermost sheet where the needle goes.
    pub sewing: bool,
}
