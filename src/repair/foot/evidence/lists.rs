//! Numbered lists. In: what a reading took for notes. Out: the same without the lists in it.

use super::Evidence;
use crate::repair::foot::zones::{Act, Mode};

impl Evidence<'_> {
    /// Takes out numbered paragraphs that stand in the midst of a page, or of a text without pages, and that nothing
    /// calls: a list, not notes.
    pub fn drop_lists(&self, acts: &mut Vec<(usize, Act)>) {
        let mut kept = Vec::new();
        let is_close = |act: &(usize, Act)| act.1 == Act::Close;
        for zone in acts.split_inclusive(is_close) {
            let ends_page = match zone.last() {
                Some(&(row, Act::Close)) => self.is_turn(row),
                _ => self.reading.is_paged,
            };
            let is_called = |&(row, act): &(usize, Act)| match act {
                Act::Start(mark) => self.heads[row]
                    .iter()
                    .any(|head| head.mark == mark && head.support(mark.value, Mode::Foot) > 0.0),
                _ => true,
            };
            let is_list = !ends_page && !zone.iter().filter(|act| !is_close(act)).any(is_called);
            if !is_list {
                kept.extend_from_slice(zone);
            }
        }
        *acts = kept;
    }
}
