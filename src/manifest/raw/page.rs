//! What a manifest says of the pages of all PDFs. In: nothing. Out: the group `page` and its own groups, as the others of `raw`.

use super::{Choice, Faults, Flag, Key, Kind, Node, Path, Placed, Size, Take, Text, entries};
use crate::manifest::kind::{Either, OneOrMany, Pair};
use crate::manifest::leaf::Row;
use crate::manifest::scalars::{FileName, PaperSize};
use crate::manifest::settings::{Links, RunningHeads};
use crate::manifest::tables::Families;

group! {
    /// The pages.
    Page {
        /// The trimmed page: a name (`pamphleteer list papers`) or `WxH mm`, such as `120x190mm`.
        paper: Placed<PaperSize> = "a5" default,
        /// The margins; those of the paper where they are missing.
        margins: Margins,
        /// Type size of the text.
        size: Size = "10.5pt" default,
        /// Leading of the text; 4/3 of the size where only that is given.
        leading: Size = "14pt" default,
        /// Type size of the notes.
        note_size: Size = "8.5pt" default,
        /// Leading of the notes.
        note_leading: Size = "11.2pt" default,
        /// A compiled-in family (`pamphleteer list faces`), or a mapping of font files: `regular`, `italic`, `bold` and
        /// `bold_italic`.
        face: Either<Placed<Row<Families>>, FaceFiles> = "libertinus" default,
        /// Font files that are asked, in this order, for characters that the family lacks, before the faces that are
        /// compiled in. PDFs and EPUBs hold what is used of them.
        fonts: OneOrMany<Placed<FileName>> = "[NotoSerifDevanagari-Regular.ttf]",
        /// Whether fonts in the folders of the system are asked for characters that all these lack. What is made then hangs on
        /// the machine, and a warning names each face and its file.
        system_fonts: Flag = "false" default,
        /// What stands in the running heads: one of the names, or the words for left and right pages as a list of two.
        running_heads: Either<Choice<RunningHeadsName>, Pair<Text>> = "author-title" default,
        /// Whether the first letter of a section drops over two lines.
        drop_caps: Flag = "false" default,
        /// Whether the notes stand at the end instead of at the foot of the page.
        endnotes: Flag = "false" default,
        /// Whether a contents page is made. Where it is missing, one is made from three headings on.
        contents: Flag = "true",
        /// Whether a page with the title alone stands before the title page. Where this is missing, it does in long books.
        half_title: Flag = "true",
        /// Whether the pages before the text have small Roman numbers, so that the text begins with page 1.
        roman_front: Flag = "false" default,
        /// How many pages there shall be, `pages` or a `multiple`: the type, its leading and the half title give a little until the booklet
        /// is full, and a message says what was given.
        fit: FitGroup,
        /// Whether the address of a link stands behind its words, in brackets, so that it can be read on paper.
        addresses: Flag = "true" default,
        /// Where that address stands: behind the words, in a note, or nowhere; the same as `addresses` but for the note, and before it.
        links: Choice<Links> = "after" default,
        /// Whether the screen PDF is tagged for screen readers.
        tagged: Flag = "true" default,
    }
}

group! {
    /// How many pages there shall be.
    FitGroup {
        /// So many.
        pages: Placed<u32> = "16",
        /// As many as fill sheets of so many.
        multiple: Placed<u32> = "8",
    }
}

group! {
    /// Margins.
    Margins {
        /// At the spine.
        inner: Size = "16mm" default,
        /// At the fore-edge.
        outer: Size = "20mm" default,
        /// Above the text.
        top: Size = "18mm" default,
        /// Below the text.
        bottom: Size = "26mm" default,
    }
}

group! {
    /// Font files of a family: OpenType or TrueType.
    FaceFiles {
        /// The upright. Needed.
        regular: Placed<FileName> = "fonts/upright.otf",
        /// The italic.
        italic: Placed<FileName> = "fonts/italic.otf",
        /// The bold.
        bold: Placed<FileName> = "fonts/bold.otf",
        /// The bold italic.
        bold_italic: Placed<FileName> = "fonts/bold-italic.otf",
    }
}

/// The running heads that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunningHeadsName {
    /// The author on versos, the title on rectos.
    AuthorTitle,
    /// The title on versos, the section's heading on rectos.
    TitleSection,
    /// Nothing.
    None,
}

impl From<RunningHeadsName> for RunningHeads {
    fn from(name: RunningHeadsName) -> RunningHeads {
        match name {
            RunningHeadsName::AuthorTitle => RunningHeads::AuthorTitle,
            RunningHeadsName::TitleSection => RunningHeads::TitleSection,
            RunningHeadsName::None => RunningHeads::None,
        }
    }
}
