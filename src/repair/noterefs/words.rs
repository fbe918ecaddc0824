//! Words beside which a number is no call. In: a word. Out: whether it is one of them.

/// Words that a number follows which is no call: `No. 52`, `Vol 25`, `p. 9`.
#[must_use]
pub fn is_reference(word: &str) -> bool {
    const WORDS: [&str; 34] = [
        "no", "nos", "nr", "vol", "vols", "p", "pp", "page", "pages", "ch", "chap", "chapter",
        "book", "part", "sec", "section", "fig", "table", "art", "cap", "lib", "note", "notes",
        "bd", "tom", "t", "kap", "seite", "s", "vers", "verse", "cf", "act", "n",
    ];
    let lower = word.to_lowercase();
    WORDS.contains(&lower.as_str())
}

/// Months, long and short: a number beside them is a date.
#[must_use]
pub fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 14] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "year",
    ];
    const LONG: [&str; 11] = [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = word.to_lowercase();
    MONTHS.contains(&lower.as_str()) || LONG.contains(&lower.as_str())
}
