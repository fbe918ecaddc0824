//! What some texts tell of their book. In: the texts as read and as repaired. Out: [`Guesses`]: a title page's data, and of
//! each part where it was found and how far it may be trusted.

use super::{display, heads, page, people, spelling};
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
    let shown = match is_one {
        true => display::read(&evidence.sources[0], habits),
        false => display::Display::default(),
    };
    let heads = heads::read(evidence.galley);
    let front = Front { page, shown, heads };
    let titles = titles(evidence, &front, habits);
    guesses.title(evidence, (said, place), titles, &primary);
    let authors = authors(evidence, &front, habits, &guesses.meta.title);
    guesses.people((said, place), authors);
    guesses.rest((said, place), front);
    guesses.meta = guesses.meta.clone().or(said.clone());
    let order = ["title", "subtitle", "authors", "language", "source"];
    let rank = |key: &str| order.iter().position(|own| *own == key);
    guesses.found.sort_by_key(|guess| rank(guess.key));
    guesses
}

/// A value and where it was found.
type Found<T> = (T, String);

/// What the first pages show.
struct Front {
    /// Read as lines of words.
    page: page::TitlePage,
    /// Read by sizes of type.
    shown: display::Display,
    /// Heads of pages.
    heads: Vec<heads::Head>,
}

const OF_THE_FILE: &str = "the PDF's own metadata";
const OF_THE_TYPE: &str = "the largest type on the first page";

/// So much of the text may be the title page, in bytes.
const BEGINNING: usize = 4000;

/// Whether the first pages show what the file says of itself: then both are to be trusted.
fn is_shown(evidence: &Evidence<'_>, words: &str) -> bool {
    let text = evidence.sources[0].text();
    let beginning = &text[..text.floor_char_boundary(BEGINNING)];
    people::fold(beginning).contains(&people::fold(words))
}

/// What may be the title, the likeliest first.
fn titles(evidence: &Evidence<'_>, front: &Front, habits: &Language) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let in_file = evidence.metadata.as_ref().and_then(|own| own.0.as_ref());
    if let Some(title) = in_file.filter(|title| is_shown(evidence, title)) {
        found.push((title.clone(), format!("{OF_THE_FILE}, as its first page")));
    }
    // Where a name is set larger than the title, the order of the lines tells more.
    let is_other = |title: &&String| front.page.title.is_none() || !people::is_name(title, habits);
    if let Some(title) = front.shown.title.as_ref().filter(is_other) {
        found.push((title.clone(), OF_THE_TYPE.into()));
    }
    if let Some((title, line)) = &front.page.title {
        found.push((title.clone(), format!("the title page, line {line}")));
    }
    if let Some(title) = in_file {
        found.push((title.clone(), OF_THE_FILE.into()));
    }
    let heads = front.heads.iter();
    let of_title = heads.filter(|head| !people::is_name(&head.words, habits));
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
    front: &Front,
    habits: &Language,
    title: &str,
) -> Option<Found<Vec<Contributor>>> {
    let in_file = evidence.metadata.as_ref().and_then(|own| own.1.as_deref());
    let in_file = in_file.map(|author| people::named(author, "aut"));
    let is_printed = |people: &Vec<Contributor>| people.iter().all(|p| is_shown(evidence, &p.name));
    if let Some(people) = in_file.clone().filter(is_printed) {
        return Some((people, format!("{OF_THE_FILE}, as its first page")));
    }
    if let Some(line) = front.page.people_line {
        let people = front.page.people.clone();
        return Some((people, format!("the title page, line {line}")));
    }
    if !front.shown.names.is_empty() {
        let people = front.shown.names.iter();
        let people = people.flat_map(|name| people::named(name, "aut"));
        return Some((people.collect(), "the names beside the title".into()));
    }
    if let Some(people) = in_file {
        return Some((people, OF_THE_FILE.into()));
    }
    // A head may have more than the title: `The Salt Road Draft`.
    let is_title = |head: &heads::Head| people::fold(&head.words).contains(&people::fold(title));
    let mut heads = front.heads.iter();
    let text = evidence.sources[0].text();
    let name = heads.find(|head| {
        people::is_name(&head.words, habits)
            && !is_title(head)
            && !people::is_of_common_words(&head.words, text)
    })?;
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
    fn rest(&mut self, (said, place): (&Meta, &str), front: Front) {
        let page = front.page;
        let is_of_type = |guess: &Guess| guess.key == "title" && guess.from == OF_THE_TYPE;
        let by_type = self.found.iter().any(is_of_type);
        if let Some(subtitle) = &said.subtitle {
            self.add("subtitle", subtitle, place.into(), Trust::Said);
        } else if said.title.is_empty() {
            let by_line =
                |(words, line): (String, usize)| (words, format!("the title page, line {line}"));
            let subtitle = match by_type {
                true => front
                    .shown
                    .subtitle
                    .map(|words| (words, "the type below the title".into())),
                false => page.subtitle.map(by_line),
            };
            if let Some((subtitle, from)) = subtitle {
                self.add("subtitle", &subtitle, from, Trust::Guessed);
                self.meta.subtitle = Some(subtitle);
            }
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
