//! How a line stands in its sentence. In: a line. Out: whether it ends one, or begins inside one.

/// Whether a line ends with a full stop or what stands for one, or with the name that signs a note; calls after it are
/// passed over.
#[must_use]
pub fn ends_sentence(ink: &str) -> bool {
    let ink = ink.trim_end_matches(|c: char| {
        c.is_ascii_digit()
            || super::marks::superior(c).is_some()
            || super::marks::symbol(c).is_some()
    });
    let ink = ink.trim_end_matches(['”', '’', '"', '\'', ')', ']', '»', '[', '(']);
    ink.ends_with(['.', '!', '?', '…', ':']) || is_signed(ink)
}

/// Whether a line ends with a dash and a name: `—Editor`, `—A. Bremm`.
#[must_use]
pub fn is_signed(ink: &str) -> bool {
    let Some((_, name)) = ink.rsplit_once(['—', '―']) else {
        return false;
    };
    let mut words = name.split_whitespace();
    name.len() < 30 && !name.is_empty() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a line begins in the middle of a sentence.
#[must_use]
pub fn starts_lower(ink: &str) -> bool {
    ink.trim_start_matches(['“', '‘', '"', '(', '[', '«'])
        .starts_with(|c: char| c.is_lowercase())
}
