//! What names a manifest can use. In: the tables of the flow. Out: a line for each row; schemes of imposition are drawn.

use super::TEMPLATES;
use crate::cli::Listing;
use crate::editions::EDITIONS;
use crate::editions::pdf::conditions::{CONDITIONS, Condition};
use crate::galley::said::LINE_KINDS;
use crate::lexicon::Lexicon;
use crate::manifest;
use crate::repair::PASSES;
use crate::typeset::cover::COVERS;
use crate::typeset::face::FAMILIES;
use crate::typeset::hyphenate;
use crate::typeset::impose::{SCHEMES, Scheme};
use crate::typeset::look::{LOOKS, TITLE_FORMS};
use crate::typeset::papers::{Named, SIZES};

/// The list as text: a name and what it is, a line each.
#[must_use]
pub(super) fn list(what: Listing) -> String {
    let row = |name: &str, about: &str| (name.to_string(), about.to_string());
    let rows: Vec<(String, String)> = match what {
        Listing::Passes => PASSES.iter().map(|p| row(p.name, p.about)).collect(),
        Listing::Lines => LINE_KINDS.iter().map(|l| row(l.name, l.about)).collect(),
        Listing::Editions => EDITIONS.iter().map(|e| row(e.name, e.about)).collect(),
        Listing::Schemes => return schemes(),
        Listing::Styles => LOOKS.iter().map(|l| row(l.name, l.about)).collect(),
        Listing::Covers => COVERS.iter().map(|c| row(c.name, c.about)).collect(),
        Listing::TitlePages => TITLE_FORMS.iter().map(|t| row(t.name, t.about)).collect(),
        Listing::Faces => FAMILIES.iter().map(|f| row(f.name, f.about)).collect(),
        Listing::Templates => TEMPLATES.iter().map(|t| row(t.name, t.about)).collect(),
        Listing::Papers => papers(),
        Listing::Conditions => {
            let row = |c: &Condition| (c.name.into(), format!("{}: {}", c.identifier, c.about));
            CONDITIONS.iter().map(row).collect()
        }
        Listing::Languages => languages(),
    };
    let width = rows.iter().map(|r| r.0.len()).max().unwrap_or(0);
    rows.iter()
        .map(|(name, about)| format!("{name:width$}  {about}\n"))
        .collect()
}

/// Each scheme with its first sheet drawn, and what to do with the printed sheets.
fn schemes() -> String {
    let scheme = |scheme: &Scheme| {
        let drawing: String = scheme.drawing.lines().fold(String::new(), |drawn, line| {
            drawn + "    " + line.trim_end() + "\n"
        });
        let steps: Vec<&str> = scheme.finishing.iter().map(|step| step.words()).collect();
        let (name, about) = (scheme.name, scheme.about);
        format!("{name}  {about}\n\n{drawing}\n    {}\n", steps.join("; "))
    };
    let schemes: Vec<String> = SCHEMES.iter().map(scheme).collect();
    schemes.join("\n")
}

fn papers() -> Vec<(String, String)> {
    let size = |paper: &Named| {
        let (width, height) = paper.mm;
        format!("{:15}  {}", format!("{width} × {height} mm"), paper.about)
    };
    let papers = SIZES.iter();
    papers.map(|p| (p.name.to_string(), size(p))).collect()
}

/// The languages that the text can be repaired in with a list of words, or that can be hyphenated. Lists that the system
/// has are counted.
fn languages() -> Vec<(String, String)> {
    let all = ["en-GB", "en-US"].into_iter().chain(manifest::languages());
    let has = |is_there: bool, what: &'static str| is_there.then_some(what);
    all.filter_map(|tag| {
        let list = has(Lexicon::new(tag, &[]).has_list(), "word list");
        let patterns = has(hyphenate::is_known(tag), "hyphenation");
        let about: Vec<&str> = [list, patterns].into_iter().flatten().collect();
        (!about.is_empty()).then(|| (tag.to_string(), about.join(", ")))
    })
    .collect()
}
