//! Whether short strings say the same. In: lines or words. Out: [`Folded`], a line as it is compared, folded once, since
//! each line is compared with those of many pages; and whether two words are within a few letters of each other.

/// Of this many characters one may differ.
const TOLERANCE: usize = 10;

/// A line without its case, blanks and stops.
pub(crate) struct Folded {
    /// The length of the line, in bytes.
    pub bytes: usize,
    chars: Vec<char>,
    digits: Vec<char>,
    /// How often it has characters of each of some sorts.
    sorts: [u8; SORTS],
}

/// So many sorts of characters are told apart: lines that differ much have different ones.
const SORTS: usize = 32;

impl Folded {
    pub(crate) fn new(line: &str) -> Folded {
        let chars = line.chars().filter(|c| c.is_alphanumeric());
        let chars: Vec<char> = chars.flat_map(char::to_lowercase).collect();
        let mut sorts = [0_u8; SORTS];
        for c in &chars {
            let sort = &mut sorts[*c as usize % SORTS];
            *sort = sort.saturating_add(1);
        }
        Folded {
            bytes: line.len(),
            sorts,
            digits: chars.iter().copied().filter(char::is_ascii_digit).collect(),
            chars,
        }
    }

    /// Whether one character in ten at the most differs. Digits must be the same.
    pub(crate) fn is_like(&self, other: &Folded) -> bool {
        let is_longer = self.bytes.abs_diff(other.bytes) * 4 > self.bytes;
        if self.chars.is_empty() || is_longer || self.digits != other.digits {
            return false;
        }
        let longest = self.chars.len().max(other.chars.len());
        let most = longest / TOLERANCE;
        // A character that differs is one less of a sort and one more of another.
        self.apart(other) <= 2 * most && is_within(&self.chars, &other.chars, most)
    }

    /// By how many characters two lines differ at the least, whatever their order: two for one that stands for another.
    fn apart(&self, other: &Folded) -> usize {
        let sorts = self.sorts.iter().zip(&other.sorts);
        sorts.map(|(a, b)| usize::from(a.abs_diff(*b))).sum()
    }
}

/// Whether Levenshtein's edit distance is no more than `most`; found by rows, of which only the middle matters.
pub(crate) fn is_within(a: &[char], b: &[char], most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let far = most + 1;
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let from = (i + 1).saturating_sub(most);
        let to = (i + 1 + most).min(b.len());
        let mut corner = row[from.max(1) - 1];
        if from == 0 {
            row[0] = i + 1;
        } else {
            row[from - 1] = far;
        }
        let mut least = row[from.max(1) - 1];
        for j in from.max(1)..=to {
            let above = if j == i + 1 + most { far } else { row[j] };
            let step = (corner + usize::from(*x != b[j - 1]))
                .min(row[j - 1] + 1)
                .min(above + 1);
            corner = row[j];
            row[j] = step;
            least = least.min(step);
        }
        if least > most {
            return false;
        }
    }
    row[b.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_like(a: &str, b: &str) -> bool {
        Folded::new(a).is_like(&Folded::new(b))
    }

    #[test]
    fn one_character_in_ten_may_differ() {
        assert!(is_like("The Wealth of Nations", "THE WEALTH OF NATIONS."));
        assert!(is_like("The Wealth of Nations", "The Wealth of Natiens"));
        assert!(is_like("The Wealth of Nations", "TheWealth ofNation"));
        assert!(is_like("The Wealth of Nations", "he Wealth of Nations"));
        assert!(!is_like("The Wealth of Nations", "The Health of Natiens"));
        assert!(!is_like("Chapter 2 of Nations", "Chapter 3 of Nations"));
        assert!(!is_like("", ""));
    }

    /// The plain distance, by whole rows.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, x) in a.iter().enumerate() {
            let mut corner = row[0];
            row[0] = i + 1;
            for (j, y) in b.iter().enumerate() {
                let step = (corner + usize::from(x != y))
                    .min(row[j] + 1)
                    .min(row[j + 1] + 1);
                corner = row[j + 1];
                row[j + 1] = step;
            }
        }
        row[b.len()]
    }

    proptest::proptest! {
        #[test]
        fn the_middle_of_the_rows_is_enough(a in "[ab]{0,12}", b in "[ab]{0,12}", most in 0..5_usize) {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!(is_within(&a, &b, most), distance(&a, &b) <= most);
            let (one, other) = (a.iter().collect::<String>(), b.iter().collect::<String>());
            let apart = Folded::new(&one).apart(&Folded::new(&other));
            assert!(apart <= 2 * distance(&a, &b));
        }
    }
}
