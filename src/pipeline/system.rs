//! Faces of the machine for a book. In: the book, and settings that ask for them. Out: the settings with the faces that have
//! the characters which all others lack, and a warning that bytes now hang on the machine.

use super::{Known, Report};
use crate::book::{Block, Book, Inline, Meta, visit_blocks, visit_inlines};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::manifest::Settings;
use crate::typeset::founts::Founts;
use crate::typeset::system::{self, Found};
use std::collections::BTreeSet;

/// So many characters are named in a message.
const NAMED: usize = 8;

/// Looks for faces, if that is asked for and a character has none.
pub(super) fn faces(book: &Book, settings: &mut Settings, known: &mut Known, report: &mut Report) {
    settings.page.of_system.clear();
    if !settings.page.system_fonts {
        return;
    }
    // What can't be opened is said by the edition that wants it.
    let Ok(founts) = Founts::open_for(&settings.page, book.has_typewriter()) else {
        return;
    };
    let is_lacking = |c: &char| !is_said_apart(*c) && !founts.has_any(*c);
    let lacking: BTreeSet<char> = characters(book, settings)
        .into_iter()
        .filter(is_lacking)
        .collect();
    if lacking.is_empty() {
        return;
    }
    let found = known.system_faces(&lacking, || system::search(&system::installed(), &lacking));
    let place = Place::Path(report.files[0].name().into());
    let messages = found.iter().map(|found| said(found).at(place.clone()));
    report.messages.extend(Diagnostics(messages.collect()));
    settings.page.of_system = found.iter().map(|found| found.data.clone()).collect();
}

/// What has no look of its own, or is no character of the text.
fn is_said_apart(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

fn said(found: &Found) -> Diagnostic {
    let named: Vec<String> = found
        .has
        .iter()
        .take(NAMED)
        .map(|c| format!("`{c}`"))
        .collect();
    let more = match found.has.len() > NAMED {
        true => format!(" and {} more", found.has.len() - NAMED),
        false => String::new(),
    };
    let message = format!(
        "{}{more}: set in {}, a face of this machine (`{}`), so that bytes hang on it",
        named.join(", "),
        found.name,
        found.path.display()
    );
    let warning = Diagnostic::warning("system-font", message);
    warning.hint("copy the file beside book.yaml and name it under `editions.page.fonts`: then they are the same everywhere")
}

/// All characters that an edition may show of a book.
fn characters(book: &Book, settings: &Settings) -> BTreeSet<char> {
    let mut found = BTreeSet::new();
    let mut add = |text: &str| found.extend(text.chars());
    let notes = book.notes().iter().map(|note| note.body.as_slice());
    let loose = book.loose().iter().map(|note| note.body.as_slice());
    for blocks in [book.blocks()].into_iter().chain(notes).chain(loose) {
        visit_inlines(blocks, &mut |inline| match inline {
            Inline::Text { text, .. } => add(text),
            Inline::Picture(picture) => add(&picture.alt),
            _ => {}
        });
        visit_blocks(blocks, &mut |block| match block {
            Block::Preformatted { text, .. } => add(text),
            Block::Ornament(mark) => add(mark),
            _ => {}
        });
    }
    for meta in [&book.meta, &settings.meta] {
        of_title_page(meta, &mut add);
    }
    found
}

fn of_title_page(meta: &Meta, add: &mut dyn FnMut(&str)) {
    add(&meta.title);
    let lines = [
        &meta.subtitle,
        &meta.publisher,
        &meta.date,
        &meta.rights,
        &meta.source,
        &meta.description,
    ];
    lines.into_iter().flatten().for_each(|line| add(line));
    meta.contributors
        .iter()
        .for_each(|person| add(&person.name));
    if let Some((series, number)) = &meta.series {
        add(series);
        number.iter().for_each(|number| add(number));
    }
    meta.wording.values().for_each(|words| add(words));
    let imprint = &meta.imprint;
    let lines = [imprint.whereabouts(), imprint.history(), imprint.terms()];
    lines.iter().flatten().for_each(|line| add(line.words));
}
