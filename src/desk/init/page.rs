//! A title page as text. In: the first lines of a text. Out: [`TitlePage`]: title, subtitle, people and imprint, each with its
//! line. It reads what stands before the first paragraph, line by line; a heading alone is no title page.

use super::people::{self, capitalised, credited, is_by_alone, is_capitals, is_name};
use crate::book::Contributor;
use crate::language::Language;
use crate::source::forms::gutenberg;

/// What a title page says; lines count from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TitlePage {
    pub title: Option<(String, usize)>,
    pub subtitle: Option<(String, usize)>,
    pub people: Vec<Contributor>,
    /// The line that names the first of them.
    pub people_line: Option<usize>,
    /// Publisher, place and year of the printed edition.
    pub imprint: Option<(String, usize)>,
}

/// A line and its number.
type Line<'a> = (usize, &'a str);

/// A title page has so many lines with ink at most.
const LINES: usize = 30;
/// A line of prose has so many characters, or more.
const FULL: usize = 45;
/// A line as long as this is a paragraph.
const PARAGRAPH: usize = 110;
/// A title has so many words at most.
const TITLE: usize = 16;

/// Words of publishers' names, in small letters.
const PUBLISHERS: &[&str] = &[
    "press",
    "publisher",
    "publishers",
    "publishing",
    "publications",
    "books",
    "printers",
    "library",
    "verlag",
    "buchhandlung",
    "druckerei",
    "éditions",
    "editions",
    "éditeur",
    "librairie",
    "imprimerie",
    "editorial",
    "ediciones",
    "imprenta",
    "edizioni",
    "editrice",
    "editore",
    "tipografia",
    "editora",
    "förlag",
    "forlag",
    "uitgeverij",
    "drukkerij",
];

/// Reads the title page of a text, if it has one.
pub(super) fn read(text: &str, habits: &Language) -> TitlePage {
    let blocks = front(text, habits);
    let mut page = TitlePage::default();
    let mut titles: Vec<Vec<Line<'_>>> = Vec::new();
    let mut is_name_next = false;
    for (place, block) in blocks.iter().enumerate() {
        let mut own: Vec<Line<'_>> = Vec::new();
        for (row, &(number, line)) in block.iter().enumerate() {
            let is_first = place == 0 && row == 0;
            if std::mem::take(&mut is_name_next) {
                page.add(people::named(line, "aut"), number);
            } else if is_first {
                own.push((number, line));
            } else if is_by_alone(line, habits) && has_name_below(&blocks, place, row, habits) {
                is_name_next = true;
            } else if let Some(people) = credited(line, habits) {
                page.add(people, number);
            } else if is_imprint(line, habits) || place > 0 && is_over_year(&block[row..], habits) {
                page.add_imprint(line, number);
            } else if page.people.is_empty() && page.imprint.is_none() {
                own.push((number, line));
            }
        }
        if !own.is_empty() {
            titles.push(own);
        }
    }
    page.name_titles(titles, habits);
    let is_page = page.people_line.is_some() || page.imprint.is_some();
    if is_page { page } else { TitlePage::default() }
}

