//! The design. In: the name of a style and what is said of its parts. Out: the [`Look`] of the book.

use super::value;
use crate::diagnostic::Diagnostic;
use crate::manifest::faults::{Faults, Placed};
use crate::manifest::leaf::Row;
use crate::manifest::raw::{DesignGroup, Parted, RulePlace, TypographyGroup};
use crate::manifest::tables::Styles;
use crate::typeset::cover::{PictureAt, cover_form};
use crate::typeset::details::Details;
use crate::typeset::face::family;
use crate::typeset::look::{self, HeadRule, HeadingForm, Look, Sink};

/// The rule beside a heading that has none in its style, and below running heads, in tenths of a point.
const RULE: i64 = 6;
/// The headings that the keys for headings speak of: what opens chapters, and the first two ranks.
const RANKS: usize = 3;

/// The row of that style with the parts that the manifest has itself.
pub(super) fn look(style: Option<Placed<Row<Styles>>>, raw: Option<&DesignGroup>) -> Look {
    let named = style.and_then(|style| look::look(&style.value.name));
    let mut look = named.copied().unwrap_or_default();
    let Some(raw) = raw else {
        return look;
    };
    let flag = |placed: &Option<Placed<bool>>| value(placed.clone());
    look.headings[..RANKS]
        .iter_mut()
        .for_each(|form| heading(form, raw));
    if let Some(align) = chosen(&raw.headings) {
        look.headings.iter_mut().for_each(|form| form.align = align);
    }
    if let Some(row) = raw
        .heading_face
        .as_ref()
        .and_then(|row| family(&row.value.name))
    {
        look.faces.display = Some(row.name);
        look.headings
            .iter_mut()
            .for_each(|form| form.is_display = true);
    }
    if let Some(rows) = value(raw.sink.clone()) {
        look.opening.sink = Sink::Rows(u16::try_from(rows).unwrap_or(u16::MAX));
    }
    set(&mut look.opening.first_words, flag(&raw.first_words));
    set(&mut look.heads.at, chosen(&raw.head));
    set(
        &mut look.heads.rule,
        flag(&raw.head_rule).map(|has| if has { RULE } else { 0 }),
    );
    set(&mut look.folio.place, chosen(&raw.folio));
    set(&mut look.contents.has_leaders, flag(&raw.leaders));
    set(&mut look.notes.rule, chosen(&raw.note_rule));
    set(&mut look.notes.number, chosen(&raw.note_numbers));
    set(&mut look.text.is_ragged, flag(&raw.ragged));
    set(&mut look.text.hyphenates, flag(&raw.hyphens));
    set(
        &mut look.text.is_spaced,
        chosen(&raw.paragraphs).map(|parted| parted == Parted::Space),
    );
    set(&mut look.quote.is_italic, flag(&raw.italic_quotes));
    let title_page = raw.title_page.as_ref();
    let title_page = title_page.and_then(|row| look::title_form(&row.value.name));
    set(&mut look.title_page, title_page.copied());
    set(&mut look.verse, chosen(&raw.verse));
    set(
        &mut look.accent,
        value(raw.accent.clone()).map(|colour| colour.0),
    );
    // A colour that nothing has would never be seen.
    if look.accent.is_some() && !look.has_accents() {
        let forms = look.headings[..RANKS].iter_mut();
        forms.for_each(|form| form.is_accent = true);
    }
    look
}

/// Complains of a cover that letters a picture where there is none.
pub(super) fn check_cover(raw: &DesignGroup, has_picture: bool, faults: &mut Faults) {
    let Some(named) = &raw.cover else {
        return;
    };
    let form = cover_form(&named.value.name);
    if has_picture || form.is_none_or(|form| form.picture == PictureAt::Nowhere) {
        return;
    }
    let message = format!("a cover that is `{}` needs a picture", named.value.name);
    let fault = Diagnostic::error("no-picture", message);
    let hint = "name one: `cover: cover.jpg`, or take `typographic`, `band` or `frame`";
    faults.value(&named.path, fault.hint(hint));
}

