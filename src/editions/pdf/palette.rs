//! What pages are drawn in. In: what a file is for. Out: [`Palette`]: the operators of black, of the accent and of the paper, and of what
//! is printed from several drums which of them.

use super::ink::Paint as Inked;
use super::number::decimal;
use crate::manifest::settings::PressSettings;
use crate::typeset::page::{Item, Paint};

/// What the accent is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Accent {
    /// What all else is.
    Ink,
    /// Its colour, for screens.
    Light,
    /// The second ink.
    Second,
}

/// A drum of a duplicator; each prints in one ink, from a file in greys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drum {
    /// All but the accents.
    First,
    /// The accents.
    Second,
}

impl Drum {
    /// Whether it prints something.
    fn prints(self, item: &Item) -> bool {
        (item.paint == Paint::Accent) == (self == Drum::Second)
    }
}

/// What pages are drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Palette {
    ink: Inked,
    accent: Accent,
    drum: Option<Drum>,
}

impl Palette {
    /// All in black.
    pub const BLACK: Palette = Palette {
        ink: Inked::Black,
        accent: Accent::Ink,
        drum: None,
    };
    /// Black, and the accent in its colour.
    pub const LIGHT: Palette = Palette {
        accent: Accent::Light,
        ..Palette::BLACK
    };

    /// That of a press: its inks; the colour of screens for the accent where that is wanted.
    pub fn of_press(press: &PressSettings, has_light: bool) -> Palette {
        Palette {
            ink: Inked::of(press.ink.as_ref()),
            accent: match (&press.second, has_light) {
                (Some(_), _) => Accent::Second,
                (None, true) => Accent::Light,
                (None, false) => Accent::Ink,
            },
            drum: None,
        }
    }

    /// That of a drum.
    pub fn of_drum(drum: Drum) -> Palette {
        Palette {
            drum: Some(drum),
            ..Palette::BLACK
        }
    }

    /// Whether something is drawn in a colour of screens.
    pub fn is_light(self, light: Option<[u8; 3]>) -> bool {
        self.accent == Accent::Light && light.is_some()
    }

    /// Whether all pages are drawn in one ink, and that from the start on.
    pub fn is_plain(self) -> bool {
        self.accent == Accent::Ink && self.drum.is_none()
    }

    /// Whether pictures are drawn.
    pub fn has_pictures(self) -> bool {
        self.drum != Some(Drum::Second)
    }

    /// Whether something is drawn at all.
    pub fn has(self, item: &Item) -> bool {
        self.drum.is_none_or(|drum| drum.prints(item))
    }

    /// What something is drawn in: the accent is black where it is no other ink.
    pub fn paint(self, paint: Paint, light: Option<[u8; 3]>) -> Paint {
        let is_ink = match self.accent {
            Accent::Ink => true,
            Accent::Light => light.is_none(),
            Accent::Second => false,
        };
        match paint {
            Paint::Accent if is_ink => Paint::Ink,
            paint => paint,
        }
    }

    /// The operator that takes a paint for areas.
    pub fn operator(self, paint: Paint, light: Option<[u8; 3]>) -> String {
        match (paint, self.accent) {
            (Paint::Accent, Accent::Second) => Inked::Second.fill(),
            (Paint::Accent, _) => {
                let mut out = Vec::new();
                for part in light.unwrap_or_default() {
                    decimal(&mut out, i64::from(part) * 1000 / 255, 3);
                    out.push(b' ');
                }
                out.extend(b"rg");
                String::from_utf8(out).unwrap_or_default()
            }
            (Paint::Paper | Paint::Veil, _) => "1 g".into(),
            (Paint::Ink, _) => self.ink.fill(),
        }
    }
}
