//! What the programs that made the pages print beside them: `Salt.indd 12 28.11.26 14:03`, the name of a file, the date and
//! the hour of printing. In: lines. Out: those that stand so, but for their digits, on several pages, set aside as heads.

use super::printed;
use crate::galley::{Label, Pen};
use crate::hash::HashMap;
use crate::ledger::Certainty;

/// So many such lines that differ only in digits are slugs.
const FEWEST: usize = 3;
/// No slug is longer, in bytes.
const LONGEST: usize = 160;

/// The endings of files of pages: PageMaker, QuarkXPress, InDesign, FrameMaker, Publisher, CorelDRAW.
const FILES: [&str; 12] = [
    ".p65", ".pm6", ".pm5", ".pmd", ".qxd", ".qxp", ".indd", ".indb", ".fm", ".book", ".pub",
    ".cdr",
];

/// Sets them aside.
pub(super) fn label(pen: &mut Pen<'_>) {
    let galley = pen.galley().clone();
    let lines = printed(&galley);
    let mut forms: HashMap<String, Vec<usize>> = HashMap::default();
    for (line, printed) in lines.iter().enumerate() {
        if is_slug(printed.text) {
            forms.entry(form(printed.text)).or_default().push(line);
        }
    }
    let mut slugs: Vec<usize> = forms
        .into_values()
        .filter(|lines| lines.len() >= FEWEST)
        .flatten()
        .collect();
    slugs.sort_unstable();
    let why = "the name of a file, or the hour of printing, on several pages";
    for slug in slugs {
        let range = lines[slug].whole();
        pen.mark(range, Label::RunningHead, why, Certainty::Likely);
    }
    pen.apply();
}

/// Whether a line names a file of pages, or a date and an hour.
fn is_slug(text: &str) -> bool {
    text.len() <= LONGEST && (names_file(text) || has_date(text) && has_hour(text))
}

fn names_file(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.any(|word| {
        let word = word.to_lowercase();
        let name = FILES.iter().find_map(|ending| word.strip_suffix(ending));
        name.is_some_and(|name| !name.is_empty())
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
    fn the_name_of_a_file_and_the_hour_on_several_pages_are_slugs() {
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
        assert!(!is_slug("The ratio is 3:10, or 1.2.3."));
    }
}
