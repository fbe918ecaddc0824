//! References to pages, and addresses.

use super::{laid, page_text, words};
use crate::typeset::page::Link;

#[test]
fn bare_addresses_lead_somewhere_and_stand_there_once() {
    let text = "See www.weir.example/tide.[^1]\n\n[^1]: Or <https://mill.example>.\n";
    let layout = laid(text).value;
    let items = layout.pages.iter().flat_map(|page| &page.items);
    let links = items.filter_map(|item| match &item.link {
        Some(Link::Outside(to)) => Some(to.as_str()),
        _ => None,
    });
    let mut links: Vec<&str> = links.collect();
    links.dedup();
    assert_eq!(
        links,
        ["https://www.weir.example/tide", "https://mill.example"]
    );
    let said: String = layout.pages.iter().map(page_text).collect();
    assert_eq!(said.matches("mill.example").count(), 1, "{said}");
}

#[test]
fn a_reference_says_the_page_of_its_place() {
    let far = words(1_500);
    let text = format!(
        "See [the mole](#mole){{.pageref}}, and [](#mole){{.pageref}}.\n\n{far}\n\n# The Mole {{#mole}}\n\nStone.\n"
    );
    let layout = laid(&text).value;
    let page = layout
        .pages
        .iter()
        .position(|page| page_text(page).contains("Stone."));
    let page = page.expect("a page") + 1;
    assert!(page > 5);
    let said: String = layout.pages.iter().map(page_text).collect();
    let said = said.replace('\u{a0}', " ");
    assert!(
        said.contains(&format!("See the mole (p. {page}), and p. {page}.")),
        "{}",
        &said[..200]
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_only_words() {
    let layout = laid("See [the mole](#none){.pageref}.\n").value;
    let said: String = layout.pages.iter().map(page_text).collect();
    assert!(said.contains("See the mole."), "{said}");
}
