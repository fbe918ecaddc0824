//! The title page that a text prints itself. In: the first lines of a library's work, and what the manifest says of the
//! book. Out: lines that say what our own title page says set aside as a notice; where one says more, the editor is asked.

use super::{past_blank_lines, work};
use crate::book::Meta;
use crate::galley::{Answer, Label, Pen};
use crate::ledger::Certainty;
use crate::repair::headings::numbering::opens_chapter;

/// A title page has so many groups of lines at most.
const MOST_BLOCKS: usize = 12;
/// Words before a name at most: `Translated from the French by`.
const MOST_BEFORE_NAME: usize = 6;
/// Words of an imprint at most.
const MOST_OF_IMPRINT: usize = 14;

/// Sets the text's own title page aside, where the book has one of ours.
pub(super) fn set_aside(pen: &mut Pen<'_>, meta: &Meta) {
    let galley = pen.galley();
    let text = galley.text();
    let work = work(galley);
    let said = Said::by(meta);
    let Some(page) = said.read(&text[work.clone()]) else {
        return;
    };
    let range = work.start..past_blank_lines(text, work.start + page.end);
    if galley.said_within(range.clone()).is_some() {
        return;
    }
    let why = "it says again what the book's title page says";
    let question = "is this the title page that the text prints itself?";
    let is_asked = !page.is_sure;
    if is_asked && pen.ask(range.clone(), question, "leave it out", why) != Answer::Accepted {
        return;
    }
    let certainty = match page.is_sure {
        true => Certainty::Likely,
        false => Certainty::Sure,
    };
    let why = "the title page that the text prints: the book has its own";
    pen.mark(range, Label::Notice, why, certainty);
}

/// A title page, up to a byte of the work.
#[derive(Debug, PartialEq, Eq)]
struct Page {
    end: usize,
    /// Whether all it says stands on our own title page.
    is_sure: bool,
}

/// What our title page says, in small letters and without signs.
struct Said {
    title: Vec<String>,
    /// The title's words, and behind them the subtitle's.
    titles: Vec<String>,
    names: Vec<Vec<String>>,
    /// Publisher, date and printed edition.
    imprint: Vec<String>,
}

impl Said {
    fn by(meta: &Meta) -> Said {
        let title = words(&meta.title);
        let subtitle = meta.subtitle.as_deref().map(words).unwrap_or_default();
        let people = meta.contributors.iter().map(|person| words(&person.name));
        let imprint = [&meta.publisher, &meta.date, &meta.source];
        Said {
            titles: title.iter().cloned().chain(subtitle).collect(),
            title,
            names: people.filter(|name| !name.is_empty()).collect(),
            imprint: imprint
                .into_iter()
                .flatten()
                .flat_map(|s| words(s))
                .collect(),
        }
    }

    /// The title page that a work begins with: the title, and at least one line of who made it and where. What it says
    /// besides belongs to it where more of it follows, and is asked about.
    fn read(&self, work: &str) -> Option<Page> {
        let (mut at, mut others) = (0, 0);
        let mut page = Page {
            end: 0,
            is_sure: true,
        };
        // Groups of lines that ours does not have.
        let mut held: Vec<Vec<String>> = Vec::new();
        for (end, block) in blocks(work).take(MOST_BLOCKS) {
            let own = words(block);
            // `BY` may stand over the name.
            let is_below = held.last().is_some_and(|over| self.is_credit(over, &own));
            if is_below {
                held.pop();
            }
            let is_title = !is_below && self.takes_title(&own, &mut at);
            let is_known = is_below || is_title || self.is_known(&own);
            let is_imprint = others > 0 && is_dated(&own) && own.len() <= MOST_OF_IMPRINT;
            if is_known || is_imprint {
                page.is_sure &= is_known && held.is_empty();
                others += usize::from(!is_title && self.is_titled(at));
                held.clear();
                page.end = end;
            } else if own.len() > MOST_OF_IMPRINT || held.len() > 1 || opens_chapter(block) {
                break;
            } else {
                held.push(own);
            }
        }
        (self.is_titled(at) && others > 0 && page.end < work.trim_end().len()).then_some(page)
    }

