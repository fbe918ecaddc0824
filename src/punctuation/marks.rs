//! The marks of languages. In: a BCP 47 tag. Out: quotation marks, the dash that interrupts, words that begin with an
//! apostrophe.

/// How a language sets what it says and interrupts.
pub(super) struct Marks {
    /// Opening and closing marks of what is said.
    pub(super) outer: [&'static str; 2],
    /// The same of what is said inside.
    pub(super) inner: [&'static str; 2],
    /// The dash of a break in the sentence, between blanks.
    pub(super) dash: &'static str,
    /// Whether that dash touches the words that it encloses: `--dijo él--`.
    pub(super) touches: bool,
}

const fn marks(outer: [&'static str; 2], inner: [&'static str; 2], dash: &'static str) -> Marks {
    Marks {
        outer,
        inner,
        dash,
        touches: false,
    }
}

const ENGLISH: [[&str; 2]; 2] = [["“", "”"], ["‘", "’"]];
const GERMAN: [[&str; 2]; 2] = [["„", "“"], ["‚", "‘"]];
const NORDIC: [[&str; 2]; 2] = [["”", "”"], ["’", "’"]];
const GUILLEMETS: [&str; 2] = ["«", "»"];

/// By tag; a variety's row is its own, else its language's counts. Where a language knows several sets, the commonest in
/// books of today.
const ROWS: &[(&str, Marks)] = &[
    ("bg", marks(GERMAN[0], ["’", "’"], "–")),
    ("be", marks(GUILLEMETS, GERMAN[0], "—")),
    ("ca", marks(GUILLEMETS, ENGLISH[0], "—")),
    ("cs", marks(GERMAN[0], GERMAN[1], "–")),
    ("da", marks(NORDIC[0], NORDIC[1], "–")),
    ("de", marks(GERMAN[0], GERMAN[1], "–")),
    ("de-CH", marks(GUILLEMETS, ["‹", "›"], "–")),
    ("el", marks(GUILLEMETS, ENGLISH[0], "–")),
    ("en", marks(ENGLISH[0], ENGLISH[1], "–")),
    ("en-US", marks(ENGLISH[0], ENGLISH[1], "—")),
    (
        "es",
        Marks {
            touches: true,
            ..marks(GUILLEMETS, ENGLISH[0], "—")
        },
    ),
    ("et", marks(GERMAN[0], ["«", "»"], "–")),
    ("fi", marks(NORDIC[0], NORDIC[1], "–")),
    ("fr", marks(["«\u{a0}", "\u{a0}»"], ENGLISH[0], "–")),
    ("fr-CH", marks(GUILLEMETS, ["‹", "›"], "–")),
    ("he", marks(NORDIC[0], NORDIC[1], "–")),
    ("hr", marks(["„", "”"], ENGLISH[1], "–")),
    ("hu", marks(["„", "”"], ["»", "«"], "–")),
    ("it", marks(GUILLEMETS, ENGLISH[0], "–")),
    ("lt", marks(GERMAN[0], GERMAN[1], "–")),
    ("nb", marks(GUILLEMETS, ENGLISH[1], "–")),
    ("nn", marks(GUILLEMETS, ENGLISH[1], "–")),
    ("no", marks(GUILLEMETS, ENGLISH[1], "–")),
    ("pl", marks(["„", "”"], GUILLEMETS, "–")),
    ("pt", marks(GUILLEMETS, ENGLISH[0], "–")),
    ("pt-BR", marks(ENGLISH[0], ENGLISH[1], "–")),
    ("ro", marks(["„", "”"], GUILLEMETS, "–")),
    ("ru", marks(GUILLEMETS, GERMAN[0], "—")),
    ("sk", marks(GERMAN[0], GERMAN[1], "–")),
    ("sl", marks(GERMAN[0], GERMAN[1], "–")),
    ("sr", marks(["„", "”"], ENGLISH[1], "–")),
    ("sv", marks(NORDIC[0], NORDIC[1], "–")),
    ("uk", marks(GUILLEMETS, GERMAN[0], "—")),
];

/// What a language without a row uses.
const OTHER: Marks = marks(ENGLISH[0], ENGLISH[1], "–");

/// The marks of a language, or of a variety of it.
pub(super) fn of(tag: &str) -> &'static Marks {
    let row = |tag: &str| ROWS.iter().find(|(own, _)| own.eq_ignore_ascii_case(tag));
    let main = tag.split('-').next().unwrap_or_default();
    row(tag)
        .or_else(|| row(main))
        .map_or(&OTHER, |(_, marks)| marks)
}

/// Words that have lost their head, by language; what their apostrophe leaves.
const CLIPPED: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "bout", "em", "gainst", "im", "mongst", "n", "neath", "til", "tis", "twas", "tween",
            "twere", "twill", "twixt", "twould",
        ],
    ),
    (
        "de",
        &[
            "n", "nem", "nen", "ner", "ne", "s", "ran", "rauf", "raus", "rein", "runter",
        ],
    ),
    ("nl", &["k", "m", "n", "r", "s", "t"]),
];

/// Whether a word, in lower case, is one that begins with an apostrophe.
pub(super) fn is_clipped(word: &str, tag: &str) -> bool {
    let main = tag.split('-').next().unwrap_or_default();
    let row = CLIPPED.iter().find(|(own, _)| *own == main);
    row.is_some_and(|(_, words)| words.contains(&word))
}
