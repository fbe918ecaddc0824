//! The texts of a book. In: their sources, clean ones and ones to repair, and what the manifest says of each. Out: the book, the
//! galley that the others were repaired in, and the ledger.

use super::{form, lexicon};
use crate::book::several::{self, Entry, Said};
use crate::book::{Book, Meta, assemble};
use crate::diagnostic::{Diagnostics, Warned};
use crate::galley::{Galley, bind};
use crate::ledger::Ledger;
use crate::manifest::Settings;
use crate::manifest::settings::Quotes;
use crate::punctuation;
use crate::repair::{Rules, repair};
use crate::source::Source;
use crate::source::markdown::{self, Texts};
use rayon::prelude::*;

/// Texts of which the clean ones are read.
pub struct Read {
    texts: Texts,
    /// What is said of each.
    entries: Vec<Entry>,
    /// Which are to be repaired.
    is_rough: Vec<bool>,
}

impl Read {
    /// Reads the clean ones.
    ///
    /// # Errors
    /// As [`markdown::read_texts`].
    pub fn of(sources: &[Source], said: &[Said]) -> Result<Warned<Read>, Diagnostics> {
        let clean = (0..).zip(sources).filter(|(_, source)| source.is_clean());
        let Warned { value, warnings } = markdown::read_texts(clean)?;
        let entries = value.entries(sources.len(), said);
        let is_rough = sources.iter().map(|source| !source.is_clean());
        let value = Read {
            texts: value,
            entries,
            is_rough: is_rough.collect(),
        };
        Ok(Warned { value, warnings })
    }

    /// All to be repaired, whatever their kinds.
    fn rough(sources: &[Source], said: &[Said]) -> Read {
        let texts = Texts::default();
        Read {
            entries: texts.entries(sources.len(), said),
            is_rough: vec![true; sources.len()],
            texts,
        }
    }

    /// Whether some are clean.
    #[must_use]
    pub fn has_clean(&self) -> bool {
        self.is_rough.contains(&false)
    }

    /// Whether some are to be repaired.
    #[must_use]
    pub fn has_rough(&self) -> bool {
        self.is_rough.contains(&true)
    }

    /// What the title page says: what `said` has and, where it says nothing, the head of the first text; with the people of
    /// all texts.
    #[must_use]
    pub fn title_page(&self, said: Meta) -> Meta {
        self.texts.title_page(said, &self.entries)
    }

    /// Quotation marks and dashes of the clean ones and of what is said of all, as their languages set them, if that is asked.
    fn set_marks(&mut self, settings: &Settings) {
        if settings.repair.quotes != Quotes::Curly {
            return;
        }
        let book = settings.meta.language.as_str();
        let language = |source: u16| {
            let entry = self.entries.iter().find(|entry| entry.source == source);
            let own = entry.and_then(|entry| entry.said.language.clone());
            own.unwrap_or_else(|| book.into())
        };
        let written = &mut self.texts.written;
        for (source, blocks) in &mut written.blocks {
            punctuation::set_blocks(blocks, &language(*source));
        }
        for note in &mut written.notes {
            punctuation::set_blocks(&mut note.body, &language(note.at.source));
        }
        for note in &mut written.loose {
            punctuation::set_blocks(&mut note.body, &language(note.at.source));
        }
        for entry in &mut self.entries {
            let own = entry.said.language.as_deref().unwrap_or(book);
            let people = entry.said.people.iter_mut().map(|person| &mut person.name);
            let words = entry.said.title.iter_mut().chain(&mut entry.said.part);
            words
                .chain(people)
                .for_each(|line| *line = punctuation::set_words(line, own));
        }
    }

    /// Repairs the others, and binds the book. The settings have the title page.
    ///
    /// # Panics
    /// Never: binding keeps the rules of [`Book::new`].
    #[must_use]
    pub fn bind(mut self, sources: &[Source], settings: &Settings) -> (Book, Galley, Ledger) {
        self.set_marks(settings);
        let (galley, ledger) = self.repaired(sources, settings);
        let repaired = assemble::written(&galley, sources);
        let texts = vec![repaired, self.texts.written];
        let book = several::bind(settings.meta.clone(), texts, &self.entries)
            .expect("binding calls no note that is not there, and in the order of calls");
        (book, galley, ledger)
    }

    /// Repairs those that are to be, each a world of its own.
    fn repaired(&self, sources: &[Source], settings: &Settings) -> (Galley, Ledger) {
        if !self.has_rough() {
            return Default::default();
        }
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| entry.source);
        let parts = sources.par_iter().zip(&self.is_rough).zip(entries);
        let parts = parts.map(|((source, is_rough), entry)| {
            if !is_rough {
                return Default::default();
            }
            let rules = rules(source, entry.said.language.as_deref(), settings);
            let (galley, mut ledger) = repair(Galley::set(std::slice::from_ref(source)), &rules);
            ledger.used_in(source.name());
            (galley, ledger)
        });
        bind(parts.collect())
    }
}

/// What a text is repaired by; `language` is its own, where it has one.
fn rules(source: &Source, language: Option<&str>, settings: &Settings) -> Rules {
    let mut repair = settings.repair.of(source.name());
    if let Some(language) = language {
        repair.language = Some(language.into());
    }
    Rules {
        lexicon: lexicon(source, &repair),
        repair,
        notes: settings.notes.of(source.name()),
        form: form(source, settings),
        meta: settings.meta.clone(),
    }
}

/// Repairs some sources, each a world of its own, and assembles their book.
#[must_use]
pub fn repair_sources(sources: &[Source], settings: &Settings) -> (Book, Galley, Ledger) {
    Read::rough(sources, &settings.texts).bind(sources, settings)
}
