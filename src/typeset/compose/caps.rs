//! Capitals. In: words. Out: the same in capitals, or in capitals of two sizes that stand for small ones.

use crate::typeset::shape::Type;

/// Small capitals of a face that has none, in percent of its capitals: then they are as high as its small letters with a
/// little more, as small capitals are.
const SCALED_CAPS: i64 = 78;

/// Words in capitals, as their language has them.
pub(in crate::typeset) fn in_capitals(text: &str, language: &str) -> String {
    let main = language.split('-').next().unwrap_or_default();
    match matches!(main, "tr" | "az") {
        true => text.replace('i', "İ").to_uppercase(),
        false => text.to_uppercase(),
    }
}

/// Capitals of two sizes, for a face without small capitals.
pub(super) fn scaled_caps(text: &str, style: Type) -> Vec<(String, Type)> {
    let small = Type {
        size: style.size.scaled(SCALED_CAPS, 100),
        tracking: 30,
        ..style
    };
    let mut parts: Vec<(String, Type)> = Vec::new();
    for c in text.chars() {
        let mut upper = c.to_uppercase();
        // A letter that is two in capitals stays as it is.
        let one = upper.next().filter(|_| upper.next().is_none());
        let (c, style) = match one {
            Some(capital) if c.is_lowercase() => (capital, small),
            _ => (c, style),
        };
        match parts.last_mut() {
            Some((part, last)) if *last == style => part.push(c),
            _ => parts.push((c.into(), style)),
        }
    }
    parts
}
