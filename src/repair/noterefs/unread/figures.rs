//! Figures as scans show them. In: the sign that OCR read for a raised number, and a number. Out: how well they agree; and the
//! numbers that the labels of a text's bodies say by their order, whatever signs stand for them.

use super::Body;
use crate::hash::HashMap;
use crate::repair::foot::marks::letters::LETTERS;
use crate::repair::foot::unread::letters;

/// Signs that are told apart: what stands in one text as one of them stands in another as another.
const KINDS: [&str; 7] = ["'’‘`´", "”“\"", "°º", "®©@", "*", "?", "!|lIiîÎ"];
/// What it says for each figure that a sign of each kind was read for it: logarithms of how much more often than for others, but for
/// the rarest. Counted on 563 figures of raised numbers that were set in seven faces for this, read by Tesseract 5: `!°` for
/// 10, `*?` for 33, `®®` for 59.
const SAYS: [[f32; 7]; 10] = [
    [-1.2, -0.7, 1.5, -0.5, -1.2, 0.6, -1.5],
    [0.7, -1.2, -1.5, -1.5, -1.5, -1.5, 1.8],
    [-0.8, 1.1, -1.5, -1.5, -0.1, 1.2, -1.5],
    [0.1, -1.2, -0.8, -0.9, 0.7, 0.7, -1.5],
    [-0.8, -0.5, -1.5, -1.5, 1.0, -0.9, -1.5],
    [-0.8, -0.6, 0.8, 0.1, 0.2, -0.4, -1.5],
    [-1.2, -0.6, 0.9, 1.2, -0.5, -1.5, -1.5],
    [1.4, 1.3, -1.5, -1.5, -1.5, -1.5, -1.5],
    [-0.8, -1.2, -1.5, 1.2, 0.4, -0.8, -1.5],
    [-0.4, 0.3, 0.6, 0.5, -1.2, 0.8, -1.5],
];
/// What it says for a figure that it was read; that another was; and the most that is said for or against a number.
const SAME: f32 = 2.3;
const OTHER: f32 = -1.0;
const MOST: f32 = 3.0;
/// What it says that one sign stands for both figures of a number; the better of the two counts by this share.
const BLURRED: f32 = 0.5;
/// What it says against a number that the sign has more signs: its first closes a quotation, perhaps.
const LONGER: f32 = -0.7;

/// What it says for a number above its order that it was skipped, or that numbers begin anew.
const SKIPPED: f32 = -3.0;
const ANEW: f32 = -4.0;
/// Numbers skipped in one place, at the most, and bodies whose numbers are looked for: the search grows with their square.
const SKIPS: usize = 2;
const BODIES: usize = 1500;

/// Labels are symbols where one in so many is a dagger: the others are asterisks.
const SYMBOLS: usize = 8;

/// Labels are letters where one in so many is one.
const BY_LETTERS: usize = 2;

/// How well a sign agrees with a number, in natural-log units; 0 where it says nothing.
pub(super) fn agreement(sign: &str, number: u32) -> f32 {
    if letters::is_one(number) {
        let read = letters::value(sign);
        return read.map_or(0.0, |read| if read == number { SAME } else { OTHER });
    }
    let signs: Vec<char> = sign.trim().chars().collect();
    let figures: Vec<usize> = number
        .to_string()
        .bytes()
        .map(|figure| usize::from(figure - b'0'))
        .collect();
    let sum: f32 = match (signs.len(), figures.len()) {
        (0, _) => return 0.0,
        (one, other) if one == other => signs
            .iter()
            .zip(&figures)
            .map(|(&s, &f)| stands(s, f))
            .sum(),
        (1, _) => {
            let each = figures.iter().map(|&figure| stands(signs[0], figure));
            BLURRED * each.fold(0.0, f32::max)
        }
        (_, 1) => LONGER + stands(signs[signs.len() - 1], figures[0]),
        _ => return 0.0,
    };
    sum.clamp(-MOST, MOST)
}

/// What it says for a figure that a sign was read.
fn stands(sign: char, figure: usize) -> f32 {
    let digit = match sign {
        'З' | 'з' => Some(3),
        'o' | 'O' | 'о' | 'О' => Some(0),
        _ => sign.to_digit(10),
    };
    let kind = KINDS.iter().position(|signs| signs.contains(sign));
    match (digit, kind) {
        (Some(digit), _) if digit as usize == figure => SAME,
        (Some(_), _) => OTHER,
        (None, Some(kind)) => SAYS[figure][kind],
        (None, None) => 0.0,
    }
}

/// What the numbers of bodies may be.
pub(super) struct Way {
    /// The number of each; none where labels are symbols.
    pub numbers: Vec<Option<u32>>,
    /// What the labels say for it.
    pub score: f32,
}

/// Whether notes are counted by letters.
pub(super) fn are_letters(bodies: &[Body]) -> bool {
    let letters = bodies.iter().filter(|body| letters::is_one(body.value));
    let count = letters.count();
    count > 0 && count * BY_LETTERS >= bodies.len()
}

/// The letters of bodies: those that labels show, and between them those that their order tells.
fn by_letters(bodies: &[Body]) -> Vec<Option<u32>> {
    let (mut page, mut last) = (None, LETTERS);
    let letter = |body: &Body| {
        if page.replace(body.page) != Some(body.page) {
            last = LETTERS;
        }
        last = if letters::is_one(body.value) {
            body.value
        } else {
            last + 1
        };
        Some(last)
    };
    bodies.iter().map(letter).collect()
}

