//! Characters that stand for others. Out: tables of what they are and what they should be.

/// Ligatures that Unicode has for the sake of old encodings (Alphabetic Presentation Forms).
pub(super) const LIGATURES: &[(char, &str)] = &[
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ﬅ', "ſt"),
    ('ﬆ', "st"),
];

/// Where many fonts put two ligatures before Unicode did. Taken only inside words.
pub(super) const PRIVATE: &[(char, &str)] = &[('\u{f001}', "fi"), ('\u{f002}', "fl")];

/// What a character in a font's private place may stand for: ligatures, and alternates of `f` before accents.
pub(super) const CANDIDATES: &[&str] = &[
    "f", "ff", "fi", "fl", "ffi", "ffl", "fj", "ft", "tt", "ct", "st", "ch", "ck", "Th", "Qu",
];

/// The signs of TeX's T1 encoding (Cork) that stand where Unicode has control characters: an extractor hands them on as they
/// are where a font does not name its glyphs. The ligatures are the last five but one.
pub(super) const CORK: &[(char, &str)] = &[
    ('\u{10}', "“"),
    ('\u{11}', "”"),
    ('\u{12}', "„"),
    ('\u{13}', "«"),
    ('\u{14}', "»"),
    ('\u{15}', "–"),
    ('\u{16}', "—"),
    ('\u{19}', "ı"),
    ('\u{1b}', "ff"),
    ('\u{1c}', "fi"),
    ('\u{1d}', "fl"),
    ('\u{1e}', "ffi"),
    ('\u{1f}', "ffl"),
    ('\u{7f}', "-"),
];

/// The signs of Windows-1252 at 0x80 to 0x9F (encoding.spec.whatwg.org/index-windows-1252.txt); five have none.
pub(super) const WESTERN: &[&str; 32] = &[
    "€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "", "", "‘", "’", "“",
    "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
];
