//! Licences by their ids. In: an SPDX id or a name of Creative Commons, as typed. Out: the licence's name and where its text is.

use super::kind::Kind;
use super::leaf::{Leaf, unknown};
use super::tree::Form;
use crate::book::Licence;
use crate::diagnostic::Diagnostic;

/// A licence that an id names.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct LicenceId(pub Licence);

/// An address in the web.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Web(pub String);

/// What Creative Commons' licences ask, by the letters of their ids.
const CONDITIONS: &[(&str, &str)] = &[
    ("BY", "Attribution"),
    ("BY-SA", "Attribution-ShareAlike"),
    ("BY-ND", "Attribution-NoDerivatives"),
    ("BY-NC", "Attribution-NonCommercial"),
    ("BY-NC-SA", "Attribution-NonCommercial-ShareAlike"),
    ("BY-NC-ND", "Attribution-NonCommercial-NoDerivatives"),
];

/// Their versions; of the last there is one for all countries.
const VERSIONS: &[(&str, &str)] = &[
    ("1.0", "Generic"),
    ("2.0", "Generic"),
    ("2.5", "Generic"),
    ("3.0", "Unported"),
    ("4.0", "International"),
];

/// Others that books and their texts are under: SPDX id, name, address.
const OTHERS: &[(&str, &str, &str)] = &[
    (
        "CC0-1.0",
        "CC0 1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    (
        "CC-PDM-1.0",
        "Public Domain Mark 1.0",
        "https://creativecommons.org/publicdomain/mark/1.0/",
    ),
    (
        "LAL-1.3",
        "Licence Art Libre 1.3",
        "https://artlibre.org/licence/lal/",
    ),
    (
        "GFDL-1.2-or-later",
        "GNU Free Documentation License 1.2 or later",
        "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html",
    ),
    (
        "GFDL-1.3-only",
        "GNU Free Documentation License 1.3",
        "https://www.gnu.org/licenses/fdl-1.3.html",
    ),
    (
        "GFDL-1.3-or-later",
        "GNU Free Documentation License 1.3 or later",
        "https://www.gnu.org/licenses/fdl-1.3.html",
    ),
    (
        "GPL-3.0-or-later",
        "GNU General Public License 3 or later",
        "https://www.gnu.org/licenses/gpl-3.0.html",
    ),
    ("MIT", "MIT License", "https://spdx.org/licenses/MIT.html"),
    (
        "Apache-2.0",
        "Apache License 2.0",
        "https://www.apache.org/licenses/LICENSE-2.0",
    ),
    (
        "OFL-1.1",
        "SIL Open Font License 1.1",
        "https://openfontlicense.org/",
    ),
    ("Unlicense", "The Unlicense", "https://unlicense.org/"),
    (
        "0BSD",
        "BSD Zero Clause License",
        "https://spdx.org/licenses/0BSD.html",
    ),
];

/// The licence of an id.
pub(crate) fn licence(typed: &str) -> Option<Licence> {
    LicenceId::read(typed, Form::Text).ok().map(|id| id.0)
}

/// All ids, each with its licence.
fn licences() -> Vec<(String, Licence)> {
    let commons = CONDITIONS.iter().flat_map(|(letters, words)| {
        VERSIONS.iter().map(move |(version, reach)| {
            let path = letters.to_lowercase();
            let licence = Licence {
                name: format!("Creative Commons {words} {version} {reach}"),
                address: format!("https://creativecommons.org/licenses/{path}/{version}/"),
            };
            (format!("CC-{letters}-{version}"), licence)
        })
    });
    let others = OTHERS.iter().map(|(id, name, address)| {
        let (name, address) = ((*name).into(), (*address).into());
        ((*id).into(), Licence { name, address })
    });
    commons.chain(others).collect()
}

impl Leaf for LicenceId {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<LicenceId, Diagnostic> {
        let typed = text.split_whitespace().collect::<Vec<_>>().join("-");
        let all = licences();
        let found = all.iter().find(|(id, _)| id.eq_ignore_ascii_case(&typed));
        found
            .map(|(_, licence)| LicenceId(licence.clone()))
            .ok_or_else(|| {
                unknown("licence", text, all.iter().map(|(id, _)| id.as_str()))
                    .hint("write what it says under `rights:` if it has no id")
            })
    }
}

impl Leaf for Web {
    const KIND: Kind = Kind::Text;

    fn read(text: &str, _: Form) -> Result<Web, Diagnostic> {
        let text = text.trim();
        let is_whole = ["https://", "http://"].iter().any(|start| {
            let rest = text.strip_prefix(start);
            rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
        });
        match is_whole {
            true => Ok(Web(text.into())),
            false => {
                let message = format!("`{text}` is no address in the web");
                Err(Diagnostic::error("no-address", message)
                    .hint("write it whole: `https://example.org`"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn licence(typed: &str) -> Result<Licence, Diagnostic> {
        LicenceId::read(typed, Form::Text).map(|id| id.0)
    }

    #[test]
    fn licences_are_written_out_and_have_an_address() {
        for typed in ["CC-BY-SA-4.0", "cc by-sa 4.0"] {
            let licence = licence(typed).expect("a licence");
            assert_eq!(
                licence.name,
                "Creative Commons Attribution-ShareAlike 4.0 International"
            );
            assert_eq!(
                licence.address,
                "https://creativecommons.org/licenses/by-sa/4.0/"
            );
        }
        assert!(licence("CC0-1.0").is_ok());
        let fault = licence("CC-BY-SA-5.0").expect_err("there is none");
        assert!(fault.hints[0].contains("`CC-BY-SA-"), "{fault:?}");
    }
}
