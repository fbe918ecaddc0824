//! Inks that are not black. In: their names and how they look. Out: separations (PDF 1.7, 8.6.6.4): of the first, in which all that would
//! be black or grey is a tint of it, text, rules, marks and pictures, so that nothing is left for the black plate; of a second for the
//! accents.

use crate::manifest::settings::{Ink, PressSettings, PressStandard};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// The names of the separations among the resources.
const FIRST: &str = "Ink";
const SECOND: &str = "Second";
/// That of both together.
const BOTH: &str = "BothInks";

/// How black is said in operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paint {
    /// The device's grey.
    Black,
    /// A tint of the ink.
    Spot,
    /// A tint of the second ink.
    Second,
    /// Both inks, for marks by which their plates are laid over each other.
    Both,
}

impl Paint {
    /// What a press file is painted with.
    pub fn of(ink: Option<&Ink>) -> Paint {
        match ink {
            None => Paint::Black,
            Some(_) => Paint::Spot,
        }
    }

    /// What marks for the house are painted with: where there are two plates, on both of them.
    pub fn of_marks(press: &PressSettings) -> Paint {
        match press.second {
            None => Paint::of(press.ink.as_ref()),
            Some(_) => Paint::Both,
        }
    }

    /// The name of its separation; None for the device's black.
    fn name(self) -> Option<&'static str> {
        match self {
            Paint::Black => None,
            Paint::Spot => Some(FIRST),
            Paint::Second => Some(SECOND),
            Paint::Both => Some(BOTH),
        }
    }

    /// The numbers that say the full ink.
    fn full(self) -> &'static str {
        match self {
            Paint::Both => "1 1",
            Paint::Black | Paint::Spot | Paint::Second => "1",
        }
    }

    /// Operators that take the solid ink for lines and areas.
    pub fn solid(self) -> String {
        match self.name() {
            None => "0 G 0 g\n".into(),
            Some(name) => {
                let full = self.full();
                format!("/{name} CS {full} SCN /{name} cs {full} scn\n")
            }
        }
    }

    /// The operators that take the solid ink for areas.
    pub fn fill(self) -> String {
        match self.name() {
            None => "0 g".into(),
            Some(name) => format!("/{name} cs {} scn", self.full()),
        }
    }

    /// Operators that take so many thousandths of it for areas.
    pub fn tint(self, thousandths: i64) -> String {
        let decimal = |value: i64| {
            let mut out = Vec::new();
            super::number::decimal(&mut out, value, 3);
            String::from_utf8(out).unwrap_or_default()
        };
        match self.name() {
            None => format!("{} g ", decimal(1000 - thousandths)),
            Some(name) => {
                let tint = self.full().replace('1', &decimal(thousandths));
                format!("/{name} cs {tint} scn ")
            }
        }
    }
}

/// Makes the separations known to resources, and tints of the first of the greys of their pictures.
pub(super) fn dress(document: &mut Document, resources: lopdf::ObjectId, press: &PressSettings) {
    let mut spaces = Dictionary::new();
    let mut first = None;
    for (name, ink) in [(FIRST, &press.ink), (SECOND, &press.second)] {
        if let Some(ink) = ink {
            let space = document.add_object(space(ink, press.standard));
            spaces.set(name, space);
            first = first.or((name == FIRST).then_some(space));
        }
    }
    if let Some(second) = &press.second {
        let first = press.ink.as_ref().map_or("Black", |ink| &ink.name);
        let both = both(document, [first, &second.name]);
        spaces.set(BOTH, document.add_object(both));
    }
    let Ok(dictionary) = document.get_dictionary_mut(resources) else {
        return;
    };
    if !spaces.is_empty() {
        dictionary.set("ColorSpace", spaces);
    }
    let Some(space) = first else {
        return;
    };
    let pictures: Vec<lopdf::ObjectId> = match dictionary.get(b"XObject").and_then(Object::as_dict)
    {
        Ok(named) => named
            .iter()
            .flat_map(|(_, picture)| picture.as_reference())
            .collect(),
        Err(_) => Vec::new(),
    };
    for picture in pictures {
        if let Ok(Object::Stream(picture)) = document.get_object_mut(picture) {
            grey_to_tint(&mut picture.dict, space);
        }
    }
}

/// White is a grey of 1 and a tint of 0.
fn grey_to_tint(picture: &mut Dictionary, space: lopdf::ObjectId) {
    let space_of = picture.get(b"ColorSpace").and_then(Object::as_name);
    if space_of.is_ok_and(|space| space == b"DeviceGray") {
        picture.set("ColorSpace", space);
        picture.set("Decode", vec![1.into(), 0.into()]);
    }
}

