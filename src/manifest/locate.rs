//! Places in a manifest. In: its text and a path into it. Out: line and column, from 1.
//!
//! serde_yaml tells the place of an error only. So a [`Probe`] walks to the path and refuses the value there: the error
//! then carries the place.

use crate::source::{Position, Source};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A way from the root of a manifest: which entry or item at each step, from 0.
pub(super) type Path = Vec<usize>;

/// What is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A value.
    Value,
    /// The key that leads to it.
    Key,
}

/// The place of a value or key, and how many characters it has on its line; the head of the file if there is none.
pub(super) fn locate(file: &Source, path: &[usize], target: Target) -> (Position, u32) {
    let probe = Probe { path, target };
    let refused = probe.deserialize(serde_yaml::Deserializer::from_str(file.text()));
    let position = match refused {
        Err(error) => place_of(file, &error),
        Ok(()) => Position::new(1, 1),
    };
    (position, extent(file, position))
}

/// The place that an error of serde_yaml carries; the head of the file if none.
pub(super) fn place_of(file: &Source, error: &serde_yaml::Error) -> Position {
    let Some(location) = error.location() else {
        return Position::new(1, 1);
    };
    let mut offset = location.index().min(file.text().len());
    while !file.text().is_char_boundary(offset) {
        offset -= 1;
    }
    file.position(offset as u32)
}

/// How many characters a scalar has from its place on; 1 for a list or a mapping.
fn extent(file: &Source, at: Position) -> u32 {
    let line = file.line(at.line).chars().skip(at.column as usize - 1);
    let rest: String = line.collect();
    let quoted = |quote: char| rest[1..].find(quote).map_or(rest.len(), |end| end + 2);
    let end = match rest.chars().next() {
        Some('"') => quoted('"'),
        Some('\'') => quoted('\''),
        Some('[' | '{' | '|' | '>' | '&' | '*' | '!') | None => 1,
        Some(_) => plain_end(&rest),
    };
    let text = rest.get(..end).unwrap_or(&rest);
    text.trim_end().chars().count().max(1) as u32
}

/// Where a plain scalar ends: before `: `, ` #`, or what closes a flow.
fn plain_end(rest: &str) -> usize {
    let ends = [": ", " #", ",", "]", "}"];
    let end = ends.iter().filter_map(|end| rest.find(end)).min();
    let colon = rest.trim_end().strip_suffix(':').map(str::len);
    end.or(colon).unwrap_or(rest.len())
}

/// Walks to a path and refuses what stands there.
struct Probe<'a> {
    path: &'a [usize],
    target: Target,
}

impl<'de> DeserializeSeed<'de> for Probe<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Probe<'_> {
    fn refuse<E: Error>(&self) -> Result<(), E> {
        Err(E::custom("here"))
    }

    /// The probe for the value after this step.
    fn next(&self) -> Probe<'_> {
        Probe {
            path: &self.path[1..],
            target: self.target,
        }
    }

    fn wants_key(&self, index: usize) -> bool {
        self.target == Target::Key && self.path == [index]
    }
}

impl<'de> Visitor<'de> for Probe<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.refuse()
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.refuse()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.refuse()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.refuse()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        self.refuse()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        self.refuse()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.refuse()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.refuse()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let Some(&step) = self.path.first() else {
            return self.refuse();
        };
        for _ in 0..step {
            items.next_element::<IgnoredAny>()?;
        }
        items.next_element_seed(self.next())?;
        self.refuse()
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let Some(&step) = self.path.first() else {
            return self.refuse();
        };
        for _ in 0..step {
            entries.next_entry::<IgnoredAny, IgnoredAny>()?;
        }
        if self.wants_key(step) {
            let key = Probe {
                path: &[],
                target: Target::Value,
            };
            entries.next_key_seed(key)?;
        } else if entries.next_key::<IgnoredAny>()?.is_some() {
            entries.next_value_seed(self.next())?;
        }
        self.refuse()
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, _: A) -> Result<(), A::Error> {
        self.refuse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(yaml: &str, path: &[usize], target: Target) -> (u32, u32, u32) {
        let file = Source::new("book.yaml", yaml.into());
        let (at, length) = locate(&file, path, target);
        (at.line, at.column, length)
    }

    #[test]
    fn values_and_keys_are_found_in_blocks_and_flows() {
        let yaml = "título: “ö”\nnotes:\n  swap: [[1, 2], ['3', 4]]\n  off:\n  - a\n  - bc # d\nnotes: x\n";
        assert_eq!(place(yaml, &[0], Target::Value), (1, 9, 3));
        assert_eq!(place(yaml, &[0], Target::Key), (1, 1, 6));
        assert_eq!(place(yaml, &[1, 0, 1, 0], Target::Value), (3, 19, 3));
        assert_eq!(place(yaml, &[1, 0, 1], Target::Value), (3, 18, 1));
        assert_eq!(place(yaml, &[1, 1, 1], Target::Value), (6, 5, 2));
        assert_eq!(place(yaml, &[1, 1], Target::Key), (4, 3, 3));
        assert_eq!(place(yaml, &[2], Target::Key), (7, 1, 5));
    }
}
