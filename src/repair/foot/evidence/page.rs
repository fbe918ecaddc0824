//! What the page says of notes. In: how each row stands, where that is given. Out: what its size and the rule above it say
//! for note matter, and the marks that stand raised before their notes.

use super::Evidence;
use crate::facsimile::given::{Stand, Zone};
use crate::repair::foot::marks::{Gap, Kind, Mark};
use crate::repair::foot::rows::Reading;

/// Type so much smaller than the text's is another size: notes are set in nine tenths or less.
const SMALLER: f32 = 0.955;

/// What a smaller size says for note matter, and the text's own size against it, where feet of columns are smaller.
const SMALL: f32 = 5.0;
const LARGE: f32 = -5.0;
/// What the rule above notes says for note matter below it, and against it above, where pages have such rules.
const RULED: f32 = 4.0;
const UNRULED: f32 = -3.0;
/// What the size says of a section of endnotes: in many books it is the text's.
const SMALL_END: f32 = 1.5;
/// What a row above or below the text block, or beside it, says against note matter.
const OUTSIDE: f32 = -3.0;
/// So many columns have smaller feet, or rules, where these are this document's way of setting notes.
const FEW: usize = 2;

/// How this document sets the feet of its columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Feet {
    is_small: bool,
    is_ruled: bool,
}

impl Feet {
    /// Learns it from the last row of each column that stands in the text block.
    pub fn of(reading: &Reading) -> Feet {
        let mut last: Option<(u32, Stand)> = None;
        let (mut small, mut ruled) = (0, 0);
        let mut count = |stand: &Stand| {
            small += usize::from(stand.size < SMALLER);
            ruled += usize::from(stand.is_under_rule);
        };
        for row in &reading.rows {
            let Some(stand) = row.stand.filter(|stand| stand.zone == Zone::Block) else {
                continue;
            };
            if let Some((page, foot)) = &last
                && *page != row.page
            {
                count(foot);
            }
            last = Some((row.page, stand));
        }
        last.iter().for_each(|(_, foot)| count(foot));
        Feet {
            is_small: small >= FEW,
            is_ruled: ruled >= FEW,
        }
    }
}

impl Evidence<'_> {
    /// What the page says for a row's being note matter at a foot, and in a section of endnotes.
    pub(super) fn on_page(&self, row: usize) -> [f32; 2] {
        let Some(stand) = self.reading.rows[row].stand else {
            return [0.0; 2];
        };
        if stand.zone != Zone::Block {
            return [OUTSIDE; 2];
        }
        let is_small = stand.size < SMALLER;
        let size = match (self.feet.is_small, is_small) {
            (true, true) => SMALL,
            (true, false) => LARGE,
            (false, _) => 0.0,
        };
        let rule = match (self.feet.is_ruled, stand.is_under_rule) {
            (true, true) => RULED,
            (true, false) => UNRULED,
            (false, _) => 0.0,
        };
        [size + rule, if is_small { SMALL_END } else { 0.0 }]
    }
}

/// The marks that a row may begin with, as the page shows them: what stands raised there is the whole mark.
pub(super) fn raised(reading: &Reading, row: usize, marks: Vec<Mark>) -> Vec<Mark> {
    let ink = &reading.rows[row].ink;
    let next = reading
        .raised
        .partition_point(|range| range.end <= ink.start);
    let Some(mark) = reading
        .raised
        .get(next)
        .filter(|range| range.start == ink.start)
    else {
        return marks;
    };
    let rest = &reading.text()[mark.end.min(ink.end)..ink.end];
    let gap = match rest.chars().next() {
        None => Gap::Alone,
        Some(c) if c.is_whitespace() => Gap::Blank,
        Some(_) => Gap::Glued,
    };
    let mark_text = &reading.text()[mark.clone()];
    let whole = crate::repair::foot::marks::marks(mark_text);
    let whole = whole
        .into_iter()
        .filter(|found| found.len == mark_text.len() && found.misread == 0);
    whole
        .map(|found| Mark {
            kind: if found.kind == Kind::Symbol {
                Kind::Symbol
            } else {
                Kind::Superior
            },
            gap,
            ..found
        })
        .collect()
}