fn has_name_below(blocks: &[Vec<Line<'_>>], place: usize, row: usize, habits: &Language) -> bool {
    let same = blocks[place].get(row + 1);
    let next = same.or_else(|| blocks.get(place + 1)?.first());
    next.is_some_and(|(_, line)| {
        let people = people::named(line, "aut");
        !people.is_empty() && people.iter().all(|p| is_name(&p.name, habits))
    })
}

impl TitlePage {
    fn add(&mut self, people: Vec<Contributor>, line: usize) {
        self.people_line.get_or_insert(line);
        self.people.extend(people);
    }

    /// An imprint may stand on several lines: the house, the town, the year.
    fn add_imprint(&mut self, line: &str, number: usize) {
        let words = line.trim().trim_end_matches('.');
        match &mut self.imprint {
            Some((imprint, _)) => {
                imprint.push_str(if imprint.ends_with([',', ':']) {
                    " "
                } else {
                    ", "
                });
                imprint.push_str(words);
            }
            none => *none = Some((words.into(), number)),
        }
    }

    /// Tells title, subtitle, and an author without `by`, above or below the title.
    fn name_titles(&mut self, mut titles: Vec<Vec<Line<'_>>>, habits: &Language) {
        let has_author = self.people.iter().any(|p| p.role == "aut");
        let name = titles.iter().position(|block| {
            let (_, line) = block[0];
            block.len() == 1 && is_name(line.trim(), habits)
        });
        // A name that is all there is may as well be the title: a life of somebody.
        if let Some(name) = name.filter(|_| !has_author && titles.len() > 1) {
            let (number, line) = titles.remove(name)[0];
            let people = people::named(line, "aut");
            self.people = people
                .into_iter()
                .chain(std::mem::take(&mut self.people))
                .collect();
            self.people_line = Some(number);
        }
        let mut titles = titles.into_iter();
        let Some(block) = titles.next() else { return };
        let (title, below) = parted(&block);
        let words = joined(&title);
        if words.split(' ').count() > TITLE {
            return;
        }
        let (title_words, rest) = match words.split_once(": ") {
            _ if !below.is_empty() => (words.trim_end_matches(':').to_owned(), String::new()),
            Some((title, rest)) if title.split(' ').count() > 1 => (title.into(), rest.to_owned()),
            _ => (words.clone(), String::new()),
        };
        self.title = Some((title_words, title[0].0));
        let next = titles.next();
        let subtitle = match (rest.is_empty(), below.first(), &next) {
            (false, ..) => Some((rest, title[0].0)),
            (true, Some(first), _) => Some((joined(&below), first.0)),
            (true, None, Some(next)) => Some((joined(next), next[0].0)),
            (true, None, None) => None,
        };
        let is_short = |words: &str| words.split(' ').count() <= TITLE && !words.is_empty();
        self.subtitle = subtitle.filter(|(words, _)| is_short(words));
    }
}

/// The lines of a block that are the title, and those below in another setting: small letters below capitals, or what follows
/// a colon.
fn parted<'a>(block: &[Line<'a>]) -> (Vec<Line<'a>>, Vec<Line<'a>>) {
    let capitals = is_capitals(block[0].1);
    let ends = |(_, line): &Line<'_>| line.trim_end().ends_with(':');
    let colon = block.iter().position(ends).map(|at| at + 1);
    let other = block
        .iter()
        .position(|(_, line)| is_capitals(line) != capitals);
    let other = other.filter(|_| capitals);
    let at = colon.or(other).unwrap_or(block.len()).min(block.len());
    (block[..at].to_vec(), block[at..].to_vec())
}

fn joined(lines: &[Line<'_>]) -> String {
    let words = lines.iter().flat_map(|(_, line)| line.split_whitespace());
    let words = words.collect::<Vec<_>>().join(" ");
    let bare = words.trim_end_matches(['.', ',', ';', ':', '-', '–', '—', ' ']);
    bare.trim_matches(['*', '_', '=']).trim().into()
}

/// The blocks of lines before the first paragraph or chapter. Pages that hold a number only are passed over.
fn front<'a>(text: &'a str, habits: &Language) -> Vec<Vec<Line<'a>>> {
    let start = gutenberg::envelope(text).map_or(0, |envelope| envelope.head.end);
    let before = text[..start].lines().count();
    let mut blocks: Vec<Vec<Line<'a>>> = Vec::new();
    let mut open: Vec<Line<'a>> = Vec::new();
    let mut count = 0;
    for (number, line) in text[start..].lines().enumerate() {
        let is_turned = line.contains('\u{c}');
        let line = line.trim_matches(['\u{c}', '\u{feff}', ' ', '\t']);
        if line.is_empty() || is_turned {
            if is_prose(&open) {
                open.clear();
                break;
            }
            blocks.extend(Some(std::mem::take(&mut open)).filter(|b| !b.is_empty()));
            if is_turned && !blocks.is_empty() {
                break;
            }
        }
        if line.is_empty() || is_folio(line) {
            continue;
        }
        count += 1;
        if count > LINES
            || line.chars().count() > PARAGRAPH
            || !blocks.is_empty() && is_chapter(line, habits)
        {
            break;
        }
        open.push((before + number + 1, line));
    }
    if !is_prose(&open) {
        blocks.extend(Some(open).filter(|b| !b.is_empty()));
    }
    blocks
}