/// Words with their hyphens; complains of what is no word.
pub(super) fn exceptions(words: Vec<Placed<String>>, faults: &mut Faults) -> Vec<String> {
    let is_word = |word: &str| {
        let parts = || word.split('-');
        parts().all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphabetic() || c == '’'))
    };
    for word in words.iter().filter(|word| !is_word(&word.value)) {
        let message = format!("`{}` is no word with its hyphens", word.value);
        let fault = Diagnostic::error("bad-exception", message);
        faults.value(
            &word.path,
            fault.hint("write letters, and a hyphen wherever it may be parted"),
        );
    }
    words.into_iter().map(|word| word.value).collect()
}

/// The details that are asked for.
pub(super) fn details(raw: TypographyGroup) -> Details {
    let is_set = |flag| value(flag).unwrap_or(false);
    Details {
        ranges: is_set(raw.ranges),
        fractions: is_set(raw.fractions),
        ordinals: is_set(raw.ordinals),
        acronyms: is_set(raw.acronyms),
        french_spacing: is_set(raw.french_spacing),
    }
}

fn heading(form: &mut HeadingForm, raw: &DesignGroup) {
    set(&mut form.case, chosen(&raw.heading_case));
    set(&mut form.is_bold, value(raw.heading_bold.clone()));
    set(&mut form.is_apart, value(raw.numbers_apart.clone()));
    let thickness = match form.rule {
        HeadRule::None => RULE,
        HeadRule::Above(thickness) | HeadRule::Below(thickness) => thickness,
    };
    set(
        &mut form.rule,
        chosen(&raw.heading_rule).map(|place| match place {
            RulePlace::None => HeadRule::None,
            RulePlace::Above => HeadRule::Above(thickness),
            RulePlace::Below => HeadRule::Below(thickness),
        }),
    );
}

/// What was chosen, if anything.
fn chosen<T: Copy>(placed: &Option<Placed<crate::manifest::leaf::Chosen<T>>>) -> Option<T> {
    placed.as_ref().map(|placed| placed.value.0)
}

/// Puts what is said in the place of what was there.
fn set<T>(part: &mut T, said: Option<T>) {
    if let Some(said) = said {
        *part = said;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::kind::Take;
    use crate::manifest::raw::Raw;
    use crate::manifest::tree;
    use crate::typeset::look::{Across, FolioPlace, NoteRule};
    use crate::typeset::take::Align;

    fn look_of(yaml: &str) -> Look {
        let mut faults = Faults::default();
        let node = tree::read(yaml).expect("YAML");
        let raw = Raw::take(&node, &[], &mut faults).expect("a manifest");
        assert!(faults.is_empty(), "{faults:?}");
        look(raw.style, raw.design.as_ref())
    }

    #[test]
    fn parts_take_the_place_of_what_the_style_has() {
        assert_eq!(look_of("title: A"), Look::default());
        let plain = look_of("style: modern");
        let made = look_of(
            "style: modern\ndesign: {headings: centre, heading_rule: below, folio: head, head: inner, note_rule: full, \
             accent: none, title_page: quiet, heading_face: roboto-condensed, sink: 3}",
        );
        assert!(made.headings.iter().all(|form| form.align == Align::Centre));
        assert!(matches!(made.headings[1].rule, HeadRule::Below(_)));
        assert_eq!(
            (made.folio.place, made.heads.at),
            (FolioPlace::Head, Across::Inner)
        );
        assert_eq!((made.notes.rule, made.accent), (NoteRule::Full, None));
        assert_eq!(
            (made.title_page.name, made.opening.sink),
            ("quiet", Sink::Rows(3))
        );
        assert_eq!(made.faces.display, Some("roboto-condensed"));
        // What is not said stays.
        assert_eq!(
            (made.scale, made.text, made.quote),
            (plain.scale, plain.text, plain.quote)
        );
    }
}
