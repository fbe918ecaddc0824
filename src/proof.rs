//! The proof: source and repaired text facing each other, and every entry of the ledger in its place. In: the repaired
//! galley, its ledger, the sources and the settings. Out: one page of HTML that needs no network, as a file for anybody or
//! served at the desk.
//!
//! What is shown is data first: [`entries`], [`reading`] and [`facing`] know no HTML, [`page`] writes it.

pub mod entries;
pub mod facing;
mod page;
pub mod reading;

use crate::galley::Galley;
use crate::ledger::Ledger;
use crate::manifest::Settings;
use crate::source::Source;

/// What a proof is made from.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// Title, language and the answers given so far.
    pub settings: &'a Settings,
    /// The repaired galley; one without pieces had nothing to repair.
    pub galley: &'a Galley,
    /// Its ledger.
    pub ledger: &'a Ledger,
    /// What it was made from.
    pub sources: &'a [Source],
}

/// Where the page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode<'a> {
    /// As a file: answers are kept in the page and given as YAML.
    File,
    /// At the desk, under this path: answers are sent to `PATH/answer`, the page is read anew from `PATH/proof`, its parts
    /// from `PATH/part/NAME`, and `PATH/where/ID` names the parts in which an entry stands.
    Desk(&'a str),
}

/// The style sheet that stands in the page, for those who must name it in a policy.
pub const STYLE: &str = include_str!("proof/page.css");

/// The script that stands in the page.
pub const SCRIPT: &str = concat!(
    include_str!("proof/page.js"),
    include_str!("proof/page/lines.js"),
    include_str!("proof/page/stay.js"),
    include_str!("proof/page/link.js"),
    include_str!("proof/page/printed.js"),
);

pub use page::Sheet;

/// The page.
#[must_use]
pub fn page(proof: &Proof<'_>, mode: Mode<'_>) -> String {
    sheet(proof).html(mode)
}

/// The page in its parts.
#[must_use]
pub fn sheet(proof: &Proof<'_>) -> Sheet {
    page::write(proof)
}

/// What the text is called: its title, or the file that it came from.
fn title(proof: &Proof<'_>) -> String {
    let said = crate::book::clean(&proof.settings.meta.title);
    let file = proof.sources.first().map_or("", Source::name);
    match said.is_empty() {
        true => file.rsplit(['/', '\\']).next().unwrap_or(file).into(),
        false => said,
    }
}

#[cfg(test)]
mod tests;