/// Lines that are filled: a paragraph.
fn is_prose(block: &[Line<'_>]) -> bool {
    let full = block
        .iter()
        .filter(|(_, line)| line.chars().count() >= FULL);
    let words: usize = block
        .iter()
        .map(|(_, line)| line.split_whitespace().count())
        .sum();
    let small = block
        .iter()
        .any(|(_, line)| line.chars().any(char::is_lowercase));
    small && (full.count() >= 2 || words > 40)
}

/// A page number, or a rule.
fn is_folio(line: &str) -> bool {
    let is_roman = |c: char| "ivxlcIVXLC".contains(c);
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let is_number = bare.chars().all(|c| c.is_ascii_digit()) && !is_year(bare);
    is_number || bare.chars().all(is_roman)
}

/// What begins a chapter: `Introduction`, `Chapter 1`, `1. The River`, `CONTENTS`.
fn is_chapter(line: &str, habits: &Language) -> bool {
    let low = line
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let first = low.split(' ').next().unwrap_or_default();
    let divisions = [&habits.parts, &habits.chapters, &habits.sections];
    let has_number = low.split(' ').nth(1).is_some_and(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        is_folio(bare) || habits.numbers.has(bare) || habits.ordinals.has(bare)
    });
    let is_division = divisions.iter().any(|words| words.has(first)) && has_number;
    let is_numbered = first
        .trim_end_matches('.')
        .chars()
        .all(|c| c.is_ascii_digit())
        && low.contains(' ');
    habits.headings.has(&low)
        || habits.contents.has(&low)
        || is_division
        || is_numbered && !has_year(line)
}

/// Whether a line names house, town or year of the printed edition.
fn is_imprint(line: &str, habits: &Language) -> bool {
    let words: Vec<String> = line
        .split_whitespace()
        .map(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
        })
        .collect();
    let is_short = words.len() <= 12;
    let has_house = words.iter().any(|word| PUBLISHERS.contains(&word.as_str()));
    let is_year = words.last().is_some_and(|last| is_year(last));
    // `in the year 1848`, `from 1848`: a line of prose or a subtitle.
    let is_plain = !words.iter().any(|word| habits.verbs.has(word));
    is_short && is_plain && (has_house || is_year && (words.len() <= 4 || line.contains(',')))
}

/// Whether the lines of a block down to a year alone name house and town: `LONDON: JOHN ORR`, over `1903`.
fn is_over_year(lines: &[Line<'_>], habits: &Language) -> bool {
    let Some((last, above)) = lines.split_last() else {
        return false;
    };
    let is_plain = |(_, line): &Line<'_>| {
        line.split_whitespace().count() <= 12
            && credited(line, habits).is_none()
            && !is_by_alone(line, habits)
    };
    let names_house = |(_, line): &Line<'_>| line.contains([':', ',', '&']);
    is_year(last.1.trim().trim_end_matches('.'))
        && above.iter().all(is_plain)
        && above.iter().any(names_house)
}

fn has_year(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_digit()).any(is_year)
}

/// The years that pamphlets were printed in.
fn is_year(word: &str) -> bool {
    word.len() == 4
        && word
            .parse::<u16>()
            .is_ok_and(|year| (1500..2100).contains(&year))
}

/// A title in capitals as running text has it, where the language's own customs tell how: in English the small words stay
/// small. Elsewhere it stays as printed, for only a reader knows which words are names.
pub(super) fn set_in_small(title: &str, language: &str) -> String {
    if !is_capitals(title) || language != "en" {
        return title.into();
    }
    let words: Vec<String> = title.split_whitespace().map(str::to_lowercase).collect();
    let last = words.len().saturating_sub(1);
    let mut after_colon = true;
    let set = words.iter().enumerate().map(|(at, word)| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_small = SMALL.contains(&bare);
        let stays = is_small && at != last && !after_colon;
        after_colon = word.ends_with([':', '.', '?', '!']);
        if stays {
            word.clone()
        } else {
            capitalised(word)
        }
    });
    set.collect::<Vec<_>>().join(" ")
}

