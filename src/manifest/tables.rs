//! Names that a manifest can use. In: the tables of the flow. Out: what `leaf` checks names against.

use super::leaf::{Choice, Table};
use super::raw::{Parted, RulePlace, RunningHeadsName, StartOn};
use crate::book::{KINDS, Place};
use crate::editions::EDITIONS;
use crate::editions::epub::READERS;
use crate::editions::pdf::conditions::CONDITIONS;
use crate::galley::Decision;
use crate::galley::said::LINE_KINDS;
use crate::manifest::settings::{
    Binding, Edge, Inks, Links, NotePlace, Numbering, PressStandard, Quotes, Regime,
};
use crate::repair::PASSES;
use crate::source::forms::Form;
use crate::source::recognise::Engine;
use crate::typeset::cover::COVERS;
use crate::typeset::face::FAMILIES;
use crate::typeset::impose::SCHEMES;
use crate::typeset::look::{
    Across, Case, FolioPlace, LOOKS, NoteNumber, NoteRule, TITLE_FORMS, VerseForm,
};
use crate::typeset::take::Align;

/// Writes a [`Table`] over a const slice of rows.
macro_rules! table {
    ($name:ident, $what:literal, $rows:ident) => {
        #[doc = concat!("The names of ", stringify!($rows), ".")]
        #[derive(Clone, Debug, PartialEq)]
        pub(super) struct $name;

        impl Table for $name {
            const WHAT: &'static str = $what;

            fn names() -> Vec<&'static str> {
                $rows.iter().map(|row| row.name).collect()
            }
        }
    };
}

table!(Lines, "kind of line", LINE_KINDS);
table!(Passes, "pass", PASSES);
table!(Editions, "edition", EDITIONS);
table!(Readers, "reader", READERS);
table!(Conditions, "printing condition", CONDITIONS);
table!(Schemes, "scheme", SCHEMES);
table!(Families, "face", FAMILIES);
table!(Styles, "style", LOOKS);
table!(Covers, "cover", COVERS);
table!(TitlePages, "title page", TITLE_FORMS);

/// The names of the pieces that may stand before or behind the texts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pieces;

impl Table for Pieces {
    const WHAT: &'static str = "kind of piece";

    fn names() -> Vec<&'static str> {
        let rows = KINDS
            .iter()
            .filter(|row| !row.places.contains(&Place::Body));
        rows.map(|row| row.name).collect()
    }
}

/// Writes a [`Choice`].
macro_rules! choice {
    ($type:ident, $what:literal, { $($name:literal => $value:ident),+ }) => {
        impl Choice for $type {
            const WHAT: &'static str = $what;
            const NAMES: &'static [(&'static str, $type)] = &[$(($name, $type::$value)),+];
        }
    };
}

choice!(Decision, "decision", { "accept" => Accept, "reject" => Reject });
choice!(PressStandard, "standard", { "x4" => X4, "x3" => X3, "x1a" => X1a });
choice!(Quotes, "treatment of quotes", { "keep" => Keep, "curly" => Curly });
choice!(Regime, "regime", {
    "continuous" => Continuous, "per-chapter" => PerChapter, "per-page" => PerPage, "symbols" => Symbols
});
choice!(Numbering, "numbering", {
    "continuous" => Continuous, "per-chapter" => PerChapter, "per-page" => PerPage
});
choice!(NotePlace, "place of notes", { "book" => Book, "section" => Section, "paragraph" => Paragraph });
impl Choice for Form {
    const WHAT: &'static str = "form";
    const NAMES: &'static [(&'static str, Form)] = Form::NAMES;
}
choice!(Engine, "OCR program", { "tesseract" => Tesseract });
choice!(Inks, "treatment of pictures", { "grey" => Grey, "colour" => Colour });
choice!(Binding, "side of the spine", { "left" => Left, "right" => Right });
choice!(StartOn, "side", { "next" => Next, "recto" => Recto });
choice!(Edge, "edge", { "long" => Long, "short" => Short });
choice!(RunningHeadsName, "running heads", {
    "author-title" => AuthorTitle, "title-section" => TitleSection, "none" => None
});
choice!(Align, "place", { "left" => Left, "centre" => Centre, "right" => Right });
choice!(Case, "kind of letters", { "as-is" => AsIs, "small-caps" => Small, "capitals" => Capitals });
choice!(Links, "place of addresses", { "after" => After, "note" => Note, "none" => None });
choice!(RulePlace, "place of a rule", { "none" => None, "above" => Above, "below" => Below });
choice!(Across, "place", { "centre" => Centre, "outer" => Outer, "inner" => Inner });
choice!(NoteRule, "rule", { "none" => None, "short" => Short, "full" => Full });
choice!(NoteNumber, "form of numbers", {
    "plain" => Plain, "raised" => Raised, "hanging" => Hanging
});
choice!(Parted, "way to part paragraphs", { "indent" => Indent, "space" => Space });
choice!(VerseForm, "place of verse", { "inset" => Inset, "centred" => Centred });
impl Choice for FolioPlace {
    const WHAT: &'static str = "place of page numbers";
    const NAMES: &'static [(&'static str, FolioPlace)] = &[
        ("foot-centre", FolioPlace::Foot(Across::Centre)),
        ("foot-outer", FolioPlace::Foot(Across::Outer)),
        ("foot-inner", FolioPlace::Foot(Across::Inner)),
        ("head", FolioPlace::Head),
        ("none", FolioPlace::Nowhere),
    ];
}
