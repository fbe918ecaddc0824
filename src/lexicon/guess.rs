//! The language of a text. In: its words. Out: the first part of a tag, such as `en`.

use super::{LISTS, Lexicon, UNCOUNTED, lowered};

/// So many bytes tell a language, some five pages.
const SAMPLE: usize = 16_384;

/// The language that a text seems to be written in, `en` if that can't be told. Reads at most 16 kB of its middle.
#[must_use]
pub fn guess(text: &str) -> String {
    let from = text.ceil_char_boundary(text.len().saturating_sub(SAMPLE) / 2);
    let sample = &text[from..text.ceil_char_boundary(from + SAMPLE)];
    let found = whatlang::detect(sample);
    let is_sure = found.as_ref().is_some_and(whatlang::Info::is_reliable);
    let listed = if is_sure { None } else { by_lists(sample) };
    let told = listed.or_else(|| Some(tag(found?.lang().code())));
    told.unwrap_or("en").into()
}

/// The tag of a language that whatlang names.
fn tag(code: &'static str) -> &'static str {
    let of_code = |pair: &'static str| pair.strip_prefix(code)?.strip_prefix('-');
    TAGS.split(' ').find_map(of_code).unwrap_or(code)
}

/// The language whose list makes the words of a few lines likeliest; None if no list knows half of them.
fn by_lists(sample: &str) -> Option<&'static str> {
    let words = sample.split(|c: char| !c.is_alphabetic());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).map(lowered).collect();
    let read = LISTS.iter().filter_map(|(language, ..)| {
        let lexicon = Lexicon::new(language, &[]);
        let told = words.iter().map(|word| lexicon.log_probability(word));
        let (mut known, mut likely) = (0, 0.0);
        for share in told {
            known += usize::from(share.is_some());
            likely += share.unwrap_or(UNCOUNTED + STRANGE);
        }
        (!words.is_empty() && 2 * known >= words.len()).then_some((likely, *language))
    });
    let best = read.max_by(|one, other| one.0.total_cmp(&other.0))?;
    Some(best.1)
}

/// How much less likely than the rarest word of a list one is that it lacks (natural logarithm).
const STRANGE: f32 = -4.0;

/// ISO 639-3, as whatlang says it, and ISO 639-1, as tags and file names have it.
const TAGS: &str = "afr-af bul-bg cat-ca ces-cs dan-da deu-de ell-el eng-en epo-eo est-et fin-fi fra-fr hrv-hr hun-hu ita-it lat-la \
    lav-lv lit-lt nld-nl nob-nb pol-pl por-pt ron-ro rus-ru slk-sk slv-sl spa-es srp-sr swe-sv tur-tr ukr-uk";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_guessed() {
        assert_eq!(
            guess(
                "The quick brown fox jumps over the lazy dog while the others are looking at it."
            ),
            "en"
        );
        assert_eq!(
            guess(
                "Der Hund lief über die Straße, und die Kinder sahen ihm nach, bis er verschwunden war."
            ),
            "de"
        );
        assert_eq!(guess(""), "en");
    }

    #[test]
    fn a_line_is_told_by_its_words() {
        let lines = [
            (
                "The miller rose before dawn and walked along the river until nobody saw him.",
                "en",
            ),
            ("The bread was dear and the men stood in the yard.", "en"),
            (
                "Der Müller stand vor Tag auf und ging am Fluss entlang.",
                "de",
            ),
            ("Il mugnaio si alzava prima dell’alba.", "it"),
            ("Le meunier se levait avant le jour.", "fr"),
            ("El molinero se levantaba antes del alba.", "es"),
        ];
        for (line, language) in lines {
            assert_eq!(guess(line), language, "{line}");
        }
    }
}
