//! What the programs that made the pages print beside them: `Salt.indd 12 28.11.26 14:03`, the name of a file, the date and
//! the hour of printing. In: lines. Out: which are a day and a time; those with the name of a file of pages that stand so, but
//! for their digits, several times, set aside as heads wherever they stand. Without such a name they may be entries of a log.

use super::printed;
use crate::galley::{Label, Pen};
use crate::hash::HashMap;
use crate::ledger::Certainty;

/// So many such lines that differ only in digits are stamps.
const FEWEST: usize = 3;
/// No stamp is longer, in bytes.
const LONGEST: usize = 160;
/// The letters of what halves a day: `p.m.`, `Uhr`.
const HALF: usize = 3;

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
        if printed.line.label == Label::Body && names_file(printed.text) {
            forms.entry(form(printed.text)).or_default().push(line);
        }
    }
    let several = forms.into_values().filter(|lines| lines.len() >= FEWEST);
    let mut stamps: Vec<usize> = several.flatten().collect();
    stamps.sort_unstable();
    let why = "the name of a file of pages, several times";
    for stamp in stamps {
        let range = lines[stamp].whole();
        pen.mark(range, Label::RunningHead, why, Certainty::Likely);
    }
    pen.apply();
}

/// Whether a line is the name of a file of pages, with nothing behind it but numbers and what halves a day.
fn names_file(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let is_name = |word: &str| {
        let ending = word.rsplit_once('.').map(|(_, ending)| ending);
        let is_of_pages = |ending: &str| FILES.iter().any(|file| ending.eq_ignore_ascii_case(file));
        ending.is_some_and(is_of_pages)
    };
    text.len() <= LONGEST
        && words.any(is_name)
        && words.all(|word| word.chars().filter(|c| c.is_alphabetic()).count() <= HALF)
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

    /// Pages of a sentence with a line below each.
    fn pages(below: impl Fn(usize) -> String) -> String {
        let page = |page| format!("Salt was dear.\n{}\n", below(page));
        (1..5).map(page).collect()
    }

    #[test]
    fn the_name_of_a_file_on_several_pages_is_a_stamp() {
        let salt = ["Salt was dear."; 4].join(" ");
        let stamp = |page| format!("On Salt.p65 26/08/2009, 06:3{page} p.m.{page}");
        assert_eq!(body(&pages(stamp)), salt);
        assert_eq!(
            body(&pages(|page| format!("001-034 Salt.indd   {page}"))),
            salt
        );
        assert_eq!(body(&pages(|_| "On Salt.p65".into())), salt);
    }

    #[test]
    fn a_log_and_words_about_files_are_none() {
        let lines = [
            |page: usize| format!("[12/03/2009, 08:2{page}] Anna: ok"),
            |page: usize| format!("Accessed 26/08/2009, 06:3{page}."),
            |page: usize| format!("26/08/2009 06:3{page}"),
            |page: usize| format!("Open Salt.indd and look at {page}"),
            |page: usize| format!("{}.indd", ["", "one", "two", "three", "four"][page]),
        ];
        for line in lines {
            let text = pages(line);
            assert_eq!(
                body(&text),
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            );
        }
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
