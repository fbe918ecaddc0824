//! Printing conditions with a name. In: the name in the manifest. Out: what a file says of it: the identifier under which the
//! International Color Consortium's registry of characterization data has it, and what it describes.

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its name in the manifest.
    pub name: &'static str,
    /// The registry's identifier.
    pub identifier: &'static str,
    /// Press, paper and standard.
    pub about: &'static str,
}

const fn condition(name: &'static str, identifier: &'static str, about: &'static str) -> Condition {
    Condition {
        name,
        identifier,
        about,
    }
}

/// The conditions that houses ask for most.
pub const CONDITIONS: &[Condition] = &[
    condition(
        "fogra39",
        "FOGRA39",
        "offset on coated paper, ISO 12647-2:2004",
    ),
    condition(
        "fogra47",
        "FOGRA47",
        "offset on uncoated white paper, ISO 12647-2:2004",
    ),
    condition(
        "fogra51",
        "FOGRA51",
        "offset on coated paper, ISO 12647-2:2013",
    ),
    condition(
        "fogra52",
        "FOGRA52",
        "offset on uncoated paper, ISO 12647-2:2013",
    ),
    condition("swop", "CGATS TR 001", "web offset on coated paper, SWOP"),
    condition(
        "gracol",
        "CGATS TR 006",
        "sheet-fed offset on coated paper, GRACoL",
    ),
    condition(
        "japan-coated",
        "JC200103",
        "offset on coated paper, Japan Color 2001",
    ),
];

/// Where the identifiers are registered.
pub(super) const REGISTRY: &str = "http://www.color.org";

/// The condition of that name.
pub(crate) fn named(name: &str) -> Option<&'static Condition> {
    CONDITIONS.iter().find(|condition| condition.name == name)
}
