//! Formulas. In: one as it is typed, between dollar signs. Out: MathML, where it is understood.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Event, Parser, Storage, push_mathml};
use std::panic::catch_unwind;

/// Bytes of the longest formula that is tried.
const LONGEST: usize = 4_000;
/// How deep its braces may be nested.
const DEEPEST: usize = 64;

/// A formula as MathML; none where not all of it is known.
pub(super) fn mathml(typed: &str) -> Option<String> {
    let is_display = typed.starts_with("$$");
    let formula = typed.trim_matches('$').trim();
    if formula.len() > LONGEST || depth(formula) > DEEPEST {
        return None;
    }
    // A formula is anybody's text: what the crate falls over is one that is not known.
    let made = catch_unwind(|| {
        let storage = Storage::new();
        let events: Result<Vec<Event<'_>>, _> = Parser::new(formula, &storage).collect();
        let events = events.ok()?;
        let config = RenderConfig {
            display_mode: match is_display {
                true => DisplayMode::Block,
                false => DisplayMode::Inline,
            },
            xml: true,
            ..RenderConfig::default()
        };
        let mut out = String::new();
        let events = events.into_iter().map(Ok::<_, std::fmt::Error>);
        push_mathml(&mut out, events, config).ok()?;
        Some(out)
    });
    made.ok().flatten()
}

/// How deep braces are nested.
fn depth(formula: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for c in formula.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_mathml() {
        let made = mathml(r"$\frac{a}{b}$").expect("a fraction");
        assert!(
            made.contains("<mfrac>") && made.contains("http://www.w3.org/1998/Math/MathML"),
            "{made}"
        );
        assert!(mathml(r"$$\sum_{i=1}^n x_i$$").is_some_and(|made| made.contains("block")));
        assert_eq!(mathml(r"$\nosuchcommand{a}$"), None);
        assert_eq!(mathml("$a{b$"), None);
        assert_eq!(mathml(&"{".repeat(1_000)), None);
    }
}
