//! What the word-level passes share. In: words and the language's list. Out: whether a word is formed from a known one.

use crate::lexicon::Lexicon;

/// Endings that make a word of a known one, and what the known one ends with instead.
const ENGLISH: &[(&str, &str)] = &[
    ("s", " "),
    ("es", " e"),
    ("ies", "y"),
    ("ed", " e"),
    ("ing", " e"),
    ("er", " e"),
    ("ers", " e"),
    ("ly", " e"),
    ("ness", " "),
    ("ism", " e"),
    ("isms", " e"),
    ("ist", " e"),
    ("ists", " e"),
    ("able", " e"),
    ("less", " "),
    ("ful", " "),
    ("like", " "),
    ("ment", " "),
    ("ments", " "),
    ("ation", " e"),
    ("ization", " e"),
    ("isation", " e"),
    ("ise", " e"),
    ("ised", " e"),
    ("ising", " e"),
    ("eth", " e"),
    ("est", " e"),
];

/// Beginnings that make a word of a known one.
const BEGINNINGS: &[&str] = &[
    "un", "re", "non", "dis", "mis", "over", "under", "out", "fore", "anti", "counter", "pre",
    "pro", "inter", "super", "semi", "sub", "in", "im", "ir", "il", "ultra", "pseudo", "micro",
    "macro", "multi", "tele", "trans",
];

/// Endings of inflected words, by language: behind the beginning of a known word they make another form of it.
const INFLECTIONS: &[(&str, &str)] = &[
    (
        "de",
        "e en er es em n s t st te ten ter tes tem et end ende enden ender endes endem ung ungen lich liche lichen licher \
            liches isch ische ischen ischer isches keit heit ation nis bar",
    ),
    (
        "fr",
        "s e es é ée és ées er ez ons ont ai as a ait ais aient ent ant ante ants antes era erai eras erez erons eront erait \
            eraient irai ira irons iront irais irait iraient ions iez issons issez issent issante issants issantes issais \
            issaient îmes îtes ât ît ût urent ut issement issements issime issimes asse âmes âtes èrent ir it is issait issant ment eur eurs euse aux al ale",
    ),
    (
        "es",
        "s es o a os as e en an ar er ir ado ada ados adas ido ida idos idas ando iendo aba aban ía ían ó é í aron ieron ase \
            ases iese ara iera ará aré aría arán eré erá irá arían amente mente arlo arla arlos arlas arle arles arse arme \
            arte arnos erlo erla erlos erlas erle erles erse irlo irla irlos irlas irle irse ándose ándolo ándola ándole \
            ándoselo iéndose iéndolo iéndole ose óse ole áronse ábase \
            ándome ándote ándoles ándolas ándolos ándonos ándoos ándosela ándoselos ándoselas iéndome iéndote iéndola \
            iéndoles iéndolas iéndolos iéndonos iéndoos iéndoselo iéndosela iéndoselos iéndoselas aros erme erte ernos \
            eros irme irte irles irnos iros árselo ársela árselos árselas ársele érselo érsela érselos érselas érsele \
            írselo írsela írselos írselas írsele ábanse íase íanse iéronse árase áranse iérase iéranse éranse érase \
            ábale íale ólo óla áronle iéronle ísimo ísima ísimos ísimas",
    ),
];

/// How likely a word is that is a form of a known one: 1 in 10 million.
pub(super) const FORMED: f32 = -16.0;

/// The endings of a language's inflected words; none for English, whose list has most forms.
pub(super) fn inflections(language: &str) -> Vec<&'static str> {
    let found = INFLECTIONS.iter().find(|(tag, _)| *tag == language);
    found
        .map(|(_, endings)| endings.split_whitespace().collect())
        .unwrap_or_default()
}

/// Whether a word is formed from a known one of at least four letters. In lower case.
pub(super) fn is_derived(lexicon: &Lexicon, word: &str) -> bool {
    if lexicon.language() != "en" {
        return is_inflected(lexicon, word);
    }
    let is_base = |base: &str| {
        base.len() >= 4
            && lexicon
                .log_probability(base)
                .is_some_and(|share| share > -17.5)
    };
    let has_ending = |word: &str| {
        ENGLISH.iter().any(|(ending, instead)| {
            let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 3);
            stem.is_some_and(|stem| {
                instead
                    .chars()
                    .any(|end| is_base(format!("{stem}{end}").trim_end()))
            })
        })
    };
    has_ending(word)
        || BEGINNINGS.iter().any(|beginning| {
            let rest = word.strip_prefix(beginning).filter(|rest| rest.len() >= 5);
            rest.is_some_and(|rest| is_base(rest) || has_ending(rest))
        })
}

/// Whether a word is the beginning of a known one, of at least four letters, and an ending of the language.
fn is_inflected(lexicon: &Lexicon, word: &str) -> bool {
    let endings = inflections(lexicon.language());
    let mut is_formed = false;
    lexicon.beginnings(word, usize::MAX, |end, _| {
        is_formed |=
            end > 3 && (endings.contains(&&word[end..]) || is_participle(lexicon, word, end));
    });
    is_formed
}

/// Whether a German word is a participle of the verb that its first bytes are: `erweiternden`.
fn is_participle(lexicon: &Lexicon, word: &str, end: usize) -> bool {
    let (verb, ending) = word.split_at(end);
    let is_ending = matches!(ending, "d" | "de" | "den" | "der" | "des" | "dem");
    is_ending && lexicon.language() == "de" && (verb.ends_with("ern") || verb.ends_with("eln"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_formed_from_known_ones() {
        let lexicon = Lexicon::new("en", &[]);
        for word in ["regeneratism", "unchristianly", "counterrevolutionists"] {
            assert!(is_derived(&lexicon, word), "{word}");
        }
        for word in ["themany", "hewas", "lineswere", "fromwhich"] {
            assert!(!is_derived(&lexicon, word), "{word}");
        }
    }

    #[test]
    fn inflected_words_share_their_beginning() {
        assert!(is_derived(&Lexicon::new("es", &[]), "anticiparlo"));
        assert!(is_derived(&Lexicon::new("fr", &[]), "enserrées"));
        assert!(!is_derived(&Lexicon::new("es", &[]), "elmismo"));
    }
}