/// Words that stay small inside English titles.
const SMALL: &[&str] = &[
    "a", "an", "the", "of", "and", "or", "nor", "but", "as", "to", "with", "for", "from", "in",
    "on", "at", "by", "into", "upon", "over", "under", "between",
];

#[cfg(test)]
mod tests {
    use super::*;

    const PROSE: &str = "The harbour was closed that winter, and no boat went out for as long\nas the ice lay \
                         between the two piers, which was until the middle of March.\n";

    fn page(text: &str) -> TitlePage {
        read(&format!("{text}\n\n{PROSE}"), Language::of("en"))
    }

    fn title(text: &str) -> String {
        page(text).title.map(|(title, _)| title).unwrap_or_default()
    }

    #[test]
    fn a_block_without_blank_lines_is_read_line_by_line() {
        let page = page("THE SALT\nAND THE ROPE\nby Ada Crane\nHarbour Press, Whitby, 1908");
        assert_eq!(page.title, Some(("THE SALT AND THE ROPE".into(), 1)));
        assert_eq!(page.people[0].name, "Ada Crane");
        assert_eq!(
            page.imprint,
            Some(("Harbour Press, Whitby, 1908".into(), 4))
        );
    }

    #[test]
    fn a_name_alone_is_the_author_beside_a_title() {
        for text in [
            "Ada Crane\n\nTHE SALT ROAD\n\nWhitby, 1908",
            "THE SALT ROAD\n\nAda Crane\n\nWhitby, 1908",
        ] {
            let page = page(text);
            assert_eq!(page.title.expect("a title").0, "THE SALT ROAD");
            assert_eq!(page.people[0].name, "Ada Crane");
        }
    }

    #[test]
    fn a_subtitle_follows_a_colon_or_stands_below() {
        let subtitle = |text: &str| page(text).subtitle.map(|(words, _)| words);
        let wanted = Some("A History of the Coast".to_owned());
        for text in [
            "THE SALT ROAD:\nA History of the Coast\n\nBy Ada Crane",
            "The Salt Road: A History of the Coast\n\nBy Ada Crane",
            "THE SALT ROAD\n\nA History of the Coast\n\nBy\n\nADA CRANE",
        ] {
            assert_eq!(subtitle(text), wanted, "{text}");
            assert!(title(text).eq_ignore_ascii_case("The Salt Road"), "{text}");
        }
    }

    #[test]
    fn house_and_town_over_a_year_are_the_imprint() {
        let imprint = |text: &str| page(text).imprint.map(|(words, _)| words);
        let head = "THE SALT ROAD\n\nBy Ada Crane\n\n";
        let wanted = Some("WHITBY: ORR & SON, 1908".to_owned());
        assert_eq!(imprint(&format!("{head}WHITBY: ORR & SON\n1908")), wanted);
        let wanted = Some("WHITBY, ORR & SON, 1908".to_owned());
        assert_eq!(imprint(&format!("{head}WHITBY\nORR & SON\n1908")), wanted);
        assert_eq!(
            imprint(&format!("{head}A NOVEL\n1908")),
            Some("1908".into())
        );
    }

    /// A heading, a dedication, a date line: no title page.
    #[test]
    fn what_only_begins_is_no_title_page() {
        for text in ["THE SALT ROAD", "", "1\n\nIntroduction", "Dear friend,"] {
            assert_eq!(page(text), TitlePage::default(), "{text}");
        }
    }

    #[test]
    fn english_titles_are_set_in_small_letters() {
        assert_eq!(
            set_in_small("THE LAMP AND THE TIDE", "en"),
            "The Lamp and the Tide"
        );
        assert_eq!(
            set_in_small("WHAT IS TO BE DONE?", "en"),
            "What Is to Be Done?"
        );
        assert_eq!(set_in_small("DER SALZWEG", "de"), "DER SALZWEG");
    }
}
