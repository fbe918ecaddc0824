//! Filling a booklet. In: a book's settings, how many pages there shall be, and what lays it out. Out: the pages with a little less or more
//! leading, type and front matter, and what was given in words; or as they are, and by how much they miss.

use super::Layout;
use super::length::Length;
use crate::diagnostic::{Diagnostic, Diagnostics, Warned};
use crate::manifest::Settings;
use crate::manifest::settings::{Fit, PageSettings};

/// What is given up in a row of tries: shares of leading and size in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Giving {
    leading: i64,
    size: i64,
    /// The half title, where it is dropped or added.
    half_title: Option<bool>,
}

/// How far the leading gives: closer, lines of text run into each other; wider, they fall apart.
const LEADINGS: (i64, i64) = (950, 1080);
/// How far the size gives, in thousandths: half a point at 10.5 pt, which nobody sees who has not both pages.
const SIZES: (i64, i64) = (950, 1050);
/// A step of either.
const STEP: i64 = 10;

/// Lays the book out so that it has the pages that are wanted.
///
/// # Errors
/// As `set`.
pub(super) fn fitted(
    settings: &Settings,
    wanted: Fit,
    set: impl Fn(&Settings) -> Result<Warned<Layout>, Diagnostics>,
) -> Result<Warned<Layout>, Diagnostics> {
    let mut plain = set(settings)?;
    let count = plain.value.pages.len();
    if is_met(wanted, count) {
        return Ok(plain);
    }
    let mut nearest = count;
    for giving in givings(wanted, count) {
        let page = giving.of(&settings.page);
        let tried = Settings {
            page: page.clone(),
            ..settings.clone()
        };
        let mut made = set(&tried)?;
        let pages = made.value.pages.len();
        if is_met(wanted, pages) {
            made.warnings
                .push(given((&settings.page, &page), count, pages));
            return Ok(made);
        }
        if missing(wanted, pages) < missing(wanted, nearest) {
            nearest = pages;
        }
    }
    plain.warnings.push(missed(wanted, count, nearest));
    Ok(plain)
}

fn is_met(wanted: Fit, pages: usize) -> bool {
    missing(wanted, pages) == 0
}

/// How many pages there are too many or too few.
fn missing(wanted: Fit, pages: usize) -> usize {
    match wanted {
        Fit::Pages(wanted) => wanted.abs_diff(pages),
        Fit::Multiple(of) => (pages % of).min(of - pages % of) % of,
    }
}

/// All that may be given, the least first: the half title, then leading, then leading and size. What makes more pages where fewer are
/// wanted is left out.
fn givings(wanted: Fit, count: usize) -> Vec<Giving> {
    let (closer, wider) = match wanted {
        Fit::Pages(wanted) => (count > wanted, count < wanted),
        Fit::Multiple(_) => (true, true),
    };
    let mut all = Vec::new();
    let none = Giving {
        leading: 1000,
        size: 1000,
        half_title: None,
    };
    let most = steps(LEADINGS.0, SIZES.0)
        .len()
        .max(steps(LEADINGS.1, SIZES.1).len());
    let (down, up) = (steps(LEADINGS.0, SIZES.0), steps(LEADINGS.1, SIZES.1));
    for at in 0..=most {
        for (is_wanted, steps, has_half) in [(closer, &down, false), (wider, &up, true)] {
            if !is_wanted {
                continue;
            }
            let step = match at.checked_sub(1) {
                None => Some(none),
                Some(at) => steps.get(at).map(|&(leading, size)| Giving {
                    leading,
                    size,
                    ..none
                }),
            };
            let Some(step) = step else {
                continue;
            };
            all.extend((at > 0).then_some(step));
            all.push(Giving {
                half_title: Some(has_half),
                ..step
            });
        }
    }
    all
}

