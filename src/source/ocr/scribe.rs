//! Writes the transcription. In: pages, one by one, as [`Sheet`]s. Out: the text and where its words stand. Only the page
//! that is being read is held besides.

use super::level;
use super::measure::{self, Measure};
use super::raised;
use super::sheet::{Bounds, Look, Row, Sheet, Word, joined};
use crate::source::readers::Transcription;
use crate::source::typography::{Leaf, Picture, Region, Rule, Run, Style, Typography};
use std::ops::Range;

/// How many signs a box may hold and still be judged as one sign.
const FEW_SIGNS: usize = 3;
/// Hundredths of a point in a unit that is believed: from 4,800 units an inch to 48.
const UNITS: std::ops::RangeInclusive<f64> = 1.5..=150.0;
/// The longest text that spans can point into.
const LONGEST: usize = u32::MAX as usize;

/// Takes pages and keeps what they say.
#[derive(Default)]
pub struct Scribe {
    text: String,
    pages: Vec<Leaf>,
    runs: Vec<Run>,
    regions: Vec<(u32, Region)>,
    /// Whether the text is longer than a source can be.
    pub is_too_long: bool,
}

/// How a page of the file lies on the straight page.
struct Upright {
    slope: f64,
    x: f64,
    y: f64,
    scale: f64,
}

impl Upright {
    fn x(&self, x: f64, y: f64) -> i32 {
        ((x + self.slope * (y - self.y)) * self.scale).round() as i32
    }

    fn y(&self, x: f64, y: f64) -> i32 {
        ((y - self.slope * (x - self.x)) * self.scale).round() as i32
    }
}

impl Scribe {
    /// Writes a page.
    pub fn page(&mut self, mut sheet: Sheet) {
        for row in &mut sheet.rows {
            settle(row);
        }
        sheet.rows.retain(|row| !row.words.is_empty());
        let slope = measure::slope(&sheet.rows);
        sheet.unit = sheet.unit.or_else(|| unit_by_sizes(&sheet.rows, slope));
        let upright = Upright {
            slope,
            x: sheet.width / 2.0,
            y: sheet.height / 2.0,
            scale: sheet.scale(),
        };
        if !self.pages.is_empty() {
            self.text.push('\u{c}');
        }
        self.pages.push(leaf(&sheet, &upright));
        level::even(&mut sheet.rows);
        for (index, row) in sheet.rows.iter().enumerate() {
            if row.is_first && index > 0 {
                self.text.push('\n');
            }
            self.row(row, &upright);
        }
        self.is_too_long |= self.text.len() > LONGEST;
    }

    fn row(&mut self, row: &Row, upright: &Upright) {
        let line = measure::measure(row, upright.slope);
        let start = self.text.len() as u32;
        self.regions
            .extend(row.region.map(|region| (start, region)));
        let last = row.words.len() - 1;
        for (index, word) in row.words.iter().enumerate() {
            if index > 0 {
                self.text.push(' ');
            }
            let at = self.text.len();
            let is_last = index == last;
            self.text.push_str(&printed(&word.text, is_last));
            if let Some(line) = &line {
                match call_of(word, line, index == 0) {
                    Some(sign) => {
                        self.runs_of(&word.styled(sign, Style::RAISED), at, line, upright)
                    }
                    None => self.runs_of(word, at, line, upright),
                }
            }
        }
        self.text.push('\n');
    }

