//! What the programs that made the pages print beside them: `Salt.indd 12 28.11.26 14:03`, the name of a file, the date and
//! the hour of printing. In: lines. Out: which are such stamps; those that stand so, but for their digits, several times, set
//! aside as heads wherever they stand.

use super::printed;
use crate::galley::{Label, Pen};
use crate::hash::HashMap;
use crate::ledger::Certainty;

/// So many such lines that differ only in digits are stamps.
const FEWEST: usize = 3;
/// No stamp is longer, in bytes.
const LONGEST: usize = 160;

/// The endings of files of pages: PageMaker, QuarkXPress, InDesign, FrameMaker, Publisher, CorelDRAW.
const FILES: [&str; 12] = [
    "p65", "pm6", "pm5", "pmd", "qxd", "qxp", "indd", "indb", "fm", "book", "pub", "cdr",
];

/// Sets them aside.
pub(super) fn label(pen: &mut Pen<'_>) {
    pen.apply();
    let galley = pen.galley().clone();
    let lines = printed(&galley);
    let mut forms: HashMap<String, Vec<usize>> = HashMap::default();
    for (line, printed) in lines.iter().enumerate() {
        if printed.line.label == Label::Body && holds_stamp(printed.text) {
            forms.entry(form(printed.text)).or_default().push(line);
        }
    }
    let mut stamps: Vec<usize> = forms
        .into_values()
        .filter(|lines| lines.len() >= FEWEST)
        .flatten()
        .collect();
    stamps.sort_unstable();
    let why = "the name of a file, or the hour of printing, on several pages";
    for stamp in stamps {
        let range = lines[stamp].whole();
        pen.mark(range, Label::RunningHead, why, Certainty::Likely);
    }
    pen.apply();
}

/// Whether a line names a file of pages, or a date and an hour.
fn holds_stamp(text: &str) -> bool {
    // Nearly all lines have neither a time nor a stop inside a word.
    text.len() <= LONGEST
        && (names_file(text) || text.contains(':') && has_date(text) && has_hour(text))
}

fn names_file(text: &str) -> bool {
    let mut names = text
        .split_whitespace()
        .filter_map(|word| word.rsplit_once('.'));
    names.any(|(name, ending)| {
        let is_of_pages = FILES.iter().any(|file| ending.eq_ignore_ascii_case(file));
        !name.is_empty() && is_of_pages
    })
}

/// The numbers of a line, each with the sign behind it.
fn numbers(text: &str) -> impl Iterator<Item = (&str, Option<char>)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|c: char| c.is_ascii_digit())?;
        let number = &rest[start..];
        let end = number.find(|c: char| !c.is_ascii_digit());
        let (number, behind) = number.split_at(end.unwrap_or(number.len()));
        rest = behind;
        Some((number, behind.chars().next()))
    })
}

/// `28/11/2026`, `28.11.26`, `2026-11-28`.
fn has_date(text: &str) -> bool {
    let numbers: Vec<(&str, Option<char>)> = numbers(text).collect();
    numbers.windows(3).any(|three| {
        let sign = three[0].1;
        let has_year = three[0].0.len() > 1 || three[2].0.len() > 1;
        let is_joined = has_year && matches!(sign, Some('/' | '.' | '-')) && three[1].1 == sign;
        is_joined
            && three
                .iter()
                .all(|(number, _)| matches!(number.len(), 1 | 2 | 4))
    })
}

/// `14:03`.
fn has_hour(text: &str) -> bool {
    let numbers: Vec<(&str, Option<char>)> = numbers(text).collect();
    numbers.windows(2).any(|two| {
        let is_short = two[0].0.len() <= 2 && two[1].0.len() == 2;
        two[0].1 == Some(':') && is_short
    })
}

/// A line without its digits and blanks.
fn form(text: &str) -> String {
    let kept = |c: &char| !c.is_ascii_digit() && !c.is_whitespace();
    text.chars().filter(kept).collect()
}

/// Whether a line is a day and a time by numbers, alone or behind the name of a file: `12.03.2009, 08:29`,
/// `ferry_03.indd 7   12/03/09   8:29 AM`.
pub(super) fn is_stamp(text: &str) -> bool {
    // Nearly all lines have no time.
    if !text.contains(':') {
        return false;
    }
    let is_number = |part: &str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let words = text
        .split([' ', '\t', '\u{a0}', ','])
        .filter(|word| !word.is_empty());
    let (mut days, mut times, mut names, mut others) = (0, 0, 0, 0);
    for word in words {
        let parted = |by: &[char]| word.split(|c| by.contains(&c)).collect::<Vec<&str>>();
        let (day, time) = (parted(&['.', '/', '-']), parted(&[':']));
        let is_day = day.len() == 3 && day.iter().all(|part| is_number(part));
        let is_time = (2..=3).contains(&time.len()) && time.iter().all(|part| is_number(part));
        let is_half = matches!(word, "AM" | "PM" | "am" | "pm" | "Uhr");
        let is_name = word.contains('.') && word.contains(char::is_alphabetic);
        match () {
            () if is_day => days += 1,
            () if is_time => times += 1,
            () if is_name => names += 1,
            () if is_half || is_number(word) => {}
            () => others += 1,
        }
    }
    (days, times) == (1, 1) && names <= 1 && others == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::Galley;
    use crate::ledger::Ledger;
    use crate::source::Source;
    use std::collections::BTreeMap;

    /// The words that stay running text.
    fn body(text: &str) -> String {
        let mut galley = Galley::set(&[Source::new("a.txt", text.into())]);
        let (mut ledger, decisions) = (Ledger::default(), BTreeMap::new());
        let mut pen = Pen::new(&mut galley, &mut ledger, "furniture", &decisions);
        label(&mut pen);
        let flow = galley.flow(|label| label == Label::Body);
        flow.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_name_of_a_file_and_the_hour_on_several_pages_are_stamps() {
        let page = |page: usize| {
            format!("Salt was dear.\nOn Salt.p65 26/08/2009, 06:3{page} p.m.{page}\n")
        };
        let text: String = (1..5).map(page).collect();
        assert_eq!(body(&text), ["Salt was dear."; 4].join(" "));
        let page = |page: usize| {
            format!("Salt was dear.\n001-034 Salt.indd   {page}\n26/08/09   13:05:1{page}\n")
        };
        let text: String = (1..4).map(page).collect();
        assert_eq!(body(&text), ["Salt was dear."; 3].join(" "));
    }

    #[test]
    fn a_diary_and_a_list_of_files_are_none() {
        let diary = "On 26/08/2009, at 06:31, it rained.\nOn 27/08/2009, at 07:15, it was dry.\nOn 28/08/2009 at 9:12 I left.\n";
        assert!(body(diary).contains("it rained"));
        let files = "one.indd\ntwo.indd\nthree.indd\n";
        assert_eq!(body(files), "one.indd two.indd three.indd");
        assert!(!holds_stamp("The ratio is 3:10, or 1.2.3."));
    }

    #[test]
    fn stamps_are_a_day_and_a_time() {
        assert!(is_stamp("12.03.2009, 08:29"));
        assert!(is_stamp("12.03.2009 18:15:27"));
        assert!(is_stamp("ferry_03.indd 7 12/03/09 8:29 AM"));
        assert!(!is_stamp("12.03.2009"));
        assert!(!is_stamp("31 He came on 12.03.2009 at 8:29"));
        assert!(!is_stamp("Beziehungen, 18: 143"));
    }
}
