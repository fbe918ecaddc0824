//! What a manifest says of the design. In: nothing. Out: the group `design`, as the others of `raw`.

use super::{Choice, Faults, Flag, Key, Kind, Node, Path, Placed, Take, Text, entries};
use crate::manifest::leaf::Row;
use crate::manifest::scalars::Colour;
use crate::manifest::tables::{Covers, Families, TitlePages};
use crate::typeset::look::{Across, Case, FolioPlace, NoteNumber, NoteRule, VerseForm};
use crate::typeset::take::Align;

group! {
    /// Parts of the design, each in the place of what the style has.
    DesignGroup {
        /// The family of the headings, of titles and of the furniture that a style sets in another than the text's.
        heading_face: Placed<Row<Families>> = "roboto-condensed",
        /// Where headings stand.
        headings: Choice<Align> = "left",
        /// The letters of headings of the first two ranks.
        heading_case: Choice<Case> = "small-caps",
        /// Whether headings of the first two ranks are bold.
        heading_bold: Flag = "true",
        /// A rule over the measure beside headings of the first two ranks.
        heading_rule: Choice<RulePlace> = "above",
        /// Whether a number that a heading begins with stands on a line of its own.
        numbers_apart: Flag = "true",
        /// Blank rows above what opens a chapter.
        sink: Placed<u32> = "4",
        /// Whether the first words of a section are in small capitals.
        first_words: Flag = "true",
        /// What stands for a break in the text.
        ornament: Text = "❦",
        /// Where running heads stand.
        head: Choice<Across> = "outer",
        /// Whether a rule stands below running heads.
        head_rule: Flag = "true",
        /// Where page numbers stand; `head` is beside the running heads.
        folio: Choice<FolioPlace> = "foot-outer",
        /// Whether dots lead to the page numbers of the contents.
        leaders: Flag = "true",
        /// The rule over the notes.
        note_rule: Choice<NoteRule> = "full",
        /// The numbers of the notes before their words.
        note_numbers: Choice<NoteNumber> = "hanging",
        /// Whether lines end where they end instead of being filled.
        ragged: Flag = "true",
        /// Whether words are parted at line ends.
        hyphens: Flag = "false",
        /// What parts paragraphs.
        paragraphs: Choice<Parted> = "space",
        /// Whether quotations are in italics.
        italic_quotes: Flag = "true",
        /// Where verse stands; `centred` is by its longest line.
        verse: Choice<VerseForm> = "centred",
        /// How the title page is set.
        title_page: Placed<Row<TitlePages>> = "ruled",
        /// How the cover is set (`pamphleteer list covers`); `picture` and `inset` letter the picture that `cover` names.
        cover: Placed<Row<Covers>> = "typographic",
        /// Whether the cover for the printer has the accent's colour instead of black alone.
        cover_colour: Flag = "false" default,
        /// The colour of headings, ornaments and folios in the screen PDF, or `none`; in print they are black.
        accent: Placed<Colour> = "'#8a1c1c'",
    }
}

/// Where a rule stands beside a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RulePlace {
    /// Nowhere.
    None,
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// What parts paragraphs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parted {
    /// An indent.
    Indent,
    /// A blank row.
    Space,
}
