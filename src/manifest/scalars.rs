//! Scalars with a grammar of their own. In: text as typed. Out: a language tag, a date, an ISBN, a page size …, or what
//! is wrong with it.

mod colours;

pub(super) use colours::{Colour, ScreenColour};

use super::kind::Kind;
use super::leaf::{Leaf, length, unknown};
use super::tree::Form;
use crate::diagnostic::Diagnostic;
use crate::manifest::settings::SignaturePages;
use crate::typeset::page::Size;
use crate::typeset::{Length, design, papers};

/// A BCP 47 tag, in its usual case.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tag(pub String);

impl Leaf for Tag {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<Tag, Diagnostic> {
        super::language::tag(text).map(Tag)
    }
}

/// A date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Date(pub String);

impl Leaf for Date {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<Date, Diagnostic> {
        let text = text.trim();
        if is_date(text) {
            return Ok(Date(text.into()));
        }
        Err(
            Diagnostic::error("bad-date", format!("`{text}` is no date"))
                .hint("write `1914`, `1914-05` or `1914-05-01`"),
        )
    }
}

/// Whether a text is a date of the Gregorian calendar, or a part of one (W3C note on date and time formats).
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let has_width = |(i, part): (usize, &&str)| part.len() == if i == 0 { 4 } else { 2 };
    let is_digits = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().enumerate().all(has_width) || !parts.iter().all(is_digits) {
        return false;
    }
    let number = |i: usize| parts.get(i).and_then(|p| p.parse::<u32>().ok());
    let year = number(0).unwrap_or(0);
    let month = number(1).unwrap_or(1);
    let day = number(2).unwrap_or(1);
    parts.len() <= 3 && year > 0 && (1..=days(year, month)).contains(&day)
}

/// The days of a month; 0 if there is no such month.
fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The thickness of a leaf: a length, or weight times bulk, `90gsm x 1.25`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Caliper(pub Length);

impl Leaf for Caliper {
    const KIND: Kind = Kind::Text;

    /// A leaf of so many grams per square metre, of which a cubic centimetre weighs the bulk's reciprocal, is
    /// grams × bulk / 1000 mm thick (ISO 534).
    fn read(text: &str, _: Form) -> Result<Caliper, Diagnostic> {
        let Some((grams, bulk)) = text.split_once("gsm") else {
            return length(text).map(Caliper);
        };
        let bulk = bulk.trim_start().strip_prefix(['x', 'X', '×', '*']);
        let number = |text: &str| text.trim().parse::<f64>().ok();
        let (grams, bulk) = (number(grams), bulk.and_then(number));
        match grams.zip(bulk) {
            Some((grams, bulk))
                if (10.0..=1000.0).contains(&grams) && (0.5..=5.0).contains(&bulk) =>
            {
                Ok(Caliper(Length::mm(grams * bulk / 1000.0)))
            }
            _ => Err(Diagnostic::error(
                "bad-caliper",
                format!("`{text}` is no thickness of paper"),
            )
            .hint("write `0.1mm`, or weight times bulk: `90gsm x 1.25`")),
        }
    }
}

/// An ISBN of 13 digits; one of 10 is turned into it (ISO 2108, annex B).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Isbn(pub String);

impl Leaf for Isbn {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<Isbn, Diagnostic> {
        isbn(text).map(Isbn)
    }
}

/// The 13 digits of an ISBN, with or without hyphens.
///
/// # Errors
/// What is no ISBN, or fails its check digit.
pub(crate) fn isbn(text: &str) -> Result<String, Diagnostic> {
    let fault = |message: String| Diagnostic::error("bad-isbn", message);
    let digits: String = text.chars().filter(|c| !"- ".contains(*c)).collect();
    let digits = digits.to_uppercase();
    if !digits.is_ascii() {
        return Err(fault(format!("`{text}` is no ISBN")));
    }
    let (body, right) = match digits.len() {
        10 => (&digits[..9], check_10 as fn(&str) -> Option<char>),
        13 => (&digits[..12], check_13 as fn(&str) -> Option<char>),
        n => {
            let message = format!("an ISBN has 10 or 13 digits, `{text}` has {n}");
            return Err(fault(message).hint("take the key away if there is none"));
        }
    };
    let right = right(body).ok_or_else(|| fault(format!("`{text}` is no ISBN")))?;
    if digits.len() == 13 && !digits.starts_with("978") && !digits.starts_with("979") {
        let message = format!("`{text}` is no ISBN: one of 13 digits begins with 978 or 979");
        return Err(fault(message));
    }
    if !digits.ends_with(right) {
        let fault = fault(format!("the check digit of `{text}` is wrong"));
        return Err(fault.hint(format!("it would be {right} if the other digits are right")));
    }
    if digits.len() == 13 {
        return Ok(digits);
    }
    let body = format!("978{body}");
    let check = check_13(&body).unwrap_or('0');
    Ok(format!("{body}{check}"))
}

