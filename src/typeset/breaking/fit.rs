//! Fitting a line. In: a line's points and its width. Out: [`Fit`], how much its glyphs, its spaces and its tracking
//! give, and what that costs.

use super::Point;

/// How a line is fitted to its width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// Width of glyphs in parts per 10,000 above their natural width.
    pub scale: i32,
    /// Added after each glyph, in scaled points.
    pub tracking: i32,
    /// Width of spaces in parts per 1,000 above their natural width.
    pub stretch: i32,
}

/// What a line has to fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Width {
    /// Its width.
    pub width: i64,
    /// 1 em, for tracking.
    pub em: i64,
    /// Whether it may end before its width is full.
    pub is_free: bool,
}

/// Glyphs may be this much wider or narrower, in parts per 10,000. At 2 % no eye sees it; without it the spaces of A5
/// pages vary three times as much.
pub const SCALE_LIMIT: i64 = 200;
/// When spaces and tracking give way, in turn: spaces by so much, in parts per 1,000 either way; then tracking until it
/// has this width or, in lines that are too long, this narrowness, in parts per 10,000 of an em. What is left is taken by
/// the spaces. Up to 1 % of an em, 0.1 pt at a size of 10.5 pt, tracking is not seen in a single line; the last step is
/// for lines that would otherwise have holes.
const STEPS: [(i64, i64, i64); 4] = [
    (40, 60, 60),
    (100, 120, 100),
    (260, 200, 100),
    (400, 300, 100),
];
/// Spaces may shrink to two thirds.
pub const SHRINK_LIMIT: i32 = -330;
/// A filled line that can't be filled, as it has no spaces.
const UNFILLED: i64 = 2_000_000;

/// The fit of a line from `from` to `to`; None where it is too wide even with spaces shrunk. What is missing is taken
/// from the width of glyphs first, then from the spaces, and where these would change by more than an eye forgives,
/// from tracking.
#[must_use]
pub fn fit(from: &Point, to: &Point, line: Width) -> Option<Fit> {
    let ink = to.ink_end - from.ink_start;
    let space = to.space_end - from.space_start;
    let missing = line.width + i64::from(from.hang_start) + i64::from(to.hang_end) - ink - space;
    if line.is_free && missing >= 0 {
        return Some(Fit::default());
    }
    let limit = ink * SCALE_LIMIT / 10_000;
    let spread = missing.clamp(-limit, limit);
    let scale = if ink > 0 { spread * 10_000 / ink } else { 0 } as i32;
    let sorts = i64::from(to.sorts_end - from.sorts_start);
    let tracking = tracking(missing - spread, space, (sorts, line.em));
    let rest = missing - spread - tracking * sorts;
    let stretch = match (rest, space) {
        (0, _) => 0,
        (rest, 0) if rest < 0 => return None,
        (_, 0) => i32::MAX,
        (rest, space) => (rest * 1000 / space).min(i64::from(i32::MAX)) as i32,
    };
    (stretch >= SHRINK_LIMIT).then_some(Fit {
        scale,
        tracking: tracking as i32,
        stretch,
    })
}

/// The tracking for what is left when the glyphs are scaled: none as long as the spaces alone can take it easily.
fn tracking(rest: i64, space: i64, (sorts, em): (i64, i64)) -> i64 {
    if sorts == 0 {
        return 0;
    }
    let sign = rest.signum();
    let rest = rest.abs();
    let mut taken = 0;
    for (easy, wider, closer) in STEPS {
        let excess = rest - space * easy / 1000 - taken * sorts;
        // What the spaces take at this step they take at the next ones, too.
        if excess <= 0 {
            break;
        }
        let limit = em * if sign < 0 { closer } else { wider } / 10_000;
        taken += (excess / sorts).min((limit - taken).max(0));
    }
    sign * taken
}

/// What a filled line costs by itself: spaces wider than natural by a tenth cost 10, by a fifth 42, by a third 174, by
/// half 522; narrower ones half as much again, as words run together sooner than they fall apart.
pub(super) fn looseness(fit: Fit, em: i64) -> i64 {
    if fit.stretch == i32::MAX {
        return UNFILLED;
    }
    let stretch = i64::from(fit.stretch.clamp(-10_000, 10_000));
    let square = stretch * stretch / 1000;
    let excess = (stretch - 170).max(0);
    let weighed = if stretch < 0 { square * 3 / 2 } else { square };
    let scale = i64::from(fit.scale);
    let tracking = i64::from(fit.tracking) * 10_000 / em.max(1);
    weighed + excess * excess / 150 + scale * scale / 10_000 + tracking * tracking / 250
}

/// What two neighbouring lines cost by their difference.
pub(super) fn contrast(above: Fit, below: Fit) -> i64 {
    let limit = |stretch: i32| i64::from(stretch.clamp(-1000, 2000));
    let stretch = (limit(above.stretch) - limit(below.stretch)).abs();
    let scale = i64::from((above.scale - below.scale).abs());
    stretch * stretch / 1300 + scale * scale / 10_000
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of 300 units of ink in 60 glyphs and 30 of spaces, an em being 10, in a room so wide.
    fn fitted(width: i64) -> Option<Fit> {
        let unit = 1_000;
        let to = Point {
            ink_end: 300 * unit,
            space_end: 30 * unit,
            sorts_end: 60,
            ..Point::default()
        };
        let room = Width {
            width: width * unit,
            em: 10 * unit,
            is_free: false,
        };
        fit(&Point::default(), &to, room)
    }

    #[test]
    fn glyphs_give_first_then_spaces_and_tracking_in_turn() {
        let by_scale = fitted(336).expect("it fits");
        assert_eq!(
            (by_scale.scale, by_scale.tracking, by_scale.stretch),
            (200, 0, 0)
        );
        let by_spaces = fitted(337).expect("it fits");
        assert_eq!((by_spaces.scale, by_spaces.tracking), (200, 0));
        let by_tracking = fitted(340).expect("it fits");
        assert_eq!((by_tracking.tracking, by_tracking.stretch), (46, 41));
        let closer = fitted(320).expect("it fits");
        assert!(closer.tracking < 0 && closer.stretch < 0, "{closer:?}");
        assert_eq!(fitted(300), None, "spaces keep two thirds");
    }

    #[test]
    fn tracking_has_its_bounds() {
        let widest = fitted(500).expect("any width can be filled");
        assert_eq!(widest.tracking, 300, "3 % of an em");
        let narrowest = fitted(310).expect("it fits");
        assert!((-100..0).contains(&narrowest.tracking), "{narrowest:?}");
    }
}
