//! The system's own word lists. In: a hunspell dictionary (`.dic` and `.aff`). Out: whether a word is in it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Where systems keep them.
const FOLDERS: &[&str] = &[
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/Library/Spelling",
];

/// Stems, each with its flags, and the endings and beginnings that the flags allow.
#[derive(Clone, Debug, Default)]
pub struct Affixed {
    stems: HashMap<Box<str>, Box<[Flag]>>,
    endings: HashMap<Box<str>, Vec<Affix>>,
    beginnings: HashMap<Box<str>, Vec<Affix>>,
}

/// The longest ending or beginning that is looked for, in characters.
const LONGEST: usize = 12;

type Flag = u32;

/// What may be put to a stem that has the flag.
#[derive(Clone, Debug)]
struct Affix {
    flag: Flag,
    /// What the stem loses for it.
    strip: Box<str>,
    /// What the stem must look like at that end: one set of characters each, and whether it is a set of what must not stand.
    condition: Box<[(Box<str>, bool)]>,
}

/// How flags are written.
#[derive(Clone, Copy, PartialEq)]
enum Flags {
    Letters,
    Pairs,
    Numbers,
}

impl Affixed {
    /// The system's dictionary of a language (a BCP 47 tag), if it has one. With several countries to choose from: the
    /// tag's own, else the first by name.
    #[must_use]
    pub fn of_system(language: &str) -> Option<Affixed> {
        FOLDERS.iter().find_map(|folder| {
            let path = dictionary(Path::new(folder), language)?;
            let words = read(&path)?;
            let rules = read(&path.with_extension("aff")).unwrap_or_default();
            Some(Affixed::parse(&words, &rules))
        })
    }

    /// Reads a dictionary's two files.
    #[must_use]
    pub fn parse(dic: &str, aff: &str) -> Affixed {
        let mut words = Affixed::default();
        let kind = kind(aff);
        let aliases = aliases(aff, kind);
        for line in aff.lines() {
            words.rule(line, kind);
        }
        for line in dic.lines().skip(1) {
            let entry = line.split(['\t', ' ']).next().unwrap_or_default();
            let (stem, flags) = entry.split_once('/').unwrap_or((entry, ""));
            let alias = flags.parse::<usize>().ok().filter(|_| !aliases.is_empty());
            let flags = match alias {
                Some(number) => aliases
                    .get(number.wrapping_sub(1))
                    .cloned()
                    .unwrap_or_default(),
                None => parse_flags(flags, kind),
            };
            let stem = stem.to_lowercase();
            if stem.chars().any(char::is_alphabetic) {
                words.stems.insert(stem.into(), flags.into());
            }
        }
        words
    }

    /// `SFX flag strip add condition`, and PFX likewise; headers and other lines say nothing here.
    fn rule(&mut self, line: &str, kind: Flags) {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [class @ ("SFX" | "PFX"), flag, strip, add, rest @ ..] = parts.as_slice() else {
            return;
        };
        if matches!(*strip, "Y" | "N") && add.chars().all(|c| c.is_ascii_digit()) {
            return;
        }
        let bare = |text: &str| {
            if text == "0" {
                String::new()
            } else {
                text.to_lowercase()
            }
        };
        let add = bare(add.split('/').next().unwrap_or_default());
        let affix = Affix {
            flag: parse_flags(flag, kind).first().copied().unwrap_or_default(),
            strip: bare(strip).into(),
            condition: condition(rest.first().copied().unwrap_or(".")),
        };
        let table = if *class == "SFX" {
            &mut self.endings
        } else {
            &mut self.beginnings
        };
        table.entry(add.into()).or_default().push(affix);
    }

    /// Whether the dictionary has the word: as a stem, with an ending, a beginning or both. In lower case.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.stems.contains_key(word)
            || self.has_ending(word, None)
            || self
                .without_beginning(word)
                .any(|(stem, flag)| self.has(&stem, flag) || self.has_ending(&stem, Some(flag)))
    }

    fn has(&self, stem: &str, flag: Flag) -> bool {
        self.stems
            .get(stem)
            .is_some_and(|flags| flags.contains(&flag))
    }

    fn has_ending(&self, word: &str, and: Option<Flag>) -> bool {
        let cuts = word.char_indices().rev().map(|(at, _)| at).take(LONGEST);
        cuts.chain([word.len()]).any(|at| {
            self.endings
                .get(&word[at..])
                .into_iter()
                .flatten()
                .any(|affix| {
                    let stem = format!("{}{}", &word[..at], affix.strip);
                    matches_end(&affix.condition, &stem)
                        && self.has(&stem, affix.flag)
                        && and.is_none_or(|flag| self.has(&stem, flag))
                })
        })
    }

    fn without_beginning<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (String, Flag)> + 'a {
        let cuts = word.char_indices().map(|(at, _)| at).take(LONGEST).skip(1);
        cuts.flat_map(move |at| {
            self.beginnings
                .get(&word[..at])
                .into_iter()
                .flatten()
                .filter_map(move |affix| {
                    let stem = format!("{}{}", affix.strip, &word[at..]);
                    matches_start(&affix.condition, &stem).then_some((stem, affix.flag))
                })
        })
    }
}