/// The numbers of bodies by their order, whatever signs stand for them: counted on, and from 1 on each page; or their letters.
pub(super) fn numbers(bodies: &[Body]) -> Vec<Way> {
    if are_letters(bodies) {
        return vec![Way {
            numbers: by_letters(bodies),
            score: 0.0,
        }];
    }
    // A dagger is read as a plus.
    let is_symbol = |body: &&Body| body.printed.contains(['†', '‡', '+']);
    if bodies.iter().filter(is_symbol).count() * SYMBOLS >= bodies.len().max(1)
        || bodies.len() > BODIES
    {
        return vec![Way {
            numbers: vec![None; bodies.len()],
            score: 0.0,
        }];
    }
    let pages = bodies.chunk_by(|one, other| one.page == other.page);
    let by_page: Vec<u32> = pages.flat_map(|page| 1..=page.len() as u32).collect();
    let pairs = bodies.iter().zip(&by_page);
    let score = pairs
        .map(|(body, &number)| agreement(&body.printed, number))
        .sum();
    [counted(bodies), (score, by_page)]
        .map(|(score, numbers)| Way {
            numbers: numbers.into_iter().map(Some).collect(),
            score,
        })
        .into()
}

/// Numbers that count on, and what speaks for them: the best way through all, some skipped, some begun anew.
fn counted(bodies: &[Body]) -> (f32, Vec<u32>) {
    let most = bodies.len() + 2 * SKIPS;
    // Of each body and number the best sum, and the number before.
    let mut ways: Vec<Vec<(f32, usize)>> = Vec::new();
    let mut said: HashMap<(String, usize), f32> = HashMap::default();
    for body in bodies {
        let before = ways.last();
        let best = before.map(|row| best_of(row));
        let row = (0..=most).map(|number| {
            let key = (body.printed.clone(), number);
            let own = *said
                .entry(key)
                .or_insert_with(|| agreement(&body.printed, number as u32));
            let (score, from) = match (before, best) {
                _ if number == 0 => (f32::MIN, 0),
                (Some(row), Some(best)) => reached(row, number, best),
                // A text may be a part of a longer one.
                _ => (if number == 1 { 0.0 } else { SKIPPED }, 0),
            };
            (score + own, from)
        });
        let row = row.collect();
        ways.push(row);
    }
    let (score, mut number) = ways.last().map_or((0.0, 0), |row| best_of(row));
    let mut numbers = Vec::new();
    for row in ways.iter().rev() {
        numbers.push(number as u32);
        number = row[number].1;
    }
    numbers.reverse();
    (score, numbers)
}

fn best_of(row: &[(f32, usize)]) -> (f32, usize) {
    let scores = row.iter().enumerate().map(|(number, way)| (way.0, number));
    scores.fold(
        (f32::MIN, 0),
        |best, way| if way.0 > best.0 { way } else { best },
    )
}

/// The best sum with which a number follows those of a row, and which of them.
fn reached(row: &[(f32, usize)], number: usize, best: (f32, usize)) -> (f32, usize) {
    let steps = (0..=SKIPS).filter_map(|skipped| {
        let from = number.checked_sub(1 + skipped)?;
        Some((row[from].0 + SKIPPED * skipped as f32, from))
    });
    let anew = (number == 1).then_some((best.0 + ANEW, best.1));
    steps.chain(anew).fold(
        (f32::MIN, 0),
        |best, way| if way.0 > best.0 { way } else { best },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::galley::NoteId;

    fn bodies(labels: &[&str], pages: &[u32]) -> Vec<Body> {
        let body = |(label, &page): (&&str, &u32)| Body {
            id: NoteId(1),
            value: 0,
            printed: (*label).into(),
            misread: true,
            page,
            zone: 0,
        };
        labels.iter().zip(pages).map(body).collect()
    }

    #[test]
    fn signs_agree_with_the_figures_that_they_stand_for() {
        assert!(agreement("!4", 14) > agreement("!4", 13));
        assert!(agreement("°", 5) > 0.5 && agreement("°", 1) < 0.0);
        assert!(agreement("”", 2) > agreement("”", 4));
        assert_eq!(agreement("", 4), 0.0);
    }

    /// The numbers that labels say most for.
    fn best(labels: &[&str]) -> Vec<Option<u32>> {
        let ways = numbers(&bodies(labels, &[0, 0, 1, 1, 2, 2])).into_iter();
        let best = ways.reduce(|best, way| if way.score > best.score { way } else { best });
        best.map_or(Vec::new(), |way| way.numbers)
    }

    #[test]
    fn letters_agree_with_themselves() {
        let mut bodies = bodies(&["a", "?", "c", "a"], &[0, 0, 0, 1]);
        for body in &mut bodies {
            body.value = letters::value(&body.printed).unwrap_or_default();
        }
        let read = numbers(&bodies).remove(0).numbers;
        assert_eq!(read, [1, 2, 3, 1].map(|rank| Some(LETTERS + rank)));
        assert!(agreement("b", LETTERS + 2) > 0.0 && agreement("a", LETTERS + 2) < 0.0);
        assert_eq!(agreement("®", LETTERS + 2), 0.0);
    }

    #[test]
    fn labels_tell_whether_notes_count_on() {
        let anew = best(&["!", "?", "!", "”", "!", "?"]);
        assert_eq!(anew, [1, 2, 1, 2, 1, 2].map(Some));
        let on = best(&["!", "?", "*", "*", "°", "®"]);
        assert_eq!(on, [1, 2, 3, 4, 5, 6].map(Some));
        let skipped = best(&["!", "?", "3", "°", "®", "’"]);
        assert_eq!(skipped, [1, 2, 3, 5, 6, 7].map(Some));
        assert_eq!(best(&["*", "†", "*", "*", "*", "*"]), [None; 6]);
    }
}
