//! What a manifest says of single PDFs. In: nothing. Out: the groups `screen`, `press` and `booklet`, as the others of `raw`.

use super::{Choice, Faults, Flag, Key, Kind, Node, Path, Placed, Size, Take, Text, entries};
use crate::manifest::leaf::Row;
use crate::manifest::scalars::{Caliper, FileName, PaperSize, ScreenColour, SignatureRange};
use crate::manifest::settings::{Binding, Edge, Inks, PressStandard};
use crate::manifest::tables::{Conditions, Schemes};

group! {
    /// The screen file.
    Screen {
        /// Whether it is written as PDF/A-1b, for archives. It is larger then.
        archive: Flag = "false" default,
        /// Whether it begins with the front cover and ends with the back one, each with a blank page behind or before it.
        cover: Flag = "false" default,
    }
}

group! {
    /// The press file.
    Press {
        /// Bleed on all sides.
        bleed: Size = "3mm" default,
        /// Whether crop marks are drawn outside the bleed.
        crop_marks: Flag = "false" default,
        /// Whether circles with a cross, by which plates are laid over each other, stand beyond the bleed.
        registration: Flag = "false" default,
        /// Whether fields by which the ink is measured stand beyond the bleed.
        colour_bar: Flag = "false" default,
        /// Whether title, page, side and date stand beyond the bleed.
        slug: Flag = "false" default,
        /// The standard: `x4`, or for houses that want an older one `x3` or `x1a`, which need a `condition`.
        standard: Choice<PressStandard> = "x4" default,
        /// The printing condition that the house names; `pamphleteer list conditions` has those that are known.
        condition: Placed<Row<Conditions>> = "fogra52",
        /// The ink that all is printed in, where it is not black.
        ink: InkGroup,
        /// A second ink, for what the style has in its colour (headings, ornaments, folios). The editions `drum-1` and `drum-2` are what a
        /// duplicator prints from, a file in greys for each of its drums.
        second_ink: InkGroup,
        /// Thickness of one leaf, for the spine of the cover: `0.1mm`, or what the paper's maker says: `90gsm x 1.25`,
        /// grams per square metre times bulk.
        caliper: Placed<Caliper> = "0.1mm" default,
        /// Whether pictures are printed in shades of the black ink or in the colours that they have.
        pictures: Choice<Inks> = "grey" default,
        /// The ICC profile of a press with four inks, from the printing house. With it a file whose pictures are in colour
        /// keeps PDF/X-4; without it such a file claims no standard.
        profile: Placed<FileName> = "PSOuncoated_v3_FOGRA52.icc",
    }
}

group! {
    /// An ink that is not black.
    InkGroup {
        /// Its name, as the printing house knows it. Needed.
        name: Text = "PANTONE 286 U",
        /// How a screen shows it: `#` and two hexadecimal digits each for red, green and blue. Needed.
        colour: Placed<ScreenColour> = "#2d4fa1",
    }
}

group! {
    /// The booklet.
    Booklet {
        /// How the pages are imposed; `pamphleteer list schemes` names the ways.
        scheme: Placed<Row<Schemes>> = "saddle" default,
        /// Thickness of one leaf, against creep: `0.1mm` or `90gsm x 1.25`.
        caliper: Placed<Caliper> = "0.1mm" default,
        /// Pages of a signature, for schemes that gather several: a multiple of four, or a range such as `16-32`.
        signature: Placed<SignatureRange> = "16" default,
        /// The edge over which the printer turns the sheet.
        duplex: Choice<Edge> = "short",
        /// The paper of the sheets: a name or `WxH mm`.
        paper: Placed<PaperSize> = "a4",
        /// Marks for the bindery.
        marks: MarksGroup,
        /// The side of the spine: `right` for books of languages that run from right to left, else `left`.
        binding: Choice<Binding> = "right",
        /// Whether the last page is a back cover, so that blanks go before it.
        back_cover: Flag = "false" default,
        /// Whether the first and the last leaf are printed apart, on other paper: the booklet has the rest, and `booklet-cover` is made,
        /// too.
        cover_apart: Flag = "false" default,
        /// Whether the cover is printed around the pages: its front, a blank page, the text, a blank page, its back.
        cover: Flag = "false" default,
    }
}

group! {
    /// Marks for the bindery.
    MarksGroup {
        /// Dashes where the sheet is folded.
        fold: Flag = "false" default,
        /// Corners where it is cut.
        crop: Flag = "false" default,
        /// Bars on the spines of the signatures.
        collation: Flag = "false" default,
        /// Dots where the needle goes.
        sewing: Flag = "false" default,
    }
}