/// The sum of some digits, each times its weight; None if one is no digit.
fn weigh(digits: &str, weight: impl Fn(u32) -> u32) -> Option<u32> {
    let weighed = (0..).zip(digits.chars());
    weighed
        .map(|(i, c)| c.to_digit(10).map(|d| d * weight(i)))
        .sum()
}

fn check_10(digits: &str) -> Option<char> {
    let sum = weigh(digits, |i| 10 - i)?;
    match (11 - sum % 11) % 11 {
        10 => Some('X'),
        digit => char::from_digit(digit, 10),
    }
}

fn check_13(digits: &str) -> Option<char> {
    let sum = weigh(digits, |i| 1 + 2 * (i % 2))?;
    char::from_digit((10 - sum % 10) % 10, 10)
}

/// A title: a line, or the lines that it is set in.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Title(pub Vec<String>);

impl Leaf for Title {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, form: Form) -> Result<Title, Diagnostic> {
        let lines = text.trim().split('\n').map(str::trim);
        let lines = lines.filter(|line| !line.is_empty() || text.trim().is_empty());
        let lines: Result<Vec<String>, Diagnostic> =
            lines.map(|line| String::read(line, form)).collect();
        lines.map(Title)
    }
}

/// A MARC relator code.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Role(pub String);

/// Roles by their English names (MARC code list for relators, Library of Congress).
const ROLES: &[(&str, &str)] = &[
    ("author", "aut"),
    ("editor", "edt"),
    ("translator", "trl"),
    ("illustrator", "ill"),
    ("introduction", "win"),
    ("preface", "wpr"),
    ("foreword", "wfw"),
    ("afterword", "aft"),
    ("annotator", "ann"),
    ("compiler", "com"),
    ("contributor", "ctb"),
    ("adapter", "adp"),
    ("interviewer", "ivr"),
    ("interviewee", "ive"),
    ("speaker", "spk"),
    ("photographer", "pht"),
    ("artist", "art"),
    ("designer", "bkd"),
    ("cover designer", "cov"),
    ("typographer", "tyg"),
    ("proofreader", "pfr"),
    ("transcriber", "trc"),
    ("publisher", "pbl"),
    ("printer", "prt"),
];

impl Leaf for Role {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<Role, Diagnostic> {
        let found = ROLES
            .iter()
            .find(|(name, code)| *name == text || *code == text);
        let names = || ROLES.iter().map(|(name, _)| *name);
        found
            .map(|(_, code)| Role((*code).into()))
            .ok_or_else(|| unknown("role", text, names()))
    }
}

/// A file or folder, from the manifest's folder; `resolve` checks that it is there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FileName(pub String);

impl Leaf for FileName {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, form: Form) -> Result<FileName, Diagnostic> {
        String::read(text, form).map(FileName)
    }
}

/// The level of a heading, 0 for a line that is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct HeadingLevel(pub u8);

impl Leaf for HeadingLevel {
    const KIND: Kind = Kind::Choice(|| vec!["1", "2", "3", "4", "5", "6", "none"]);

    fn read(text: &str, _: Form) -> Result<HeadingLevel, Diagnostic> {
        let level = match text {
            "none" => Some(0),
            _ => text.parse().ok().filter(|level| (1..=6).contains(level)),
        };
        level.map(HeadingLevel).ok_or_else(|| {
            let message = format!("`{text}` is no level of heading");
            Diagnostic::error("unknown-name", message).hint("levels are 1 to 6, or `none`")
        })
    }
}

/// Columns of the plain text; None for one line a paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measure(pub Option<usize>);

impl Leaf for Measure {
    const KIND: Kind = Kind::Either(&Kind::Whole, &Kind::Choice(|| vec!["none"]));

    fn read(text: &str, _: Form) -> Result<Measure, Diagnostic> {
        if text == "none" {
            return Ok(Measure(None));
        }
        let columns = text.parse().ok().filter(|n| (20..=1000).contains(n));
        columns.map(|n| Measure(Some(n))).ok_or_else(|| {
            let message = format!("`{text}` is no measure");
            Diagnostic::error("no-length", message)
                .hint("write 20 to 1000 columns, such as 72, or `none`")
        })
    }
}

/// A paper by name, or width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PaperSize {
    /// Its size.
    pub size: Size,
    /// The paper, if it has a name.
    pub named: Option<&'static design::Paper>,
}

