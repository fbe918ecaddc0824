//! book.yaml. In: the text of a manifest and the folder it stands in. Out: [`Settings`], resolved: paths joined and
//! checked, faces found, lengths in scaled points; or every fault of the file at once, each at its place.

pub mod settings;

pub use settings::Settings;
