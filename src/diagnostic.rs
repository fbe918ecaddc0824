//! What went wrong, as data. In: the place and the words from whoever noticed. Out: [`Diagnostics`], several at a
//! time, which `report` renders for a terminal or as JSON.

use crate::source::Span;
use std::path::PathBuf;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something the user should know; the work goes on.
    Warning,
    /// The work, or this edition, cannot go on.
    Error,
}

/// Where it is: in a text source, at a place of a file that is not a source (the manifest), or a file as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the decoded text of a source.
    Source(Span),
    /// At a place in another text file, such as book.yaml. `line` and `column` count from 1; `length` in characters.
    File {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
        /// How many characters to underline; 0 and 1 give one caret.
        length: u32,
    },
    /// A file as a whole: it can't be read, or written.
    Path(PathBuf),
}

/// One message: what, where, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A stable name for the kind of trouble, in kebab case, such as `unknown-key`.
    pub code: &'static str,
    /// Where, if it has a place.
    pub at: Option<Place>,
    /// What is wrong: lower case, no full stop, the user's words in backquotes.
    pub message: String,
    /// What to do.
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            at: None,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// A warning.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(code, message)
        }
    }

    /// The same at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.at = Some(place);
        self
    }

    /// The same with a hint more.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }
}

/// Several messages, in the order in which they were noticed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }
}

impl From<Diagnostic> for Diagnostics {
    fn from(diagnostic: Diagnostic) -> Self {
        Diagnostics(vec![diagnostic])
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, more: T) {
        self.0.extend(more);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// A result together with what the user should know about it.
#[derive(Clone, Debug, Default)]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// Warnings only.
    pub warnings: Diagnostics,
}

impl<T> From<T> for Warned<T> {
    fn from(value: T) -> Self {
        Warned {
            value,
            warnings: Diagnostics::default(),
        }
    }
}