/// Shares of leading and size, up to some bounds: the leading first.
fn steps(leading: i64, size: i64) -> Vec<(i64, i64)> {
    let way = (leading - 1000).signum() * STEP;
    let shares = |bound: i64| {
        (1..)
            .map(move |n| 1000 + n * way)
            .take_while(move |share| (share - bound) * way.signum() <= 0)
    };
    let of_leading = shares(leading).map(|share| (share, 1000));
    // Smaller type on the same leading looks wider set, so that both give.
    let of_both = shares(size).map(|share| (leading * share / 1000, share));
    of_leading.chain(of_both).collect()
}

impl Giving {
    /// The page that gives it.
    fn of(self, page: &PageSettings) -> PageSettings {
        let leading = |length: Length| length.scaled(self.leading, 1000);
        let size = |length: Length| length.scaled(self.size, 1000);
        PageSettings {
            leading: leading(page.leading),
            note_leading: leading(page.note_leading),
            size: size(page.size),
            note_size: size(page.note_size),
            half_title: page.half_title.or(self.half_title),
            fit: None,
            ..page.clone()
        }
    }
}

fn points(length: Length) -> String {
    let text = format!("{:.2}", length.to_pt());
    format!("{}pt", text.trim_end_matches('0').trim_end_matches('.'))
}

/// What was given, and how a manifest says so.
fn given((was, is): (&PageSettings, &PageSettings), count: usize, pages: usize) -> Diagnostic {
    let mut parts = Vec::new();
    let mut keys = Vec::new();
    for (what, key, old, new) in [
        ("type", "size", was.size, is.size),
        ("leading", "leading", was.leading, is.leading),
        (
            "type of the notes",
            "note_size",
            was.note_size,
            is.note_size,
        ),
    ] {
        if old != new {
            parts.push(format!("{what} of {} for {}", points(new), points(old)));
            keys.push(format!("{key}: {}", points(new)));
        }
    }
    if was.half_title != is.half_title {
        let has = is.half_title.unwrap_or_default();
        parts.push(if has { "a half title" } else { "no half title" }.into());
        keys.push(format!("half_title: {has}"));
    }
    let message = format!(
        "{pages} pages in the place of {count}, by {}",
        parts.join(", ")
    );
    let hint = format!(
        "`editions.page: {{{}}}` says so without trying; `fit` can go then",
        keys.join(", ")
    );
    Diagnostic::warning("fitted", message).hint(hint)
}

/// That nothing helped, and by how much.
fn missed(wanted: Fit, count: usize, nearest: usize) -> Diagnostic {
    let wish = match wanted {
        Fit::Pages(pages) => format!("{pages} pages"),
        Fit::Multiple(of) => format!("a multiple of {of} pages"),
    };
    let message = format!(
        "{wish} can't be reached: there are {count}, and with what may be given {nearest} at the nearest"
    );
    let hint = "leading gives from 95 to 108 %, type from 95 to 105 %, and the half title; change paper, margins or size, or ask for another number";
    Diagnostic::warning("not-fitted", message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_is_given_first_and_nothing_beyond_the_bounds() {
        for (wanted, closer, wider) in [
            (Fit::Pages(16), true, false),
            (Fit::Pages(24), false, true),
            (Fit::Multiple(8), true, true),
        ] {
            let all = givings(wanted, 20);
            assert_eq!(all.iter().any(|giving| giving.leading < 1000), closer);
            assert_eq!(all.iter().any(|giving| giving.leading > 1000), wider);
            let far = |giving: &Giving| (giving.leading - 1000).abs() + (giving.size - 1000).abs();
            let first = all.iter().position(|giving| far(giving) > 0).unwrap();
            assert!(first <= 2 && far(&all[first]) == STEP);
            assert!(
                all.iter()
                    .all(|giving| (900..=1140).contains(&giving.leading)
                        && (SIZES.0..=SIZES.1).contains(&giving.size))
            );
        }
    }

    #[test]
    fn pages_are_missing_up_to_the_nearest_multiple() {
        let missing_of = |pages| missing(Fit::Multiple(8), pages);
        assert_eq!([15, 16, 17, 20].map(missing_of), [1, 0, 1, 4]);
        assert_eq!(missing(Fit::Pages(16), 19), 3);
    }
}
