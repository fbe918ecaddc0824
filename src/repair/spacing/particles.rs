//! Short words and parts of words, by what they do. In: nothing. Out: lists that the scores of partings go by: what looks
//! like a word and is half of one, and what is short and yet a word.

/// What English puts behind an apostrophe.
pub(super) const CONTRACTIONS: &[&str] = &[
    "s", "t", "d", "ll", "re", "ve", "m", "em", "tis", "er", "clock",
];

/// What Romance languages put before one.
pub(super) const ELISIONS: &[&str] = &[
    "l", "d", "qu", "j", "n", "s", "m", "t", "c", "quelqu", "presqu", "jusqu", "lorsqu", "puisqu",
    "quoiqu", "entr", "aujourd", "dell", "all", "nell", "un",
];

/// Words that often are the first half of compounds: `overcareful`, `aufgewöhnt`.
pub(super) const LEADS: &[&str] = &[
    "over", "under", "out", "up", "off", "down", "after", "fore", "back", "through", "non", "mid",
    "self", "ab", "an", "auf", "aus", "bei", "durch", "ein", "fort", "für", "her", "hin", "los",
    "mit", "nach", "um", "unter", "über", "vor", "weg", "zu", "da", "dar", "hinter", "wohl",
    "ober", "sur", "sous", "entre", "contre", "sobre", "gleich", "viel",
];

/// Words that German parts from their verbs and writes with their participles: `zurückgetrieben`.
pub(super) const GERMAN_LEADS: &[&str] = &[
    "zurück", "zurük", "entgegen", "zusammen", "wieder", "voraus", "herum", "herab", "heraus",
    "hinein", "hinaus", "herein", "hervor", "hinzu", "empor", "nieder", "davon", "vorbei",
    "hinauf", "herauf", "hinab", "herunter", "hinweg", "voran", "umher", "entzwei",
];

/// Small words that Romance languages also begin words with: `devers`, `engualdrapado`.
pub(super) const PREFIXES: &[&str] = &[
    "en", "con", "de", "ante", "sin", "sous", "sur", "sobre", "entre", "par", "contre", "a",
];

/// Small words that sometimes are.
pub(super) const PARTICLES: &[&str] = &[
    "a", "all", "be", "by", "in", "on", "per", "well", "so", "con", "des", "ex", "wo", "als",
    "allein",
];

/// Words that are also the second half of compounds: `manlike`, `passersby`.
pub(super) const TAILS: &[&str] = &[
    "like", "self", "selves", "wise", "ward", "wards", "less", "full", "man", "men", "ship",
    "hood", "some", "fold", "most", "ever", "on", "up", "off", "out", "over", "by", "way", "ways",
    "house", "zu", "her", "hin", "mal", "weise",
];

/// Words that end German compounds of small letters, without their endings.
pub(super) const GERMAN_TAILS: &[&str] = &[
    "frei", "artig", "sauer", "saur", "reich", "förmig", "los", "voll", "haltig", "fach", "weis",
    "mäßig", "farbig", "haft", "fest", "dicht", "gelb", "roth", "rot", "blau", "grün", "braun",
];

/// Words that names and foreign words end with: `Martialis`, `publica`.
pub(super) const ENDINGS: &[&str] = &[
    "a", "i", "o", "al", "am", "an", "as", "at", "de", "des", "er", "es", "est", "et", "in", "is",
    "it", "la", "land", "las", "le", "les", "lo", "los", "man", "me", "nos", "on", "or", "se",
    "son", "te", "ton", "um", "us",
];

/// Words of two letters that are no function words and yet common.
pub(super) const SHORT: &[&str] = &[
    "am", "go", "ye", "oh", "ah", "mr", "dr", "st", "hé", "eh", "va", "vi", "ve", "ir",
];
