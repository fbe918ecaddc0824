//! What the page says of notes. In: how each row stands, where that is given. Out: what its size and the rule above it say
//! for note matter, and the marks that stand raised before their notes.

use super::Evidence;
use crate::facsimile::given::{Stand, Zone};
use crate::repair::foot::marks::{Gap, Kind, Mark};
use crate::repair::foot::rows::{Reading, Row};
use crate::repair::given;
use std::collections::BTreeSet;

/// Type so much smaller than the text's is another size: notes are set in nine tenths or less.
const SMALLER: f32 = 0.955;

/// Where the feet of columns are set smaller than their text: what it says for notes that begin with a row that it is the
/// first of smaller type; against them that the row above is as small; and against each row of a note that it is not small.
const DROP: f32 = 5.0;
const NO_DROP: f32 = -4.0;
const LARGE: f32 = -4.0;
/// What a row above the rule of its own column says against note matter: a quotation may be as small as notes are.
const OVER_RULE: f32 = -4.0;
/// What it says for text that follows notes that its type is larger, and against it that it is not.
const RISE: f32 = 3.0;
const NO_RISE: f32 = -3.0;
/// Where columns have a rule above their notes: what it says for notes that begin with a row that it is the first under
/// it; and against them that the rule stands further up, or that there is none.
const RULED: f32 = 4.0;
const RULED_ABOVE: f32 = -2.0;
const UNRULED: f32 = -4.0;
/// What a raised number at the head of a row of notes says for a body: a call there stands behind a word.
const LABELLED: f32 = 3.0;
/// What a row above or below the text block, or beside it, says against note matter.
const OUTSIDE: f32 = -3.0;
/// So many columns have smaller feet, or rules, where these are this document's way of setting notes.
const FEW: usize = 2;

/// How this document sets the feet of its columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Feet {
    is_small: bool,
    is_ruled: bool,
    /// The columns that have a rule above their notes.
    ruled: BTreeSet<u32>,
}

impl Feet {
    /// Learns it from the last row of each column that begins with text: whole columns of small type are endnotes.
    pub fn of(rows: &[Row]) -> Feet {
        let in_block: Vec<(u32, Stand)> = rows
            .iter()
            .filter_map(|row| Some((row.page, row.stand?)))
            .filter(|(_, stand)| stand.zone == Zone::Block)
            .collect();
        let (mut small, mut ruled) = (0, BTreeSet::new());
        for column in in_block.chunk_by(|above, below| above.0 == below.0) {
            let [(page, first), .., (_, last)] = *column else {
                continue;
            };
            small += usize::from(first.size >= SMALLER && last.size < SMALLER);
            if !first.is_under_rule && last.is_under_rule {
                ruled.insert(page);
            }
        }
        Feet {
            is_small: small >= FEW,
            is_ruled: ruled.len() >= FEW,
            ruled,
        }
    }

    /// Whether the notes of a row's column stand below it, under their rule.
    fn is_over_rule(&self, row: &Row, stand: &Stand) -> bool {
        self.is_ruled && !stand.is_under_rule && self.ruled.contains(&row.page)
    }
}

impl Evidence<'_> {
    /// What the page says for a row's being note matter, wherever notes begin.
    pub(super) fn on_page(&self, row: usize) -> f32 {
        let row = &self.reading.rows[row];
        match row.stand {
            Some(stand) if stand.zone != Zone::Block => OUTSIDE,
            Some(stand) if self.feet.is_over_rule(row, &stand) => OVER_RULE,
            Some(stand) if self.feet.is_small && stand.size >= SMALLER => LARGE,
            _ => 0.0,
        }
    }

    /// What the page says for notes at a foot that begin, or go on from another page, with a row.
    pub(super) fn begins_on_page(&self, row: usize) -> f32 {
        let Some(here) = self.reading.rows[row].stand else {
            return 0.0;
        };
        let above = self.above(row);
        let size = match above {
            _ if !self.feet.is_small => 0.0,
            _ if here.size >= SMALLER => 0.0,
            Some(above) if above.size < SMALLER => NO_DROP,
            _ => DROP,
        };
        let rule = match (here.is_under_rule, above) {
            _ if !self.feet.is_ruled => 0.0,
            (true, Some(above)) if above.is_under_rule => RULED_ABOVE,
            (true, _) => RULED,
            (false, _) => UNRULED,
        };
        size + rule
    }

    /// What the page says for running text that begins below notes with a row.
    pub(super) fn ends_on_page(&self, row: usize) -> f32 {
        match (self.reading.rows[row].stand, self.above(row)) {
            (Some(here), Some(_)) if self.feet.is_small && here.size >= SMALLER => RISE,
            (Some(_), Some(_)) if self.feet.is_small => NO_RISE,
            _ => 0.0,
        }
    }

    /// Whether the page shows a row at the foot of its column, where this document sets notes: numbers that count on there,
    /// and rows without prose, are notes all the same.
    pub(super) fn is_at_foot(&self, row: usize) -> bool {
        self.reading.rows[row].stand.is_some_and(|stand| {
            let is_small = self.feet.is_small && stand.size < SMALLER;
            let is_ruled = self.feet.is_ruled && stand.is_under_rule;
            stand.zone == Zone::Block && (is_ruled || is_small && !self.feet.is_ruled)
        })
    }

    /// What the page says for a body that begins with a mark.
    pub(super) fn labelled(&self, row: usize, mark: &Mark) -> f32 {
        given(
            mark.kind == Kind::Superior && self.is_at_foot(row),
            LABELLED,
        )
    }

    /// How the row above stands in its column.
    fn above(&self, row: usize) -> Option<Stand> {
        let above = row
            .checked_sub(1)
            .filter(|_| !self.reading.rows[row].turn)?;
        self.reading.rows[above].stand
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(page: u32, is_under_rule: bool) -> Row {
        let stand = Stand {
            page,
            column: Some(0),
            zone: Zone::Block,
            baseline: 0,
            size: if is_under_rule { 0.8 } else { 1.0 },
            above: 1.0,
            below: 1.0,
            indent: 0.0,
            room: 0.0,
            measure: 30.0,
            blank: 0.3,
            is_under_rule,
            italic: 0.0,
            bold: 0.0,
            small_capitals: 0.0,
            spaced: 0.0,
        };
        Row {
            ink: 0..1,
            page,
            length: 1,
            turn: false,
            gap: false,
            folio: false,
            blank: false,
            stand: Some(stand),
        }
    }

    #[test]
    fn what_stands_over_the_rule_of_its_column_is_no_note() {
        let feet = |rows: &[Row]| {
            let feet = Feet::of(rows);
            let is_over = |row: &Row| feet.is_over_rule(row, &row.stand.expect("a page"));
            rows.iter().map(is_over).collect::<Vec<bool>>()
        };
        let rows = [0, 1]
            .map(|page| [row(page, false), row(page, true)])
            .concat();
        assert_eq!(feet(&rows), [true, false, true, false]);
        // One rule is no way of setting notes.
        assert_eq!(feet(&rows[..2]), [false, false]);
        let more = [rows, vec![row(2, false), row(2, false)]].concat();
        assert_eq!(feet(&more)[4..], [false, false]);
    }
}
