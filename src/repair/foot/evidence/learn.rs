//! What a text's notes look like. In: the rows, and the calls on their pages or a first reading. Out: the measures of
//! running text and of notes, the look of each row by them, how rows follow one another, habits.

use super::{Evidence, Follows, Head};
use crate::repair::foot::looks::looks;
use crate::repair::foot::measure::{Matter, Measure};
use crate::repair::foot::zones::Act;

/// Support from which a body's number is called on its page.
pub(super) const CALLED: f32 = 3.0;

impl Evidence<'_> {
    /// The measures before any reading: the rows that a number called on their page heads and that go on in the next row are
    /// full lines of notes; nearly all others are running text. Without such notes nothing is known.
    pub(super) fn first_measure(&self) -> Measure {
        let is_head = |row: usize| self.heads.get(row).is_some_and(|heads| !heads.is_empty());
        let is_called = |row: usize| self.heads[row].iter().any(|head| head.near >= CALLED);
        let matter = |row: usize| match (is_called(row), is_head(row + 1)) {
            (true, false) => Matter::Foot,
            (true, true) => Matter::Last,
            _ => Matter::Text,
        };
        let matter: Vec<Matter> = (0..self.len()).map(matter).collect();
        let measure = self.measure_of(matter);
        if measure.knows_feet() {
            measure
        } else {
            Measure::default()
        }
    }

    /// What the rows are taken for, the bodies at feet left out that no good call stands near: a false note must not teach
    /// what notes look like.
    fn called_matter(&self, acts: &[(usize, Act)], mut matter: Vec<Matter>) -> Vec<Matter> {
        let mut is_weak = false;
        for (index, &(row, act)) in acts.iter().enumerate() {
            let end = acts.get(index + 1).map_or(matter.len(), |next| next.0);
            if let Act::Start(mark) = act {
                is_weak = self.head(row, &mark).is_none_or(Head::is_weak);
            }
            if is_weak && matter[row] == Matter::Foot {
                matter[row..end].fill(Matter::Last);
            }
        }
        matter
    }

    /// The measures of rows, tables and the like left out.
    fn measure_of(&self, mut matter: Vec<Matter>) -> Measure {
        if self.reading.is_flowed {
            return Measure::default();
        }
        for (row, matter) in matter.iter_mut().enumerate() {
            if self.regions.is_beside(row) {
                *matter = Matter::Last;
            }
        }
        Measure::new(&self.reading.rows, &matter)
    }

    /// The same with measures and habits, taken from a first reading.
    pub fn measured(&mut self, acts: &[(usize, Act)], matter: &[Matter]) {
        let matter = self.called_matter(acts, matter.to_vec());
        self.look(self.measure_of(matter));
        let kin = self.kin(acts);
        self.usual = kin.length.into();
        self.kin = Some(kin);
        self.ends_chapters = self.end_chapters(acts);
        self.rates.join(self.rates(acts));
        self.habits = self.habits();
        self.weigh_heads();
    }

    pub(super) fn look(&mut self, measure: Measure) {
        looks(&mut self.looks, (self.reading, &self.calls), &measure);
        for row in 0..self.len() {
            let on_page = self.on_page(row);
            let is_beside = self.regions.is_beside(row);
            let look = &mut self.looks[row];
            if is_beside {
                (look.note, look.end) = (0.0, 0.0);
            }
            look.note += on_page;
        }
        self.measure = measure;
    }

    /// How rows follow one another, where nothing stands between them.
    pub(super) fn follows(&self) -> Follows {
        let is_plain = |row: &usize| {
            let here = &self.reading.rows[*row];
            !(here.turn || here.gap || here.blank || here.folio) && self.heads[*row].is_empty()
        };
        let rows = (1..self.len()).filter(is_plain);
        Follows::new(rows.map(|row| (self.looks[row - 1], self.looks[row])))
    }
}
