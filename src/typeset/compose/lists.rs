//! Lists to drafts. In: items. Out: their drafts, the first of each with its number or bullet hung to the left.

use super::Composer;
use super::blocks::Context;
use super::inlines::{Line, Voice};
use crate::book::{Block, Numbers};
use crate::typeset::length::Length;
use crate::typeset::page::{ElementId, ElementKind};
use crate::typeset::take::Mark;

impl Composer<'_> {
    pub(super) fn list(
        &mut self,
        numbers: Option<Numbers>,
        items: &[Vec<Block>],
        context: &Context,
    ) {
        let list = self.element(ElementKind::List, context.parent);
        let first = self.drafts();
        self.opens_section = false;
        for (index, item) in items.iter().enumerate() {
            let item_element = self.element(ElementKind::ListItem, Some(list));
            let label = self.element(ElementKind::Label, Some(item_element));
            let body = self.element(ElementKind::ListBody, Some(item_element));
            let inner = Context {
                parent: Some(body),
                left: context.left + self.design.inset * 2,
                indents: false,
                ..context.clone()
            };
            let at = self.drafts();
            item.iter().for_each(|block| self.block(block, &inner));
            let text = numbers.map_or("•".into(), |numbers| numbers.mark(index));
            self.mark_item(at, &text, label, (context.size, inner.left));
        }
        self.set_off(first, if context.left == 0 { 1 } else { 0 });
        self.after_break = true;
    }

    /// Hangs an item's number to the left of its first line, before that of an item which begins with it. Side notes that stand
    /// before that line have none.
    fn mark_item(&mut self, at: usize, text: &str, label: ElementId, (size, left): (Length, i64)) {
        let mut line = Line::default();
        self.plain(text, &Voice::new(size, label), &mut line);
        let gap = size.0 * 2 / 5;
        let draft = self
            .copy
            .chapters
            .last_mut()
            .and_then(|c| c.drafts.get_mut(at..))
            .and_then(|own| match own.iter().position(|draft| !draft.is_aside) {
                Some(line) => own.get_mut(line),
                None => own.first_mut(),
            });
        if let (Some(draft), Some(stretch)) = (draft, line.stretches.pop()) {
            let width = self
                .founts
                .shaper()
                .shape(&stretch.text, stretch.style)
                .width;
            let own = draft.take.mark.take();
            draft.take.mark = Some(Mark {
                stretch,
                x: left - draft.take.left - width - gap,
                down: 0,
                inner: own.map(Box::new),
            });
        }
    }
}
