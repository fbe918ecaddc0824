//! What some texts tell of their book. In: the texts as read and as repaired. Out: [`Guesses`]: a title page's data, and of
//! each part where it was found and how far it may be trusted.

use super::{heads, page, people, spelling};
use crate::book::{Block, Book, Contributor, Meta, words};
use crate::galley::Galley;
use crate::language::Language;
use crate::lexicon;
use crate::source::Source;
use std::path::Path;

/// How far a guess may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Trust {
    /// The text says so in so many words: the head of a Markdown file, a library's header.
    Said,
    /// It looks so; a person is to check it.
    Guessed,
    /// Nothing was found, and this only fills the place.
    Placeholder,
}

/// A key of the manifest, and what was found for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guess {
    /// The key.
    pub key: &'static str,
    /// Its value, as a person reads it.
    pub value: String,
    /// Where it was found.
    pub from: String,
    /// How far it may be trusted.
    pub trust: Trust,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guesses {
    /// The title page.
    pub meta: Meta,
    /// What was found, in the order of the keys.
    pub found: Vec<Guess>,
    /// What a reader would want to know and the texts don't tell.
    pub lacking: Vec<&'static str>,
}

/// What the guesses are made from.
pub(super) struct Evidence<'a> {
    /// The texts, as read.
    pub sources: &'a [Source],
    /// What the texts say in so many words, and where.
    pub said: (Meta, String),
    /// What the file's own metadata say: title and author of a PDF.
    pub metadata: Option<(Option<String>, Option<String>)>,
    /// The book as read or repaired, and the galley of texts that were repaired.
    pub book: &'a Book,
    /// Its galley.
    pub galley: &'a Galley,
    /// The first text's file.
    pub file: &'a Path,
}

/// Weighs the evidence. What is said goes before what the title page shows, this before the file's metadata, running heads
/// and the first heading.
pub(super) fn guess(evidence: &Evidence<'_>) -> Guesses {
    let mut guesses = Guesses::default();
    let (said, place) = (&evidence.said.0, evidence.said.1.as_str());
    let language = guesses.language(evidence, said, place);
    let primary = language.split('-').next().unwrap_or_default().to_owned();
    let habits = Language::of(&primary);
    let is_one = evidence.sources.len() == 1;
    let page = match is_one && !evidence.sources[0].is_clean() {
        true => page::read(evidence.sources[0].text(), habits),
        false => page::TitlePage::default(),
    };
    let heads = heads::read(evidence.galley);
    let titles = titles(evidence, &page, &heads, habits);
    guesses.title(evidence, (said, place), titles, &primary);
    let authors = authors(evidence, &page, &heads, habits, &guesses.meta.title);
    guesses.people((said, place), authors);
    guesses.rest((said, place), page);
    guesses.meta = guesses.meta.clone().or(said.clone());
    let order = ["title", "subtitle", "authors", "language", "source"];
    let rank = |key: &str| order.iter().position(|own| *own == key);
    guesses.found.sort_by_key(|guess| rank(guess.key));
    guesses
}

/// A value and where it was found.
type Found<T> = (T, String);

/// What may be the title, the likeliest first.
fn titles(
    evidence: &Evidence<'_>,
    page: &page::TitlePage,
    heads: &[heads::Head],
    habits: &Language,
) -> Vec<Found<String>> {
    let mut found = Vec::new();
    if let Some((title, line)) = &page.title {
        found.push((title.clone(), format!("the title page, line {line}")));
    }
    if let Some((Some(title), _)) = &evidence.metadata {
        found.push((title.clone(), "the PDF's own metadata".into()));
    }
    let of_title = heads.iter().filter(|h| !people::is_name(&h.words, habits));
    found.extend(of_title.take(1).map(|head| {
        let from = format!("the running heads of {} pages", head.pages);
        (head.words.clone(), from)
    }));
    // The first piece of several says nothing of their book.
    if evidence.sources.len() == 1
        && let Some(Block::Heading { text, .. }) = evidence.book.blocks().first()
    {
        let title = words(text).trim().to_owned();
        if may_name_a_book(&title, habits) {
            found.push((title, "the first heading".into()));
        }
    }
    found.retain(|(title, _)| title.chars().any(char::is_alphabetic));
    found
}

/// Whether a heading may be the title of a book: `Introduction` and `Contents` are none, nor is a sentence.
fn may_name_a_book(heading: &str, habits: &Language) -> bool {
    let low = heading.to_lowercase();
    let is_part = habits.headings.has(&low) || habits.contents.has(&low);
    let is_sentence = heading.ends_with('.') && !people::is_capitals(heading);
    !is_part && !is_sentence
}