    /// Whether the whole title was read, so many words of title and subtitle in.
    fn is_titled(&self, at: usize) -> bool {
        !self.title.is_empty() && at >= self.title.len()
    }

    /// Whether a group of lines is the title, or goes on with it where the words above left off.
    fn takes_title(&self, own: &[String], at: &mut usize) -> bool {
        let is_next = !own.is_empty() && self.titles[*at..].starts_with(own);
        // A half title stands before it.
        let is_again = own.starts_with(&self.title) && self.titles.starts_with(own);
        if is_next {
            *at += own.len();
        } else if is_again {
            *at = own.len();
        }
        is_next || is_again
    }

    /// Whether a group of lines says who made the text, or where it was printed, as the manifest says it.
    fn is_known(&self, own: &[String]) -> bool {
        let is_imprint = !own.is_empty() && own.iter().all(|word| self.imprint.contains(word));
        is_imprint || self.is_credit(&[], own)
    }

    /// Whether words end in the name of one who made the text, a few others before it.
    fn is_credit(&self, over: &[String], own: &[String]) -> bool {
        self.names.iter().any(|name| {
            own.ends_with(name) && over.len() + own.len() - name.len() <= MOST_BEFORE_NAME
        })
    }
}

/// Whether the last word is a year.
fn is_dated(own: &[String]) -> bool {
    own.last().is_some_and(|word| is_year(word))
}

/// The years that books were printed in.
fn is_year(word: &str) -> bool {
    let year = word.parse::<u16>().ok().filter(|_| word.len() == 4);
    year.is_some_and(|year| (1450..2100).contains(&year))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Groups of lines with empty ones between them, each with its end.
fn blocks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = at + (rest.len() - rest.trim_start().len());
        let mut end = start;
        for line in text[start..].split_inclusive('\n') {
            if line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
        at = end;
        (start < end).then(|| (end, &text[start..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Contributor;

    fn read(source: Option<&str>, front: &str) -> Option<(usize, bool)> {
        let person = Contributor {
            name: "Ada Crane".into(),
            file_as: None,
            role: "aut".into(),
        };
        let meta = Meta {
            title: "The Salt Road".into(),
            subtitle: Some("A Tale of the Coast".into()),
            contributors: vec![person],
            source: source.map(Into::into),
            ..Meta::default()
        };
        let work = format!("{front}\n\nCHAPTER I\n\nThe harbour was closed.\n");
        let page = Said::by(&meta).read(&work)?;
        Some((work[..page.end].lines().count(), page.is_sure))
    }

    #[test]
    fn a_title_page_ends_before_what_ours_does_not_say() {
        let front = "THE SALT ROAD\n\nTHE SALT ROAD\n\n_A Tale of\nthe Coast_\n\nBY ADA CRANE\n\nTo my sister";
        assert_eq!(read(None, front), Some((8, true)));
    }

    #[test]
    fn by_may_stand_over_the_name() {
        let front = "THE SALT ROAD\n\nA TALE OF THE COAST\n\nBY\n\nADA CRANE\n\nCONTENTS";
        assert_eq!(read(None, front), Some((7, true)));
    }

    #[test]
    fn what_else_it_says_is_asked_about() {
        let front = "THE SALT ROAD\n\nA NOVEL\n\nBY\n\nADA CRANE\n\nAUTHOR OF “THE ROPE”\n\nWHITBY\nORR\n1908";
        assert_eq!(read(None, front), Some((13, false)));
        assert_eq!(read(Some("Whitby: Orr, 1908"), front), Some((13, false)));
    }

    #[test]
    fn an_imprint_that_the_manifest_lacks_is_asked_about() {
        let front = "THE SALT ROAD\n\nBy Ada Crane\n\nWHITBY: ORR & SON\n1908";
        assert_eq!(read(None, front), Some((6, false)));
        assert_eq!(
            read(Some("Whitby: Orr & Son, 1908"), front),
            Some((6, true))
        );
    }

    #[test]
    fn a_heading_or_another_title_is_none() {
        for front in [
            "THE SALT ROAD",
            "THE SALT ROAD AND THE ROPE\n\nBy Ada Crane",
            "ADA CRANE\n\nTHE SALT ROAD",
        ] {
            assert_eq!(read(None, front), None, "{front}");
        }
    }
}
