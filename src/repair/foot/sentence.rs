//! How a line stands in its sentence. In: a line. Out: whether it ends one, or begins inside one.

/// Whether a line ends with a full stop or what stands for one, or with the name that signs a note; calls after it are
/// passed over.
#[must_use]
pub fn ends_sentence(ink: &str) -> bool {
    let ink = match ink.strip_suffix(')') {
        // A call with half a bracket.
        Some(bare) if without_number(bare).len() < bare.len() && !is_open(bare) => {
            without_number(bare).trim_end()
        }
        _ => without_number(ink),
    };
    let ink = ink.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»', '[', '(']);
    ink.ends_with(['.', '!', '?', '…', ':']) && !awaits_more(ink) || is_signed(ink)
}

/// A line without the number or the symbols at its end.
fn without_number(ink: &str) -> &str {
    ink.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || super::marks::superior(c).is_some()
            || super::marks::symbol(c).is_some()
    })
}

/// Whether a line opens a bracket that it does not close.
fn is_open(ink: &str) -> bool {
    ink.rfind('(') > ink.rfind(')')
}

/// Abbreviations that are nothing without what follows them.
const AWAITING: [&str; 24] = [
    "mr", "mrs", "ms", "messrs", "dr", "prof", "rev", "hon", "capt", "lieut", "col", "gen", "mme",
    "mlle", "hr", "hrn", "sr", "sra", "p", "pp", "vol", "cf", "vgl", "viz",
];

/// Whether a line ends in an abbreviation that something must follow: a name after `Mr.`, a number after `p.`
fn awaits_more(ink: &str) -> bool {
    let Some(bare) = ink.strip_suffix('.') else {
        return false;
    };
    let word = bare.rsplit(|c: char| !c.is_alphabetic()).next();
    word.is_some_and(|word| AWAITING.contains(&word.to_lowercase().as_str()))
}

/// Whether a line ends with a dash and a name: `—Editor`, `—A. Bremm`.
#[must_use]
pub fn is_signed(ink: &str) -> bool {
    // A name is short: what stands further from the end is not looked at.
    let near = &ink[ink.ceil_char_boundary(ink.len().saturating_sub(40))..];
    let Some((_, name)) = near.rsplit_once(['—', '―']) else {
        return false;
    };
    let mut words = name.split_whitespace();
    name.len() < 30 && !name.is_empty() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a line begins in the middle of a sentence.
#[must_use]
pub fn starts_lower(ink: &str) -> bool {
    opened(ink).starts_with(char::is_lowercase)
}

/// A line behind the marks that open it.
#[must_use]
pub fn opened(ink: &str) -> &str {
    ink.trim_start_matches(['“', '‘', '"', '(', '[', '«', '„', '‚', '»', '¿', '¡', '\''])
}

/// Whether a word is an address of the web, whatever stands before its letters.
pub(crate) fn is_address(word: &str) -> bool {
    let bare = word.trim_start_matches(|c: char| !c.is_alphabetic());
    ["http://", "https://", "ftp://", "www."]
        .iter()
        .any(|head| bare.starts_with(head))
}

/// Whether a row ends with an address of the web that looks whole: no stop stands behind such, and they are broken behind a
/// sign.
pub(crate) fn ends_address(ink: &str) -> bool {
    let last = ink.split_whitespace().next_back().unwrap_or_default();
    is_address(last) && last.ends_with(char::is_alphanumeric)
}

/// What addresses are broken behind that ends nothing else; and what ends whole ones, too.
const CUTS: [char; 6] = ['%', '_', '=', '&', '?', '~'];
const JOINTS: [char; 2] = ['/', '-'];

/// Whether a row breaks off inside an address of the web that the next one begins with the rest of. Behind a slash or a
/// hyphen only a rest that has such signs of its own shows it.
pub(crate) fn breaks_address(ink: &str, next: &str) -> bool {
    let last = ink.split_whitespace().next_back().unwrap_or_default();
    let rest = next.split_whitespace().next().unwrap_or_default();
    let goes_on = || rest.contains(|c| CUTS.contains(&c) || JOINTS.contains(&c));
    is_address(last) && (last.ends_with(CUTS) || last.ends_with(JOINTS) && goes_on())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_break_off_behind_signs() {
        let site = "see http://example.org/The%";
        assert!(breaks_address(site, "20Boats.pdf (last seen in May)."));
        assert!(breaks_address("www.example.org/", "2004/12/boats.html"));
        assert!(!breaks_address("www.example.org/", "12The mill."));
        assert!(!breaks_address("in all 12 %", "20The mill."));
        assert!(!breaks_address(
            "http://example.org/boats",
            "20The mill-race."
        ));
    }

    #[test]
    fn calls_with_half_a_bracket_stand_behind_the_end() {
        assert!(ends_sentence("the ferry went.*)"));
        assert!(ends_sentence("the ferry went. 12)"));
        assert!(!ends_sentence("the ferry of 12)"));
        assert!(!ends_sentence("the ferry (No. 12)"));
    }
}
