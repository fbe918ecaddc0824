//! Side notes in the outer margin. In: a page's plan. Out: their lines, each note level with the line that names it or, where
//! another is in its way, as near to that as may be.

use super::{Mark, Pages, note_marks};
use crate::typeset::chapter::MadeUp;
use crate::typeset::design::Aside;
use crate::typeset::length::Length;
use crate::typeset::makeup::{PagePlan, Standing};
use crate::typeset::page::{Item, Side};
use crate::typeset::set::Setting;
use crate::typeset::take::Align;

/// A side note and the baseline of its line, in scaled points.
struct Beside<'c> {
    setting: &'c Setting,
    baseline: i64,
}

impl Pages<'_> {
    /// The side notes of a page.
    pub(super) fn asides(
        &self,
        chapter: &MadeUp,
        plan: &PagePlan,
        side: Side,
        (items, marks): (&mut Vec<Item>, &mut Vec<Mark>),
    ) {
        let Some(aside) = self.design.aside else {
            return;
        };
        let beside: Vec<Beside<'_>> = plan
            .column
            .iter()
            .flat_map(|standing| self.beside(chapter, standing))
            .collect();
        if beside.is_empty() {
            return;
        }
        let leading = self.design.note_leading.0;
        let wanted = beside.iter().map(|one| (one.baseline, one.setting.lines()));
        let column = (self.design.first_baseline.0, self.design.last_baseline().0);
        let baselines = parted(&wanted.collect::<Vec<_>>(), leading, column);
        for (one, baseline) in beside.iter().zip(baselines) {
            let setting = self.facing(one.setting, side);
            for line in 0..setting.lines() {
                let y = baseline + leading * i64::from(line);
                let left = self.left_of(aside, side);
                let placed = self.placer.line(&setting, 0, line, left, Length(y));
                note_marks(&placed, false, marks);
                items.extend(placed.items);
            }
        }
    }

    /// The side notes of the rows of some matter that stand on a page.
    fn beside<'c>(&self, chapter: &'c MadeUp, standing: &Standing) -> Vec<Beside<'c>> {
        let stand = &chapter.stands[standing.matter];
        let offer = &chapter.matter[standing.matter].offers[standing.offer];
        let leading = self.design.frame(chapter.is_notes).leading;
        let shift = if standing.at > 0 { stand.shift } else { 0 };
        let top = self.design.first_baseline.0 + i64::from(standing.at) * leading + shift;
        let own = stand.asides.iter().zip(&offer.asides);
        let here = own.filter(|(_, (row, _))| standing.rows.contains(row));
        let beside = here.map(|(aside, (row, _))| Beside {
            setting: &aside.take,
            baseline: top + stand.leading.unwrap_or(leading) * i64::from(row - standing.rows.start),
        });
        beside.collect()
    }

    /// From the page's left edge to the side notes.
    fn left_of(&self, aside: Aside, side: Side) -> i64 {
        let text = self.design.left(side).0;
        match side {
            Side::Recto => text + self.design.measure + aside.gap,
            Side::Verso => text - aside.gap - aside.width,
        }
    }

    /// A side note whose lines stand evenly at the side of the text.
    fn facing(&self, setting: &Setting, side: Side) -> Setting {
        let mut facing = setting.clone();
        facing.take.align = match side {
            Side::Recto => Align::Left,
            Side::Verso => Align::Right,
        };
        facing
    }
}

/// The first baselines of notes of so many lines, which want to stand on some, a line of white between two: each as far down as
/// those above it make it, and all as far up as the last baseline of the column does.
fn parted(wanted: &[(i64, u16)], leading: i64, (first, last): (i64, i64)) -> Vec<i64> {
    let depth = |lines: u16| leading * (i64::from(lines) + 1);
    let mut free = first;
    let mut baselines = Vec::with_capacity(wanted.len());
    for &(baseline, lines) in wanted {
        let own = baseline.max(free);
        baselines.push(own);
        free = own + depth(lines);
    }
    let mut end = last + leading * 2;
    for (own, &(_, lines)) in baselines.iter_mut().zip(wanted).rev() {
        *own = (*own).min(end - depth(lines));
        end = *own;
    }
    baselines
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn notes_stand_at_their_lines_until_they_meet() {
        let column = (100, 200);
        assert_eq!(parted(&[(120, 2), (170, 1)], 10, column), [120, 170]);
        // The second gives way to the first, and both to the column's foot.
        assert_eq!(parted(&[(120, 2), (130, 1)], 10, column), [120, 150]);
        assert_eq!(parted(&[(180, 3), (190, 1)], 10, column), [160, 200]);
        // As many as the column holds fill it.
        assert_eq!(parted(&[(200, 4), (200, 5)], 10, column), [110, 160]);
    }
}
