//! The title page. In: the book's metadata and the form of the page. Out: its lines, one above the other, with their rules.

use super::Composer;
use super::front::{PLAIN, Stacked};
use super::inlines::Voice;
use crate::book::Meta;
use crate::typeset::breaking::Edge;
use crate::typeset::length::Length;
use crate::typeset::look::{Case, Lettering};
use crate::typeset::page::ElementKind;
use crate::typeset::take::{Align, RuleBeside, Take};

/// White between the title and a rule above or below it, in hundredths of the text's leading.
const TITLE_RULE: i64 = 110;
/// Titles of this size and more are made smaller rather than broken after a small word, in hundredths of the text's.
const LARGE: i64 = 280;
/// Titles of more characters are set smaller.
const LONG_TITLE: usize = 32;

impl Composer<'_> {
    /// How deep lines of the front are when set, nearly: as many as their words fill.
    pub(super) fn stack_depth(&self, lines: &[Stacked]) -> Length {
        let shaper = self.founts.shaper();
        let depth = |line: &Stacked| {
            if let Some(plate) = line.take.plate() {
                return line.gap + Length(plate.height) + line.leading;
            }
            let mut count = 0;
            let words: String = line
                .take
                .stretches
                .iter()
                .map(|s| s.text.as_str())
                .collect();
            let style = line.take.stretches.first().map(|s| s.style);
            for part in words.split('\n') {
                let width = style.map_or(0, |style| shaper.shape(part, style).width);
                // Words don't fill a line to its end.
                count += 1 + width * 10 / (line.take.room.measure * 9).max(1);
            }
            line.gap + line.leading * count
        };
        lines.iter().map(depth).sum()
    }

    pub(super) fn title_lines(&mut self, meta: &Meta, share: i64) -> Vec<Stacked> {
        let (row, form) = (self.design.leading, self.design.look.title_page);
        let gap = row * form.gap / 100;
        // What is no larger than the text stays as it is.
        let of = |lettering: Lettering| Lettering {
            size: (lettering.size * share / 100).max(lettering.size.min(100)),
            ..lettering
        };
        let authors: Vec<&str> = meta.authors().collect();
        let authors = authors.join(", ");
        let mut lines = Vec::new();
        if form.author_first {
            lines.extend(self.display(&authors, of(form.author), Length::ZERO));
        }
        let title = meta.shown_title();
        let longest = title.lines().map(|line| line.chars().count()).max();
        let lettering = Lettering {
            size: match longest {
                Some(longest) if longest > LONG_TITLE => form.long,
                _ => form.title.size,
            },
            ..form.title
        };
        let above = if form.author_first { gap } else { Length::ZERO };
        if let Some(mut title) = self.display(&title, of(lettering), above) {
            title.rules[0] = self.title_rule(form.rules.0, of(lettering), true);
            lines.push(title);
        }
        let subtitle = meta.subtitle.as_deref().unwrap_or_default();
        lines.extend(self.display(subtitle, of(form.subtitle), row / 2));
        if let Some(last) = lines.last_mut() {
            last.rules[1] = self.title_rule(form.rules.1, PLAIN, false);
        }
        if !form.author_first {
            lines.extend(self.display(&authors, of(form.author), gap));
        }
        lines.extend(self.flower(form.flower, row * 2));
        for (index, line) in self.credits(meta).iter().enumerate() {
            let gap = if index == 0 { row } else { Length::ZERO };
            lines.extend(self.display(line, PLAIN, gap));
        }
        lines
    }

    /// A rule above or below a line of the title page, so many tenths of a point thick.
    pub(super) fn title_rule(
        &self,
        tenths: i64,
        of: Lettering,
        is_above: bool,
    ) -> Option<RuleBeside> {
        (tenths > 0).then(|| RuleBeside {
            is_above,
            thickness: Length::pt(tenths as f64 / 10.0).0,
            em: self.design.size.scaled(of.size, 100).0,
            gap: self.design.leading.0 * TITLE_RULE / 100,
            is_accent: of.is_accent,
        })
    }

    /// A printer's flower; it says nothing, so that no element owns it.
    pub(super) fn flower(&mut self, flower: &str, gap: Length) -> Option<Stacked> {
        let lettering = Lettering { size: 170, ..PLAIN };
        let mut flower = self.display(flower, lettering, gap)?;
        for stretch in &mut flower.take.stretches {
            stretch.element = None;
        }
        Some(flower)
    }

    /// A line of the title page; smaller where one of its words is wider than the page.
    pub(super) fn display(&mut self, text: &str, of: Lettering, gap: Length) -> Option<Stacked> {
        let size = self.design.size.scaled(of.size, 100);
        let element = self.element(ElementKind::Paragraph, self.section);
        let mut voice = Voice {
            italic: of.is_italic,
            bold: of.is_bold,
            small_caps: of.case == Case::Small,
            capitals: of.case == Case::Capitals,
            is_display: of.is_display,
            is_accent: of.is_accent,
            // They are made smaller instead.
            keeps: of.size >= LARGE,
            ..Voice::new(size, element)
        };
        let align = self.design.look.title_page.align;
        let mut take = self.title_take(text, &voice, align)?;
        let fitting = self.fitting(&take);
        if fitting < voice.size {
            voice.size = fitting;
            take = self.title_take(text, &voice, align)?;
        }
        Some(Stacked {
            take,
            gap,
            leading: voice.size.scaled(of.leading, 100),
            rules: [None; 2],
        })
    }

    pub(super) fn title_take(&mut self, text: &str, voice: &Voice, align: Align) -> Option<Take> {
        let voice = Voice {
            is_title: true,
            ..voice.clone()
        };
        let mut take = self.display_take(text, &voice, align)?;
        take.room.edge = Edge::Balanced;
        Some(take)
    }
}
