//! Names that nearly fit. In: a word and the words that would do. Out: the nearest, for `did you mean`.

/// The candidates nearest to a word: near enough to be a slip, the nearest first, up to `most`.
#[must_use]
pub fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let word: Vec<char> = word.chars().flat_map(char::to_lowercase).take(80).collect();
    let limit = (word.len() / 3).max(1);
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|name| distance(&word, name, limit).map(|d| (d, name)))
        .collect();
    near.sort();
    near.dedup();
    near.into_iter().take(most).map(|(_, name)| name).collect()
}

/// Slips between two words (letters added, lost, changed, or two exchanged: optimal string alignment), without regard to
/// case; None if more than `limit`.
fn distance(word: &[char], name: &str, limit: usize) -> Option<usize> {
    let name: Vec<char> = name
        .chars()
        .flat_map(char::to_lowercase)
        .take(120)
        .collect();
    if word.len().abs_diff(name.len()) > limit {
        return None;
    }
    let mut rows = vec![(0..=name.len()).collect::<Vec<usize>>()];
    for (i, &a) in word.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in name.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(a != b))
                .min(rows[i][j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && a == name[j - 1] && word[i - 1] == b {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    Some(rows[word.len()][name.len()]).filter(|&d| d <= limit)
}

/// A reader looks no further than so many names.
const LONGEST_LIST: usize = 12;

/// Words in backquotes, with commas, and a word before the last: `a`, `b` or `c`.
#[must_use]
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>, before_last: &str) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(|n| format!("`{n}`")).collect();
    if quoted.len() > LONGEST_LIST {
        quoted.truncate(LONGEST_LIST);
        return format!("{} …", quoted.join(", "));
    }
    let Some(last) = quoted.pop() else {
        return String::new();
    };
    if quoted.is_empty() {
        return last;
    }
    format!("{} {before_last} {last}", quoted.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let keys = ["title", "subtitle", "text", "publisher"];
        assert_eq!(nearest("titel", keys, 3), ["title"]);
        assert_eq!(nearest("Publihser", keys, 3), ["publisher"]);
        assert!(nearest("cover", keys, 3).is_empty());
        assert_eq!(listed(["a", "b", "c"], "or"), "`a`, `b` or `c`");
    }
}
