//! How a face is cut, by what its font says of itself. In: a font's dictionary. Out: its [`Style`].

use crate::source::typography::Style;
use hayro_font::hayro_syntax::object::{Dict, Name};

/// Bits of a descriptor's `Flags` (ISO 32000-1, table 123). The one for small capitals is not among them: Typst sets it
/// on every face that has some; their ink tells.
const FIXED_PITCH: u32 = 1;
const ITALIC: u32 = 1 << 6;
const FORCE_BOLD: u32 = 1 << 18;

/// The weight from which a face is bold: 500 is a medium, 600 a semibold.
const BOLD_WEIGHT: f32 = 600.0;

/// A font's own name, without the prefix of a subset.
pub(super) fn name_of(dict: &Dict<'_>) -> String {
    let base = dict.get::<Name<'_>>(b"BaseFont").or_else(|| {
        let descriptor = dict.get::<Dict<'_>>(b"FontDescriptor")?;
        descriptor.get::<Name<'_>>(b"FontName")
    });
    let name = base
        .map(|name| name.as_str().to_string())
        .unwrap_or_default();
    let name = match name.split_once('+') {
        Some((prefix, rest)) if prefix.len() == 6 => rest,
        _ => &name,
    };
    // Some writers add the name of a composite font's map.
    let bare = ["-Identity-H", "-Identity-V"];
    let bare = bare.iter().find_map(|map| name.strip_suffix(map));
    bare.unwrap_or(name).into()
}

/// The style of a font; `descriptor` is that of its descendant where it has one.
pub(super) fn style_of(name: &str, descriptor: &Dict<'_>) -> Style {
    let mut style = by_name(name);
    let flags = descriptor.get::<u32>(b"Flags").unwrap_or(0);
    let angle = descriptor.get::<f32>(b"ItalicAngle").unwrap_or(0.0);
    let weight = descriptor.get::<f32>(b"FontWeight").unwrap_or(0.0);
    for (is_set, flag) in [
        (flags & ITALIC != 0 || angle.abs() > 1.0, Style::ITALIC),
        (
            flags & FORCE_BOLD != 0 || weight >= BOLD_WEIGHT,
            Style::BOLD,
        ),
        (flags & FIXED_PITCH != 0, Style::MONO),
    ] {
        if is_set {
            style |= flag;
        }
    }
    style
}

/// What the name of a face says.
fn by_name(name: &str) -> Style {
    let lower = name.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    let begins = |parts: &[&str]| parts.iter().any(|part| lower.starts_with(part));
    let ends = |parts: &[&str]| parts.iter().any(|part| name.ends_with(part));
    let mut style = Style::default();
    if has(&["italic", "oblique", "slanted", "kursiv", "cursive"])
        || ends(&["-It", "It", "-I", "OI", "-BdIt", "BI"])
        || begins(&[
            "cmti", "cmsl", "cmbxti", "cmbxsl", "cmmi", "sfti", "sfsl", "ecti", "ecsl", "larm-ti",
        ])
    {
        style |= Style::ITALIC;
    }
    if has(&["bold", "black", "heavy", "fett"])
        || has(&["-demi", "demi-"])
        || ends(&["-Bd", "-B", "OB", "-BI", "-BdIt"])
        || begins(&["cmbx", "cmb1", "cmssbx", "sfbx", "ecbx"])
    {
        style |= Style::BOLD;
    }
    if has(&["mono", "courier", "typewriter", "consol"]) || begins(&["cmtt", "sftt", "ectt"]) {
        style |= Style::MONO;
    }
    if has(&["smallcap", "small-cap", "-smcp", "-sc-"])
        || ends(&["SC", "-Caps", "-Sc"])
        || name.contains("SC-")
        || begins(&["cmcsc", "sfcc", "eccc"])
    {
        style |= Style::SMALL_CAPITALS;
    }
    style
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_how_a_face_is_cut() {
        for (name, style) in [
            ("CMTI10", Style::ITALIC),
            ("MinionPro-It", Style::ITALIC),
            ("TimesNewRomanPS-BoldItalicMT", Style::ITALIC | Style::BOLD),
            ("CMBX12", Style::BOLD),
            ("AlegreyaSC-Regular", Style::SMALL_CAPITALS),
            ("CMTT9", Style::MONO),
            ("LibertinusSerif-Regular", Style::default()),
            ("LinLibertineOI", Style::ITALIC),
        ] {
            assert_eq!(by_name(name), style, "{name}");
        }
    }
}
