//! Scalars of a manifest. In: a scalar as typed. Out: a value of the type that its key wants, or the fault.

use super::faults::{Faults, Placed};
use super::kind::{Kind, Take};
use super::names::{listed, nearest};
use super::tree::{Form, Node};
use crate::diagnostic::Diagnostic;
use crate::typeset::Length;

/// A type that a scalar can be read as.
pub(super) trait Leaf: Sized {
    /// For the schema and the documentation.
    const KIND: Kind;

    /// Reads it; `form` is what YAML takes it for.
    fn read(text: &str, form: Form) -> Result<Self, Diagnostic>;
}

impl<T: Leaf> Take for Placed<T> {
    const KIND: Kind = T::KIND;

    fn take(node: &Node, path: &[usize], faults: &mut Faults) -> Option<Placed<T>> {
        let Node::Scalar { form, text } = node else {
            faults.value(path, wrong_type(&T::KIND, node));
            return None;
        };
        match T::read(text, *form) {
            Ok(value) => Some(Placed {
                value,
                path: path.into(),
            }),
            Err(fault) => {
                faults.value(path, fault);
                None
            }
        }
    }
}

/// The fault of a value of another type.
pub(super) fn wrong_type(kind: &Kind, node: &Node) -> Diagnostic {
    let found = match node {
        Node::Nothing => "nothing",
        Node::Scalar { form, .. } => match form {
            Form::Text => "text",
            Form::Number => "a number",
            Form::Flag => "`true` or `false`",
        },
        Node::List(_) => "a list",
        Node::Group(_) => "a mapping",
        Node::Tagged => "a value with a tag",
    };
    let message = format!("expected {}, found {found}", kind.wanted());
    let fault = Diagnostic::error("wrong-type", message);
    match node {
        Node::Tagged => fault.hint("take the `!` away, or put the text in quotes"),
        _ => fault,
    }
}

/// Words on one line.
impl Leaf for String {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<String, Diagnostic> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Diagnostic::error("empty-text", "an empty text")
                .hint("write something, or take the key away"));
        }
        no_control(text, "")
    }
}

/// Words that may run over several lines.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Prose(pub String);

impl Leaf for Prose {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<Prose, Diagnostic> {
        no_control(text.trim(), "\n\t").map(Prose)
    }
}

/// Words that stand in the text just so; may be empty.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verbatim(pub String);

impl Leaf for Verbatim {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<Verbatim, Diagnostic> {
        Ok(Verbatim(text.into()))
    }
}

/// The text, if it has no control characters but the allowed ones.
fn no_control(text: &str, allowed: &str) -> Result<String, Diagnostic> {
    let control = text
        .chars()
        .find(|&c| c.is_control() && !allowed.contains(c));
    match control {
        None => Ok(text.into()),
        Some('\n') => Err(
            Diagnostic::error("control-character", "a line end inside the text")
                .hint("write it on one line"),
        ),
        Some(c) => {
            let message = format!("a control character (U+{:04X}) inside the text", c as u32);
            Err(Diagnostic::error("control-character", message).hint("take it out"))
        }
    }
}

impl Leaf for bool {
    const KIND: Kind = Kind::Flag;

    fn read(text: &str, form: Form) -> Result<bool, Diagnostic> {
        match (form, text.to_lowercase().as_str()) {
            (Form::Flag, "true") => Ok(true),
            (Form::Flag, _) => Ok(false),
            (_, word) => {
                let message = format!("expected `true` or `false`, found `{text}`");
                let fault = Diagnostic::error("wrong-type", message);
                Err(match word {
                    "yes" | "on" | "y" => fault.hint("write `true`"),
                    "no" | "off" | "n" | "none" => fault.hint("write `false`"),
                    "true" | "false" => fault.hint("take the quotes away"),
                    _ => fault,
                })
            }
        }
    }
}

impl Leaf for u32 {
    const KIND: Kind = Kind::Whole;

    fn read(text: &str, _: Form) -> Result<u32, Diagnostic> {
        text.parse().map_err(|_| {
            let message = format!("expected a whole number, found `{text}`");
            Diagnostic::error("wrong-type", message)
        })
    }
}

/// The longest length: PDF pages end at 14,400 units (PDF 1.7, annex C.2).
const LONGEST: f64 = 14_400.0;