    /// The runs of a word that was written from byte `at` on: parts that are set alike are one.
    fn runs_of(&mut self, word: &Word, at: usize, line: &Measure, upright: &Upright) {
        let end = self.text.len();
        let spread = spread(word);
        let count = word.parts.len();
        let mut start = 0;
        let first = self.runs.len();
        for (index, (part, text)) in word.pieces().enumerate() {
            let Some(bounds) = spread.get(index).copied().flatten() else {
                start = part.end;
                continue;
            };
            let is_edge = index == 0 || index + 1 == count;
            let mut look = part.look;
            // The box of a part that took its share of the word's says nothing of its height.
            let own = part
                .bounds
                .or(word.bounds.filter(|_| count == 1 && !is_point(text)));
            if own.is_some_and(|own| is_raised(text, own, line, is_edge)) {
                look.style |= Style::RAISED;
            }
            let mut run = run(bounds, look, line, upright);
            let is_end = index + 1 == count;
            run.start = (at + start) as u32;
            // The hyphen at a line's end may be longer or shorter than the sign it was written for.
            run.end = if is_end { end } else { at + part.end } as u32;
            run.confidence = word.confidence.or(part.confidence).unwrap_or(100).min(100);
            start = part.end;
            match self.runs[first..].last_mut() {
                Some(before) if is_alike(before, &run) => merge(before, &run),
                _ => self.runs.push(run),
            }
        }
    }

    /// The text of a single page and its runs.
    #[must_use]
    pub fn into_page(self) -> (String, Vec<Run>) {
        (self.text, self.runs)
    }

    /// The transcription of all pages.
    #[must_use]
    pub fn finish(self) -> Transcription {
        let typography =
            Typography::new(&self.text, self.pages, self.runs).with_regions(&self.regions);
        Transcription {
            text: self.text,
            typography,
        }
    }
}

/// Hundredths of a point in a unit of a file that does not say it but gives sizes of type in points: the middle of what
/// its lines' letters say.
fn unit_by_sizes(rows: &[Row], slope: f64) -> Option<f64> {
    let unit = |row: &Row| {
        let size = row.words.first()?.parts.first()?.look.size?;
        Some(size * 100.0 / measure::measure(row, slope)?.size)
    };
    let mut units: Vec<f64> = rows.iter().filter_map(unit).collect();
    units.sort_by(f64::total_cmp);
    let unit = *units.get(units.len() / 2)?;
    UNITS.contains(&unit).then_some(unit)
}

/// Brings a row into order: words without blanks, each with a box if the row has one.
fn settle(row: &mut Row) {
    let words = std::mem::take(&mut row.words);
    row.words = words.into_iter().flat_map(Word::divided).collect();
    for word in &mut row.words {
        let parts = word.parts.iter().filter_map(|part| part.bounds);
        word.bounds = word.bounds.or(parts.reduce(Bounds::joined));
    }
    let words = row.words.iter().filter_map(|word| word.bounds);
    row.bounds = joined(row.bounds, words.reduce(Bounds::joined));
    if let Some(bounds) = row.bounds {
        place(&mut row.words, bounds);
    }
}

/// Gives words without boxes shares of the room between those that have some.
fn place(words: &mut [Word], row: Bounds) {
    let mut index = 0;
    while index < words.len() {
        let loose = words[index..].iter().take_while(|w| w.bounds.is_none());
        let count = loose.count();
        if count == 0 {
            index += 1;
            continue;
        }
        let before = index.checked_sub(1).and_then(|i| words[i].bounds);
        let after = words.get(index + count).and_then(|w| w.bounds);
        let room = Bounds {
            left: before.map_or(row.left, |b| b.right),
            right: after.map_or(row.right, |b| b.left),
            ..row
        };
        let letters = |word: &Word| word.text.chars().count() as f64 + 1.0;
        let loose = &mut words[index..index + count];
        let whole: f64 = loose.iter().map(letters).sum::<f64>() - 1.0;
        let mut at = 0.0;
        for word in loose {
            let end = at + letters(word) - 1.0;
            word.bounds = Some(room.slice(at / whole, end / whole));
            at = end + 1.0;
        }
        index += count;
    }
}

/// The boxes of a word's parts; those that have none take shares of the word's.
fn spread(word: &Word) -> Vec<Option<Bounds>> {
    let whole = word.text.chars().count().max(1) as f64;
    let mut at = 0.0;
    let parts = word.pieces().map(|(part, text)| {
        let end = at + text.chars().count() as f64;
        let share = word.bounds.map(|b| b.slice(at / whole, end / whole));
        at = end;
        part.bounds.or(share)
    });
    parts.collect()
}