/// Two inks in one space (PDF 1.7, 8.6.6.5), on no other plates; screens show the first of them as grey.
fn both(document: &mut Document, names: [&str; 2]) -> Object {
    let unit = || -> Object { vec![0.into(), 1.into()].into() };
    let tint = Stream::new(
        dictionary! {
            "FunctionType" => 4,
            "Domain" => vec![0.into(), 1.into(), 0.into(), 1.into()],
            "Range" => unit(),
        },
        b"{pop 1 exch sub}".to_vec(),
    );
    let tint = document.add_object(tint);
    let names: Vec<Object> = names
        .iter()
        .map(|name| Object::Name(name.as_bytes().to_vec()))
        .collect();
    Object::Array(vec![
        "DeviceN".into(),
        names.into(),
        "DeviceGray".into(),
        tint.into(),
    ])
}

/// The separation. What screens show of it is in a space that each standard allows: X-1a knows none that is independent of devices.
fn space(ink: &Ink, standard: PressStandard) -> Object {
    let numbers = |values: &[f64]| -> Object {
        let values = values.iter().map(|&value| Object::Real(value as f32));
        values.collect::<Vec<_>>().into()
    };
    let (alternate, none, full): (Object, Vec<f64>, Vec<f64>) = match standard {
        PressStandard::X1a => ("DeviceCMYK".into(), vec![0.0; 4], cmyk(ink.colour).to_vec()),
        PressStandard::X4 | PressStandard::X3 => {
            let lab = dictionary! {
                "WhitePoint" => numbers(&D50),
                "Range" => numbers(&[-128.0, 127.0, -128.0, 127.0]),
            };
            let lab = Object::Array(vec!["Lab".into(), lab.into()]);
            (lab, vec![100.0, 0.0, 0.0], lab_of(ink.colour).to_vec())
        }
    };
    let tint = dictionary! {
        "FunctionType" => 2,
        "Domain" => numbers(&[0.0, 1.0]),
        "N" => 1,
        "C0" => numbers(&none),
        "C1" => numbers(&full),
    };
    let name = Object::Name(ink.name.as_bytes().to_vec());
    Object::Array(vec!["Separation".into(), name, alternate, tint.into()])
}

/// The white under which the Lab of profiles is reckoned (ICC.1:2001-04).
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];

/// Red, green and blue of a screen (IEC 61966-2-1) as CIE L*a*b* under D50, the primaries adapted by Bradford's matrix.
fn lab_of(colour: [u8; 3]) -> [f64; 3] {
    let [r, g, b] = colour.map(|value| {
        let value = f64::from(value) / 255.0;
        match value {
            value if value <= 0.04045 => value / 12.92,
            value => ((value + 0.055) / 1.055).powf(2.4),
        }
    });
    let xyz = [
        0.436_07 * r + 0.385_15 * g + 0.143_07 * b,
        0.222_49 * r + 0.716_87 * g + 0.060_61 * b,
        0.013_92 * r + 0.097_08 * g + 0.714_1 * b,
    ];
    // CIE 15:2004, 8.2.1.
    let f = |share: f64| match share > (6.0f64 / 29.0).powi(3) {
        true => share.cbrt(),
        false => share * (29.0f64 / 6.0).powi(2) / 3.0 + 4.0 / 29.0,
    };
    let [x, y, z] = [0, 1, 2].map(|at| f(xyz[at] / D50[at]));
    let rounded = |value: f64| (value * 100.0).round() / 100.0;
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)].map(rounded)
}

/// The simplest of all: what is common to the three complements is black.
fn cmyk(colour: [u8; 3]) -> [f64; 4] {
    let [c, m, y] = colour.map(|value| 1.0 - f64::from(value) / 255.0);
    let black = c.min(m).min(y);
    let rest = |part: f64| match black < 1.0 {
        true => ((part - black) / (1.0 - black) * 1000.0).round() / 1000.0,
        false => 0.0,
    };
    [rest(c), rest(m), rest(y), (black * 1000.0).round() / 1000.0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_screens_have_their_place_in_lab() {
        let near = |got: [f64; 3], wanted: [f64; 3]| {
            let off = got.iter().zip(wanted).map(|(a, b)| (a - b).abs());
            assert!(off.fold(0.0, f64::max) < 0.2, "{got:?}");
        };
        near(lab_of([255, 255, 255]), [100.0, 0.0, 0.0]);
        near(lab_of([0, 0, 0]), [0.0, 0.0, 0.0]);
        // As profiles have them under D50.
        near(lab_of([255, 0, 0]), [54.29, 80.81, 69.89]);
        near(lab_of([0, 0, 255]), [29.57, 68.3, -112.03]);
        assert_eq!(cmyk([255, 0, 0]), [0.0, 1.0, 1.0, 0.0]);
        assert_eq!(cmyk([0, 0, 0]), [0.0, 0.0, 0.0, 1.0]);
    }
}
