//! The imprint in the head of a Markdown file. In: its YAML. Out: [`Imprint`], and back.

use super::front::{one_or_more, word};
use crate::book::{Imprint, Licence, Picture};
use crate::manifest;
use serde::{Deserialize, Serialize};

/// The mapping as typed.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct ImprintMatter {
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_more"
    )]
    address: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    web: Option<String>,
    #[serde(
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "one_or_more"
    )]
    printings: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<LicenceMatter>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "word")]
    logo: Option<String>,
}

/// A licence by its id, or written out.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum LicenceMatter {
    Id(String),
    Full {
        name: String,
        #[serde(default)]
        address: String,
    },
}

impl ImprintMatter {
    /// Whether nothing is said.
    pub(super) fn is_empty(&self) -> bool {
        *self == ImprintMatter::default()
    }
}

impl From<&Imprint> for ImprintMatter {
    fn from(imprint: &Imprint) -> ImprintMatter {
        let licence = imprint.licence.clone();
        ImprintMatter {
            address: imprint.address.clone(),
            web: imprint.web.clone(),
            printings: imprint.printings.clone(),
            licence: licence.map(|Licence { name, address }| LicenceMatter::Full { name, address }),
            logo: imprint.logo.as_ref().map(|logo| logo.to.clone()),
        }
    }
}

impl From<ImprintMatter> for Imprint {
    fn from(matter: ImprintMatter) -> Imprint {
        let licence = matter.licence.map(|licence| match licence {
            // One that has no id is called as it is typed, and leads nowhere.
            LicenceMatter::Id(name) => manifest::licence(&name).unwrap_or(Licence {
                name,
                address: String::new(),
            }),
            LicenceMatter::Full { name, address } => Licence { name, address },
        });
        Imprint {
            address: matter.address,
            web: matter.web,
            printings: matter.printings,
            licence,
            logo: matter.logo.map(Picture::at_head),
            price: None,
        }
    }
}