impl Leaf for Length {
    const KIND: Kind = Kind::Length;

    fn read(text: &str, _: Form) -> Result<Length, Diagnostic> {
        length(text)
    }
}

/// `12.5pt`, `18 mm`, `2cm`, `0.5in`; zero needs no unit.
pub(super) fn length(text: &str) -> Result<Length, Diagnostic> {
    let text = text.trim();
    let split = text
        .find(|c: char| !c.is_ascii_digit() && !".-+".contains(c))
        .unwrap_or(text.len());
    let fault = |message: String| Diagnostic::error("no-length", message);
    let number: f64 = text[..split].parse().map_err(|_| {
        fault(format!("`{text}` is no length"))
            .hint("write a number and its unit: `12.5pt`, `18mm`")
    })?;
    let points = match text[split..].trim() {
        "pt" => number,
        "mm" => number * 72.0 / 25.4,
        "cm" => number * 720.0 / 25.4,
        "in" => number * 72.0,
        "" if number == 0.0 => 0.0,
        "" => {
            return Err(fault(format!("the length `{text}` has no unit"))
                .hint(format!("write `{text}pt` or `{text}mm`")));
        }
        unit => {
            return Err(fault(format!("`{unit}` is no unit of length"))
                .hint("the units are `pt`, `mm`, `cm` and `in`"));
        }
    };
    if points < 0.0 {
        return Err(fault(format!("the length `{text}` is negative")));
    }
    if points > LONGEST {
        return Err(
            fault(format!("the length `{text}` is longer than a PDF can be"))
                .hint("the longest is 5080mm"),
        );
    }
    Ok(Length::pt(points))
}

/// A type with a name for each value.
pub(super) trait Choice: Copy + 'static {
    /// What it is a choice of, for messages: `regime`.
    const WHAT: &'static str;
    /// The names and values.
    const NAMES: &'static [(&'static str, Self)];
}

/// One of the values of a [`Choice`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chosen<T>(pub T);

impl<T: Choice> Leaf for Chosen<T> {
    const KIND: Kind = Kind::Choice(|| T::NAMES.iter().map(|(name, _)| *name).collect());

    fn read(text: &str, _: Form) -> Result<Chosen<T>, Diagnostic> {
        let found = T::NAMES.iter().find(|(name, _)| *name == text);
        let names = || T::NAMES.iter().map(|(name, _)| *name);
        found
            .map(|&(_, value)| Chosen(value))
            .ok_or_else(|| unknown(T::WHAT, text, names()))
    }
}

/// A table whose rows have names.
pub(super) trait Table: 'static {
    /// What its rows are, for messages: `edition`.
    const WHAT: &'static str;
    /// The names of the rows.
    fn names() -> Vec<&'static str>;
}

/// The name of a row of a [`Table`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row<T> {
    /// The name.
    pub name: String,
    table: std::marker::PhantomData<T>,
}

impl<T: Table> Leaf for Row<T> {
    const KIND: Kind = Kind::Choice(T::names);

    fn read(text: &str, _: Form) -> Result<Row<T>, Diagnostic> {
        if T::names().contains(&text) {
            let (name, table) = (text.into(), std::marker::PhantomData);
            return Ok(Row { name, table });
        }
        Err(unknown(T::WHAT, text, T::names()))
    }
}

/// The fault of a name that is none, with what it may have meant.
pub(super) fn unknown<'a>(
    what: &str,
    name: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    let names: Vec<&str> = names.into_iter().collect();
    let fault = Diagnostic::error("unknown-name", format!("unknown {what} `{name}`"));
    let near = nearest(name, names.iter().copied(), 3);
    if near.is_empty() {
        fault.hint(format!("it can be {}", listed(names, "or")))
    } else {
        fault.hint(format!("did you mean {}?", listed(near, "or")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_need_a_number_and_a_unit() {
        assert_eq!(length("12.5pt"), Ok(Length::pt(12.5)));
        assert_eq!(length("25.4 mm"), Ok(Length::pt(72.0)));
        assert_eq!(length("0"), Ok(Length::ZERO));
        for none in [
            "", "pt", "12", "-1mm", "1em", "1e9mm", "inf", "nan pt", "1.2.3pt", "6000mm",
        ] {
            assert!(length(none).is_err(), "{none}");
        }
    }
}
