//! The direction of languages. In: a BCP 47 tag. Out: whether its lines run from right to left.

/// Languages whose usual script runs from right to left (CLDR, likely subtags).
const LANGUAGES: &[&str] = &[
    "ar", "arc", "azb", "ckb", "dv", "fa", "he", "iw", "ji", "lrc", "mzn", "nqo", "pnb", "ps",
    "sd", "syr", "ug", "ur", "yi",
];

/// Scripts that do, where a tag names its script.
const SCRIPTS: &[&str] = &[
    "adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa",
];

/// Whether the language's lines run from right to left; a script that the tag names decides.
#[must_use]
pub fn is_right_to_left(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']).map(str::to_ascii_lowercase);
    let main = parts.next().unwrap_or_default();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => SCRIPTS.contains(&script.as_str()),
        None => LANGUAGES.contains(&main.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::is_right_to_left;

    #[test]
    fn the_script_decides_then_the_language() {
        let turned = ["he", "ar-EG", "fa", "az-Arab", "yi"].map(is_right_to_left);
        assert_eq!(turned, [true; 5]);
        let usual = ["", "en-GB", "yi-Latn", "ku", "ara"].map(is_right_to_left);
        assert_eq!(usual, [false; 5]);
    }
}
