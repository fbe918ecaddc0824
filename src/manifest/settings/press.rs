//! The press file as a manifest asks for it. In: `manifest::resolve`. Out: plain values.

use crate::editions::pdf::conditions::Condition;
use crate::icc::Profile;
use crate::typeset::Length;

/// The press file.
#[derive(Clone, Debug, PartialEq)]
pub struct PressSettings {
    /// Bleed on all sides.
    pub bleed: Length,
    /// Whether crop marks are drawn outside the bleed.
    pub crop_marks: bool,
    /// Thickness of one leaf, for the spine of the cover sheet: measured, or grams per square metre × bulk / 1000 mm.
    pub caliper: Length,
    /// In which colours its pictures are.
    pub pictures: Inks,
    /// The profile of a press with four inks; None for one black ink.
    pub profile: Option<Profile>,
    /// The standard that the file keeps.
    pub standard: PressStandard,
    /// The printing condition that it names, for standards that are content with a name.
    pub condition: Option<&'static Condition>,
    /// The ink; None for black.
    pub ink: Option<Ink>,
    /// The ink of the accents; None for that of all else.
    pub second: Option<Ink>,
    /// Whether marks for laying plates over each other stand beyond the bleed.
    pub registration: bool,
    /// Whether fields for measuring the ink stand there.
    pub colour_bar: bool,
    /// Whether title, page and date stand there.
    pub slug: bool,
}

/// An ink that is not black.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ink {
    /// Its name, as the house knows it.
    pub name: String,
    /// How a screen shows it: red, green, blue.
    pub colour: [u8; 3],
}

/// A standard for files that are printed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PressStandard {
    /// PDF/X-4 (ISO 15930-7).
    #[default]
    X4,
    /// PDF/X-3:2003 (ISO 15930-6).
    X3,
    /// PDF/X-1a:2003 (ISO 15930-4).
    X1a,
}

/// In which colours the press prints pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inks {
    /// In shades of the black ink.
    #[default]
    Grey,
    /// In the colours that they have.
    Colour,
}

impl Default for PressSettings {
    fn default() -> Self {
        PressSettings {
            bleed: Length::mm(3.0),
            crop_marks: false,
            caliper: Length::mm(0.1),
            pictures: Inks::default(),
            profile: None,
            standard: PressStandard::X4,
            condition: None,
            ink: None,
            second: None,
            registration: false,
            colour_bar: false,
            slug: false,
        }
    }
}
