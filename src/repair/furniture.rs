//! Furniture. In: lines at page edges, or, where page breaks were lost, the stream of lines. Out: running heads and
//! folios, labelled; page turns where a regular row of folios or heads shows them.
//!
//! A line is furniture because its neighbours on other pages say so: a number that keeps step with the pages, words
//! that stand at the same edge of several pages near by. A line that may be the body of a note is never taken.

mod edges;
mod joined;
mod marks;
pub(super) mod numerals;
mod place;
mod stamps;
mod stream;
mod titles;

use super::{GoesBy, Pass, Rules};
use crate::galley::{Galley, Label, Line, Pen};
use crate::source::forms::Form;
use std::ops::Range;

/// The row of the table.
pub const PASS: Pass = Pass {
    name: "furniture",
    says: "page numbers and running heads",
    about: "running heads and page numbers set aside",
    goes_by: GoesBy::Print,
    run,
};

fn run(pen: &mut Pen<'_>, rules: &Rules) {
    // Where the editor says that a text is plain, nothing in it is a mark.
    if rules.repair.form != Some(Form::Plain) {
        marks::label(pen);
    }
    stream::mark_turns(pen);
    edges::mark(pen);
    stamps::label(pen);
    place::mark(pen);
}

/// A line with ink that is running text or furniture.
struct Printed<'a> {
    line: Line,
    /// Its text without blanks at the ends.
    text: &'a str,
    /// Where that begins in the galley's text.
    start: usize,
}

impl Printed<'_> {
    /// The bytes of its line, the line end among them.
    fn whole(&self) -> Range<usize> {
        self.line.range.start..self.line.end
    }
}