fn dictionary(folder: &Path, language: &str) -> Option<PathBuf> {
    let tag = language.replace('-', "_");
    let primary = tag.split('_').next().unwrap_or_default().to_lowercase();
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|e| Some(e.ok()?.path()))
        .collect();
    names.retain(|path| path.extension().is_some_and(|e| e == "dic"));
    names.sort();
    let stem = |path: &PathBuf| {
        path.file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default()
    };
    let own = names.iter().find(|p| stem(p).eq_ignore_ascii_case(&tag));
    own.or_else(|| {
        names
            .iter()
            .find(|p| stem(p).split('_').next() == Some(primary.as_str()))
    })
    .cloned()
}

/// A file as text; what is no UTF-8 is read as Latin-1, as older dictionaries are.
fn read(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    Some(String::from_utf8(bytes).unwrap_or_else(|e| {
        encoding_rs::WINDOWS_1252
            .decode(e.as_bytes())
            .0
            .into_owned()
    }))
}

fn kind(aff: &str) -> Flags {
    match aff
        .lines()
        .find_map(|line| line.strip_prefix("FLAG "))
        .map(str::trim)
    {
        Some("long") => Flags::Pairs,
        Some("num") => Flags::Numbers,
        _ => Flags::Letters,
    }
}

fn parse_flags(text: &str, kind: Flags) -> Vec<Flag> {
    match kind {
        Flags::Letters => text.chars().map(|c| c as Flag).collect(),
        Flags::Numbers => text
            .split(',')
            .filter_map(|n| n.trim().parse().ok())
            .collect(),
        Flags::Pairs => {
            let chars: Vec<char> = text.chars().collect();
            chars
                .chunks(2)
                .map(|pair| pair.iter().fold(0, |flag, &c| flag << 16 | c as Flag))
                .collect()
        }
    }
}

/// The lines `AF flags`, to which a dictionary may point by number; the first of them only counts them.
fn aliases(aff: &str, kind: Flags) -> Vec<Vec<Flag>> {
    let lines = aff.lines().filter_map(|line| line.strip_prefix("AF "));
    lines
        .skip(1)
        .map(|line| parse_flags(line.split_whitespace().next().unwrap_or_default(), kind))
        .collect()
}

fn condition(text: &str) -> Box<[(Box<str>, bool)]> {
    let mut sets = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let closed = if c == '[' { rest.find(']') } else { None };
        let (set, end) = closed.map_or((&rest[..c.len_utf8()], c.len_utf8()), |end| {
            (&rest[1..end], end + 1)
        });
        let but = if c == '[' {
            set.strip_prefix('^')
        } else {
            None
        };
        sets.push((but.unwrap_or(set).to_lowercase().into(), but.is_some()));
        rest = &rest[end..];
    }
    sets.into()
}

fn fits((set, but): &(Box<str>, bool), c: char) -> bool {
    &**set == "." || set.contains(c) != *but
}

fn matches_end(condition: &[(Box<str>, bool)], stem: &str) -> bool {
    let mut chars = stem.chars().rev();
    condition
        .iter()
        .rev()
        .all(|set| chars.next().map_or(&*set.0 == ".", |c| fits(set, c)))
}

fn matches_start(condition: &[(Box<str>, bool)], stem: &str) -> bool {
    let mut chars = stem.chars();
    condition
        .iter()
        .all(|set| chars.next().map_or(&*set.0 == ".", |c| fits(set, c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AFF: &str =
        "SET UTF-8\nSFX S Y 2\nSFX S y ies [^aeiou]y\nSFX S 0 s [^sy]\nPFX U Y 1\nPFX U 0 un .\n";
    const DIC: &str = "4\ncity/S\nhouse/S\nkind/U\nLondon\n";

    #[test]
    fn stems_take_the_affixes_of_their_flags() {
        let words = Affixed::parse(DIC, AFF);
        for word in ["city", "cities", "houses", "unkind", "london"] {
            assert!(words.contains(word), "{word}");
        }
        for word in ["citys", "kinds", "unhouse", "unlondon", ""] {
            assert!(!words.contains(word), "{word}");
        }
    }

    #[test]
    fn a_system_without_the_language_has_none() {
        assert!(Affixed::of_system("zxx").is_none());
    }
}
