//! Pure ASCII. In: text. Out: the same in ASCII by the table here, which docs/text.md explains; what has no form in it
//! is `?`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands for a character, for all that decomposition does not settle.
const FORMS: &[(&str, &str)] = &[
    ("“”„‟«»″", "\""),
    ("‘’‚‛‹›′ʼʹʺъьЪЬ", "'"),
    ("‐‑‒–−", "-"),
    ("—―", "--"),
    ("…", "..."),
    (
        "\u{a0}\u{2002}\u{2003}\u{2007}\u{2009}\u{200a}\u{202f}",
        " ",
    ),
    ("\u{ad}\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}", ""),
    ("†", "+"),
    ("‡", "++"),
    ("§", "S."),
    ("¶", "P."),
    ("•·", "*"),
    ("⁂", "* * *"),
    ("©", "(c)"),
    ("®", "(R)"),
    ("™", "(TM)"),
    ("£", "GBP "),
    ("€", "EUR "),
    ("¢", "c"),
    ("×", "x"),
    ("÷", "/"),
    ("±", "+/-"),
    ("°", " deg"),
    ("№", "No."),
    ("⁄", "/"),
    ("¡¿", ""),
    ("ß", "ss"),
    ("ẞ", "SS"),
    ("æ", "ae"),
    ("Æ", "AE"),
    ("œ", "oe"),
    ("Œ", "OE"),
    ("ø", "o"),
    ("Ø", "O"),
    ("đð", "d"),
    ("ĐÐ", "D"),
    ("ł", "l"),
    ("Ł", "L"),
    ("þ", "th"),
    ("Þ", "Th"),
    ("ħ", "h"),
    ("ı", "i"),
    // Greek, by its letters (ELOT 743 without digraphs).
    ("α", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("ε", "e"),
    ("ζ", "z"),
    ("η", "i"),
    ("θ", "th"),
    ("ι", "i"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "x"),
    ("ο", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σς", "s"),
    ("τ", "t"),
    ("υ", "y"),
    ("φ", "f"),
    ("χ", "ch"),
    ("ψ", "ps"),
    ("ω", "o"),
    // Cyrillic, near BGN/PCGN 1947, without its dots.
    ("а", "a"),
    ("б", "b"),
    ("в", "v"),
    ("гґ", "g"),
    ("д", "d"),
    ("еэ", "e"),
    ("ё", "yo"),
    ("ж", "zh"),
    ("з", "z"),
    ("иіѵ", "i"),
    ("й", "y"),
    ("к", "k"),
    ("л", "l"),
    ("м", "m"),
    ("н", "n"),
    ("о", "o"),
    ("п", "p"),
    ("р", "r"),
    ("с", "s"),
    ("т", "t"),
    ("у", "u"),
    ("фѳ", "f"),
    ("х", "kh"),
    ("ц", "ts"),
    ("ч", "ch"),
    ("ш", "sh"),
    ("щ", "shch"),
    ("ы", "y"),
    ("ѣ", "e"),
    ("ю", "yu"),
    ("я", "ya"),
    ("є", "ye"),
    ("ї", "yi"),
];

/// The text in ASCII, and how many characters had no form.
pub(super) fn transliterate(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let mut lost = 0;
    for c in text.nfc() {
        if !push(&mut out, c) {
            out.push('?');
            lost += 1;
        }
    }
    (out, lost)
}

/// Adds the form of a character, if it has one.
fn push(out: &mut String, c: char) -> bool {
    if c.is_ascii() {
        out.push(c);
        return true;
    }
    if let Some(form) = form(c) {
        out.push_str(form);
        return true;
    }
    let lower: Vec<char> = c.to_lowercase().collect();
    if let ([lower], true) = (lower.as_slice(), c.is_uppercase())
        && let Some(form) = form(*lower)
    {
        let mut letters = form.chars();
        out.extend(letters.next().map(|l| l.to_ascii_uppercase()));
        out.extend(letters);
        return true;
    }
    // A letter with marks, a ligature, a superior figure: its parts.
    let parts: Vec<char> = c.nfkd().filter(|p| !is_combining_mark(*p)).collect();
    if parts == [c] {
        return false;
    }
    parts.into_iter().all(|part| push(out, part))
}

fn form(c: char) -> Option<&'static str> {
    let row = FORMS.iter().find(|(characters, _)| characters.contains(c));
    row.map(|(_, form)| *form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_keep_their_sense() {
        let (text, lost) = transliterate("“Señor”—l’été, ﬁn; Ёж и Щука, ½ £5 №3, Ægir… 漢");
        let wanted = "\"Senor\"--l'ete, fin; Yozh i Shchuka, 1/2 GBP 5 No.3, AEgir... ?";
        assert_eq!(text, wanted);
        assert_eq!(lost, 1);
    }

    proptest! {
        #[test]
        fn nothing_is_left_over_127(text in "\\PC*") {
            prop_assert!(transliterate(&text).0.is_ascii());
        }
    }
}