/// The lines that may be furniture: with ink, and not labelled as anything else.
fn printed(galley: &Galley) -> Vec<Printed<'_>> {
    let lines = galley.lines().into_iter();
    let lines =
        lines.filter(|line| matches!(line.label, Label::Body | Label::Folio | Label::RunningHead));
    lines
        .filter_map(|line| {
            let raw = &galley.text()[line.range.clone()];
            let text = raw.trim();
            let start = line.range.start + (raw.len() - raw.trim_start().len());
            (!text.is_empty()).then_some(Printed { line, text, start })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Ledger;
    use crate::source::Source;
    use std::collections::BTreeMap;

    /// The words that stay running text, and those labelled as furniture.
    fn sorted(text: &str) -> (String, String) {
        let mut galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let (mut ledger, decisions) = (Ledger::default(), BTreeMap::new());
        let mut pen = Pen::new(&mut galley, &mut ledger, "furniture", &decisions);
        stream::mark_turns(&mut pen);
        edges::mark(&mut pen);
        pen.apply();
        let words = |is_furniture: bool| {
            let wanted = |label| match label {
                Label::Body => !is_furniture,
                label => is_furniture && matches!(label, Label::Folio | Label::RunningHead),
            };
            let flow = galley.flow(wanted);
            let words: Vec<&str> = flow.text().split_whitespace().collect();
            words.join(" ")
        };
        (words(false), words(true))
    }

    /// A page of text in lower case, the `page`th.
    fn text(page: usize) -> String {
        let line =
            |line| format!("words of page {page}b and line {line}b that run on without an end\n");
        (0..30).map(line).collect()
    }

    /// Pages with page turns between.
    fn paged(pages: impl Iterator<Item = String>) -> String {
        pages.collect::<Vec<_>>().join("\u{c}")
    }

    #[test]
    fn heads_and_folios_are_set_aside() {
        let (body, furniture) =
            sorted(&paged((1..7).map(|p| format!("On Bread {p}\n{}", text(p)))));
        assert!(!body.contains("On Bread"), "{body}");
        assert!(furniture.ends_with("On Bread 6"), "{furniture}");
    }

    /// Pages with folios at their feet or beside heads, and the chapters' numbers over every other page's text.
    #[test]
    fn a_chapter_that_opens_the_book_is_no_folio() {
        let chapter = |page: usize| match page % 2 {
            1 => format!("{}.\n", page.div_ceil(2)),
            _ => String::new(),
        };
        let at_foot = |p: usize| format!("{}{}{p}.\n", chapter(p), text(p));
        let (body, furniture) = sorted(&paged((1..9).map(at_foot)));
        assert_eq!(furniture, "1. 2. 3. 4. 5. 6. 7. 8.");
        assert!(body.starts_with("1. words of page 1b"), "{body}");
        let headed = |p: usize| match p {
            1 => format!("1.\n{}", text(p)),
            _ => format!("On Bread {p}\n{}{}", chapter(p), text(p)),
        };
        let (body, furniture) = sorted(&paged((1..9).map(headed)));
        assert!(furniture.starts_with("On Bread 2"), "{furniture}");
        assert!(body.starts_with("1. words of page 1b"), "{body}");
    }

    #[test]
    fn folios_show_the_page_turns_that_were_lost() {
        let pages: String = (1..9).map(|p| format!("{}{p}\n", text(p))).collect();
        let (body, furniture) = sorted(&pages);
        assert_eq!(furniture, "12345678");
        assert!(body.ends_with("without an end"), "{body}");
        let folios = ["i", "ii", "iii", "iv", "v", "vi", "vii"];
        let pages = folios.iter().zip(0..);
        let pages: String = pages.map(|(f, p)| format!("{}{f}\n", text(p))).collect();
        assert_eq!(sorted(&pages).1, folios.concat());
    }

    #[test]
    fn folios_joined_to_the_next_page_are_parted() {
        let pages: String = (1..9).map(|p| format!("{}– {p} –", text(p))).collect();
        let (body, furniture) = sorted(&pages);
        assert_eq!(furniture, "– 1 –– 2 –– 3 –– 4 –– 5 –– 6 –– 7 –– 8 –");
        assert_eq!(body.matches("without an end words of").count(), 8 * 30 - 1);
    }

    #[test]
    fn heads_joined_to_the_page_before_or_to_folios_are_parted() {
        let behind_text = |p| format!("On Bread {p}\n{}", text(p).trim_end());
        let behind_folio = |p| format!("{p}On Bread\n{}", text(p));
        for page in [&behind_text as &dyn Fn(usize) -> String, &behind_folio] {
            let (body, furniture) = sorted(&(1..9).map(page).collect::<String>());
            assert!(!body.contains("On Bread"), "{body}");
            assert_eq!(furniture.matches("On Bread").count(), 8);
        }
    }

    #[test]
    fn folios_beside_heads_may_be_printed_once_more_below() {
        let page = |p: usize| format!("{}On Bread {p}\n{p}\n", text(p));
        let (body, furniture) = sorted(&(1..9).map(page).collect::<String>());
        assert!(!body.contains("On Bread"), "{body}");
        let all = |p: usize| format!("On Bread {p}{p}");
        assert_eq!(
            furniture.replace(' ', ""),
            (1..9).map(all).collect::<String>().replace(' ', "")
        );
    }

    #[test]
    fn heads_repeat_the_title_of_their_section() {
        let titles = ["Of Flour", "Of Ovens", "Of Salt", "Of Water"];
        let section = |(at, title): (usize, &&str)| {
            let head = |page| format!("{title}\n{}", text(page));
            let first = format!("{}{}", text(at), head(at + 10));
            [first, head(at + 20), head(at + 30)]
        };
        let pages = titles.iter().enumerate().flat_map(section);
        let (body, furniture) = sorted(&paged(pages));
        for title in titles {
            assert_eq!(furniture.matches(title).count(), 2, "{title}");
            assert_eq!(body.matches(title).count(), 1, "{title}");
        }
    }

    #[test]
    fn notes_and_chapters_are_no_furniture() {
        let note = |p| format!("{}{p} ibid page 79\n", text(p));
        let source = |p| format!("{}{p}. Baker.\n", text(p));
        let chapter = |p: usize| format!("Chapter {p}\n{}\u{c}{}", text(2 * p), text(2 * p + 1));
        let unturned = |p| format!("{}{p} A note that says something.\n", text(p));
        let texts = [
            paged((1..9).map(note)),
            paged((1..9).map(source)),
            paged((1..7).map(chapter)),
            (1..9).map(unturned).collect(),
        ];
        for text in texts {
            assert_eq!(sorted(&text).1, "");
        }
    }

    #[test]
    fn equal_last_rows_of_some_notes_are_no_furniture() {
        let seen = |p: usize| match p {
            4..=7 => format!("{}{p} Town Chest.\nLast seen: 3.01.2012\n", text(p)),
            _ => text(p),
        };
        assert_eq!(sorted(&paged((1..15).map(seen))).1, "");
        let draft = |p| format!("{}Draft of 3.01.2012\n", text(p));
        let furniture = sorted(&paged((1..15).map(draft))).1;
        assert_eq!(furniture.matches("Draft of").count(), 14);
    }

    #[test]
    fn chapters_of_a_page_each_are_no_heads() {
        let numerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];
        let pages = numerals.iter().zip(0..);
        let pages = pages.map(|(numeral, p)| format!("Chapter {numeral}\n{}{p}\n", text(p)));
        let (body, _) = sorted(&paged(pages));
        assert_eq!(body.matches("Chapter").count(), numerals.len());
    }
}
