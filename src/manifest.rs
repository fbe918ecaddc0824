//! book.yaml. In: the text of a manifest and the folder it stands in. Out: [`Settings`], resolved: paths joined and
//! checked, faces found, lengths in scaled points; or every fault of the file at once, each at its place.

pub mod settings;

pub use settings::Settings;

use crate::diagnostic::{Diagnostic, Diagnostics, Place, Warned};
use crate::output::{self, Document};
use crate::source::Source;
use std::path::{Path, PathBuf};

/// A manifest as read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its text, under the name that messages use.
    pub source: Source,
    /// The folder that its paths start from.
    pub folder: PathBuf,
}

/// A text that the manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// As the manifest has it.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// A manifest, resolved.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The texts, in order.
    pub texts: Vec<Text>,
    /// Where the editions go.
    pub out: PathBuf,
    /// What the editions' file names begin with.
    pub slug: String,
    /// All the rest.
    pub settings: Settings,
}

impl Manifest {
    /// Whether an edition is asked for.
    #[must_use]
    pub fn wants(&self, edition: &str) -> bool {
        let wanted = &self.settings.editions;
        wanted.is_empty() || wanted.iter().any(|name| name == edition)
    }

    /// A file of this book: `suffix` follows the slug.
    #[must_use]
    pub fn document(&self, suffix: &str, bytes: Vec<u8>) -> Document {
        let path = self.out.join(format!("{}{suffix}", self.slug));
        Document { path, bytes }
    }
}

/// Reads a manifest, or the book.yaml of a folder.
///
/// # Errors
/// A file that can't be read or is not UTF-8.
pub fn open(path: &Path) -> Result<File, Diagnostics> {
    let path = if path.is_dir() {
        path.join("book.yaml")
    } else {
        path.into()
    };
    let bytes = std::fs::read(&path).map_err(|e| {
        let message = format!("can't read `{}`: {}", path.display(), output::reason(&e));
        Diagnostic::error("unreadable-manifest", message).at(Place::Path(path.clone()))
    })?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(File {
        source: Source::new(&path.display().to_string(), text),
        folder: path.parent().unwrap_or(Path::new("")).into(),
    })
}

/// Resolves a manifest.
///
/// # Errors
/// Every fault of the file.
pub fn resolve(file: &File) -> Result<Warned<Manifest>, Diagnostics> {
    let value: serde_yaml::Value = serde_yaml::from_str(file.source.text())
        .map_err(|e| Diagnostic::error("yaml", e.to_string()))?;
    let text = |key: &str| {
        value
            .get(key)
            .and_then(|v| v.as_str())
            .unwrap_or_default()
            .to_string()
    };
    let mut settings = Settings::default();
    settings.meta.title = text("title");
    settings.meta.language = text("language");
    let name = text("text");
    let manifest = Manifest {
        texts: vec![Text {
            path: file.folder.join(&name),
            name,
        }],
        out: file.folder.join("out"),
        slug: "book".into(),
        settings,
    };
    Ok(manifest.into())
}
