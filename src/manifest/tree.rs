//! YAML without meaning. In: the text of a manifest. Out: [`Node`]s with every scalar as typed, or why it is no YAML.
//!
//! Everything is kept as typed, twice given keys and `1.10` included, so that `raw` can report all faults at once, each
//! at its place.

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::fmt;

/// More nodes than this are no manifest but an attack: aliases can make a million nodes out of a few lines.
const MOST_NODES: usize = 200_000;
/// And more bytes: a manifest has a million at most, which aliases of one long value can make any number of.
const MOST_BYTES: usize = 2_000_000;

/// A value as typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Nothing, `~` or `null`.
    Nothing,
    /// A scalar.
    Scalar {
        /// What YAML takes it for.
        form: Form,
        /// As typed, without quotes.
        text: String,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping, in its order, with twice given keys.
    Group(Vec<(String, Node)>),
    /// A value with a `!tag`.
    Tagged,
}

/// What YAML takes a scalar for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Text, quoted or not.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
}

/// Reads a manifest's text.
pub(super) fn read(yaml: &str) -> serde_yaml::Result<Node> {
    let (nodes, bytes) = Default::default();
    let count = Count { nodes, bytes };
    let mut node = Build(&count).deserialize(serde_yaml::Deserializer::from_str(yaml))?;
    Fill(&mut node).deserialize(serde_yaml::Deserializer::from_str(yaml))?;
    Ok(node)
}

/// How much was read, aliases followed.
struct Count {
    nodes: Cell<usize>,
    bytes: Cell<usize>,
}

impl Count {
    fn add<E: Error>(&self, nodes: usize, bytes: usize) -> Result<(), E> {
        self.nodes.set(self.nodes.get() + nodes);
        self.bytes.set(self.bytes.get() + bytes);
        match self.nodes.get() > MOST_NODES || self.bytes.get() > MOST_BYTES {
            true => Err(E::custom("too many values for a manifest")),
            false => Ok(()),
        }
    }
}

/// Builds a node; numbers and flags without their text. Counts nodes and bytes.
#[derive(Clone, Copy)]
struct Build<'a>(&'a Count);

fn untyped<E>(form: Form) -> Result<Node, E> {
    let text = String::new();
    Ok(Node::Scalar { form, text })
}

impl<'de> DeserializeSeed<'de> for Build<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        self.0.add(1, 0)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Build<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        untyped(Form::Flag)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        untyped(Form::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        untyped(Form::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
        untyped(Form::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
        untyped(Form::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        untyped(Form::Number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Node, E> {
        self.0.add(0, text.len())?;
        let form = Form::Text;
        let text = text.into();
        Ok(Node::Scalar { form, text })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut group = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            self.0.add(0, key.len())?;
            group.push((key, entries.next_value_seed(self)?));
        }
        Ok(Node::Group(group))
    }

    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        use serde::de::VariantAccess;
        let (IgnoredAny, value) = tagged.variant()?;
        value.newtype_variant::<IgnoredAny>()?;
        Ok(Node::Tagged)
    }
}

/// Walks the same YAML again and fills in the text of numbers and flags, as typed.
struct Fill<'a>(&'a mut Node);

impl<'de> DeserializeSeed<'de> for Fill<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let is_text = |form: &Form| *form == Form::Text;
        match self.0 {
            Node::Scalar { form, .. } if !is_text(form) => deserializer.deserialize_str(self),
            Node::List(_) => deserializer.deserialize_seq(self),
            Node::Group(_) => deserializer.deserialize_map(self),
            _ => deserializer
                .deserialize_ignored_any(IgnoredAny)
                .map(|IgnoredAny| ()),
        }
    }
}

impl<'de> Visitor<'de> for Fill<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value read before")
    }

    fn visit_str<E>(self, typed: &str) -> Result<(), E> {
        if let Node::Scalar { text, .. } = self.0 {
            *text = typed.into();
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if let Node::List(list) = self.0 {
            for node in list {
                items.next_element_seed(Fill(node))?;
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        if let Node::Group(group) = self.0 {
            for (_, node) in group {
                if entries.next_key::<IgnoredAny>()?.is_some() {
                    entries.next_value_seed(Fill(node))?;
                }
            }
        }
        while entries.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalar(form: Form, text: &str) -> Node {
        let text = text.into();
        Node::Scalar { form, text }
    }

    #[test]
    fn scalars_stay_as_typed() {
        let node = read("a: 1.10\nb: ~\nc: [true, \"1\", 0x1F, no]\na: 1e3\n");
        let list = vec![
            scalar(Form::Flag, "true"),
            scalar(Form::Text, "1"),
            scalar(Form::Number, "0x1F"),
            scalar(Form::Text, "no"),
        ];
        let group = vec![
            ("a".into(), scalar(Form::Number, "1.10")),
            ("b".into(), Node::Nothing),
            ("c".into(), Node::List(list)),
            ("a".into(), scalar(Form::Number, "1e3")),
        ];
        assert_eq!(node.expect("YAML"), Node::Group(group));
    }

    #[test]
    fn aliases_do_not_explode() {
        let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for i in 1..9 {
            let aliases = vec![format!("*a{}", i - 1); 9].join(", ");
            bomb.push_str(&format!("a{i}: &a{i} [{aliases}]\n"));
        }
        assert!(read(&bomb).is_err());
        let long = "lamp ".repeat(8000);
        let aliases = "- *s\n".repeat(2500);
        assert!(read(&format!("a: &s '{long}'\nb:\n{aliases}")).is_err());
        let deep = "[".repeat(100_000);
        assert!(read(&deep).is_err());
    }
}