/// The text as it is printed: the hyphen that ends a line is one, whatever sign the program wrote for it, and no
/// character is one that text can't hold.
fn printed(word: &str, is_last: bool) -> String {
    let stem = word.strip_suffix(['\u{ac}', '\u{ad}']).filter(|_| is_last);
    let written = stem.map_or_else(|| word.to_string(), |stem| format!("{stem}-"));
    written.replace(char::is_control, "\u{fffd}")
}

/// The sign of a word without boxes of its characters that a raised figure was taken for.
fn call_of(word: &Word, line: &Measure, is_first: bool) -> Option<Range<usize>> {
    let [part] = word.parts[..] else { return None };
    let bounds = word.bounds.filter(|_| part.bounds.is_none())?;
    raised::sign_of(&word.text, bounds, line, is_first)
}

/// Whether a word is a point that stands by itself, as French sets it: the boxes of such words reach as high as their lines.
fn is_point(word: &str) -> bool {
    matches!(word, "!" | "?" | ";" | ":")
}

/// Whether a part that has a box of its own stands above the line.
fn is_raised(text: &str, bounds: Bounds, line: &Measure, is_edge: bool) -> bool {
    let count = text.chars().count();
    let is_sign = count == 1 || count <= FEW_SIGNS && !text.contains(char::is_alphabetic);
    is_sign
        && text
            .chars()
            .all(|c| raised::is_raised(c, bounds, line, is_edge))
}

/// A run of a box.
fn run(bounds: Bounds, look: Look, line: &Measure, upright: &Upright) -> Run {
    let size = look.size.map_or(line.size * upright.scale, |pt| pt * 100.0);
    let thousandths = |height: f64| (height / line.size * 1000.0).clamp(-9999.0, 9999.0) as i16;
    let (foot, head) = line.above(bounds);
    let is_raised = look.style.has(Style::RAISED);
    Run {
        start: 0,
        end: 0,
        left: upright.x(bounds.left, line.baseline),
        right: upright.x(bounds.right, line.baseline),
        baseline: upright.y(line.middle, line.baseline),
        size: size.clamp(1.0, 100_000.0).round() as i32,
        foot: if is_raised { thousandths(foot) } else { 0 },
        head: if is_raised { thousandths(head) } else { 0 },
        style: look.style,
        face: look.face,
        confidence: 100,
    }
}

fn is_alike(one: &Run, other: &Run) -> bool {
    (one.style, one.size, one.face) == (other.style, other.size, other.face)
        && one.end == other.start
}

fn merge(run: &mut Run, more: &Run) {
    run.end = more.end;
    run.left = run.left.min(more.left);
    run.right = run.right.max(more.right);
    run.foot = run.foot.min(more.foot);
    run.head = run.head.max(more.head);
    run.confidence = run.confidence.min(more.confidence);
}

/// The page as it is shown.
fn leaf(sheet: &Sheet, upright: &Upright) -> Leaf {
    let length = |units: f64| (units * upright.scale).round().clamp(0.0, 2e9) as i32;
    let mut rules: Vec<Rule> = sheet
        .rules
        .iter()
        .filter(|b| b.width() > b.height())
        .map(|b| Rule {
            left: upright.x(b.left, b.centre()),
            right: upright.x(b.right, b.centre()),
            y: upright.y(b.middle(), b.centre()),
        })
        .collect();
    rules.sort_by_key(|rule| (rule.y, rule.left));
    let mut pictures: Vec<Picture> = sheet
        .pictures
        .iter()
        .map(|b| Picture {
            left: upright.x(b.left, b.centre()),
            top: upright.y(b.middle(), b.top),
            right: upright.x(b.right, b.centre()),
            bottom: upright.y(b.middle(), b.bottom),
        })
        .collect();
    pictures.sort_by_key(|picture| (picture.top, picture.left));
    Leaf {
        width: length(sheet.width),
        height: length(sheet.height),
        label: sheet.label.clone(),
        rules,
        pictures,
    }
}