impl Leaf for PaperSize {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<PaperSize, Diagnostic> {
        if let Some(paper) = design::paper(&text.to_lowercase()) {
            let (width, height) = paper.trim;
            let size = Size {
                width: Length::mm(width),
                height: Length::mm(height),
            };
            let named = Some(paper);
            return Ok(PaperSize { size, named });
        }
        if let Some(paper) = papers::named(text) {
            let size = paper.size();
            return Ok(PaperSize { size, named: None });
        }
        match sides(text) {
            Some(size) => size.map(|size| PaperSize { size, named: None }),
            None => Err(unknown("paper", text, papers::SIZES.iter().map(|p| p.name))
                .hint("or give width and height: `120x190mm`; `pamphleteer list papers` has all names")),
        }
    }
}

/// `120x190mm`, `120 × 190 mm`, `5in x 8in`: None if it is nothing of the kind.
fn sides(text: &str) -> Option<Result<Size, Diagnostic>> {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (width, height) = text.split_once(['x', '×'])?;
    let unit = height.trim_start_matches(|c: char| c.is_ascii_digit() || ". ".contains(c));
    let has_unit = width.trim_end().ends_with(char::is_alphabetic);
    let width = if has_unit {
        width.into()
    } else {
        format!("{width}{unit}")
    };
    let size = length(&width).and_then(|width| {
        let height = length(height)?;
        Ok(Size { width, height })
    });
    Some(size.and_then(|size| {
        let least = Length::mm(40.0);
        if size.width < least || size.height < least {
            return Err(
                Diagnostic::error("no-length", format!("a page of `{text}` is too small"))
                    .hint("the smallest is 40x40mm"),
            );
        }
        Ok(size)
    }))
}

/// Pages of a signature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct SignatureRange(pub SignaturePages);

impl Leaf for SignatureRange {
    const KIND: Kind = Kind::Either(&Kind::Whole, &Kind::Text);

    fn read(text: &str, _: Form) -> Result<SignatureRange, Diagnostic> {
        let (from, to) = text.split_once(['-', '–']).unwrap_or((text, text));
        let pages = |text: &str| {
            let pages: Option<u32> = text.trim().parse().ok();
            pages.filter(|n| n % 4 == 0 && (4..=1024).contains(n))
        };
        match (pages(from), pages(to)) {
            (Some(from), Some(to)) if from <= to => Ok(SignatureRange(SignaturePages { from, to })),
            _ => {
                let message = format!("`{text}` is no number of pages of a signature");
                Err(Diagnostic::error("no-length", message)
                    .hint("write a multiple of four, such as 16, or a range, such as `16-32`"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isbn(text: &str) -> Result<String, String> {
        Isbn::read(text, Form::Text)
            .map(|i| i.0)
            .map_err(|d| d.message)
    }

    #[test]
    fn isbns_are_checked_and_made_thirteen_digits_long() {
        assert_eq!(isbn("978-0-306-40615-7"), Ok("9780306406157".into()));
        assert_eq!(isbn("0-306-40615-2"), Ok("9780306406157".into()));
        assert_eq!(isbn("0-8044-2957-x"), Ok("9780804429573".into()));
        for none in [
            "978-0-306-40615-8",
            "0-306-40615-3",
            "123",
            "978030640615é",
            "1234567890123",
        ] {
            assert!(isbn(none).is_err(), "{none}");
        }
    }

    #[test]
    fn dates_are_of_the_calendar() {
        for date in ["1914", "1914-05", "2000-02-29", "0001-12-31"] {
            assert!(is_date(date), "{date}");
        }
        for none in [
            "",
            "14",
            "1914-13",
            "1900-02-29",
            "1914-5-1",
            "1914-05-01-01",
            "Tuesday",
            "+191",
        ] {
            assert!(!is_date(none), "{none}");
        }
    }

    #[test]
    fn a_leaf_is_as_thick_as_its_length_or_its_weight_and_bulk_say() {
        let caliper = |text: &str| Caliper::read(text, Form::Text).map(|caliper| caliper.0);
        assert_eq!(caliper("0.12mm"), Ok(Length::mm(0.12)));
        for text in ["90gsm x 1.25", "90 gsm × 1.25", "90gsm*1.25"] {
            assert_eq!(caliper(text), Ok(Length::mm(0.1125)), "{text}");
        }
        for none in [
            "90gsm",
            "gsm x 1",
            "90gsm x",
            "0gsm x 1",
            "90gsm x 40",
            "1.25 x 90gsm",
            "NaN gsm x 1",
        ] {
            assert!(caliper(none).is_err(), "{none}");
        }
    }

    #[test]
    fn papers_have_a_name_or_two_sides() {
        let size = |text: &str| PaperSize::read(text, Form::Text).map(|p| p.size);
        let wanted = Size {
            width: Length::mm(120.0),
            height: Length::mm(190.0),
        };
        assert_eq!(size("120x190mm"), Ok(wanted));
        assert_eq!(size("12cm × 190 mm"), Ok(wanted));
        assert!(size("A5").is_ok());
        assert!(size("a9").is_err() && size("120x190").is_err() && size("1x1mm").is_err());
    }
}
