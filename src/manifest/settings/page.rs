//! The pages of all PDFs as a manifest asks for them. In: `manifest::resolve`. Out: plain values.

use crate::typeset::Length;
use crate::typeset::details::Details;
use crate::typeset::look::Look;
use crate::typeset::page::Size;

/// The page and its type. All lengths in scaled points.
#[derive(Clone, Debug, PartialEq)]
pub struct PageSettings {
    /// The trimmed page.
    pub trim: Size,
    /// Margin at the spine.
    pub inner: Length,
    /// Margin at the fore-edge.
    pub outer: Length,
    /// Margin above the text block.
    pub top: Length,
    /// Margin below it.
    pub bottom: Length,
    /// Type size of the text.
    pub size: Length,
    /// Its leading.
    pub leading: Length,
    /// Type size of the notes.
    pub note_size: Length,
    /// Their leading.
    pub note_leading: Length,
    /// A compiled-in family (`libertinus`) or the files of one.
    pub family: Family,
    /// Font files as read, which are asked for characters that the family lacks.
    pub fonts: Vec<Vec<u8>>,
    /// Whether the system's faces are asked for characters that no other face has.
    pub system_fonts: bool,
    /// Those of them that have such characters of the book; found when it is composed.
    pub of_system: Vec<Vec<u8>>,
    /// What stands in the running heads.
    pub running_heads: RunningHeads,
    /// Whether the first letter of a section drops over two lines.
    pub drop_caps: bool,
    /// Notes at the end instead of at the foot.
    pub endnotes: bool,
    /// Whether a contents page is made: None makes one from three headings on.
    pub contents: Option<bool>,
    /// Whether the screen PDF is tagged.
    pub tagged: bool,
    /// Where the addresses of links stand.
    pub links: Links,
    /// Details that are set otherwise than they are written.
    pub details: Details,
    /// How it looks, in all that is not said above.
    pub look: Look,
    /// Words that are parted where their hyphens stand, and nowhere else: `cen-tral-ism`.
    pub exceptions: Vec<String>,
    /// The cover by name; None for that of the look.
    pub cover: Option<String>,
    /// Whether the cover for the printer has the accent's colour.
    pub cover_colour: bool,
    /// What stands for a break in the text; None for what the look has.
    pub ornament: Option<String>,
    /// Whether there is a half title; None for long books.
    pub half_title: Option<bool>,
    /// Whether what stands before the text is counted apart, in small Roman numbers.
    pub roman_front: bool,
    /// How many pages there shall be; None for as many as it takes.
    pub fit: Option<Fit>,
}

/// A type family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Family {
    /// Compiled in, by name.
    Named(String),
    /// Font files as read: regular, italic, bold, bold italic; None where the family lacks one.
    Files(Vec<Option<Vec<u8>>>),
}

/// What stands in the running heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RunningHeads {
    /// The author on versos, the title on rectos.
    #[default]
    AuthorTitle,
    /// The title on versos, the section's heading on rectos.
    TitleSection,
    /// These words: verso, recto.
    Words(String, String),
    /// Nothing.
    None,
}

impl Default for PageSettings {
    /// A5 at 10.5/14, notes at 8.5/11.2 (5 note lines are 4 lines of text); margins of research for booklets: inner 16,
    /// top 18, outer 20, bottom 26 mm give a measure of 112 mm, some 66 to 73 characters.
    fn default() -> Self {
        PageSettings {
            trim: Size {
                width: Length::mm(148.0),
                height: Length::mm(210.0),
            },
            inner: Length::mm(16.0),
            outer: Length::mm(20.0),
            top: Length::mm(18.0),
            bottom: Length::mm(26.0),
            size: Length::pt(10.5),
            leading: Length::pt(14.0),
            note_size: Length::pt(8.5),
            note_leading: Length::pt(11.2),
            family: Family::Named("libertinus".into()),
            fonts: Vec::new(),
            system_fonts: false,
            of_system: Vec::new(),
            running_heads: RunningHeads::default(),
            drop_caps: false,
            endnotes: false,
            contents: None,
            tagged: true,
            links: Links::After,
            details: Details::default(),
            look: Look::default(),
            exceptions: Vec::new(),
            cover: None,
            cover_colour: false,
            ornament: None,
            half_title: None,
            roman_front: false,
            fit: None,
        }
    }
}

/// Where the address of a link stands on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// Behind its words, in brackets.
    #[default]
    After,
    /// In a note.
    Note,
    /// Nowhere.
    None,
}

/// How many pages there shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// So many.
    Pages(usize),
    /// A multiple of so many.
    Multiple(usize),
}
