//! What is said of the publisher and of the printing. In: what a manifest or the head of a file says. Out: [`Imprint`], and its
//! lines in the order in which they stand on the back of a title page.

use super::Picture;

/// The imprint beside the publisher's name and the date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// Where the publisher lives, line by line.
    pub address: Vec<String>,
    /// Where the publisher is in the web, whole: `https://example.org`.
    pub web: Option<String>,
    /// The printings, from the first on.
    pub printings: Vec<String>,
    /// What the book may be used for.
    pub licence: Option<Licence>,
    /// The publisher's device, which stands over the name.
    pub logo: Option<Picture>,
    /// What it costs, on the back cover.
    pub price: Option<String>,
}

/// A licence, written out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// What it is called.
    pub name: String,
    /// Where it stands in the web; empty where that is not known.
    pub address: String,
}

/// A line of the imprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImprintLine<'a> {
    /// Its words.
    pub words: &'a str,
    /// The address that it leads to.
    pub to: Option<&'a str>,
}

/// A line that leads nowhere.
fn plain(words: &String) -> ImprintLine<'_> {
    ImprintLine { words, to: None }
}

impl Imprint {
    /// This, and where it says nothing, what `other` says.
    #[must_use]
    pub fn or(self, other: Imprint) -> Imprint {
        let lines = |one: Vec<String>, other| if one.is_empty() { other } else { one };
        Imprint {
            address: lines(self.address, other.address),
            web: self.web.or(other.web),
            printings: lines(self.printings, other.printings),
            licence: self.licence.or(other.licence),
            logo: self.logo.or(other.logo),
            price: self.price.or(other.price),
        }
    }

    /// Where the publisher is to be found: the lines of the address, then that in the web.
    #[must_use]
    pub fn whereabouts(&self) -> Vec<ImprintLine<'_>> {
        let web = self.web.as_deref().map(|web| ImprintLine {
            words: shown(web),
            to: Some(web),
        });
        self.address.iter().map(plain).chain(web).collect()
    }

    /// The printings.
    #[must_use]
    pub fn history(&self) -> Vec<ImprintLine<'_>> {
        self.printings.iter().map(plain).collect()
    }

    /// The licence, and where it stands.
    #[must_use]
    pub fn terms(&self) -> Vec<ImprintLine<'_>> {
        let licence = self.licence.iter();
        let lines = licence.flat_map(|licence| {
            let to = Some(licence.address.as_str()).filter(|to| !to.is_empty());
            let lines = [licence.name.as_str(), shown(&licence.address)];
            lines.map(|words| ImprintLine { words, to })
        });
        lines.filter(|line| !line.words.is_empty()).collect()
    }
}

/// An address as it is read: without what every browser adds.
fn shown(address: &str) -> &str {
    let bare = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"));
    bare.unwrap_or(address).trim_end_matches('/')
}
