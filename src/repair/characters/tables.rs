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

/// The signs of Windows-1252 at 0x80 to 0x9F (encoding.spec.whatwg.org/index-windows-1252.txt); five have none.
pub(super) const WESTERN: &[&str; 32] = &[
    "€", "", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "", "Ž", "", "", "‘", "’", "“",
    "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "", "ž", "Ÿ",
];