fn authors(
    evidence: &Evidence<'_>,
    page: &page::TitlePage,
    heads: &[heads::Head],
    habits: &Language,
    title: &str,
) -> Option<Found<Vec<Contributor>>> {
    if let Some(line) = page.people_line {
        return Some((page.people.clone(), format!("the title page, line {line}")));
    }
    if let Some((_, Some(author))) = &evidence.metadata {
        let people = people::named(author, "aut");
        return Some((people, "the PDF's own metadata".into()));
    }
    let is_title = |head: &heads::Head| people::fold(&head.words) == people::fold(title);
    let name = heads
        .iter()
        .find(|head| people::is_name(&head.words, habits) && !is_title(head))?;
    let from = format!("the running heads of {} pages", name.pages);
    Some((people::named(&name.words, "aut"), from))
}

impl Guesses {
    fn add(&mut self, key: &'static str, value: &str, from: String, trust: Trust) {
        self.found.push(Guess {
            key,
            value: value.into(),
            from,
            trust,
        });
    }

    /// The language: as it is said, or by the text's words and their spelling.
    fn language(&mut self, evidence: &Evidence<'_>, said: &Meta, place: &str) -> String {
        let text = evidence.sources[0].text();
        let (is_said, base) = match said.language.is_empty() {
            false => (true, said.language.clone()),
            true => (false, lexicon::guess(text)),
        };
        let variety = spelling::variety(&base, evidence.sources);
        let tag = variety
            .as_ref()
            .map_or(base.clone(), |(tag, _)| tag.clone());
        let (from, trust) = match (variety, is_said) {
            (Some((_, words)), _) => (format!("the spelling of {words}"), Trust::Guessed),
            (None, true) => (place.to_owned(), Trust::Said),
            (None, false) if spelling::has_varieties(&base) => {
                let from = "the words; their spelling doesn't tell which variety".into();
                (from, Trust::Guessed)
            }
            (None, false) => ("the words".into(), Trust::Guessed),
        };
        self.add("language", &tag, from, trust);
        self.meta.language.clone_from(&tag);
        tag
    }

    fn title(
        &mut self,
        evidence: &Evidence<'_>,
        (said, place): (&Meta, &str),
        found: Vec<Found<String>>,
        language: &str,
    ) {
        if !said.title.is_empty() {
            self.add("title", &said.title, place.into(), Trust::Said);
            self.meta.title.clone_from(&said.title);
            return;
        }
        let (title, from, trust) = match found.first() {
            Some((title, from)) => {
                let title = best_form(title, &found, language);
                (title, from.clone(), Trust::Guessed)
            }
            None => {
                let name = evidence.file.file_stem().unwrap_or_default();
                let name = name.to_string_lossy().replace(['-', '_'], " ");
                let from = "the file's name: the text shows no title".to_owned();
                (name, from, Trust::Placeholder)
            }
        };
        self.add("title", &title, from, trust);
        self.meta.title = title;
    }

    fn people(&mut self, (said, place): (&Meta, &str), found: Option<Found<Vec<Contributor>>>) {
        let (people, from, trust) = match found {
            _ if !said.contributors.is_empty() => {
                (said.contributors.clone(), place.to_owned(), Trust::Said)
            }
            Some((people, from)) if !people.is_empty() => (people, from, Trust::Guessed),
            _ => {
                self.lacking.push("authors");
                return;
            }
        };
        let names: Vec<String> = people.iter().map(people::shown).collect();
        self.add("authors", &names.join(", "), from, trust);
        self.meta.contributors = people;
    }

    /// Subtitle and imprint. The imprint is that of the printed edition, not of the one that is being made.
    fn rest(&mut self, (said, place): (&Meta, &str), page: page::TitlePage) {
        if let Some(subtitle) = &said.subtitle {
            self.add("subtitle", subtitle, place.into(), Trust::Said);
        } else if let Some((subtitle, line)) = page.subtitle.filter(|_| said.title.is_empty()) {
            let from = format!("the title page, line {line}");
            self.add("subtitle", &subtitle, from, Trust::Guessed);
            self.meta.subtitle = Some(subtitle);
        }
        if let Some((imprint, line)) = page.imprint.filter(|_| said.source.is_none()) {
            let from = format!("the title page, line {line}");
            self.add("source", &imprint, from, Trust::Guessed);
            self.meta.source = Some(imprint);
        }
    }
}

/// A title in the best form that any of the places gives it: not in capitals, if one has it so.
fn best_form(title: &str, found: &[Found<String>], language: &str) -> String {
    let same = |other: &&Found<String>| people::fold(&other.0) == people::fold(title);
    let others = found.iter().filter(same).map(|(other, _)| other.as_str());
    let small = others.into_iter().find(|form| !people::is_capitals(form));
    small.map_or_else(|| page::set_in_small(title, language), str::to_owned)
}
