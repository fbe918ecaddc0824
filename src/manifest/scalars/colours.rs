//! Colours. In: text as typed, `#8a1c1c`. Out: red, green and blue, or what is wrong with it.

use crate::diagnostic::Diagnostic;
use crate::manifest::kind::Kind;
use crate::manifest::leaf::Leaf;
use crate::manifest::tree::Form;
use crate::typeset::look::Rgb;

/// A colour as screens have it, `#8a1c1c`, or none.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::manifest) struct Colour(pub Option<Rgb>);

impl Leaf for Colour {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<Colour, Diagnostic> {
        if text == "none" {
            return Ok(Colour(None));
        }
        let colour = rgb(text).map(|rgb| Colour(Some(rgb)));
        colour.ok_or_else(|| no_colour(text, "; or `none`"))
    }
}

/// A colour as screens have it: red, green and blue.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::manifest) struct ScreenColour(pub Rgb);

impl Leaf for ScreenColour {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<ScreenColour, Diagnostic> {
        rgb(text)
            .map(ScreenColour)
            .ok_or_else(|| no_colour(text, ""))
    }
}

/// Red, green and blue, two hexadecimal digits each, with or without `#` before them.
fn rgb(text: &str) -> Option<Rgb> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let is_hex = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let value = u32::from_str_radix(digits, 16).ok().filter(|_| is_hex)?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some([red, green, blue])
}

fn no_colour(text: &str, or: &str) -> Diagnostic {
    let message = format!("`{text}` is no colour");
    Diagnostic::error("bad-colour", message).hint(format!(
        "write red, green and blue as six hexadecimal digits in quotes: '#8a1c1c'{or}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_six_hexadecimal_digits() {
        let colour = |text: &str| {
            ScreenColour::read(text, Form::Text)
                .map(|colour| colour.0)
                .ok()
        };
        assert_eq!(colour("#2d4FA1"), Some([0x2d, 0x4f, 0xa1]));
        assert_eq!(colour("2d4fa1"), Some([0x2d, 0x4f, 0xa1]));
        for none in ["#2d4fa", "#2d4fa1f", "#+d4fa1", "blue"] {
            assert_eq!(colour(none), None, "{none}");
        }
    }
}
